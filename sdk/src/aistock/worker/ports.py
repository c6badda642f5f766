"""What a worker needs of a server: the queue, the vault of files, and the data that experiments run on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aistock.experiments.v1.models import (
    CompleteExperimentRequest,
    CompleteExperimentResponse,
    FailExperimentRequest,
    FailExperimentResponse,
    HeartbeatExperimentRequest,
    HeartbeatExperimentResponse,
    LeaseExperimentRequest,
    LeaseExperimentResponse,
)

LEASE_LOST = "LEASE_LOST"
"""Reason with which a queue refuses a call whose lease has passed on; an error carries it as `reason`."""


class ExperimentQueue(Protocol):
    """The calls of ExperimentService that a worker makes; each may be sent again with the same request."""

    def lease_experiment(self, request: LeaseExperimentRequest) -> LeaseExperimentResponse:
        """Takes work, when there is some."""
        ...

    def heartbeat_experiment(self, request: HeartbeatExperimentRequest) -> HeartbeatExperimentResponse:
        """Keeps the lease and tells progress."""
        ...

    def complete_experiment(self, request: CompleteExperimentRequest) -> CompleteExperimentResponse:
        """Ends a run that worked."""
        ...

    def fail_experiment(self, request: FailExperimentRequest) -> FailExperimentResponse:
        """Ends a run that did not."""
        ...


class ArtifactVault(Protocol):
    """Files by the SHA-256 of their content."""

    def put_file(self, path: Path) -> str:
        """Stores the file unless it is there, and returns its SHA-256."""
        ...

    def get_file(self, sha256: str, path: Path) -> None:
        """Writes the content to the path, whole and checked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetArchive:
    """A tar archive of a Qlib provider directory in the vault."""

    sha256: str
    synthetic: bool


class Datasets(Protocol):
    """Where the archive of a snapshot is found."""

    def qlib_archive(self, snapshot_id: str) -> DatasetArchive:
        """The archive of the snapshot's Qlib bins, made now if there is none yet."""
        ...
