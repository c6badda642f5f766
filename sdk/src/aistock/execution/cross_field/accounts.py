"""Rules of accounts, positions, the journal, risk and running strategies."""

from __future__ import annotations

from aistock.contract.predicates import in_time_order, not_after
from aistock.contract.rules import rule
from aistock.contract.v1.models import Env
from aistock.execution.v1.models import (
    Account,
    AccountEvent,
    AccountKind,
    AccountState,
    AdvanceAccountRequest,
    DaySettled,
    EntitlementBooked,
    InstanceState,
    ListFillsRequest,
    ListNavRequest,
    ListRiskEventsRequest,
    NavPoint,
    OpenAccountRequest,
    Position,
    ReconcileResponse,
    RiskEvent,
    RiskPolicy,
    RiskRule,
    StrategyInstance,
)

CHEAPEST_ORDER_MILLS = 1000


@rule("account.kind_follows_env")
def account_kind_follows_env(account: Account) -> bool:
    return (account.kind is AccountKind.LIVE) == (account.env is Env.LIVE)


@rule("account.paper_has_snapshot")
def account_paper_has_snapshot(account: Account) -> bool:
    bound = account.snapshot_id is not None and account.start_date is not None
    return account.kind is not AccountKind.PAPER or bound


@rule("account.clock_not_before_start")
def account_clock_not_before_start(account: Account) -> bool:
    return not_after(account.start_date, account.clock_date)


@rule("account.nav_adds_up")
def account_nav_adds_up(account: Account) -> bool:
    return account.nav_mills == account.cash_mills + account.market_value_mills


@rule("account.available_within_cash")
def account_available_within_cash(account: Account) -> bool:
    return account.cash_mills < 0 or account.available_mills <= account.cash_mills


@rule("account.halted_says_why")
def account_halted_says_why(account: Account) -> bool:
    return (account.state is AccountState.HALTED) == (account.halt_reason is not None)


@rule("position.sellable_within_quantity")
def position_sellable_within_quantity(position: Position) -> bool:
    return position.sellable_quantity <= position.quantity


@rule("position.frozen_within_quantity")
def position_frozen_within_quantity(position: Position) -> bool:
    return position.frozen_quantity <= position.quantity


@rule("position.value_matches")
def position_value_matches(position: Position) -> bool:
    return position.market_value_mills == position.quantity * position.last_price_mills


@rule("nav_point.adds_up")
def nav_point_adds_up(point: NavPoint) -> bool:
    return point.nav_mills == point.cash_mills + point.market_value_mills


@rule("entitlement_booked.cash_matches")
def entitlement_booked_cash_matches(entry: EntitlementBooked) -> bool:
    return entry.cash_mills == entry.quantity * (entry.previous_close_mills - entry.reference_price_mills)


@rule("day_settled.adds_up")
def day_settled_adds_up(entry: DaySettled) -> bool:
    return entry.nav_mills == entry.cash_mills + entry.market_value_mills


@rule("account_event.first_has_no_previous")
def account_event_first_has_no_previous(event: AccountEvent) -> bool:
    return (event.seq == 1) == (event.previous_hash is None)


@rule("open_account_request.live_needs_live")
def open_account_request_live_needs_live(request: OpenAccountRequest) -> bool:
    return (request.kind is AccountKind.LIVE) == (request.env is Env.LIVE)


@rule("open_account_request.paper_binds_snapshot")
def open_account_request_paper_binds_snapshot(request: OpenAccountRequest) -> bool:
    bound = request.snapshot_id is not None and request.start_date is not None
    return request.kind is not AccountKind.PAPER or bound


@rule("open_account_request.live_binds_nothing")
def open_account_request_live_binds_nothing(request: OpenAccountRequest) -> bool:
    free = request.snapshot_id is None and request.start_date is None
    return request.kind is not AccountKind.LIVE or free


@rule("list_fills_request.range_ordered")
def list_fills_request_range_ordered(request: ListFillsRequest) -> bool:
    return not_after(request.start_date, request.end_date)


@rule("list_nav_request.range_ordered")
def list_nav_request_range_ordered(request: ListNavRequest) -> bool:
    return not_after(request.start_date, request.end_date)


@rule("list_risk_events_request.range_ordered")
def list_risk_events_request_range_ordered(request: ListRiskEventsRequest) -> bool:
    return not_after(request.start_date, request.end_date)


@rule("reconcile_response.consistent_means_none")
def reconcile_response_consistent_means_none(response: ReconcileResponse) -> bool:
    return response.consistent == (not response.differences)


@rule("advance_account_request.one_goal")
def advance_account_request_one_goal(request: AdvanceAccountRequest) -> bool:
    return (request.to_date is None) != (request.days is None)


@rule("risk_policy.cash_and_exposure_fit")
def risk_policy_cash_and_exposure_fit(policy: RiskPolicy) -> bool:
    return policy.min_cash_fraction is None or policy.min_cash_fraction < 1.0


@rule("risk_policy.names_can_be_held")
def risk_policy_names_can_be_held(policy: RiskPolicy) -> bool:
    return policy.max_position_fraction is None or policy.max_position_fraction > 0.0


@rule("risk_policy.order_cap_buys_a_share")
def risk_policy_order_cap_buys_a_share(policy: RiskPolicy) -> bool:
    return policy.max_order_mills is None or policy.max_order_mills >= CHEAPEST_ORDER_MILLS


@rule("risk_event.denial_names_order")
def risk_event_denial_names_order(event: RiskEvent) -> bool:
    return event.rule_id is RiskRule.KILL_SWITCH or event.client_order_id is not None


@rule("strategy_instance.started_when_running")
def strategy_instance_started_when_running(instance: StrategyInstance) -> bool:
    if instance.state is InstanceState.CREATED:
        return instance.started_at_utc is None
    return instance.state is not InstanceState.RUNNING or instance.started_at_utc is not None


@rule("strategy_instance.stopped_has_time")
def strategy_instance_stopped_has_time(instance: StrategyInstance) -> bool:
    return (instance.state is InstanceState.STOPPED) == (instance.stopped_at_utc is not None)


@rule("strategy_instance.stops_after_start")
def strategy_instance_stops_after_start(instance: StrategyInstance) -> bool:
    return in_time_order(instance.started_at_utc, instance.stopped_at_utc)
