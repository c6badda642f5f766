"""Parquet files that others wrote in our column names: which columns and types are taken, and how they become columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import BarFrequency
from aistock_server.kernel.errors import Refused
from aistock_server.market.sources.columns import MEANINGS, Form, Table, day_column, keys_of
from aistock_server.market.sources.faults import malformed

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

INSTRUMENT = "instrument"
DATE = "date"
EVENT_TIME = "event_time"
AVAILABLE_AT = "available_at"


def time_column(table: Table, frequency: BarFrequency) -> str:
    """The column that says when: a date for days, an aware timestamp for minutes."""
    return day_column(table) if frequency is BarFrequency.DAY else EVENT_TIME


def taken_columns(source: str, origin: str, schema: "pa.Schema", table: Table, frequency: BarFrequency) -> tuple[str, ...]:
    """The columns of the table that the file has, in our order; Refused when a key is missing or a type is another.

    Columns of other names are left alone.
    """
    if len(set(schema.names)) != len(schema.names):
        again = next(name for name in schema.names if schema.names.count(name) > 1)
        raise _refused(source, origin, again, "stands twice", "rename one of them")
    time = time_column(table, frequency)
    for name in (INSTRUMENT, time, *keys_of(table)):
        if name not in schema.names:
            raise _refused(source, origin, name, "is missing", "write it, or name the column so")
    _check_instrument(source, origin, schema.field(INSTRUMENT).type)
    _check_time(source, origin, schema, time)
    found = tuple(name for name in MEANINGS[table] if name in schema.names)
    for name in found:
        _check_value(source, origin, name, schema.field(name).type, MEANINGS[table][name].form)
    return found


def _check_instrument(source: str, origin: str, kind: "pa.DataType") -> None:
    if not _is_text(kind):
        raise _refused(source, origin, INSTRUMENT, f"has type {kind}", "write canonical codes as text", kind)


def _check_time(source: str, origin: str, schema: "pa.Schema", name: str) -> None:
    import pyarrow.types as types

    kind = schema.field(name).type
    if name != EVENT_TIME and not types.is_date32(kind):
        raise _refused(source, origin, name, f"has type {kind}", "write trading days as date32", kind)
    for moment in (EVENT_TIME, AVAILABLE_AT):
        if moment in schema.names and moment in (name, AVAILABLE_AT):
            found = schema.field(moment).type
            if not types.is_timestamp(found) or found.tz is None:
                raise _refused(source, origin, moment, f"has type {found}", "write timestamps with a time zone", found)


def _check_value(source: str, origin: str, name: str, kind: "pa.DataType", form: Form) -> None:
    import pyarrow.types as types

    fits = {
        Form.TEXT: (_is_text(kind), "write text"),
        Form.DAY: (types.is_date32(kind), "write days as date32"),
    }.get(form, (types.is_floating(kind) or types.is_integer(kind), "write numbers as float64 or int64"))
    if not fits[0]:
        raise _refused(source, origin, name, f"has type {kind}", fits[1], kind)


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    text = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(text) or types.is_large_string(text))


def _refused(source: str, origin: str, field: str, problem: str, remedy: str, value: object = "") -> Refused:
    message = f"{origin}: column {field!r} {problem}"
    return malformed(source, message, remedy=remedy, field=field, value=value, origin=origin)


def numbers(column: "pa.ChunkedArray | pa.Array") -> "tuple[NDArray[Any], NDArray[np.bool_]]":
    """Values and gaps of a column of numbers; nulls are gaps, and their values are 0."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.types as types

    gaps = column.is_null().to_numpy(zero_copy_only=False)
    if types.is_integer(column.type):
        return column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False), gaps
    return column.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False).astype(np.float64), gaps


def day_numbers(column: "pa.Array") -> "tuple[NDArray[Any], NDArray[np.bool_]]":
    """Days, counted from 1970-01-01, and gaps of a column of date32."""
    return numbers(column.cast("int32"))


def texts(column: "pa.Array") -> "tuple[NDArray[Any], NDArray[np.bool_]]":
    """Texts, as objects, and gaps of a column of text."""
    import numpy as np
    import pyarrow as pa

    held = np.array(column.cast(pa.string()).to_pylist(), dtype=object)
    return held, np.asarray(column.is_null().to_numpy(zero_copy_only=False), dtype=bool)


def codes_and_members(column: "pa.Array") -> "tuple[Sequence[str], NDArray[np.int32]]":
    """Sorted codes of a column of text without nulls, and for each row the place of its code."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.types as types

    encoded = column if types.is_dictionary(column.type) else column.dictionary_encode()
    words = encoded.dictionary.cast(pa.string()).to_pylist()
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    present = sorted({words[index] for index in np.unique(indices).tolist()})
    places = {code: place for place, code in enumerate(present)}
    renumbered = np.array([places.get(word, -1) for word in words], dtype=np.int32)
    return present, renumbered[indices]
