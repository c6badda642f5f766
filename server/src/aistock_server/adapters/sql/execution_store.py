"""Views of journals, plans, policies and strategy instances as rows."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.execution_tables import (
    execution_book,
    execution_order,
    execution_plan,
    execution_policy,
    strategy_instance,
)
from aistock_server.execution.codec import canonical, from_plain, to_plain
from aistock_server.execution.model import Book, Order
from aistock_server.execution.ports import ALL_ORDERS, OrderFilter, Plan

Value = TypeVar("Value")


def _read(kind: type[Value], text: str) -> Value:
    return from_plain(kind, json.loads(text))


def _replace(database: Database, table: sa.Table, key: dict[str, Any], rest: dict[str, Any]) -> None:
    """Puts one row in place of the one with the same key."""
    match = [table.c[name] == value for name, value in key.items()]
    database.connection().execute(sa.delete(table).where(*match))
    database.connection().execute(sa.insert(table), [{**key, **rest}])


class SqlBooks:
    """The port over the table execution_book."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, book: Book) -> None:
        """Replaces the view."""
        _replace(self._database, execution_book, {"account_id": book.account_id}, {"document": canonical(to_plain(book))})

    def get(self, account_id: str) -> Book | None:
        """The view; None when there is no such account."""
        query = sa.select(execution_book.c.document).where(execution_book.c.account_id == account_id)
        text = self._database.connection().execute(query).scalar_one_or_none()
        return None if text is None else _read(Book, text)

    def account_ids(self, *, after: str, limit: int) -> Sequence[str]:
        """Names of accounts beyond `after`, in order."""
        column = execution_book.c.account_id
        query = sa.select(column).where(column > after).order_by(column).limit(limit)
        return list(self._database.connection().execute(query).scalars())


class SqlOrders:
    """The port over the table execution_order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, orders: Sequence[Order]) -> None:
        """Replaces the views of these orders."""
        if not orders:
            return
        columns, connection = execution_order.c, self._database.connection()
        gone = sa.delete(execution_order).where(
            columns.account_id == sa.bindparam("of_account"), columns.client_order_id == sa.bindparam("of_order")
        )
        connection.execute(gone, [{"of_account": order.account_id, "of_order": order.client_order_id} for order in orders])
        connection.execute(sa.insert(execution_order), [_order_row(order) for order in orders])

    def get(self, account_id: str, client_order_id: str) -> Order | None:
        """One order."""
        columns = execution_order.c
        query = sa.select(columns.document).where(columns.account_id == account_id, columns.client_order_id == client_order_id)
        text = self._database.connection().execute(query).scalar_one_or_none()
        return None if text is None else _read(Order, text)

    def find(self, account_id: str, *, after: int, limit: int, where: OrderFilter = ALL_ORDERS) -> Sequence[Order]:
        """Orders submitted after that sequence number, in order."""
        columns = execution_order.c
        query = sa.select(columns.document).where(columns.account_id == account_id, columns.submitted_seq > after)
        if where.states:
            query = query.where(columns.state.in_([state.value for state in where.states]))
        if where.instrument is not None:
            query = query.where(columns.instrument == where.instrument)
        if where.plan_id is not None:
            query = query.where(columns.plan_id == where.plan_id)
        texts = self._database.connection().execute(query.order_by(columns.submitted_seq).limit(limit)).scalars()
        return [_read(Order, text) for text in texts]


def _order_row(order: Order) -> dict[str, Any]:
    return {
        "account_id": order.account_id,
        "client_order_id": order.client_order_id,
        "submitted_seq": order.submitted_seq,
        "state": order.state.value,
        "instrument": order.instrument,
        "plan_id": order.plan_id,
        "document": canonical(to_plain(order)),
    }


class SqlPlans:
    """The port over the table execution_plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, plan: Plan) -> None:
        """Keeps a plan."""
        row = {
            "plan_id": plan.plan_id,
            "account_id": plan.account_id,
            "signal_date": plan.signal_date.isoformat(),
            "document": canonical(to_plain(plan)),
        }
        self._database.connection().execute(sa.insert(execution_plan), [row])

    def get(self, plan_id: str) -> Plan | None:
        """One plan."""
        return self._one(execution_plan.c.plan_id == plan_id)

    def of_date(self, account_id: str, signal_date: date) -> Plan | None:
        """The plan an account made for a date."""
        columns = execution_plan.c
        return self._one(columns.account_id == account_id, columns.signal_date == signal_date.isoformat())

    def _one(self, *match: sa.ColumnElement[bool]) -> Plan | None:
        text = self._database.connection().execute(sa.select(execution_plan.c.document).where(*match)).scalar_one_or_none()
        return None if text is None else _read(Plan, text)


class SqlDocuments:
    """The port over the tables execution_policy and strategy_instance."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_policy(self, account_id: str, text: str) -> None:
        """Replaces an account's policy."""
        _replace(self._database, execution_policy, {"account_id": account_id}, {"document": text})

    def policy(self, account_id: str) -> str | None:
        """An account's policy."""
        query = sa.select(execution_policy.c.document).where(execution_policy.c.account_id == account_id)
        found: str | None = self._database.connection().execute(query).scalar_one_or_none()
        return found

    def put_instance(self, instance_id: str, account_id: str, text: str) -> None:
        """Replaces an instance."""
        _replace(self._database, strategy_instance, {"instance_id": instance_id}, {"account_id": account_id, "document": text})

    def instance(self, instance_id: str) -> str | None:
        """One instance."""
        query = sa.select(strategy_instance.c.document).where(strategy_instance.c.instance_id == instance_id)
        found: str | None = self._database.connection().execute(query).scalar_one_or_none()
        return found

    def instances(self, *, after: str, limit: int, account_id: str | None = None) -> Sequence[str]:
        """Instances beyond `after`, in order of their names."""
        columns = strategy_instance.c
        query = sa.select(columns.document).where(columns.instance_id > after)
        if account_id is not None:
            query = query.where(columns.account_id == account_id)
        return list(self._database.connection().execute(query.order_by(columns.instance_id).limit(limit)).scalars())
