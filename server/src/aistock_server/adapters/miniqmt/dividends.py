"""The vendor's events of dividends and rights, as a cumulative factor."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import FindingSeverity, QualityFinding
from aistock_server.adapters.miniqmt.units import DAY_MS, SHANGHAI_MS
from aistock_server.market.model import day_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dividends:
    """Days on which one instrument went ex-right, ascending, and by how much its price was divided on each."""

    code: str
    days: "NDArray[np.int64]"
    ratios: "NDArray[np.float64]"
    reforms: tuple[date, ...] = ()

    def factors(self, days: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """The product of the ratios up to each day, that day's own included; 1 before the first. Later events do not show."""
        import numpy as np

        grown = np.r_[1.0, np.cumprod(self.ratios)]
        return np.asarray(grown[np.searchsorted(self.days, days, side="right")], dtype=np.float64)

    def findings(self) -> tuple[QualityFinding, ...]:
        """What a reader of the factor should know."""
        if not self.reforms:
            return ()
        message = "a share reform, for which the vendor documents a formula of its own and does not tell it"
        found = noted(
            FindingSeverity.INFO,
            "factor_by_unknown_formula",
            message,
            instrument=self.code,
            day=self.reforms[0],
            field="adj_factor",
            occurrences=len(self.reforms),
        )
        return (found,)


def dividends_of(source: str, code: str, table: Any) -> Dividends:
    """The events of the vendor's table; Refused when a ratio or a day cannot be one."""
    import numpy as np

    if not len(table):
        return Dividends(code=code, days=np.zeros(0, dtype=np.int64), ratios=np.zeros(0))
    remedy = "let the terminal download it again, or report it to the vendor"
    if "dr" not in table.columns:
        raise malformed(source, f"the dividends of {code} have no column dr", remedy=remedy, field="dr", value="", instrument=code)
    stamps = np.asarray(table.index, dtype=np.float64)
    days = np.floor((stamps + SHANGHAI_MS) / DAY_MS).astype(np.int64)
    if not ((stamps + SHANGHAI_MS) % DAY_MS == 0).all() or not (np.diff(np.sort(days)) > 0).all():
        message = f"the dividends of {code} are not one a day at midnight in Shanghai"
        raise malformed(source, message, remedy=remedy, field="time", value=stamps[0], instrument=code)
    ratios = np.asarray(table["dr"], dtype=np.float64)
    wrong = ~(np.isfinite(ratios) & (ratios > 0) & (ratios < 1e6))
    if wrong.any():
        value = ratios[wrong.argmax()]
        message = f"the dividends of {code} have dr {value:g} on {day_of(int(days[wrong.argmax()]))}"
        raise malformed(source, message, remedy=remedy, field="dr", value=value, instrument=code)
    order = np.argsort(days)
    reforms = np.asarray(table["gugai"], dtype=np.float64) > 0 if "gugai" in table.columns else np.zeros(len(days), dtype=bool)
    told = tuple(day_of(int(day)) for day in np.sort(days[reforms]))
    return Dividends(code=code, days=days[order], ratios=ratios[order], reforms=told)
