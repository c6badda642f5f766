"""Models as text: LightGBM's own, and the coefficients of a linear model as JSON; both are read, never loaded."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aistock.contract.plain_json import PlainJsonError, parse
from aistock.library.asset_faults import AssetFault

LARGEST_LINEAR = 16 * 1024 * 1024
"""Largest linear model, in bytes."""

LONGEST_LINE = 64 * 1024 * 1024
"""Longest line of a LightGBM text, in bytes."""

_WHOLE = ("split_feature", "left_child", "right_child", "decision_type")
_REMEDY = "write it again with model.save_model, which leaves a whole text"


class _Broken(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


def linear_fault(path: str, content: bytes) -> AssetFault | None:
    """Why a JSON text is no linear model: it has an intercept and coefficients, by feature or in order."""
    remedy = 'write {"intercept": number, "coefficients": {feature: number}}'
    if len(content) > LARGEST_LINEAR:
        return AssetFault(path=path, rule="model.size", what=f"{len(content)} bytes are more than {LARGEST_LINEAR}", remedy=remedy)
    try:
        value = parse(content, max_bytes=LARGEST_LINEAR)
    except PlainJsonError as error:
        return AssetFault(path=path, rule="model.json", what=f"the text {error.message}", remedy=error.remedy)
    what = _linear_fault(value)
    return None if what is None else AssetFault(path=path, rule="model.linear", what=what, remedy=remedy)


def _linear_fault(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "it is no JSON object"
    if not _is_number(value.get("intercept")):
        return "intercept is no number"
    coefficients = value.get("coefficients")
    if not isinstance(coefficients, (dict, list)) or not coefficients:
        return "coefficients are no numbers by feature, nor a list of them"
    pairs: Iterable[tuple[object, Any]] = coefficients.items() if isinstance(coefficients, dict) else enumerate(coefficients)
    wrong = next((str(name) for name, number in pairs if not _is_number(number)), None)
    return None if wrong is None else f"the coefficient of {wrong} is no number"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def lightgbm_fault(path: str, chunks: Iterable[bytes]) -> AssetFault | None:
    """Why a text is no whole LightGBM model; it is read line by line, whatever its size."""
    try:
        _read_lightgbm(_Lines(chunks))
    except _Broken as error:
        return AssetFault(path=path, line=error.line, rule="model.lightgbm", what=error.what, remedy=_REMEDY)
    return None


class _Lines:
    """Lines with their numbers, and how many bytes have been read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.number = 0
        self.offset = 0
        self._lines = self._split(chunks)

    def _split(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        rest = bytearray()
        for chunk in chunks:
            rest += chunk
            if b"\n" in chunk:
                *lines, last = bytes(rest).split(b"\n")
                yield from (line + b"\n" for line in lines)
                rest = bytearray(last)
            if len(rest) > LONGEST_LINE:
                raise _Broken(self.number + 1, f"a line is longer than {LONGEST_LINE} bytes")
        if rest:
            yield bytes(rest)

    def next(self) -> str | None:
        """The next line without its end; None at the end of the text."""
        raw = next(self._lines, None)
        if raw is None:
            return None
        self.number += 1
        self.offset += len(raw)
        try:
            text = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise self.broken("the line is no text") from None
        if any(sign < " " and sign != "\t" for sign in text):
            raise self.broken("the line holds control characters")
        return text

    def broken(self, what: str) -> _Broken:
        return _Broken(max(self.number, 1), what)


def _read_lightgbm(lines: _Lines) -> None:
    if lines.next() != "tree":
        raise lines.broken("a LightGBM text begins with the line 'tree'")
    head = _block(lines)
    features = len(_need(lines, head, "feature_names").split(" "))
    largest = _integer(lines, _need(lines, head, "max_feature_idx"))
    if features != largest + 1:
        raise lines.broken(f"it names {features} features, and its largest is {largest}")
    if not _need(lines, head, "version").startswith("v"):
        raise lines.broken("its version is not that of a LightGBM text")
    sizes = [_integer(lines, part) for part in _need(lines, head, "tree_sizes").split()]
    for number, size in enumerate(sizes):
        _read_tree(lines, number, size, features)
    if (line := lines.next()) != "end of trees":
        raise lines.broken(f"behind {len(sizes)} trees stands {(line or 'nothing')[:40]!r} and not 'end of trees'")
    opened = closed = False
    while (line := lines.next()) is not None:
        opened, closed = opened or line == "parameters:", closed or line == "end of parameters"
    if opened and not closed:
        raise lines.broken("the text ends among its parameters")


def _read_tree(lines: _Lines, number: int, size: int, features: int) -> None:
    begun = lines.offset
    if (line := lines.next()) != f"Tree={number}":
        raise lines.broken(f"tree {number} of the text is missing: {(line or 'nothing')[:40]!r} stands there")
    tree = _block(lines)
    while lines.offset - begun < size:
        if lines.next() != "":
            raise lines.broken(f"tree {number} is not {size} bytes long, as tree_sizes says")
    if lines.offset - begun != size:
        raise lines.broken(f"tree {number} is {lines.offset - begun} bytes long, and tree_sizes says {size}")
    leaves = _integer(lines, _need(lines, tree, "num_leaves"))
    values = _need(lines, tree, "leaf_value").split()
    if leaves < 1 or len(values) != leaves or not all(_is_finite(value) for value in values):
        raise lines.broken(f"tree {number} has {leaves} leaves and {len(values)} values for them")
    if leaves > 1:
        _check_splits(lines, number, tree, leaves, features)


def _check_splits(lines: _Lines, number: int, tree: Mapping[str, str], leaves: int, features: int) -> None:
    whole: dict[str, list[int]] = {name: [_integer(lines, part) for part in _need(lines, tree, name).split()] for name in _WHOLE}
    thresholds = _need(lines, tree, "threshold").split()
    if len(thresholds) != leaves - 1 or any(len(row) != leaves - 1 for row in whole.values()):
        raise lines.broken(f"tree {number} has {leaves} leaves and not {leaves - 1} splits")
    if not all(0 <= one < features for one in whole["split_feature"]):
        raise lines.broken(f"tree {number} splits by a feature that the text does not name")
    reached: list[int] = []
    waiting = [0]
    while waiting and len(reached) <= 2 * leaves:
        node = waiting.pop()
        reached.append(node)
        if node >= 0:
            waiting += [whole["left_child"][node], whole["right_child"][node]] if node < leaves - 1 else []
    if sorted(reached) != list(range(-leaves, leaves - 1)):
        raise lines.broken(f"tree {number} does not reach each of its leaves once")


def _block(lines: _Lines) -> dict[str, str]:
    """Lines name=value up to an empty one."""
    found: dict[str, str] = {}
    while line := lines.next():
        name, sign, value = line.partition("=")
        if name in found or (not sign and name != "average_output"):
            raise lines.broken(f"{name[:40]!r} stands where a name and its value should")
        found[name] = value
    return found


def _need(lines: _Lines, block: Mapping[str, str], name: str) -> str:
    if name not in block:
        raise lines.broken(f"{name} is missing above")
    return block[name]


def _integer(lines: _Lines, text: str) -> int:
    digits = text[1:] if text.startswith("-") else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise lines.broken(f"{text[:40]!r} above is no whole number")
    return int(text)


def _is_finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
