"""The identity of a snapshot: equal content has an equal id, whatever file format or library version holds it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from aistock.contract.documents import canonical_json
from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import DatasetKind, IngestHeader
from aistock_server.market.model import COLUMNS, BarTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_VALUES_AT_ONCE = 16_384


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
    for values in (table.days, table.members):
        _add(digest, values, "<i4")
    for name in COLUMNS:
        digest.update(name.encode())
        _add(digest, table.columns[name], "<i8" if name == "volume" else "<f8")
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", values: "NDArray[Any]", kind: str) -> None:
    """Hash an array's values; so many at once stay in the processor's cache from one step to the next."""
    for begin in range(0, len(values), _VALUES_AT_ONCE):
        # Adding zero makes the two zeros of floating point one.
        digest.update((values[begin : begin + _VALUES_AT_ONCE].astype(kind, copy=False) + 0).astype(kind, copy=False).data)


def export_id(parent: str, kind: DatasetKind, archive: FileRef) -> str:
    """SHA-256 over what an export was made from and the bytes that it became."""
    text = json.dumps(["aistock.export.1", parent, kind.value, archive.sha256], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def later_sessions(header: IngestHeader, sessions: Sequence[date]) -> list[date]:
    """The header's days after the last session with bars."""
    return [day for day in header.dates if day > sessions[-1]]
