"""What the market room needs of a source of history."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from aistock_server.market.sources.model import Batch, CalendarAnswer, InstrumentsAnswer, Question, SourceCard


class HistorySource(Protocol):
    """Answers questions about the past in the room's own columns and units; failures are those of `faults`.

    Laws, which `asked` and `answered` hold for every adapter and one suite tests over all of them:
    a batch has at most `batch_rows` rows and exactly the columns asked for; over the whole answer rows ascend strictly by
    instrument and time, or by time and instrument; nothing lies outside of what was asked; no row is available before its event;
    a missing value is marked, never invented, and zero is a value. Whatever a source had to decide stands in the findings.
    Nothing is read before the first batch is taken, and at most some batches are in memory at any moment.
    """

    def card(self) -> SourceCard:
        """What the source offers."""
        ...

    def rows(self, question: Question) -> Iterator[Batch]:
        """The answer, batch by batch; an error may come after batches, and then the answer is incomplete."""
        ...

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """Trading days from start to end, both included; NotServed when the card has no calendar."""
        ...

    def instruments(self) -> InstrumentsAnswer:
        """Every instrument the source knows; NotServed when the card has no list."""
        ...
