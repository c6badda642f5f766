"""Strategy catalogs of December 2025 and later."""

from __future__ import annotations

from typing import Any

from aistock.library.identity import strategy_id
from aistock.rdagent.legacy import places, rows, words
from aistock.rdagent.legacy.draft import Arr, Draft, Obj, objects
from aistock.rdagent.legacy.issue import Action, Code, Severity


def signs(root: dict[str, Any]) -> bool:
    """Whether a catalog bears signs of the fork's exporters."""
    return any(_row_signs(row) for row in root.get("strategies") or [] if isinstance(row, dict))


def is_later(root: dict[str, Any]) -> bool:
    """Whether rows have keys that only the later exporter wrote."""
    later = {"python_implementation", "feature_list", "instruments"}
    return any(later & row.keys() for row in root.get("strategies") or [] if isinstance(row, dict))


def rewrite(draft: Draft, root: Obj) -> None:
    """Every row as v1 has it."""
    for row in objects(root.get("strategies")):
        _row(draft, row)
    rows.unique_rows(draft, root.get("strategies"), lambda row: (row.get("strategy_id"),), "a strategy of this id")


def _row_signs(row: dict[str, Any]) -> bool:
    example, code = row.get("workspace_example"), row.get("python_implementation")
    path = example.get("workspace_path") if isinstance(example, dict) else None
    return (
        (isinstance(path, str) and places.is_foreign(path))
        or (isinstance(code, dict) and (not code or "impl_module" in code))
        or "instruments" in row
    )


def _row(draft: Draft, row: Obj) -> None:
    rows.hex_id(draft, row, "strategy_id")
    rows.blank(draft, row, "scenario", "market", "freq")
    draft.default(row, "step_name", "", "was absent; empty means unknown")
    rows.word(draft, row, "action", words.ACTIONS_OF_V1, words.ACTIONS)
    _example(draft, row)
    _templates(draft, row)
    _code(draft, row)
    rows.clean_names(draft, row, "feature_list")
    if isinstance(row.get("instruments"), str):
        draft.rename(row, "instruments", "market")
    _identity(draft, row)


def _example(draft: Draft, row: Obj) -> None:
    example = row.get("workspace_example")
    if isinstance(example, Obj):
        rows.whole_number(draft, example, "loop_id")
        rows.workspace(draft, example)
        if isinstance(example.get("workspace_id"), str):
            message = "was absent; a workspace's folder bears its id"
            draft.default(example, "workspace_path", example["workspace_id"], message, severity=Severity.WARNING)


def _templates(draft: Draft, row: Obj) -> None:
    items = row.get("template_files")
    if not isinstance(items, Arr):
        return
    for index, item in enumerate(items):
        if isinstance(item, str) and "\\" in item:
            place = items.places[index]
            draft.note(place, Code.OTHER_FORM, Severity.INFO, Action.CONVERTED, item, "written with forward slashes in v1")
            items[index] = item.replace("\\", "/")


def _code(draft: Draft, row: Obj) -> None:
    code = row.get("python_implementation")
    if not isinstance(code, Obj):
        return
    if not code:
        draft.convert(row, "python_implementation", None, Code.OTHER_FORM, "an empty object means absence, which v1 writes as null")
        return
    draft.rename(code, "impl_module", "module")
    draft.rename(code, "impl_func", "func")


def _identity(draft: Draft, row: Obj) -> None:
    parts = [row.get("scenario"), row.get("step_name"), row.get("action")]
    files = row.get("template_files")
    whole = all(part is None or isinstance(part, str) for part in parts)
    if not whole or not isinstance(files, Arr) or not all(isinstance(file, str) for file in files):
        return
    if isinstance(row.get("strategy_id"), str) and strategy_id(parts[0], parts[1], parts[2], files) != row["strategy_id"]:
        message = "does not follow from scenario, step_name, action and template_files"
        draft.note(row.pointer("strategy_id"), Code.ID_NOT_REPRODUCED, Severity.WARNING, Action.KEPT, None, message)
