"""Values of the library part of the contract, version 1; derived from proto/aistock/library/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, StringConstraints

from aistock.contract.model import ContractModel
from aistock.contract.types import (
    HexId,
    InstrumentCode,
    IsoDate,
    JsonObject,
    RawBytes,
    RelativePath,
    Sha256,
    Slug,
    UniqueItems,
    UtcInstant,
    UuidText,
)
from aistock.contract.v1.models import DateRange, FileRef, MetricBasis, NamedFile, WorkspaceRef


class ArchiveLevel(StrEnum):
    """How much of a subject is kept by AIstock."""

    NONE = "none"
    """Nothing; nothing may be deleted."""
    MINIMAL = "minimal"
    """The rows; logs may be deleted."""
    FULL = "full"
    """Rows and files; the workspace may be deleted."""


class ArchiveSubject(StrEnum):
    """What is archived."""

    LOOP = "loop"
    """A loop with its workspace."""
    EXPERIMENT = "experiment"
    """An experiment of AIstock."""
    STRATEGY = "strategy"
    """A strategy."""
    FACTOR_SET = "factor_set"
    """A set of factors."""
    LOG = "log"
    """A log folder."""


class ImportMode(StrEnum):
    """What an import does to rows that the catalogs do not hold."""

    FULL_SNAPSHOT = "full_snapshot"
    """Rows of the same kind and catalog source that the catalog does not hold any more are marked retired; none is deleted."""
    UPSERT = "upsert"
    """Other rows stay as they are."""


class CatalogKind(StrEnum):
    """Kind of a row in the library."""

    FACTOR = "factor"
    """A factor."""
    STRATEGY = "strategy"
    """A strategy."""
    LOOP = "loop"
    """A loop."""
    MODEL = "model"
    """A model."""


class CatalogFindingCode(StrEnum):
    """What an import noticed about a row."""

    DANGLING_STRATEGY = "dangling_strategy"
    """The strategy id stands neither in the import nor in the library; the row is kept and the id with it."""
    DUPLICATE_KEY = "duplicate_key"
    """The key stands twice with different content; the second row is refused."""
    REPEATED_ROW = "repeated_row"
    """The same row stands twice; the second is left out."""
    STRATEGY_ID_MISMATCH = "strategy_id_mismatch"
    """The strategy id does not follow from scenario, step, action and templates."""
    SNAPSHOT_MISMATCH = "snapshot_mismatch"
    """The catalogs of one import name different snapshots."""
    FEATURE_HASH_MISMATCH = "feature_hash_mismatch"
    """The feature hash does not follow from the features; the row is refused."""
    MODEL_WITHOUT_LOOP = "model_without_loop"
    """The model's loop stands neither in the import nor in the library."""


class CatalogSeverity(StrEnum):
    """What a finding did to the import."""

    NOTE = "note"
    """Nothing."""
    WARNING = "warning"
    """The row was taken with a blemish."""
    REFUSAL = "refusal"
    """The row was not taken."""


class FactorOrder(StrEnum):
    """Order of factors."""

    NAME = "name"
    """By name, then source."""
    CHANGED = "changed"
    """Last changed first."""
    SHARPE = "sharpe"
    """Best information ratio first; factors without one last."""
    IC_MEAN = "ic_mean"
    """Highest information coefficient of its own first; factors without one last."""
    RANK_IC_MEAN = "rank_ic_mean"
    """Highest rank information coefficient of its own first; factors without one last."""


class FactorFigure(StrEnum):
    """A key figure of a factor."""

    SHARPE = "sharpe"
    """Information ratio of its best loop."""
    ANN_RET = "ann_ret"
    """Annual return of its best loop as a fraction."""
    MDD = "mdd"
    """Largest fall in its best loop, zero or negative."""
    IC_MEAN = "ic_mean"
    """Its own mean information coefficient."""
    RANK_IC_MEAN = "rank_ic_mean"
    """Its own mean rank information coefficient."""
    IC_IR = "ic_ir"
    """Its own information coefficient over its deviation."""
    COVERAGE = "coverage"
    """Share of stock-days with a value."""


class LoopOrder(StrEnum):
    """Order of loops."""

    KEY = "key"
    """By run, loop, workspace."""
    CHANGED = "changed"
    """Last changed first."""
    ANNUALIZED_RETURN = "annualized_return"
    """Highest annual return first; loops without one last."""
    MAX_DRAWDOWN = "max_drawdown"
    """Smallest fall first; loops without one last."""
    IC_MEAN = "ic_mean"
    """Highest information coefficient first; loops without one last."""
    RANK_IC_MEAN = "rank_ic_mean"
    """Highest rank information coefficient first; loops without one last."""
    MULTI_SCORE = "multi_score"
    """Highest combined score first; loops without one last."""
    STARTED = "started"
    """Last begun first; loops without a beginning last."""


class LoopFigure(StrEnum):
    """A key figure of a loop."""

    ANNUALIZED_RETURN = "annualized_return"
    """Annual return as a fraction."""
    MAX_DRAWDOWN = "max_drawdown"
    """Largest fall, zero or negative."""
    IC_MEAN = "ic_mean"
    """Mean information coefficient."""
    RANK_IC_MEAN = "rank_ic_mean"
    """Mean rank information coefficient."""
    MULTI_SCORE = "multi_score"
    """Combined score of the producer."""


class FactorAsset(StrEnum):
    """What the asset of a factor is."""

    TABLE = "table"
    """A Parquet table with the columns datetime, instrument and the factor's name."""
    CODE = "code"
    """Python code that defines impl_func."""


class LoopAction(StrEnum):
    """What a loop of RD-Agent changed."""

    FACTOR = "factor"
    """It proposed factors."""
    MODEL = "model"
    """It proposed or trained a model."""
    UNKNOWN = "unknown"
    """The producer did not record it."""


class LoopStatus(StrEnum):
    """How far a loop, run or workspace came."""

    RUNNING = "running"
    """It is still running."""
    SUCCESS = "success"
    """It ended and its result was kept."""
    FAILED = "failed"
    """It ended with an error."""
    ABORTED = "aborted"
    """Somebody or a limit stopped it."""
    SKIPPED = "skip"
    """The producer passed over it."""
    UNKNOWN = "unknown"
    """The producer did not record it."""


class WorkspaceRole(StrEnum):
    """What a workspace was for."""

    EXPERIMENT_WORKSPACE = "experiment_workspace"
    """The workspace whose result is the loop's result."""
    SUB_WORKSPACE = "sub_workspace"
    """A candidate inside the loop; it never carries the loop's result."""
    OTHER = "other"
    """Anything else, such as a workspace found by a scan."""


class FactorSource(StrEnum):
    """Who made a factor."""

    QLIB_ALPHA158 = "qlib_alpha158"
    """Qlib's Alpha158 set."""
    QLIB_ALPHA360 = "qlib_alpha360"
    """Qlib's Alpha360 set."""
    RD_AGENT = "rd_agent"
    """RD-Agent's loops."""
    EXTERNAL = "external"
    """A person or another system."""


class MaterializationStatus(StrEnum):
    """How far the heavy files of a loop have been written."""

    PENDING = "pending"
    """Not begun."""
    RUNNING = "running"
    """One process is writing them."""
    DONE = "done"
    """All written, with their evidence."""
    FAILED = "failed"
    """Writing failed; it may be tried again."""


class SyncStatus(StrEnum):
    """Whether a consumer confirmed a loop's bundle."""

    PENDING = "pending"
    """Not confirmed."""
    SYNCED = "synced"
    """Confirmed."""


class OutputForm(StrEnum):
    """What a strategy hands to execution."""

    SIGNAL = "signal"
    """A score for each security."""
    TARGET_WEIGHT = "target_weight"
    """A share of the account for each security."""


class CallForm(StrEnum):
    """How factor code is called."""

    CLASS = "class"
    """A class with a fit_transform method."""
    FUNCTION = "function"
    """A function of a table."""


class ModelFormat(StrEnum):
    """How a model's weights are stored."""

    LIGHTGBM_TEXT = "lightgbm_text"
    """LightGBM's own text."""
    LINEAR_JSON = "linear_json"
    """Coefficients as JSON."""
    ONNX = "onnx"
    """An ONNX graph."""
    OPAQUE = "opaque"
    """A form that only its producer reads; never loaded here."""


class PrimaryAssets(ContractModel):
    """The files a bundle is for."""

    factor_entry_relpath: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Factor code to open first; absence means none."""
    model_weight_relpath: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Model weights; absence means none."""
    config_relpath: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Configuration that ran; absence means none."""


class BundleFile(ContractModel):
    """One file of a bundle."""

    path: Annotated[RelativePath, Field(max_length=1024)]
    """Place in the bundle."""
    sha256: Sha256
    """Content."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size in bytes."""


class BundleManifest(ContractModel):
    """What a bundle of assets holds."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    asset_bundle_id: HexId
    """Identity of the bundle."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    primary_workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace the assets come from."""
    primary_assets: PrimaryAssets
    """What the bundle is for."""
    files: Annotated[list[BundleFile], Field(max_length=5000, min_length=1, validate_default=True)] = []
    """Every file of the bundle beside this manifest."""


class ArchiveFile(ContractModel):
    """One file of a subject."""

    path: Annotated[RelativePath, Field(max_length=1024)]
    """Place in the subject's folder."""
    sha256: Sha256
    """Content."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size in bytes."""


class ArchiveManifest(ContractModel):
    """Every file of a workspace or log folder, as it would be deleted; a file that is not here is never deleted."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    subject: ArchiveSubject
    """What kind of thing it is."""
    subject_key: Annotated[StrictStr, Field(max_length=512, min_length=1)]
    """Key of that thing, such as task_run_id/loop_id/workspace_id."""
    folder: WorkspaceRef
    """Where its folder is."""
    files: Annotated[list[ArchiveFile], Field(max_length=50000, validate_default=True)] = []
    """Every file, by path."""


class ArchiveEvidence(ContractModel):
    """A file that was read again from where it is kept."""

    file: FileRef
    """Where it is kept and what it should be."""
    read_sha256: Sha256
    """Content when it was read again."""
    verified_at_utc: UtcInstant
    """When it was read again."""


class ArchiveRecord(ContractModel):
    """What AIstock keeps of a subject and what that permits."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    archive_id: HexId
    """Identity of the record."""
    subject: ArchiveSubject
    """What kind of thing is archived."""
    subject_key: Annotated[StrictStr, Field(max_length=512, min_length=1)]
    """Key of that thing, such as task_run_id/loop_id/workspace_id."""
    level: ArchiveLevel
    """How much is kept."""
    evidence: Annotated[list[ArchiveEvidence], Field(max_length=50000, validate_default=True)] = []
    """Files that were read again."""
    manifest_sha256: Sha256 | None = None
    """Content hash of the ArchiveManifest of the subject, which stands in the artifact store."""
    permits_log_deletion: StrictBool
    """The log may be deleted."""
    permits_workspace_deletion: StrictBool
    """The workspace may be deleted."""


class ArchivePolicy(ContractModel):
    """When the desk lets originals go; stricter than the rules of ArchiveRecord, never looser."""

    log_level: ArchiveLevel
    """Level a log needs before it may be deleted: minimal or full. A workspace always needs full."""
    minimum_age_seconds: Annotated[StrictInt, Field(ge=0, le=315360000)]
    """Seconds that must have passed since the record was kept."""
    permit_seconds: Annotated[StrictInt, Field(ge=1, le=86400)]
    """Seconds a permit lives."""
    held_keys: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=512, min_length=1)]], Field(max_length=10000)], UniqueItems
    ] = []
    """Keys of subjects that are never deleted, such as those under inspection."""


class RecordArchiveRequest(ContractModel):
    """What was archived."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    record: ArchiveRecord
    """The record; the server reads every named file again before it believes it."""


class RecordArchiveResponse(ContractModel):
    """The record as kept."""

    record: ArchiveRecord
    """The record."""


class GetArchiveRequest(ContractModel):
    """Which record to get."""

    archive_id: HexId
    """Its id."""


class GetArchiveResponse(ContractModel):
    """The record."""

    record: ArchiveRecord
    """The record."""
    recorded_at_utc: UtcInstant
    """When the server kept it."""


class ListArchivesRequest(ContractModel):
    """Which records to list; they come by archive_id."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    subject: ArchiveSubject | None = None
    """Only this kind of subject."""
    subject_key: Annotated[StrictStr | None, Field(max_length=512, min_length=1)] = None
    """Only this subject."""
    level: ArchiveLevel | None = None
    """Only this level."""


class ArchiveEntry(ContractModel):
    """A record in a list, without its evidence."""

    archive_id: HexId
    """Identity of the record."""
    subject: ArchiveSubject
    """What kind of thing is archived."""
    subject_key: Annotated[StrictStr, Field(max_length=512, min_length=1)]
    """Key of that thing."""
    level: ArchiveLevel
    """How much is kept."""
    manifest_sha256: Sha256 | None = None
    """Its manifest; absence means that nothing may be deleted by it."""
    file_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Files among its evidence."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Bytes of those files."""
    recorded_at_utc: UtcInstant
    """When the server kept it."""


class ListArchivesResponse(ContractModel):
    """A page of records."""

    archives: Annotated[list[ArchiveEntry], Field(max_length=1000, validate_default=True)] = []
    """The records."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class GetDeletionPermitRequest(ContractModel):
    """What somebody wants to delete."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    archive_id: HexId
    """Record that should permit it."""
    manifest_sha256: Sha256
    """Manifest of what would be deleted; it must be that of the record."""


class GetDeletionPermitResponse(ContractModel):
    """A permit for one deletion. It permits nothing before it is redeemed."""

    permit_id: HexId
    """Names the permit; it works once."""
    manifest_sha256: Sha256
    """The only content that it permits to delete."""
    expires_at_utc: UtcInstant
    """When it ends."""


class RedeemDeletionPermitRequest(ContractModel):
    """The permit that is about to be used."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    permit_id: HexId
    """The permit."""
    manifest_sha256: Sha256
    """Manifest of what is there now; it must be that of the permit."""


class RedeemDeletionPermitResponse(ContractModel):
    """The permit is used up; the caller may delete the files of the manifest now, and nothing else."""

    archive_id: HexId
    """Record it came from."""
    subject: ArchiveSubject
    """What kind of thing goes."""
    subject_key: Annotated[StrictStr, Field(max_length=512, min_length=1)]
    """Key of that thing."""
    redeemed_at_utc: UtcInstant
    """When it was redeemed."""


class GetArchivePolicyRequest(ContractModel):
    """Asks for the policy."""


class GetArchivePolicyResponse(ContractModel):
    """The policy."""

    policy: ArchivePolicy
    """The policy."""


class SetArchivePolicyRequest(ContractModel):
    """The policy that is to hold from now on."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    policy: ArchivePolicy
    """The policy, whole."""


class SetArchivePolicyResponse(ContractModel):
    """The policy that holds."""

    policy: ArchivePolicy
    """The policy."""


class PutArtifactRequest(ContractModel):
    """One chunk of a file. Chunks come in order and without gaps; every one names the same upload."""

    upload_id: HexId
    """Names the upload, chosen by the sender; with it an interrupted upload goes on."""
    sha256: Sha256
    """Hash of the whole file."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size of the whole file in bytes."""
    offset: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Place of this chunk in the file."""
    chunk: RawBytes | None = None
    """Bytes at that place; absence means none, as for an empty file."""


class PutArtifactResponse(ContractModel):
    """The file as stored."""

    sha256: Sha256
    """Its hash."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Its size in bytes."""
    already_stored: StrictBool
    """It was stored before this upload."""


class GetArtifactRequest(ContractModel):
    """Which file to send, from where."""

    sha256: Sha256
    """Hash of the file."""
    offset: Annotated[StrictInt | None, Field(ge=0, le=9007199254740991)] = None
    """First byte to send; absence means 0."""


class GetArtifactResponse(ContractModel):
    """One chunk of the file; an empty file comes as one chunk without bytes."""

    offset: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Place of this chunk."""
    chunk: RawBytes | None = None
    """Bytes at that place."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size of the whole file in bytes."""


class StatArtifactRequest(ContractModel):
    """Which file to look for."""

    sha256: Sha256
    """Hash of the file."""
    upload_id: HexId | None = None
    """Upload to ask about; absence means that only whole files count."""


class StatArtifactResponse(ContractModel):
    """What is stored of the file."""

    stored: StrictBool
    """The whole file is stored."""
    size: Annotated[StrictInt | None, Field(ge=0, le=9007199254740991)] = None
    """Its size; absence when it is not stored."""
    received_size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Bytes of the upload that have arrived; the next chunk begins there."""


class PublishBundleRequest(ContractModel):
    """A bundle to keep."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    manifest: BundleManifest
    """What the bundle holds; every file must be stored, and asset_bundle_id must follow from the files and their loop."""


class StoredBundle(ContractModel):
    """A bundle as kept."""

    manifest: BundleManifest
    """What it holds."""
    published_at_utc: UtcInstant
    """When it was published."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size of all its files in bytes."""


class PublishBundleResponse(ContractModel):
    """The bundle as kept."""

    bundle: StoredBundle
    """The bundle."""


class GetBundleRequest(ContractModel):
    """Which bundle to get."""

    asset_bundle_id: HexId
    """Its id."""


class GetBundleResponse(ContractModel):
    """The bundle."""

    bundle: StoredBundle
    """The bundle."""


class ListBundlesRequest(ContractModel):
    """Which bundles to list; they come by asset_bundle_id."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    task_run_id: Annotated[StrictStr | None, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")] = None
    """Only this run."""


class ListBundlesResponse(ContractModel):
    """A page of bundles."""

    bundles: Annotated[list[StoredBundle], Field(max_length=1000, validate_default=True)] = []
    """The bundles."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class PerformanceWindow(ContractModel):
    """Figures over one period."""

    name: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """Name, such as main_window."""
    period: DateRange | None = None
    """Days it covers; absence means unknown."""
    annualized_return: StrictFloat | None = None
    """Annual return as a fraction."""
    max_drawdown: Annotated[StrictFloat | None, Field(le=0.0)] = None
    """Largest fall, zero or negative."""
    sharpe: StrictFloat | None = None
    """Information ratio of the returns that metrics_basis names."""
    metrics: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)], StrictFloat], Field(max_length=512)
    ] = {}
    """Further figures by name."""
    metrics_basis: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)], MetricBasis],
        Field(max_length=512, validate_default=True),
    ] = {}
    """What the figures mean, by name."""


class FactorPerformance(ContractModel):
    """How one factor predicts on its own."""

    name: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Factor."""
    ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily correlation with the label."""
    rank_ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily rank correlation with the label."""
    ic_ir: StrictFloat | None = None
    """Mean over standard deviation of the daily correlation."""
    coverage: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Share of stock-days with a value."""
    windows: Annotated[list[PerformanceWindow], Field(max_length=100, validate_default=True)] = []
    """Figures over periods."""
    rank_ic_ir: StrictFloat | None = None
    """Mean over standard deviation of the daily rank correlation."""


class FactorCombination(ContractModel):
    """How factors perform together in a backtest."""

    name: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """Name, such as main."""
    factor_names: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=10000)], UniqueItems
    ] = []
    """Factors, in the order the model sees them."""
    windows: Annotated[list[PerformanceWindow], Field(max_length=100, min_length=1, validate_default=True)] = []
    """Figures over periods."""


class FactorPerf(ContractModel):
    """How the factors of a loop performed, alone and together."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    factors: Annotated[list[FactorPerformance], Field(max_length=5000, validate_default=True)] = []
    """Alone; empty when not computed."""
    combinations: Annotated[list[FactorCombination], Field(max_length=100, validate_default=True)] = []
    """Together."""


class FactorFigures(ContractModel):
    """How a factor predicts on its own in its best loop, measured on days that have a label."""

    ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily correlation with the label."""
    ic_ir: StrictFloat | None = None
    """Mean over standard deviation of the daily correlation."""
    rank_ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily rank correlation with the label."""
    rank_ic_ir: StrictFloat | None = None
    """Mean over standard deviation of the daily rank correlation."""
    coverage: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Share of stock-days with a value."""
    period: DateRange | None = None
    """Days measured; absence means unknown."""


class CatalogFinding(ContractModel):
    """Something an import noticed."""

    severity: CatalogSeverity
    """What it did."""
    code: CatalogFindingCode
    """What was noticed."""
    kind: CatalogKind | None = None
    """Kind of row; absence means the import as a whole."""
    key: Annotated[StrictStr | None, Field(max_length=600)] = None
    """Key of the row."""
    message: Annotated[StrictStr, Field(max_length=1000, min_length=1)]
    """One sentence that names the value and the remedy."""


class ImportTally(ContractModel):
    """What an import did to the rows of one kind."""

    kind: CatalogKind
    """Kind of row."""
    inserted: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Rows that did not exist."""
    updated: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Rows that changed."""
    unchanged: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Rows that were the same already."""
    refused: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Rows that were not taken."""
    retired: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Rows marked as no longer in the catalog."""


class ImportReport(ContractModel):
    """What an import did, or would do."""

    dry_run: StrictBool
    """Nothing was written."""
    tallies: Annotated[list[ImportTally], Field(max_length=8, validate_default=True)] = []
    """One for each kind that was imported."""
    findings: Annotated[list[CatalogFinding], Field(max_length=1000, validate_default=True)] = []
    """What was noticed, refusals first."""
    findings_left_off: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Findings beyond the first 1000."""
    changed: StrictBool
    """At least one row was inserted, updated or retired."""
    snapshot_id: Slug | None = None
    """Snapshot of the catalogs; absence when they name none."""


class ImportCatalogsResponse(ContractModel):
    """What the import did."""

    report: ImportReport
    """The report."""


class LibraryRow(ContractModel):
    """How the library knows a row."""

    content_hash: Sha256
    """SHA-256 of the row's canonical JSON."""
    snapshot_id: Slug | None = None
    """Snapshot that brought its present content; absence means the catalog named none."""
    origin: Slug
    """Source of the catalog that brought its present content."""
    first_seen_at_utc: UtcInstant
    """When it came first."""
    changed_at_utc: UtcInstant
    """When its content last changed."""
    retired: StrictBool
    """Its catalog's last full snapshot does not hold it."""


class FactorBound(ContractModel):
    """A condition on one key figure of a factor; a factor without it never meets the condition."""

    figure: FactorFigure
    """Which figure."""
    least: StrictFloat | None = None
    """Smallest value that passes."""
    most: StrictFloat | None = None
    """Largest value that passes."""


class ListFactorsRequest(ContractModel):
    """Which factors to list."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    source: FactorSource | None = None
    """Only this source."""
    tags: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=16)], UniqueItems
    ] = []
    """Only factors with all of these tags."""
    text: Annotated[StrictStr | None, Field(max_length=200)] = None
    """Only rows with this text in their name or description, letter case ignored."""
    include_retired: StrictBool | None = None
    """Retired rows too; absence means false."""
    order: FactorOrder | None = None
    """Absence means by name."""
    bounds: Annotated[list[FactorBound], Field(json_schema_extra={"x-since": "1.1"}, max_length=8, validate_default=True)] = []
    """Only factors whose figures meet all of these."""
    origin: Slug | None = None
    """Only rows that this catalog source brought."""
    period: DateRange | None = None
    """Only factors whose measured days overlap these."""


class GetFactorRequest(ContractModel):
    """Which factor to get."""

    name: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Its name."""
    source: FactorSource
    """Its source."""


class GetStrategyRequest(ContractModel):
    """Which strategy to get."""

    strategy_id: HexId
    """Its id."""


class MetricBound(ContractModel):
    """A condition on one key figure; a loop without it never meets the condition."""

    metric: LoopFigure
    """Which figure."""
    least: StrictFloat | None = None
    """Smallest value that passes."""
    most: StrictFloat | None = None
    """Largest value that passes."""


class ListLoopsRequest(ContractModel):
    """Which loops to list."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    task_run_id: Annotated[StrictStr | None, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")] = None
    """Only this run."""
    strategy_id: HexId | None = None
    """Only this strategy."""
    action: LoopAction | None = None
    """Only this action."""
    status: LoopStatus | None = None
    """Only this status."""
    has_result: StrictBool | None = None
    """Only loops with, or without, a result."""
    decision: StrictBool | None = None
    """Only loops decided this way."""
    factor_name: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Only loops that use this factor."""
    bounds: Annotated[list[MetricBound], Field(max_length=8, validate_default=True)] = []
    """Only loops whose figures meet all of these."""
    text: Annotated[StrictStr | None, Field(max_length=200)] = None
    """Only rows with this text in their name or description, letter case ignored."""
    include_retired: StrictBool | None = None
    """Retired rows too; absence means false."""
    order: LoopOrder | None = None
    """Absence means by key."""
    config_hash: Sha256 | None = None
    """Only this configuration."""
    origin: Slug | None = None
    """Only rows that this catalog source brought."""
    period: DateRange | None = None
    """Only loops whose main window overlaps these days."""


class GetLoopRequest(ContractModel):
    """Which loop to get."""

    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Its run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Its number."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Its workspace."""


class ListModelsRequest(ContractModel):
    """Which models to list; they come by model_id."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    task_run_id: Annotated[StrictStr | None, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")] = None
    """Only this run."""
    strategy_id: HexId | None = None
    """Only this strategy."""
    model_type: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Only this class."""
    include_retired: StrictBool | None = None
    """Retired rows too; absence means false."""
    feature_hash: Sha256 | None = None
    """Only models with these features in this order."""
    origin: Slug | None = None
    """Only rows that this catalog source brought."""


class GetModelRequest(ContractModel):
    """Which model to get."""

    model_id: HexId
    """Its id."""


class PublishLoopResponse(ContractModel):
    """What was taken in."""

    report: ImportReport
    """The report."""


class StreamedCatalog(ContractModel):
    """A catalog that comes in pieces."""

    kind: CatalogKind
    """Kind of its rows."""
    source: Slug
    """Program that wrote it."""
    snapshot_id: Slug | None = None
    """Names the export run; absence means the producer had none."""
    alpha: StrictBool | None = None
    """Its factors are Alpha factors, which give way to a factor catalog; absence means false."""


class ImportHeader(ContractModel):
    """What an import in pieces is."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    catalogs: Annotated[list[StreamedCatalog], Field(max_length=8, min_length=1, validate_default=True)] = []
    """The catalogs that come, in the order factor, strategy, loop, model; one that stands here and brings no row is empty."""
    mode: ImportMode
    """What happens to rows that are not in the catalogs."""
    dry_run: StrictBool | None = None
    """Report only; absence means false."""
    allow_partial: StrictBool | None = None
    """Take the good rows when some are refused; absence means that one refused row refuses the import."""


class ImportCatalogStreamResponse(ContractModel):
    """What the import did."""

    report: ImportReport
    """The report."""


class CallInterface(ContractModel):
    """How a factor's code is called."""

    type: CallForm
    """Class or function."""
    standard_wrapper: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Name of the wrapping function factor_<name>; absence means none."""


class InputSchema(ContractModel):
    """What a factor reads."""

    required_fields: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=500)], UniqueItems
    ] = []
    """Columns it cannot do without."""
    optional_fields: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=500)], UniqueItems
    ] = []
    """Columns it uses when they are there."""
    lookback_days: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Trading days before the date that it reads; absence means unknown."""
    index_type: Annotated[StrictStr | None, Field(max_length=200)] = None
    """Index of the table, such as MultiIndex(datetime, instrument)."""
    description: Annotated[StrictStr | None, Field(max_length=2000)] = None
    """One sentence for a person."""


class LoopMetrics(ContractModel):
    """Key figures of a loop's main window; each absent figure was not computed."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, StrictFloat]
    annualized_return: StrictFloat | None = None
    """Annual return as a fraction; metrics_basis says of what."""
    max_drawdown: Annotated[StrictFloat | None, Field(le=0.0)] = None
    """Largest fall, zero or negative."""
    ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily information coefficient."""
    rank_ic_mean: Annotated[StrictFloat | None, Field(ge=-1.0, le=1.0)] = None
    """Mean daily rank information coefficient."""
    multi_score: StrictFloat | None = None
    """Combined score of the producer."""


class EvidenceFile(ContractModel):
    """A file that proves a result, as it was read."""

    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name the rule asks for, such as qlib_res.csv."""
    path: Annotated[RelativePath, Field(max_length=1024)]
    """Place in the workspace."""
    sha256: Sha256
    """Content when it was read."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size in bytes."""


class ResultCriteria(ContractModel):
    """Why a loop counts as having a result, or not."""

    action: LoopAction
    """Which rule applies."""
    required_files: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=32)], UniqueItems
    ] = []
    """Files the rule asks for."""
    evidence: Annotated[list[EvidenceFile], Field(max_length=32, validate_default=True)] = []
    """Files that were found, read and hashed."""
    has_result: StrictBool
    """Every required file was found."""


class ArtifactEntry(ContractModel):
    """One registered result of a workspace and the files it consists of."""

    artifact_id: HexId
    """Identity derived from run, workspace, type and name."""
    artifact_type: Slug
    """Kind, such as report, model, feature_set, signals."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name inside its kind."""
    present: StrictBool
    """Its files were found."""
    entry_path: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """File or folder to open first."""
    files: Annotated[list[Annotated[RelativePath, Field(max_length=1024)]], Field(max_length=2000)] = []
    """Its files."""


class SummaryTexts(ContractModel):
    """What the feedback step said."""

    execution: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """How the run went."""
    value_feedback: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """What the hypothesis was worth."""
    shape_feedback: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """Shape of the curve and its risk."""


class LoopPaths(ContractModel):
    """Names of a loop's files in its workspace; absence means that the file does not exist."""

    factor_meta: Annotated[StrictStr | None, Field(pattern="^[^./\\\\:][^/\\\\:]{0,254}$")] = None
    """factor_meta.json."""
    factor_perf: Annotated[StrictStr | None, Field(pattern="^[^./\\\\:][^/\\\\:]{0,254}$")] = None
    """factor_perf.json."""
    feedback: Annotated[StrictStr | None, Field(pattern="^[^./\\\\:][^/\\\\:]{0,254}$")] = None
    """feedback.json."""
    ret_curve: Annotated[StrictStr | None, Field(pattern="^[^./\\\\:][^/\\\\:]{0,254}$")] = None
    """Picture of the return curve."""
    dd_curve: Annotated[StrictStr | None, Field(pattern="^[^./\\\\:][^/\\\\:]{0,254}$")] = None
    """Picture of the drawdown curve."""


class CatalogLoop(ContractModel):
    """One loop in one workspace; (task_run_id, loop_id, workspace_id) identifies it."""

    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    scenario: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Scenario; null today."""
    step_name: Annotated[StrictStr, Field(max_length=128)]
    """Step that wrote the workspace last; empty when unknown."""
    action: LoopAction
    """What the loop changed."""
    status: LoopStatus
    """How it ended."""
    has_result: StrictBool
    """Its result is proved by the evidence its action asks for; set by RD-Agent, trusted by AIstock."""
    strategy_id: HexId | None = None
    """Strategy of the catalog of the same snapshot; absence means unknown."""
    factor_names: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=10000)], UniqueItems
    ] = []
    """Factors of the main combination, in order."""
    metrics: LoopMetrics
    """Key figures of the main window."""
    decision: StrictBool | None = None
    """The feedback step accepted the hypothesis; absence means no decision was recorded."""
    summary_texts: SummaryTexts
    """What the feedback step said."""
    paths: LoopPaths
    """Names of its files."""
    metrics_basis: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)], MetricBasis],
        Field(json_schema_extra={"x-since": "1.1"}, max_length=512, validate_default=True),
    ] = {}
    """What each metric means, by its name."""
    workspace_path: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Place of the workspace in workspace_store."""
    workspace_store: Slug | None = None
    """Store that holds the workspace."""
    workspace_ref: WorkspaceRef | None = None
    """Where paths can be found, store and place together."""
    workspace_role: WorkspaceRole | None = None
    """What the workspace was for."""
    log_dir: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Log folder in workspace_store."""
    materialization_status: MaterializationStatus | None = None
    """How far its heavy files are; absence means pending."""
    materialization_error: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Why writing them failed."""
    asset_bundle_id: HexId | None = None
    """Bundle that holds its assets."""
    is_solidified: StrictBool | None = None
    """Its assets stand in a bundle."""
    sync_status: SyncStatus | None = None
    """Whether a consumer confirmed the bundle; absence means pending."""
    model_id: HexId | None = None
    """Model of the model catalog; absence means none."""
    config_hash: Sha256 | None = None
    """Content hash of the configuration that ran."""
    experiment_id: Slug | None = None
    """Experiment of AIstock that it answers; absence means RD-Agent began it."""
    started_at_utc: UtcInstant | None = None
    """When it began."""
    ended_at_utc: UtcInstant | None = None
    """When it ended; absence while it runs."""
    period: DateRange | None = None
    """Days of the main window, which the key figures are of; absence means unknown."""
    files: Annotated[list[NamedFile], Field(json_schema_extra={"x-since": "1.1"}, max_length=64, validate_default=True)] = []
    """Its files in the artifact store by the names of paths, such as ret_curve; empty when only the workspace holds them."""


class LoopCatalog(ContractModel):
    """All loops of an export run that have a result."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    loops: Annotated[list[CatalogLoop], Field(max_length=100000, validate_default=True)] = []
    """The loops; (task_run_id, loop_id, workspace_id) is unique."""
    snapshot_id: Slug | None = None
    """Names the export run; catalogs of one run share it. Absence means the producer had none."""


class FeedbackSummary(ContractModel):
    """Conclusions in words."""

    execution: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """How the run went."""
    value_feedback: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """What the hypothesis was worth."""
    shape_feedback: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """Shape of the curve and its risk."""
    code_critic: Annotated[list[Annotated[StrictStr, Field(max_length=5000)]], Field(max_length=100)] = []
    """Remarks on the code."""
    limitations: Annotated[list[Annotated[StrictStr, Field(max_length=5000)]], Field(max_length=100)] = []
    """What the result does not show."""


class LoopFeedback(ContractModel):
    """The feedback of a loop; it belongs to the run, loop and workspace it names and to no other."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    decision: StrictBool | None = None
    """The hypothesis was accepted; absence means nobody decided."""
    hypothesis: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """What the loop set out to show."""
    summary: FeedbackSummary
    """Conclusions."""
    decided_by: Slug | None = None
    """Who decided: a rule, a model or a person."""


class PreprocessStep(ContractModel):
    """One step between raw features and the model."""

    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Class of the processor, such as RobustZScoreNorm."""
    learned: StrictBool
    """It applies to training only; false means that scoring applies it too."""
    fields_group: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Columns it works on, such as feature or label."""
    kwargs: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Its settings."""


class CatalogModel(ContractModel):
    """One trained model; model_id identifies it."""

    model_id: HexId
    """UUID version 5 over run, loop, workspace, type and configuration, as 32 hex digits."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    workspace_path: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Place of the workspace in workspace_store."""
    workspace_store: Slug | None = None
    """Store that holds it."""
    log_dir: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Log folder in workspace_store."""
    model_type: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Class of the model, such as LGBModel."""
    model_config_: Annotated[Annotated[JsonObject, Field(max_length=4194304)] | None, Field(alias="model_config")] = None
    """Model block, as run."""
    dataset_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Dataset block, as run."""
    feature_schema: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Feature description of the producer."""
    features: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=10000)], UniqueItems
    ] = []
    """Features in the order the model sees them."""
    feature_hash: Sha256 | None = None
    """SHA-256 over the feature names in order, joined by line feeds."""
    preprocessing: Annotated[list[PreprocessStep], Field(max_length=100, validate_default=True)] = []
    """Steps in the order they apply."""
    model_format: ModelFormat | None = None
    """How the weights are stored."""
    model_file: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """File with the weights in the workspace."""
    model_sha256: Sha256 | None = None
    """Content of that file."""
    executed_config_hash: Sha256 | None = None
    """Content hash of the configuration that ran."""
    strategy_id: HexId | None = None
    """Strategy it was trained in."""


class ModelCatalog(ContractModel):
    """All models of an export run."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    models: Annotated[list[CatalogModel], Field(max_length=100000, validate_default=True)] = []
    """The models; model_id is unique."""
    snapshot_id: Slug | None = None
    """Names the export run; catalogs of one run share it. Absence means the producer had none."""


class SignalRow(ContractModel):
    """The score of one security on one day."""

    trade_date: IsoDate
    """Day whose close the score is computed from."""
    effective_date: IsoDate | None = None
    """Day on which it is traded: the next trading day. Absence means that day is not known yet."""
    instrument: InstrumentCode
    """Security."""
    score: StrictFloat
    """Output of the model; not a return."""
    rank: Annotated[StrictInt, Field(ge=1, le=2147483647)]
    """1 is the best of its day."""
    target_weight: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Share of the account; absence means that weights are decided later."""


class SignalSet(ContractModel):
    """The best-ranked securities of every day of the test period."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    freq: Annotated[StrictStr, Field(max_length=16, min_length=1)]
    """Frequency, such as 1d."""
    top_k: Annotated[StrictInt, Field(ge=1, le=2147483647)]
    """Ranks kept for each day."""
    n_drop: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Names replaced a day at most in the backtest."""
    weight_method: Slug
    """How target_weight was set, such as topk_equal_weight."""
    row_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Number of rows."""
    rows: Annotated[list[SignalRow], Field(max_length=500000, validate_default=True)] = []
    """Rows by trade_date, then rank."""
    table_file: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """The same rows as Parquet."""
    table_sha256: Sha256 | None = None
    """Content of that file."""


class ReturnRow(ContractModel):
    """One day of a backtest."""

    date: IsoDate
    """Trading day."""
    daily_return: StrictFloat
    """Return of the day before costs, as a fraction."""
    cost: Annotated[StrictFloat, Field(ge=0.0)]
    """Cost of the day as a fraction of the account."""
    bench: StrictFloat | None = None
    """Return of the benchmark as a fraction."""
    turnover: Annotated[StrictFloat, Field(ge=0.0)]
    """Traded value over the account."""
    account_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Account value at the close, in mills."""
    value_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Value of holdings at the close, in mills."""
    cash_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Cash at the close, in mills."""


class ReturnsSchema(ContractModel):
    """Daily returns of a backtest, with what the numbers mean."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    freq: Annotated[StrictStr, Field(max_length=16, min_length=1)]
    """Frequency, such as 1d."""
    benchmark: Slug | None = None
    """Benchmark of bench; absence means none."""
    row_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Number of rows."""
    rows: Annotated[list[ReturnRow], Field(max_length=20000, validate_default=True)] = []
    """Rows by date."""
    table_file: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """The same rows as Parquet, with Qlib's column names."""
    table_sha256: Sha256 | None = None
    """Content of that file."""


class WorkspaceExample(ContractModel):
    """A workspace in which a strategy ran."""

    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    workspace_path: Annotated[RelativePath, Field(max_length=1024)]
    """Place of the workspace in workspace_store."""
    workspace_store: Slug | None = None
    """Store that holds it; absence means the producer's default store."""


class PythonImplementation(ContractModel):
    """Python code that makes a strategy's configuration."""

    module: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Module."""
    func: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Function in the module."""


class CatalogStrategy(ContractModel):
    """One strategy; strategy_id identifies it."""

    strategy_id: HexId
    """UUID version 5 over scenario, step_name, action and template_files, as 32 hex digits."""
    scenario: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Scenario; reserved by the design, null today."""
    step_name: Annotated[StrictStr, Field(max_length=128)]
    """Step that wrote the workspace last, such as feedback; empty when unknown."""
    action: LoopAction
    """What its loop changed: factor or model."""
    workspace_example: WorkspaceExample
    """A workspace in which it ran."""
    template_files: Annotated[
        Annotated[list[Annotated[RelativePath, Field(max_length=1024)]], Field(max_length=5000)], UniqueItems
    ] = []
    """YAML files of the workspace, sorted."""
    data_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Data handler block, as run."""
    dataset_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Dataset block, as run."""
    portfolio_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Portfolio strategy block, as run."""
    backtest_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Backtest block, as run."""
    model_config_: Annotated[Annotated[JsonObject, Field(max_length=4194304)] | None, Field(alias="model_config")] = None
    """Model block, as run."""
    python_implementation: PythonImplementation | None = None
    """Code that makes the configuration; absence means none."""
    feature_list: Annotated[
        list[Annotated[StrictStr, Field(max_length=256, min_length=1)]],
        Field(json_schema_extra={"x-since": "1.1"}, max_length=10000),
    ] = []
    """Features in the order the model sees them."""
    market: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Universe, such as csi300 or all."""
    freq: Annotated[StrictStr | None, Field(max_length=16, min_length=1)] = None
    """Frequency, such as 1d."""
    config_hash: Sha256 | None = None
    """SHA-256 over the content of the blocks that ran; equal hashes mean equal strategies."""
    output_form: OutputForm | None = None
    """What it hands to execution; absence means unknown."""
    factor_set_hash: Sha256 | None = None
    """Content hash of the factor set it is bound to; absence means none."""


class StrategyCatalog(ContractModel):
    """All strategies of an export run."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    strategies: Annotated[list[CatalogStrategy], Field(max_length=100000, validate_default=True)] = []
    """The strategies; strategy_id is unique."""
    snapshot_id: Slug | None = None
    """Names the export run; catalogs of one run share it. Absence means the producer had none."""


class WorkspacePointers(ContractModel):
    """Where the three documents about a workspace stand in it."""

    meta_path: Annotated[RelativePath, Field(max_length=1024)]
    """workspace_meta.json."""
    summary_path: Annotated[RelativePath, Field(max_length=1024)]
    """experiment_summary.json."""
    manifest_path: Annotated[RelativePath, Field(max_length=1024)]
    """manifest.json."""


class WorkspaceMeta(ContractModel):
    """What a workspace is and where it belongs."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    action: LoopAction
    """What the loop changed."""
    step_name: Annotated[StrictStr, Field(max_length=128)]
    """Step that wrote the workspace last; empty when unknown."""
    status: LoopStatus
    """How it ended."""
    has_result: StrictBool
    """The loop's result is proved."""
    result_criteria: ResultCriteria
    """Why."""
    workspace_role: WorkspaceRole
    """What the workspace was for."""
    workspace_path: Annotated[RelativePath, Field(max_length=1024)]
    """Place of the workspace in workspace_store."""
    workspace_store: Slug | None = None
    """Store that holds it."""
    best_workspace_id: Annotated[StrictStr | None, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")] = None
    """Workspace whose result is the loop's result."""
    experiment_type: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Kind of experiment in the producer's words."""
    scenario: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Scenario of the run."""
    experiment_id: Slug | None = None
    """Experiment of AIstock that the loop answers."""
    pointers: WorkspacePointers
    """Where the other two documents stand."""


class ExperimentSummary(ContractModel):
    """What came out of a workspace."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    action: LoopAction
    """What the loop changed."""
    status: LoopStatus
    """How it ended."""
    has_result: StrictBool
    """The loop's result is proved."""
    result_criteria: ResultCriteria
    """Why."""
    key_metrics: LoopMetrics
    """Key figures under their canonical names."""
    metrics_basis: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)], MetricBasis],
        Field(max_length=512, validate_default=True),
    ] = {}
    """What each key figure means, by its name."""
    metrics: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)], StrictFloat], Field(max_length=512)
    ] = {}
    """Every figure of qlib_res.csv under its own key."""
    files: Annotated[
        dict[
            Annotated[str, StringConstraints(min_length=1, max_length=256, strict=True)],
            Annotated[StrictStr, Field(max_length=1024)],
        ],
        Field(max_length=512),
    ] = {}
    """Files that exist, by the design's names, such as qlib_res.csv."""
    artifacts: Annotated[list[ArtifactEntry], Field(max_length=2000, validate_default=True)] = []
    """Registered results."""
    dataset_snapshot_id: Sha256 | None = None
    """Snapshot of the market data that was used."""
    executed_config_hash: Sha256 | None = None
    """Content hash of the configuration that ran."""
    experiment_id: Slug | None = None
    """Experiment of AIstock that the loop answers."""


class ManifestFile(ContractModel):
    """One file of a workspace."""

    path: Annotated[RelativePath, Field(max_length=1024)]
    """Place in the workspace."""
    sha256: Sha256
    """Content."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size in bytes."""
    kind: Slug
    """Role, such as report, model, config, signals."""


class WorkspaceManifest(ContractModel):
    """Every file of a workspace that belongs to its result."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    files: Annotated[list[ManifestFile], Field(max_length=5000, validate_default=True)] = []
    """The files."""
    artifacts: Annotated[list[ArtifactEntry], Field(max_length=2000, validate_default=True)] = []
    """Registered results and their files."""


class DataSplit(ContractModel):
    """Periods of the data a model was made with."""

    train: DateRange | None = None
    """Training."""
    valid: DateRange | None = None
    """Validation."""
    test: DateRange | None = None
    """Test."""


class ColumnProfile(ContractModel):
    """How complete one column is."""

    name: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Column."""
    row_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Rows looked at."""
    missing_ratio: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Share of rows without a value."""
    min: StrictFloat | None = None
    """Smallest value; absence when there is none."""
    max: StrictFloat | None = None
    """Largest value; absence when there is none."""
    unit: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Unit; absence means unknown or none."""


class DataProfile(ContractModel):
    """What data a loop saw and how complete it was."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    dataset_snapshot_id: Sha256 | None = None
    """Snapshot of the market data."""
    data_source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Where the data came from."""
    market: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """Universe, such as all or csi300."""
    instrument_count: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Securities with at least one value."""
    day_count: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Trading days with at least one value."""
    data_split: DataSplit
    """Periods."""
    columns: Annotated[list[ColumnProfile], Field(max_length=5000, validate_default=True)] = []
    """Columns that were looked at."""
    feature_count: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Features that the model sees."""
    initial_factor_library_size: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Factors the loop began with."""
    sota_factor_count: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Factors accepted before it."""


class CatalogFactor(ContractModel):
    """One factor; (name, source) identifies it."""

    name: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Name of the factor."""
    expression: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """Qlib expression; Alpha factors always have one, absence means it exists only as code."""
    source: FactorSource
    """Who made it."""
    region: Annotated[StrictStr, Field(max_length=16, min_length=1)]
    """Market region, such as cn."""
    tags: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64)], UniqueItems
    ] = []
    """Labels such as alpha158, rdagent_generated, risk."""
    description_cn: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """Description in Chinese."""
    formula_hint: Annotated[StrictStr | None, Field(max_length=20000)] = None
    """Formula for a person, often LaTeX."""
    variables: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """What the symbols of the formula mean."""
    created_at_utc: UtcInstant | None = None
    """When it was found."""
    experiment_id: Annotated[StrictStr | None, Field(max_length=300, min_length=1)] = None
    """Run and loop that found it, as task_run_id/loop_id."""
    freq: Annotated[StrictStr | None, Field(max_length=16, min_length=1)] = None
    """Frequency of its values, such as 1d."""
    align: Annotated[StrictStr | None, Field(max_length=32, min_length=1)] = None
    """Point of the day its values stand for, such as close."""
    nan_policy: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """How missing input is treated."""
    input_schema: InputSchema | None = None
    """What it reads."""
    impl_module: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Python module that computes it."""
    impl_func: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Function or class in that module."""
    impl_version: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Version of that module."""
    interface_info: CallInterface | None = None
    """How the code is called."""
    legacy_no_impl: StrictBool | None = None
    """It is known from history only; no code was found."""
    best_performance: Annotated[StrictStr | None, Field(max_length=500)] = None
    """One line about its best loop, for a person."""
    best_performance_sharpe: StrictFloat | None = None
    """Information ratio of its best loop."""
    best_performance_ann_ret: StrictFloat | None = None
    """Annual return of its best loop as a fraction."""
    best_performance_mdd: Annotated[StrictFloat | None, Field(le=0.0)] = None
    """Largest fall in its best loop, zero or negative."""
    best_task_run_id: Annotated[StrictStr | None, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")] = None
    """Run of its best loop."""
    best_loop_id: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Number of its best loop."""
    origin_source: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Source as an older producer spelled it."""
    figures: FactorFigures | None = None
    """How it predicts on its own; absence means that nobody measured it."""


class FactorCatalog(ContractModel):
    """All factors of an export run."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    factors: Annotated[list[CatalogFactor], Field(max_length=100000, validate_default=True)] = []
    """The factors; (name, source) is unique."""
    snapshot_id: Slug | None = None
    """Names the export run; catalogs of one run share it. Absence means the producer had none."""


class AlphaMeta(ContractModel):
    """The Alpha factors of a Qlib handler."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    factors: Annotated[list[CatalogFactor], Field(max_length=2000, validate_default=True)] = []
    """The factors in the handler's order."""
    config_path: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """Configuration the list was read from; absence means Qlib's own definition."""
    snapshot_id: Slug | None = None
    """Names the export run; catalogs of one run share it. Absence means the producer had none."""


class ImportCatalogsRequest(ContractModel):
    """Catalogs to take in, each of them optional."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    factors: FactorCatalog | None = None
    """Factors."""
    strategies: StrategyCatalog | None = None
    """Strategies."""
    loops: LoopCatalog | None = None
    """Loops."""
    models: ModelCatalog | None = None
    """Models."""
    alpha: AlphaMeta | None = None
    """Alpha factors; they are taken in as factors."""
    mode: ImportMode
    """What happens to rows that are not in the catalogs."""
    dry_run: StrictBool | None = None
    """Report only; absence means false."""
    allow_partial: StrictBool | None = None
    """Take the good rows when some are refused; absence means that one refused row refuses the import."""


class FactorEntry(ContractModel):
    """A factor of the library."""

    factor: CatalogFactor
    """The factor."""
    row: LibraryRow
    """How the library knows it."""
    asset_sha256: Sha256 | None = None
    """Its table or code in the artifact store; absence means that none was registered."""


class StrategyEntry(ContractModel):
    """A strategy of the library."""

    strategy: CatalogStrategy
    """The strategy."""
    row: LibraryRow
    """How the library knows it."""
    loop_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loops of the library that name it."""
    asset_sha256: Sha256 | None = None
    """Its YAML in the artifact store; absence means that none was registered."""


class LoopEntry(ContractModel):
    """A loop of the library."""

    loop: CatalogLoop
    """The loop."""
    row: LibraryRow
    """How the library knows it."""
    strategy_known: StrictBool
    """Its strategy is in the library; false also when it names none."""


class ModelEntry(ContractModel):
    """A model of the library."""

    model: CatalogModel
    """The model."""
    row: LibraryRow
    """How the library knows it."""


class ListFactorsResponse(ContractModel):
    """A page of factors."""

    factors: Annotated[list[FactorEntry], Field(max_length=1000, validate_default=True)] = []
    """The factors."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class GetFactorResponse(ContractModel):
    """The factor, and where it was used."""

    factor: FactorEntry
    """The factor."""
    loop_count: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Loops of the library that use it, retired ones left out."""
    best_loops: Annotated[list[LoopEntry], Field(json_schema_extra={"x-since": "1.1"}, max_length=20, validate_default=True)] = []
    """The best of them by annual return, at most 20."""


class ListStrategiesRequest(ContractModel):
    """Which strategies to list; they come by strategy_id."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most rows to return; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """next_page_token of the page before; absence means the first page."""
    action: LoopAction | None = None
    """Only this action."""
    config_hash: Sha256 | None = None
    """Only this configuration."""
    text: Annotated[StrictStr | None, Field(max_length=200)] = None
    """Only rows with this text in their name or description, letter case ignored."""
    include_retired: StrictBool | None = None
    """Retired rows too; absence means false."""
    bounds: Annotated[list[MetricBound], Field(json_schema_extra={"x-since": "1.1"}, max_length=8, validate_default=True)] = []
    """Only strategies of which one loop, not retired, meets all of these."""
    origin: Slug | None = None
    """Only rows that this catalog source brought."""
    period: DateRange | None = None
    """Only strategies of which one loop, not retired, has a main window that overlaps these days."""
    market: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Only this universe, such as csi300."""


class ListStrategiesResponse(ContractModel):
    """A page of strategies."""

    strategies: Annotated[list[StrategyEntry], Field(max_length=1000, validate_default=True)] = []
    """The strategies."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class GetStrategyResponse(ContractModel):
    """The strategy."""

    strategy: StrategyEntry
    """The strategy."""


class ListLoopsResponse(ContractModel):
    """A page of loops."""

    loops: Annotated[list[LoopEntry], Field(max_length=1000, validate_default=True)] = []
    """The loops."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class GetLoopResponse(ContractModel):
    """The loop."""

    loop: LoopEntry
    """The loop."""


class ListModelsResponse(ContractModel):
    """A page of models."""

    models: Annotated[list[ModelEntry], Field(max_length=1000, validate_default=True)] = []
    """The models."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Ask for the next page with this; absence means that this was the last."""


class GetModelResponse(ContractModel):
    """The model."""

    model: ModelEntry
    """The model."""


class PublishLoopRequest(ContractModel):
    """A loop straight from RD-Agent, with what it refers to."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    source: Slug
    """Program that publishes."""
    loop: CatalogLoop
    """The loop."""
    strategy: CatalogStrategy | None = None
    """Its strategy; absence means that the library has it already."""
    factors: Annotated[list[CatalogFactor], Field(max_length=5000, validate_default=True)] = []
    """Factors it made or used."""
    model: CatalogModel | None = None
    """Its model."""


class RegisterFactorRequest(ContractModel):
    """A factor from outside RD-Agent."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    factor: CatalogFactor
    """The factor."""
    asset_sha256: Sha256 | None = None
    """Its table or code in the artifact store; absence means that its expression says all."""
    asset_kind: FactorAsset | None = None
    """What asset_sha256 is; absence lets the content say it. Code is read, never run."""


class RegisterFactorResponse(ContractModel):
    """The factor as registered."""

    factor: FactorEntry
    """The factor."""


class RegisterStrategyRequest(ContractModel):
    """A strategy from outside RD-Agent."""

    request_id: UuidText
    """Names this request; sending it again with the same body gives the same answer."""
    strategy: CatalogStrategy
    """The strategy; its strategy_id must follow from its own fields."""
    asset_sha256: Sha256 | None = None
    """Its YAML in the artifact store."""


class RegisterStrategyResponse(ContractModel):
    """The strategy as registered."""

    strategy: StrategyEntry
    """The strategy."""


class CatalogRows(ContractModel):
    """Rows of one catalog."""

    catalog: Annotated[StrictInt, Field(ge=0, le=7)]
    """Place of the catalog in the header, from 0; rows of an earlier catalog do not come again."""
    factors: Annotated[list[CatalogFactor], Field(max_length=1000, validate_default=True)] = []
    """Rows of a catalog of factors."""
    strategies: Annotated[list[CatalogStrategy], Field(max_length=1000, validate_default=True)] = []
    """Rows of a catalog of strategies."""
    loops: Annotated[list[CatalogLoop], Field(max_length=1000, validate_default=True)] = []
    """Rows of a catalog of loops."""
    models: Annotated[list[CatalogModel], Field(max_length=1000, validate_default=True)] = []
    """Rows of a catalog of models."""


class ImportCatalogStreamRequest(ContractModel):
    """A piece of an import: the header first, then rows."""

    header: ImportHeader | None = None
    """The header; in the first message only."""
    rows: CatalogRows | None = None
    """Next rows."""


class ModelMeta(ContractModel):
    """The model of a workspace, with all that is needed to score with it again."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    model_type: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Class of the model, such as LGBModel."""
    model_conf: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Model block, as run."""
    dataset_conf: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Dataset block, as run."""
    features: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=10000)], UniqueItems
    ] = []
    """Features in the order the model sees them."""
    feature_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Number of features."""
    feature_hash: Sha256
    """SHA-256 over the feature names in order, joined by line feeds."""
    preprocessing: Annotated[list[PreprocessStep], Field(max_length=100, validate_default=True)] = []
    """Steps in the order they apply."""
    executed_config_hash: Sha256
    """Content hash of the configuration that ran."""
    model_format: ModelFormat | None = None
    """How the weights are stored."""
    model_file: Annotated[RelativePath, Field(max_length=1024)] | None = None
    """File with the weights."""
    model_sha256: Sha256 | None = None
    """Content of that file."""
    label: Annotated[StrictStr | None, Field(max_length=2000)] = None
    """Expression of the label."""
    seed: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Random seed of the training."""


class StrategyMeta(ContractModel):
    """The strategy of a workspace, as it ran."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    strategy_id: HexId
    """Identity by the rule of the strategy catalog."""
    strategy_name: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """Name for a person."""
    config_hash: Sha256
    """Content hash of the blocks that ran."""
    output_form: OutputForm
    """What it hands to execution."""
    top_k: Annotated[StrictInt | None, Field(ge=1, le=2147483647)] = None
    """Names it holds; absence when the strategy has no such number."""
    n_drop: Annotated[StrictInt | None, Field(ge=0, le=2147483647)] = None
    """Names it replaces a day at most."""
    portfolio_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Portfolio strategy block, as run."""
    backtest_config: Annotated[JsonObject, Field(max_length=4194304)] | None = None
    """Backtest block, as run."""
    python_implementation: PythonImplementation | None = None
    """Code that makes the configuration; absence means none."""
    template_files: Annotated[
        Annotated[list[Annotated[RelativePath, Field(max_length=1024)]], Field(max_length=5000)], UniqueItems
    ] = []
    """YAML files of the workspace, sorted."""


class FactorMeta(ContractModel):
    """The factors of a loop."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the document was written."""
    source: Slug
    """Program that wrote it, such as rdagent_tools."""
    task_run_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Run."""
    loop_id: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Loop of the run, from 0."""
    workspace_id: Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")]
    """Workspace."""
    factors: Annotated[list[CatalogFactor], Field(max_length=10000, validate_default=True)] = []
    """The factors, in the order the model sees them."""
