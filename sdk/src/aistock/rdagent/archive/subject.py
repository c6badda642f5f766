"""Which loop or run a folder belongs to: by the registry, or else by what the workspace says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aistock.contract.documents import read
from aistock.contract.plain_json import MAX_BYTES
from aistock.errors import InvalidDocument
from aistock.library.v1.models import ArchiveSubject, WorkspaceMeta
from aistock.rdagent import _files as files
from aistock.rdagent.archive.finding import Code, Trouble, finding
from aistock.rdagent.archive.folder import Folder
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow

WORKSPACES, LOGS = "workspaces", "logs"
"""Names of the two stores that folders are in, unless others are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is archived: its kind, its key, and its folder in a store."""

    kind: ArchiveSubject
    key: str
    store: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Keys by the name of a folder, as the registry has them; a name that two rows claim has two keys."""

    loops: Mapping[str, frozenset[str]] = field(default_factory=dict)
    logs: Mapping[str, frozenset[str]] = field(default_factory=dict)


def known_by(registry: Path) -> Known:
    """What a registry knows; it is only read, and of any layout. Raises RegistryError."""
    with Registry.open_readonly(registry) as opened:
        loops: dict[str, set[str]] = {}
        for row in opened.select(WorkspaceRow):
            if row.loop_id is not None:
                key = f"{row.task_run_id}/{row.loop_id}/{row.workspace_id}"
                loops.setdefault(_last(row.workspace_path) or row.workspace_id, set()).add(key)
        logs: dict[str, set[str]] = {}
        traces = [(row.task_run_id, row.log_trace_path) for row in opened.select(RunRow)]
        traces += [(row.task_run_id, row.log_dir) for row in opened.select(LoopRow)]
        for run, trace in traces:
            if trace and (name := _last(trace)):
                logs.setdefault(name, set()).add(f"{run}/{name}")
    return Known(
        loops={name: frozenset(keys) for name, keys in loops.items()}, logs={name: frozenset(keys) for name, keys in logs.items()}
    )


def loop_in(folder: Folder, known: Known, store: str) -> Subject:
    """The loop whose workspace a folder is; raises Trouble when nobody says."""
    keys = known.loops.get(folder.name) or _own_key(folder)
    return Subject(kind=ArchiveSubject.LOOP, key=_only(folder.name, keys, "loop"), store=store, folder=folder.name)


def log_in(folder: Folder, known: Known, store: str) -> Subject:
    """The run whose log a folder is; raises Trouble when the registry does not say."""
    keys = known.logs.get(folder.name, frozenset())
    return Subject(kind=ArchiveSubject.LOG, key=_only(folder.name, keys, "run"), store=store, folder=folder.name)


def _only(name: str, keys: frozenset[str], what: str) -> str:
    if len(keys) == 1:
        return next(iter(keys))
    said = f"belongs to {len(keys)} {what}s: {', '.join(sorted(keys))[:300]}" if keys else f"names no {what} it belongs to"
    raise Trouble(finding(name, Code.UNKNOWN_SUBJECT, said))


def _own_key(folder: Folder) -> frozenset[str]:
    """The key in the workspace's own workspace_meta.json, if it speaks of this folder and not of one it was copied from."""
    content = folder.read(files.META, MAX_BYTES)
    if content is None:
        return frozenset()
    try:
        meta = read(WorkspaceMeta, content)
    except InvalidDocument as error:
        reason = f"is no workspace_meta of v1 ({error.violations[0]})"
        raise Trouble(finding(f"{folder.name}/{files.META}", Code.UNKNOWN_SUBJECT, reason)) from error
    if folder.name not in (meta.workspace_id, _last(meta.workspace_path)):
        reason = f"speaks of workspace {meta.workspace_id!r}, from which it seems to be copied"
        raise Trouble(finding(f"{folder.name}/{files.META}", Code.UNKNOWN_SUBJECT, reason))
    return frozenset({f"{meta.task_run_id}/{meta.loop_id}/{meta.workspace_id}"})


def _last(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]
