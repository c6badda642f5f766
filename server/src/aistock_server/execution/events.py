"""What can happen to an account: one frozen value per kind of journal entry, named and shaped as in the contract."""

from dataclasses import dataclass
from datetime import date

from aistock_server.execution.model import BrokerFees, EndReason, Kind, OrderType, Side, TimeInForce, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened:
    """The account came to be."""

    kind: Kind
    env: str
    snapshot_id: str | None
    start_date: date | None
    fees: BrokerFees
    max_volume_fraction: float
    synthetic: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMoved:
    """Cash came in or went out from outside."""

    amount_mills: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPolicyChanged:
    """Another risk policy applies."""

    policy_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KillSwitchThrown:
    """Nothing is sent from here on."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KillSwitchReleased:
    """Orders may pass again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecorded:
    """A rebalance decided what it wants."""

    plan_id: str
    signal_date: date
    signals_hash: str
    signal_count: int
    order_count: int
    instance_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSubmitted:
    """An order was wanted; nothing was sent yet."""

    client_order_id: str
    instrument: str
    side: Side
    type: OrderType
    time_in_force: TimeInForce
    price_mills: int | None
    quantity: int
    reference_price_mills: int
    reserved_mills: int
    plan_id: str | None
    instance_id: str | None
    target_weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDenied:
    """The risk gate said no."""

    client_order_id: str
    instrument: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAccepted:
    """The venue took the order."""

    client_order_id: str
    venue_order_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRejected:
    """The venue refused the order."""

    client_order_id: str
    reason: EndReason
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFailed:
    """A fault kept the order from the venue."""

    client_order_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOutcomeUnknown:
    """The order was sent and no answer came."""

    client_order_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilled:
    """Some or all of an order was executed."""

    client_order_id: str
    fill_id: str
    instrument: str
    side: Side
    quantity: int
    price_mills: int
    commission_mills: int
    stamp_duty_mills: int
    transfer_fee_mills: int
    reference_price_mills: int

    @property
    def value_mills(self) -> int:
        """Quantity times price, in mills."""
        return self.quantity * self.price_mills

    @property
    def cost_mills(self) -> int:
        """All fees of the fill, in mills."""
        return self.commission_mills + self.stamp_duty_mills + self.transfer_fee_mills


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled:
    """What was left of an order was withdrawn."""

    client_order_id: str
    reason: EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExpired:
    """What was left of an order ended with its time."""

    client_order_id: str
    reason: EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A trading day began."""

    session_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementBooked:
    """A dividend, split or rights issue was booked in cash at its worth."""

    instrument: str
    quantity: int
    previous_close_mills: int
    reference_price_mills: int
    cash_mills: int
    value_equivalent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMark:
    """Close of one held security, in mills."""

    instrument: str
    close_mills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySettled:
    """A trading day ended and the account was valued, in mills."""

    marks: tuple[CloseMark, ...]
    cash_mills: int
    market_value_mills: int
    nav_mills: int
    bought_mills: int
    sold_mills: int
    cost_mills: int
    entitlement_mills: int


Entry = (
    AccountOpened
    | CashMoved
    | RiskPolicyChanged
    | KillSwitchThrown
    | KillSwitchReleased
    | PlanRecorded
    | OrderSubmitted
    | OrderDenied
    | OrderAccepted
    | OrderRejected
    | OrderFailed
    | OrderOutcomeUnknown
    | OrderFilled
    | OrderCancelled
    | OrderExpired
    | DayOpened
    | EntitlementBooked
    | DaySettled
)

KINDS: dict[type[Entry], str] = {
    AccountOpened: "account_opened",
    CashMoved: "cash_moved",
    RiskPolicyChanged: "risk_policy_changed",
    KillSwitchThrown: "kill_switch_thrown",
    KillSwitchReleased: "kill_switch_released",
    PlanRecorded: "plan_recorded",
    OrderSubmitted: "order_submitted",
    OrderDenied: "order_denied",
    OrderAccepted: "order_accepted",
    OrderRejected: "order_rejected",
    OrderFailed: "order_failed",
    OrderOutcomeUnknown: "order_unknown",
    OrderFilled: "order_filled",
    OrderCancelled: "order_cancelled",
    OrderExpired: "order_expired",
    DayOpened: "day_opened",
    EntitlementBooked: "entitlement_booked",
    DaySettled: "day_settled",
}
OF_KIND: dict[str, type[Entry]] = {kind: entry for entry, kind in KINDS.items()}
