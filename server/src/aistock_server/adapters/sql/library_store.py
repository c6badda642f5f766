"""The library as SQL rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.plain_json import canonical
from aistock.library.v1.models import CatalogKind, FactorOrder, LoopOrder
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_rows import SHELVES, Shelf, head_of, instant_text
from aistock_server.adapters.sql.library_tables import factor_registry, loop_result, model_registry, strategy_registry
from aistock_server.library import (
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
)

_KEYS_A_QUERY = 200
_ROWS_A_STATEMENT = 2000


class SqlLibraryStore:
    """The port over the library's tables; every statement runs in the unit of work of its call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def heads(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, Head]:
        """Heads of those of the keys that are stored."""
        shelf, wanted = SHELVES[kind], list(keys)
        columns = [
            *_key_columns(shelf),
            *(shelf.table.c[name] for name in ("content_hash", "origin", "first_seen_at_utc", "retired")),
        ]
        query = sa.select(*columns)
        if len(wanted) > 10 * _KEYS_A_QUERY:
            asked = frozenset(wanted)
            found = ((_key(shelf, row), row) for row in self._database.connection().execute(query))
            return {key: head_of(row) for key, row in found if key in asked}
        heads: dict[Key, Head] = {}
        for some in _pieces(wanted, _KEYS_A_QUERY):
            rows = self._database.connection().execute(query.where(sa.tuple_(*_key_columns(shelf)).in_(some)))
            heads |= {_key(shelf, row): head_of(row) for row in rows}
        return heads

    def present_keys(self, kind: CatalogKind, origin: str) -> Collection[Key]:
        """Keys of rows of an origin that are not retired."""
        shelf = SHELVES[kind]
        query = sa.select(*_key_columns(shelf)).where(shelf.table.c.origin == origin, shelf.table.c.retired.is_(False))
        return [_key(shelf, row) for row in self._database.connection().execute(query)]

    def insert(self, rows: Sequence[Row]) -> None:
        """Store rows whose keys are not stored."""
        shelf = SHELVES[rows[0].kind]
        for some in _pieces(rows, _ROWS_A_STATEMENT):
            self._database.connection().execute(shelf.table.insert(), [shelf.values(row) for row in some])
        self._link(rows[0].kind)

    def update(self, rows: Sequence[Row]) -> None:
        """Replace stored rows."""
        shelf = SHELVES[rows[0].kind]
        matches = [column == sa.bindparam(f"key_{column.name}") for column in _key_columns(shelf)]
        # Names of their own: SQLAlchemy keeps plain column names for itself in an UPDATE.
        changed: dict[str, Any] = {
            column.name: sa.bindparam(f"new_{column.name}") for column in shelf.table.c if column.name not in shelf.key
        }
        statement = shelf.table.update().where(*matches).values(changed)
        for some in _pieces(rows, _ROWS_A_STATEMENT):
            values = [shelf.values(row) for row in some]
            bound = [{f"{'key' if name in shelf.key else 'new'}_{name}": value for name, value in row.items()} for row in values]
            self._database.connection().execute(statement, bound)
        self._link(rows[0].kind)

    def retire(self, kind: CatalogKind, keys: Collection[Key], at: datetime) -> None:
        """Mark stored rows as retired."""
        shelf = SHELVES[kind]
        for some in _pieces(list(keys), _KEYS_A_QUERY):
            chosen = shelf.table.update().where(sa.tuple_(*_key_columns(shelf)).in_(some))
            self._database.connection().execute(chosen.values(retired=True, changed_at_utc=instant_text(at)))

    def get(self, kind: CatalogKind, key: Key) -> Row | None:
        """A row, retired or not."""
        shelf = SHELVES[kind]
        matches = [column == part for column, part in zip(_key_columns(shelf), key, strict=True)]
        found = self._database.connection().execute(sa.select(shelf.table).where(*matches)).one_or_none()
        return None if found is None else shelf.row(kind, found)

    def factors(self, question: FactorQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of factors."""
        table = factor_registry
        query = _filtered(sa.select(table), table, {"source": question.source}, question.text, question.include_retired)
        for tag in question.tags:
            query = query.where(table.c.tags.contains(_listed(tag), autoescape=True))
        by = {FactorOrder.CHANGED: table.c.changed_at_utc, FactorOrder.SHARPE: table.c.sharpe}.get(question.order)
        return self._page(CatalogKind.FACTOR, query, by, after, limit)

    def strategies(self, question: StrategyQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of strategies."""
        equal = {"action": question.action, "config_hash": question.config_hash}
        table = strategy_registry
        query = _filtered(sa.select(table), table, equal, question.text, question.include_retired)
        return self._page(CatalogKind.STRATEGY, query, None, after, limit)

    def loops(self, question: LoopQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of loops."""
        table = loop_result
        equal = {
            "task_run_id": question.task_run_id,
            "strategy_ref": question.strategy_id,
            "action": question.action,
            "status": question.status,
            "has_result": question.has_result,
            "decision": question.decision,
        }
        query = _filtered(sa.select(table), table, equal, question.text, question.include_retired)
        if question.factor_name is not None:
            query = query.where(table.c.factor_names.contains(_listed(question.factor_name), autoescape=True))
        for figure, least, most in question.bounds:
            column = table.c[figure.value]
            query = query.where(*([column >= least] if least is not None else []), *([column <= most] if most is not None else []))
        figure_by = ORDER_FIGURES.get(question.order)
        by = table.c.changed_at_utc if question.order is LoopOrder.CHANGED else table.c[figure_by.value] if figure_by else None
        return self._page(CatalogKind.LOOP, query, by, after, limit)

    def models(self, question: ModelQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of models."""
        equal = {
            "task_run_id": question.task_run_id,
            "strategy_ref": question.strategy_id,
            "model_type": question.model_type,
        }
        query = _filtered(sa.select(model_registry), model_registry, equal, None, question.include_retired)
        return self._page(CatalogKind.MODEL, query, None, after, limit)

    def loop_counts(self, strategy_ids: Collection[str]) -> Mapping[str, int]:
        """How many loops name each strategy."""
        named = loop_result.c.strategy_ref
        query = sa.select(named, sa.func.count()).where(named.in_(sorted(strategy_ids))).group_by(named)
        return {row[0]: row[1] for row in self._database.connection().execute(query)}

    def _page(
        self, kind: CatalogKind, query: sa.Select[Any], by: sa.Column[Any] | None, after: After | None, limit: int
    ) -> Sequence[Row]:
        """Rows in the order of a column, largest first and nulls last, then of the key; behind a row when one is given."""
        shelf = SHELVES[kind]
        keys = _key_columns(shelf)
        if after is not None:
            behind = sa.tuple_(*keys) > sa.tuple_(*(sa.literal(part) for part in after.key))
            query = query.where(behind if by is None else _behind(by, after.value, behind))
        ordered = query.order_by(*([] if by is None else [by.is_(None), by.desc()]), *keys).limit(limit)
        return [shelf.row(kind, found) for found in self._database.connection().execute(ordered)]

    def _link(self, kind: CatalogKind) -> None:
        """Loops whose strategy the library knows by now point to it."""
        if kind not in (CatalogKind.STRATEGY, CatalogKind.LOOP):
            return
        known = sa.exists().where(strategy_registry.c.strategy_id == loop_result.c.strategy_ref)
        unlinked = loop_result.update().where(loop_result.c.strategy_id.is_(None), loop_result.c.strategy_ref.is_not(None), known)
        self._database.connection().execute(unlinked.values(strategy_id=loop_result.c.strategy_ref))


def _behind(by: sa.Column[Any], value: float | str | None, behind: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    if value is None:
        return sa.and_(by.is_(None), behind)
    return sa.or_(by < value, by.is_(None), sa.and_(by == value, behind))


def _filtered(
    query: sa.Select[Any], table: sa.Table, equal: Mapping[str, object], text: str | None, include_retired: bool
) -> sa.Select[Any]:
    for name, value in equal.items():
        if value is not None:
            query = query.where(table.c[name] == (getattr(value, "value", value)))
    if text:
        query = query.where(table.c.search_text.contains(text.casefold(), autoescape=True))
    return query if include_retired else query.where(table.c.retired.is_(False))


def _listed(name: str) -> str:
    """A name as it stands in a stored JSON list."""
    return canonical(name).decode()


def _key_columns(shelf: Shelf) -> list[sa.Column[Any]]:
    return [shelf.table.c[name] for name in shelf.key]


def _key(shelf: Shelf, row: Any) -> Key:
    return tuple(getattr(row, name) for name in shelf.key)


def _pieces(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
