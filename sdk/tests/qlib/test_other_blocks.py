"""Blocks that the shared run does not use, in one run: linear, score weights under a cap, weekly, no benchmark, Qlib's engine."""

from pathlib import Path

import pandas as pd
import pytest

from aistock.contract.v1.models import ReturnBasis
from aistock.demo.markets import make_market
from aistock.experiments.v1.models import (
    ExperimentRequest,
    FactorRef,
    FactorSetConfig,
    LinearEstimator,
    LinearModel,
    PositionBlock,
    Weekday,
    Weekly,
    WeightedTopk,
    Weighting,
)
from aistock.worker import FinishedRun, Worker
from aistock.worker.testing import Bench, make_bench, small_request

pytestmark = [pytest.mark.qlib, pytest.mark.slow]

EXPRESSIONS = {"SMOOTH": "EMA($close, 5)/$close", "UP": "If($close > $open, 1, 0) + 0*$close", "QUIET": "Mean($volume, 20)/$volume"}


def unusual(bench: Bench) -> ExperimentRequest:
    request = small_request(bench.market)
    strategy = request.strategy.model_copy(
        update={
            "signal": LinearModel(estimator=LinearEstimator.RIDGE, alpha=1.0),
            "weight": WeightedTopk(topk=4, weighting=Weighting.SCORE),
            "rebalance": Weekly(weekday=Weekday.WEDNESDAY),
            "position": PositionBlock(target_exposure=0.8, max_weight=0.3),
            "benchmark": None,
        }
    )
    factors = FactorSetConfig(
        generated_at_utc=request.generated_at_utc,
        source="test",
        name="own",
        factors=[FactorRef(name=name, source="external", expression=text) for name, text in EXPRESSIONS.items()],
    )
    return request.model_copy(update={"strategy": strategy, "factor_set": factors})


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> FinishedRun:
    bench = make_bench(tmp_path_factory.mktemp("unusual"), make_market(3, stocks=12, years=1))
    experiment_id = bench.queue.submit(unusual(bench))
    ended: list[FinishedRun] = []
    with Worker(bench.server, bench.settings(), on_finished=ended.append) as worker:
        worker.run(until_idle=True)
    result = bench.queue.get(experiment_id).result
    assert result is not None
    assert result.failure is None
    return ended[0]


def positions(run: FinishedRun) -> pd.DataFrame:
    return pd.read_parquet(run.workspace / "positions.parquet")


def test_qlib_evaluates_what_panels_cannot(finished: FinishedRun) -> None:
    assert finished.result.effective_config is not None
    assert finished.result.effective_config["feature_engine"] == "qlib.data"
    assert finished.result.features == list(EXPRESSIONS)


def test_without_a_benchmark_there_is_no_excess(finished: FinishedRun) -> None:
    assert {one.basis.return_basis for one in finished.result.metrics} == {ReturnBasis.ABSOLUTE, ReturnBasis.NONE}
    assert "benchmark_return" not in {one.name for one in finished.result.metrics}


def test_it_trades_on_wednesdays_or_the_next_session_of_the_week(finished: FinishedRun) -> None:
    orders = pd.read_parquet(finished.workspace / "orders.parquet")
    days = sorted(set(orders["date"].dt.date))
    assert days
    assert all(day.weekday() >= 2 for day in days)
    assert len({day.isocalendar()[:2] for day in days}) == len(days)


def test_the_cap_and_the_exposure_hold_when_it_trades(finished: FinishedRun) -> None:
    orders = pd.read_parquet(finished.workspace / "orders.parquet")
    held = positions(finished)
    on_trading_days = held[held["date"].isin(orders["date"].unique())]
    # Prices move between the evening of the scores and the close of the deal.
    assert on_trading_days["weight"].max() < 0.3 * 1.25
    assert on_trading_days.groupby("date")["weight"].sum().max() < 0.8 * 1.25


def test_a_linear_model_is_kept_as_coefficients(finished: FinishedRun) -> None:
    text = Path(finished.workspace / "model.json").read_text(encoding="utf-8")
    assert '"estimator": "ridge"' in text
    assert all(f'"{name}"' in text for name in EXPRESSIONS)
