"""One suite for every store of the execution room, in memory, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from aistock.execution.v1 import models
from aistock_server.adapters.memory.execution_bars import MemoryBars
from aistock_server.adapters.memory.execution_market import CODES, SNAPSHOT, invented_days, weekdays
from aistock_server.adapters.memory.execution_store import (
    MemoryBooks,
    MemoryDocuments,
    MemoryJournal,
    MemoryOrders,
    MemoryPlans,
)
from aistock_server.adapters.paper import PaperGateway, UnknownStandings
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.execution_journal import SqlJournal
from aistock_server.adapters.sql.execution_store import SqlBooks, SqlDocuments, SqlOrders, SqlPlans
from aistock_server.adapters.sql.execution_tables import (
    execution_book,
    execution_event,
    execution_order,
    execution_plan,
    execution_policy,
    strategy_instance,
)
from aistock_server.execution import Execution, Stores
from aistock_server.execution.journal import JournalEvent
from aistock_server.execution.model import OrderState
from aistock_server.execution.ports import EventFilter, JournalMovedError, OrderFilter, Plan
from aistock_server.kernel.clock import FixedClock

DATABASES = ("sqlite", "postgresql")
execution_tables = (execution_event, execution_book, execution_order, execution_plan, execution_policy, strategy_instance)
DAYS = weekdays(date(2024, 1, 2), 20)
MARKET = invented_days(5, DAYS)


class House:
    """A room, its stores, and the unit of work that each call runs in."""

    def __init__(self, stores: Stores, unit: Any, database: Database | None) -> None:
        self.stores = stores
        self.unit = unit
        self.database = database
        standings = UnknownStandings()
        self.room = Execution(
            stores,
            bars=MemoryBars(SNAPSHOT, MARKET),
            standings=standings,
            gateways={"paper": PaperGateway(standings)},
            clock=FixedClock(datetime(2026, 1, 1, tzinfo=UTC)),
        )


@contextmanager
def in_sql(url: str) -> Iterator[House]:
    """Stores over a fresh database."""
    database = Database(url)
    database.migrate()
    stores = Stores(
        journal=SqlJournal(database),
        books=SqlBooks(database),
        orders=SqlOrders(database),
        plans=SqlPlans(database),
        documents=SqlDocuments(database),
    )
    try:
        yield House(stores, database.unit, database)
    finally:
        database.close()


def in_memory() -> House:
    """Stores that forget."""
    stores = Stores(
        journal=MemoryJournal(),
        books=MemoryBooks(),
        orders=MemoryOrders(),
        plans=MemoryPlans(),
        documents=MemoryDocuments(),
    )
    return House(stores, nullcontext, None)


@pytest.fixture(params=["memory", *DATABASES])
def house(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[House]:
    """A house of each kind."""
    if request.param == "memory":
        yield in_memory()
        return
    with in_sql(database_url(request.param)) as made:
        yield made


def lived(house: House) -> list[JournalEvent]:
    """An account that bought, sold and was denied, and its journal."""
    room, ids = house.room, iter(f"00000000-0000-4000-8000-{number:012d}" for number in range(100))
    with house.unit():
        account = {
            "request_id": next(ids),
            "account_id": "a",
            "kind": "paper",
            "env": "paper",
            "snapshot_id": SNAPSHOT,
            "start_date": DAYS[1],
            "initial_cash_mills": 10**9,
        }
        room.accounts.open_account(models.OpenAccountRequest.model_validate(account))
    for place in range(1, 9):
        with house.unit():
            signals = [{"instrument": code, "score": float((7 * n + place) % 5)} for n, code in enumerate(CODES)]
            asked = {
                "request_id": next(ids),
                "account_id": "a",
                "signal_date": DAYS[place - 1],
                "signals": signals,
                "method": {"kind": "topk_dropout", "top_k": 3, "n_drop": 2, "exposure": 0.95},
            }
            room.portfolios.rebalance(models.RebalanceRequest.model_validate(asked))
        with house.unit():
            odd = {"client_order_id": next(ids), "account_id": "a", "instrument": CODES[0], "side": "buy"}
            room.orders.submit_order(models.SubmitOrderRequest.model_validate({**odd, "type": "market_open", "quantity": 1}))
        with house.unit():
            room.accounts.advance_account(models.AdvanceAccountRequest(request_id=next(ids), account_id="a", days=1))
    with house.unit():
        return list(room.ledger.events("a"))


@pytest.mark.parametrize("kind", DATABASES)
def test_every_store_gives_the_same_journal_and_the_same_book(kind: str, database_url: Callable[[str], str]) -> None:
    memory = in_memory()
    with in_sql(database_url(kind)) as sql:
        assert lived(sql) == lived(memory)
        with sql.unit():
            assert sql.room.ledger.books.get("a") == memory.room.ledger.books.get("a")
            kept = [house.stores.orders.find("a", after=0, limit=1000) for house in (sql, memory)]
            assert kept[0] == kept[1]


def test_a_lived_account_reconciles(house: House) -> None:
    lived(house)
    with house.unit():
        answer = house.room.accounts.reconcile(models.ReconcileRequest(account_id="a"))
    assert (answer.consistent, answer.differences) == (True, [])


def test_a_journal_is_read_from_anywhere_in_pieces(house: House) -> None:
    events = lived(house)
    with house.unit():
        found = house.stores.journal.read("a", after=10, limit=7)
        assert list(found) == events[10:17]
        assert house.stores.journal.last_seq("a") == len(events)
        assert house.stores.journal.first_hash("a") == events[0].hash
        assert (house.stores.journal.last_seq("b"), house.stores.journal.first_hash("b")) == (0, None)


@pytest.mark.parametrize(
    "where",
    [
        EventFilter(kinds=("order_filled",)),
        EventFilter(kinds=("order_filled", "order_denied"), instrument=CODES[0]),
        EventFilter(start=DAYS[3], end=DAYS[5]),
        EventFilter(kinds=("day_settled",), start=DAYS[4]),
    ],
)
def test_a_journal_is_filtered(house: House, where: EventFilter) -> None:
    expected = [
        event
        for event in lived(house)
        if (not where.kinds or event.kind in where.kinds)
        and where.instrument in (None, getattr(event.entry, "instrument", None))
        and (where.start is None or where.start <= event.trading_date)
        and (where.end is None or event.trading_date <= where.end)
    ]
    assert expected
    with house.unit():
        assert list(house.stores.journal.read("a", after=0, limit=10_000, where=where)) == expected


def test_a_journal_takes_only_the_event_that_follows(house: House) -> None:
    events = lived(house)
    with house.unit(), pytest.raises(JournalMovedError):
        house.stores.journal.append([events[-1]])
    with house.unit(), pytest.raises(JournalMovedError):
        house.stores.journal.append([replace(events[-1], seq=len(events) + 2)])


def test_orders_are_found_by_state_security_and_plan(house: House) -> None:
    lived(house)
    with house.unit():
        every = house.stores.orders.find("a", after=0, limit=1000)
        plan_id = next(order.plan_id for order in every if order.plan_id is not None)
        for where in (
            OrderFilter(states=(OrderState.DENIED,)),
            OrderFilter(states=(OrderState.FILLED, OrderState.EXPIRED), instrument=CODES[1]),
            OrderFilter(plan_id=plan_id),
        ):
            expected = [
                order
                for order in every
                if (not where.states or order.state in where.states)
                and where.instrument in (None, order.instrument)
                and where.plan_id in (None, order.plan_id)
            ]
            assert list(house.stores.orders.find("a", after=0, limit=1000, where=where)) == expected
        assert house.stores.orders.get("a", every[0].client_order_id) == every[0]
        assert house.stores.orders.get("b", every[0].client_order_id) is None


def test_plans_policies_and_instances_are_kept(house: House) -> None:
    plan = Plan(
        plan_id="1" * 32,
        account_id="a",
        instance_id=None,
        signal_date=DAYS[0],
        signals_hash="2" * 64,
        method_hash="3" * 64,
        targets="[]",
    )
    with house.unit():
        house.stores.plans.put(plan)
        assert house.stores.plans.get(plan.plan_id) == house.stores.plans.of_date("a", DAYS[0]) == plan
        assert (house.stores.plans.get("0" * 32), house.stores.plans.of_date("a", DAYS[1])) == (None, None)
        documents = house.stores.documents
        for text in ("first", "second"):
            documents.put_policy("a", text)
            documents.put_instance("i-1", "a", text)
        documents.put_instance("i-2", "b", "other")
        assert (documents.policy("a"), documents.policy("b")) == ("second", None)
        assert (documents.instance("i-1"), documents.instance("i-3")) == ("second", None)
        assert list(documents.instances(after="", limit=10)) == ["second", "other"]
        assert list(documents.instances(after="i-1", limit=10)) == ["other"]
        assert list(documents.instances(after="", limit=10, account_id="a")) == ["second"]


def test_the_migrated_tables_are_those_the_room_writes_to(database: Database) -> None:
    with database.reading():
        found, dialect = sa.inspect(database.connection()), database.connection().dialect
        for table in execution_tables:
            columns = {
                column["name"]: (column["type"].compile(dialect=dialect), column["nullable"])
                for column in found.get_columns(table.name)
            }
            assert columns == {column.name: (column.type.compile(dialect=dialect), column.nullable) for column in table.columns}
            # PostgreSQL lists the index of a unique constraint too.
            indexes = {
                index["name"]: index["column_names"]
                for index in found.get_indexes(table.name)
                if "duplicates_constraint" not in index
            }
            assert indexes == {index.name: list(index.columns.keys()) for index in table.indexes}


@pytest.mark.parametrize("kind", DATABASES)
def test_an_edit_in_the_database_is_found_and_named(kind: str, database_url: Callable[[str], str]) -> None:
    with in_sql(database_url(kind)) as house:
        events = lived(house)
        victim = next(event for event in events if event.kind == "order_filled")
        assert house.database is not None
        with house.database.unit():
            edited = execution_event.update().where(execution_event.c.seq == victim.seq).values(at_utc="2030-01-01T00:00:00Z")
            house.database.connection().execute(edited)
        with house.database.unit():
            answer = house.room.accounts.reconcile(models.ReconcileRequest(account_id="a"))
    assert not answer.consistent
    assert answer.journal_hash is None
    assert answer.differences[0].kind is models.DifferenceKind.CHAIN_BROKEN
    assert answer.differences[0].seq == victim.seq
