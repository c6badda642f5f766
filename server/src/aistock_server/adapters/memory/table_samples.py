"""Invented rows of tables beside daily bars, with gaps and oddities, for tests of whatever stands on them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aistock.market.v1.models import BarFrequency, DatasetKind, IngestBarsRequest, SourceTable
from aistock_server.adapters.memory.market_samples import Sample
from aistock_server.market.tables import SHAPES, Shape

Values = dict[str, Any]


def beside_days(sample: Sample, kind: DatasetKind, *, codes: Sequence[str] | None = None) -> list[Values]:
    """Rows of a table of days for the sample's stocks, by instrument and day; every seventh value is missing."""
    shape, rows = SHAPES[kind], []
    for number, (day, code, *_rest) in enumerate(sample.rows):
        if code in (codes or [one for one in sample.codes if not one.startswith("000300")]):
            rows.append({"date": day, "instrument": code, **_values(shape, number)})
    return rows


def minutes(sample: Sample, kind: DatasetKind, *, codes: Sequence[str], days: int = 2) -> list[Values]:
    """Whole sessions of bars of minutes of some codes on the sample's first days, by instrument and time."""
    step, rows = SHAPES[kind].minutes, []
    for code in codes:
        for day in sample.dates[:days]:
            for number, end in enumerate(session_ends(day, step)):
                low = 1000 + number % 50
                volume = 100 * (number + 1)
                rows.append(
                    {
                        "event_time": end, "instrument": code, "open": low / 100, "high": (low + 2) / 100, "low": low / 100,
                        "close": (low + 1) / 100, "volume": volume, "amount": round((low + 1) / 100 * volume, 2),
                    }
                )  # fmt: skip
    return rows


def session_ends(day: date, step: int) -> list[datetime]:
    """The ends of a day's bars of so many minutes, in UTC."""
    ends = []
    for opened in (time(1, 30), time(5, 0)):
        begin = datetime.combine(day, opened, UTC)
        ends += [begin + timedelta(minutes=number) for number in range(step, 121, step)]
    return ends


def table_bytes(rows: Sequence[Mapping[str, Any]], kind: DatasetKind, columns: Sequence[str] | None = None) -> bytes:
    """Rows as an Arrow IPC stream with the types of their table; `columns` beside the keys, all when None."""
    import pyarrow as pa

    shape = SHAPES[kind]
    names = list(shape.columns) if columns is None else columns
    key = ("event_time", pa.timestamp("us", tz="UTC")) if shape.timed else ("date", pa.date32())
    numbers = [(name, pa.int64() if shape.columns[name].whole else pa.float64()) for name in names]
    schema = pa.schema([key, ("instrument", pa.string()), *numbers])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_table(pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema))
    return bytes(sink.getvalue())


def table_request(sample: Sample, content: bytes, kind: DatasetKind, **changes: object) -> IngestBarsRequest:
    """The first message of an upload of such bytes."""
    shape = SHAPES[kind]
    table, frequency = SourceTable(shape.table.value), BarFrequency(shape.frequency)
    update = {"table": table, "frequency": frequency, "content_sha256": hashlib.sha256(content).hexdigest(), **changes}
    return IngestBarsRequest(header=sample.header(content, **update))


def _values(shape: Shape, number: int) -> Values:
    """Values of a row: whole ones in hundreds, the others in cents, and a gap now and then."""
    values: Values = {}
    for place, (name, meaning) in enumerate(shape.columns.items()):
        gap = (number + place) % 7 == 3
        value = (number + 1) * 100 + place * 100 if meaning.whole else ((number + 1) * 100 + place) / 100
        values[name] = None if gap else value
    return values
