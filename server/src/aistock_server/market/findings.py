"""What a reader of bars should know: checks that report and repair nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from aistock.market.codes import board_of
from aistock.market.trading_rules import LimitRounding, RiskStatus, TradingRule, all_rules
from aistock.market.v1.models import FindingSeverity, IngestHeader, InstrumentKind, QualityFinding
from aistock_server.market.exchange_calendar import disagreements
from aistock_server.market.model import BarTable, day_of, number_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LISTED = 1000
_FACTOR_TOLERANCE = 0.02
_FIRST_SESSIONS = 5
_ROWS_AT_ONCE = 65_536
_ORDER = (FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The most serious findings first, and how many there are of each severity."""

    listed: tuple[QualityFinding, ...]
    counts: Counter[FindingSeverity]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bars:
    """A sorted table with what several checks need of it."""

    table: BarTable
    header: IngestHeader
    sessions: Sequence[date]
    is_stock: "NDArray[np.bool_]"
    by_instrument: "NDArray[np.int64]"
    """Row numbers in order of instrument, then day."""


def find(table: BarTable, header: IngestHeader, sessions: Sequence[date]) -> Findings:
    """Every finding about a sorted table that passed the gate."""
    import numpy as np

    stocks = {one.code for one in header.instruments if one.kind is InstrumentKind.STOCK}
    bars = _Bars(
        table=table,
        header=header,
        sessions=sessions,
        is_stock=np.array([code in stocks for code in table.codes])[table.members],
        by_instrument=table.by_instrument(),
    )
    checks = (_universe, _calendar, _calendar_gaps, _suspensions, _zero_volume, _average_price, _factor_jumps, _limits)
    return gathered(finding for check in checks for finding in check(bars))


def gathered(findings: Iterable[QualityFinding]) -> Findings:
    """Findings in their order, counted."""
    found = sorted(
        findings,
        key=lambda one: (_ORDER.index(one.severity), one.rule, one.instrument or "", one.field or "", one.date or date.min),
    )
    return Findings(listed=tuple(found[:_LISTED]), counts=Counter(one.severity for one in found))


def _universe(bars: _Bars) -> Iterator[QualityFinding]:
    """Instruments without bars, a market of one stock, and a market without a benchmark."""
    present = set(bars.table.codes)
    for one in bars.header.instruments:
        if one.code not in present:
            yield QualityFinding(
                rule="instrument_without_bars",
                severity=FindingSeverity.WARNING,
                instrument=one.code,
                message="the header has this instrument, but there is no bar of it; check the download",
                occurrences=1,
            )
    stocks = sum(one.kind is InstrumentKind.STOCK and one.code in present for one in bars.header.instruments)
    if stocks < 2:
        message = f"there are {stocks} stocks; ranks and information coefficients need at least two"
        yield QualityFinding(rule="single_stock", severity=FindingSeverity.WARNING, message=message, occurrences=1)
    if not bars.header.benchmarks:
        message = "no index stands for the market; use the equal-weight universe as benchmark, and label it"
        yield QualityFinding(rule="no_benchmark", severity=FindingSeverity.INFO, message=message, occurrences=1)


def _calendar(bars: _Bars) -> Iterator[QualityFinding]:
    """Days that the calendar of a real market has and the exchange did not hold, or the other way round."""
    if bars.header.synthetic:
        return
    apart = disagreements(bars.header.calendar, frozenset(bars.sessions), bars.sessions[0], bars.sessions[-1])
    if apart:
        said = "has this day, and the exchange held no session" if apart[0] in bars.sessions else "lacks a session of the exchange"
        yield QualityFinding(
            rule="calendar_disagrees",
            severity=FindingSeverity.WARNING,
            date=apart[0],
            message=f"the calendar {said}; check where it came from",
            occurrences=len(apart),
        )


def _calendar_gaps(bars: _Bars) -> Iterator[QualityFinding]:
    """Sessions on which nothing has a bar."""
    import numpy as np

    traded = {day_of(number) for number in np.unique(bars.table.days).tolist()}
    gaps = [day for day in bars.sessions if day not in traded]
    if gaps:
        yield QualityFinding(
            rule="session_without_bars",
            severity=FindingSeverity.WARNING,
            date=gaps[0],
            message="a session of the calendar has no bar at all; check the download or the calendar",
            occurrences=len(gaps),
        )


def _suspensions(bars: _Bars) -> Iterator[QualityFinding]:
    """Absent rows inside an instrument's life: they are read as suspensions."""
    import numpy as np

    table = bars.table
    numbers = np.array([number_of(day) for day in bars.sessions], dtype=np.int32)
    first, last = (np.searchsorted(numbers, days) for days in table.spans())
    held = np.bincount(table.members, minlength=len(table.codes))
    absent = int((last - first + 1 - held)[held > 0].sum())
    if absent:
        message = "rows are absent between an instrument's first and last bar; they are read as suspensions"
        yield QualityFinding(rule="suspended_days", severity=FindingSeverity.INFO, message=message, occurrences=absent)


def _zero_volume(bars: _Bars) -> Iterator[QualityFinding]:
    """Stocks with a row but without volume."""
    bad = bars.is_stock & (bars.table.columns["volume"] == 0)
    yield from _first(bars, bad, "zero_volume", "volume", "a row without volume; a suspended day should have no row")


def _average_price(bars: _Bars) -> Iterator[QualityFinding]:
    """Amount over volume is the average price, which lies between low and high; elsewhere a unit is wrong."""
    columns = bars.table.columns
    traded = bars.is_stock & (columns["volume"] > 0)
    value = columns["volume"] * 1.0
    bad = traded & ((columns["amount"] < columns["low"] * value * 0.999) | (columns["amount"] > columns["high"] * value * 1.001))
    yield from _first(
        bars, bad, "average_price_outside_range", "amount", "amount / volume lies outside low to high; check the units"
    )


def _factor_jumps(bars: _Bars) -> Iterator[QualityFinding]:
    """A factor and a reference price must tell of the same corporate action."""
    import numpy as np

    order, table = bars.by_instrument, bars.table
    members = table.members[order]
    same = members[1:] == members[:-1]
    factor, close = table.columns["adj_factor"][order], table.columns["close"][order]
    pre_close = table.columns["pre_close"][order]
    by_factor, by_price = factor[1:] / factor[:-1], close[:-1] / pre_close[1:]
    bad = np.zeros(table.rows, dtype=bool)
    bad[order[1:]] = same & (np.abs(by_factor / by_price - 1) > _FACTOR_TOLERANCE)
    message = "adj_factor and pre_close disagree about a corporate action by more than 2%; check the factor"
    yield from _first(bars, bad & bars.is_stock, "factor_disagrees", "adj_factor", message)
    actions = int((same & (np.abs(by_factor - 1) > 1e-6)).sum())
    if actions:
        message = "adj_factor changes: days on which shares traded ex-right"
        yield QualityFinding(rule="ex_right_days", severity=FindingSeverity.INFO, message=message, occurrences=actions)


def _limits(bars: _Bars) -> Iterator[QualityFinding]:
    """Stocks that traded outside the limits of their board; first sessions after a listing are left out."""
    import numpy as np

    table, order = bars.table, bars.by_instrument
    starts = np.r_[True, table.members[order][1:] != table.members[order][:-1]]
    begins = np.flatnonzero(starts)
    nth = np.empty(table.rows, dtype=np.int64)
    nth[order] = np.arange(table.rows) - np.repeat(begins, np.diff(np.r_[begins, table.rows]))
    first_days = np.repeat(table.days[order][begins], np.diff(np.r_[begins, table.rows]))
    fresh = np.empty(table.rows, dtype=bool)
    fresh[order] = first_days > table.days.min()
    bad = bars.is_stock & ~(fresh & (nth < _FIRST_SESSIONS)) & outside_limits(table)
    yield from _first(bars, bad, "price_outside_limits", "high", "the day's range leaves the board's price limits; check pre_close")


def outside_limits(table: BarTable) -> "NDArray[np.bool_]":
    """Rows of shares whose range leaves the limits of an ordinary share of their board on that day."""
    import numpy as np

    named = [_board(code) for code in table.codes]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(named))}
    boards = np.array([numbers[name] for name in named], dtype=np.int8)
    outside = np.zeros(table.rows, dtype=bool)
    # So many rows at once stay in the processor's cache from one step to the next.
    for begin in range(0, table.rows, _ROWS_AT_ONCE):
        part = slice(begin, begin + _ROWS_AT_ONCE)
        outside[part] = _outside(table.taken(part), boards, numbers)
    return outside


def _outside(table: BarTable, board_of_code: "NDArray[np.int8]", numbers: Mapping[str, int]) -> "NDArray[np.bool_]":
    import numpy as np

    low, high, reference = (np.rint(table.columns[name] * 1000).astype(np.int64) for name in ("low", "high", "pre_close"))
    boards, outside = board_of_code[table.members], np.zeros(table.rows, dtype=bool)
    for rule in all_rules():
        if rule.status is not RiskStatus.NORMAL or rule.limit_fraction is None or rule.board.value not in numbers:
            continue
        end = number_of(rule.effective_to) if rule.effective_to else np.iinfo(np.int32).max
        held = (boards == numbers[rule.board.value]) & (table.days >= number_of(rule.effective_from)) & (table.days < end)
        if held.any():
            down, up = limit_columns(reference[held], rule)
            outside[held] = (low[held] < down) | (high[held] > up)
    return outside


def limit_columns(reference: "NDArray[np.int64]", rule: TradingRule) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """`limit_prices` for a whole column of reference prices in mills."""
    import numpy as np

    assert rule.limit_fraction is not None
    tick, sides = rule.tick_mills, []
    for factor, raised in ((1 - rule.limit_fraction, True), (1 + rule.limit_fraction, False)):
        exact, unit = reference * factor.numerator, factor.denominator * tick
        if rule.limit_rounding is LimitRounding.HALF_UP:
            sides.append((2 * exact + unit) // (2 * unit) * tick)
        else:
            sides.append((exact + (unit - 1 if raised else 0)) // unit * tick)
    return np.maximum(tick, np.minimum(sides[0], reference - tick)), np.maximum(sides[1], reference + tick)


def _board(code: str) -> str:
    try:
        return board_of(code).value
    except ValueError:
        return ""


def _first(bars: _Bars, bad: "NDArray[np.bool_]", rule: str, field: str, message: str) -> Iterator[QualityFinding]:
    """One warning for all marked rows, naming the first."""
    if not bad.any():
        return
    row = int(bad.argmax())
    code, day = bars.table.at(row)
    yield QualityFinding(
        rule=rule,
        severity=FindingSeverity.WARNING,
        instrument=code,
        date=day,
        field=field,
        value=str(bars.table.columns[field][row].item()),
        message=message,
        occurrences=int(bad.sum()),
    )
