"""Rows of sources on the wire: one Arrow IPC stream, written batch by batch."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock.market.v1.models import BarFrequency
from aistock_server.market.sources import MEANINGS, Batch, Column, Question
from aistock_server.market.sources.columns import Form
from aistock_server.market.sources.model import days_of

if TYPE_CHECKING:
    import pyarrow as pa


class ArrowRowCodec:
    """The port over Arrow's stream format."""

    def write(self, batches: Iterator[Batch], question: Question, into: BinaryIO) -> None:
        """Instrument, event_time and available_at first; then the columns in the types that their meanings have."""
        import pyarrow as pa

        moment = pa.timestamp("us", tz="UTC")
        head = [("instrument", pa.string()), ("event_time", moment), ("available_at", moment)]
        meanings = MEANINGS[question.table]
        schema = pa.schema([*head, *((name, _type(meanings[name].form)) for name in question.fields)])
        with pa.ipc.new_stream(into, schema) as writer:
            for batch in batches:
                keys = [_codes(batch), pa.array(batch.event_times, moment), pa.array(batch.available_times, moment)]
                writer.write_batch(pa.record_batch([*keys, *_columns(batch, question.fields)], schema=schema))

    def write_upload(self, batches: Iterator[Batch], question: Question, into: BinaryIO) -> None:
        """Days by their date, minutes by the end of their bar."""
        import pyarrow as pa

        daily = question.frequency is BarFrequency.DAY
        time = ("date", pa.date32()) if daily else ("event_time", pa.timestamp("us", tz="UTC"))
        meanings = MEANINGS[question.table]
        columns = [(name, _type(meanings[name].form)) for name in question.fields]
        schema = pa.schema([time, ("instrument", pa.string()), *columns])
        with pa.ipc.new_stream(into, schema) as writer:
            for batch in batches:
                when = pa.array(days_of(batch.event_times).astype("int32"), pa.int32()).cast(time[1]) if daily else None
                when = pa.array(batch.event_times, time[1]) if when is None else when
                writer.write_batch(pa.record_batch([when, _codes(batch), *_columns(batch, question.fields)], schema=schema))


def _type(form: Form) -> "pa.DataType":
    import pyarrow as pa

    return {Form.NUMBER: pa.float64(), Form.WHOLE: pa.int64(), Form.TEXT: pa.string(), Form.DAY: pa.date32()}[form]


def _codes(batch: Batch) -> "pa.Array":
    import pyarrow as pa

    members = pa.array(batch.members, pa.int32())
    return pa.DictionaryArray.from_arrays(members, pa.array(batch.codes, pa.string())).cast(pa.string())


def _columns(batch: Batch, fields: Sequence[str]) -> list[Any]:
    return [_array(batch.columns[name]) for name in fields]


def _array(column: Column) -> "pa.Array":
    import pyarrow as pa

    if column.words is None:
        return pa.array(column.values, mask=column.missing)
    places = pa.array(column.values, pa.int32(), mask=column.missing)
    return pa.DictionaryArray.from_arrays(places, pa.array(column.words, pa.string())).cast(pa.string())
