"""Features of a provider directory evaluated on whole panels: Qlib's expressions, Qlib's numbers, a tenth of the time.

Qlib evaluates each expression for each instrument on its own. A test holds the values here against Qlib's.
"""

import ast
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aistock.qlib import panel_ops
from aistock.qlib.expressions import read_expression, to_tree

_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "Add", ast.Sub: "Sub", ast.Mult: "Mul", ast.Div: "Div",
    ast.Gt: "Gt", ast.GtE: "Ge", ast.Lt: "Lt", ast.LtE: "Le", ast.Eq: "Eq", ast.NotEq: "Ne",
}  # fmt: skip


def can_evaluate(texts: Sequence[str]) -> bool:
    """Every operator of every expression is known here; else Qlib itself must evaluate them."""
    return all(panel_ops.supports(_operators(text)) for text in texts)


def evaluate(provider: Path, universe: str, features: Mapping[str, str], sessions: Sequence[date]) -> pd.DataFrame:
    """Values as float32, rows (datetime, instrument) of the pool on all sessions, columns in the order of the features."""
    listed = _spans(provider / "instruments" / f"{universe}.txt", sessions)
    codes = sorted(listed)
    fields = sorted({field for text in features.values() for field in read_expression(text).fields})
    evaluator = Evaluator({field: _field(provider, field, codes, len(sessions)) for field in fields})
    member = np.column_stack([listed[code] for code in codes])
    day, stock = np.nonzero(member)
    days = pd.DatetimeIndex([pd.Timestamp(one) for one in sessions])
    index = pd.MultiIndex.from_arrays([days[day], np.array(codes, dtype=object)[stock]], names=["datetime", "instrument"])
    columns = {name: evaluator.values(text)[member] for name, text in features.items()}
    return pd.DataFrame(columns, index=index, columns=list(features))


class Evaluator:
    """Evaluates expressions over the same panels; equal parts are evaluated once."""

    def __init__(self, fields: Mapping[str, pd.DataFrame]) -> None:
        """Takes a float32 panel for each field; an instrument's life begins at its first number in any of them."""
        self._fields = fields
        shape = next(iter(fields.values())).shape
        first = np.min([panel_ops.first_rows(one.to_numpy()) for one in fields.values()], axis=0)
        self._alive = np.arange(shape[0])[:, None] >= first
        self._known: dict[str, Any] = {}

    def values(self, text: str) -> NDArray[np.float32]:
        """The expression's values as float32."""
        found = self._of(to_tree(text))
        with np.errstate(over="ignore"):
            values: NDArray[np.float32] = found.to_numpy(dtype="float32")
        return values

    def _of(self, node: ast.expr) -> Any:
        key = ast.dump(node)
        if key not in self._known:
            with np.errstate(all="ignore"):
                self._known[key] = self._compute(node)
        return self._known[key]

    def _compute(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self._fields[name.removeprefix("field__")]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._of(operand)
            case ast.UnaryOp(operand=operand):
                return self._of(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return self._apply(_SYMBOLS[type(op)], [left, right])
            case ast.Compare(left=left, ops=[comparison], comparators=[right]):
                return self._apply(_SYMBOLS[type(comparison)], [left, right])
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._apply(name, args)
        raise ValueError(f"{ast.unparse(node)!r} is no expression")  # pragma: no cover - read_expression refused it before

    def _apply(self, name: str, nodes: Sequence[ast.expr]) -> Any:
        arguments = [self._of(node) for node in nodes]
        if name in panel_ops.ROLLING:
            return panel_ops.ROLLING[name](*arguments)
        if name in panel_ops.ELEMENTWISE:
            return panel_ops.ELEMENTWISE[name](*arguments)
        # A comparison with nothing is false to Qlib, and counts in a window; before an instrument's life nothing counts.
        return panel_ops.COMPARISONS[name](*arguments).astype("float64").where(self._alive)


def _operators(text: str) -> list[str]:
    tree = to_tree(text)
    calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    symbols = [type(node.op) for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    return calls + [_SYMBOLS.get(symbol, symbol.__name__) for symbol in symbols]


def _field(provider: Path, field: str, codes: Sequence[str], sessions: int) -> pd.DataFrame:
    """One field of all instruments; a file begins with the number of its first session."""
    panel = np.full((sessions, len(codes)), np.nan, dtype="float32")
    for column, code in enumerate(codes):
        stored = np.fromfile(provider / "features" / code.lower() / f"{field}.day.bin", dtype="<f4")
        start = int(stored[0])
        values = stored[1 : 1 + sessions - start]
        panel[start : start + len(values), column] = values
    return pd.DataFrame(panel, columns=list(codes))


def _spans(path: Path, sessions: Sequence[date]) -> dict[str, NDArray[np.bool_]]:
    """For each code of the pool, the sessions on which it belongs to it."""
    days = np.array([day.isoformat() for day in sessions])
    found: dict[str, NDArray[np.bool_]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            code, first, last = line.strip().split("\t")[:3]
            inside = (days >= first[:10]) & (days <= last[:10])
            found[code] = found.get(code, np.zeros(len(days), dtype=bool)) | inside
    return found
