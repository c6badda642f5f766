"""The classes of a file: what `self` is, and what a class may be made from and define."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from aistock.library import _code_words as words
from aistock.library._code_names import Names, bindings
from aistock.library._code_top import called_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Names that stand for an object of the file's own classes, and methods that want one."""

    selves: frozenset[str]
    plain_methods: frozenset[str]

    @staticmethod
    def of(tree: ast.Module, names: Names) -> "Own":
        """`self` and `cls`, unless the file binds them to anything that a caller chooses."""
        nodes = list(ast.walk(tree))
        methods = [
            part for node in nodes if isinstance(node, ast.ClassDef) for part in node.body if isinstance(part, ast.FunctionDef)
        ]
        firsts: set[int] = set()
        plain: set[str] = set()
        for method in methods:
            decorators = [_decorator_name(one, names) for one in method.decorator_list]
            if all(one in words.DECORATORS and one != "staticmethod" for one in decorators):
                firsts.update(id(one) for one in (*method.args.posonlyargs, *method.args.args)[:1])
            if not {"staticmethod", "classmethod"} & set(decorators):
                plain.add(method.name)
        chosen = {name for node in nodes for name, _ in bindings(node) if id(node) not in firsts}
        return Own(selves=frozenset({"self", "cls"} - chosen), plain_methods=frozenset(plain))

    def is_own(self, node: ast.AST) -> bool:
        """The node is such a name."""
        return isinstance(node, ast.Name) and node.id in self.selves


def base_faults(node: ast.ClassDef, names: Names) -> Iterator[ast.expr]:
    """Bases that are neither plain ones nor classes of the file."""
    for base in node.bases:
        named = base.value if isinstance(base, ast.Subscript) else base
        made_here = isinstance(named, ast.Name) and names.kinds(named.id) == {"function"}
        if not made_here and called_name(named, names) not in words.BASES:
            yield base


def _decorator_name(node: ast.expr, names: Names) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr in ("setter", "getter", "deleter"):
        return "property"
    return called_name(node.func if isinstance(node, ast.Call) else node, names)
