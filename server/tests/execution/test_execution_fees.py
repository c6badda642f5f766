"""Fees: dated, rounded half up to fen, and one least commission an order."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.trading_rules import fees_for
from aistock_server.execution.fees import cost_of
from aistock_server.execution.model import BrokerFees, Side

BROKER = BrokerFees(commission_rate=0.00025, min_commission_mills=5000)


def test_stamp_duty_halved_on_28_august_2023() -> None:
    before, after = fees_for(date(2023, 8, 27)), fees_for(date(2023, 8, 28))
    sold = 100_000_000
    assert cost_of(Side.SELL, sold, broker=BROKER, schedule=before).stamp_duty_mills == 100_000
    assert cost_of(Side.SELL, sold, broker=BROKER, schedule=after).stamp_duty_mills == 50_000
    assert cost_of(Side.BUY, sold, broker=BROKER, schedule=after).stamp_duty_mills == 0


def test_a_small_order_pays_the_least_commission() -> None:
    cost = cost_of(Side.BUY, 1_000_000, broker=BROKER, schedule=fees_for(date(2024, 1, 2)))
    assert (cost.commission_mills, cost.transfer_fee_mills, cost.total_mills) == (5000, 10, 5010)


@given(values=st.lists(st.integers(1, 10**9), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_an_order_pays_its_least_commission_once_however_it_fills(values: list[int]) -> None:
    schedule, paid, before = fees_for(date(2024, 1, 2)), 0, 0
    for value in values:
        cost = cost_of(Side.BUY, value, broker=BROKER, schedule=schedule, earlier_value_mills=before, earlier_commission_mills=paid)
        paid, before = paid + cost.commission_mills, before + value
    assert paid == cost_of(Side.BUY, sum(values), broker=BROKER, schedule=schedule).commission_mills


@given(value=st.integers(1, 10**13))
@settings(max_examples=200, deadline=None)
def test_each_fee_is_the_decimal_amount_rounded_half_up_to_a_fen(value: int) -> None:
    def fen(rate: str) -> int:
        return int((Decimal(value) / 1000 * Decimal(rate)).quantize(Decimal("0.01"), ROUND_HALF_UP) * 1000)

    cost = cost_of(Side.SELL, value, broker=BROKER, schedule=fees_for(date(2024, 1, 2)))
    assert cost.stamp_duty_mills == fen("0.0005")
    assert cost.transfer_fee_mills == fen("0.00001")
    assert cost.commission_mills == max(5000, fen("0.00025"))
