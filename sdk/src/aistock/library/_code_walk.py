"""What a tree of factor code names, reaches and calls, judged node by node."""

import ast
import re
from collections.abc import Iterable

from aistock.library import _code_words as words
from aistock.library._code_dispatch import Dispatch
from aistock.library._code_findings import Finding
from aistock.library._code_names import Names, bindings
from aistock.library._code_own import Own, base_faults
from aistock.library._code_public import PUBLIC
from aistock.library._code_texts import has_plain_fields
from aistock.library._code_top import top_level_findings

_DUNDER = re.compile(r"__\w+__")
_FORMATS = frozenset({"format", "format_map"})
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
    "unlisted": "use what the documentation lists, or compute it in plain steps",
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
        self._nodes = list(ast.walk(tree))
        self._own = Own.of(tree, self.names)
        self._called = {id(node.func) for node in self._nodes if isinstance(node, ast.Call)}
        self._documentation = {
            id(node.value) for node in self._nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        self._compared = {
            id(one) for node in self._nodes if isinstance(node, ast.Compare) for one in (node.left, *node.comparators)
        }
        self._entered = {id(node.value): node.attr for node in self._nodes if isinstance(node, ast.Attribute)}
        self._dispatch = Dispatch(self.names)

    def run(self) -> None:
        """Judge every node."""
        for node in self._nodes:
            self._form(node)
            self._bound(node)
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

    def _add(self, node: ast.AST, rule: str, what: str) -> None:
        self.found.append((getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1, rule, what))

    def _form(self, node: ast.AST) -> None:
        """The syntax is known, whatever the names in it."""
        if type(node).__name__ not in words.NODES:
            self._add(node, "unlisted", f"{type(node).__name__} is no syntax that the audit judges")
        if isinstance(node, _ASYNC):
            self._add(node, "async", "this runs beside other code")
        elif isinstance(node, ast.comprehension) and node.is_async:
            self._add(node.target, "async", "this runs beside other code")

    def _bound(self, node: ast.AST) -> None:
        """No name that is bound hides a module, or one of the interpreter's own."""
        for name, kind in bindings(node):
            if any(other in words.MODULES for other in self.names.kinds(name) - {kind}):
                self._add(node, "module", f"{name} is a module in another place of this file")
        named = getattr(node, "names", ()) if isinstance(node, (ast.Global, ast.Nonlocal)) else ()
        kinds = (ast.arg, ast.keyword, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping)
        if isinstance(node, kinds):
            named = [getattr(node, field, None) or "" for field in ("arg", "name", "rest")]
        for name in named:
            if _DUNDER.fullmatch(name):
                self._add(node, "escape", f"{name} is used")

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
                self._reached(alias, alias.name, f"{module}.{alias.name}")

    def _module(self, node: ast.AST, name: str) -> None:
        if name not in words.MODULES:
            self._add(node, "import", f"import of {name}")

    def _attribute(self, node: ast.Attribute) -> None:
        dotted = self.names.dotted(node)
        own = self._own.is_own(node.value)
        if dotted in words.MODULES or f"{dotted}.{self._entered.get(id(node))}" in words.MODULES:
            self._handed_on(node, dotted)
            return
        if dotted == "re.compile" or ((own or _is_super(node.value)) and node.attr in words.DUNDERS):
            return
        if not (own and _is_private(node.attr) and node.attr in self.names.private):
            self._reached(node, node.attr, dotted)
        if isinstance(node.ctx, (ast.Store, ast.Del)) and not own:
            if dotted:
                self._add(node, "settings", f"{dotted} is changed for the whole process")
            elif node.attr not in words.ASSIGNABLE:
                self._add(node, "settings", f".{node.attr} of another object is changed")
        if isinstance(node.value, ast.Name) and self.names.is_class(node.value.id) and node.attr in self._own.plain_methods:
            self._add(node, "escape", f"{node.attr} is taken from its class, so that its self could be anything")
        self._handed_on(node, dotted)

    def _handed_on(self, node: ast.Name | ast.Attribute, dotted: str | None) -> None:
        """Whatever is judged by how it is called, or by what is taken from it, is called or taken from on the spot."""
        if dotted in words.MODULES:
            if isinstance(node.ctx, ast.Load) and id(node) not in self._entered:
                self._add(node, "module", f"{dotted} is handed on, so that what is taken from it is not seen")
            return
        if id(node) in self._called:
            return
        last = node.attr if isinstance(node, ast.Attribute) else (dotted or "").rpartition(".")[2]
        if last in words.DISPATCHERS | words.PIVOTS:
            self._add(node, "dispatch", f"{last} is handed on, so that it can be given any method's name")
        if dotted == "functools.wraps":
            self._add(node, "escape", "wraps is handed on, so that it can be given any attribute's name")
        if isinstance(node, ast.Attribute) and last in _FORMATS and not _formats_plainly(node):
            self._add(node, "dynamic_attribute", f"{last} is handed on, so that the text it is given reads attributes")

    def _reached(self, node: ast.AST, name: str, dotted: str | None = None) -> None:
        """A name behind a dot, after `from … import`, or in getattr; `dotted` is its full name when it is known."""
        refused = refused_attribute(name)
        module = (dotted or "").rpartition(".")[0]
        if refused is not None:
            self._add(node, *refused)
        elif name not in PUBLIC.get(module, (name,)):
            self._add(node, "unlisted", f"{dotted} is not among the names of {module} that factors may use")

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
        self._handed_on(node, self.names.dotted(node))

    def _call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(id="getattr" | "hasattr" as name):
                self._named_attribute(node, name)
            case ast.Name(id="type") if id(node) not in self._compared:
                self._add(node, "escape", "type gives what makes classes while the code runs; compare it, or use isinstance")
            case ast.Name(id="print") if any(one.arg in ("file", None) for one in node.keywords):
                self._add(node, "file", "print writes to a file")
            case ast.Attribute(attr=name) if name in _FORMATS and not _formats_plainly(node.func):
                self._add(node, "dynamic_attribute", "a text made while the code runs, or with such fields, reads attributes")
            case function if self.names.dotted(function) == "functools.wraps" and (len(node.args) != 1 or node.keywords):
                self._add(node, "escape", "wraps with more than the function copies any attribute")
            case ast.Attribute(attr=name) if refused_attribute(name, files_only=True) and _names_script_file(node):
                self._add(node, "script", "this is a script: it reads daily_pv.h5 or writes result.h5 itself")
        for keyword in node.keywords:
            if keyword.arg == "workers" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value == 1):
                self._add(keyword.value, "settings", "workers are processes of their own")
        for place, what in self._dispatch.refused(node, refused_attribute):
            self._add(place, "dispatch", what)

    def _named_attribute(self, node: ast.Call, name: str) -> None:
        named = node.args[1] if len(node.args) > 1 else None
        if not isinstance(named, ast.Constant) or not isinstance(named.value, str) or node.keywords:
            self._add(node, "dynamic_attribute", f"{name} with a name that is made while the code runs")
        elif named.value in words.DISPATCHERS | words.PIVOTS:
            self._add(node, "dispatch", f"{name} gives {named.value}, which takes any method's name")
        elif named.value in _FORMATS:
            self._add(node, "dynamic_attribute", f"{name} gives {named.value}, which reads attributes")
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
            for base in base_faults(node, self.names):
                self._add(base, "escape", "a class is made from another than the file's own")
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and refused_attribute(part.name):
                    self._add(part, "escape", f"a method is named {part.name}, as one that is refused")


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


def _formats_plainly(node: ast.Attribute) -> bool:
    """The text before .format stands there, and its fields name values only."""
    match node:
        case ast.Attribute(attr="format", value=ast.Constant(value=str() as text)):
            return has_plain_fields(text)
    return False


def _names_script_file(node: ast.Call) -> bool:
    values: Iterable[ast.expr] = (*node.args, *(keyword.value for keyword in node.keywords))
    texts = [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(text.replace("\\", "/").endswith((words.INPUT_FILE, words.OUTPUT_FILE)) for text in texts)
