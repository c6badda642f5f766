"""What the columns of tables beside daily bars mean, in words for their manifests."""

from collections.abc import Mapping

from aistock.market.v1.models import Adjustment, ColumnSpec, ColumnType, MissingPolicy, Unit
from aistock_server.market.columns import BAR_COLUMNS
from aistock_server.market.sources.columns import Table
from aistock_server.market.tables import Shape, TableRows

_SIZES = {"sm": "small", "md": "middling", "lg": "large", "elg": "very large"}
_SIDES = {"buy": "bought", "sell": "sold"}

_BASIC = {
    "close": "Last price of the day, as printed.",
    "turnover_rate": "Shares traded over tradable shares; 0.01 is one percent.",
    "turnover_rate_f": "Shares traded over free-float shares; 0.01 is one percent.",
    "volume_ratio": "Volume of a minute against that of the five days before.",
    "pe": "Total market value over the net profit of the last year; missing at a loss.",
    "pe_ttm": "Total market value over the net profit of twelve months; missing at a loss.",
    "pb": "Total market value over net assets.",
    "ps": "Total market value over the sales of the last year.",
    "ps_ttm": "Total market value over the sales of twelve months.",
    "dv_ratio": "Dividends of the last year over the price; 0.01 is one percent.",
    "dv_ttm": "Dividends of twelve months over the price; 0.01 is one percent.",
    "total_share": "Shares in existence.",
    "float_share": "Shares that may be traded.",
    "free_share": "Shares in free float.",
    "total_mv": "Shares in existence at the day's close.",
    "circ_mv": "Tradable shares at the day's close.",
}

_MONEYFLOW = {
    **{
        f"{side}_{size}_{unit}": f"{noun} {done} by {words} orders."
        for size, words in _SIZES.items()
        for side, done in _SIDES.items()
        for unit, noun in (("volume", "Shares"), ("amount", "Value"))
    },
    "net_mf_volume": "Shares bought less shares sold, by orders that took.",
    "net_mf_amount": "Value bought less value sold, by orders that took.",
}

_MINUTES = {
    "open": "First price of the bar, as printed; index points for an index.",
    "high": "Highest price of the bar, as printed; index points for an index.",
    "low": "Lowest price of the bar, as printed; index points for an index.",
    "close": "Last price of the bar, as printed; index points for an index.",
    "volume": "Shares traded in the bar.",
    "amount": "Value traded in the bar.",
}

_WORDS: Mapping[Table, Mapping[str, str]] = {Table.BARS: _MINUTES, Table.DAILY_BASIC: _BASIC, Table.MONEYFLOW: _MONEYFLOW}


def specs(shape: Shape, rows: TableRows) -> list[ColumnSpec]:
    """The columns of a snapshot: its keys, then the columns it has, in the shape's order."""
    return [*_keys(shape), *(_spec(shape, name) for name in shape.columns if name in rows.columns)]


def _keys(shape: Shape) -> list[ColumnSpec]:
    day, code = BAR_COLUMNS[:2]
    if not shape.timed:
        return [day.model_copy(update={"meaning": "Trading day that the row tells of."}), code]
    meaning = "End of the bar, as a timestamp in UTC: microseconds since 1970-01-01T00:00Z."
    return [_column("event_time", ColumnType.INT64, Unit.NONE, MissingPolicy.NEVER, meaning), code]


def _spec(shape: Shape, name: str) -> ColumnSpec:
    meaning = shape.columns[name]
    dtype = ColumnType.INT64 if meaning.whole else ColumnType.FLOAT64
    policy = MissingPolicy.NEVER if name in shape.required else MissingPolicy.UNKNOWN
    return _column(name, dtype, meaning.unit, policy, _WORDS[shape.table][name])


def _column(name: str, dtype: ColumnType, unit: Unit, missing: MissingPolicy, meaning: str) -> ColumnSpec:
    return ColumnSpec(name=name, dtype=dtype, unit=unit, adjustment=Adjustment.NONE, missing=missing, meaning=meaning)
