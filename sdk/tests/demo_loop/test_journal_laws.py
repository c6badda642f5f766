"""A lawful journal breaks no law, and each way of breaking one is found and named."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import Env
from aistock.demo.journal_hashes import hash_of
from aistock.demo.journal_laws import LawBar, LawMarket, broken_laws, fill_count
from aistock.execution.v1.models import (
    AccountEvent,
    AccountKind,
    AccountOpened,
    CashMoved,
    CloseMark,
    DayOpened,
    DaySettled,
    EntitlementBooked,
    FeePolicy,
    OrderFilled,
    OrderSide,
    OrderSubmitted,
    OrderType,
    TimeInForce,
)

DAYS = (date(2023, 7, 3), date(2023, 7, 4), date(2023, 7, 5), date(2023, 7, 6))
CODE = "600501.SH"
CASH = 1_000_000_000
BARS = {
    DAYS[0]: LawBar(10_000, 10_200, 9_900, 10_100, 10_000, 1_000_000),
    DAYS[1]: LawBar(10_050, 10_300, 10_000, 10_200, 10_100, 1_000_000),
    DAYS[2]: LawBar(9_700, 9_800, 9_500, 9_600, 9_700, 1_000_000),
    DAYS[3]: LawBar(10_560, 10_560, 10_560, 10_560, 9_600, 1_000_000),
}
MARKET = LawMarket(sessions=DAYS, bars={day: {CODE: bar} for day, bar in BARS.items()}, listed={CODE: date(2010, 1, 4)})
TERMS: dict[str, Any] = {"kind": AccountKind.PAPER, "env": Env.PAPER, "snapshot_id": "a" * 64, "start_date": DAYS[0]}


def opened() -> AccountOpened:
    return AccountOpened(**TERMS, fees=FeePolicy(commission_rate=0.00025, min_commission_mills=5000), max_volume_fraction=0.1)


def order(number: int, side: OrderSide, quantity: int) -> OrderSubmitted:
    return OrderSubmitted(
        client_order_id=f"00000000-0000-4000-8000-{number:012d}", instrument=CODE, side=side, type=OrderType.MARKET_OPEN,
        time_in_force=TimeInForce.DAY, quantity=quantity, reference_price_mills=10_000, reserved_mills=0,
    )  # fmt: skip


def fill(number: int, side: OrderSide, quantity: int, price: int, **changes: Any) -> OrderFilled:
    """A fill with the fees of July 2023: commission 0.025 %, transfer fee 0.001 %, stamp duty 0.1 %."""
    worth = quantity * price

    def fen(numerator: int, denominator: int) -> int:
        return (2 * worth * numerator + 10 * denominator) // (20 * denominator) * 10

    fields: dict[str, Any] = {
        "client_order_id": f"00000000-0000-4000-8000-{number:012d}",
        "fill_id": f"f-{number}",
        "instrument": CODE,
        "side": side,
        "quantity": quantity,
        "price_mills": price,
        "commission_mills": max(5000, fen(25, 100_000)),
        "stamp_duty_mills": fen(1, 1000) if side is OrderSide.SELL else 0,
        "transfer_fee_mills": fen(1, 100_000),
        "reference_price_mills": 10_000,
    }
    return OrderFilled(**{**fields, **changes})


def settled(cash: int, held: int, close: int) -> DaySettled:
    marks = [CloseMark(instrument=CODE, close_mills=close)] if held else []
    return DaySettled(
        marks=marks, cash_mills=cash, market_value_mills=held * close, nav_mills=cash + held * close, bought_mills=0, sold_mills=0,
        cost_mills=0, entitlement_mills=0,
    )  # fmt: skip


def fees(one: OrderFilled) -> int:
    return one.commission_mills + one.stamp_duty_mills + one.transfer_fee_mills


def lawful(quantity: int = 1000) -> list[tuple[date, Any]]:
    """Buys on the first day, sells half on the second, gets an entitlement on the third."""
    bought = fill(1, OrderSide.BUY, quantity, 10_000)
    half = quantity // 200 * 100
    sold = fill(2, OrderSide.SELL, half, 10_050)
    first = CASH - quantity * 10_000 - fees(bought)
    second = first + half * 10_050 - fees(sold)
    left = quantity - half
    right = EntitlementBooked(
        instrument=CODE, quantity=left, previous_close_mills=10_200, reference_price_mills=9_700, cash_mills=left * 500,
        value_equivalent=True,
    )  # fmt: skip
    return [
        (DAYS[0], opened()),
        (DAYS[0], CashMoved(amount_mills=CASH, note="opening")),
        (DAYS[0], order(1, OrderSide.BUY, quantity)),
        (DAYS[0], DayOpened(session_number=1)),
        (DAYS[0], bought),
        (DAYS[0], settled(first, quantity, 10_100)),
        (DAYS[0], order(2, OrderSide.SELL, half)),
        (DAYS[1], DayOpened(session_number=2)),
        (DAYS[1], sold),
        (DAYS[1], settled(second, left, 10_200)),
        (DAYS[2], DayOpened(session_number=3)),
        (DAYS[2], right),
        (DAYS[2], settled(second + left * 500, left, 9_600)),
    ]


def sealed(entries: Sequence[tuple[date, Any]]) -> list[AccountEvent]:
    events: list[AccountEvent] = []
    for seq, (day, entry) in enumerate(entries, start=1):
        event = AccountEvent(
            account_id="paper", seq=seq, trading_date=day, at_utc=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
            entry=entry,
            previous_hash=events[-1].hash if events else None, hash="0" * 64, cursor="",
        )  # fmt: skip
        events.append(event.model_copy(update={"hash": hash_of(event)}))
    return events


def laws(entries: Sequence[tuple[date, Any]], market: LawMarket = MARKET) -> set[str]:
    return {one.law for one in broken_laws(sealed(entries), market)}


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 490))
def test_a_lawful_journal_breaks_no_law(lots: int) -> None:
    events = sealed(lawful(lots * 200))
    assert broken_laws(events, MARKET) == []
    assert fill_count(events) == 2


def put(place: int, entry: Any, day: date | None = None) -> Callable[[list[tuple[date, Any]]], None]:
    def change(entries: list[tuple[date, Any]]) -> None:
        entries[place] = (day or entries[place][0], entry)

    return change


@pytest.mark.parametrize(
    ("change", "law"),
    [
        (put(4, fill(1, OrderSide.BUY, 1000, 10_210)), "range"),
        (put(4, fill(1, OrderSide.BUY, 1000, 9_890)), "range"),
        (put(4, fill(1, OrderSide.BUY, 1000, 10_005)), "tick"),
        (put(4, fill(1, OrderSide.BUY, 950, 10_000)), "lots"),
        (put(4, fill(1, OrderSide.BUY, 1100, 10_000)), "order"),
        (put(4, fill(1, OrderSide.BUY, 200_000, 10_000)), "volume"),
        (put(4, fill(1, OrderSide.BUY, 200_000, 10_000)), "cash"),
        (put(4, fill(1, OrderSide.BUY, 1000, 10_000, instrument="600502.SH")), "suspension"),
        (put(4, fill(9, OrderSide.BUY, 1000, 10_000)), "journal first"),
        (put(4, fill(1, OrderSide.BUY, 1000, 10_000, commission_mills=4990)), "fees"),
        (put(4, fill(1, OrderSide.BUY, 1000, 10_000, stamp_duty_mills=10)), "fees"),
        (put(8, fill(2, OrderSide.SELL, 500, 10_050, transfer_fee_mills=0)), "fees"),
        (put(8, fill(2, OrderSide.SELL, 350, 10_050)), "lots"),
        (put(8, fill(2, OrderSide.SELL, 1500, 10_050)), "T+1"),
        (put(4, fill(1, OrderSide.SELL, 1000, 10_000)), "T+1"),
        (put(5, settled(CASH, 1000, 10_100)), "conservation"),
        (put(9, settled(CASH, 0, 10_200)), "shares"),
        (put(7, DayOpened(session_number=2), DAYS[2]), "calendar"),
        (put(7, DayOpened(session_number=2), date(2023, 7, 8)), "calendar"),
        (put(7, CashMoved(amount_mills=1, note="no opening")), "calendar"),
        (put(11, CashMoved(amount_mills=250_000, note="instead of the entitlement")), "entitlement"),
    ],
)
def test_a_broken_law_is_named(change: Callable[[list[tuple[date, Any]]], None], law: str) -> None:
    entries = lawful()
    change(entries)
    assert law in laws(entries)


def test_nothing_fills_on_a_one_price_limit_day() -> None:
    entries = [(day, entry) if day != DAYS[0] else (DAYS[3], entry) for day, entry in lawful()[:5]]
    entries[4] = (DAYS[3], fill(1, OrderSide.BUY, 1000, 10_560))
    assert "one-price limit day" in laws(entries)
    entries[4] = (DAYS[3], fill(1, OrderSide.BUY, 1000, 10_570))
    assert {"limits", "range"} <= laws(entries)


def test_a_share_in_its_first_sessions_has_no_limit() -> None:
    entries = [(DAYS[3], entry) for _, entry in lawful()[:4]] + [(DAYS[3], fill(1, OrderSide.BUY, 1000, 10_560))]
    assert laws(entries, replace(MARKET, listed={CODE: DAYS[2]})) == set()


def test_an_edited_journal_breaks_its_chain() -> None:
    events = sealed(lawful())
    edited = events[1].model_copy(update={"entry": CashMoved(amount_mills=CASH + 10, note="opening")})
    assert {one.law for one in broken_laws([events[0], edited, *events[2:]], MARKET)} == {"chain", "conservation"}
    assert {one.law for one in broken_laws([events[0], *events[2:]], MARKET)} >= {"sequence", "chain"}
