"""Configuration as text: a JSON or YAML mapping, bounded before it is built."""

import importlib
import math
from datetime import date, datetime
from typing import Any

from aistock.contract.plain_json import PlainJsonError, parse
from aistock.library.asset_faults import AssetFault

LARGEST_CONFIG = 4 * 1024 * 1024
"""Largest configuration as JSON, in bytes."""

LARGEST_YAML = 256 * 1024
"""Largest configuration as YAML, in bytes; its reader is slow."""

MOST_NODES = 100_000
"""Most values a YAML text has when its aliases are written out."""

DEEPEST = 64


class ConfigRefused(Exception):
    """A text that is no plain mapping; `fault` says where and why."""

    def __init__(self, fault: AssetFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def mapping_of(path: str, content: bytes, *, json_only: bool = False) -> dict[str, Any]:
    """The mapping in a JSON or YAML text, as JSON values; raises ConfigRefused for anything else."""
    if len(content) > LARGEST_CONFIG:
        raise _refused(path, "config.size", f"{len(content)} bytes are more than {LARGEST_CONFIG}", "leave data out of it")
    try:
        value = parse(content, max_bytes=LARGEST_CONFIG)
    except PlainJsonError as error:
        if json_only or content.lstrip()[:1] == b"{":
            raise _refused(path, "config.json", f"the text {error.message}", error.remedy) from None
        value = _yaml(path, content)
    if not isinstance(value, dict):
        kind = type(value).__name__
        raise _refused(path, "config.mapping", f"it holds a {kind}", "write a mapping of names to values", line=1)
    return value


def _yaml(path: str, content: bytes) -> Any:
    if len(content) > LARGEST_YAML:
        raise _refused(path, "config.size", f"{len(content)} bytes of YAML are more than {LARGEST_YAML}", "write it as JSON")
    try:
        yaml: Any = importlib.import_module("yaml")
    except ModuleNotFoundError:
        raise _refused(path, "config.reader", "PyYAML, which reads YAML, is not installed", "install it, or write JSON") from None
    try:
        loader = yaml.SafeLoader(content.decode("utf-8"))
        node = loader.get_single_node()
        _check_nodes(path, node, yaml)
        value = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = str(getattr(error, "problem", None) or error).replace("\n", " ")
        raise _refused(
            path, "config.yaml", f"this is no plain YAML: {what}", "correct it", line=mark.line + 1 if mark else 1
        ) from None
    except UnicodeDecodeError:
        raise _refused(path, "config.yaml", "the text is not UTF-8", "write it as UTF-8", line=1) from None
    except RecursionError:
        raise _refused(path, "config.depth", f"it is nested deeper than {DEEPEST}", "flatten it") from None
    except (ValueError, TypeError, OverflowError) as error:
        raise _refused(path, "config.yaml", f"a value cannot be read: {error}", "write it as a text", line=1) from None
    return _plain(path, value)


def _check_nodes(path: str, root: Any, yaml: Any) -> None:
    """Aliases are counted as if they were written out, and no key stands twice, before any value is built."""
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()
    waiting: list[tuple[Any, int, bool]] = [(root, 0, False)] if root is not None else []
    while waiting:
        node, depth, finished = waiting.pop()
        children = _children(node, yaml)
        if finished:
            open_nodes.discard(id(node))
            sizes[id(node)] = 1 + sum(sizes[id(child)] for child in children)
            if sizes[id(node)] > MOST_NODES:
                what = f"it has more than {MOST_NODES} values when its aliases are written out"
                raise _refused(path, "config.aliases", what, "write the values out once", line=_line(node))
            continue
        if id(node) in sizes:
            continue
        if id(node) in open_nodes:
            raise _refused(path, "config.aliases", "an alias stands for what holds it", "write the value out", line=_line(node))
        if depth > DEEPEST:
            raise _refused(path, "config.depth", f"it is nested deeper than {DEEPEST}", "flatten it", line=_line(node))
        _check_keys(path, node, yaml)
        open_nodes.add(id(node))
        waiting.append((node, depth, True))
        waiting.extend((child, depth + 1, False) for child in children)


def _check_keys(path: str, node: Any, yaml: Any) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[tuple[str, str]] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(path, "config.key", "a key is no plain text", "name every value by a text", line=_line(key))
        name = (key.tag, key.value)
        if name in seen and key.tag != "tag:yaml.org,2002:merge":
            raise _refused(path, "config.key", f"the key {key.value!r} stands twice", "keep one", line=_line(key))
        seen.add(name)


def _children(node: Any, yaml: Any) -> list[Any]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _plain(path: str, value: Any) -> Any:
    """The value as JSON would have it: days and instants as text, keys as text; depth and size are bounded by now."""
    match value:
        case dict():
            return {_key(path, key): _plain(path, item) for key, item in value.items()}
        case list():
            return [_plain(path, item) for item in value]
        case float() if not math.isfinite(value):
            raise _refused(path, "config.number", f"{value} is no number of JSON", "write null or a number")
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return value.isoformat()
    raise _refused(path, "config.value", f"a {type(value).__name__} is no plain value", "write texts, numbers, lists and mappings")


def _key(path: str, key: object) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, (bool, int)):
        return str(key).lower() if isinstance(key, bool) else str(key)
    raise _refused(path, "config.key", f"the key {key!r} is no text", "put it in quotes")


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _refused(path: str, rule: str, what: str, remedy: str, *, line: int | None = None) -> ConfigRefused:
    return ConfigRefused(AssetFault(path=path, line=line, rule=rule, what=what, remedy=remedy))
