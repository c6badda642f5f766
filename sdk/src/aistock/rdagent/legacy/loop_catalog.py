"""Loop catalogs: the one of December 2025 with 14 keys a row, and the later one with 27."""

from __future__ import annotations

import re
from typing import Any

from aistock.rdagent.legacy import figures, places, rows, words
from aistock.rdagent.legacy.draft import Draft, Obj, objects
from aistock.rdagent.legacy.issue import Action, Code, Severity

LATER_KEYS = frozenset({"sharpe", "ic", "ic_ir", "win_rate", "annualized_return", "max_drawdown"})
"""Keys of the later rows that v1 has among the metrics."""

_FILE_NAME = re.compile(r"^[^./\\:][^/\\:]{0,254}$")
_TEXTS = ("execution", "value_feedback", "shape_feedback")
_PATHS = ("factor_meta", "factor_perf", "feedback", "ret_curve", "dd_curve")
_NAMED = ("annualized_return", "max_drawdown")


def signs(root: dict[str, Any]) -> bool:
    """Whether a catalog bears signs of the fork's exporters."""
    return any(_row_signs(row) for row in root.get("loops") or [] if isinstance(row, dict))


def is_later(root: dict[str, Any]) -> bool:
    """Whether rows have keys that only the later exporter wrote."""
    return any(LATER_KEYS & row.keys() for row in root.get("loops") or [] if isinstance(row, dict))


def rewrite(draft: Draft, root: Obj) -> None:
    """Every row as v1 has it."""
    for row in objects(root.get("loops")):
        _row(draft, row)
    key = ("task_run_id", "loop_id", "workspace_id")
    rows.unique_rows(draft, root.get("loops"), lambda row: tuple(row.get(part) for part in key), "a loop of this key")
    _foreign_feedback(draft, root)


def _row_signs(row: dict[str, Any]) -> bool:
    path = row.get("workspace_path")
    bare = row.get("has_result") in (True, 1, "1") and not row.get("metrics") and not row.get("paths")
    foreign = isinstance(path, str) and places.is_foreign(path)
    return bool(LATER_KEYS & row.keys()) or figures.is_pair(row.get("metrics")) or foreign or bare


def _row(draft: Draft, row: Obj) -> None:
    rows.whole_number(draft, row, "loop_id")
    for key in ("has_result", "is_solidified", "decision"):
        rows.flag(draft, row, key)
    draft.default(row, "has_result", False, "was absent; nothing claims a result")
    for key in ("strategy_id", "asset_bundle_id", "model_id"):
        rows.blank(draft, row, key)
        rows.hex_id(draft, row, key)
    rows.blank(draft, row, "scenario")
    draft.default(row, "step_name", "", "was absent; empty means unknown")
    draft.default(row, "action", "unknown", "was absent")
    draft.default(row, "status", "unknown", "was absent")
    rows.word(draft, row, "action", words.ACTIONS_OF_V1, words.ACTIONS, "unknown")
    rows.word(draft, row, "status", words.STATUSES_OF_V1, words.STATUSES, "unknown")
    rows.word(draft, row, "workspace_role", words.ROLES_OF_V1, words.ROLES, "other")
    rows.workspace(draft, row)
    rows.log_folder(draft, row)
    rows.clean_names(draft, row, "factor_names")
    for key in ("started_at_utc", "ended_at_utc"):
        rows.blank(draft, row, key)
        rows.instant(draft, row, key)
    _metrics(draft, row)
    _files(draft, row)
    _bundle(draft, row)
    _result(draft, row)


def _metrics(draft: Draft, row: Obj) -> None:
    metrics = rows.empty_object(draft, row, "metrics")
    named = figures.tidy(draft, metrics)
    for key in sorted(LATER_KEYS & row.keys()):
        name = {"ic": "ic_mean"}.get(key, key)
        pointer, value = row.pointer(key), row[key]
        if value is None:
            del row[key]
            draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, "says nothing; metrics need not either")
        elif not figures.number(value):
            draft.drop(row, key, Code.INVALID_VALUE, "is no number")
        elif metrics.get(name) is None:
            metrics[name] = row.pop(key)
            metrics.moved[name] = pointer
            draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, f"stands in metrics as {name} in v1")
        elif metrics[name] == value or (key == "max_drawdown" and metrics[name] == -value):
            draft.drop(row, key, Code.OTHER_NAME, f"says again what metrics say of {name}", severity=Severity.INFO)
        else:
            draft.drop(row, key, Code.TWO_VALUES, f"metrics say something else of {name}")
    figures.sign(draft, metrics, "max_drawdown")
    for name in ("ic_mean", "rank_ic_mean"):
        if figures.number(metrics.get(name)) and not -1 <= metrics[name] <= 1:
            draft.drop(metrics, name, Code.INVALID_VALUE, "a correlation lies between -1 and 1")
    figures.meanings(draft, row, metrics, named, _NAMED)


def _files(draft: Draft, row: Obj) -> None:
    """Names of files, and what may only be said with the feedback file."""
    paths = rows.empty_object(draft, row, "paths")
    for key in _PATHS:
        found = paths.get(key)
        if found is not None and not (isinstance(found, str) and _FILE_NAME.match(found)):
            draft.drop(paths, key, Code.INVALID_VALUE, "is no bare file name")
    texts = rows.empty_object(draft, row, "summary_texts")
    rows.blank(draft, texts, *_TEXTS)
    if paths.get("feedback") is not None:
        return
    for key in _TEXTS:
        if texts.get(key) is not None:
            draft.drop(texts, key, Code.WITHOUT_FEEDBACK, "there is no feedback file that it could come from")
    if row.get("decision") is not None:
        draft.drop(row, "decision", Code.WITHOUT_FEEDBACK, "there is no feedback file that it could come from")


def _bundle(draft: Draft, row: Obj) -> None:
    rows.blank(draft, row, "materialization_status", "materialization_error", "sync_status")
    if row.get("materialization_error") is not None and row.get("materialization_status") != "failed":
        draft.drop(row, "materialization_error", Code.RULE_BROKEN, "materialization did not fail")
    if row.get("is_solidified") is True and row.get("asset_bundle_id") is None:
        draft.drop(row, "is_solidified", Code.RULE_BROKEN, "no bundle is named")
    if row.get("sync_status") == "synced" and row.get("is_solidified") is not True:
        draft.drop(row, "sync_status", Code.RULE_BROKEN, "only a solidified loop can be synced")


def _result(draft: Draft, row: Obj) -> None:
    """A result that nothing shows is none."""
    if row.get("has_result") is not True:
        return
    metrics, paths = row["metrics"], row["paths"]
    if row.get("status") == "running":
        why = "a running loop has no result yet"
    elif row.get("workspace_role") == "sub_workspace":
        why = "a sub-workspace never carries the loop's result"
    elif not metrics and paths.get("factor_meta") is None and paths.get("factor_perf") is None:
        why = "it has no figure and neither factor_meta nor factor_perf, as rows of sub-workspaces have"
    else:
        return
    message = f"has_result is true, but {why}"
    draft.convert(row, "has_result", False, Code.CONTRADICTORY_RESULT, message, severity=Severity.WARNING)


def _foreign_feedback(draft: Draft, root: Obj) -> None:
    """The same words at loops of different runs: the fork gave feedback by loop number alone."""
    seen: dict[tuple[str, str], dict[tuple[str, str], list[Obj]]] = {}
    for row in objects(root.get("loops")):
        texts = row.get("summary_texts")
        for key in _TEXTS:
            text = texts.get(key) if isinstance(texts, Obj) else None
            if isinstance(text, str) and text.strip():
                loop = (str(row.get("task_run_id")), str(row.get("loop_id")))
                seen.setdefault((key, text), {}).setdefault(loop, []).append(row)
    for (key, _), loops in seen.items():
        if len(loops) > 1:
            listed = ", ".join(f"{run[:40]}/{number}" for run, number in sorted(loops))
            message = f"the same text stands at loops {listed[:300]}; at most one of them can be right"
            for row in (row for found in loops.values() for row in found):
                pointer = row["summary_texts"].pointer(key)
                draft.note(pointer, Code.FOREIGN_FEEDBACK, Severity.WARNING, Action.KEPT, None, message)
