"""Values of the execution part of the contract, version 1; derived from proto/aistock/execution/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr
from typing_extensions import TypeAliasType

from aistock.contract.model import ContractModel
from aistock.contract.types import HexId, InstrumentCode, IsoDate, Sha256, Slug, UniqueItems, UtcInstant, UuidText
from aistock.contract.v1.models import Env


class AccountKind(StrEnum):
    """What stands behind an account."""

    PAPER = "paper"
    """Matched here, against the bars of one dataset snapshot, under the exchange's rules."""
    LIVE = "live"
    """A broker's account behind a gateway that has been armed."""


class AccountState(StrEnum):
    """Whether an account may trade."""

    ACTIVE = "active"
    """Orders pass the risk gate as its policy says."""
    HALTED = "halted"
    """The kill switch is on: every order is denied until Resume."""


class DifferenceKind(StrEnum):
    """What Reconcile found."""

    CHAIN_BROKEN = "chain_broken"
    """An event's hash does not follow from its content and the event before: the journal was edited."""
    GAP = "gap"
    """A sequence number is missing."""
    UNLAWFUL = "unlawful"
    """An event cannot follow the state before it."""
    VIEW_DIFFERS = "view_differs"
    """A stored account, order, fill or value differs from what the journal gives."""


class OrderSide(StrEnum):
    """Which way an order trades."""

    BUY = "buy"
    """Buy shares with cash."""
    SELL = "sell"
    """Sell shares that are held."""


class OrderType(StrEnum):
    """At which price an order trades."""

    LIMIT = "limit"
    """At price_mills or better."""
    MARKET_OPEN = "market_open"
    """At the opening price of the session, whatever it is."""


class TimeInForce(StrEnum):
    """How long an order stands."""

    DAY = "day"
    """For the first session after it was accepted; what is left expires at that session's close."""
    GOOD_TILL_CANCELLED = "good_till_cancelled"
    """Until it is filled or cancelled; a session in which the security does not trade leaves it standing."""


class OrderState(StrEnum):
    """Where an order stands. Denied (by our risk gate), rejected (by the venue), failed (by a fault) and unknown (no answer) are four different things."""

    SUBMITTED = "submitted"
    """Journaled; not yet handed to the gateway."""
    ACCEPTED = "accepted"
    """The venue has it."""
    PARTLY_FILLED = "partly_filled"
    """Some of it filled and the rest still stands."""
    FILLED = "filled"
    """All of it filled; final."""
    CANCELLED = "cancelled"
    """Withdrawn before all of it filled; final."""
    EXPIRED = "expired"
    """Its time ran out before all of it filled; final."""
    DENIED = "denied"
    """Our own risk gate said no; it never left; final."""
    REJECTED = "rejected"
    """The venue said no; final."""
    FAILED = "failed"
    """A fault stopped it before it reached the venue; it was not executed; final."""
    UNKNOWN = "unknown"
    """It was sent and no answer came; it may be live and is never sent again until that is settled."""


class OrderEndReason(StrEnum):
    """Why an order ended without being filled whole, beyond its state."""

    DAY_ENDED = "day_ended"
    """The session ended with the order standing."""
    SUSPENDED = "suspended"
    """The security did not trade on the day."""
    LIMIT_LOCKED = "limit_locked"
    """The day had one price, and it stood at a limit; neither side fills on such a day."""
    PRICE_NOT_REACHED = "price_not_reached"
    """The day's prices never reached the limit price."""
    NO_VOLUME = "no_volume"
    """The day's volume left nothing for the order."""
    CASH_SHORT = "cash_short"
    """The cash did not pay for one more lot at the opening price."""
    NOTHING_SELLABLE = "nothing_sellable"
    """No share was sellable under T+1."""
    PRICE_OUTSIDE_LIMITS = "price_outside_limits"
    """The limit price lies outside the day's price limits."""
    QUANTITY_RULE = "quantity_rule"
    """The quantity breaks the board's lot or size rule."""
    BY_REQUEST = "by_request"
    """The caller cancelled it."""
    KILL_SWITCH = "kill_switch"
    """Halt cancelled it."""
    GATEWAY_FAULT = "gateway_fault"
    """The gateway could not send it."""
    NO_ANSWER = "no_answer"
    """The gateway sent it and got no answer."""


class RiskRule(StrEnum):
    """A rule of the risk gate. Each rule is applied to every order, in this order."""

    KILL_SWITCH = "kill_switch"
    """The kill switch is on."""
    BLACKLIST = "blacklist"
    """The policy forbids the security; selling what is held stays allowed."""
    SUSPENDED = "suspended"
    """The security had no bar on the account's last day."""
    LOTS = "lots"
    """The quantity breaks the board's lot or size rule."""
    LIMITS = "limits"
    """The limit price is off the tick or outside the price limits reckoned from the last close."""
    T_PLUS_ONE = "t_plus_one"
    """More shares are to be sold than are sellable."""
    ORDER_SIZE = "order_size"
    """The order's value exceeds the policy's largest order."""
    CASH = "cash"
    """The cash, with what pending sells should bring, does not pay for the order."""
    POSITION_CAP = "position_cap"
    """The position would exceed its share of the account."""
    POSITION_COUNT = "position_count"
    """The account would hold too many securities."""
    TURNOVER = "turnover"
    """The day's orders would exceed the policy's turnover."""


class InstanceState(StrEnum):
    """Where a strategy instance stands."""

    CREATED = "created"
    """Made, not started."""
    RUNNING = "running"
    """Rebalance serves it."""
    STOPPED = "stopped"
    """Stopped for good; final."""


class RebalanceSchedule(StrEnum):
    """When an instance expects signals."""

    DAILY = "daily"
    """After every trading day."""
    WEEKLY = "weekly"
    """After the last trading day of each week."""
    MONTHLY = "monthly"
    """After the last trading day of each month."""
    ON_DEMAND = "on_demand"
    """Whenever signals come."""


class FeePolicy(ContractModel):
    """What the broker charges. Stamp duty and transfer fee are not here: they follow the trading date by law."""

    commission_rate: Annotated[StrictFloat, Field(ge=0.0, le=0.003)]
    """Commission as a fraction of the traded value, both sides; the law caps it at 0.003."""
    min_commission_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Least commission of an order that filled at all, in mills; 5000 is the usual 5 CNY, 0 waives it."""


class Account(ContractModel):
    """An account as its journal leaves it after its last event. The server computes every number."""

    account_id: Slug
    """Name of the account."""
    kind: AccountKind
    """What stands behind it."""
    env: Env
    """Which money it moves; an account of kind paper is preview or paper for its whole life."""
    state: AccountState
    """Whether it may trade."""
    halt_reason: Annotated[StrictStr | None, Field(max_length=500, min_length=1)] = None
    """Why the kill switch was thrown; null while the account is active."""
    snapshot_id: Sha256 | None = None
    """Dataset snapshot whose bars a paper account trades on, for ever; null for a live account."""
    start_date: IsoDate | None = None
    """First day on which it may trade; null for a live account."""
    clock_date: IsoDate | None = None
    """Last trading day that was settled; null before the first."""
    initial_cash_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Cash it was opened with, in mills."""
    cash_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Cash, in mills, frozen cash included."""
    frozen_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Cash that open buy orders have reserved, in mills."""
    available_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Cash that no order has reserved, in mills, never below zero."""
    market_value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value of all positions at their last close, in mills."""
    nav_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """cash_mills + market_value_mills."""
    position_count: Annotated[StrictInt, Field(ge=0, le=100000)]
    """Securities held."""
    open_order_count: Annotated[StrictInt, Field(ge=0, le=1000000)]
    """Orders that may still fill."""
    fees: FeePolicy
    """What the broker charges."""
    max_volume_fraction: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Largest share of a day's traded volume in one security that the account may take, as a fraction."""
    last_seq: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Sequence number of the journal's last event."""
    journal_hash: Sha256
    """Hash of the journal's last event; equal hashes mean equal journals."""
    synthetic: StrictBool | None = None
    """The market it trades on is not real; absence means it is."""


class Position(ContractModel):
    """Shares of one security that an account holds."""

    instrument: InstrumentCode
    """Security held."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares held."""
    sellable_quantity: Annotated[StrictInt, Field(ge=0, le=1000000000000)]
    """Shares that were not bought on the account's current day and that no open order has frozen."""
    frozen_quantity: Annotated[StrictInt, Field(ge=0, le=1000000000000)]
    """Shares that open sell orders have reserved."""
    average_cost_mills: StrictFloat
    """Mean price paid for a share with buying fees, in mills, less value-equivalent entitlements; a double, because it is a mean."""
    last_price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Last close, or the price of the last fill of the day that is not settled yet, in mills."""
    market_value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """quantity * last_price_mills."""


class NavPoint(ContractModel):
    """Value of an account at the close of one trading day."""

    trading_date: IsoDate
    """The day."""
    cash_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Cash after the day, in mills."""
    market_value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value of the positions at the day's close, in mills; a security without a bar keeps its last close."""
    nav_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """cash_mills + market_value_mills."""
    bought_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value bought on the day, in mills, without fees."""
    sold_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value sold on the day, in mills, without fees."""
    cost_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Commission, stamp duty and transfer fee of the day, in mills."""
    entitlement_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Value-equivalent entitlements booked on the day, in mills."""
    position_count: Annotated[StrictInt, Field(ge=0, le=100000)]
    """Securities held after the day."""


class AccountOpened(ContractModel):
    """The account came to be."""

    event: Literal["account_opened"] = "account_opened"
    """Names the variant."""
    kind: AccountKind
    """What stands behind it."""
    env: Env
    """Which money it moves."""
    snapshot_id: Sha256 | None = None
    """Snapshot a paper account trades on; null for a live account."""
    start_date: IsoDate | None = None
    """First day it may trade; null for a live account."""
    fees: FeePolicy
    """What the broker charges."""
    max_volume_fraction: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Largest share of a day's volume it may take."""
    synthetic: StrictBool | None = None
    """The market is not real; absence means it is."""


class CashMoved(ContractModel):
    """Cash came in or went out from outside."""

    event: Literal["cash_moved"] = "cash_moved"
    """Names the variant."""
    amount_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Amount in mills; positive comes in."""
    note: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    """Why."""


class RiskPolicyChanged(ContractModel):
    """Another risk policy applies from here on."""

    event: Literal["risk_policy_changed"] = "risk_policy_changed"
    """Names the variant."""
    policy_hash: Sha256
    """Content hash of the policy."""


class KillSwitchThrown(ContractModel):
    """The kill switch was thrown: nothing is sent until it is released."""

    event: Literal["kill_switch_thrown"] = "kill_switch_thrown"
    """Names the variant."""
    reason: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Why."""


class KillSwitchReleased(ContractModel):
    """The kill switch was released."""

    event: Literal["kill_switch_released"] = "kill_switch_released"
    """Names the variant."""
    reason: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Why."""


class PlanRecorded(ContractModel):
    """A rebalance decided what it wants."""

    event: Literal["plan_recorded"] = "plan_recorded"
    """Names the variant."""
    plan_id: HexId
    """Id of the plan; equal signals on an equal account give an equal id."""
    signal_date: IsoDate
    """Day whose close the signals know."""
    signals_hash: Sha256
    """Hash of the signals, sorted by security."""
    signal_count: Annotated[StrictInt, Field(ge=0, le=100000)]
    """Signals."""
    order_count: Annotated[StrictInt, Field(ge=0, le=100000)]
    """Orders the plan wants."""
    instance_id: Slug | None = None
    """Instance it was made for; null when the account was rebalanced by hand."""


class OrderSubmitted(ContractModel):
    """An order was wanted. It is journaled before anything is sent."""

    event: Literal["order_submitted"] = "order_submitted"
    """Names the variant."""
    client_order_id: UuidText
    """Caller's id."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    type: OrderType
    """At which price."""
    time_in_force: TimeInForce
    """How long it stands."""
    price_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Limit price in mills; null for market_open."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares."""
    reference_price_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Last close, in mills; 0 when none was known."""
    reserved_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Cash the order reserves while it stands, in mills; 0 for a sell."""
    plan_id: HexId | None = None
    """Rebalance that wanted it; null for an order sent by hand."""
    instance_id: Slug | None = None
    """Strategy instance; null for an order sent by hand."""
    target_weight: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Weight it moves towards; null for an order sent by hand."""


class OrderAccepted(ContractModel):
    """The venue took the order."""

    event: Literal["order_accepted"] = "order_accepted"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    venue_order_id: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Venue's id; null when it has none."""


class OrderRejected(ContractModel):
    """The venue refused the order."""

    event: Literal["order_rejected"] = "order_rejected"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    reason: OrderEndReason
    """Why."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """What the venue said, with the value."""


class OrderFailed(ContractModel):
    """A fault kept the order from the venue; it was not executed."""

    event: Literal["order_failed"] = "order_failed"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """What went wrong."""


class OrderOutcomeUnknown(ContractModel):
    """The order was sent and no answer came; it may be live."""

    event: Literal["order_unknown"] = "order_unknown"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """What is known."""


class OrderFilled(ContractModel):
    """Some or all of an order was executed."""

    event: Literal["order_filled"] = "order_filled"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    fill_id: Slug
    """Id of the fill, unique in the account."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares."""
    price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Price in mills."""
    commission_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Commission in mills."""
    stamp_duty_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Stamp duty in mills."""
    transfer_fee_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Transfer fee in mills."""
    reference_price_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Last close when the order was decided, in mills; 0 when none was known."""


class OrderCancelled(ContractModel):
    """What was left of an order was withdrawn."""

    event: Literal["order_cancelled"] = "order_cancelled"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    reason: OrderEndReason
    """Why."""


class OrderExpired(ContractModel):
    """What was left of an order ended with its time."""

    event: Literal["order_expired"] = "order_expired"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    reason: OrderEndReason
    """Why it did not fill whole."""


class DayOpened(ContractModel):
    """A trading day began; shares bought before it are sellable from here on."""

    event: Literal["day_opened"] = "day_opened"
    """Names the variant."""
    session_number: Annotated[StrictInt, Field(ge=1, le=100000)]
    """Trading days of the account so far, this one included."""


class EntitlementBooked(ContractModel):
    """The day's reference price differs from the last close: a dividend, split or rights issue. Its worth is booked in cash, so that the value has no gap; it is the equivalent in value, not the payment itself."""

    event: Literal["entitlement_booked"] = "entitlement_booked"
    """Names the variant."""
    instrument: InstrumentCode
    """Security."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares held when the day began."""
    previous_close_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Last close, in mills."""
    reference_price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """The day's reference price (pre_close), in mills."""
    cash_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """quantity * (previous_close_mills - reference_price_mills)."""
    value_equivalent: StrictBool
    """Always true: cash stands in for shares and rights as well."""


class CloseMark(ContractModel):
    """Close of one held security."""

    instrument: InstrumentCode
    """Security."""
    close_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Close of the day, in mills; the last close when the security did not trade."""


class DaySettled(ContractModel):
    """A trading day ended and the account was valued."""

    event: Literal["day_settled"] = "day_settled"
    """Names the variant."""
    marks: Annotated[list[CloseMark], Field(max_length=100000, validate_default=True)] = []
    """Closes of what is held, by security."""
    cash_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Cash, in mills."""
    market_value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value of the positions, in mills."""
    nav_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """cash_mills + market_value_mills."""
    bought_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value bought on the day, in mills, without fees."""
    sold_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value sold on the day, in mills, without fees."""
    cost_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Commission, stamp duty and transfer fee of the day, in mills."""
    entitlement_mills: Annotated[StrictInt, Field(ge=-9007199254740991, le=9007199254740991)]
    """Value-equivalent entitlements of the day, in mills."""


class LedgerDifference(ContractModel):
    """One difference between the journal and what is stored."""

    kind: DifferenceKind
    """What kind."""
    seq: Annotated[StrictInt | None, Field(ge=0, le=9007199254740991)] = None
    """Event concerned; null when it is not about one event."""
    subject: Annotated[StrictStr, Field(max_length=256, min_length=1)]
    """What differs, such as account, order <id>, nav 2025-01-06."""
    expected: Annotated[StrictStr, Field(max_length=500, min_length=0)]
    """What the journal gives."""
    found: Annotated[StrictStr, Field(max_length=500, min_length=0)]
    """What is stored."""


class OpenAccountRequest(ContractModel):
    """Asks for an account."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Name of the account; unique."""
    kind: AccountKind
    """What stands behind it."""
    env: Env
    """Which money it moves."""
    snapshot_id: Sha256 | None = None
    """Snapshot to trade on; required for paper, absent for live."""
    start_date: IsoDate | None = None
    """First day it may trade, or the first trading day after it; required for paper, absent for live."""
    initial_cash_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Cash to begin with, in mills."""
    fees: FeePolicy | None = None
    """What the broker charges; absence means 0.00025 and 5000 mills at least."""
    max_volume_fraction: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Largest share of a day's volume in one security it may take; absence means 0.1."""
    synthetic: StrictBool | None = None
    """The market is not real; absence means it is."""


class OpenAccountResponse(ContractModel):
    """The account."""

    account: Account
    """As opened."""


class GetAccountRequest(ContractModel):
    """Asks for one account."""

    account_id: Slug
    """Which."""


class GetAccountResponse(ContractModel):
    """The account."""

    account: Account
    """As of now."""


class ListAccountsRequest(ContractModel):
    """Asks for accounts."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most accounts in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class ListAccountsResponse(ContractModel):
    """Accounts by account_id."""

    accounts: Annotated[list[Account], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class ListPositionsRequest(ContractModel):
    """Asks what an account holds."""

    account_id: Slug
    """Which account."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most positions in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class ListPositionsResponse(ContractModel):
    """Positions by security."""

    positions: Annotated[list[Position], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""
    as_of_seq: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Journal event after which they stand so."""


class ListFillsRequest(ContractModel):
    """Asks for executions."""

    account_id: Slug
    """Which account."""
    start_date: IsoDate | None = None
    """First trading day; absence means from the beginning."""
    end_date: IsoDate | None = None
    """Last trading day, included; absence means to the end."""
    instrument: InstrumentCode | None = None
    """Only this security; absence means all."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most fills in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class ListNavRequest(ContractModel):
    """Asks for daily values."""

    account_id: Slug
    """Which account."""
    start_date: IsoDate | None = None
    """First trading day; absence means from the beginning."""
    end_date: IsoDate | None = None
    """Last trading day, included; absence means to the end."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most points in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class ListNavResponse(ContractModel):
    """Values by day."""

    points: Annotated[list[NavPoint], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class ReconcileRequest(ContractModel):
    """Asks whether the books are right."""

    account_id: Slug
    """Which account."""


class ReconcileResponse(ContractModel):
    """What folding the journal afresh showed."""

    consistent: StrictBool
    """Nothing differs."""
    differences: Annotated[list[LedgerDifference], Field(max_length=1000, validate_default=True)] = []
    """What differs; at most the first 1000."""
    event_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Events folded."""
    journal_hash: Sha256 | None = None
    """Hash of the last event as computed; null when the chain is broken."""
    account: Account
    """The account as the journal gives it."""


class AdvanceAccountRequest(ContractModel):
    """Moves a paper account's clock."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Which account."""
    to_date: IsoDate | None = None
    """Settle every trading day up to this date, included; a date already settled moves nothing."""
    days: Annotated[StrictInt | None, Field(ge=1, le=1000)] = None
    """Settle this many trading days."""


class AdvanceAccountResponse(ContractModel):
    """What the days brought."""

    account: Account
    """After the last day."""
    points: Annotated[list[NavPoint], Field(max_length=1000, validate_default=True)] = []
    """Value after each day that was settled by this call."""
    first_seq: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """First event this call journaled; last_seq + 1 when it journaled none."""
    last_seq: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Last event of the journal."""
    fill_count: Annotated[StrictInt, Field(ge=0, le=10000000)]
    """Fills of this call."""


class StartInstanceRequest(ContractModel):
    """Starts an instance."""

    request_id: UuidText
    """Id of the request."""
    instance_id: Slug
    """Which."""


class StopInstanceRequest(ContractModel):
    """Stops an instance."""

    request_id: UuidText
    """Id of the request."""
    instance_id: Slug
    """Which."""


class GetInstanceRequest(ContractModel):
    """Asks for one instance."""

    instance_id: Slug
    """Which."""


class ListInstancesRequest(ContractModel):
    """Asks for instances."""

    account_id: Slug | None = None
    """Only those on this account; absence means all."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most instances in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class Fill(ContractModel):
    """One execution of an order."""

    account_id: Slug
    """Account."""
    fill_id: Slug
    """Id of the fill, unique in the account."""
    client_order_id: UuidText
    """Order that filled."""
    trading_date: IsoDate
    """Day on which it filled."""
    at_utc: UtcInstant
    """When it filled; for a paper account, the session's opening or the moment the limit was passed, as the account's clock has it."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares."""
    price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Price of one share in mills, inside the day's low and high."""
    value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """quantity * price_mills."""
    commission_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Broker's commission in mills, a multiple of 10."""
    stamp_duty_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Stamp duty in mills, a multiple of 10; sells only."""
    transfer_fee_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Transfer fee in mills, a multiple of 10."""
    reference_price_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Last close when the order was decided, in mills; 0 when none was known."""
    seq: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Sequence number of its event."""


class ChainLink(ContractModel):
    """One step of an order's chain, from the order back to what caused it."""

    name: Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]
    """Step: order, risk, plan, target_weight, signal, instance, strategy_config, factor_set, model, experiment, snapshot."""
    id: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Id or hash of the thing at this step; null when the step is missing."""
    found: StrictBool
    """The step is known to this server or was given to it."""


class SubmitOrderRequest(ContractModel):
    """An order."""

    client_order_id: UuidText
    """Caller's id of the order; the same id with the same body gives the same order, with another body it is refused."""
    account_id: Slug
    """Account to trade."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    type: OrderType
    """At which price."""
    time_in_force: TimeInForce | None = None
    """How long it stands; absence means day."""
    price_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Limit price in mills; required for limit, absent for market_open."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares."""


class CancelOrderRequest(ContractModel):
    """Withdraws an order."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Account."""
    client_order_id: UuidText
    """Order."""


class GetOrderRequest(ContractModel):
    """Asks for one order."""

    account_id: Slug
    """Account."""
    client_order_id: UuidText
    """Order."""


class ListOrdersRequest(ContractModel):
    """Asks for orders."""

    account_id: Slug
    """Account."""
    states: Annotated[list[OrderState], Field(max_length=16)] = []
    """Only these states; empty means all."""
    instrument: InstrumentCode | None = None
    """Only this security; absence means all."""
    plan_id: HexId | None = None
    """Only those of this rebalance; absence means all."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most orders in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class WatchEventsRequest(ContractModel):
    """Asks for an account's journal."""

    account_id: Slug
    """Account."""
    cursor: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Cursor of the last event seen; absence means from the first event."""
    stop_at_end: StrictBool | None = None
    """End the stream at the journal's present end; absence means keep watching."""


class ExplainOrderRequest(ContractModel):
    """Asks why an order exists."""

    account_id: Slug
    """Account."""
    client_order_id: UuidText
    """Order."""


class Signal(ContractModel):
    """What a strategy thinks of one security on one day."""

    instrument: InstrumentCode
    """Security."""
    score: StrictFloat
    """Higher is better; only the order matters, except for score-weighted portfolios."""


class TopkDropoutPortfolio(ContractModel):
    """Hold top_k names and replace at most the n_drop worst of them each time, as Qlib's TopkDropoutStrategy does; kept names keep their quantity."""

    kind: Literal["topk_dropout"] = "topk_dropout"
    """Names the variant."""
    top_k: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Names to hold."""
    n_drop: Annotated[StrictInt, Field(ge=0, le=1000)]
    """Names to replace at most."""
    exposure: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Share of the cash at hand that buying may use (Qlib's risk_degree, there 0.95)."""
    max_weight: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Largest weight of one name; null means no cap."""


class EqualWeightPortfolio(ContractModel):
    """Hold the top_k best names in equal weights."""

    kind: Literal["equal_weight"] = "equal_weight"
    """Names the variant."""
    top_k: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Names to hold."""
    exposure: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Sum of the weights."""
    max_weight: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Largest weight of one name; null means no cap."""


class ScoreWeightPortfolio(ContractModel):
    """Hold the top_k best names in proportion to how far their score lies above that of the best name left out."""

    kind: Literal["score_weight"] = "score_weight"
    """Names the variant."""
    top_k: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Names to hold."""
    exposure: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Sum of the weights."""
    max_weight: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Largest weight of one name, the excess going to the others; null means no cap."""


PortfolioMethod = TypeAliasType(
    "PortfolioMethod",
    Annotated[
        TopkDropoutPortfolio | EqualWeightPortfolio | ScoreWeightPortfolio, Field(discriminator="kind", title="PortfolioMethod")
    ],
)


"""How signals become weights."""


class TargetWeight(ContractModel):
    """Share of the account's value that one security should have."""

    instrument: InstrumentCode
    """Security."""
    weight: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Target value over the account's value; 0 means sell all of it."""
    keep: StrictBool | None = None
    """The quantity held now is kept whatever the weight says; absence means it is not."""
    score: StrictFloat | None = None
    """Its score; null when no signal came for it."""
    rank: Annotated[StrictInt | None, Field(ge=1, le=100000)] = None
    """Its place among the signals, 1 being the best; null when no signal came for it."""


class BuildPortfolioRequest(ContractModel):
    """Signals and a method."""

    account_id: Slug
    """Account whose holdings count."""
    instance_id: Slug | None = None
    """Instance whose method is used; absence means that method is given."""
    method: PortfolioMethod | None = None
    """How signals become weights; absence means the instance's."""
    signals: Annotated[list[Signal], Field(max_length=100000, validate_default=True)] = []
    """One a security."""


class BuildPortfolioResponse(ContractModel):
    """Weights."""

    weights: Annotated[list[TargetWeight], Field(max_length=100000, validate_default=True)] = []
    """Weights by security, held securities that are to be sold included with weight 0."""
    exposure: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Sum of the weights."""
    cash_fraction: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """1 - exposure."""


class PreviewOrdersRequest(ContractModel):
    """Signals to preview."""

    account_id: Slug
    """Account."""
    instance_id: Slug | None = None
    """Instance whose method is used; absence means that method is given."""
    method: PortfolioMethod | None = None
    """How signals become weights; absence means the instance's."""
    signal_date: IsoDate
    """Day whose close the signals know."""
    signals: Annotated[list[Signal], Field(max_length=100000, validate_default=True)] = []
    """One a security."""
    max_signal_age_days: Annotated[StrictInt | None, Field(ge=0, le=20)] = None
    """Trading days that signals may be older than the account's clock; absence means 0."""


class RebalanceRequest(ContractModel):
    """Signals to trade."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Account."""
    instance_id: Slug | None = None
    """Running instance to trade for; absence means that method is given."""
    method: PortfolioMethod | None = None
    """How signals become weights; absence means the instance's."""
    signal_date: IsoDate
    """Day whose close the signals know; the orders trade in the next session."""
    signals: Annotated[list[Signal], Field(max_length=100000, validate_default=True)] = []
    """One a security."""
    max_signal_age_days: Annotated[StrictInt | None, Field(ge=0, le=20)] = None
    """Trading days that signals may be older than the account's clock; absence means 0."""


class FlattenRequest(ContractModel):
    """Sells everything."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Account."""


class RiskPolicy(ContractModel):
    """Limits of one account. Only what is set limits; null means no limit of that kind."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the policy was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Who wrote it."""
    max_position_fraction: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Largest value of one position over the account's value."""
    max_positions: Annotated[StrictInt | None, Field(ge=1, le=10000)] = None
    """Most securities held at once."""
    max_order_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Largest value of one order, in mills."""
    min_cash_fraction: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Least share of the account's value to keep in cash when buying."""
    max_turnover: Annotated[StrictFloat | None, Field(ge=0.0, le=2.0)] = None
    """Largest value of one day's orders, both sides, over the account's value."""
    blacklist: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Securities that must not be bought."""


class RiskVerdict(ContractModel):
    """What the gate found wrong with an order: the rule, the value, the limit, and what to do."""

    rule_id: RiskRule
    """Rule that denied."""
    value: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    """The value that broke the rule, with its unit."""
    limit: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    """What the rule allows, with its unit."""
    remedy: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """What to change so that the order passes."""


class RiskEvent(ContractModel):
    """Something the risk gate or the kill switch did."""

    account_id: Slug
    """Account."""
    seq: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Sequence number of the journal event behind it."""
    trading_date: IsoDate
    """Account's date."""
    at_utc: UtcInstant
    """When it happened."""
    rule_id: RiskRule
    """Rule that spoke."""
    client_order_id: UuidText | None = None
    """Order concerned; null when the kill switch was thrown or released."""
    instrument: InstrumentCode | None = None
    """Security concerned; null when the account is."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """One sentence for a person, with the value and the remedy."""


class OrderReadback(ContractModel):
    """What became of one order when the kill switch was thrown."""

    client_order_id: UuidText
    """The order."""
    cancelled: StrictBool
    """It is cancelled; false means that its end is unknown and Reconcile must settle it."""


class SetPolicyRequest(ContractModel):
    """A policy."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Account."""
    policy: RiskPolicy
    """The policy."""


class SetPolicyResponse(ContractModel):
    """The policy as stored."""

    policy: RiskPolicy
    """The policy."""
    policy_hash: Sha256
    """Its content hash."""


class GetPolicyRequest(ContractModel):
    """Asks for the policy."""

    account_id: Slug
    """Account."""


class GetPolicyResponse(ContractModel):
    """The policy."""

    policy: RiskPolicy
    """The policy."""
    policy_hash: Sha256
    """Its content hash."""


class HaltRequest(ContractModel):
    """Throws the kill switch."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug | None = None
    """Account; absence means every account."""
    reason: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Why."""


class HaltResponse(ContractModel):
    """What was stopped."""

    account_ids: Annotated[list[Slug], Field(max_length=10000)] = []
    """Accounts that are halted now because of this call or already were."""
    orders: Annotated[list[OrderReadback], Field(max_length=100000, validate_default=True)] = []
    """What became of each order that was open."""


class ResumeRequest(ContractModel):
    """Releases the kill switch."""

    request_id: UuidText
    """Id of the request."""
    account_id: Slug
    """Account."""
    reason: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Why it is safe."""


class ResumeResponse(ContractModel):
    """That it was released."""

    account_id: Slug
    """Account."""
    was_halted: StrictBool
    """It was halted before this call."""


class ListRiskEventsRequest(ContractModel):
    """Asks for risk events."""

    account_id: Slug
    """Account."""
    start_date: IsoDate | None = None
    """First date; absence means from the beginning."""
    end_date: IsoDate | None = None
    """Last date, included; absence means to the end."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most events in the answer; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the last answer; absence means the first page."""


class ListRiskEventsResponse(ContractModel):
    """Risk events in order."""

    events: Annotated[list[RiskEvent], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class StrategyInstance(ContractModel):
    """One strategy on one account, with the exact configuration it runs. LiveFeedback is keyed by its instance_id."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When this state of the instance was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Who wrote it."""
    instance_id: Slug
    """Name of the instance."""
    account_id: Slug
    """Account it trades."""
    env: Env
    """Which money it moves; the same as its account's."""
    experiment_id: Slug | None = None
    """Experiment that produced its signals; null when they come from elsewhere."""
    strategy_config_hash: Sha256 | None = None
    """Content hash of the StrategyConfig; null when unknown."""
    factor_set_hash: Sha256 | None = None
    """Content hash of the FactorSetConfig; null when unknown."""
    model_hash: Sha256 | None = None
    """Hash of the model that makes the signals; null when unknown."""
    method: PortfolioMethod
    """How signals become weights."""
    schedule: RebalanceSchedule
    """When it expects signals."""
    state: InstanceState
    """Where it stands."""
    started_at_utc: UtcInstant | None = None
    """When it was started; null before."""
    stopped_at_utc: UtcInstant | None = None
    """When it was stopped; null before."""
    label: Annotated[StrictStr | None, Field(max_length=200, min_length=1)] = None
    """A name for people; it is never read as an instruction."""


class OrderDenied(ContractModel):
    """The risk gate said no; the order never left."""

    event: Literal["order_denied"] = "order_denied"
    """Names the variant."""
    client_order_id: UuidText
    """The order."""
    instrument: InstrumentCode
    """Security."""
    verdict: RiskVerdict
    """Which rule, which value, what to do."""


JournalEntry = TypeAliasType(
    "JournalEntry",
    Annotated[
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
        | DaySettled,
        Field(discriminator="event", title="JournalEntry"),
    ],
)


"""What happened."""


class AccountEvent(ContractModel):
    """One line of an account's journal. The journal is append-only: the account is whatever folding it gives."""

    account_id: Slug
    """Account."""
    seq: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Place in the journal: 1, 2, 3 without a gap."""
    trading_date: IsoDate
    """Day it belongs to: the day that trades, or, between two days, the one settled last; before the first day, start_date."""
    at_utc: UtcInstant
    """When it happened. A paper account has its own clock: fixed moments of the trading day, so that equal input gives an equal journal."""
    entry: JournalEntry
    """What happened."""
    previous_hash: Sha256 | None = None
    """Hash of the event before; null for the first."""
    hash: Sha256
    """SHA-256 of this event as JSON without the keys hash and cursor: keys sorted, null members left out, no spaces, UTF-8."""
    cursor: Annotated[StrictStr, Field(max_length=512)]
    """Where to resume WatchEvents after this event; opaque."""


class ListFillsResponse(ContractModel):
    """Fills in the order they happened."""

    fills: Annotated[list[Fill], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class CreateInstanceRequest(ContractModel):
    """Puts a strategy on an account."""

    request_id: UuidText
    """Id of the request."""
    instance_id: Slug
    """Name of the instance; unique."""
    account_id: Slug
    """Account it trades."""
    env: Env
    """Which money it means to move; must be its account's."""
    experiment_id: Slug | None = None
    """Experiment that produced its signals; absence means none."""
    strategy_config_hash: Sha256 | None = None
    """Content hash of the StrategyConfig; absence means unknown."""
    factor_set_hash: Sha256 | None = None
    """Content hash of the FactorSetConfig; absence means unknown."""
    model_hash: Sha256 | None = None
    """Hash of the model; absence means unknown."""
    method: PortfolioMethod
    """How signals become weights."""
    schedule: RebalanceSchedule | None = None
    """When it expects signals; absence means daily."""
    label: Annotated[StrictStr | None, Field(max_length=200, min_length=1)] = None
    """A name for people."""


class CreateInstanceResponse(ContractModel):
    """The instance."""

    instance: StrategyInstance
    """As created."""


class StartInstanceResponse(ContractModel):
    """The instance."""

    instance: StrategyInstance
    """As started."""


class StopInstanceResponse(ContractModel):
    """The instance."""

    instance: StrategyInstance
    """As stopped."""


class GetInstanceResponse(ContractModel):
    """The instance."""

    instance: StrategyInstance
    """As of now."""


class ListInstancesResponse(ContractModel):
    """Instances by instance_id."""

    instances: Annotated[list[StrategyInstance], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class Order(ContractModel):
    """An order and how far it got. The server computes it from the journal."""

    account_id: Slug
    """Account it belongs to."""
    client_order_id: UuidText
    """Caller's id; sending it twice is sending it once."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    type: OrderType
    """At which price."""
    time_in_force: TimeInForce
    """How long it stands."""
    price_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Limit price in mills; null for market_open."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares ordered."""
    filled_quantity: Annotated[StrictInt, Field(ge=0, le=1000000000000)]
    """Shares filled so far."""
    average_price_mills: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Mean price of the fills in mills; null before the first fill."""
    cost_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Fees so far, in mills."""
    reference_price_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Last close when the order was decided, in mills; slippage is measured against it; 0 when none was known."""
    state: OrderState
    """Where it stands."""
    end_reason: OrderEndReason | None = None
    """Why it ended short; null while it is open, when it filled whole and when it was denied."""
    verdict: RiskVerdict | None = None
    """Which rule denied it; null when none did."""
    decided_date: IsoDate
    """The account's date when it was submitted."""
    ended_date: IsoDate | None = None
    """Trading date on which it ended; null while it is open."""
    plan_id: HexId | None = None
    """Rebalance that wanted it; null for an order sent by hand."""
    instance_id: Slug | None = None
    """Strategy instance it was sent for; null for an order sent by hand."""
    submitted_seq: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Sequence number of its order_submitted event."""
    updated_seq: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Sequence number of the last event that concerned it."""


class OrderExplanation(ContractModel):
    """The whole chain behind one order: order, verdict, plan, weight, signal, instance, model, experiment, snapshot."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When the explanation was put together."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Who put it together."""
    order: Order
    """The order."""
    events: Annotated[list[AccountEvent], Field(max_length=10000, validate_default=True)] = []
    """Every journal event that concerns it, in order."""
    plan_id: HexId | None = None
    """Rebalance that wanted it; null for an order sent by hand."""
    signal_date: IsoDate | None = None
    """Day whose close the signals knew; null for an order sent by hand."""
    target: TargetWeight | None = None
    """Weight it moved towards, with the score behind it; null for an order sent by hand."""
    chain: Annotated[list[ChainLink], Field(max_length=32, validate_default=True)] = []
    """The steps, from the order back."""
    complete: StrictBool
    """Every step of the chain is there; for an order sent by hand the chain is order, risk and snapshot."""


class SubmitOrderResponse(ContractModel):
    """The order."""

    order: Order
    """As it stands after the gate and the gateway."""


class CancelOrderResponse(ContractModel):
    """The order."""

    order: Order
    """As it stands now."""


class GetOrderResponse(ContractModel):
    """The order."""

    order: Order
    """As it stands now."""


class ListOrdersResponse(ContractModel):
    """Orders in the order they were submitted."""

    orders: Annotated[list[Order], Field(max_length=1000, validate_default=True)] = []
    """One page."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=512)] = None
    """Token of the next page; absent at the end."""


class WatchEventsResponse(ContractModel):
    """One event."""

    event: AccountEvent
    """The event; its cursor resumes after it."""


class ExplainOrderResponse(ContractModel):
    """The explanation."""

    explanation: OrderExplanation
    """The chain."""


class PlannedOrder(ContractModel):
    """An order that a rebalance wants, and what the risk gate thinks of it."""

    client_order_id: UuidText
    """Id the order has, or would have: it follows from the plan, the security and the side."""
    instrument: InstrumentCode
    """Security."""
    side: OrderSide
    """Which way."""
    quantity: Annotated[StrictInt, Field(ge=1, le=1000000000000)]
    """Shares, a whole number of lots or all that is left of a position."""
    reference_price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Last close, in mills; the size was reckoned from it."""
    value_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """quantity * reference_price_mills."""
    target_weight: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Weight it moves towards."""
    allowed: StrictBool
    """The risk gate lets it pass."""
    verdict: RiskVerdict | None = None
    """Why the gate denies it; null when it does not."""


class PreviewOrdersResponse(ContractModel):
    """What Rebalance would do."""

    weights: Annotated[list[TargetWeight], Field(max_length=100000, validate_default=True)] = []
    """Target weights."""
    orders: Annotated[list[PlannedOrder], Field(max_length=100000, validate_default=True)] = []
    """Orders, sells before buys."""


class RebalanceResponse(ContractModel):
    """What was sent."""

    plan_id: HexId
    """Id of the plan."""
    weights: Annotated[list[TargetWeight], Field(max_length=100000, validate_default=True)] = []
    """Target weights."""
    orders: Annotated[list[Order], Field(max_length=100000, validate_default=True)] = []
    """Orders as they stand, sells before buys, the denied ones included."""
    denied_count: Annotated[StrictInt, Field(ge=0, le=100000)]
    """How many of them the risk gate denied."""


class FlattenResponse(ContractModel):
    """What was sent."""

    orders: Annotated[list[Order], Field(max_length=100000, validate_default=True)] = []
    """Sell orders as they stand."""
    cancelled_count: Annotated[StrictInt, Field(ge=0, le=1000000)]
    """Open orders cancelled first."""
