"""Small valid documents that cases start from."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from aistock.experiments import config_hash, effective_config_hash
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult, StrategyConfig

SNAPSHOT = "5" * 64
WRITTEN = datetime(2025, 6, 2, 9, 30, tzinfo=UTC)
HEAD = {"version": "v1", "generated_at_utc": WRITTEN, "source": "aistock_conformance"}


def experiment_request(*, request_id: str | None = None, snapshot_id: str = SNAPSHOT, **changes: Any) -> ExperimentRequest:
    """A research request: LightGBM on Alpha158, top 10 of the universe, daily."""
    request: dict[str, Any] = {
        **HEAD,
        "request_id": request_id or str(uuid.uuid4()),
        "name": "a research request",
        "kind": "research",
        "strategy": {
            **HEAD,
            "name": "top 10",
            "strategy_type": "long_only",
            "signal": {"kind": "light_gbm", "num_boost_round": 50},
            "weight": {"kind": "topk_dropout", "topk": 10, "n_drop": 2},
            "rebalance": {"kind": "every_days", "days": 1},
            "costs": {
                "open_cost": 0.0005,
                "close_cost": 0.0015,
                "min_cost_mills": 5000,
                "limit_threshold": 0.095,
                "deal_price": "close",
            },
            "benchmark": "000300.SH",
        },
        "factor_set": {
            **HEAD,
            "name": "Alpha158",
            "libraries": ["qlib_alpha158"],
            "factors": [],
            "feature_order": [],
            "tables": [],
            "tags": [],
        },
        "train_test": {
            **HEAD,
            "name": "three segments",
            "universe": "all",
            "snapshot_id": snapshot_id,
            "frequency": "1d",
            "train": {"start_date": date(2021, 1, 4), "end_date": date(2022, 6, 30)},
            "valid": {"start_date": date(2022, 7, 1), "end_date": date(2022, 12, 30)},
            "test": {"start_date": date(2023, 1, 3), "end_date": date(2023, 6, 30)},
            "label": {"expression": "Ref($close, -2)/Ref($close, -1) - 1", "horizon_days": 2},
            "purge_days": 2,
        },
        "objective": {"primary_metric": "annualized_return", "direction": "maximize"},
        "budget": {"max_seconds": 600},
        "seed": 7,
        "triggered_by": {"kind": "user", "user": "conformance"},
        "user_tags": [],
    }
    return ExperimentRequest.model_validate({**request, **changes})


def strategy_config(name: str, **changes: Any) -> StrategyConfig:
    """A strategy whose content nobody has stored before."""
    known = experiment_request().strategy
    least = uuid.uuid4().int % 1_000_000_000
    costs = known.costs.model_copy(update={"min_cost_mills": least})
    return known.model_copy(update={"name": name, "costs": costs, **changes})


def succeeded(
    request: ExperimentRequest, experiment_id: str, *, worker_id: str, attempt: int, file_sha256: str, file_size: int
) -> ExperimentResult:
    """The least result that a succeeded run may report, with one stored file."""
    effective = {"task": {"model": {"class": "LGBModel"}}}
    return ExperimentResult.model_validate(
        {
            **_result_head(request, experiment_id, worker_id, attempt),
            "status": "succeeded",
            "effective_config": effective,
            "effective_config_sha256": effective_config_hash(effective),
            "hashes": {
                "code_sha256": "c" * 64,
                "snapshot_id": request.train_test.snapshot_id,
                "features_sha256": "f" * 64,
                "strategy_config_hash": config_hash(request.strategy),
                "factor_set_hash": config_hash(request.factor_set),
                "train_test_hash": config_hash(request.train_test),
            },
            "metrics": [
                {"name": "ic_mean", "value": 0.05, "basis": {"cost_basis": "none", "return_basis": "none", "source_key": "IC"}}
            ],
            "assumptions": {
                "deal_price": "close",
                "open_cost": 0.0005,
                "close_cost": 0.0015,
                "limit_threshold": 0.095,
                "signal_lag_days": 1,
                "turnover": 0.2,
                "total_return": 0.1,
                "max_drawdown": -0.05,
            },
            "files": [
                {
                    "name": "predictions",
                    "file": {"store": "vault", "path": file_sha256, "sha256": file_sha256, "size": file_size},
                }
            ],
        }
    )


def failed(
    request: ExperimentRequest, experiment_id: str, *, worker_id: str, attempt: int, retryable: bool, **changes: Any
) -> ExperimentResult:
    """The least result that a failed run may report."""
    return ExperimentResult.model_validate(
        {
            **_result_head(request, experiment_id, worker_id, attempt),
            "status": "failed",
            "failure": {
                "stage": "train",
                "reason": "out_of_memory",
                "message": "the model needed 40 GiB",
                "remedy": "use fewer features",
                "retryable": retryable,
            },
            **changes,
        }
    )


def _result_head(request: ExperimentRequest, experiment_id: str, worker_id: str, attempt: int) -> dict[str, Any]:
    return {
        **HEAD,
        "experiment_id": experiment_id,
        "request_id": request.request_id,
        "seed": request.seed,
        "package_versions": {},
        "metrics": [],
        "files": [],
        "features": [],
        "timings": [],
        "worker_id": worker_id,
        "attempt": attempt,
        "started_at_utc": WRITTEN,
        "ended_at_utc": WRITTEN,
    }
