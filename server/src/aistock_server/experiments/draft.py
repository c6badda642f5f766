"""A request that asks for a strategy of the library again, read from the Qlib blocks its run left behind."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from aistock.experiments.v1.models import (
    Budget,
    ExperimentRequest,
    FactorRef,
    FactorSetConfig,
    StrategyConfig,
    Weekday,
)
from aistock.library.alpha158 import alpha158
from aistock.library.v1.models import CatalogStrategy, FactorSource
from aistock_server.experiments.draft_features import KnownFactor, features_said
from aistock_server.experiments.draft_windows import windows_said
from aistock_server.experiments.draft_words import Unsaid, at
from aistock_server.kernel.errors import Refused

_SOURCE = "aistock_server.draft"
_NAMESPACE = uuid.UUID("b1b6b3ce-6c1f-5f86-8f0e-0a0f3f7c9d21")
_LARGEST_SEED = 2**31 - 1
_LGB = {
    "num_boost_round": int,
    "early_stopping_rounds": int,
    "learning_rate": float,
    "num_leaves": int,
    "max_depth": int,
    "lambda_l2": float,
    "feature_fraction": float,
}


def _signal(model: Any) -> dict[str, Any]:
    name, kwargs = at(model, "class"), model.get("kwargs") or {}
    if not isinstance(kwargs, Mapping):
        raise Unsaid(f"model_config.kwargs is {kwargs!r:.80}, which holds no settings")
    if name == "LGBModel":
        return {"kind": "light_gbm", **{key: make(kwargs[key]) for key, make in _LGB.items() if key in kwargs}}
    if name == "LinearModel":
        estimator = kwargs.get("estimator", "ols")
        alpha = {"alpha": float(kwargs.get("alpha", 0.0))} if estimator in ("ridge", "lasso") else {}
        return {"kind": "linear", "estimator": estimator, **alpha}
    raise Unsaid(f"model_config.class is {name!r}; only LGBModel and LinearModel can be asked for again")


def _rebalance(backtest: Any) -> dict[str, Any]:
    """When it traded, as the worker writes it beside Qlib's own settings; Qlib itself trades every day."""
    said = backtest.get("rebalance") if isinstance(backtest, Mapping) else None
    if said is None:
        return {"kind": "every_days", "days": 1}
    kind, number = at(said, "kind"), at(said, "number")
    if kind == "weekly" and isinstance(number, int) and 0 <= number < len(Weekday):
        return {"kind": kind, "weekday": [*Weekday][number].value}
    if kind in ("every_days", "monthly"):
        return {"kind": kind, "days" if kind == "every_days" else "session": number}
    raise Unsaid(f"backtest_config.rebalance is {said!r:.80}, which no request has")


def _seed(model: Any) -> int:
    """The seed of the run; 0 where it had none."""
    places = (model.get("seed"), (model.get("kwargs") or {}).get("seed"))
    found = next((seed for seed in places if seed is not None), 0)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= _LARGEST_SEED:
        raise Unsaid(f"model_config has the seed {found!r:.80}, which no request has")
    return found


def _strategy(blocks: Mapping[str, Any], now: datetime, name: str) -> StrategyConfig:
    portfolio, backtest = blocks.get("portfolio_config"), blocks.get("backtest_config")
    if at(portfolio, "class") != "TopkDropoutStrategy":
        raise Unsaid(f"portfolio_config.class is {at(portfolio, 'class')!r}; only TopkDropoutStrategy can be asked for again")
    exchange = at(backtest, "exchange_kwargs")
    benchmark = backtest.get("benchmark") if isinstance(backtest, Mapping) else None
    return StrategyConfig.model_validate(
        {
            "generated_at_utc": now,
            "source": _SOURCE,
            "name": name,
            "strategy_type": "long_only",
            "signal": _signal(blocks.get("model_config")),
            "weight": {
                "kind": "topk_dropout",
                "topk": int(at(portfolio, "kwargs", "topk")),
                "n_drop": int(at(portfolio, "kwargs", "n_drop")),
            },
            "rebalance": _rebalance(backtest),
            "costs": {
                "open_cost": float(at(exchange, "open_cost")),
                "close_cost": float(at(exchange, "close_cost")),
                "min_cost_mills": round(float(at(exchange, "min_cost")) * 1000),
                "limit_threshold": float(at(exchange, "limit_threshold")),
                "deal_price": str(at(exchange, "deal_price")),
            },
            "benchmark": benchmark if isinstance(benchmark, str) else None,
        }
    )


def _factors(features: list[FactorRef], now: datetime, name: str) -> FactorSetConfig:
    """The features in their order; as a library where they are exactly the whole of Alpha158."""
    if [(factor.name, factor.expression) for factor in features] == [*alpha158()]:
        return FactorSetConfig(generated_at_utc=now, source=_SOURCE, name=name, libraries=[FactorSource.QLIB_ALPHA158.value])
    order = [factor.name for factor in features]
    return FactorSetConfig(generated_at_utc=now, source=_SOURCE, name=name, factors=features, feature_order=order)


def from_strategy(strategy: CatalogStrategy, snapshot_id: str, now: datetime, known: KnownFactor) -> ExperimentRequest:
    """The draft; its request_id follows from strategy and snapshot, so that drafting twice and submitting both runs once.

    `known` finds factors of the library. Raises Refused (STRATEGY_NOT_DRAFTABLE) naming the block, or the factors, that do not
    say enough.
    """
    blocks = strategy.model_dump(mode="json", by_alias=True)
    name = f"strategy {strategy.strategy_id}"
    try:
        config = _strategy(blocks, now, name)
        windows, assumed = windows_said(strategy, snapshot_id, _SOURCE, now)
        factors = _factors(features_said(strategy, known), now, name)
        seed = _seed(blocks["model_config"])
    except (Unsaid, ValidationError, ValueError, TypeError, AttributeError) as error:
        raise Refused(
            "STRATEGY_NOT_DRAFTABLE",
            f"strategy {strategy.strategy_id!r} does not say enough to draft a request: {error}; write the request by hand",
            strategy_id=strategy.strategy_id,
        ) from error
    return ExperimentRequest.model_validate(
        {
            "generated_at_utc": now,
            "source": _SOURCE,
            "request_id": str(uuid.uuid5(_NAMESPACE, f"{strategy.strategy_id}:{snapshot_id}")),
            "name": name,
            "description": f"Assumed, since the strategy does not say: {'; '.join(assumed)}." if assumed else None,
            "kind": "research",
            "strategy": config,
            "factor_set": factors,
            "train_test": windows,
            "objective": {"primary_metric": "annualized_return", "direction": "maximize"},
            "budget": Budget(max_seconds=3600),
            "seed": seed,
            "triggered_by": {"kind": "user", "user": "draft_from_strategy"},
            "strategy_id": strategy.strategy_id,
        }
    )
