"""Messages of the experiments part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import converters as contract_converters
from aistock.experiments.v1 import (
    config_service_pb2,
    experiment_request_pb2,
    experiment_result_pb2,
    experiment_service_pb2,
    factor_set_config_pb2,
    models,
    strategy_config_pb2,
    train_test_config_pb2,
)

CONFIG_KIND_FROM_PB: wire.EnumNumbers[models.ConfigKind] = wire.EnumNumbers(
    "ConfigKind",
    {
        1: models.ConfigKind.STRATEGY,
        2: models.ConfigKind.FACTOR_SET,
        3: models.ConfigKind.TRAIN_TEST,
        4: models.ConfigKind.PRESET,
    },
)
CONFIG_KIND_TO_PB: dict[models.ConfigKind, Any] = {
    models.ConfigKind.STRATEGY: 1,
    models.ConfigKind.FACTOR_SET: 2,
    models.ConfigKind.TRAIN_TEST: 3,
    models.ConfigKind.PRESET: 4,
}


EXPERIMENT_KIND_FROM_PB: wire.EnumNumbers[models.ExperimentKind] = wire.EnumNumbers(
    "ExperimentKind",
    {
        1: models.ExperimentKind.RESEARCH,
        2: models.ExperimentKind.BENCHMARK,
        3: models.ExperimentKind.AB_TEST,
        4: models.ExperimentKind.RETRAIN,
        5: models.ExperimentKind.DIRECTED,
    },
)
EXPERIMENT_KIND_TO_PB: dict[models.ExperimentKind, Any] = {
    models.ExperimentKind.RESEARCH: 1,
    models.ExperimentKind.BENCHMARK: 2,
    models.ExperimentKind.AB_TEST: 3,
    models.ExperimentKind.RETRAIN: 4,
    models.ExperimentKind.DIRECTED: 5,
}


RESULT_STATUS_FROM_PB: wire.EnumNumbers[models.ResultStatus] = wire.EnumNumbers(
    "ResultStatus",
    {
        1: models.ResultStatus.SUCCEEDED,
        2: models.ResultStatus.FAILED,
    },
)
RESULT_STATUS_TO_PB: dict[models.ResultStatus, Any] = {
    models.ResultStatus.SUCCEEDED: 1,
    models.ResultStatus.FAILED: 2,
}


RUN_STAGE_FROM_PB: wire.EnumNumbers[models.RunStage] = wire.EnumNumbers(
    "RunStage",
    {
        1: models.RunStage.PREPARE,
        2: models.RunStage.FEATURES,
        3: models.RunStage.TRAIN,
        4: models.RunStage.SIGNAL,
        5: models.RunStage.BACKTEST,
        6: models.RunStage.ARTIFACTS,
    },
)
RUN_STAGE_TO_PB: dict[models.RunStage, Any] = {
    models.RunStage.PREPARE: 1,
    models.RunStage.FEATURES: 2,
    models.RunStage.TRAIN: 3,
    models.RunStage.SIGNAL: 4,
    models.RunStage.BACKTEST: 5,
    models.RunStage.ARTIFACTS: 6,
}


EXPERIMENT_STATE_FROM_PB: wire.EnumNumbers[models.ExperimentState] = wire.EnumNumbers(
    "ExperimentState",
    {
        1: models.ExperimentState.QUEUED,
        2: models.ExperimentState.RUNNING,
        3: models.ExperimentState.SUCCEEDED,
        4: models.ExperimentState.FAILED,
        5: models.ExperimentState.CANCELLED,
    },
)
EXPERIMENT_STATE_TO_PB: dict[models.ExperimentState, Any] = {
    models.ExperimentState.QUEUED: 1,
    models.ExperimentState.RUNNING: 2,
    models.ExperimentState.SUCCEEDED: 3,
    models.ExperimentState.FAILED: 4,
    models.ExperimentState.CANCELLED: 5,
}


STRATEGY_TYPE_FROM_PB: wire.EnumNumbers[models.StrategyType] = wire.EnumNumbers(
    "StrategyType",
    {
        1: models.StrategyType.LONG_ONLY,
    },
)
STRATEGY_TYPE_TO_PB: dict[models.StrategyType, Any] = {
    models.StrategyType.LONG_ONLY: 1,
}


LINEAR_ESTIMATOR_FROM_PB: wire.EnumNumbers[models.LinearEstimator] = wire.EnumNumbers(
    "LinearEstimator",
    {
        1: models.LinearEstimator.OLS,
        2: models.LinearEstimator.RIDGE,
        3: models.LinearEstimator.LASSO,
        4: models.LinearEstimator.NNLS,
    },
)
LINEAR_ESTIMATOR_TO_PB: dict[models.LinearEstimator, Any] = {
    models.LinearEstimator.OLS: 1,
    models.LinearEstimator.RIDGE: 2,
    models.LinearEstimator.LASSO: 3,
    models.LinearEstimator.NNLS: 4,
}


WEIGHTING_FROM_PB: wire.EnumNumbers[models.Weighting] = wire.EnumNumbers(
    "Weighting",
    {
        1: models.Weighting.EQUAL,
        2: models.Weighting.RANK,
        3: models.Weighting.SCORE,
    },
)
WEIGHTING_TO_PB: dict[models.Weighting, Any] = {
    models.Weighting.EQUAL: 1,
    models.Weighting.RANK: 2,
    models.Weighting.SCORE: 3,
}


WEEKDAY_FROM_PB: wire.EnumNumbers[models.Weekday] = wire.EnumNumbers(
    "Weekday",
    {
        1: models.Weekday.MONDAY,
        2: models.Weekday.TUESDAY,
        3: models.Weekday.WEDNESDAY,
        4: models.Weekday.THURSDAY,
        5: models.Weekday.FRIDAY,
    },
)
WEEKDAY_TO_PB: dict[models.Weekday, Any] = {
    models.Weekday.MONDAY: 1,
    models.Weekday.TUESDAY: 2,
    models.Weekday.WEDNESDAY: 3,
    models.Weekday.THURSDAY: 4,
    models.Weekday.FRIDAY: 5,
}


DEAL_PRICE_FROM_PB: wire.EnumNumbers[models.DealPrice] = wire.EnumNumbers(
    "DealPrice",
    {
        1: models.DealPrice.CLOSE,
        2: models.DealPrice.OPEN,
        3: models.DealPrice.VWAP,
    },
)
DEAL_PRICE_TO_PB: dict[models.DealPrice, Any] = {
    models.DealPrice.CLOSE: 1,
    models.DealPrice.OPEN: 2,
    models.DealPrice.VWAP: 3,
}


DIRECTION_FROM_PB: wire.EnumNumbers[models.Direction] = wire.EnumNumbers(
    "Direction",
    {
        1: models.Direction.MAXIMIZE,
        2: models.Direction.MINIMIZE,
    },
)
DIRECTION_TO_PB: dict[models.Direction, Any] = {
    models.Direction.MAXIMIZE: 1,
    models.Direction.MINIMIZE: 2,
}


FREQUENCY_FROM_PB: wire.EnumNumbers[models.Frequency] = wire.EnumNumbers(
    "Frequency",
    {
        1: models.Frequency.DAY,
    },
)
FREQUENCY_TO_PB: dict[models.Frequency, Any] = {
    models.Frequency.DAY: 1,
}


def config_document_from_pb(pb: config_service_pb2.ConfigDocument) -> models.ConfigDocument:
    return wire.read(models.ConfigDocument, dict_config_document, pb)


def config_document_to_pb(value: models.ConfigDocument) -> config_service_pb2.ConfigDocument:
    pb = config_service_pb2.ConfigDocument()
    fill_config_document(pb, value)
    return pb


def dict_config_document(pb: config_service_pb2.ConfigDocument) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("strategy"):
        found["strategy"] = dict_strategy_config(pb.strategy)
    if has("factor_set"):
        found["factor_set"] = dict_factor_set_config(pb.factor_set)
    if has("train_test"):
        found["train_test"] = dict_train_test_config(pb.train_test)
    if has("preset"):
        found["preset"] = dict_config_preset(pb.preset)
    return found


def fill_config_document(pb: config_service_pb2.ConfigDocument, value: models.ConfigDocument) -> None:
    if value.strategy is not None:
        pb.strategy.SetInParent()
        fill_strategy_config(pb.strategy, value.strategy)
    if value.factor_set is not None:
        pb.factor_set.SetInParent()
        fill_factor_set_config(pb.factor_set, value.factor_set)
    if value.train_test is not None:
        pb.train_test.SetInParent()
        fill_train_test_config(pb.train_test, value.train_test)
    if value.preset is not None:
        pb.preset.SetInParent()
        fill_config_preset(pb.preset, value.preset)


def config_preset_from_pb(pb: config_service_pb2.ConfigPreset) -> models.ConfigPreset:
    return wire.read(models.ConfigPreset, dict_config_preset, pb)


def config_preset_to_pb(value: models.ConfigPreset) -> config_service_pb2.ConfigPreset:
    pb = config_service_pb2.ConfigPreset()
    fill_config_preset(pb, value)
    return pb


def dict_config_preset(pb: config_service_pb2.ConfigPreset) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
    }
    if has("description"):
        found["description"] = pb.description
    if has("strategy_hash"):
        found["strategy_hash"] = pb.strategy_hash
    if has("factor_set_hash"):
        found["factor_set_hash"] = pb.factor_set_hash
    if has("train_test_hash"):
        found["train_test_hash"] = pb.train_test_hash
    return found


def fill_config_preset(pb: config_service_pb2.ConfigPreset, value: models.ConfigPreset) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.name = value.name
    if value.description is not None:
        pb.description = value.description
    if value.strategy_hash is not None:
        pb.strategy_hash = value.strategy_hash
    if value.factor_set_hash is not None:
        pb.factor_set_hash = value.factor_set_hash
    if value.train_test_hash is not None:
        pb.train_test_hash = value.train_test_hash


def stored_config_from_pb(pb: config_service_pb2.StoredConfig) -> models.StoredConfig:
    return wire.read(models.StoredConfig, dict_stored_config, pb)


def stored_config_to_pb(value: models.StoredConfig) -> config_service_pb2.StoredConfig:
    pb = config_service_pb2.StoredConfig()
    fill_stored_config(pb, value)
    return pb


def dict_stored_config(pb: config_service_pb2.StoredConfig) -> dict[str, Any]:
    has = pb.HasField
    return {
        "config_hash": got_config_hash if (got_config_hash := pb.config_hash) or has("config_hash") else None,
        "kind": CONFIG_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "revision": got_revision if (got_revision := pb.revision) or has("revision") else None,
        "stored_at_utc": got_stored_at_utc if (got_stored_at_utc := pb.stored_at_utc) or has("stored_at_utc") else None,
        "document": dict_config_document(pb.document) if has("document") else None,
    }


def fill_stored_config(pb: config_service_pb2.StoredConfig, value: models.StoredConfig) -> None:
    pb.config_hash = value.config_hash
    pb.kind = CONFIG_KIND_TO_PB[value.kind]
    pb.name = value.name
    pb.revision = value.revision
    pb.stored_at_utc = wire.utc_text(value.stored_at_utc)
    pb.document.SetInParent()
    fill_config_document(pb.document, value.document)


def put_config_request_from_pb(pb: config_service_pb2.PutConfigRequest) -> models.PutConfigRequest:
    return wire.read(models.PutConfigRequest, dict_put_config_request, pb)


def put_config_request_to_pb(value: models.PutConfigRequest) -> config_service_pb2.PutConfigRequest:
    pb = config_service_pb2.PutConfigRequest()
    fill_put_config_request(pb, value)
    return pb


def dict_put_config_request(pb: config_service_pb2.PutConfigRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "document": dict_config_document(pb.document) if has("document") else None,
    }


def fill_put_config_request(pb: config_service_pb2.PutConfigRequest, value: models.PutConfigRequest) -> None:
    pb.request_id = value.request_id
    pb.document.SetInParent()
    fill_config_document(pb.document, value.document)


def put_config_response_from_pb(pb: config_service_pb2.PutConfigResponse) -> models.PutConfigResponse:
    return wire.read(models.PutConfigResponse, dict_put_config_response, pb)


def put_config_response_to_pb(value: models.PutConfigResponse) -> config_service_pb2.PutConfigResponse:
    pb = config_service_pb2.PutConfigResponse()
    fill_put_config_response(pb, value)
    return pb


def dict_put_config_response(pb: config_service_pb2.PutConfigResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"config": dict_stored_config(pb.config) if has("config") else None}


def fill_put_config_response(pb: config_service_pb2.PutConfigResponse, value: models.PutConfigResponse) -> None:
    pb.config.SetInParent()
    fill_stored_config(pb.config, value.config)


def get_config_request_from_pb(pb: config_service_pb2.GetConfigRequest) -> models.GetConfigRequest:
    return wire.read(models.GetConfigRequest, dict_get_config_request, pb)


def get_config_request_to_pb(value: models.GetConfigRequest) -> config_service_pb2.GetConfigRequest:
    pb = config_service_pb2.GetConfigRequest()
    fill_get_config_request(pb, value)
    return pb


def dict_get_config_request(pb: config_service_pb2.GetConfigRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"config_hash": got_config_hash if (got_config_hash := pb.config_hash) or has("config_hash") else None}


def fill_get_config_request(pb: config_service_pb2.GetConfigRequest, value: models.GetConfigRequest) -> None:
    pb.config_hash = value.config_hash


def get_config_response_from_pb(pb: config_service_pb2.GetConfigResponse) -> models.GetConfigResponse:
    return wire.read(models.GetConfigResponse, dict_get_config_response, pb)


def get_config_response_to_pb(value: models.GetConfigResponse) -> config_service_pb2.GetConfigResponse:
    pb = config_service_pb2.GetConfigResponse()
    fill_get_config_response(pb, value)
    return pb


def dict_get_config_response(pb: config_service_pb2.GetConfigResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"config": dict_stored_config(pb.config) if has("config") else None}


def fill_get_config_response(pb: config_service_pb2.GetConfigResponse, value: models.GetConfigResponse) -> None:
    pb.config.SetInParent()
    fill_stored_config(pb.config, value.config)


def list_configs_request_from_pb(pb: config_service_pb2.ListConfigsRequest) -> models.ListConfigsRequest:
    return wire.read(models.ListConfigsRequest, dict_list_configs_request, pb)


def list_configs_request_to_pb(value: models.ListConfigsRequest) -> config_service_pb2.ListConfigsRequest:
    pb = config_service_pb2.ListConfigsRequest()
    fill_list_configs_request(pb, value)
    return pb


def dict_list_configs_request(pb: config_service_pb2.ListConfigsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("kind"):
        found["kind"] = CONFIG_KIND_FROM_PB[pb.kind]
    return found


def fill_list_configs_request(pb: config_service_pb2.ListConfigsRequest, value: models.ListConfigsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.kind is not None:
        pb.kind = CONFIG_KIND_TO_PB[value.kind]


def list_configs_response_from_pb(pb: config_service_pb2.ListConfigsResponse) -> models.ListConfigsResponse:
    return wire.read(models.ListConfigsResponse, dict_list_configs_response, pb)


def list_configs_response_to_pb(value: models.ListConfigsResponse) -> config_service_pb2.ListConfigsResponse:
    pb = config_service_pb2.ListConfigsResponse()
    fill_list_configs_response(pb, value)
    return pb


def dict_list_configs_response(pb: config_service_pb2.ListConfigsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"configs": wire.elements(dict_stored_config, got_configs) if (got_configs := pb.configs) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_configs_response(pb: config_service_pb2.ListConfigsResponse, value: models.ListConfigsResponse) -> None:
    for each_configs in value.configs:
        fill_stored_config(pb.configs.add(), each_configs)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def list_config_history_request_from_pb(pb: config_service_pb2.ListConfigHistoryRequest) -> models.ListConfigHistoryRequest:
    return wire.read(models.ListConfigHistoryRequest, dict_list_config_history_request, pb)


def list_config_history_request_to_pb(value: models.ListConfigHistoryRequest) -> config_service_pb2.ListConfigHistoryRequest:
    pb = config_service_pb2.ListConfigHistoryRequest()
    fill_list_config_history_request(pb, value)
    return pb


def dict_list_config_history_request(pb: config_service_pb2.ListConfigHistoryRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": CONFIG_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
    }
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_config_history_request(
    pb: config_service_pb2.ListConfigHistoryRequest, value: models.ListConfigHistoryRequest
) -> None:
    pb.kind = CONFIG_KIND_TO_PB[value.kind]
    pb.name = value.name
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_config_history_response_from_pb(pb: config_service_pb2.ListConfigHistoryResponse) -> models.ListConfigHistoryResponse:
    return wire.read(models.ListConfigHistoryResponse, dict_list_config_history_response, pb)


def list_config_history_response_to_pb(value: models.ListConfigHistoryResponse) -> config_service_pb2.ListConfigHistoryResponse:
    pb = config_service_pb2.ListConfigHistoryResponse()
    fill_list_config_history_response(pb, value)
    return pb


def dict_list_config_history_response(pb: config_service_pb2.ListConfigHistoryResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"configs": wire.elements(dict_stored_config, got_configs) if (got_configs := pb.configs) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_config_history_response(
    pb: config_service_pb2.ListConfigHistoryResponse, value: models.ListConfigHistoryResponse
) -> None:
    for each_configs in value.configs:
        fill_stored_config(pb.configs.add(), each_configs)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def constraints_from_pb(pb: experiment_request_pb2.Constraints) -> models.Constraints:
    return wire.read(models.Constraints, dict_constraints, pb)


def constraints_to_pb(value: models.Constraints) -> experiment_request_pb2.Constraints:
    pb = experiment_request_pb2.Constraints()
    fill_constraints(pb, value)
    return pb


def dict_constraints(pb: experiment_request_pb2.Constraints) -> dict[str, Any]:
    return {
        "model_allowlist": pb.model_allowlist[:],
        "factor_allowlist": pb.factor_allowlist[:],
        "limits": wire.elements(dict_metric_limit, got_limits) if (got_limits := pb.limits) else [],
    }


def fill_constraints(pb: experiment_request_pb2.Constraints, value: models.Constraints) -> None:
    pb.model_allowlist.extend(value.model_allowlist)
    pb.factor_allowlist.extend(value.factor_allowlist)
    for each_limits in value.limits:
        fill_metric_limit(pb.limits.add(), each_limits)


def metric_limit_from_pb(pb: experiment_request_pb2.MetricLimit) -> models.MetricLimit:
    return wire.read(models.MetricLimit, dict_metric_limit, pb)


def metric_limit_to_pb(value: models.MetricLimit) -> experiment_request_pb2.MetricLimit:
    pb = experiment_request_pb2.MetricLimit()
    fill_metric_limit(pb, value)
    return pb


def dict_metric_limit(pb: experiment_request_pb2.MetricLimit) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"metric": got_metric if (got_metric := pb.metric) or has("metric") else None}
    if has("at_least"):
        found["at_least"] = pb.at_least
    if has("at_most"):
        found["at_most"] = pb.at_most
    return found


def fill_metric_limit(pb: experiment_request_pb2.MetricLimit, value: models.MetricLimit) -> None:
    pb.metric = value.metric
    if value.at_least is not None:
        pb.at_least = value.at_least
    if value.at_most is not None:
        pb.at_most = value.at_most


def budget_from_pb(pb: experiment_request_pb2.Budget) -> models.Budget:
    return wire.read(models.Budget, dict_budget, pb)


def budget_to_pb(value: models.Budget) -> experiment_request_pb2.Budget:
    pb = experiment_request_pb2.Budget()
    fill_budget(pb, value)
    return pb


def dict_budget(pb: experiment_request_pb2.Budget) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "max_seconds": got_max_seconds if (got_max_seconds := pb.max_seconds) or has("max_seconds") else None
    }
    if has("max_attempts"):
        found["max_attempts"] = pb.max_attempts
    if has("max_cost_mills"):
        found["max_cost_mills"] = pb.max_cost_mills
    return found


def fill_budget(pb: experiment_request_pb2.Budget, value: models.Budget) -> None:
    pb.max_seconds = value.max_seconds
    if value.max_attempts is not None:
        pb.max_attempts = value.max_attempts
    if value.max_cost_mills is not None:
        pb.max_cost_mills = value.max_cost_mills


def user_trigger_from_pb(pb: experiment_request_pb2.UserTrigger) -> models.UserTrigger:
    return wire.read(models.UserTrigger, dict_user_trigger, pb)


def user_trigger_to_pb(value: models.UserTrigger) -> experiment_request_pb2.UserTrigger:
    pb = experiment_request_pb2.UserTrigger()
    fill_user_trigger(pb, value)
    return pb


def dict_user_trigger(pb: experiment_request_pb2.UserTrigger) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "user", "user": got_user if (got_user := pb.user) or has("user") else None}


def fill_user_trigger(pb: experiment_request_pb2.UserTrigger, value: models.UserTrigger) -> None:
    pb.user = value.user


def feedback_trigger_from_pb(pb: experiment_request_pb2.FeedbackTrigger) -> models.FeedbackTrigger:
    return wire.read(models.FeedbackTrigger, dict_feedback_trigger, pb)


def feedback_trigger_to_pb(value: models.FeedbackTrigger) -> experiment_request_pb2.FeedbackTrigger:
    pb = experiment_request_pb2.FeedbackTrigger()
    fill_feedback_trigger(pb, value)
    return pb


def dict_feedback_trigger(pb: experiment_request_pb2.FeedbackTrigger) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": "feedback",
        "feedback_id": got_feedback_id if (got_feedback_id := pb.feedback_id) or has("feedback_id") else None,
    }
    if has("parent_experiment_id"):
        found["parent_experiment_id"] = pb.parent_experiment_id
    return found


def fill_feedback_trigger(pb: experiment_request_pb2.FeedbackTrigger, value: models.FeedbackTrigger) -> None:
    pb.feedback_id = value.feedback_id
    if value.parent_experiment_id is not None:
        pb.parent_experiment_id = value.parent_experiment_id


def triggered_by_from_pb(pb: experiment_request_pb2.TriggeredBy) -> models.TriggeredBy:
    return wire.read_union(models.TriggeredBy, "TriggeredBy", dict_triggered_by, pb)  # type: ignore[no-any-return]


def triggered_by_to_pb(value: models.TriggeredBy) -> experiment_request_pb2.TriggeredBy:
    pb = experiment_request_pb2.TriggeredBy()
    fill_triggered_by(pb, value)
    return pb


def dict_triggered_by(pb: experiment_request_pb2.TriggeredBy) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "user":
            return dict_user_trigger(pb.user)
        case "feedback":
            return dict_feedback_trigger(pb.feedback)
        case _:
            return {}


def fill_triggered_by(pb: experiment_request_pb2.TriggeredBy, value: models.TriggeredBy) -> None:
    match value:
        case models.UserTrigger():
            pb.user.SetInParent()
            fill_user_trigger(pb.user, value)
        case models.FeedbackTrigger():
            pb.feedback.SetInParent()
            fill_feedback_trigger(pb.feedback, value)


def experiment_request_from_pb(pb: experiment_request_pb2.ExperimentRequest) -> models.ExperimentRequest:
    return wire.read(models.ExperimentRequest, dict_experiment_request, pb)


def experiment_request_to_pb(value: models.ExperimentRequest) -> experiment_request_pb2.ExperimentRequest:
    pb = experiment_request_pb2.ExperimentRequest()
    fill_experiment_request(pb, value)
    return pb


def dict_experiment_request(pb: experiment_request_pb2.ExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "kind": EXPERIMENT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "strategy": dict_strategy_config(pb.strategy) if has("strategy") else None,
        "factor_set": dict_factor_set_config(pb.factor_set) if has("factor_set") else None,
        "train_test": dict_train_test_config(pb.train_test) if has("train_test") else None,
        "objective": dict_objective(pb.objective) if has("objective") else None,
        "budget": dict_budget(pb.budget) if has("budget") else None,
        "seed": got_seed if (got_seed := pb.seed) or has("seed") else None,
        "triggered_by": dict_triggered_by(pb.triggered_by) if has("triggered_by") else None,
        "user_tags": pb.user_tags[:],
    }
    if has("description"):
        found["description"] = pb.description
    if has("priority"):
        found["priority"] = pb.priority
    if has("constraints"):
        found["constraints"] = dict_constraints(pb.constraints)
    if has("strategy_id"):
        found["strategy_id"] = pb.strategy_id
    return found


def fill_experiment_request(pb: experiment_request_pb2.ExperimentRequest, value: models.ExperimentRequest) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.request_id = value.request_id
    pb.name = value.name
    if value.description is not None:
        pb.description = value.description
    pb.kind = EXPERIMENT_KIND_TO_PB[value.kind]
    if value.priority is not None:
        pb.priority = value.priority
    pb.strategy.SetInParent()
    fill_strategy_config(pb.strategy, value.strategy)
    pb.factor_set.SetInParent()
    fill_factor_set_config(pb.factor_set, value.factor_set)
    pb.train_test.SetInParent()
    fill_train_test_config(pb.train_test, value.train_test)
    pb.objective.SetInParent()
    fill_objective(pb.objective, value.objective)
    if value.constraints is not None:
        pb.constraints.SetInParent()
        fill_constraints(pb.constraints, value.constraints)
    pb.budget.SetInParent()
    fill_budget(pb.budget, value.budget)
    pb.seed = value.seed
    pb.triggered_by.SetInParent()
    fill_triggered_by(pb.triggered_by, value.triggered_by)
    if value.strategy_id is not None:
        pb.strategy_id = value.strategy_id
    pb.user_tags.extend(value.user_tags)


def run_failure_from_pb(pb: experiment_result_pb2.RunFailure) -> models.RunFailure:
    return wire.read(models.RunFailure, dict_run_failure, pb)


def run_failure_to_pb(value: models.RunFailure) -> experiment_result_pb2.RunFailure:
    pb = experiment_result_pb2.RunFailure()
    fill_run_failure(pb, value)
    return pb


def dict_run_failure(pb: experiment_result_pb2.RunFailure) -> dict[str, Any]:
    has = pb.HasField
    return {
        "stage": RUN_STAGE_FROM_PB[got_stage] if (got_stage := pb.stage) or has("stage") else None,
        "reason": got_reason if (got_reason := pb.reason) or has("reason") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
        "remedy": got_remedy if (got_remedy := pb.remedy) or has("remedy") else None,
        "retryable": got_retryable if (got_retryable := pb.retryable) or has("retryable") else None,
    }


def fill_run_failure(pb: experiment_result_pb2.RunFailure, value: models.RunFailure) -> None:
    pb.stage = RUN_STAGE_TO_PB[value.stage]
    pb.reason = value.reason
    pb.message = value.message
    pb.remedy = value.remedy
    pb.retryable = value.retryable


def run_hashes_from_pb(pb: experiment_result_pb2.RunHashes) -> models.RunHashes:
    return wire.read(models.RunHashes, dict_run_hashes, pb)


def run_hashes_to_pb(value: models.RunHashes) -> experiment_result_pb2.RunHashes:
    pb = experiment_result_pb2.RunHashes()
    fill_run_hashes(pb, value)
    return pb


def dict_run_hashes(pb: experiment_result_pb2.RunHashes) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "code_sha256": got_code_sha256 if (got_code_sha256 := pb.code_sha256) or has("code_sha256") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "features_sha256": got_features_sha256 if (got_features_sha256 := pb.features_sha256) or has("features_sha256") else None,
        "strategy_config_hash": got_strategy_config_hash
        if (got_strategy_config_hash := pb.strategy_config_hash) or has("strategy_config_hash")
        else None,
        "factor_set_hash": got_factor_set_hash if (got_factor_set_hash := pb.factor_set_hash) or has("factor_set_hash") else None,
        "train_test_hash": got_train_test_hash if (got_train_test_hash := pb.train_test_hash) or has("train_test_hash") else None,
    }
    if has("model_sha256"):
        found["model_sha256"] = pb.model_sha256
    return found


def fill_run_hashes(pb: experiment_result_pb2.RunHashes, value: models.RunHashes) -> None:
    pb.code_sha256 = value.code_sha256
    pb.snapshot_id = value.snapshot_id
    pb.features_sha256 = value.features_sha256
    if value.model_sha256 is not None:
        pb.model_sha256 = value.model_sha256
    pb.strategy_config_hash = value.strategy_config_hash
    pb.factor_set_hash = value.factor_set_hash
    pb.train_test_hash = value.train_test_hash


def assumption_set_from_pb(pb: experiment_result_pb2.AssumptionSet) -> models.AssumptionSet:
    return wire.read(models.AssumptionSet, dict_assumption_set, pb)


def assumption_set_to_pb(value: models.AssumptionSet) -> experiment_result_pb2.AssumptionSet:
    pb = experiment_result_pb2.AssumptionSet()
    fill_assumption_set(pb, value)
    return pb


def dict_assumption_set(pb: experiment_result_pb2.AssumptionSet) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "deal_price": DEAL_PRICE_FROM_PB[got_deal_price] if (got_deal_price := pb.deal_price) or has("deal_price") else None,
        "open_cost": got_open_cost if (got_open_cost := pb.open_cost) or has("open_cost") else None,
        "close_cost": got_close_cost if (got_close_cost := pb.close_cost) or has("close_cost") else None,
        "limit_threshold": got_limit_threshold if (got_limit_threshold := pb.limit_threshold) or has("limit_threshold") else None,
        "signal_lag_days": got_signal_lag_days if (got_signal_lag_days := pb.signal_lag_days) or has("signal_lag_days") else None,
    }
    if has("turnover"):
        found["turnover"] = pb.turnover
    if has("fill_ratio"):
        found["fill_ratio"] = pb.fill_ratio
    if has("total_return"):
        found["total_return"] = pb.total_return
    if has("max_drawdown"):
        found["max_drawdown"] = pb.max_drawdown
    if has("cash_share"):
        found["cash_share"] = pb.cash_share
    return found


def fill_assumption_set(pb: experiment_result_pb2.AssumptionSet, value: models.AssumptionSet) -> None:
    pb.deal_price = DEAL_PRICE_TO_PB[value.deal_price]
    pb.open_cost = value.open_cost
    pb.close_cost = value.close_cost
    pb.limit_threshold = value.limit_threshold
    pb.signal_lag_days = value.signal_lag_days
    if value.turnover is not None:
        pb.turnover = value.turnover
    if value.fill_ratio is not None:
        pb.fill_ratio = value.fill_ratio
    if value.total_return is not None:
        pb.total_return = value.total_return
    if value.max_drawdown is not None:
        pb.max_drawdown = value.max_drawdown
    if value.cash_share is not None:
        pb.cash_share = value.cash_share


def stage_timing_from_pb(pb: experiment_result_pb2.StageTiming) -> models.StageTiming:
    return wire.read(models.StageTiming, dict_stage_timing, pb)


def stage_timing_to_pb(value: models.StageTiming) -> experiment_result_pb2.StageTiming:
    pb = experiment_result_pb2.StageTiming()
    fill_stage_timing(pb, value)
    return pb


def dict_stage_timing(pb: experiment_result_pb2.StageTiming) -> dict[str, Any]:
    has = pb.HasField
    return {
        "stage": RUN_STAGE_FROM_PB[got_stage] if (got_stage := pb.stage) or has("stage") else None,
        "seconds": got_seconds if (got_seconds := pb.seconds) or has("seconds") else None,
    }


def fill_stage_timing(pb: experiment_result_pb2.StageTiming, value: models.StageTiming) -> None:
    pb.stage = RUN_STAGE_TO_PB[value.stage]
    pb.seconds = value.seconds


def experiment_result_from_pb(pb: experiment_result_pb2.ExperimentResult) -> models.ExperimentResult:
    return wire.read(models.ExperimentResult, dict_experiment_result, pb)


def experiment_result_to_pb(value: models.ExperimentResult) -> experiment_result_pb2.ExperimentResult:
    pb = experiment_result_pb2.ExperimentResult()
    fill_experiment_result(pb, value)
    return pb


def dict_experiment_result(pb: experiment_result_pb2.ExperimentResult) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None,
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "status": RESULT_STATUS_FROM_PB[got_status] if (got_status := pb.status) or has("status") else None,
        "seed": got_seed if (got_seed := pb.seed) or has("seed") else None,
        "package_versions": wire.entries(pb.package_versions),
        "metrics": wire.elements(contract_converters.dict_metric, got_metrics) if (got_metrics := pb.metrics) else [],
        "files": wire.elements(contract_converters.dict_named_file, got_files) if (got_files := pb.files) else [],
        "features": pb.features[:],
        "timings": wire.elements(dict_stage_timing, got_timings) if (got_timings := pb.timings) else [],
        "worker_id": got_worker_id if (got_worker_id := pb.worker_id) or has("worker_id") else None,
        "attempt": got_attempt if (got_attempt := pb.attempt) or has("attempt") else None,
        "started_at_utc": got_started_at_utc if (got_started_at_utc := pb.started_at_utc) or has("started_at_utc") else None,
        "ended_at_utc": got_ended_at_utc if (got_ended_at_utc := pb.ended_at_utc) or has("ended_at_utc") else None,
    }
    if has("failure"):
        found["failure"] = dict_run_failure(pb.failure)
    if has("effective_config"):
        found["effective_config"] = wire.json_object(pb.effective_config)
    if has("effective_config_sha256"):
        found["effective_config_sha256"] = pb.effective_config_sha256
    if has("hashes"):
        found["hashes"] = dict_run_hashes(pb.hashes)
    if has("assumptions"):
        found["assumptions"] = dict_assumption_set(pb.assumptions)
    if has("synthetic"):
        found["synthetic"] = pb.synthetic
    return found


def fill_experiment_result(pb: experiment_result_pb2.ExperimentResult, value: models.ExperimentResult) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.experiment_id = value.experiment_id
    pb.request_id = value.request_id
    pb.status = RESULT_STATUS_TO_PB[value.status]
    if value.failure is not None:
        pb.failure.SetInParent()
        fill_run_failure(pb.failure, value.failure)
    if value.effective_config is not None:
        pb.effective_config = wire.json_text(value.effective_config)
    if value.effective_config_sha256 is not None:
        pb.effective_config_sha256 = value.effective_config_sha256
    if value.hashes is not None:
        pb.hashes.SetInParent()
        fill_run_hashes(pb.hashes, value.hashes)
    pb.seed = value.seed
    pb.package_versions.update(value.package_versions)
    for each_metrics in value.metrics:
        contract_converters.fill_metric(pb.metrics.add(), each_metrics)
    if value.assumptions is not None:
        pb.assumptions.SetInParent()
        fill_assumption_set(pb.assumptions, value.assumptions)
    for each_files in value.files:
        contract_converters.fill_named_file(pb.files.add(), each_files)
    pb.features.extend(value.features)
    for each_timings in value.timings:
        fill_stage_timing(pb.timings.add(), each_timings)
    pb.worker_id = value.worker_id
    pb.attempt = value.attempt
    pb.started_at_utc = wire.utc_text(value.started_at_utc)
    pb.ended_at_utc = wire.utc_text(value.ended_at_utc)
    if value.synthetic is not None:
        pb.synthetic = value.synthetic


def progress_from_pb(pb: experiment_service_pb2.Progress) -> models.Progress:
    return wire.read(models.Progress, dict_progress, pb)


def progress_to_pb(value: models.Progress) -> experiment_service_pb2.Progress:
    pb = experiment_service_pb2.Progress()
    fill_progress(pb, value)
    return pb


def dict_progress(pb: experiment_service_pb2.Progress) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "stage": RUN_STAGE_FROM_PB[got_stage] if (got_stage := pb.stage) or has("stage") else None,
        "fraction": got_fraction if (got_fraction := pb.fraction) or has("fraction") else None,
    }
    if has("message"):
        found["message"] = pb.message
    return found


def fill_progress(pb: experiment_service_pb2.Progress, value: models.Progress) -> None:
    pb.stage = RUN_STAGE_TO_PB[value.stage]
    pb.fraction = value.fraction
    if value.message is not None:
        pb.message = value.message


def experiment_from_pb(pb: experiment_service_pb2.Experiment) -> models.Experiment:
    return wire.read(models.Experiment, dict_experiment, pb)


def experiment_to_pb(value: models.Experiment) -> experiment_service_pb2.Experiment:
    pb = experiment_service_pb2.Experiment()
    fill_experiment(pb, value)
    return pb


def dict_experiment(pb: experiment_service_pb2.Experiment) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None,
        "request": dict_experiment_request(pb.request) if has("request") else None,
        "state": EXPERIMENT_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "attempts": got_attempts if (got_attempts := pb.attempts) or has("attempts") else None,
        "submitted_at_utc": got_submitted_at_utc
        if (got_submitted_at_utc := pb.submitted_at_utc) or has("submitted_at_utc")
        else None,
        "updated_at_utc": got_updated_at_utc if (got_updated_at_utc := pb.updated_at_utc) or has("updated_at_utc") else None,
    }
    if has("progress"):
        found["progress"] = dict_progress(pb.progress)
    if has("result"):
        found["result"] = dict_experiment_result(pb.result)
    if has("worker_id"):
        found["worker_id"] = pb.worker_id
    return found


def fill_experiment(pb: experiment_service_pb2.Experiment, value: models.Experiment) -> None:
    pb.experiment_id = value.experiment_id
    pb.request.SetInParent()
    fill_experiment_request(pb.request, value.request)
    pb.state = EXPERIMENT_STATE_TO_PB[value.state]
    pb.attempts = value.attempts
    if value.progress is not None:
        pb.progress.SetInParent()
        fill_progress(pb.progress, value.progress)
    if value.result is not None:
        pb.result.SetInParent()
        fill_experiment_result(pb.result, value.result)
    if value.worker_id is not None:
        pb.worker_id = value.worker_id
    pb.submitted_at_utc = wire.utc_text(value.submitted_at_utc)
    pb.updated_at_utc = wire.utc_text(value.updated_at_utc)


def experiment_lease_from_pb(pb: experiment_service_pb2.ExperimentLease) -> models.ExperimentLease:
    return wire.read(models.ExperimentLease, dict_experiment_lease, pb)


def experiment_lease_to_pb(value: models.ExperimentLease) -> experiment_service_pb2.ExperimentLease:
    pb = experiment_service_pb2.ExperimentLease()
    fill_experiment_lease(pb, value)
    return pb


def dict_experiment_lease(pb: experiment_service_pb2.ExperimentLease) -> dict[str, Any]:
    has = pb.HasField
    return {
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None,
        "fencing_token": got_fencing_token if (got_fencing_token := pb.fencing_token) or has("fencing_token") else None,
        "expires_at_utc": got_expires_at_utc if (got_expires_at_utc := pb.expires_at_utc) or has("expires_at_utc") else None,
        "worker_id": got_worker_id if (got_worker_id := pb.worker_id) or has("worker_id") else None,
    }


def fill_experiment_lease(pb: experiment_service_pb2.ExperimentLease, value: models.ExperimentLease) -> None:
    pb.experiment_id = value.experiment_id
    pb.fencing_token = value.fencing_token
    pb.expires_at_utc = wire.utc_text(value.expires_at_utc)
    pb.worker_id = value.worker_id


def submit_experiment_request_from_pb(pb: experiment_service_pb2.SubmitExperimentRequest) -> models.SubmitExperimentRequest:
    return wire.read(models.SubmitExperimentRequest, dict_submit_experiment_request, pb)


def submit_experiment_request_to_pb(value: models.SubmitExperimentRequest) -> experiment_service_pb2.SubmitExperimentRequest:
    pb = experiment_service_pb2.SubmitExperimentRequest()
    fill_submit_experiment_request(pb, value)
    return pb


def dict_submit_experiment_request(pb: experiment_service_pb2.SubmitExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"request": dict_experiment_request(pb.request) if has("request") else None}


def fill_submit_experiment_request(
    pb: experiment_service_pb2.SubmitExperimentRequest, value: models.SubmitExperimentRequest
) -> None:
    pb.request.SetInParent()
    fill_experiment_request(pb.request, value.request)


def submit_experiment_response_from_pb(pb: experiment_service_pb2.SubmitExperimentResponse) -> models.SubmitExperimentResponse:
    return wire.read(models.SubmitExperimentResponse, dict_submit_experiment_response, pb)


def submit_experiment_response_to_pb(value: models.SubmitExperimentResponse) -> experiment_service_pb2.SubmitExperimentResponse:
    pb = experiment_service_pb2.SubmitExperimentResponse()
    fill_submit_experiment_response(pb, value)
    return pb


def dict_submit_experiment_response(pb: experiment_service_pb2.SubmitExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment": dict_experiment(pb.experiment) if has("experiment") else None}


def fill_submit_experiment_response(
    pb: experiment_service_pb2.SubmitExperimentResponse, value: models.SubmitExperimentResponse
) -> None:
    pb.experiment.SetInParent()
    fill_experiment(pb.experiment, value.experiment)


def get_experiment_request_from_pb(pb: experiment_service_pb2.GetExperimentRequest) -> models.GetExperimentRequest:
    return wire.read(models.GetExperimentRequest, dict_get_experiment_request, pb)


def get_experiment_request_to_pb(value: models.GetExperimentRequest) -> experiment_service_pb2.GetExperimentRequest:
    pb = experiment_service_pb2.GetExperimentRequest()
    fill_get_experiment_request(pb, value)
    return pb


def dict_get_experiment_request(pb: experiment_service_pb2.GetExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None}


def fill_get_experiment_request(pb: experiment_service_pb2.GetExperimentRequest, value: models.GetExperimentRequest) -> None:
    pb.experiment_id = value.experiment_id


def get_experiment_response_from_pb(pb: experiment_service_pb2.GetExperimentResponse) -> models.GetExperimentResponse:
    return wire.read(models.GetExperimentResponse, dict_get_experiment_response, pb)


def get_experiment_response_to_pb(value: models.GetExperimentResponse) -> experiment_service_pb2.GetExperimentResponse:
    pb = experiment_service_pb2.GetExperimentResponse()
    fill_get_experiment_response(pb, value)
    return pb


def dict_get_experiment_response(pb: experiment_service_pb2.GetExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment": dict_experiment(pb.experiment) if has("experiment") else None}


def fill_get_experiment_response(pb: experiment_service_pb2.GetExperimentResponse, value: models.GetExperimentResponse) -> None:
    pb.experiment.SetInParent()
    fill_experiment(pb.experiment, value.experiment)


def list_experiments_request_from_pb(pb: experiment_service_pb2.ListExperimentsRequest) -> models.ListExperimentsRequest:
    return wire.read(models.ListExperimentsRequest, dict_list_experiments_request, pb)


def list_experiments_request_to_pb(value: models.ListExperimentsRequest) -> experiment_service_pb2.ListExperimentsRequest:
    pb = experiment_service_pb2.ListExperimentsRequest()
    fill_list_experiments_request(pb, value)
    return pb


def dict_list_experiments_request(pb: experiment_service_pb2.ListExperimentsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("state"):
        found["state"] = EXPERIMENT_STATE_FROM_PB[pb.state]
    if has("kind"):
        found["kind"] = EXPERIMENT_KIND_FROM_PB[pb.kind]
    return found


def fill_list_experiments_request(
    pb: experiment_service_pb2.ListExperimentsRequest, value: models.ListExperimentsRequest
) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.state is not None:
        pb.state = EXPERIMENT_STATE_TO_PB[value.state]
    if value.kind is not None:
        pb.kind = EXPERIMENT_KIND_TO_PB[value.kind]


def list_experiments_response_from_pb(pb: experiment_service_pb2.ListExperimentsResponse) -> models.ListExperimentsResponse:
    return wire.read(models.ListExperimentsResponse, dict_list_experiments_response, pb)


def list_experiments_response_to_pb(value: models.ListExperimentsResponse) -> experiment_service_pb2.ListExperimentsResponse:
    pb = experiment_service_pb2.ListExperimentsResponse()
    fill_list_experiments_response(pb, value)
    return pb


def dict_list_experiments_response(pb: experiment_service_pb2.ListExperimentsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "experiments": wire.elements(dict_experiment, got_experiments) if (got_experiments := pb.experiments) else []
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_experiments_response(
    pb: experiment_service_pb2.ListExperimentsResponse, value: models.ListExperimentsResponse
) -> None:
    for each_experiments in value.experiments:
        fill_experiment(pb.experiments.add(), each_experiments)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def cancel_experiment_request_from_pb(pb: experiment_service_pb2.CancelExperimentRequest) -> models.CancelExperimentRequest:
    return wire.read(models.CancelExperimentRequest, dict_cancel_experiment_request, pb)


def cancel_experiment_request_to_pb(value: models.CancelExperimentRequest) -> experiment_service_pb2.CancelExperimentRequest:
    pb = experiment_service_pb2.CancelExperimentRequest()
    fill_cancel_experiment_request(pb, value)
    return pb


def dict_cancel_experiment_request(pb: experiment_service_pb2.CancelExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None,
    }


def fill_cancel_experiment_request(
    pb: experiment_service_pb2.CancelExperimentRequest, value: models.CancelExperimentRequest
) -> None:
    pb.request_id = value.request_id
    pb.experiment_id = value.experiment_id


def cancel_experiment_response_from_pb(pb: experiment_service_pb2.CancelExperimentResponse) -> models.CancelExperimentResponse:
    return wire.read(models.CancelExperimentResponse, dict_cancel_experiment_response, pb)


def cancel_experiment_response_to_pb(value: models.CancelExperimentResponse) -> experiment_service_pb2.CancelExperimentResponse:
    pb = experiment_service_pb2.CancelExperimentResponse()
    fill_cancel_experiment_response(pb, value)
    return pb


def dict_cancel_experiment_response(pb: experiment_service_pb2.CancelExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment": dict_experiment(pb.experiment) if has("experiment") else None}


def fill_cancel_experiment_response(
    pb: experiment_service_pb2.CancelExperimentResponse, value: models.CancelExperimentResponse
) -> None:
    pb.experiment.SetInParent()
    fill_experiment(pb.experiment, value.experiment)


def watch_experiment_request_from_pb(pb: experiment_service_pb2.WatchExperimentRequest) -> models.WatchExperimentRequest:
    return wire.read(models.WatchExperimentRequest, dict_watch_experiment_request, pb)


def watch_experiment_request_to_pb(value: models.WatchExperimentRequest) -> experiment_service_pb2.WatchExperimentRequest:
    pb = experiment_service_pb2.WatchExperimentRequest()
    fill_watch_experiment_request(pb, value)
    return pb


def dict_watch_experiment_request(pb: experiment_service_pb2.WatchExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None
    }
    if has("cursor"):
        found["cursor"] = pb.cursor
    return found


def fill_watch_experiment_request(
    pb: experiment_service_pb2.WatchExperimentRequest, value: models.WatchExperimentRequest
) -> None:
    pb.experiment_id = value.experiment_id
    if value.cursor is not None:
        pb.cursor = value.cursor


def watch_experiment_response_from_pb(pb: experiment_service_pb2.WatchExperimentResponse) -> models.WatchExperimentResponse:
    return wire.read(models.WatchExperimentResponse, dict_watch_experiment_response, pb)


def watch_experiment_response_to_pb(value: models.WatchExperimentResponse) -> experiment_service_pb2.WatchExperimentResponse:
    pb = experiment_service_pb2.WatchExperimentResponse()
    fill_watch_experiment_response(pb, value)
    return pb


def dict_watch_experiment_response(pb: experiment_service_pb2.WatchExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "cursor": got_cursor if (got_cursor := pb.cursor) or has("cursor") else None,
        "at_utc": got_at_utc if (got_at_utc := pb.at_utc) or has("at_utc") else None,
        "state": EXPERIMENT_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "attempts": got_attempts if (got_attempts := pb.attempts) or has("attempts") else None,
    }
    if has("worker_id"):
        found["worker_id"] = pb.worker_id
    if has("progress"):
        found["progress"] = dict_progress(pb.progress)
    if has("failure"):
        found["failure"] = dict_run_failure(pb.failure)
    return found


def fill_watch_experiment_response(
    pb: experiment_service_pb2.WatchExperimentResponse, value: models.WatchExperimentResponse
) -> None:
    pb.cursor = value.cursor
    pb.at_utc = wire.utc_text(value.at_utc)
    pb.state = EXPERIMENT_STATE_TO_PB[value.state]
    pb.attempts = value.attempts
    if value.worker_id is not None:
        pb.worker_id = value.worker_id
    if value.progress is not None:
        pb.progress.SetInParent()
        fill_progress(pb.progress, value.progress)
    if value.failure is not None:
        pb.failure.SetInParent()
        fill_run_failure(pb.failure, value.failure)


def draft_from_strategy_request_from_pb(pb: experiment_service_pb2.DraftFromStrategyRequest) -> models.DraftFromStrategyRequest:
    return wire.read(models.DraftFromStrategyRequest, dict_draft_from_strategy_request, pb)


def draft_from_strategy_request_to_pb(value: models.DraftFromStrategyRequest) -> experiment_service_pb2.DraftFromStrategyRequest:
    pb = experiment_service_pb2.DraftFromStrategyRequest()
    fill_draft_from_strategy_request(pb, value)
    return pb


def dict_draft_from_strategy_request(pb: experiment_service_pb2.DraftFromStrategyRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "strategy_id": got_strategy_id if (got_strategy_id := pb.strategy_id) or has("strategy_id") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
    }


def fill_draft_from_strategy_request(
    pb: experiment_service_pb2.DraftFromStrategyRequest, value: models.DraftFromStrategyRequest
) -> None:
    pb.strategy_id = value.strategy_id
    pb.snapshot_id = value.snapshot_id


def draft_from_strategy_response_from_pb(
    pb: experiment_service_pb2.DraftFromStrategyResponse,
) -> models.DraftFromStrategyResponse:
    return wire.read(models.DraftFromStrategyResponse, dict_draft_from_strategy_response, pb)


def draft_from_strategy_response_to_pb(
    value: models.DraftFromStrategyResponse,
) -> experiment_service_pb2.DraftFromStrategyResponse:
    pb = experiment_service_pb2.DraftFromStrategyResponse()
    fill_draft_from_strategy_response(pb, value)
    return pb


def dict_draft_from_strategy_response(pb: experiment_service_pb2.DraftFromStrategyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"request": dict_experiment_request(pb.request) if has("request") else None}


def fill_draft_from_strategy_response(
    pb: experiment_service_pb2.DraftFromStrategyResponse, value: models.DraftFromStrategyResponse
) -> None:
    pb.request.SetInParent()
    fill_experiment_request(pb.request, value.request)


def lease_experiment_request_from_pb(pb: experiment_service_pb2.LeaseExperimentRequest) -> models.LeaseExperimentRequest:
    return wire.read(models.LeaseExperimentRequest, dict_lease_experiment_request, pb)


def lease_experiment_request_to_pb(value: models.LeaseExperimentRequest) -> experiment_service_pb2.LeaseExperimentRequest:
    pb = experiment_service_pb2.LeaseExperimentRequest()
    fill_lease_experiment_request(pb, value)
    return pb


def dict_lease_experiment_request(pb: experiment_service_pb2.LeaseExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "worker_id": got_worker_id if (got_worker_id := pb.worker_id) or has("worker_id") else None,
    }
    if has("ttl_seconds"):
        found["ttl_seconds"] = pb.ttl_seconds
    return found


def fill_lease_experiment_request(
    pb: experiment_service_pb2.LeaseExperimentRequest, value: models.LeaseExperimentRequest
) -> None:
    pb.request_id = value.request_id
    pb.worker_id = value.worker_id
    if value.ttl_seconds is not None:
        pb.ttl_seconds = value.ttl_seconds


def lease_experiment_response_from_pb(pb: experiment_service_pb2.LeaseExperimentResponse) -> models.LeaseExperimentResponse:
    return wire.read(models.LeaseExperimentResponse, dict_lease_experiment_response, pb)


def lease_experiment_response_to_pb(value: models.LeaseExperimentResponse) -> experiment_service_pb2.LeaseExperimentResponse:
    pb = experiment_service_pb2.LeaseExperimentResponse()
    fill_lease_experiment_response(pb, value)
    return pb


def dict_lease_experiment_response(pb: experiment_service_pb2.LeaseExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("lease"):
        found["lease"] = dict_experiment_lease(pb.lease)
    if has("experiment"):
        found["experiment"] = dict_experiment(pb.experiment)
    return found


def fill_lease_experiment_response(
    pb: experiment_service_pb2.LeaseExperimentResponse, value: models.LeaseExperimentResponse
) -> None:
    if value.lease is not None:
        pb.lease.SetInParent()
        fill_experiment_lease(pb.lease, value.lease)
    if value.experiment is not None:
        pb.experiment.SetInParent()
        fill_experiment(pb.experiment, value.experiment)


def heartbeat_experiment_request_from_pb(
    pb: experiment_service_pb2.HeartbeatExperimentRequest,
) -> models.HeartbeatExperimentRequest:
    return wire.read(models.HeartbeatExperimentRequest, dict_heartbeat_experiment_request, pb)


def heartbeat_experiment_request_to_pb(
    value: models.HeartbeatExperimentRequest,
) -> experiment_service_pb2.HeartbeatExperimentRequest:
    pb = experiment_service_pb2.HeartbeatExperimentRequest()
    fill_heartbeat_experiment_request(pb, value)
    return pb


def dict_heartbeat_experiment_request(pb: experiment_service_pb2.HeartbeatExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "experiment_id": got_experiment_id if (got_experiment_id := pb.experiment_id) or has("experiment_id") else None,
        "fencing_token": got_fencing_token if (got_fencing_token := pb.fencing_token) or has("fencing_token") else None,
    }
    if has("progress"):
        found["progress"] = dict_progress(pb.progress)
    return found


def fill_heartbeat_experiment_request(
    pb: experiment_service_pb2.HeartbeatExperimentRequest, value: models.HeartbeatExperimentRequest
) -> None:
    pb.experiment_id = value.experiment_id
    pb.fencing_token = value.fencing_token
    if value.progress is not None:
        pb.progress.SetInParent()
        fill_progress(pb.progress, value.progress)


def heartbeat_experiment_response_from_pb(
    pb: experiment_service_pb2.HeartbeatExperimentResponse,
) -> models.HeartbeatExperimentResponse:
    return wire.read(models.HeartbeatExperimentResponse, dict_heartbeat_experiment_response, pb)


def heartbeat_experiment_response_to_pb(
    value: models.HeartbeatExperimentResponse,
) -> experiment_service_pb2.HeartbeatExperimentResponse:
    pb = experiment_service_pb2.HeartbeatExperimentResponse()
    fill_heartbeat_experiment_response(pb, value)
    return pb


def dict_heartbeat_experiment_response(pb: experiment_service_pb2.HeartbeatExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "lease": dict_experiment_lease(pb.lease) if has("lease") else None,
        "cancelled": got_cancelled if (got_cancelled := pb.cancelled) or has("cancelled") else None,
    }


def fill_heartbeat_experiment_response(
    pb: experiment_service_pb2.HeartbeatExperimentResponse, value: models.HeartbeatExperimentResponse
) -> None:
    pb.lease.SetInParent()
    fill_experiment_lease(pb.lease, value.lease)
    pb.cancelled = value.cancelled


def complete_experiment_request_from_pb(pb: experiment_service_pb2.CompleteExperimentRequest) -> models.CompleteExperimentRequest:
    return wire.read(models.CompleteExperimentRequest, dict_complete_experiment_request, pb)


def complete_experiment_request_to_pb(
    value: models.CompleteExperimentRequest,
) -> experiment_service_pb2.CompleteExperimentRequest:
    pb = experiment_service_pb2.CompleteExperimentRequest()
    fill_complete_experiment_request(pb, value)
    return pb


def dict_complete_experiment_request(pb: experiment_service_pb2.CompleteExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "fencing_token": got_fencing_token if (got_fencing_token := pb.fencing_token) or has("fencing_token") else None,
        "result": dict_experiment_result(pb.result) if has("result") else None,
    }


def fill_complete_experiment_request(
    pb: experiment_service_pb2.CompleteExperimentRequest, value: models.CompleteExperimentRequest
) -> None:
    pb.request_id = value.request_id
    pb.fencing_token = value.fencing_token
    pb.result.SetInParent()
    fill_experiment_result(pb.result, value.result)


def complete_experiment_response_from_pb(
    pb: experiment_service_pb2.CompleteExperimentResponse,
) -> models.CompleteExperimentResponse:
    return wire.read(models.CompleteExperimentResponse, dict_complete_experiment_response, pb)


def complete_experiment_response_to_pb(
    value: models.CompleteExperimentResponse,
) -> experiment_service_pb2.CompleteExperimentResponse:
    pb = experiment_service_pb2.CompleteExperimentResponse()
    fill_complete_experiment_response(pb, value)
    return pb


def dict_complete_experiment_response(pb: experiment_service_pb2.CompleteExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment": dict_experiment(pb.experiment) if has("experiment") else None}


def fill_complete_experiment_response(
    pb: experiment_service_pb2.CompleteExperimentResponse, value: models.CompleteExperimentResponse
) -> None:
    pb.experiment.SetInParent()
    fill_experiment(pb.experiment, value.experiment)


def fail_experiment_request_from_pb(pb: experiment_service_pb2.FailExperimentRequest) -> models.FailExperimentRequest:
    return wire.read(models.FailExperimentRequest, dict_fail_experiment_request, pb)


def fail_experiment_request_to_pb(value: models.FailExperimentRequest) -> experiment_service_pb2.FailExperimentRequest:
    pb = experiment_service_pb2.FailExperimentRequest()
    fill_fail_experiment_request(pb, value)
    return pb


def dict_fail_experiment_request(pb: experiment_service_pb2.FailExperimentRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "fencing_token": got_fencing_token if (got_fencing_token := pb.fencing_token) or has("fencing_token") else None,
        "result": dict_experiment_result(pb.result) if has("result") else None,
    }


def fill_fail_experiment_request(pb: experiment_service_pb2.FailExperimentRequest, value: models.FailExperimentRequest) -> None:
    pb.request_id = value.request_id
    pb.fencing_token = value.fencing_token
    pb.result.SetInParent()
    fill_experiment_result(pb.result, value.result)


def fail_experiment_response_from_pb(pb: experiment_service_pb2.FailExperimentResponse) -> models.FailExperimentResponse:
    return wire.read(models.FailExperimentResponse, dict_fail_experiment_response, pb)


def fail_experiment_response_to_pb(value: models.FailExperimentResponse) -> experiment_service_pb2.FailExperimentResponse:
    pb = experiment_service_pb2.FailExperimentResponse()
    fill_fail_experiment_response(pb, value)
    return pb


def dict_fail_experiment_response(pb: experiment_service_pb2.FailExperimentResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"experiment": dict_experiment(pb.experiment) if has("experiment") else None}


def fill_fail_experiment_response(
    pb: experiment_service_pb2.FailExperimentResponse, value: models.FailExperimentResponse
) -> None:
    pb.experiment.SetInParent()
    fill_experiment(pb.experiment, value.experiment)


def factor_ref_from_pb(pb: factor_set_config_pb2.FactorRef) -> models.FactorRef:
    return wire.read(models.FactorRef, dict_factor_ref, pb)


def factor_ref_to_pb(value: models.FactorRef) -> factor_set_config_pb2.FactorRef:
    pb = factor_set_config_pb2.FactorRef()
    fill_factor_ref(pb, value)
    return pb


def dict_factor_ref(pb: factor_set_config_pb2.FactorRef) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
    }
    if has("version"):
        found["version"] = pb.version
    if has("expression"):
        found["expression"] = pb.expression
    if has("implementation"):
        found["implementation"] = pb.implementation
    return found


def fill_factor_ref(pb: factor_set_config_pb2.FactorRef, value: models.FactorRef) -> None:
    pb.name = value.name
    pb.source = value.source
    if value.version is not None:
        pb.version = value.version
    if value.expression is not None:
        pb.expression = value.expression
    if value.implementation is not None:
        pb.implementation = value.implementation


def factor_table_from_pb(pb: factor_set_config_pb2.FactorTable) -> models.FactorTable:
    return wire.read(models.FactorTable, dict_factor_table, pb)


def factor_table_to_pb(value: models.FactorTable) -> factor_set_config_pb2.FactorTable:
    pb = factor_set_config_pb2.FactorTable()
    fill_factor_table(pb, value)
    return pb


def dict_factor_table(pb: factor_set_config_pb2.FactorTable) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "file": contract_converters.dict_file_ref(pb.file) if has("file") else None,
        "columns": pb.columns[:],
    }


def fill_factor_table(pb: factor_set_config_pb2.FactorTable, value: models.FactorTable) -> None:
    pb.name = value.name
    pb.file.SetInParent()
    contract_converters.fill_file_ref(pb.file, value.file)
    pb.columns.extend(value.columns)


def factor_set_config_from_pb(pb: factor_set_config_pb2.FactorSetConfig) -> models.FactorSetConfig:
    return wire.read(models.FactorSetConfig, dict_factor_set_config, pb)


def factor_set_config_to_pb(value: models.FactorSetConfig) -> factor_set_config_pb2.FactorSetConfig:
    pb = factor_set_config_pb2.FactorSetConfig()
    fill_factor_set_config(pb, value)
    return pb


def dict_factor_set_config(pb: factor_set_config_pb2.FactorSetConfig) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "libraries": pb.libraries[:],
        "factors": wire.elements(dict_factor_ref, got_factors) if (got_factors := pb.factors) else [],
        "feature_order": pb.feature_order[:],
        "tables": wire.elements(dict_factor_table, got_tables) if (got_tables := pb.tables) else [],
        "tags": pb.tags[:],
    }


def fill_factor_set_config(pb: factor_set_config_pb2.FactorSetConfig, value: models.FactorSetConfig) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.name = value.name
    pb.libraries.extend(value.libraries)
    for each_factors in value.factors:
        fill_factor_ref(pb.factors.add(), each_factors)
    pb.feature_order.extend(value.feature_order)
    for each_tables in value.tables:
        fill_factor_table(pb.tables.add(), each_tables)
    pb.tags.extend(value.tags)


def light_gbm_model_from_pb(pb: strategy_config_pb2.LightGbmModel) -> models.LightGbmModel:
    return wire.read(models.LightGbmModel, dict_light_gbm_model, pb)


def light_gbm_model_to_pb(value: models.LightGbmModel) -> strategy_config_pb2.LightGbmModel:
    pb = strategy_config_pb2.LightGbmModel()
    fill_light_gbm_model(pb, value)
    return pb


def dict_light_gbm_model(pb: strategy_config_pb2.LightGbmModel) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"kind": "light_gbm"}
    if has("num_boost_round"):
        found["num_boost_round"] = pb.num_boost_round
    if has("early_stopping_rounds"):
        found["early_stopping_rounds"] = pb.early_stopping_rounds
    if has("learning_rate"):
        found["learning_rate"] = pb.learning_rate
    if has("num_leaves"):
        found["num_leaves"] = pb.num_leaves
    if has("max_depth"):
        found["max_depth"] = pb.max_depth
    if has("lambda_l2"):
        found["lambda_l2"] = pb.lambda_l2
    if has("feature_fraction"):
        found["feature_fraction"] = pb.feature_fraction
    return found


def fill_light_gbm_model(pb: strategy_config_pb2.LightGbmModel, value: models.LightGbmModel) -> None:
    if value.num_boost_round is not None:
        pb.num_boost_round = value.num_boost_round
    if value.early_stopping_rounds is not None:
        pb.early_stopping_rounds = value.early_stopping_rounds
    if value.learning_rate is not None:
        pb.learning_rate = value.learning_rate
    if value.num_leaves is not None:
        pb.num_leaves = value.num_leaves
    if value.max_depth is not None:
        pb.max_depth = value.max_depth
    if value.lambda_l2 is not None:
        pb.lambda_l2 = value.lambda_l2
    if value.feature_fraction is not None:
        pb.feature_fraction = value.feature_fraction


def linear_model_from_pb(pb: strategy_config_pb2.LinearModel) -> models.LinearModel:
    return wire.read(models.LinearModel, dict_linear_model, pb)


def linear_model_to_pb(value: models.LinearModel) -> strategy_config_pb2.LinearModel:
    pb = strategy_config_pb2.LinearModel()
    fill_linear_model(pb, value)
    return pb


def dict_linear_model(pb: strategy_config_pb2.LinearModel) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": "linear",
        "estimator": LINEAR_ESTIMATOR_FROM_PB[got_estimator] if (got_estimator := pb.estimator) or has("estimator") else None,
    }
    if has("alpha"):
        found["alpha"] = pb.alpha
    return found


def fill_linear_model(pb: strategy_config_pb2.LinearModel, value: models.LinearModel) -> None:
    pb.estimator = LINEAR_ESTIMATOR_TO_PB[value.estimator]
    if value.alpha is not None:
        pb.alpha = value.alpha


def stored_signal_from_pb(pb: strategy_config_pb2.StoredSignal) -> models.StoredSignal:
    return wire.read(models.StoredSignal, dict_stored_signal, pb)


def stored_signal_to_pb(value: models.StoredSignal) -> strategy_config_pb2.StoredSignal:
    pb = strategy_config_pb2.StoredSignal()
    fill_stored_signal(pb, value)
    return pb


def dict_stored_signal(pb: strategy_config_pb2.StoredSignal) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "stored", "file": contract_converters.dict_file_ref(pb.file) if has("file") else None}


def fill_stored_signal(pb: strategy_config_pb2.StoredSignal, value: models.StoredSignal) -> None:
    pb.file.SetInParent()
    contract_converters.fill_file_ref(pb.file, value.file)


def signal_block_from_pb(pb: strategy_config_pb2.SignalBlock) -> models.SignalBlock:
    return wire.read_union(models.SignalBlock, "SignalBlock", dict_signal_block, pb)  # type: ignore[no-any-return]


def signal_block_to_pb(value: models.SignalBlock) -> strategy_config_pb2.SignalBlock:
    pb = strategy_config_pb2.SignalBlock()
    fill_signal_block(pb, value)
    return pb


def dict_signal_block(pb: strategy_config_pb2.SignalBlock) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "light_gbm":
            return dict_light_gbm_model(pb.light_gbm)
        case "linear":
            return dict_linear_model(pb.linear)
        case "stored":
            return dict_stored_signal(pb.stored)
        case _:
            return {}


def fill_signal_block(pb: strategy_config_pb2.SignalBlock, value: models.SignalBlock) -> None:
    match value:
        case models.LightGbmModel():
            pb.light_gbm.SetInParent()
            fill_light_gbm_model(pb.light_gbm, value)
        case models.LinearModel():
            pb.linear.SetInParent()
            fill_linear_model(pb.linear, value)
        case models.StoredSignal():
            pb.stored.SetInParent()
            fill_stored_signal(pb.stored, value)


def topk_dropout_from_pb(pb: strategy_config_pb2.TopkDropout) -> models.TopkDropout:
    return wire.read(models.TopkDropout, dict_topk_dropout, pb)


def topk_dropout_to_pb(value: models.TopkDropout) -> strategy_config_pb2.TopkDropout:
    pb = strategy_config_pb2.TopkDropout()
    fill_topk_dropout(pb, value)
    return pb


def dict_topk_dropout(pb: strategy_config_pb2.TopkDropout) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "topk_dropout",
        "topk": got_topk if (got_topk := pb.topk) or has("topk") else None,
        "n_drop": got_n_drop if (got_n_drop := pb.n_drop) or has("n_drop") else None,
    }


def fill_topk_dropout(pb: strategy_config_pb2.TopkDropout, value: models.TopkDropout) -> None:
    pb.topk = value.topk
    pb.n_drop = value.n_drop


def weighted_topk_from_pb(pb: strategy_config_pb2.WeightedTopk) -> models.WeightedTopk:
    return wire.read(models.WeightedTopk, dict_weighted_topk, pb)


def weighted_topk_to_pb(value: models.WeightedTopk) -> strategy_config_pb2.WeightedTopk:
    pb = strategy_config_pb2.WeightedTopk()
    fill_weighted_topk(pb, value)
    return pb


def dict_weighted_topk(pb: strategy_config_pb2.WeightedTopk) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "weighted_topk",
        "topk": got_topk if (got_topk := pb.topk) or has("topk") else None,
        "weighting": WEIGHTING_FROM_PB[got_weighting] if (got_weighting := pb.weighting) or has("weighting") else None,
    }


def fill_weighted_topk(pb: strategy_config_pb2.WeightedTopk, value: models.WeightedTopk) -> None:
    pb.topk = value.topk
    pb.weighting = WEIGHTING_TO_PB[value.weighting]


def enhanced_indexing_from_pb(pb: strategy_config_pb2.EnhancedIndexing) -> models.EnhancedIndexing:
    return wire.read(models.EnhancedIndexing, dict_enhanced_indexing, pb)


def enhanced_indexing_to_pb(value: models.EnhancedIndexing) -> strategy_config_pb2.EnhancedIndexing:
    pb = strategy_config_pb2.EnhancedIndexing()
    fill_enhanced_indexing(pb, value)
    return pb


def dict_enhanced_indexing(pb: strategy_config_pb2.EnhancedIndexing) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "enhanced_indexing",
        "tracking_error": got_tracking_error if (got_tracking_error := pb.tracking_error) or has("tracking_error") else None,
        "max_deviation": got_max_deviation if (got_max_deviation := pb.max_deviation) or has("max_deviation") else None,
    }


def fill_enhanced_indexing(pb: strategy_config_pb2.EnhancedIndexing, value: models.EnhancedIndexing) -> None:
    pb.tracking_error = value.tracking_error
    pb.max_deviation = value.max_deviation


def external_yaml_from_pb(pb: strategy_config_pb2.ExternalYaml) -> models.ExternalYaml:
    return wire.read(models.ExternalYaml, dict_external_yaml, pb)


def external_yaml_to_pb(value: models.ExternalYaml) -> strategy_config_pb2.ExternalYaml:
    pb = strategy_config_pb2.ExternalYaml()
    fill_external_yaml(pb, value)
    return pb


def dict_external_yaml(pb: strategy_config_pb2.ExternalYaml) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "external_yaml", "file": contract_converters.dict_file_ref(pb.file) if has("file") else None}


def fill_external_yaml(pb: strategy_config_pb2.ExternalYaml, value: models.ExternalYaml) -> None:
    pb.file.SetInParent()
    contract_converters.fill_file_ref(pb.file, value.file)


def weight_block_from_pb(pb: strategy_config_pb2.WeightBlock) -> models.WeightBlock:
    return wire.read_union(models.WeightBlock, "WeightBlock", dict_weight_block, pb)  # type: ignore[no-any-return]


def weight_block_to_pb(value: models.WeightBlock) -> strategy_config_pb2.WeightBlock:
    pb = strategy_config_pb2.WeightBlock()
    fill_weight_block(pb, value)
    return pb


def dict_weight_block(pb: strategy_config_pb2.WeightBlock) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "topk_dropout":
            return dict_topk_dropout(pb.topk_dropout)
        case "weighted_topk":
            return dict_weighted_topk(pb.weighted_topk)
        case "enhanced_indexing":
            return dict_enhanced_indexing(pb.enhanced_indexing)
        case "external_yaml":
            return dict_external_yaml(pb.external_yaml)
        case _:
            return {}


def fill_weight_block(pb: strategy_config_pb2.WeightBlock, value: models.WeightBlock) -> None:
    match value:
        case models.TopkDropout():
            pb.topk_dropout.SetInParent()
            fill_topk_dropout(pb.topk_dropout, value)
        case models.WeightedTopk():
            pb.weighted_topk.SetInParent()
            fill_weighted_topk(pb.weighted_topk, value)
        case models.EnhancedIndexing():
            pb.enhanced_indexing.SetInParent()
            fill_enhanced_indexing(pb.enhanced_indexing, value)
        case models.ExternalYaml():
            pb.external_yaml.SetInParent()
            fill_external_yaml(pb.external_yaml, value)


def every_days_from_pb(pb: strategy_config_pb2.EveryDays) -> models.EveryDays:
    return wire.read(models.EveryDays, dict_every_days, pb)


def every_days_to_pb(value: models.EveryDays) -> strategy_config_pb2.EveryDays:
    pb = strategy_config_pb2.EveryDays()
    fill_every_days(pb, value)
    return pb


def dict_every_days(pb: strategy_config_pb2.EveryDays) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "every_days", "days": got_days if (got_days := pb.days) or has("days") else None}


def fill_every_days(pb: strategy_config_pb2.EveryDays, value: models.EveryDays) -> None:
    pb.days = value.days


def weekly_from_pb(pb: strategy_config_pb2.Weekly) -> models.Weekly:
    return wire.read(models.Weekly, dict_weekly, pb)


def weekly_to_pb(value: models.Weekly) -> strategy_config_pb2.Weekly:
    pb = strategy_config_pb2.Weekly()
    fill_weekly(pb, value)
    return pb


def dict_weekly(pb: strategy_config_pb2.Weekly) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "weekly", "weekday": WEEKDAY_FROM_PB[got_weekday] if (got_weekday := pb.weekday) or has("weekday") else None}


def fill_weekly(pb: strategy_config_pb2.Weekly, value: models.Weekly) -> None:
    pb.weekday = WEEKDAY_TO_PB[value.weekday]


def monthly_from_pb(pb: strategy_config_pb2.Monthly) -> models.Monthly:
    return wire.read(models.Monthly, dict_monthly, pb)


def monthly_to_pb(value: models.Monthly) -> strategy_config_pb2.Monthly:
    pb = strategy_config_pb2.Monthly()
    fill_monthly(pb, value)
    return pb


def dict_monthly(pb: strategy_config_pb2.Monthly) -> dict[str, Any]:
    has = pb.HasField
    return {"kind": "monthly", "session": got_session if (got_session := pb.session) or has("session") else None}


def fill_monthly(pb: strategy_config_pb2.Monthly, value: models.Monthly) -> None:
    pb.session = value.session


def rebalance_block_from_pb(pb: strategy_config_pb2.RebalanceBlock) -> models.RebalanceBlock:
    return wire.read_union(models.RebalanceBlock, "RebalanceBlock", dict_rebalance_block, pb)  # type: ignore[no-any-return]


def rebalance_block_to_pb(value: models.RebalanceBlock) -> strategy_config_pb2.RebalanceBlock:
    pb = strategy_config_pb2.RebalanceBlock()
    fill_rebalance_block(pb, value)
    return pb


def dict_rebalance_block(pb: strategy_config_pb2.RebalanceBlock) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "every_days":
            return dict_every_days(pb.every_days)
        case "weekly":
            return dict_weekly(pb.weekly)
        case "monthly":
            return dict_monthly(pb.monthly)
        case _:
            return {}


def fill_rebalance_block(pb: strategy_config_pb2.RebalanceBlock, value: models.RebalanceBlock) -> None:
    match value:
        case models.EveryDays():
            pb.every_days.SetInParent()
            fill_every_days(pb.every_days, value)
        case models.Weekly():
            pb.weekly.SetInParent()
            fill_weekly(pb.weekly, value)
        case models.Monthly():
            pb.monthly.SetInParent()
            fill_monthly(pb.monthly, value)


def position_block_from_pb(pb: strategy_config_pb2.PositionBlock) -> models.PositionBlock:
    return wire.read(models.PositionBlock, dict_position_block, pb)


def position_block_to_pb(value: models.PositionBlock) -> strategy_config_pb2.PositionBlock:
    pb = strategy_config_pb2.PositionBlock()
    fill_position_block(pb, value)
    return pb


def dict_position_block(pb: strategy_config_pb2.PositionBlock) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("target_exposure"):
        found["target_exposure"] = pb.target_exposure
    if has("max_weight"):
        found["max_weight"] = pb.max_weight
    if has("min_cash_fraction"):
        found["min_cash_fraction"] = pb.min_cash_fraction
    return found


def fill_position_block(pb: strategy_config_pb2.PositionBlock, value: models.PositionBlock) -> None:
    if value.target_exposure is not None:
        pb.target_exposure = value.target_exposure
    if value.max_weight is not None:
        pb.max_weight = value.max_weight
    if value.min_cash_fraction is not None:
        pb.min_cash_fraction = value.min_cash_fraction


def risk_block_from_pb(pb: strategy_config_pb2.RiskBlock) -> models.RiskBlock:
    return wire.read(models.RiskBlock, dict_risk_block, pb)


def risk_block_to_pb(value: models.RiskBlock) -> strategy_config_pb2.RiskBlock:
    pb = strategy_config_pb2.RiskBlock()
    fill_risk_block(pb, value)
    return pb


def dict_risk_block(pb: strategy_config_pb2.RiskBlock) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("max_drawdown"):
        found["max_drawdown"] = pb.max_drawdown
    if has("stop_loss"):
        found["stop_loss"] = pb.stop_loss
    if has("max_turnover"):
        found["max_turnover"] = pb.max_turnover
    return found


def fill_risk_block(pb: strategy_config_pb2.RiskBlock, value: models.RiskBlock) -> None:
    if value.max_drawdown is not None:
        pb.max_drawdown = value.max_drawdown
    if value.stop_loss is not None:
        pb.stop_loss = value.stop_loss
    if value.max_turnover is not None:
        pb.max_turnover = value.max_turnover


def cost_block_from_pb(pb: strategy_config_pb2.CostBlock) -> models.CostBlock:
    return wire.read(models.CostBlock, dict_cost_block, pb)


def cost_block_to_pb(value: models.CostBlock) -> strategy_config_pb2.CostBlock:
    pb = strategy_config_pb2.CostBlock()
    fill_cost_block(pb, value)
    return pb


def dict_cost_block(pb: strategy_config_pb2.CostBlock) -> dict[str, Any]:
    has = pb.HasField
    return {
        "open_cost": got_open_cost if (got_open_cost := pb.open_cost) or has("open_cost") else None,
        "close_cost": got_close_cost if (got_close_cost := pb.close_cost) or has("close_cost") else None,
        "min_cost_mills": got_min_cost_mills if (got_min_cost_mills := pb.min_cost_mills) or has("min_cost_mills") else None,
        "limit_threshold": got_limit_threshold if (got_limit_threshold := pb.limit_threshold) or has("limit_threshold") else None,
        "deal_price": DEAL_PRICE_FROM_PB[got_deal_price] if (got_deal_price := pb.deal_price) or has("deal_price") else None,
    }


def fill_cost_block(pb: strategy_config_pb2.CostBlock, value: models.CostBlock) -> None:
    pb.open_cost = value.open_cost
    pb.close_cost = value.close_cost
    pb.min_cost_mills = value.min_cost_mills
    pb.limit_threshold = value.limit_threshold
    pb.deal_price = DEAL_PRICE_TO_PB[value.deal_price]


def objective_from_pb(pb: strategy_config_pb2.Objective) -> models.Objective:
    return wire.read(models.Objective, dict_objective, pb)


def objective_to_pb(value: models.Objective) -> strategy_config_pb2.Objective:
    pb = strategy_config_pb2.Objective()
    fill_objective(pb, value)
    return pb


def dict_objective(pb: strategy_config_pb2.Objective) -> dict[str, Any]:
    has = pb.HasField
    return {
        "primary_metric": got_primary_metric if (got_primary_metric := pb.primary_metric) or has("primary_metric") else None,
        "direction": DIRECTION_FROM_PB[got_direction] if (got_direction := pb.direction) or has("direction") else None,
    }


def fill_objective(pb: strategy_config_pb2.Objective, value: models.Objective) -> None:
    pb.primary_metric = value.primary_metric
    pb.direction = DIRECTION_TO_PB[value.direction]


def strategy_config_from_pb(pb: strategy_config_pb2.StrategyConfig) -> models.StrategyConfig:
    return wire.read(models.StrategyConfig, dict_strategy_config, pb)


def strategy_config_to_pb(value: models.StrategyConfig) -> strategy_config_pb2.StrategyConfig:
    pb = strategy_config_pb2.StrategyConfig()
    fill_strategy_config(pb, value)
    return pb


def dict_strategy_config(pb: strategy_config_pb2.StrategyConfig) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "strategy_type": STRATEGY_TYPE_FROM_PB[got_strategy_type]
        if (got_strategy_type := pb.strategy_type) or has("strategy_type")
        else None,
        "signal": dict_signal_block(pb.signal) if has("signal") else None,
        "weight": dict_weight_block(pb.weight) if has("weight") else None,
        "rebalance": dict_rebalance_block(pb.rebalance) if has("rebalance") else None,
        "costs": dict_cost_block(pb.costs) if has("costs") else None,
    }
    if has("description"):
        found["description"] = pb.description
    if has("position"):
        found["position"] = dict_position_block(pb.position)
    if has("risk"):
        found["risk"] = dict_risk_block(pb.risk)
    if has("benchmark"):
        found["benchmark"] = pb.benchmark
    if has("objective"):
        found["objective"] = dict_objective(pb.objective)
    if has("prompt_template_id"):
        found["prompt_template_id"] = pb.prompt_template_id
    return found


def fill_strategy_config(pb: strategy_config_pb2.StrategyConfig, value: models.StrategyConfig) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.name = value.name
    if value.description is not None:
        pb.description = value.description
    pb.strategy_type = STRATEGY_TYPE_TO_PB[value.strategy_type]
    pb.signal.SetInParent()
    fill_signal_block(pb.signal, value.signal)
    pb.weight.SetInParent()
    fill_weight_block(pb.weight, value.weight)
    pb.rebalance.SetInParent()
    fill_rebalance_block(pb.rebalance, value.rebalance)
    if value.position is not None:
        pb.position.SetInParent()
        fill_position_block(pb.position, value.position)
    if value.risk is not None:
        pb.risk.SetInParent()
        fill_risk_block(pb.risk, value.risk)
    pb.costs.SetInParent()
    fill_cost_block(pb.costs, value.costs)
    if value.benchmark is not None:
        pb.benchmark = value.benchmark
    if value.objective is not None:
        pb.objective.SetInParent()
        fill_objective(pb.objective, value.objective)
    if value.prompt_template_id is not None:
        pb.prompt_template_id = value.prompt_template_id


def label_spec_from_pb(pb: train_test_config_pb2.LabelSpec) -> models.LabelSpec:
    return wire.read(models.LabelSpec, dict_label_spec, pb)


def label_spec_to_pb(value: models.LabelSpec) -> train_test_config_pb2.LabelSpec:
    pb = train_test_config_pb2.LabelSpec()
    fill_label_spec(pb, value)
    return pb


def dict_label_spec(pb: train_test_config_pb2.LabelSpec) -> dict[str, Any]:
    has = pb.HasField
    return {
        "expression": got_expression if (got_expression := pb.expression) or has("expression") else None,
        "horizon_days": got_horizon_days if (got_horizon_days := pb.horizon_days) or has("horizon_days") else None,
    }


def fill_label_spec(pb: train_test_config_pb2.LabelSpec, value: models.LabelSpec) -> None:
    pb.expression = value.expression
    pb.horizon_days = value.horizon_days


def train_test_config_from_pb(pb: train_test_config_pb2.TrainTestConfig) -> models.TrainTestConfig:
    return wire.read(models.TrainTestConfig, dict_train_test_config, pb)


def train_test_config_to_pb(value: models.TrainTestConfig) -> train_test_config_pb2.TrainTestConfig:
    pb = train_test_config_pb2.TrainTestConfig()
    fill_train_test_config(pb, value)
    return pb


def dict_train_test_config(pb: train_test_config_pb2.TrainTestConfig) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "universe": got_universe if (got_universe := pb.universe) or has("universe") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "frequency": FREQUENCY_FROM_PB[got_frequency] if (got_frequency := pb.frequency) or has("frequency") else None,
        "train": contract_converters.dict_date_range(pb.train) if has("train") else None,
        "valid": contract_converters.dict_date_range(pb.valid) if has("valid") else None,
        "test": contract_converters.dict_date_range(pb.test) if has("test") else None,
        "label": dict_label_spec(pb.label) if has("label") else None,
        "purge_days": got_purge_days if (got_purge_days := pb.purge_days) or has("purge_days") else None,
    }
    if has("backtest"):
        found["backtest"] = contract_converters.dict_date_range(pb.backtest)
    return found


def fill_train_test_config(pb: train_test_config_pb2.TrainTestConfig, value: models.TrainTestConfig) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.name = value.name
    pb.universe = value.universe
    pb.snapshot_id = value.snapshot_id
    pb.frequency = FREQUENCY_TO_PB[value.frequency]
    pb.train.SetInParent()
    contract_converters.fill_date_range(pb.train, value.train)
    pb.valid.SetInParent()
    contract_converters.fill_date_range(pb.valid, value.valid)
    pb.test.SetInParent()
    contract_converters.fill_date_range(pb.test, value.test)
    if value.backtest is not None:
        pb.backtest.SetInParent()
        contract_converters.fill_date_range(pb.backtest, value.backtest)
    pb.label.SetInParent()
    fill_label_spec(pb.label, value.label)
    pb.purge_days = value.purge_days


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.ConfigDocument: config_document_to_pb,
    models.ConfigPreset: config_preset_to_pb,
    models.StoredConfig: stored_config_to_pb,
    models.PutConfigRequest: put_config_request_to_pb,
    models.PutConfigResponse: put_config_response_to_pb,
    models.GetConfigRequest: get_config_request_to_pb,
    models.GetConfigResponse: get_config_response_to_pb,
    models.ListConfigsRequest: list_configs_request_to_pb,
    models.ListConfigsResponse: list_configs_response_to_pb,
    models.ListConfigHistoryRequest: list_config_history_request_to_pb,
    models.ListConfigHistoryResponse: list_config_history_response_to_pb,
    models.Constraints: constraints_to_pb,
    models.MetricLimit: metric_limit_to_pb,
    models.Budget: budget_to_pb,
    models.UserTrigger: user_trigger_to_pb,
    models.FeedbackTrigger: feedback_trigger_to_pb,
    models.TriggeredBy: triggered_by_to_pb,
    models.ExperimentRequest: experiment_request_to_pb,
    models.RunFailure: run_failure_to_pb,
    models.RunHashes: run_hashes_to_pb,
    models.AssumptionSet: assumption_set_to_pb,
    models.StageTiming: stage_timing_to_pb,
    models.ExperimentResult: experiment_result_to_pb,
    models.Progress: progress_to_pb,
    models.Experiment: experiment_to_pb,
    models.ExperimentLease: experiment_lease_to_pb,
    models.SubmitExperimentRequest: submit_experiment_request_to_pb,
    models.SubmitExperimentResponse: submit_experiment_response_to_pb,
    models.GetExperimentRequest: get_experiment_request_to_pb,
    models.GetExperimentResponse: get_experiment_response_to_pb,
    models.ListExperimentsRequest: list_experiments_request_to_pb,
    models.ListExperimentsResponse: list_experiments_response_to_pb,
    models.CancelExperimentRequest: cancel_experiment_request_to_pb,
    models.CancelExperimentResponse: cancel_experiment_response_to_pb,
    models.WatchExperimentRequest: watch_experiment_request_to_pb,
    models.WatchExperimentResponse: watch_experiment_response_to_pb,
    models.DraftFromStrategyRequest: draft_from_strategy_request_to_pb,
    models.DraftFromStrategyResponse: draft_from_strategy_response_to_pb,
    models.LeaseExperimentRequest: lease_experiment_request_to_pb,
    models.LeaseExperimentResponse: lease_experiment_response_to_pb,
    models.HeartbeatExperimentRequest: heartbeat_experiment_request_to_pb,
    models.HeartbeatExperimentResponse: heartbeat_experiment_response_to_pb,
    models.CompleteExperimentRequest: complete_experiment_request_to_pb,
    models.CompleteExperimentResponse: complete_experiment_response_to_pb,
    models.FailExperimentRequest: fail_experiment_request_to_pb,
    models.FailExperimentResponse: fail_experiment_response_to_pb,
    models.FactorRef: factor_ref_to_pb,
    models.FactorTable: factor_table_to_pb,
    models.FactorSetConfig: factor_set_config_to_pb,
    models.LightGbmModel: light_gbm_model_to_pb,
    models.LinearModel: linear_model_to_pb,
    models.StoredSignal: stored_signal_to_pb,
    models.SignalBlock: signal_block_to_pb,
    models.TopkDropout: topk_dropout_to_pb,
    models.WeightedTopk: weighted_topk_to_pb,
    models.EnhancedIndexing: enhanced_indexing_to_pb,
    models.ExternalYaml: external_yaml_to_pb,
    models.WeightBlock: weight_block_to_pb,
    models.EveryDays: every_days_to_pb,
    models.Weekly: weekly_to_pb,
    models.Monthly: monthly_to_pb,
    models.RebalanceBlock: rebalance_block_to_pb,
    models.PositionBlock: position_block_to_pb,
    models.RiskBlock: risk_block_to_pb,
    models.CostBlock: cost_block_to_pb,
    models.Objective: objective_to_pb,
    models.StrategyConfig: strategy_config_to_pb,
    models.LabelSpec: label_spec_to_pb,
    models.TrainTestConfig: train_test_config_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    config_service_pb2.ConfigDocument: config_document_from_pb,
    config_service_pb2.ConfigPreset: config_preset_from_pb,
    config_service_pb2.StoredConfig: stored_config_from_pb,
    config_service_pb2.PutConfigRequest: put_config_request_from_pb,
    config_service_pb2.PutConfigResponse: put_config_response_from_pb,
    config_service_pb2.GetConfigRequest: get_config_request_from_pb,
    config_service_pb2.GetConfigResponse: get_config_response_from_pb,
    config_service_pb2.ListConfigsRequest: list_configs_request_from_pb,
    config_service_pb2.ListConfigsResponse: list_configs_response_from_pb,
    config_service_pb2.ListConfigHistoryRequest: list_config_history_request_from_pb,
    config_service_pb2.ListConfigHistoryResponse: list_config_history_response_from_pb,
    experiment_request_pb2.Constraints: constraints_from_pb,
    experiment_request_pb2.MetricLimit: metric_limit_from_pb,
    experiment_request_pb2.Budget: budget_from_pb,
    experiment_request_pb2.UserTrigger: user_trigger_from_pb,
    experiment_request_pb2.FeedbackTrigger: feedback_trigger_from_pb,
    experiment_request_pb2.TriggeredBy: triggered_by_from_pb,
    experiment_request_pb2.ExperimentRequest: experiment_request_from_pb,
    experiment_result_pb2.RunFailure: run_failure_from_pb,
    experiment_result_pb2.RunHashes: run_hashes_from_pb,
    experiment_result_pb2.AssumptionSet: assumption_set_from_pb,
    experiment_result_pb2.StageTiming: stage_timing_from_pb,
    experiment_result_pb2.ExperimentResult: experiment_result_from_pb,
    experiment_service_pb2.Progress: progress_from_pb,
    experiment_service_pb2.Experiment: experiment_from_pb,
    experiment_service_pb2.ExperimentLease: experiment_lease_from_pb,
    experiment_service_pb2.SubmitExperimentRequest: submit_experiment_request_from_pb,
    experiment_service_pb2.SubmitExperimentResponse: submit_experiment_response_from_pb,
    experiment_service_pb2.GetExperimentRequest: get_experiment_request_from_pb,
    experiment_service_pb2.GetExperimentResponse: get_experiment_response_from_pb,
    experiment_service_pb2.ListExperimentsRequest: list_experiments_request_from_pb,
    experiment_service_pb2.ListExperimentsResponse: list_experiments_response_from_pb,
    experiment_service_pb2.CancelExperimentRequest: cancel_experiment_request_from_pb,
    experiment_service_pb2.CancelExperimentResponse: cancel_experiment_response_from_pb,
    experiment_service_pb2.WatchExperimentRequest: watch_experiment_request_from_pb,
    experiment_service_pb2.WatchExperimentResponse: watch_experiment_response_from_pb,
    experiment_service_pb2.DraftFromStrategyRequest: draft_from_strategy_request_from_pb,
    experiment_service_pb2.DraftFromStrategyResponse: draft_from_strategy_response_from_pb,
    experiment_service_pb2.LeaseExperimentRequest: lease_experiment_request_from_pb,
    experiment_service_pb2.LeaseExperimentResponse: lease_experiment_response_from_pb,
    experiment_service_pb2.HeartbeatExperimentRequest: heartbeat_experiment_request_from_pb,
    experiment_service_pb2.HeartbeatExperimentResponse: heartbeat_experiment_response_from_pb,
    experiment_service_pb2.CompleteExperimentRequest: complete_experiment_request_from_pb,
    experiment_service_pb2.CompleteExperimentResponse: complete_experiment_response_from_pb,
    experiment_service_pb2.FailExperimentRequest: fail_experiment_request_from_pb,
    experiment_service_pb2.FailExperimentResponse: fail_experiment_response_from_pb,
    factor_set_config_pb2.FactorRef: factor_ref_from_pb,
    factor_set_config_pb2.FactorTable: factor_table_from_pb,
    factor_set_config_pb2.FactorSetConfig: factor_set_config_from_pb,
    strategy_config_pb2.LightGbmModel: light_gbm_model_from_pb,
    strategy_config_pb2.LinearModel: linear_model_from_pb,
    strategy_config_pb2.StoredSignal: stored_signal_from_pb,
    strategy_config_pb2.SignalBlock: signal_block_from_pb,
    strategy_config_pb2.TopkDropout: topk_dropout_from_pb,
    strategy_config_pb2.WeightedTopk: weighted_topk_from_pb,
    strategy_config_pb2.EnhancedIndexing: enhanced_indexing_from_pb,
    strategy_config_pb2.ExternalYaml: external_yaml_from_pb,
    strategy_config_pb2.WeightBlock: weight_block_from_pb,
    strategy_config_pb2.EveryDays: every_days_from_pb,
    strategy_config_pb2.Weekly: weekly_from_pb,
    strategy_config_pb2.Monthly: monthly_from_pb,
    strategy_config_pb2.RebalanceBlock: rebalance_block_from_pb,
    strategy_config_pb2.PositionBlock: position_block_from_pb,
    strategy_config_pb2.RiskBlock: risk_block_from_pb,
    strategy_config_pb2.CostBlock: cost_block_from_pb,
    strategy_config_pb2.Objective: objective_from_pb,
    strategy_config_pb2.StrategyConfig: strategy_config_from_pb,
    train_test_config_pb2.LabelSpec: label_spec_from_pb,
    train_test_config_pb2.TrainTestConfig: train_test_config_from_pb,
}
