"""Alpha factors as a Qlib configuration in YAML lists them, with the line of whatever is wrong.

The text is composed, never constructed: no tag of YAML can make an object. Jinja is not rendered, only blanked out, so that
the rest of a template can be read; a list that Jinja itself fills in cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from aistock.contract.rules import broken
from aistock.errors import AistockError
from aistock.library.alpha158 import alpha_row
from aistock.library.v1.models import CatalogFactor
from aistock.rdagent.catalogs import AlphaDefinition

MOST_BYTES = 4 * 1024 * 1024
_JINJA_VALUE = "JINJA-VALUE"
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_PLACES = (
    "data_handler_config.alpha158_config.feature",
    "data_handler_config.data_loader.kwargs.alpha158_config.feature",
    "data_handler_config.data_loader.kwargs.dataloader_l of an Alpha158DL",
)


class Node(Protocol):
    """A part of a YAML text: a mapping or sequence with its parts as `value`, or a scalar with its text."""

    id: str
    tag: str
    value: Any
    start_mark: Any


class ConfYamlError(AistockError):
    """A configuration does not say which Alpha factors there are; the text names the file, the line and the remedy."""


def read_conf_yaml(path: Path) -> AlphaDefinition:
    """The Alpha factors that a configuration lists, with its region."""
    root = _composed(path)
    feature = _feature(path, root)
    expressions, names = _texts(path, feature)
    region = _region(path, root)
    rows = list(_rows(path, names, expressions, region))
    absolute = path.resolve()
    inside = absolute.is_relative_to(Path.cwd())
    return AlphaDefinition(factors=rows, config_path=(absolute.relative_to(Path.cwd()) if inside else Path(path.name)).as_posix())


def _composed(path: Path) -> Node:
    try:
        import yaml
    except ModuleNotFoundError:
        raise ConfYamlError(f"{path}: YAML needs PyYAML, which is not installed; install it, or leave --conf-yaml out") from None
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ConfYamlError(f"{path}: has more than {MOST_BYTES} bytes; name the configuration of one experiment")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfYamlError(
            f"{path}, line {line}: is not UTF-8 ({content[error.start : error.start + 4].hex()}); save it as UTF-8"
        ) from None
    try:
        root: Any = yaml.compose(_JINJA.sub(_blank, text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ConfYamlError(f"{path}, line {line}: is no YAML ({error.problem}); correct it") from None
    except (yaml.YAMLError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
        raise ConfYamlError(f"{path}: is no YAML ({what}); correct it") from None
    if root is None or root.id != "mapping":
        raise ConfYamlError(f"{path}, line 1: is no mapping of settings; name a configuration of Qlib")
    node: Node = root
    return node


def _blank(found: re.Match[str]) -> str:
    """A value in place of one that Jinja puts there, nothing in place of a tag; lines keep their numbers."""
    lines = "\n" * found[0].count("\n")
    return _JINJA_VALUE + lines if found[0].startswith("{{") else lines


def _feature(path: Path, root: Node) -> Node:
    handler = _get(path, root, "data_handler_config") or _get(path, root, "task", "dataset", "kwargs", "handler", "kwargs")
    if handler is None:
        raise ConfYamlError(f"{path}, line {_line(root)}: has no data_handler_config; name a configuration with {_PLACES[0]}")
    loader = _get(path, handler, "data_loader", "kwargs")
    found = _get(path, handler, "alpha158_config", "feature")
    if found is None and loader is not None:
        found = _get(path, loader, "alpha158_config", "feature") or _nested(path, loader)
    if found is None:
        places = " or ".join(_PLACES)
        raise ConfYamlError(f"{path}, line {_line(handler)}: lists no Alpha factors; they stand under {places}")
    return found


def _nested(path: Path, loader: Node) -> Node | None:
    """The list of the Alpha158DL among several loaders."""
    loaders = _get(path, loader, "dataloader_l")
    for item in loaders.value if loaders is not None and loaders.id == "sequence" else ():
        kind = _get(path, item, "class")
        if kind is not None and str(kind.value).endswith("Alpha158DL"):
            return _get(path, item, "kwargs", "config", "feature")
    return None


def _texts(path: Path, feature: Node) -> tuple[list[Node], list[Node]]:
    """The expressions and the names, as many of one as of the other."""
    if feature.id != "sequence" or len(feature.value) != 2:
        found = len(feature.value) if feature.id == "sequence" else f"a {feature.id}"
        raise ConfYamlError(f"{path}, line {_line(feature)}: feature must be [expressions, names], not {found}; write both lists")
    lists = []
    for what, node in zip(("expressions", "names"), feature.value, strict=True):
        if node.id == "scalar" and _JINJA_VALUE in node.value:
            raise ConfYamlError(f"{path}, line {_line(node)}: Jinja fills in the {what}; render the template first")
        if node.id != "sequence":
            raise ConfYamlError(f"{path}, line {_line(node)}: the {what} must be a list, not a {node.id}; write [..., ...]")
        for item in node.value:
            if item.id != "scalar" or not item.value or _JINJA_VALUE in item.value:
                shown = repr(item.value[:60]) if item.id == "scalar" else f"a {item.id}"
                raise ConfYamlError(f"{path}, line {_line(item)}: one of the {what} is {shown}; write it as a text")
        lists.append(node)
    first, second = lists
    if len(first.value) != len(second.value) or not first.value:
        counts = f"{len(first.value)} expressions (line {_line(first)}) and {len(second.value)} names (line {_line(second)})"
        raise ConfYamlError(f"{path}, line {_line(feature)}: holds {counts}; give each expression its name")
    return first.value, second.value


def _rows(path: Path, names: list[Node], expressions: list[Node], region: str) -> Iterator[CatalogFactor]:
    seen: dict[str, int] = {}
    for name, expression in zip(names, expressions, strict=True):
        line = _line(name)
        if name.value in seen:
            raise ConfYamlError(f"{path}, line {line}: {name.value!r} stands in line {seen[name.value]} too; name each factor once")
        seen[name.value] = line
        try:
            row = alpha_row(name.value, expression.value, region)
        except ValidationError as error:
            raise ConfYamlError(f"{path}, line {line}: {name.value[:60]!r}: {error.errors()[0]['msg']}; correct it") from None
        problem = next(iter(broken(row)), None)
        if problem is not None:
            raise ConfYamlError(f"{path}, line {line}: {problem}")
        yield row


def _region(path: Path, root: Node) -> str:
    node = _get(path, root, "qlib_init", "region")
    if node is None or node.id != "scalar" or not node.value or _JINJA_VALUE in node.value:
        return "cn"
    return str(node.value)


def _get(path: Path, node: Node | None, *keys: str) -> Node | None:
    """The node below a mapping, through `<<` too; None when something on the way is absent or no mapping."""
    for key in keys:
        if node is None or node.id != "mapping":
            return None
        node = _in(path, node, key, 0)
    return node


def _in(path: Path, node: Node, key: str, depth: int) -> Node | None:
    found: list[Node] = [value for name, value in node.value if name.id == "scalar" and name.value == key]
    if len(found) > 1:
        raise ConfYamlError(
            f"{path}, line {_line(found[1])}: {key!r} stands twice, first in line {_line(found[0])}; keep one of them"
        )
    if found:
        return found[0]
    for name, value in node.value:
        if name.tag == "tag:yaml.org,2002:merge" and depth < 8:
            for merged in value.value if value.id == "sequence" else (value,):
                if merged.id == "mapping" and (below := _in(path, merged, key, depth + 1)) is not None:
                    return below
    return None


def _line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1
