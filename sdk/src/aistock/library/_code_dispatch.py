"""Calls of pandas that take the name of a method as text, as in frame.agg("mean")."""

import ast
from collections.abc import Callable, Iterator

from aistock.library import _code_words as words
from aistock.library._code_names import Names

Refused = Callable[[str], tuple[str, str] | None]

_PLACES = {"pivot_table": 3, "crosstab": 5}
_FUNCTION_KEYWORDS = ("func", "aggfunc")
_SETTING_KEYWORDS = frozenset(
    {"axis", "engine", "engine_kwargs", "raw", "result_type", "args", "numeric_only", "min_count", "skipna", "by_row"}
)


class Dispatch:
    """Judges what stands where a method's name may stand: a plain text that is no refused name, or a function for certain."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def refused(self, node: ast.Call, refused: Refused) -> Iterator[tuple[ast.AST, str]]:
        """Arguments of a call that could name a method nobody sees."""
        for value in self._candidates(node):
            if value is None:
                yield node, "the arguments are spread, so that a method's name could be among them"
            elif (what := self._fault(value, refused)) is not None:
                yield value, what

    def _candidates(self, node: ast.Call) -> Iterator[ast.expr | None]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        dispatches = isinstance(node.func, ast.Attribute) and name in words.DISPATCHERS
        place = 0 if dispatches else _PLACES.get(name)
        if place is not None:
            yield from (None for one in node.args[: place + 1] if isinstance(one, ast.Starred))
            yield from (one for one in node.args[place : place + 1] if not isinstance(one, ast.Starred))
        for keyword in node.keywords:
            if keyword.arg is None:
                if place is not None:
                    yield None
            elif keyword.arg in _FUNCTION_KEYWORDS or (name in ("agg", "aggregate") and keyword.arg not in _SETTING_KEYWORDS):
                yield keyword.value

    def _fault(self, value: ast.expr, refused: Refused) -> str | None:
        match value:
            case ast.Constant(value=str() as text):
                found = refused(text)
                return None if found is None else found[1]
            case ast.Constant() | ast.Lambda():
                return None
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return self._first_fault(parts, refused)
            case ast.Dict(values=parts):
                return self._first_fault(parts, refused)
            case ast.Name(id=name) if self._names.is_function(name):
                return None
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if name in self._names.methods:
                return None
            case ast.Attribute() if self._names.dotted(value) is not None:
                return None
            case ast.Call(func=function, args=[first, *_]) if self._names.dotted(function) == "functools.partial":
                return self._fault(first, refused)
            case ast.Call(func=function, args=parts, keywords=keywords) if self._names.dotted(function) == "pandas.NamedAgg":
                return self._first_fault([*parts, *(keyword.value for keyword in keywords)], refused)
        return "a method's name is made while the code runs"

    def _first_fault(self, parts: list[ast.expr], refused: Refused) -> str | None:
        return next((fault for part in parts if (fault := self._fault(part, refused)) is not None), None)
