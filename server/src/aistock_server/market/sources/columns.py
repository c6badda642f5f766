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
    INDUSTRIES = "industries"
    INDEX_WEIGHTS = "index_weights"


class Form(StrEnum):
    """How the values of a column are held."""

    #: float64.
    NUMBER = "number"
    #: int64.
    WHOLE = "whole"
    #: Places in a list of words.
    TEXT = "text"
    #: Days of the calendar, datetime64[D].
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Unit and form of a column."""

    unit: Unit
    form: Form = Form.NUMBER

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers."""
        return self.form is Form.WHOLE


_PRICE = Meaning(unit=Unit.CNY)
_SHARES = Meaning(unit=Unit.SHARES, form=Form.WHOLE)
_VALUE = Meaning(unit=Unit.CNY)
_RATIO = Meaning(unit=Unit.RATIO)
_FRACTION = Meaning(unit=Unit.FRACTION)
_TEXT = Meaning(unit=Unit.NONE, form=Form.TEXT)
_DAY = Meaning(unit=Unit.NONE, form=Form.DAY)

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
    Table.INDUSTRIES: {
        "taxonomy": _TEXT,
        "level": Meaning(unit=Unit.NONE, form=Form.WHOLE),
        "industry_code": _TEXT,
        "industry_name": _TEXT,
        "effective_from": _DAY,
        "effective_to": _DAY,
    },
    Table.INDEX_WEIGHTS: {"index": _TEXT, "weight": _FRACTION},
}

#: Columns that tell rows of one instrument and event apart; every answer of the table has them, and none is ever missing.
KEYS: Mapping[Table, tuple[str, ...]] = {Table.INDUSTRIES: ("taxonomy", "level"), Table.INDEX_WEIGHTS: ("index",)}

#: Tables of what holds from a day on and was decided by somebody: an industry, the weights of an index.
REFERENCE = frozenset(KEYS)


def keys_of(table: Table) -> tuple[str, ...]:
    """The columns that tell rows of one instrument and event apart; most tables need none."""
    return KEYS.get(table, ())


def day_column(table: Table) -> str:
    """The column of a table of days, as files and databases hold it, that says on which day the event was."""
    return "effective_from" if table is Table.INDUSTRIES else "date"
