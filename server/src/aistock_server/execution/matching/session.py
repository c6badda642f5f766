"""All open orders of an account against one day's bars, in the order in which they meet the market."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from aistock.market.trading_rules import FeeSchedule
from aistock_server.execution.events import Entry, OrderExpired, OrderFilled, OrderRejected
from aistock_server.execution.exchange import DayRule, RuleOf
from aistock_server.execution.fees import Cost, cost_of
from aistock_server.execution.matching.one_order import DayTerms, Match, match, trades_at_open
from aistock_server.execution.model import Book, EndReason, Order, OrderState, Side, TimeInForce
from aistock_server.execution.ports import Bar, Moment

TRADABLE = (OrderState.ACCEPTED, OrderState.PARTLY_FILLED)


@dataclass(slots=True)
class _Tally:
    """What is left while the day's orders are gone through."""

    cash_mills: int
    volume_left: dict[str, int] = field(default_factory=dict)
    sold: dict[str, int] = field(default_factory=dict)


def match_session(
    book: Book, day: date, bars: Mapping[str, Bar], *, rule_of: RuleOf, schedule: FeeSchedule
) -> tuple[tuple[Moment, Entry], ...]:
    """What becomes of every open order: fills first, then rejections and the expiry of what is left of day orders."""
    tally = _Tally(cash_mills=book.cash_mills)
    fills: list[tuple[Moment, Entry]] = []
    ends: list[tuple[Moment, Entry]] = []
    for order in _in_turn(book, bars):
        bar = bars.get(order.instrument)
        ruled = rule_of(order.instrument, bar)
        found = match(order, bar, _terms(book, order, ruled, bar, tally), _costs(book, order, schedule))
        if found.quantity:
            fills.append(_fill(book, order, found, day, schedule, tally, number=len(fills) + 1))
        if found.short is EndReason.PRICE_OUTSIDE_LIMITS and not order.filled_quantity:
            ends.append((Moment.OPEN, _rejected(order, ruled)))
        elif found.short is not None and order.time_in_force is TimeInForce.DAY:
            ends.append((Moment.CLOSE, OrderExpired(client_order_id=order.client_order_id, reason=found.short)))
    return (*(end for end in ends if end[0] is Moment.OPEN), *fills, *(end for end in ends if end[0] is Moment.CLOSE))


def _in_turn(book: Book, bars: Mapping[str, Bar]) -> list[Order]:
    """Open orders in the order in which they meet the market: at the open before later, sells before buys, first come first."""
    standing = [order for order in book.open_orders.values() if order.state in TRADABLE]
    return sorted(
        standing,
        key=lambda order: (
            not trades_at_open(order, bars.get(order.instrument)),
            order.side is Side.BUY,
            order.submitted_seq,
        ),
    )


def _terms(book: Book, order: Order, ruled: DayRule, bar: Bar | None, tally: _Tally) -> DayTerms:
    volume = 0 if bar is None else int(bar.volume * Fraction(str(book.terms.max_volume_fraction)))
    return DayTerms(
        rule=ruled.rule,
        limits=ruled.limits,
        volume_left=tally.volume_left.setdefault(order.instrument, volume),
        sellable=book.unlocked(order.instrument) - tally.sold.get(order.instrument, 0),
        cash_mills=tally.cash_mills,
    )


def _cost(book: Book, order: Order, schedule: FeeSchedule, value_mills: int) -> Cost:
    return cost_of(
        order.side,
        value_mills,
        broker=book.terms.fees,
        schedule=schedule,
        earlier_value_mills=order.filled_value_mills,
        earlier_commission_mills=order.commission_mills,
    )


def _costs(book: Book, order: Order, schedule: FeeSchedule) -> Callable[[int], int]:
    return lambda value_mills: _cost(book, order, schedule, value_mills).total_mills


def _fill(
    book: Book, order: Order, found: Match, day: date, schedule: FeeSchedule, tally: _Tally, *, number: int
) -> tuple[Moment, Entry]:
    value = found.quantity * found.price_mills
    cost = _cost(book, order, schedule, value)
    tally.volume_left[order.instrument] -= found.quantity
    if order.side is Side.SELL:
        tally.sold[order.instrument] = tally.sold.get(order.instrument, 0) + found.quantity
        tally.cash_mills += value - cost.total_mills
    else:
        tally.cash_mills -= value + cost.total_mills
    filled = OrderFilled(
        client_order_id=order.client_order_id,
        fill_id=f"{day:%Y%m%d}-{number}",
        instrument=order.instrument,
        side=order.side,
        quantity=found.quantity,
        price_mills=found.price_mills,
        commission_mills=cost.commission_mills,
        stamp_duty_mills=cost.stamp_duty_mills,
        transfer_fee_mills=cost.transfer_fee_mills,
        reference_price_mills=order.reference_price_mills,
    )
    return (Moment.OPEN if found.at_open else Moment.INTRADAY), filled


def _rejected(order: Order, ruled: DayRule) -> OrderRejected:
    down, up = min(low for low, _ in ruled.limits), max(high for _, high in ruled.limits)
    return OrderRejected(
        client_order_id=order.client_order_id,
        reason=EndReason.PRICE_OUTSIDE_LIMITS,
        message=f"limit price {order.price_mills} mills lies outside the day's {down} to {up}; move it inside",
    )
