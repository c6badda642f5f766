"""Calls of pandas that take the name of a method as text, as in frame.agg("mean")."""

import ast
from collections.abc import Callable, Iterator

from aistock.library import _code_words as words
from aistock.library._code_names import Names

Refused = Callable[[str], tuple[str, str] | None]

_FUNCTION_KEYWORDS = ("func", "aggfunc")


class Dispatch:
    """Judges what stands where a method's name may stand: a plain text that is no refused name, or a function for certain."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def refused(self, node: ast.Call, refused: Refused) -> Iterator[tuple[ast.AST, str]]:
        """Arguments of a call that could name a method nobody sees."""
        if isinstance(node.func, ast.Attribute) and node.func.attr in words.DISPATCHERS:
            holder = node.func.value
            if self._names.dotted(holder) is not None or (isinstance(holder, ast.Name) and self._names.is_class(holder.id)):
                yield node, f"{node.func.attr} is taken from its class, so that a method's name could be at any place"
        for value in self._candidates(node):
            if value is None:
                yield node, "the arguments are spread, so that a method's name could be among them"
            elif (what := self._of_keyword(node, value, refused)) is not None:
                yield value, what

    def _candidates(self, node: ast.Call) -> Iterator[ast.expr | None]:
        name = self._called(node.func)
        place = self._place(name, node.func)
        if place is not None:
            yield from (None for one in node.args if isinstance(one, ast.Starred))
            yield from (None for one in node.keywords if one.arg is None)
            last = place + 1 if name in words.DISPATCHERS else len(node.args)
            yield from (one for one in node.args[place:last] if not isinstance(one, ast.Starred))
        # Without a function in front every keyword of agg is a column of the result, whatever its name.
        in_front = bool(node.args) and not (isinstance(node.args[0], ast.Constant) and node.args[0].value is None)
        for keyword in node.keywords:
            if keyword.arg in _FUNCTION_KEYWORDS or (name in ("agg", "aggregate") and not in_front and keyword.arg is not None):
                yield keyword.value

    def _called(self, function: ast.expr) -> str:
        """The last name of what is called, as its module names it."""
        dotted = self._names.dotted(function)
        if dotted is not None:
            return dotted.rpartition(".")[2]
        return function.attr if isinstance(function, ast.Attribute) else ""

    def _place(self, name: str, function: ast.expr) -> int | None:
        """Where the first name of a method may stand among the arguments; a method taken from its class has the frame before."""
        taken = self._names.dotted(function) is not None
        if name in words.DISPATCHERS and isinstance(function, ast.Attribute):
            return 0
        return {"pivot_table": 4 if taken else 3, "crosstab": 5}.get(name)

    def _fault(self, value: ast.expr, refused: Refused) -> str | None:
        match value:
            case ast.Constant(value=str() as text):
                return None if text in words.METHOD_TEXTS else f"{text!r} is no method that may be named by a text"
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
            case ast.Attribute(attr=name) if self._names.dotted(value) is not None and not name[:1].isupper():
                return None
            case ast.Call(func=function, args=[first, *_]) if self._names.dotted(function) == "functools.partial":
                return self._fault(first, refused)
            case ast.Call(func=function, args=parts, keywords=keywords) if self._names.dotted(function) == "pandas.NamedAgg":
                values = [*parts, *(keyword.value for keyword in keywords)]
                return self._labelled(values, refused)
        return "a method's name is made while the code runs"

    def _first_fault(self, parts: list[ast.expr], refused: Refused) -> str | None:
        return next((fault for part in parts if (fault := self._fault(part, refused)) is not None), None)

    def _of_keyword(self, node: ast.Call, value: ast.expr, refused: Refused) -> str | None:
        """A fault of an argument; agg(x=("column", "mean")) has a column before the method."""
        named = any(keyword.value is value and keyword.arg not in _FUNCTION_KEYWORDS for keyword in node.keywords)
        if named and isinstance(value, ast.Tuple):
            return self._labelled(value.elts, refused)
        return self._fault(value, refused)

    def _labelled(self, parts: list[ast.expr], refused: Refused) -> str | None:
        """A column, which is no method for certain, then what is judged as ever."""
        match parts:
            case [ast.Constant(value=str() as column), function]:
                if refused(column) is not None or column in words.DISPATCHERS | words.PIVOTS:
                    return f"{column!r} is a column here, and a refused method elsewhere"
                return self._fault(function, refused)
        return self._first_fault(parts, refused)
