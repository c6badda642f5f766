"""Which dialect of the fork a parsed file is written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aistock.rdagent.legacy import (
    experiment_request,
    factor_rows,
    loop_catalog,
    model_catalog,
    rows,
    strategy_catalog,
    workspace_files,
)
from aistock.rdagent.legacy.context import Context
from aistock.rdagent.legacy.draft import Draft, Obj

Rewrite = Callable[[Draft, Obj, Context], None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way in which the fork wrote one kind of file; `why_not` says why there is no document of v1 for it."""

    name: str
    kind: str | None
    rewrite: Rewrite | None = None
    why_not: str = ""
    whole: bool = False
    """A part that is lost makes it another document; it is refused then."""


MODELS = {
    "factor_catalog": "aistock.library.v1.models:FactorCatalog",
    "alpha_meta": "aistock.library.v1.models:AlphaMeta",
    "strategy_catalog": "aistock.library.v1.models:StrategyCatalog",
    "loop_catalog": "aistock.library.v1.models:LoopCatalog",
    "model_catalog": "aistock.library.v1.models:ModelCatalog",
    "factor_meta": "aistock.library.v1.models:FactorMeta",
    "factor_perf": "aistock.library.v1.models:FactorPerf",
    "feedback": "aistock.library.v1.models:LoopFeedback",
    "experiment_request": "aistock.experiments.v1.models:ExperimentRequest",
}
"""Documents of v1 that the fork's files can become."""


def _catalog(rewrite: Callable[[Draft, Obj], None]) -> Rewrite:
    def whole(draft: Draft, root: Obj, _: Context) -> None:
        rows.instant(draft, root, "generated_at_utc")
        rewrite(draft, root)

    return whole


def _factors(draft: Draft, root: Obj) -> None:
    factor_rows.rewrite(draft, root.get("factors"))


FACTORS = Dialect("rdagent.factor_catalog/2025-12", "factor_catalog", _catalog(_factors))
ALPHA = Dialect("rdagent.alpha_meta/2025-12", "alpha_meta", _catalog(_factors))
STRATEGIES = Dialect("rdagent.strategy_catalog/2025-12", "strategy_catalog", _catalog(strategy_catalog.rewrite))
LATER_STRATEGIES = Dialect("rdagent.strategy_catalog/2026-01", "strategy_catalog", _catalog(strategy_catalog.rewrite))
LOOPS = Dialect("rdagent.loop_catalog/2025-12", "loop_catalog", _catalog(loop_catalog.rewrite))
LATER_LOOPS = Dialect("rdagent.loop_catalog/2026-01", "loop_catalog", _catalog(loop_catalog.rewrite))
LATER_MODELS = Dialect("rdagent.model_catalog/2026-01", "model_catalog", _catalog(model_catalog.rewrite))
FACTOR_META = Dialect("rdagent.factor_meta/2026-01", "factor_meta", workspace_files.factor_meta)
FACTOR_PERF = Dialect("rdagent.factor_perf/2026-01", "factor_perf", workspace_files.factor_perf)
FEEDBACK = Dialect("rdagent.feedback/2026-01", "feedback", workspace_files.feedback)
ANSWER = Dialect("rdagent.feedback/llm-answer", "feedback", workspace_files.feedback)
REQUEST = Dialect("rdagent.experiment_request/draft", "experiment_request", experiment_request.rewrite, whole=True)
TASK = Dialect(
    "rdagent.task_config/draft-07",
    None,
    why_not="a task configuration starts a process of the fork (template files, prompts, environment); in v1 an experiment_request "
    "is asked for instead, with constraints.model_allowlist, constraints.factor_allowlist and budget.max_seconds",
)
SCHEMA = Dialect(
    "rdagent.json_schema/draft-07", None, why_not="a JSON Schema describes files and is none of them; v1's are in jsonschema/"
)
DATASET = Dialect(
    "rdagent.dataset_schema/2025-12",
    None,
    why_not="it describes columns without the data: a dataset_manifest needs counts, days and hashes, which come from ingesting "
    "(IngestBars); a field_map would call forward-adjusted prices the printed ones",
)
REPORT_OF_WORKSPACE = Dialect(
    "rdagent.workspace_file/2026-01",
    None,
    why_not="it claims a result without hashes of evidence; aistock.rdagent.artifacts writes it again from the workspace",
)
UNKNOWN = Dialect("unknown", None)
V1 = Dialect("v1", None)

ALL = (
    FACTORS, ALPHA, STRATEGIES, LATER_STRATEGIES, LOOPS, LATER_LOOPS, LATER_MODELS,
    FACTOR_META, FACTOR_PERF, FEEDBACK, ANSWER, REQUEST, TASK, SCHEMA, DATASET, REPORT_OF_WORKSPACE,
)  # fmt: skip
"""Every dialect that is known."""

_MODES = frozenset({"model_evolve", "factor_evolve", "quant_evolve", "model_retrain", "model", "factor", "quant"})
_OF_KIND = {
    "factor_catalog": FACTORS,
    "alpha_meta": ALPHA,
    "model_catalog": LATER_MODELS,
    "factor_meta": FACTOR_META,
    "factor_perf": FACTOR_PERF,
    "experiment_request": REQUEST,
}


def dialect_of(value: Any, kind: str | None = None, stem: str = "") -> Dialect:
    """The dialect of a value; `kind` decides when it is given, then the keys, then the file's name."""
    if not isinstance(value, dict):
        return UNKNOWN
    named = kind if kind is not None else _kind_of(value, stem)
    if named == "loop_catalog":
        return LATER_LOOPS if loop_catalog.is_later(_with_lists(value)) else LOOPS
    if named == "strategy_catalog":
        return LATER_STRATEGIES if strategy_catalog.is_later(_with_lists(value)) else STRATEGIES
    if named == "feedback":
        return ANSWER if "Observations" in value or "New Hypothesis" in value else FEEDBACK
    if named is not None:
        return _OF_KIND.get(named, UNKNOWN)
    return _without_document(value)


def bears_signs(value: Any, dialect: Dialect) -> bool:
    """Whether a value was written by the fork, and is no v1 document with a mistake."""
    if not isinstance(value, dict) or dialect.kind is None:
        return bool(dialect.why_not)
    value = _with_lists(value)
    match dialect.kind:
        case "loop_catalog":
            return loop_catalog.signs(value)
        case "strategy_catalog":
            return strategy_catalog.signs(value)
        case "model_catalog":
            return model_catalog.signs(value)
        case "factor_catalog" | "alpha_meta":
            return _factor_signs(value)
        case "experiment_request":
            return experiment_request.signs(value)
        case _:
            return workspace_files.signs(value)


def _factor_signs(value: dict[str, Any]) -> bool:
    for row in value.get("factors") or []:
        if isinstance(row, dict) and isinstance(row.get("source"), str) and row["source"] in factor_rows.SOURCE_WORDS:
            return True
    return False


def _with_lists(value: dict[str, Any]) -> dict[str, Any]:
    """The value with lists where lists are asked for."""
    keys = ("loops", "strategies", "models", "factors")
    return {key: item for key, item in value.items() if key not in keys or isinstance(item, list)}


def _kind_of(value: dict[str, Any], stem: str) -> str | None:
    named = "alpha_meta" if stem.startswith("alpha") and stem.endswith("_meta") else stem
    if {"loops", "strategies", "models"} & value.keys():
        return next(kind for key, kind in _LISTS.items() if key in value)
    if "combinations" in value and "factors" in value:
        return "factor_perf"
    if "factors" in value:
        return _kind_of_factors(value, named)
    if ("summary" in value and {"hypothesis", "decision"} & value.keys()) or "New Hypothesis" in value or "Observations" in value:
        return "feedback"
    if "train_test" in value and {"strategy", "factor_set", "objective", "kind"} & value.keys():
        return "experiment_request"
    return named if named in MODELS and {"version", "generated_at_utc"} <= value.keys() else None


_LISTS = {"loops": "loop_catalog", "strategies": "strategy_catalog", "models": "model_catalog"}


def _kind_of_factors(value: dict[str, Any], named: str) -> str:
    if named in ("factor_catalog", "alpha_meta", "factor_meta"):
        return named
    if "task_run_id" in value or "loop_id" in value:
        return "factor_meta"
    source = value.get("source")
    return (
        "alpha_meta"
        if "config_path" in value or (isinstance(source, str) and source.startswith("qlib_alpha"))
        else "factor_catalog"
    )


def _without_document(value: dict[str, Any]) -> Dialect:
    mode = value.get("mode")
    if isinstance(mode, str) and mode in _MODES and {"version", "app_tpl", "loop_n", "task_id"} & value.keys():
        return TASK
    if isinstance(value.get("$schema"), str) and ("properties" in value or "$defs" in value or "definitions" in value):
        return SCHEMA
    if "columns" in value and "index" in value and ({"dataset", "h5_key"} & value.keys() or isinstance(value["columns"], list)):
        return DATASET
    if "workspace_path" in value and "result_criteria" in value:
        return REPORT_OF_WORKSPACE
    return UNKNOWN
