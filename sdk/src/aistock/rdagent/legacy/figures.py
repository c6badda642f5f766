"""Figures of the fork's loops: pairs turned back, keys trimmed, drawdowns signed, and what each number means."""

from __future__ import annotations

import math
from typing import Any

from aistock.library.metrics import basis_of
from aistock.rdagent.legacy import words
from aistock.rdagent.legacy.draft import Draft, Obj, placed
from aistock.rdagent.legacy.issue import Action, Code, Severity

_PAIRS = (("Unnamed: 0", "0"), ("", "0"))
"""First cell and value of the first row of qlib_res.csv, as pandas and the csv module name them."""

_CANONICAL = {"annualized_return": "annualized_return", "max_drawdown": "max_drawdown"}
_CORRELATIONS = {"IC": "ic_mean", "Rank IC": "rank_ic_mean"}


def is_pair(metrics: Any) -> bool:
    """Whether figures hold the first row of a table instead of a figure."""
    return isinstance(metrics, dict) and any(name in metrics and value in metrics for name, value in _PAIRS)


def number(value: Any) -> bool:
    """Whether a value is a number that a figure can be."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and (isinstance(value, int) or math.isfinite(value))


def tidy(draft: Draft, metrics: Obj) -> dict[str, str]:
    """Figures as v1 can hold them; the answer names the source key of each named figure."""
    named = _turn_pairs_back(draft, metrics)
    _trim(draft, metrics)
    for key in list(metrics):
        if not number(metrics[key]):
            draft.drop(metrics, key, Code.INVALID_VALUE, "is no number")
        elif isinstance(metrics[key], int) and abs(metrics[key]) > 2**1023:
            draft.drop(metrics, key, Code.INVALID_VALUE, "is no number that a double can hold")
    sign(draft, metrics, "max_drawdown")
    return named


def sign(draft: Draft, row: Obj, key: str) -> None:
    """A drawdown is zero or negative."""
    if number(row.get(key)) and row[key] > 0:
        message = "a drawdown is zero or negative in v1"
        draft.convert(row, key, -row[key], Code.POSITIVE_DRAWDOWN, message, severity=Severity.WARNING)


def meanings(draft: Draft, row: Obj, metrics: Obj, named: dict[str, str], figures: tuple[str, ...]) -> None:
    """Say in metrics_basis what the figures mean, as far as keys tell."""
    basis = row.get("metrics_basis")
    if basis is not None and not isinstance(basis, Obj):
        draft.drop(row, "metrics_basis", Code.INVALID_VALUE, "is no object")
        basis = None
    owner = basis if isinstance(basis, Obj) else placed({}, row.pointer("metrics_basis"))
    unknown = []
    for key in (*metrics, *(figure for figure in figures if row.get(figure) is not None and figure not in metrics)):
        if key in owner:
            continue
        source = named.get(key) or _source_of(key, metrics.get(key, row.get(key)), metrics)
        meaning = _meaning(source)
        if meaning is not None:
            owner[key] = placed(meaning, owner.pointer(key))
        elif key in figures:
            unknown.append(key)
    if owner:
        row["metrics_basis"] = owner
    _say(draft, row, owner, unknown)


def _say(draft: Draft, row: Obj, owner: Obj, unknown: list[str]) -> None:
    if any(isinstance(meaning, dict) and meaning.get("benchmark") == words.BENCHMARK for meaning in owner.values()):
        message = f"figures of excess returns do not name their benchmark; the fork's templates have {words.BENCHMARK}"
        draft.note(row.pointer("metrics_basis"), Code.BASIS_ASSUMED, Severity.INFO, Action.DEFAULTED, None, message)
    for key in unknown:
        message = f"nothing says whether {key} is after costs; it has no entry in metrics_basis"
        draft.note(row.pointer("metrics_basis"), Code.BASIS_UNKNOWN, Severity.WARNING, Action.KEPT, None, message)


def _turn_pairs_back(draft: Draft, metrics: Obj) -> dict[str, str]:
    named: dict[str, str] = {}
    for name_key, value_key in _PAIRS:
        name, value = metrics.get(name_key), metrics.get(value_key)
        if not isinstance(name, str) or not name.strip() or not number(value):
            continue
        source = name.strip()
        last = source.rpartition(".")[2]
        key = _CORRELATIONS.get(source) or (_CANONICAL.get(last) if _meaning(source) else None) or source
        if metrics.get(key) is not None or len(key) > 256:
            key = source
        if metrics.get(key) is not None or len(source) > 256:
            continue
        pointer = metrics.pointer(value_key)
        what = f"the first row of a table was read as two figures; it is {key}, from {source}"
        draft.note(metrics.pointer(name_key), Code.METRIC_PAIR, Severity.WARNING, Action.CONVERTED, name, what)
        draft.note(pointer, Code.METRIC_PAIR, Severity.WARNING, Action.MOVED, value, f"is {key}")
        del metrics[name_key], metrics[value_key]
        metrics[key] = value
        metrics.moved[key] = pointer
        named[key] = source
    return named


def _trim(draft: Draft, metrics: Obj) -> None:
    for key in [key for key in metrics if key != key.strip()]:
        trimmed = key.strip()
        if trimmed and metrics.get(trimmed) is None:
            pointer = metrics.pointer(key)
            metrics[trimmed] = metrics.pop(key)
            metrics.moved[trimmed] = pointer
            message = f"the key has spaces around it; it is {trimmed!r}"
            draft.note(pointer, Code.TRAILING_SPACE, Severity.INFO, Action.MOVED, None, message)
        else:
            draft.drop(metrics, key, Code.TRAILING_SPACE, "the same key without spaces stands beside it, or nothing is left of it")


def _source_of(key: str, value: Any, metrics: Obj) -> str:
    """The key that a figure was read from: its own, or the one that holds the same number."""
    if _meaning(key) is not None:
        return key
    last = {"sharpe": "information_ratio", "ic_mean": "IC", "rank_ic_mean": "Rank IC"}.get(key, key)
    same = [item for item in metrics if item.rpartition(".")[2] == last and metrics[item] == value and item != key]
    return same[0] if len(same) == 1 else ("IC" if key == "ic_mean" else "Rank IC" if key == "rank_ic_mean" else "")


def _meaning(source: str) -> dict[str, Any] | None:
    found = list(basis_of({source: 0.0}, words.BENCHMARK).values()) if len(source) <= 256 else []
    return found[0].model_dump(mode="json") if found else None
