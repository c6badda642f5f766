"""One generated module → one module per area, with what datamodel-code-generator cannot say added on the way."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass

from . import formats
from .ir import Contract, Enum, Field, Message
from .model_schema import ROOT
from .problems import CompileError
from .schema import string_limits

_LIMIT_NAMES = {"maxLength": "max_length", "minLength": "min_length", "pattern": "pattern"}


@dataclass(frozen=True, slots=True)
class Models:
    """Source of each area's models, and the Python names that differ from the contract's."""

    sources: dict[str, str]
    members: dict[str, dict[str, str]]
    attributes: dict[str, dict[str, str]]


def split(contract: Contract, source: str) -> Models:
    """Each area's part of the generated module."""
    return _Splitter(contract, source).models()


class _Splitter:
    def __init__(self, contract: Contract, source: str) -> None:
        self._contract = contract
        self._lines = source.splitlines()
        self._tree = ast.parse(source)
        self._items = contract.named
        self._aliases = self._anonymous_aliases()
        self._members: dict[str, dict[str, str]] = {}
        self._attributes: dict[str, dict[str, str]] = {}

    def models(self) -> Models:
        parts: dict[str, list[str]] = defaultdict(list)
        nodes: dict[str, list[ast.stmt]] = defaultdict(list)
        current: str | None = None
        found: set[str] = set()
        for node in self._tree.body:
            name = _declared(node)
            if name is not None:
                current = self._items[name].area if name in self._items else None
                found.add(name)
            if current is None or isinstance(node, (ast.Import, ast.ImportFrom)):
                continue
            text = self._class(node) if isinstance(node, ast.ClassDef) else self._text(node)
            parts[current].append(text)
            nodes[current].append(ast.parse(text).body[0])
        self._expect(found)
        sources = {area: self._module(area, parts[area], nodes[area]) for area in sorted(parts)}
        return Models(sources=sources, members=self._members, attributes=self._attributes)

    def _expect(self, found: set[str]) -> None:
        known = {*self._items, ROOT, *self._aliases}
        lost = [
            f"datamodel-code-generator renamed or dropped {name!r}; choose another name"
            for name in sorted(set(self._items) - found)
        ]
        extra = [
            f"datamodel-code-generator invented {name!r}; state the type by a message or an enum" for name in sorted(found - known)
        ]
        if lost or extra:
            raise CompileError(*lost, *extra)

    def _anonymous_aliases(self) -> dict[str, ast.expr]:
        """Aliases that the generator made up for constrained elements; they are written out where they are used."""
        found: dict[str, ast.expr] = {}
        for node in self._tree.body:
            name = _declared(node)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name and name not in self._items:
                found[name] = node.value.args[1]
        return found

    def _class(self, node: ast.ClassDef) -> str:
        item = self._items[node.name]
        lines = [self._lines[node.lineno - 1]]
        if isinstance(item, Enum):
            self._members[item.name] = _enum_members(node)
        else:
            self._attributes[item.name] = {}
        for statement in node.body:
            text = self._statement(item, statement)
            if text is not None:
                lines.extend(f"    {line}" if line else "" for line in text)
        return "\n".join(lines) if len(lines) > 1 else lines[0] + "\n    pass"

    def _text(self, node: ast.stmt) -> str:
        return "\n".join(self._lines[node.lineno - 1 : node.end_lineno])

    def _statement(self, item: Message | Enum, node: ast.stmt) -> list[str] | None:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(item, Message) and isinstance(target, ast.Name):
            if target.id == "__annotations__":
                return None
            if target.id == "model_config":
                return _open_config(item)
        if isinstance(item, Message) and isinstance(node, ast.AnnAssign):
            return [self._field(item, node)]
        raw = self._lines[node.lineno - 1 : node.end_lineno]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return [raw[0].removeprefix("    "), *(line.removeprefix("    ") for line in raw[1:])]
        return [line.removeprefix("    ") for line in raw]

    def _field(self, item: Message, node: ast.AnnAssign) -> str:
        assert isinstance(node.target, ast.Name)
        json_name = _alias(node) or node.target.id
        if json_name != node.target.id:
            self._attributes[item.name][json_name] = node.target.id
        field = next((candidate for candidate in item.fields if candidate.name == json_name), None)
        annotation = _Inline(self._aliases, field).visit(node.annotation)
        if field is not None and field.unique:
            annotation = _annotated(annotation, "UniqueItems")
        if field is not None and field.value.excluded:
            annotation = _annotated(annotation, f"NotAmong(*{field.value.excluded!r})")
        return ast.unparse(ast.AnnAssign(target=node.target, annotation=annotation, value=node.value, simple=1))

    def _module(self, area: str, parts: list[str], nodes: list[ast.stmt]) -> str:
        used = {name.id for node in nodes for name in ast.walk(node) if isinstance(name, ast.Name)}
        imports: dict[str, set[str]] = defaultdict(set)
        imported = {
            alias.name: node.module or "" for node in self._tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        imported |= {
            "UniqueItems": formats.MODULE,
            "NotAmong": formats.MODULE,
            "StringConstraints": "pydantic",
            "ConfigDict": "pydantic",
            "Field": "pydantic",
        }
        imported |= {"Annotated": "typing"}
        for name in used:
            item = self._items.get(name)
            if item is not None and item.area != area:
                imports[f"aistock.{item.area}.v1.models"].add(name)
            elif item is None and name in imported:
                imports[imported[name]].add(name)
        head = (
            f'"""Values of the {area} part of the contract, version 1; derived from proto/aistock/{area}/v1, never edited."""\n\n'
        )
        head += "from __future__ import annotations\n\n"
        head += "".join(f"from {module} import {', '.join(sorted(names))}\n" for module, names in sorted(imports.items()))
        return head + "\n\n" + "\n\n\n".join(parts) + "\n"


class _Inline(ast.NodeTransformer):
    """Writes made-up aliases out, and puts the limits of a named format beside it."""

    def __init__(self, aliases: dict[str, ast.expr], field: Field | None) -> None:
        self._aliases = aliases
        self._format = formats.TYPES.get(field.format or "") if field is not None else None
        limits = string_limits(field.value) if field is not None and self._format else {}
        self._limits = {_LIMIT_NAMES[key]: value for key, value in limits.items() if key in _LIMIT_NAMES}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self._aliases:
            return self._aliases[node.id]
        if node.id == self._format and self._limits:
            limits = ", ".join(f"{key}={value!r}" for key, value in self._limits.items())
            return _annotated(node, f"Field({limits})")
        return node


def _annotated(annotation: ast.expr, extra: str) -> ast.expr:
    return ast.parse(f"Annotated[{ast.unparse(annotation)}, {extra}]", mode="eval").body


def _declared(node: ast.stmt) -> str | None:
    if isinstance(node, ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None


def _alias(node: ast.AnnAssign) -> str | None:
    for part in ast.walk(node):
        if isinstance(part, ast.keyword) and part.arg == "alias" and isinstance(part.value, ast.Constant):
            return str(part.value.value)
    return None


def _enum_members(node: ast.ClassDef) -> dict[str, str]:
    return {
        str(statement.value.value): statement.targets[0].id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and isinstance(statement.value, ast.Constant)
    }


def _open_config(message: Message) -> list[str] | None:
    """Entries of an open map stand beside the fixed keys; closed messages need no line, their base class is closed."""
    entries = message.open_field
    if entries is None:
        return None
    key = "str"
    if entries.keys.pattern:
        key = f"Annotated[str, StringConstraints(pattern={entries.keys.pattern!r}, strict=True)]"
    value = {"double": "StrictFloat", "string": "StrictStr", "int32": "StrictInt", "int64": "StrictInt"}[entries.kind]
    return ['model_config = ConfigDict(extra="allow")', f"__pydantic_extra__: dict[{key}, {value}]"]
