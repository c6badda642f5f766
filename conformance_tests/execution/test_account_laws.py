"""Paper accounts under any play: conservation of cash and shares, T+1, lots, the day's range, and the books that agree."""

import random
from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from aistock.client import Client
from aistock.errors import RpcError
from aistock_conformance import accounts
from aistock_conformance.examples import examples
from aistock_conformance.markets import STOCKS, Market

CODES = st.sampled_from(STOCKS)
LOTS = st.sampled_from([1, 50, 100, 200, 250, 700, 5_000, 40_000])


def play(client: Client, market: Market, seen: Counter[str]) -> type[RuleBasedStateMachine]:
    """A machine that trades on accounts of a server, and counts what it saw happen."""

    class Trader(RuleBasedStateMachine):
        account = ""
        moves = 0

        @initialize(first=st.integers(1, 24), seed=st.integers(0, 9))
        def open(self, first: int, seed: int) -> None:
            """An account that holds something, so that every move may meet a position."""
            self.account = accounts.settled(client, market, through=first)
            self.moves = 0
            self.a_day_of_trading(seed, 4)

        @rule(code=CODES, side=st.sampled_from(["buy", "sell"]), quantity=LOTS)
        def at_the_open(self, code: str, side: str, quantity: int) -> None:
            self._submitted(instrument=code, side=side, type="market_open", quantity=quantity)

        @rule(
            code=CODES,
            side=st.sampled_from(["buy", "sell"]),
            lots=st.integers(1, 30),
            percent=st.integers(95, 105),
            force=st.sampled_from(["day", "good_till_cancelled"]),
        )
        def at_a_limit(self, code: str, side: str, lots: int, percent: int, force: str) -> None:
            clock = client.accounts.get_account(self.account).clock_date or market.days[0]
            bar = market.bar(clock, code)
            price = (bar.close if bar else 10_000) * percent // 1000 * 10
            self._submitted(instrument=code, side=side, type="limit", quantity=lots * 100, price_mills=price, time_in_force=force)

        @rule(chosen=st.integers(0, 50))
        def cancel(self, chosen: int) -> None:
            orders = list(client.orders.list_orders(self.account))
            if orders:
                self._tried(client.orders.cancel_order, client_order_id=orders[chosen % len(orders)].client_order_id)

        @rule(seed=st.integers(0, 9), top_k=st.integers(1, 4))
        def rebalance(self, seed: int, top_k: int) -> None:
            clock = client.accounts.get_account(self.account).clock_date
            dice = random.Random(seed)
            if clock is not None:
                scores = accounts.signals((code, dice.random()) for code in STOCKS)
                method = accounts.method(top_k)
                self._tried(client.portfolio.rebalance, signal_date=clock, method=method, signals=scores)

        @rule(seed=st.integers(0, 9), top_k=st.integers(1, 4))
        def a_day_of_trading(self, seed: int, top_k: int) -> None:
            self.rebalance(seed, top_k)
            self.advance(1)

        @rule(what=st.sampled_from(["flatten", "halt", "resume", "resume"]))
        def meddle(self, what: str) -> None:
            if what == "flatten":
                self._tried(client.portfolio.flatten)
            elif what == "halt":
                client.risk.halt("a case", account_id=self.account)
            else:
                client.risk.resume(self.account, reason="a case")

        @rule(days=st.sampled_from([1, 1, 2, 5]))
        def advance(self, days: int) -> None:
            self._tried(client.accounts.advance_account, days=days)

        @invariant()
        def books_agree(self) -> None:
            self.moves += 1
            # Every law is looked at every few moves and at the end; each look reads the whole journal.
            if self.account and self.moves % 6 == 0:
                accounts.audited(client, market, self.account)

        def teardown(self) -> None:
            if self.account:
                books = accounts.audited(client, market, self.account)
                for order in books.orders.values():
                    seen[order.side] += order.filled > 0

        def _submitted(self, **order: Any) -> None:
            self._tried(client.orders.submit_order, **order)

        def _tried(self, call: Any, **arguments: Any) -> None:
            try:
                call(self.account, **arguments)
            except RpcError as error:
                assert error.reason, error

    return Trader


def test_any_play_keeps_every_law(client: Client, market: Market) -> None:
    """Whatever is submitted, cancelled, halted and advanced: the journal folds, elsewhere, to what the server says."""
    seen: Counter[str] = Counter()

    run_state_machine_as_test(play(client, market, seen), settings=examples(8, steps=16))

    assert seen["buy"] >= 20 and seen["sell"] >= 5, f"too little was traded to prove anything: {seen}"
