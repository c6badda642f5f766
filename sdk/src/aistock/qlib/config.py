"""ExperimentRequest to the Qlib configuration that runs it; nothing but classes listed here can come out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from aistock.experiments.v1.models import ExperimentRequest, LightGbmModel, LinearModel, StrategyConfig
from aistock.qlib.failures import RunError
from aistock.qlib.features import Libraries, ordered_features
from aistock.qlib.panel import can_evaluate
from aistock.qlib.windows import Windows, windows_of

T = TypeVar("T")

Config = dict[str, Any]
"""A JSON object."""

BACKTEST_CASH = 100_000_000.0
"""CNY that the backtest's account starts with, as in RD-Agent's own templates."""

PANEL_ENGINE, QLIB_ENGINE = "aistock.qlib.panel", "qlib.data"
"""Who evaluates features: panels, whose numbers are Qlib's, or Qlib itself where an operator has no panel form."""

DEFAULT_EXPOSURE = 0.95
ALLOWED_CLASSES = frozenset(
    {
        ("qlib.contrib.model.gbdt", "LGBModel"),
        ("qlib.contrib.model.linear", "LinearModel"),
        ("qlib.contrib.strategy", "TopkDropoutStrategy"),
        ("aistock.qlib.strategies", "WeightedTopkStrategy"),
        ("qlib.backtest.executor", "SimulatorExecutor"),
        ("qlib.data.dataset.processor", "DropnaLabel"),
        ("qlib.data.dataset.processor", "CSRankNorm"),
        ("qlib.data.dataset.processor", "RobustZScoreNorm"),
        ("qlib.data.dataset.processor", "Fillna"),
    }
)
"""Module and class of everything that a configuration may name."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def build_config(request: ExperimentRequest, libraries: Libraries, calendar: Sequence[date]) -> Config:
    """What runs for this request on data with these sessions; equal requests on equal data give equal configurations."""
    windows = windows_of(request.train_test, calendar)
    features = ordered_features(request.factor_set, libraries)
    strategy = request.strategy
    linear = strategy.signal.kind == "linear"
    return {
        "snapshot_id": request.train_test.snapshot_id,
        "universe": request.train_test.universe,
        "seed": request.seed,
        "benchmark": strategy.benchmark,
        "features": [list(feature) for feature in features],
        "feature_engine": PANEL_ENGINE if can_evaluate([windows.label, *(text for _, text in features)]) else QLIB_ENGINE,
        "label": windows.label,
        "segments": {name: _texts(getattr(windows, name)) for name in ("train", "valid", "test")},
        "processors": {"infer": _infer_processors(windows) if linear else [], "learn": _learn_processors()},
        "model": _model(strategy, request.seed),
        "strategy": _strategy(strategy),
        "rebalance": _rebalance(strategy),
        "executor": _step("qlib.backtest.executor", "SimulatorExecutor", time_per_step="day", generate_portfolio_metrics=True),
        "backtest": _backtest(strategy, windows),
        "not_simulated": _not_simulated(strategy),
    }


def refuse_foreign_classes(config: object) -> None:
    """Walks the configuration; a class that is not in ALLOWED_CLASSES is a fault."""
    if isinstance(config, Mapping):
        if "class" in config and (config.get("module_path"), config["class"]) not in ALLOWED_CLASSES:
            named = f"{config.get('module_path')}.{config['class']}"
            raise RunError("prepare", "class_not_allowed", f"{named} is not on the list of classes", "use a supported block")
        for value in config.values():
            refuse_foreign_classes(value)
    elif isinstance(config, list):
        for value in config:
            refuse_foreign_classes(value)


def _model(strategy: StrategyConfig, seed: int) -> Config:
    signal = strategy.signal
    if isinstance(signal, LightGbmModel):
        return _step("qlib.contrib.model.gbdt", "LGBModel", **_light_gbm(signal, seed))
    if isinstance(signal, LinearModel):
        alpha = signal.alpha if signal.alpha is not None else 0.0
        return _step("qlib.contrib.model.linear", "LinearModel", estimator=signal.estimator.value, alpha=alpha)
    message = f"signal block {signal.kind!r} is not run here"
    raise RunError("prepare", "signal_unsupported", message, "use light_gbm or linear")


def _light_gbm(model: LightGbmModel, seed: int) -> Config:
    return {
        "loss": "mse",
        "num_boost_round": _or(model.num_boost_round, 200),
        "early_stopping_rounds": _or(model.early_stopping_rounds, 20),
        "learning_rate": _or(model.learning_rate, 0.1),
        "num_leaves": _or(model.num_leaves, 64),
        "max_depth": _or(model.max_depth, 8),
        "lambda_l2": _or(model.lambda_l2, 0.0),
        "feature_fraction": _or(model.feature_fraction, 1.0),
        "seed": seed,
        "num_threads": 2,
        "deterministic": True,
        "force_col_wise": True,
    }


def _strategy(strategy: StrategyConfig) -> Config:
    weight, position = strategy.weight, strategy.position
    exposure = _or(position.target_exposure if position else None, DEFAULT_EXPOSURE)
    risk_degree = min(exposure, 1.0 - _or(position.min_cash_fraction if position else None, 0.0))
    if weight.kind == "topk_dropout":
        return _step(
            "qlib.contrib.strategy", "TopkDropoutStrategy", topk=weight.topk, n_drop=weight.n_drop, risk_degree=risk_degree
        )
    if weight.kind == "weighted_topk":
        cap = position.max_weight if position else None
        chosen = {"topk": weight.topk, "weighting": weight.weighting.value, "max_weight": cap, "risk_degree": risk_degree}
        return _step("aistock.qlib.strategies", "WeightedTopkStrategy", **chosen)
    message = f"weight block {weight.kind!r} is not run here"
    raise RunError("prepare", "weight_unsupported", message, "use topk_dropout or weighted_topk")


def _rebalance(strategy: StrategyConfig) -> Config:
    block = strategy.rebalance
    if block.kind == "every_days":
        return {"kind": "every_days", "number": block.days}
    if block.kind == "weekly":
        return {"kind": "weekly", "number": _WEEKDAYS.index(block.weekday.value)}
    return {"kind": "monthly", "number": block.session}


def _backtest(strategy: StrategyConfig, windows: Windows) -> Config:
    costs = strategy.costs
    return {
        "start_time": windows.backtest[0].isoformat(),
        "end_time": windows.backtest[1].isoformat(),
        "account": BACKTEST_CASH,
        "exchange_kwargs": {
            "freq": "day",
            "limit_threshold": float(costs.limit_threshold),
            "deal_price": costs.deal_price.value,
            "open_cost": costs.open_cost,
            "close_cost": costs.close_cost,
            "min_cost": costs.min_cost_mills / 1000,
        },
    }


def _not_simulated(strategy: StrategyConfig) -> list[str]:
    """Fields that were asked and that Qlib's backtest does not act on; the live account does."""
    asked: list[str] = []
    if strategy.risk is not None:
        asked += [
            f"risk.{name}" for name in ("max_drawdown", "stop_loss", "max_turnover") if getattr(strategy.risk, name) is not None
        ]
    capped = strategy.position is not None and strategy.position.max_weight is not None
    return asked + (["position.max_weight"] if capped and strategy.weight.kind == "topk_dropout" else [])


def _infer_processors(windows: Windows) -> list[Config]:
    fit = {"fit_start_time": windows.train[0].isoformat(), "fit_end_time": windows.train[1].isoformat()}
    module = "qlib.data.dataset.processor"
    return [
        _step(module, "RobustZScoreNorm", fields_group="feature", clip_outlier=True, **fit),
        _step(module, "Fillna", fields_group="feature", fill_value=0),
    ]


def _learn_processors() -> list[Config]:
    module = "qlib.data.dataset.processor"
    return [_step(module, "DropnaLabel", fields_group="label"), _step(module, "CSRankNorm", fields_group="label")]


def _step(module_path: str, name: str, **kwargs: Any) -> Config:
    return {"class": name, "module_path": module_path, "kwargs": kwargs}


def _texts(span: tuple[date, date]) -> list[str]:
    return [span[0].isoformat(), span[1].isoformat()]


def _or(value: T | None, default: T) -> T:
    return default if value is None else value
