"""From Qlib's adjusted float32 back to what the exchange printed, as far as 24 bits allow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aistock.market.codes import Kind
from aistock.market.v1.models import FindingSeverity, QualityFinding
from aistock_server.market.sources.assembling import noted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRICES = ("open", "high", "low", "close")

#: Bins that each of our columns is computed from.
NEEDED: Mapping[str, tuple[str, ...]] = {
    **{name: (name, "factor") for name in PRICES},
    "pre_close": ("close", "change", "factor"),
    "volume": ("volume", "factor"),
    "adj_factor": ("factor",),
}

_TICKS = {Kind.STOCK: 100, Kind.FUND: 1000, Kind.BOND: 1000}
_REFERENCE_SCALE = 1000
#: Two float32 and one division: a printed price cannot have moved further than this part of itself.
_ROUNDING = 4 * 2.0**-24
#: Volume / factor and the factor are rounded to 24 bits each, so their product misses shares by at most 2**-23 of them, which
#: is less than half a share below 2**22. Where the factor is 1 only a volume beyond 24 bits is rounded.
_RESTORED, _HELD = 2**22 - 1, 2**24


@dataclass(slots=True, kw_only=True)
class Unadjusting:
    """Turns the bins of one instrument into raw columns, and counts what could not be restored."""

    code: str
    kind: Kind
    findings: list[QualityFinding] = field(default_factory=list)

    def columns(self, bins: "Mapping[str, NDArray[np.float64]]", fields: tuple[str, ...]) -> "dict[str, NDArray[np.float64]]":
        """Raw values of the fields, NaN where there is none."""
        import numpy as np

        factor = bins["factor"]
        priced = ~np.isnan(bins["close"])
        self._count(priced & np.isnan(factor), "factor_missing", "adj_factor", "a price without a factor; its raw price is unknown")
        found = {}
        for name in fields:
            if name == "adj_factor":
                found[name] = factor
            elif name == "volume":
                found[name] = self._volume(bins["volume"], factor)
            elif name == "pre_close":
                close = self._printed(bins["close"] / factor, "close")
                found[name] = self._snapped(close / (1 + bins["change"]), _REFERENCE_SCALE, name)
            else:
                found[name] = self._printed(bins[name] / factor, name)
        return found

    def _printed(self, prices: "NDArray[np.float64]", name: str) -> "NDArray[np.float64]":
        """Prices on their tick; an index has none."""
        return self._snapped(prices, _TICKS[self.kind], name) if self.kind in _TICKS else prices

    def _snapped(self, prices: "NDArray[np.float64]", scale: int, name: str) -> "NDArray[np.float64]":
        """Prices on the tick wherever float32 explains the distance to it; elsewhere as they are, with a finding."""
        import numpy as np

        ticks = np.rint(prices * scale) / scale
        explained = np.abs(ticks - prices) <= _ROUNDING * np.abs(prices)
        off = ~np.isnan(prices) & ~explained
        if self.kind in _TICKS:
            message = "price / factor lies on no tick: the bins are not raw × factor, or hold another price; kept as it is"
            self._count(off, "price_off_tick", name, message)
        return np.where(explained, ticks, prices)

    def _volume(self, adjusted: "NDArray[np.float64]", factor: "NDArray[np.float64]") -> "NDArray[np.float64]":
        import numpy as np

        shares = adjusted * factor
        message = "more shares than two float32 restore; the last digits may not be the exchange's"
        large = np.nan_to_num(shares) >= np.where(factor == 1, _HELD, _RESTORED)
        self._count(large, "volume_beyond_float32", "volume", message, FindingSeverity.INFO)
        return shares

    def _count(
        self,
        bad: "NDArray[np.bool_]",
        rule: str,
        name: str,
        message: str,
        severity: FindingSeverity = FindingSeverity.WARNING,
    ) -> None:
        if bad.any() and not any(one.rule == rule and one.field == name for one in self.findings):
            self.findings.append(noted(severity, rule, message, instrument=self.code, field=name, occurrences=int(bad.sum())))
