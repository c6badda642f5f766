"""The doors of the sources: their rows as they are now, where they disagree, and their rows as a snapshot."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, cast

from aistock.market.v1.models import (
    CompareSourcesRequest,
    CompareSourcesResponse,
    GetSourceRowsRequest,
    GetSourceRowsResponse,
    IngestFromSourceRequest,
    IngestFromSourceResponse,
)
from aistock.system.v1.models import OperationKind
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotServed
from aistock_server.market.ports import RowCodec
from aistock_server.market.selection import require_as_of
from aistock_server.market.source_intake import Keep, SourceIntake
from aistock_server.market.sources import Batch, Question, Table
from aistock_server.market.sources.columns import REFERENCE
from aistock_server.market.sources.comparing import TOLERANCE, Answer, compared, gathered
from aistock_server.market.sources.routing import Routing
from aistock_server.market.sources.telling import Told, answer_of, question_of
from aistock_server.operations import Operations

#: Answers larger than this wait on disk, not in memory.
_IN_MEMORY_BYTES = 16 << 20
_PIECE_BYTES = 1 << 20
#: Answers are compared in memory.
_COMPARED_ROWS = 5_000_000
_LISTED = 100


class MarketSources:
    """Asks sources; every method is one RPC."""

    def __init__(
        self,
        *,
        routing: Routing,
        codec: RowCodec,
        operations: Operations,
        keep: Keep,
        clock: Clock,
        needs_as_of: bool = False,
    ) -> None:
        self._routing = routing
        self._codec = codec
        self._operations = operations
        self._keep = keep
        self._clock = clock
        self._needs_as_of = needs_as_of

    def rows(self, request: GetSourceRowsRequest) -> Iterator[GetSourceRowsResponse]:
        """Who answered, then the rows. The answer is whole before its first message, so a refusal comes before it."""
        if self._needs_as_of:
            require_as_of(request.question.as_of_utc, "question.as_of_utc", example="2024-06-28T07:30:00Z")
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as spool:

            def take(question: Question, batches: Iterator[Batch]) -> Told:
                # What a source that failed had given is not there any more.
                spool.seek(0)
                spool.truncate()
                told = Told()
                self._codec.write(told.heard(batches), question, cast(BinaryIO, spool))
                return told

            routed = self._routing.ask(question_of(request.question), request.sources, take)
            yield GetSourceRowsResponse(answer=answer_of(routed.source, routed.made, self._clock.now(), routed.attempts))
            spool.seek(0)
            while piece := spool.read(_PIECE_BYTES):
                yield GetSourceRowsResponse(arrow_ipc=piece)

    def compare(self, request: CompareSourcesRequest) -> CompareSourcesResponse:
        """What each source answers to the same question, and where the answers lie apart."""
        question = question_of(request.question)
        if question.table in REFERENCE:
            message = f"{question.table} holds more than numbers, and only numbers are compared; ask each source for its rows"
            raise NotServed("NOT_SERVED", message, field="table", value=question.table)
        fields = question.fields or self._common(question, request.sources)
        answers: dict[str, Answer] = {}
        told = []
        for name in request.sources:
            routed = self._routing.ask(replace(question, fields=fields), [name], _compared_take)
            heard, answers[name] = routed.made
            told.append(answer_of(name, heard, self._clock.now()))
        tolerance = TOLERANCE if request.relative_tolerance is None else request.relative_tolerance
        limit = _LISTED if request.limit is None else request.limit
        found = compared(answers, fields, tolerance=tolerance, limit=limit)
        return CompareSourcesResponse(answers=told, counts=list(found.counts), disagreements=list(found.listed))

    def ingest(self, request: IngestFromSourceRequest) -> IngestFromSourceResponse:
        """Refuse what cannot be asked, and start the rest as an operation."""
        question = question_of(request.question)
        if question.fields:
            raise Invalid("INVALID_FIELD", "a snapshot has all columns of its table; leave columns empty", field="question.columns")
        if question.table is Table.ADJ_FACTOR:
            raise NotServed("NOT_SERVED", "adj_factor is a column of bars, and no snapshot of its own; ask for bars", field="table")
        if question.table in REFERENCE:
            message = f"{question.table} is read and not kept; ask for its rows"
            raise NotServed("NOT_SERVED", message, field="table", value=question.table)
        self._routing.order(question, request.sources)
        job = SourceIntake(request=request, question=question, routing=self._routing, codec=self._codec, keep=self._keep)
        return IngestFromSourceResponse(operation_id=self._operations.start(OperationKind.INGEST_FROM_SOURCE, job).operation_id)

    def _common(self, question: Question, names: Sequence[str]) -> tuple[str, ...]:
        """Columns that every source offers of the table, in the first one's order."""
        offers = []
        for name in names:
            offer = self._routing.source(name).card().offer(question.table, question.frequency)
            if offer is None:
                what = f"{question.table} at {question.frequency}"
                raise NotServed("NOT_SERVED", f"source {name} offers no {what}; compare those that do", field="sources", value=name)
            offers.append(offer.columns)
        common = tuple(column for column in offers[0] if all(column in one for one in offers))
        if not common:
            raise NotServed("NOT_SERVED", f"{', '.join(names)} have no column in common", field="sources")
        return common


def _compared_take(question: Question, batches: Iterator[Batch]) -> tuple[Told, Answer]:
    told, kept, rows = Told(), [], 0
    for batch in told.heard(batches):
        rows += batch.rows
        if rows > _COMPARED_ROWS:
            raise Invalid(
                "INVALID_WINDOW",
                f"the answer has more than {_COMPARED_ROWS} rows, too many to compare at once; narrow the range or the codes",
                field="question.date_range",
            )
        kept.append(batch)
    return told, gathered(kept, question.fields)
