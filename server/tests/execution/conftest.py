"""A room over memory stores and an invented market, and a player of random actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from aistock.execution.v1 import models
from aistock_server.adapters.memory.execution_bars import MemoryBars
from aistock_server.adapters.memory.execution_market import SNAPSHOT, invented_days, weekdays
from aistock_server.adapters.memory.execution_store import (
    MemoryBooks,
    MemoryDocuments,
    MemoryJournal,
    MemoryOrders,
    MemoryPlans,
)
from aistock_server.adapters.paper import PaperGateway, PreviewGateway, UnknownStandings
from aistock_server.execution import Execution, Stores
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import RoomError

DAYS = weekdays(date(2024, 1, 2), 40)


def room_over(days: Any) -> Execution:
    """A room whose only snapshot holds these days."""
    standings = UnknownStandings()
    return Execution(
        Stores(
            journal=MemoryJournal(),
            books=MemoryBooks(),
            orders=MemoryOrders(),
            plans=MemoryPlans(),
            documents=MemoryDocuments(),
        ),
        bars=MemoryBars(SNAPSHOT, days),
        standings=standings,
        gateways={"paper": PaperGateway(standings), "preview": PreviewGateway(PaperGateway(standings))},
        clock=FixedClock(datetime(2026, 1, 1, tzinfo=UTC)),
    )


def name(*parts: object) -> str:
    """An id that follows from its parts."""
    return str(uuid5(NAMESPACE_OID, "/".join(map(str, parts))))


def opened(room: Execution, *, cash_mills: int = 1_000_000_000, start: date = DAYS[2], account_id: str = "paper-1") -> Execution:
    """The room with one account in it."""
    room.accounts.open_account(
        models.OpenAccountRequest.model_validate(
            {
                "request_id": name("open", account_id),
                "account_id": account_id,
                "kind": "paper",
                "env": "paper",
                "snapshot_id": SNAPSHOT,
                "start_date": start,
                "initial_cash_mills": cash_mills,
                "synthetic": True,
            }
        )
    )
    return room


def act(room: Execution, number: int, action: tuple[str, Any]) -> None:
    """One action; refusals are part of the game."""
    verb, given = action
    ident = {"request_id": name(verb, number), "account_id": "paper-1"}
    try:
        if verb == "submit":
            request = {"client_order_id": name("order", number), "account_id": "paper-1", **priced(room, given)}
            room.orders.submit_order(models.SubmitOrderRequest.model_validate(request))
        elif verb == "cancel":
            orders = room.orders.list_orders(models.ListOrdersRequest(account_id="paper-1", states=[])).orders
            if orders:
                chosen = orders[given % len(orders)].client_order_id
                room.orders.cancel_order(models.CancelOrderRequest(**ident, client_order_id=chosen))
        elif verb == "advance":
            room.accounts.advance_account(models.AdvanceAccountRequest(**ident, days=given))
        elif verb == "halt":
            room.risk.halt(models.HaltRequest(**ident, reason="a test"))
        elif verb == "resume":
            room.risk.resume(models.ResumeRequest(**ident, reason="a test"))
        elif verb == "flatten":
            room.portfolios.flatten(models.FlattenRequest(**ident))
        else:
            last = room.accounts.get_account(models.GetAccountRequest(account_id="paper-1")).account.clock_date or DAYS[1]
            room.portfolios.rebalance(models.RebalanceRequest.model_validate({**ident, "signal_date": last, **given}))
    except RoomError:
        pass


def priced(room: Execution, order: dict[str, Any]) -> dict[str, Any]:
    """The order with `percent` (of the last price, if held) made a limit price in whole fen."""
    asked = dict(order)
    percent = asked.pop("percent", None)
    if percent is not None:
        holding = room.ledger.book("paper-1").holdings.get(asked["instrument"])
        last = 10_000 if holding is None else holding.last_price_mills
        asked["price_mills"] = last * percent // 1000 * 10
    return asked


@pytest.fixture(scope="session")
def play() -> Callable[..., Execution]:
    """Plays actions on a fresh account in the market of a seed."""

    def played(seed: int, actions: list[tuple[str, Any]]) -> Execution:
        room = opened(room_over(invented_days(seed, DAYS)))
        for number, action in enumerate(actions):
            act(room, number, action)
        return room

    return played


@pytest.fixture
def room() -> Execution:
    """A room with an account of one million CNY in the market of seed 7."""
    return opened(room_over(invented_days(7, DAYS)))


@pytest.fixture(scope="session")
def make_room() -> Callable[..., Execution]:
    """Rooms with an account, over given days."""

    def made(days: Any, **account: Any) -> Execution:
        return opened(room_over(days), **account)

    return made


@pytest.fixture(scope="session")
def ident() -> Callable[..., str]:
    """Ids that follow from their parts."""
    return name
