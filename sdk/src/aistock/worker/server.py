"""The three sides of a server that a worker talks to, made from one client."""

import uuid
from pathlib import Path

from aistock.client import Client
from aistock.errors import OperationFailed
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
from aistock.market.v1.models import DatasetKind
from aistock.system.v1.models import ExportedDataset
from aistock.worker.ports import DatasetArchive
from aistock.worker.settings import Server
from aistock.worker.unpack import ArchiveError

_SERVICE = "/aistock.experiments.v1.ExperimentService/"
_EXPORTS = uuid.UUID("6f1c2f0e-7a43-5b52-9a26-0c9e3d2a51b7")


def export_request_id(snapshot_id: str) -> str:
    """Id with which everybody asks for the Qlib bins of a snapshot, so that all of them wait for one export."""
    return str(uuid.uuid5(_EXPORTS, snapshot_id))


def server_of(client: Client) -> Server:
    """The client's server as a worker sees it; the client stays the caller's to close."""
    return Server(queue=ClientQueue(client), vault=ClientVault(client), datasets=ClientDatasets(client))


class ClientQueue:
    """ExperimentService, request for request, so that a repeated one bears the same id."""

    def __init__(self, client: Client) -> None:
        """Takes an open client."""
        self._client = client

    def lease_experiment(self, request: LeaseExperimentRequest) -> LeaseExperimentResponse:
        """Takes work, when there is some."""
        response: LeaseExperimentResponse = self._client.call(_SERVICE + "LeaseExperiment", request)
        return response

    def heartbeat_experiment(self, request: HeartbeatExperimentRequest) -> HeartbeatExperimentResponse:
        """Keeps the lease and tells progress."""
        response: HeartbeatExperimentResponse = self._client.call(_SERVICE + "HeartbeatExperiment", request)
        return response

    def complete_experiment(self, request: CompleteExperimentRequest) -> CompleteExperimentResponse:
        """Ends a run that worked."""
        response: CompleteExperimentResponse = self._client.call(_SERVICE + "CompleteExperiment", request)
        return response

    def fail_experiment(self, request: FailExperimentRequest) -> FailExperimentResponse:
        """Ends a run that did not."""
        response: FailExperimentResponse = self._client.call(_SERVICE + "FailExperiment", request)
        return response


class ClientVault:
    """ArtifactService."""

    def __init__(self, client: Client) -> None:
        """Takes an open client."""
        self._client = client

    def put_file(self, path: Path) -> str:
        """Stores the file unless it is there, and returns its SHA-256."""
        return self._client.artifacts.put(path).sha256

    def get_file(self, sha256: str, path: Path) -> None:
        """Writes the content to the path, whole and checked."""
        self._client.artifacts.get(sha256, to=path)


class ClientDatasets:
    """MarketDataService: the Qlib bins of a snapshot, exported when nobody has yet."""

    def __init__(self, client: Client) -> None:
        """Takes an open client."""
        self._client = client

    def qlib_archive(self, snapshot_id: str) -> DatasetArchive:
        """The archive of an export of these bars, or of the snapshot itself when it is one."""
        manifest = self._client.market.get_dataset_manifest(snapshot_id=snapshot_id)
        if manifest.kind is DatasetKind.QLIB_BIN:
            return DatasetArchive(sha256=manifest.files[0].sha256, synthetic=manifest.synthetic)
        if manifest.kind is not DatasetKind.BARS:
            raise ArchiveError(f"snapshot {snapshot_id} is {manifest.kind.value}; name a snapshot of bars or of qlib_bin")
        same = export_request_id(snapshot_id)
        try:
            exported = self._export(snapshot_id, same)
        except OperationFailed:
            exported = self._export(snapshot_id, str(uuid.uuid4()))
        return DatasetArchive(sha256=exported.artifact_sha256, synthetic=manifest.synthetic)

    def _export(self, snapshot_id: str, request_id: str) -> ExportedDataset:
        operation_id = self._client.market.export_dataset(snapshot_id, format=DatasetKind.QLIB_BIN, request_id=request_id)
        operation = self._client.system.wait_operation(operation_id)
        if not isinstance(operation.result, ExportedDataset):
            raise ArchiveError(f"operation {operation_id} made no dataset; export the snapshot again")
        return operation.result
