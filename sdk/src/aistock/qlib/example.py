"""A request that fits a market: for examples and tests, and for a first run on data of one's own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from aistock.contract.v1.models import DateRange
from aistock.experiments.v1.models import (
    Budget,
    CostBlock,
    DealPrice,
    Direction,
    EveryDays,
    ExperimentKind,
    ExperimentRequest,
    FactorRef,
    FactorSetConfig,
    Frequency,
    LabelSpec,
    LightGbmModel,
    LinearModel,
    Objective,
    StrategyConfig,
    StrategyType,
    TopkDropout,
    TrainTestConfig,
    UserTrigger,
)

LABEL = LabelSpec(expression="Ref($close, -2)/Ref($close, -1) - 1", horizon_days=2)
WARM_UP_SESSIONS = 60
"""Sessions before the train segment, so that the longest Alpha158 window is filled."""

_WRITTEN: dict[str, Any] = {"generated_at_utc": datetime(2026, 1, 1, tzinfo=UTC), "source": "aistock.qlib.example"}
_VALID_SHARE, _TEST_SHARE = 0.13, 0.33


def example_request(
    calendar: Sequence[date],
    *,
    snapshot_id: str,
    benchmark: str | None,
    topk: int = 20,
    n_drop: int = 3,
    factors: Sequence[str] = (),
    model: LightGbmModel | LinearModel | None = None,
    request_id: str = "00000000-0000-4000-8000-000000000001",
    seed: int = 7,
) -> ExperimentRequest:
    """Train, valid and test over the calendar in that order; all of Alpha158, or the named factors of it."""
    objective = Objective(primary_metric="ic_mean", direction=Direction.MAXIMIZE)
    return ExperimentRequest(
        **_WRITTEN,
        request_id=request_id,
        name="example",
        kind=ExperimentKind.RESEARCH,
        strategy=_strategy(model or LightGbmModel(learning_rate=0.05, num_leaves=32, max_depth=6), benchmark, topk, n_drop),
        factor_set=_factor_set(factors),
        train_test=_train_test(calendar, snapshot_id),
        objective=objective,
        budget=Budget(max_seconds=900),
        seed=seed,
        triggered_by=UserTrigger(user="example"),
    )


def _strategy(model: LightGbmModel | LinearModel, benchmark: str | None, topk: int, n_drop: int) -> StrategyConfig:
    costs = CostBlock(open_cost=0.0005, close_cost=0.0015, min_cost_mills=5000, limit_threshold=0.095, deal_price=DealPrice.CLOSE)
    return StrategyConfig(
        **_WRITTEN,
        name="topk dropout",
        strategy_type=StrategyType.LONG_ONLY,
        signal=model,
        weight=TopkDropout(topk=topk, n_drop=n_drop),
        rebalance=EveryDays(days=1),
        costs=costs,
        benchmark=benchmark,
    )


def _factor_set(factors: Sequence[str]) -> FactorSetConfig:
    if not factors:
        return FactorSetConfig(**_WRITTEN, name="alpha158", libraries=["qlib_alpha158"])
    return FactorSetConfig(**_WRITTEN, name="chosen", factors=[FactorRef(name=name, source="qlib_alpha158") for name in factors])


def _train_test(calendar: Sequence[date], snapshot_id: str) -> TrainTestConfig:
    usable = calendar[WARM_UP_SESSIONS:] if len(calendar) > 3 * WARM_UP_SESSIONS else calendar
    test = len(usable) - int(len(usable) * _TEST_SHARE)
    valid = test - int(len(usable) * _VALID_SHARE)

    def span(first: int, last: int) -> DateRange:
        return DateRange(start_date=usable[first], end_date=usable[last])

    return TrainTestConfig(
        **_WRITTEN,
        name="in order",
        universe="all",
        snapshot_id=snapshot_id,
        frequency=Frequency.DAY,
        train=span(0, valid - 1),
        valid=span(valid, test - 1),
        test=span(test, len(usable) - 1),
        label=LABEL,
        purge_days=LABEL.horizon_days,
    )
