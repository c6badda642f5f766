"""Rows of tables beside daily bars on the wire: one Arrow IPC stream, null where there is nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock_server.adapters.parquet.arrow_codec import Pieces, opened_table
from aistock_server.adapters.parquet.arrow_rows import INSTRUMENT, arrow_rows, rows_schema, table_rows
from aistock_server.adapters.parquet.compact import PRICES, compact_schema, whole_prices
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import ArrowPiece
from aistock_server.market.refusals import bar_refused
from aistock_server.market.tables import Shape, TableRows

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_ROWS_A_PIECE = 16_384


class ArrowTableCodec:
    """The port over Arrow's stream format."""

    def decode(self, content: BinaryIO, shape: Shape) -> TableRows:
        """Read the stream, and check its columns, their types, and that every row has its keys."""
        import pyarrow.compute as pc

        table = _typed(opened_table(content), shape)
        for name in table.column_names[:2]:
            if table.column(name).null_count:
                row = pc.index(table.column(name).is_null(), True).as_py()
                raise bar_refused("value_present", "a row needs a time and an instrument", instrument=f"row {row}", field=name)
        return table_rows(table)

    def encode(self, parts: Iterable[TableRows], wholes: Mapping[str, bool], *, timed: bool) -> Iterator[ArrowPiece]:
        """The stream in pieces: one for the schema, one for each block of rows, and the end with the last."""
        return _written(parts, rows_schema(wholes, timed=timed))

    def compact(self, parts: Callable[[], Iterable[TableRows]], wholes: Mapping[str, bool], *, timed: bool) -> Iterator[ArrowPiece]:
        """The stream in compact types; which prices are whole is seen before the first piece."""
        whole = whole_prices((_present(part, wholes) for part in parts()), wholes)
        return _written(parts(), compact_schema(rows_schema(wholes, timed=timed), whole))


def _present(part: TableRows, names: Iterable[str]) -> "dict[str, NDArray[Any]]":
    """Each price column's values that are there."""
    return {name: part.columns[name].values[~part.columns[name].missing] for name in names if name in PRICES}


def _written(parts: Iterable[TableRows], schema: "pa.Schema") -> Iterator[ArrowPiece]:
    import pyarrow as pa

    pieces = Pieces()
    with pa.ipc.new_stream(pieces, schema) as writer:
        for part in parts:
            for begin in range(0, part.rows, _ROWS_A_PIECE):
                writer.write_table(arrow_rows(part.taken(slice(begin, begin + _ROWS_A_PIECE)), schema))
                yield pieces.taken()
    yield pieces.taken()


def _typed(table: "pa.Table", shape: Shape) -> "pa.Table":
    """The table with its keys and at least one column of the shape, in their types; text may come in another layout."""
    names = table.column_names
    wanted = rows_schema({name: one.whole for name, one in shape.columns.items()}, timed=shape.timed)
    keys = wanted.names[:2]
    # Bars have all their columns; a table of days has those that its source has.
    needed = set(wanted.names if shape.timed else keys)
    odd = sorted((needed - set(names)) | (set(names) - set(wanted.names)) | {name for name in names if names.count(name) > 1})
    if odd or len(names) == len(keys):
        raise Invalid(
            "UNREADABLE",
            f"column {odd[0] if odd else 'beside the keys'!r} is missing, unknown or repeated; "
            f"{shape.kind} has {', '.join(keys)}, and {'all' if shape.timed else 'any'} of {', '.join(shape.columns)}",
            field=odd[0] if odd else "",
        )
    for name in names:
        _check_type(table.schema.field(name).type, wanted.field(name).type, name)
    import pyarrow as pa

    present = pa.schema([field for field in wanted if field.name in names])
    return table.select(present.names).cast(present)


def _check_type(found: "pa.DataType", wanted: "pa.DataType", name: str) -> None:
    import pyarrow.types as types

    if found == wanted:
        return
    if name == INSTRUMENT and (types.is_large_string(found) or (types.is_dictionary(found) and types.is_string(found.value_type))):
        return
    raise Invalid("UNREADABLE", f"column {name!r} has type {found}; send it as {wanted}", field=name, value=found)
