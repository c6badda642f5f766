"""A queue, a vault and datasets in this process: for tests, and for one machine without a server."""

import hashlib
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aistock.errors import AistockError
from aistock.experiments.v1.models import (
    CompleteExperimentRequest,
    CompleteExperimentResponse,
    Experiment,
    ExperimentLease,
    ExperimentRequest,
    ExperimentResult,
    ExperimentState,
    FailExperimentRequest,
    FailExperimentResponse,
    HeartbeatExperimentRequest,
    HeartbeatExperimentResponse,
    LeaseExperimentRequest,
    LeaseExperimentResponse,
    Progress,
)
from aistock.worker.ports import LEASE_LOST, DatasetArchive

DEFAULT_TTL_SECONDS = 30
DEFAULT_ATTEMPTS = 3


class QueueError(AistockError):
    """The queue refuses a call; `reason` says why."""

    def __init__(self, reason: str, message: str) -> None:
        """Takes the reason as ErrorReason names it, without the prefix."""
        super().__init__(message)
        self.reason = reason


class MemoryQueue:
    """Experiments in the order they came; leases that run out are given again, with a higher token."""

    def __init__(self, vault: "DirectoryVault", now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Takes the vault whose files results may name, and a clock."""
        self._vault, self._now, self._lock = vault, now, threading.RLock()
        self._experiments: dict[str, Experiment] = {}
        self._leases: dict[str, ExperimentLease] = {}
        self.progress: list[Progress] = []
        """Every progress that a heartbeat told, in order."""

    def submit(self, request: ExperimentRequest) -> str:
        """Queues the request and returns the experiment's id; the same request_id is queued once."""
        with self._lock:
            experiment_id = f"exp-{request.request_id[-12:]}"
            now = self._now()
            state = ExperimentState.QUEUED
            queued = Experiment(
                experiment_id=experiment_id, request=request, state=state, attempts=0, submitted_at_utc=now, updated_at_utc=now
            )
            self._experiments.setdefault(experiment_id, queued)
            return experiment_id

    def get(self, experiment_id: str) -> Experiment:
        """The experiment as it stands."""
        with self._lock:
            return self._experiments[experiment_id]

    def cancel(self, experiment_id: str) -> None:
        """Ends the experiment; a worker that runs it learns so at its next heartbeat."""
        with self._lock:
            self._put(experiment_id, state=ExperimentState.CANCELLED)

    def lease_experiment(self, request: LeaseExperimentRequest) -> LeaseExperimentResponse:
        """The first experiment that waits, or whose lease ran out."""
        with self._lock:
            found = next((one for one in self._experiments.values() if self._may_lease(one)), None)
            if found is None:
                return LeaseExperimentResponse()
            lease = ExperimentLease(
                experiment_id=found.experiment_id,
                fencing_token=found.attempts + 1,
                expires_at_utc=self._now() + timedelta(seconds=request.ttl_seconds or DEFAULT_TTL_SECONDS),
                worker_id=request.worker_id,
            )
            self._leases[found.experiment_id] = lease
            running = {"state": ExperimentState.RUNNING, "attempts": found.attempts + 1, "worker_id": request.worker_id}
            return LeaseExperimentResponse(lease=lease, experiment=self._put(found.experiment_id, **running))

    def heartbeat_experiment(self, request: HeartbeatExperimentRequest) -> HeartbeatExperimentResponse:
        """Keeps the lease, or says that the experiment was cancelled."""
        with self._lock:
            lease = self._held(request.experiment_id, request.fencing_token)
            if request.progress is not None:
                self.progress.append(request.progress)
            kept = lease.model_copy(update={"expires_at_utc": self._now() + timedelta(seconds=DEFAULT_TTL_SECONDS)})
            self._leases[request.experiment_id] = kept
            cancelled = self.get(request.experiment_id).state is ExperimentState.CANCELLED
            return HeartbeatExperimentResponse(lease=kept, cancelled=cancelled)

    def complete_experiment(self, request: CompleteExperimentRequest) -> CompleteExperimentResponse:
        """Takes the result of the holder of the lease; its files must be in the vault."""
        with self._lock:
            self._take(request.result, request.fencing_token)
            return CompleteExperimentResponse(
                experiment=self._put(request.result.experiment_id, state=ExperimentState.SUCCEEDED, result=request.result)
            )

    def fail_experiment(self, request: FailExperimentRequest) -> FailExperimentResponse:
        """Takes the failure; queues the experiment again when that may help and attempts are left."""
        with self._lock:
            result = request.result
            self._take(result, request.fencing_token)
            experiment = self.get(result.experiment_id)
            left = (experiment.request.budget.max_attempts or DEFAULT_ATTEMPTS) - experiment.attempts
            again = left > 0 and result.failure is not None and result.failure.retryable
            state = ExperimentState.QUEUED if again else ExperimentState.FAILED
            return FailExperimentResponse(experiment=self._put(result.experiment_id, state=state, result=result))

    def _may_lease(self, experiment: Experiment) -> bool:
        if experiment.state is ExperimentState.QUEUED:
            return True
        lease = self._leases.get(experiment.experiment_id)
        return experiment.state is ExperimentState.RUNNING and lease is not None and lease.expires_at_utc <= self._now()

    def _held(self, experiment_id: str, token: int) -> ExperimentLease:
        lease = self._leases.get(experiment_id)
        if lease is None or lease.fencing_token != token:
            raise QueueError(LEASE_LOST, f"token {token} of {experiment_id} is not the lease's; stop the run")
        return lease

    def _take(self, result: ExperimentResult, token: int) -> None:
        self._held(result.experiment_id, token)
        missing = [named.name for named in result.files if not self._vault.holds(named.file.sha256)]
        if missing:
            raise QueueError("ARTIFACT_MISSING", f"the vault holds no {missing[0]}; put it first")

    def _put(self, experiment_id: str, **changes: object) -> Experiment:
        changed = self._experiments[experiment_id].model_copy(update={**changes, "updated_at_utc": self._now()})
        self._experiments[experiment_id] = changed
        return changed


class DirectoryVault:
    """Files in a directory, named by their hash."""

    def __init__(self, directory: Path) -> None:
        """Takes the directory, which is made."""
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)

    def put_file(self, path: Path) -> str:
        """Stores the file unless it is there, and returns its SHA-256."""
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if not self.holds(sha256):
            shutil.copyfile(path, self._directory / sha256)
        return sha256

    def get_file(self, sha256: str, path: Path) -> None:
        """Writes the content to the path."""
        if not self.holds(sha256):
            raise QueueError("NOT_FOUND", f"the vault holds no {sha256}; export the dataset again")
        shutil.copyfile(self._directory / sha256, path)

    def holds(self, sha256: str) -> bool:
        """The content is stored."""
        return (self._directory / sha256).is_file()


class KnownDatasets:
    """Archives by snapshot, told once."""

    def __init__(self, archives: dict[str, DatasetArchive]) -> None:
        """Takes the archive of each snapshot."""
        self._archives = archives

    def qlib_archive(self, snapshot_id: str) -> DatasetArchive:
        """The archive of the snapshot."""
        if snapshot_id not in self._archives:
            raise QueueError("NOT_FOUND", f"no dataset with snapshot {snapshot_id}; ingest it first")
        return self._archives[snapshot_id]
