"""From what a child left behind to an ExperimentResult, whose files the vault already holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aistock.contract.v1.models import FileRef, Metric, NamedFile
from aistock.experiments.identity import config_hash
from aistock.experiments.v1.models import (
    AssumptionSet,
    Experiment,
    ExperimentResult,
    ResultStatus,
    RunFailure,
    RunHashes,
    RunStage,
    StageTiming,
)
from aistock.worker.ports import ArtifactVault

VAULT_STORE = "vault"
"""Name of the store in file references of results: the server's vault, which finds files by their hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Who ran what, which time, and when it began."""

    experiment: Experiment
    worker_id: str
    number: int
    synthetic: bool | None
    """None until the data is known."""
    started_at: datetime

    def head(self, ended_at: datetime) -> dict[str, Any]:
        """Fields that every result begins with."""
        return {
            "generated_at_utc": ended_at,
            "source": "aistock.worker",
            "experiment_id": self.experiment.experiment_id,
            "request_id": self.experiment.request.request_id,
            "seed": self.experiment.request.seed,
            "worker_id": self.worker_id,
            "attempt": self.number,
            "started_at_utc": self.started_at,
            "ended_at_utc": ended_at,
            "synthetic": self.synthetic,
        }


def succeeded(attempt: Attempt, run: Path, vault: ArtifactVault, *, ended_at: datetime) -> ExperimentResult:
    """The result of a run that left result.json; stores every file of its workspace that the result names."""
    found = json.loads((run / "result.json").read_text(encoding="utf-8"))
    request = attempt.experiment.request
    files = [_stored(attempt, run / "workspace" / one["path"], one, vault) for one in found["files"]]
    return ExperimentResult(
        **attempt.head(ended_at),
        status=ResultStatus.SUCCEEDED,
        effective_config=found["effective_config"],
        effective_config_sha256=found["effective_config_sha256"],
        hashes=RunHashes(
            code_sha256=found["code_sha256"],
            snapshot_id=request.train_test.snapshot_id,
            features_sha256=found["features_sha256"],
            model_sha256=found["model_sha256"],
            strategy_config_hash=config_hash(request.strategy),
            factor_set_hash=config_hash(request.factor_set),
            train_test_hash=config_hash(request.train_test),
        ),
        package_versions=found["package_versions"],
        metrics=[Metric.model_validate(metric) for metric in found["metrics"]],
        assumptions=AssumptionSet.model_validate(found["assumptions"]),
        files=files,
        features=found["features"],
        timings=[StageTiming.model_validate(timing) for timing in found["timings"]],
    )


def failed(
    attempt: Attempt,
    failure: RunFailure,
    log: Path | None,
    vault: ArtifactVault,
    *,
    ended_at: datetime,
    timings: list[StageTiming],
) -> ExperimentResult:
    """The result of a run that did not work, with the child's log when there is one."""
    files = []
    if log is not None and log.is_file() and log.stat().st_size:
        files = [_stored(attempt, log, {"name": "log", "media_type": "text/plain"}, vault)]
    return ExperimentResult(**attempt.head(ended_at), status=ResultStatus.FAILED, failure=failure, files=files, timings=timings)


def failure_of(run: Path, exit_code: int) -> tuple[RunFailure, list[StageTiming]]:
    """What the child wrote about its failure, or that it was killed before it could."""
    path = run / "failure.json"
    if path.is_file():
        found = json.loads(path.read_text(encoding="utf-8"))
        timings = [StageTiming.model_validate(timing) for timing in found.pop("timings", [])]
        return RunFailure.model_validate(found), timings
    how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
    message = f"the run ended with {how} and left neither result nor failure"
    return failure("killed", message, "run it again; give it more memory if it was killed for want of it", retryable=True), []


def failure(reason: str, message: str, remedy: str, *, retryable: bool, stage: RunStage = RunStage.PREPARE) -> RunFailure:
    """A failure that the worker itself found."""
    return RunFailure(stage=stage, reason=reason, message=message[:4000], remedy=remedy, retryable=retryable)


def _stored(attempt: Attempt, path: Path, named: Mapping[str, str], vault: ArtifactVault) -> NamedFile:
    sha256 = vault.put_file(path)
    place = f"experiments/{attempt.experiment.experiment_id}/{attempt.number}/{path.name}"
    reference = FileRef(store=VAULT_STORE, path=place, sha256=sha256, size=path.stat().st_size)
    return NamedFile(name=named["name"], file=reference, media_type=named.get("media_type"))
