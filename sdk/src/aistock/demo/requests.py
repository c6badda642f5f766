"""Documents and messages of the demo, made from a market and a plan."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from aistock.contract.v1.models import DateRange
from aistock.demo.markets import EQUAL_WEIGHT_UNIVERSE, Market
from aistock.demo.plan import HORIZON, Plan, Span
from aistock.execution.v1.models import RiskPolicy, TopkDropoutPortfolio
from aistock.experiments.v1.models import (
    Budget,
    CostBlock,
    DealPrice,
    Direction,
    EveryDays,
    ExperimentKind,
    ExperimentRequest,
    FactorSetConfig,
    Frequency,
    LabelSpec,
    LightGbmModel,
    Objective,
    PositionBlock,
    StrategyConfig,
    StrategyType,
    TopkDropout,
    TrainTestConfig,
    UserTrigger,
)
from aistock.market.v1.models import Board, Instrument, InstrumentKind, ListingStatus

SOURCE = "aistock.demo"
CASH_MILLS = 10_000_000_000
"""Ten million CNY."""

EXPOSURE = 0.95
_NAMESPACE = uuid.UUID("6f0c2f0e-8b0e-5d6d-9a54-2b1f6d3f7c11")
_LABEL = f"Ref($close, -{HORIZON})/Ref($close, -1) - 1"
_MAX_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many names are held and how many are replaced a day."""

    top_k: int
    n_drop: int


def sizes_for(stocks: int) -> Sizes:
    """A sixth of the universe, between 5 and 50 names, a tenth of them replaced."""
    top_k = max(5, min(50, stocks // 6))
    return Sizes(top_k=top_k, n_drop=max(1, top_k // 10))


def dataset_name(market: Market) -> str:
    """Name of the market as a dataset may be called."""
    cleaned = re.sub(r"[^A-Za-z0-9._-]+", "-", market.name).strip("-._")
    return (cleaned or "market")[:128]


def instruments_of(market: Market) -> list[Instrument]:
    """Instruments as the contract has them."""
    return [
        Instrument(
            code=one.code,
            name=one.name[:64] or None,
            kind=InstrumentKind(one.kind),
            board=None if one.board is None else Board(one.board),
            status=ListingStatus.DELISTED if one.delist_date else None,
            listed_on=one.list_date,
            delisted_on=one.delist_date,
        )
        for one in market.instruments
    ]


def benchmarks_of(market: Market) -> list[str]:
    """Codes of indices that stand for the market."""
    return [] if market.benchmark == EQUAL_WEIGHT_UNIVERSE else [market.benchmark]


def experiment_request(market: Market, plan: Plan, *, snapshot_id: str, seed: int, now: datetime) -> ExperimentRequest:
    """Alpha158 into LightGBM into TopkDropout; equal data and seed give an equal request_id."""
    envelope: dict[str, Any] = {"generated_at_utc": now, "source": SOURCE}
    return ExperimentRequest(
        **envelope,
        request_id=str(uuid.uuid5(_NAMESPACE, f"experiment/{snapshot_id}/{seed}")),
        name=f"Alpha158 and LightGBM on {market.name}"[:128],
        description="The demo's experiment: scores of an evening, held from the next session.",
        kind=ExperimentKind.RESEARCH,
        strategy=_strategy(market, envelope),
        factor_set=FactorSetConfig(**envelope, name="alpha158", libraries=["qlib_alpha158"]),
        train_test=_train_test(plan, snapshot_id, envelope),
        objective=Objective(primary_metric="ic_mean", direction=Direction.MAXIMIZE),
        budget=Budget(max_seconds=_MAX_SECONDS, max_attempts=2),
        seed=seed,
        triggered_by=UserTrigger(user="aistock-demo"),
        user_tags=["demo", *(["synthetic"] if market.synthetic else [])],
    )


def portfolio_method(market: Market) -> TopkDropoutPortfolio:
    """The same rule as the backtest's, for the paper account."""
    sizes = sizes_for(len(market.stocks))
    return TopkDropoutPortfolio(top_k=sizes.top_k, n_drop=sizes.n_drop, exposure=EXPOSURE)


def risk_policy(market: Market, plan: Plan) -> RiskPolicy:
    """Limits that a sound strategy never meets, written on the account's own clock so that equal runs give equal journals."""
    sizes = sizes_for(len(market.stocks))
    return RiskPolicy(
        generated_at_utc=datetime.combine(plan.signal_days[0], time(8), UTC),
        source=SOURCE,
        max_position_fraction=min(1.0, 4.0 / sizes.top_k),
        max_positions=sizes.top_k + 2 * sizes.n_drop,
        max_order_mills=CASH_MILLS,
        min_cash_fraction=0.0,
        max_turnover=2.0,
    )


def _strategy(market: Market, envelope: dict[str, Any]) -> StrategyConfig:
    sizes = sizes_for(len(market.stocks))
    return StrategyConfig.model_validate(
        {
            **envelope,
            "name": "top names, worst replaced",
            "strategy_type": StrategyType.LONG_ONLY,
            "signal": LightGbmModel(learning_rate=0.05, num_leaves=32, max_depth=6),
            "weight": TopkDropout(topk=sizes.top_k, n_drop=sizes.n_drop),
            "rebalance": EveryDays(days=1),
            "position": PositionBlock(target_exposure=EXPOSURE),
            "costs": CostBlock(
                open_cost=0.0005, close_cost=0.0015, min_cost_mills=5000, limit_threshold=0.095, deal_price=DealPrice.CLOSE
            ),
            "benchmark": market.benchmark,
        }
    )


def _train_test(plan: Plan, snapshot_id: str, envelope: dict[str, Any]) -> TrainTestConfig:
    return TrainTestConfig.model_validate(
        {
            **envelope,
            "name": "in order",
            "universe": "all",
            "snapshot_id": snapshot_id,
            "frequency": Frequency.DAY,
            "train": _range(plan.train),
            "valid": _range(plan.valid),
            "test": _range(plan.test),
            "label": LabelSpec(expression=_LABEL, horizon_days=HORIZON),
            "purge_days": plan.purge,
        }
    )


def _range(span: Span) -> DateRange:
    first, last = span
    return DateRange(start_date=first, end_date=last)


def listed_of(market: Market) -> dict[str, date]:
    """First sessions that are known."""
    return {one.code: one.list_date for one in market.instruments if one.list_date is not None}
