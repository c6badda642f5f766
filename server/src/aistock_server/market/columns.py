"""What the columns of stored bars and of exports mean."""

from aistock.market.v1.models import Adjustment, ColumnSpec, ColumnType, MissingPolicy, Unit


def _column(name: str, dtype: ColumnType, unit: Unit, meaning: str, *, origin: str | None = None) -> ColumnSpec:
    return ColumnSpec(
        name=name, dtype=dtype, unit=unit, adjustment=Adjustment.NONE, missing=MissingPolicy.NEVER, meaning=meaning, origin=origin
    )


_PRICE = ColumnType.FLOAT64

#: Columns of bars, in the order in which they are stored and sent.
BAR_COLUMNS = (
    _column("date", ColumnType.DATE, Unit.NONE, "Trading day; a stock-day without a row did not trade."),
    _column("instrument", ColumnType.TEXT, Unit.NONE, "Canonical code, such as 600000.SH."),
    _column("open", _PRICE, Unit.CNY, "First price of the day, as printed; index points for an index."),
    _column("high", _PRICE, Unit.CNY, "Highest price of the day, as printed; index points for an index."),
    _column("low", _PRICE, Unit.CNY, "Lowest price of the day, as printed; index points for an index."),
    _column("close", _PRICE, Unit.CNY, "Last price of the day, as printed; index points for an index."),
    _column("pre_close", _PRICE, Unit.CNY, "Ex-right reference price of the day, from which limits and returns are computed."),
    _column("volume", ColumnType.INT64, Unit.SHARES, "Shares traded."),
    _column("amount", _PRICE, Unit.CNY, "Value traded."),
    _column("adj_factor", _PRICE, Unit.RATIO, "Cumulative back-adjustment factor; price times factor is comparable over time."),
)


def _bin(name: str, unit: Unit, meaning: str, origin: str, *, adjusted: bool = True) -> ColumnSpec:
    return ColumnSpec(
        name=name,
        dtype=ColumnType.FLOAT32,
        unit=unit,
        adjustment=Adjustment.SNAPSHOT_FIRST if adjusted else Adjustment.NONE,
        missing=MissingPolicy.SUSPENDED,
        meaning=meaning,
        origin=origin,
    )


#: Fields of the Qlib bins, in the order of their names.
QLIB_COLUMNS = (
    _bin("change", Unit.FRACTION, "Return of the day against the reference price.", "close / pre_close - 1", adjusted=False),
    _bin("close", Unit.CNY, "Adjusted last price.", "close * factor"),
    _bin("factor", Unit.RATIO, "Adjustment factor; 1 on the instrument's first day of the snapshot.",
         "adj_factor / first adj_factor", adjusted=False),
    _bin("high", Unit.CNY, "Adjusted highest price.", "high * factor"),
    _bin("low", Unit.CNY, "Adjusted lowest price.", "low * factor"),
    _bin("open", Unit.CNY, "Adjusted first price.", "open * factor"),
    _bin("volume", Unit.SHARES, "Adjusted shares traded.", "volume / factor"),
    _bin("vwap", Unit.CNY, "Adjusted average price; the close where amount over volume is no price, as for an index.",
         "amount / volume * factor"),
)  # fmt: skip
