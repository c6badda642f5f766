"""Lists of loops, over the narrow rows that are kept for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from aistock.library.v1.models import CatalogLoop, LoopOrder
from aistock_server.adapters.sql import loop_words, pages
from aistock_server.adapters.sql.bulk import insert_rows
from aistock_server.adapters.sql.by_key import rows_by_key
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_conditions import among, equal, overlapping, within
from aistock_server.adapters.sql.library_rows import instant_text, listing, words
from aistock_server.adapters.sql.library_tables import loop_factor, loop_listing, loop_text
from aistock_server.library import ORDER_FIGURES, After, Key, LoopQuestion, Row

FEW = 1000
"""Up to so many rows are fetched and sorted; more are walked in the order of an index until a page is full."""

_KEY = ("task_run_id", "loop_id", "workspace_id")
_KEYS = [loop_listing.c[name] for name in _KEY]


class LoopLists:
    """Answers which loops, in which order; rows are added and replaced in the unit of work of the call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rows: Sequence[Row]) -> None:
        """List loops that are not listed."""
        connection = self._database.connection()
        listed = connection.execute(sa.select(sa.func.max(loop_listing.c.number))).scalar_one() or 0
        last = max(listed, loop_words.indexed(connection))
        numbered = list(enumerate(rows, start=last + 1))
        insert_rows(connection, loop_listing, (listing(number, row) for number, row in numbered))
        insert_rows(connection, loop_text, ({"number": number, "words": words(row)} for number, row in numbered))
        # By name, so that the index of names is walked once from its beginning to its end, not once for each loop.
        uses = sorted((name, number) for number, row in numbered for name in _factors(row))
        insert_rows(connection, loop_factor, ({"number": number, "factor_name": name} for name, number in uses))
        loop_words.add_blocks(connection)

    def replace(self, rows: Sequence[Row]) -> None:
        """List loops anew; their old numbers are gone."""
        connection = self._database.connection()
        keys = [row.key for row in rows]
        numbers = [row.number for row in rows_by_key(connection, loop_listing, _KEY, ["number"], keys)]
        for table in (loop_factor, loop_text, loop_listing):
            connection.execute(table.delete().where(among(self._database.dialect, table.c.number, numbers)))
        loop_words.forget(connection, numbers)
        self.add(rows)

    def retire(self, keys: Collection[Key], at: datetime) -> None:
        """Mark listed loops as retired."""
        matches = [column == sa.bindparam(f"of_{column.name}") for column in _KEYS]
        changed = loop_listing.update().where(*matches).values(retired=True, changed_at_utc=instant_text(at))
        bound = [{f"of_{name}": part for name, part in zip(_KEY, key, strict=True)} for key in keys]
        self._database.connection().execute(changed, bound)

    def factor_use(self, name: str) -> int:
        """How many loops use a factor, retired ones left out."""
        used = loop_listing.c.number.in_(_users(name))
        query = sa.select(sa.func.count()).select_from(loop_listing).where(used, loop_listing.c.retired.is_(False))
        return int(self._database.connection().execute(query).scalar_one())

    def keys(self, question: LoopQuestion, after: After | None, limit: int) -> list[Key]:
        """Keys of a page."""
        narrow = _narrow(question)
        query = sa.select(*_KEYS).where(*narrow)
        speakers = None if not question.text else loop_words.holders(self._database.connection(), question.text, FEW)
        chosen = self._few(question, narrow) if speakers is None else speakers
        if chosen is not None:
            query = query.where(among(self._database.dialect, loop_listing.c.number, chosen))
        if question.factor_name is not None:
            query = query.where(_uses(question.factor_name))
        if question.text and speakers is None:
            query = query.where(loop_words.speaks(question.text))
        if not question.include_retired:
            query = query.where(loop_listing.c.retired.is_(False))
        rows = pages.page(self._database.connection(), query, _order(question.order), _KEYS, after, limit)
        return [tuple(row) for row in rows]

    def _few(self, question: LoopQuestion, narrow: Sequence[sa.ColumnElement[bool]]) -> list[int] | None:
        """Numbers of all rows that can fit, when they are few; None when they are many or nothing narrows them down.

        A database cannot know whether a page fills sooner by an index of a condition or by the index of the order; looking
        at the first of what fits tells.
        """
        factor: list[sa.ColumnElement[bool]] = []
        if question.factor_name is not None:
            users = self._first(sa.select(loop_factor.c.number).where(loop_factor.c.factor_name == question.factor_name))
            if users is not None:
                return users
            factor = [_uses(question.factor_name)]
        if not narrow and not factor:
            return None
        return self._first(sa.select(loop_listing.c.number).where(*self._narrowed(question), *factor))

    def _narrowed(self, question: LoopQuestion) -> list[sa.ColumnElement[bool]]:
        """The conditions in such a form that the database begins with one that leaves few rows, or reads the table in order.

        SQLite takes every range for equally narrow, and follows the index of a wide one to rows all over the table. A value
        behind a plus sign has no index.
        """
        if self._database.dialect != "sqlite":
            return _narrow(question)
        counts = self._up_to_few([sa.select(loop_listing.c.number).where(*within(loop_listing, (one,))) for one in question.bounds])
        begins = next((bound for bound, count in zip(question.bounds, counts, strict=True) if count <= FEW), None)
        others = [bound for bound in question.bounds if bound is not begins]
        asked = replace(question, bounds=() if begins is None else (begins,))
        # SQLite asks them in this order: comparing numbers is the cheapest and leaves the fewest rows.
        return [*within(loop_listing, others, indexed=False), *_narrow(asked)]

    def _first(self, query: sa.Select[Any]) -> list[int] | None:
        found = list(self._database.connection().execute(query.limit(FEW + 1)).scalars().all())
        return found if len(found) <= FEW else None

    def _up_to_few(self, queries: Sequence[sa.Select[Any]]) -> Sequence[int]:
        """How many rows each has, counted until they are more than few."""
        counted = [sa.select(sa.func.count()).select_from(query.limit(FEW + 1).subquery()).scalar_subquery() for query in queries]
        return tuple(self._database.connection().execute(sa.select(*counted)).one()) if counted else ()


def loop_conditions(bounds: Sequence[tuple[Any, float | None, float | None]], period: Any) -> list[sa.ColumnElement[bool]]:
    """Conditions on the figures and the main window of listed loops."""
    return [*within(loop_listing, bounds), *overlapping(loop_listing, period)]


def _narrow(question: LoopQuestion) -> list[sa.ColumnElement[bool]]:
    asked: Mapping[str, object] = {
        "task_run_id": question.task_run_id,
        "strategy_ref": question.strategy_id,
        "config_hash": question.config_hash,
        "decision": question.decision,
        "has_result": question.has_result,
        "status": question.status,
        "action": question.action,
        "origin": question.origin,
    }
    return [*equal(loop_listing, asked), *loop_conditions(question.bounds, question.period)]


def _order(order: LoopOrder) -> sa.ColumnElement[Any] | None:
    if order is LoopOrder.CHANGED:
        return loop_listing.c.changed_at_utc
    if order is LoopOrder.STARTED:
        return loop_listing.c.started_at_utc
    figure = ORDER_FIGURES.get(order)
    return None if figure is None else loop_listing.c[figure.value]


def _factors(row: Row) -> list[str]:
    return list(row.document.factor_names) if isinstance(row.document, CatalogLoop) else []


def _users(name: str) -> sa.Select[Any]:
    return sa.select(loop_factor.c.number).where(loop_factor.c.factor_name == name)


def _uses(name: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(loop_factor.c.number == loop_listing.c.number, loop_factor.c.factor_name == name)
