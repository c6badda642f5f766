"""Qlib expressions, read but not run: which fields they need and how far they look ahead.

Qlib evaluates expressions with Python's eval; only what this grammar admits may reach it.
"""

import ast
import re
from dataclasses import dataclass

ROLLING = frozenset(
    (
        "Mean", "Sum", "Std", "Var", "Skew", "Kurt", "Max", "Min",
        "IdxMax", "IdxMin", "Quantile", "Med", "Mad", "Rank", "Count", "Delta",
        "Slope", "Rsquare", "Resi", "WMA", "EMA", "Corr", "Cov",
    )
)  # fmt: skip
ELEMENTWISE = frozenset(
    (
        "Abs", "Sign", "Log", "Not", "Power", "Add", "Sub", "Mul", "Div", "Greater",
        "Less", "And", "Or", "Eq", "Ne", "Gt", "Ge", "Lt", "Le", "If",
    )
)  # fmt: skip
OPERATORS = ROLLING | ELEMENTWISE | {"Ref"}

_FIELD = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitAnd, ast.BitOr)
_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Expression:
    """What an expression reads: fields without the dollar sign, and the sessions after its own day that it sees."""

    text: str
    fields: frozenset[str]
    lookahead: int


class ExpressionError(ValueError):
    """An expression outside the grammar; the text says which part."""


def read_expression(text: str) -> Expression:
    """The expression's fields and look-ahead, or an ExpressionError that names the first part it may not hold."""
    tree = to_tree(text)
    fields: set[str] = set()
    ahead = _lookahead(tree, fields, text, 0)
    if not fields:
        raise ExpressionError(f"{text!r} reads no field; name one, such as $close")
    return Expression(text, frozenset(fields), max(ahead, 0))


def to_tree(text: str) -> ast.expr:
    """The expression as Python's syntax tree, each $field as the name field__field; nothing is checked but syntax."""
    if "__" in text:
        raise ExpressionError(f"{text!r} holds '__'; fields and operators have no such names")
    try:
        return ast.parse(_FIELD.sub(r"field__\1", text), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError(f"{text!r} is no expression ({error}); correct it") from error


def _lookahead(node: ast.expr, fields: set[str], text: str, depth: int) -> int:
    """The latest session the node sees, relative to its own day; negative when it sees only the past."""
    if depth > _MAX_DEPTH:
        raise ExpressionError(f"{text[:80]!r}… nests deeper than {_MAX_DEPTH}; split it")

    def inner(child: ast.expr) -> int:
        return _lookahead(child, fields, text, depth + 1)

    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return -(10**6)
        case ast.Name(id=name) if name.startswith("field__"):
            fields.add(name.removeprefix("field__"))
            return 0
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return inner(operand)
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _ARITHMETIC):
            return max(inner(left), inner(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if isinstance(op, _COMPARISONS):
            return max(inner(left), inner(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in OPERATORS and args:
            return _call(name, args, [inner(arg) for arg in args], text)
    raise ExpressionError(f"{text!r} holds {ast.unparse(node)[:60]!r}, which no Qlib expression may; use operators and $fields")


def _call(name: str, args: list[ast.expr], seen: list[int], text: str) -> int:
    """A reference shifts what its operand sees; a rolling window only looks back."""
    if name in ELEMENTWISE:
        return max(seen)
    window = _number(args[-1] if name != "Quantile" else args[1]) if len(args) > 1 else None
    if window is None or (name != "Ref" and window <= 0) or (name == "Ref" and (window == 0 or window != int(window))):
        raise ExpressionError(
            f"{text!r}: {name} needs a window that is a number, and not 0; windows of 0 depend on the start of the data"
        )
    return seen[0] - int(window) if name == "Ref" else max(seen[:-1])


def _number(node: ast.expr) -> float | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
