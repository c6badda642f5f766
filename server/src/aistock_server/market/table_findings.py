"""What a reader of tables beside daily bars should know: checks that report and repair nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from aistock.market.v1.models import FindingSeverity, IngestHeader, InstrumentKind, QualityFinding
from aistock_server.market.findings import Findings, gathered
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.columns import Table
from aistock_server.market.tables import Shape, TableRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A zero in these means that the source had nothing: a loss, a share count or a price that it did not know.
_NEVER_ZERO = frozenset(
    {"close", "pe", "pe_ttm", "pb", "ps", "ps_ttm", "total_share", "float_share", "free_share", "total_mv", "circ_mv"}
)  # fmt: skip
_MINUTES_A_SESSION = 240
_LOOSE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Sorted rows with what several checks need of them."""

    rows: TableRows
    shape: Shape
    header: IngestHeader
    sessions: Sequence[date]
    held: "NDArray[np.int64]"
    """Rows of each instrument (first axis) on each session (second)."""


def find(rows: TableRows, shape: Shape, header: IngestHeader, sessions: Sequence[date]) -> Findings:
    """Every finding about sorted rows that passed the gate."""
    import numpy as np

    calendar = np.array([number_of(day) for day in sessions])
    places = np.searchsorted(calendar, rows.days)
    cells = np.bincount(rows.members.astype(np.int64) * len(sessions) + places, minlength=len(rows.codes) * len(sessions))
    held = cells.reshape(len(rows.codes), len(sessions))
    table = _Table(rows=rows, shape=shape, header=header, sessions=sessions, held=held)
    checks = (_instruments, _calendar_gaps, _absences, _missing, _zeros, _idle_flows, _average_price)
    return gathered(finding for check in checks for finding in check(table))


def _instruments(table: _Table) -> Iterator[QualityFinding]:
    """Instruments of the header that have no row."""
    present = set(table.rows.codes)
    for one in table.header.instruments:
        if one.code not in present:
            yield QualityFinding(
                rule="instrument_without_rows",
                severity=FindingSeverity.WARNING,
                instrument=one.code,
                message="the header has this instrument, but there is no row of it; check the download",
                occurrences=1,
            )


def _calendar_gaps(table: _Table) -> Iterator[QualityFinding]:
    """Sessions on which nothing has a row."""
    empty = table.held.sum(axis=0) == 0
    if empty.any():
        yield QualityFinding(
            rule="session_without_rows",
            severity=FindingSeverity.WARNING,
            date=table.sessions[int(empty.argmax())],
            message="a session of the calendar has no row at all; check the download or the calendar",
            occurrences=int(empty.sum()),
        )


def _absences(table: _Table) -> Iterator[QualityFinding]:
    """Days inside an instrument's life without a row, and days with fewer bars than their sessions have."""
    import numpy as np

    there = table.held > 0
    # Nothing before an instrument's first row or after its last is absent.
    inside = (np.cumsum(there, axis=1) > 0) & (np.cumsum(there[:, ::-1], axis=1)[:, ::-1] > 0)
    absent = int((inside & ~there).sum())
    if absent:
        message = "days between an instrument's first and last row have none; a join finds nothing there"
        yield QualityFinding(rule="absent_days", severity=FindingSeverity.INFO, message=message, occurrences=absent)
    if table.shape.timed:
        yield from _short_sessions(table, there)


def _short_sessions(table: _Table, there: "NDArray[np.bool_]") -> Iterator[QualityFinding]:
    import numpy as np

    whole = _MINUTES_A_SESSION // table.shape.minutes
    short = there & (table.held < whole)
    if short.any():
        member, place = np.unravel_index(int(short.argmax()), short.shape)
        yield QualityFinding(
            rule="minutes_missing",
            severity=FindingSeverity.WARNING,
            instrument=table.rows.codes[int(member)],
            date=table.sessions[int(place)],
            field="event_time",
            value=str(int(table.held[member, place])),
            message=f"the day has fewer bars than the {whole} of its sessions; a halt, minutes without a trade, or a torn download",
            occurrences=int(short.sum()),
        )


def _missing(table: _Table) -> Iterator[QualityFinding]:
    """Columns with nulls, how many."""
    for name, column in table.rows.columns.items():
        if column.missing.any():
            message = "the source had no value here; null stays null"
            yield _first(table, column.missing, "value_missing", name, message, FindingSeverity.INFO)


def _zeros(table: _Table) -> Iterator[QualityFinding]:
    """Zeros where a value cannot be zero."""
    for name, column in table.rows.columns.items():
        if table.shape.table is Table.DAILY_BASIC and name in _NEVER_ZERO:
            bad = ~column.missing & (column.values == 0)
            if bad.any():
                message = "a zero that stands for no value, such as a ratio at a loss; it is kept, read it as missing"
                yield _first(table, bad, "zero_as_missing", name, message)


def _idle_flows(table: _Table) -> Iterator[QualityFinding]:
    """Rows of money flow in which everything known is zero."""
    import numpy as np

    if table.shape.table is not Table.MONEYFLOW or not table.rows.columns:
        return
    columns = list(table.rows.columns.values())
    nothing = np.logical_and.reduce([one.missing | (one.values == 0) for one in columns])
    idle = nothing & np.logical_or.reduce([~one.missing for one in columns])
    if idle.any():
        name = next(name for name, one in table.rows.columns.items() if not one.missing[int(idle.argmax())])
        message = "every flow of the row is zero: the share did not trade, or the source had nothing"
        yield _first(table, idle, "all_zero_row", name, message)


def _average_price(table: _Table) -> Iterator[QualityFinding]:
    """Amount over volume is the average price of a bar; elsewhere a unit is wrong."""
    columns = table.rows.columns
    if not table.shape.timed or not {"volume", "amount"} <= set(columns):
        return
    import numpy as np

    stocks = {one.code for one in table.header.instruments if one.kind is InstrumentKind.STOCK}
    is_stock = np.array([code in stocks for code in table.rows.codes])[table.rows.members]
    volume, amount = columns["volume"], columns["amount"]
    traded = is_stock & ~volume.missing & ~amount.missing & (volume.values > 0)
    value = volume.values * 1.0
    low, high = columns["low"].values * value * (1 - _LOOSE), columns["high"].values * value * (1 + _LOOSE)
    bad = traded & ((amount.values < low) | (amount.values > high))
    if bad.any():
        message = "amount / volume lies outside low to high by more than 1%; check the units"
        yield _first(table, bad, "average_price_outside_range", "amount", message)


def _first(
    table: _Table,
    bad: "NDArray[np.bool_]",
    rule: str,
    field: str,
    message: str,
    severity: FindingSeverity = FindingSeverity.WARNING,
) -> QualityFinding:
    """One finding for all marked rows, naming the first."""
    row = int(bad.argmax())
    column = table.rows.columns[field]
    return QualityFinding(
        rule=rule,
        severity=severity,
        instrument=table.rows.codes[int(table.rows.members[row])],
        date=day_of(int(table.rows.days[row])),
        field=field,
        value=None if column.missing[row] else str(column.values[row].item()),
        message=message,
        occurrences=int(bad.sum()),
    )
