"""How a question is cut into calls, so that none asks for more rows than fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call: some instruments over some days, both ends included."""

    codes: tuple[str, ...]
    start: date
    end: date


def steps(codes: Sequence[str], start: date, end: date, *, rows_a_day: int, rows_a_call: int) -> Iterator[Step]:
    """Steps whose answers, put in a row, ascend by instrument and time. Every day counts as one with trading."""
    rows = ((end - start).days + 1) * rows_a_day
    together = rows_a_call // rows
    if together >= 1:
        left = iter(codes)
        while part := tuple(islice(left, together)):
            yield Step(codes=part, start=start, end=end)
        return
    days = max(1, rows_a_call // rows_a_day)
    for code in codes:
        first = start
        while first <= end:
            last = min(end, first + timedelta(days=days - 1))
            yield Step(codes=(code,), start=first, end=last)
            first = last + timedelta(days=1)
