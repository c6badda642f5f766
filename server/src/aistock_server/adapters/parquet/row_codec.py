"""Rows of sources on the wire: one Arrow IPC stream, written batch by batch."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock.market.v1.models import BarFrequency
from aistock_server.market.sources import MEANINGS, Batch, Question
from aistock_server.market.sources.model import days_of

if TYPE_CHECKING:
    import pyarrow as pa


class ArrowRowCodec:
    """The port over Arrow's stream format."""

    def write(self, batches: Iterator[Batch], fields: Sequence[str], into: BinaryIO) -> None:
        """Instrument, event_time and available_at first; a column is int64 where the first batch has it so, else float64."""
        import pyarrow as pa

        moment = pa.timestamp("us", tz="UTC")
        head = [("instrument", pa.string()), ("event_time", moment), ("available_at", moment)]

        def arrays(batch: Batch) -> list[Any]:
            return [_codes(batch), pa.array(batch.event_times, moment), pa.array(batch.available_times, moment)]

        first = next(batches, None)
        types = {} if first is None else {name: pa.from_numpy_dtype(first.columns[name].values.dtype) for name in fields}
        schema = pa.schema([*head, *((name, types.get(name, pa.float64())) for name in fields)])
        with pa.ipc.new_stream(into, schema) as writer:
            for batch in _again(first, batches):
                writer.write_batch(pa.record_batch([*arrays(batch), *_columns(batch, fields)], schema=schema))

    def write_upload(self, batches: Iterator[Batch], question: Question, into: BinaryIO) -> None:
        """Days by their date, minutes by the end of their bar."""
        import pyarrow as pa

        daily = question.frequency is BarFrequency.DAY
        time = ("date", pa.date32()) if daily else ("event_time", pa.timestamp("us", tz="UTC"))
        meanings = MEANINGS[question.table]
        numbers = [(name, pa.int64() if meanings[name].whole else pa.float64()) for name in question.fields]
        schema = pa.schema([time, ("instrument", pa.string()), *numbers])
        with pa.ipc.new_stream(into, schema) as writer:
            for batch in batches:
                when = pa.array(days_of(batch.event_times).astype("int32"), pa.int32()).cast(time[1]) if daily else None
                when = pa.array(batch.event_times, time[1]) if when is None else when
                writer.write_batch(pa.record_batch([when, _codes(batch), *_columns(batch, question.fields)], schema=schema))


def _again(first: Batch | None, others: Iterator[Batch]) -> Iterator[Batch]:
    if first is not None:
        yield first
        yield from others


def _codes(batch: Batch) -> "pa.Array":
    import pyarrow as pa

    members = pa.array(batch.members, pa.int32())
    return pa.DictionaryArray.from_arrays(members, pa.array(batch.codes, pa.string())).cast(pa.string())


def _columns(batch: Batch, fields: Sequence[str]) -> list[Any]:
    import pyarrow as pa

    return [pa.array(batch.columns[name].values, mask=batch.columns[name].missing) for name in fields]
