"""The bare request dictionary of the fork, made into an ExperimentRequest that says all that the fork left to its templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from aistock.contract import plain_json
from aistock.contract.types import utc_text
from aistock.rdagent.legacy import factor_rows, rows, words
from aistock.rdagent.legacy.context import Context
from aistock.rdagent.legacy.draft import Draft, Obj, objects, placed, plain
from aistock.rdagent.legacy.issue import Action, Code, Severity

_NAMESPACE = UUID("0d0c6f0e-6d53-5a5e-9d5e-0c1b7c7f2a55")
_EPOCH = "1970-01-01T00:00:00Z"
_PROGRAM = "rdagent_request"

KINDS = frozenset({"research", "benchmark", "ab_test", "retrain", "directed"})
METRICS = {
    "ic": "ic_mean",
    "rank_ic": "rank_ic_mean",
    "sharpe": "information_ratio",
    "ann_ret": "annualized_return",
    "ann_return": "annualized_return",
    "annual_return": "annualized_return",
    "mdd": "max_drawdown",
}
"""Metric names of the fork; its sharpe is an information ratio of excess returns."""

_MODEL_SETTINGS = {
    "learning_rate": "learning_rate",
    "num_leaves": "num_leaves",
    "max_depth": "max_depth",
    "lambda_l2": "lambda_l2",
    "colsample_bytree": "feature_fraction",
    "feature_fraction": "feature_fraction",
    "num_boost_round": "num_boost_round",
    "early_stopping_rounds": "early_stopping_rounds",
}
COSTS = {"open_cost": 0.0005, "close_cost": 0.0015, "min_cost_mills": 5000, "limit_threshold": 0.095, "deal_price": "close"}
"""Costs of the fork's baseline template."""

LABEL = {"expression": "Ref($close, -2)/Ref($close, -1) - 1", "horizon_days": 2}
"""Label of every template of the fork."""


def signs(root: dict[str, Any]) -> bool:
    """Whether a request is the fork's: v1's own has an id."""
    return "request_id" not in root and "train_test" in root


def rewrite(draft: Draft, root: Obj, context: Context) -> None:
    """The request as v1 has it."""
    request_id = str(uuid5(_NAMESPACE, plain_json.canonical(plain(root)).decode()))
    written = utc_text(context.written_at) if context.written_at else _EPOCH
    known = (
        f"the request does not say when it was written; {'taken from the caller' if context.written_at else '1970 means unknown'}"
    )
    draft.default(root, "generated_at_utc", written, known, severity=Severity.WARNING)
    draft.default(root, "source", _PROGRAM, f"the request does not name its program; {_PROGRAM}")
    rows.blank(draft, root, "name", "description")
    draft.default(root, "name", "legacy request", "the request has no name")
    draft.default(root, "request_id", request_id, "the request has no id; this one follows from its content")
    draft.default(root, "kind", "research", "the fork's default")
    rows.word(draft, root, "kind", KINDS, {}, "research")
    draft.default(root, "budget", {"max_seconds": 86400}, "the request has no budget; one day", severity=Severity.WARNING)
    draft.default(root, "seed", 0, "the request has no seed", severity=Severity.WARNING)
    draft.default(root, "triggered_by", {"kind": "user", "user": "legacy"}, "the request does not say who asked")
    draft.default(root, "user_tags", [], "was absent; written as empty")
    _strategy(draft, root)
    _factors(draft, root)
    _train_test(draft, root, context)
    _objective(draft, root)
    _without_counterpart(draft, root, "dataset")
    _without_counterpart(draft, root, "extra", severity=Severity.WARNING)


def _envelope(draft: Draft, root: Obj, part: Obj) -> None:
    """A configuration inside a request says itself what it is."""
    if part.get("version") is None:
        draft.default(part, "version", "v1", "every configuration names its version", code=Code.VERSION_SPELLING)
    for key in ("generated_at_utc", "source", "name"):
        draft.default(part, key, root.get(key), "the request's own")


def _without_counterpart(draft: Draft, row: Obj, *keys: str, severity: Severity = Severity.ERROR) -> None:
    """Leave out what v1 has no field for; an error when it says something that changes what would be run."""
    for key in keys:
        if key in row:
            says = Severity.INFO if not row[key] else severity
            draft.drop(row, key, Code.UNKNOWN_FIELD, "v1 has no such field", severity=says)


def _strategy(draft: Draft, root: Obj) -> None:
    strategy = root.get("strategy")
    if not isinstance(strategy, Obj):
        return
    rows.blank(draft, strategy, "name", "description", "benchmark", "prompt_template_id")
    _envelope(draft, root, strategy)
    if isinstance(strategy.get("strategy_type"), str) and strategy["strategy_type"] in ("topk", "TopkDropout", "topk_dropout"):
        message = "topk is a weight rule in v1; the family is long_only"
        draft.convert(strategy, "strategy_type", "long_only", Code.LEGACY_WORD, message)
    benchmark = strategy.get("benchmark")
    if isinstance(benchmark, str) and len(benchmark) == 8 and benchmark[:2] in ("SH", "SZ", "BJ") and benchmark[2:].isdigit():
        code = f"{benchmark[2:]}.{benchmark[:2]}"
        draft.convert(strategy, "benchmark", code, Code.OTHER_FORM, f"{benchmark} is {code} in v1")
    rule = strategy.get("trading_rule")
    if isinstance(rule, Obj):
        _trading_rule(draft, strategy, rule)
    draft.default(strategy, "rebalance", {"kind": "every_days", "days": 1}, "the fork trades every day")
    draft.default(strategy, "costs", COSTS, "costs of the fork's baseline template", severity=Severity.WARNING)
    _signal(draft, root, strategy)
    _without_counterpart(draft, strategy, "risk_model")
    _without_counterpart(draft, strategy, "extra", severity=Severity.WARNING)


def _trading_rule(draft: Draft, strategy: Obj, rule: Obj) -> None:
    for key in ("topk", "n_drop"):
        rows.whole_number(draft, rule, key)
    if "topk" in rule and strategy.get("weight") is None:
        strategy.pop("weight", None)
        weight = Obj(strategy.pointer("trading_rule"))
        weight["kind"] = "topk_dropout"
        for key in ("topk", "n_drop"):
            if key in rule:
                draft.note(rule.pointer(key), Code.OTHER_NAME, Severity.INFO, Action.MOVED, rule[key], f"is weight.{key} in v1")
                weight[key] = rule.pop(key)
        draft.default(weight, "n_drop", 5, "n_drop of the fork's templates", severity=Severity.WARNING)
        strategy["weight"] = weight
        strategy.moved["weight"] = strategy.pointer("trading_rule")
    rhythm = rule.get("rebalance")
    if rhythm in ("1d", "day", "daily") and isinstance(rhythm, str):
        draft.note(rule.pointer("rebalance"), Code.OTHER_FORM, Severity.INFO, Action.CONVERTED, rhythm, "is every_days 1 in v1")
        del rule["rebalance"]
        _make_room(draft, strategy, "rebalance")
        strategy["rebalance"] = placed({"kind": "every_days", "days": 1}, strategy.pointer("rebalance"))
    if rule:
        # What is left changes what would be traded; a request without it would be another experiment.
        for key in sorted(rule):
            message = "v1 has no such trading rule; the request cannot be run without it"
            draft.drop(rule, key, Code.UNKNOWN_FIELD, message, severity=Severity.ERROR)
    del strategy["trading_rule"]


def _signal(draft: Draft, root: Obj, strategy: Obj) -> None:
    model = root.get("model")
    if model is not None and not isinstance(model, Obj):
        draft.drop(root, "model", Code.INVALID_VALUE, "is no object, so that nobody knows the model", severity=Severity.ERROR)
        return
    if not isinstance(model, Obj):
        message = "the request names no model; LightGBM, as in the fork's baseline template"
        draft.default(strategy, "signal", {"kind": "light_gbm"}, message, severity=Severity.WARNING)
        return
    name = model.get("model_type") or model.get("model_class")
    if isinstance(name, str) and name.rpartition(".")[2] == "LGBModel":
        kwargs = model.get("kwargs")
        signal: dict[str, Any] = {"kind": "light_gbm"}
        for key, item in kwargs.items() if isinstance(kwargs, Obj) else ():
            if key in _MODEL_SETTINGS:
                signal[_MODEL_SETTINGS[key]] = item
        draft.convert(
            root,
            "model",
            None,
            Code.OTHER_FORM,
            "is strategy.signal in v1, with the settings that v1 has",
            severity=Severity.WARNING,
        )
        del root["model"]
        _make_room(draft, strategy, "signal")
        strategy["signal"] = placed(signal, strategy.pointer("signal"))
    else:
        message = "v1 names no such model; the request cannot be run without it"
        draft.drop(root, "model", Code.NO_COUNTERPART, message, severity=Severity.ERROR)


def _make_room(draft: Draft, row: Obj, key: str) -> None:
    """Name what stood under a key before another part of the request is written there."""
    if row.get(key) is not None:
        draft.drop(row, key, Code.TWO_VALUES, "another part of the request says something else", severity=Severity.ERROR)


def _factors(draft: Draft, root: Obj) -> None:
    found = root.get("factor_set")
    if not isinstance(found, Obj):
        return
    rows.blank(draft, found, "name")
    _envelope(draft, root, found)
    for row in objects(found.get("factors")):
        word = row.get("source")
        if isinstance(word, str) and word not in words.SOURCES_OF_V1:
            turned = factor_rows.source_of(word, row)
            draft.convert(row, "source", turned, Code.LEGACY_SOURCE, f"{word[:60]!r} is {turned} in v1")
        rows.blank(draft, row, "version")
    _without_counterpart(draft, found, "extra", severity=Severity.WARNING)


def _train_test(draft: Draft, root: Obj, context: Context) -> None:
    found = root.get("train_test")
    if not isinstance(found, Obj):
        return
    _envelope(draft, root, found)
    for name in ("train", "valid", "test"):
        _range(draft, found, name)
    extra = found.get("dataset_extra")
    if isinstance(extra, Obj):
        if extra.get("market") is not None and found.get("universe") is None:
            pointer = extra.pointer("market")
            found.pop("universe", None)
            found["universe"] = extra.pop("market")
            found.moved["universe"] = pointer
            draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, "is train_test.universe in v1")
        for key in sorted(extra):
            draft.drop(extra, key, Code.NO_COUNTERPART, "the dataset of a request is a snapshot in v1, not a folder or a setting")
        del found["dataset_extra"]
    draft.default(found, "universe", "all", "no market was named; the fork's templates take all", severity=Severity.WARNING)
    draft.default(found, "frequency", "1d", "the fork knows only daily bars")
    draft.default(found, "label", LABEL, "label of the fork's templates", severity=Severity.WARNING)
    draft.default(found, "purge_days", LABEL["horizon_days"], "the label looks two sessions ahead", severity=Severity.WARNING)
    if found.get("snapshot_id") is not None:
        return
    if context.snapshot_id is not None:
        draft.default(found, "snapshot_id", context.snapshot_id, "was absent; the caller's")
    else:
        message = "the request names no dataset snapshot; give snapshot_id (aistock validate --snapshot)"
        draft.note(found.pointer("snapshot_id"), Code.MISSING_CONTEXT, Severity.ERROR, Action.REFUSED, None, message)


def _range(draft: Draft, found: Obj, name: str) -> None:
    keys = (f"{name}_start", f"{name}_end")
    if found.get(name) is not None or not any(key in found for key in keys):
        return
    found.pop(name, None)
    days = Obj(found.pointer(name))
    for key, inner in zip(keys, ("start_date", "end_date"), strict=True):
        if key in found:
            pointer = found.pointer(key)
            days.moved[inner] = pointer
            draft.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, found[key], f"is {name}.{inner} in v1")
            days[inner] = found.pop(key)
    found[name] = days


def _objective(draft: Draft, root: Obj) -> None:
    draft.default(root, "objective", {"primary_metric": "ic_mean", "direction": "maximize"}, "the fork's default")
    objective = root.get("objective")
    if not isinstance(objective, Obj):
        return
    metric = objective.get("primary_metric")
    if isinstance(metric, str) and metric in METRICS:
        draft.convert(objective, "primary_metric", METRICS[metric], Code.LEGACY_WORD, f"{metric!r} is {METRICS[metric]} in v1")
    draft.default(objective, "direction", "maximize", "the fork's default")
    _without_counterpart(draft, objective, "constraints")
