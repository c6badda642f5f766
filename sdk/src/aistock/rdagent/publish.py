"""A loop sent straight to a desk: its files into the vault, then the loop with what it refers to."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from aistock.contract import documents
from aistock.contract.v1.models import FileRef, NamedFile
from aistock.errors import InvalidDocument, NotFound
from aistock.library import references
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorSource,
    GetFactorResponse,
    ImportReport,
    PutArtifactResponse,
    WorkspaceManifest,
    WorkspaceMeta,
)
from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.export.candidates import Candidate, candidates
from aistock.rdagent.export.factors import FactorFold
from aistock.rdagent.export.rows import ExportedLoop, exported_loop
from aistock.rdagent.registry import MaterializationState, Registry

__all__ = ["Artifacts", "Library", "PublishedLoop", "publish_loop"]

_JSON, _PARQUET, _PNG, _TEXT, _CSV = (
    "application/json",
    "application/vnd.apache.parquet",
    "image/png",
    "text/plain",
    "text/csv",
)
FILES = {
    "ret_curve": (files.RETURN_CURVE, _PNG),
    "dd_curve": (files.DRAWDOWN_CURVE, _PNG),
    "factor_meta": (files.FACTOR_META, _JSON),
    "factor_perf": (files.FACTOR_PERF, _JSON),
    "feedback": (files.FEEDBACK, _JSON),
    "experiment_summary": (files.SUMMARY, _JSON),
    "workspace_meta": (files.META, _JSON),
    "model_meta": (files.MODEL_META, _JSON),
    "strategy_meta": (files.STRATEGY_META, _JSON),
    "data_profile": (files.DATA_PROFILE, _JSON),
    "signals": (files.SIGNALS_JSON, _JSON),
    "signals_table": (files.SIGNALS_TABLE, _PARQUET),
    "ret_schema": (files.RETURNS_JSON, _JSON),
    "ret_schema_table": (files.RETURNS_TABLE, _PARQUET),
    "executed_config": (files.EXECUTED_CONFIG, _JSON),
    "qlib_res": (files.QLIB_RESULTS, _CSV),
    "model_text": ("model.txt", _TEXT),
    "model_json": ("model.json", _JSON),
}
"""Files of a loop that go to the desk: their name there, their name in the workspace, and their media type."""


class Artifacts(Protocol):
    """Files of a desk; the client's `artifacts` is one."""

    def put(self, content: bytes | str | os.PathLike[str]) -> PutArtifactResponse:
        """Store bytes, or the file at a path."""
        ...


class Library(Protocol):
    """The library of a desk; the client's `library` is one."""

    def get_factor(self, name: str, *, source: FactorSource | str) -> GetFactorResponse:
        """One factor; raises NotFound when there is none."""
        ...

    def publish_loop(
        self,
        source: str,
        *,
        loop: CatalogLoop,
        strategy: CatalogStrategy | None,
        factors: list[CatalogFactor],
        model: CatalogModel | None,
    ) -> ImportReport:
        """Take a loop in with what it refers to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLoop:
    """What a desk has of a loop now; `sent` are files that it did not have, `factors_left` those it knows from a better loop."""

    loop: CatalogLoop
    report: ImportReport
    sent: tuple[str, ...]
    factors_left: tuple[str, ...]


def publish_loop(
    workspace: Path,
    *,
    artifacts: Artifacts,
    library: Library,
    source: str = "rdagent_tools",
    store: str | None = None,
    registry: Registry | None = None,
) -> PublishedLoop:
    """Sends a materialised workspace to a desk. Sending it again changes nothing.

    Raises WorkspaceError when the workspace's result is not proved, or a file is not the one its manifest names; then no loop is
    published. With a registry the loop carries what only that knows: when it ran, and which bundle it is in.
    """
    folder = workspace.resolve()
    row = exported_loop(_candidate(folder, registry), folder.parent, store)
    named, sent = _stored_files(folder, artifacts)
    loop = row.loop.model_copy(update={"files": named})
    factors, left = _factors(row, library)
    report = library.publish_loop(source, loop=loop, strategy=row.strategy, factors=factors, model=row.model)
    return PublishedLoop(loop=loop, report=report, sent=tuple(sent), factors_left=tuple(left))


def _candidate(folder: Path, registry: Registry | None) -> Candidate:
    """The loop of a workspace, as the registry knows it; without one, as the workspace itself says."""
    meta = _read_meta(folder)
    if registry is not None:
        found, findings = candidates(registry)
        for row in found:
            if (row.task_run_id, row.loop_id, row.workspace_id) == (meta.task_run_id, meta.loop_id, meta.workspace_id):
                return _here(row, folder)
        key = f"{meta.task_run_id}/{meta.loop_id}"
        why = next((item.message for item in findings if item.key == key), f"the registry has no result of loop {key}")
        raise WorkspaceError(f"{folder} cannot be published: {why}")
    whole = (folder / files.MANIFEST).is_file()
    return Candidate(
        task_run_id=meta.task_run_id,
        loop_id=meta.loop_id,
        workspace_id=meta.workspace_id,
        workspace_path=folder.name,
        started_at_utc=None,
        ended_at_utc=None,
        materialization=MaterializationState.DONE if whole else MaterializationState.PENDING,
        materialization_error=None,
        asset_bundle_id=None,
        is_solidified=False,
        synced=False,
        log_dir=None,
    )


def _here(row: Candidate, folder: Path) -> Candidate:
    """The same loop, looked for in this folder."""
    return replace(row, workspace_path=folder.name)


def _read_meta(folder: Path) -> WorkspaceMeta:
    try:
        return documents.read(WorkspaceMeta, folder / files.META)
    except (InvalidDocument, OSError) as error:
        raise WorkspaceError(f"{folder / files.META} cannot be read ({error}); write the artifacts of the loop first") from error


def _stored_files(folder: Path, artifacts: Artifacts) -> tuple[list[NamedFile], list[str]]:
    """Files that the desk has now, each the one that the workspace's manifest names; and the names of those it had not."""
    try:
        manifest = documents.read(WorkspaceManifest, folder / files.MANIFEST)
    except (InvalidDocument, OSError) as error:
        raise WorkspaceError(f"{folder / files.MANIFEST} cannot be read ({error}); write the artifacts again") from error
    listed = {file.path: file for file in manifest.files}
    named, sent = [], []
    for name, (path, media) in FILES.items():
        if not (folder / path).is_file():
            continue
        stored = artifacts.put(folder / path)
        known = listed.get(path)
        if known is None or (stored.sha256, stored.size) != (known.sha256, known.size):
            raise WorkspaceError(f"{folder / path} is not the file that {files.MANIFEST} names; write the artifacts again")
        reference = FileRef(store="vault", path=stored.sha256, sha256=stored.sha256, size=stored.size)
        named.append(NamedFile(name=name, file=reference, media_type=media))
        if not stored.already_stored:
            sent.append(name)
    return named, sent


def _factors(row: ExportedLoop, library: Library) -> tuple[list[CatalogFactor], list[str]]:
    """Factors with the figures of this loop; one that the library knows from a better loop is left as it is."""
    fold = FactorFold()
    fold.add(row)
    kept: list[CatalogFactor] = []
    left: list[str] = []
    for factor in fold.rows():
        if _is_better(_known(factor, library), factor):
            left.append(factor.name)
        else:
            kept.append(factor)
    return kept, left


def _known(factor: CatalogFactor, library: Library) -> CatalogFactor | None:
    try:
        return library.get_factor(factor.name, source=factor.source).factor.factor
    except NotFound:
        return None


def _is_better(known: CatalogFactor | None, factor: CatalogFactor) -> bool:
    """The library's row names another loop, and one that did at least as well; as when catalogs are made, equals go by key."""
    if known is None or known.best_task_run_id is None or known.best_performance_sharpe is None:
        return False
    loops = [(one.best_task_run_id, one.best_loop_id) for one in (known, factor)]
    if loops[0] == loops[1]:
        return False
    mine = factor.best_performance_sharpe
    if mine is None or known.best_performance_sharpe != mine:
        return mine is None or known.best_performance_sharpe > mine
    return references.key_text(str(part) for part in loops[0]) <= references.key_text(str(part) for part in loops[1])
