"""Bars on the wire: one Arrow IPC stream."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock_server.adapters.parquet.arrow_tables import arrow_table, bar_table, schema
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import COLUMNS, BarTable
from aistock_server.market.refusals import bar_refused

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_A_PIECE = 10_000


class ArrowBarCodec:
    """The port over Arrow's stream format."""

    def decode(self, content: BinaryIO) -> BarTable:
        """Read the stream, and check its columns, types and that no value is missing."""
        import pyarrow as pa
        import pyarrow.compute as pc

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
        table = _typed(table)
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

    def encode(self, table: BarTable, columns: Sequence[str]) -> Iterator[bytes]:
        """The stream in pieces: one for the schema, one for each block of rows, and the end with the last."""
        import pyarrow as pa

        pieces = _Pieces()
        with pa.ipc.new_stream(pieces, schema(columns)) as writer:
            for begin in range(0, table.rows, _ROWS_A_PIECE):
                writer.write_table(arrow_table(table.taken(slice(begin, begin + _ROWS_A_PIECE)), columns, encoded=False))
                yield pieces.taken()
        yield pieces.taken()


class _Pieces(io.RawIOBase):
    """A file that gives away what was written since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        view = memoryview(content)
        self._held += view
        return view.nbytes

    def taken(self) -> bytes:
        """Everything written since the last call."""
        content = bytes(self._held)
        self._held.clear()
        return content


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
    return table.select(wanted.names).cast(wanted)


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
