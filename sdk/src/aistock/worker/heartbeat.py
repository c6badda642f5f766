"""Keeps a lease while a run goes on, and learns when the run must stop."""

import contextlib
import threading
import time
from typing import Any

from pydantic import ValidationError

from aistock.experiments.v1.models import ExperimentLease, HeartbeatExperimentRequest, Progress, RunStage
from aistock.worker.ports import LEASE_LOST, ExperimentQueue


class Heartbeat:
    """Sends a heartbeat when progress comes, and at least three in the life of a lease; a context manager."""

    def __init__(self, queue: ExperimentQueue, lease: ExperimentLease, *, ttl_seconds: float) -> None:
        """Takes the lease as it was given and the seconds it lasts without a heartbeat."""
        self._queue, self._lease, self._ttl = queue, lease, ttl_seconds
        self._progress: Progress | None = None
        self._wake, self._ended = threading.Event(), threading.Event()
        self.stopped_by: str | None = None
        """Why the run must stop: lease_lost or cancelled; None while it may go on."""
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heartbeat")

    def __enter__(self) -> "Heartbeat":
        """Starts the thread."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the thread; no heartbeat comes after."""
        self._ended.set()
        self._wake.set()
        self._thread.join()

    @property
    def stage(self) -> RunStage:
        """The stage the run was last heard in."""
        return self._progress.stage if self._progress is not None else RunStage.PREPARE

    def tell(self, line: dict[str, Any]) -> None:
        """Takes a progress line of the child; one that is no Progress is left out."""
        with contextlib.suppress(ValidationError):
            self._progress = Progress.model_validate(line)
            self._wake.set()

    def _beat(self) -> None:
        kept = time.monotonic()
        while not self._ended.is_set():
            if self._send():
                kept = time.monotonic()
            elif time.monotonic() - kept > self._ttl:
                # Nobody answered for as long as the lease lasts: another worker may hold it by now.
                self.stopped_by = self.stopped_by or "lease_lost"
            if self.stopped_by:
                return
            self._ended.wait(min(1.0, self._ttl / 6))
            self._wake.wait(self._ttl / 3)
            self._wake.clear()

    def _send(self) -> bool:
        request = HeartbeatExperimentRequest(
            experiment_id=self._lease.experiment_id, fencing_token=self._lease.fencing_token, progress=self._progress
        )
        try:
            answer = self._queue.heartbeat_experiment(request)
        except Exception as error:  # whatever the transport raises, only a lost lease ends the run
            if getattr(error, "reason", None) in (LEASE_LOST, "NOT_FOUND"):
                self.stopped_by = "lease_lost"
            return False
        if answer.cancelled:
            self.stopped_by = "cancelled"
        return True
