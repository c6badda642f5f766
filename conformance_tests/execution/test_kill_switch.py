"""The kill switch and the limits of an account: thrown is thrown, for everybody, until it is released."""

import pytest

from aistock.client import Client
from aistock.errors import Refused
from aistock.execution.v1.models import RiskPolicy
from aistock_conformance import accounts
from aistock_conformance.documents import HEAD
from aistock_conformance.markets import STOCKS, Market


def test_halt_cancels_denies_and_stays(client: Client, market: Market) -> None:
    """Open orders are cancelled, new ones denied, rebalancing refused; days pass and it holds; Resume ends it."""
    account = accounts.settled(client, market, through=5)
    order = {"instrument": "600001.SH", "side": "buy", "type": "market_open", "quantity": 100}
    standing = client.orders.submit_order(account, **order)

    halted = client.risk.halt("a case", account_id=account)
    denied = client.orders.submit_order(account, **order)
    client.accounts.advance_account(account, days=2)
    again = client.orders.submit_order(account, **order)

    assert halted.account_ids == [account]
    was = client.orders.get_order(account, client_order_id=standing.client_order_id)
    assert (was.state, was.end_reason) == ("cancelled", "kill_switch")
    assert [(row.client_order_id, row.cancelled) for row in halted.orders] == [(standing.client_order_id, True)]
    for late in (denied, again):
        assert late.state == "denied" and late.verdict is not None and late.verdict.rule_id == "kill_switch"
    assert client.accounts.get_account(account).state == "halted"
    assert list(client.accounts.list_fills(account)) == []

    client.risk.resume(account, reason="the case is over")
    assert client.orders.submit_order(account, **order).state == "accepted"
    assert client.accounts.get_account(account).state == "active"
    accounts.audited(client, market, account)


def test_a_halted_account_is_not_rebalanced(client: Client, market: Market) -> None:
    """Rebalance and Flatten are refused by name, and no plan is recorded."""
    account = accounts.settled(client, market, through=5)
    client.risk.halt("a case", account_id=account)
    scores = accounts.signals((code, 1.0 * number) for number, code in enumerate(STOCKS))

    for call in (
        lambda: client.portfolio.rebalance(account, signal_date=market.days[5], method=accounts.method(2), signals=scores),
        lambda: client.portfolio.flatten(account),
    ):
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.reason == "ACCOUNT_HALTED"
    assert list(client.orders.list_orders(account)) == []


def test_halting_one_account_leaves_the_others(client: Client, market: Market) -> None:
    """Only the account that was named is stopped."""
    stopped, going = (accounts.settled(client, market, through=5) for _ in range(2))
    client.risk.halt("a case", account_id=stopped)

    order = client.orders.submit_order(going, instrument="600001.SH", side="buy", type="market_open", quantity=100)

    assert order.state == "accepted"


def test_the_switch_is_in_the_journal_and_the_events(client: Client, market: Market) -> None:
    """Thrown, denied, released: each with its sequence number, listed in order."""
    account = accounts.settled(client, market, through=5)
    client.risk.halt("why", account_id=account)
    client.orders.submit_order(account, instrument="600001.SH", side="buy", type="market_open", quantity=100)
    client.risk.resume(account, reason="because")

    events = list(client.risk.list_risk_events(account))

    kinds = {event.seq: event.entry.event for event in accounts.journal(client, account)}
    assert [kinds[event.seq] for event in events] == ["kill_switch_thrown", "order_denied", "kill_switch_released"]
    assert all(event.rule_id == "kill_switch" and event.message for event in events)


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        ({"blacklist": ["600001.SH"]}, "blacklist"),
        ({"max_order_mills": 1000}, "order_size"),
        ({"max_position_fraction": 0.0001}, "position_cap"),
        ({"min_cash_fraction": 0.999999}, "cash"),
        ({"max_turnover": 0.0001}, "turnover"),
    ],
)
def test_each_limit_denies_by_its_name(client: Client, market: Market, limits: dict[str, object], rule: str) -> None:
    """A policy with one limit, an order beyond it, and a verdict that says which."""
    account = accounts.settled(client, market, through=5)
    policy = RiskPolicy.model_validate({**HEAD, "blacklist": [], **limits})
    stored = client.risk.set_policy(account, policy=policy)

    order = client.orders.submit_order(account, instrument="600001.SH", side="buy", type="market_open", quantity=1000)

    assert order.state == "denied" and order.verdict is not None
    assert order.verdict.rule_id == rule
    assert client.risk.get_policy(account).policy_hash == stored.policy_hash
