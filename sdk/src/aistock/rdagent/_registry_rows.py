"""Rows of registry.sqlite; a field that is None leaves what the registry already holds.

`originals` are the texts, bytes and numbers that a field cannot say: a word outside the vocabulary, a figure that is no number.
A row that is written back writes them back.
"""

from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, TypeVar

from aistock.library.v1.models import LoopStatus
from aistock.rdagent._registry_words import ArtifactState, MaterializationState, Raw, SyncState, understood

Originals = tuple[tuple[str, Raw], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One start of RD-Agent."""

    table: ClassVar[str] = "task_runs"
    key: ClassVar[tuple[str, ...]] = ("task_run_id",)

    task_run_id: str
    scenario: str | None = None
    status: LoopStatus | None = None
    created_at_utc: str | None = None
    updated_at_utc: str | None = None
    git_sha: str | None = None
    rdagent_version: str | None = None
    log_trace_path: str | None = None
    params_json: str | None = None
    originals: Originals = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopRow:
    """One loop of a run; drawdown (`mdd`) is zero or negative."""

    table: ClassVar[str] = "loops"
    key: ClassVar[tuple[str, ...]] = ("task_run_id", "loop_id")

    task_run_id: str
    loop_id: int
    action: str | None = None
    status: LoopStatus | None = None
    has_result: int | None = None
    best_workspace_id: str | None = None
    started_at_utc: str | None = None
    ended_at_utc: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    ic_mean: float | None = None
    rank_ic_mean: float | None = None
    ann_return: float | None = None
    mdd: float | None = None
    turnover: float | None = None
    multi_score: float | None = None
    metrics_json: str | None = None
    log_dir: str | None = None
    materialization_status: MaterializationState | None = None
    materialization_error: str | None = None
    materialization_updated_at_utc: str | None = None
    materialization_owner: str | None = None
    asset_bundle_id: str | None = None
    is_solidified: int | None = None
    sync_status: SyncState | None = None
    updated_at_utc: str | None = None
    originals: Originals = ()

    @property
    def materialization(self) -> MaterializationState:
        """How far its documents are; pending when the registry does not say."""
        return self.materialization_status or MaterializationState.PENDING

    @property
    def sync(self) -> SyncState:
        """Whether its bundle was confirmed; pending when the registry does not say."""
        return self.sync_status or SyncState.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRow:
    """One factor of a bundle."""

    table: ClassVar[str] = "factor_registry"
    key: ClassVar[tuple[str, ...]] = ("factor_name", "asset_bundle_id")

    factor_name: str
    asset_bundle_id: str
    expression: str | None = None
    performance_json: str | None = None
    workspace_id: str | None = None
    task_run_id: str | None = None
    loop_id: int | None = None
    updated_at_utc: str | None = None
    originals: Originals = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceRow:
    """One workspace; its path is relative to the root that holds all workspaces."""

    table: ClassVar[str] = "workspaces"
    key: ClassVar[tuple[str, ...]] = ("workspace_id",)

    workspace_id: str
    task_run_id: str
    workspace_path: str
    loop_id: int | None = None
    workspace_role: str | None = None
    experiment_type: str | None = None
    step_name: str | None = None
    status: LoopStatus | None = None
    meta_path: str | None = None
    summary_path: str | None = None
    manifest_path: str | None = None
    created_at_utc: str | None = None
    updated_at_utc: str | None = None
    originals: Originals = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactRow:
    """One result of a workspace."""

    table: ClassVar[str] = "artifacts"
    key: ClassVar[tuple[str, ...]] = ("artifact_id",)

    artifact_id: str
    task_run_id: str
    workspace_id: str
    loop_id: int | None = None
    artifact_type: str | None = None
    name: str | None = None
    version: str | None = None
    status: ArtifactState | None = None
    primary_flag: int | None = None
    summary_json: str | None = None
    entry_path: str | None = None
    model_type: str | None = None
    model_conf_json: str | None = None
    dataset_conf_json: str | None = None
    feature_schema_json: str | None = None
    created_at_utc: str | None = None
    updated_at_utc: str | None = None
    originals: Originals = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactFileRow:
    """One file of an artifact; its path is relative to the workspace."""

    table: ClassVar[str] = "artifact_files"
    key: ClassVar[tuple[str, ...]] = ("file_id",)

    file_id: str
    artifact_id: str
    workspace_id: str
    path: str
    sha256: str | None = None
    size_bytes: int | None = None
    mtime_utc: str | None = None
    kind: str | None = None
    originals: Originals = ()


Row = RunRow | LoopRow | FactorRow | WorkspaceRow | ArtifactRow | ArtifactFileRow
"""A row of any table."""

AnyRow = TypeVar("AnyRow", RunRow, LoopRow, FactorRow, WorkspaceRow, ArtifactRow, ArtifactFileRow)

KINDS: tuple[type[Row], ...] = (RunRow, LoopRow, FactorRow, WorkspaceRow, ArtifactRow, ArtifactFileRow)


def columns_of(kind: type[Row]) -> tuple[str, ...]:
    """The columns that a kind of row knows, in the order of its fields."""
    return tuple(item.name for item in fields(kind) if item.name != "originals")


def required_of(kind: type[Row]) -> tuple[str, ...]:
    """Columns without which there is no row."""
    return tuple(item.name for item in fields(kind) if item.default is MISSING and item.default_factory is MISSING)


def row_from(kind: type[AnyRow], raw: dict[str, Raw]) -> AnyRow | None:
    """The row with everything that its fields cannot say beside it; None when a required column cannot be read."""
    values: dict[str, Any] = {}
    originals: list[tuple[str, Raw]] = []
    for name, found in raw.items():
        value, whole = understood(kind.table, name, found)
        values[name] = value
        if not whole:
            originals.append((name, found))
    if any(values.get(name) is None for name in required_of(kind)):
        return None
    return kind(**values, originals=tuple(originals))
