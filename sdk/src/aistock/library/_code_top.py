"""What factor code does when it is only imported: it may define and name things, and nothing else."""

import ast
from collections.abc import Iterable, Iterator

from aistock.library import _code_words as words
from aistock.library._code_names import Names

Place = tuple[int, int, str, str]


def top_level_findings(tree: ast.Module, names: Names) -> Iterator[Place]:
    """Statements and calls outside functions that do more than define; what stands under `__main__` is no import."""
    for statement in _statements(tree.body):
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.If() | ast.Try() | ast.Expr(value=ast.Constant()):
                pass
            case ast.FunctionDef() | ast.ClassDef() | ast.Assign() | ast.AnnAssign():
                pass
            case ast.Expr(value=ast.Call() as call) if _pure(call, names):
                pass
            case _:
                yield _place(statement, f"a {type(statement).__name__.lower()} statement runs when the file is imported")
                continue
        for expression in _evaluated(statement, names):
            for call in _calls(expression):
                if not _pure(call, names):
                    yield _place(call, f"{_shown(call.func)}() is called when the file is imported")
        for decorator in getattr(statement, "decorator_list", ()):
            yield from _decorator(decorator, names)


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run at import, those of classes and of branches with them."""
    waiting = list(body)
    while waiting:
        statement = waiting.pop(0)
        yield statement
        match statement:
            case ast.If() if _is_main(statement.test):
                waiting = [*statement.orelse, *waiting]
            case ast.If():
                waiting = [*statement.body, *statement.orelse, *waiting]
            case ast.ClassDef():
                waiting = [*statement.body, *waiting]
            case ast.Try():
                handled = [line for handler in statement.handlers for line in handler.body]
                waiting = [*statement.body, *handled, *statement.orelse, *statement.finalbody, *waiting]


def _is_main(test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[ast.Constant(value="__main__")]):
            return True
    return False


def _evaluated(statement: ast.stmt, names: Names) -> Iterator[ast.expr]:
    match statement:
        case ast.FunctionDef(args=arguments, returns=returns):
            yield from (one for one in (*arguments.defaults, *arguments.kw_defaults) if one is not None)
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            yield from (one.annotation for one in every if one.annotation is not None)
            yield from (one.annotation for one in (arguments.vararg, arguments.kwarg) if one and one.annotation is not None)
            if returns is not None:
                yield returns
        case ast.ClassDef(bases=bases, keywords=keywords):
            yield from bases
            yield from (keyword.value for keyword in keywords)
        case ast.Assign(value=value):
            yield value
            yield from statement.targets
        case ast.AnnAssign(value=value, annotation=annotation):
            yield annotation
            if value is not None:
                yield value
        case ast.If(test=test):
            yield test
        case ast.Expr(value=value):
            yield value


def _calls(expression: ast.expr) -> Iterator[ast.Call]:
    """Calls that an expression makes at once; the body of a lambda waits."""
    waiting: list[ast.AST] = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            yield node
        waiting.extend([] if isinstance(node, ast.Lambda) else ast.iter_child_nodes(node))


def _pure(call: ast.Call, names: Names) -> bool:
    name = called_name(call.func, names)
    return name is not None and (name in words.PURE_CALLS or name.startswith("math."))


def _decorator(decorator: ast.expr, names: Names) -> Iterator[Place]:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    accessor = isinstance(function, ast.Attribute) and function.attr in ("setter", "getter", "deleter")
    if not accessor and called_name(function, names) not in words.DECORATORS:
        yield _place(decorator, f"@{_shown(function)} runs when the file is imported")
    for part in (*decorator.args, *(one.value for one in decorator.keywords)) if isinstance(decorator, ast.Call) else ():
        yield from (
            _place(call, f"{_shown(call.func)}() is called when the file is imported")
            for call in _calls(part)
            if not _pure(call, names)
        )


def called_name(function: ast.expr, names: Names) -> str | None:
    """The full name of an import or the name of a builtin; None for anything else."""
    if isinstance(function, ast.Name) and not names.kinds(function.id) and function.id in words.BUILTINS:
        return function.id
    return names.dotted(function)


def _shown(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name, value=ast.Name(id=root)):
            return f"{root}.{name}"
        case ast.Attribute(attr=name):
            return f"….{name}"
    return "…"


def _place(node: ast.AST, what: str) -> Place:
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1, "top_level", what
