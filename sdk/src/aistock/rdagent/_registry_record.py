"""Writing rows into the registry: what a row changes in what stands there already."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aistock.library.v1.models import LoopStatus
from aistock.rdagent._registry_errors import RegistryError
from aistock.rdagent._registry_rows import Row, columns_of
from aistock.rdagent._registry_words import ENDED, VOCABULARIES, MaterializationState, Raw, understood, words_of

_FIRST_COUNTS = frozenset({"started_at_utc", "created_at_utc"})
_WRITING_TIME = "updated_at_utc"
_UNKNOWN = "unknown"
_MATERIALIZATION = "materialization_status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows that were inserted, updated and left as they were."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        """Both together."""
        return Changes(
            inserted=self.inserted + other.inserted,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
        )

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.inserted + self.updated > 0


def record(connection: sqlite3.Connection, rows: Iterable[Row]) -> Changes:
    """Inserts or updates rows inside the caller's transaction, which must hold the right to write."""
    inserted = updated = unchanged = 0
    for row in rows:
        standing = _standing(connection, row)
        if standing is None:
            _insert(connection, row)
            inserted += 1
        elif changed := _changed(row, standing):
            names = ", ".join(f"{name} = ?" for name in changed)
            where, key = _key(row)
            connection.execute(f"UPDATE {row.table} SET {names} WHERE {where}", (*changed.values(), *key))
            updated += 1
        else:
            unchanged += 1
    return Changes(inserted=inserted, updated=updated, unchanged=unchanged)


def _key(row: Row) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"{name} = ?" for name in row.key), tuple(getattr(row, name) for name in row.key)


def _standing(connection: sqlite3.Connection, row: Row) -> dict[str, Raw] | None:
    where, key = _key(row)
    names = columns_of(type(row))
    found = connection.execute(f"SELECT {', '.join(names)} FROM {row.table} WHERE {where}", key).fetchone()
    return None if found is None else dict(zip(names, found, strict=True))


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    given = {name: value for name in columns_of(type(row)) if (value := _given(row, name)) is not None}
    state = given.get(_MATERIALIZATION)
    if state in (MaterializationState.RUNNING, MaterializationState.DONE):
        raise _moves(row, state)
    marks = ", ".join("?" * len(given))
    connection.execute(f"INSERT INTO {row.table} ({', '.join(given)}) VALUES ({marks})", tuple(given.values()))


def _changed(row: Row, standing: dict[str, Raw]) -> dict[str, Raw]:
    """Columns that the row changes, with their new values."""
    changed: dict[str, Raw] = {}
    for name in columns_of(type(row)):
        new = _given(row, name)
        if new is None or name in row.key or new == standing[name]:
            continue
        old, _ = understood(row.table, name, standing[name])
        value, _ = understood(row.table, name, new)
        if value != old and not _gives_way(row, name, value, old):
            changed[name] = new
    return {} if changed.keys() == {_WRITING_TIME} else changed


def _gives_way(row: Row, name: str, value: object, old: object) -> bool:
    """Whether the new value yields to the one that stands; raises RegistryError for a step that has a method of its own."""
    if old is None:
        if name == _MATERIALIZATION and value in (MaterializationState.RUNNING, MaterializationState.DONE):
            raise _moves(row, value)
        return False
    if name in _FIRST_COUNTS or (value == _UNKNOWN and (row.table, name) in VOCABULARIES):
        return True
    if name == _MATERIALIZATION:
        if value != MaterializationState.PENDING:
            raise _moves(row, value)
        return True
    return name == "status" and old in ENDED and value == LoopStatus.RUNNING


def _moves(row: Row, state: object) -> RegistryError:
    return RegistryError(
        f"the row of {row.table} {_key(row)[1]} would make its materialization {str(state)!r}; only claim_materialization, "
        "finish_materialization and fail_materialization move it"
    )


def _given(row: Row, name: str) -> Raw:
    """What a row gives for a column, as SQLite takes it; a word or figure that it could not say itself as it was."""
    value: Any = getattr(row, name)
    vocabulary = VOCABULARIES.get((row.table, name))
    original = next((raw for column, raw in row.originals if column == name), None)
    if original is not None and understood(row.table, name, original)[0] == value:
        return original
    if vocabulary is not None and value is not None and value not in list(vocabulary):
        raise RegistryError(f"{value!r} is no {name} of {row.table}; choose one of {words_of(vocabulary)}")
    result: Raw = value.value if isinstance(value, StrEnum) else value
    return result
