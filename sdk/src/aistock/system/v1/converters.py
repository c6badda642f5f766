"""Messages of the system part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.market.v1 import converters as market_converters
from aistock.system.v1 import models, operation_pb2, system_service_pb2

OPERATION_STATE_FROM_PB: wire.EnumNumbers[models.OperationState] = wire.EnumNumbers(
    "OperationState",
    {
        1: models.OperationState.PENDING,
        2: models.OperationState.RUNNING,
        3: models.OperationState.SUCCEEDED,
        4: models.OperationState.FAILED,
        5: models.OperationState.CANCELLED,
    },
)
OPERATION_STATE_TO_PB: dict[models.OperationState, Any] = {
    models.OperationState.PENDING: 1,
    models.OperationState.RUNNING: 2,
    models.OperationState.SUCCEEDED: 3,
    models.OperationState.FAILED: 4,
    models.OperationState.CANCELLED: 5,
}


OPERATION_KIND_FROM_PB: wire.EnumNumbers[models.OperationKind] = wire.EnumNumbers(
    "OperationKind",
    {
        1: models.OperationKind.EXPORT_DATASET,
        2: models.OperationKind.INGEST_FROM_SOURCE,
    },
)
OPERATION_KIND_TO_PB: dict[models.OperationKind, Any] = {
    models.OperationKind.EXPORT_DATASET: 1,
    models.OperationKind.INGEST_FROM_SOURCE: 2,
}


def operation_from_pb(pb: operation_pb2.Operation) -> models.Operation:
    return wire.read(models.Operation, dict_operation, pb)


def operation_to_pb(value: models.Operation) -> operation_pb2.Operation:
    pb = operation_pb2.Operation()
    fill_operation(pb, value)
    return pb


def dict_operation(pb: operation_pb2.Operation) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None,
        "kind": OPERATION_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "state": OPERATION_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "fraction": got_fraction if (got_fraction := pb.fraction) or has("fraction") else None,
        "created_at_utc": got_created_at_utc if (got_created_at_utc := pb.created_at_utc) or has("created_at_utc") else None,
        "updated_at_utc": got_updated_at_utc if (got_updated_at_utc := pb.updated_at_utc) or has("updated_at_utc") else None,
    }
    if has("stage"):
        found["stage"] = pb.stage
    if has("result"):
        found["result"] = dict_operation_result(pb.result)
    if has("error_reason"):
        found["error_reason"] = pb.error_reason
    if has("error_message"):
        found["error_message"] = pb.error_message
    return found


def fill_operation(pb: operation_pb2.Operation, value: models.Operation) -> None:
    pb.operation_id = value.operation_id
    pb.kind = OPERATION_KIND_TO_PB[value.kind]
    pb.state = OPERATION_STATE_TO_PB[value.state]
    pb.fraction = value.fraction
    if value.stage is not None:
        pb.stage = value.stage
    pb.created_at_utc = wire.utc_text(value.created_at_utc)
    pb.updated_at_utc = wire.utc_text(value.updated_at_utc)
    if value.result is not None:
        pb.result.SetInParent()
        fill_operation_result(pb.result, value.result)
    if value.error_reason is not None:
        pb.error_reason = value.error_reason
    if value.error_message is not None:
        pb.error_message = value.error_message


def exported_dataset_from_pb(pb: operation_pb2.ExportedDataset) -> models.ExportedDataset:
    return wire.read(models.ExportedDataset, dict_exported_dataset, pb)


def exported_dataset_to_pb(value: models.ExportedDataset) -> operation_pb2.ExportedDataset:
    pb = operation_pb2.ExportedDataset()
    fill_exported_dataset(pb, value)
    return pb


def dict_exported_dataset(pb: operation_pb2.ExportedDataset) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "exported_dataset",
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "artifact_sha256": got_artifact_sha256 if (got_artifact_sha256 := pb.artifact_sha256) or has("artifact_sha256") else None,
        "artifact_size": got_artifact_size if (got_artifact_size := pb.artifact_size) or has("artifact_size") else None,
        "manifest_sha256": got_manifest_sha256 if (got_manifest_sha256 := pb.manifest_sha256) or has("manifest_sha256") else None,
    }


def fill_exported_dataset(pb: operation_pb2.ExportedDataset, value: models.ExportedDataset) -> None:
    pb.snapshot_id = value.snapshot_id
    pb.artifact_sha256 = value.artifact_sha256
    pb.artifact_size = value.artifact_size
    pb.manifest_sha256 = value.manifest_sha256


def ingested_dataset_from_pb(pb: operation_pb2.IngestedDataset) -> models.IngestedDataset:
    return wire.read(models.IngestedDataset, dict_ingested_dataset, pb)


def ingested_dataset_to_pb(value: models.IngestedDataset) -> operation_pb2.IngestedDataset:
    pb = operation_pb2.IngestedDataset()
    fill_ingested_dataset(pb, value)
    return pb


def dict_ingested_dataset(pb: operation_pb2.IngestedDataset) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": "ingested_dataset",
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "created": got_created if (got_created := pb.created) or has("created") else None,
        "attempts": wire.elements(market_converters.dict_source_attempt, got_attempts) if (got_attempts := pb.attempts) else [],
    }


def fill_ingested_dataset(pb: operation_pb2.IngestedDataset, value: models.IngestedDataset) -> None:
    pb.snapshot_id = value.snapshot_id
    pb.source = value.source
    pb.row_count = value.row_count
    pb.created = value.created
    for each_attempts in value.attempts:
        market_converters.fill_source_attempt(pb.attempts.add(), each_attempts)


def operation_result_from_pb(pb: operation_pb2.OperationResult) -> models.OperationResult:
    return wire.read_union(models.OperationResult, "OperationResult", dict_operation_result, pb)  # type: ignore[no-any-return]


def operation_result_to_pb(value: models.OperationResult) -> operation_pb2.OperationResult:
    pb = operation_pb2.OperationResult()
    fill_operation_result(pb, value)
    return pb


def dict_operation_result(pb: operation_pb2.OperationResult) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "exported_dataset":
            return dict_exported_dataset(pb.exported_dataset)
        case "ingested_dataset":
            return dict_ingested_dataset(pb.ingested_dataset)
        case _:
            return {}


def fill_operation_result(pb: operation_pb2.OperationResult, value: models.OperationResult) -> None:
    match value:
        case models.ExportedDataset():
            pb.exported_dataset.SetInParent()
            fill_exported_dataset(pb.exported_dataset, value)
        case models.IngestedDataset():
            pb.ingested_dataset.SetInParent()
            fill_ingested_dataset(pb.ingested_dataset, value)


def unserved_call_from_pb(pb: system_service_pb2.UnservedCall) -> models.UnservedCall:
    return wire.read(models.UnservedCall, dict_unserved_call, pb)


def unserved_call_to_pb(value: models.UnservedCall) -> system_service_pb2.UnservedCall:
    pb = system_service_pb2.UnservedCall()
    fill_unserved_call(pb, value)
    return pb


def dict_unserved_call(pb: system_service_pb2.UnservedCall) -> dict[str, Any]:
    has = pb.HasField
    return {
        "method": got_method if (got_method := pb.method) or has("method") else None,
        "why": got_why if (got_why := pb.why) or has("why") else None,
    }


def fill_unserved_call(pb: system_service_pb2.UnservedCall, value: models.UnservedCall) -> None:
    pb.method = value.method
    pb.why = value.why


def get_server_info_request_from_pb(pb: system_service_pb2.GetServerInfoRequest) -> models.GetServerInfoRequest:
    return wire.read(models.GetServerInfoRequest, dict_get_server_info_request, pb)


def get_server_info_request_to_pb(value: models.GetServerInfoRequest) -> system_service_pb2.GetServerInfoRequest:
    pb = system_service_pb2.GetServerInfoRequest()
    fill_get_server_info_request(pb, value)
    return pb


def dict_get_server_info_request(pb: system_service_pb2.GetServerInfoRequest) -> dict[str, Any]:
    return {}


def fill_get_server_info_request(pb: system_service_pb2.GetServerInfoRequest, value: models.GetServerInfoRequest) -> None:
    del pb, value  # it has no fields


def get_server_info_response_from_pb(pb: system_service_pb2.GetServerInfoResponse) -> models.GetServerInfoResponse:
    return wire.read(models.GetServerInfoResponse, dict_get_server_info_response, pb)


def get_server_info_response_to_pb(value: models.GetServerInfoResponse) -> system_service_pb2.GetServerInfoResponse:
    pb = system_service_pb2.GetServerInfoResponse()
    fill_get_server_info_response(pb, value)
    return pb


def dict_get_server_info_response(pb: system_service_pb2.GetServerInfoResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "server_version": got_server_version if (got_server_version := pb.server_version) or has("server_version") else None,
        "contract_versions": pb.contract_versions[:],
        "contract_fingerprint": got_contract_fingerprint
        if (got_contract_fingerprint := pb.contract_fingerprint) or has("contract_fingerprint")
        else None,
        "profile": got_profile if (got_profile := pb.profile) or has("profile") else None,
        "adapters": pb.adapters[:],
        "services": pb.services[:],
        "unserved": wire.elements(dict_unserved_call, got_unserved) if (got_unserved := pb.unserved) else [],
        "started_at_utc": got_started_at_utc if (got_started_at_utc := pb.started_at_utc) or has("started_at_utc") else None,
        "max_message_bytes": got_max_message_bytes
        if (got_max_message_bytes := pb.max_message_bytes) or has("max_message_bytes")
        else None,
        "live_trading": got_live_trading if (got_live_trading := pb.live_trading) or has("live_trading") else None,
    }
    if has("max_artifact_bytes"):
        found["max_artifact_bytes"] = pb.max_artifact_bytes
    return found


def fill_get_server_info_response(pb: system_service_pb2.GetServerInfoResponse, value: models.GetServerInfoResponse) -> None:
    pb.server_version = value.server_version
    pb.contract_versions.extend(value.contract_versions)
    pb.contract_fingerprint = value.contract_fingerprint
    pb.profile = value.profile
    pb.adapters.extend(value.adapters)
    pb.services.extend(value.services)
    for each_unserved in value.unserved:
        fill_unserved_call(pb.unserved.add(), each_unserved)
    pb.started_at_utc = wire.utc_text(value.started_at_utc)
    pb.max_message_bytes = value.max_message_bytes
    pb.live_trading = value.live_trading
    if value.max_artifact_bytes is not None:
        pb.max_artifact_bytes = value.max_artifact_bytes


def get_operation_request_from_pb(pb: system_service_pb2.GetOperationRequest) -> models.GetOperationRequest:
    return wire.read(models.GetOperationRequest, dict_get_operation_request, pb)


def get_operation_request_to_pb(value: models.GetOperationRequest) -> system_service_pb2.GetOperationRequest:
    pb = system_service_pb2.GetOperationRequest()
    fill_get_operation_request(pb, value)
    return pb


def dict_get_operation_request(pb: system_service_pb2.GetOperationRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None}


def fill_get_operation_request(pb: system_service_pb2.GetOperationRequest, value: models.GetOperationRequest) -> None:
    pb.operation_id = value.operation_id


def get_operation_response_from_pb(pb: system_service_pb2.GetOperationResponse) -> models.GetOperationResponse:
    return wire.read(models.GetOperationResponse, dict_get_operation_response, pb)


def get_operation_response_to_pb(value: models.GetOperationResponse) -> system_service_pb2.GetOperationResponse:
    pb = system_service_pb2.GetOperationResponse()
    fill_get_operation_response(pb, value)
    return pb


def dict_get_operation_response(pb: system_service_pb2.GetOperationResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"operation": dict_operation(pb.operation) if has("operation") else None}


def fill_get_operation_response(pb: system_service_pb2.GetOperationResponse, value: models.GetOperationResponse) -> None:
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def watch_operation_request_from_pb(pb: system_service_pb2.WatchOperationRequest) -> models.WatchOperationRequest:
    return wire.read(models.WatchOperationRequest, dict_watch_operation_request, pb)


def watch_operation_request_to_pb(value: models.WatchOperationRequest) -> system_service_pb2.WatchOperationRequest:
    pb = system_service_pb2.WatchOperationRequest()
    fill_watch_operation_request(pb, value)
    return pb


def dict_watch_operation_request(pb: system_service_pb2.WatchOperationRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None
    }
    if has("cursor"):
        found["cursor"] = pb.cursor
    return found


def fill_watch_operation_request(pb: system_service_pb2.WatchOperationRequest, value: models.WatchOperationRequest) -> None:
    pb.operation_id = value.operation_id
    if value.cursor is not None:
        pb.cursor = value.cursor


def watch_operation_response_from_pb(pb: system_service_pb2.WatchOperationResponse) -> models.WatchOperationResponse:
    return wire.read(models.WatchOperationResponse, dict_watch_operation_response, pb)


def watch_operation_response_to_pb(value: models.WatchOperationResponse) -> system_service_pb2.WatchOperationResponse:
    pb = system_service_pb2.WatchOperationResponse()
    fill_watch_operation_response(pb, value)
    return pb


def dict_watch_operation_response(pb: system_service_pb2.WatchOperationResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "cursor": got_cursor if (got_cursor := pb.cursor) or has("cursor") else None,
        "operation": dict_operation(pb.operation) if has("operation") else None,
    }


def fill_watch_operation_response(pb: system_service_pb2.WatchOperationResponse, value: models.WatchOperationResponse) -> None:
    pb.cursor = value.cursor
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def cancel_operation_request_from_pb(pb: system_service_pb2.CancelOperationRequest) -> models.CancelOperationRequest:
    return wire.read(models.CancelOperationRequest, dict_cancel_operation_request, pb)


def cancel_operation_request_to_pb(value: models.CancelOperationRequest) -> system_service_pb2.CancelOperationRequest:
    pb = system_service_pb2.CancelOperationRequest()
    fill_cancel_operation_request(pb, value)
    return pb


def dict_cancel_operation_request(pb: system_service_pb2.CancelOperationRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None,
    }


def fill_cancel_operation_request(pb: system_service_pb2.CancelOperationRequest, value: models.CancelOperationRequest) -> None:
    pb.request_id = value.request_id
    pb.operation_id = value.operation_id


def cancel_operation_response_from_pb(pb: system_service_pb2.CancelOperationResponse) -> models.CancelOperationResponse:
    return wire.read(models.CancelOperationResponse, dict_cancel_operation_response, pb)


def cancel_operation_response_to_pb(value: models.CancelOperationResponse) -> system_service_pb2.CancelOperationResponse:
    pb = system_service_pb2.CancelOperationResponse()
    fill_cancel_operation_response(pb, value)
    return pb


def dict_cancel_operation_response(pb: system_service_pb2.CancelOperationResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"operation": dict_operation(pb.operation) if has("operation") else None}


def fill_cancel_operation_response(pb: system_service_pb2.CancelOperationResponse, value: models.CancelOperationResponse) -> None:
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def list_operations_request_from_pb(pb: system_service_pb2.ListOperationsRequest) -> models.ListOperationsRequest:
    return wire.read(models.ListOperationsRequest, dict_list_operations_request, pb)


def list_operations_request_to_pb(value: models.ListOperationsRequest) -> system_service_pb2.ListOperationsRequest:
    pb = system_service_pb2.ListOperationsRequest()
    fill_list_operations_request(pb, value)
    return pb


def dict_list_operations_request(pb: system_service_pb2.ListOperationsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("state"):
        found["state"] = OPERATION_STATE_FROM_PB[pb.state]
    return found


def fill_list_operations_request(pb: system_service_pb2.ListOperationsRequest, value: models.ListOperationsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.state is not None:
        pb.state = OPERATION_STATE_TO_PB[value.state]


def list_operations_response_from_pb(pb: system_service_pb2.ListOperationsResponse) -> models.ListOperationsResponse:
    return wire.read(models.ListOperationsResponse, dict_list_operations_response, pb)


def list_operations_response_to_pb(value: models.ListOperationsResponse) -> system_service_pb2.ListOperationsResponse:
    pb = system_service_pb2.ListOperationsResponse()
    fill_list_operations_response(pb, value)
    return pb


def dict_list_operations_response(pb: system_service_pb2.ListOperationsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "operations": wire.elements(dict_operation, got_operations) if (got_operations := pb.operations) else []
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_operations_response(pb: system_service_pb2.ListOperationsResponse, value: models.ListOperationsResponse) -> None:
    for each_operations in value.operations:
        fill_operation(pb.operations.add(), each_operations)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.Operation: operation_to_pb,
    models.ExportedDataset: exported_dataset_to_pb,
    models.IngestedDataset: ingested_dataset_to_pb,
    models.OperationResult: operation_result_to_pb,
    models.UnservedCall: unserved_call_to_pb,
    models.GetServerInfoRequest: get_server_info_request_to_pb,
    models.GetServerInfoResponse: get_server_info_response_to_pb,
    models.GetOperationRequest: get_operation_request_to_pb,
    models.GetOperationResponse: get_operation_response_to_pb,
    models.WatchOperationRequest: watch_operation_request_to_pb,
    models.WatchOperationResponse: watch_operation_response_to_pb,
    models.CancelOperationRequest: cancel_operation_request_to_pb,
    models.CancelOperationResponse: cancel_operation_response_to_pb,
    models.ListOperationsRequest: list_operations_request_to_pb,
    models.ListOperationsResponse: list_operations_response_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    operation_pb2.Operation: operation_from_pb,
    operation_pb2.ExportedDataset: exported_dataset_from_pb,
    operation_pb2.IngestedDataset: ingested_dataset_from_pb,
    operation_pb2.OperationResult: operation_result_from_pb,
    system_service_pb2.UnservedCall: unserved_call_from_pb,
    system_service_pb2.GetServerInfoRequest: get_server_info_request_from_pb,
    system_service_pb2.GetServerInfoResponse: get_server_info_response_from_pb,
    system_service_pb2.GetOperationRequest: get_operation_request_from_pb,
    system_service_pb2.GetOperationResponse: get_operation_response_from_pb,
    system_service_pb2.WatchOperationRequest: watch_operation_request_from_pb,
    system_service_pb2.WatchOperationResponse: watch_operation_response_from_pb,
    system_service_pb2.CancelOperationRequest: cancel_operation_request_from_pb,
    system_service_pb2.CancelOperationResponse: cancel_operation_response_from_pb,
    system_service_pb2.ListOperationsRequest: list_operations_request_from_pb,
    system_service_pb2.ListOperationsResponse: list_operations_response_from_pb,
}
