"""A workspace as it is read for export: its documents, all of one loop, and the evidence that proves its result."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from aistock.contract import documents, plain_json
from aistock.contract.model import ContractModel
from aistock.errors import InvalidDocument
from aistock.library.v1.models import (
    ExperimentSummary,
    FactorMeta,
    FactorPerf,
    LoopFeedback,
    ModelMeta,
    StrategyMeta,
    WorkspaceMeta,
    WorkspaceRole,
)
from aistock.rdagent import _files as files
from aistock.rdagent._executed_config import ExecutedConfig, read_executed_config
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.export.candidates import Candidate

WRITE_AGAIN = "write the artifacts again"
_LINK = ("is a link out of its workspace", "put the file itself there")
_Document = TypeVar("_Document", bound=ContractModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """What was read from a workspace; absent documents are None. `names` are the files that lie in it."""

    folder: Path
    names: frozenset[str]
    meta: WorkspaceMeta
    summary: ExperimentSummary
    factors: FactorMeta | None
    performance: FactorPerf | None
    feedback: LoopFeedback | None
    model: ModelMeta | None
    strategy: StrategyMeta | None
    config: ExecutedConfig | None


def read_workspace(loop: Candidate, root: Path) -> Workspace:
    """The workspace of a loop; raises WorkspaceError when its documents or its evidence do not hold."""
    folder = _confined(root, loop)
    names = _names(folder)
    meta = _read(folder, names, files.META, WorkspaceMeta, loop)
    summary = _read(folder, names, files.SUMMARY, ExperimentSummary, loop)
    if meta is None or summary is None:
        raise WorkspaceError(folder / (files.META if meta is None else files.SUMMARY), "is missing", WRITE_AGAIN)
    if meta.workspace_role is not WorkspaceRole.EXPERIMENT_WORKSPACE:
        raise WorkspaceError(
            folder, f"is a {meta.workspace_role}", "name the experiment_workspace, which carries the loop's result"
        )
    found = Workspace(
        folder=folder,
        names=names,
        meta=meta,
        summary=summary,
        factors=_read(folder, names, files.FACTOR_META, FactorMeta, loop),
        performance=_read(folder, names, files.FACTOR_PERF, FactorPerf, loop),
        feedback=_read(folder, names, files.FEEDBACK, LoopFeedback, loop),
        model=_read(folder, names, files.MODEL_META, ModelMeta, loop),
        strategy=_read(folder, names, files.STRATEGY_META, StrategyMeta, loop),
        config=_config(folder) if files.EXECUTED_CONFIG in names else None,
    )
    _check_evidence(found)
    return found


def _confined(root: Path, loop: Candidate) -> Path:
    """The folder that the registry names; a path of another machine is looked for by the workspace's id."""
    for place in (loop.workspace_path, loop.workspace_id):
        folder = (root / place).resolve()
        if folder.is_relative_to(root) and folder != root and folder.is_dir():
            return folder
    raise WorkspaceError(loop.workspace_path, f"is no folder below {root}", "name the root that holds the workspaces")


def _names(folder: Path) -> frozenset[str]:
    """Plain files of the folder; a link out of it is refused, because what it shows is not the workspace's."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink() and not (folder / entry.name).resolve().is_relative_to(folder):
                raise WorkspaceError(folder / entry.name, *_LINK)
            if entry.is_file():
                found.append(entry.name)
    return frozenset(found)


def _read(folder: Path, names: frozenset[str], name: str, kind: type[_Document], loop: Candidate) -> _Document | None:
    """The document, None when it is not there; one of another loop is refused, so that nothing is attributed to the wrong run."""
    if name not in names:
        return None
    path = folder / name
    try:
        document = documents.read(kind, path)
    except (OSError, InvalidDocument) as error:
        raise WorkspaceError(path, f"cannot be read ({error})", WRITE_AGAIN) from error
    named = getattr(document, "task_run_id", None), getattr(document, "loop_id", None)
    if named != (loop.task_run_id, loop.loop_id):
        whose = f"{named[0]}/{named[1]}, not to {loop.task_run_id}/{loop.loop_id}"
        raise WorkspaceError(path, f"belongs to loop {whose}", WRITE_AGAIN)
    return document


def _config(folder: Path) -> ExecutedConfig:
    path = folder / files.EXECUTED_CONFIG
    size = path.stat().st_size
    if size > plain_json.MAX_BYTES:
        raise WorkspaceError(path, f"has {size} bytes, more than a configuration may have", "run the experiment again")
    return read_executed_config(path)


def _check_evidence(found: Workspace) -> None:
    """Every file that proved the result is read and hashed again; neither its size nor its time is trusted."""
    if not found.summary.has_result:
        raise WorkspaceError(found.folder / files.SUMMARY, "says that there is no result, the registry says there is", WRITE_AGAIN)
    for item in found.summary.result_criteria.evidence:
        path = found.folder / item.path
        if "/" in item.path and not path.resolve().is_relative_to(found.folder):
            raise WorkspaceError(path, *_LINK)
        if not path.is_file() or path.stat().st_size != item.size or files.sha256_of(path) != item.sha256:
            raise WorkspaceError(path, "is missing or not the file that proved the result", WRITE_AGAIN)
    if found.strategy and found.config and found.strategy.config_hash != found.config.hash:
        raise WorkspaceError(found.folder / files.EXECUTED_CONFIG, f"is not what {files.STRATEGY_META} names", WRITE_AGAIN)
