"""Messages of the feedback part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import converters as contract_converters
from aistock.experiments.v1 import converters as experiments_converters
from aistock.feedback.v1 import feedback_service_pb2, live_feedback_pb2, models

SEVERITY_FROM_PB: wire.EnumNumbers[models.Severity] = wire.EnumNumbers(
    "Severity",
    {
        1: models.Severity.INFO,
        2: models.Severity.WARNING,
        3: models.Severity.CRITICAL,
    },
)
SEVERITY_TO_PB: dict[models.Severity, Any] = {
    models.Severity.INFO: 1,
    models.Severity.WARNING: 2,
    models.Severity.CRITICAL: 3,
}


LIVE_EVENT_TYPE_FROM_PB: wire.EnumNumbers[models.LiveEventType] = wire.EnumNumbers(
    "LiveEventType",
    {
        1: models.LiveEventType.RISK_LIMIT_HIT,
        2: models.LiveEventType.DRAWDOWN_ALERT,
        3: models.LiveEventType.KILL_SWITCH,
        4: models.LiveEventType.QMT_ERROR,
        5: models.LiveEventType.ORDER_REJECTED,
        6: models.LiveEventType.SUSPENSION,
        7: models.LiveEventType.LIMIT_LOCKED,
        8: models.LiveEventType.ENTITLEMENT,
    },
)
LIVE_EVENT_TYPE_TO_PB: dict[models.LiveEventType, Any] = {
    models.LiveEventType.RISK_LIMIT_HIT: 1,
    models.LiveEventType.DRAWDOWN_ALERT: 2,
    models.LiveEventType.KILL_SWITCH: 3,
    models.LiveEventType.QMT_ERROR: 4,
    models.LiveEventType.ORDER_REJECTED: 5,
    models.LiveEventType.SUSPENSION: 6,
    models.LiveEventType.LIMIT_LOCKED: 7,
    models.LiveEventType.ENTITLEMENT: 8,
}


ASSUMPTION_KIND_FROM_PB: wire.EnumNumbers[models.AssumptionKind] = wire.EnumNumbers(
    "AssumptionKind",
    {
        1: models.AssumptionKind.OPEN_COST,
        2: models.AssumptionKind.CLOSE_COST,
        3: models.AssumptionKind.FILL_PRICE,
        4: models.AssumptionKind.FILL_RATIO,
        5: models.AssumptionKind.TURNOVER,
        6: models.AssumptionKind.TOTAL_RETURN,
        7: models.AssumptionKind.MAX_DRAWDOWN,
        8: models.AssumptionKind.PRICE_LIMIT,
        9: models.AssumptionKind.CASH_SHARE,
    },
)
ASSUMPTION_KIND_TO_PB: dict[models.AssumptionKind, Any] = {
    models.AssumptionKind.OPEN_COST: 1,
    models.AssumptionKind.CLOSE_COST: 2,
    models.AssumptionKind.FILL_PRICE: 3,
    models.AssumptionKind.FILL_RATIO: 4,
    models.AssumptionKind.TURNOVER: 5,
    models.AssumptionKind.TOTAL_RETURN: 6,
    models.AssumptionKind.MAX_DRAWDOWN: 7,
    models.AssumptionKind.PRICE_LIMIT: 8,
    models.AssumptionKind.CASH_SHARE: 9,
}


DRIFT_UNIT_FROM_PB: wire.EnumNumbers[models.DriftUnit] = wire.EnumNumbers(
    "DriftUnit",
    {
        1: models.DriftUnit.FRACTION,
        2: models.DriftUnit.BASIS_POINTS,
    },
)
DRIFT_UNIT_TO_PB: dict[models.DriftUnit, Any] = {
    models.DriftUnit.FRACTION: 1,
    models.DriftUnit.BASIS_POINTS: 2,
}


def build_feedback_request_from_pb(pb: feedback_service_pb2.BuildFeedbackRequest) -> models.BuildFeedbackRequest:
    return wire.read(models.BuildFeedbackRequest, dict_build_feedback_request, pb)


def build_feedback_request_to_pb(value: models.BuildFeedbackRequest) -> feedback_service_pb2.BuildFeedbackRequest:
    pb = feedback_service_pb2.BuildFeedbackRequest()
    fill_build_feedback_request(pb, value)
    return pb


def dict_build_feedback_request(pb: feedback_service_pb2.BuildFeedbackRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "strategy_instance_id": got_strategy_instance_id
        if (got_strategy_instance_id := pb.strategy_instance_id) or has("strategy_instance_id")
        else None,
        "goals": wire.elements(dict_improvement_goal, got_goals) if (got_goals := pb.goals) else [],
    }
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    if has("benchmark"):
        found["benchmark"] = pb.benchmark
    return found


def fill_build_feedback_request(pb: feedback_service_pb2.BuildFeedbackRequest, value: models.BuildFeedbackRequest) -> None:
    pb.request_id = value.request_id
    pb.strategy_instance_id = value.strategy_instance_id
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)
    for each_goals in value.goals:
        fill_improvement_goal(pb.goals.add(), each_goals)
    if value.benchmark is not None:
        pb.benchmark = value.benchmark


def build_feedback_response_from_pb(pb: feedback_service_pb2.BuildFeedbackResponse) -> models.BuildFeedbackResponse:
    return wire.read(models.BuildFeedbackResponse, dict_build_feedback_response, pb)


def build_feedback_response_to_pb(value: models.BuildFeedbackResponse) -> feedback_service_pb2.BuildFeedbackResponse:
    pb = feedback_service_pb2.BuildFeedbackResponse()
    fill_build_feedback_response(pb, value)
    return pb


def dict_build_feedback_response(pb: feedback_service_pb2.BuildFeedbackResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"feedback": dict_live_feedback(pb.feedback) if has("feedback") else None}


def fill_build_feedback_response(pb: feedback_service_pb2.BuildFeedbackResponse, value: models.BuildFeedbackResponse) -> None:
    pb.feedback.SetInParent()
    fill_live_feedback(pb.feedback, value.feedback)


def publish_feedback_request_from_pb(pb: feedback_service_pb2.PublishFeedbackRequest) -> models.PublishFeedbackRequest:
    return wire.read(models.PublishFeedbackRequest, dict_publish_feedback_request, pb)


def publish_feedback_request_to_pb(value: models.PublishFeedbackRequest) -> feedback_service_pb2.PublishFeedbackRequest:
    pb = feedback_service_pb2.PublishFeedbackRequest()
    fill_publish_feedback_request(pb, value)
    return pb


def dict_publish_feedback_request(pb: feedback_service_pb2.PublishFeedbackRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "feedback": dict_live_feedback(pb.feedback) if has("feedback") else None,
    }


def fill_publish_feedback_request(pb: feedback_service_pb2.PublishFeedbackRequest, value: models.PublishFeedbackRequest) -> None:
    pb.request_id = value.request_id
    pb.feedback.SetInParent()
    fill_live_feedback(pb.feedback, value.feedback)


def publish_feedback_response_from_pb(pb: feedback_service_pb2.PublishFeedbackResponse) -> models.PublishFeedbackResponse:
    return wire.read(models.PublishFeedbackResponse, dict_publish_feedback_response, pb)


def publish_feedback_response_to_pb(value: models.PublishFeedbackResponse) -> feedback_service_pb2.PublishFeedbackResponse:
    pb = feedback_service_pb2.PublishFeedbackResponse()
    fill_publish_feedback_response(pb, value)
    return pb


def dict_publish_feedback_response(pb: feedback_service_pb2.PublishFeedbackResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "feedback_id": got_feedback_id if (got_feedback_id := pb.feedback_id) or has("feedback_id") else None,
        "created": got_created if (got_created := pb.created) or has("created") else None,
    }


def fill_publish_feedback_response(
    pb: feedback_service_pb2.PublishFeedbackResponse, value: models.PublishFeedbackResponse
) -> None:
    pb.feedback_id = value.feedback_id
    pb.created = value.created


def get_feedback_request_from_pb(pb: feedback_service_pb2.GetFeedbackRequest) -> models.GetFeedbackRequest:
    return wire.read(models.GetFeedbackRequest, dict_get_feedback_request, pb)


def get_feedback_request_to_pb(value: models.GetFeedbackRequest) -> feedback_service_pb2.GetFeedbackRequest:
    pb = feedback_service_pb2.GetFeedbackRequest()
    fill_get_feedback_request(pb, value)
    return pb


def dict_get_feedback_request(pb: feedback_service_pb2.GetFeedbackRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"feedback_id": got_feedback_id if (got_feedback_id := pb.feedback_id) or has("feedback_id") else None}


def fill_get_feedback_request(pb: feedback_service_pb2.GetFeedbackRequest, value: models.GetFeedbackRequest) -> None:
    pb.feedback_id = value.feedback_id


def get_feedback_response_from_pb(pb: feedback_service_pb2.GetFeedbackResponse) -> models.GetFeedbackResponse:
    return wire.read(models.GetFeedbackResponse, dict_get_feedback_response, pb)


def get_feedback_response_to_pb(value: models.GetFeedbackResponse) -> feedback_service_pb2.GetFeedbackResponse:
    pb = feedback_service_pb2.GetFeedbackResponse()
    fill_get_feedback_response(pb, value)
    return pb


def dict_get_feedback_response(pb: feedback_service_pb2.GetFeedbackResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"feedback": dict_live_feedback(pb.feedback) if has("feedback") else None}


def fill_get_feedback_response(pb: feedback_service_pb2.GetFeedbackResponse, value: models.GetFeedbackResponse) -> None:
    pb.feedback.SetInParent()
    fill_live_feedback(pb.feedback, value.feedback)


def list_feedback_request_from_pb(pb: feedback_service_pb2.ListFeedbackRequest) -> models.ListFeedbackRequest:
    return wire.read(models.ListFeedbackRequest, dict_list_feedback_request, pb)


def list_feedback_request_to_pb(value: models.ListFeedbackRequest) -> feedback_service_pb2.ListFeedbackRequest:
    pb = feedback_service_pb2.ListFeedbackRequest()
    fill_list_feedback_request(pb, value)
    return pb


def dict_list_feedback_request(pb: feedback_service_pb2.ListFeedbackRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("strategy_instance_id"):
        found["strategy_instance_id"] = pb.strategy_instance_id
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    return found


def fill_list_feedback_request(pb: feedback_service_pb2.ListFeedbackRequest, value: models.ListFeedbackRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.strategy_instance_id is not None:
        pb.strategy_instance_id = value.strategy_instance_id
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id


def list_feedback_response_from_pb(pb: feedback_service_pb2.ListFeedbackResponse) -> models.ListFeedbackResponse:
    return wire.read(models.ListFeedbackResponse, dict_list_feedback_response, pb)


def list_feedback_response_to_pb(value: models.ListFeedbackResponse) -> feedback_service_pb2.ListFeedbackResponse:
    pb = feedback_service_pb2.ListFeedbackResponse()
    fill_list_feedback_response(pb, value)
    return pb


def dict_list_feedback_response(pb: feedback_service_pb2.ListFeedbackResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"feedback": wire.elements(dict_live_feedback, got_feedback) if (got_feedback := pb.feedback) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_feedback_response(pb: feedback_service_pb2.ListFeedbackResponse, value: models.ListFeedbackResponse) -> None:
    for each_feedback in value.feedback:
        fill_live_feedback(pb.feedback.add(), each_feedback)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def watch_feedback_request_from_pb(pb: feedback_service_pb2.WatchFeedbackRequest) -> models.WatchFeedbackRequest:
    return wire.read(models.WatchFeedbackRequest, dict_watch_feedback_request, pb)


def watch_feedback_request_to_pb(value: models.WatchFeedbackRequest) -> feedback_service_pb2.WatchFeedbackRequest:
    pb = feedback_service_pb2.WatchFeedbackRequest()
    fill_watch_feedback_request(pb, value)
    return pb


def dict_watch_feedback_request(pb: feedback_service_pb2.WatchFeedbackRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("cursor"):
        found["cursor"] = pb.cursor
    if has("strategy_instance_id"):
        found["strategy_instance_id"] = pb.strategy_instance_id
    return found


def fill_watch_feedback_request(pb: feedback_service_pb2.WatchFeedbackRequest, value: models.WatchFeedbackRequest) -> None:
    if value.cursor is not None:
        pb.cursor = value.cursor
    if value.strategy_instance_id is not None:
        pb.strategy_instance_id = value.strategy_instance_id


def watch_feedback_response_from_pb(pb: feedback_service_pb2.WatchFeedbackResponse) -> models.WatchFeedbackResponse:
    return wire.read(models.WatchFeedbackResponse, dict_watch_feedback_response, pb)


def watch_feedback_response_to_pb(value: models.WatchFeedbackResponse) -> feedback_service_pb2.WatchFeedbackResponse:
    pb = feedback_service_pb2.WatchFeedbackResponse()
    fill_watch_feedback_response(pb, value)
    return pb


def dict_watch_feedback_response(pb: feedback_service_pb2.WatchFeedbackResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "cursor": got_cursor if (got_cursor := pb.cursor) or has("cursor") else None,
        "feedback": dict_live_feedback(pb.feedback) if has("feedback") else None,
    }


def fill_watch_feedback_response(pb: feedback_service_pb2.WatchFeedbackResponse, value: models.WatchFeedbackResponse) -> None:
    pb.cursor = value.cursor
    pb.feedback.SetInParent()
    fill_live_feedback(pb.feedback, value.feedback)


def propose_experiment_request_from_pb(pb: feedback_service_pb2.ProposeExperimentRequest) -> models.ProposeExperimentRequest:
    return wire.read(models.ProposeExperimentRequest, dict_propose_experiment_request, pb)


def propose_experiment_request_to_pb(value: models.ProposeExperimentRequest) -> feedback_service_pb2.ProposeExperimentRequest:
    pb = feedback_service_pb2.ProposeExperimentRequest()
    fill_propose_experiment_request(pb, value)
    return pb


def dict_propose_experiment_request(pb: feedback_service_pb2.ProposeExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"feedback_id": got_feedback_id if (got_feedback_id := pb.feedback_id) or has("feedback_id") else None}


def fill_propose_experiment_request(
    pb: feedback_service_pb2.ProposeExperimentRequest, value: models.ProposeExperimentRequest
) -> None:
    pb.feedback_id = value.feedback_id


def propose_experiment_response_from_pb(pb: feedback_service_pb2.ProposeExperimentResponse) -> models.ProposeExperimentResponse:
    return wire.read(models.ProposeExperimentResponse, dict_propose_experiment_response, pb)


def propose_experiment_response_to_pb(value: models.ProposeExperimentResponse) -> feedback_service_pb2.ProposeExperimentResponse:
    pb = feedback_service_pb2.ProposeExperimentResponse()
    fill_propose_experiment_response(pb, value)
    return pb


def dict_propose_experiment_response(pb: feedback_service_pb2.ProposeExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"request": experiments_converters.dict_experiment_request(pb.request) if has("request") else None}


def fill_propose_experiment_response(
    pb: feedback_service_pb2.ProposeExperimentResponse, value: models.ProposeExperimentResponse
) -> None:
    pb.request.SetInParent()
    experiments_converters.fill_experiment_request(pb.request, value.request)


def live_performance_from_pb(pb: live_feedback_pb2.LivePerformance) -> models.LivePerformance:
    return wire.read(models.LivePerformance, dict_live_performance, pb)


def live_performance_to_pb(value: models.LivePerformance) -> live_feedback_pb2.LivePerformance:
    pb = live_feedback_pb2.LivePerformance()
    fill_live_performance(pb, value)
    return pb


def dict_live_performance(pb: live_feedback_pb2.LivePerformance) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        **wire.inline(
            pb.extra,
            (
                "annual_return",
                "benchmark",
                "benchmark_return",
                "days",
                "days_per_year",
                "max_drawdown",
                "sharpe",
                "total_return",
                "turnover",
                "volatility",
                "win_rate",
            ),
        ),
        "days": got_days if (got_days := pb.days) or has("days") else None,
        "days_per_year": got_days_per_year if (got_days_per_year := pb.days_per_year) or has("days_per_year") else None,
    }
    if has("total_return"):
        found["total_return"] = pb.total_return
    if has("annual_return"):
        found["annual_return"] = pb.annual_return
    if has("max_drawdown"):
        found["max_drawdown"] = pb.max_drawdown
    if has("volatility"):
        found["volatility"] = pb.volatility
    if has("sharpe"):
        found["sharpe"] = pb.sharpe
    if has("win_rate"):
        found["win_rate"] = pb.win_rate
    if has("turnover"):
        found["turnover"] = pb.turnover
    if has("benchmark_return"):
        found["benchmark_return"] = pb.benchmark_return
    if has("benchmark"):
        found["benchmark"] = pb.benchmark
    return found


def fill_live_performance(pb: live_feedback_pb2.LivePerformance, value: models.LivePerformance) -> None:
    if value.total_return is not None:
        pb.total_return = value.total_return
    if value.annual_return is not None:
        pb.annual_return = value.annual_return
    if value.max_drawdown is not None:
        pb.max_drawdown = value.max_drawdown
    if value.volatility is not None:
        pb.volatility = value.volatility
    if value.sharpe is not None:
        pb.sharpe = value.sharpe
    if value.win_rate is not None:
        pb.win_rate = value.win_rate
    if value.turnover is not None:
        pb.turnover = value.turnover
    if value.benchmark_return is not None:
        pb.benchmark_return = value.benchmark_return
    if value.benchmark is not None:
        pb.benchmark = value.benchmark
    pb.days = value.days
    pb.days_per_year = value.days_per_year
    pb.extra.update(value.model_extra or {})


def live_execution_from_pb(pb: live_feedback_pb2.LiveExecution) -> models.LiveExecution:
    return wire.read(models.LiveExecution, dict_live_execution, pb)


def live_execution_to_pb(value: models.LiveExecution) -> live_feedback_pb2.LiveExecution:
    pb = live_feedback_pb2.LiveExecution()
    fill_live_execution(pb, value)
    return pb


def dict_live_execution(pb: live_feedback_pb2.LiveExecution) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "order_count": got_order_count if (got_order_count := pb.order_count) or has("order_count") else None,
        "fill_count": got_fill_count if (got_fill_count := pb.fill_count) or has("fill_count") else None,
        "order_reject_count": got_order_reject_count
        if (got_order_reject_count := pb.order_reject_count) or has("order_reject_count")
        else None,
        "risk_block_count": got_risk_block_count
        if (got_risk_block_count := pb.risk_block_count) or has("risk_block_count")
        else None,
        "ordered_quantity": got_ordered_quantity
        if (got_ordered_quantity := pb.ordered_quantity) or has("ordered_quantity")
        else None,
        "filled_quantity": got_filled_quantity if (got_filled_quantity := pb.filled_quantity) or has("filled_quantity") else None,
        "bought_mills": got_bought_mills if (got_bought_mills := pb.bought_mills) or has("bought_mills") else None,
        "sold_mills": got_sold_mills if (got_sold_mills := pb.sold_mills) or has("sold_mills") else None,
        "cost_mills": got_cost_mills if (got_cost_mills := pb.cost_mills) or has("cost_mills") else None,
    }
    if has("avg_slippage_bps"):
        found["avg_slippage_bps"] = pb.avg_slippage_bps
    if has("fill_ratio"):
        found["fill_ratio"] = pb.fill_ratio
    return found


def fill_live_execution(pb: live_feedback_pb2.LiveExecution, value: models.LiveExecution) -> None:
    if value.avg_slippage_bps is not None:
        pb.avg_slippage_bps = value.avg_slippage_bps
    if value.fill_ratio is not None:
        pb.fill_ratio = value.fill_ratio
    pb.order_count = value.order_count
    pb.fill_count = value.fill_count
    pb.order_reject_count = value.order_reject_count
    pb.risk_block_count = value.risk_block_count
    pb.ordered_quantity = value.ordered_quantity
    pb.filled_quantity = value.filled_quantity
    pb.bought_mills = value.bought_mills
    pb.sold_mills = value.sold_mills
    pb.cost_mills = value.cost_mills


def live_event_from_pb(pb: live_feedback_pb2.LiveEvent) -> models.LiveEvent:
    return wire.read(models.LiveEvent, dict_live_event, pb)


def live_event_to_pb(value: models.LiveEvent) -> live_feedback_pb2.LiveEvent:
    pb = live_feedback_pb2.LiveEvent()
    fill_live_event(pb, value)
    return pb


def dict_live_event(pb: live_feedback_pb2.LiveEvent) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "timestamp_utc": got_timestamp_utc if (got_timestamp_utc := pb.timestamp_utc) or has("timestamp_utc") else None,
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "type": LIVE_EVENT_TYPE_FROM_PB[got_type] if (got_type := pb.type) or has("type") else None,
        "severity": SEVERITY_FROM_PB[got_severity] if (got_severity := pb.severity) or has("severity") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }
    if has("instrument"):
        found["instrument"] = pb.instrument
    return found


def fill_live_event(pb: live_feedback_pb2.LiveEvent, value: models.LiveEvent) -> None:
    pb.timestamp_utc = wire.utc_text(value.timestamp_utc)
    pb.trading_date = value.trading_date.isoformat()
    pb.type = LIVE_EVENT_TYPE_TO_PB[value.type]
    pb.severity = SEVERITY_TO_PB[value.severity]
    if value.instrument is not None:
        pb.instrument = value.instrument
    pb.message = value.message


def assumption_drift_from_pb(pb: live_feedback_pb2.AssumptionDrift) -> models.AssumptionDrift:
    return wire.read(models.AssumptionDrift, dict_assumption_drift, pb)


def assumption_drift_to_pb(value: models.AssumptionDrift) -> live_feedback_pb2.AssumptionDrift:
    pb = live_feedback_pb2.AssumptionDrift()
    fill_assumption_drift(pb, value)
    return pb


def dict_assumption_drift(pb: live_feedback_pb2.AssumptionDrift) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": ASSUMPTION_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "unit": DRIFT_UNIT_FROM_PB[got_unit] if (got_unit := pb.unit) or has("unit") else None,
    }
    if has("assumed"):
        found["assumed"] = pb.assumed
    if has("measured"):
        found["measured"] = pb.measured
    if has("difference"):
        found["difference"] = pb.difference
    if has("tolerance"):
        found["tolerance"] = pb.tolerance
    if has("within_tolerance"):
        found["within_tolerance"] = pb.within_tolerance
    if has("note"):
        found["note"] = pb.note
    return found


def fill_assumption_drift(pb: live_feedback_pb2.AssumptionDrift, value: models.AssumptionDrift) -> None:
    pb.kind = ASSUMPTION_KIND_TO_PB[value.kind]
    if value.assumed is not None:
        pb.assumed = value.assumed
    if value.measured is not None:
        pb.measured = value.measured
    if value.difference is not None:
        pb.difference = value.difference
    pb.unit = DRIFT_UNIT_TO_PB[value.unit]
    if value.tolerance is not None:
        pb.tolerance = value.tolerance
    if value.within_tolerance is not None:
        pb.within_tolerance = value.within_tolerance
    if value.note is not None:
        pb.note = value.note


def reduce_drawdown_from_pb(pb: live_feedback_pb2.ReduceDrawdown) -> models.ReduceDrawdown:
    return wire.read(models.ReduceDrawdown, dict_reduce_drawdown, pb)


def reduce_drawdown_to_pb(value: models.ReduceDrawdown) -> live_feedback_pb2.ReduceDrawdown:
    pb = live_feedback_pb2.ReduceDrawdown()
    fill_reduce_drawdown(pb, value)
    return pb


def dict_reduce_drawdown(pb: live_feedback_pb2.ReduceDrawdown) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "reduce_drawdown", "floor": got_floor if (got_floor := pb.floor) or has("floor") else None}


def fill_reduce_drawdown(pb: live_feedback_pb2.ReduceDrawdown, value: models.ReduceDrawdown) -> None:
    pb.floor = value.floor


def reduce_turnover_from_pb(pb: live_feedback_pb2.ReduceTurnover) -> models.ReduceTurnover:
    return wire.read(models.ReduceTurnover, dict_reduce_turnover, pb)


def reduce_turnover_to_pb(value: models.ReduceTurnover) -> live_feedback_pb2.ReduceTurnover:
    pb = live_feedback_pb2.ReduceTurnover()
    fill_reduce_turnover(pb, value)
    return pb


def dict_reduce_turnover(pb: live_feedback_pb2.ReduceTurnover) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "reduce_turnover", "ceiling": got_ceiling if (got_ceiling := pb.ceiling) or has("ceiling") else None}


def fill_reduce_turnover(pb: live_feedback_pb2.ReduceTurnover, value: models.ReduceTurnover) -> None:
    pb.ceiling = value.ceiling


def reduce_slippage_from_pb(pb: live_feedback_pb2.ReduceSlippage) -> models.ReduceSlippage:
    return wire.read(models.ReduceSlippage, dict_reduce_slippage, pb)


def reduce_slippage_to_pb(value: models.ReduceSlippage) -> live_feedback_pb2.ReduceSlippage:
    pb = live_feedback_pb2.ReduceSlippage()
    fill_reduce_slippage(pb, value)
    return pb


def dict_reduce_slippage(pb: live_feedback_pb2.ReduceSlippage) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "reduce_slippage",
        "ceiling_bps": got_ceiling_bps if (got_ceiling_bps := pb.ceiling_bps) or has("ceiling_bps") else None,
    }


def fill_reduce_slippage(pb: live_feedback_pb2.ReduceSlippage, value: models.ReduceSlippage) -> None:
    pb.ceiling_bps = value.ceiling_bps


def keep_return_from_pb(pb: live_feedback_pb2.KeepReturn) -> models.KeepReturn:
    return wire.read(models.KeepReturn, dict_keep_return, pb)


def keep_return_to_pb(value: models.KeepReturn) -> live_feedback_pb2.KeepReturn:
    pb = live_feedback_pb2.KeepReturn()
    fill_keep_return(pb, value)
    return pb


def dict_keep_return(pb: live_feedback_pb2.KeepReturn) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "keep_return", "floor": got_floor if (got_floor := pb.floor) or has("floor") else None}


def fill_keep_return(pb: live_feedback_pb2.KeepReturn, value: models.KeepReturn) -> None:
    pb.floor = value.floor


def correct_assumption_from_pb(pb: live_feedback_pb2.CorrectAssumption) -> models.CorrectAssumption:
    return wire.read(models.CorrectAssumption, dict_correct_assumption, pb)


def correct_assumption_to_pb(value: models.CorrectAssumption) -> live_feedback_pb2.CorrectAssumption:
    pb = live_feedback_pb2.CorrectAssumption()
    fill_correct_assumption(pb, value)
    return pb


def dict_correct_assumption(pb: live_feedback_pb2.CorrectAssumption) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "correct_assumption",
        "assumption": ASSUMPTION_KIND_FROM_PB[got_assumption] if (got_assumption := pb.assumption) or has("assumption") else None,
        "value": got_value if (got_value := pb.value) or has("value") else None,
    }


def fill_correct_assumption(pb: live_feedback_pb2.CorrectAssumption, value: models.CorrectAssumption) -> None:
    pb.assumption = ASSUMPTION_KIND_TO_PB[value.assumption]
    pb.value = value.value


def improvement_goal_from_pb(pb: live_feedback_pb2.ImprovementGoal) -> models.ImprovementGoal:
    return wire.read_union(models.ImprovementGoal, "ImprovementGoal", dict_improvement_goal, pb)  # type: ignore[no-any-return]


def improvement_goal_to_pb(value: models.ImprovementGoal) -> live_feedback_pb2.ImprovementGoal:
    pb = live_feedback_pb2.ImprovementGoal()
    fill_improvement_goal(pb, value)
    return pb


def dict_improvement_goal(pb: live_feedback_pb2.ImprovementGoal) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "reduce_drawdown":
            return dict_reduce_drawdown(pb.reduce_drawdown)
        case "reduce_turnover":
            return dict_reduce_turnover(pb.reduce_turnover)
        case "reduce_slippage":
            return dict_reduce_slippage(pb.reduce_slippage)
        case "keep_return":
            return dict_keep_return(pb.keep_return)
        case "correct_assumption":
            return dict_correct_assumption(pb.correct_assumption)
        case _:
            return {}


def fill_improvement_goal(pb: live_feedback_pb2.ImprovementGoal, value: models.ImprovementGoal) -> None:
    match value:
        case models.ReduceDrawdown():
            pb.reduce_drawdown.SetInParent()
            fill_reduce_drawdown(pb.reduce_drawdown, value)
        case models.ReduceTurnover():
            pb.reduce_turnover.SetInParent()
            fill_reduce_turnover(pb.reduce_turnover, value)
        case models.ReduceSlippage():
            pb.reduce_slippage.SetInParent()
            fill_reduce_slippage(pb.reduce_slippage, value)
        case models.KeepReturn():
            pb.keep_return.SetInParent()
            fill_keep_return(pb.keep_return, value)
        case models.CorrectAssumption():
            pb.correct_assumption.SetInParent()
            fill_correct_assumption(pb.correct_assumption, value)


def live_feedback_from_pb(pb: live_feedback_pb2.LiveFeedback) -> models.LiveFeedback:
    return wire.read(models.LiveFeedback, dict_live_feedback, pb)


def live_feedback_to_pb(value: models.LiveFeedback) -> live_feedback_pb2.LiveFeedback:
    pb = live_feedback_pb2.LiveFeedback()
    fill_live_feedback(pb, value)
    return pb


def dict_live_feedback(pb: live_feedback_pb2.LiveFeedback) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "feedback_id": got_feedback_id if (got_feedback_id := pb.feedback_id) or has("feedback_id") else None,
        "strategy_instance_id": got_strategy_instance_id
        if (got_strategy_instance_id := pb.strategy_instance_id) or has("strategy_instance_id")
        else None,
        "account_id": got_account_id if (got_account_id := pb.account_id) or has("account_id") else None,
        "env": contract_converters.ENV_FROM_PB[got_env] if (got_env := pb.env) or has("env") else None,
        "period": contract_converters.dict_date_range(pb.period) if has("period") else None,
        "performance": dict_live_performance(pb.performance) if has("performance") else None,
        "execution": dict_live_execution(pb.execution) if has("execution") else None,
        "events": wire.elements(dict_live_event, got_events) if (got_events := pb.events) else [],
        "drift": wire.elements(dict_assumption_drift, got_drift) if (got_drift := pb.drift) else [],
        "goals": wire.elements(dict_improvement_goal, got_goals) if (got_goals := pb.goals) else [],
    }
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    if has("strategy_config_hash"):
        found["strategy_config_hash"] = pb.strategy_config_hash
    if has("factor_set_hash"):
        found["factor_set_hash"] = pb.factor_set_hash
    if has("synthetic"):
        found["synthetic"] = pb.synthetic
    return found


def fill_live_feedback(pb: live_feedback_pb2.LiveFeedback, value: models.LiveFeedback) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.feedback_id = value.feedback_id
    pb.strategy_instance_id = value.strategy_instance_id
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    pb.account_id = value.account_id
    pb.env = contract_converters.ENV_TO_PB[value.env]
    pb.period.SetInParent()
    contract_converters.fill_date_range(pb.period, value.period)
    pb.performance.SetInParent()
    fill_live_performance(pb.performance, value.performance)
    pb.execution.SetInParent()
    fill_live_execution(pb.execution, value.execution)
    for each_events in value.events:
        fill_live_event(pb.events.add(), each_events)
    for each_drift in value.drift:
        fill_assumption_drift(pb.drift.add(), each_drift)
    for each_goals in value.goals:
        fill_improvement_goal(pb.goals.add(), each_goals)
    if value.strategy_config_hash is not None:
        pb.strategy_config_hash = value.strategy_config_hash
    if value.factor_set_hash is not None:
        pb.factor_set_hash = value.factor_set_hash
    if value.synthetic is not None:
        pb.synthetic = value.synthetic


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.BuildFeedbackRequest: build_feedback_request_to_pb,
    models.BuildFeedbackResponse: build_feedback_response_to_pb,
    models.PublishFeedbackRequest: publish_feedback_request_to_pb,
    models.PublishFeedbackResponse: publish_feedback_response_to_pb,
    models.GetFeedbackRequest: get_feedback_request_to_pb,
    models.GetFeedbackResponse: get_feedback_response_to_pb,
    models.ListFeedbackRequest: list_feedback_request_to_pb,
    models.ListFeedbackResponse: list_feedback_response_to_pb,
    models.WatchFeedbackRequest: watch_feedback_request_to_pb,
    models.WatchFeedbackResponse: watch_feedback_response_to_pb,
    models.ProposeExperimentRequest: propose_experiment_request_to_pb,
    models.ProposeExperimentResponse: propose_experiment_response_to_pb,
    models.LivePerformance: live_performance_to_pb,
    models.LiveExecution: live_execution_to_pb,
    models.LiveEvent: live_event_to_pb,
    models.AssumptionDrift: assumption_drift_to_pb,
    models.ReduceDrawdown: reduce_drawdown_to_pb,
    models.ReduceTurnover: reduce_turnover_to_pb,
    models.ReduceSlippage: reduce_slippage_to_pb,
    models.KeepReturn: keep_return_to_pb,
    models.CorrectAssumption: correct_assumption_to_pb,
    models.ImprovementGoal: improvement_goal_to_pb,
    models.LiveFeedback: live_feedback_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    feedback_service_pb2.BuildFeedbackRequest: build_feedback_request_from_pb,
    feedback_service_pb2.BuildFeedbackResponse: build_feedback_response_from_pb,
    feedback_service_pb2.PublishFeedbackRequest: publish_feedback_request_from_pb,
    feedback_service_pb2.PublishFeedbackResponse: publish_feedback_response_from_pb,
    feedback_service_pb2.GetFeedbackRequest: get_feedback_request_from_pb,
    feedback_service_pb2.GetFeedbackResponse: get_feedback_response_from_pb,
    feedback_service_pb2.ListFeedbackRequest: list_feedback_request_from_pb,
    feedback_service_pb2.ListFeedbackResponse: list_feedback_response_from_pb,
    feedback_service_pb2.WatchFeedbackRequest: watch_feedback_request_from_pb,
    feedback_service_pb2.WatchFeedbackResponse: watch_feedback_response_from_pb,
    feedback_service_pb2.ProposeExperimentRequest: propose_experiment_request_from_pb,
    feedback_service_pb2.ProposeExperimentResponse: propose_experiment_response_from_pb,
    live_feedback_pb2.LivePerformance: live_performance_from_pb,
    live_feedback_pb2.LiveExecution: live_execution_from_pb,
    live_feedback_pb2.LiveEvent: live_event_from_pb,
    live_feedback_pb2.AssumptionDrift: assumption_drift_from_pb,
    live_feedback_pb2.ReduceDrawdown: reduce_drawdown_from_pb,
    live_feedback_pb2.ReduceTurnover: reduce_turnover_from_pb,
    live_feedback_pb2.ReduceSlippage: reduce_slippage_from_pb,
    live_feedback_pb2.KeepReturn: keep_return_from_pb,
    live_feedback_pb2.CorrectAssumption: correct_assumption_from_pb,
    live_feedback_pb2.ImprovementGoal: improvement_goal_from_pb,
    live_feedback_pb2.LiveFeedback: live_feedback_from_pb,
}
