"""What a tree of factor code names, reaches and calls, judged node by node."""

import ast
import re
from collections.abc import Iterable

from aistock.library import _code_words as words
from aistock.library._code_dispatch import Dispatch
from aistock.library._code_findings import Finding
from aistock.library._code_names import Names
from aistock.library._code_top import top_level_findings

_DUNDER = re.compile(r"__\w+__")
_ASYNC = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)

_REMEDIES = {
    "async": "write a plain function",
    "code_from_text": "write the expression itself, such as frame[frame['volume'] > 0]",
    "dispatch": "name the method as a plain text, or give a function that this file defines",
    "dynamic_attribute": "write the attribute's name out",
    "escape": "compute with the frame and with plain functions only",
    "file": "take what is needed as an argument and return the result; AIstock reads and writes",
    "import": "import only numpy, pandas, scipy and the plain modules that the documentation lists",
    "module": "import what is needed by its own name",
    "relative_import": "put what is needed into this file",
    "script": "write a function of a frame indexed by (datetime, instrument), such as def factor_x(df), that returns the values",
    "settings": "leave settings, pictures and other modules as they are",
    "top_level": "move it into the function",
    "unknown_name": "define it in this file, or import it",
}


def findings_of(tree: ast.Module) -> tuple[Finding, ...]:
    """Every refused place, by line; a place is told once."""
    walk = _Walk(tree)
    walk.run()
    found = (*walk.found, *top_level_findings(tree, walk.names))
    scripts = {place[:2] for place in found if place[2] == "script"}
    places: dict[tuple[int, int, str], Finding] = {}
    for line, column, rule, what in found:
        if rule != "file" or (line, column) not in scripts:
            finding = Finding(line=line, column=column, rule=rule, what=what, remedy=_REMEDIES[rule])
            places.setdefault((line, column, rule), finding)
    return tuple(sorted(places.values()))


class _Walk:
    """One pass over a tree; each kind of node has a method of its own, so that a screen shows all that is asked of it."""

    def __init__(self, tree: ast.Module) -> None:
        self.names = Names.of(tree)
        self.found: list[tuple[int, int, str, str]] = []
        nodes = list(ast.walk(tree))
        self._called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
        self._documentation = {
            id(node.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        self._compared = {id(one) for node in nodes if isinstance(node, ast.Compare) for one in (node.left, *node.comparators)}
        self._allowed = {id(inner) for node in nodes if (inner := _submodule(node)) is not None}
        self._dispatch = Dispatch(self.names)
        self._nodes = nodes

    def run(self) -> None:
        """Judge every node."""
        for node in self._nodes:
            match node:
                case ast.Import() | ast.ImportFrom():
                    self._import(node)
                case ast.Attribute():
                    self._attribute(node)
                case ast.Name():
                    self._name(node)
                case ast.Call():
                    self._call(node)
                case ast.Constant(value=str() as text):
                    self._text(node, text)
                case ast.FunctionDef() | ast.ClassDef():
                    self._definition(node)
                case ast.MatchClass():
                    self._add(node, "escape", "a class pattern reads attributes by name")
                case ast.Subscript(ctx=ast.Store() | ast.Del()) if self.names.dotted(node.value):
                    self._add(node, "settings", f"{self.names.dotted(node.value)} is changed for the whole process")
                case _ if isinstance(node, _ASYNC):
                    self._add(node, "async", "this runs beside other code")

    def _add(self, node: ast.AST, rule: str, what: str) -> None:
        self.found.append((getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1, rule, what))

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            name = alias.asname or ""
            if name.startswith("__") or name in words.FORBIDDEN_BUILTINS:
                self._add(alias, "escape", f"an import is named {name}")
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._module(alias, alias.name)
            return
        if node.level:
            self._add(node, "relative_import", f"from {'.' * node.level}{node.module or ''} import … reads a neighbour")
            return
        module = node.module or ""
        self._module(node, module)
        for alias in node.names if module in words.MODULES else ():
            if f"{module}.{alias.name}" in words.MODULES:
                continue
            if alias.name == "*":
                self._add(alias, "import", f"from {module} import * hides what is used")
            else:
                self._reached(alias, alias.name)

    def _module(self, node: ast.AST, name: str) -> None:
        if name not in words.MODULES:
            self._add(node, "import", f"import of {name}")

    def _attribute(self, node: ast.Attribute) -> None:
        own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        parent = own or _is_super(node.value)
        if id(node) in self._allowed or self.names.dotted(node) == "re.compile" or (parent and node.attr in words.DUNDERS):
            return
        if own and (node.attr in self.names.methods or _is_private(node.attr)):
            return
        self._reached(node, node.attr)
        if isinstance(node.ctx, (ast.Store, ast.Del)) and self.names.dotted(node):
            self._add(node, "settings", f"{self.names.dotted(node)} is changed for the whole process")
        if node.attr in words.DISPATCHERS and id(node) not in self._called:
            self._add(node, "dispatch", f".{node.attr} is handed on, so that it can be given any method's name")

    def _reached(self, node: ast.AST, name: str) -> None:
        """A name behind a dot, after `from … import`, or in getattr."""
        refused = refused_attribute(name)
        if refused is not None:
            self._add(node, *refused)

    def _name(self, node: ast.Name) -> None:
        name = node.id
        if name in ("getattr", "hasattr", "type") and id(node) in self._called and not self.names.kinds(name):
            return
        if name in words.FORBIDDEN_BUILTINS:
            rule = "file" if name in ("open", "input") else "code_from_text" if name in words.TEXT_AS_CODE else "escape"
            self._add(node, rule, f"{name} is used")
        elif _DUNDER.fullmatch(name) and name not in (words.BUILTINS | words.DUNDER_CONSTANTS):
            self._add(node, "escape", f"{name} is used")
        elif isinstance(node.ctx, ast.Load) and name not in words.BUILTINS and not self.names.kinds(name):
            self._add(node, "unknown_name", f"{name} is nowhere defined")

    def _call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(id="getattr" | "hasattr" as name):
                self._named_attribute(node, name)
            case ast.Name(id="type") if id(node) not in self._compared:
                self._add(node, "escape", "type gives what makes classes while the code runs; compare it, or use isinstance")
            case ast.Name(id="print") if any(one.arg in ("file", None) for one in node.keywords):
                self._add(node, "file", "print writes to a file")
            case ast.Attribute(attr="format" | "format_map", value=receiver) if not isinstance(receiver, ast.Constant):
                self._add(node, "dynamic_attribute", "a text that is made while the code runs reads attributes")
            case ast.Attribute(attr=name) if refused_attribute(name, files_only=True) and _names_script_file(node):
                self._add(node, "script", "this is a script: it reads daily_pv.h5 or writes result.h5 itself")
        for place, what in self._dispatch.refused(node, refused_attribute):
            self._add(place, "dispatch", what)

    def _named_attribute(self, node: ast.Call, name: str) -> None:
        named = node.args[1] if len(node.args) > 1 else None
        if not isinstance(named, ast.Constant) or not isinstance(named.value, str) or node.keywords:
            self._add(node, "dynamic_attribute", f"{name} with a name that is made while the code runs")
        elif named.value in words.DISPATCHERS:
            self._add(node, "dispatch", f"{name} gives {named.value}, which takes any method's name")
        else:
            self._reached(node, named.value)

    def _text(self, node: ast.Constant, text: str) -> None:
        if id(node) not in self._documentation and text != "__main__" and _DUNDER.search(text):
            self._add(node, "escape", f"a text names {_DUNDER.findall(text)[0]}")

    def _definition(self, node: ast.FunctionDef | ast.ClassDef) -> None:
        if node.name.startswith("__") and node.name not in words.DUNDERS:
            self._add(node, "escape", f"{node.name} is defined")
        if node.name in words.FORBIDDEN_BUILTINS:
            self._add(node, "escape", f"{node.name} hides a builtin")
        if isinstance(node, ast.ClassDef):
            for keyword in node.keywords:
                self._add(keyword.value, "escape", "a class is made in a way of its own")


def refused_attribute(name: str, *, files_only: bool = False) -> tuple[str, str] | None:
    """The rule that a name behind a dot breaks, and what it does."""
    bare = name.strip("_")
    if _is_file_name(bare):
        return "file", f"{name} reaches a file or the network"
    if files_only:
        return None
    if bare in words.MODULE_NAMES:
        return "module", f"{name} is reached through another module"
    if name.startswith("_") or bare in words.ESCAPES:
        return "escape", f"{name} reaches into the interpreter"
    if bare in words.TEXT_AS_CODE:
        return "code_from_text", f"{name} runs a text"
    return ("settings", f"{name} changes more than the result") if bare in words.SETTINGS else None


def _is_file_name(name: str) -> bool:
    if name in words.FILE_NAMES:
        return True
    return bool(words.FILE_PATTERN.fullmatch(name)) and name not in (words.TO_METHODS | words.FILE_HARMLESS)


def _is_private(name: str) -> bool:
    """A name of the object's own, such as _cache."""
    return name.startswith("_") and not name.startswith("__") and name.strip("_") not in words.MODULE_NAMES


def _is_super(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="super")):
            return True
    return False


def _submodule(node: ast.AST) -> ast.AST | None:
    """The part of pandas.api.types or numpy.lib.stride_tricks that would be refused alone."""
    match node:
        case ast.Attribute(attr="stride_tricks", value=ast.Attribute(attr="lib", value=ast.Name()) as inner):
            return inner
        case ast.Attribute(attr="types", value=ast.Attribute(attr="api", value=ast.Name())):
            return node
    return None


def _names_script_file(node: ast.Call) -> bool:
    values: Iterable[ast.expr] = (*node.args, *(keyword.value for keyword in node.keywords))
    texts = [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(text.replace("\\", "/").endswith((words.INPUT_FILE, words.OUTPUT_FILE)) for text in texts)
