"""What a paper account's orders meet: the open, the limit day, the suspension, the ex-rights day, lots, T+1 and volume."""

import pytest

from aistock.client import Client
from aistock.execution.v1.models import Order
from aistock_conformance import accounts
from aistock_conformance.markets import EX_RIGHTS, LOCKED_DOWN, LOCKED_UP, SUSPENDED, THIN, Market


def sent(client: Client, account_id: str, instrument: str, quantity: int, side: str = "buy", price: int | None = None) -> Order:
    """The order, as it stands after it was sent; with a price it is a limit order."""
    type = "market_open" if price is None else "limit"
    return client.orders.submit_order(account_id, instrument=instrument, side=side, type=type, quantity=quantity, price_mills=price)


def after_a_day(client: Client, account_id: str, order: Order) -> Order:
    """The order after the account's next day."""
    client.accounts.advance_account(account_id, days=1)
    return client.orders.get_order(account_id, client_order_id=order.client_order_id)


def test_a_market_order_fills_at_the_next_open(client: Client, market: Market) -> None:
    """Decided after session 5, executed at the opening price of session 6, and paid with its fees."""
    account = accounts.settled(client, market, through=5)

    order = after_a_day(client, account, sent(client, account, "600001.SH", 1000))

    bar = market.bar(market.days[6], "600001.SH")
    assert bar is not None
    (fill,) = client.accounts.list_fills(account)
    assert (order.state, fill.price_mills, fill.trading_date, fill.quantity) == ("filled", bar.open, market.days[6], 1000)
    cost = fill.commission_mills + fill.stamp_duty_mills + fill.transfer_fee_mills
    assert client.accounts.get_account(account).cash_mills == accounts.CASH - fill.value_mills - cost
    accounts.audited(client, market, account)


def test_a_limit_order_never_fills_worse_than_its_limit(client: Client, market: Market) -> None:
    """A buy two percent under the close waits, and fills at its limit or better on a day that passes it."""
    account = accounts.settled(client, market, through=5)
    bar = market.bar(market.days[5], "300001.SZ")
    assert bar is not None
    limit = bar.close * 98 // 1000 * 10

    client.orders.submit_order(
        account, instrument="300001.SZ", side="buy", type="limit", quantity=500, price_mills=limit,
        time_in_force="good_till_cancelled",
    )  # fmt: skip
    client.accounts.advance_account(account, days=12)

    assert all(fill.price_mills <= limit for fill in client.accounts.list_fills(account))
    accounts.audited(client, market, account)


def test_nothing_is_bought_on_a_limit_up_day(client: Client, market: Market) -> None:
    """The whole day stands at the upper limit: the order expires and says so."""
    code, number = LOCKED_UP
    account = accounts.settled(client, market, through=number - 1)

    order = after_a_day(client, account, sent(client, account, code, 1000))

    assert (order.state, order.end_reason, order.filled_quantity) == ("expired", "limit_locked", 0)
    assert list(client.accounts.list_fills(account)) == []
    accounts.audited(client, market, account)


def test_nothing_is_sold_on_a_limit_down_day(client: Client, market: Market) -> None:
    """The whole day stands at the lower limit: who holds, keeps."""
    code, number = LOCKED_DOWN
    account = accounts.settled(client, market, through=number - 3)
    accounts.bought(client, market, account, code, 200)
    client.accounts.advance_account(account, to_date=market.days[number - 1])

    order = after_a_day(client, account, sent(client, account, code, 200, side="sell"))

    assert (order.state, order.end_reason) == ("expired", "limit_locked")
    assert [row.quantity for row in client.accounts.list_positions(account)] == [200]
    accounts.audited(client, market, account)


def test_a_suspended_share_does_not_trade(client: Client, market: Market) -> None:
    """An order before the suspension expires on its first day; one during it is denied by the gate."""
    code, first, _ = SUSPENDED
    account = accounts.settled(client, market, through=first - 1)

    before = after_a_day(client, account, sent(client, account, code, 100))
    during = sent(client, account, code, 100)

    assert (before.state, before.end_reason) == ("expired", "suspended")
    assert during.state == "denied"
    assert during.verdict is not None and during.verdict.rule_id == "suspended"
    accounts.audited(client, market, account)


def test_a_position_in_a_suspended_share_keeps_its_last_close(client: Client, market: Market) -> None:
    """The value of the account has no gap where the share has no bar."""
    code, first, end = SUSPENDED
    account = accounts.settled(client, market, through=first - 2)
    accounts.bought(client, market, account, code, 1000)
    last = market.bar(market.days[first - 1], code)
    assert last is not None

    client.accounts.advance_account(account, to_date=market.days[end - 1])

    (position,) = client.accounts.list_positions(account)
    assert position.last_price_mills == last.close
    accounts.audited(client, market, account)


def test_an_ex_rights_day_leaves_no_gap(client: Client, market: Market) -> None:
    """The drop of the reference price is booked in cash, labelled value-equivalent, to the mill."""
    code, number, fen = EX_RIGHTS
    account = accounts.settled(client, market, through=number - 2)
    accounts.bought(client, market, account, code, 3000)

    client.accounts.advance_account(account, days=1)

    (booked,) = [event.entry for event in accounts.journal(client, account) if event.entry.event == "entitlement_booked"]
    assert booked.cash_mills == 3000 * fen * 10 and booked.value_equivalent
    point = list(client.accounts.list_nav(account))[-1]
    assert point.entitlement_mills == booked.cash_mills
    accounts.audited(client, market, account)


def test_shares_bought_today_are_not_sold_today(client: Client, market: Market) -> None:
    """A buy and a sell for the same session: the gate denies the sale; the day after, it passes."""
    account = accounts.settled(client, market, through=5)
    sent(client, account, "600001.SH", 500)

    early = sent(client, account, "600001.SH", 500, side="sell")
    client.accounts.advance_account(account, days=1)
    later = after_a_day(client, account, sent(client, account, "600001.SH", 500, side="sell"))

    assert early.state == "denied" and early.verdict is not None and early.verdict.rule_id == "t_plus_one"
    assert later.state == "filled"
    accounts.audited(client, market, account)


@pytest.mark.parametrize(
    ("code", "quantity", "legal"),
    [
        ("600001.SH", 100, True),
        ("600001.SH", 150, False),
        ("600001.SH", 99, False),
        ("688001.SH", 200, True),
        ("688001.SH", 201, True),
        ("688001.SH", 199, False),
        ("300001.SZ", 101, False),
    ],
)
def test_lots(client: Client, market: Market, code: str, quantity: int, legal: bool) -> None:
    """Each board's smallest buy and step; the verdict names value, limit and remedy."""
    account = accounts.settled(client, market, through=5)

    order = sent(client, account, code, quantity)

    assert (order.state == "accepted") == legal
    if not legal:
        assert order.verdict is not None and order.verdict.rule_id == "lots"
        assert order.verdict.value and order.verdict.limit and order.verdict.remedy


def test_a_thin_day_fills_in_part(client: Client, market: Market) -> None:
    """Not more than the account's share of the day's volume fills, in whole lots, and the rest expires."""
    account = accounts.settled(client, market, through=5)
    bar = market.bar(market.days[6], THIN)
    assert bar is not None

    order = after_a_day(client, account, sent(client, account, THIN, 3000))

    assert order.filled_quantity == bar.volume // 10 // 100 * 100
    assert (order.state, order.end_reason) == ("expired", "no_volume")
    accounts.audited(client, market, account)


def test_a_price_outside_the_limits_is_denied(client: Client, market: Market) -> None:
    """A limit order beyond the daily limit, and one off the tick, never leave."""
    account = accounts.settled(client, market, through=5)
    bar = market.bar(market.days[5], "600001.SH")
    assert bar is not None

    far = sent(client, account, "600001.SH", 100, price=bar.close * 13 // 100 * 10)
    odd = sent(client, account, "600001.SH", 100, price=bar.close + 3)

    for order in (far, odd):
        assert order.state == "denied" and order.verdict is not None and order.verdict.rule_id == "limits"


def test_cash_is_frozen_and_freed(client: Client, market: Market) -> None:
    """An open buy reserves cash, cancelling gives all of it back, and what cannot be paid is denied."""
    account = accounts.settled(client, market, through=5)
    order = sent(client, account, "600001.SH", 1000)

    frozen = client.accounts.get_account(account)
    client.orders.cancel_order(account, client_order_id=order.client_order_id)
    freed = client.accounts.get_account(account)
    too_much = sent(client, account, "600001.SH", 1_000_000)

    assert frozen.frozen_mills > 0 and frozen.available_mills == accounts.CASH - frozen.frozen_mills
    assert (freed.frozen_mills, freed.available_mills) == (0, accounts.CASH)
    assert too_much.verdict is not None and too_much.verdict.rule_id == "cash"


def test_the_same_play_gives_the_same_journal(client: Client, market: Market) -> None:
    """Two accounts, the same orders: equal but for the account's name and the caller's own ids."""
    told = []
    for _ in range(2):
        account = accounts.settled(client, market, through=5)
        accounts.bought(client, market, account, "600003.SH", 700)
        client.accounts.advance_account(account, days=3)
        points = list(client.accounts.list_nav(account))
        told.append((points, [event.at_utc for event in accounts.journal(client, account)]))
    assert told[0] == told[1]
