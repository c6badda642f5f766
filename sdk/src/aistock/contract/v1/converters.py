"""Messages of the contract part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import models, types_pb2

ERROR_REASON_FROM_PB: wire.EnumNumbers[models.ErrorReason] = wire.EnumNumbers(
    "ErrorReason",
    {
        1: models.ErrorReason.INVALID_FIELD,
        2: models.ErrorReason.UNKNOWN_FIELD,
        3: models.ErrorReason.UNREADABLE,
        4: models.ErrorReason.REQUEST_ID_REUSED,
        5: models.ErrorReason.NOT_FOUND,
        6: models.ErrorReason.NOT_SERVED,
        7: models.ErrorReason.INTERNAL,
        8: models.ErrorReason.DRAINING,
        9: models.ErrorReason.CURSOR_OUT_OF_RANGE,
        10: models.ErrorReason.SNAPSHOT_UNKNOWN,
        11: models.ErrorReason.STRATEGY_NOT_DRAFTABLE,
        12: models.ErrorReason.LEASE_LOST,
        13: models.ErrorReason.ARTIFACT_MISSING,
        14: models.ErrorReason.PERIOD_EMPTY,
        16: models.ErrorReason.FEEDBACK_HAS_NO_PARENT,
        17: models.ErrorReason.TOO_LARGE,
        18: models.ErrorReason.ACCOUNT_EXISTS,
        19: models.ErrorReason.LIVE_NOT_ARMED,
        21: models.ErrorReason.SNAPSHOT_EXHAUSTED,
        22: models.ErrorReason.INSTANCE_EXISTS,
        23: models.ErrorReason.INSTANCE_STATE,
        24: models.ErrorReason.ORDER_FINAL,
        25: models.ErrorReason.ACCOUNT_HALTED,
        26: models.ErrorReason.SIGNALS_AHEAD_OF_CLOCK,
        27: models.ErrorReason.SIGNALS_STALE,
        28: models.ErrorReason.ALREADY_REBALANCED,
        29: models.ErrorReason.ARCHIVE_UNPROVEN,
        30: models.ErrorReason.ARTIFACT_MISMATCH,
        31: models.ErrorReason.UPLOAD_OFFSET,
        32: models.ErrorReason.CATALOG_REFUSED,
        33: models.ErrorReason.INVALID_WINDOW,
        34: models.ErrorReason.BAR_REFUSED,
        35: models.ErrorReason.ASSET_REFUSED,
        36: models.ErrorReason.PERMIT_SPENT,
        37: models.ErrorReason.DELETION_HELD,
        38: models.ErrorReason.SOURCE_UNREACHABLE,
        39: models.ErrorReason.SOURCE_TRUNCATED,
        40: models.ErrorReason.SOURCE_STALE,
        41: models.ErrorReason.SOURCE_THROTTLED,
        42: models.ErrorReason.SOURCE_REFUSED,
        43: models.ErrorReason.SOURCE_MALFORMED,
    },
)
ERROR_REASON_TO_PB: dict[models.ErrorReason, Any] = {
    models.ErrorReason.INVALID_FIELD: 1,
    models.ErrorReason.UNKNOWN_FIELD: 2,
    models.ErrorReason.UNREADABLE: 3,
    models.ErrorReason.REQUEST_ID_REUSED: 4,
    models.ErrorReason.NOT_FOUND: 5,
    models.ErrorReason.NOT_SERVED: 6,
    models.ErrorReason.INTERNAL: 7,
    models.ErrorReason.DRAINING: 8,
    models.ErrorReason.CURSOR_OUT_OF_RANGE: 9,
    models.ErrorReason.SNAPSHOT_UNKNOWN: 10,
    models.ErrorReason.STRATEGY_NOT_DRAFTABLE: 11,
    models.ErrorReason.LEASE_LOST: 12,
    models.ErrorReason.ARTIFACT_MISSING: 13,
    models.ErrorReason.PERIOD_EMPTY: 14,
    models.ErrorReason.FEEDBACK_HAS_NO_PARENT: 16,
    models.ErrorReason.TOO_LARGE: 17,
    models.ErrorReason.ACCOUNT_EXISTS: 18,
    models.ErrorReason.LIVE_NOT_ARMED: 19,
    models.ErrorReason.SNAPSHOT_EXHAUSTED: 21,
    models.ErrorReason.INSTANCE_EXISTS: 22,
    models.ErrorReason.INSTANCE_STATE: 23,
    models.ErrorReason.ORDER_FINAL: 24,
    models.ErrorReason.ACCOUNT_HALTED: 25,
    models.ErrorReason.SIGNALS_AHEAD_OF_CLOCK: 26,
    models.ErrorReason.SIGNALS_STALE: 27,
    models.ErrorReason.ALREADY_REBALANCED: 28,
    models.ErrorReason.ARCHIVE_UNPROVEN: 29,
    models.ErrorReason.ARTIFACT_MISMATCH: 30,
    models.ErrorReason.UPLOAD_OFFSET: 31,
    models.ErrorReason.CATALOG_REFUSED: 32,
    models.ErrorReason.INVALID_WINDOW: 33,
    models.ErrorReason.BAR_REFUSED: 34,
    models.ErrorReason.ASSET_REFUSED: 35,
    models.ErrorReason.PERMIT_SPENT: 36,
    models.ErrorReason.DELETION_HELD: 37,
    models.ErrorReason.SOURCE_UNREACHABLE: 38,
    models.ErrorReason.SOURCE_TRUNCATED: 39,
    models.ErrorReason.SOURCE_STALE: 40,
    models.ErrorReason.SOURCE_THROTTLED: 41,
    models.ErrorReason.SOURCE_REFUSED: 42,
    models.ErrorReason.SOURCE_MALFORMED: 43,
}


ENV_FROM_PB: wire.EnumNumbers[models.Env] = wire.EnumNumbers(
    "Env",
    {
        1: models.Env.PREVIEW,
        2: models.Env.PAPER,
        3: models.Env.LIVE,
    },
)
ENV_TO_PB: dict[models.Env, Any] = {
    models.Env.PREVIEW: 1,
    models.Env.PAPER: 2,
    models.Env.LIVE: 3,
}


COST_BASIS_FROM_PB: wire.EnumNumbers[models.CostBasis] = wire.EnumNumbers(
    "CostBasis",
    {
        1: models.CostBasis.WITH_COST,
        2: models.CostBasis.WITHOUT_COST,
        3: models.CostBasis.NONE,
    },
)
COST_BASIS_TO_PB: dict[models.CostBasis, Any] = {
    models.CostBasis.WITH_COST: 1,
    models.CostBasis.WITHOUT_COST: 2,
    models.CostBasis.NONE: 3,
}


RETURN_BASIS_FROM_PB: wire.EnumNumbers[models.ReturnBasis] = wire.EnumNumbers(
    "ReturnBasis",
    {
        1: models.ReturnBasis.ABSOLUTE,
        2: models.ReturnBasis.EXCESS,
        3: models.ReturnBasis.NONE,
    },
)
RETURN_BASIS_TO_PB: dict[models.ReturnBasis, Any] = {
    models.ReturnBasis.ABSOLUTE: 1,
    models.ReturnBasis.EXCESS: 2,
    models.ReturnBasis.NONE: 3,
}


def file_ref_from_pb(pb: types_pb2.FileRef) -> models.FileRef:
    return wire.read(models.FileRef, dict_file_ref, pb)


def file_ref_to_pb(value: models.FileRef) -> types_pb2.FileRef:
    pb = types_pb2.FileRef()
    fill_file_ref(pb, value)
    return pb


def dict_file_ref(pb: types_pb2.FileRef) -> dict[str, Any]:
    has = pb.HasField
    return {
        "store": got_store if (got_store := pb.store) or has("store") else None,
        "path": got_path if (got_path := pb.path) or has("path") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }


def fill_file_ref(pb: types_pb2.FileRef, value: models.FileRef) -> None:
    pb.store = value.store
    pb.path = value.path
    pb.sha256 = value.sha256
    pb.size = value.size


def workspace_ref_from_pb(pb: types_pb2.WorkspaceRef) -> models.WorkspaceRef:
    return wire.read(models.WorkspaceRef, dict_workspace_ref, pb)


def workspace_ref_to_pb(value: models.WorkspaceRef) -> types_pb2.WorkspaceRef:
    pb = types_pb2.WorkspaceRef()
    fill_workspace_ref(pb, value)
    return pb


def dict_workspace_ref(pb: types_pb2.WorkspaceRef) -> dict[str, Any]:
    has = pb.HasField
    return {
        "store": got_store if (got_store := pb.store) or has("store") else None,
        "path": got_path if (got_path := pb.path) or has("path") else None,
    }


def fill_workspace_ref(pb: types_pb2.WorkspaceRef, value: models.WorkspaceRef) -> None:
    pb.store = value.store
    pb.path = value.path


def date_range_from_pb(pb: types_pb2.DateRange) -> models.DateRange:
    return wire.read(models.DateRange, dict_date_range, pb)


def date_range_to_pb(value: models.DateRange) -> types_pb2.DateRange:
    pb = types_pb2.DateRange()
    fill_date_range(pb, value)
    return pb


def dict_date_range(pb: types_pb2.DateRange) -> dict[str, Any]:
    has = pb.HasField
    return {
        "start_date": got_start_date if (got_start_date := pb.start_date) or has("start_date") else None,
        "end_date": got_end_date if (got_end_date := pb.end_date) or has("end_date") else None,
    }


def fill_date_range(pb: types_pb2.DateRange, value: models.DateRange) -> None:
    pb.start_date = value.start_date.isoformat()
    pb.end_date = value.end_date.isoformat()


def metric_basis_from_pb(pb: types_pb2.MetricBasis) -> models.MetricBasis:
    return wire.read(models.MetricBasis, dict_metric_basis, pb)


def metric_basis_to_pb(value: models.MetricBasis) -> types_pb2.MetricBasis:
    pb = types_pb2.MetricBasis()
    fill_metric_basis(pb, value)
    return pb


def dict_metric_basis(pb: types_pb2.MetricBasis) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "cost_basis": COST_BASIS_FROM_PB[got_cost_basis] if (got_cost_basis := pb.cost_basis) or has("cost_basis") else None,
        "return_basis": RETURN_BASIS_FROM_PB[got_return_basis]
        if (got_return_basis := pb.return_basis) or has("return_basis")
        else None,
    }
    if has("benchmark"):
        found["benchmark"] = pb.benchmark
    if has("days_per_year"):
        found["days_per_year"] = pb.days_per_year
    if has("source_key"):
        found["source_key"] = pb.source_key
    return found


def fill_metric_basis(pb: types_pb2.MetricBasis, value: models.MetricBasis) -> None:
    pb.cost_basis = COST_BASIS_TO_PB[value.cost_basis]
    pb.return_basis = RETURN_BASIS_TO_PB[value.return_basis]
    if value.benchmark is not None:
        pb.benchmark = value.benchmark
    if value.days_per_year is not None:
        pb.days_per_year = value.days_per_year
    if value.source_key is not None:
        pb.source_key = value.source_key


def metric_from_pb(pb: types_pb2.Metric) -> models.Metric:
    return wire.read(models.Metric, dict_metric, pb)


def metric_to_pb(value: models.Metric) -> types_pb2.Metric:
    pb = types_pb2.Metric()
    fill_metric(pb, value)
    return pb


def dict_metric(pb: types_pb2.Metric) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "value": got_value if (got_value := pb.value) or has("value") else None,
        "basis": dict_metric_basis(pb.basis) if has("basis") else None,
    }


def fill_metric(pb: types_pb2.Metric, value: models.Metric) -> None:
    pb.name = value.name
    pb.value = value.value
    pb.basis.SetInParent()
    fill_metric_basis(pb.basis, value.basis)


def named_file_from_pb(pb: types_pb2.NamedFile) -> models.NamedFile:
    return wire.read(models.NamedFile, dict_named_file, pb)


def named_file_to_pb(value: models.NamedFile) -> types_pb2.NamedFile:
    pb = types_pb2.NamedFile()
    fill_named_file(pb, value)
    return pb


def dict_named_file(pb: types_pb2.NamedFile) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "file": dict_file_ref(pb.file) if has("file") else None,
    }
    if has("media_type"):
        found["media_type"] = pb.media_type
    return found


def fill_named_file(pb: types_pb2.NamedFile, value: models.NamedFile) -> None:
    pb.name = value.name
    pb.file.SetInParent()
    fill_file_ref(pb.file, value.file)
    if value.media_type is not None:
        pb.media_type = value.media_type


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.FileRef: file_ref_to_pb,
    models.WorkspaceRef: workspace_ref_to_pb,
    models.DateRange: date_range_to_pb,
    models.MetricBasis: metric_basis_to_pb,
    models.Metric: metric_to_pb,
    models.NamedFile: named_file_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    types_pb2.FileRef: file_ref_from_pb,
    types_pb2.WorkspaceRef: workspace_ref_from_pb,
    types_pb2.DateRange: date_range_from_pb,
    types_pb2.MetricBasis: metric_basis_from_pb,
    types_pb2.Metric: metric_from_pb,
    types_pb2.NamedFile: named_file_from_pb,
}
