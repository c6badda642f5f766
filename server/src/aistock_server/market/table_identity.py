"""The identity of a snapshot beside daily bars: equal content has an equal id, whatever holds it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from aistock.contract.documents import canonical_json
from aistock.market.v1.models import IngestHeader
from aistock_server.market.identity import later_sessions
from aistock_server.market.tables import Shape, TableRows


def table_id(header: IngestHeader, shape: Shape, sessions: Sequence[date], rows: TableRows) -> str:
    """SHA-256 over the header's meaning, and every value and gap of sorted rows."""
    import numpy as np

    digest = hashlib.sha256()
    names = [name for name in shape.columns if name in rows.columns]
    head = {
        "form": "aistock.table.1",
        "kind": shape.kind.value,
        "dataset": header.dataset,
        "source": header.source,
        "synthetic": header.synthetic,
        "calendar": header.calendar,
        "sessions": [day.isoformat() for day in (*sessions, *later_sessions(header, sessions))],
        "benchmarks": sorted(header.benchmarks),
        "codes": list(rows.codes),
        "columns": names,
    }
    digest.update(json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    for one in sorted(header.instruments, key=lambda one: one.code):
        digest.update(canonical_json(one))
    digest.update(rows.times.astype("<i8").tobytes())
    digest.update(rows.members.astype("<i4").tobytes())
    for name in names:
        column, kind = rows.columns[name], "<i8" if shape.columns[name].whole else "<f8"
        # What a gap holds says nothing; adding zero makes the two zeros of floating point one.
        known = (np.where(column.missing, 0, column.values).astype(kind) + 0).astype(kind)
        digest.update(name.encode() + known.tobytes() + np.packbits(column.missing).tobytes())
    return digest.hexdigest()
