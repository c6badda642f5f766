"""Bars become a snapshot: all of them or nothing, and the same bars the same snapshot."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import BinaryIO

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    Adjustment,
    DatasetKind,
    DatasetManifest,
    FindingSeverity,
    IngestBarsRequest,
    IngestBarsResponse,
    IngestHeader,
    Instrument,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid
from aistock_server.market.columns import BAR_COLUMNS
from aistock_server.market.findings import find
from aistock_server.market.gate import check_bars, in_order
from aistock_server.market.identity import bars_id, later_sessions
from aistock_server.market.model import BarTable, Snapshot, day_of
from aistock_server.market.ports import BarCodec, BarStore, MarketStore


class Intake:
    """Takes bars in."""

    def __init__(self, store: MarketStore, bars: BarStore, codec: BarCodec, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._codec = codec
        self._clock = clock

    def ingest(self, request: IngestBarsRequest, content: BinaryIO, sha256: str | None = None) -> IngestBarsResponse:
        """Check, store and describe the bars; the file is written before the rows that name it."""
        header = request.header
        if header is None:
            raise Invalid("INVALID_FIELD", "the first message holds no header; send the header before the bytes", field="header")
        check_content(header, content, sha256)
        sent = self._codec.decode(content)
        table = in_order(sent, header)
        first, last = day_of(int(table.days[0])), day_of(int(table.days[-1]))
        sessions = [day for day in header.dates if first <= day <= last]
        # Neither waits for the other's processor: both spend their time outside of Python.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="identity") as aside:
            identity = aside.submit(bars_id, header, sessions, table)
            check_bars(sent, header)
        snapshot_id = identity.result()
        known = self._store.snapshot(snapshot_id)
        if known is None:
            manifest = self._stored(snapshot_id, header, table, sessions)
            snapshot = Snapshot(manifest=manifest, sessions=sessions, later_sessions=later_sessions(header, sessions))
            self._store.add(snapshot, _with_life(header, table))
        else:
            manifest = known.manifest
        self._store.set_latest(header.dataset, DatasetKind.BARS, snapshot_id)
        return IngestBarsResponse(manifest=manifest, created=known is None)

    def _stored(self, snapshot_id: str, header: IngestHeader, table: BarTable, sessions: list[date]) -> DatasetManifest:
        """Write the bars, and describe them."""
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="findings") as aside:
            finding = aside.submit(find, table, header, sessions)
            file = self._bars.keep(snapshot_id, table)
        found = finding.result()
        return DatasetManifest(
            generated_at_utc=self._clock.now(),
            source=header.source,
            snapshot_id=snapshot_id,
            name=header.dataset,
            kind=DatasetKind.BARS,
            files=[file],
            columns=list(BAR_COLUMNS),
            instrument_count=len(table.codes),
            row_count=table.rows,
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


def check_content(header: IngestHeader, content: BinaryIO, sha256: str | None) -> None:
    """Refuse bytes that are not the ones the header announced; they are hashed unless that has been done."""
    found = hashed(content) if sha256 is None else sha256
    if found != header.content_sha256:
        raise Invalid(
            "UNREADABLE",
            f"the bytes have SHA-256 {found}, the header announced {header.content_sha256}; send all bytes again",
            field="header.content_sha256",
        )


def hashed(content: BinaryIO) -> str:
    """SHA-256 of the bytes from where the file stands to its end; it is wound back to its beginning."""
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def _with_life(header: IngestHeader, table: BarTable) -> list[Instrument]:
    """The header's instruments in order of code, each with the days of its first and last bar."""
    first, last = table.spans()
    span = {code: (day_of(a), day_of(b)) for code, a, b in zip(table.codes, first.tolist(), last.tolist(), strict=True)}
    listed = sorted(header.instruments, key=lambda one: one.code)
    return [
        one.model_copy(update={"first_bar_on": days[0], "last_bar_on": days[1]}) if (days := span.get(one.code)) else one
        for one in listed
    ]
