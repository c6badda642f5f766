"""One real run in Qlib: what it leaves behind is complete, consistent and plain."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aistock.contract.v1.models import CostBasis, Metric, ReturnBasis
from aistock.experiments.identity import config_hash, effective_config_hash
from aistock.experiments.v1.models import ExperimentResult, ResultStatus
from aistock.worker.testing import FACTORS, SNAPSHOT_ID, SmallRun, small_run

pytestmark = pytest.mark.qlib


@pytest.fixture(scope="session")
def run() -> SmallRun:
    return small_run()


@cache
def table(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path)


def result(run: SmallRun) -> ExperimentResult:
    assert run.experiment.result is not None
    return run.experiment.result


def metric(run: SmallRun, name: str, cost: CostBasis, basis: ReturnBasis) -> Metric:
    found = [one for one in result(run).metrics if (one.name, one.basis.cost_basis, one.basis.return_basis) == (name, cost, basis)]
    assert len(found) == 1
    return found[0]


def test_it_succeeded_with_evidence(run: SmallRun) -> None:
    found = result(run)
    assert found.status is ResultStatus.SUCCEEDED
    assert found.synthetic is True
    assert found.features == list(FACTORS)
    assert [timing.stage.value for timing in found.timings] == ["prepare", "features", "train", "signal", "backtest", "artifacts"]
    assert {"pyqlib", "lightgbm", "pandas", "numpy"} <= set(found.package_versions)


def test_progress_reached_the_queue_in_order(run: SmallRun) -> None:
    told = run.bench.queue.progress
    assert [one.fraction for one in told] == sorted(one.fraction for one in told)
    # How many stages are told depends on how fast the run is; the first alone would say nothing.
    assert {one.stage.value for one in told} - {"prepare"}


def test_hashes_are_those_of_what_was_asked_and_made(run: SmallRun) -> None:
    found = result(run)
    assert found.hashes is not None
    assert found.effective_config is not None
    assert found.effective_config_sha256 == effective_config_hash(found.effective_config)
    assert found.hashes.snapshot_id == SNAPSHOT_ID
    assert found.hashes.strategy_config_hash == config_hash(run.request.strategy)
    model = next(one.file for one in found.files if one.name == "model")
    assert found.hashes.model_sha256 == model.sha256


def test_every_file_is_in_the_vault_and_in_the_workspace(run: SmallRun) -> None:
    roles = {one.name: one.file for one in result(run).files}
    assert set(roles) == {
        "qlib_res", "ret", "returns", "predictions", "ic", "factor_daily", "positions", "orders", "indicators", "model",
        "effective_config",
    }  # fmt: skip
    for file in roles.values():
        assert run.bench.vault.holds(file.sha256)
        assert (run.finished.workspace / Path(file.path).name).stat().st_size == file.size


def test_what_ran_is_what_was_asked(run: SmallRun) -> None:
    executed = json.loads((run.finished.workspace / "executed_config.json").read_text(encoding="utf-8"))
    assert executed == result(run).effective_config
    assert [name for name, _ in executed["features"]] == list(FACTORS)
    assert executed["strategy"]["kwargs"] == {"topk": 8, "n_drop": 2, "risk_degree": 0.95}
    assert executed["fitted"]["best_iteration"] >= 1


def test_metrics_say_what_they_are(run: SmallRun) -> None:
    with_cost = metric(run, "annualized_return", CostBasis.WITH_COST, ReturnBasis.EXCESS)
    without = metric(run, "annualized_return", CostBasis.WITHOUT_COST, ReturnBasis.EXCESS)
    assert with_cost.value < without.value
    assert with_cost.basis.benchmark == run.bench.market.benchmark
    assert with_cost.basis.days_per_year == 238
    assert with_cost.basis.source_key == "1day.excess_return_with_cost.annualized_return"
    assert metric(run, "ic_mean", CostBasis.NONE, ReturnBasis.NONE).basis.days_per_year is None
    assert metric(run, "max_drawdown", CostBasis.WITH_COST, ReturnBasis.ABSOLUTE).value <= 0


def test_metrics_follow_from_the_tables(run: SmallRun) -> None:
    returns, ic = table(run.finished.workspace / "returns.parquet"), table(run.finished.workspace / "ic.parquet")
    nav = returns["account"] / 1e8
    assert metric(run, "total_return", CostBasis.WITH_COST, ReturnBasis.ABSOLUTE).value == pytest.approx(nav.iloc[-1] - 1)
    assert metric(run, "ic_mean", CostBasis.NONE, ReturnBasis.NONE).value == pytest.approx(ic["ic"].mean())
    excess = returns["return"] - returns["bench"] - returns["cost"]
    found = metric(run, "annualized_return", CostBasis.WITH_COST, ReturnBasis.EXCESS).value
    assert found == pytest.approx(excess.mean() * 238, rel=1e-5)


def test_qlib_res_is_the_forks_two_columns(run: SmallRun) -> None:
    lines = (run.finished.workspace / "qlib_res.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",0"
    values = dict(line.split(",") for line in lines[1:])
    assert {"IC", "ICIR", "Rank IC", "1day.excess_return_with_cost.information_ratio", "l2.train"} <= set(values)
    assert all(math.isfinite(float(value)) for value in values.values())


def test_scores_belong_to_stocks_that_traded_inside_the_test_segment(run: SmallRun) -> None:
    scores = table(run.finished.workspace / "predictions.parquet")
    test = run.request.train_test.test
    assert scores["datetime"].dt.date.between(test.start_date, test.end_date).all()
    bars = {(row["instrument"], row["date"]) for row in run.bench.market.bars.select(["instrument", "date"]).to_pylist()}
    assert all((code, day) in bars for code, day in zip(scores["instrument"], scores["datetime"].dt.date, strict=True))
    assert scores["score"].notna().all()


def test_positions_are_real_shares_at_real_closes(run: SmallRun) -> None:
    held = table(run.finished.workspace / "positions.parquet").assign(day=lambda frame: frame["date"].dt.date)
    bars = run.bench.market.frame().rename(columns={"date": "day"})[["day", "instrument", "close"]]
    joined = held.merge(bars, on=["day", "instrument"], how="inner")
    assert len(joined) > 0.9 * len(held)
    assert (joined["price"] - joined["close"]).abs().max() < 0.005
    returns = table(run.finished.workspace / "returns.parquet").set_index("datetime")
    assert held.groupby("date")["value"].sum().to_numpy() == pytest.approx(returns.loc[held["date"].unique(), "value"].to_numpy())


def test_bought_shares_come_in_lots(run: SmallRun) -> None:
    orders = table(run.finished.workspace / "orders.parquet")
    bought = orders[orders["side"] == "buy"]["filled_shares"]
    assert ((bought / 100).round() * 100 - bought).abs().max() < 0.5
    assert set(orders["side"]) == {"buy", "sell"}


def test_no_pickle_but_the_one_that_the_fork_reads(run: SmallRun) -> None:
    assert [path.name for path in run.finished.workspace.glob("*.pkl")] == ["ret.pkl"]
    frame: Any = pd.read_pickle(run.finished.workspace / "ret.pkl")
    assert list(frame.columns) == [
        "account",
        "return",
        "total_turnover",
        "turnover",
        "total_cost",
        "cost",
        "value",
        "cash",
        "bench",
    ]
