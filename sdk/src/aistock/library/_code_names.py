"""Names that a file binds, and what each may stand for; a name that is bound in two ways stands for nothing certain."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from aistock.library import _code_words as words

FUNCTION, VALUE = "function", "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What each name is bound to anywhere in the file: a function, a value, or the dotted name of an import."""

    bound: Mapping[str, frozenset[str]]
    methods: frozenset[str]
    """Methods of the file's classes that are nothing else anywhere."""
    classes: frozenset[str]
    private: frozenset[str]
    """Attributes that the file's classes bind, such as _cache."""

    @staticmethod
    def of(tree: ast.Module) -> "Names":
        """The names of a file."""
        bound: dict[str, set[str]] = {}
        lambdas = {id(node.targets[0]) for node in ast.walk(tree) if _names_lambda(node)}
        for node in ast.walk(tree):
            for name, kind in bindings(node):
                bound.setdefault(name, set()).add(FUNCTION if id(node) in lambdas else kind)
        bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        methods = frozenset(part.name for body in bodies for part in body if isinstance(part, ast.FunctionDef))
        assigned = frozenset(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_bound(node))
        named = frozenset(node.id for body in bodies for part in body for node in ast.walk(part) if _is_bound_name(node))
        return Names(
            bound={name: frozenset(kinds) for name, kinds in bound.items()},
            methods=methods - assigned - named,
            classes=frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)),
            private=frozenset(name for name in methods | assigned | named if name.startswith("_")),
        )

    def kinds(self, name: str) -> frozenset[str]:
        """Everything that a name is bound to; empty when the file does not bind it."""
        return self.bound.get(name, frozenset())

    def is_function(self, name: str) -> bool:
        """The name is a function or class of the file, an import, or a builtin, and nothing else."""
        kinds = self.kinds(name)
        if not kinds:
            return name in words.BUILTINS
        return VALUE not in kinds and len(kinds) == 1

    def is_class(self, name: str) -> bool:
        """The name is a class of the file."""
        return name in self.classes

    def dotted(self, node: ast.AST) -> str | None:
        """The full name of an expression that begins with an import, such as numpy.linalg.norm; None for any other."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        kinds = self.kinds(node.id)
        if len(kinds) != 1 or kinds & {FUNCTION, VALUE}:
            return None
        return ".".join([next(iter(kinds)), *reversed(parts)])


def _is_bound(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, (ast.Store, ast.Del))


def _is_bound_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del))


def _names_lambda(node: ast.AST) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.Lambda)


def bindings(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that a node binds, and to what."""
    match node:
        case ast.Import(names=aliases):
            for alias in aliases:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
        case ast.ImportFrom(module=module, names=aliases):
            for alias in aliases:
                yield alias.asname or alias.name, f"{module or ''}.{alias.name}"
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name, FUNCTION
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name, VALUE
        case ast.arg(arg=name):
            yield name, VALUE
        case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name) | ast.MatchStar(name=str() as name):
            yield name, VALUE
        case ast.MatchMapping(rest=str() as name):
            yield name, VALUE
