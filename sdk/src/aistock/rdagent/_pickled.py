"""A pickle read as data: its opcodes build plain values, and nothing that it names is imported or called.

What it would have called stays a `Made`: the name, the arguments and the state. Names outside the list that pandas needs for a
frame are refused, so are opcodes that no pickle of a frame has.
"""

import pickletools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

ALLOWED: Mapping[str, str] = MappingProxyType(
    {
        "__builtin__.slice": "slice",
        "builtins.slice": "slice",
        "_codecs.encode": "encode",
        "__builtin__.bytes": "bytes",
        "datetime.date": "date",
        "datetime.datetime": "datetime",
        "datetime.timedelta": "timedelta",
        "datetime.timezone": "timezone",
        "numpy.dtype": "dtype",
        "numpy.ndarray": "ndarray",
        "numpy.core.multiarray._reconstruct": "reconstruct",
        "numpy._core.multiarray._reconstruct": "reconstruct",
        "numpy.core.numeric._frombuffer": "frombuffer",
        "numpy._core.numeric._frombuffer": "frombuffer",
        "pandas.DataFrame": "DataFrame",
        "pandas.core.frame.DataFrame": "DataFrame",
        "pandas.Series": "Series",
        "pandas.core.series.Series": "Series",
        "pandas.core.internals.managers.BlockManager": "BlockManager",
        "pandas.core.internals.managers.SingleBlockManager": "BlockManager",
        "pandas._libs.internals._unpickle_block": "block",
        "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked": "backed",
        "pandas.core.indexes.base._new_Index": "new_index",
        "pandas.core.indexes.datetimes._new_DatetimeIndex": "new_index",
        "pandas.Index": "Index",
        "pandas.core.indexes.base.Index": "Index",
        "pandas.core.indexes.numeric.Int64Index": "Index",
        "pandas.core.indexes.numeric.Float64Index": "Index",
        "pandas.DatetimeIndex": "DatetimeIndex",
        "pandas.core.indexes.datetimes.DatetimeIndex": "DatetimeIndex",
        "pandas.MultiIndex": "MultiIndex",
        "pandas.core.indexes.multi.MultiIndex": "MultiIndex",
        "pandas.RangeIndex": "RangeIndex",
        "pandas.core.indexes.range.RangeIndex": "RangeIndex",
        "pandas.core.indexes.frozen.FrozenList": "FrozenList",
        "pandas.arrays.DatetimeArray": "DatetimeArray",
        "pandas.core.arrays.datetimes.DatetimeArray": "DatetimeArray",
        "pandas.arrays.StringArray": "StringArray",
        "pandas.core.arrays.string_.StringArray": "StringArray",
        "pandas.StringDtype": "StringDtype",
        "pandas.core.arrays.string_.StringDtype": "StringDtype",
        "pandas.DatetimeTZDtype": "DatetimeTZDtype",
        "pandas.core.dtypes.dtypes.DatetimeTZDtype": "DatetimeTZDtype",
        "pandas.tseries.offsets.BusinessDay": "offset",
        "pandas.tseries.offsets.Day": "offset",
        "pandas._libs.tslibs.offsets.BusinessDay": "offset",
        "pandas._libs.tslibs.offsets.Day": "offset",
        "pytz._UTC": "utc",
    }
)
"""Every global that a frame of pandas 1.0 to 3.0 over numpy 1 or 2 names, and what it is here."""

_MOST_STEPS = 20_000_000
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_VALUES = frozenset(
    {
        *("BININT", "BININT1", "BININT2", "LONG1", "LONG4", "BINFLOAT", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
        *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    }
)
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_NOTHING = frozenset({"PROTO", "FRAME"})
_KEYS = (str, int, float, type(None))


class PickleRefused(ValueError):
    """The bytes are no pickle of plain values and frames; the text says where and why."""


@dataclass(slots=True, eq=False)
class Named:
    """A global of the allow-list, never looked up."""

    role: str


@dataclass(slots=True, eq=False)
class Made:
    """What the pickle would have called, with what, and the state that it would have set."""

    role: str
    args: tuple[Any, ...]
    state: Any = None


@dataclass(slots=True)
class _Machine:
    """The stack that a pickle works on."""

    stack: list[Any] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    memo: dict[int, Any] = field(default_factory=dict)

    def pop(self) -> Any:
        if not self.stack or (self.marks and len(self.stack) <= self.marks[-1]):
            raise PickleRefused("takes a value that it did not put down")
        return self.stack.pop()

    def pop_to_mark(self) -> list[Any]:
        if not self.marks:
            raise PickleRefused("ends a list that it did not begin")
        start = self.marks.pop()
        taken = self.stack[start:]
        del self.stack[start:]
        return taken

    def top(self, kind: type[Any]) -> Any:
        if not self.stack or not isinstance(self.stack[-1], kind):
            raise PickleRefused(f"fills something that is no {kind.__name__.lower()}")
        return self.stack[-1]


def value_in(content: bytes) -> Any:
    """The value: None, bool, int, float, str, bytes, list, tuple, dict, Named and Made; raises PickleRefused."""
    machine = _Machine()
    step = 0
    try:
        for code, argument, position in pickletools.genops(content):
            step += 1
            if step > _MOST_STEPS:
                raise PickleRefused(f"has more than {_MOST_STEPS} steps")
            if code.name == "STOP":
                return machine.pop()
            _take(machine, code.name, argument, position or 0)
    except PickleRefused:
        raise
    except (ValueError, OverflowError) as error:
        raise PickleRefused(f"is cut off or damaged: {str(error)[:200]}") from error
    raise PickleRefused("has no end")


def _take(machine: _Machine, name: str, argument: Any, position: int) -> None:
    stack = machine.stack
    if name in _VALUES:
        stack.append(argument)
    elif name in ("MEMOIZE", "BINPUT", "LONG_BINPUT"):
        machine.memo[len(machine.memo) if name == "MEMOIZE" else argument] = machine.top(object)
    elif name in ("BINGET", "LONG_BINGET"):
        if argument not in machine.memo:
            raise PickleRefused(f"repeats value {argument}, which it never held")
        stack.append(machine.memo[argument])
    elif name in _CONSTANTS:
        stack.append(_CONSTANTS[name])
    elif name == "MARK":
        machine.marks.append(len(stack))
    elif name in ("GLOBAL", "STACK_GLOBAL"):
        stack.append(_global(machine, argument))
    elif name in ("REDUCE", "NEWOBJ", "BUILD"):
        _make(machine, name)
    elif name not in _NOTHING:
        _collect(machine, name, position)


def _collect(machine: _Machine, name: str, position: int) -> None:
    """Lists, tuples and dictionaries."""
    stack = machine.stack
    if name in _TUPLES:
        taken = [machine.pop() for _ in range(_TUPLES[name])]
        stack.append(tuple(reversed(taken)))
    elif name == "TUPLE":
        stack.append(tuple(machine.pop_to_mark()))
    elif name in ("EMPTY_LIST", "EMPTY_DICT", "EMPTY_TUPLE"):
        stack.append({"EMPTY_LIST": list, "EMPTY_DICT": dict, "EMPTY_TUPLE": tuple}[name]())
    elif name in ("APPEND", "APPENDS"):
        added = [machine.pop()] if name == "APPEND" else machine.pop_to_mark()
        _list_to_fill(machine).extend(added)
    elif name in ("SETITEM", "SETITEMS"):
        pairs = [machine.pop(), machine.pop()][::-1] if name == "SETITEM" else machine.pop_to_mark()
        if len(pairs) % 2 or not all(isinstance(key, _KEYS) for key in pairs[::2]):
            raise PickleRefused("has a dictionary with keys that are no texts or numbers")
        machine.top(dict).update(zip(pairs[::2], pairs[1::2], strict=True))
    else:
        raise PickleRefused(f"has the opcode {name} at byte {position}, which no frame of pandas needs")


def _list_to_fill(machine: _Machine) -> list[Any]:
    """The list on top, or the elements of a FrozenList there."""
    top = machine.top(object)
    if isinstance(top, Made) and top.role == "FrozenList":
        filled: list[Any] = top.state if isinstance(top.state, list) else []
        top.state = filled
        return filled
    found: list[Any] = machine.top(list)
    return found


def _global(machine: _Machine, argument: str | None) -> Named:
    if argument is None:
        name, module = machine.pop(), machine.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise PickleRefused("names a global that is no text")
        argument = f"{module} {name}"
    full = argument.replace(" ", ".", 1)
    if full not in ALLOWED:
        raise PickleRefused(f"names the global {full[:120]!r}, which no frame of pandas needs")
    return Named(ALLOWED[full])


def _make(machine: _Machine, name: str) -> None:
    value = machine.pop()
    if name == "BUILD":
        machine.top(Made).state = value
        return
    called = machine.pop()
    if not isinstance(called, Named) or not isinstance(value, tuple):
        raise PickleRefused("calls something that has no name")
    if called.role == "bytes" and value == ():
        machine.stack.append(b"")  # as protocol 2 writes no bytes at all
    else:
        machine.stack.append(_encoded(value) if called.role == "encode" else Made(called.role, value))


def _encoded(args: tuple[Any, ...]) -> bytes:
    """Bytes, as protocol 2 writes them."""
    match args:
        case (str() as text, "latin1"):
            return text.encode("latin1")
        case (str() as text,) if text == "":
            return b""
    raise PickleRefused("turns something into bytes in a way that pickles do not")
