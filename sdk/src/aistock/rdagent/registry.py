"""registry.sqlite: what RD-Agent ran, what came out, and which files belong to it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aistock.rdagent import _registry_file as file
from aistock.rdagent._registry_errors import RegistryBusy, RegistryError
from aistock.rdagent._registry_materialization import Materialization
from aistock.rdagent._registry_record import Changes, record
from aistock.rdagent._registry_rows import (
    AnyRow,
    ArtifactFileRow,
    ArtifactRow,
    FactorRow,
    LoopRow,
    Row,
    RunRow,
    WorkspaceRow,
    columns_of,
    row_from,
)
from aistock.rdagent._registry_schema import SCHEMA_VERSION, columns
from aistock.rdagent._registry_search import FoundLoop, LoopQuestion, find_loops
from aistock.rdagent._registry_survey import Oddity, Survey, survey
from aistock.rdagent._registry_words import FLAGS, VOCABULARIES, ArtifactState, MaterializationState, SyncState

__all__ = [
    "BUSY_SECONDS",
    "SCHEMA_VERSION",
    "ArtifactFileRow",
    "ArtifactRow",
    "ArtifactState",
    "Changes",
    "FactorRow",
    "FoundLoop",
    "LoopQuestion",
    "LoopRow",
    "MaterializationState",
    "Oddity",
    "Registry",
    "RegistryBusy",
    "RegistryError",
    "RunRow",
    "Survey",
    "SyncState",
    "WorkspaceRow",
    "find_loops",
    "survey",
]

BUSY_SECONDS = 30.0
"""How long a write waits for other writers before it raises RegistryBusy."""


class Registry:
    """An open registry.sqlite; safe to write from several processes at once, each with a Registry of its own.

    Every error is a RegistryError. A write waits `busy_seconds` for others, then it raises RegistryBusy and nothing is written.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Opens the file, or makes it; brings an older layout to the present one in one transaction."""
        self._take(path, file.open_for_writing(path, busy_seconds))

    @classmethod
    def open_readonly(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The registry as it stands now, of any layout; nothing is made or changed beside it, and later writes are not seen.

        A column that an older layout lacks reads as None. Writing raises RegistryError.
        """
        return cls._of(path, file.read_into_memory(path, busy_seconds, writable=False))

    @classmethod
    def scratch(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """A copy in memory, of the present layout, that can be written and vanishes; an empty one when there is no such file."""
        return cls._of(path, file.read_into_memory(path, busy_seconds, writable=True))

    def __enter__(self) -> Self:
        """The registry itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside becomes visible together, or not at all."""
        if self._connection.in_transaction:
            yield
            return
        with file.told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with file.told(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            # Some errors, such as a full disk, have ended the transaction already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def record(self, *rows: Row) -> Changes:
        """Inserts rows, or updates them where they give a value; says how many were inserted, updated and left as they were.

        An ended run, loop or workspace does not run again; the first beginning counts; `unknown` gives way to every other word and
        replaces none; a row that differs only in its time of writing is left as it is. Only claim, finish, fail and reopen move
        a loop's materialization.
        """
        with self.transaction(), file.told(self.path):
            return record(self._connection, rows)

    def rows(self, kind: type[AnyRow], **equal: str | int) -> list[AnyRow]:
        """Rows of a kind whose columns have the given values, in the order of their key; `survey` tells of unreadable rows."""
        names = columns_of(kind)
        unknown = sorted(set(equal) - set(names))
        if unknown:
            raise RegistryError(f"{kind.table} has no column {unknown[0]!r}; its columns are {', '.join(names)}")
        # Flags and words are compared as they are read: '1' is 1, and a word may be spelled in an older way.
        after = {name for name in equal if name in FLAGS or (kind.table, name) in VOCABULARIES}
        before = {name: value for name, value in equal.items() if name not in after}
        found = self.select(kind, " AND ".join(f"{name} = ?" for name in before), tuple(before.values()))
        return [row for row in found if all(getattr(row, name) == equal[name] for name in after)]

    def select(self, kind: type[AnyRow], where: str = "", values: Sequence[object] = ()) -> Iterator[AnyRow]:
        """Readable rows of a kind for which an SQL condition over its columns holds, in the order of their key."""
        present = [name for name in columns_of(kind) if name in self._columns[kind.table]]
        if not present:
            return
        query = f"SELECT {', '.join(present)} FROM {kind.table}{f' WHERE {where}' if where else ''} ORDER BY {', '.join(kind.key)}"
        with file.told(self.path), closing(self._connection.cursor()) as cursor:
            for raw in cursor.execute(query, tuple(values)):
                row = row_from(kind, dict(zip(present, raw, strict=True)))
                if row is not None:
                    yield row

    def claim_materialization(self, task_run_id: str, loop_id: int, *, now: str) -> bool:
        """Moves a loop from pending or failed to running; false when another process was faster or it is done.

        A loop that is running is taken over when the process that claimed it is gone.
        """
        with self.transaction(), file.told(self.path):
            return self._materialization.claim(task_run_id, loop_id, now)

    def finish_materialization(self, task_run_id: str, loop_id: int, *, now: str) -> None:
        """Moves a loop that this process claimed from running to done; RegistryError without a proved result and an artifact."""
        with self.transaction(), file.told(self.path):
            self._materialization.finish(task_run_id, loop_id, now)

    def fail_materialization(self, task_run_id: str, loop_id: int, *, error: str, now: str) -> None:
        """Moves a loop that this process claimed from running to failed and keeps why."""
        with self.transaction(), file.told(self.path):
            self._materialization.fail(task_run_id, loop_id, error, now)

    def reopen_materialization(self, task_run_id: str, loop_id: int, *, now: str) -> bool:
        """Moves a loop from done back to pending, because what proved it has gone or changed; false when it is not done."""
        with self.transaction(), file.told(self.path):
            return self._materialization.reopen(task_run_id, loop_id, now)

    def has_finished(self, task_run_id: str, loop_id: int) -> bool:
        """Whether it was this object, and not another process, that moved the loop to done."""
        return (task_run_id, loop_id) in self._materialization.finished

    @property
    def layout_version(self) -> int:
        """The layout of the file; 0 is the fork's own."""
        with file.told(self.path):
            version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    @property
    def known_columns(self) -> dict[str, tuple[str, ...]]:
        """Columns of each of the six tables that the file has; none for a table that it lacks."""
        return dict(self._columns)

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of a question in SQL, as SQLite holds them."""
        with file.told(self.path):
            return self._connection.execute(sql, tuple(values)).fetchall()

    @classmethod
    def _of(cls, path: Path, connection: sqlite3.Connection) -> Self:
        found = cls.__new__(cls)
        found._take(path, connection)
        return found

    def _take(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._materialization = Materialization(connection)
        with file.told(path):
            self._columns = columns(connection)
