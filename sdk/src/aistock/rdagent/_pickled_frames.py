"""Frames and series of pandas out of a pickle that was read as data; every size and position is checked before it is used."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from aistock.rdagent._pickled import Made, Named, PickleRefused, value_in

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_PLAIN = re.compile(r"^([fiu][1248]|b1|M8|O8)$")
_UNITS = frozenset({"s", "ms", "us", "ns"})
_MOST_ROWS = 50_000_000
_MOST_COLUMNS = 10_000
_REMEDY = "is no frame that pandas 1.0 to 3.0 pickles"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """One part of an index: row `i` has `values[codes[i]]`, nothing where the code is -1; texts are objects, times datetime64."""

    name: str | None
    values: "Array"
    codes: "Array"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A frame: its index by level and its columns by name in their order; the last part of a name when it has several."""

    levels: tuple[Level, ...]
    columns: dict[str, "Array"]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.levels[0].codes)


def frame_in(content: bytes) -> Frame:
    """The frame, or the series as a frame of one column; PickleRefused for everything else. Nothing in it is called."""
    value = value_in(content)
    if not isinstance(value, Made) or value.role not in ("DataFrame", "Series") or not isinstance(value.state, dict):
        raise PickleRefused(f"holds a {value.role if isinstance(value, Made) else type(value).__name__}, not a frame or series")
    try:
        return _frame(value)
    except (TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise PickleRefused(f"{_REMEDY} ({type(error).__name__}: {str(error)[:200]})") from error


def _frame(value: Made) -> Frame:
    inner = value.state.get("_mgr", value.state.get("_data"))
    axes, blocks = _parts(inner)
    if value.role == "Series":
        levels = _index(axes[0])
        name = value.state.get("_name", value.state.get("name"))
        return _checked(Frame(levels=levels, columns={_label(name): _array(blocks[0][0])}))
    names = [_label(name) for name in _labels(axes[0])]
    if len(names) > _MOST_COLUMNS or len(set(names)) != len(names):
        raise PickleRefused(f"has {len(names)} columns, more than {_MOST_COLUMNS} or two of one name")
    found: list[Array | None] = [None] * len(names)
    for values, places in blocks:
        table = _array(values)
        where = _places(places, len(names))
        if table.ndim == 1:
            table = table.reshape(1, -1)
        if table.ndim != 2 or len(table) != len(where):
            raise PickleRefused(f"has a block of {len(table)} columns for {len(where)} places")
        for place, column in zip(where, table, strict=True):
            if found[place] is not None:
                raise PickleRefused(f"fills column {names[place]!r} twice")
            found[place] = column
    columns = {name: column for name, column in zip(names, found, strict=True) if column is not None}
    if len(columns) != len(names):
        raise PickleRefused(f"leaves {len(names) - len(columns)} columns empty")
    return _checked(Frame(levels=_index(axes[1]), columns=columns))


def _checked(frame: Frame) -> Frame:
    if frame.rows > _MOST_ROWS:
        raise PickleRefused(f"has {frame.rows} rows, more than {_MOST_ROWS}")
    for name, column in frame.columns.items():
        if column.shape != (frame.rows,):
            raise PickleRefused(f"has {column.shape} values in column {name!r} and {frame.rows} rows")
    return frame


def _parts(inner: Any) -> tuple[Sequence[Any], list[tuple[Any, Any]]]:
    """Axes, and blocks of values with the places of their columns."""
    if not isinstance(inner, Made) or inner.role != "BlockManager":
        raise PickleRefused(_REMEDY)
    if inner.args:
        blocks, axes = inner.args
        return axes, [(block.args[0], block.args[1]) for block in blocks if _is(block, "block")]
    said = inner.state[3]["0.14.1"]
    return said["axes"], [(block["values"], block["mgr_locs"]) for block in said["blocks"]]


def _is(value: Any, role: str) -> bool:
    if not isinstance(value, Made) or value.role != role:
        raise PickleRefused(_REMEDY)
    return True


def _places(value: Any, count: int) -> Sequence[int]:
    """Places of a block's columns, each below `count`."""
    if isinstance(value, Made) and value.role == "slice":
        if not all(part is None or type(part) is int for part in value.args) or len(value.args) != 3:
            raise PickleRefused(_REMEDY)
        places: Sequence[int] = range(*slice(*value.args).indices(count))
    else:
        places = [int(place) for place in _array(value).tolist()]
    if not all(0 <= place < count for place in places):
        raise PickleRefused(f"has a block outside of its {count} columns")
    return places


def _index(value: Any) -> tuple[Level, ...]:
    """The levels of an index."""
    import numpy as np

    _is(value, "new_index")
    kind, said = value.args
    if kind.role == "MultiIndex":
        codes = [_array(one) for one in said.get("codes", said.get("labels"))]
        values = [_plain_values(level) for level in said["levels"]]
        names = list(said.get("names") or [None] * len(values))
        levels = [_level(*parts) for parts in zip(names, values, codes, strict=True)]
        if not levels or len({len(level.codes) for level in levels}) != 1:
            raise PickleRefused("has an index whose levels have different lengths")
        return tuple(levels)
    values_ = _plain_values(value)
    return (_level(said.get("name"), values_, np.arange(len(values_))),)


def _level(name: Any, values: "Array", codes: "Array") -> Level:
    if codes.ndim != 1 or codes.dtype.kind not in "iu":
        raise PickleRefused("has an index that is not numbered by whole numbers")
    if len(codes) and (int(codes.min()) < -1 or int(codes.max()) >= len(values)):
        raise PickleRefused("has an index that names a value it does not hold")
    return Level(name=None if name is None else str(name), values=values, codes=codes)


def _plain_values(value: Any) -> "Array":
    """Values of an index of one level."""
    import numpy as np

    _is(value, "new_index")
    kind, said = value.args
    if kind.role == "RangeIndex":
        start, stop, step = (int(said[key]) for key in ("start", "stop", "step"))
        found = range(start, stop, step)
        if len(found) > _MOST_ROWS:
            raise PickleRefused(f"has {len(found)} rows, more than {_MOST_ROWS}")
        return np.arange(start, stop, step)
    data = said["data"]
    if said.get("tz") is not None:
        _only_utc(said["tz"])
    array = _array(data)
    if array.ndim != 1:
        raise PickleRefused("has an index of more than one dimension")
    return array


def _labels(value: Any) -> list[Any]:
    """Names of columns; a tuple when they have several levels."""
    levels = _index(value)
    parts = [[None if code < 0 else level.values[code] for code in level.codes.tolist()] for level in levels]
    return parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))


def _label(name: Any) -> str:
    last = name[-1] if isinstance(name, tuple) else name
    return "" if last is None else str(last)


def _array(value: Any) -> "Array":
    """An array of numpy, or the array inside one of pandas; its bytes are exactly those that its shape and type need."""
    if not isinstance(value, Made):
        raise PickleRefused(_REMEDY)
    match value.role:
        case "reconstruct":
            _, shape, dtype, by_column, content = value.state
            return _filled(content, dtype, shape, by_column=by_column is True)
        case "frombuffer":
            content, dtype, shape, order = value.args
            return _filled(content, dtype, shape, by_column=order == "F")
        case "DatetimeArray" | "StringArray":
            return _with_zone(value.state["_data" if "_data" in value.state else "_ndarray"], value.state.get("_dtype"))
        case "backed":
            dtype, array = value.state[0], value.state[1]
            # The order of the two differs between versions of pandas.
            return _with_zone(*((array, dtype) if _holds_values(array) else (dtype, array)))
    raise PickleRefused(f"holds values of the kind {value.role}, which is neither numbers, texts nor times")


def _holds_values(value: Any) -> bool:
    return isinstance(value, Made) and value.role in ("reconstruct", "frombuffer")


def _with_zone(array: Any, dtype: Any) -> "Array":
    if isinstance(dtype, Made) and dtype.role == "DatetimeTZDtype":
        said = dtype.args[1] if len(dtype.args) > 1 else (dtype.state or {}).get("tz")
        _only_utc(said)
    return _array(array)


def _only_utc(zone: Any) -> None:
    if zone == "UTC" or (isinstance(zone, Made) and zone.role == "utc"):
        return
    offset = zone.args[0] if isinstance(zone, Made) and zone.role == "timezone" and zone.args else None
    if not isinstance(offset, Made) or any(offset.args):
        raise PickleRefused("has times in a zone that is not UTC")


def _filled(content: Any, dtype: Any, shape: Any, *, by_column: bool) -> "Array":
    import numpy as np

    sizes = tuple(shape)
    if len(sizes) > 2 or not all(type(size) is int and 0 <= size <= _MOST_ROWS for size in sizes):
        raise PickleRefused(f"has an array of the shape {str(sizes)[:80]}")
    count, kind = math.prod(sizes), _type_of(dtype)
    if kind == "O":
        return _objects(content, count).reshape(sizes, order="F" if by_column else "C")
    if not isinstance(content, bytes | bytearray) or len(content) != count * np.dtype(kind).itemsize:
        held = len(content) if isinstance(content, bytes | bytearray) else type(content).__name__
        raise PickleRefused(f"has an array of {held} bytes for {count} values of the type {kind}")
    return np.frombuffer(content, dtype=kind).reshape(sizes, order="F" if by_column else "C")


def _objects(content: Any, count: int) -> "Array":
    """Texts, numbers, None and calendar days."""
    import numpy as np

    if not isinstance(content, list) or len(content) != count:
        raise PickleRefused(_REMEDY)
    found = np.empty(count, dtype=object)
    for place, value in enumerate(content):
        found[place] = _day(value) if isinstance(value, Made) else value
        if not _is_plain(found[place]):
            raise PickleRefused(f"holds a {type(value).__name__} where a text or a number belongs")
    return found


def _is_plain(value: Any) -> bool:
    """A text, a number, a day, nothing, or a name in several parts."""
    if isinstance(value, tuple):
        return all(isinstance(part, str | int | float | type(None)) for part in value)
    return isinstance(value, str | int | float | date | type(None))


def _day(value: Made) -> date:
    if value.role not in ("date", "datetime") or not isinstance(value.args[0], bytes) or len(value.args[0]) < 4:
        raise PickleRefused(f"holds a {value.role} where a text or a number belongs")
    high, low, month, day = value.args[0][:4]
    return date(high * 256 + low, month & 0x7F, day)


def _type_of(value: Any) -> str:
    """The type as numpy writes it, `O` for objects."""
    _is(value, "dtype")
    code = value.args[0]
    if not isinstance(code, str) or not _PLAIN.match(code):
        raise PickleRefused(f"has values of the type {str(code)[:40]!r}")
    if code == "O8":
        return "O"
    order = value.state[1] if value.state else "|"
    if order not in ("<", ">", "|", "="):
        raise PickleRefused(f"has the byte order {str(order)[:8]!r}")
    if code != "M8":
        return f"{order if order != '=' else '<'}{code}"
    unit = value.state[8][1][0]
    unit = unit.decode("ascii", "replace") if isinstance(unit, bytes) else unit
    if unit not in _UNITS or value.state[8][1][1:3] != (1, 1):
        raise PickleRefused(f"has times in the unit {str(unit)[:8]!r}")
    return f"{order if order != '=' else '<'}M8[{unit}]"


__all__ = ["Frame", "Level", "Named", "frame_in"]
