"""Rows beside daily bars become a snapshot: all of them or nothing, and the same rows the same snapshot."""

from datetime import date
from typing import BinaryIO

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    Adjustment,
    DatasetManifest,
    FindingSeverity,
    IngestBarsRequest,
    IngestBarsResponse,
    IngestHeader,
    Instrument,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid
from aistock_server.market.identity import later_sessions
from aistock_server.market.ingest import check_content
from aistock_server.market.model import Snapshot, day_of
from aistock_server.market.ports import MarketStore
from aistock_server.market.table_columns import specs
from aistock_server.market.table_findings import find
from aistock_server.market.table_gate import sorted_rows
from aistock_server.market.table_identity import table_id
from aistock_server.market.table_ports import Beside
from aistock_server.market.tables import Shape, TableRows, shape_of


class TableIntake:
    """Takes rows beside daily bars in."""

    def __init__(self, store: MarketStore, beside: Beside, clock: Clock) -> None:
        self._store = store
        self._beside = beside
        self._clock = clock

    def ingest(self, request: IngestBarsRequest, content: BinaryIO, sha256: str | None = None) -> IngestBarsResponse:
        """Check, store and describe the rows that the bytes hold."""
        header = request.header
        shape = None if header is None else shape_of(header)
        if header is None or shape is None:
            raise Invalid("INVALID_FIELD", "the header names no table beside daily bars; set table or frequency", field="header")
        check_content(header, content, sha256)
        return self.keep(header, shape, self._beside.codec.decode(content, shape))

    def keep(self, header: IngestHeader, shape: Shape, sent: TableRows) -> IngestBarsResponse:
        """Check, store and describe rows; the file is written before the rows of the database that name it."""
        rows = sorted_rows(sent, header, shape)
        first, last = day_of(int(rows.days[0])), day_of(int(rows.days[-1]))
        sessions = [day for day in header.dates if first <= day <= last]
        snapshot_id = table_id(header, shape, sessions, rows)
        known = self._store.snapshot(snapshot_id)
        if known is None:
            manifest = self._stored(snapshot_id, header, shape, rows, sessions)
            snapshot = Snapshot(manifest=manifest, sessions=sessions, later_sessions=later_sessions(header, sessions))
            self._store.add(snapshot, _with_life(header, rows))
        else:
            manifest = known.manifest
        self._store.set_latest(header.dataset, shape.kind, snapshot_id)
        return IngestBarsResponse(manifest=manifest, created=known is None)

    def _stored(
        self, snapshot_id: str, header: IngestHeader, shape: Shape, rows: TableRows, sessions: list[date]
    ) -> DatasetManifest:
        """Write the rows, and describe them."""
        found = find(rows, shape, header, sessions)
        return DatasetManifest(
            generated_at_utc=self._clock.now(),
            source=header.source,
            snapshot_id=snapshot_id,
            name=header.dataset,
            kind=shape.kind,
            files=[self._beside.store.keep(snapshot_id, rows)],
            columns=specs(shape, rows),
            instrument_count=len(rows.codes),
            row_count=rows.rows,
            session_count=len(sessions),
            date_range=DateRange(start_date=sessions[0], end_date=sessions[-1]),
            calendar=header.calendar,
            adjustment=Adjustment.NONE,
            synthetic=header.synthetic,
            benchmarks=sorted(header.benchmarks),
            info_count=found.counts[FindingSeverity.INFO],
            warning_count=found.counts[FindingSeverity.WARNING],
            error_count=found.counts[FindingSeverity.ERROR],
            findings=list(found.listed),
        )


def _with_life(header: IngestHeader, rows: TableRows) -> list[Instrument]:
    """The header's instruments in order of code, each with the days of its first and last row; rows are sorted by time."""
    import numpy as np

    backwards = rows.members[::-1]
    members, first = np.unique(rows.members, return_index=True)
    _, last = np.unique(backwards, return_index=True)
    spans = {
        rows.codes[member]: (day_of(int(rows.days[begin])), day_of(int(rows.days[rows.rows - 1 - end])))
        for member, begin, end in zip(members.tolist(), first.tolist(), last.tolist(), strict=True)
    }
    listed = sorted(header.instruments, key=lambda one: one.code)
    return [
        one.model_copy(update={"first_bar_on": span[0], "last_bar_on": span[1]}) if (span := spans.get(one.code)) else one
        for one in listed
    ]
