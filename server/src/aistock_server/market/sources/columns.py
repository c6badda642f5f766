"""What the columns of an answer mean: one name, one unit, whichever source it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aistock.market.v1.models import Unit


class Table(StrEnum):
    """What a row tells of."""

    BARS = "bars"
    ADJ_FACTOR = "adj_factor"
    DAILY_BASIC = "daily_basic"
    MONEYFLOW = "moneyflow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Unit of a column; `whole` columns are int64, the others float64."""

    unit: Unit
    whole: bool = False


_PRICE = Meaning(unit=Unit.CNY)
_SHARES = Meaning(unit=Unit.SHARES, whole=True)
_VALUE = Meaning(unit=Unit.CNY)
_RATIO = Meaning(unit=Unit.RATIO)
_FRACTION = Meaning(unit=Unit.FRACTION)

_SIZES = ("sm", "md", "lg", "elg")

#: Columns of every table beside instrument and times. Prices are as printed; those of an index are points.
MEANINGS: Mapping[Table, Mapping[str, Meaning]] = {
    Table.BARS: {
        **dict.fromkeys(("open", "high", "low", "close", "pre_close"), _PRICE),
        "volume": _SHARES,
        "amount": _VALUE,
        "adj_factor": _RATIO,
    },
    Table.ADJ_FACTOR: {"adj_factor": _RATIO},
    Table.DAILY_BASIC: {
        "close": _PRICE,
        **dict.fromkeys(("turnover_rate", "turnover_rate_f"), _FRACTION),
        **dict.fromkeys(("volume_ratio", "pe", "pe_ttm", "pb", "ps", "ps_ttm"), _RATIO),
        **dict.fromkeys(("dv_ratio", "dv_ttm"), _FRACTION),
        **dict.fromkeys(("total_share", "float_share", "free_share"), _SHARES),
        **dict.fromkeys(("total_mv", "circ_mv"), _VALUE),
    },
    Table.MONEYFLOW: {
        **{f"{side}_{size}_volume": _SHARES for size in _SIZES for side in ("buy", "sell")},
        **{f"{side}_{size}_amount": _VALUE for size in _SIZES for side in ("buy", "sell")},
        "net_mf_volume": _SHARES,
        "net_mf_amount": _VALUE,
    },
}
