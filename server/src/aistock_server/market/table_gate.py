"""The gate at which rows beside daily bars are refused: what stands in a snapshot has passed every law below."""

from datetime import date
from typing import TYPE_CHECKING, Any

from aistock.market.codes import Board, board_of
from aistock.market.trading_rules import NoTradingRuleError, RiskStatus, rule_for
from aistock.market.v1.models import IngestHeader, InstrumentKind
from aistock_server.market.gate import check_header
from aistock_server.market.model import day_of, number_of
from aistock_server.market.refusals import bar_refused, check_dates
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.model import minute_times
from aistock_server.market.tables import OHLC, Shape, TableRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Every JSON reader keeps whole numbers up to here exactly.
_LARGEST = 9_007_199_254_740_991
_MINUTE = 60_000_000
#: Bars end inside these minutes of the day, both included; the one of 09:30 holds the opening call.
_SESSIONS = ((9 * 60 + 30, 11 * 60 + 30), (13 * 60 + 1, 15 * 60))
_AFTER_HOURS = (15 * 60 + 6, 15 * 60 + 30)
_BOARDS = tuple(Board)
#: Columns that tell of a difference, or a ratio to something that may be negative.
_SIGNED = frozenset({"net_mf_volume", "net_mf_amount", "pe", "pe_ttm", "pb", "ps", "ps_ttm"})


def sorted_rows(sent: TableRows, header: IngestHeader, shape: Shape) -> TableRows:
    """The rows by time and instrument, after every law held; the first row that breaks one is refused by name."""
    import numpy as np

    check_header(header)
    if sent.rows == 0:
        raise bar_refused("bars_present", "there is no row")
    check_dates(sent.days, sent.members, sent.codes)
    _check_order(sent)
    _check_known(sent, header)
    for name in sent.columns:
        _check_values(sent, shape, name)
    stocks = {one.code for one in header.instruments if one.kind is InstrumentKind.STOCK}
    is_stock = np.array([code in stocks for code in sent.codes])[sent.members]
    if shape.timed:
        _check_minutes(sent, shape, is_stock)
        _check_shape(sent)
    prices = OHLC if shape.timed else ("close",) if shape.table is Table.DAILY_BASIC and "close" in sent.columns else ()
    for name in prices:
        _check_ticks(sent, name, is_stock)
    return sent.taken(np.lexsort((sent.members, sent.times)))


def _check_order(rows: TableRows) -> None:
    """Rows come by instrument and time, or by time and instrument, and none twice."""
    import numpy as np

    members, times = np.diff(rows.members), np.diff(rows.times)
    by_instrument = (members > 0) | ((members == 0) & (times > 0))
    by_time = (times > 0) | ((times == 0) & (members > 0))
    if by_instrument.all() or by_time.all():
        return
    order = np.lexsort((np.arange(rows.rows), rows.times, rows.members))
    again = (np.diff(rows.members[order]) == 0) & (np.diff(rows.times[order]) == 0)
    if again.any():
        raise _refusal(rows, int(order[1:][again].min()), "row_unique", "the row stands twice")
    late = int(np.argmax(~by_instrument)) + 1
    remedy = "the row is out of order; sort by instrument and time, or by time and instrument"
    raise _refusal(rows, late, "rows_ordered", remedy)


def _check_known(rows: TableRows, header: IngestHeader) -> None:
    """Every row's instrument is in the header, and its day in the calendar."""
    import numpy as np

    known = {one.code for one in header.instruments}
    for code in rows.codes:
        if code not in known:
            raise bar_refused("instrument_known", "rows of an instrument that the header does not have", instrument=code)
    calendar = np.array([number_of(day) for day in header.dates], dtype=np.int32)
    _refuse_first(rows, ~np.isin(rows.days, calendar), "day_known", "the header's calendar does not have this day")


def _check_values(rows: TableRows, shape: Shape, name: str) -> None:
    """A number is finite or null; required ones are there, prices are positive, sizes not negative, none is absurd."""
    import numpy as np

    column = rows.columns[name]
    known = ~column.missing
    if name in shape.required:
        _refuse_first(rows, column.missing, "value_present", "the value is missing; a minute without trading has no row", name)
    if not shape.columns[name].whole:
        _refuse_first(rows, known & ~np.isfinite(column.values), "value_finite", "a number or null is needed", name)
    # A table of days may say 0 for a price that it does not know; that is found, as every zero that stands for nothing.
    if name in OHLC and shape.timed:
        _refuse_first(rows, known & (column.values <= 0), "value_positive", "it must be positive; a missing value is no zero", name)
    elif name not in _SIGNED:
        _refuse_first(rows, known & (column.values < 0), "value_not_negative", "it must not be negative", name)
    beyond = known & (np.abs(column.values) > _LARGEST)
    _refuse_first(rows, beyond, "value_bounded", f"it must not exceed {_LARGEST}; check the unit", name)


def _check_minutes(rows: TableRows, shape: Shape, is_stock: "NDArray[np.bool_]") -> None:
    """A bar ends on a whole minute of its grid, inside a session."""
    import numpy as np

    assert rows.moments is not None
    since_midnight = rows.moments - minute_times(rows.days, np.zeros(rows.rows, dtype=np.int64))
    step = shape.minutes * _MINUTE
    message = f"a bar ends on a whole multiple of {shape.minutes} minutes of the day"
    _refuse_first(rows, since_midnight % step != 0, "minute_aligned", message)
    minutes = since_midnight // _MINUTE
    inside = np.zeros(rows.rows, dtype=bool)
    for first, last in _SESSIONS:
        inside |= (minutes >= first) & (minutes <= last)
    late = ~inside & is_stock & (minutes >= _AFTER_HOURS[0]) & (minutes <= _AFTER_HOURS[1])
    if late.any():
        inside |= late & _trades_after_hours(rows, late)
    message = "no session of that day has this minute; event_time is the end of the bar, in UTC"
    _refuse_first(rows, ~inside, "minute_in_session", message)


def _trades_after_hours(rows: TableRows, late: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """Of the marked rows, those whose board had a session after the close on that day."""
    import numpy as np

    places = np.flatnonzero(late)
    boards = np.array([_board(code) for code in rows.codes])[rows.members[places]]
    pairs, pair_of = np.unique(np.stack([boards, rows.days[places]]), axis=1, return_inverse=True)
    held = np.array([board >= 0 and _has_after_hours(_BOARDS[board], day_of(day)) for board, day in pairs.T.tolist()])
    found = np.zeros(rows.rows, dtype=bool)
    found[places] = held[pair_of.ravel()]
    return found


def _board(code: str) -> int:
    """The place of a share's board; -1 for what has none."""
    try:
        return _BOARDS.index(board_of(code))
    except ValueError:
        return -1


def _has_after_hours(board: Board, on: date) -> bool:
    try:
        rule = rule_for(board, RiskStatus.NORMAL, on)
    except NoTradingRuleError:
        return False
    return any(phase.phase == "after_hours" for phase in rule.phases)


def _check_shape(rows: TableRows) -> None:
    """A bar's high and low enclose its open and close."""
    columns = {name: rows.columns[name].values for name in OHLC}
    for name in ("open", "close", "low"):
        _refuse_first(rows, columns[name] > columns["high"], "high_is_highest", "it lies above the bar's high", name)
    for name in ("open", "close"):
        _refuse_first(rows, columns[name] < columns["low"], "low_is_lowest", "it lies below the bar's low", name)


def _check_ticks(rows: TableRows, name: str, is_stock: "NDArray[np.bool_]") -> None:
    """Traded prices of stocks are whole cents: anything else is adjusted or not a price."""
    import numpy as np

    column = rows.columns[name]
    scaled = np.where(column.missing, 0.0, column.values) * 100.0
    off = is_stock & (np.abs(scaled - np.rint(scaled)) > 1e-4)
    _refuse_first(rows, off, "price_on_tick", "a stock's unadjusted price is a whole number of cents", name)


def _refuse_first(rows: TableRows, bad: "NDArray[np.bool_]", rule: str, message: str, field: str = "") -> None:
    """Refuse the first row that is marked."""
    if bad.any():
        raise _refusal(rows, int(bad.argmax()), rule, message, field)


def _refusal(rows: TableRows, row: int, rule: str, message: str, field: str = "") -> Exception:
    code, day, moment = rows.at(row)
    value: Any = ""
    if field:
        column = rows.columns[field]
        value = "null" if column.missing[row] else column.values[row].item()
    return bar_refused(rule, message, instrument=code, day=day, moment=moment, field=field, value=value)
