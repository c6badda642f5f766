"""The journal: a chain that verifies, a stream that resumes anywhere, and one order for one id."""

import random

import pytest

from aistock.client import Client
from aistock.errors import Conflict, NotFound, OutOfRange
from aistock_conformance import accounts
from aistock_conformance.markets import STOCKS, Market
from aistock_conformance.reference import LawBroken, verify_chain
from aistock_conformance.target import fresh_id


@pytest.fixture(scope="module")
def traded(client: Client, market: Market) -> str:
    """An account with a history."""
    account = accounts.settled(client, market, through=5)
    for code in STOCKS[:3]:
        accounts.bought(client, market, account, code, 600)
    client.portfolio.flatten(account)
    client.accounts.advance_account(account, days=2)
    return account


def test_the_chain_verifies(client: Client, market: Market, traded: str) -> None:
    """Every hash is that of its event's content and follows the one before; the account names the last."""
    events = accounts.journal(client, traded)

    verify_chain(events)
    assert client.accounts.get_account(traded).journal_hash == events[-1].hash


def test_an_edited_journal_is_noticed(client: Client, traded: str) -> None:
    """The check of the chain is no formality: any change of an event breaks it."""
    events = accounts.journal(client, traded)
    place = random.Random(1).randrange(1, len(events))
    edited = events[place].model_copy(update={"trading_date": events[0].trading_date.replace(year=2023)})

    with pytest.raises(LawBroken):
        verify_chain([*events[:place], edited, *events[place + 1 :]])
    with pytest.raises(LawBroken):
        verify_chain([*events[:place], *events[place + 1 :]])


def test_resuming_anywhere_equals_the_whole(client: Client, traded: str) -> None:
    """From each cursor on, exactly the events behind it come."""
    whole = accounts.journal(client, traded)

    for number, event in enumerate(whole, start=1):
        assert accounts.journal(client, traded, cursor=event.cursor) == whole[number:]


def test_what_is_added_later_arrives(client: Client, market: Market) -> None:
    """A watcher that stays sees new events, in order, without a gap."""
    account = accounts.settled(client, market, through=5)
    before = accounts.journal(client, account)
    with client.orders.watch_events(account) as stream:
        seen = [next(stream) for _ in before]
        client.orders.submit_order(account, instrument="600001.SH", side="buy", type="market_open", quantity=100)
        seen += [next(stream), next(stream)]
    assert seen == accounts.journal(client, account)


@pytest.mark.parametrize("cursor", ["nonsense", "999999999", "other:1", "x" * 512])
def test_a_foreign_cursor_is_refused(client: Client, traded: str, cursor: str) -> None:
    """A cursor that this stream never gave is no silent restart."""
    with pytest.raises(OutOfRange) as caught:
        accounts.journal(client, traded, cursor=cursor)
    assert caught.value.reason == "CURSOR_OUT_OF_RANGE"


def test_a_cursor_of_another_account_is_refused(client: Client, market: Market, traded: str) -> None:
    """Two journals have different cursors, even at the same place."""
    other = accounts.opened(client, market)

    with pytest.raises(OutOfRange):
        accounts.journal(client, other, cursor=accounts.journal(client, traded)[0].cursor)


def test_one_id_is_one_order(client: Client, market: Market) -> None:
    """Sent three times, there is one order; with another body it is refused and the order stays."""
    account = accounts.settled(client, market, through=5)
    order_id = fresh_id()
    order = {"instrument": "600001.SH", "side": "buy", "type": "market_open"}

    answers = [client.orders.submit_order(account, **order, quantity=100, client_order_id=order_id) for _ in range(3)]
    with pytest.raises(Conflict) as caught:
        client.orders.submit_order(account, **order, quantity=200, client_order_id=order_id)

    assert answers[0] == answers[1] == answers[2]
    assert caught.value.reason == "REQUEST_ID_REUSED"
    assert [found.quantity for found in client.orders.list_orders(account)] == [100]


def test_one_id_on_another_account(client: Client, market: Market) -> None:
    """An order id that one account used is refused on another: an id is one order."""
    first, second = (accounts.settled(client, market, through=5) for _ in range(2))
    order_id = fresh_id()
    order = {"instrument": "600001.SH", "side": "buy", "type": "market_open", "quantity": 100}
    client.orders.submit_order(first, **order, client_order_id=order_id)

    with pytest.raises(Conflict):
        client.orders.submit_order(second, **order, client_order_id=order_id)
    with pytest.raises(NotFound):
        client.orders.get_order(second, client_order_id=order_id)


def test_an_order_explains_itself(client: Client, market: Market) -> None:
    """Plan, signal day and weight of an order of a rebalance; the events are those of the journal."""
    account = accounts.settled(client, market, through=5)
    scores = accounts.signals((code, float(number)) for number, code in enumerate(STOCKS))
    made = client.portfolio.rebalance(account, signal_date=market.days[5], method=accounts.method(2), signals=scores)
    client.accounts.advance_account(account, days=1)

    for order in made.orders:
        said = client.orders.explain_order(account, client_order_id=order.client_order_id)

        concerned = [event for event in accounts.journal(client, account) if _names(event.entry, order.client_order_id)]
        assert said.plan_id == made.plan_id and said.signal_date == market.days[5]
        assert said.target is not None and said.target.instrument == order.instrument
        assert said.events == concerned
        assert {"order", "risk", "snapshot"} <= {link.name for link in said.chain}


def _names(entry: object, order_id: str) -> bool:
    return getattr(entry, "client_order_id", None) == order_id
