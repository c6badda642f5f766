"""A proposal differs from its parent only where a goal says so."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange, Env
from aistock.experiments.v1.models import ExperimentKind, ExperimentRequest, FeedbackTrigger, TopkDropout
from aistock.feedback import feedback_id
from aistock.feedback.v1.models import (
    AssumptionKind,
    CorrectAssumption,
    ImprovementGoal,
    KeepReturn,
    LiveExecution,
    LiveFeedback,
    LivePerformance,
    ReduceDrawdown,
    ReduceSlippage,
    ReduceTurnover,
)
from aistock_conformance import documents
from aistock_server.feedback.proposal import propose

fractions = st.floats(0, 0.1)
goals = st.one_of(
    st.builds(ReduceDrawdown, floor=st.floats(-1, 0)),
    st.builds(ReduceTurnover, ceiling=fractions),
    st.builds(ReduceSlippage, ceiling_bps=fractions),
    st.builds(KeepReturn, floor=fractions),
    st.builds(
        CorrectAssumption, assumption=st.sampled_from([AssumptionKind.OPEN_COST, AssumptionKind.CLOSE_COST]), value=fractions
    ),
)


def feedback(wishes: list[ImprovementGoal]) -> LiveFeedback:
    made = LiveFeedback(
        generated_at_utc=datetime(2025, 7, 1, tzinfo=UTC),
        source="test",
        feedback_id="0" * 32,
        strategy_instance_id="instance",
        experiment_id="exp-1",
        account_id="account",
        env=Env.PAPER,
        period=DateRange(start_date="2025-01-02", end_date="2025-06-30"),
        performance=LivePerformance(days=1, days_per_year=242),
        execution=LiveExecution(
            order_count=0,
            fill_count=0,
            order_reject_count=0,
            risk_block_count=0,
            ordered_quantity=0,
            filled_quantity=0,
            bought_mills=0,
            sold_mills=0,
            cost_mills=0,
        ),
        goals=wishes,
    )
    return made.model_copy(update={"feedback_id": feedback_id(made)})


def parent() -> ExperimentRequest:
    return documents.experiment_request(request_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10")


@given(st.lists(goals, max_size=5))
def test_the_same_feedback_proposes_the_same_request(wishes: list[ImprovementGoal]) -> None:
    told = feedback(wishes)
    one, other = propose(told, parent(), "exp-1"), propose(told, parent(), "exp-1")

    assert one == other
    assert ExperimentRequest.model_validate(one.model_dump()) == one


@given(st.lists(goals, max_size=5))
def test_data_seed_factors_and_budget_stay(wishes: list[ImprovementGoal]) -> None:
    made, before = propose(feedback(wishes), parent(), "exp-1"), parent()

    assert made.kind is ExperimentKind.DIRECTED
    assert isinstance(made.triggered_by, FeedbackTrigger)
    assert made.triggered_by.parent_experiment_id == "exp-1"
    for field in ("train_test", "factor_set", "seed", "budget", "objective"):
        assert getattr(made, field) == getattr(before, field)
    for field in ("signal", "rebalance", "position", "risk", "benchmark"):
        assert getattr(made.strategy, field) == getattr(before.strategy, field)


@pytest.mark.parametrize(
    ("goal", "metric", "bound"),
    [
        (ReduceDrawdown(floor=-0.1), "max_drawdown", {"at_least": -0.1}),
        (ReduceTurnover(ceiling=0.2), "turnover", {"at_most": 0.2}),
        (ReduceSlippage(ceiling_bps=5.0), "avg_slippage_bps", {"at_most": 5.0}),
        (KeepReturn(floor=0.1), "annualized_return", {"at_least": 0.1}),
    ],
)
def test_a_wish_becomes_a_limit(goal: ImprovementGoal, metric: str, bound: dict[str, float]) -> None:
    made = propose(feedback([goal]), parent(), "exp-1")

    assert made.constraints is not None
    limit = made.constraints.limits[0]
    assert limit.metric == metric
    assert {key: getattr(limit, key) for key in bound} == bound


def test_less_turnover_replaces_fewer_names() -> None:
    made = propose(feedback([ReduceTurnover(ceiling=0.2)]), parent(), "exp-1")

    assert made.strategy.weight == TopkDropout(topk=10, n_drop=1)


def test_a_corrected_cost_is_assumed_next_time() -> None:
    made = propose(feedback([CorrectAssumption(assumption=AssumptionKind.CLOSE_COST, value=0.0011)]), parent(), "exp-1")

    assert made.strategy.costs.close_cost == 0.0011
    assert made.strategy.costs.open_cost == parent().strategy.costs.open_cost


def test_equal_measurements_have_one_name_whoever_writes_them_and_when() -> None:
    one = feedback([])
    other = one.model_copy(
        update={"generated_at_utc": datetime(2026, 1, 1, tzinfo=UTC), "source": "another", "feedback_id": "1" * 32}
    )

    assert feedback_id(other) == one.feedback_id
    assert feedback_id(one.model_copy(update={"account_id": "other"})) != one.feedback_id
