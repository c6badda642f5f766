"""Which source answers: the first in order that can, and who could not."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from aistock.market.v1.models import BarFrequency
from aistock_server.kernel.errors import NotFound, NotServed, RoomError
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import Fault, fault_of, throttled
from aistock_server.market.sources.model import Batch, Question, SourceCard
from aistock_server.market.sources.port import HistorySource

T = TypeVar("T")

#: Questions that vendors are asked at once; each holds a thread and perhaps a file.
AT_ONCE = 4
#: Faults of the question itself: no other source would answer it.
_OURS = frozenset({Fault.BAD_CODE, Fault.REVERSED_RANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The order of sources for a table at a frequency; None stands for all of them."""

    sources: tuple[str, ...]
    table: Table | None = None
    frequency: BarFrequency | None = None

    def holds(self, table: Table, frequency: BarFrequency) -> bool:
        """Whether the route is for that table at that frequency."""
        return self.table in (None, table) and self.frequency in (None, frequency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A source that could not answer."""

    source: str
    error: RoomError


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed(Generic[T]):
    """What was made of an answer, whose it is, what was asked of it, and who could not answer before."""

    source: str
    question: Question
    made: T
    attempts: tuple[Attempt, ...]


class Routing:
    """Asks sources in order; a question without columns asks each for all that it offers.

    A fallback is never silent: whoever failed stands among the attempts. An answer counts once it is whole, so that no
    answer is patched together from two sources.
    """

    def __init__(self, sources: Mapping[str, HistorySource], routes: Sequence[Route] = ()) -> None:
        self._sources = dict(sources)
        self._routes = tuple(routes)
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._failed: dict[str, RoomError] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every source, in the order in which they were configured."""
        return tuple(self._sources)

    def failure(self, name: str) -> RoomError | None:
        """How the last question failed that nobody's asking was to blame for; None when it was answered, or nothing was asked."""
        return self._failed.get(name)

    def source(self, name: str) -> HistorySource:
        """A source by name; NotFound when there is none."""
        found = self._sources.get(name)
        if found is None:
            known = ", ".join(self._sources) or "none"
            raise NotFound("NOT_FOUND", f"there is no source {name!r}; the sources are {known}", field="sources", value=name)
        return found

    def order(self, question: Question, named: Sequence[str]) -> tuple[str, ...]:
        """The sources to ask: those named, else those of the first route that fits, else all."""
        for name in named:
            self.source(name)
        routed = next((one.sources for one in self._routes if one.holds(question.table, question.frequency)), self.names)
        chosen = tuple(named) or routed
        if not chosen:
            raise NotServed("NOT_SERVED", "no source is configured; start the server with --sources FILE", field="sources")
        return chosen

    def ask(
        self,
        question: Question,
        named: Sequence[str],
        take: Callable[[Question, Iterator[Batch]], T],
        *,
        patient: bool = False,
    ) -> Routed[T]:
        """What `take` makes of the whole answer of the first source that gives one.

        When none does, the error is that of the first that was asked; its details name the others. `patient` callers wait for
        their turn, the others are told to come again.
        """
        attempts: list[Attempt] = []
        order = self.order(question, named)
        if not self._slots.acquire(blocking=patient):
            raise throttled("aistock", f"{AT_ONCE} questions are being answered already", field="sources", value=order[0])
        try:
            for name in order:
                try:
                    asked, made = self._taken(name, question, take)
                except RoomError as error:
                    if fault_of(error) is None or fault_of(error) in _OURS:
                        raise
                    attempts.append(Attempt(source=name, error=error))
                else:
                    return Routed(source=name, question=asked, made=made, attempts=tuple(attempts))
        finally:
            self._slots.release()
        raise _told(attempts)

    def _taken(self, name: str, question: Question, take: Callable[[Question, Iterator[Batch]], T]) -> tuple[Question, T]:
        source = self.source(name)
        try:
            asked = question if question.fields else replace(question, fields=_offered(source.card(), question))
            made = take(asked, source.rows(asked))
        except RoomError as error:
            if fault_of(error) in (Fault.UNREACHABLE, Fault.THROTTLED):
                self._failed[name] = error
            raise
        self._failed.pop(name, None)
        return asked, made


def _offered(card: SourceCard, question: Question) -> tuple[str, ...]:
    """Every column that a source offers of the table; none when it has no such table, which the source then says itself."""
    offer = card.offer(question.table, question.frequency)
    return offer.columns if offer else ()


def _told(attempts: Sequence[Attempt]) -> RoomError:
    """The first source's error; beside it, in its details, how the others failed."""
    first = attempts[0].error
    if len(attempts) > 1:
        first.details["attempts"] = "; ".join(f"{one.source}: {one.error.reason}" for one in attempts)
    return first
