"""Messages of the execution part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import converters as contract_converters
from aistock.execution.v1 import (
    account_event_pb2,
    account_pb2,
    account_service_pb2,
    models,
    order_explanation_pb2,
    order_pb2,
    order_service_pb2,
    portfolio_pb2,
    portfolio_service_pb2,
    risk_policy_pb2,
    risk_service_pb2,
    strategy_instance_pb2,
)

ACCOUNT_KIND_FROM_PB: wire.EnumNumbers[models.AccountKind] = wire.EnumNumbers(
    "AccountKind",
    {
        1: models.AccountKind.PAPER,
        2: models.AccountKind.LIVE,
    },
)
ACCOUNT_KIND_TO_PB: dict[models.AccountKind, Any] = {
    models.AccountKind.PAPER: 1,
    models.AccountKind.LIVE: 2,
}


ACCOUNT_STATE_FROM_PB: wire.EnumNumbers[models.AccountState] = wire.EnumNumbers(
    "AccountState",
    {
        1: models.AccountState.ACTIVE,
        2: models.AccountState.HALTED,
    },
)
ACCOUNT_STATE_TO_PB: dict[models.AccountState, Any] = {
    models.AccountState.ACTIVE: 1,
    models.AccountState.HALTED: 2,
}


DIFFERENCE_KIND_FROM_PB: wire.EnumNumbers[models.DifferenceKind] = wire.EnumNumbers(
    "DifferenceKind",
    {
        1: models.DifferenceKind.CHAIN_BROKEN,
        2: models.DifferenceKind.GAP,
        3: models.DifferenceKind.UNLAWFUL,
        4: models.DifferenceKind.VIEW_DIFFERS,
    },
)
DIFFERENCE_KIND_TO_PB: dict[models.DifferenceKind, Any] = {
    models.DifferenceKind.CHAIN_BROKEN: 1,
    models.DifferenceKind.GAP: 2,
    models.DifferenceKind.UNLAWFUL: 3,
    models.DifferenceKind.VIEW_DIFFERS: 4,
}


ORDER_SIDE_FROM_PB: wire.EnumNumbers[models.OrderSide] = wire.EnumNumbers(
    "OrderSide",
    {
        1: models.OrderSide.BUY,
        2: models.OrderSide.SELL,
    },
)
ORDER_SIDE_TO_PB: dict[models.OrderSide, Any] = {
    models.OrderSide.BUY: 1,
    models.OrderSide.SELL: 2,
}


ORDER_TYPE_FROM_PB: wire.EnumNumbers[models.OrderType] = wire.EnumNumbers(
    "OrderType",
    {
        1: models.OrderType.LIMIT,
        2: models.OrderType.MARKET_OPEN,
    },
)
ORDER_TYPE_TO_PB: dict[models.OrderType, Any] = {
    models.OrderType.LIMIT: 1,
    models.OrderType.MARKET_OPEN: 2,
}


TIME_IN_FORCE_FROM_PB: wire.EnumNumbers[models.TimeInForce] = wire.EnumNumbers(
    "TimeInForce",
    {
        1: models.TimeInForce.DAY,
        2: models.TimeInForce.GOOD_TILL_CANCELLED,
    },
)
TIME_IN_FORCE_TO_PB: dict[models.TimeInForce, Any] = {
    models.TimeInForce.DAY: 1,
    models.TimeInForce.GOOD_TILL_CANCELLED: 2,
}


ORDER_STATE_FROM_PB: wire.EnumNumbers[models.OrderState] = wire.EnumNumbers(
    "OrderState",
    {
        1: models.OrderState.SUBMITTED,
        2: models.OrderState.ACCEPTED,
        3: models.OrderState.PARTLY_FILLED,
        4: models.OrderState.FILLED,
        5: models.OrderState.CANCELLED,
        6: models.OrderState.EXPIRED,
        7: models.OrderState.DENIED,
        8: models.OrderState.REJECTED,
        9: models.OrderState.FAILED,
        10: models.OrderState.UNKNOWN,
    },
)
ORDER_STATE_TO_PB: dict[models.OrderState, Any] = {
    models.OrderState.SUBMITTED: 1,
    models.OrderState.ACCEPTED: 2,
    models.OrderState.PARTLY_FILLED: 3,
    models.OrderState.FILLED: 4,
    models.OrderState.CANCELLED: 5,
    models.OrderState.EXPIRED: 6,
    models.OrderState.DENIED: 7,
    models.OrderState.REJECTED: 8,
    models.OrderState.FAILED: 9,
    models.OrderState.UNKNOWN: 10,
}


ORDER_END_REASON_FROM_PB: wire.EnumNumbers[models.OrderEndReason] = wire.EnumNumbers(
    "OrderEndReason",
    {
        1: models.OrderEndReason.DAY_ENDED,
        2: models.OrderEndReason.SUSPENDED,
        3: models.OrderEndReason.LIMIT_LOCKED,
        4: models.OrderEndReason.PRICE_NOT_REACHED,
        5: models.OrderEndReason.NO_VOLUME,
        6: models.OrderEndReason.CASH_SHORT,
        7: models.OrderEndReason.NOTHING_SELLABLE,
        8: models.OrderEndReason.PRICE_OUTSIDE_LIMITS,
        9: models.OrderEndReason.QUANTITY_RULE,
        10: models.OrderEndReason.BY_REQUEST,
        11: models.OrderEndReason.KILL_SWITCH,
        12: models.OrderEndReason.GATEWAY_FAULT,
        13: models.OrderEndReason.NO_ANSWER,
    },
)
ORDER_END_REASON_TO_PB: dict[models.OrderEndReason, Any] = {
    models.OrderEndReason.DAY_ENDED: 1,
    models.OrderEndReason.SUSPENDED: 2,
    models.OrderEndReason.LIMIT_LOCKED: 3,
    models.OrderEndReason.PRICE_NOT_REACHED: 4,
    models.OrderEndReason.NO_VOLUME: 5,
    models.OrderEndReason.CASH_SHORT: 6,
    models.OrderEndReason.NOTHING_SELLABLE: 7,
    models.OrderEndReason.PRICE_OUTSIDE_LIMITS: 8,
    models.OrderEndReason.QUANTITY_RULE: 9,
    models.OrderEndReason.BY_REQUEST: 10,
    models.OrderEndReason.KILL_SWITCH: 11,
    models.OrderEndReason.GATEWAY_FAULT: 12,
    models.OrderEndReason.NO_ANSWER: 13,
}


RISK_RULE_FROM_PB: wire.EnumNumbers[models.RiskRule] = wire.EnumNumbers(
    "RiskRule",
    {
        1: models.RiskRule.KILL_SWITCH,
        2: models.RiskRule.BLACKLIST,
        3: models.RiskRule.SUSPENDED,
        4: models.RiskRule.LOTS,
        5: models.RiskRule.LIMITS,
        6: models.RiskRule.T_PLUS_ONE,
        7: models.RiskRule.ORDER_SIZE,
        8: models.RiskRule.CASH,
        9: models.RiskRule.POSITION_CAP,
        10: models.RiskRule.POSITION_COUNT,
        11: models.RiskRule.TURNOVER,
    },
)
RISK_RULE_TO_PB: dict[models.RiskRule, Any] = {
    models.RiskRule.KILL_SWITCH: 1,
    models.RiskRule.BLACKLIST: 2,
    models.RiskRule.SUSPENDED: 3,
    models.RiskRule.LOTS: 4,
    models.RiskRule.LIMITS: 5,
    models.RiskRule.T_PLUS_ONE: 6,
    models.RiskRule.ORDER_SIZE: 7,
    models.RiskRule.CASH: 8,
    models.RiskRule.POSITION_CAP: 9,
    models.RiskRule.POSITION_COUNT: 10,
    models.RiskRule.TURNOVER: 11,
}


INSTANCE_STATE_FROM_PB: wire.EnumNumbers[models.InstanceState] = wire.EnumNumbers(
    "InstanceState",
    {
        1: models.InstanceState.CREATED,
        2: models.InstanceState.RUNNING,
        3: models.InstanceState.STOPPED,
    },
)
INSTANCE_STATE_TO_PB: dict[models.InstanceState, Any] = {
    models.InstanceState.CREATED: 1,
    models.InstanceState.RUNNING: 2,
    models.InstanceState.STOPPED: 3,
}


REBALANCE_SCHEDULE_FROM_PB: wire.EnumNumbers[models.RebalanceSchedule] = wire.EnumNumbers(
    "RebalanceSchedule",
    {
        1: models.RebalanceSchedule.DAILY,
        2: models.RebalanceSchedule.WEEKLY,
        3: models.RebalanceSchedule.MONTHLY,
        4: models.RebalanceSchedule.ON_DEMAND,
    },
)
REBALANCE_SCHEDULE_TO_PB: dict[models.RebalanceSchedule, Any] = {
    models.RebalanceSchedule.DAILY: 1,
    models.RebalanceSchedule.WEEKLY: 2,
    models.RebalanceSchedule.MONTHLY: 3,
    models.RebalanceSchedule.ON_DEMAND: 4,
}


def fee_policy_from_pb(pb: account_pb2.FeePolicy) -> models.FeePolicy:
    return wire.read(models.FeePolicy, dict_fee_policy, pb)


def fee_policy_to_pb(value: models.FeePolicy) -> account_pb2.FeePolicy:
    pb = account_pb2.FeePolicy()
    fill_fee_policy(pb, value)
    return pb


def dict_fee_policy(pb: account_pb2.FeePolicy) -> dict[str, Any]:
    has = pb.HasField
    return {
        "commission_rate": got_commission_rate if (got_commission_rate := pb.commission_rate) or has("commission_rate") else None,
        "min_commission_mills": got_min_commission_mills
        if (got_min_commission_mills := pb.min_commission_mills) or has("min_commission_mills")
        else None,
    }


def fill_fee_policy(pb: account_pb2.FeePolicy, value: models.FeePolicy) -> None:
    pb.commission_rate = value.commission_rate
    pb.min_commission_mills = value.min_commission_mills


def account_from_pb(pb: account_pb2.Account) -> models.Account:
    return wire.read(models.Account, dict_account, pb)


def account_to_pb(value: models.Account) -> account_pb2.Account:
    pb = account_pb2.Account()
    fill_account(pb, value)
    return pb


def dict_account(pb: account_pb2.Account) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "kind": ACCOUNT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "state": ACCOUNT_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "initial_cash_mills": got_initial_cash_mills
        if (got_initial_cash_mills := pb.initial_cash_mills) or has("initial_cash_mills")
        else None,
        "cash_mills": got_cash_mills if (got_cash_mills := pb.cash_mills) or has("cash_mills") else None,
        "frozen_mills": got_frozen_mills if (got_frozen_mills := pb.frozen_mills) or has("frozen_mills") else None,
        "available_mills": got_available_mills if (got_available_mills := pb.available_mills) or has("available_mills") else None,
        "market_value_mills": got_market_value_mills
        if (got_market_value_mills := pb.market_value_mills) or has("market_value_mills")
        else None,
        "nav_mills": got_nav_mills if (got_nav_mills := pb.nav_mills) or has("nav_mills") else None,
        "position_count": got_position_count if (got_position_count := pb.position_count) or has("position_count") else None,
        "open_order_count": got_open_order_count
        if (got_open_order_count := pb.open_order_count) or has("open_order_count")
        else None,
        "fees": dict_fee_policy(pb.fees) if has("fees") else None,
        "max_volume_fraction": got_max_volume_fraction
        if (got_max_volume_fraction := pb.max_volume_fraction) or has("max_volume_fraction")
        else None,
        "last_seq": got_last_seq if (got_last_seq := pb.last_seq) or has("last_seq") else None,
        "journal_hash": got_journal_hash if (got_journal_hash := pb.journal_hash) or has("journal_hash") else None,
    }
    if has("halt_reason"):
        found["halt_reason"] = pb.halt_reason
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("clock_date"):
        found["clock_date"] = pb.clock_date
    if has("synthetic"):
        found["synthetic"] = pb.synthetic
    return found


def fill_account(pb: account_pb2.Account, value: models.Account) -> None:
    pb.account_id = value.account_id
    pb.kind = ACCOUNT_KIND_TO_PB[value.kind]
    pb.env = contract_converters.ENV_TO_PB[value.env]
    pb.state = ACCOUNT_STATE_TO_PB[value.state]
    if value.halt_reason is not None:
        pb.halt_reason = value.halt_reason
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    if value.clock_date is not None:
        pb.clock_date = value.clock_date.isoformat()
    pb.initial_cash_mills = value.initial_cash_mills
    pb.cash_mills = value.cash_mills
    pb.frozen_mills = value.frozen_mills
    pb.available_mills = value.available_mills
    pb.market_value_mills = value.market_value_mills
    pb.nav_mills = value.nav_mills
    pb.position_count = value.position_count
    pb.open_order_count = value.open_order_count
    pb.fees.SetInParent()
    fill_fee_policy(pb.fees, value.fees)
    pb.max_volume_fraction = value.max_volume_fraction
    pb.last_seq = value.last_seq
    pb.journal_hash = value.journal_hash
    if value.synthetic is not None:
        pb.synthetic = value.synthetic


def position_from_pb(pb: account_pb2.Position) -> models.Position:
    return wire.read(models.Position, dict_position, pb)


def position_to_pb(value: models.Position) -> account_pb2.Position:
    pb = account_pb2.Position()
    fill_position(pb, value)
    return pb


def dict_position(pb: account_pb2.Position) -> dict[str, Any]:
    has = pb.HasField
    return {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "sellable_quantity": got_sellable_quantity
        if (got_sellable_quantity := pb.sellable_quantity) or has("sellable_quantity")
        else None,
        "frozen_quantity": got_frozen_quantity if (got_frozen_quantity := pb.frozen_quantity) or has("frozen_quantity") else None,
        "average_cost_mills": got_average_cost_mills
        if (got_average_cost_mills := pb.average_cost_mills) or has("average_cost_mills")
        else None,
        "last_price_mills": got_last_price_mills
        if (got_last_price_mills := pb.last_price_mills) or has("last_price_mills")
        else None,
        "market_value_mills": got_market_value_mills
        if (got_market_value_mills := pb.market_value_mills) or has("market_value_mills")
        else None,
    }


def fill_position(pb: account_pb2.Position, value: models.Position) -> None:
    pb.instrument = value.instrument
    pb.quantity = value.quantity
    pb.sellable_quantity = value.sellable_quantity
    pb.frozen_quantity = value.frozen_quantity
    pb.average_cost_mills = value.average_cost_mills
    pb.last_price_mills = value.last_price_mills
    pb.market_value_mills = value.market_value_mills


def nav_point_from_pb(pb: account_pb2.NavPoint) -> models.NavPoint:
    return wire.read(models.NavPoint, dict_nav_point, pb)


def nav_point_to_pb(value: models.NavPoint) -> account_pb2.NavPoint:
    pb = account_pb2.NavPoint()
    fill_nav_point(pb, value)
    return pb


def dict_nav_point(pb: account_pb2.NavPoint) -> dict[str, Any]:
    has = pb.HasField
    return {
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "cash_mills": got_cash_mills if (got_cash_mills := pb.cash_mills) or has("cash_mills") else None,
        "market_value_mills": got_market_value_mills
        if (got_market_value_mills := pb.market_value_mills) or has("market_value_mills")
        else None,
        "nav_mills": got_nav_mills if (got_nav_mills := pb.nav_mills) or has("nav_mills") else None,
        "bought_mills": got_bought_mills if (got_bought_mills := pb.bought_mills) or has("bought_mills") else None,
        "sold_mills": got_sold_mills if (got_sold_mills := pb.sold_mills) or has("sold_mills") else None,
        "cost_mills": got_cost_mills if (got_cost_mills := pb.cost_mills) or has("cost_mills") else None,
        "entitlement_mills": got_entitlement_mills
        if (got_entitlement_mills := pb.entitlement_mills) or has("entitlement_mills")
        else None,
        "position_count": got_position_count if (got_position_count := pb.position_count) or has("position_count") else None,
    }


def fill_nav_point(pb: account_pb2.NavPoint, value: models.NavPoint) -> None:
    pb.trading_date = value.trading_date.isoformat()
    pb.cash_mills = value.cash_mills
    pb.market_value_mills = value.market_value_mills
    pb.nav_mills = value.nav_mills
    pb.bought_mills = value.bought_mills
    pb.sold_mills = value.sold_mills
    pb.cost_mills = value.cost_mills
    pb.entitlement_mills = value.entitlement_mills
    pb.position_count = value.position_count


def account_opened_from_pb(pb: account_event_pb2.AccountOpened) -> models.AccountOpened:
    return wire.read(models.AccountOpened, dict_account_opened, pb)


def account_opened_to_pb(value: models.AccountOpened) -> account_event_pb2.AccountOpened:
    pb = account_event_pb2.AccountOpened()
    fill_account_opened(pb, value)
    return pb


def dict_account_opened(pb: account_event_pb2.AccountOpened) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "event": "account_opened",
        "kind": ACCOUNT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "fees": dict_fee_policy(pb.fees) if has("fees") else None,
        "max_volume_fraction": got_max_volume_fraction
        if (got_max_volume_fraction := pb.max_volume_fraction) or has("max_volume_fraction")
        else None,
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("synthetic"):
        found["synthetic"] = pb.synthetic
    return found


def fill_account_opened(pb: account_event_pb2.AccountOpened, value: models.AccountOpened) -> None:
    pb.kind = ACCOUNT_KIND_TO_PB[value.kind]
    pb.env = contract_converters.ENV_TO_PB[value.env]
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    pb.fees.SetInParent()
    fill_fee_policy(pb.fees, value.fees)
    pb.max_volume_fraction = value.max_volume_fraction
    if value.synthetic is not None:
        pb.synthetic = value.synthetic


def cash_moved_from_pb(pb: account_event_pb2.CashMoved) -> models.CashMoved:
    return wire.read(models.CashMoved, dict_cash_moved, pb)


def cash_moved_to_pb(value: models.CashMoved) -> account_event_pb2.CashMoved:
    pb = account_event_pb2.CashMoved()
    fill_cash_moved(pb, value)
    return pb


def dict_cash_moved(pb: account_event_pb2.CashMoved) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "cash_moved",
        "amount_mills": got_amount_mills if (got_amount_mills := pb.amount_mills) or has("amount_mills") else None,
        "note": got_note if (got_note := pb.note) or has("note") else None,
    }


def fill_cash_moved(pb: account_event_pb2.CashMoved, value: models.CashMoved) -> None:
    pb.amount_mills = value.amount_mills
    pb.note = value.note


def risk_policy_changed_from_pb(pb: account_event_pb2.RiskPolicyChanged) -> models.RiskPolicyChanged:
    return wire.read(models.RiskPolicyChanged, dict_risk_policy_changed, pb)


def risk_policy_changed_to_pb(value: models.RiskPolicyChanged) -> account_event_pb2.RiskPolicyChanged:
    pb = account_event_pb2.RiskPolicyChanged()
    fill_risk_policy_changed(pb, value)
    return pb


def dict_risk_policy_changed(pb: account_event_pb2.RiskPolicyChanged) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "risk_policy_changed",
        "policy_hash": got_policy_hash if (got_policy_hash := pb.policy_hash) or has("policy_hash") else None,
    }


def fill_risk_policy_changed(pb: account_event_pb2.RiskPolicyChanged, value: models.RiskPolicyChanged) -> None:
    pb.policy_hash = value.policy_hash


def kill_switch_thrown_from_pb(pb: account_event_pb2.KillSwitchThrown) -> models.KillSwitchThrown:
    return wire.read(models.KillSwitchThrown, dict_kill_switch_thrown, pb)


def kill_switch_thrown_to_pb(value: models.KillSwitchThrown) -> account_event_pb2.KillSwitchThrown:
    pb = account_event_pb2.KillSwitchThrown()
    fill_kill_switch_thrown(pb, value)
    return pb


def dict_kill_switch_thrown(pb: account_event_pb2.KillSwitchThrown) -> dict[str, Any]:
    has = pb.HasField
    return {"event": "kill_switch_thrown", "reason": got_reason if (got_reason := pb.reason) or has("reason") else None}


def fill_kill_switch_thrown(pb: account_event_pb2.KillSwitchThrown, value: models.KillSwitchThrown) -> None:
    pb.reason = value.reason


def kill_switch_released_from_pb(pb: account_event_pb2.KillSwitchReleased) -> models.KillSwitchReleased:
    return wire.read(models.KillSwitchReleased, dict_kill_switch_released, pb)


def kill_switch_released_to_pb(value: models.KillSwitchReleased) -> account_event_pb2.KillSwitchReleased:
    pb = account_event_pb2.KillSwitchReleased()
    fill_kill_switch_released(pb, value)
    return pb


def dict_kill_switch_released(pb: account_event_pb2.KillSwitchReleased) -> dict[str, Any]:
    has = pb.HasField
    return {"event": "kill_switch_released", "reason": got_reason if (got_reason := pb.reason) or has("reason") else None}


def fill_kill_switch_released(pb: account_event_pb2.KillSwitchReleased, value: models.KillSwitchReleased) -> None:
    pb.reason = value.reason


def plan_recorded_from_pb(pb: account_event_pb2.PlanRecorded) -> models.PlanRecorded:
    return wire.read(models.PlanRecorded, dict_plan_recorded, pb)


def plan_recorded_to_pb(value: models.PlanRecorded) -> account_event_pb2.PlanRecorded:
    pb = account_event_pb2.PlanRecorded()
    fill_plan_recorded(pb, value)
    return pb


def dict_plan_recorded(pb: account_event_pb2.PlanRecorded) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "event": "plan_recorded",
        "plan_id": got_plan_id if (got_plan_id := pb.plan_id) or has("plan_id") else None,
        "signal_date": got_signal_date if (got_signal_date := pb.signal_date) or has("signal_date") else None,
        "signals_hash": got_signals_hash if (got_signals_hash := pb.signals_hash) or has("signals_hash") else None,
        "signal_count": got_signal_count if (got_signal_count := pb.signal_count) or has("signal_count") else None,
        "order_count": got_order_count if (got_order_count := pb.order_count) or has("order_count") else None,
    }
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    return found


def fill_plan_recorded(pb: account_event_pb2.PlanRecorded, value: models.PlanRecorded) -> None:
    pb.plan_id = value.plan_id
    pb.signal_date = value.signal_date.isoformat()
    pb.signals_hash = value.signals_hash
    pb.signal_count = value.signal_count
    pb.order_count = value.order_count
    if value.instance_id is not None:
        pb.instance_id = value.instance_id


def order_submitted_from_pb(pb: account_event_pb2.OrderSubmitted) -> models.OrderSubmitted:
    return wire.read(models.OrderSubmitted, dict_order_submitted, pb)


def order_submitted_to_pb(value: models.OrderSubmitted) -> account_event_pb2.OrderSubmitted:
    pb = account_event_pb2.OrderSubmitted()
    fill_order_submitted(pb, value)
    return pb


def dict_order_submitted(pb: account_event_pb2.OrderSubmitted) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "event": "order_submitted",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "type": ORDER_TYPE_FROM_PB[got_type] if (got_type := pb.type) or has("type") else None,
        "time_in_force": TIME_IN_FORCE_FROM_PB[got_time_in_force]
        if (got_time_in_force := pb.time_in_force) or has("time_in_force")
        else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
        "reserved_mills": got_reserved_mills if (got_reserved_mills := pb.reserved_mills) or has("reserved_mills") else None,
    }
    if has("price_mills"):
        found["price_mills"] = pb.price_mills
    if has("plan_id"):
        found["plan_id"] = pb.plan_id
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    if has("target_weight"):
        found["target_weight"] = pb.target_weight
    return found


def fill_order_submitted(pb: account_event_pb2.OrderSubmitted, value: models.OrderSubmitted) -> None:
    pb.client_order_id = value.client_order_id
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.type = ORDER_TYPE_TO_PB[value.type]
    pb.time_in_force = TIME_IN_FORCE_TO_PB[value.time_in_force]
    if value.price_mills is not None:
        pb.price_mills = value.price_mills
    pb.quantity = value.quantity
    pb.reference_price_mills = value.reference_price_mills
    pb.reserved_mills = value.reserved_mills
    if value.plan_id is not None:
        pb.plan_id = value.plan_id
    if value.instance_id is not None:
        pb.instance_id = value.instance_id
    if value.target_weight is not None:
        pb.target_weight = value.target_weight


def order_denied_from_pb(pb: account_event_pb2.OrderDenied) -> models.OrderDenied:
    return wire.read(models.OrderDenied, dict_order_denied, pb)


def order_denied_to_pb(value: models.OrderDenied) -> account_event_pb2.OrderDenied:
    pb = account_event_pb2.OrderDenied()
    fill_order_denied(pb, value)
    return pb


def dict_order_denied(pb: account_event_pb2.OrderDenied) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_denied",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "verdict": dict_risk_verdict(pb.verdict) if has("verdict") else None,
    }


def fill_order_denied(pb: account_event_pb2.OrderDenied, value: models.OrderDenied) -> None:
    pb.client_order_id = value.client_order_id
    pb.instrument = value.instrument
    pb.verdict.SetInParent()
    fill_risk_verdict(pb.verdict, value.verdict)


def order_accepted_from_pb(pb: account_event_pb2.OrderAccepted) -> models.OrderAccepted:
    return wire.read(models.OrderAccepted, dict_order_accepted, pb)


def order_accepted_to_pb(value: models.OrderAccepted) -> account_event_pb2.OrderAccepted:
    pb = account_event_pb2.OrderAccepted()
    fill_order_accepted(pb, value)
    return pb


def dict_order_accepted(pb: account_event_pb2.OrderAccepted) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "event": "order_accepted",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
    }
    if has("venue_order_id"):
        found["venue_order_id"] = pb.venue_order_id
    return found


def fill_order_accepted(pb: account_event_pb2.OrderAccepted, value: models.OrderAccepted) -> None:
    pb.client_order_id = value.client_order_id
    if value.venue_order_id is not None:
        pb.venue_order_id = value.venue_order_id


def order_rejected_from_pb(pb: account_event_pb2.OrderRejected) -> models.OrderRejected:
    return wire.read(models.OrderRejected, dict_order_rejected, pb)


def order_rejected_to_pb(value: models.OrderRejected) -> account_event_pb2.OrderRejected:
    pb = account_event_pb2.OrderRejected()
    fill_order_rejected(pb, value)
    return pb


def dict_order_rejected(pb: account_event_pb2.OrderRejected) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_rejected",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "reason": ORDER_END_REASON_FROM_PB[got_reason] if (got_reason := pb.reason) or has("reason") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }


def fill_order_rejected(pb: account_event_pb2.OrderRejected, value: models.OrderRejected) -> None:
    pb.client_order_id = value.client_order_id
    pb.reason = ORDER_END_REASON_TO_PB[value.reason]
    pb.message = value.message


def order_failed_from_pb(pb: account_event_pb2.OrderFailed) -> models.OrderFailed:
    return wire.read(models.OrderFailed, dict_order_failed, pb)


def order_failed_to_pb(value: models.OrderFailed) -> account_event_pb2.OrderFailed:
    pb = account_event_pb2.OrderFailed()
    fill_order_failed(pb, value)
    return pb


def dict_order_failed(pb: account_event_pb2.OrderFailed) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_failed",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }


def fill_order_failed(pb: account_event_pb2.OrderFailed, value: models.OrderFailed) -> None:
    pb.client_order_id = value.client_order_id
    pb.message = value.message


def order_outcome_unknown_from_pb(pb: account_event_pb2.OrderOutcomeUnknown) -> models.OrderOutcomeUnknown:
    return wire.read(models.OrderOutcomeUnknown, dict_order_outcome_unknown, pb)


def order_outcome_unknown_to_pb(value: models.OrderOutcomeUnknown) -> account_event_pb2.OrderOutcomeUnknown:
    pb = account_event_pb2.OrderOutcomeUnknown()
    fill_order_outcome_unknown(pb, value)
    return pb


def dict_order_outcome_unknown(pb: account_event_pb2.OrderOutcomeUnknown) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_unknown",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }


def fill_order_outcome_unknown(pb: account_event_pb2.OrderOutcomeUnknown, value: models.OrderOutcomeUnknown) -> None:
    pb.client_order_id = value.client_order_id
    pb.message = value.message


def order_filled_from_pb(pb: account_event_pb2.OrderFilled) -> models.OrderFilled:
    return wire.read(models.OrderFilled, dict_order_filled, pb)


def order_filled_to_pb(value: models.OrderFilled) -> account_event_pb2.OrderFilled:
    pb = account_event_pb2.OrderFilled()
    fill_order_filled(pb, value)
    return pb


def dict_order_filled(pb: account_event_pb2.OrderFilled) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_filled",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "fill_id": got_fill_id if (got_fill_id := pb.fill_id) or has("fill_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "price_mills": got_price_mills if (got_price_mills := pb.price_mills) or has("price_mills") else None,
        "commission_mills": got_commission_mills
        if (got_commission_mills := pb.commission_mills) or has("commission_mills")
        else None,
        "stamp_duty_mills": got_stamp_duty_mills
        if (got_stamp_duty_mills := pb.stamp_duty_mills) or has("stamp_duty_mills")
        else None,
        "transfer_fee_mills": got_transfer_fee_mills
        if (got_transfer_fee_mills := pb.transfer_fee_mills) or has("transfer_fee_mills")
        else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
    }


def fill_order_filled(pb: account_event_pb2.OrderFilled, value: models.OrderFilled) -> None:
    pb.client_order_id = value.client_order_id
    pb.fill_id = value.fill_id
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.quantity = value.quantity
    pb.price_mills = value.price_mills
    pb.commission_mills = value.commission_mills
    pb.stamp_duty_mills = value.stamp_duty_mills
    pb.transfer_fee_mills = value.transfer_fee_mills
    pb.reference_price_mills = value.reference_price_mills


def order_cancelled_from_pb(pb: account_event_pb2.OrderCancelled) -> models.OrderCancelled:
    return wire.read(models.OrderCancelled, dict_order_cancelled, pb)


def order_cancelled_to_pb(value: models.OrderCancelled) -> account_event_pb2.OrderCancelled:
    pb = account_event_pb2.OrderCancelled()
    fill_order_cancelled(pb, value)
    return pb


def dict_order_cancelled(pb: account_event_pb2.OrderCancelled) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_cancelled",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "reason": ORDER_END_REASON_FROM_PB[got_reason] if (got_reason := pb.reason) or has("reason") else None,
    }


def fill_order_cancelled(pb: account_event_pb2.OrderCancelled, value: models.OrderCancelled) -> None:
    pb.client_order_id = value.client_order_id
    pb.reason = ORDER_END_REASON_TO_PB[value.reason]


def order_expired_from_pb(pb: account_event_pb2.OrderExpired) -> models.OrderExpired:
    return wire.read(models.OrderExpired, dict_order_expired, pb)


def order_expired_to_pb(value: models.OrderExpired) -> account_event_pb2.OrderExpired:
    pb = account_event_pb2.OrderExpired()
    fill_order_expired(pb, value)
    return pb


def dict_order_expired(pb: account_event_pb2.OrderExpired) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "order_expired",
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "reason": ORDER_END_REASON_FROM_PB[got_reason] if (got_reason := pb.reason) or has("reason") else None,
    }


def fill_order_expired(pb: account_event_pb2.OrderExpired, value: models.OrderExpired) -> None:
    pb.client_order_id = value.client_order_id
    pb.reason = ORDER_END_REASON_TO_PB[value.reason]


def day_opened_from_pb(pb: account_event_pb2.DayOpened) -> models.DayOpened:
    return wire.read(models.DayOpened, dict_day_opened, pb)


def day_opened_to_pb(value: models.DayOpened) -> account_event_pb2.DayOpened:
    pb = account_event_pb2.DayOpened()
    fill_day_opened(pb, value)
    return pb


def dict_day_opened(pb: account_event_pb2.DayOpened) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "day_opened",
        "session_number": got_session_number if (got_session_number := pb.session_number) or has("session_number") else None,
    }


def fill_day_opened(pb: account_event_pb2.DayOpened, value: models.DayOpened) -> None:
    pb.session_number = value.session_number


def entitlement_booked_from_pb(pb: account_event_pb2.EntitlementBooked) -> models.EntitlementBooked:
    return wire.read(models.EntitlementBooked, dict_entitlement_booked, pb)


def entitlement_booked_to_pb(value: models.EntitlementBooked) -> account_event_pb2.EntitlementBooked:
    pb = account_event_pb2.EntitlementBooked()
    fill_entitlement_booked(pb, value)
    return pb


def dict_entitlement_booked(pb: account_event_pb2.EntitlementBooked) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "entitlement_booked",
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "previous_close_mills": got_previous_close_mills
        if (got_previous_close_mills := pb.previous_close_mills) or has("previous_close_mills")
        else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
        "cash_mills": got_cash_mills if (got_cash_mills := pb.cash_mills) or has("cash_mills") else None,
        "value_equivalent": got_value_equivalent
        if (got_value_equivalent := pb.value_equivalent) or has("value_equivalent")
        else None,
    }


def fill_entitlement_booked(pb: account_event_pb2.EntitlementBooked, value: models.EntitlementBooked) -> None:
    pb.instrument = value.instrument
    pb.quantity = value.quantity
    pb.previous_close_mills = value.previous_close_mills
    pb.reference_price_mills = value.reference_price_mills
    pb.cash_mills = value.cash_mills
    pb.value_equivalent = value.value_equivalent


def close_mark_from_pb(pb: account_event_pb2.CloseMark) -> models.CloseMark:
    return wire.read(models.CloseMark, dict_close_mark, pb)


def close_mark_to_pb(value: models.CloseMark) -> account_event_pb2.CloseMark:
    pb = account_event_pb2.CloseMark()
    fill_close_mark(pb, value)
    return pb


def dict_close_mark(pb: account_event_pb2.CloseMark) -> dict[str, Any]:
    has = pb.HasField
    return {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "close_mills": got_close_mills if (got_close_mills := pb.close_mills) or has("close_mills") else None,
    }


def fill_close_mark(pb: account_event_pb2.CloseMark, value: models.CloseMark) -> None:
    pb.instrument = value.instrument
    pb.close_mills = value.close_mills


def day_settled_from_pb(pb: account_event_pb2.DaySettled) -> models.DaySettled:
    return wire.read(models.DaySettled, dict_day_settled, pb)


def day_settled_to_pb(value: models.DaySettled) -> account_event_pb2.DaySettled:
    pb = account_event_pb2.DaySettled()
    fill_day_settled(pb, value)
    return pb


def dict_day_settled(pb: account_event_pb2.DaySettled) -> dict[str, Any]:
    has = pb.HasField
    return {
        "event": "day_settled",
        "marks": wire.elements(dict_close_mark, got_marks) if (got_marks := pb.marks) else [],
        "cash_mills": got_cash_mills if (got_cash_mills := pb.cash_mills) or has("cash_mills") else None,
        "market_value_mills": got_market_value_mills
        if (got_market_value_mills := pb.market_value_mills) or has("market_value_mills")
        else None,
        "nav_mills": got_nav_mills if (got_nav_mills := pb.nav_mills) or has("nav_mills") else None,
        "bought_mills": got_bought_mills if (got_bought_mills := pb.bought_mills) or has("bought_mills") else None,
        "sold_mills": got_sold_mills if (got_sold_mills := pb.sold_mills) or has("sold_mills") else None,
        "cost_mills": got_cost_mills if (got_cost_mills := pb.cost_mills) or has("cost_mills") else None,
        "entitlement_mills": got_entitlement_mills
        if (got_entitlement_mills := pb.entitlement_mills) or has("entitlement_mills")
        else None,
    }


def fill_day_settled(pb: account_event_pb2.DaySettled, value: models.DaySettled) -> None:
    for each_marks in value.marks:
        fill_close_mark(pb.marks.add(), each_marks)
    pb.cash_mills = value.cash_mills
    pb.market_value_mills = value.market_value_mills
    pb.nav_mills = value.nav_mills
    pb.bought_mills = value.bought_mills
    pb.sold_mills = value.sold_mills
    pb.cost_mills = value.cost_mills
    pb.entitlement_mills = value.entitlement_mills


def journal_entry_from_pb(pb: account_event_pb2.JournalEntry) -> models.JournalEntry:
    return wire.read_union(models.JournalEntry, "JournalEntry", dict_journal_entry, pb)  # type: ignore[no-any-return]


def journal_entry_to_pb(value: models.JournalEntry) -> account_event_pb2.JournalEntry:
    pb = account_event_pb2.JournalEntry()
    fill_journal_entry(pb, value)
    return pb


def dict_journal_entry(pb: account_event_pb2.JournalEntry) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "account_opened":
            return dict_account_opened(pb.account_opened)
        case "cash_moved":
            return dict_cash_moved(pb.cash_moved)
        case "risk_policy_changed":
            return dict_risk_policy_changed(pb.risk_policy_changed)
        case "kill_switch_thrown":
            return dict_kill_switch_thrown(pb.kill_switch_thrown)
        case "kill_switch_released":
            return dict_kill_switch_released(pb.kill_switch_released)
        case "plan_recorded":
            return dict_plan_recorded(pb.plan_recorded)
        case "order_submitted":
            return dict_order_submitted(pb.order_submitted)
        case "order_denied":
            return dict_order_denied(pb.order_denied)
        case "order_accepted":
            return dict_order_accepted(pb.order_accepted)
        case "order_rejected":
            return dict_order_rejected(pb.order_rejected)
        case "order_failed":
            return dict_order_failed(pb.order_failed)
        case "order_unknown":
            return dict_order_outcome_unknown(pb.order_unknown)
        case "order_filled":
            return dict_order_filled(pb.order_filled)
        case "order_cancelled":
            return dict_order_cancelled(pb.order_cancelled)
        case "order_expired":
            return dict_order_expired(pb.order_expired)
        case "day_opened":
            return dict_day_opened(pb.day_opened)
        case "entitlement_booked":
            return dict_entitlement_booked(pb.entitlement_booked)
        case "day_settled":
            return dict_day_settled(pb.day_settled)
        case _:
            return {}


def fill_journal_entry(pb: account_event_pb2.JournalEntry, value: models.JournalEntry) -> None:
    match value:
        case models.AccountOpened():
            pb.account_opened.SetInParent()
            fill_account_opened(pb.account_opened, value)
        case models.CashMoved():
            pb.cash_moved.SetInParent()
            fill_cash_moved(pb.cash_moved, value)
        case models.RiskPolicyChanged():
            pb.risk_policy_changed.SetInParent()
            fill_risk_policy_changed(pb.risk_policy_changed, value)
        case models.KillSwitchThrown():
            pb.kill_switch_thrown.SetInParent()
            fill_kill_switch_thrown(pb.kill_switch_thrown, value)
        case models.KillSwitchReleased():
            pb.kill_switch_released.SetInParent()
            fill_kill_switch_released(pb.kill_switch_released, value)
        case models.PlanRecorded():
            pb.plan_recorded.SetInParent()
            fill_plan_recorded(pb.plan_recorded, value)
        case models.OrderSubmitted():
            pb.order_submitted.SetInParent()
            fill_order_submitted(pb.order_submitted, value)
        case models.OrderDenied():
            pb.order_denied.SetInParent()
            fill_order_denied(pb.order_denied, value)
        case models.OrderAccepted():
            pb.order_accepted.SetInParent()
            fill_order_accepted(pb.order_accepted, value)
        case models.OrderRejected():
            pb.order_rejected.SetInParent()
            fill_order_rejected(pb.order_rejected, value)
        case models.OrderFailed():
            pb.order_failed.SetInParent()
            fill_order_failed(pb.order_failed, value)
        case models.OrderOutcomeUnknown():
            pb.order_unknown.SetInParent()
            fill_order_outcome_unknown(pb.order_unknown, value)
        case models.OrderFilled():
            pb.order_filled.SetInParent()
            fill_order_filled(pb.order_filled, value)
        case models.OrderCancelled():
            pb.order_cancelled.SetInParent()
            fill_order_cancelled(pb.order_cancelled, value)
        case models.OrderExpired():
            pb.order_expired.SetInParent()
            fill_order_expired(pb.order_expired, value)
        case models.DayOpened():
            pb.day_opened.SetInParent()
            fill_day_opened(pb.day_opened, value)
        case models.EntitlementBooked():
            pb.entitlement_booked.SetInParent()
            fill_entitlement_booked(pb.entitlement_booked, value)
        case models.DaySettled():
            pb.day_settled.SetInParent()
            fill_day_settled(pb.day_settled, value)


def account_event_from_pb(pb: account_event_pb2.AccountEvent) -> models.AccountEvent:
    return wire.read(models.AccountEvent, dict_account_event, pb)


def account_event_to_pb(value: models.AccountEvent) -> account_event_pb2.AccountEvent:
    pb = account_event_pb2.AccountEvent()
    fill_account_event(pb, value)
    return pb


def dict_account_event(pb: account_event_pb2.AccountEvent) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "seq": got_seq if (got_seq := pb.seq) or has("seq") else None,
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "at_utc": got_at_utc if (got_at_utc := pb.at_utc) or has("at_utc") else None,
        "entry": dict_journal_entry(pb.entry) if has("entry") else None,
        "hash": got_hash if (got_hash := pb.hash) or has("hash") else None,
        "cursor": got_cursor if (got_cursor := pb.cursor) or has("cursor") else None,
    }
    if has("previous_hash"):
        found["previous_hash"] = pb.previous_hash
    return found


def fill_account_event(pb: account_event_pb2.AccountEvent, value: models.AccountEvent) -> None:
    pb.account_id = value.account_id
    pb.seq = value.seq
    pb.trading_date = value.trading_date.isoformat()
    pb.at_utc = wire.utc_text(value.at_utc)
    pb.entry.SetInParent()
    fill_journal_entry(pb.entry, value.entry)
    if value.previous_hash is not None:
        pb.previous_hash = value.previous_hash
    pb.hash = value.hash
    pb.cursor = value.cursor


def ledger_difference_from_pb(pb: account_service_pb2.LedgerDifference) -> models.LedgerDifference:
    return wire.read(models.LedgerDifference, dict_ledger_difference, pb)


def ledger_difference_to_pb(value: models.LedgerDifference) -> account_service_pb2.LedgerDifference:
    pb = account_service_pb2.LedgerDifference()
    fill_ledger_difference(pb, value)
    return pb


def dict_ledger_difference(pb: account_service_pb2.LedgerDifference) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": DIFFERENCE_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "subject": got_subject if (got_subject := pb.subject) or has("subject") else None,
        "expected": got_expected if (got_expected := pb.expected) or has("expected") else None,
        "found": got_found if (got_found := pb.found) or has("found") else None,
    }
    if has("seq"):
        found["seq"] = pb.seq
    return found


def fill_ledger_difference(pb: account_service_pb2.LedgerDifference, value: models.LedgerDifference) -> None:
    pb.kind = DIFFERENCE_KIND_TO_PB[value.kind]
    if value.seq is not None:
        pb.seq = value.seq
    pb.subject = value.subject
    pb.expected = value.expected
    pb.found = value.found


def open_account_request_from_pb(pb: account_service_pb2.OpenAccountRequest) -> models.OpenAccountRequest:
    return wire.read(models.OpenAccountRequest, dict_open_account_request, pb)


def open_account_request_to_pb(value: models.OpenAccountRequest) -> account_service_pb2.OpenAccountRequest:
    pb = account_service_pb2.OpenAccountRequest()
    fill_open_account_request(pb, value)
    return pb


def dict_open_account_request(pb: account_service_pb2.OpenAccountRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "kind": ACCOUNT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "initial_cash_mills": got_initial_cash_mills
        if (got_initial_cash_mills := pb.initial_cash_mills) or has("initial_cash_mills")
        else None,
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("fees"):
        found["fees"] = dict_fee_policy(pb.fees)
    if has("max_volume_fraction"):
        found["max_volume_fraction"] = pb.max_volume_fraction
    if has("synthetic"):
        found["synthetic"] = pb.synthetic
    return found


def fill_open_account_request(pb: account_service_pb2.OpenAccountRequest, value: models.OpenAccountRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    pb.kind = ACCOUNT_KIND_TO_PB[value.kind]
    pb.env = contract_converters.ENV_TO_PB[value.env]
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    pb.initial_cash_mills = value.initial_cash_mills
    if value.fees is not None:
        pb.fees.SetInParent()
        fill_fee_policy(pb.fees, value.fees)
    if value.max_volume_fraction is not None:
        pb.max_volume_fraction = value.max_volume_fraction
    if value.synthetic is not None:
        pb.synthetic = value.synthetic


def open_account_response_from_pb(pb: account_service_pb2.OpenAccountResponse) -> models.OpenAccountResponse:
    return wire.read(models.OpenAccountResponse, dict_open_account_response, pb)


def open_account_response_to_pb(value: models.OpenAccountResponse) -> account_service_pb2.OpenAccountResponse:
    pb = account_service_pb2.OpenAccountResponse()
    fill_open_account_response(pb, value)
    return pb


def dict_open_account_response(pb: account_service_pb2.OpenAccountResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"account": dict_account(pb.account) if has("account") else None}


def fill_open_account_response(pb: account_service_pb2.OpenAccountResponse, value: models.OpenAccountResponse) -> None:
    pb.account.SetInParent()
    fill_account(pb.account, value.account)


def get_account_request_from_pb(pb: account_service_pb2.GetAccountRequest) -> models.GetAccountRequest:
    return wire.read(models.GetAccountRequest, dict_get_account_request, pb)


def get_account_request_to_pb(value: models.GetAccountRequest) -> account_service_pb2.GetAccountRequest:
    pb = account_service_pb2.GetAccountRequest()
    fill_get_account_request(pb, value)
    return pb


def dict_get_account_request(pb: account_service_pb2.GetAccountRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}


def fill_get_account_request(pb: account_service_pb2.GetAccountRequest, value: models.GetAccountRequest) -> None:
    pb.account_id = value.account_id


def get_account_response_from_pb(pb: account_service_pb2.GetAccountResponse) -> models.GetAccountResponse:
    return wire.read(models.GetAccountResponse, dict_get_account_response, pb)


def get_account_response_to_pb(value: models.GetAccountResponse) -> account_service_pb2.GetAccountResponse:
    pb = account_service_pb2.GetAccountResponse()
    fill_get_account_response(pb, value)
    return pb


def dict_get_account_response(pb: account_service_pb2.GetAccountResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"account": dict_account(pb.account) if has("account") else None}


def fill_get_account_response(pb: account_service_pb2.GetAccountResponse, value: models.GetAccountResponse) -> None:
    pb.account.SetInParent()
    fill_account(pb.account, value.account)


def list_accounts_request_from_pb(pb: account_service_pb2.ListAccountsRequest) -> models.ListAccountsRequest:
    return wire.read(models.ListAccountsRequest, dict_list_accounts_request, pb)


def list_accounts_request_to_pb(value: models.ListAccountsRequest) -> account_service_pb2.ListAccountsRequest:
    pb = account_service_pb2.ListAccountsRequest()
    fill_list_accounts_request(pb, value)
    return pb


def dict_list_accounts_request(pb: account_service_pb2.ListAccountsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_accounts_request(pb: account_service_pb2.ListAccountsRequest, value: models.ListAccountsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_accounts_response_from_pb(pb: account_service_pb2.ListAccountsResponse) -> models.ListAccountsResponse:
    return wire.read(models.ListAccountsResponse, dict_list_accounts_response, pb)


def list_accounts_response_to_pb(value: models.ListAccountsResponse) -> account_service_pb2.ListAccountsResponse:
    pb = account_service_pb2.ListAccountsResponse()
    fill_list_accounts_response(pb, value)
    return pb


def dict_list_accounts_response(pb: account_service_pb2.ListAccountsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"accounts": wire.elements(dict_account, got_accounts) if (got_accounts := pb.accounts) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_accounts_response(pb: account_service_pb2.ListAccountsResponse, value: models.ListAccountsResponse) -> None:
    for each_accounts in value.accounts:
        fill_account(pb.accounts.add(), each_accounts)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def list_positions_request_from_pb(pb: account_service_pb2.ListPositionsRequest) -> models.ListPositionsRequest:
    return wire.read(models.ListPositionsRequest, dict_list_positions_request, pb)


def list_positions_request_to_pb(value: models.ListPositionsRequest) -> account_service_pb2.ListPositionsRequest:
    pb = account_service_pb2.ListPositionsRequest()
    fill_list_positions_request(pb, value)
    return pb


def dict_list_positions_request(pb: account_service_pb2.ListPositionsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_positions_request(pb: account_service_pb2.ListPositionsRequest, value: models.ListPositionsRequest) -> None:
    pb.account_id = value.account_id
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_positions_response_from_pb(pb: account_service_pb2.ListPositionsResponse) -> models.ListPositionsResponse:
    return wire.read(models.ListPositionsResponse, dict_list_positions_response, pb)


def list_positions_response_to_pb(value: models.ListPositionsResponse) -> account_service_pb2.ListPositionsResponse:
    pb = account_service_pb2.ListPositionsResponse()
    fill_list_positions_response(pb, value)
    return pb


def dict_list_positions_response(pb: account_service_pb2.ListPositionsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "positions": wire.elements(dict_position, got_positions) if (got_positions := pb.positions) else [],
        "as_of_seq": got_as_of_seq if (got_as_of_seq := pb.as_of_seq) or has("as_of_seq") else None,
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_positions_response(pb: account_service_pb2.ListPositionsResponse, value: models.ListPositionsResponse) -> None:
    for each_positions in value.positions:
        fill_position(pb.positions.add(), each_positions)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token
    pb.as_of_seq = value.as_of_seq


def list_fills_request_from_pb(pb: account_service_pb2.ListFillsRequest) -> models.ListFillsRequest:
    return wire.read(models.ListFillsRequest, dict_list_fills_request, pb)


def list_fills_request_to_pb(value: models.ListFillsRequest) -> account_service_pb2.ListFillsRequest:
    pb = account_service_pb2.ListFillsRequest()
    fill_list_fills_request(pb, value)
    return pb


def dict_list_fills_request(pb: account_service_pb2.ListFillsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("end_date"):
        found["end_date"] = pb.end_date
    if has("instrument"):
        found["instrument"] = pb.instrument
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_fills_request(pb: account_service_pb2.ListFillsRequest, value: models.ListFillsRequest) -> None:
    pb.account_id = value.account_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    if value.end_date is not None:
        pb.end_date = value.end_date.isoformat()
    if value.instrument is not None:
        pb.instrument = value.instrument
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_fills_response_from_pb(pb: account_service_pb2.ListFillsResponse) -> models.ListFillsResponse:
    return wire.read(models.ListFillsResponse, dict_list_fills_response, pb)


def list_fills_response_to_pb(value: models.ListFillsResponse) -> account_service_pb2.ListFillsResponse:
    pb = account_service_pb2.ListFillsResponse()
    fill_list_fills_response(pb, value)
    return pb


def dict_list_fills_response(pb: account_service_pb2.ListFillsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"fills": wire.elements(dict_fill, got_fills) if (got_fills := pb.fills) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_fills_response(pb: account_service_pb2.ListFillsResponse, value: models.ListFillsResponse) -> None:
    for each_fills in value.fills:
        fill_fill(pb.fills.add(), each_fills)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def list_nav_request_from_pb(pb: account_service_pb2.ListNavRequest) -> models.ListNavRequest:
    return wire.read(models.ListNavRequest, dict_list_nav_request, pb)


def list_nav_request_to_pb(value: models.ListNavRequest) -> account_service_pb2.ListNavRequest:
    pb = account_service_pb2.ListNavRequest()
    fill_list_nav_request(pb, value)
    return pb


def dict_list_nav_request(pb: account_service_pb2.ListNavRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("end_date"):
        found["end_date"] = pb.end_date
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_nav_request(pb: account_service_pb2.ListNavRequest, value: models.ListNavRequest) -> None:
    pb.account_id = value.account_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    if value.end_date is not None:
        pb.end_date = value.end_date.isoformat()
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_nav_response_from_pb(pb: account_service_pb2.ListNavResponse) -> models.ListNavResponse:
    return wire.read(models.ListNavResponse, dict_list_nav_response, pb)


def list_nav_response_to_pb(value: models.ListNavResponse) -> account_service_pb2.ListNavResponse:
    pb = account_service_pb2.ListNavResponse()
    fill_list_nav_response(pb, value)
    return pb


def dict_list_nav_response(pb: account_service_pb2.ListNavResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"points": wire.elements(dict_nav_point, got_points) if (got_points := pb.points) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_nav_response(pb: account_service_pb2.ListNavResponse, value: models.ListNavResponse) -> None:
    for each_points in value.points:
        fill_nav_point(pb.points.add(), each_points)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def reconcile_request_from_pb(pb: account_service_pb2.ReconcileRequest) -> models.ReconcileRequest:
    return wire.read(models.ReconcileRequest, dict_reconcile_request, pb)


def reconcile_request_to_pb(value: models.ReconcileRequest) -> account_service_pb2.ReconcileRequest:
    pb = account_service_pb2.ReconcileRequest()
    fill_reconcile_request(pb, value)
    return pb


def dict_reconcile_request(pb: account_service_pb2.ReconcileRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}


def fill_reconcile_request(pb: account_service_pb2.ReconcileRequest, value: models.ReconcileRequest) -> None:
    pb.account_id = value.account_id


def reconcile_response_from_pb(pb: account_service_pb2.ReconcileResponse) -> models.ReconcileResponse:
    return wire.read(models.ReconcileResponse, dict_reconcile_response, pb)


def reconcile_response_to_pb(value: models.ReconcileResponse) -> account_service_pb2.ReconcileResponse:
    pb = account_service_pb2.ReconcileResponse()
    fill_reconcile_response(pb, value)
    return pb


def dict_reconcile_response(pb: account_service_pb2.ReconcileResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "consistent": got_consistent if (got_consistent := pb.consistent) or has("consistent") else None,
        "differences": wire.elements(dict_ledger_difference, got_differences) if (got_differences := pb.differences) else [],
        "event_count": got_event_count if (got_event_count := pb.event_count) or has("event_count") else None,
        "account": dict_account(pb.account) if has("account") else None,
    }
    if has("journal_hash"):
        found["journal_hash"] = pb.journal_hash
    return found


def fill_reconcile_response(pb: account_service_pb2.ReconcileResponse, value: models.ReconcileResponse) -> None:
    pb.consistent = value.consistent
    for each_differences in value.differences:
        fill_ledger_difference(pb.differences.add(), each_differences)
    pb.event_count = value.event_count
    if value.journal_hash is not None:
        pb.journal_hash = value.journal_hash
    pb.account.SetInParent()
    fill_account(pb.account, value.account)


def advance_account_request_from_pb(pb: account_service_pb2.AdvanceAccountRequest) -> models.AdvanceAccountRequest:
    return wire.read(models.AdvanceAccountRequest, dict_advance_account_request, pb)


def advance_account_request_to_pb(value: models.AdvanceAccountRequest) -> account_service_pb2.AdvanceAccountRequest:
    pb = account_service_pb2.AdvanceAccountRequest()
    fill_advance_account_request(pb, value)
    return pb


def dict_advance_account_request(pb: account_service_pb2.AdvanceAccountRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
    }
    if has("to_date"):
        found["to_date"] = pb.to_date
    if has("days"):
        found["days"] = pb.days
    return found


def fill_advance_account_request(pb: account_service_pb2.AdvanceAccountRequest, value: models.AdvanceAccountRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    if value.to_date is not None:
        pb.to_date = value.to_date.isoformat()
    if value.days is not None:
        pb.days = value.days


def advance_account_response_from_pb(pb: account_service_pb2.AdvanceAccountResponse) -> models.AdvanceAccountResponse:
    return wire.read(models.AdvanceAccountResponse, dict_advance_account_response, pb)


def advance_account_response_to_pb(value: models.AdvanceAccountResponse) -> account_service_pb2.AdvanceAccountResponse:
    pb = account_service_pb2.AdvanceAccountResponse()
    fill_advance_account_response(pb, value)
    return pb


def dict_advance_account_response(pb: account_service_pb2.AdvanceAccountResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "account": dict_account(pb.account) if has("account") else None,
        "points": wire.elements(dict_nav_point, got_points) if (got_points := pb.points) else [],
        "first_seq": got_first_seq if (got_first_seq := pb.first_seq) or has("first_seq") else None,
        "last_seq": got_last_seq if (got_last_seq := pb.last_seq) or has("last_seq") else None,
        "fill_count": got_fill_count if (got_fill_count := pb.fill_count) or has("fill_count") else None,
    }


def fill_advance_account_response(pb: account_service_pb2.AdvanceAccountResponse, value: models.AdvanceAccountResponse) -> None:
    pb.account.SetInParent()
    fill_account(pb.account, value.account)
    for each_points in value.points:
        fill_nav_point(pb.points.add(), each_points)
    pb.first_seq = value.first_seq
    pb.last_seq = value.last_seq
    pb.fill_count = value.fill_count


def create_instance_request_from_pb(pb: account_service_pb2.CreateInstanceRequest) -> models.CreateInstanceRequest:
    return wire.read(models.CreateInstanceRequest, dict_create_instance_request, pb)


def create_instance_request_to_pb(value: models.CreateInstanceRequest) -> account_service_pb2.CreateInstanceRequest:
    pb = account_service_pb2.CreateInstanceRequest()
    fill_create_instance_request(pb, value)
    return pb


def dict_create_instance_request(pb: account_service_pb2.CreateInstanceRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "instance_id": got_instance_id if (got_instance_id := pb.instance_id) or has("instance_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "method": dict_portfolio_method(pb.method) if has("method") else None,
    }
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    if has("strategy_config_hash"):
        found["strategy_config_hash"] = pb.strategy_config_hash
    if has("factor_set_hash"):
        found["factor_set_hash"] = pb.factor_set_hash
    if has("model_hash"):
        found["model_hash"] = pb.model_hash
    if has("schedule"):
        found["schedule"] = REBALANCE_SCHEDULE_FROM_PB[pb.schedule]
    if has("label"):
        found["label"] = pb.label
    return found


def fill_create_instance_request(pb: account_service_pb2.CreateInstanceRequest, value: models.CreateInstanceRequest) -> None:
    pb.request_id = value.request_id
    pb.instance_id = value.instance_id
    pb.account_id = value.account_id
    pb.env = contract_converters.ENV_TO_PB[value.env]
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    if value.strategy_config_hash is not None:
        pb.strategy_config_hash = value.strategy_config_hash
    if value.factor_set_hash is not None:
        pb.factor_set_hash = value.factor_set_hash
    if value.model_hash is not None:
        pb.model_hash = value.model_hash
    pb.method.SetInParent()
    fill_portfolio_method(pb.method, value.method)
    if value.schedule is not None:
        pb.schedule = REBALANCE_SCHEDULE_TO_PB[value.schedule]
    if value.label is not None:
        pb.label = value.label


def create_instance_response_from_pb(pb: account_service_pb2.CreateInstanceResponse) -> models.CreateInstanceResponse:
    return wire.read(models.CreateInstanceResponse, dict_create_instance_response, pb)


def create_instance_response_to_pb(value: models.CreateInstanceResponse) -> account_service_pb2.CreateInstanceResponse:
    pb = account_service_pb2.CreateInstanceResponse()
    fill_create_instance_response(pb, value)
    return pb


def dict_create_instance_response(pb: account_service_pb2.CreateInstanceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"instance": dict_strategy_instance(pb.instance) if has("instance") else None}


def fill_create_instance_response(pb: account_service_pb2.CreateInstanceResponse, value: models.CreateInstanceResponse) -> None:
    pb.instance.SetInParent()
    fill_strategy_instance(pb.instance, value.instance)


def start_instance_request_from_pb(pb: account_service_pb2.StartInstanceRequest) -> models.StartInstanceRequest:
    return wire.read(models.StartInstanceRequest, dict_start_instance_request, pb)


def start_instance_request_to_pb(value: models.StartInstanceRequest) -> account_service_pb2.StartInstanceRequest:
    pb = account_service_pb2.StartInstanceRequest()
    fill_start_instance_request(pb, value)
    return pb


def dict_start_instance_request(pb: account_service_pb2.StartInstanceRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "instance_id": got_instance_id if (got_instance_id := pb.instance_id) or has("instance_id") else None,
    }


def fill_start_instance_request(pb: account_service_pb2.StartInstanceRequest, value: models.StartInstanceRequest) -> None:
    pb.request_id = value.request_id
    pb.instance_id = value.instance_id


def start_instance_response_from_pb(pb: account_service_pb2.StartInstanceResponse) -> models.StartInstanceResponse:
    return wire.read(models.StartInstanceResponse, dict_start_instance_response, pb)


def start_instance_response_to_pb(value: models.StartInstanceResponse) -> account_service_pb2.StartInstanceResponse:
    pb = account_service_pb2.StartInstanceResponse()
    fill_start_instance_response(pb, value)
    return pb


def dict_start_instance_response(pb: account_service_pb2.StartInstanceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"instance": dict_strategy_instance(pb.instance) if has("instance") else None}


def fill_start_instance_response(pb: account_service_pb2.StartInstanceResponse, value: models.StartInstanceResponse) -> None:
    pb.instance.SetInParent()
    fill_strategy_instance(pb.instance, value.instance)


def stop_instance_request_from_pb(pb: account_service_pb2.StopInstanceRequest) -> models.StopInstanceRequest:
    return wire.read(models.StopInstanceRequest, dict_stop_instance_request, pb)


def stop_instance_request_to_pb(value: models.StopInstanceRequest) -> account_service_pb2.StopInstanceRequest:
    pb = account_service_pb2.StopInstanceRequest()
    fill_stop_instance_request(pb, value)
    return pb


def dict_stop_instance_request(pb: account_service_pb2.StopInstanceRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "instance_id": got_instance_id if (got_instance_id := pb.instance_id) or has("instance_id") else None,
    }


def fill_stop_instance_request(pb: account_service_pb2.StopInstanceRequest, value: models.StopInstanceRequest) -> None:
    pb.request_id = value.request_id
    pb.instance_id = value.instance_id


def stop_instance_response_from_pb(pb: account_service_pb2.StopInstanceResponse) -> models.StopInstanceResponse:
    return wire.read(models.StopInstanceResponse, dict_stop_instance_response, pb)


def stop_instance_response_to_pb(value: models.StopInstanceResponse) -> account_service_pb2.StopInstanceResponse:
    pb = account_service_pb2.StopInstanceResponse()
    fill_stop_instance_response(pb, value)
    return pb


def dict_stop_instance_response(pb: account_service_pb2.StopInstanceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"instance": dict_strategy_instance(pb.instance) if has("instance") else None}


def fill_stop_instance_response(pb: account_service_pb2.StopInstanceResponse, value: models.StopInstanceResponse) -> None:
    pb.instance.SetInParent()
    fill_strategy_instance(pb.instance, value.instance)


def get_instance_request_from_pb(pb: account_service_pb2.GetInstanceRequest) -> models.GetInstanceRequest:
    return wire.read(models.GetInstanceRequest, dict_get_instance_request, pb)


def get_instance_request_to_pb(value: models.GetInstanceRequest) -> account_service_pb2.GetInstanceRequest:
    pb = account_service_pb2.GetInstanceRequest()
    fill_get_instance_request(pb, value)
    return pb


def dict_get_instance_request(pb: account_service_pb2.GetInstanceRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"instance_id": got_instance_id if (got_instance_id := pb.instance_id) or has("instance_id") else None}


def fill_get_instance_request(pb: account_service_pb2.GetInstanceRequest, value: models.GetInstanceRequest) -> None:
    pb.instance_id = value.instance_id


def get_instance_response_from_pb(pb: account_service_pb2.GetInstanceResponse) -> models.GetInstanceResponse:
    return wire.read(models.GetInstanceResponse, dict_get_instance_response, pb)


def get_instance_response_to_pb(value: models.GetInstanceResponse) -> account_service_pb2.GetInstanceResponse:
    pb = account_service_pb2.GetInstanceResponse()
    fill_get_instance_response(pb, value)
    return pb


def dict_get_instance_response(pb: account_service_pb2.GetInstanceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"instance": dict_strategy_instance(pb.instance) if has("instance") else None}


def fill_get_instance_response(pb: account_service_pb2.GetInstanceResponse, value: models.GetInstanceResponse) -> None:
    pb.instance.SetInParent()
    fill_strategy_instance(pb.instance, value.instance)


def list_instances_request_from_pb(pb: account_service_pb2.ListInstancesRequest) -> models.ListInstancesRequest:
    return wire.read(models.ListInstancesRequest, dict_list_instances_request, pb)


def list_instances_request_to_pb(value: models.ListInstancesRequest) -> account_service_pb2.ListInstancesRequest:
    pb = account_service_pb2.ListInstancesRequest()
    fill_list_instances_request(pb, value)
    return pb


def dict_list_instances_request(pb: account_service_pb2.ListInstancesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("account_id"):
        found["account_id"] = pb.account_id
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_instances_request(pb: account_service_pb2.ListInstancesRequest, value: models.ListInstancesRequest) -> None:
    if value.account_id is not None:
        pb.account_id = value.account_id
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_instances_response_from_pb(pb: account_service_pb2.ListInstancesResponse) -> models.ListInstancesResponse:
    return wire.read(models.ListInstancesResponse, dict_list_instances_response, pb)


def list_instances_response_to_pb(value: models.ListInstancesResponse) -> account_service_pb2.ListInstancesResponse:
    pb = account_service_pb2.ListInstancesResponse()
    fill_list_instances_response(pb, value)
    return pb


def dict_list_instances_response(pb: account_service_pb2.ListInstancesResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "instances": wire.elements(dict_strategy_instance, got_instances) if (got_instances := pb.instances) else []
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_instances_response(pb: account_service_pb2.ListInstancesResponse, value: models.ListInstancesResponse) -> None:
    for each_instances in value.instances:
        fill_strategy_instance(pb.instances.add(), each_instances)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def order_from_pb(pb: order_pb2.Order) -> models.Order:
    return wire.read(models.Order, dict_order, pb)


def order_to_pb(value: models.Order) -> order_pb2.Order:
    pb = order_pb2.Order()
    fill_order(pb, value)
    return pb


def dict_order(pb: order_pb2.Order) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "type": ORDER_TYPE_FROM_PB[got_type] if (got_type := pb.type) or has("type") else None,
        "time_in_force": TIME_IN_FORCE_FROM_PB[got_time_in_force]
        if (got_time_in_force := pb.time_in_force) or has("time_in_force")
        else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "filled_quantity": got_filled_quantity if (got_filled_quantity := pb.filled_quantity) or has("filled_quantity") else None,
        "cost_mills": got_cost_mills if (got_cost_mills := pb.cost_mills) or has("cost_mills") else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
        "state": ORDER_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "decided_date": got_decided_date if (got_decided_date := pb.decided_date) or has("decided_date") else None,
        "submitted_seq": got_submitted_seq if (got_submitted_seq := pb.submitted_seq) or has("submitted_seq") else None,
        "updated_seq": got_updated_seq if (got_updated_seq := pb.updated_seq) or has("updated_seq") else None,
    }
    if has("price_mills"):
        found["price_mills"] = pb.price_mills
    if has("average_price_mills"):
        found["average_price_mills"] = pb.average_price_mills
    if has("end_reason"):
        found["end_reason"] = ORDER_END_REASON_FROM_PB[pb.end_reason]
    if has("verdict"):
        found["verdict"] = dict_risk_verdict(pb.verdict)
    if has("ended_date"):
        found["ended_date"] = pb.ended_date
    if has("plan_id"):
        found["plan_id"] = pb.plan_id
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    return found


def fill_order(pb: order_pb2.Order, value: models.Order) -> None:
    pb.account_id = value.account_id
    pb.client_order_id = value.client_order_id
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.type = ORDER_TYPE_TO_PB[value.type]
    pb.time_in_force = TIME_IN_FORCE_TO_PB[value.time_in_force]
    if value.price_mills is not None:
        pb.price_mills = value.price_mills
    pb.quantity = value.quantity
    pb.filled_quantity = value.filled_quantity
    if value.average_price_mills is not None:
        pb.average_price_mills = value.average_price_mills
    pb.cost_mills = value.cost_mills
    pb.reference_price_mills = value.reference_price_mills
    pb.state = ORDER_STATE_TO_PB[value.state]
    if value.end_reason is not None:
        pb.end_reason = ORDER_END_REASON_TO_PB[value.end_reason]
    if value.verdict is not None:
        pb.verdict.SetInParent()
        fill_risk_verdict(pb.verdict, value.verdict)
    pb.decided_date = value.decided_date.isoformat()
    if value.ended_date is not None:
        pb.ended_date = value.ended_date.isoformat()
    if value.plan_id is not None:
        pb.plan_id = value.plan_id
    if value.instance_id is not None:
        pb.instance_id = value.instance_id
    pb.submitted_seq = value.submitted_seq
    pb.updated_seq = value.updated_seq


def fill_from_pb(pb: order_pb2.Fill) -> models.Fill:
    return wire.read(models.Fill, dict_fill, pb)


def fill_to_pb(value: models.Fill) -> order_pb2.Fill:
    pb = order_pb2.Fill()
    fill_fill(pb, value)
    return pb


def dict_fill(pb: order_pb2.Fill) -> dict[str, Any]:
    has = pb.HasField
    return {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "fill_id": got_fill_id if (got_fill_id := pb.fill_id) or has("fill_id") else None,
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "at_utc": got_at_utc if (got_at_utc := pb.at_utc) or has("at_utc") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "price_mills": got_price_mills if (got_price_mills := pb.price_mills) or has("price_mills") else None,
        "value_mills": got_value_mills if (got_value_mills := pb.value_mills) or has("value_mills") else None,
        "commission_mills": got_commission_mills
        if (got_commission_mills := pb.commission_mills) or has("commission_mills")
        else None,
        "stamp_duty_mills": got_stamp_duty_mills
        if (got_stamp_duty_mills := pb.stamp_duty_mills) or has("stamp_duty_mills")
        else None,
        "transfer_fee_mills": got_transfer_fee_mills
        if (got_transfer_fee_mills := pb.transfer_fee_mills) or has("transfer_fee_mills")
        else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
        "seq": got_seq if (got_seq := pb.seq) or has("seq") else None,
    }


def fill_fill(pb: order_pb2.Fill, value: models.Fill) -> None:
    pb.account_id = value.account_id
    pb.fill_id = value.fill_id
    pb.client_order_id = value.client_order_id
    pb.trading_date = value.trading_date.isoformat()
    pb.at_utc = wire.utc_text(value.at_utc)
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.quantity = value.quantity
    pb.price_mills = value.price_mills
    pb.value_mills = value.value_mills
    pb.commission_mills = value.commission_mills
    pb.stamp_duty_mills = value.stamp_duty_mills
    pb.transfer_fee_mills = value.transfer_fee_mills
    pb.reference_price_mills = value.reference_price_mills
    pb.seq = value.seq


def chain_link_from_pb(pb: order_explanation_pb2.ChainLink) -> models.ChainLink:
    return wire.read(models.ChainLink, dict_chain_link, pb)


def chain_link_to_pb(value: models.ChainLink) -> order_explanation_pb2.ChainLink:
    pb = order_explanation_pb2.ChainLink()
    fill_chain_link(pb, value)
    return pb


def dict_chain_link(pb: order_explanation_pb2.ChainLink) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "found": got_found if (got_found := pb.found) or has("found") else None,
    }
    if has("id"):
        found["id"] = pb.id
    return found


def fill_chain_link(pb: order_explanation_pb2.ChainLink, value: models.ChainLink) -> None:
    pb.name = value.name
    if value.id is not None:
        pb.id = value.id
    pb.found = value.found


def order_explanation_from_pb(pb: order_explanation_pb2.OrderExplanation) -> models.OrderExplanation:
    return wire.read(models.OrderExplanation, dict_order_explanation, pb)


def order_explanation_to_pb(value: models.OrderExplanation) -> order_explanation_pb2.OrderExplanation:
    pb = order_explanation_pb2.OrderExplanation()
    fill_order_explanation(pb, value)
    return pb


def dict_order_explanation(pb: order_explanation_pb2.OrderExplanation) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "order": dict_order(pb.order) if has("order") else None,
        "events": wire.elements(dict_account_event, got_events) if (got_events := pb.events) else [],
        "chain": wire.elements(dict_chain_link, got_chain) if (got_chain := pb.chain) else [],
        "complete": got_complete if (got_complete := pb.complete) or has("complete") else None,
    }
    if has("plan_id"):
        found["plan_id"] = pb.plan_id
    if has("signal_date"):
        found["signal_date"] = pb.signal_date
    if has("target"):
        found["target"] = dict_target_weight(pb.target)
    return found


def fill_order_explanation(pb: order_explanation_pb2.OrderExplanation, value: models.OrderExplanation) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.order.SetInParent()
    fill_order(pb.order, value.order)
    for each_events in value.events:
        fill_account_event(pb.events.add(), each_events)
    if value.plan_id is not None:
        pb.plan_id = value.plan_id
    if value.signal_date is not None:
        pb.signal_date = value.signal_date.isoformat()
    if value.target is not None:
        pb.target.SetInParent()
        fill_target_weight(pb.target, value.target)
    for each_chain in value.chain:
        fill_chain_link(pb.chain.add(), each_chain)
    pb.complete = value.complete


def submit_order_request_from_pb(pb: order_service_pb2.SubmitOrderRequest) -> models.SubmitOrderRequest:
    return wire.read(models.SubmitOrderRequest, dict_submit_order_request, pb)


def submit_order_request_to_pb(value: models.SubmitOrderRequest) -> order_service_pb2.SubmitOrderRequest:
    pb = order_service_pb2.SubmitOrderRequest()
    fill_submit_order_request(pb, value)
    return pb


def dict_submit_order_request(pb: order_service_pb2.SubmitOrderRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "type": ORDER_TYPE_FROM_PB[got_type] if (got_type := pb.type) or has("type") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
    }
    if has("time_in_force"):
        found["time_in_force"] = TIME_IN_FORCE_FROM_PB[pb.time_in_force]
    if has("price_mills"):
        found["price_mills"] = pb.price_mills
    return found


def fill_submit_order_request(pb: order_service_pb2.SubmitOrderRequest, value: models.SubmitOrderRequest) -> None:
    pb.client_order_id = value.client_order_id
    pb.account_id = value.account_id
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.type = ORDER_TYPE_TO_PB[value.type]
    if value.time_in_force is not None:
        pb.time_in_force = TIME_IN_FORCE_TO_PB[value.time_in_force]
    if value.price_mills is not None:
        pb.price_mills = value.price_mills
    pb.quantity = value.quantity


def submit_order_response_from_pb(pb: order_service_pb2.SubmitOrderResponse) -> models.SubmitOrderResponse:
    return wire.read(models.SubmitOrderResponse, dict_submit_order_response, pb)


def submit_order_response_to_pb(value: models.SubmitOrderResponse) -> order_service_pb2.SubmitOrderResponse:
    pb = order_service_pb2.SubmitOrderResponse()
    fill_submit_order_response(pb, value)
    return pb


def dict_submit_order_response(pb: order_service_pb2.SubmitOrderResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"order": dict_order(pb.order) if has("order") else None}


def fill_submit_order_response(pb: order_service_pb2.SubmitOrderResponse, value: models.SubmitOrderResponse) -> None:
    pb.order.SetInParent()
    fill_order(pb.order, value.order)


def cancel_order_request_from_pb(pb: order_service_pb2.CancelOrderRequest) -> models.CancelOrderRequest:
    return wire.read(models.CancelOrderRequest, dict_cancel_order_request, pb)


def cancel_order_request_to_pb(value: models.CancelOrderRequest) -> order_service_pb2.CancelOrderRequest:
    pb = order_service_pb2.CancelOrderRequest()
    fill_cancel_order_request(pb, value)
    return pb


def dict_cancel_order_request(pb: order_service_pb2.CancelOrderRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
    }


def fill_cancel_order_request(pb: order_service_pb2.CancelOrderRequest, value: models.CancelOrderRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    pb.client_order_id = value.client_order_id


def cancel_order_response_from_pb(pb: order_service_pb2.CancelOrderResponse) -> models.CancelOrderResponse:
    return wire.read(models.CancelOrderResponse, dict_cancel_order_response, pb)


def cancel_order_response_to_pb(value: models.CancelOrderResponse) -> order_service_pb2.CancelOrderResponse:
    pb = order_service_pb2.CancelOrderResponse()
    fill_cancel_order_response(pb, value)
    return pb


def dict_cancel_order_response(pb: order_service_pb2.CancelOrderResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"order": dict_order(pb.order) if has("order") else None}


def fill_cancel_order_response(pb: order_service_pb2.CancelOrderResponse, value: models.CancelOrderResponse) -> None:
    pb.order.SetInParent()
    fill_order(pb.order, value.order)


def get_order_request_from_pb(pb: order_service_pb2.GetOrderRequest) -> models.GetOrderRequest:
    return wire.read(models.GetOrderRequest, dict_get_order_request, pb)


def get_order_request_to_pb(value: models.GetOrderRequest) -> order_service_pb2.GetOrderRequest:
    pb = order_service_pb2.GetOrderRequest()
    fill_get_order_request(pb, value)
    return pb


def dict_get_order_request(pb: order_service_pb2.GetOrderRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
    }


def fill_get_order_request(pb: order_service_pb2.GetOrderRequest, value: models.GetOrderRequest) -> None:
    pb.account_id = value.account_id
    pb.client_order_id = value.client_order_id


def get_order_response_from_pb(pb: order_service_pb2.GetOrderResponse) -> models.GetOrderResponse:
    return wire.read(models.GetOrderResponse, dict_get_order_response, pb)


def get_order_response_to_pb(value: models.GetOrderResponse) -> order_service_pb2.GetOrderResponse:
    pb = order_service_pb2.GetOrderResponse()
    fill_get_order_response(pb, value)
    return pb


def dict_get_order_response(pb: order_service_pb2.GetOrderResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"order": dict_order(pb.order) if has("order") else None}


def fill_get_order_response(pb: order_service_pb2.GetOrderResponse, value: models.GetOrderResponse) -> None:
    pb.order.SetInParent()
    fill_order(pb.order, value.order)


def list_orders_request_from_pb(pb: order_service_pb2.ListOrdersRequest) -> models.ListOrdersRequest:
    return wire.read(models.ListOrdersRequest, dict_list_orders_request, pb)


def list_orders_request_to_pb(value: models.ListOrdersRequest) -> order_service_pb2.ListOrdersRequest:
    pb = order_service_pb2.ListOrdersRequest()
    fill_list_orders_request(pb, value)
    return pb


def dict_list_orders_request(pb: order_service_pb2.ListOrdersRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "states": [ORDER_STATE_FROM_PB[item] for item in pb.states[:]],
    }
    if has("instrument"):
        found["instrument"] = pb.instrument
    if has("plan_id"):
        found["plan_id"] = pb.plan_id
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_orders_request(pb: order_service_pb2.ListOrdersRequest, value: models.ListOrdersRequest) -> None:
    pb.account_id = value.account_id
    pb.states.extend(ORDER_STATE_TO_PB[item] for item in value.states)
    if value.instrument is not None:
        pb.instrument = value.instrument
    if value.plan_id is not None:
        pb.plan_id = value.plan_id
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_orders_response_from_pb(pb: order_service_pb2.ListOrdersResponse) -> models.ListOrdersResponse:
    return wire.read(models.ListOrdersResponse, dict_list_orders_response, pb)


def list_orders_response_to_pb(value: models.ListOrdersResponse) -> order_service_pb2.ListOrdersResponse:
    pb = order_service_pb2.ListOrdersResponse()
    fill_list_orders_response(pb, value)
    return pb


def dict_list_orders_response(pb: order_service_pb2.ListOrdersResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"orders": wire.elements(dict_order, got_orders) if (got_orders := pb.orders) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_orders_response(pb: order_service_pb2.ListOrdersResponse, value: models.ListOrdersResponse) -> None:
    for each_orders in value.orders:
        fill_order(pb.orders.add(), each_orders)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def watch_events_request_from_pb(pb: order_service_pb2.WatchEventsRequest) -> models.WatchEventsRequest:
    return wire.read(models.WatchEventsRequest, dict_watch_events_request, pb)


def watch_events_request_to_pb(value: models.WatchEventsRequest) -> order_service_pb2.WatchEventsRequest:
    pb = order_service_pb2.WatchEventsRequest()
    fill_watch_events_request(pb, value)
    return pb


def dict_watch_events_request(pb: order_service_pb2.WatchEventsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}
    if has("cursor"):
        found["cursor"] = pb.cursor
    if has("stop_at_end"):
        found["stop_at_end"] = pb.stop_at_end
    return found


def fill_watch_events_request(pb: order_service_pb2.WatchEventsRequest, value: models.WatchEventsRequest) -> None:
    pb.account_id = value.account_id
    if value.cursor is not None:
        pb.cursor = value.cursor
    if value.stop_at_end is not None:
        pb.stop_at_end = value.stop_at_end


def watch_events_response_from_pb(pb: order_service_pb2.WatchEventsResponse) -> models.WatchEventsResponse:
    return wire.read(models.WatchEventsResponse, dict_watch_events_response, pb)


def watch_events_response_to_pb(value: models.WatchEventsResponse) -> order_service_pb2.WatchEventsResponse:
    pb = order_service_pb2.WatchEventsResponse()
    fill_watch_events_response(pb, value)
    return pb


def dict_watch_events_response(pb: order_service_pb2.WatchEventsResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"event": dict_account_event(pb.event) if has("event") else None}


def fill_watch_events_response(pb: order_service_pb2.WatchEventsResponse, value: models.WatchEventsResponse) -> None:
    pb.event.SetInParent()
    fill_account_event(pb.event, value.event)


def explain_order_request_from_pb(pb: order_service_pb2.ExplainOrderRequest) -> models.ExplainOrderRequest:
    return wire.read(models.ExplainOrderRequest, dict_explain_order_request, pb)


def explain_order_request_to_pb(value: models.ExplainOrderRequest) -> order_service_pb2.ExplainOrderRequest:
    pb = order_service_pb2.ExplainOrderRequest()
    fill_explain_order_request(pb, value)
    return pb


def dict_explain_order_request(pb: order_service_pb2.ExplainOrderRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
    }


def fill_explain_order_request(pb: order_service_pb2.ExplainOrderRequest, value: models.ExplainOrderRequest) -> None:
    pb.account_id = value.account_id
    pb.client_order_id = value.client_order_id


def explain_order_response_from_pb(pb: order_service_pb2.ExplainOrderResponse) -> models.ExplainOrderResponse:
    return wire.read(models.ExplainOrderResponse, dict_explain_order_response, pb)


def explain_order_response_to_pb(value: models.ExplainOrderResponse) -> order_service_pb2.ExplainOrderResponse:
    pb = order_service_pb2.ExplainOrderResponse()
    fill_explain_order_response(pb, value)
    return pb


def dict_explain_order_response(pb: order_service_pb2.ExplainOrderResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"explanation": dict_order_explanation(pb.explanation) if has("explanation") else None}


def fill_explain_order_response(pb: order_service_pb2.ExplainOrderResponse, value: models.ExplainOrderResponse) -> None:
    pb.explanation.SetInParent()
    fill_order_explanation(pb.explanation, value.explanation)


def signal_from_pb(pb: portfolio_pb2.Signal) -> models.Signal:
    return wire.read(models.Signal, dict_signal, pb)


def signal_to_pb(value: models.Signal) -> portfolio_pb2.Signal:
    pb = portfolio_pb2.Signal()
    fill_signal(pb, value)
    return pb


def dict_signal(pb: portfolio_pb2.Signal) -> dict[str, Any]:
    has = pb.HasField
    return {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "score": got_score if (got_score := pb.score) or has("score") else None,
    }


def fill_signal(pb: portfolio_pb2.Signal, value: models.Signal) -> None:
    pb.instrument = value.instrument
    pb.score = value.score


def topk_dropout_portfolio_from_pb(pb: portfolio_pb2.TopkDropoutPortfolio) -> models.TopkDropoutPortfolio:
    return wire.read(models.TopkDropoutPortfolio, dict_topk_dropout_portfolio, pb)


def topk_dropout_portfolio_to_pb(value: models.TopkDropoutPortfolio) -> portfolio_pb2.TopkDropoutPortfolio:
    pb = portfolio_pb2.TopkDropoutPortfolio()
    fill_topk_dropout_portfolio(pb, value)
    return pb


def dict_topk_dropout_portfolio(pb: portfolio_pb2.TopkDropoutPortfolio) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": "topk_dropout",
        "top_k": got_top_k if (got_top_k := pb.top_k) or has("top_k") else None,
        "n_drop": got_n_drop if (got_n_drop := pb.n_drop) or has("n_drop") else None,
        "exposure": got_exposure if (got_exposure := pb.exposure) or has("exposure") else None,
    }
    if has("max_weight"):
        found["max_weight"] = pb.max_weight
    return found


def fill_topk_dropout_portfolio(pb: portfolio_pb2.TopkDropoutPortfolio, value: models.TopkDropoutPortfolio) -> None:
    pb.top_k = value.top_k
    pb.n_drop = value.n_drop
    pb.exposure = value.exposure
    if value.max_weight is not None:
        pb.max_weight = value.max_weight


def equal_weight_portfolio_from_pb(pb: portfolio_pb2.EqualWeightPortfolio) -> models.EqualWeightPortfolio:
    return wire.read(models.EqualWeightPortfolio, dict_equal_weight_portfolio, pb)


def equal_weight_portfolio_to_pb(value: models.EqualWeightPortfolio) -> portfolio_pb2.EqualWeightPortfolio:
    pb = portfolio_pb2.EqualWeightPortfolio()
    fill_equal_weight_portfolio(pb, value)
    return pb


def dict_equal_weight_portfolio(pb: portfolio_pb2.EqualWeightPortfolio) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": "equal_weight",
        "top_k": got_top_k if (got_top_k := pb.top_k) or has("top_k") else None,
        "exposure": got_exposure if (got_exposure := pb.exposure) or has("exposure") else None,
    }
    if has("max_weight"):
        found["max_weight"] = pb.max_weight
    return found


def fill_equal_weight_portfolio(pb: portfolio_pb2.EqualWeightPortfolio, value: models.EqualWeightPortfolio) -> None:
    pb.top_k = value.top_k
    pb.exposure = value.exposure
    if value.max_weight is not None:
        pb.max_weight = value.max_weight


def score_weight_portfolio_from_pb(pb: portfolio_pb2.ScoreWeightPortfolio) -> models.ScoreWeightPortfolio:
    return wire.read(models.ScoreWeightPortfolio, dict_score_weight_portfolio, pb)


def score_weight_portfolio_to_pb(value: models.ScoreWeightPortfolio) -> portfolio_pb2.ScoreWeightPortfolio:
    pb = portfolio_pb2.ScoreWeightPortfolio()
    fill_score_weight_portfolio(pb, value)
    return pb


def dict_score_weight_portfolio(pb: portfolio_pb2.ScoreWeightPortfolio) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": "score_weight",
        "top_k": got_top_k if (got_top_k := pb.top_k) or has("top_k") else None,
        "exposure": got_exposure if (got_exposure := pb.exposure) or has("exposure") else None,
    }
    if has("max_weight"):
        found["max_weight"] = pb.max_weight
    return found


def fill_score_weight_portfolio(pb: portfolio_pb2.ScoreWeightPortfolio, value: models.ScoreWeightPortfolio) -> None:
    pb.top_k = value.top_k
    pb.exposure = value.exposure
    if value.max_weight is not None:
        pb.max_weight = value.max_weight


def portfolio_method_from_pb(pb: portfolio_pb2.PortfolioMethod) -> models.PortfolioMethod:
    return wire.read_union(models.PortfolioMethod, "PortfolioMethod", dict_portfolio_method, pb)  # type: ignore[no-any-return]


def portfolio_method_to_pb(value: models.PortfolioMethod) -> portfolio_pb2.PortfolioMethod:
    pb = portfolio_pb2.PortfolioMethod()
    fill_portfolio_method(pb, value)
    return pb


def dict_portfolio_method(pb: portfolio_pb2.PortfolioMethod) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "topk_dropout":
            return dict_topk_dropout_portfolio(pb.topk_dropout)
        case "equal_weight":
            return dict_equal_weight_portfolio(pb.equal_weight)
        case "score_weight":
            return dict_score_weight_portfolio(pb.score_weight)
        case _:
            return {}


def fill_portfolio_method(pb: portfolio_pb2.PortfolioMethod, value: models.PortfolioMethod) -> None:
    match value:
        case models.TopkDropoutPortfolio():
            pb.topk_dropout.SetInParent()
            fill_topk_dropout_portfolio(pb.topk_dropout, value)
        case models.EqualWeightPortfolio():
            pb.equal_weight.SetInParent()
            fill_equal_weight_portfolio(pb.equal_weight, value)
        case models.ScoreWeightPortfolio():
            pb.score_weight.SetInParent()
            fill_score_weight_portfolio(pb.score_weight, value)


def target_weight_from_pb(pb: portfolio_pb2.TargetWeight) -> models.TargetWeight:
    return wire.read(models.TargetWeight, dict_target_weight, pb)


def target_weight_to_pb(value: models.TargetWeight) -> portfolio_pb2.TargetWeight:
    pb = portfolio_pb2.TargetWeight()
    fill_target_weight(pb, value)
    return pb


def dict_target_weight(pb: portfolio_pb2.TargetWeight) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "weight": got_weight if (got_weight := pb.weight) or has("weight") else None,
    }
    if has("keep"):
        found["keep"] = pb.keep
    if has("score"):
        found["score"] = pb.score
    if has("rank"):
        found["rank"] = pb.rank
    return found


def fill_target_weight(pb: portfolio_pb2.TargetWeight, value: models.TargetWeight) -> None:
    pb.instrument = value.instrument
    pb.weight = value.weight
    if value.keep is not None:
        pb.keep = value.keep
    if value.score is not None:
        pb.score = value.score
    if value.rank is not None:
        pb.rank = value.rank


def planned_order_from_pb(pb: portfolio_pb2.PlannedOrder) -> models.PlannedOrder:
    return wire.read(models.PlannedOrder, dict_planned_order, pb)


def planned_order_to_pb(value: models.PlannedOrder) -> portfolio_pb2.PlannedOrder:
    pb = portfolio_pb2.PlannedOrder()
    fill_planned_order(pb, value)
    return pb


def dict_planned_order(pb: portfolio_pb2.PlannedOrder) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "side": ORDER_SIDE_FROM_PB[got_side] if (got_side := pb.side) or has("side") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
        "reference_price_mills": got_reference_price_mills
        if (got_reference_price_mills := pb.reference_price_mills) or has("reference_price_mills")
        else None,
        "value_mills": got_value_mills if (got_value_mills := pb.value_mills) or has("value_mills") else None,
        "target_weight": got_target_weight if (got_target_weight := pb.target_weight) or has("target_weight") else None,
        "allowed": got_allowed if (got_allowed := pb.allowed) or has("allowed") else None,
    }
    if has("verdict"):
        found["verdict"] = dict_risk_verdict(pb.verdict)
    return found


def fill_planned_order(pb: portfolio_pb2.PlannedOrder, value: models.PlannedOrder) -> None:
    pb.client_order_id = value.client_order_id
    pb.instrument = value.instrument
    pb.side = ORDER_SIDE_TO_PB[value.side]
    pb.quantity = value.quantity
    pb.reference_price_mills = value.reference_price_mills
    pb.value_mills = value.value_mills
    pb.target_weight = value.target_weight
    pb.allowed = value.allowed
    if value.verdict is not None:
        pb.verdict.SetInParent()
        fill_risk_verdict(pb.verdict, value.verdict)


def build_portfolio_request_from_pb(pb: portfolio_service_pb2.BuildPortfolioRequest) -> models.BuildPortfolioRequest:
    return wire.read(models.BuildPortfolioRequest, dict_build_portfolio_request, pb)


def build_portfolio_request_to_pb(value: models.BuildPortfolioRequest) -> portfolio_service_pb2.BuildPortfolioRequest:
    pb = portfolio_service_pb2.BuildPortfolioRequest()
    fill_build_portfolio_request(pb, value)
    return pb


def dict_build_portfolio_request(pb: portfolio_service_pb2.BuildPortfolioRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "signals": wire.elements(dict_signal, got_signals) if (got_signals := pb.signals) else [],
    }
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    if has("method"):
        found["method"] = dict_portfolio_method(pb.method)
    return found


def fill_build_portfolio_request(pb: portfolio_service_pb2.BuildPortfolioRequest, value: models.BuildPortfolioRequest) -> None:
    pb.account_id = value.account_id
    if value.instance_id is not None:
        pb.instance_id = value.instance_id
    if value.method is not None:
        pb.method.SetInParent()
        fill_portfolio_method(pb.method, value.method)
    for each_signals in value.signals:
        fill_signal(pb.signals.add(), each_signals)


def build_portfolio_response_from_pb(pb: portfolio_service_pb2.BuildPortfolioResponse) -> models.BuildPortfolioResponse:
    return wire.read(models.BuildPortfolioResponse, dict_build_portfolio_response, pb)


def build_portfolio_response_to_pb(value: models.BuildPortfolioResponse) -> portfolio_service_pb2.BuildPortfolioResponse:
    pb = portfolio_service_pb2.BuildPortfolioResponse()
    fill_build_portfolio_response(pb, value)
    return pb


def dict_build_portfolio_response(pb: portfolio_service_pb2.BuildPortfolioResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "weights": wire.elements(dict_target_weight, got_weights) if (got_weights := pb.weights) else [],
        "exposure": got_exposure if (got_exposure := pb.exposure) or has("exposure") else None,
        "cash_fraction": got_cash_fraction if (got_cash_fraction := pb.cash_fraction) or has("cash_fraction") else None,
    }


def fill_build_portfolio_response(pb: portfolio_service_pb2.BuildPortfolioResponse, value: models.BuildPortfolioResponse) -> None:
    for each_weights in value.weights:
        fill_target_weight(pb.weights.add(), each_weights)
    pb.exposure = value.exposure
    pb.cash_fraction = value.cash_fraction


def preview_orders_request_from_pb(pb: portfolio_service_pb2.PreviewOrdersRequest) -> models.PreviewOrdersRequest:
    return wire.read(models.PreviewOrdersRequest, dict_preview_orders_request, pb)


def preview_orders_request_to_pb(value: models.PreviewOrdersRequest) -> portfolio_service_pb2.PreviewOrdersRequest:
    pb = portfolio_service_pb2.PreviewOrdersRequest()
    fill_preview_orders_request(pb, value)
    return pb


def dict_preview_orders_request(pb: portfolio_service_pb2.PreviewOrdersRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "signal_date": got_signal_date if (got_signal_date := pb.signal_date) or has("signal_date") else None,
        "signals": wire.elements(dict_signal, got_signals) if (got_signals := pb.signals) else [],
    }
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    if has("method"):
        found["method"] = dict_portfolio_method(pb.method)
    if has("max_signal_age_days"):
        found["max_signal_age_days"] = pb.max_signal_age_days
    return found


def fill_preview_orders_request(pb: portfolio_service_pb2.PreviewOrdersRequest, value: models.PreviewOrdersRequest) -> None:
    pb.account_id = value.account_id
    if value.instance_id is not None:
        pb.instance_id = value.instance_id
    if value.method is not None:
        pb.method.SetInParent()
        fill_portfolio_method(pb.method, value.method)
    pb.signal_date = value.signal_date.isoformat()
    for each_signals in value.signals:
        fill_signal(pb.signals.add(), each_signals)
    if value.max_signal_age_days is not None:
        pb.max_signal_age_days = value.max_signal_age_days


def preview_orders_response_from_pb(pb: portfolio_service_pb2.PreviewOrdersResponse) -> models.PreviewOrdersResponse:
    return wire.read(models.PreviewOrdersResponse, dict_preview_orders_response, pb)


def preview_orders_response_to_pb(value: models.PreviewOrdersResponse) -> portfolio_service_pb2.PreviewOrdersResponse:
    pb = portfolio_service_pb2.PreviewOrdersResponse()
    fill_preview_orders_response(pb, value)
    return pb


def dict_preview_orders_response(pb: portfolio_service_pb2.PreviewOrdersResponse) -> dict[str, Any]:
    return {
        "weights": wire.elements(dict_target_weight, got_weights) if (got_weights := pb.weights) else [],
        "orders": wire.elements(dict_planned_order, got_orders) if (got_orders := pb.orders) else [],
    }


def fill_preview_orders_response(pb: portfolio_service_pb2.PreviewOrdersResponse, value: models.PreviewOrdersResponse) -> None:
    for each_weights in value.weights:
        fill_target_weight(pb.weights.add(), each_weights)
    for each_orders in value.orders:
        fill_planned_order(pb.orders.add(), each_orders)


def rebalance_request_from_pb(pb: portfolio_service_pb2.RebalanceRequest) -> models.RebalanceRequest:
    return wire.read(models.RebalanceRequest, dict_rebalance_request, pb)


def rebalance_request_to_pb(value: models.RebalanceRequest) -> portfolio_service_pb2.RebalanceRequest:
    pb = portfolio_service_pb2.RebalanceRequest()
    fill_rebalance_request(pb, value)
    return pb


def dict_rebalance_request(pb: portfolio_service_pb2.RebalanceRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "signal_date": got_signal_date if (got_signal_date := pb.signal_date) or has("signal_date") else None,
        "signals": wire.elements(dict_signal, got_signals) if (got_signals := pb.signals) else [],
    }
    if has("instance_id"):
        found["instance_id"] = pb.instance_id
    if has("method"):
        found["method"] = dict_portfolio_method(pb.method)
    if has("max_signal_age_days"):
        found["max_signal_age_days"] = pb.max_signal_age_days
    return found


def fill_rebalance_request(pb: portfolio_service_pb2.RebalanceRequest, value: models.RebalanceRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    if value.instance_id is not None:
        pb.instance_id = value.instance_id
    if value.method is not None:
        pb.method.SetInParent()
        fill_portfolio_method(pb.method, value.method)
    pb.signal_date = value.signal_date.isoformat()
    for each_signals in value.signals:
        fill_signal(pb.signals.add(), each_signals)
    if value.max_signal_age_days is not None:
        pb.max_signal_age_days = value.max_signal_age_days


def rebalance_response_from_pb(pb: portfolio_service_pb2.RebalanceResponse) -> models.RebalanceResponse:
    return wire.read(models.RebalanceResponse, dict_rebalance_response, pb)


def rebalance_response_to_pb(value: models.RebalanceResponse) -> portfolio_service_pb2.RebalanceResponse:
    pb = portfolio_service_pb2.RebalanceResponse()
    fill_rebalance_response(pb, value)
    return pb


def dict_rebalance_response(pb: portfolio_service_pb2.RebalanceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "plan_id": got_plan_id if (got_plan_id := pb.plan_id) or has("plan_id") else None,
        "weights": wire.elements(dict_target_weight, got_weights) if (got_weights := pb.weights) else [],
        "orders": wire.elements(dict_order, got_orders) if (got_orders := pb.orders) else [],
        "denied_count": got_denied_count if (got_denied_count := pb.denied_count) or has("denied_count") else None,
    }


def fill_rebalance_response(pb: portfolio_service_pb2.RebalanceResponse, value: models.RebalanceResponse) -> None:
    pb.plan_id = value.plan_id
    for each_weights in value.weights:
        fill_target_weight(pb.weights.add(), each_weights)
    for each_orders in value.orders:
        fill_order(pb.orders.add(), each_orders)
    pb.denied_count = value.denied_count


def flatten_request_from_pb(pb: portfolio_service_pb2.FlattenRequest) -> models.FlattenRequest:
    return wire.read(models.FlattenRequest, dict_flatten_request, pb)


def flatten_request_to_pb(value: models.FlattenRequest) -> portfolio_service_pb2.FlattenRequest:
    pb = portfolio_service_pb2.FlattenRequest()
    fill_flatten_request(pb, value)
    return pb


def dict_flatten_request(pb: portfolio_service_pb2.FlattenRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
    }


def fill_flatten_request(pb: portfolio_service_pb2.FlattenRequest, value: models.FlattenRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id


def flatten_response_from_pb(pb: portfolio_service_pb2.FlattenResponse) -> models.FlattenResponse:
    return wire.read(models.FlattenResponse, dict_flatten_response, pb)


def flatten_response_to_pb(value: models.FlattenResponse) -> portfolio_service_pb2.FlattenResponse:
    pb = portfolio_service_pb2.FlattenResponse()
    fill_flatten_response(pb, value)
    return pb


def dict_flatten_response(pb: portfolio_service_pb2.FlattenResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "orders": wire.elements(dict_order, got_orders) if (got_orders := pb.orders) else [],
        "cancelled_count": got_cancelled_count if (got_cancelled_count := pb.cancelled_count) or has("cancelled_count") else None,
    }


def fill_flatten_response(pb: portfolio_service_pb2.FlattenResponse, value: models.FlattenResponse) -> None:
    for each_orders in value.orders:
        fill_order(pb.orders.add(), each_orders)
    pb.cancelled_count = value.cancelled_count


def risk_policy_from_pb(pb: risk_policy_pb2.RiskPolicy) -> models.RiskPolicy:
    return wire.read(models.RiskPolicy, dict_risk_policy, pb)


def risk_policy_to_pb(value: models.RiskPolicy) -> risk_policy_pb2.RiskPolicy:
    pb = risk_policy_pb2.RiskPolicy()
    fill_risk_policy(pb, value)
    return pb


def dict_risk_policy(pb: risk_policy_pb2.RiskPolicy) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "blacklist": pb.blacklist[:],
    }
    if has("max_position_fraction"):
        found["max_position_fraction"] = pb.max_position_fraction
    if has("max_positions"):
        found["max_positions"] = pb.max_positions
    if has("max_order_mills"):
        found["max_order_mills"] = pb.max_order_mills
    if has("min_cash_fraction"):
        found["min_cash_fraction"] = pb.min_cash_fraction
    if has("max_turnover"):
        found["max_turnover"] = pb.max_turnover
    return found


def fill_risk_policy(pb: risk_policy_pb2.RiskPolicy, value: models.RiskPolicy) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    if value.max_position_fraction is not None:
        pb.max_position_fraction = value.max_position_fraction
    if value.max_positions is not None:
        pb.max_positions = value.max_positions
    if value.max_order_mills is not None:
        pb.max_order_mills = value.max_order_mills
    if value.min_cash_fraction is not None:
        pb.min_cash_fraction = value.min_cash_fraction
    if value.max_turnover is not None:
        pb.max_turnover = value.max_turnover
    pb.blacklist.extend(value.blacklist)


def risk_verdict_from_pb(pb: risk_policy_pb2.RiskVerdict) -> models.RiskVerdict:
    return wire.read(models.RiskVerdict, dict_risk_verdict, pb)


def risk_verdict_to_pb(value: models.RiskVerdict) -> risk_policy_pb2.RiskVerdict:
    pb = risk_policy_pb2.RiskVerdict()
    fill_risk_verdict(pb, value)
    return pb


def dict_risk_verdict(pb: risk_policy_pb2.RiskVerdict) -> dict[str, Any]:
    has = pb.HasField
    return {
        "rule_id": RISK_RULE_FROM_PB[got_rule_id] if (got_rule_id := pb.rule_id) or has("rule_id") else None,
        "value": got_value if (got_value := pb.value) or has("value") else None,
        "limit": got_limit if (got_limit := pb.limit) or has("limit") else None,
        "remedy": got_remedy if (got_remedy := pb.remedy) or has("remedy") else None,
    }


def fill_risk_verdict(pb: risk_policy_pb2.RiskVerdict, value: models.RiskVerdict) -> None:
    pb.rule_id = RISK_RULE_TO_PB[value.rule_id]
    pb.value = value.value
    pb.limit = value.limit
    pb.remedy = value.remedy


def risk_event_from_pb(pb: risk_policy_pb2.RiskEvent) -> models.RiskEvent:
    return wire.read(models.RiskEvent, dict_risk_event, pb)


def risk_event_to_pb(value: models.RiskEvent) -> risk_policy_pb2.RiskEvent:
    pb = risk_policy_pb2.RiskEvent()
    fill_risk_event(pb, value)
    return pb


def dict_risk_event(pb: risk_policy_pb2.RiskEvent) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "seq": got_seq if (got_seq := pb.seq) or has("seq") else None,
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "at_utc": got_at_utc if (got_at_utc := pb.at_utc) or has("at_utc") else None,
        "rule_id": RISK_RULE_FROM_PB[got_rule_id] if (got_rule_id := pb.rule_id) or has("rule_id") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }
    if has("client_order_id"):
        found["client_order_id"] = pb.client_order_id
    if has("instrument"):
        found["instrument"] = pb.instrument
    return found


def fill_risk_event(pb: risk_policy_pb2.RiskEvent, value: models.RiskEvent) -> None:
    pb.account_id = value.account_id
    pb.seq = value.seq
    pb.trading_date = value.trading_date.isoformat()
    pb.at_utc = wire.utc_text(value.at_utc)
    pb.rule_id = RISK_RULE_TO_PB[value.rule_id]
    if value.client_order_id is not None:
        pb.client_order_id = value.client_order_id
    if value.instrument is not None:
        pb.instrument = value.instrument
    pb.message = value.message


def order_readback_from_pb(pb: risk_policy_pb2.OrderReadback) -> models.OrderReadback:
    return wire.read(models.OrderReadback, dict_order_readback, pb)


def order_readback_to_pb(value: models.OrderReadback) -> risk_policy_pb2.OrderReadback:
    pb = risk_policy_pb2.OrderReadback()
    fill_order_readback(pb, value)
    return pb


def dict_order_readback(pb: risk_policy_pb2.OrderReadback) -> dict[str, Any]:
    has = pb.HasField
    return {
        "client_order_id": got_client_order_id if (got_client_order_id := pb.client_order_id) or has("client_order_id") else None,
        "cancelled": got_cancelled if (got_cancelled := pb.cancelled) or has("cancelled") else None,
    }


def fill_order_readback(pb: risk_policy_pb2.OrderReadback, value: models.OrderReadback) -> None:
    pb.client_order_id = value.client_order_id
    pb.cancelled = value.cancelled


def set_policy_request_from_pb(pb: risk_service_pb2.SetPolicyRequest) -> models.SetPolicyRequest:
    return wire.read(models.SetPolicyRequest, dict_set_policy_request, pb)


def set_policy_request_to_pb(value: models.SetPolicyRequest) -> risk_service_pb2.SetPolicyRequest:
    pb = risk_service_pb2.SetPolicyRequest()
    fill_set_policy_request(pb, value)
    return pb


def dict_set_policy_request(pb: risk_service_pb2.SetPolicyRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "policy": dict_risk_policy(pb.policy) if has("policy") else None,
    }


def fill_set_policy_request(pb: risk_service_pb2.SetPolicyRequest, value: models.SetPolicyRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    pb.policy.SetInParent()
    fill_risk_policy(pb.policy, value.policy)


def set_policy_response_from_pb(pb: risk_service_pb2.SetPolicyResponse) -> models.SetPolicyResponse:
    return wire.read(models.SetPolicyResponse, dict_set_policy_response, pb)


def set_policy_response_to_pb(value: models.SetPolicyResponse) -> risk_service_pb2.SetPolicyResponse:
    pb = risk_service_pb2.SetPolicyResponse()
    fill_set_policy_response(pb, value)
    return pb


def dict_set_policy_response(pb: risk_service_pb2.SetPolicyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "policy": dict_risk_policy(pb.policy) if has("policy") else None,
        "policy_hash": got_policy_hash if (got_policy_hash := pb.policy_hash) or has("policy_hash") else None,
    }


def fill_set_policy_response(pb: risk_service_pb2.SetPolicyResponse, value: models.SetPolicyResponse) -> None:
    pb.policy.SetInParent()
    fill_risk_policy(pb.policy, value.policy)
    pb.policy_hash = value.policy_hash


def get_policy_request_from_pb(pb: risk_service_pb2.GetPolicyRequest) -> models.GetPolicyRequest:
    return wire.read(models.GetPolicyRequest, dict_get_policy_request, pb)


def get_policy_request_to_pb(value: models.GetPolicyRequest) -> risk_service_pb2.GetPolicyRequest:
    pb = risk_service_pb2.GetPolicyRequest()
    fill_get_policy_request(pb, value)
    return pb


def dict_get_policy_request(pb: risk_service_pb2.GetPolicyRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}


def fill_get_policy_request(pb: risk_service_pb2.GetPolicyRequest, value: models.GetPolicyRequest) -> None:
    pb.account_id = value.account_id


def get_policy_response_from_pb(pb: risk_service_pb2.GetPolicyResponse) -> models.GetPolicyResponse:
    return wire.read(models.GetPolicyResponse, dict_get_policy_response, pb)


def get_policy_response_to_pb(value: models.GetPolicyResponse) -> risk_service_pb2.GetPolicyResponse:
    pb = risk_service_pb2.GetPolicyResponse()
    fill_get_policy_response(pb, value)
    return pb


def dict_get_policy_response(pb: risk_service_pb2.GetPolicyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "policy": dict_risk_policy(pb.policy) if has("policy") else None,
        "policy_hash": got_policy_hash if (got_policy_hash := pb.policy_hash) or has("policy_hash") else None,
    }


def fill_get_policy_response(pb: risk_service_pb2.GetPolicyResponse, value: models.GetPolicyResponse) -> None:
    pb.policy.SetInParent()
    fill_risk_policy(pb.policy, value.policy)
    pb.policy_hash = value.policy_hash


def halt_request_from_pb(pb: risk_service_pb2.HaltRequest) -> models.HaltRequest:
    return wire.read(models.HaltRequest, dict_halt_request, pb)


def halt_request_to_pb(value: models.HaltRequest) -> risk_service_pb2.HaltRequest:
    pb = risk_service_pb2.HaltRequest()
    fill_halt_request(pb, value)
    return pb


def dict_halt_request(pb: risk_service_pb2.HaltRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "reason": got_reason if (got_reason := pb.reason) or has("reason") else None,
    }
    if has("account_id"):
        found["account_id"] = pb.account_id
    return found


def fill_halt_request(pb: risk_service_pb2.HaltRequest, value: models.HaltRequest) -> None:
    pb.request_id = value.request_id
    if value.account_id is not None:
        pb.account_id = value.account_id
    pb.reason = value.reason


def halt_response_from_pb(pb: risk_service_pb2.HaltResponse) -> models.HaltResponse:
    return wire.read(models.HaltResponse, dict_halt_response, pb)


def halt_response_to_pb(value: models.HaltResponse) -> risk_service_pb2.HaltResponse:
    pb = risk_service_pb2.HaltResponse()
    fill_halt_response(pb, value)
    return pb


def dict_halt_response(pb: risk_service_pb2.HaltResponse) -> dict[str, Any]:
    return {
        "account_ids": pb.account_ids[:],
        "orders": wire.elements(dict_order_readback, got_orders) if (got_orders := pb.orders) else [],
    }


def fill_halt_response(pb: risk_service_pb2.HaltResponse, value: models.HaltResponse) -> None:
    pb.account_ids.extend(value.account_ids)
    for each_orders in value.orders:
        fill_order_readback(pb.orders.add(), each_orders)


def resume_request_from_pb(pb: risk_service_pb2.ResumeRequest) -> models.ResumeRequest:
    return wire.read(models.ResumeRequest, dict_resume_request, pb)


def resume_request_to_pb(value: models.ResumeRequest) -> risk_service_pb2.ResumeRequest:
    pb = risk_service_pb2.ResumeRequest()
    fill_resume_request(pb, value)
    return pb


def dict_resume_request(pb: risk_service_pb2.ResumeRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "reason": got_reason if (got_reason := pb.reason) or has("reason") else None,
    }


def fill_resume_request(pb: risk_service_pb2.ResumeRequest, value: models.ResumeRequest) -> None:
    pb.request_id = value.request_id
    pb.account_id = value.account_id
    pb.reason = value.reason


def resume_response_from_pb(pb: risk_service_pb2.ResumeResponse) -> models.ResumeResponse:
    return wire.read(models.ResumeResponse, dict_resume_response, pb)


def resume_response_to_pb(value: models.ResumeResponse) -> risk_service_pb2.ResumeResponse:
    pb = risk_service_pb2.ResumeResponse()
    fill_resume_response(pb, value)
    return pb


def dict_resume_response(pb: risk_service_pb2.ResumeResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "was_halted": got_was_halted if (got_was_halted := pb.was_halted) or has("was_halted") else None,
    }


def fill_resume_response(pb: risk_service_pb2.ResumeResponse, value: models.ResumeResponse) -> None:
    pb.account_id = value.account_id
    pb.was_halted = value.was_halted


def list_risk_events_request_from_pb(pb: risk_service_pb2.ListRiskEventsRequest) -> models.ListRiskEventsRequest:
    return wire.read(models.ListRiskEventsRequest, dict_list_risk_events_request, pb)


def list_risk_events_request_to_pb(value: models.ListRiskEventsRequest) -> risk_service_pb2.ListRiskEventsRequest:
    pb = risk_service_pb2.ListRiskEventsRequest()
    fill_list_risk_events_request(pb, value)
    return pb


def dict_list_risk_events_request(pb: risk_service_pb2.ListRiskEventsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None}
    if has("start_date"):
        found["start_date"] = pb.start_date
    if has("end_date"):
        found["end_date"] = pb.end_date
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_risk_events_request(pb: risk_service_pb2.ListRiskEventsRequest, value: models.ListRiskEventsRequest) -> None:
    pb.account_id = value.account_id
    if value.start_date is not None:
        pb.start_date = value.start_date.isoformat()
    if value.end_date is not None:
        pb.end_date = value.end_date.isoformat()
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_risk_events_response_from_pb(pb: risk_service_pb2.ListRiskEventsResponse) -> models.ListRiskEventsResponse:
    return wire.read(models.ListRiskEventsResponse, dict_list_risk_events_response, pb)


def list_risk_events_response_to_pb(value: models.ListRiskEventsResponse) -> risk_service_pb2.ListRiskEventsResponse:
    pb = risk_service_pb2.ListRiskEventsResponse()
    fill_list_risk_events_response(pb, value)
    return pb


def dict_list_risk_events_response(pb: risk_service_pb2.ListRiskEventsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"events": wire.elements(dict_risk_event, got_events) if (got_events := pb.events) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_risk_events_response(pb: risk_service_pb2.ListRiskEventsResponse, value: models.ListRiskEventsResponse) -> None:
    for each_events in value.events:
        fill_risk_event(pb.events.add(), each_events)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def strategy_instance_from_pb(pb: strategy_instance_pb2.StrategyInstance) -> models.StrategyInstance:
    return wire.read(models.StrategyInstance, dict_strategy_instance, pb)


def strategy_instance_to_pb(value: models.StrategyInstance) -> strategy_instance_pb2.StrategyInstance:
    pb = strategy_instance_pb2.StrategyInstance()
    fill_strategy_instance(pb, value)
    return pb


def dict_strategy_instance(pb: strategy_instance_pb2.StrategyInstance) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "instance_id": got_instance_id if (got_instance_id := pb.instance_id) or has("instance_id") else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "method": dict_portfolio_method(pb.method) if has("method") else None,
        "schedule": REBALANCE_SCHEDULE_FROM_PB[got_schedule] if (got_schedule := pb.schedule) or has("schedule") else None,
        "state": INSTANCE_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
    }
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    if has("strategy_config_hash"):
        found["strategy_config_hash"] = pb.strategy_config_hash
    if has("factor_set_hash"):
        found["factor_set_hash"] = pb.factor_set_hash
    if has("model_hash"):
        found["model_hash"] = pb.model_hash
    if has("started_at_utc"):
        found["started_at_utc"] = pb.started_at_utc
    if has("stopped_at_utc"):
        found["stopped_at_utc"] = pb.stopped_at_utc
    if has("label"):
        found["label"] = pb.label
    return found


def fill_strategy_instance(pb: strategy_instance_pb2.StrategyInstance, value: models.StrategyInstance) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.instance_id = value.instance_id
    pb.account_id = value.account_id
    pb.env = contract_converters.ENV_TO_PB[value.env]
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    if value.strategy_config_hash is not None:
        pb.strategy_config_hash = value.strategy_config_hash
    if value.factor_set_hash is not None:
        pb.factor_set_hash = value.factor_set_hash
    if value.model_hash is not None:
        pb.model_hash = value.model_hash
    pb.method.SetInParent()
    fill_portfolio_method(pb.method, value.method)
    pb.schedule = REBALANCE_SCHEDULE_TO_PB[value.schedule]
    pb.state = INSTANCE_STATE_TO_PB[value.state]
    if value.started_at_utc is not None:
        pb.started_at_utc = wire.utc_text(value.started_at_utc)
    if value.stopped_at_utc is not None:
        pb.stopped_at_utc = wire.utc_text(value.stopped_at_utc)
    if value.label is not None:
        pb.label = value.label


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.FeePolicy: fee_policy_to_pb,
    models.Account: account_to_pb,
    models.Position: position_to_pb,
    models.NavPoint: nav_point_to_pb,
    models.AccountOpened: account_opened_to_pb,
    models.CashMoved: cash_moved_to_pb,
    models.RiskPolicyChanged: risk_policy_changed_to_pb,
    models.KillSwitchThrown: kill_switch_thrown_to_pb,
    models.KillSwitchReleased: kill_switch_released_to_pb,
    models.PlanRecorded: plan_recorded_to_pb,
    models.OrderSubmitted: order_submitted_to_pb,
    models.OrderDenied: order_denied_to_pb,
    models.OrderAccepted: order_accepted_to_pb,
    models.OrderRejected: order_rejected_to_pb,
    models.OrderFailed: order_failed_to_pb,
    models.OrderOutcomeUnknown: order_outcome_unknown_to_pb,
    models.OrderFilled: order_filled_to_pb,
    models.OrderCancelled: order_cancelled_to_pb,
    models.OrderExpired: order_expired_to_pb,
    models.DayOpened: day_opened_to_pb,
    models.EntitlementBooked: entitlement_booked_to_pb,
    models.CloseMark: close_mark_to_pb,
    models.DaySettled: day_settled_to_pb,
    models.JournalEntry: journal_entry_to_pb,
    models.AccountEvent: account_event_to_pb,
    models.LedgerDifference: ledger_difference_to_pb,
    models.OpenAccountRequest: open_account_request_to_pb,
    models.OpenAccountResponse: open_account_response_to_pb,
    models.GetAccountRequest: get_account_request_to_pb,
    models.GetAccountResponse: get_account_response_to_pb,
    models.ListAccountsRequest: list_accounts_request_to_pb,
    models.ListAccountsResponse: list_accounts_response_to_pb,
    models.ListPositionsRequest: list_positions_request_to_pb,
    models.ListPositionsResponse: list_positions_response_to_pb,
    models.ListFillsRequest: list_fills_request_to_pb,
    models.ListFillsResponse: list_fills_response_to_pb,
    models.ListNavRequest: list_nav_request_to_pb,
    models.ListNavResponse: list_nav_response_to_pb,
    models.ReconcileRequest: reconcile_request_to_pb,
    models.ReconcileResponse: reconcile_response_to_pb,
    models.AdvanceAccountRequest: advance_account_request_to_pb,
    models.AdvanceAccountResponse: advance_account_response_to_pb,
    models.CreateInstanceRequest: create_instance_request_to_pb,
    models.CreateInstanceResponse: create_instance_response_to_pb,
    models.StartInstanceRequest: start_instance_request_to_pb,
    models.StartInstanceResponse: start_instance_response_to_pb,
    models.StopInstanceRequest: stop_instance_request_to_pb,
    models.StopInstanceResponse: stop_instance_response_to_pb,
    models.GetInstanceRequest: get_instance_request_to_pb,
    models.GetInstanceResponse: get_instance_response_to_pb,
    models.ListInstancesRequest: list_instances_request_to_pb,
    models.ListInstancesResponse: list_instances_response_to_pb,
    models.Order: order_to_pb,
    models.Fill: fill_to_pb,
    models.ChainLink: chain_link_to_pb,
    models.OrderExplanation: order_explanation_to_pb,
    models.SubmitOrderRequest: submit_order_request_to_pb,
    models.SubmitOrderResponse: submit_order_response_to_pb,
    models.CancelOrderRequest: cancel_order_request_to_pb,
    models.CancelOrderResponse: cancel_order_response_to_pb,
    models.GetOrderRequest: get_order_request_to_pb,
    models.GetOrderResponse: get_order_response_to_pb,
    models.ListOrdersRequest: list_orders_request_to_pb,
    models.ListOrdersResponse: list_orders_response_to_pb,
    models.WatchEventsRequest: watch_events_request_to_pb,
    models.WatchEventsResponse: watch_events_response_to_pb,
    models.ExplainOrderRequest: explain_order_request_to_pb,
    models.ExplainOrderResponse: explain_order_response_to_pb,
    models.Signal: signal_to_pb,
    models.TopkDropoutPortfolio: topk_dropout_portfolio_to_pb,
    models.EqualWeightPortfolio: equal_weight_portfolio_to_pb,
    models.ScoreWeightPortfolio: score_weight_portfolio_to_pb,
    models.PortfolioMethod: portfolio_method_to_pb,
    models.TargetWeight: target_weight_to_pb,
    models.PlannedOrder: planned_order_to_pb,
    models.BuildPortfolioRequest: build_portfolio_request_to_pb,
    models.BuildPortfolioResponse: build_portfolio_response_to_pb,
    models.PreviewOrdersRequest: preview_orders_request_to_pb,
    models.PreviewOrdersResponse: preview_orders_response_to_pb,
    models.RebalanceRequest: rebalance_request_to_pb,
    models.RebalanceResponse: rebalance_response_to_pb,
    models.FlattenRequest: flatten_request_to_pb,
    models.FlattenResponse: flatten_response_to_pb,
    models.RiskPolicy: risk_policy_to_pb,
    models.RiskVerdict: risk_verdict_to_pb,
    models.RiskEvent: risk_event_to_pb,
    models.OrderReadback: order_readback_to_pb,
    models.SetPolicyRequest: set_policy_request_to_pb,
    models.SetPolicyResponse: set_policy_response_to_pb,
    models.GetPolicyRequest: get_policy_request_to_pb,
    models.GetPolicyResponse: get_policy_response_to_pb,
    models.HaltRequest: halt_request_to_pb,
    models.HaltResponse: halt_response_to_pb,
    models.ResumeRequest: resume_request_to_pb,
    models.ResumeResponse: resume_response_to_pb,
    models.ListRiskEventsRequest: list_risk_events_request_to_pb,
    models.ListRiskEventsResponse: list_risk_events_response_to_pb,
    models.StrategyInstance: strategy_instance_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    account_pb2.FeePolicy: fee_policy_from_pb,
    account_pb2.Account: account_from_pb,
    account_pb2.Position: position_from_pb,
    account_pb2.NavPoint: nav_point_from_pb,
    account_event_pb2.AccountOpened: account_opened_from_pb,
    account_event_pb2.CashMoved: cash_moved_from_pb,
    account_event_pb2.RiskPolicyChanged: risk_policy_changed_from_pb,
    account_event_pb2.KillSwitchThrown: kill_switch_thrown_from_pb,
    account_event_pb2.KillSwitchReleased: kill_switch_released_from_pb,
    account_event_pb2.PlanRecorded: plan_recorded_from_pb,
    account_event_pb2.OrderSubmitted: order_submitted_from_pb,
    account_event_pb2.OrderDenied: order_denied_from_pb,
    account_event_pb2.OrderAccepted: order_accepted_from_pb,
    account_event_pb2.OrderRejected: order_rejected_from_pb,
    account_event_pb2.OrderFailed: order_failed_from_pb,
    account_event_pb2.OrderOutcomeUnknown: order_outcome_unknown_from_pb,
    account_event_pb2.OrderFilled: order_filled_from_pb,
    account_event_pb2.OrderCancelled: order_cancelled_from_pb,
    account_event_pb2.OrderExpired: order_expired_from_pb,
    account_event_pb2.DayOpened: day_opened_from_pb,
    account_event_pb2.EntitlementBooked: entitlement_booked_from_pb,
    account_event_pb2.CloseMark: close_mark_from_pb,
    account_event_pb2.DaySettled: day_settled_from_pb,
    account_event_pb2.JournalEntry: journal_entry_from_pb,
    account_event_pb2.AccountEvent: account_event_from_pb,
    account_service_pb2.LedgerDifference: ledger_difference_from_pb,
    account_service_pb2.OpenAccountRequest: open_account_request_from_pb,
    account_service_pb2.OpenAccountResponse: open_account_response_from_pb,
    account_service_pb2.GetAccountRequest: get_account_request_from_pb,
    account_service_pb2.GetAccountResponse: get_account_response_from_pb,
    account_service_pb2.ListAccountsRequest: list_accounts_request_from_pb,
    account_service_pb2.ListAccountsResponse: list_accounts_response_from_pb,
    account_service_pb2.ListPositionsRequest: list_positions_request_from_pb,
    account_service_pb2.ListPositionsResponse: list_positions_response_from_pb,
    account_service_pb2.ListFillsRequest: list_fills_request_from_pb,
    account_service_pb2.ListFillsResponse: list_fills_response_from_pb,
    account_service_pb2.ListNavRequest: list_nav_request_from_pb,
    account_service_pb2.ListNavResponse: list_nav_response_from_pb,
    account_service_pb2.ReconcileRequest: reconcile_request_from_pb,
    account_service_pb2.ReconcileResponse: reconcile_response_from_pb,
    account_service_pb2.AdvanceAccountRequest: advance_account_request_from_pb,
    account_service_pb2.AdvanceAccountResponse: advance_account_response_from_pb,
    account_service_pb2.CreateInstanceRequest: create_instance_request_from_pb,
    account_service_pb2.CreateInstanceResponse: create_instance_response_from_pb,
    account_service_pb2.StartInstanceRequest: start_instance_request_from_pb,
    account_service_pb2.StartInstanceResponse: start_instance_response_from_pb,
    account_service_pb2.StopInstanceRequest: stop_instance_request_from_pb,
    account_service_pb2.StopInstanceResponse: stop_instance_response_from_pb,
    account_service_pb2.GetInstanceRequest: get_instance_request_from_pb,
    account_service_pb2.GetInstanceResponse: get_instance_response_from_pb,
    account_service_pb2.ListInstancesRequest: list_instances_request_from_pb,
    account_service_pb2.ListInstancesResponse: list_instances_response_from_pb,
    order_pb2.Order: order_from_pb,
    order_pb2.Fill: fill_from_pb,
    order_explanation_pb2.ChainLink: chain_link_from_pb,
    order_explanation_pb2.OrderExplanation: order_explanation_from_pb,
    order_service_pb2.SubmitOrderRequest: submit_order_request_from_pb,
    order_service_pb2.SubmitOrderResponse: submit_order_response_from_pb,
    order_service_pb2.CancelOrderRequest: cancel_order_request_from_pb,
    order_service_pb2.CancelOrderResponse: cancel_order_response_from_pb,
    order_service_pb2.GetOrderRequest: get_order_request_from_pb,
    order_service_pb2.GetOrderResponse: get_order_response_from_pb,
    order_service_pb2.ListOrdersRequest: list_orders_request_from_pb,
    order_service_pb2.ListOrdersResponse: list_orders_response_from_pb,
    order_service_pb2.WatchEventsRequest: watch_events_request_from_pb,
    order_service_pb2.WatchEventsResponse: watch_events_response_from_pb,
    order_service_pb2.ExplainOrderRequest: explain_order_request_from_pb,
    order_service_pb2.ExplainOrderResponse: explain_order_response_from_pb,
    portfolio_pb2.Signal: signal_from_pb,
    portfolio_pb2.TopkDropoutPortfolio: topk_dropout_portfolio_from_pb,
    portfolio_pb2.EqualWeightPortfolio: equal_weight_portfolio_from_pb,
    portfolio_pb2.ScoreWeightPortfolio: score_weight_portfolio_from_pb,
    portfolio_pb2.PortfolioMethod: portfolio_method_from_pb,
    portfolio_pb2.TargetWeight: target_weight_from_pb,
    portfolio_pb2.PlannedOrder: planned_order_from_pb,
    portfolio_service_pb2.BuildPortfolioRequest: build_portfolio_request_from_pb,
    portfolio_service_pb2.BuildPortfolioResponse: build_portfolio_response_from_pb,
    portfolio_service_pb2.PreviewOrdersRequest: preview_orders_request_from_pb,
    portfolio_service_pb2.PreviewOrdersResponse: preview_orders_response_from_pb,
    portfolio_service_pb2.RebalanceRequest: rebalance_request_from_pb,
    portfolio_service_pb2.RebalanceResponse: rebalance_response_from_pb,
    portfolio_service_pb2.FlattenRequest: flatten_request_from_pb,
    portfolio_service_pb2.FlattenResponse: flatten_response_from_pb,
    risk_policy_pb2.RiskPolicy: risk_policy_from_pb,
    risk_policy_pb2.RiskVerdict: risk_verdict_from_pb,
    risk_policy_pb2.RiskEvent: risk_event_from_pb,
    risk_policy_pb2.OrderReadback: order_readback_from_pb,
    risk_service_pb2.SetPolicyRequest: set_policy_request_from_pb,
    risk_service_pb2.SetPolicyResponse: set_policy_response_from_pb,
    risk_service_pb2.GetPolicyRequest: get_policy_request_from_pb,
    risk_service_pb2.GetPolicyResponse: get_policy_response_from_pb,
    risk_service_pb2.HaltRequest: halt_request_from_pb,
    risk_service_pb2.HaltResponse: halt_response_from_pb,
    risk_service_pb2.ResumeRequest: resume_request_from_pb,
    risk_service_pb2.ResumeResponse: resume_response_from_pb,
    risk_service_pb2.ListRiskEventsRequest: list_risk_events_request_from_pb,
    risk_service_pb2.ListRiskEventsResponse: list_risk_events_response_from_pb,
    strategy_instance_pb2.StrategyInstance: strategy_instance_from_pb,
}
