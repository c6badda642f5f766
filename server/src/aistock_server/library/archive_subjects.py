"""Whether the rows of a subject stand, so that they may be relied on once its files are gone."""

from collections.abc import Callable, Mapping

from aistock.library.v1.models import ArchiveSubject, CatalogKind, CatalogLoop, LoopStatus
from aistock_server.library.model import LoopQuestion
from aistock_server.library.ports import LibraryStore

Elsewhere = Mapping[ArchiveSubject, Callable[[str], str | None]]
"""Kinds of subjects whose rows another room keeps: what is wrong with them by key, or None."""


class LibrarySubjects:
    """Looks rows up in the library, and those of other rooms where it was told how.

    Keys are `task_run_id/loop_id/workspace_id` of a loop, `task_run_id` or `task_run_id/folder` of a log, and strategy_id.
    """

    def __init__(self, store: LibraryStore, elsewhere: Elsewhere | None = None) -> None:
        self._store = store
        self._elsewhere = elsewhere or {}

    def lacking(self, subject: ArchiveSubject, key: str) -> str | None:
        """What is wrong with the rows of a subject; None when they stand."""
        match subject:
            case ArchiveSubject.LOOP:
                return self._loop(key)
            case ArchiveSubject.LOG:
                return self._log(key)
            case ArchiveSubject.STRATEGY:
                known = self._store.get(CatalogKind.STRATEGY, (key,)) is not None
                return None if known else f"no strategy {key!r} in the library; import the strategy catalog first"
        look = self._elsewhere.get(subject)
        return f"this server keeps no rows of a {subject.value}; keep its files" if look is None else look(key)

    def _loop(self, key: str) -> str | None:
        parts = key.split("/")
        if len(parts) != 3 or not _is_number(parts[1]):
            return f"{key!r} is no key of a loop; write task_run_id/loop_id/workspace_id"
        row = self._store.get(CatalogKind.LOOP, (parts[0], int(parts[1]), parts[2]))
        if row is None:
            return f"no loop {key!r} in the library; import the loop catalog, or publish the loop, first"
        if isinstance(row.document, CatalogLoop) and row.document.status is LoopStatus.RUNNING:
            return f"loop {key!r} is still running; wait until it has ended and import it again"
        return None

    def _log(self, key: str) -> str | None:
        run = key.partition("/")[0]
        if self._store.loops(LoopQuestion(task_run_id=run, include_retired=True), None, 1):
            return None
        return f"no loop of run {run!r} in the library; import the loop catalog first"


def _is_number(text: str) -> bool:
    """A loop's number as it is written in a key: one way only, so that a loop has one key."""
    return text.isascii() and text.isdigit() and len(text) <= 9 and str(int(text)) == text
