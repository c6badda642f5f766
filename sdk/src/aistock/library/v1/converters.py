"""Messages of the library part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import converters as contract_converters
from aistock.library.v1 import (
    archive_pb2,
    archive_service_pb2,
    artifact_service_pb2,
    factor_artifacts_pb2,
    factor_catalog_pb2,
    library_service_pb2,
    library_types_pb2,
    loop_catalog_pb2,
    loop_feedback_pb2,
    model_artifacts_pb2,
    model_catalog_pb2,
    models,
    series_pb2,
    strategy_catalog_pb2,
    workspace_pb2,
)

ARCHIVE_LEVEL_FROM_PB: wire.EnumNumbers[models.ArchiveLevel] = wire.EnumNumbers(
    "ArchiveLevel",
    {
        1: models.ArchiveLevel.NONE,
        2: models.ArchiveLevel.MINIMAL,
        3: models.ArchiveLevel.FULL,
    },
)
ARCHIVE_LEVEL_TO_PB: dict[models.ArchiveLevel, Any] = {
    models.ArchiveLevel.NONE: 1,
    models.ArchiveLevel.MINIMAL: 2,
    models.ArchiveLevel.FULL: 3,
}


ARCHIVE_SUBJECT_FROM_PB: wire.EnumNumbers[models.ArchiveSubject] = wire.EnumNumbers(
    "ArchiveSubject",
    {
        1: models.ArchiveSubject.LOOP,
        2: models.ArchiveSubject.EXPERIMENT,
        3: models.ArchiveSubject.STRATEGY,
        4: models.ArchiveSubject.FACTOR_SET,
        5: models.ArchiveSubject.LOG,
    },
)
ARCHIVE_SUBJECT_TO_PB: dict[models.ArchiveSubject, Any] = {
    models.ArchiveSubject.LOOP: 1,
    models.ArchiveSubject.EXPERIMENT: 2,
    models.ArchiveSubject.STRATEGY: 3,
    models.ArchiveSubject.FACTOR_SET: 4,
    models.ArchiveSubject.LOG: 5,
}


IMPORT_MODE_FROM_PB: wire.EnumNumbers[models.ImportMode] = wire.EnumNumbers(
    "ImportMode",
    {
        1: models.ImportMode.FULL_SNAPSHOT,
        2: models.ImportMode.UPSERT,
    },
)
IMPORT_MODE_TO_PB: dict[models.ImportMode, Any] = {
    models.ImportMode.FULL_SNAPSHOT: 1,
    models.ImportMode.UPSERT: 2,
}


CATALOG_KIND_FROM_PB: wire.EnumNumbers[models.CatalogKind] = wire.EnumNumbers(
    "CatalogKind",
    {
        1: models.CatalogKind.FACTOR,
        2: models.CatalogKind.STRATEGY,
        3: models.CatalogKind.LOOP,
        4: models.CatalogKind.MODEL,
    },
)
CATALOG_KIND_TO_PB: dict[models.CatalogKind, Any] = {
    models.CatalogKind.FACTOR: 1,
    models.CatalogKind.STRATEGY: 2,
    models.CatalogKind.LOOP: 3,
    models.CatalogKind.MODEL: 4,
}


CATALOG_FINDING_CODE_FROM_PB: wire.EnumNumbers[models.CatalogFindingCode] = wire.EnumNumbers(
    "CatalogFindingCode",
    {
        1: models.CatalogFindingCode.DANGLING_STRATEGY,
        2: models.CatalogFindingCode.DUPLICATE_KEY,
        3: models.CatalogFindingCode.REPEATED_ROW,
        4: models.CatalogFindingCode.STRATEGY_ID_MISMATCH,
        5: models.CatalogFindingCode.SNAPSHOT_MISMATCH,
        6: models.CatalogFindingCode.FEATURE_HASH_MISMATCH,
        7: models.CatalogFindingCode.MODEL_WITHOUT_LOOP,
    },
)
CATALOG_FINDING_CODE_TO_PB: dict[models.CatalogFindingCode, Any] = {
    models.CatalogFindingCode.DANGLING_STRATEGY: 1,
    models.CatalogFindingCode.DUPLICATE_KEY: 2,
    models.CatalogFindingCode.REPEATED_ROW: 3,
    models.CatalogFindingCode.STRATEGY_ID_MISMATCH: 4,
    models.CatalogFindingCode.SNAPSHOT_MISMATCH: 5,
    models.CatalogFindingCode.FEATURE_HASH_MISMATCH: 6,
    models.CatalogFindingCode.MODEL_WITHOUT_LOOP: 7,
}


CATALOG_SEVERITY_FROM_PB: wire.EnumNumbers[models.CatalogSeverity] = wire.EnumNumbers(
    "CatalogSeverity",
    {
        1: models.CatalogSeverity.NOTE,
        2: models.CatalogSeverity.WARNING,
        3: models.CatalogSeverity.REFUSAL,
    },
)
CATALOG_SEVERITY_TO_PB: dict[models.CatalogSeverity, Any] = {
    models.CatalogSeverity.NOTE: 1,
    models.CatalogSeverity.WARNING: 2,
    models.CatalogSeverity.REFUSAL: 3,
}


FACTOR_ORDER_FROM_PB: wire.EnumNumbers[models.FactorOrder] = wire.EnumNumbers(
    "FactorOrder",
    {
        1: models.FactorOrder.NAME,
        2: models.FactorOrder.CHANGED,
        3: models.FactorOrder.SHARPE,
        4: models.FactorOrder.IC_MEAN,
        5: models.FactorOrder.RANK_IC_MEAN,
    },
)
FACTOR_ORDER_TO_PB: dict[models.FactorOrder, Any] = {
    models.FactorOrder.NAME: 1,
    models.FactorOrder.CHANGED: 2,
    models.FactorOrder.SHARPE: 3,
    models.FactorOrder.IC_MEAN: 4,
    models.FactorOrder.RANK_IC_MEAN: 5,
}


FACTOR_FIGURE_FROM_PB: wire.EnumNumbers[models.FactorFigure] = wire.EnumNumbers(
    "FactorFigure",
    {
        1: models.FactorFigure.SHARPE,
        2: models.FactorFigure.ANN_RET,
        3: models.FactorFigure.MDD,
        4: models.FactorFigure.IC_MEAN,
        5: models.FactorFigure.RANK_IC_MEAN,
        6: models.FactorFigure.IC_IR,
        7: models.FactorFigure.COVERAGE,
    },
)
FACTOR_FIGURE_TO_PB: dict[models.FactorFigure, Any] = {
    models.FactorFigure.SHARPE: 1,
    models.FactorFigure.ANN_RET: 2,
    models.FactorFigure.MDD: 3,
    models.FactorFigure.IC_MEAN: 4,
    models.FactorFigure.RANK_IC_MEAN: 5,
    models.FactorFigure.IC_IR: 6,
    models.FactorFigure.COVERAGE: 7,
}


LOOP_ORDER_FROM_PB: wire.EnumNumbers[models.LoopOrder] = wire.EnumNumbers(
    "LoopOrder",
    {
        1: models.LoopOrder.KEY,
        2: models.LoopOrder.CHANGED,
        3: models.LoopOrder.ANNUALIZED_RETURN,
        4: models.LoopOrder.MAX_DRAWDOWN,
        5: models.LoopOrder.IC_MEAN,
        6: models.LoopOrder.RANK_IC_MEAN,
        7: models.LoopOrder.MULTI_SCORE,
        8: models.LoopOrder.STARTED,
    },
)
LOOP_ORDER_TO_PB: dict[models.LoopOrder, Any] = {
    models.LoopOrder.KEY: 1,
    models.LoopOrder.CHANGED: 2,
    models.LoopOrder.ANNUALIZED_RETURN: 3,
    models.LoopOrder.MAX_DRAWDOWN: 4,
    models.LoopOrder.IC_MEAN: 5,
    models.LoopOrder.RANK_IC_MEAN: 6,
    models.LoopOrder.MULTI_SCORE: 7,
    models.LoopOrder.STARTED: 8,
}


LOOP_FIGURE_FROM_PB: wire.EnumNumbers[models.LoopFigure] = wire.EnumNumbers(
    "LoopFigure",
    {
        1: models.LoopFigure.ANNUALIZED_RETURN,
        2: models.LoopFigure.MAX_DRAWDOWN,
        3: models.LoopFigure.IC_MEAN,
        4: models.LoopFigure.RANK_IC_MEAN,
        5: models.LoopFigure.MULTI_SCORE,
    },
)
LOOP_FIGURE_TO_PB: dict[models.LoopFigure, Any] = {
    models.LoopFigure.ANNUALIZED_RETURN: 1,
    models.LoopFigure.MAX_DRAWDOWN: 2,
    models.LoopFigure.IC_MEAN: 3,
    models.LoopFigure.RANK_IC_MEAN: 4,
    models.LoopFigure.MULTI_SCORE: 5,
}


FACTOR_ASSET_FROM_PB: wire.EnumNumbers[models.FactorAsset] = wire.EnumNumbers(
    "FactorAsset",
    {
        1: models.FactorAsset.TABLE,
        2: models.FactorAsset.CODE,
    },
)
FACTOR_ASSET_TO_PB: dict[models.FactorAsset, Any] = {
    models.FactorAsset.TABLE: 1,
    models.FactorAsset.CODE: 2,
}


LOOP_ACTION_FROM_PB: wire.EnumNumbers[models.LoopAction] = wire.EnumNumbers(
    "LoopAction",
    {
        1: models.LoopAction.FACTOR,
        2: models.LoopAction.MODEL,
        3: models.LoopAction.UNKNOWN,
    },
)
LOOP_ACTION_TO_PB: dict[models.LoopAction, Any] = {
    models.LoopAction.FACTOR: 1,
    models.LoopAction.MODEL: 2,
    models.LoopAction.UNKNOWN: 3,
}


LOOP_STATUS_FROM_PB: wire.EnumNumbers[models.LoopStatus] = wire.EnumNumbers(
    "LoopStatus",
    {
        1: models.LoopStatus.RUNNING,
        2: models.LoopStatus.SUCCESS,
        3: models.LoopStatus.FAILED,
        4: models.LoopStatus.ABORTED,
        5: models.LoopStatus.SKIPPED,
        6: models.LoopStatus.UNKNOWN,
    },
)
LOOP_STATUS_TO_PB: dict[models.LoopStatus, Any] = {
    models.LoopStatus.RUNNING: 1,
    models.LoopStatus.SUCCESS: 2,
    models.LoopStatus.FAILED: 3,
    models.LoopStatus.ABORTED: 4,
    models.LoopStatus.SKIPPED: 5,
    models.LoopStatus.UNKNOWN: 6,
}


WORKSPACE_ROLE_FROM_PB: wire.EnumNumbers[models.WorkspaceRole] = wire.EnumNumbers(
    "WorkspaceRole",
    {
        1: models.WorkspaceRole.EXPERIMENT_WORKSPACE,
        2: models.WorkspaceRole.SUB_WORKSPACE,
        3: models.WorkspaceRole.OTHER,
    },
)
WORKSPACE_ROLE_TO_PB: dict[models.WorkspaceRole, Any] = {
    models.WorkspaceRole.EXPERIMENT_WORKSPACE: 1,
    models.WorkspaceRole.SUB_WORKSPACE: 2,
    models.WorkspaceRole.OTHER: 3,
}


FACTOR_SOURCE_FROM_PB: wire.EnumNumbers[models.FactorSource] = wire.EnumNumbers(
    "FactorSource",
    {
        1: models.FactorSource.QLIB_ALPHA158,
        2: models.FactorSource.QLIB_ALPHA360,
        3: models.FactorSource.RD_AGENT,
        4: models.FactorSource.EXTERNAL,
    },
)
FACTOR_SOURCE_TO_PB: dict[models.FactorSource, Any] = {
    models.FactorSource.QLIB_ALPHA158: 1,
    models.FactorSource.QLIB_ALPHA360: 2,
    models.FactorSource.RD_AGENT: 3,
    models.FactorSource.EXTERNAL: 4,
}


MATERIALIZATION_STATUS_FROM_PB: wire.EnumNumbers[models.MaterializationStatus] = wire.EnumNumbers(
    "MaterializationStatus",
    {
        1: models.MaterializationStatus.PENDING,
        2: models.MaterializationStatus.RUNNING,
        3: models.MaterializationStatus.DONE,
        4: models.MaterializationStatus.FAILED,
    },
)
MATERIALIZATION_STATUS_TO_PB: dict[models.MaterializationStatus, Any] = {
    models.MaterializationStatus.PENDING: 1,
    models.MaterializationStatus.RUNNING: 2,
    models.MaterializationStatus.DONE: 3,
    models.MaterializationStatus.FAILED: 4,
}


SYNC_STATUS_FROM_PB: wire.EnumNumbers[models.SyncStatus] = wire.EnumNumbers(
    "SyncStatus",
    {
        1: models.SyncStatus.PENDING,
        2: models.SyncStatus.SYNCED,
    },
)
SYNC_STATUS_TO_PB: dict[models.SyncStatus, Any] = {
    models.SyncStatus.PENDING: 1,
    models.SyncStatus.SYNCED: 2,
}


OUTPUT_FORM_FROM_PB: wire.EnumNumbers[models.OutputForm] = wire.EnumNumbers(
    "OutputForm",
    {
        1: models.OutputForm.SIGNAL,
        2: models.OutputForm.TARGET_WEIGHT,
    },
)
OUTPUT_FORM_TO_PB: dict[models.OutputForm, Any] = {
    models.OutputForm.SIGNAL: 1,
    models.OutputForm.TARGET_WEIGHT: 2,
}


CALL_FORM_FROM_PB: wire.EnumNumbers[models.CallForm] = wire.EnumNumbers(
    "CallForm",
    {
        1: models.CallForm.CLASS,
        2: models.CallForm.FUNCTION,
    },
)
CALL_FORM_TO_PB: dict[models.CallForm, Any] = {
    models.CallForm.CLASS: 1,
    models.CallForm.FUNCTION: 2,
}


MODEL_FORMAT_FROM_PB: wire.EnumNumbers[models.ModelFormat] = wire.EnumNumbers(
    "ModelFormat",
    {
        1: models.ModelFormat.LIGHTGBM_TEXT,
        2: models.ModelFormat.LINEAR_JSON,
        3: models.ModelFormat.ONNX,
        4: models.ModelFormat.OPAQUE,
    },
)
MODEL_FORMAT_TO_PB: dict[models.ModelFormat, Any] = {
    models.ModelFormat.LIGHTGBM_TEXT: 1,
    models.ModelFormat.LINEAR_JSON: 2,
    models.ModelFormat.ONNX: 3,
    models.ModelFormat.OPAQUE: 4,
}


def primary_assets_from_pb(pb: archive_pb2.PrimaryAssets) -> models.PrimaryAssets:
    return wire.read(models.PrimaryAssets, dict_primary_assets, pb)


def primary_assets_to_pb(value: models.PrimaryAssets) -> archive_pb2.PrimaryAssets:
    pb = archive_pb2.PrimaryAssets()
    fill_primary_assets(pb, value)
    return pb


def dict_primary_assets(pb: archive_pb2.PrimaryAssets) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("factor_entry_relpath"):
        found["factor_entry_relpath"] = pb.factor_entry_relpath
    if has("model_weight_relpath"):
        found["model_weight_relpath"] = pb.model_weight_relpath
    if has("config_relpath"):
        found["config_relpath"] = pb.config_relpath
    return found


def fill_primary_assets(pb: archive_pb2.PrimaryAssets, value: models.PrimaryAssets) -> None:
    if value.factor_entry_relpath is not None:
        pb.factor_entry_relpath = value.factor_entry_relpath
    if value.model_weight_relpath is not None:
        pb.model_weight_relpath = value.model_weight_relpath
    if value.config_relpath is not None:
        pb.config_relpath = value.config_relpath


def bundle_file_from_pb(pb: archive_pb2.BundleFile) -> models.BundleFile:
    return wire.read(models.BundleFile, dict_bundle_file, pb)


def bundle_file_to_pb(value: models.BundleFile) -> archive_pb2.BundleFile:
    pb = archive_pb2.BundleFile()
    fill_bundle_file(pb, value)
    return pb


def dict_bundle_file(pb: archive_pb2.BundleFile) -> dict[str, Any]:
    has = pb.HasField
    return {
        "path": got_path if (got_path := pb.path) or has("path") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }


def fill_bundle_file(pb: archive_pb2.BundleFile, value: models.BundleFile) -> None:
    pb.path = value.path
    pb.sha256 = value.sha256
    pb.size = value.size


def bundle_manifest_from_pb(pb: archive_pb2.BundleManifest) -> models.BundleManifest:
    return wire.read(models.BundleManifest, dict_bundle_manifest, pb)


def bundle_manifest_to_pb(value: models.BundleManifest) -> archive_pb2.BundleManifest:
    pb = archive_pb2.BundleManifest()
    fill_bundle_manifest(pb, value)
    return pb


def dict_bundle_manifest(pb: archive_pb2.BundleManifest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "asset_bundle_id": got_asset_bundle_id if (got_asset_bundle_id := pb.asset_bundle_id) or has("asset_bundle_id") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "primary_workspace_id": got_primary_workspace_id
        if (got_primary_workspace_id := pb.primary_workspace_id) or has("primary_workspace_id")
        else None,
        "primary_assets": dict_primary_assets(pb.primary_assets) if has("primary_assets") else None,
        "files": wire.elements(dict_bundle_file, got_files) if (got_files := pb.files) else [],
    }


def fill_bundle_manifest(pb: archive_pb2.BundleManifest, value: models.BundleManifest) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.asset_bundle_id = value.asset_bundle_id
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.primary_workspace_id = value.primary_workspace_id
    pb.primary_assets.SetInParent()
    fill_primary_assets(pb.primary_assets, value.primary_assets)
    for each_files in value.files:
        fill_bundle_file(pb.files.add(), each_files)


def archive_file_from_pb(pb: archive_pb2.ArchiveFile) -> models.ArchiveFile:
    return wire.read(models.ArchiveFile, dict_archive_file, pb)


def archive_file_to_pb(value: models.ArchiveFile) -> archive_pb2.ArchiveFile:
    pb = archive_pb2.ArchiveFile()
    fill_archive_file(pb, value)
    return pb


def dict_archive_file(pb: archive_pb2.ArchiveFile) -> dict[str, Any]:
    has = pb.HasField
    return {
        "path": got_path if (got_path := pb.path) or has("path") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }


def fill_archive_file(pb: archive_pb2.ArchiveFile, value: models.ArchiveFile) -> None:
    pb.path = value.path
    pb.sha256 = value.sha256
    pb.size = value.size


def archive_manifest_from_pb(pb: archive_pb2.ArchiveManifest) -> models.ArchiveManifest:
    return wire.read(models.ArchiveManifest, dict_archive_manifest, pb)


def archive_manifest_to_pb(value: models.ArchiveManifest) -> archive_pb2.ArchiveManifest:
    pb = archive_pb2.ArchiveManifest()
    fill_archive_manifest(pb, value)
    return pb


def dict_archive_manifest(pb: archive_pb2.ArchiveManifest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "subject": ARCHIVE_SUBJECT_FROM_PB[got_subject] if (got_subject := pb.subject) or has("subject") else None,
        "subject_key": got_subject_key if (got_subject_key := pb.subject_key) or has("subject_key") else None,
        "folder": contract_converters.dict_workspace_ref(pb.folder) if has("folder") else None,
        "files": wire.elements(dict_archive_file, got_files) if (got_files := pb.files) else [],
    }


def fill_archive_manifest(pb: archive_pb2.ArchiveManifest, value: models.ArchiveManifest) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.subject = ARCHIVE_SUBJECT_TO_PB[value.subject]
    pb.subject_key = value.subject_key
    pb.folder.SetInParent()
    contract_converters.fill_workspace_ref(pb.folder, value.folder)
    for each_files in value.files:
        fill_archive_file(pb.files.add(), each_files)


def archive_evidence_from_pb(pb: archive_pb2.ArchiveEvidence) -> models.ArchiveEvidence:
    return wire.read(models.ArchiveEvidence, dict_archive_evidence, pb)


def archive_evidence_to_pb(value: models.ArchiveEvidence) -> archive_pb2.ArchiveEvidence:
    pb = archive_pb2.ArchiveEvidence()
    fill_archive_evidence(pb, value)
    return pb


def dict_archive_evidence(pb: archive_pb2.ArchiveEvidence) -> dict[str, Any]:
    has = pb.HasField
    return {
        "file": contract_converters.dict_file_ref(pb.file) if has("file") else None,
        "read_sha256": got_read_sha256 if (got_read_sha256 := pb.read_sha256) or has("read_sha256") else None,
        "verified_at_utc": got_verified_at_utc if (got_verified_at_utc := pb.verified_at_utc) or has("verified_at_utc") else None,
    }


def fill_archive_evidence(pb: archive_pb2.ArchiveEvidence, value: models.ArchiveEvidence) -> None:
    pb.file.SetInParent()
    contract_converters.fill_file_ref(pb.file, value.file)
    pb.read_sha256 = value.read_sha256
    pb.verified_at_utc = wire.utc_text(value.verified_at_utc)


def archive_record_from_pb(pb: archive_pb2.ArchiveRecord) -> models.ArchiveRecord:
    return wire.read(models.ArchiveRecord, dict_archive_record, pb)


def archive_record_to_pb(value: models.ArchiveRecord) -> archive_pb2.ArchiveRecord:
    pb = archive_pb2.ArchiveRecord()
    fill_archive_record(pb, value)
    return pb


def dict_archive_record(pb: archive_pb2.ArchiveRecord) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "archive_id": got_archive_id if (got_archive_id := pb.archive_id) or has("archive_id") else None,
        "subject": ARCHIVE_SUBJECT_FROM_PB[got_subject] if (got_subject := pb.subject) or has("subject") else None,
        "subject_key": got_subject_key if (got_subject_key := pb.subject_key) or has("subject_key") else None,
        "level": ARCHIVE_LEVEL_FROM_PB[got_level] if (got_level := pb.level) or has("level") else None,
        "evidence": wire.elements(dict_archive_evidence, got_evidence) if (got_evidence := pb.evidence) else [],
        "permits_log_deletion": got_permits_log_deletion
        if (got_permits_log_deletion := pb.permits_log_deletion) or has("permits_log_deletion")
        else None,
        "permits_workspace_deletion": got_permits_workspace_deletion
        if (got_permits_workspace_deletion := pb.permits_workspace_deletion) or has("permits_workspace_deletion")
        else None,
    }
    if has("manifest_sha256"):
        found["manifest_sha256"] = pb.manifest_sha256
    return found


def fill_archive_record(pb: archive_pb2.ArchiveRecord, value: models.ArchiveRecord) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.archive_id = value.archive_id
    pb.subject = ARCHIVE_SUBJECT_TO_PB[value.subject]
    pb.subject_key = value.subject_key
    pb.level = ARCHIVE_LEVEL_TO_PB[value.level]
    for each_evidence in value.evidence:
        fill_archive_evidence(pb.evidence.add(), each_evidence)
    if value.manifest_sha256 is not None:
        pb.manifest_sha256 = value.manifest_sha256
    pb.permits_log_deletion = value.permits_log_deletion
    pb.permits_workspace_deletion = value.permits_workspace_deletion


def archive_policy_from_pb(pb: archive_pb2.ArchivePolicy) -> models.ArchivePolicy:
    return wire.read(models.ArchivePolicy, dict_archive_policy, pb)


def archive_policy_to_pb(value: models.ArchivePolicy) -> archive_pb2.ArchivePolicy:
    pb = archive_pb2.ArchivePolicy()
    fill_archive_policy(pb, value)
    return pb


def dict_archive_policy(pb: archive_pb2.ArchivePolicy) -> dict[str, Any]:
    has = pb.HasField
    return {
        "log_level": ARCHIVE_LEVEL_FROM_PB[got_log_level] if (got_log_level := pb.log_level) or has("log_level") else None,
        "minimum_age_seconds": got_minimum_age_seconds
        if (got_minimum_age_seconds := pb.minimum_age_seconds) or has("minimum_age_seconds")
        else None,
        "permit_seconds": got_permit_seconds if (got_permit_seconds := pb.permit_seconds) or has("permit_seconds") else None,
        "held_keys": pb.held_keys[:],
    }


def fill_archive_policy(pb: archive_pb2.ArchivePolicy, value: models.ArchivePolicy) -> None:
    pb.log_level = ARCHIVE_LEVEL_TO_PB[value.log_level]
    pb.minimum_age_seconds = value.minimum_age_seconds
    pb.permit_seconds = value.permit_seconds
    pb.held_keys.extend(value.held_keys)


def record_archive_request_from_pb(pb: archive_service_pb2.RecordArchiveRequest) -> models.RecordArchiveRequest:
    return wire.read(models.RecordArchiveRequest, dict_record_archive_request, pb)


def record_archive_request_to_pb(value: models.RecordArchiveRequest) -> archive_service_pb2.RecordArchiveRequest:
    pb = archive_service_pb2.RecordArchiveRequest()
    fill_record_archive_request(pb, value)
    return pb


def dict_record_archive_request(pb: archive_service_pb2.RecordArchiveRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "record": dict_archive_record(pb.record) if has("record") else None,
    }


def fill_record_archive_request(pb: archive_service_pb2.RecordArchiveRequest, value: models.RecordArchiveRequest) -> None:
    pb.request_id = value.request_id
    pb.record.SetInParent()
    fill_archive_record(pb.record, value.record)


def record_archive_response_from_pb(pb: archive_service_pb2.RecordArchiveResponse) -> models.RecordArchiveResponse:
    return wire.read(models.RecordArchiveResponse, dict_record_archive_response, pb)


def record_archive_response_to_pb(value: models.RecordArchiveResponse) -> archive_service_pb2.RecordArchiveResponse:
    pb = archive_service_pb2.RecordArchiveResponse()
    fill_record_archive_response(pb, value)
    return pb


def dict_record_archive_response(pb: archive_service_pb2.RecordArchiveResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"record": dict_archive_record(pb.record) if has("record") else None}


def fill_record_archive_response(pb: archive_service_pb2.RecordArchiveResponse, value: models.RecordArchiveResponse) -> None:
    pb.record.SetInParent()
    fill_archive_record(pb.record, value.record)


def get_archive_request_from_pb(pb: archive_service_pb2.GetArchiveRequest) -> models.GetArchiveRequest:
    return wire.read(models.GetArchiveRequest, dict_get_archive_request, pb)


def get_archive_request_to_pb(value: models.GetArchiveRequest) -> archive_service_pb2.GetArchiveRequest:
    pb = archive_service_pb2.GetArchiveRequest()
    fill_get_archive_request(pb, value)
    return pb


def dict_get_archive_request(pb: archive_service_pb2.GetArchiveRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"archive_id": got_archive_id if (got_archive_id := pb.archive_id) or has("archive_id") else None}


def fill_get_archive_request(pb: archive_service_pb2.GetArchiveRequest, value: models.GetArchiveRequest) -> None:
    pb.archive_id = value.archive_id


def get_archive_response_from_pb(pb: archive_service_pb2.GetArchiveResponse) -> models.GetArchiveResponse:
    return wire.read(models.GetArchiveResponse, dict_get_archive_response, pb)


def get_archive_response_to_pb(value: models.GetArchiveResponse) -> archive_service_pb2.GetArchiveResponse:
    pb = archive_service_pb2.GetArchiveResponse()
    fill_get_archive_response(pb, value)
    return pb


def dict_get_archive_response(pb: archive_service_pb2.GetArchiveResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "record": dict_archive_record(pb.record) if has("record") else None,
        "recorded_at_utc": got_recorded_at_utc if (got_recorded_at_utc := pb.recorded_at_utc) or has("recorded_at_utc") else None,
    }


def fill_get_archive_response(pb: archive_service_pb2.GetArchiveResponse, value: models.GetArchiveResponse) -> None:
    pb.record.SetInParent()
    fill_archive_record(pb.record, value.record)
    pb.recorded_at_utc = wire.utc_text(value.recorded_at_utc)


def list_archives_request_from_pb(pb: archive_service_pb2.ListArchivesRequest) -> models.ListArchivesRequest:
    return wire.read(models.ListArchivesRequest, dict_list_archives_request, pb)


def list_archives_request_to_pb(value: models.ListArchivesRequest) -> archive_service_pb2.ListArchivesRequest:
    pb = archive_service_pb2.ListArchivesRequest()
    fill_list_archives_request(pb, value)
    return pb


def dict_list_archives_request(pb: archive_service_pb2.ListArchivesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("subject"):
        found["subject"] = ARCHIVE_SUBJECT_FROM_PB[pb.subject]
    if has("subject_key"):
        found["subject_key"] = pb.subject_key
    if has("level"):
        found["level"] = ARCHIVE_LEVEL_FROM_PB[pb.level]
    return found


def fill_list_archives_request(pb: archive_service_pb2.ListArchivesRequest, value: models.ListArchivesRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.subject is not None:
        pb.subject = ARCHIVE_SUBJECT_TO_PB[value.subject]
    if value.subject_key is not None:
        pb.subject_key = value.subject_key
    if value.level is not None:
        pb.level = ARCHIVE_LEVEL_TO_PB[value.level]


def archive_entry_from_pb(pb: archive_service_pb2.ArchiveEntry) -> models.ArchiveEntry:
    return wire.read(models.ArchiveEntry, dict_archive_entry, pb)


def archive_entry_to_pb(value: models.ArchiveEntry) -> archive_service_pb2.ArchiveEntry:
    pb = archive_service_pb2.ArchiveEntry()
    fill_archive_entry(pb, value)
    return pb


def dict_archive_entry(pb: archive_service_pb2.ArchiveEntry) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "archive_id": got_archive_id if (got_archive_id := pb.archive_id) or has("archive_id") else None,
        "subject": ARCHIVE_SUBJECT_FROM_PB[got_subject] if (got_subject := pb.subject) or has("subject") else None,
        "subject_key": got_subject_key if (got_subject_key := pb.subject_key) or has("subject_key") else None,
        "level": ARCHIVE_LEVEL_FROM_PB[got_level] if (got_level := pb.level) or has("level") else None,
        "file_count": got_file_count if (got_file_count := pb.file_count) or has("file_count") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
        "recorded_at_utc": got_recorded_at_utc if (got_recorded_at_utc := pb.recorded_at_utc) or has("recorded_at_utc") else None,
    }
    if has("manifest_sha256"):
        found["manifest_sha256"] = pb.manifest_sha256
    return found


def fill_archive_entry(pb: archive_service_pb2.ArchiveEntry, value: models.ArchiveEntry) -> None:
    pb.archive_id = value.archive_id
    pb.subject = ARCHIVE_SUBJECT_TO_PB[value.subject]
    pb.subject_key = value.subject_key
    pb.level = ARCHIVE_LEVEL_TO_PB[value.level]
    if value.manifest_sha256 is not None:
        pb.manifest_sha256 = value.manifest_sha256
    pb.file_count = value.file_count
    pb.size = value.size
    pb.recorded_at_utc = wire.utc_text(value.recorded_at_utc)


def list_archives_response_from_pb(pb: archive_service_pb2.ListArchivesResponse) -> models.ListArchivesResponse:
    return wire.read(models.ListArchivesResponse, dict_list_archives_response, pb)


def list_archives_response_to_pb(value: models.ListArchivesResponse) -> archive_service_pb2.ListArchivesResponse:
    pb = archive_service_pb2.ListArchivesResponse()
    fill_list_archives_response(pb, value)
    return pb


def dict_list_archives_response(pb: archive_service_pb2.ListArchivesResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"archives": wire.elements(dict_archive_entry, got_archives) if (got_archives := pb.archives) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_archives_response(pb: archive_service_pb2.ListArchivesResponse, value: models.ListArchivesResponse) -> None:
    for each_archives in value.archives:
        fill_archive_entry(pb.archives.add(), each_archives)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_deletion_permit_request_from_pb(pb: archive_service_pb2.GetDeletionPermitRequest) -> models.GetDeletionPermitRequest:
    return wire.read(models.GetDeletionPermitRequest, dict_get_deletion_permit_request, pb)


def get_deletion_permit_request_to_pb(value: models.GetDeletionPermitRequest) -> archive_service_pb2.GetDeletionPermitRequest:
    pb = archive_service_pb2.GetDeletionPermitRequest()
    fill_get_deletion_permit_request(pb, value)
    return pb


def dict_get_deletion_permit_request(pb: archive_service_pb2.GetDeletionPermitRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "archive_id": got_archive_id if (got_archive_id := pb.archive_id) or has("archive_id") else None,
        "manifest_sha256": got_manifest_sha256 if (got_manifest_sha256 := pb.manifest_sha256) or has("manifest_sha256") else None,
    }


def fill_get_deletion_permit_request(
    pb: archive_service_pb2.GetDeletionPermitRequest, value: models.GetDeletionPermitRequest
) -> None:
    pb.request_id = value.request_id
    pb.archive_id = value.archive_id
    pb.manifest_sha256 = value.manifest_sha256


def get_deletion_permit_response_from_pb(pb: archive_service_pb2.GetDeletionPermitResponse) -> models.GetDeletionPermitResponse:
    return wire.read(models.GetDeletionPermitResponse, dict_get_deletion_permit_response, pb)


def get_deletion_permit_response_to_pb(value: models.GetDeletionPermitResponse) -> archive_service_pb2.GetDeletionPermitResponse:
    pb = archive_service_pb2.GetDeletionPermitResponse()
    fill_get_deletion_permit_response(pb, value)
    return pb


def dict_get_deletion_permit_response(pb: archive_service_pb2.GetDeletionPermitResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "permit_id": got_permit_id if (got_permit_id := pb.permit_id) or has("permit_id") else None,
        "manifest_sha256": got_manifest_sha256 if (got_manifest_sha256 := pb.manifest_sha256) or has("manifest_sha256") else None,
        "expires_at_utc": got_expires_at_utc if (got_expires_at_utc := pb.expires_at_utc) or has("expires_at_utc") else None,
    }


def fill_get_deletion_permit_response(
    pb: archive_service_pb2.GetDeletionPermitResponse, value: models.GetDeletionPermitResponse
) -> None:
    pb.permit_id = value.permit_id
    pb.manifest_sha256 = value.manifest_sha256
    pb.expires_at_utc = wire.utc_text(value.expires_at_utc)


def redeem_deletion_permit_request_from_pb(
    pb: archive_service_pb2.RedeemDeletionPermitRequest,
) -> models.RedeemDeletionPermitRequest:
    return wire.read(models.RedeemDeletionPermitRequest, dict_redeem_deletion_permit_request, pb)


def redeem_deletion_permit_request_to_pb(
    value: models.RedeemDeletionPermitRequest,
) -> archive_service_pb2.RedeemDeletionPermitRequest:
    pb = archive_service_pb2.RedeemDeletionPermitRequest()
    fill_redeem_deletion_permit_request(pb, value)
    return pb


def dict_redeem_deletion_permit_request(pb: archive_service_pb2.RedeemDeletionPermitRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "permit_id": got_permit_id if (got_permit_id := pb.permit_id) or has("permit_id") else None,
        "manifest_sha256": got_manifest_sha256 if (got_manifest_sha256 := pb.manifest_sha256) or has("manifest_sha256") else None,
    }


def fill_redeem_deletion_permit_request(
    pb: archive_service_pb2.RedeemDeletionPermitRequest, value: models.RedeemDeletionPermitRequest
) -> None:
    pb.request_id = value.request_id
    pb.permit_id = value.permit_id
    pb.manifest_sha256 = value.manifest_sha256


def redeem_deletion_permit_response_from_pb(
    pb: archive_service_pb2.RedeemDeletionPermitResponse,
) -> models.RedeemDeletionPermitResponse:
    return wire.read(models.RedeemDeletionPermitResponse, dict_redeem_deletion_permit_response, pb)


def redeem_deletion_permit_response_to_pb(
    value: models.RedeemDeletionPermitResponse,
) -> archive_service_pb2.RedeemDeletionPermitResponse:
    pb = archive_service_pb2.RedeemDeletionPermitResponse()
    fill_redeem_deletion_permit_response(pb, value)
    return pb


def dict_redeem_deletion_permit_response(pb: archive_service_pb2.RedeemDeletionPermitResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "archive_id": got_archive_id if (got_archive_id := pb.archive_id) or has("archive_id") else None,
        "subject": ARCHIVE_SUBJECT_FROM_PB[got_subject] if (got_subject := pb.subject) or has("subject") else None,
        "subject_key": got_subject_key if (got_subject_key := pb.subject_key) or has("subject_key") else None,
        "redeemed_at_utc": got_redeemed_at_utc if (got_redeemed_at_utc := pb.redeemed_at_utc) or has("redeemed_at_utc") else None,
    }


def fill_redeem_deletion_permit_response(
    pb: archive_service_pb2.RedeemDeletionPermitResponse, value: models.RedeemDeletionPermitResponse
) -> None:
    pb.archive_id = value.archive_id
    pb.subject = ARCHIVE_SUBJECT_TO_PB[value.subject]
    pb.subject_key = value.subject_key
    pb.redeemed_at_utc = wire.utc_text(value.redeemed_at_utc)


def get_archive_policy_request_from_pb(pb: archive_service_pb2.GetArchivePolicyRequest) -> models.GetArchivePolicyRequest:
    return wire.read(models.GetArchivePolicyRequest, dict_get_archive_policy_request, pb)


def get_archive_policy_request_to_pb(value: models.GetArchivePolicyRequest) -> archive_service_pb2.GetArchivePolicyRequest:
    pb = archive_service_pb2.GetArchivePolicyRequest()
    fill_get_archive_policy_request(pb, value)
    return pb


def dict_get_archive_policy_request(pb: archive_service_pb2.GetArchivePolicyRequest) -> dict[str, Any]:
    return {}


def fill_get_archive_policy_request(
    pb: archive_service_pb2.GetArchivePolicyRequest, value: models.GetArchivePolicyRequest
) -> None:
    del pb, value  # it has no fields


def get_archive_policy_response_from_pb(pb: archive_service_pb2.GetArchivePolicyResponse) -> models.GetArchivePolicyResponse:
    return wire.read(models.GetArchivePolicyResponse, dict_get_archive_policy_response, pb)


def get_archive_policy_response_to_pb(value: models.GetArchivePolicyResponse) -> archive_service_pb2.GetArchivePolicyResponse:
    pb = archive_service_pb2.GetArchivePolicyResponse()
    fill_get_archive_policy_response(pb, value)
    return pb


def dict_get_archive_policy_response(pb: archive_service_pb2.GetArchivePolicyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"policy": dict_archive_policy(pb.policy) if has("policy") else None}


def fill_get_archive_policy_response(
    pb: archive_service_pb2.GetArchivePolicyResponse, value: models.GetArchivePolicyResponse
) -> None:
    pb.policy.SetInParent()
    fill_archive_policy(pb.policy, value.policy)


def set_archive_policy_request_from_pb(pb: archive_service_pb2.SetArchivePolicyRequest) -> models.SetArchivePolicyRequest:
    return wire.read(models.SetArchivePolicyRequest, dict_set_archive_policy_request, pb)


def set_archive_policy_request_to_pb(value: models.SetArchivePolicyRequest) -> archive_service_pb2.SetArchivePolicyRequest:
    pb = archive_service_pb2.SetArchivePolicyRequest()
    fill_set_archive_policy_request(pb, value)
    return pb


def dict_set_archive_policy_request(pb: archive_service_pb2.SetArchivePolicyRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "policy": dict_archive_policy(pb.policy) if has("policy") else None,
    }


def fill_set_archive_policy_request(
    pb: archive_service_pb2.SetArchivePolicyRequest, value: models.SetArchivePolicyRequest
) -> None:
    pb.request_id = value.request_id
    pb.policy.SetInParent()
    fill_archive_policy(pb.policy, value.policy)


def set_archive_policy_response_from_pb(pb: archive_service_pb2.SetArchivePolicyResponse) -> models.SetArchivePolicyResponse:
    return wire.read(models.SetArchivePolicyResponse, dict_set_archive_policy_response, pb)


def set_archive_policy_response_to_pb(value: models.SetArchivePolicyResponse) -> archive_service_pb2.SetArchivePolicyResponse:
    pb = archive_service_pb2.SetArchivePolicyResponse()
    fill_set_archive_policy_response(pb, value)
    return pb


def dict_set_archive_policy_response(pb: archive_service_pb2.SetArchivePolicyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"policy": dict_archive_policy(pb.policy) if has("policy") else None}


def fill_set_archive_policy_response(
    pb: archive_service_pb2.SetArchivePolicyResponse, value: models.SetArchivePolicyResponse
) -> None:
    pb.policy.SetInParent()
    fill_archive_policy(pb.policy, value.policy)


def put_artifact_request_from_pb(pb: artifact_service_pb2.PutArtifactRequest) -> models.PutArtifactRequest:
    return wire.read(models.PutArtifactRequest, dict_put_artifact_request, pb)


def put_artifact_request_to_pb(value: models.PutArtifactRequest) -> artifact_service_pb2.PutArtifactRequest:
    pb = artifact_service_pb2.PutArtifactRequest()
    fill_put_artifact_request(pb, value)
    return pb


def dict_put_artifact_request(pb: artifact_service_pb2.PutArtifactRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "upload_id": got_upload_id if (got_upload_id := pb.upload_id) or has("upload_id") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
        "offset": got_offset if (got_offset := pb.offset) or has("offset") else None,
    }
    if has("chunk"):
        found["chunk"] = pb.chunk
    return found


def fill_put_artifact_request(pb: artifact_service_pb2.PutArtifactRequest, value: models.PutArtifactRequest) -> None:
    pb.upload_id = value.upload_id
    pb.sha256 = value.sha256
    pb.size = value.size
    pb.offset = value.offset
    if value.chunk is not None:
        pb.chunk = value.chunk


def put_artifact_response_from_pb(pb: artifact_service_pb2.PutArtifactResponse) -> models.PutArtifactResponse:
    return wire.read(models.PutArtifactResponse, dict_put_artifact_response, pb)


def put_artifact_response_to_pb(value: models.PutArtifactResponse) -> artifact_service_pb2.PutArtifactResponse:
    pb = artifact_service_pb2.PutArtifactResponse()
    fill_put_artifact_response(pb, value)
    return pb


def dict_put_artifact_response(pb: artifact_service_pb2.PutArtifactResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
        "already_stored": got_already_stored if (got_already_stored := pb.already_stored) or has("already_stored") else None,
    }


def fill_put_artifact_response(pb: artifact_service_pb2.PutArtifactResponse, value: models.PutArtifactResponse) -> None:
    pb.sha256 = value.sha256
    pb.size = value.size
    pb.already_stored = value.already_stored


def get_artifact_request_from_pb(pb: artifact_service_pb2.GetArtifactRequest) -> models.GetArtifactRequest:
    return wire.read(models.GetArtifactRequest, dict_get_artifact_request, pb)


def get_artifact_request_to_pb(value: models.GetArtifactRequest) -> artifact_service_pb2.GetArtifactRequest:
    pb = artifact_service_pb2.GetArtifactRequest()
    fill_get_artifact_request(pb, value)
    return pb


def dict_get_artifact_request(pb: artifact_service_pb2.GetArtifactRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None}
    if has("offset"):
        found["offset"] = pb.offset
    return found


def fill_get_artifact_request(pb: artifact_service_pb2.GetArtifactRequest, value: models.GetArtifactRequest) -> None:
    pb.sha256 = value.sha256
    if value.offset is not None:
        pb.offset = value.offset


def get_artifact_response_from_pb(pb: artifact_service_pb2.GetArtifactResponse) -> models.GetArtifactResponse:
    return wire.read(models.GetArtifactResponse, dict_get_artifact_response, pb)


def get_artifact_response_to_pb(value: models.GetArtifactResponse) -> artifact_service_pb2.GetArtifactResponse:
    pb = artifact_service_pb2.GetArtifactResponse()
    fill_get_artifact_response(pb, value)
    return pb


def dict_get_artifact_response(pb: artifact_service_pb2.GetArtifactResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "offset": got_offset if (got_offset := pb.offset) or has("offset") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }
    if has("chunk"):
        found["chunk"] = pb.chunk
    return found


def fill_get_artifact_response(pb: artifact_service_pb2.GetArtifactResponse, value: models.GetArtifactResponse) -> None:
    pb.offset = value.offset
    if value.chunk is not None:
        pb.chunk = value.chunk
    pb.size = value.size


def stat_artifact_request_from_pb(pb: artifact_service_pb2.StatArtifactRequest) -> models.StatArtifactRequest:
    return wire.read(models.StatArtifactRequest, dict_stat_artifact_request, pb)


def stat_artifact_request_to_pb(value: models.StatArtifactRequest) -> artifact_service_pb2.StatArtifactRequest:
    pb = artifact_service_pb2.StatArtifactRequest()
    fill_stat_artifact_request(pb, value)
    return pb


def dict_stat_artifact_request(pb: artifact_service_pb2.StatArtifactRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None}
    if has("upload_id"):
        found["upload_id"] = pb.upload_id
    return found


def fill_stat_artifact_request(pb: artifact_service_pb2.StatArtifactRequest, value: models.StatArtifactRequest) -> None:
    pb.sha256 = value.sha256
    if value.upload_id is not None:
        pb.upload_id = value.upload_id


def stat_artifact_response_from_pb(pb: artifact_service_pb2.StatArtifactResponse) -> models.StatArtifactResponse:
    return wire.read(models.StatArtifactResponse, dict_stat_artifact_response, pb)


def stat_artifact_response_to_pb(value: models.StatArtifactResponse) -> artifact_service_pb2.StatArtifactResponse:
    pb = artifact_service_pb2.StatArtifactResponse()
    fill_stat_artifact_response(pb, value)
    return pb


def dict_stat_artifact_response(pb: artifact_service_pb2.StatArtifactResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "stored": got_stored if (got_stored := pb.stored) or has("stored") else None,
        "received_size": got_received_size if (got_received_size := pb.received_size) or has("received_size") else None,
    }
    if has("size"):
        found["size"] = pb.size
    return found


def fill_stat_artifact_response(pb: artifact_service_pb2.StatArtifactResponse, value: models.StatArtifactResponse) -> None:
    pb.stored = value.stored
    if value.size is not None:
        pb.size = value.size
    pb.received_size = value.received_size


def publish_bundle_request_from_pb(pb: artifact_service_pb2.PublishBundleRequest) -> models.PublishBundleRequest:
    return wire.read(models.PublishBundleRequest, dict_publish_bundle_request, pb)


def publish_bundle_request_to_pb(value: models.PublishBundleRequest) -> artifact_service_pb2.PublishBundleRequest:
    pb = artifact_service_pb2.PublishBundleRequest()
    fill_publish_bundle_request(pb, value)
    return pb


def dict_publish_bundle_request(pb: artifact_service_pb2.PublishBundleRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "manifest": dict_bundle_manifest(pb.manifest) if has("manifest") else None,
    }


def fill_publish_bundle_request(pb: artifact_service_pb2.PublishBundleRequest, value: models.PublishBundleRequest) -> None:
    pb.request_id = value.request_id
    pb.manifest.SetInParent()
    fill_bundle_manifest(pb.manifest, value.manifest)


def stored_bundle_from_pb(pb: artifact_service_pb2.StoredBundle) -> models.StoredBundle:
    return wire.read(models.StoredBundle, dict_stored_bundle, pb)


def stored_bundle_to_pb(value: models.StoredBundle) -> artifact_service_pb2.StoredBundle:
    pb = artifact_service_pb2.StoredBundle()
    fill_stored_bundle(pb, value)
    return pb


def dict_stored_bundle(pb: artifact_service_pb2.StoredBundle) -> dict[str, Any]:
    has = pb.HasField
    return {
        "manifest": dict_bundle_manifest(pb.manifest) if has("manifest") else None,
        "published_at_utc": got_published_at_utc
        if (got_published_at_utc := pb.published_at_utc) or has("published_at_utc")
        else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }


def fill_stored_bundle(pb: artifact_service_pb2.StoredBundle, value: models.StoredBundle) -> None:
    pb.manifest.SetInParent()
    fill_bundle_manifest(pb.manifest, value.manifest)
    pb.published_at_utc = wire.utc_text(value.published_at_utc)
    pb.size = value.size


def publish_bundle_response_from_pb(pb: artifact_service_pb2.PublishBundleResponse) -> models.PublishBundleResponse:
    return wire.read(models.PublishBundleResponse, dict_publish_bundle_response, pb)


def publish_bundle_response_to_pb(value: models.PublishBundleResponse) -> artifact_service_pb2.PublishBundleResponse:
    pb = artifact_service_pb2.PublishBundleResponse()
    fill_publish_bundle_response(pb, value)
    return pb


def dict_publish_bundle_response(pb: artifact_service_pb2.PublishBundleResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"bundle": dict_stored_bundle(pb.bundle) if has("bundle") else None}


def fill_publish_bundle_response(pb: artifact_service_pb2.PublishBundleResponse, value: models.PublishBundleResponse) -> None:
    pb.bundle.SetInParent()
    fill_stored_bundle(pb.bundle, value.bundle)


def get_bundle_request_from_pb(pb: artifact_service_pb2.GetBundleRequest) -> models.GetBundleRequest:
    return wire.read(models.GetBundleRequest, dict_get_bundle_request, pb)


def get_bundle_request_to_pb(value: models.GetBundleRequest) -> artifact_service_pb2.GetBundleRequest:
    pb = artifact_service_pb2.GetBundleRequest()
    fill_get_bundle_request(pb, value)
    return pb


def dict_get_bundle_request(pb: artifact_service_pb2.GetBundleRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "asset_bundle_id": got_asset_bundle_id if (got_asset_bundle_id := pb.asset_bundle_id) or has("asset_bundle_id") else None
    }


def fill_get_bundle_request(pb: artifact_service_pb2.GetBundleRequest, value: models.GetBundleRequest) -> None:
    pb.asset_bundle_id = value.asset_bundle_id


def get_bundle_response_from_pb(pb: artifact_service_pb2.GetBundleResponse) -> models.GetBundleResponse:
    return wire.read(models.GetBundleResponse, dict_get_bundle_response, pb)


def get_bundle_response_to_pb(value: models.GetBundleResponse) -> artifact_service_pb2.GetBundleResponse:
    pb = artifact_service_pb2.GetBundleResponse()
    fill_get_bundle_response(pb, value)
    return pb


def dict_get_bundle_response(pb: artifact_service_pb2.GetBundleResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"bundle": dict_stored_bundle(pb.bundle) if has("bundle") else None}


def fill_get_bundle_response(pb: artifact_service_pb2.GetBundleResponse, value: models.GetBundleResponse) -> None:
    pb.bundle.SetInParent()
    fill_stored_bundle(pb.bundle, value.bundle)


def list_bundles_request_from_pb(pb: artifact_service_pb2.ListBundlesRequest) -> models.ListBundlesRequest:
    return wire.read(models.ListBundlesRequest, dict_list_bundles_request, pb)


def list_bundles_request_to_pb(value: models.ListBundlesRequest) -> artifact_service_pb2.ListBundlesRequest:
    pb = artifact_service_pb2.ListBundlesRequest()
    fill_list_bundles_request(pb, value)
    return pb


def dict_list_bundles_request(pb: artifact_service_pb2.ListBundlesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("task_run_id"):
        found["task_run_id"] = pb.task_run_id
    return found


def fill_list_bundles_request(pb: artifact_service_pb2.ListBundlesRequest, value: models.ListBundlesRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.task_run_id is not None:
        pb.task_run_id = value.task_run_id


def list_bundles_response_from_pb(pb: artifact_service_pb2.ListBundlesResponse) -> models.ListBundlesResponse:
    return wire.read(models.ListBundlesResponse, dict_list_bundles_response, pb)


def list_bundles_response_to_pb(value: models.ListBundlesResponse) -> artifact_service_pb2.ListBundlesResponse:
    pb = artifact_service_pb2.ListBundlesResponse()
    fill_list_bundles_response(pb, value)
    return pb


def dict_list_bundles_response(pb: artifact_service_pb2.ListBundlesResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"bundles": wire.elements(dict_stored_bundle, got_bundles) if (got_bundles := pb.bundles) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_bundles_response(pb: artifact_service_pb2.ListBundlesResponse, value: models.ListBundlesResponse) -> None:
    for each_bundles in value.bundles:
        fill_stored_bundle(pb.bundles.add(), each_bundles)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def factor_meta_from_pb(pb: factor_artifacts_pb2.FactorMeta) -> models.FactorMeta:
    return wire.read(models.FactorMeta, dict_factor_meta, pb)


def factor_meta_to_pb(value: models.FactorMeta) -> factor_artifacts_pb2.FactorMeta:
    pb = factor_artifacts_pb2.FactorMeta()
    fill_factor_meta(pb, value)
    return pb


def dict_factor_meta(pb: factor_artifacts_pb2.FactorMeta) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "factors": wire.elements(dict_catalog_factor, got_factors) if (got_factors := pb.factors) else [],
    }


def fill_factor_meta(pb: factor_artifacts_pb2.FactorMeta, value: models.FactorMeta) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    for each_factors in value.factors:
        fill_catalog_factor(pb.factors.add(), each_factors)


def performance_window_from_pb(pb: factor_artifacts_pb2.PerformanceWindow) -> models.PerformanceWindow:
    return wire.read(models.PerformanceWindow, dict_performance_window, pb)


def performance_window_to_pb(value: models.PerformanceWindow) -> factor_artifacts_pb2.PerformanceWindow:
    pb = factor_artifacts_pb2.PerformanceWindow()
    fill_performance_window(pb, value)
    return pb


def dict_performance_window(pb: factor_artifacts_pb2.PerformanceWindow) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "metrics": wire.entries(pb.metrics),
        "metrics_basis": wire.entries_read(contract_converters.dict_metric_basis, got_metrics_basis)
        if (got_metrics_basis := pb.metrics_basis)
        else {},
    }
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    if has("annualized_return"):
        found["annualized_return"] = pb.annualized_return
    if has("max_drawdown"):
        found["max_drawdown"] = pb.max_drawdown
    if has("sharpe"):
        found["sharpe"] = pb.sharpe
    return found


def fill_performance_window(pb: factor_artifacts_pb2.PerformanceWindow, value: models.PerformanceWindow) -> None:
    pb.name = value.name
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)
    if value.annualized_return is not None:
        pb.annualized_return = value.annualized_return
    if value.max_drawdown is not None:
        pb.max_drawdown = value.max_drawdown
    if value.sharpe is not None:
        pb.sharpe = value.sharpe
    pb.metrics.update(value.metrics)
    for key, each_metrics_basis in value.metrics_basis.items():
        contract_converters.fill_metric_basis(pb.metrics_basis[key], each_metrics_basis)


def factor_performance_from_pb(pb: factor_artifacts_pb2.FactorPerformance) -> models.FactorPerformance:
    return wire.read(models.FactorPerformance, dict_factor_performance, pb)


def factor_performance_to_pb(value: models.FactorPerformance) -> factor_artifacts_pb2.FactorPerformance:
    pb = factor_artifacts_pb2.FactorPerformance()
    fill_factor_performance(pb, value)
    return pb


def dict_factor_performance(pb: factor_artifacts_pb2.FactorPerformance) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "windows": wire.elements(dict_performance_window, got_windows) if (got_windows := pb.windows) else [],
    }
    if has("ic_mean"):
        found["ic_mean"] = pb.ic_mean
    if has("rank_ic_mean"):
        found["rank_ic_mean"] = pb.rank_ic_mean
    if has("ic_ir"):
        found["ic_ir"] = pb.ic_ir
    if has("coverage"):
        found["coverage"] = pb.coverage
    if has("rank_ic_ir"):
        found["rank_ic_ir"] = pb.rank_ic_ir
    return found


def fill_factor_performance(pb: factor_artifacts_pb2.FactorPerformance, value: models.FactorPerformance) -> None:
    pb.name = value.name
    if value.ic_mean is not None:
        pb.ic_mean = value.ic_mean
    if value.rank_ic_mean is not None:
        pb.rank_ic_mean = value.rank_ic_mean
    if value.ic_ir is not None:
        pb.ic_ir = value.ic_ir
    if value.coverage is not None:
        pb.coverage = value.coverage
    for each_windows in value.windows:
        fill_performance_window(pb.windows.add(), each_windows)
    if value.rank_ic_ir is not None:
        pb.rank_ic_ir = value.rank_ic_ir


def factor_combination_from_pb(pb: factor_artifacts_pb2.FactorCombination) -> models.FactorCombination:
    return wire.read(models.FactorCombination, dict_factor_combination, pb)


def factor_combination_to_pb(value: models.FactorCombination) -> factor_artifacts_pb2.FactorCombination:
    pb = factor_artifacts_pb2.FactorCombination()
    fill_factor_combination(pb, value)
    return pb


def dict_factor_combination(pb: factor_artifacts_pb2.FactorCombination) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "factor_names": pb.factor_names[:],
        "windows": wire.elements(dict_performance_window, got_windows) if (got_windows := pb.windows) else [],
    }


def fill_factor_combination(pb: factor_artifacts_pb2.FactorCombination, value: models.FactorCombination) -> None:
    pb.name = value.name
    pb.factor_names.extend(value.factor_names)
    for each_windows in value.windows:
        fill_performance_window(pb.windows.add(), each_windows)


def factor_perf_from_pb(pb: factor_artifacts_pb2.FactorPerf) -> models.FactorPerf:
    return wire.read(models.FactorPerf, dict_factor_perf, pb)


def factor_perf_to_pb(value: models.FactorPerf) -> factor_artifacts_pb2.FactorPerf:
    pb = factor_artifacts_pb2.FactorPerf()
    fill_factor_perf(pb, value)
    return pb


def dict_factor_perf(pb: factor_artifacts_pb2.FactorPerf) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "factors": wire.elements(dict_factor_performance, got_factors) if (got_factors := pb.factors) else [],
        "combinations": wire.elements(dict_factor_combination, got_combinations) if (got_combinations := pb.combinations) else [],
    }


def fill_factor_perf(pb: factor_artifacts_pb2.FactorPerf, value: models.FactorPerf) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    for each_factors in value.factors:
        fill_factor_performance(pb.factors.add(), each_factors)
    for each_combinations in value.combinations:
        fill_factor_combination(pb.combinations.add(), each_combinations)


def factor_figures_from_pb(pb: factor_catalog_pb2.FactorFigures) -> models.FactorFigures:
    return wire.read(models.FactorFigures, dict_factor_figures, pb)


def factor_figures_to_pb(value: models.FactorFigures) -> factor_catalog_pb2.FactorFigures:
    pb = factor_catalog_pb2.FactorFigures()
    fill_factor_figures(pb, value)
    return pb


def dict_factor_figures(pb: factor_catalog_pb2.FactorFigures) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("ic_mean"):
        found["ic_mean"] = pb.ic_mean
    if has("ic_ir"):
        found["ic_ir"] = pb.ic_ir
    if has("rank_ic_mean"):
        found["rank_ic_mean"] = pb.rank_ic_mean
    if has("rank_ic_ir"):
        found["rank_ic_ir"] = pb.rank_ic_ir
    if has("coverage"):
        found["coverage"] = pb.coverage
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    return found


def fill_factor_figures(pb: factor_catalog_pb2.FactorFigures, value: models.FactorFigures) -> None:
    if value.ic_mean is not None:
        pb.ic_mean = value.ic_mean
    if value.ic_ir is not None:
        pb.ic_ir = value.ic_ir
    if value.rank_ic_mean is not None:
        pb.rank_ic_mean = value.rank_ic_mean
    if value.rank_ic_ir is not None:
        pb.rank_ic_ir = value.rank_ic_ir
    if value.coverage is not None:
        pb.coverage = value.coverage
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)


def catalog_factor_from_pb(pb: factor_catalog_pb2.CatalogFactor) -> models.CatalogFactor:
    return wire.read(models.CatalogFactor, dict_catalog_factor, pb)


def catalog_factor_to_pb(value: models.CatalogFactor) -> factor_catalog_pb2.CatalogFactor:
    pb = factor_catalog_pb2.CatalogFactor()
    fill_catalog_factor(pb, value)
    return pb


def dict_catalog_factor(pb: factor_catalog_pb2.CatalogFactor) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "source": FACTOR_SOURCE_FROM_PB[got_source] if (got_source := pb.source) or has("source") else None,
        "region": got_region if (got_region := pb.region) or has("region") else None,
        "tags": pb.tags[:],
    }
    if has("expression"):
        found["expression"] = pb.expression
    if has("description_cn"):
        found["description_cn"] = pb.description_cn
    if has("formula_hint"):
        found["formula_hint"] = pb.formula_hint
    if has("variables"):
        found["variables"] = wire.json_object(pb.variables)
    if has("created_at_utc"):
        found["created_at_utc"] = pb.created_at_utc
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    if has("freq"):
        found["freq"] = pb.freq
    if has("align"):
        found["align"] = pb.align
    if has("nan_policy"):
        found["nan_policy"] = pb.nan_policy
    if has("input_schema"):
        found["input_schema"] = dict_input_schema(pb.input_schema)
    if has("impl_module"):
        found["impl_module"] = pb.impl_module
    if has("impl_func"):
        found["impl_func"] = pb.impl_func
    if has("impl_version"):
        found["impl_version"] = pb.impl_version
    if has("interface_info"):
        found["interface_info"] = dict_call_interface(pb.interface_info)
    if has("legacy_no_impl"):
        found["legacy_no_impl"] = pb.legacy_no_impl
    if has("best_performance"):
        found["best_performance"] = pb.best_performance
    if has("best_performance_sharpe"):
        found["best_performance_sharpe"] = pb.best_performance_sharpe
    if has("best_performance_ann_ret"):
        found["best_performance_ann_ret"] = pb.best_performance_ann_ret
    if has("best_performance_mdd"):
        found["best_performance_mdd"] = pb.best_performance_mdd
    if has("best_task_run_id"):
        found["best_task_run_id"] = pb.best_task_run_id
    if has("best_loop_id"):
        found["best_loop_id"] = pb.best_loop_id
    if has("origin_source"):
        found["origin_source"] = pb.origin_source
    if has("figures"):
        found["figures"] = dict_factor_figures(pb.figures)
    return found


def fill_catalog_factor(pb: factor_catalog_pb2.CatalogFactor, value: models.CatalogFactor) -> None:
    pb.name = value.name
    if value.expression is not None:
        pb.expression = value.expression
    pb.source = FACTOR_SOURCE_TO_PB[value.source]
    pb.region = value.region
    pb.tags.extend(value.tags)
    if value.description_cn is not None:
        pb.description_cn = value.description_cn
    if value.formula_hint is not None:
        pb.formula_hint = value.formula_hint
    if value.variables is not None:
        pb.variables = wire.json_text(value.variables)
    if value.created_at_utc is not None:
        pb.created_at_utc = wire.utc_text(value.created_at_utc)
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    if value.freq is not None:
        pb.freq = value.freq
    if value.align is not None:
        pb.align = value.align
    if value.nan_policy is not None:
        pb.nan_policy = value.nan_policy
    if value.input_schema is not None:
        pb.input_schema.SetInParent()
        fill_input_schema(pb.input_schema, value.input_schema)
    if value.impl_module is not None:
        pb.impl_module = value.impl_module
    if value.impl_func is not None:
        pb.impl_func = value.impl_func
    if value.impl_version is not None:
        pb.impl_version = value.impl_version
    if value.interface_info is not None:
        pb.interface_info.SetInParent()
        fill_call_interface(pb.interface_info, value.interface_info)
    if value.legacy_no_impl is not None:
        pb.legacy_no_impl = value.legacy_no_impl
    if value.best_performance is not None:
        pb.best_performance = value.best_performance
    if value.best_performance_sharpe is not None:
        pb.best_performance_sharpe = value.best_performance_sharpe
    if value.best_performance_ann_ret is not None:
        pb.best_performance_ann_ret = value.best_performance_ann_ret
    if value.best_performance_mdd is not None:
        pb.best_performance_mdd = value.best_performance_mdd
    if value.best_task_run_id is not None:
        pb.best_task_run_id = value.best_task_run_id
    if value.best_loop_id is not None:
        pb.best_loop_id = value.best_loop_id
    if value.origin_source is not None:
        pb.origin_source = value.origin_source
    if value.figures is not None:
        pb.figures.SetInParent()
        fill_factor_figures(pb.figures, value.figures)


def factor_catalog_from_pb(pb: factor_catalog_pb2.FactorCatalog) -> models.FactorCatalog:
    return wire.read(models.FactorCatalog, dict_factor_catalog, pb)


def factor_catalog_to_pb(value: models.FactorCatalog) -> factor_catalog_pb2.FactorCatalog:
    pb = factor_catalog_pb2.FactorCatalog()
    fill_factor_catalog(pb, value)
    return pb


def dict_factor_catalog(pb: factor_catalog_pb2.FactorCatalog) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "factors": wire.elements(dict_catalog_factor, got_factors) if (got_factors := pb.factors) else [],
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_factor_catalog(pb: factor_catalog_pb2.FactorCatalog, value: models.FactorCatalog) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    for each_factors in value.factors:
        fill_catalog_factor(pb.factors.add(), each_factors)
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def alpha_meta_from_pb(pb: factor_catalog_pb2.AlphaMeta) -> models.AlphaMeta:
    return wire.read(models.AlphaMeta, dict_alpha_meta, pb)


def alpha_meta_to_pb(value: models.AlphaMeta) -> factor_catalog_pb2.AlphaMeta:
    pb = factor_catalog_pb2.AlphaMeta()
    fill_alpha_meta(pb, value)
    return pb


def dict_alpha_meta(pb: factor_catalog_pb2.AlphaMeta) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "factors": wire.elements(dict_catalog_factor, got_factors) if (got_factors := pb.factors) else [],
    }
    if has("config_path"):
        found["config_path"] = pb.config_path
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_alpha_meta(pb: factor_catalog_pb2.AlphaMeta, value: models.AlphaMeta) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    for each_factors in value.factors:
        fill_catalog_factor(pb.factors.add(), each_factors)
    if value.config_path is not None:
        pb.config_path = value.config_path
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def catalog_finding_from_pb(pb: library_service_pb2.CatalogFinding) -> models.CatalogFinding:
    return wire.read(models.CatalogFinding, dict_catalog_finding, pb)


def catalog_finding_to_pb(value: models.CatalogFinding) -> library_service_pb2.CatalogFinding:
    pb = library_service_pb2.CatalogFinding()
    fill_catalog_finding(pb, value)
    return pb


def dict_catalog_finding(pb: library_service_pb2.CatalogFinding) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "severity": CATALOG_SEVERITY_FROM_PB[got_severity] if (got_severity := pb.severity) or has("severity") else None,
        "code": CATALOG_FINDING_CODE_FROM_PB[got_code] if (got_code := pb.code) or has("code") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }
    if has("kind"):
        found["kind"] = CATALOG_KIND_FROM_PB[pb.kind]
    if has("key"):
        found["key"] = pb.key
    return found


def fill_catalog_finding(pb: library_service_pb2.CatalogFinding, value: models.CatalogFinding) -> None:
    pb.severity = CATALOG_SEVERITY_TO_PB[value.severity]
    pb.code = CATALOG_FINDING_CODE_TO_PB[value.code]
    if value.kind is not None:
        pb.kind = CATALOG_KIND_TO_PB[value.kind]
    if value.key is not None:
        pb.key = value.key
    pb.message = value.message


def import_tally_from_pb(pb: library_service_pb2.ImportTally) -> models.ImportTally:
    return wire.read(models.ImportTally, dict_import_tally, pb)


def import_tally_to_pb(value: models.ImportTally) -> library_service_pb2.ImportTally:
    pb = library_service_pb2.ImportTally()
    fill_import_tally(pb, value)
    return pb


def dict_import_tally(pb: library_service_pb2.ImportTally) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": CATALOG_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "inserted": got_inserted if (got_inserted := pb.inserted) or has("inserted") else None,
        "updated": got_updated if (got_updated := pb.updated) or has("updated") else None,
        "unchanged": got_unchanged if (got_unchanged := pb.unchanged) or has("unchanged") else None,
        "refused": got_refused if (got_refused := pb.refused) or has("refused") else None,
        "retired": got_retired if (got_retired := pb.retired) or has("retired") else None,
    }


def fill_import_tally(pb: library_service_pb2.ImportTally, value: models.ImportTally) -> None:
    pb.kind = CATALOG_KIND_TO_PB[value.kind]
    pb.inserted = value.inserted
    pb.updated = value.updated
    pb.unchanged = value.unchanged
    pb.refused = value.refused
    pb.retired = value.retired


def import_report_from_pb(pb: library_service_pb2.ImportReport) -> models.ImportReport:
    return wire.read(models.ImportReport, dict_import_report, pb)


def import_report_to_pb(value: models.ImportReport) -> library_service_pb2.ImportReport:
    pb = library_service_pb2.ImportReport()
    fill_import_report(pb, value)
    return pb


def dict_import_report(pb: library_service_pb2.ImportReport) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "dry_run": got_dry_run if (got_dry_run := pb.dry_run) or has("dry_run") else None,
        "tallies": wire.elements(dict_import_tally, got_tallies) if (got_tallies := pb.tallies) else [],
        "findings": wire.elements(dict_catalog_finding, got_findings) if (got_findings := pb.findings) else [],
        "findings_left_off": got_findings_left_off
        if (got_findings_left_off := pb.findings_left_off) or has("findings_left_off")
        else None,
        "changed": got_changed if (got_changed := pb.changed) or has("changed") else None,
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_import_report(pb: library_service_pb2.ImportReport, value: models.ImportReport) -> None:
    pb.dry_run = value.dry_run
    for each_tallies in value.tallies:
        fill_import_tally(pb.tallies.add(), each_tallies)
    for each_findings in value.findings:
        fill_catalog_finding(pb.findings.add(), each_findings)
    pb.findings_left_off = value.findings_left_off
    pb.changed = value.changed
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def import_catalogs_request_from_pb(pb: library_service_pb2.ImportCatalogsRequest) -> models.ImportCatalogsRequest:
    return wire.read(models.ImportCatalogsRequest, dict_import_catalogs_request, pb)


def import_catalogs_request_to_pb(value: models.ImportCatalogsRequest) -> library_service_pb2.ImportCatalogsRequest:
    pb = library_service_pb2.ImportCatalogsRequest()
    fill_import_catalogs_request(pb, value)
    return pb


def dict_import_catalogs_request(pb: library_service_pb2.ImportCatalogsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "mode": IMPORT_MODE_FROM_PB[got_mode] if (got_mode := pb.mode) or has("mode") else None,
    }
    if has("factors"):
        found["factors"] = dict_factor_catalog(pb.factors)
    if has("strategies"):
        found["strategies"] = dict_strategy_catalog(pb.strategies)
    if has("loops"):
        found["loops"] = dict_loop_catalog(pb.loops)
    if has("models"):
        found["models"] = dict_model_catalog(pb.models)
    if has("alpha"):
        found["alpha"] = dict_alpha_meta(pb.alpha)
    if has("dry_run"):
        found["dry_run"] = pb.dry_run
    if has("allow_partial"):
        found["allow_partial"] = pb.allow_partial
    return found


def fill_import_catalogs_request(pb: library_service_pb2.ImportCatalogsRequest, value: models.ImportCatalogsRequest) -> None:
    pb.request_id = value.request_id
    if value.factors is not None:
        pb.factors.SetInParent()
        fill_factor_catalog(pb.factors, value.factors)
    if value.strategies is not None:
        pb.strategies.SetInParent()
        fill_strategy_catalog(pb.strategies, value.strategies)
    if value.loops is not None:
        pb.loops.SetInParent()
        fill_loop_catalog(pb.loops, value.loops)
    if value.models is not None:
        pb.models.SetInParent()
        fill_model_catalog(pb.models, value.models)
    if value.alpha is not None:
        pb.alpha.SetInParent()
        fill_alpha_meta(pb.alpha, value.alpha)
    pb.mode = IMPORT_MODE_TO_PB[value.mode]
    if value.dry_run is not None:
        pb.dry_run = value.dry_run
    if value.allow_partial is not None:
        pb.allow_partial = value.allow_partial


def import_catalogs_response_from_pb(pb: library_service_pb2.ImportCatalogsResponse) -> models.ImportCatalogsResponse:
    return wire.read(models.ImportCatalogsResponse, dict_import_catalogs_response, pb)


def import_catalogs_response_to_pb(value: models.ImportCatalogsResponse) -> library_service_pb2.ImportCatalogsResponse:
    pb = library_service_pb2.ImportCatalogsResponse()
    fill_import_catalogs_response(pb, value)
    return pb


def dict_import_catalogs_response(pb: library_service_pb2.ImportCatalogsResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"report": dict_import_report(pb.report) if has("report") else None}


def fill_import_catalogs_response(pb: library_service_pb2.ImportCatalogsResponse, value: models.ImportCatalogsResponse) -> None:
    pb.report.SetInParent()
    fill_import_report(pb.report, value.report)


def library_row_from_pb(pb: library_service_pb2.LibraryRow) -> models.LibraryRow:
    return wire.read(models.LibraryRow, dict_library_row, pb)


def library_row_to_pb(value: models.LibraryRow) -> library_service_pb2.LibraryRow:
    pb = library_service_pb2.LibraryRow()
    fill_library_row(pb, value)
    return pb


def dict_library_row(pb: library_service_pb2.LibraryRow) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "content_hash": got_content_hash if (got_content_hash := pb.content_hash) or has("content_hash") else None,
        "origin": got_origin if (got_origin := pb.origin) or has("origin") else None,
        "first_seen_at_utc": got_first_seen_at_utc
        if (got_first_seen_at_utc := pb.first_seen_at_utc) or has("first_seen_at_utc")
        else None,
        "changed_at_utc": got_changed_at_utc if (got_changed_at_utc := pb.changed_at_utc) or has("changed_at_utc") else None,
        "retired": got_retired if (got_retired := pb.retired) or has("retired") else None,
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_library_row(pb: library_service_pb2.LibraryRow, value: models.LibraryRow) -> None:
    pb.content_hash = value.content_hash
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    pb.origin = value.origin
    pb.first_seen_at_utc = wire.utc_text(value.first_seen_at_utc)
    pb.changed_at_utc = wire.utc_text(value.changed_at_utc)
    pb.retired = value.retired


def factor_entry_from_pb(pb: library_service_pb2.FactorEntry) -> models.FactorEntry:
    return wire.read(models.FactorEntry, dict_factor_entry, pb)


def factor_entry_to_pb(value: models.FactorEntry) -> library_service_pb2.FactorEntry:
    pb = library_service_pb2.FactorEntry()
    fill_factor_entry(pb, value)
    return pb


def dict_factor_entry(pb: library_service_pb2.FactorEntry) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "factor": dict_catalog_factor(pb.factor) if has("factor") else None,
        "row": dict_library_row(pb.row) if has("row") else None,
    }
    if has("asset_sha256"):
        found["asset_sha256"] = pb.asset_sha256
    return found


def fill_factor_entry(pb: library_service_pb2.FactorEntry, value: models.FactorEntry) -> None:
    pb.factor.SetInParent()
    fill_catalog_factor(pb.factor, value.factor)
    pb.row.SetInParent()
    fill_library_row(pb.row, value.row)
    if value.asset_sha256 is not None:
        pb.asset_sha256 = value.asset_sha256


def strategy_entry_from_pb(pb: library_service_pb2.StrategyEntry) -> models.StrategyEntry:
    return wire.read(models.StrategyEntry, dict_strategy_entry, pb)


def strategy_entry_to_pb(value: models.StrategyEntry) -> library_service_pb2.StrategyEntry:
    pb = library_service_pb2.StrategyEntry()
    fill_strategy_entry(pb, value)
    return pb


def dict_strategy_entry(pb: library_service_pb2.StrategyEntry) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "strategy": dict_catalog_strategy(pb.strategy) if has("strategy") else None,
        "row": dict_library_row(pb.row) if has("row") else None,
        "loop_count": got_loop_count if (got_loop_count := pb.loop_count) or has("loop_count") else None,
    }
    if has("asset_sha256"):
        found["asset_sha256"] = pb.asset_sha256
    return found


def fill_strategy_entry(pb: library_service_pb2.StrategyEntry, value: models.StrategyEntry) -> None:
    pb.strategy.SetInParent()
    fill_catalog_strategy(pb.strategy, value.strategy)
    pb.row.SetInParent()
    fill_library_row(pb.row, value.row)
    pb.loop_count = value.loop_count
    if value.asset_sha256 is not None:
        pb.asset_sha256 = value.asset_sha256


def loop_entry_from_pb(pb: library_service_pb2.LoopEntry) -> models.LoopEntry:
    return wire.read(models.LoopEntry, dict_loop_entry, pb)


def loop_entry_to_pb(value: models.LoopEntry) -> library_service_pb2.LoopEntry:
    pb = library_service_pb2.LoopEntry()
    fill_loop_entry(pb, value)
    return pb


def dict_loop_entry(pb: library_service_pb2.LoopEntry) -> dict[str, Any]:
    has = pb.HasField
    return {
        "loop": dict_catalog_loop(pb.loop) if has("loop") else None,
        "row": dict_library_row(pb.row) if has("row") else None,
        "strategy_known": got_strategy_known if (got_strategy_known := pb.strategy_known) or has("strategy_known") else None,
    }


def fill_loop_entry(pb: library_service_pb2.LoopEntry, value: models.LoopEntry) -> None:
    pb.loop.SetInParent()
    fill_catalog_loop(pb.loop, value.loop)
    pb.row.SetInParent()
    fill_library_row(pb.row, value.row)
    pb.strategy_known = value.strategy_known


def model_entry_from_pb(pb: library_service_pb2.ModelEntry) -> models.ModelEntry:
    return wire.read(models.ModelEntry, dict_model_entry, pb)


def model_entry_to_pb(value: models.ModelEntry) -> library_service_pb2.ModelEntry:
    pb = library_service_pb2.ModelEntry()
    fill_model_entry(pb, value)
    return pb


def dict_model_entry(pb: library_service_pb2.ModelEntry) -> dict[str, Any]:
    has = pb.HasField
    return {
        "model": dict_catalog_model(pb.model) if has("model") else None,
        "row": dict_library_row(pb.row) if has("row") else None,
    }


def fill_model_entry(pb: library_service_pb2.ModelEntry, value: models.ModelEntry) -> None:
    pb.model.SetInParent()
    fill_catalog_model(pb.model, value.model)
    pb.row.SetInParent()
    fill_library_row(pb.row, value.row)


def factor_bound_from_pb(pb: library_service_pb2.FactorBound) -> models.FactorBound:
    return wire.read(models.FactorBound, dict_factor_bound, pb)


def factor_bound_to_pb(value: models.FactorBound) -> library_service_pb2.FactorBound:
    pb = library_service_pb2.FactorBound()
    fill_factor_bound(pb, value)
    return pb


def dict_factor_bound(pb: library_service_pb2.FactorBound) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"figure": FACTOR_FIGURE_FROM_PB[got_figure] if (got_figure := pb.figure) or has("figure") else None}
    if has("least"):
        found["least"] = pb.least
    if has("most"):
        found["most"] = pb.most
    return found


def fill_factor_bound(pb: library_service_pb2.FactorBound, value: models.FactorBound) -> None:
    pb.figure = FACTOR_FIGURE_TO_PB[value.figure]
    if value.least is not None:
        pb.least = value.least
    if value.most is not None:
        pb.most = value.most


def list_factors_request_from_pb(pb: library_service_pb2.ListFactorsRequest) -> models.ListFactorsRequest:
    return wire.read(models.ListFactorsRequest, dict_list_factors_request, pb)


def list_factors_request_to_pb(value: models.ListFactorsRequest) -> library_service_pb2.ListFactorsRequest:
    pb = library_service_pb2.ListFactorsRequest()
    fill_list_factors_request(pb, value)
    return pb


def dict_list_factors_request(pb: library_service_pb2.ListFactorsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "tags": pb.tags[:],
        "bounds": wire.elements(dict_factor_bound, got_bounds) if (got_bounds := pb.bounds) else [],
    }
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("source"):
        found["source"] = FACTOR_SOURCE_FROM_PB[pb.source]
    if has("text"):
        found["text"] = pb.text
    if has("include_retired"):
        found["include_retired"] = pb.include_retired
    if has("order"):
        found["order"] = FACTOR_ORDER_FROM_PB[pb.order]
    if has("origin"):
        found["origin"] = pb.origin
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    return found


def fill_list_factors_request(pb: library_service_pb2.ListFactorsRequest, value: models.ListFactorsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.source is not None:
        pb.source = FACTOR_SOURCE_TO_PB[value.source]
    pb.tags.extend(value.tags)
    if value.text is not None:
        pb.text = value.text
    if value.include_retired is not None:
        pb.include_retired = value.include_retired
    if value.order is not None:
        pb.order = FACTOR_ORDER_TO_PB[value.order]
    for each_bounds in value.bounds:
        fill_factor_bound(pb.bounds.add(), each_bounds)
    if value.origin is not None:
        pb.origin = value.origin
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)


def list_factors_response_from_pb(pb: library_service_pb2.ListFactorsResponse) -> models.ListFactorsResponse:
    return wire.read(models.ListFactorsResponse, dict_list_factors_response, pb)


def list_factors_response_to_pb(value: models.ListFactorsResponse) -> library_service_pb2.ListFactorsResponse:
    pb = library_service_pb2.ListFactorsResponse()
    fill_list_factors_response(pb, value)
    return pb


def dict_list_factors_response(pb: library_service_pb2.ListFactorsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"factors": wire.elements(dict_factor_entry, got_factors) if (got_factors := pb.factors) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_factors_response(pb: library_service_pb2.ListFactorsResponse, value: models.ListFactorsResponse) -> None:
    for each_factors in value.factors:
        fill_factor_entry(pb.factors.add(), each_factors)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_factor_request_from_pb(pb: library_service_pb2.GetFactorRequest) -> models.GetFactorRequest:
    return wire.read(models.GetFactorRequest, dict_get_factor_request, pb)


def get_factor_request_to_pb(value: models.GetFactorRequest) -> library_service_pb2.GetFactorRequest:
    pb = library_service_pb2.GetFactorRequest()
    fill_get_factor_request(pb, value)
    return pb


def dict_get_factor_request(pb: library_service_pb2.GetFactorRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "source": FACTOR_SOURCE_FROM_PB[got_source] if (got_source := pb.source) or has("source") else None,
    }


def fill_get_factor_request(pb: library_service_pb2.GetFactorRequest, value: models.GetFactorRequest) -> None:
    pb.name = value.name
    pb.source = FACTOR_SOURCE_TO_PB[value.source]


def get_factor_response_from_pb(pb: library_service_pb2.GetFactorResponse) -> models.GetFactorResponse:
    return wire.read(models.GetFactorResponse, dict_get_factor_response, pb)


def get_factor_response_to_pb(value: models.GetFactorResponse) -> library_service_pb2.GetFactorResponse:
    pb = library_service_pb2.GetFactorResponse()
    fill_get_factor_response(pb, value)
    return pb


def dict_get_factor_response(pb: library_service_pb2.GetFactorResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "factor": dict_factor_entry(pb.factor) if has("factor") else None,
        "best_loops": wire.elements(dict_loop_entry, got_best_loops) if (got_best_loops := pb.best_loops) else [],
    }
    if has("loop_count"):
        found["loop_count"] = pb.loop_count
    return found


def fill_get_factor_response(pb: library_service_pb2.GetFactorResponse, value: models.GetFactorResponse) -> None:
    pb.factor.SetInParent()
    fill_factor_entry(pb.factor, value.factor)
    if value.loop_count is not None:
        pb.loop_count = value.loop_count
    for each_best_loops in value.best_loops:
        fill_loop_entry(pb.best_loops.add(), each_best_loops)


def list_strategies_request_from_pb(pb: library_service_pb2.ListStrategiesRequest) -> models.ListStrategiesRequest:
    return wire.read(models.ListStrategiesRequest, dict_list_strategies_request, pb)


def list_strategies_request_to_pb(value: models.ListStrategiesRequest) -> library_service_pb2.ListStrategiesRequest:
    pb = library_service_pb2.ListStrategiesRequest()
    fill_list_strategies_request(pb, value)
    return pb


def dict_list_strategies_request(pb: library_service_pb2.ListStrategiesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"bounds": wire.elements(dict_metric_bound, got_bounds) if (got_bounds := pb.bounds) else []}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("action"):
        found["action"] = LOOP_ACTION_FROM_PB[pb.action]
    if has("config_hash"):
        found["config_hash"] = pb.config_hash
    if has("text"):
        found["text"] = pb.text
    if has("include_retired"):
        found["include_retired"] = pb.include_retired
    if has("origin"):
        found["origin"] = pb.origin
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    if has("market"):
        found["market"] = pb.market
    return found


def fill_list_strategies_request(pb: library_service_pb2.ListStrategiesRequest, value: models.ListStrategiesRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.action is not None:
        pb.action = LOOP_ACTION_TO_PB[value.action]
    if value.config_hash is not None:
        pb.config_hash = value.config_hash
    if value.text is not None:
        pb.text = value.text
    if value.include_retired is not None:
        pb.include_retired = value.include_retired
    for each_bounds in value.bounds:
        fill_metric_bound(pb.bounds.add(), each_bounds)
    if value.origin is not None:
        pb.origin = value.origin
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)
    if value.market is not None:
        pb.market = value.market


def list_strategies_response_from_pb(pb: library_service_pb2.ListStrategiesResponse) -> models.ListStrategiesResponse:
    return wire.read(models.ListStrategiesResponse, dict_list_strategies_response, pb)


def list_strategies_response_to_pb(value: models.ListStrategiesResponse) -> library_service_pb2.ListStrategiesResponse:
    pb = library_service_pb2.ListStrategiesResponse()
    fill_list_strategies_response(pb, value)
    return pb


def dict_list_strategies_response(pb: library_service_pb2.ListStrategiesResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "strategies": wire.elements(dict_strategy_entry, got_strategies) if (got_strategies := pb.strategies) else []
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_strategies_response(pb: library_service_pb2.ListStrategiesResponse, value: models.ListStrategiesResponse) -> None:
    for each_strategies in value.strategies:
        fill_strategy_entry(pb.strategies.add(), each_strategies)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_strategy_request_from_pb(pb: library_service_pb2.GetStrategyRequest) -> models.GetStrategyRequest:
    return wire.read(models.GetStrategyRequest, dict_get_strategy_request, pb)


def get_strategy_request_to_pb(value: models.GetStrategyRequest) -> library_service_pb2.GetStrategyRequest:
    pb = library_service_pb2.GetStrategyRequest()
    fill_get_strategy_request(pb, value)
    return pb


def dict_get_strategy_request(pb: library_service_pb2.GetStrategyRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"strategy_id": got_strategy_id if (got_strategy_id := pb.strategy_id) or has("strategy_id") else None}


def fill_get_strategy_request(pb: library_service_pb2.GetStrategyRequest, value: models.GetStrategyRequest) -> None:
    pb.strategy_id = value.strategy_id


def get_strategy_response_from_pb(pb: library_service_pb2.GetStrategyResponse) -> models.GetStrategyResponse:
    return wire.read(models.GetStrategyResponse, dict_get_strategy_response, pb)


def get_strategy_response_to_pb(value: models.GetStrategyResponse) -> library_service_pb2.GetStrategyResponse:
    pb = library_service_pb2.GetStrategyResponse()
    fill_get_strategy_response(pb, value)
    return pb


def dict_get_strategy_response(pb: library_service_pb2.GetStrategyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"strategy": dict_strategy_entry(pb.strategy) if has("strategy") else None}


def fill_get_strategy_response(pb: library_service_pb2.GetStrategyResponse, value: models.GetStrategyResponse) -> None:
    pb.strategy.SetInParent()
    fill_strategy_entry(pb.strategy, value.strategy)


def metric_bound_from_pb(pb: library_service_pb2.MetricBound) -> models.MetricBound:
    return wire.read(models.MetricBound, dict_metric_bound, pb)


def metric_bound_to_pb(value: models.MetricBound) -> library_service_pb2.MetricBound:
    pb = library_service_pb2.MetricBound()
    fill_metric_bound(pb, value)
    return pb


def dict_metric_bound(pb: library_service_pb2.MetricBound) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"metric": LOOP_FIGURE_FROM_PB[got_metric] if (got_metric := pb.metric) or has("metric") else None}
    if has("least"):
        found["least"] = pb.least
    if has("most"):
        found["most"] = pb.most
    return found


def fill_metric_bound(pb: library_service_pb2.MetricBound, value: models.MetricBound) -> None:
    pb.metric = LOOP_FIGURE_TO_PB[value.metric]
    if value.least is not None:
        pb.least = value.least
    if value.most is not None:
        pb.most = value.most


def list_loops_request_from_pb(pb: library_service_pb2.ListLoopsRequest) -> models.ListLoopsRequest:
    return wire.read(models.ListLoopsRequest, dict_list_loops_request, pb)


def list_loops_request_to_pb(value: models.ListLoopsRequest) -> library_service_pb2.ListLoopsRequest:
    pb = library_service_pb2.ListLoopsRequest()
    fill_list_loops_request(pb, value)
    return pb


def dict_list_loops_request(pb: library_service_pb2.ListLoopsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"bounds": wire.elements(dict_metric_bound, got_bounds) if (got_bounds := pb.bounds) else []}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("task_run_id"):
        found["task_run_id"] = pb.task_run_id
    if has("strategy_id"):
        found["strategy_id"] = pb.strategy_id
    if has("action"):
        found["action"] = LOOP_ACTION_FROM_PB[pb.action]
    if has("status"):
        found["status"] = LOOP_STATUS_FROM_PB[pb.status]
    if has("has_result"):
        found["has_result"] = pb.has_result
    if has("decision"):
        found["decision"] = pb.decision
    if has("factor_name"):
        found["factor_name"] = pb.factor_name
    if has("text"):
        found["text"] = pb.text
    if has("include_retired"):
        found["include_retired"] = pb.include_retired
    if has("order"):
        found["order"] = LOOP_ORDER_FROM_PB[pb.order]
    if has("config_hash"):
        found["config_hash"] = pb.config_hash
    if has("origin"):
        found["origin"] = pb.origin
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    return found


def fill_list_loops_request(pb: library_service_pb2.ListLoopsRequest, value: models.ListLoopsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.task_run_id is not None:
        pb.task_run_id = value.task_run_id
    if value.strategy_id is not None:
        pb.strategy_id = value.strategy_id
    if value.action is not None:
        pb.action = LOOP_ACTION_TO_PB[value.action]
    if value.status is not None:
        pb.status = LOOP_STATUS_TO_PB[value.status]
    if value.has_result is not None:
        pb.has_result = value.has_result
    if value.decision is not None:
        pb.decision = value.decision
    if value.factor_name is not None:
        pb.factor_name = value.factor_name
    for each_bounds in value.bounds:
        fill_metric_bound(pb.bounds.add(), each_bounds)
    if value.text is not None:
        pb.text = value.text
    if value.include_retired is not None:
        pb.include_retired = value.include_retired
    if value.order is not None:
        pb.order = LOOP_ORDER_TO_PB[value.order]
    if value.config_hash is not None:
        pb.config_hash = value.config_hash
    if value.origin is not None:
        pb.origin = value.origin
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)


def list_loops_response_from_pb(pb: library_service_pb2.ListLoopsResponse) -> models.ListLoopsResponse:
    return wire.read(models.ListLoopsResponse, dict_list_loops_response, pb)


def list_loops_response_to_pb(value: models.ListLoopsResponse) -> library_service_pb2.ListLoopsResponse:
    pb = library_service_pb2.ListLoopsResponse()
    fill_list_loops_response(pb, value)
    return pb


def dict_list_loops_response(pb: library_service_pb2.ListLoopsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"loops": wire.elements(dict_loop_entry, got_loops) if (got_loops := pb.loops) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_loops_response(pb: library_service_pb2.ListLoopsResponse, value: models.ListLoopsResponse) -> None:
    for each_loops in value.loops:
        fill_loop_entry(pb.loops.add(), each_loops)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_loop_request_from_pb(pb: library_service_pb2.GetLoopRequest) -> models.GetLoopRequest:
    return wire.read(models.GetLoopRequest, dict_get_loop_request, pb)


def get_loop_request_to_pb(value: models.GetLoopRequest) -> library_service_pb2.GetLoopRequest:
    pb = library_service_pb2.GetLoopRequest()
    fill_get_loop_request(pb, value)
    return pb


def dict_get_loop_request(pb: library_service_pb2.GetLoopRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
    }


def fill_get_loop_request(pb: library_service_pb2.GetLoopRequest, value: models.GetLoopRequest) -> None:
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id


def get_loop_response_from_pb(pb: library_service_pb2.GetLoopResponse) -> models.GetLoopResponse:
    return wire.read(models.GetLoopResponse, dict_get_loop_response, pb)


def get_loop_response_to_pb(value: models.GetLoopResponse) -> library_service_pb2.GetLoopResponse:
    pb = library_service_pb2.GetLoopResponse()
    fill_get_loop_response(pb, value)
    return pb


def dict_get_loop_response(pb: library_service_pb2.GetLoopResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"loop": dict_loop_entry(pb.loop) if has("loop") else None}


def fill_get_loop_response(pb: library_service_pb2.GetLoopResponse, value: models.GetLoopResponse) -> None:
    pb.loop.SetInParent()
    fill_loop_entry(pb.loop, value.loop)


def list_models_request_from_pb(pb: library_service_pb2.ListModelsRequest) -> models.ListModelsRequest:
    return wire.read(models.ListModelsRequest, dict_list_models_request, pb)


def list_models_request_to_pb(value: models.ListModelsRequest) -> library_service_pb2.ListModelsRequest:
    pb = library_service_pb2.ListModelsRequest()
    fill_list_models_request(pb, value)
    return pb


def dict_list_models_request(pb: library_service_pb2.ListModelsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    if has("task_run_id"):
        found["task_run_id"] = pb.task_run_id
    if has("strategy_id"):
        found["strategy_id"] = pb.strategy_id
    if has("model_type"):
        found["model_type"] = pb.model_type
    if has("include_retired"):
        found["include_retired"] = pb.include_retired
    if has("feature_hash"):
        found["feature_hash"] = pb.feature_hash
    if has("origin"):
        found["origin"] = pb.origin
    return found


def fill_list_models_request(pb: library_service_pb2.ListModelsRequest, value: models.ListModelsRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token
    if value.task_run_id is not None:
        pb.task_run_id = value.task_run_id
    if value.strategy_id is not None:
        pb.strategy_id = value.strategy_id
    if value.model_type is not None:
        pb.model_type = value.model_type
    if value.include_retired is not None:
        pb.include_retired = value.include_retired
    if value.feature_hash is not None:
        pb.feature_hash = value.feature_hash
    if value.origin is not None:
        pb.origin = value.origin


def list_models_response_from_pb(pb: library_service_pb2.ListModelsResponse) -> models.ListModelsResponse:
    return wire.read(models.ListModelsResponse, dict_list_models_response, pb)


def list_models_response_to_pb(value: models.ListModelsResponse) -> library_service_pb2.ListModelsResponse:
    pb = library_service_pb2.ListModelsResponse()
    fill_list_models_response(pb, value)
    return pb


def dict_list_models_response(pb: library_service_pb2.ListModelsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"models": wire.elements(dict_model_entry, got_models) if (got_models := pb.models) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_models_response(pb: library_service_pb2.ListModelsResponse, value: models.ListModelsResponse) -> None:
    for each_models in value.models:
        fill_model_entry(pb.models.add(), each_models)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_model_request_from_pb(pb: library_service_pb2.GetModelRequest) -> models.GetModelRequest:
    return wire.read(models.GetModelRequest, dict_get_model_request, pb)


def get_model_request_to_pb(value: models.GetModelRequest) -> library_service_pb2.GetModelRequest:
    pb = library_service_pb2.GetModelRequest()
    fill_get_model_request(pb, value)
    return pb


def dict_get_model_request(pb: library_service_pb2.GetModelRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"model_id": got_model_id if (got_model_id := pb.model_id) or has("model_id") else None}


def fill_get_model_request(pb: library_service_pb2.GetModelRequest, value: models.GetModelRequest) -> None:
    pb.model_id = value.model_id


def get_model_response_from_pb(pb: library_service_pb2.GetModelResponse) -> models.GetModelResponse:
    return wire.read(models.GetModelResponse, dict_get_model_response, pb)


def get_model_response_to_pb(value: models.GetModelResponse) -> library_service_pb2.GetModelResponse:
    pb = library_service_pb2.GetModelResponse()
    fill_get_model_response(pb, value)
    return pb


def dict_get_model_response(pb: library_service_pb2.GetModelResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"model": dict_model_entry(pb.model) if has("model") else None}


def fill_get_model_response(pb: library_service_pb2.GetModelResponse, value: models.GetModelResponse) -> None:
    pb.model.SetInParent()
    fill_model_entry(pb.model, value.model)


def publish_loop_request_from_pb(pb: library_service_pb2.PublishLoopRequest) -> models.PublishLoopRequest:
    return wire.read(models.PublishLoopRequest, dict_publish_loop_request, pb)


def publish_loop_request_to_pb(value: models.PublishLoopRequest) -> library_service_pb2.PublishLoopRequest:
    pb = library_service_pb2.PublishLoopRequest()
    fill_publish_loop_request(pb, value)
    return pb


def dict_publish_loop_request(pb: library_service_pb2.PublishLoopRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "loop": dict_catalog_loop(pb.loop) if has("loop") else None,
        "factors": wire.elements(dict_catalog_factor, got_factors) if (got_factors := pb.factors) else [],
    }
    if has("strategy"):
        found["strategy"] = dict_catalog_strategy(pb.strategy)
    if has("model"):
        found["model"] = dict_catalog_model(pb.model)
    return found


def fill_publish_loop_request(pb: library_service_pb2.PublishLoopRequest, value: models.PublishLoopRequest) -> None:
    pb.request_id = value.request_id
    pb.source = value.source
    pb.loop.SetInParent()
    fill_catalog_loop(pb.loop, value.loop)
    if value.strategy is not None:
        pb.strategy.SetInParent()
        fill_catalog_strategy(pb.strategy, value.strategy)
    for each_factors in value.factors:
        fill_catalog_factor(pb.factors.add(), each_factors)
    if value.model is not None:
        pb.model.SetInParent()
        fill_catalog_model(pb.model, value.model)


def publish_loop_response_from_pb(pb: library_service_pb2.PublishLoopResponse) -> models.PublishLoopResponse:
    return wire.read(models.PublishLoopResponse, dict_publish_loop_response, pb)


def publish_loop_response_to_pb(value: models.PublishLoopResponse) -> library_service_pb2.PublishLoopResponse:
    pb = library_service_pb2.PublishLoopResponse()
    fill_publish_loop_response(pb, value)
    return pb


def dict_publish_loop_response(pb: library_service_pb2.PublishLoopResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"report": dict_import_report(pb.report) if has("report") else None}


def fill_publish_loop_response(pb: library_service_pb2.PublishLoopResponse, value: models.PublishLoopResponse) -> None:
    pb.report.SetInParent()
    fill_import_report(pb.report, value.report)


def register_factor_request_from_pb(pb: library_service_pb2.RegisterFactorRequest) -> models.RegisterFactorRequest:
    return wire.read(models.RegisterFactorRequest, dict_register_factor_request, pb)


def register_factor_request_to_pb(value: models.RegisterFactorRequest) -> library_service_pb2.RegisterFactorRequest:
    pb = library_service_pb2.RegisterFactorRequest()
    fill_register_factor_request(pb, value)
    return pb


def dict_register_factor_request(pb: library_service_pb2.RegisterFactorRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "factor": dict_catalog_factor(pb.factor) if has("factor") else None,
    }
    if has("asset_sha256"):
        found["asset_sha256"] = pb.asset_sha256
    if has("asset_kind"):
        found["asset_kind"] = FACTOR_ASSET_FROM_PB[pb.asset_kind]
    return found


def fill_register_factor_request(pb: library_service_pb2.RegisterFactorRequest, value: models.RegisterFactorRequest) -> None:
    pb.request_id = value.request_id
    pb.factor.SetInParent()
    fill_catalog_factor(pb.factor, value.factor)
    if value.asset_sha256 is not None:
        pb.asset_sha256 = value.asset_sha256
    if value.asset_kind is not None:
        pb.asset_kind = FACTOR_ASSET_TO_PB[value.asset_kind]


def register_factor_response_from_pb(pb: library_service_pb2.RegisterFactorResponse) -> models.RegisterFactorResponse:
    return wire.read(models.RegisterFactorResponse, dict_register_factor_response, pb)


def register_factor_response_to_pb(value: models.RegisterFactorResponse) -> library_service_pb2.RegisterFactorResponse:
    pb = library_service_pb2.RegisterFactorResponse()
    fill_register_factor_response(pb, value)
    return pb


def dict_register_factor_response(pb: library_service_pb2.RegisterFactorResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"factor": dict_factor_entry(pb.factor) if has("factor") else None}


def fill_register_factor_response(pb: library_service_pb2.RegisterFactorResponse, value: models.RegisterFactorResponse) -> None:
    pb.factor.SetInParent()
    fill_factor_entry(pb.factor, value.factor)


def register_strategy_request_from_pb(pb: library_service_pb2.RegisterStrategyRequest) -> models.RegisterStrategyRequest:
    return wire.read(models.RegisterStrategyRequest, dict_register_strategy_request, pb)


def register_strategy_request_to_pb(value: models.RegisterStrategyRequest) -> library_service_pb2.RegisterStrategyRequest:
    pb = library_service_pb2.RegisterStrategyRequest()
    fill_register_strategy_request(pb, value)
    return pb


def dict_register_strategy_request(pb: library_service_pb2.RegisterStrategyRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "strategy": dict_catalog_strategy(pb.strategy) if has("strategy") else None,
    }
    if has("asset_sha256"):
        found["asset_sha256"] = pb.asset_sha256
    return found


def fill_register_strategy_request(
    pb: library_service_pb2.RegisterStrategyRequest, value: models.RegisterStrategyRequest
) -> None:
    pb.request_id = value.request_id
    pb.strategy.SetInParent()
    fill_catalog_strategy(pb.strategy, value.strategy)
    if value.asset_sha256 is not None:
        pb.asset_sha256 = value.asset_sha256


def register_strategy_response_from_pb(pb: library_service_pb2.RegisterStrategyResponse) -> models.RegisterStrategyResponse:
    return wire.read(models.RegisterStrategyResponse, dict_register_strategy_response, pb)


def register_strategy_response_to_pb(value: models.RegisterStrategyResponse) -> library_service_pb2.RegisterStrategyResponse:
    pb = library_service_pb2.RegisterStrategyResponse()
    fill_register_strategy_response(pb, value)
    return pb


def dict_register_strategy_response(pb: library_service_pb2.RegisterStrategyResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"strategy": dict_strategy_entry(pb.strategy) if has("strategy") else None}


def fill_register_strategy_response(
    pb: library_service_pb2.RegisterStrategyResponse, value: models.RegisterStrategyResponse
) -> None:
    pb.strategy.SetInParent()
    fill_strategy_entry(pb.strategy, value.strategy)


def streamed_catalog_from_pb(pb: library_service_pb2.StreamedCatalog) -> models.StreamedCatalog:
    return wire.read(models.StreamedCatalog, dict_streamed_catalog, pb)


def streamed_catalog_to_pb(value: models.StreamedCatalog) -> library_service_pb2.StreamedCatalog:
    pb = library_service_pb2.StreamedCatalog()
    fill_streamed_catalog(pb, value)
    return pb


def dict_streamed_catalog(pb: library_service_pb2.StreamedCatalog) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": CATALOG_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    if has("alpha"):
        found["alpha"] = pb.alpha
    return found


def fill_streamed_catalog(pb: library_service_pb2.StreamedCatalog, value: models.StreamedCatalog) -> None:
    pb.kind = CATALOG_KIND_TO_PB[value.kind]
    pb.source = value.source
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    if value.alpha is not None:
        pb.alpha = value.alpha


def import_header_from_pb(pb: library_service_pb2.ImportHeader) -> models.ImportHeader:
    return wire.read(models.ImportHeader, dict_import_header, pb)


def import_header_to_pb(value: models.ImportHeader) -> library_service_pb2.ImportHeader:
    pb = library_service_pb2.ImportHeader()
    fill_import_header(pb, value)
    return pb


def dict_import_header(pb: library_service_pb2.ImportHeader) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "catalogs": wire.elements(dict_streamed_catalog, got_catalogs) if (got_catalogs := pb.catalogs) else [],
        "mode": IMPORT_MODE_FROM_PB[got_mode] if (got_mode := pb.mode) or has("mode") else None,
    }
    if has("dry_run"):
        found["dry_run"] = pb.dry_run
    if has("allow_partial"):
        found["allow_partial"] = pb.allow_partial
    return found


def fill_import_header(pb: library_service_pb2.ImportHeader, value: models.ImportHeader) -> None:
    pb.request_id = value.request_id
    for each_catalogs in value.catalogs:
        fill_streamed_catalog(pb.catalogs.add(), each_catalogs)
    pb.mode = IMPORT_MODE_TO_PB[value.mode]
    if value.dry_run is not None:
        pb.dry_run = value.dry_run
    if value.allow_partial is not None:
        pb.allow_partial = value.allow_partial


def catalog_rows_from_pb(pb: library_service_pb2.CatalogRows) -> models.CatalogRows:
    return wire.read(models.CatalogRows, dict_catalog_rows, pb)


def catalog_rows_to_pb(value: models.CatalogRows) -> library_service_pb2.CatalogRows:
    pb = library_service_pb2.CatalogRows()
    fill_catalog_rows(pb, value)
    return pb


def dict_catalog_rows(pb: library_service_pb2.CatalogRows) -> dict[str, Any]:
    has = pb.HasField
    return {
        "catalog": got_catalog if (got_catalog := pb.catalog) or has("catalog") else None,
        "factors": wire.elements(dict_catalog_factor, got_factors) if (got_factors := pb.factors) else [],
        "strategies": wire.elements(dict_catalog_strategy, got_strategies) if (got_strategies := pb.strategies) else [],
        "loops": wire.elements(dict_catalog_loop, got_loops) if (got_loops := pb.loops) else [],
        "models": wire.elements(dict_catalog_model, got_models) if (got_models := pb.models) else [],
    }


def fill_catalog_rows(pb: library_service_pb2.CatalogRows, value: models.CatalogRows) -> None:
    pb.catalog = value.catalog
    for each_factors in value.factors:
        fill_catalog_factor(pb.factors.add(), each_factors)
    for each_strategies in value.strategies:
        fill_catalog_strategy(pb.strategies.add(), each_strategies)
    for each_loops in value.loops:
        fill_catalog_loop(pb.loops.add(), each_loops)
    for each_models in value.models:
        fill_catalog_model(pb.models.add(), each_models)


def import_catalog_stream_request_from_pb(
    pb: library_service_pb2.ImportCatalogStreamRequest,
) -> models.ImportCatalogStreamRequest:
    return wire.read(models.ImportCatalogStreamRequest, dict_import_catalog_stream_request, pb)


def import_catalog_stream_request_to_pb(
    value: models.ImportCatalogStreamRequest,
) -> library_service_pb2.ImportCatalogStreamRequest:
    pb = library_service_pb2.ImportCatalogStreamRequest()
    fill_import_catalog_stream_request(pb, value)
    return pb


def dict_import_catalog_stream_request(pb: library_service_pb2.ImportCatalogStreamRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("header"):
        found["header"] = dict_import_header(pb.header)
    if has("rows"):
        found["rows"] = dict_catalog_rows(pb.rows)
    return found


def fill_import_catalog_stream_request(
    pb: library_service_pb2.ImportCatalogStreamRequest, value: models.ImportCatalogStreamRequest
) -> None:
    if value.header is not None:
        pb.header.SetInParent()
        fill_import_header(pb.header, value.header)
    if value.rows is not None:
        pb.rows.SetInParent()
        fill_catalog_rows(pb.rows, value.rows)


def import_catalog_stream_response_from_pb(
    pb: library_service_pb2.ImportCatalogStreamResponse,
) -> models.ImportCatalogStreamResponse:
    return wire.read(models.ImportCatalogStreamResponse, dict_import_catalog_stream_response, pb)


def import_catalog_stream_response_to_pb(
    value: models.ImportCatalogStreamResponse,
) -> library_service_pb2.ImportCatalogStreamResponse:
    pb = library_service_pb2.ImportCatalogStreamResponse()
    fill_import_catalog_stream_response(pb, value)
    return pb


def dict_import_catalog_stream_response(pb: library_service_pb2.ImportCatalogStreamResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"report": dict_import_report(pb.report) if has("report") else None}


def fill_import_catalog_stream_response(
    pb: library_service_pb2.ImportCatalogStreamResponse, value: models.ImportCatalogStreamResponse
) -> None:
    pb.report.SetInParent()
    fill_import_report(pb.report, value.report)


def call_interface_from_pb(pb: library_types_pb2.CallInterface) -> models.CallInterface:
    return wire.read(models.CallInterface, dict_call_interface, pb)


def call_interface_to_pb(value: models.CallInterface) -> library_types_pb2.CallInterface:
    pb = library_types_pb2.CallInterface()
    fill_call_interface(pb, value)
    return pb


def dict_call_interface(pb: library_types_pb2.CallInterface) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"type": CALL_FORM_FROM_PB[got_type] if (got_type := pb.type) or has("type") else None}
    if has("standard_wrapper"):
        found["standard_wrapper"] = pb.standard_wrapper
    return found


def fill_call_interface(pb: library_types_pb2.CallInterface, value: models.CallInterface) -> None:
    pb.type = CALL_FORM_TO_PB[value.type]
    if value.standard_wrapper is not None:
        pb.standard_wrapper = value.standard_wrapper


def input_schema_from_pb(pb: library_types_pb2.InputSchema) -> models.InputSchema:
    return wire.read(models.InputSchema, dict_input_schema, pb)


def input_schema_to_pb(value: models.InputSchema) -> library_types_pb2.InputSchema:
    pb = library_types_pb2.InputSchema()
    fill_input_schema(pb, value)
    return pb


def dict_input_schema(pb: library_types_pb2.InputSchema) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"required_fields": pb.required_fields[:], "optional_fields": pb.optional_fields[:]}
    if has("lookback_days"):
        found["lookback_days"] = pb.lookback_days
    if has("index_type"):
        found["index_type"] = pb.index_type
    if has("description"):
        found["description"] = pb.description
    return found


def fill_input_schema(pb: library_types_pb2.InputSchema, value: models.InputSchema) -> None:
    pb.required_fields.extend(value.required_fields)
    pb.optional_fields.extend(value.optional_fields)
    if value.lookback_days is not None:
        pb.lookback_days = value.lookback_days
    if value.index_type is not None:
        pb.index_type = value.index_type
    if value.description is not None:
        pb.description = value.description


def loop_metrics_from_pb(pb: library_types_pb2.LoopMetrics) -> models.LoopMetrics:
    return wire.read(models.LoopMetrics, dict_loop_metrics, pb)


def loop_metrics_to_pb(value: models.LoopMetrics) -> library_types_pb2.LoopMetrics:
    pb = library_types_pb2.LoopMetrics()
    fill_loop_metrics(pb, value)
    return pb


def dict_loop_metrics(pb: library_types_pb2.LoopMetrics) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = wire.inline(pb.extra, ("annualized_return", "ic_mean", "max_drawdown", "multi_score", "rank_ic_mean"))
    if has("annualized_return"):
        found["annualized_return"] = pb.annualized_return
    if has("max_drawdown"):
        found["max_drawdown"] = pb.max_drawdown
    if has("ic_mean"):
        found["ic_mean"] = pb.ic_mean
    if has("rank_ic_mean"):
        found["rank_ic_mean"] = pb.rank_ic_mean
    if has("multi_score"):
        found["multi_score"] = pb.multi_score
    return found


def fill_loop_metrics(pb: library_types_pb2.LoopMetrics, value: models.LoopMetrics) -> None:
    if value.annualized_return is not None:
        pb.annualized_return = value.annualized_return
    if value.max_drawdown is not None:
        pb.max_drawdown = value.max_drawdown
    if value.ic_mean is not None:
        pb.ic_mean = value.ic_mean
    if value.rank_ic_mean is not None:
        pb.rank_ic_mean = value.rank_ic_mean
    if value.multi_score is not None:
        pb.multi_score = value.multi_score
    pb.extra.update(value.model_extra or {})


def evidence_file_from_pb(pb: library_types_pb2.EvidenceFile) -> models.EvidenceFile:
    return wire.read(models.EvidenceFile, dict_evidence_file, pb)


def evidence_file_to_pb(value: models.EvidenceFile) -> library_types_pb2.EvidenceFile:
    pb = library_types_pb2.EvidenceFile()
    fill_evidence_file(pb, value)
    return pb


def dict_evidence_file(pb: library_types_pb2.EvidenceFile) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "path": got_path if (got_path := pb.path) or has("path") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
    }


def fill_evidence_file(pb: library_types_pb2.EvidenceFile, value: models.EvidenceFile) -> None:
    pb.name = value.name
    pb.path = value.path
    pb.sha256 = value.sha256
    pb.size = value.size


def result_criteria_from_pb(pb: library_types_pb2.ResultCriteria) -> models.ResultCriteria:
    return wire.read(models.ResultCriteria, dict_result_criteria, pb)


def result_criteria_to_pb(value: models.ResultCriteria) -> library_types_pb2.ResultCriteria:
    pb = library_types_pb2.ResultCriteria()
    fill_result_criteria(pb, value)
    return pb


def dict_result_criteria(pb: library_types_pb2.ResultCriteria) -> dict[str, Any]:
    has = pb.HasField
    return {
        "action": LOOP_ACTION_FROM_PB[got_action] if (got_action := pb.action) or has("action") else None,
        "required_files": pb.required_files[:],
        "evidence": wire.elements(dict_evidence_file, got_evidence) if (got_evidence := pb.evidence) else [],
        "has_result": got_has_result if (got_has_result := pb.has_result) or has("has_result") else None,
    }


def fill_result_criteria(pb: library_types_pb2.ResultCriteria, value: models.ResultCriteria) -> None:
    pb.action = LOOP_ACTION_TO_PB[value.action]
    pb.required_files.extend(value.required_files)
    for each_evidence in value.evidence:
        fill_evidence_file(pb.evidence.add(), each_evidence)
    pb.has_result = value.has_result


def artifact_entry_from_pb(pb: library_types_pb2.ArtifactEntry) -> models.ArtifactEntry:
    return wire.read(models.ArtifactEntry, dict_artifact_entry, pb)


def artifact_entry_to_pb(value: models.ArtifactEntry) -> library_types_pb2.ArtifactEntry:
    pb = library_types_pb2.ArtifactEntry()
    fill_artifact_entry(pb, value)
    return pb


def dict_artifact_entry(pb: library_types_pb2.ArtifactEntry) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "artifact_id": got_artifact_id if (got_artifact_id := pb.artifact_id) or has("artifact_id") else None,
        "artifact_type": got_artifact_type if (got_artifact_type := pb.artifact_type) or has("artifact_type") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "present": got_present if (got_present := pb.present) or has("present") else None,
        "files": pb.files[:],
    }
    if has("entry_path"):
        found["entry_path"] = pb.entry_path
    return found


def fill_artifact_entry(pb: library_types_pb2.ArtifactEntry, value: models.ArtifactEntry) -> None:
    pb.artifact_id = value.artifact_id
    pb.artifact_type = value.artifact_type
    pb.name = value.name
    pb.present = value.present
    if value.entry_path is not None:
        pb.entry_path = value.entry_path
    pb.files.extend(value.files)


def summary_texts_from_pb(pb: loop_catalog_pb2.SummaryTexts) -> models.SummaryTexts:
    return wire.read(models.SummaryTexts, dict_summary_texts, pb)


def summary_texts_to_pb(value: models.SummaryTexts) -> loop_catalog_pb2.SummaryTexts:
    pb = loop_catalog_pb2.SummaryTexts()
    fill_summary_texts(pb, value)
    return pb


def dict_summary_texts(pb: loop_catalog_pb2.SummaryTexts) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("execution"):
        found["execution"] = pb.execution
    if has("value_feedback"):
        found["value_feedback"] = pb.value_feedback
    if has("shape_feedback"):
        found["shape_feedback"] = pb.shape_feedback
    return found


def fill_summary_texts(pb: loop_catalog_pb2.SummaryTexts, value: models.SummaryTexts) -> None:
    if value.execution is not None:
        pb.execution = value.execution
    if value.value_feedback is not None:
        pb.value_feedback = value.value_feedback
    if value.shape_feedback is not None:
        pb.shape_feedback = value.shape_feedback


def loop_paths_from_pb(pb: loop_catalog_pb2.LoopPaths) -> models.LoopPaths:
    return wire.read(models.LoopPaths, dict_loop_paths, pb)


def loop_paths_to_pb(value: models.LoopPaths) -> loop_catalog_pb2.LoopPaths:
    pb = loop_catalog_pb2.LoopPaths()
    fill_loop_paths(pb, value)
    return pb


def dict_loop_paths(pb: loop_catalog_pb2.LoopPaths) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("factor_meta"):
        found["factor_meta"] = pb.factor_meta
    if has("factor_perf"):
        found["factor_perf"] = pb.factor_perf
    if has("feedback"):
        found["feedback"] = pb.feedback
    if has("ret_curve"):
        found["ret_curve"] = pb.ret_curve
    if has("dd_curve"):
        found["dd_curve"] = pb.dd_curve
    return found


def fill_loop_paths(pb: loop_catalog_pb2.LoopPaths, value: models.LoopPaths) -> None:
    if value.factor_meta is not None:
        pb.factor_meta = value.factor_meta
    if value.factor_perf is not None:
        pb.factor_perf = value.factor_perf
    if value.feedback is not None:
        pb.feedback = value.feedback
    if value.ret_curve is not None:
        pb.ret_curve = value.ret_curve
    if value.dd_curve is not None:
        pb.dd_curve = value.dd_curve


def catalog_loop_from_pb(pb: loop_catalog_pb2.CatalogLoop) -> models.CatalogLoop:
    return wire.read(models.CatalogLoop, dict_catalog_loop, pb)


def catalog_loop_to_pb(value: models.CatalogLoop) -> loop_catalog_pb2.CatalogLoop:
    pb = loop_catalog_pb2.CatalogLoop()
    fill_catalog_loop(pb, value)
    return pb


def dict_catalog_loop(pb: loop_catalog_pb2.CatalogLoop) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "step_name": got_step_name if (got_step_name := pb.step_name) or has("step_name") else None,
        "action": LOOP_ACTION_FROM_PB[got_action] if (got_action := pb.action) or has("action") else None,
        "status": LOOP_STATUS_FROM_PB[got_status] if (got_status := pb.status) or has("status") else None,
        "has_result": got_has_result if (got_has_result := pb.has_result) or has("has_result") else None,
        "factor_names": pb.factor_names[:],
        "metrics": dict_loop_metrics(pb.metrics) if has("metrics") else None,
        "summary_texts": dict_summary_texts(pb.summary_texts) if has("summary_texts") else None,
        "paths": dict_loop_paths(pb.paths) if has("paths") else None,
        "metrics_basis": wire.entries_read(contract_converters.dict_metric_basis, got_metrics_basis)
        if (got_metrics_basis := pb.metrics_basis)
        else {},
        "files": wire.elements(contract_converters.dict_named_file, got_files) if (got_files := pb.files) else [],
    }
    if has("scenario"):
        found["scenario"] = pb.scenario
    if has("strategy_id"):
        found["strategy_id"] = pb.strategy_id
    if has("decision"):
        found["decision"] = pb.decision
    if has("workspace_path"):
        found["workspace_path"] = pb.workspace_path
    if has("workspace_store"):
        found["workspace_store"] = pb.workspace_store
    if has("workspace_ref"):
        found["workspace_ref"] = contract_converters.dict_workspace_ref(pb.workspace_ref)
    if has("workspace_role"):
        found["workspace_role"] = WORKSPACE_ROLE_FROM_PB[pb.workspace_role]
    if has("log_dir"):
        found["log_dir"] = pb.log_dir
    if has("materialization_status"):
        found["materialization_status"] = MATERIALIZATION_STATUS_FROM_PB[pb.materialization_status]
    if has("materialization_error"):
        found["materialization_error"] = pb.materialization_error
    if has("asset_bundle_id"):
        found["asset_bundle_id"] = pb.asset_bundle_id
    if has("is_solidified"):
        found["is_solidified"] = pb.is_solidified
    if has("sync_status"):
        found["sync_status"] = SYNC_STATUS_FROM_PB[pb.sync_status]
    if has("model_id"):
        found["model_id"] = pb.model_id
    if has("config_hash"):
        found["config_hash"] = pb.config_hash
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    if has("started_at_utc"):
        found["started_at_utc"] = pb.started_at_utc
    if has("ended_at_utc"):
        found["ended_at_utc"] = pb.ended_at_utc
    if has("period"):
        found["period"] = contract_converters.dict_date_range(pb.period)
    return found


def fill_catalog_loop(pb: loop_catalog_pb2.CatalogLoop, value: models.CatalogLoop) -> None:
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    if value.scenario is not None:
        pb.scenario = value.scenario
    pb.step_name = value.step_name
    pb.action = LOOP_ACTION_TO_PB[value.action]
    pb.status = LOOP_STATUS_TO_PB[value.status]
    pb.has_result = value.has_result
    if value.strategy_id is not None:
        pb.strategy_id = value.strategy_id
    pb.factor_names.extend(value.factor_names)
    pb.metrics.SetInParent()
    fill_loop_metrics(pb.metrics, value.metrics)
    if value.decision is not None:
        pb.decision = value.decision
    pb.summary_texts.SetInParent()
    fill_summary_texts(pb.summary_texts, value.summary_texts)
    pb.paths.SetInParent()
    fill_loop_paths(pb.paths, value.paths)
    for key, each_metrics_basis in value.metrics_basis.items():
        contract_converters.fill_metric_basis(pb.metrics_basis[key], each_metrics_basis)
    if value.workspace_path is not None:
        pb.workspace_path = value.workspace_path
    if value.workspace_store is not None:
        pb.workspace_store = value.workspace_store
    if value.workspace_ref is not None:
        pb.workspace_ref.SetInParent()
        contract_converters.fill_workspace_ref(pb.workspace_ref, value.workspace_ref)
    if value.workspace_role is not None:
        pb.workspace_role = WORKSPACE_ROLE_TO_PB[value.workspace_role]
    if value.log_dir is not None:
        pb.log_dir = value.log_dir
    if value.materialization_status is not None:
        pb.materialization_status = MATERIALIZATION_STATUS_TO_PB[value.materialization_status]
    if value.materialization_error is not None:
        pb.materialization_error = value.materialization_error
    if value.asset_bundle_id is not None:
        pb.asset_bundle_id = value.asset_bundle_id
    if value.is_solidified is not None:
        pb.is_solidified = value.is_solidified
    if value.sync_status is not None:
        pb.sync_status = SYNC_STATUS_TO_PB[value.sync_status]
    if value.model_id is not None:
        pb.model_id = value.model_id
    if value.config_hash is not None:
        pb.config_hash = value.config_hash
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    if value.started_at_utc is not None:
        pb.started_at_utc = wire.utc_text(value.started_at_utc)
    if value.ended_at_utc is not None:
        pb.ended_at_utc = wire.utc_text(value.ended_at_utc)
    if value.period is not None:
        pb.period.SetInParent()
        contract_converters.fill_date_range(pb.period, value.period)
    for each_files in value.files:
        contract_converters.fill_named_file(pb.files.add(), each_files)


def loop_catalog_from_pb(pb: loop_catalog_pb2.LoopCatalog) -> models.LoopCatalog:
    return wire.read(models.LoopCatalog, dict_loop_catalog, pb)


def loop_catalog_to_pb(value: models.LoopCatalog) -> loop_catalog_pb2.LoopCatalog:
    pb = loop_catalog_pb2.LoopCatalog()
    fill_loop_catalog(pb, value)
    return pb


def dict_loop_catalog(pb: loop_catalog_pb2.LoopCatalog) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "loops": wire.elements(dict_catalog_loop, got_loops) if (got_loops := pb.loops) else [],
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_loop_catalog(pb: loop_catalog_pb2.LoopCatalog, value: models.LoopCatalog) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    for each_loops in value.loops:
        fill_catalog_loop(pb.loops.add(), each_loops)
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def feedback_summary_from_pb(pb: loop_feedback_pb2.FeedbackSummary) -> models.FeedbackSummary:
    return wire.read(models.FeedbackSummary, dict_feedback_summary, pb)


def feedback_summary_to_pb(value: models.FeedbackSummary) -> loop_feedback_pb2.FeedbackSummary:
    pb = loop_feedback_pb2.FeedbackSummary()
    fill_feedback_summary(pb, value)
    return pb


def dict_feedback_summary(pb: loop_feedback_pb2.FeedbackSummary) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"code_critic": pb.code_critic[:], "limitations": pb.limitations[:]}
    if has("execution"):
        found["execution"] = pb.execution
    if has("value_feedback"):
        found["value_feedback"] = pb.value_feedback
    if has("shape_feedback"):
        found["shape_feedback"] = pb.shape_feedback
    return found


def fill_feedback_summary(pb: loop_feedback_pb2.FeedbackSummary, value: models.FeedbackSummary) -> None:
    if value.execution is not None:
        pb.execution = value.execution
    if value.value_feedback is not None:
        pb.value_feedback = value.value_feedback
    if value.shape_feedback is not None:
        pb.shape_feedback = value.shape_feedback
    pb.code_critic.extend(value.code_critic)
    pb.limitations.extend(value.limitations)


def loop_feedback_from_pb(pb: loop_feedback_pb2.LoopFeedback) -> models.LoopFeedback:
    return wire.read(models.LoopFeedback, dict_loop_feedback, pb)


def loop_feedback_to_pb(value: models.LoopFeedback) -> loop_feedback_pb2.LoopFeedback:
    pb = loop_feedback_pb2.LoopFeedback()
    fill_loop_feedback(pb, value)
    return pb


def dict_loop_feedback(pb: loop_feedback_pb2.LoopFeedback) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "summary": dict_feedback_summary(pb.summary) if has("summary") else None,
    }
    if has("decision"):
        found["decision"] = pb.decision
    if has("hypothesis"):
        found["hypothesis"] = pb.hypothesis
    if has("decided_by"):
        found["decided_by"] = pb.decided_by
    return found


def fill_loop_feedback(pb: loop_feedback_pb2.LoopFeedback, value: models.LoopFeedback) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    if value.decision is not None:
        pb.decision = value.decision
    if value.hypothesis is not None:
        pb.hypothesis = value.hypothesis
    pb.summary.SetInParent()
    fill_feedback_summary(pb.summary, value.summary)
    if value.decided_by is not None:
        pb.decided_by = value.decided_by


def model_meta_from_pb(pb: model_artifacts_pb2.ModelMeta) -> models.ModelMeta:
    return wire.read(models.ModelMeta, dict_model_meta, pb)


def model_meta_to_pb(value: models.ModelMeta) -> model_artifacts_pb2.ModelMeta:
    pb = model_artifacts_pb2.ModelMeta()
    fill_model_meta(pb, value)
    return pb


def dict_model_meta(pb: model_artifacts_pb2.ModelMeta) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "features": pb.features[:],
        "feature_count": got_feature_count if (got_feature_count := pb.feature_count) or has("feature_count") else None,
        "feature_hash": got_feature_hash if (got_feature_hash := pb.feature_hash) or has("feature_hash") else None,
        "preprocessing": wire.elements(dict_preprocess_step, got_preprocessing)
        if (got_preprocessing := pb.preprocessing)
        else [],
        "executed_config_hash": got_executed_config_hash
        if (got_executed_config_hash := pb.executed_config_hash) or has("executed_config_hash")
        else None,
    }
    if has("model_type"):
        found["model_type"] = pb.model_type
    if has("model_conf"):
        found["model_conf"] = wire.json_object(pb.model_conf)
    if has("dataset_conf"):
        found["dataset_conf"] = wire.json_object(pb.dataset_conf)
    if has("model_format"):
        found["model_format"] = MODEL_FORMAT_FROM_PB[pb.model_format]
    if has("model_file"):
        found["model_file"] = pb.model_file
    if has("model_sha256"):
        found["model_sha256"] = pb.model_sha256
    if has("label"):
        found["label"] = pb.label
    if has("seed"):
        found["seed"] = pb.seed
    return found


def fill_model_meta(pb: model_artifacts_pb2.ModelMeta, value: models.ModelMeta) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    if value.model_type is not None:
        pb.model_type = value.model_type
    if value.model_conf is not None:
        pb.model_conf = wire.json_text(value.model_conf)
    if value.dataset_conf is not None:
        pb.dataset_conf = wire.json_text(value.dataset_conf)
    pb.features.extend(value.features)
    pb.feature_count = value.feature_count
    pb.feature_hash = value.feature_hash
    for each_preprocessing in value.preprocessing:
        fill_preprocess_step(pb.preprocessing.add(), each_preprocessing)
    pb.executed_config_hash = value.executed_config_hash
    if value.model_format is not None:
        pb.model_format = MODEL_FORMAT_TO_PB[value.model_format]
    if value.model_file is not None:
        pb.model_file = value.model_file
    if value.model_sha256 is not None:
        pb.model_sha256 = value.model_sha256
    if value.label is not None:
        pb.label = value.label
    if value.seed is not None:
        pb.seed = value.seed


def strategy_meta_from_pb(pb: model_artifacts_pb2.StrategyMeta) -> models.StrategyMeta:
    return wire.read(models.StrategyMeta, dict_strategy_meta, pb)


def strategy_meta_to_pb(value: models.StrategyMeta) -> model_artifacts_pb2.StrategyMeta:
    pb = model_artifacts_pb2.StrategyMeta()
    fill_strategy_meta(pb, value)
    return pb


def dict_strategy_meta(pb: model_artifacts_pb2.StrategyMeta) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "strategy_id": got_strategy_id if (got_strategy_id := pb.strategy_id) or has("strategy_id") else None,
        "strategy_name": got_strategy_name if (got_strategy_name := pb.strategy_name) or has("strategy_name") else None,
        "config_hash": got_config_hash if (got_config_hash := pb.config_hash) or has("config_hash") else None,
        "output_form": OUTPUT_FORM_FROM_PB[got_output_form]
        if (got_output_form := pb.output_form) or has("output_form")
        else None,
        "template_files": pb.template_files[:],
    }
    if has("top_k"):
        found["top_k"] = pb.top_k
    if has("n_drop"):
        found["n_drop"] = pb.n_drop
    if has("portfolio_config"):
        found["portfolio_config"] = wire.json_object(pb.portfolio_config)
    if has("backtest_config"):
        found["backtest_config"] = wire.json_object(pb.backtest_config)
    if has("python_implementation"):
        found["python_implementation"] = dict_python_implementation(pb.python_implementation)
    return found


def fill_strategy_meta(pb: model_artifacts_pb2.StrategyMeta, value: models.StrategyMeta) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.strategy_id = value.strategy_id
    pb.strategy_name = value.strategy_name
    pb.config_hash = value.config_hash
    pb.output_form = OUTPUT_FORM_TO_PB[value.output_form]
    if value.top_k is not None:
        pb.top_k = value.top_k
    if value.n_drop is not None:
        pb.n_drop = value.n_drop
    if value.portfolio_config is not None:
        pb.portfolio_config = wire.json_text(value.portfolio_config)
    if value.backtest_config is not None:
        pb.backtest_config = wire.json_text(value.backtest_config)
    if value.python_implementation is not None:
        pb.python_implementation.SetInParent()
        fill_python_implementation(pb.python_implementation, value.python_implementation)
    pb.template_files.extend(value.template_files)


def preprocess_step_from_pb(pb: model_catalog_pb2.PreprocessStep) -> models.PreprocessStep:
    return wire.read(models.PreprocessStep, dict_preprocess_step, pb)


def preprocess_step_to_pb(value: models.PreprocessStep) -> model_catalog_pb2.PreprocessStep:
    pb = model_catalog_pb2.PreprocessStep()
    fill_preprocess_step(pb, value)
    return pb


def dict_preprocess_step(pb: model_catalog_pb2.PreprocessStep) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "learned": got_learned if (got_learned := pb.learned) or has("learned") else None,
    }
    if has("fields_group"):
        found["fields_group"] = pb.fields_group
    if has("kwargs"):
        found["kwargs"] = wire.json_object(pb.kwargs)
    return found


def fill_preprocess_step(pb: model_catalog_pb2.PreprocessStep, value: models.PreprocessStep) -> None:
    pb.name = value.name
    pb.learned = value.learned
    if value.fields_group is not None:
        pb.fields_group = value.fields_group
    if value.kwargs is not None:
        pb.kwargs = wire.json_text(value.kwargs)


def catalog_model_from_pb(pb: model_catalog_pb2.CatalogModel) -> models.CatalogModel:
    return wire.read(models.CatalogModel, dict_catalog_model, pb)


def catalog_model_to_pb(value: models.CatalogModel) -> model_catalog_pb2.CatalogModel:
    pb = model_catalog_pb2.CatalogModel()
    fill_catalog_model(pb, value)
    return pb


def dict_catalog_model(pb: model_catalog_pb2.CatalogModel) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "model_id": got_model_id if (got_model_id := pb.model_id) or has("model_id") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "features": pb.features[:],
        "preprocessing": wire.elements(dict_preprocess_step, got_preprocessing)
        if (got_preprocessing := pb.preprocessing)
        else [],
    }
    if has("workspace_path"):
        found["workspace_path"] = pb.workspace_path
    if has("workspace_store"):
        found["workspace_store"] = pb.workspace_store
    if has("log_dir"):
        found["log_dir"] = pb.log_dir
    if has("model_type"):
        found["model_type"] = pb.model_type
    if has("model_config"):
        found["model_config"] = wire.json_object(pb.model_config)
    if has("dataset_config"):
        found["dataset_config"] = wire.json_object(pb.dataset_config)
    if has("feature_schema"):
        found["feature_schema"] = wire.json_object(pb.feature_schema)
    if has("feature_hash"):
        found["feature_hash"] = pb.feature_hash
    if has("model_format"):
        found["model_format"] = MODEL_FORMAT_FROM_PB[pb.model_format]
    if has("model_file"):
        found["model_file"] = pb.model_file
    if has("model_sha256"):
        found["model_sha256"] = pb.model_sha256
    if has("executed_config_hash"):
        found["executed_config_hash"] = pb.executed_config_hash
    if has("strategy_id"):
        found["strategy_id"] = pb.strategy_id
    return found


def fill_catalog_model(pb: model_catalog_pb2.CatalogModel, value: models.CatalogModel) -> None:
    pb.model_id = value.model_id
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    if value.workspace_path is not None:
        pb.workspace_path = value.workspace_path
    if value.workspace_store is not None:
        pb.workspace_store = value.workspace_store
    if value.log_dir is not None:
        pb.log_dir = value.log_dir
    if value.model_type is not None:
        pb.model_type = value.model_type
    if value.model_config_ is not None:
        pb.model_config = wire.json_text(value.model_config_)
    if value.dataset_config is not None:
        pb.dataset_config = wire.json_text(value.dataset_config)
    if value.feature_schema is not None:
        pb.feature_schema = wire.json_text(value.feature_schema)
    pb.features.extend(value.features)
    if value.feature_hash is not None:
        pb.feature_hash = value.feature_hash
    for each_preprocessing in value.preprocessing:
        fill_preprocess_step(pb.preprocessing.add(), each_preprocessing)
    if value.model_format is not None:
        pb.model_format = MODEL_FORMAT_TO_PB[value.model_format]
    if value.model_file is not None:
        pb.model_file = value.model_file
    if value.model_sha256 is not None:
        pb.model_sha256 = value.model_sha256
    if value.executed_config_hash is not None:
        pb.executed_config_hash = value.executed_config_hash
    if value.strategy_id is not None:
        pb.strategy_id = value.strategy_id


def model_catalog_from_pb(pb: model_catalog_pb2.ModelCatalog) -> models.ModelCatalog:
    return wire.read(models.ModelCatalog, dict_model_catalog, pb)


def model_catalog_to_pb(value: models.ModelCatalog) -> model_catalog_pb2.ModelCatalog:
    pb = model_catalog_pb2.ModelCatalog()
    fill_model_catalog(pb, value)
    return pb


def dict_model_catalog(pb: model_catalog_pb2.ModelCatalog) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "models": wire.elements(dict_catalog_model, got_models) if (got_models := pb.models) else [],
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_model_catalog(pb: model_catalog_pb2.ModelCatalog, value: models.ModelCatalog) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    for each_models in value.models:
        fill_catalog_model(pb.models.add(), each_models)
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def signal_row_from_pb(pb: series_pb2.SignalRow) -> models.SignalRow:
    return wire.read(models.SignalRow, dict_signal_row, pb)


def signal_row_to_pb(value: models.SignalRow) -> series_pb2.SignalRow:
    pb = series_pb2.SignalRow()
    fill_signal_row(pb, value)
    return pb


def dict_signal_row(pb: series_pb2.SignalRow) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "trade_date": got_trade_date if (got_trade_date := pb.trade_date) or has("trade_date") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "score": got_score if (got_score := pb.score) or has("score") else None,
        "rank": got_rank if (got_rank := pb.rank) or has("rank") else None,
    }
    if has("effective_date"):
        found["effective_date"] = pb.effective_date
    if has("target_weight"):
        found["target_weight"] = pb.target_weight
    return found


def fill_signal_row(pb: series_pb2.SignalRow, value: models.SignalRow) -> None:
    pb.trade_date = value.trade_date.isoformat()
    if value.effective_date is not None:
        pb.effective_date = value.effective_date.isoformat()
    pb.instrument = value.instrument
    pb.score = value.score
    pb.rank = value.rank
    if value.target_weight is not None:
        pb.target_weight = value.target_weight


def signal_set_from_pb(pb: series_pb2.SignalSet) -> models.SignalSet:
    return wire.read(models.SignalSet, dict_signal_set, pb)


def signal_set_to_pb(value: models.SignalSet) -> series_pb2.SignalSet:
    pb = series_pb2.SignalSet()
    fill_signal_set(pb, value)
    return pb


def dict_signal_set(pb: series_pb2.SignalSet) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "freq": got_freq if (got_freq := pb.freq) or has("freq") else None,
        "top_k": got_top_k if (got_top_k := pb.top_k) or has("top_k") else None,
        "weight_method": got_weight_method if (got_weight_method := pb.weight_method) or has("weight_method") else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "rows": wire.elements(dict_signal_row, got_rows) if (got_rows := pb.rows) else [],
    }
    if has("n_drop"):
        found["n_drop"] = pb.n_drop
    if has("table_file"):
        found["table_file"] = pb.table_file
    if has("table_sha256"):
        found["table_sha256"] = pb.table_sha256
    return found


def fill_signal_set(pb: series_pb2.SignalSet, value: models.SignalSet) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.freq = value.freq
    pb.top_k = value.top_k
    if value.n_drop is not None:
        pb.n_drop = value.n_drop
    pb.weight_method = value.weight_method
    pb.row_count = value.row_count
    for each_rows in value.rows:
        fill_signal_row(pb.rows.add(), each_rows)
    if value.table_file is not None:
        pb.table_file = value.table_file
    if value.table_sha256 is not None:
        pb.table_sha256 = value.table_sha256


def return_row_from_pb(pb: series_pb2.ReturnRow) -> models.ReturnRow:
    return wire.read(models.ReturnRow, dict_return_row, pb)


def return_row_to_pb(value: models.ReturnRow) -> series_pb2.ReturnRow:
    pb = series_pb2.ReturnRow()
    fill_return_row(pb, value)
    return pb


def dict_return_row(pb: series_pb2.ReturnRow) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "date": got_date if (got_date := pb.date) or has("date") else None,
        "daily_return": got_daily_return if (got_daily_return := pb.daily_return) or has("daily_return") else None,
        "cost": got_cost if (got_cost := pb.cost) or has("cost") else None,
        "turnover": got_turnover if (got_turnover := pb.turnover) or has("turnover") else None,
        "account_mills": got_account_mills if (got_account_mills := pb.account_mills) or has("account_mills") else None,
        "value_mills": got_value_mills if (got_value_mills := pb.value_mills) or has("value_mills") else None,
        "cash_mills": got_cash_mills if (got_cash_mills := pb.cash_mills) or has("cash_mills") else None,
    }
    if has("bench"):
        found["bench"] = pb.bench
    return found


def fill_return_row(pb: series_pb2.ReturnRow, value: models.ReturnRow) -> None:
    pb.date = value.date.isoformat()
    pb.daily_return = value.daily_return
    pb.cost = value.cost
    if value.bench is not None:
        pb.bench = value.bench
    pb.turnover = value.turnover
    pb.account_mills = value.account_mills
    pb.value_mills = value.value_mills
    pb.cash_mills = value.cash_mills


def returns_schema_from_pb(pb: series_pb2.ReturnsSchema) -> models.ReturnsSchema:
    return wire.read(models.ReturnsSchema, dict_returns_schema, pb)


def returns_schema_to_pb(value: models.ReturnsSchema) -> series_pb2.ReturnsSchema:
    pb = series_pb2.ReturnsSchema()
    fill_returns_schema(pb, value)
    return pb


def dict_returns_schema(pb: series_pb2.ReturnsSchema) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "freq": got_freq if (got_freq := pb.freq) or has("freq") else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "rows": wire.elements(dict_return_row, got_rows) if (got_rows := pb.rows) else [],
    }
    if has("benchmark"):
        found["benchmark"] = pb.benchmark
    if has("table_file"):
        found["table_file"] = pb.table_file
    if has("table_sha256"):
        found["table_sha256"] = pb.table_sha256
    return found


def fill_returns_schema(pb: series_pb2.ReturnsSchema, value: models.ReturnsSchema) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.freq = value.freq
    if value.benchmark is not None:
        pb.benchmark = value.benchmark
    pb.row_count = value.row_count
    for each_rows in value.rows:
        fill_return_row(pb.rows.add(), each_rows)
    if value.table_file is not None:
        pb.table_file = value.table_file
    if value.table_sha256 is not None:
        pb.table_sha256 = value.table_sha256


def workspace_example_from_pb(pb: strategy_catalog_pb2.WorkspaceExample) -> models.WorkspaceExample:
    return wire.read(models.WorkspaceExample, dict_workspace_example, pb)


def workspace_example_to_pb(value: models.WorkspaceExample) -> strategy_catalog_pb2.WorkspaceExample:
    pb = strategy_catalog_pb2.WorkspaceExample()
    fill_workspace_example(pb, value)
    return pb


def dict_workspace_example(pb: strategy_catalog_pb2.WorkspaceExample) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "workspace_path": got_workspace_path if (got_workspace_path := pb.workspace_path) or has("workspace_path") else None,
    }
    if has("workspace_store"):
        found["workspace_store"] = pb.workspace_store
    return found


def fill_workspace_example(pb: strategy_catalog_pb2.WorkspaceExample, value: models.WorkspaceExample) -> None:
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.workspace_path = value.workspace_path
    if value.workspace_store is not None:
        pb.workspace_store = value.workspace_store


def python_implementation_from_pb(pb: strategy_catalog_pb2.PythonImplementation) -> models.PythonImplementation:
    return wire.read(models.PythonImplementation, dict_python_implementation, pb)


def python_implementation_to_pb(value: models.PythonImplementation) -> strategy_catalog_pb2.PythonImplementation:
    pb = strategy_catalog_pb2.PythonImplementation()
    fill_python_implementation(pb, value)
    return pb


def dict_python_implementation(pb: strategy_catalog_pb2.PythonImplementation) -> dict[str, Any]:
    has = pb.HasField
    return {
        "module": got_module if (got_module := pb.module) or has("module") else None,
        "func": got_func if (got_func := pb.func) or has("func") else None,
    }


def fill_python_implementation(pb: strategy_catalog_pb2.PythonImplementation, value: models.PythonImplementation) -> None:
    pb.module = value.module
    pb.func = value.func


def catalog_strategy_from_pb(pb: strategy_catalog_pb2.CatalogStrategy) -> models.CatalogStrategy:
    return wire.read(models.CatalogStrategy, dict_catalog_strategy, pb)


def catalog_strategy_to_pb(value: models.CatalogStrategy) -> strategy_catalog_pb2.CatalogStrategy:
    pb = strategy_catalog_pb2.CatalogStrategy()
    fill_catalog_strategy(pb, value)
    return pb


def dict_catalog_strategy(pb: strategy_catalog_pb2.CatalogStrategy) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "strategy_id": got_strategy_id if (got_strategy_id := pb.strategy_id) or has("strategy_id") else None,
        "step_name": got_step_name if (got_step_name := pb.step_name) or has("step_name") else None,
        "action": LOOP_ACTION_FROM_PB[got_action] if (got_action := pb.action) or has("action") else None,
        "workspace_example": dict_workspace_example(pb.workspace_example) if has("workspace_example") else None,
        "template_files": pb.template_files[:],
        "feature_list": pb.feature_list[:],
    }
    if has("scenario"):
        found["scenario"] = pb.scenario
    if has("data_config"):
        found["data_config"] = wire.json_object(pb.data_config)
    if has("dataset_config"):
        found["dataset_config"] = wire.json_object(pb.dataset_config)
    if has("portfolio_config"):
        found["portfolio_config"] = wire.json_object(pb.portfolio_config)
    if has("backtest_config"):
        found["backtest_config"] = wire.json_object(pb.backtest_config)
    if has("model_config"):
        found["model_config"] = wire.json_object(pb.model_config)
    if has("python_implementation"):
        found["python_implementation"] = dict_python_implementation(pb.python_implementation)
    if has("market"):
        found["market"] = pb.market
    if has("freq"):
        found["freq"] = pb.freq
    if has("config_hash"):
        found["config_hash"] = pb.config_hash
    if has("output_form"):
        found["output_form"] = OUTPUT_FORM_FROM_PB[pb.output_form]
    if has("factor_set_hash"):
        found["factor_set_hash"] = pb.factor_set_hash
    return found


def fill_catalog_strategy(pb: strategy_catalog_pb2.CatalogStrategy, value: models.CatalogStrategy) -> None:
    pb.strategy_id = value.strategy_id
    if value.scenario is not None:
        pb.scenario = value.scenario
    pb.step_name = value.step_name
    pb.action = LOOP_ACTION_TO_PB[value.action]
    pb.workspace_example.SetInParent()
    fill_workspace_example(pb.workspace_example, value.workspace_example)
    pb.template_files.extend(value.template_files)
    if value.data_config is not None:
        pb.data_config = wire.json_text(value.data_config)
    if value.dataset_config is not None:
        pb.dataset_config = wire.json_text(value.dataset_config)
    if value.portfolio_config is not None:
        pb.portfolio_config = wire.json_text(value.portfolio_config)
    if value.backtest_config is not None:
        pb.backtest_config = wire.json_text(value.backtest_config)
    if value.model_config_ is not None:
        pb.model_config = wire.json_text(value.model_config_)
    if value.python_implementation is not None:
        pb.python_implementation.SetInParent()
        fill_python_implementation(pb.python_implementation, value.python_implementation)
    pb.feature_list.extend(value.feature_list)
    if value.market is not None:
        pb.market = value.market
    if value.freq is not None:
        pb.freq = value.freq
    if value.config_hash is not None:
        pb.config_hash = value.config_hash
    if value.output_form is not None:
        pb.output_form = OUTPUT_FORM_TO_PB[value.output_form]
    if value.factor_set_hash is not None:
        pb.factor_set_hash = value.factor_set_hash


def strategy_catalog_from_pb(pb: strategy_catalog_pb2.StrategyCatalog) -> models.StrategyCatalog:
    return wire.read(models.StrategyCatalog, dict_strategy_catalog, pb)


def strategy_catalog_to_pb(value: models.StrategyCatalog) -> strategy_catalog_pb2.StrategyCatalog:
    pb = strategy_catalog_pb2.StrategyCatalog()
    fill_strategy_catalog(pb, value)
    return pb


def dict_strategy_catalog(pb: strategy_catalog_pb2.StrategyCatalog) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "strategies": wire.elements(dict_catalog_strategy, got_strategies) if (got_strategies := pb.strategies) else [],
    }
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_strategy_catalog(pb: strategy_catalog_pb2.StrategyCatalog, value: models.StrategyCatalog) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    for each_strategies in value.strategies:
        fill_catalog_strategy(pb.strategies.add(), each_strategies)
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def workspace_pointers_from_pb(pb: workspace_pb2.WorkspacePointers) -> models.WorkspacePointers:
    return wire.read(models.WorkspacePointers, dict_workspace_pointers, pb)


def workspace_pointers_to_pb(value: models.WorkspacePointers) -> workspace_pb2.WorkspacePointers:
    pb = workspace_pb2.WorkspacePointers()
    fill_workspace_pointers(pb, value)
    return pb


def dict_workspace_pointers(pb: workspace_pb2.WorkspacePointers) -> dict[str, Any]:
    has = pb.HasField
    return {
        "meta_path": got_meta_path if (got_meta_path := pb.meta_path) or has("meta_path") else None,
        "summary_path": got_summary_path if (got_summary_path := pb.summary_path) or has("summary_path") else None,
        "manifest_path": got_manifest_path if (got_manifest_path := pb.manifest_path) or has("manifest_path") else None,
    }


def fill_workspace_pointers(pb: workspace_pb2.WorkspacePointers, value: models.WorkspacePointers) -> None:
    pb.meta_path = value.meta_path
    pb.summary_path = value.summary_path
    pb.manifest_path = value.manifest_path


def workspace_meta_from_pb(pb: workspace_pb2.WorkspaceMeta) -> models.WorkspaceMeta:
    return wire.read(models.WorkspaceMeta, dict_workspace_meta, pb)


def workspace_meta_to_pb(value: models.WorkspaceMeta) -> workspace_pb2.WorkspaceMeta:
    pb = workspace_pb2.WorkspaceMeta()
    fill_workspace_meta(pb, value)
    return pb


def dict_workspace_meta(pb: workspace_pb2.WorkspaceMeta) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "action": LOOP_ACTION_FROM_PB[got_action] if (got_action := pb.action) or has("action") else None,
        "step_name": got_step_name if (got_step_name := pb.step_name) or has("step_name") else None,
        "status": LOOP_STATUS_FROM_PB[got_status] if (got_status := pb.status) or has("status") else None,
        "has_result": got_has_result if (got_has_result := pb.has_result) or has("has_result") else None,
        "result_criteria": dict_result_criteria(pb.result_criteria) if has("result_criteria") else None,
        "workspace_role": WORKSPACE_ROLE_FROM_PB[got_workspace_role]
        if (got_workspace_role := pb.workspace_role) or has("workspace_role")
        else None,
        "workspace_path": got_workspace_path if (got_workspace_path := pb.workspace_path) or has("workspace_path") else None,
        "pointers": dict_workspace_pointers(pb.pointers) if has("pointers") else None,
    }
    if has("workspace_store"):
        found["workspace_store"] = pb.workspace_store
    if has("best_workspace_id"):
        found["best_workspace_id"] = pb.best_workspace_id
    if has("experiment_type"):
        found["experiment_type"] = pb.experiment_type
    if has("scenario"):
        found["scenario"] = pb.scenario
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    return found


def fill_workspace_meta(pb: workspace_pb2.WorkspaceMeta, value: models.WorkspaceMeta) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.action = LOOP_ACTION_TO_PB[value.action]
    pb.step_name = value.step_name
    pb.status = LOOP_STATUS_TO_PB[value.status]
    pb.has_result = value.has_result
    pb.result_criteria.SetInParent()
    fill_result_criteria(pb.result_criteria, value.result_criteria)
    pb.workspace_role = WORKSPACE_ROLE_TO_PB[value.workspace_role]
    pb.workspace_path = value.workspace_path
    if value.workspace_store is not None:
        pb.workspace_store = value.workspace_store
    if value.best_workspace_id is not None:
        pb.best_workspace_id = value.best_workspace_id
    if value.experiment_type is not None:
        pb.experiment_type = value.experiment_type
    if value.scenario is not None:
        pb.scenario = value.scenario
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id
    pb.pointers.SetInParent()
    fill_workspace_pointers(pb.pointers, value.pointers)


def experiment_summary_from_pb(pb: workspace_pb2.ExperimentSummary) -> models.ExperimentSummary:
    return wire.read(models.ExperimentSummary, dict_experiment_summary, pb)


def experiment_summary_to_pb(value: models.ExperimentSummary) -> workspace_pb2.ExperimentSummary:
    pb = workspace_pb2.ExperimentSummary()
    fill_experiment_summary(pb, value)
    return pb


def dict_experiment_summary(pb: workspace_pb2.ExperimentSummary) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "action": LOOP_ACTION_FROM_PB[got_action] if (got_action := pb.action) or has("action") else None,
        "status": LOOP_STATUS_FROM_PB[got_status] if (got_status := pb.status) or has("status") else None,
        "has_result": got_has_result if (got_has_result := pb.has_result) or has("has_result") else None,
        "result_criteria": dict_result_criteria(pb.result_criteria) if has("result_criteria") else None,
        "key_metrics": dict_loop_metrics(pb.key_metrics) if has("key_metrics") else None,
        "metrics_basis": wire.entries_read(contract_converters.dict_metric_basis, got_metrics_basis)
        if (got_metrics_basis := pb.metrics_basis)
        else {},
        "metrics": wire.entries(pb.metrics),
        "files": wire.entries(pb.files),
        "artifacts": wire.elements(dict_artifact_entry, got_artifacts) if (got_artifacts := pb.artifacts) else [],
    }
    if has("dataset_snapshot_id"):
        found["dataset_snapshot_id"] = pb.dataset_snapshot_id
    if has("executed_config_hash"):
        found["executed_config_hash"] = pb.executed_config_hash
    if has("experiment_id"):
        found["experiment_id"] = pb.experiment_id
    return found


def fill_experiment_summary(pb: workspace_pb2.ExperimentSummary, value: models.ExperimentSummary) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    pb.action = LOOP_ACTION_TO_PB[value.action]
    pb.status = LOOP_STATUS_TO_PB[value.status]
    pb.has_result = value.has_result
    pb.result_criteria.SetInParent()
    fill_result_criteria(pb.result_criteria, value.result_criteria)
    pb.key_metrics.SetInParent()
    fill_loop_metrics(pb.key_metrics, value.key_metrics)
    for key, each_metrics_basis in value.metrics_basis.items():
        contract_converters.fill_metric_basis(pb.metrics_basis[key], each_metrics_basis)
    pb.metrics.update(value.metrics)
    pb.files.update(value.files)
    for each_artifacts in value.artifacts:
        fill_artifact_entry(pb.artifacts.add(), each_artifacts)
    if value.dataset_snapshot_id is not None:
        pb.dataset_snapshot_id = value.dataset_snapshot_id
    if value.executed_config_hash is not None:
        pb.executed_config_hash = value.executed_config_hash
    if value.experiment_id is not None:
        pb.experiment_id = value.experiment_id


def manifest_file_from_pb(pb: workspace_pb2.ManifestFile) -> models.ManifestFile:
    return wire.read(models.ManifestFile, dict_manifest_file, pb)


def manifest_file_to_pb(value: models.ManifestFile) -> workspace_pb2.ManifestFile:
    pb = workspace_pb2.ManifestFile()
    fill_manifest_file(pb, value)
    return pb


def dict_manifest_file(pb: workspace_pb2.ManifestFile) -> dict[str, Any]:
    has = pb.HasField
    return {
        "path": got_path if (got_path := pb.path) or has("path") else None,
        "sha256": got_sha256 if (got_sha256 := pb.sha256) or has("sha256") else None,
        "size": got_size if (got_size := pb.size) or has("size") else None,
        "kind": got_kind if (got_kind := pb.kind) or has("kind") else None,
    }


def fill_manifest_file(pb: workspace_pb2.ManifestFile, value: models.ManifestFile) -> None:
    pb.path = value.path
    pb.sha256 = value.sha256
    pb.size = value.size
    pb.kind = value.kind


def workspace_manifest_from_pb(pb: workspace_pb2.WorkspaceManifest) -> models.WorkspaceManifest:
    return wire.read(models.WorkspaceManifest, dict_workspace_manifest, pb)


def workspace_manifest_to_pb(value: models.WorkspaceManifest) -> workspace_pb2.WorkspaceManifest:
    pb = workspace_pb2.WorkspaceManifest()
    fill_workspace_manifest(pb, value)
    return pb


def dict_workspace_manifest(pb: workspace_pb2.WorkspaceManifest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "files": wire.elements(dict_manifest_file, got_files) if (got_files := pb.files) else [],
        "artifacts": wire.elements(dict_artifact_entry, got_artifacts) if (got_artifacts := pb.artifacts) else [],
    }


def fill_workspace_manifest(pb: workspace_pb2.WorkspaceManifest, value: models.WorkspaceManifest) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    for each_files in value.files:
        fill_manifest_file(pb.files.add(), each_files)
    for each_artifacts in value.artifacts:
        fill_artifact_entry(pb.artifacts.add(), each_artifacts)


def data_split_from_pb(pb: workspace_pb2.DataSplit) -> models.DataSplit:
    return wire.read(models.DataSplit, dict_data_split, pb)


def data_split_to_pb(value: models.DataSplit) -> workspace_pb2.DataSplit:
    pb = workspace_pb2.DataSplit()
    fill_data_split(pb, value)
    return pb


def dict_data_split(pb: workspace_pb2.DataSplit) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("train"):
        found["train"] = contract_converters.dict_date_range(pb.train)
    if has("valid"):
        found["valid"] = contract_converters.dict_date_range(pb.valid)
    if has("test"):
        found["test"] = contract_converters.dict_date_range(pb.test)
    return found


def fill_data_split(pb: workspace_pb2.DataSplit, value: models.DataSplit) -> None:
    if value.train is not None:
        pb.train.SetInParent()
        contract_converters.fill_date_range(pb.train, value.train)
    if value.valid is not None:
        pb.valid.SetInParent()
        contract_converters.fill_date_range(pb.valid, value.valid)
    if value.test is not None:
        pb.test.SetInParent()
        contract_converters.fill_date_range(pb.test, value.test)


def column_profile_from_pb(pb: workspace_pb2.ColumnProfile) -> models.ColumnProfile:
    return wire.read(models.ColumnProfile, dict_column_profile, pb)


def column_profile_to_pb(value: models.ColumnProfile) -> workspace_pb2.ColumnProfile:
    pb = workspace_pb2.ColumnProfile()
    fill_column_profile(pb, value)
    return pb


def dict_column_profile(pb: workspace_pb2.ColumnProfile) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "missing_ratio": got_missing_ratio if (got_missing_ratio := pb.missing_ratio) or has("missing_ratio") else None,
    }
    if has("min"):
        found["min"] = pb.min
    if has("max"):
        found["max"] = pb.max
    if has("unit"):
        found["unit"] = pb.unit
    return found


def fill_column_profile(pb: workspace_pb2.ColumnProfile, value: models.ColumnProfile) -> None:
    pb.name = value.name
    pb.row_count = value.row_count
    pb.missing_ratio = value.missing_ratio
    if value.min is not None:
        pb.min = value.min
    if value.max is not None:
        pb.max = value.max
    if value.unit is not None:
        pb.unit = value.unit


def data_profile_from_pb(pb: workspace_pb2.DataProfile) -> models.DataProfile:
    return wire.read(models.DataProfile, dict_data_profile, pb)


def data_profile_to_pb(value: models.DataProfile) -> workspace_pb2.DataProfile:
    pb = workspace_pb2.DataProfile()
    fill_data_profile(pb, value)
    return pb


def dict_data_profile(pb: workspace_pb2.DataProfile) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "task_run_id": got_task_run_id if (got_task_run_id := pb.task_run_id) or has("task_run_id") else None,
        "loop_id": got_loop_id if (got_loop_id := pb.loop_id) or has("loop_id") else None,
        "workspace_id": got_workspace_id if (got_workspace_id := pb.workspace_id) or has("workspace_id") else None,
        "data_source": got_data_source if (got_data_source := pb.data_source) or has("data_source") else None,
        "market": got_market if (got_market := pb.market) or has("market") else None,
        "data_split": dict_data_split(pb.data_split) if has("data_split") else None,
        "columns": wire.elements(dict_column_profile, got_columns) if (got_columns := pb.columns) else [],
    }
    if has("dataset_snapshot_id"):
        found["dataset_snapshot_id"] = pb.dataset_snapshot_id
    if has("instrument_count"):
        found["instrument_count"] = pb.instrument_count
    if has("day_count"):
        found["day_count"] = pb.day_count
    if has("feature_count"):
        found["feature_count"] = pb.feature_count
    if has("initial_factor_library_size"):
        found["initial_factor_library_size"] = pb.initial_factor_library_size
    if has("sota_factor_count"):
        found["sota_factor_count"] = pb.sota_factor_count
    return found


def fill_data_profile(pb: workspace_pb2.DataProfile, value: models.DataProfile) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.task_run_id = value.task_run_id
    pb.loop_id = value.loop_id
    pb.workspace_id = value.workspace_id
    if value.dataset_snapshot_id is not None:
        pb.dataset_snapshot_id = value.dataset_snapshot_id
    pb.data_source = value.data_source
    pb.market = value.market
    if value.instrument_count is not None:
        pb.instrument_count = value.instrument_count
    if value.day_count is not None:
        pb.day_count = value.day_count
    pb.data_split.SetInParent()
    fill_data_split(pb.data_split, value.data_split)
    for each_columns in value.columns:
        fill_column_profile(pb.columns.add(), each_columns)
    if value.feature_count is not None:
        pb.feature_count = value.feature_count
    if value.initial_factor_library_size is not None:
        pb.initial_factor_library_size = value.initial_factor_library_size
    if value.sota_factor_count is not None:
        pb.sota_factor_count = value.sota_factor_count


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.PrimaryAssets: primary_assets_to_pb,
    models.BundleFile: bundle_file_to_pb,
    models.BundleManifest: bundle_manifest_to_pb,
    models.ArchiveFile: archive_file_to_pb,
    models.ArchiveManifest: archive_manifest_to_pb,
    models.ArchiveEvidence: archive_evidence_to_pb,
    models.ArchiveRecord: archive_record_to_pb,
    models.ArchivePolicy: archive_policy_to_pb,
    models.RecordArchiveRequest: record_archive_request_to_pb,
    models.RecordArchiveResponse: record_archive_response_to_pb,
    models.GetArchiveRequest: get_archive_request_to_pb,
    models.GetArchiveResponse: get_archive_response_to_pb,
    models.ListArchivesRequest: list_archives_request_to_pb,
    models.ArchiveEntry: archive_entry_to_pb,
    models.ListArchivesResponse: list_archives_response_to_pb,
    models.GetDeletionPermitRequest: get_deletion_permit_request_to_pb,
    models.GetDeletionPermitResponse: get_deletion_permit_response_to_pb,
    models.RedeemDeletionPermitRequest: redeem_deletion_permit_request_to_pb,
    models.RedeemDeletionPermitResponse: redeem_deletion_permit_response_to_pb,
    models.GetArchivePolicyRequest: get_archive_policy_request_to_pb,
    models.GetArchivePolicyResponse: get_archive_policy_response_to_pb,
    models.SetArchivePolicyRequest: set_archive_policy_request_to_pb,
    models.SetArchivePolicyResponse: set_archive_policy_response_to_pb,
    models.PutArtifactRequest: put_artifact_request_to_pb,
    models.PutArtifactResponse: put_artifact_response_to_pb,
    models.GetArtifactRequest: get_artifact_request_to_pb,
    models.GetArtifactResponse: get_artifact_response_to_pb,
    models.StatArtifactRequest: stat_artifact_request_to_pb,
    models.StatArtifactResponse: stat_artifact_response_to_pb,
    models.PublishBundleRequest: publish_bundle_request_to_pb,
    models.StoredBundle: stored_bundle_to_pb,
    models.PublishBundleResponse: publish_bundle_response_to_pb,
    models.GetBundleRequest: get_bundle_request_to_pb,
    models.GetBundleResponse: get_bundle_response_to_pb,
    models.ListBundlesRequest: list_bundles_request_to_pb,
    models.ListBundlesResponse: list_bundles_response_to_pb,
    models.FactorMeta: factor_meta_to_pb,
    models.PerformanceWindow: performance_window_to_pb,
    models.FactorPerformance: factor_performance_to_pb,
    models.FactorCombination: factor_combination_to_pb,
    models.FactorPerf: factor_perf_to_pb,
    models.FactorFigures: factor_figures_to_pb,
    models.CatalogFactor: catalog_factor_to_pb,
    models.FactorCatalog: factor_catalog_to_pb,
    models.AlphaMeta: alpha_meta_to_pb,
    models.CatalogFinding: catalog_finding_to_pb,
    models.ImportTally: import_tally_to_pb,
    models.ImportReport: import_report_to_pb,
    models.ImportCatalogsRequest: import_catalogs_request_to_pb,
    models.ImportCatalogsResponse: import_catalogs_response_to_pb,
    models.LibraryRow: library_row_to_pb,
    models.FactorEntry: factor_entry_to_pb,
    models.StrategyEntry: strategy_entry_to_pb,
    models.LoopEntry: loop_entry_to_pb,
    models.ModelEntry: model_entry_to_pb,
    models.FactorBound: factor_bound_to_pb,
    models.ListFactorsRequest: list_factors_request_to_pb,
    models.ListFactorsResponse: list_factors_response_to_pb,
    models.GetFactorRequest: get_factor_request_to_pb,
    models.GetFactorResponse: get_factor_response_to_pb,
    models.ListStrategiesRequest: list_strategies_request_to_pb,
    models.ListStrategiesResponse: list_strategies_response_to_pb,
    models.GetStrategyRequest: get_strategy_request_to_pb,
    models.GetStrategyResponse: get_strategy_response_to_pb,
    models.MetricBound: metric_bound_to_pb,
    models.ListLoopsRequest: list_loops_request_to_pb,
    models.ListLoopsResponse: list_loops_response_to_pb,
    models.GetLoopRequest: get_loop_request_to_pb,
    models.GetLoopResponse: get_loop_response_to_pb,
    models.ListModelsRequest: list_models_request_to_pb,
    models.ListModelsResponse: list_models_response_to_pb,
    models.GetModelRequest: get_model_request_to_pb,
    models.GetModelResponse: get_model_response_to_pb,
    models.PublishLoopRequest: publish_loop_request_to_pb,
    models.PublishLoopResponse: publish_loop_response_to_pb,
    models.RegisterFactorRequest: register_factor_request_to_pb,
    models.RegisterFactorResponse: register_factor_response_to_pb,
    models.RegisterStrategyRequest: register_strategy_request_to_pb,
    models.RegisterStrategyResponse: register_strategy_response_to_pb,
    models.StreamedCatalog: streamed_catalog_to_pb,
    models.ImportHeader: import_header_to_pb,
    models.CatalogRows: catalog_rows_to_pb,
    models.ImportCatalogStreamRequest: import_catalog_stream_request_to_pb,
    models.ImportCatalogStreamResponse: import_catalog_stream_response_to_pb,
    models.CallInterface: call_interface_to_pb,
    models.InputSchema: input_schema_to_pb,
    models.LoopMetrics: loop_metrics_to_pb,
    models.EvidenceFile: evidence_file_to_pb,
    models.ResultCriteria: result_criteria_to_pb,
    models.ArtifactEntry: artifact_entry_to_pb,
    models.SummaryTexts: summary_texts_to_pb,
    models.LoopPaths: loop_paths_to_pb,
    models.CatalogLoop: catalog_loop_to_pb,
    models.LoopCatalog: loop_catalog_to_pb,
    models.FeedbackSummary: feedback_summary_to_pb,
    models.LoopFeedback: loop_feedback_to_pb,
    models.ModelMeta: model_meta_to_pb,
    models.StrategyMeta: strategy_meta_to_pb,
    models.PreprocessStep: preprocess_step_to_pb,
    models.CatalogModel: catalog_model_to_pb,
    models.ModelCatalog: model_catalog_to_pb,
    models.SignalRow: signal_row_to_pb,
    models.SignalSet: signal_set_to_pb,
    models.ReturnRow: return_row_to_pb,
    models.ReturnsSchema: returns_schema_to_pb,
    models.WorkspaceExample: workspace_example_to_pb,
    models.PythonImplementation: python_implementation_to_pb,
    models.CatalogStrategy: catalog_strategy_to_pb,
    models.StrategyCatalog: strategy_catalog_to_pb,
    models.WorkspacePointers: workspace_pointers_to_pb,
    models.WorkspaceMeta: workspace_meta_to_pb,
    models.ExperimentSummary: experiment_summary_to_pb,
    models.ManifestFile: manifest_file_to_pb,
    models.WorkspaceManifest: workspace_manifest_to_pb,
    models.DataSplit: data_split_to_pb,
    models.ColumnProfile: column_profile_to_pb,
    models.DataProfile: data_profile_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    archive_pb2.PrimaryAssets: primary_assets_from_pb,
    archive_pb2.BundleFile: bundle_file_from_pb,
    archive_pb2.BundleManifest: bundle_manifest_from_pb,
    archive_pb2.ArchiveFile: archive_file_from_pb,
    archive_pb2.ArchiveManifest: archive_manifest_from_pb,
    archive_pb2.ArchiveEvidence: archive_evidence_from_pb,
    archive_pb2.ArchiveRecord: archive_record_from_pb,
    archive_pb2.ArchivePolicy: archive_policy_from_pb,
    archive_service_pb2.RecordArchiveRequest: record_archive_request_from_pb,
    archive_service_pb2.RecordArchiveResponse: record_archive_response_from_pb,
    archive_service_pb2.GetArchiveRequest: get_archive_request_from_pb,
    archive_service_pb2.GetArchiveResponse: get_archive_response_from_pb,
    archive_service_pb2.ListArchivesRequest: list_archives_request_from_pb,
    archive_service_pb2.ArchiveEntry: archive_entry_from_pb,
    archive_service_pb2.ListArchivesResponse: list_archives_response_from_pb,
    archive_service_pb2.GetDeletionPermitRequest: get_deletion_permit_request_from_pb,
    archive_service_pb2.GetDeletionPermitResponse: get_deletion_permit_response_from_pb,
    archive_service_pb2.RedeemDeletionPermitRequest: redeem_deletion_permit_request_from_pb,
    archive_service_pb2.RedeemDeletionPermitResponse: redeem_deletion_permit_response_from_pb,
    archive_service_pb2.GetArchivePolicyRequest: get_archive_policy_request_from_pb,
    archive_service_pb2.GetArchivePolicyResponse: get_archive_policy_response_from_pb,
    archive_service_pb2.SetArchivePolicyRequest: set_archive_policy_request_from_pb,
    archive_service_pb2.SetArchivePolicyResponse: set_archive_policy_response_from_pb,
    artifact_service_pb2.PutArtifactRequest: put_artifact_request_from_pb,
    artifact_service_pb2.PutArtifactResponse: put_artifact_response_from_pb,
    artifact_service_pb2.GetArtifactRequest: get_artifact_request_from_pb,
    artifact_service_pb2.GetArtifactResponse: get_artifact_response_from_pb,
    artifact_service_pb2.StatArtifactRequest: stat_artifact_request_from_pb,
    artifact_service_pb2.StatArtifactResponse: stat_artifact_response_from_pb,
    artifact_service_pb2.PublishBundleRequest: publish_bundle_request_from_pb,
    artifact_service_pb2.StoredBundle: stored_bundle_from_pb,
    artifact_service_pb2.PublishBundleResponse: publish_bundle_response_from_pb,
    artifact_service_pb2.GetBundleRequest: get_bundle_request_from_pb,
    artifact_service_pb2.GetBundleResponse: get_bundle_response_from_pb,
    artifact_service_pb2.ListBundlesRequest: list_bundles_request_from_pb,
    artifact_service_pb2.ListBundlesResponse: list_bundles_response_from_pb,
    factor_artifacts_pb2.FactorMeta: factor_meta_from_pb,
    factor_artifacts_pb2.PerformanceWindow: performance_window_from_pb,
    factor_artifacts_pb2.FactorPerformance: factor_performance_from_pb,
    factor_artifacts_pb2.FactorCombination: factor_combination_from_pb,
    factor_artifacts_pb2.FactorPerf: factor_perf_from_pb,
    factor_catalog_pb2.FactorFigures: factor_figures_from_pb,
    factor_catalog_pb2.CatalogFactor: catalog_factor_from_pb,
    factor_catalog_pb2.FactorCatalog: factor_catalog_from_pb,
    factor_catalog_pb2.AlphaMeta: alpha_meta_from_pb,
    library_service_pb2.CatalogFinding: catalog_finding_from_pb,
    library_service_pb2.ImportTally: import_tally_from_pb,
    library_service_pb2.ImportReport: import_report_from_pb,
    library_service_pb2.ImportCatalogsRequest: import_catalogs_request_from_pb,
    library_service_pb2.ImportCatalogsResponse: import_catalogs_response_from_pb,
    library_service_pb2.LibraryRow: library_row_from_pb,
    library_service_pb2.FactorEntry: factor_entry_from_pb,
    library_service_pb2.StrategyEntry: strategy_entry_from_pb,
    library_service_pb2.LoopEntry: loop_entry_from_pb,
    library_service_pb2.ModelEntry: model_entry_from_pb,
    library_service_pb2.FactorBound: factor_bound_from_pb,
    library_service_pb2.ListFactorsRequest: list_factors_request_from_pb,
    library_service_pb2.ListFactorsResponse: list_factors_response_from_pb,
    library_service_pb2.GetFactorRequest: get_factor_request_from_pb,
    library_service_pb2.GetFactorResponse: get_factor_response_from_pb,
    library_service_pb2.ListStrategiesRequest: list_strategies_request_from_pb,
    library_service_pb2.ListStrategiesResponse: list_strategies_response_from_pb,
    library_service_pb2.GetStrategyRequest: get_strategy_request_from_pb,
    library_service_pb2.GetStrategyResponse: get_strategy_response_from_pb,
    library_service_pb2.MetricBound: metric_bound_from_pb,
    library_service_pb2.ListLoopsRequest: list_loops_request_from_pb,
    library_service_pb2.ListLoopsResponse: list_loops_response_from_pb,
    library_service_pb2.GetLoopRequest: get_loop_request_from_pb,
    library_service_pb2.GetLoopResponse: get_loop_response_from_pb,
    library_service_pb2.ListModelsRequest: list_models_request_from_pb,
    library_service_pb2.ListModelsResponse: list_models_response_from_pb,
    library_service_pb2.GetModelRequest: get_model_request_from_pb,
    library_service_pb2.GetModelResponse: get_model_response_from_pb,
    library_service_pb2.PublishLoopRequest: publish_loop_request_from_pb,
    library_service_pb2.PublishLoopResponse: publish_loop_response_from_pb,
    library_service_pb2.RegisterFactorRequest: register_factor_request_from_pb,
    library_service_pb2.RegisterFactorResponse: register_factor_response_from_pb,
    library_service_pb2.RegisterStrategyRequest: register_strategy_request_from_pb,
    library_service_pb2.RegisterStrategyResponse: register_strategy_response_from_pb,
    library_service_pb2.StreamedCatalog: streamed_catalog_from_pb,
    library_service_pb2.ImportHeader: import_header_from_pb,
    library_service_pb2.CatalogRows: catalog_rows_from_pb,
    library_service_pb2.ImportCatalogStreamRequest: import_catalog_stream_request_from_pb,
    library_service_pb2.ImportCatalogStreamResponse: import_catalog_stream_response_from_pb,
    library_types_pb2.CallInterface: call_interface_from_pb,
    library_types_pb2.InputSchema: input_schema_from_pb,
    library_types_pb2.LoopMetrics: loop_metrics_from_pb,
    library_types_pb2.EvidenceFile: evidence_file_from_pb,
    library_types_pb2.ResultCriteria: result_criteria_from_pb,
    library_types_pb2.ArtifactEntry: artifact_entry_from_pb,
    loop_catalog_pb2.SummaryTexts: summary_texts_from_pb,
    loop_catalog_pb2.LoopPaths: loop_paths_from_pb,
    loop_catalog_pb2.CatalogLoop: catalog_loop_from_pb,
    loop_catalog_pb2.LoopCatalog: loop_catalog_from_pb,
    loop_feedback_pb2.FeedbackSummary: feedback_summary_from_pb,
    loop_feedback_pb2.LoopFeedback: loop_feedback_from_pb,
    model_artifacts_pb2.ModelMeta: model_meta_from_pb,
    model_artifacts_pb2.StrategyMeta: strategy_meta_from_pb,
    model_catalog_pb2.PreprocessStep: preprocess_step_from_pb,
    model_catalog_pb2.CatalogModel: catalog_model_from_pb,
    model_catalog_pb2.ModelCatalog: model_catalog_from_pb,
    series_pb2.SignalRow: signal_row_from_pb,
    series_pb2.SignalSet: signal_set_from_pb,
    series_pb2.ReturnRow: return_row_from_pb,
    series_pb2.ReturnsSchema: returns_schema_from_pb,
    strategy_catalog_pb2.WorkspaceExample: workspace_example_from_pb,
    strategy_catalog_pb2.PythonImplementation: python_implementation_from_pb,
    strategy_catalog_pb2.CatalogStrategy: catalog_strategy_from_pb,
    strategy_catalog_pb2.StrategyCatalog: strategy_catalog_from_pb,
    workspace_pb2.WorkspacePointers: workspace_pointers_from_pb,
    workspace_pb2.WorkspaceMeta: workspace_meta_from_pb,
    workspace_pb2.ExperimentSummary: experiment_summary_from_pb,
    workspace_pb2.ManifestFile: manifest_file_from_pb,
    workspace_pb2.WorkspaceManifest: workspace_manifest_from_pb,
    workspace_pb2.DataSplit: data_split_from_pb,
    workspace_pb2.ColumnProfile: column_profile_from_pb,
    workspace_pb2.DataProfile: data_profile_from_pb,
}
