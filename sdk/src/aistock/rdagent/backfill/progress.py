"""How far a backfill is, for whoever waits: a bar on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol, TextIO, TypeVar

T = TypeVar("T")
_SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    """Passes things through and tells how many there were."""

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        ...


class Silent:
    """Tells nothing."""

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        del what, total
        yield from things


class Lines:
    """A line every few seconds and one at the end of each stage, with the rate."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        began = last = self._clock()
        done = 0
        for thing in things:
            yield thing
            done += 1
            now = self._clock()
            if now - last >= _SECONDS_BETWEEN_LINES:
                self._tell(what, done, total, now - began)
                last = now
        self._tell(what, done, total, self._clock() - began)

    def _tell(self, what: str, done: int, total: int, seconds: float) -> None:
        rate = f", {done / seconds:.0f}/s" if seconds > 0 and done else ""
        print(f"{what}: {done} of {total}{rate}", file=self._stream, flush=True)


class Bar:
    """A bar for each stage, drawn by rich."""

    def __init__(self, drawn: Any) -> None:
        self._drawn = drawn

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        task = self._drawn.add_task(what, total=total)
        for thing in things:
            yield thing
            self._drawn.advance(task)


def shown_on(stream: TextIO) -> AbstractContextManager[Progress]:
    """A bar when a terminal reads and rich is installed, else lines."""
    return _bar_or_lines(stream)


@contextmanager
def _bar_or_lines(stream: TextIO) -> Iterator[Progress]:
    if not stream.isatty():
        yield Lines(stream)
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Drawn
    except ModuleNotFoundError:
        yield Lines(stream)
        return
    columns = (TextColumn("{task.description:>12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Drawn(*columns, console=Console(file=sys.stderr if stream is sys.stderr else stream)) as drawn:
        yield Bar(drawn)
