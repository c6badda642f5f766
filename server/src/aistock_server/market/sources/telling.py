"""What answers of sources tell beside their rows, in the contract's words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    BarFrequency,
    FieldMapping,
    FindingSeverity,
    MarketSource,
    QualityFinding,
    SourceAnswer,
    SourceAttempt,
    SourceKind,
    SourceOffer,
    SourceQuestion,
    SourceTable,
)
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.model import Batch, Question, SourceCard, days_of
from aistock_server.market.sources.routing import Attempt, Routing

_FINDINGS = 1000
_ATTEMPTS = 64
_FIRST = (FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO)


class Told:
    """What batches told beside their rows, remembered as they pass."""

    def __init__(self) -> None:
        self.rows = 0
        self.codes: set[str] = set()
        self.days: set[int] = set()
        self.origin = self.version = ""
        self.observed_at: datetime | None = None
        self.units: tuple[FieldMapping, ...] = ()
        self.findings: list[QualityFinding] = []

    def heard(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The batches, unchanged."""
        import numpy as np

        for batch in batches:
            self.rows += batch.rows
            self.codes.update(batch.codes[int(at)] for at in np.unique(batch.members))
            self.days.update(int(day) for day in np.unique(days_of(batch.event_times)))
            self.origin = self.origin or batch.provenance.origin
            self.version = self.version or batch.provenance.version
            self.units = self.units or batch.provenance.units
            self.observed_at = batch.provenance.observed_at
            self.findings.extend(batch.findings)
            yield batch


def question_of(question: SourceQuestion) -> Question:
    """The question in the port's words."""
    return Question(
        start=question.date_range.start_date,
        end=question.date_range.end_date,
        fields=tuple(question.columns),
        codes=tuple(question.instruments) or None,
        indices=tuple(question.indices) or None,
        table=Table(question.table.value),
        frequency=question.frequency or BarFrequency.DAY,
        as_of=question.as_of_utc,
        expected_through=question.expected_through_date,
        skip_refused=bool(question.skip_refused),
    )


def answer_of(source: str, told: Told, now: datetime, attempts: Sequence[Attempt] = ()) -> SourceAnswer:
    """Who answered and what it had to say, the most serious findings first."""
    findings = sorted(told.findings, key=lambda one: _FIRST.index(one.severity))
    return SourceAnswer(
        source=source,
        origin=told.origin[:2000] or "no rows",
        version=told.version[:256],
        observed_at_utc=told.observed_at or now,
        row_count=told.rows,
        units=list(told.units),
        findings=findings[:_FINDINGS],
        attempts=attempts_of(attempts),
    )


def attempts_of(attempts: Sequence[Attempt]) -> list[SourceAttempt]:
    """Who could not answer, and why."""
    return [
        SourceAttempt(source=one.source, reason=one.error.reason, message=one.error.message[:2000]) for one in attempts[:_ATTEMPTS]
    ]


def offers_of(card: SourceCard) -> list[SourceOffer]:
    """What a source offers; a table of which it has no column is no offer."""
    return [
        SourceOffer(
            table=SourceTable(one.table.value),
            frequency=one.frequency,
            columns=list(one.columns),
            delay_seconds=int(one.delay.total_seconds()),
            delay_origin=one.delay_origin,
            date_range=DateRange(start_date=one.first, end_date=one.last) if one.first and one.last else None,
        )
        for one in card.offers
        if one.columns
    ]


def lines_of(routing: Routing) -> list[MarketSource]:
    """Every source, with what it offers; one that does not even tell that, or did not answer last time, is not available."""
    return [_line(routing, name) for name in routing.names]


def _line(routing: Routing, name: str) -> MarketSource:
    failure, offers = routing.failure(name), []
    try:
        offers = offers_of(routing.source(name).card())
    except RoomError as error:
        failure = error
    told = failure.message if failure else "Asked with GetSourceRows; nothing of it is stored."
    return MarketSource(
        name=name, kind=SourceKind.HISTORY, available=failure is None, dataset_count=0, description=told[:500], offers=offers
    )
