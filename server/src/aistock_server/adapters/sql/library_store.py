"""The library as SQL rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.plain_json import canonical
from aistock.library.v1.models import CatalogKind, FactorOrder
from aistock_server.adapters.sql import pages
from aistock_server.adapters.sql.bulk import insert_rows
from aistock_server.adapters.sql.by_key import rows_by_key
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_conditions import equal, overlapping, shown, speaking, within
from aistock_server.adapters.sql.library_loops import LoopLists, loop_conditions
from aistock_server.adapters.sql.library_rows import HEAD, SHELVES, Shelf, head_of, instant_text
from aistock_server.adapters.sql.library_tables import (
    factor_registry,
    loop_listing,
    loop_result,
    model_registry,
    strategy_registry,
)
from aistock_server.library import (
    FACTOR_ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
)

_ROWS_A_STATEMENT = 2000


class SqlLibraryStore:
    """The port over the library's tables; every statement runs in the unit of work of its call."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._loops = LoopLists(database)

    def heads(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, Head]:
        """Heads of those of the keys that are stored."""
        shelf = SHELVES[kind]
        # By place, because a name is looked up in every row anew.
        width, last = len(shelf.key), len(shelf.key) + len(shelf.refers)
        rows = self._by_key(shelf, (*shelf.key, *shelf.refers, *HEAD), keys)
        return {tuple(row[:width]): head_of(row[width:last], *row[last:]) for row in rows}

    def present_keys(self, kind: CatalogKind, origin: str) -> Iterator[Key]:
        """Every key of the rows of an origin that are not retired, read in pieces."""
        shelf = SHELVES[kind]
        query = sa.select(*shelf.key_columns()).where(shelf.table.c.origin == origin, shelf.table.c.retired.is_(False))
        rows = self._database.connection().execute(query, execution_options={"yield_per": _ROWS_A_STATEMENT})
        return (tuple(row) for row in rows)

    def insert(self, rows: Sequence[Row]) -> None:
        """Store rows whose keys are not stored."""
        kind = rows[0].kind
        shelf = SHELVES[kind]
        for some in _pieces(rows, _ROWS_A_STATEMENT):
            insert_rows(self._database.connection(), shelf.table, self._values(shelf, some))
            if kind is CatalogKind.LOOP:
                self._loops.add(some)
            elif kind is CatalogKind.STRATEGY:
                self._link(some)

    def update(self, rows: Sequence[Row]) -> None:
        """Replace stored rows."""
        kind = rows[0].kind
        shelf = SHELVES[kind]
        # Names of their own: SQLAlchemy keeps plain column names for itself in an UPDATE.
        changed: dict[str, Any] = {
            column.name: sa.bindparam(f"new_{column.name}") for column in shelf.table.c if column.name not in shelf.key
        }
        statement = shelf.table.update().where(*_of_bound_key(shelf)).values(changed)
        for some in _pieces(rows, _ROWS_A_STATEMENT):
            values = self._values(shelf, some)
            bound = [{f"{'key' if name in shelf.key else 'new'}_{name}": value for name, value in row.items()} for row in values]
            self._database.connection().execute(statement, bound)
            if kind is CatalogKind.LOOP:
                self._loops.replace(some)

    def note_digests(self, kind: CatalogKind, digests: Mapping[Key, str]) -> None:
        """Remember the digests of the bytes that brought stored rows."""
        shelf = SHELVES[kind]
        statement = shelf.table.update().where(*_of_bound_key(shelf)).values(digest=sa.bindparam("new_digest"))
        bound = [{**_bound_key(shelf, key), "new_digest": digest} for key, digest in digests.items()]
        self._database.connection().execute(statement, bound)

    def retire(self, kind: CatalogKind, keys: Collection[Key], at: datetime) -> None:
        """Mark stored rows as retired."""
        shelf = SHELVES[kind]
        changed = shelf.table.update().where(*_of_bound_key(shelf)).values(retired=True, changed_at_utc=instant_text(at))
        self._database.connection().execute(changed, [_bound_key(shelf, key) for key in keys])
        if kind is CatalogKind.LOOP:
            self._loops.retire(keys, at)

    def get(self, kind: CatalogKind, key: Key) -> Row | None:
        """A row, retired or not."""
        shelf = SHELVES[kind]
        matches = [column == part for column, part in zip(shelf.key_columns(), key, strict=True)]
        found = self._database.connection().execute(shelf.select().where(*matches)).one_or_none()
        return None if found is None else shelf.row(kind, found)

    def factors(self, question: FactorQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of factors."""
        table = factor_registry
        query = (
            SHELVES[CatalogKind.FACTOR]
            .select()
            .where(
                *equal(table, {"source": question.source, "origin": question.origin}),
                *within(table, question.bounds),
                *overlapping(table, question.period),
                *speaking(table, question.text),
                *shown(table, question.include_retired),
                *(table.c.tags.contains(_listed(tag), autoescape=True) for tag in question.tags),
            )
        )
        figure = FACTOR_ORDER_FIGURES.get(question.order)
        by = table.c.changed_at_utc if question.order is FactorOrder.CHANGED else table.c[figure.value] if figure else None
        return self._page(CatalogKind.FACTOR, query, by, after, limit)

    def strategies(self, question: StrategyQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of strategies."""
        table = strategy_registry
        asked = {
            "action": question.action,
            "config_hash": question.config_hash,
            "origin": question.origin,
            "market": question.market,
        }
        conditions = [*equal(table, asked), *speaking(table, question.text), *shown(table, question.include_retired)]
        for needed in (loop_conditions(question.bounds, None), loop_conditions((), question.period)):
            if needed:
                named = loop_listing.c.strategy_ref == table.c.strategy_id
                conditions.append(sa.exists().where(named, loop_listing.c.retired.is_(False), *needed))
        return self._page(CatalogKind.STRATEGY, SHELVES[CatalogKind.STRATEGY].select().where(*conditions), None, after, limit)

    def loops(self, question: LoopQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of loops."""
        keys = self._loops.keys(question, after, limit)
        shelf = SHELVES[CatalogKind.LOOP]
        found = {tuple(row[: len(shelf.key)]): row for row in self._by_key(shelf, shelf.stored, keys)}
        return [shelf.row(CatalogKind.LOOP, found[key]) for key in keys]

    def models(self, question: ModelQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of models."""
        table = model_registry
        asked = {
            "task_run_id": question.task_run_id,
            "strategy_ref": question.strategy_id,
            "model_type": question.model_type,
            "feature_hash": question.feature_hash,
            "origin": question.origin,
        }
        query = SHELVES[CatalogKind.MODEL].select().where(*equal(table, asked), *shown(table, question.include_retired))
        return self._page(CatalogKind.MODEL, query, None, after, limit)

    def loop_counts(self, strategy_ids: Collection[str]) -> Mapping[str, int]:
        """How many loops name each strategy."""
        named = loop_result.c.strategy_ref
        query = sa.select(named, sa.func.count()).where(named.in_(sorted(strategy_ids))).group_by(named)
        return {row[0]: row[1] for row in self._database.connection().execute(query)}

    def factor_use(self, name: str) -> int:
        """How many loops use a factor, retired ones left out."""
        return self._loops.factor_use(name)

    def _page(
        self, kind: CatalogKind, query: sa.Select[Any], by: sa.Column[Any] | None, after: After | None, limit: int
    ) -> Sequence[Row]:
        shelf = SHELVES[kind]
        found = pages.page(self._database.connection(), query, by, shelf.key_columns(), after, limit)
        return [shelf.row(kind, row) for row in found]

    def _by_key(self, shelf: Shelf, columns: Sequence[str], keys: Collection[Key]) -> Iterator[Any]:
        return rows_by_key(self._database.connection(), shelf.table, shelf.key, columns, keys)

    def _values(self, shelf: Shelf, rows: Sequence[Row]) -> Iterator[dict[str, object]]:
        """All columns of rows, made one at a time; a loop points to its strategy when the library knows it."""
        if shelf.table is not loop_result:
            return map(shelf.values, rows)
        named = {row.head.refers for row in rows if row.head.refers is not None}
        found = rows_by_key(self._database.connection(), strategy_registry, ("strategy_id",), ("strategy_id",), named)
        known = {row.strategy_id for row in found}

        def pointing(row: Row) -> dict[str, object]:
            values = shelf.values(row)
            return {**values, "strategy_id": values["strategy_ref"] if values["strategy_ref"] in known else None}

        return map(pointing, rows)

    def _link(self, strategies: Sequence[Row]) -> None:
        """Loops that waited for these strategies point to them."""
        named = loop_result.c.strategy_ref.in_([row.key[0] for row in strategies])
        waiting = loop_result.update().where(loop_result.c.strategy_id.is_(None), named)
        self._database.connection().execute(waiting.values(strategy_id=loop_result.c.strategy_ref))


def _listed(name: str) -> str:
    """A name as it stands in a stored JSON list."""
    return canonical(name).decode()


def _of_bound_key(shelf: Shelf) -> list[sa.ColumnElement[bool]]:
    return [column == sa.bindparam(f"key_{column.name}") for column in shelf.key_columns()]


def _bound_key(shelf: Shelf, key: Key) -> dict[str, Any]:
    return {f"key_{name}": part for name, part in zip(shelf.key, key, strict=True)}


def _pieces(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
