"""An account in the real market of 2024: no fill breaks a range, a limit, a lot, T+1 or the calendar."""

import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aistock.execution.v1 import models
from aistock.market.trading_rules import RiskStatus, board_of, fees_for, largest_buy, limit_prices, rule_for
from aistock_server.execution import Execution
from aistock_server.execution.events import EntitlementBooked, OrderFilled
from aistock_server.market.model import DayBar

pytestmark = pytest.mark.real_data

Market = dict[date, dict[str, DayBar]]


@pytest.fixture(scope="module")
def market() -> Market:
    """From May to July 2024, when most dividends are paid: every fifth main-board stock of Shenzhen, and those that locked."""
    root = os.environ.get("AISTOCK_REAL_DATA")
    if root is None:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(Path(root) / "market/tushare_sz_main_2024/daily_with_adj_factor.parquet")
    day = table["trade_date"]
    table = table.filter(pc.and_(pc.greater_equal(day, date(2024, 5, 6)), pc.less_equal(day, date(2024, 7, 31))))
    days: Market = defaultdict(dict)
    for row in table.to_pylist():
        days[row["trade_date"]][row["ts_code"]] = bar(row)
    chosen = {code for bars in days.values() for code, found in bars.items() if found.high_mills == found.low_mills}
    chosen |= set(sorted({code for bars in days.values() for code in bars})[::5])
    return {day: {code: found for code, found in bars.items() if code in chosen} for day, bars in days.items()}


def bar(row: Mapping[str, Any]) -> DayBar:
    """A row in Tushare's units: lots of 100 shares, prices in CNY."""
    opened, high, low, closed, before = (round(row[name] * 1000) for name in ("open", "high", "low", "close", "pre_close"))
    return DayBar(
        instrument=row["ts_code"],
        date=row["trade_date"],
        open_mills=opened,
        high_mills=high,
        low_mills=low,
        close_mills=closed,
        pre_close_mills=before,
        volume=round(row["vol"] * 100),
        amount_mills=round(row["amount"] * 1_000_000),
        adj_factor=row["adj_factor"],
    )


@pytest.fixture(scope="module")
def lived(market: Market, make_room: Callable[..., Execution], ident: Callable[..., str]) -> Execution:
    """An account that buys what fell most, so that it meets suspensions, limits and dividends."""
    days = sorted(market)
    room = make_room(market, start=days[5], cash_mills=20_000_000_000)
    for place in range(5, len(days)):
        now, before = market[days[place - 1]], market[days[place - 5]]
        scores = {code: before[code].close_mills / now[code].close_mills for code in sorted(now) if code in before}
        asked = {
            "request_id": ident("rebalance", place),
            "account_id": "paper-1",
            "signal_date": days[place - 1],
            "method": {"kind": "topk_dropout", "top_k": 30, "n_drop": 6, "exposure": 0.95},
            "signals": [{"instrument": code, "score": score} for code, score in scores.items()],
        }
        room.portfolios.rebalance(models.RebalanceRequest.model_validate(asked))
        request = models.AdvanceAccountRequest(request_id=ident("day", place), account_id="paper-1", days=1)
        room.accounts.advance_account(request)
    return room


def fills(room: Execution) -> list[tuple[date, OrderFilled]]:
    """The fills with their days."""
    events = room.ledger.events("paper-1")
    return [(event.trading_date, event.entry) for event in events if isinstance(event.entry, OrderFilled)]


def test_every_fill_obeys_the_day_it_happened_on(market: Market, lived: Execution) -> None:
    bought: dict[tuple[str, date], int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    found = fills(lived)
    assert len(found) > 300
    for day, fill in found:
        day_bar, rule = market[day][fill.instrument], rule_for(board_of(fill.instrument), RiskStatus.NORMAL, day)
        assert day_bar.low_mills <= fill.price_mills <= day_bar.high_mills
        assert fill.price_mills == day_bar.open_mills
        assert fill.quantity * 10 <= day_bar.volume
        if fill.side == "buy":
            assert largest_buy(fill.quantity, rule) == fill.quantity
            bought[fill.instrument, day] += fill.quantity
            held[fill.instrument] += fill.quantity
            assert fill.stamp_duty_mills == 0
        else:
            assert fill.quantity <= held[fill.instrument] - bought[fill.instrument, day]
            held[fill.instrument] -= fill.quantity
            duty = fill.value_mills * fees_for(day).stamp_duty_sell_ppm / 1_000_000
            assert abs(fill.stamp_duty_mills - duty) <= 5


def test_no_fill_on_a_day_locked_at_its_limit(market: Market, lived: Execution) -> None:
    for day, fill in fills(lived):
        day_bar = market[day][fill.instrument]
        if day_bar.high_mills != day_bar.low_mills:
            continue
        for status in (RiskStatus.NORMAL, RiskStatus.ST):
            limits = limit_prices(day_bar.pre_close_mills, rule_for(board_of(fill.instrument), status, day))
            assert limits is not None
            assert fill.price_mills not in limits


def test_dividends_leave_no_gap_in_the_value(market: Market, lived: Execution) -> None:
    events = list(lived.ledger.events("paper-1"))
    booked = [(event.trading_date, event.entry) for event in events if isinstance(event.entry, EntitlementBooked)]
    assert booked
    for day, entry in booked:
        assert entry.reference_price_mills == market[day][entry.instrument].pre_close_mills
        assert entry.cash_mills == entry.quantity * (entry.previous_close_mills - entry.reference_price_mills)


def test_the_books_of_the_real_market_agree_with_their_journal(lived: Execution) -> None:
    answer = lived.accounts.reconcile(models.ReconcileRequest(account_id="paper-1"))
    assert (answer.consistent, answer.differences) == (True, [])
    ended = {event.entry.reason for event in lived.ledger.events("paper-1") if event.kind == "order_expired"}
    assert ended
