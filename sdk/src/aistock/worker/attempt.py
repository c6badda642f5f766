"""One attempt at one experiment, from its data to its result or the reason it stopped."""

import json
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from aistock.contract.documents import dump
from aistock.experiments.v1.models import ExperimentLease, ExperimentResult, RunFailure, RunStage, StageTiming
from aistock.worker.heartbeat import Heartbeat
from aistock.worker.ports import ArtifactVault, DatasetArchive
from aistock.worker.process import Child
from aistock.worker.results import Attempt, failed, failure, failure_of, succeeded
from aistock.worker.settings import Server, Settings
from aistock.worker.unpack import ArchiveError, provider_root, unpack

_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run was ended because it no longer counts: lease_lost or cancelled."""

    by: str


class _AttemptError(Exception):
    """A failure that the worker found before or around the child."""

    def __init__(self, found: RunFailure) -> None:
        super().__init__(found.message)
        self.failure = found


def run_attempt(
    attempt: Attempt,
    lease: ExperimentLease,
    child: Child,
    run: Path,
    *,
    server: Server,
    settings: Settings,
    stop: threading.Event,
    now: Callable[[], datetime],
) -> ExperimentResult | Stopped:
    """The result, stored and ready to report, or Stopped; the child is dead or done when this returns."""
    log: Path | None = None
    timings: list[StageTiming] = []
    with Heartbeat(server.queue, lease, ttl_seconds=settings.ttl_seconds) as heart:
        try:
            attempt = _prepare(attempt, run, server, settings)
            child.begin(run, heart.tell)
            code = _follow(attempt, child, heart, stop)
            if heart.stopped_by is not None:
                return Stopped(heart.stopped_by)
            log = Path(shutil.copy(child.log, run / "child.log"))
            if code == 0:
                return _stored(attempt, run, server, now)
            found, timings = failure_of(run, code)
        except _AttemptError as fault:
            found = fault.failure
        return failed(attempt, found, log, server.vault, ended_at=now(), timings=timings)


def _stored(attempt: Attempt, run: Path, server: Server, now: Callable[[], datetime]) -> ExperimentResult:
    try:
        return succeeded(attempt, run, server.vault, ended_at=now())
    except Exception as error:
        message, remedy = f"the results could not be stored: {error}", "check the server and run it again"
        raise _AttemptError(failure("storing_failed", message, remedy, retryable=True, stage=RunStage.ARTIFACTS)) from error


def _prepare(attempt: Attempt, run: Path, server: Server, settings: Settings) -> Attempt:
    """Fetches and unpacks the data, and writes the task beside it."""
    request = attempt.experiment.request
    try:
        archive = server.datasets.qlib_archive(request.train_test.snapshot_id)
        provider = _provider(archive, server.vault, settings.workdir)
    except ArchiveError as error:
        raise _AttemptError(
            failure("bad_archive", str(error), "export the dataset again and submit anew", retryable=False)
        ) from error
    except Exception as error:
        message = f"the data of snapshot {request.train_test.snapshot_id} could not be fetched: {error}"
        raise _AttemptError(failure("dataset_unavailable", message, "check the server and run it again", retryable=True)) from error
    task = {"request": dump(request), "provider": str(provider), "kernels": settings.kernels}
    (run / "task.json").write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
    return replace(attempt, synthetic=archive.synthetic)


def _provider(archive: DatasetArchive, vault: ArtifactVault, workdir: Path) -> Path:
    """The unpacked archive; each is fetched once and kept by its hash."""
    directory = workdir / "datasets" / archive.sha256
    if not directory.is_dir():
        packed = directory.with_suffix(".tar")
        packed.parent.mkdir(parents=True, exist_ok=True)
        try:
            vault.get_file(archive.sha256, packed)
            unpack(packed, directory)
        finally:
            packed.unlink(missing_ok=True)
    return provider_root(directory).resolve()


def _follow(attempt: Attempt, child: Child, heart: Heartbeat, stop: threading.Event) -> int:
    """Waits for the child's end; kills it when the lease is lost, the time is up, or the worker must stop."""
    limit = attempt.experiment.request.budget.max_seconds
    began = time.monotonic()
    while (code := child.wait(_LOOK_SECONDS)) is None:
        if heart.stopped_by is not None:
            child.kill()
            return -9
        if stop.is_set():
            child.kill()
            raise _AttemptError(
                failure(
                    "worker_stopped",
                    "the worker was told to stop",
                    "another worker takes it up",
                    retryable=True,
                    stage=heart.stage,
                )
            )
        if time.monotonic() - began > limit:
            child.kill()
            message = f"the run took more than {limit} seconds"
            raise _AttemptError(failure("timeout", message, "raise budget.max_seconds", retryable=False, stage=heart.stage))
    return code
