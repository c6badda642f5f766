"""Files of a workspace: factor_meta, factor_perf and feedback."""

from __future__ import annotations

from typing import Any

from aistock.rdagent.legacy import factor_rows, figures, rows
from aistock.rdagent.legacy.context import Context
from aistock.rdagent.legacy.draft import Draft, Obj, objects
from aistock.rdagent.legacy.issue import Action, Code, Severity

_FIGURES = ("annualized_return", "max_drawdown", "sharpe")
_UPSTREAM = {
    "Observations": "execution",
    "Feedback for Hypothesis": "value_feedback",
    "Reasoning": "shape_feedback",
}
"""Keys of the language model's own answer and the texts that the fork makes of them."""


def signs(root: dict[str, Any]) -> bool:
    """Whether a file is the fork's: v1's own names workspace and program."""
    return "workspace_id" not in root or "source" not in root or "created_at_utc" in root


def identity(draft: Draft, root: Obj, context: Context) -> None:
    """Run, loop and workspace; the fork's files leave the workspace to the folder they stand in."""
    draft.rename(root, "created_at_utc", "generated_at_utc")
    rows.instant(draft, root, "generated_at_utc")
    rows.whole_number(draft, root, "loop_id")
    if root.get("workspace_id") is None and context.workspace_id is not None:
        draft.default(root, "workspace_id", context.workspace_id, "was absent; taken from the folder or from the caller")
    elif root.get("workspace_id") is None:
        message = "the workspace is not named; read the file in its workspace folder, or give workspace_id"
        draft.note(root.pointer("workspace_id"), Code.MISSING_CONTEXT, Severity.ERROR, Action.REFUSED, None, message)


def factor_meta(draft: Draft, root: Obj, context: Context) -> None:
    """factor_meta.json."""
    identity(draft, root, context)
    factor_rows.rewrite(draft, root.get("factors"))


def factor_perf(draft: Draft, root: Obj, context: Context) -> None:
    """factor_perf.json."""
    identity(draft, root, context)
    for row in objects(root.get("factors")):
        inner = row.get("metrics")
        if isinstance(inner, Obj):
            _lift(draft, row, inner)
        for window in objects(row.get("windows")):
            _window(draft, window)
    for row in objects(root.get("combinations")):
        rows.clean_names(draft, row, "factor_names")
        draft.default(row, "name", "main", "was absent; the fork knows one combination, main")
        for window in objects(row.get("windows")):
            _window(draft, window)
    for key, what in (("factors", "a factor"), ("combinations", "a combination")):
        rows.unique_rows(draft, root.get(key), lambda row: (row.get("name"),), f"{what} of this name")


def feedback(draft: Draft, root: Obj, context: Context) -> None:
    """feedback.json, or the answer of the language model that it is made from."""
    identity(draft, root, context)
    for old in ("Replace Best Result", "Decision"):
        draft.rename(root, old, "decision")
    draft.rename(root, "New Hypothesis", "hypothesis")
    _decision(draft, root)
    summary = rows.empty_object(draft, root, "summary")
    for old, name in _UPSTREAM.items():
        if old in root:
            pointer, value = root.pointer(old), root.pop(old)
            if summary.get(name) is None:
                summary[name] = value
                summary.moved[name] = pointer
                draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, f"is summary.{name} in v1")
            else:
                draft.note(pointer, Code.TWO_VALUES, Severity.WARNING, Action.DROPPED, value, f"summary.{name} stands already")
    rows.blank(draft, root, "hypothesis")
    rows.blank(draft, summary, "execution", "value_feedback", "shape_feedback")
    explained = any(summary.get(key) is not None for key in ("execution", "value_feedback", "shape_feedback"))
    if root.get("decision") is not None and not explained:
        draft.drop(root, "decision", Code.WITHOUT_FEEDBACK, "nothing in the summary explains it")


def _decision(draft: Draft, root: Obj) -> None:
    found = root.get("decision")
    if isinstance(found, str) and found.strip().lower() in ("yes", "no"):
        draft.convert(root, "decision", found.strip().lower() == "yes", Code.OTHER_FORM, "yes or no is true or false in v1")
    rows.flag(draft, root, "decision")


def _lift(draft: Draft, row: Obj, inner: Obj) -> None:
    """Figures of a factor stand in its row in v1."""
    figures.tidy(draft, inner)
    for key, name in {"ic_mean": "ic_mean", "rank_ic_mean": "rank_ic_mean", "ic_ir": "ic_ir", "coverage": "coverage"}.items():
        if key in inner and row.get(name) is None:
            pointer = inner.pointer(key)
            row[name] = inner.pop(key)
            row.moved[name] = pointer
            draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, f"stands in the factor as {name} in v1")
    if not inner:
        del row["metrics"]


def _window(draft: Draft, row: Obj) -> None:
    draft.default(row, "name", "main_window", "was absent; the fork knows one window, main_window")
    for old in ("annual_return", "ann_return", "ann_ret"):
        draft.rename(row, old, "annualized_return")
    figures.sign(draft, row, "max_drawdown")
    metrics = rows.empty_object(draft, row, "metrics")
    named = figures.tidy(draft, metrics)
    for key in _FIGURES:
        if row.get(key) is not None and not figures.number(row[key]):
            draft.drop(row, key, Code.INVALID_VALUE, "is no number")
    _period(draft, row)
    figures.meanings(draft, row, metrics, named, _FIGURES)


def _period(draft: Draft, row: Obj) -> None:
    start, end = row.get("start"), row.get("end")
    if isinstance(start, str) and isinstance(end, str) and row.get("period") is None and start <= end:
        pointer = row.pointer("start")
        row.pop("period", None)
        period = Obj(row.pointer("period"))
        for key, name in (("start", "start_date"), ("end", "end_date")):
            period.moved[name] = row.pointer(key)
            draft.note(row.pointer(key), Code.OTHER_NAME, Severity.INFO, Action.MOVED, row[key], f"is period.{name} in v1")
            period[name] = row.pop(key)
        row["period"] = period
        row.moved["period"] = pointer
