"""Rows of tables beside daily bars between Arrow and the room's own columns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aistock_server.adapters.parquet.compact import scaled
from aistock_server.adapters.parquet.foreign_schema import codes_and_members, numbers
from aistock_server.market.sources.model import Column, days_of
from aistock_server.market.tables import TableRows

if TYPE_CHECKING:
    import pyarrow as pa

DATE, MOMENT, INSTRUMENT = "date", "event_time", "instrument"


def rows_schema(wholes: Mapping[str, bool], *, timed: bool) -> "pa.Schema":
    """The Arrow schema of rows with these columns, of which some are whole numbers."""
    import pyarrow as pa

    key = pa.field(MOMENT, pa.timestamp("us", tz="UTC")) if timed else pa.field(DATE, pa.date32())
    columns = [pa.field(name, pa.int64() if whole else pa.float64()) for name, whole in wholes.items()]
    return pa.schema([key, pa.field(INSTRUMENT, pa.string()), *columns])


def arrow_rows(rows: TableRows, schema: "pa.Schema") -> "pa.Table":
    """Rows as Arrow in a schema's columns, plain or compact; what is missing is null."""
    import numpy as np
    import pyarrow as pa

    codes = pa.DictionaryArray.from_arrays(pa.array(rows.members, pa.int32()), pa.array(rows.codes, pa.string()))
    key = (
        pa.array(rows.days, pa.int32()).cast(pa.date32())
        if rows.moments is None
        else pa.array(rows.moments, pa.int64()).cast(schema.field(0).type)
    )
    arrays: list[Any] = [key, codes if pa.types.is_dictionary(schema.field(INSTRUMENT).type) else codes.cast(pa.string())]
    for field in list(schema)[2:]:
        column = rows.columns[field.name]
        # Prices come as 32 bits in the compact layout alone.
        values = scaled(np.where(column.missing, 0.0, column.values)) if field.type == pa.int32() else column.values
        arrays.append(pa.array(values, field.type, mask=column.missing if column.missing.any() else None))
    return pa.Table.from_arrays(arrays, schema=schema)


def table_rows(table: "pa.Table") -> TableRows:
    """Rows from an Arrow table whose keys have no nulls, in its order; the codes become sorted and without repetition."""
    import numpy as np
    import pyarrow as pa

    table = table.unify_dictionaries().combine_chunks()
    text = table.column(INSTRUMENT)
    if table.num_rows:
        codes, members = codes_and_members(text.chunk(0) if text.num_chunks == 1 else pa.concat_arrays(text.chunks))
    else:
        codes, members = [], np.zeros(0, dtype=np.int32)
    moments = None
    if MOMENT in table.column_names:
        moments = np.asarray(table.column(MOMENT).cast(pa.int64()).to_numpy(), dtype=np.int64)
        days = days_of(moments).astype(np.int32)
    else:
        days = table.column(DATE).cast(pa.int32()).to_numpy()
    names = [name for name in table.column_names if name not in (DATE, MOMENT, INSTRUMENT)]
    return TableRows(
        codes=tuple(codes),
        days=days,
        members=members,
        columns={name: _column(table.column(name)) for name in names},
        moments=moments,
    )


def _column(column: "pa.ChunkedArray") -> Column:
    values, gaps = numbers(column)
    return Column(values=values, missing=gaps)
