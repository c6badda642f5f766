"""Rows of a source become a snapshot: read whole, then through the gate that holds for every upload."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, cast

from aistock.market.codes import board_of, kind_of
from aistock.market.v1.models import (
    BarFrequency,
    Board,
    IngestBarsRequest,
    IngestBarsResponse,
    IngestFromSourceRequest,
    IngestHeader,
    Instrument,
    InstrumentKind,
    ListingStatus,
    SourceTable,
)
from aistock.system.v1.models import IngestedDataset, OperationResult
from aistock_server.market.ingest import hashed
from aistock_server.market.model import COLUMNS, day_of
from aistock_server.market.ports import Progress, RowCodec
from aistock_server.market.sources import Batch, HistorySource, Question, Table
from aistock_server.market.sources.routing import Routed, Routing
from aistock_server.market.sources.telling import Told, attempts_of

_IN_MEMORY_BYTES = 16 << 20

Keep = Callable[[IngestBarsRequest, BinaryIO, str], IngestBarsResponse]
"""Takes an upload, with the SHA-256 of its bytes, in through the room's gate, in a unit of work of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIntake:
    """One job: read a source whole, then let it through the gate."""

    request: IngestFromSourceRequest
    question: Question
    routing: Routing
    codec: RowCodec
    keep: Keep

    def __call__(self, progress: Progress) -> OperationResult:
        """Do the work; nothing remains of one that failed or was cancelled."""
        bars = self.question.table is Table.BARS
        question = self.question if not bars else replace(self.question, fields=_bar_columns(self.question))
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as spool:

            def take(asked: Question, batches: Iterator[Batch]) -> Told:
                spool.seek(0)
                spool.truncate()
                told = Told()
                self.codec.write_upload(_watched(told.heard(batches), progress), asked, cast(BinaryIO, spool))
                return told

            progress(0.0, "asking sources")
            routed = self.routing.ask(question, self.request.sources, take, patient=True)
            progress(0.7, "storing the rows")
            content = cast(BinaryIO, spool)
            content.seek(0)
            sha256 = hashed(content)
            stored = self.keep(IngestBarsRequest(header=self._header(routed, sha256)), content, sha256)
        return IngestedDataset(
            snapshot_id=stored.manifest.snapshot_id,
            source=routed.source,
            row_count=stored.manifest.row_count,
            created=stored.created,
            attempts=attempts_of(routed.attempts),
        )

    def _header(self, routed: "Routed[Told]", sha256: str) -> IngestHeader:
        source, told = self.routing.source(routed.source), routed.made
        return IngestHeader(
            request_id=self.request.request_id,
            dataset=self.request.dataset,
            source=routed.source,
            synthetic=False,
            calendar="XSHG",
            dates=list(_calendar(source, routed.question, told)),
            instruments=_instruments(source, sorted(told.codes)),
            benchmarks=self.request.benchmarks,
            content_sha256=sha256,
            table=SourceTable(routed.question.table.value),
            frequency=routed.question.frequency,
        )


def _bar_columns(question: Question) -> tuple[str, ...]:
    """What bars of that frequency have to have: only days have a reference price and a factor."""
    daily = question.frequency is BarFrequency.DAY
    return COLUMNS if daily else tuple(name for name in COLUMNS if name not in ("pre_close", "adj_factor"))


def _calendar(source: HistorySource, question: Question, told: Told) -> Sequence[date]:
    """The source's calendar; the days of the rows where it has none."""
    if source.card().has_calendar:
        return source.calendar(question.start, question.end).days
    return [day_of(day) for day in sorted(told.days)]


def _instruments(source: HistorySource, codes: Sequence[str]) -> list[Instrument]:
    """What the source knows of the instruments that have rows; of the others what their codes say."""
    known = {one.code: one for one in source.instruments().instruments} if source.card().has_instruments else {}
    return [known.get(code) or _by_code(code) for code in codes]


def _by_code(code: str) -> Instrument:
    kind = InstrumentKind(kind_of(code).value)
    board = Board(board_of(code).value) if kind is InstrumentKind.STOCK else None
    return Instrument(code=code, kind=kind, board=board, status=ListingStatus.LISTED)


def _watched(batches: Iterator[Batch], progress: Progress) -> Iterator[Batch]:
    rows = 0
    for batch in batches:
        rows += batch.rows
        # How much there will be only the source knows; each doubling of a thousand rows counts the same.
        progress(min(0.65, 0.05 * (rows // 1000).bit_length()), f"{rows:,} rows read")
        yield batch
