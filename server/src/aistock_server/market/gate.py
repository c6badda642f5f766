"""The gate at which bars are refused: what stands in a snapshot has passed every law below."""

from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import IngestHeader, InstrumentKind
from aistock_server.market.model import PRICES, BarTable, number_of
from aistock_server.market.refusals import bar_refused, check_dates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Largest price in CNY and largest amount in CNY whose mills every JSON reader keeps exactly.
_LARGEST = 9e12


def check_header(header: IngestHeader) -> None:
    """Refuse a header whose lists contradict each other."""
    if not header.dates:
        raise bar_refused("calendar_present", "the header has no trading days; send the calendar of the bars")
    if any(late <= early for early, late in zip(header.dates, header.dates[1:], strict=False)):
        raise bar_refused("calendar_ordered", "the header's dates are not in ascending order")
    codes = [one.code for one in header.instruments]
    if len(set(codes)) != len(codes):
        again = next(code for code in sorted(codes) if codes.count(code) > 1)
        raise bar_refused("instruments_unique", "it stands twice in the header", instrument=again)
    indices = {one.code for one in header.instruments if one.kind is InstrumentKind.INDEX}
    for code in header.benchmarks:
        if code not in indices:
            raise bar_refused("benchmark_is_index", "a benchmark is an instrument of kind index in the header", instrument=code)


def in_order(sent: BarTable, header: IngestHeader) -> BarTable:
    """The bars by day and instrument, after the header and their order were checked, and before anything else was."""
    import numpy as np

    check_header(header)
    if sent.rows == 0:
        raise bar_refused("bars_present", "there is no row")
    check_dates(sent.days, sent.members, sent.codes)
    return sent if _check_order(sent) else sent.taken(np.lexsort((sent.members, sent.days)))


def check_bars(sent: BarTable, header: IngestHeader) -> None:
    """Refuse the first row, as the bars were sent, that breaks a law."""
    _check_known(sent, header)
    for name in sent.columns:
        _check_values(sent, name)
    _check_shape(sent)
    _check_ticks(sent, {one.code for one in header.instruments if one.kind is InstrumentKind.STOCK})


def _check_order(table: BarTable) -> bool:
    """Rows come by instrument and date, or by date and instrument, and none twice; whether it is the latter."""
    import numpy as np

    days, members = table.days.astype(np.int64), table.members.astype(np.int64)
    if (np.diff(days * 1_000_000 + members) > 0).all():
        return True
    by_instrument = members * 1_000_000 + days
    steps = np.diff(by_instrument)
    if (steps > 0).all():
        return False
    seen, first = np.unique(by_instrument, return_index=True)
    if len(seen) != table.rows:
        twice = np.setdiff1d(np.arange(table.rows), first)[0]
        code, day = table.at(int(twice))
        raise bar_refused("row_unique", "the row stands twice", instrument=code, day=day)
    code, day = table.at(int(np.argmax(steps <= 0)) + 1)
    raise bar_refused("rows_ordered", "the row is out of order; sort by instrument and date, or by date and instrument",
                      instrument=code, day=day)  # fmt: skip


def _check_known(table: BarTable, header: IngestHeader) -> None:
    """Every row's instrument is in the header, and its day in the calendar."""
    import numpy as np

    known = {one.code for one in header.instruments}
    for code in table.codes:
        if code not in known:
            raise bar_refused("instrument_known", "bars of an instrument that the header does not have", instrument=code)
    calendar = np.array([number_of(day) for day in header.dates], dtype=np.int32)
    _refuse_first(table, ~np.isin(table.days, calendar), "day_known", "the header's calendar does not have this day")


def _check_values(table: BarTable, name: str) -> None:
    """Numbers are finite, prices and factors positive, volume and amount not negative, and none is beyond what mills can hold."""
    import numpy as np

    values = table.columns[name]
    _refuse_first(table, ~np.isfinite(values), "value_finite", "a number is needed; a day without trading has no row", name)
    if name in ("volume", "amount"):
        _refuse_first(table, values < 0, "value_not_negative", "it must not be negative", name)
    else:
        _refuse_first(table, values <= 0, "value_positive", "it must be positive; a missing value is no zero", name)
    _refuse_first(table, values > _LARGEST, "value_bounded", f"it must not exceed {_LARGEST:.0f}; check the unit", name)


def _check_shape(table: BarTable) -> None:
    """The day's high and low enclose its open and close."""
    columns = table.columns
    for name in ("open", "close", "low"):
        _refuse_first(table, columns[name] > columns["high"], "high_is_highest", "it lies above the day's high", name)
    for name in ("open", "close"):
        _refuse_first(table, columns[name] < columns["low"], "low_is_lowest", "it lies below the day's low", name)


def _check_ticks(table: BarTable, stocks: set[str]) -> None:
    """Traded prices of stocks are whole cents, and reference prices whole mills: anything else is adjusted or not a price."""
    import numpy as np

    is_stock = np.array([code in stocks for code in table.codes])[table.members]
    for name in PRICES:
        scaled = table.columns[name] * (1000.0 if name == "pre_close" else 100.0)
        off = is_stock & (np.abs(scaled - np.rint(scaled)) > 1e-4)
        unit = "mills" if name == "pre_close" else "cents"
        _refuse_first(table, off, "price_on_tick", f"a stock's unadjusted price is a whole number of {unit}", name)


def _refuse_first(table: BarTable, bad: "NDArray[np.bool_]", rule: str, message: str, field: str = "") -> None:
    """Refuse the first row that is marked."""
    if not bad.any():
        return
    row = int(bad.argmax())
    code, day = table.at(row)
    value: Any = table.columns[field][row].item() if field else ""
    raise bar_refused(rule, message, instrument=code, day=day, field=field, value=value)
