"""The folders that archiving and cleaning are about: a root of workspaces, a root of logs, or both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aistock.library.v1.models import ArchiveSubject
from aistock.rdagent.archive.finding import Code, Finding, finding
from aistock.rdagent.archive.folder import Folder, Root
from aistock.rdagent.archive.quarantine import is_ours
from aistock.rdagent.archive.subject import LOGS, WORKSPACES, Known, Subject, log_in, loop_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where to work: at least one of the two folders, and the names their stores have in manifests."""

    workspaces: Path | None = None
    logs: Path | None = None
    workspace_store: str = WORKSPACES
    log_store: str = LOGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Grove:
    """An open root with its store, the kinds of subjects in it, and how to tell which one a folder is."""

    root: Root
    store: str
    kinds: frozenset[ArchiveSubject]
    identify: Callable[[Folder, Known, str], Subject]

    def folders(self) -> tuple[list[str], list[Finding]]:
        """Folders that may be subjects, and what else stands in the root; what is being cleaned is neither."""
        names = self.root.names()
        odd = [finding(name, Code.NOT_A_FOLDER, "is no folder of its own") for name, plain in names if not plain]
        return [name for name, plain in names if plain and not is_ours(name)], odd

    def quarantined(self) -> list[str]:
        """Folders that an earlier clean left, or another one works on."""
        return [name for name, plain in self.root.names() if plain and is_ours(name)]


@contextmanager
def opened(places: Places) -> Iterator[list[Grove]]:
    """The roots, open. Raises OSError or UnfitRoot for one that cannot be worked in."""
    with ExitStack() as stack:
        groves = []
        if places.workspaces is not None:
            root = stack.enter_context(Root(places.workspaces))
            kinds = frozenset({ArchiveSubject.LOOP, ArchiveSubject.EXPERIMENT})
            groves.append(Grove(root=root, store=places.workspace_store, kinds=kinds, identify=loop_in))
        if places.logs is not None:
            root = stack.enter_context(Root(places.logs))
            groves.append(Grove(root=root, store=places.log_store, kinds=frozenset({ArchiveSubject.LOG}), identify=log_in))
        yield groves
