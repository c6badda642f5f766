"""Target weights to lot-rounded orders: sells before buys, and no buy that the cash could not pay at the last close."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from aistock.market.trading_rules import TradingRule, is_legal_sell, largest_buy
from aistock_server.execution.model import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Where a security should go: a weight of the account's value, or the quantity it has."""

    instrument: str
    weight: float
    keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What the account has for a rebalance: value and free cash in mills, shares held, and shares that may be sold."""

    nav_mills: int
    cash_mills: int
    held: Mapping[str, int]
    sellable: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An order to send: shares, the last close it was reckoned from, and the weight it moves towards."""

    instrument: str
    side: Side
    quantity: int
    reference_price_mills: int
    weight: float

    @property
    def value_mills(self) -> int:
        """Value at the reference price, in mills."""
        return self.quantity * self.reference_price_mills


CostOf = Callable[[Side, int], int]


def wishes(
    goals: Iterable[Goal], purse: Purse, prices: Mapping[str, int], *, rule_of: Callable[[str], TradingRule], cost_of: CostOf
) -> tuple[Wish, ...]:
    """Orders that move the account towards its goals; a security without a price gets none."""
    moving = [goal for goal in goals if not goal.keep and goal.instrument in prices]
    wanted = {goal.instrument: _shares(goal.weight, purse.nav_mills, prices[goal.instrument]) for goal in moving}
    sells, buys = [], []
    for goal in sorted(moving, key=lambda goal: (-goal.weight, goal.instrument)):
        code, change = goal.instrument, wanted[goal.instrument] - purse.held.get(goal.instrument, 0)
        if change < 0:
            quantity = _sell(-change, goal.weight == 0, purse.sellable.get(code, 0), rule_of(code))
            if quantity:
                sells.append(_wish(goal, Side.SELL, quantity, prices))
        elif quantity := largest_buy(change, rule_of(code)):
            buys.append(_wish(goal, Side.BUY, quantity, prices))
    cash = purse.cash_mills + sum(sell.value_mills - cost_of(Side.SELL, sell.value_mills) for sell in sells)
    sells.sort(key=lambda sell: sell.instrument)
    return (*sells, *_affordable(buys, cash, rule_of, cost_of))


def _shares(weight: float, nav_mills: int, price_mills: int) -> int:
    """Whole shares that a weight of the value buys at a price."""
    return int(Fraction(weight) * nav_mills / price_mills)


def _sell(quantity: int, everything: bool, sellable: int, rule: TradingRule) -> int:
    """The largest legal sale that is not above `quantity`; all that is sellable when nothing should be left."""
    if everything:
        quantity = sellable
    most = min(quantity, sellable, rule.max_order_quantity)
    if most > 0 and is_legal_sell(most, sellable, rule):
        return most
    whole = most // rule.buy_lot * rule.buy_lot
    return whole if whole and is_legal_sell(whole, sellable, rule) else 0


def _affordable(buys: Iterable[Wish], cash: int, rule_of: Callable[[str], TradingRule], cost_of: CostOf) -> list[Wish]:
    """The buys in turn, each cut to the lots that the cash left over pays for."""
    kept = []
    for buy in buys:
        quantity, price = buy.quantity, buy.reference_price_mills
        while quantity and quantity * price + cost_of(Side.BUY, quantity * price) > cash:
            over = quantity * price + cost_of(Side.BUY, quantity * price) - cash
            quantity = largest_buy(quantity - max(1, over // price), rule_of(buy.instrument))
        if quantity:
            cash -= quantity * price + cost_of(Side.BUY, quantity * price)
            kept.append(replace(buy, quantity=quantity))
    return kept


def _wish(goal: Goal, side: Side, quantity: int, prices: Mapping[str, int]) -> Wish:
    return Wish(
        instrument=goal.instrument,
        side=side,
        quantity=quantity,
        reference_price_mills=prices[goal.instrument],
        weight=goal.weight,
    )
