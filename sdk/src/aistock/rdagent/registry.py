"""registry.sqlite: what RD-Agent ran, what came out, and which files belong to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from aistock.rdagent._registry_rows import ArtifactFileRow, ArtifactRow, FactorRow, LoopRow, Row, RunRow, WorkspaceRow
from aistock.rdagent._registry_schema import SCHEMA_VERSION, TABLE_NAMES, TABLES

__all__ = ["ArtifactFileRow", "ArtifactRow", "FactorRow", "LoopRow", "Registry", "RegistryError", "RunRow", "WorkspaceRow"]

_TERMINAL = ("success", "failed", "aborted", "skip")
_FLAGS = ("has_result", "is_solidified", "primary_flag")
_BUSY_SECONDS = 30.0
_AnyRow = TypeVar("_AnyRow", RunRow, LoopRow, FactorRow, WorkspaceRow, ArtifactRow, ArtifactFileRow)


class RegistryError(Exception):
    """The registry cannot be read, or a step is not allowed in the state it is in; the text says what to do."""


class Registry:
    """An open registry.sqlite; safe to write from several processes at once, each with a Registry of its own."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it; adds what an older layout lacks."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._migrate()
        except sqlite3.DatabaseError as error:
            raise RegistryError(f"{path} is no registry ({error}); name another file, or move this one away") from error

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
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def record(self, *rows: Row) -> None:
        """Inserts rows, or updates them where they give a value; an ended run, loop or workspace does not run again."""
        with self.transaction():
            for row in rows:
                self._record(row)

    def rows(self, kind: type[_AnyRow], **equal: str | int) -> list[_AnyRow]:
        """Rows of a kind whose columns have the given values, in the order of their key."""
        names = [item.name for item in fields(kind)]
        unknown = sorted(set(equal) - set(names))
        if unknown:
            raise RegistryError(f"{kind.table} has no column {unknown[0]!r}; its columns are {', '.join(names)}")
        where = " AND ".join(f"{name} = ?" for name in equal)
        query = f"SELECT {', '.join(names)} FROM {kind.table}{' WHERE ' + where if where else ''} ORDER BY {', '.join(kind.key)}"
        return [kind(**_typed(dict(found))) for found in self._connection.execute(query, tuple(equal.values()))]

    def claim_materialization(self, task_run_id: str, loop_id: int, *, now: str) -> bool:
        """Moves a loop from pending or failed to running; false when another process was faster or it is done."""
        with self.transaction():
            changed = self._connection.execute(
                "UPDATE loops SET materialization_status = 'running', materialization_error = NULL, "
                "materialization_updated_at_utc = ? "
                "WHERE task_run_id = ? AND loop_id = ? AND COALESCE(materialization_status, 'pending') IN ('pending', 'failed')",
                (now, task_run_id, loop_id),
            ).rowcount
        return changed == 1

    def finish_materialization(self, task_run_id: str, loop_id: int, *, now: str) -> None:
        """Moves a loop from running to done; raises RegistryError without a proved result and a present artifact."""
        proved = (
            "has_result IN (1, '1') AND EXISTS (SELECT 1 FROM artifacts a WHERE a.task_run_id = loops.task_run_id "
            "AND a.loop_id = loops.loop_id AND a.status = 'present')"
        )
        self._leave_running(task_run_id, loop_id, "done", None, now, proved)

    def fail_materialization(self, task_run_id: str, loop_id: int, *, error: str, now: str) -> None:
        """Moves a loop from running to failed and keeps why."""
        self._leave_running(task_run_id, loop_id, "failed", error[:512], now, "1")

    def _leave_running(self, task_run_id: str, loop_id: int, to: str, error: str | None, now: str, proved: str) -> None:
        with self.transaction():
            changed = self._connection.execute(
                "UPDATE loops SET materialization_status = ?, materialization_error = ?, materialization_updated_at_utc = ?, "
                f"updated_at_utc = ? WHERE task_run_id = ? AND loop_id = ? AND materialization_status = 'running' AND {proved}",
                (to, error, now, now, task_run_id, loop_id),
            ).rowcount
        if changed != 1:
            raise RegistryError(
                f"loop {task_run_id}/{loop_id} cannot become {to!r}: it is not running, or nothing proves its result; "
                "claim it first and register its artifacts"
            )

    def _record(self, row: Row) -> None:
        names = [item.name for item in fields(row)]
        values = [getattr(row, name) for name in names]
        kept = [name for name in names if name not in row.key]
        changes = ", ".join(f"{name} = {_kept(row, name)}" for name in kept)
        self._connection.execute(
            f"INSERT INTO {row.table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT ({', '.join(row.key)}) DO UPDATE SET {changes}",
            values,
        )

    def _migrate(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise RegistryError(f"{self.path} has layout {version}, this program knows {SCHEMA_VERSION}; update aistock")
        if version == SCHEMA_VERSION:
            return
        wanted = _columns_of_fresh()
        with self.transaction():
            for statement in TABLES.split(";"):
                if "CREATE TABLE" in statement:
                    self._connection.execute(statement)
            for table in TABLE_NAMES:
                present = {found["name"] for found in self._connection.execute(f"PRAGMA table_info({table})")}
                for name, declared in wanted[table].items():
                    if name not in present:
                        self._connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {declared}")
            for statement in TABLES.split(";"):
                if "CREATE INDEX" in statement:
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """A row's values; flags that an older writer stored as text become numbers."""
    return values | {name: int(values[name]) for name in _FLAGS if values.get(name) in ("0", "1")}


def _kept(row: Row, name: str) -> str:
    """SQL for a column of a row that exists: a value given now wins, except that what has ended does not run again."""
    given = f"COALESCE(excluded.{name}, {row.table}.{name})"
    if name in ("started_at_utc", "created_at_utc"):
        return f"COALESCE({row.table}.{name}, excluded.{name})"
    if name != "status" or row.table not in ("task_runs", "loops", "workspaces"):
        return given
    ended = ", ".join(f"'{status}'" for status in _TERMINAL)
    return f"CASE WHEN {row.table}.status IN ({ended}) AND excluded.status = 'running' THEN {row.table}.status ELSE {given} END"


def _columns_of_fresh() -> dict[str, dict[str, str]]:
    """Name and declared type of every column of the present layout."""
    with sqlite3.connect(":memory:") as memory:
        memory.executescript(TABLES)
        found = {
            table: {
                row[1]: f"{row[2]}{'' if row[4] is None else ' DEFAULT ' + row[4]}"
                for row in memory.execute(f"PRAGMA table_info({table})")
            }
            for table in TABLE_NAMES
        }
    memory.close()
    return found
