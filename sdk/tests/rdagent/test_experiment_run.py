"""A loop made from an experiment says what the experiment said, of the right basis, and nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from aistock.contract.v1.models import CostBasis, Metric, MetricBasis, ReturnBasis
from aistock.experiments.v1.models import ExperimentResult, FactorRef, FactorSetConfig, ResultStatus, RunFailure, RunStage
from aistock.library.v1.models import FactorSource, LoopStatus
from aistock.qlib.example import example_request
from aistock.rdagent.artifacts import LoopRun
from aistock.rdagent.experiment_run import feature_sources, run_of_experiment

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CALENDAR = [date(2020 + month // 12, month % 12 + 1, day) for month in range(36) for day in range(1, 21)]


def _metric(name: str, value: float, cost: CostBasis, kind: ReturnBasis) -> Metric:
    benchmark = "000300.SH" if kind is ReturnBasis.EXCESS else None
    return Metric(name=name, value=value, basis=MetricBasis(cost_basis=cost, return_basis=kind, benchmark=benchmark))


def _run(metrics: list[Metric], **changes: Any) -> LoopRun:
    values: dict[str, Any] = {
        "generated_at_utc": NOW,
        "source": "worker",
        "experiment_id": "exp1",
        "request_id": "00000000-0000-4000-8000-000000000001",
        "status": ResultStatus.SUCCEEDED,
        "seed": 7,
        "worker_id": "w",
        "attempt": 1,
        "started_at_utc": NOW,
        "ended_at_utc": NOW,
        "metrics": metrics,
        "synthetic": True,
    }
    request = example_request(CALENDAR, snapshot_id="a" * 64, benchmark="000300.SH")
    place = {"task_run_id": "run", "loop_id": 0, "workspace_id": "ws", "workspace_path": "ws"}
    return run_of_experiment(request, ExperimentResult(**(values | changes)), **place, generated_at_utc=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(("excess", "accepted"), [(0.2, True), (-0.2, False)])
@pytest.mark.parametrize("turned", [False, True])
def test_the_decision_rests_on_the_excess_after_costs(excess: float, accepted: bool, turned: bool) -> None:
    metrics = [
        _metric("ic_mean", 0.03, CostBasis.NONE, ReturnBasis.NONE),
        _metric("annualized_return", excess, CostBasis.WITH_COST, ReturnBasis.EXCESS),
        _metric("annualized_return", 9.0 * (1 if excess < 0 else -1), CostBasis.WITHOUT_COST, ReturnBasis.EXCESS),
        _metric("annualized_return", 9.0 * (1 if excess < 0 else -1), CostBasis.WITH_COST, ReturnBasis.ABSOLUTE),
    ]
    run = _run(metrics[::-1] if turned else metrics)
    assert (run.decision, run.decided_by, run.experiment_id) == (accepted, "rule:positive_ic_and_return", "exp1")
    assert run.summary is not None
    assert f"{excess:.2%}" in (run.summary.value_feedback or "")
    assert run.data_source == "synthetic"


def test_without_the_figures_nothing_is_decided() -> None:
    run = _run([_metric("turnover", 0.1, CostBasis.NONE, ReturnBasis.NONE)])
    assert (run.decision, run.decided_by, run.status) == (None, None, LoopStatus.SUCCESS)


def test_a_failed_experiment_is_a_failed_loop() -> None:
    failure = RunFailure(
        stage=RunStage.TRAIN, reason="killed", message="out of memory", remedy="use fewer features", retryable=True
    )
    run = _run([], status=ResultStatus.FAILED, failure=failure)
    assert (run.status, run.decision) == (LoopStatus.FAILED, None)
    assert run.summary is not None
    assert "out of memory" in (run.summary.execution or "")


def test_features_know_who_made_them() -> None:
    libraries, names = ["qlib_alpha158", "qlib_alpha360"], [f"A{n}" for n in range(158)] + [f"B{n}" for n in range(360)]
    single = [FactorRef(name="MINE", source="rd_agent"), FactorRef(name="THEIRS", source="elsewhere")]
    factor_set = FactorSetConfig(generated_at_utc=NOW, source="t", name="all", libraries=libraries, factors=single)
    found = feature_sources(factor_set, [*names, "MINE", "THEIRS"])
    assert len(found) == 520
    assert [found[name] for name in ("A157", "B0", "MINE", "THEIRS")] == [
        FactorSource.QLIB_ALPHA158,
        FactorSource.QLIB_ALPHA360,
        FactorSource.RD_AGENT,
        FactorSource.EXTERNAL,
    ]
