"""Which requests answer a question: by instrument or by day, whichever are fewer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request's part of a question: some instruments or an index over a range, or every instrument on one day."""

    codes: tuple[str, ...] | None
    start: date
    end: date
    index: str | None = None

    def params(self) -> dict[str, str]:
        """The vendor's parameters."""
        span = {"start_date": f"{self.start:%Y%m%d}", "end_date": f"{self.end:%Y%m%d}"}
        if self.index is not None:
            return {"index_code": self.index, **span}
        if self.codes is None:
            return {"trade_date": f"{self.start:%Y%m%d}"}
        return {"ts_code": ",".join(self.codes), **span}


def steps(
    codes: Sequence[str] | None,
    start: date,
    end: date,
    *,
    codes_a_step: int,
    trading_days: Callable[[], Sequence[date]],
) -> Iterator[Step]:
    """The steps in an order in which their rows ascend by instrument and time, or by time and instrument."""
    if codes is not None:
        by_code = -(-len(codes) // codes_a_step)
        # Asking by day needs the calendar first: a request more.
        if by_code <= sessions_within(start, end) + 1:
            for first in range(0, len(codes), codes_a_step):
                yield Step(codes=tuple(codes[first : first + codes_a_step]), start=start, end=end)
            return
    for day in trading_days():
        yield Step(codes=None, start=day, end=day)


def codes_a_request(start: date, end: date, *, rows: int, takes_many: bool) -> int:
    """How many instruments fit into one request of so many rows."""
    return max(1, min(100, rows // sessions_within(start, end))) if takes_many else 1


def sessions_within(start: date, end: date) -> int:
    """Weekdays from start to end: no fewer than there are sessions, and at least one."""
    days = (end - start).days + 1
    whole, rest = divmod(days, 7)
    return max(1, whole * 5 + sum((start.weekday() + step) % 7 < 5 for step in range(rest)))


def months(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The range cut where months end: so the vendor wants to be asked for weights."""
    begins = start
    while begins <= end:
        following = (begins.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield begins, min(end, following - timedelta(days=1))
        begins = following
