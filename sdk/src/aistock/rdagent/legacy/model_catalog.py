"""Model catalogs of 2026, and the names that their requirement page gave the same fields."""

from __future__ import annotations

from typing import Any

from aistock.library.identity import feature_hash
from aistock.rdagent.legacy import places, rows
from aistock.rdagent.legacy.draft import Draft, Obj, objects
from aistock.rdagent.legacy.issue import Action, Code, Severity

_LEGACY_KEYS = frozenset({"flattened_feature_list", "feature_names", "model_artifacts", "model_conf", "dataset_conf", "window"})


def signs(root: dict[str, Any]) -> bool:
    """Whether a catalog bears signs of the fork's exporter."""
    return any(_row_signs(row) for row in root.get("models") or [] if isinstance(row, dict))


def rewrite(draft: Draft, root: Obj) -> None:
    """Every row as v1 has it."""
    for row in objects(root.get("models")):
        _row(draft, row)
    rows.unique_rows(draft, root.get("models"), lambda row: (row.get("model_id"),), "a model of this id")


def _row_signs(row: dict[str, Any]) -> bool:
    path = row.get("workspace_path")
    return bool(_LEGACY_KEYS & row.keys()) or (isinstance(path, str) and places.is_foreign(path))


def _row(draft: Draft, row: Obj) -> None:
    for key in ("model_id", "strategy_id"):
        rows.blank(draft, row, key)
        rows.hex_id(draft, row, key)
    rows.whole_number(draft, row, "loop_id")
    rows.blank(draft, row, "model_type")
    draft.rename(row, "model_conf", "model_config")
    draft.rename(row, "dataset_conf", "dataset_config")
    rows.workspace(draft, row)
    rows.log_folder(draft, row)
    for key in ("flattened_feature_list", "feature_names"):
        draft.rename(row, key, "features")
    rows.clean_names(draft, row, "features")
    _hash(draft, row)
    if row.get("model_file") is not None and (row.get("model_sha256") is None or row.get("model_format") is None):
        draft.drop(row, "model_file", Code.RULE_BROKEN, "its hash and format are not named")


def _hash(draft: Draft, row: Obj) -> None:
    features = row.get("features")
    if features and row.get("feature_hash") is None and isinstance(features, list):
        row.pop("feature_hash", None)
        row["feature_hash"] = feature_hash(features)
        message = "was computed from the features in their order; the order is the file's word alone"
        draft.note(row.pointer("feature_hash"), Code.ABSENT, Severity.INFO, Action.DEFAULTED, None, message)
