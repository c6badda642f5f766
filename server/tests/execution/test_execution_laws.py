"""Laws of an account, whatever is done to it in whatever market."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.documents import dump
from aistock.execution.v1 import models
from aistock.market.trading_rules import RiskStatus, board_of, largest_buy, limit_prices, rule_for
from aistock_server.adapters.memory.execution_market import CODES, invented_days, weekdays
from aistock_server.execution import Execution
from aistock_server.execution.account import fold
from aistock_server.execution.events import CashMoved, EntitlementBooked, OrderFilled
from aistock_server.execution.journal import JournalEvent

DAYS = weekdays(date(2024, 1, 2), 40)
QUANTITIES = st.one_of(st.integers(1, 40).map(lambda lots: lots * 100), st.integers(1, 5000))

submits = st.fixed_dictionaries(
    {
        "instrument": st.sampled_from(CODES),
        "side": st.sampled_from(["buy", "sell"]),
        "quantity": QUANTITIES,
        "time_in_force": st.sampled_from(["day", "good_till_cancelled"]),
    }
).flatmap(
    lambda order: st.one_of(
        st.just({**order, "type": "market_open"}),
        st.integers(90, 110).map(lambda percent: {**order, "type": "limit", "percent": percent}),
    )
)
methods = st.one_of(
    st.integers(1, 4).map(lambda k: {"kind": "equal_weight", "top_k": k, "exposure": 0.95}),
    st.integers(1, 4).map(lambda k: {"kind": "topk_dropout", "top_k": k, "n_drop": 1, "exposure": 0.95}),
    st.integers(1, 4).map(lambda k: {"kind": "score_weight", "top_k": k, "exposure": 0.9, "max_weight": 0.9}),
)
scores = st.dictionaries(st.sampled_from(CODES), st.floats(-1, 1), min_size=1)
rebalances = st.tuples(methods, scores).map(
    lambda pair: {
        "method": pair[0],
        "signals": [{"instrument": code, "score": score} for code, score in sorted(pair[1].items())],
    }
)
actions = st.one_of(
    st.tuples(st.just("submit"), submits),
    st.tuples(st.just("submit"), submits),
    st.tuples(st.just("submit"), submits),
    st.tuples(st.just("rebalance"), rebalances),
    st.tuples(st.just("cancel"), st.integers(0, 50)),
    st.tuples(st.sampled_from(["halt", "resume", "resume", "flatten"]), st.none()),
)
BUY_ALL = (
    "rebalance",
    {
        "method": {"kind": "equal_weight", "top_k": 5, "exposure": 0.5},
        "signals": [{"instrument": code, "score": 1.0} for code in CODES],
    },
)
rounds = st.tuples(st.lists(actions, max_size=4), st.integers(1, 2)).map(lambda pair: [*pair[0], ("advance", pair[1])])
games = st.tuples(st.integers(0, 10_000), st.lists(rounds, min_size=1, max_size=8)).map(
    lambda pair: (pair[0], [BUY_ALL, ("advance", 1), *(action for each in pair[1] for action in each)])
)
Play = Callable[[int, list[tuple[str, Any]]], Execution]


def journal(room: Execution) -> list[JournalEvent]:
    """The account's events."""
    return list(room.ledger.events("paper-1"))


def fills(events: list[JournalEvent]) -> list[tuple[date, OrderFilled]]:
    """The account's fills with their days."""
    return [(event.trading_date, event.entry) for event in events if isinstance(event.entry, OrderFilled)]


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_cash_is_conserved_to_the_mill(play: Play, game: Any) -> None:
    room = play(*game)
    events = journal(room)
    moved = sum(event.entry.amount_mills for event in events if isinstance(event.entry, CashMoved))
    entitled = sum(event.entry.cash_mills for event in events if isinstance(event.entry, EntitlementBooked))
    traded = sum((fill.value_mills if fill.side == "sell" else -fill.value_mills) - fill.cost_mills for _, fill in fills(events))
    account = room.accounts.get_account(models.GetAccountRequest(account_id="paper-1")).account
    assert account.cash_mills == moved + entitled + traded
    assert account.cash_mills >= min(0, entitled)


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_shares_are_conserved_and_never_sold_on_the_day_they_were_bought(play: Play, game: Any) -> None:
    room = play(*game)
    held: dict[str, int] = defaultdict(int)
    bought_on: dict[tuple[str, date], int] = defaultdict(int)
    for day, fill in fills(journal(room)):
        if fill.side == "buy":
            held[fill.instrument] += fill.quantity
            bought_on[fill.instrument, day] += fill.quantity
        else:
            assert fill.quantity <= held[fill.instrument] - bought_on[fill.instrument, day]
            held[fill.instrument] -= fill.quantity
    positions = room.accounts.list_positions(models.ListPositionsRequest(account_id="paper-1")).positions
    assert {position.instrument: position.quantity for position in positions} == {code: n for code, n in held.items() if n}


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_a_fill_obeys_the_market_of_its_day(play: Play, game: Any) -> None:
    market = invented_days(game[0], DAYS)
    taken: dict[tuple[str, date], int] = defaultdict(int)
    for day, fill in fills(journal(play(*game))):
        bar = market[day][fill.instrument]
        rule = rule_for(board_of(fill.instrument), RiskStatus.NORMAL, day)
        assert bar.low_mills <= fill.price_mills <= bar.high_mills
        assert fill.price_mills % rule.tick_mills == 0
        if fill.side == "buy":
            assert largest_buy(fill.quantity, rule) == fill.quantity
        limits = limit_prices(bar.pre_close_mills, rule)
        if limits is not None and bar.open_mills == bar.high_mills == bar.low_mills:
            assert not (fill.side == "buy" and bar.open_mills == limits[1])
            assert not (fill.side == "sell" and bar.open_mills == limits[0])
        taken[fill.instrument, day] += fill.quantity
        assert taken[fill.instrument, day] <= bar.volume // 10


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_equal_input_gives_an_equal_journal(play: Play, game: Any) -> None:
    assert journal(play(*game)) == journal(play(*game))


@given(game=games, cut=st.integers(0, 400))
@settings(max_examples=15, deadline=None)
def test_the_fold_is_prefix_consistent(play: Play, game: Any, cut: int) -> None:
    room = play(*game)
    events = journal(room)
    assert fold(events[cut:], fold(events[:cut])) == fold(events) == room.ledger.book("paper-1")


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_the_books_agree_with_the_journal(play: Play, game: Any) -> None:
    answer = play(*game).accounts.reconcile(models.ReconcileRequest(account_id="paper-1"))
    assert (answer.consistent, answer.differences) == (True, [])


@given(game=games)
@settings(max_examples=15, deadline=None)
def test_value_moves_only_by_prices_and_fees(play: Play, game: Any) -> None:
    """NAV has no gap on an ex-right day: its change is price moves from the reference price, less fees."""
    room, market = play(*game), invented_days(game[0], DAYS)
    held: dict[str, int] = defaultdict(int)
    nav = 1_000_000_000
    day_fills: dict[date, list[OrderFilled]] = defaultdict(list)
    for day, fill in fills(journal(room)):
        day_fills[day].append(fill)
    for point in room.accounts.list_nav(models.ListNavRequest(account_id="paper-1", page_size=1000)).points:
        bars, change = market[point.trading_date], 0
        for code, quantity in held.items():
            if code in bars:
                change += quantity * (bars[code].close_mills - bars[code].pre_close_mills)
        for fill in day_fills[point.trading_date]:
            sign = 1 if fill.side == "buy" else -1
            change += sign * fill.quantity * (bars[fill.instrument].close_mills - fill.price_mills) - fill.cost_mills
            held[fill.instrument] += sign * fill.quantity
        assert point.nav_mills == nav + change
        nav = point.nav_mills


@given(game=games, cuts=st.lists(st.integers(0, 400), max_size=5))
@settings(max_examples=15, deadline=None)
def test_a_watch_resumed_anywhere_shows_the_journal_without_a_gap(play: Play, game: Any, cuts: list[int]) -> None:
    room = play(*game)
    whole = [dump(event) for event in room.journal("paper-1")]
    seen: list[Any] = []
    cursor = None
    for cut in [*cuts, len(whole)]:
        request = models.WatchEventsRequest(account_id="paper-1", cursor=cursor, stop_at_end=True)
        taken = room.orders.watch_events(request, None).events[:cut]
        seen += [dump(item.event) for item in taken]
        cursor = taken[-1].event.cursor if taken else cursor
    rest = room.orders.watch_events(models.WatchEventsRequest(account_id="paper-1", cursor=cursor), None).events
    assert seen + [dump(item.event) for item in rest] == whole
