"""Bars on the wire: one Arrow IPC stream."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock_server.adapters.parquet.arrow_tables import arrow_batches, bar_table, schema
from aistock_server.adapters.parquet.compact import compact_schema, whole_prices
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import COLUMNS, ArrowPiece, BarTable
from aistock_server.market.refusals import bar_refused

if TYPE_CHECKING:
    import pyarrow as pa

#: About 1.3 MB with all columns; larger pieces leave the processor's cache, smaller ones cost more calls.
_ROWS_A_PIECE = 16_384


class ArrowBarCodec:
    """The port over Arrow's stream format."""

    def decode(self, content: BinaryIO) -> BarTable:
        """Read the stream, and check its columns, types and that no value is missing."""
        import pyarrow.compute as pc

        table = _typed(opened_table(content))
        for name in table.column_names:
            if table.column(name).null_count:
                row = pc.index(table.column(name).is_null(), True).as_py()
                code, day = (table.column(key)[row].as_py() for key in ("instrument", "date"))
                raise bar_refused(
                    "value_present",
                    "the value is missing; a day without trading has no row",
                    instrument=code or f"row {row}",
                    day=day,
                    field=name,
                )
        return bar_table(table)

    def encode(self, tables: Iterable[BarTable], columns: Sequence[str]) -> Iterator[ArrowPiece]:
        """The stream in pieces: one for the schema, one for each block of rows, and the end with the last."""
        batches = (batch for table in tables for batch in arrow_batches(table, columns, rows=_ROWS_A_PIECE))
        return _written(schema(columns), _joined(batches))

    def compact(self, tables: Callable[[], Iterable[BarTable]], columns: Sequence[str]) -> Iterator[ArrowPiece]:
        """The stream in compact types, twice the rows a piece; which prices are whole is seen before the first piece."""
        whole = whole_prices((table.columns for table in tables()), columns)
        batches = (batch for table in tables() for batch in arrow_batches(table, columns, rows=2 * _ROWS_A_PIECE, whole=whole))
        return _written(compact_schema(schema(columns), whole), _joined(batches))


def _written(layout: "pa.Schema", batches: "Iterable[pa.RecordBatch]") -> Iterator[ArrowPiece]:
    import pyarrow as pa

    pieces = Pieces()
    with pa.ipc.new_stream(pieces, layout) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield pieces.taken()
    yield pieces.taken()


def _joined(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """The same rows in fewer blocks: neighbours that together are no longer than a piece become one."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    for batch in batches:
        if held and sum(one.num_rows for one in held) + batch.num_rows > _ROWS_A_PIECE:
            yield held[0] if len(held) == 1 else pa.concat_batches(held)
            held.clear()
        held.append(batch)
    if held:
        yield held[0] if len(held) == 1 else pa.concat_batches(held)


def opened_table(content: BinaryIO) -> "pa.Table":
    """The table in an Arrow IPC stream; Invalid when the bytes are none."""
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(content) as reader:
            table = reader.read_all()
        table.validate(full=True)
    except (pa.ArrowInvalid, pa.ArrowException, OSError, EOFError, ValueError) as error:
        raise Invalid(
            "UNREADABLE",
            f"the bytes are no Arrow IPC stream ({_short(error)}); write them with pyarrow.ipc.new_stream",
            field="arrow_ipc",
        ) from None
    return table


class Pieces(io.RawIOBase):
    """A file that gives away what was written since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes | memoryview] = []

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        # Arrow gives its buffers themselves, which nobody writes to; so they are held, not copied.
        view = memoryview(content)
        self._held.append(view)
        return view.nbytes

    def taken(self) -> ArrowPiece:
        """Everything written since the last call."""
        held, self._held = self._held, []
        return ArrowPiece(tuple(held))


def _typed(table: "pa.Table") -> "pa.Table":
    """The table with exactly the columns of bars, in their types; text may come in another layout, a number in no other type."""
    import pyarrow as pa

    wanted = schema()
    names = set(table.column_names)
    if len(names) != len(table.column_names) or names != set(wanted.names):
        odd = sorted(names.symmetric_difference(wanted.names)) or sorted(table.column_names)
        raise Invalid(
            "UNREADABLE",
            f"column {odd[0]!r} is missing, unknown or repeated; the columns of bars are date, instrument, {', '.join(COLUMNS)}",
            field=odd[0],
        )
    for field in wanted:
        found = table.schema.field(field.name).type
        if field.name == "instrument" and (
            pa.types.is_large_string(found) or (pa.types.is_dictionary(found) and pa.types.is_string(found.value_type))
        ):
            continue
        if found != field.type:
            raise Invalid(
                "UNREADABLE", f"column {field.name!r} has type {found}; send it as {field.type}", field=field.name, value=found
            )
    return _in_types(table.select(wanted.names), wanted)


def _in_types(table: "pa.Table", wanted: "pa.Schema") -> "pa.Table":
    """The table in these types; codes that come as places in a dictionary of words stay so."""
    import pyarrow as pa

    place = wanted.get_field_index("instrument")
    column = table.column(place)
    placed = pa.types.is_dictionary(column.type) and column.type.value_type == pa.string()
    # A place may be known whose word is missing.
    if not placed or any(chunk.dictionary.null_count for chunk in column.chunks):
        return table.cast(wanted)
    return table.cast(wanted.set(place, pa.field("instrument", column.type)))


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
