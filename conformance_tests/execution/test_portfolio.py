"""From signals to orders: weights that add up, previews that keep their word, one plan for one day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.errors import Conflict, Refused
from aistock_conformance import accounts
from aistock_conformance.examples import examples
from aistock_conformance.markets import STOCKS, Market

SCORES = st.lists(st.floats(-3, 3), min_size=len(STOCKS), max_size=len(STOCKS), unique=True)


@pytest.fixture(scope="module")
def rich(client: Client, market: Market) -> str:
    """An account with cash and two positions."""
    account = accounts.settled(client, market, through=5)
    for code in STOCKS[:2]:
        accounts.bought(client, market, account, code, 1000)
    return account


@given(scores=SCORES, top_k=st.integers(1, 6), exposure=st.floats(0.1, 1.0))
@examples(8)
def test_weights_follow_the_scores(client: Client, rich: str, scores: list[float], top_k: int, exposure: float) -> None:
    """The best names get equal weights that add up to the exposure; everything held besides is to be sold."""
    signals = accounts.signals(zip(STOCKS, scores, strict=True))

    made = client.portfolio.build_portfolio(rich, method=accounts.method(top_k, exposure), signals=signals)

    best = {signal.instrument for signal in sorted(signals, key=lambda signal: -signal.score)[:top_k]}
    wanted = {row.instrument: row.weight for row in made.weights if row.weight > 0}
    assert wanted.keys() == best
    assert all(abs(weight - exposure / top_k) < 1e-9 for weight in wanted.values())
    assert abs(sum(wanted.values()) - made.exposure) < 1e-6 and abs(made.exposure + made.cash_fraction - 1) < 1e-6
    assert set(STOCKS[:2]) <= {row.instrument for row in made.weights}


@given(scores=SCORES, top_k=st.integers(1, 5))
@examples(4)
def test_a_preview_is_what_happens(client: Client, market: Market, scores: list[float], top_k: int) -> None:
    """Rebalance sends exactly the orders that PreviewOrders showed, under the same ids, and a preview changes nothing."""
    account = accounts.settled(client, market, through=8)
    asked = {
        "signal_date": market.days[8],
        "method": accounts.method(top_k),
        "signals": accounts.signals(zip(STOCKS, scores, strict=True)),
    }

    before = client.accounts.get_account(account)
    shown = client.portfolio.preview_orders(account, **asked)
    assert client.accounts.get_account(account) == before
    made = client.portfolio.rebalance(account, **asked)

    assert [(o.client_order_id, o.instrument, o.side, o.quantity) for o in shown.orders] == [
        (o.client_order_id, o.instrument, o.side, o.quantity) for o in made.orders
    ]
    assert [o.allowed for o in shown.orders] == [o.state == "accepted" for o in made.orders]
    assert made.denied_count == sum(o.state == "denied" for o in made.orders)


def test_one_plan_a_day(client: Client, market: Market) -> None:
    """The same signals give the same plan and no new order; others for that day are refused."""
    account = accounts.settled(client, market, through=8)
    up = accounts.signals((code, float(number)) for number, code in enumerate(STOCKS))
    down = accounts.signals((code, -float(number)) for number, code in enumerate(STOCKS))
    asked = {"signal_date": market.days[8], "method": accounts.method(2)}

    first = client.portfolio.rebalance(account, **asked, signals=up)
    second = client.portfolio.rebalance(account, **asked, signals=list(reversed(up)))
    with pytest.raises(Conflict) as caught:
        client.portfolio.rebalance(account, **asked, signals=down)

    assert second.plan_id == first.plan_id and second.orders == first.orders
    assert caught.value.reason == "ALREADY_REBALANCED"
    assert len(list(client.orders.list_orders(account))) == len(first.orders)


def test_signals_of_another_day_are_refused(client: Client, market: Market) -> None:
    """Neither from a day that has not come, nor older than the call allows."""
    account = accounts.settled(client, market, through=8)
    scores = accounts.signals([("600001.SH", 1.0)])

    with pytest.raises(Refused) as ahead:
        client.portfolio.rebalance(account, signal_date=market.days[9], method=accounts.method(1), signals=scores)
    with pytest.raises(Refused) as stale:
        client.portfolio.rebalance(account, signal_date=market.days[5], method=accounts.method(1), signals=scores)
    allowed = client.portfolio.rebalance(
        account, signal_date=market.days[5], method=accounts.method(1), signals=scores, max_signal_age_days=3
    )

    assert (ahead.value.reason, stale.value.reason) == ("SIGNALS_AHEAD_OF_CLOCK", "SIGNALS_STALE")
    assert allowed.orders


def test_flatten_sells_everything(client: Client, market: Market) -> None:
    """After the next session nothing is held; open buys are gone."""
    account = accounts.settled(client, market, through=8)
    for code in ("600001.SH", "300001.SZ"):
        accounts.bought(client, market, account, code, 400)
    client.orders.submit_order(account, instrument="000001.SZ", side="buy", type="market_open", quantity=100)

    answer = client.portfolio.flatten(account)
    client.accounts.advance_account(account, days=1)

    assert answer.cancelled_count == 1 and {order.side for order in answer.orders} == {"sell"}
    assert list(client.accounts.list_positions(account)) == []
    accounts.audited(client, market, account)
