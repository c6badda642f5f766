"""Lease, fetch, run, store, complete: one experiment after another until told to stop."""

import shutil
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aistock.experiments.v1.models import (
    CompleteExperimentRequest,
    Experiment,
    ExperimentLease,
    ExperimentResult,
    FailExperimentRequest,
    LeaseExperimentRequest,
    ResultStatus,
)
from aistock.worker.attempt import Stopped, run_attempt
from aistock.worker.ports import LEASE_LOST
from aistock.worker.process import Child
from aistock.worker.results import Attempt
from aistock.worker.settings import Server, Settings

SEND_TRIES = 3
REWARM_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedRun:
    """A run whose result the queue has accepted; the workspace is the worker's own copy of its files."""

    experiment: Experiment
    result: ExperimentResult
    workspace: Path


class Worker:
    """Runs experiments of one queue in child processes; a context manager that leaves no process behind."""

    def __init__(
        self,
        server: Server,
        settings: Settings,
        *,
        on_finished: Callable[[FinishedRun], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        request_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        """Takes the server and the settings; `on_finished` is called after each accepted result."""
        self._server, self._settings = server, settings
        self._on_finished, self._now, self._request_id = on_finished, now, request_id
        self._stop = threading.Event()
        self._child: Child | None = None

    def __enter__(self) -> "Worker":
        """Starts the first child when the settings say so."""
        if self._settings.warm:
            self._child = self._start_child()
        return self

    def __exit__(self, *_: object) -> None:
        """Ends a child that waits for work."""
        self._stop.set()
        if self._child is not None:
            self._child.kill()
            self._child.log.unlink(missing_ok=True)

    def stop(self) -> None:
        """Ends the current run as retryable and then the worker; safe in a signal's handler and on any thread."""
        self._stop.set()

    def run(self, *, until_idle: bool = False) -> int:
        """Works until stopped, or until the queue is empty; returns the number of experiments that it ended."""
        ended = 0
        idle_since = time.monotonic()
        while not self._stop.is_set():
            if self.run_one():
                ended, idle_since = ended + 1, time.monotonic()
            elif until_idle:
                break
            else:
                self._warm_up(time.monotonic() - idle_since)
                self._stop.wait(self._settings.poll_seconds)
        return ended

    def run_one(self) -> bool:
        """Leases one experiment and runs it to its end; False when the queue is empty."""
        ttl = self._settings.ttl_seconds
        request = LeaseExperimentRequest(request_id=self._request_id(), worker_id=self._settings.worker_id, ttl_seconds=ttl)
        answer = self._server.queue.lease_experiment(request)
        if answer.lease is None or answer.experiment is None:
            return False
        self._perform(answer.lease, answer.experiment)
        return True

    def _warm_up(self, idle_seconds: float) -> None:
        """Starts the next child, but not while whoever waited for the last run is likely to use the machine."""
        if self._settings.warm and self._child is None and idle_seconds > REWARM_SECONDS:
            self._child = self._start_child()

    def _perform(self, lease: ExperimentLease, experiment: Experiment) -> None:
        run = self._settings.workdir / "runs" / f"{experiment.experiment_id}-{lease.fencing_token}"
        shutil.rmtree(run, ignore_errors=True)
        run.mkdir(parents=True)
        child, self._child = self._child or self._start_child(), None
        with child:
            ended = run_attempt(
                self._attempt(experiment), lease, child, run,
                server=self._server, settings=self._settings, stop=self._stop, now=self._now,
            )  # fmt: skip
        child.log.unlink(missing_ok=True)
        if not isinstance(ended, Stopped) and self._report(lease, ended) and ended.status is ResultStatus.SUCCEEDED:
            self._keep_workspace_only(run)
            if self._on_finished is not None:
                self._on_finished(FinishedRun(experiment=experiment, result=ended, workspace=run / "workspace"))
        else:
            shutil.rmtree(run, ignore_errors=True)

    def _attempt(self, experiment: Experiment) -> Attempt:
        number, name = max(experiment.attempts, 1), self._settings.worker_id
        return Attempt(experiment=experiment, worker_id=name, number=number, synthetic=None, started_at=self._now())

    def _report(self, lease: ExperimentLease, result: ExperimentResult) -> bool:
        """Tells the queue how it ended; False when the lease has passed on, so that the result counts for nothing."""
        envelope = {"request_id": self._request_id(), "fencing_token": lease.fencing_token, "result": result}
        if result.status is ResultStatus.SUCCEEDED:
            request = CompleteExperimentRequest.model_validate(envelope)
            return self._sent(lambda: self._server.queue.complete_experiment(request))
        failure = FailExperimentRequest.model_validate(envelope)
        return self._sent(lambda: self._server.queue.fail_experiment(failure))

    def _sent(self, call: Callable[[], object]) -> bool:
        """Sends the same request until it is answered: its id makes twice the same as once."""
        for left in reversed(range(SEND_TRIES)):
            try:
                call()
            except Exception as error:
                if getattr(error, "reason", None) == LEASE_LOST:
                    return False
                if left == 0:
                    raise
                time.sleep(self._settings.poll_seconds)
            else:
                return True
        return False

    def _start_child(self) -> Child:
        return Child(self._settings.workdir / "children" / f"{uuid.uuid4().hex}.log")

    @staticmethod
    def _keep_workspace_only(run: Path) -> None:
        for path in run.iterdir():
            if path.is_dir() and path.name != "workspace":
                shutil.rmtree(path, ignore_errors=True)
