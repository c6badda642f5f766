"""Values of the system part of the contract, version 1; derived from proto/aistock/system/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr
from typing_extensions import TypeAliasType

from aistock.contract.model import ContractModel
from aistock.contract.types import HexId, Sha256, Slug, UtcInstant, UuidText
from aistock.market.v1.models import SourceAttempt


class OperationState(StrEnum):
    """Where a long job stands."""

    PENDING = "pending"
    """Accepted, not begun."""
    RUNNING = "running"
    """At work."""
    SUCCEEDED = "succeeded"
    """Finished; the result names what it made."""
    FAILED = "failed"
    """Ended by a fault; the error says which."""
    CANCELLED = "cancelled"
    """Ended by a caller."""


class OperationKind(StrEnum):
    """Kind of a long job."""

    EXPORT_DATASET = "export_dataset"
    """Writes a dataset in a file format."""
    INGEST_FROM_SOURCE = "ingest_from_source"
    """Reads a source and stores what it gave as a snapshot."""


class ExportedDataset(ContractModel):
    """A dataset that was written as files."""

    kind: Literal["exported_dataset"] = "exported_dataset"
    """Names the variant."""
    snapshot_id: Sha256
    """Snapshot the files hold."""
    artifact_sha256: Sha256
    """Artifact that holds the files; read it with GetArtifact."""
    artifact_size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size of the artifact in bytes."""
    manifest_sha256: Sha256
    """Artifact that holds the DatasetManifest document of the export."""


class IngestedDataset(ContractModel):
    """A snapshot that was made of what a source gave."""

    kind: Literal["ingested_dataset"] = "ingested_dataset"
    """Names the variant."""
    snapshot_id: Sha256
    """The snapshot."""
    source: Slug
    """The source that answered."""
    row_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Rows stored."""
    created: StrictBool
    """The snapshot is new; false means the same content was there before."""
    attempts: Annotated[list[SourceAttempt], Field(max_length=64, validate_default=True)] = []
    """Sources that were asked before, in order."""


OperationResult = TypeAliasType(
    "OperationResult", Annotated[ExportedDataset | IngestedDataset, Field(discriminator="kind", title="OperationResult")]
)


"""What a job made."""


class UnservedCall(ContractModel):
    """An RPC that the contract has and this server does not serve."""

    method: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Full name, such as /aistock.market.v1.MarketDataService/StreamQuotes."""
    why: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Why not, and what to use meanwhile."""


class GetServerInfoRequest(ContractModel):
    """Ask what the server is."""


class GetServerInfoResponse(ContractModel):
    """What the server is."""

    server_version: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """Version of the server program."""
    contract_versions: Annotated[
        list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=16, min_length=1)
    ] = []
    """Contract versions it speaks, such as v1."""
    contract_fingerprint: Sha256
    """SHA-256 over the contract's descriptors; equal fingerprints speak the same contract to the letter."""
    profile: Slug
    """Profile that chose the adapters: dev, team or live."""
    adapters: Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=64)] = []
    """Names of the adapters in use, such as sqlite, parquet, filesystem, paper."""
    services: Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=64)] = []
    """Services that are served, by full name."""
    unserved: Annotated[list[UnservedCall], Field(max_length=256, validate_default=True)] = []
    """RPCs that are not served."""
    started_at_utc: UtcInstant
    """When the server started."""
    max_message_bytes: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Largest message it takes, in bytes."""
    live_trading: StrictBool
    """Live trading is possible on this server."""
    max_artifact_bytes: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Largest file it stores, in bytes; absence means no limit."""


class GetOperationRequest(ContractModel):
    """Name a long job."""

    operation_id: HexId
    """Id of the job."""


class WatchOperationRequest(ContractModel):
    """Follow a long job."""

    operation_id: HexId
    """Id of the job."""
    cursor: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Cursor of the last event seen; absence starts at the first."""


class CancelOperationRequest(ContractModel):
    """Stop a long job."""

    request_id: UuidText
    """Idempotency id."""
    operation_id: HexId
    """Id of the job."""


class ListOperationsRequest(ContractModel):
    """List long jobs, newest first."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most jobs a page; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page; absence means the first."""
    state: OperationState | None = None
    """Only jobs in this state; absence means all."""


class Operation(ContractModel):
    """A long job."""

    operation_id: HexId
    """Id of the job."""
    kind: OperationKind
    """Kind of the job."""
    state: OperationState
    """Where it stands."""
    fraction: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Share of the work done."""
    stage: Annotated[StrictStr | None, Field(max_length=200, min_length=1)] = None
    """What it is doing, for a person."""
    created_at_utc: UtcInstant
    """When it was accepted."""
    updated_at_utc: UtcInstant
    """When it last changed."""
    result: OperationResult | None = None
    """What it made; absent until it succeeded."""
    error_reason: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Reason of a failure, as in ErrorReason without prefix."""
    error_message: Annotated[StrictStr | None, Field(max_length=2000, min_length=1)] = None
    """What went wrong and what to do."""


class GetOperationResponse(ContractModel):
    """A long job as it stands."""

    operation: Operation
    """The job."""


class WatchOperationResponse(ContractModel):
    """The long job after a change; the stream ends after the last one."""

    cursor: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Where to resume after this event."""
    operation: Operation
    """The job."""


class CancelOperationResponse(ContractModel):
    """The job after the call."""

    operation: Operation
    """The job; a job that had ended stays as it ended."""


class ListOperationsResponse(ContractModel):
    """A page of long jobs."""

    operations: Annotated[list[Operation], Field(max_length=1000, validate_default=True)] = []
    """The jobs."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent on the last."""
