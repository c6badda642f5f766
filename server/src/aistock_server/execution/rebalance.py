"""Signals to orders in one line: scores, target weights, lot-rounded wishes, orders with ids that follow from the plan."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aistock.contract.documents import dump
from aistock.execution.v1 import models
from aistock_server.execution.codec import canonical
from aistock_server.execution.dispatch import Dispatch, fee_estimate, sellable_next
from aistock_server.execution.events import OrderSubmitted
from aistock_server.execution.market_view import MarketView, checked_share
from aistock_server.execution.methods import target_views, targets_of
from aistock_server.execution.model import Book, OrderType, TimeInForce
from aistock_server.execution.orders import Goal, Purse, Wish, wishes
from aistock_server.execution.ports import Plan
from aistock_server.kernel.errors import Invalid

#: Namespace of client order ids that follow from a plan.
_ORDER_IDS = uuid.UUID("6f2c8f1e-6a55-5b43-9d0c-0a9e6f2b7a11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a rebalance would do: the plan to keep, its weights, and its orders, sells before buys."""

    plan: Plan
    weights: tuple[models.TargetWeight, ...]
    orders: tuple[OrderSubmitted, ...]


def scores_of(signals: Sequence[models.Signal]) -> dict[str, float]:
    """Scores by security; Invalid when one stands twice or is no share."""
    scores = {checked_share(signal.instrument, "signals"): signal.score for signal in signals}
    if len(scores) != len(signals):
        codes = [signal.instrument for signal in signals]
        again = next(code for place, code in enumerate(codes) if code in codes[:place])
        raise Invalid("INVALID_FIELD", f"signals name {again} twice; send one signal a security", field="signals", value=again)
    return scores


def plan_of(
    account_id: str, method: models.PortfolioMethod, scores: Mapping[str, float], *, signal_date: date, instance_id: str | None
) -> Plan:
    """The plan's identity: equal signals and an equal method for an equal account and date give an equal id."""
    signals_hash = _hash(dict(scores))
    method_hash = _hash(dump(method))
    identity = [account_id, signal_date.isoformat(), signals_hash, method_hash, instance_id]
    return Plan(
        plan_id=_hash(identity)[:32],
        account_id=account_id,
        instance_id=instance_id,
        signal_date=signal_date,
        signals_hash=signals_hash,
        method_hash=method_hash,
        targets="[]",
    )


def propose(
    plan: Plan, book: Book, method: models.PortfolioMethod, scores: Mapping[str, float], *, market: MarketView, dispatch: Dispatch
) -> Proposal:
    """Weights and orders that the account would send now."""
    targets = targets_of(method, scores, book)
    weights = tuple(target_views(targets, scores))
    goals = [Goal(instrument=target.instrument, weight=target.weight, keep=target.keep) for target in targets]
    orders = (_order(plan, wish) for wish in wanted(goals, book, market))
    kept = canonical([dump(weight) for weight in weights])
    return Proposal(
        plan=Plan(
            plan_id=plan.plan_id,
            account_id=plan.account_id,
            instance_id=plan.instance_id,
            signal_date=plan.signal_date,
            signals_hash=plan.signals_hash,
            method_hash=plan.method_hash,
            targets=kept,
        ),
        weights=weights,
        orders=tuple(dispatch.reserve(book, order) for order in orders),
    )


def wanted(goals: Sequence[Goal], book: Book, market: MarketView) -> tuple[Wish, ...]:
    """Lot-rounded orders towards the goals, reckoned at the last closes the account knows."""
    prices = {code: bar.close_mills for code, bar in market.last_bars(book).items()}
    purse = Purse(
        nav_mills=book.nav_mills,
        cash_mills=book.cash_mills - book.reserved_mills,
        held={code: holding.quantity for code, holding in book.holdings.items()},
        sellable={code: sellable_next(book, code) for code in book.holdings},
    )
    return wishes(
        goals,
        purse,
        prices,
        rule_of=lambda code: market.next_rule(book, code, None).rule,
        cost_of=lambda side, value_mills: fee_estimate(book, side, value_mills),
    )


def _order(plan: Plan, wish: Wish) -> OrderSubmitted:
    return order_for(wish, f"{plan.plan_id}/{wish.instrument}/{wish.side}", plan_id=plan.plan_id, instance_id=plan.instance_id)


def order_for(wish: Wish, name: str, *, plan_id: str | None, instance_id: str | None) -> OrderSubmitted:
    """A day order at the next opening, whose id follows from its name."""
    return OrderSubmitted(
        client_order_id=str(uuid.uuid5(_ORDER_IDS, name)),
        instrument=wish.instrument,
        side=wish.side,
        type=OrderType.MARKET_OPEN,
        time_in_force=TimeInForce.DAY,
        price_mills=None,
        quantity=wish.quantity,
        reference_price_mills=wish.reference_price_mills,
        reserved_mills=0,
        plan_id=plan_id,
        instance_id=instance_id,
        target_weight=wish.weight,
    )


def _hash(plain: object) -> str:
    return hashlib.sha256(canonical(plain).encode()).hexdigest()
