"""A journal read as what feedback counts: settled days, fills, orders, and what stood in their way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from aistock.execution.v1.models import (
    AccountEvent,
    CashMoved,
    DaySettled,
    EntitlementBooked,
    KillSwitchThrown,
    OrderAccepted,
    OrderDenied,
    OrderEndReason,
    OrderExpired,
    OrderFilled,
    OrderRejected,
    OrderSide,
    OrderSubmitted,
)
from aistock.feedback.v1.models import LiveEvent, LiveEventType, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A settled day of an account."""

    on: date
    at: datetime
    nav_mills: int
    cash_mills: int
    traded_mills: int
    flow_mills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFill:
    """A fill, as far as feedback counts it."""

    on: date
    instrument: str
    buy: bool
    quantity: int
    price_mills: int
    cost_mills: int
    reference_price_mills: int

    @property
    def value_mills(self) -> int:
        """Traded value."""
        return self.quantity * self.price_mills


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What a journal says about a stretch of days."""

    opening_nav_mills: int = 0
    days: list[Day] = field(default_factory=list)
    fills: list[LedgerFill] = field(default_factory=list)
    ordered_quantity: int = 0
    order_count: int = 0
    reject_count: int = 0
    denied_count: int = 0
    events: list[LiveEvent] = field(default_factory=list)


_HINDERED = {
    OrderEndReason.SUSPENDED: (LiveEventType.SUSPENSION, "did not trade, so the order expired"),
    OrderEndReason.LIMIT_LOCKED: (LiveEventType.LIMIT_LOCKED, "stood at its price limit, so the order expired"),
}


def _live_event(event: AccountEvent, kind: LiveEventType, severity: Severity, instrument: str | None, text: str) -> LiveEvent:
    return LiveEvent(
        timestamp_utc=event.at_utc,
        trading_date=event.trading_date,
        type=kind,
        severity=severity,
        instrument=instrument,
        message=text[:500],
    )


def _noted(event: AccountEvent, orders: dict[str, OrderSubmitted]) -> LiveEvent | None:
    match event.entry:
        case OrderDenied() as denied:
            rule = denied.verdict.rule_id.value
            text = f"risk rule {rule} denied the order: {denied.verdict.value} against {denied.verdict.limit}"
            return _live_event(event, LiveEventType.RISK_LIMIT_HIT, Severity.WARNING, denied.instrument, text)
        case OrderRejected() as rejected:
            order = orders.get(rejected.client_order_id)
            code = order.instrument if order else None
            return _live_event(event, LiveEventType.ORDER_REJECTED, Severity.WARNING, code, rejected.message)
        case OrderExpired(reason=reason) as expired if reason in _HINDERED:
            kind, text = _HINDERED[reason]
            order = orders.get(expired.client_order_id)
            code = order.instrument if order else None
            return _live_event(event, kind, Severity.INFO, code, f"{code or 'the security'} {text}")
        case KillSwitchThrown() as thrown:
            return _live_event(event, LiveEventType.KILL_SWITCH, Severity.CRITICAL, None, f"halted: {thrown.reason}")
        case EntitlementBooked() as booked:
            text = f"entitlement of {booked.cash_mills} mills for {booked.quantity} shares, booked as cash of equal value"
            return _live_event(event, LiveEventType.ENTITLEMENT, Severity.INFO, booked.instrument, text)
    return None


def read(journal: Sequence[AccountEvent], first: date | None, last: date | None) -> Ledger:
    """What the journal says about the days from `first` to `last`; all of them where a bound is None."""
    ledger = Ledger()
    orders: dict[str, OrderSubmitted] = {}
    flow = nav = 0
    for event in journal:
        if last is not None and event.trading_date > last:
            break
        inside = first is None or event.trading_date >= first
        match event.entry:
            case CashMoved(amount_mills=amount):
                flow += amount
            case OrderSubmitted() as order:
                orders[order.client_order_id] = order
            case DaySettled() as settled:
                if inside:
                    traded = settled.bought_mills + settled.sold_mills
                    ledger.days.append(
                        Day(
                            on=event.trading_date,
                            at=event.at_utc,
                            nav_mills=settled.nav_mills,
                            cash_mills=settled.cash_mills,
                            traded_mills=traded,
                            flow_mills=flow if ledger.days else 0,
                        )
                    )
                    if len(ledger.days) == 1:
                        # Cash that came before the first counted day is what that day started from.
                        ledger.opening_nav_mills = nav + flow
                nav, flow = settled.nav_mills, 0
            case _:
                pass
        if inside:
            _count(ledger, event, orders)
    return ledger


def _count(ledger: Ledger, event: AccountEvent, orders: dict[str, OrderSubmitted]) -> None:
    match event.entry:
        case OrderAccepted(client_order_id=name):
            ledger.order_count += 1
            ledger.ordered_quantity += orders[name].quantity if name in orders else 0
        case OrderRejected():
            ledger.reject_count += 1
        case OrderDenied():
            ledger.denied_count += 1
        case OrderFilled() as fill:
            ledger.fills.append(
                LedgerFill(
                    on=event.trading_date,
                    instrument=fill.instrument,
                    buy=fill.side is OrderSide.BUY,
                    quantity=fill.quantity,
                    price_mills=fill.price_mills,
                    cost_mills=fill.commission_mills + fill.stamp_duty_mills + fill.transfer_fee_mills,
                    reference_price_mills=fill.reference_price_mills,
                )
            )
        case _:
            pass
    noted = _noted(event, orders)
    if noted is not None:
        ledger.events.append(noted)
