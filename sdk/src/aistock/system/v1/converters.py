"""Messages of the system part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
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
    },
)
OPERATION_KIND_TO_PB: dict[models.OperationKind, Any] = {
    models.OperationKind.EXPORT_DATASET: 1,
}


def operation_from_pb(pb: operation_pb2.Operation) -> models.Operation:
    return wire.validated(models.Operation, dict_operation(pb))


def operation_to_pb(value: models.Operation) -> operation_pb2.Operation:
    pb = operation_pb2.Operation()
    fill_operation(pb, value)
    return pb


def dict_operation(pb: operation_pb2.Operation) -> dict[str, Any]:
    return {
        "operation_id": pb.operation_id if pb.HasField("operation_id") else None,
        "kind": OPERATION_KIND_FROM_PB[pb.kind] if pb.HasField("kind") else None,
        "state": OPERATION_STATE_FROM_PB[pb.state] if pb.HasField("state") else None,
        "fraction": pb.fraction if pb.HasField("fraction") else None,
        "stage": pb.stage if pb.HasField("stage") else None,
        "created_at_utc": pb.created_at_utc if pb.HasField("created_at_utc") else None,
        "updated_at_utc": pb.updated_at_utc if pb.HasField("updated_at_utc") else None,
        "result": dict_operation_result(pb.result) if pb.HasField("result") else None,
        "error_reason": pb.error_reason if pb.HasField("error_reason") else None,
        "error_message": pb.error_message if pb.HasField("error_message") else None,
    }


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
    return wire.validated(models.ExportedDataset, dict_exported_dataset(pb))


def exported_dataset_to_pb(value: models.ExportedDataset) -> operation_pb2.ExportedDataset:
    pb = operation_pb2.ExportedDataset()
    fill_exported_dataset(pb, value)
    return pb


def dict_exported_dataset(pb: operation_pb2.ExportedDataset) -> dict[str, Any]:
    return {
        "kind": "exported_dataset",
        "snapshot_id": pb.snapshot_id if pb.HasField("snapshot_id") else None,
        "artifact_sha256": pb.artifact_sha256 if pb.HasField("artifact_sha256") else None,
        "artifact_size": pb.artifact_size if pb.HasField("artifact_size") else None,
        "manifest_sha256": pb.manifest_sha256 if pb.HasField("manifest_sha256") else None,
    }


def fill_exported_dataset(pb: operation_pb2.ExportedDataset, value: models.ExportedDataset) -> None:
    pb.snapshot_id = value.snapshot_id
    pb.artifact_sha256 = value.artifact_sha256
    pb.artifact_size = value.artifact_size
    pb.manifest_sha256 = value.manifest_sha256


def operation_result_from_pb(pb: operation_pb2.OperationResult) -> models.OperationResult:
    return wire.validated_union(models.OperationResult, "OperationResult", dict_operation_result(pb))  # type: ignore[no-any-return]


def operation_result_to_pb(value: models.OperationResult) -> operation_pb2.OperationResult:
    pb = operation_pb2.OperationResult()
    fill_operation_result(pb, value)
    return pb


def dict_operation_result(pb: operation_pb2.OperationResult) -> dict[str, Any]:
    match pb.WhichOneof("kind"):
        case "exported_dataset":
            return dict_exported_dataset(pb.exported_dataset)
        case _:
            return {}


def fill_operation_result(pb: operation_pb2.OperationResult, value: models.OperationResult) -> None:
    pb.exported_dataset.SetInParent()
    fill_exported_dataset(pb.exported_dataset, value)


def unserved_call_from_pb(pb: system_service_pb2.UnservedCall) -> models.UnservedCall:
    return wire.validated(models.UnservedCall, dict_unserved_call(pb))


def unserved_call_to_pb(value: models.UnservedCall) -> system_service_pb2.UnservedCall:
    pb = system_service_pb2.UnservedCall()
    fill_unserved_call(pb, value)
    return pb


def dict_unserved_call(pb: system_service_pb2.UnservedCall) -> dict[str, Any]:
    return {
        "method": pb.method if pb.HasField("method") else None,
        "why": pb.why if pb.HasField("why") else None,
    }


def fill_unserved_call(pb: system_service_pb2.UnservedCall, value: models.UnservedCall) -> None:
    pb.method = value.method
    pb.why = value.why


def get_server_info_request_from_pb(pb: system_service_pb2.GetServerInfoRequest) -> models.GetServerInfoRequest:
    return wire.validated(models.GetServerInfoRequest, dict_get_server_info_request(pb))


def get_server_info_request_to_pb(value: models.GetServerInfoRequest) -> system_service_pb2.GetServerInfoRequest:
    pb = system_service_pb2.GetServerInfoRequest()
    fill_get_server_info_request(pb, value)
    return pb


def dict_get_server_info_request(pb: system_service_pb2.GetServerInfoRequest) -> dict[str, Any]:
    return {}


def fill_get_server_info_request(pb: system_service_pb2.GetServerInfoRequest, value: models.GetServerInfoRequest) -> None:
    del pb, value  # it has no fields


def get_server_info_response_from_pb(pb: system_service_pb2.GetServerInfoResponse) -> models.GetServerInfoResponse:
    return wire.validated(models.GetServerInfoResponse, dict_get_server_info_response(pb))


def get_server_info_response_to_pb(value: models.GetServerInfoResponse) -> system_service_pb2.GetServerInfoResponse:
    pb = system_service_pb2.GetServerInfoResponse()
    fill_get_server_info_response(pb, value)
    return pb


def dict_get_server_info_response(pb: system_service_pb2.GetServerInfoResponse) -> dict[str, Any]:
    return {
        "server_version": pb.server_version if pb.HasField("server_version") else None,
        "contract_versions": list(pb.contract_versions),
        "contract_fingerprint": pb.contract_fingerprint if pb.HasField("contract_fingerprint") else None,
        "profile": pb.profile if pb.HasField("profile") else None,
        "adapters": list(pb.adapters),
        "services": list(pb.services),
        "unserved": [dict_unserved_call(item) for item in pb.unserved],
        "started_at_utc": pb.started_at_utc if pb.HasField("started_at_utc") else None,
        "max_message_bytes": pb.max_message_bytes if pb.HasField("max_message_bytes") else None,
        "live_trading": pb.live_trading if pb.HasField("live_trading") else None,
        "max_artifact_bytes": pb.max_artifact_bytes if pb.HasField("max_artifact_bytes") else None,
    }


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
    return wire.validated(models.GetOperationRequest, dict_get_operation_request(pb))


def get_operation_request_to_pb(value: models.GetOperationRequest) -> system_service_pb2.GetOperationRequest:
    pb = system_service_pb2.GetOperationRequest()
    fill_get_operation_request(pb, value)
    return pb


def dict_get_operation_request(pb: system_service_pb2.GetOperationRequest) -> dict[str, Any]:
    return {
        "operation_id": pb.operation_id if pb.HasField("operation_id") else None,
    }


def fill_get_operation_request(pb: system_service_pb2.GetOperationRequest, value: models.GetOperationRequest) -> None:
    pb.operation_id = value.operation_id


def get_operation_response_from_pb(pb: system_service_pb2.GetOperationResponse) -> models.GetOperationResponse:
    return wire.validated(models.GetOperationResponse, dict_get_operation_response(pb))


def get_operation_response_to_pb(value: models.GetOperationResponse) -> system_service_pb2.GetOperationResponse:
    pb = system_service_pb2.GetOperationResponse()
    fill_get_operation_response(pb, value)
    return pb


def dict_get_operation_response(pb: system_service_pb2.GetOperationResponse) -> dict[str, Any]:
    return {
        "operation": dict_operation(pb.operation) if pb.HasField("operation") else None,
    }


def fill_get_operation_response(pb: system_service_pb2.GetOperationResponse, value: models.GetOperationResponse) -> None:
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def watch_operation_request_from_pb(pb: system_service_pb2.WatchOperationRequest) -> models.WatchOperationRequest:
    return wire.validated(models.WatchOperationRequest, dict_watch_operation_request(pb))


def watch_operation_request_to_pb(value: models.WatchOperationRequest) -> system_service_pb2.WatchOperationRequest:
    pb = system_service_pb2.WatchOperationRequest()
    fill_watch_operation_request(pb, value)
    return pb


def dict_watch_operation_request(pb: system_service_pb2.WatchOperationRequest) -> dict[str, Any]:
    return {
        "operation_id": pb.operation_id if pb.HasField("operation_id") else None,
        "cursor": pb.cursor if pb.HasField("cursor") else None,
    }


def fill_watch_operation_request(pb: system_service_pb2.WatchOperationRequest, value: models.WatchOperationRequest) -> None:
    pb.operation_id = value.operation_id
    if value.cursor is not None:
        pb.cursor = value.cursor


def watch_operation_response_from_pb(pb: system_service_pb2.WatchOperationResponse) -> models.WatchOperationResponse:
    return wire.validated(models.WatchOperationResponse, dict_watch_operation_response(pb))


def watch_operation_response_to_pb(value: models.WatchOperationResponse) -> system_service_pb2.WatchOperationResponse:
    pb = system_service_pb2.WatchOperationResponse()
    fill_watch_operation_response(pb, value)
    return pb


def dict_watch_operation_response(pb: system_service_pb2.WatchOperationResponse) -> dict[str, Any]:
    return {
        "cursor": pb.cursor if pb.HasField("cursor") else None,
        "operation": dict_operation(pb.operation) if pb.HasField("operation") else None,
    }


def fill_watch_operation_response(pb: system_service_pb2.WatchOperationResponse, value: models.WatchOperationResponse) -> None:
    pb.cursor = value.cursor
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def cancel_operation_request_from_pb(pb: system_service_pb2.CancelOperationRequest) -> models.CancelOperationRequest:
    return wire.validated(models.CancelOperationRequest, dict_cancel_operation_request(pb))


def cancel_operation_request_to_pb(value: models.CancelOperationRequest) -> system_service_pb2.CancelOperationRequest:
    pb = system_service_pb2.CancelOperationRequest()
    fill_cancel_operation_request(pb, value)
    return pb


def dict_cancel_operation_request(pb: system_service_pb2.CancelOperationRequest) -> dict[str, Any]:
    return {
        "request_id": pb.request_id if pb.HasField("request_id") else None,
        "operation_id": pb.operation_id if pb.HasField("operation_id") else None,
    }


def fill_cancel_operation_request(pb: system_service_pb2.CancelOperationRequest, value: models.CancelOperationRequest) -> None:
    pb.request_id = value.request_id
    pb.operation_id = value.operation_id


def cancel_operation_response_from_pb(pb: system_service_pb2.CancelOperationResponse) -> models.CancelOperationResponse:
    return wire.validated(models.CancelOperationResponse, dict_cancel_operation_response(pb))


def cancel_operation_response_to_pb(value: models.CancelOperationResponse) -> system_service_pb2.CancelOperationResponse:
    pb = system_service_pb2.CancelOperationResponse()
    fill_cancel_operation_response(pb, value)
    return pb


def dict_cancel_operation_response(pb: system_service_pb2.CancelOperationResponse) -> dict[str, Any]:
    return {
        "operation": dict_operation(pb.operation) if pb.HasField("operation") else None,
    }


def fill_cancel_operation_response(pb: system_service_pb2.CancelOperationResponse, value: models.CancelOperationResponse) -> None:
    pb.operation.SetInParent()
    fill_operation(pb.operation, value.operation)


def list_operations_request_from_pb(pb: system_service_pb2.ListOperationsRequest) -> models.ListOperationsRequest:
    return wire.validated(models.ListOperationsRequest, dict_list_operations_request(pb))


def list_operations_request_to_pb(value: models.ListOperationsRequest) -> system_service_pb2.ListOperationsRequest:
    pb = system_service_pb2.ListOperationsRequest()
    fill_list_operations_request(pb, value)
    return pb


def dict_list_operations_request(pb: system_service_pb2.ListOperationsRequest) -> dict[str, Any]:
    return {
        "page_size": pb.page_size if pb.HasField("page_size") else None,
        "page_token": pb.page_token if pb.HasField("page_token") else None,
        "state": OPERATION_STATE_FROM_PB[pb.state] if pb.HasField("state") else None,
    }


def fill_list_operations_request(pb: system_service_pb2.ListOperationsRequest, value: models.ListOperationsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.state is not None:
        pb.state = OPERATION_STATE_TO_PB[value.state]


def list_operations_response_from_pb(pb: system_service_pb2.ListOperationsResponse) -> models.ListOperationsResponse:
    return wire.validated(models.ListOperationsResponse, dict_list_operations_response(pb))


def list_operations_response_to_pb(value: models.ListOperationsResponse) -> system_service_pb2.ListOperationsResponse:
    pb = system_service_pb2.ListOperationsResponse()
    fill_list_operations_response(pb, value)
    return pb


def dict_list_operations_response(pb: system_service_pb2.ListOperationsResponse) -> dict[str, Any]:
    return {
        "operations": [dict_operation(item) for item in pb.operations],
        "next_page_token": pb.next_page_token if pb.HasField("next_page_token") else None,
    }


def fill_list_operations_response(pb: system_service_pb2.ListOperationsResponse, value: models.ListOperationsResponse) -> None:
    for each_operations in value.operations:
        fill_operation(pb.operations.add(), each_operations)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.Operation: operation_to_pb,
    models.ExportedDataset: exported_dataset_to_pb,
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
