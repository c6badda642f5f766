"""What a registry holds in all, and what in it nobody can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aistock.contract.types import utc_text
from aistock.rdagent._registry_rows import KINDS, LoopRow, Row, columns_of, required_of
from aistock.rdagent._registry_words import VOCABULARIES, Raw, understood

if TYPE_CHECKING:
    from aistock.rdagent.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A value of the registry that its column does not allow; it stays in the file."""

    table: str
    key: str
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Counts by table and by word, the first and last sign of any loop, and every oddity."""

    layout_version: int
    lacking: tuple[str, ...]
    """Columns of the present layout that this file lacks, as `table.column`."""
    tables: Mapping[str, int]
    words: Mapping[str, Mapping[str, int]]
    """How often each word stands in each column that has a vocabulary; `none` is a NULL."""
    loops_with_result: int
    oldest: str | None
    newest: str | None
    oddities: tuple[Oddity, ...]


def survey(registry: Registry) -> Survey:
    """Reads every row once; the registry may be of any layout."""
    words: dict[str, Counter[str]] = {}
    counts: dict[str, int] = {}
    oddities: list[Oddity] = []
    results = 0
    signs: list[str] = []
    for kind in KINDS:
        present = [name for name in columns_of(kind) if name in registry.known_columns[kind.table]]
        counts[kind.table] = 0
        for raw in _raw(registry, kind, present):
            counts[kind.table] += 1
            oddities += _oddities(kind, raw)
            for name, value in raw.items():
                if (kind.table, name) in VOCABULARIES:
                    word, _ = understood(kind.table, name, value)
                    words.setdefault(f"{kind.table}.{name}", Counter())[str(word or "none")] += 1
            if kind is LoopRow:
                results += understood("loops", "has_result", raw.get("has_result"))[0] == 1
                signs += _instants(raw)
    return Survey(
        layout_version=registry.layout_version,
        lacking=tuple(
            f"{kind.table}.{name}" for kind in KINDS for name in columns_of(kind) if name not in registry.known_columns[kind.table]
        ),
        tables=counts,
        words={name: dict(sorted(found.items())) for name, found in sorted(words.items())},
        loops_with_result=results,
        oldest=min(signs, default=None),
        newest=max(signs, default=None),
        oddities=tuple(oddities),
    )


def _raw(registry: Registry, kind: type[Row], present: list[str]) -> Iterator[dict[str, Raw]]:
    if not present:
        return
    order = ", ".join(name for name in kind.key if name in present) or "rowid"
    for values in registry.query(f"SELECT {', '.join(present)} FROM {kind.table} ORDER BY {order}"):
        yield dict(zip(present, values, strict=True))


def _oddities(kind: type[Row], raw: dict[str, Raw]) -> Iterator[Oddity]:
    key = "/".join(str(raw.get(name)) for name in kind.key)
    for name, value in raw.items():
        word, whole = understood(kind.table, name, value)
        if not whole:
            read = f"is read as {word}" if word is not None else "is not read"
            yield Oddity(table=kind.table, key=key, column=name, value=_shown(value), message=f"{read}; the file keeps it")
        elif value is None and name in required_of(kind):
            message = "is missing, so the row is left out of every list; give it a value or delete the row"
            yield Oddity(table=kind.table, key=key, column=name, value="NULL", message=message)


def _shown(value: Raw) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _instants(raw: dict[str, Raw]) -> Iterator[str]:
    for name in ("started_at_utc", "ended_at_utc", "updated_at_utc"):
        try:
            found = datetime.fromisoformat(str(raw.get(name) or ""))
        except ValueError:
            continue
        try:
            yield utc_text(found if found.tzinfo else found.replace(tzinfo=UTC))
        except OverflowError:
            continue
