"""One order against one bar: how much of it fills, at which price, or why not."""

from collections.abc import Callable
from dataclasses import dataclass

from aistock.market.trading_rules import TradingRule, largest_buy
from aistock_server.execution.model import EndReason, Order, OrderType, Side
from aistock_server.execution.ports import Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTerms:
    """What the market and the account allow one order today: rule, possible limits (down, up), volume, shares, cash."""

    rule: TradingRule
    limits: tuple[tuple[int, int], ...]
    volume_left: int
    sellable: int
    cash_mills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A fill of `quantity` at `price_mills`, and why the rest did not fill (None when all did)."""

    quantity: int
    price_mills: int
    at_open: bool
    short: EndReason | None


def match(order: Order, bar: Bar | None, terms: DayTerms, cost_of: Callable[[int], int]) -> Match:
    """What the day does to the order; `cost_of(value)` tells the fees of a fill worth `value` mills."""
    if bar is None:
        return _nothing(EndReason.SUSPENDED)
    if bar.volume <= 0:
        return _nothing(EndReason.NO_VOLUME)
    if order.price_mills is not None and not _within(order.price_mills, terms.limits):
        return _nothing(EndReason.PRICE_OUTSIDE_LIMITS)
    if locked(bar, terms.limits):
        return _nothing(EndReason.LIMIT_LOCKED)
    price = _price(order, bar)
    if price is None:
        return _nothing(EndReason.PRICE_NOT_REACHED)
    size = _buy_size if order.side is Side.BUY else _sell_size
    quantity, short = size(order, price, terms, cost_of)
    return Match(quantity=quantity, price_mills=price, at_open=price == bar.open_mills, short=short)


def locked(bar: Bar, limits: tuple[tuple[int, int], ...]) -> bool:
    """Whether the whole day had one price, and it was a limit: what stood behind that price is unknown, so neither side fills."""
    if not limits or not bar.open_mills == bar.high_mills == bar.low_mills:
        return False
    edges = {edge for pair in limits for edge in pair}
    return bar.open_mills in edges or not min(edges) < bar.open_mills < max(edges)


def trades_at_open(order: Order, bar: Bar | None) -> bool:
    """Whether the order, if it trades at all, trades at the opening price."""
    return bar is not None and _price(order, bar) == bar.open_mills


def _nothing(reason: EndReason) -> Match:
    return Match(quantity=0, price_mills=0, at_open=False, short=reason)


def _within(price: int, limits: tuple[tuple[int, int], ...]) -> bool:
    """Whether a price lies inside the widest of the possible limits; no limits allow every price."""
    return not limits or min(down for down, _ in limits) <= price <= max(up for _, up in limits)


def _price(order: Order, bar: Bar) -> int | None:
    """The open when the order would trade there; its own limit when the day went through it; None when it did not.

    A day that only touched the limit does not fill: nobody knows how many stood in the queue before us.
    """
    if order.type is OrderType.MARKET_OPEN or order.price_mills is None:
        return bar.open_mills
    limit = order.price_mills
    if order.side is Side.BUY:
        return bar.open_mills if bar.open_mills <= limit else limit if bar.low_mills < limit else None
    return bar.open_mills if bar.open_mills >= limit else limit if bar.high_mills > limit else None


def _buy_size(order: Order, price: int, terms: DayTerms, cost_of: Callable[[int], int]) -> tuple[int, EndReason | None]:
    """Whole lots that the volume leaves and the cash pays for, fees included."""
    by_volume = largest_buy(min(order.remaining, terms.volume_left), terms.rule)
    if by_volume == 0:
        return 0, EndReason.NO_VOLUME
    quantity = largest_buy(min(by_volume, terms.cash_mills // price), terms.rule)
    while quantity and quantity * price + cost_of(quantity * price) > terms.cash_mills:
        over = quantity * price + cost_of(quantity * price) - terms.cash_mills
        quantity = largest_buy(quantity - max(1, over // price), terms.rule)
    if quantity == order.remaining:
        return quantity, None
    return quantity, EndReason.CASH_SHORT if quantity < by_volume else EndReason.NO_VOLUME


def _sell_size(order: Order, price: int, terms: DayTerms, cost_of: Callable[[int], int]) -> tuple[int, EndReason | None]:
    """All that is sellable when the volume takes it, otherwise whole lots; nothing when the cash cannot bear the fees."""
    want = min(order.remaining, terms.sellable)
    if want == 0:
        return 0, EndReason.NOTHING_SELLABLE
    lot = terms.rule.buy_lot
    quantity = want if want <= terms.volume_left else terms.volume_left // lot * lot
    if quantity and terms.cash_mills + quantity * price < cost_of(quantity * price):
        return 0, EndReason.CASH_SHORT
    if quantity == order.remaining:
        return quantity, None
    return quantity, EndReason.NOTHING_SELLABLE if quantity == want else EndReason.NO_VOLUME
