"""The identity of a snapshot: equal content has an equal id, whatever file format or library version holds it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from aistock.contract.documents import canonical_json
from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import DatasetKind, IngestHeader
from aistock_server.market.model import COLUMNS, BarTable


def bars_id(header: IngestHeader, sessions: Sequence[date], table: BarTable) -> str:
    """SHA-256 over the header's meaning and every value of a sorted table."""
    digest = hashlib.sha256()
    head = {
        "form": "aistock.bars.1",
        "dataset": header.dataset,
        "source": header.source,
        "synthetic": header.synthetic,
        "calendar": header.calendar,
        "sessions": [day.isoformat() for day in (*sessions, *later_sessions(header, sessions))],
        "benchmarks": sorted(header.benchmarks),
        "codes": list(table.codes),
    }
    digest.update(json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    for one in sorted(header.instruments, key=lambda one: one.code):
        digest.update(canonical_json(one))
    for values, kind in ((table.days, "<i4"), (table.members, "<i4")):
        digest.update(values.astype(kind, copy=False).tobytes())
    for name in COLUMNS:
        kind = "<i8" if name == "volume" else "<f8"
        # Adding zero makes the two zeros of floating point one.
        digest.update(name.encode() + (table.columns[name].astype(kind, copy=False) + 0).astype(kind, copy=False).tobytes())
    return digest.hexdigest()


def export_id(parent: str, kind: DatasetKind, archive: FileRef) -> str:
    """SHA-256 over what an export was made from and the bytes that it became."""
    text = json.dumps(["aistock.export.1", parent, kind.value, archive.sha256], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def later_sessions(header: IngestHeader, sessions: Sequence[date]) -> list[date]:
    """The header's days after the last session with bars."""
    return [day for day in header.dates if day > sessions[-1]]
