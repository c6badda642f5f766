"""Rules of bundles, archives and stored files."""

from __future__ import annotations

from aistock.contract.predicates import distinct
from aistock.contract.rules import rule
from aistock.library.v1.models import (
    ArchiveEvidence,
    ArchiveLevel,
    ArchiveManifest,
    ArchivePolicy,
    ArchiveRecord,
    BundleManifest,
    StatArtifactResponse,
)

PICKLES = (".pkl", ".pickle", ".joblib")


@rule("bundle_manifest.paths_unique")
def bundle_manifest_paths_unique(manifest: BundleManifest) -> bool:
    return distinct(file.path for file in manifest.files)


@rule("bundle_manifest.primary_listed")
def bundle_manifest_primary_listed(manifest: BundleManifest) -> bool:
    named = manifest.primary_assets
    primary = {named.factor_entry_relpath, named.model_weight_relpath, named.config_relpath} - {None}
    return primary <= {file.path for file in manifest.files}


@rule("bundle_manifest.no_pickle")
def bundle_manifest_no_pickle(manifest: BundleManifest) -> bool:
    return not any(file.path.endswith(PICKLES) for file in manifest.files)


@rule("archive_manifest.paths_unique")
def archive_manifest_paths_unique(manifest: ArchiveManifest) -> bool:
    return distinct(file.path for file in manifest.files)


@rule("archive_policy.log_level_archives")
def archive_policy_log_level_archives(policy: ArchivePolicy) -> bool:
    return policy.log_level in (ArchiveLevel.MINIMAL, ArchiveLevel.FULL)


@rule("archive_evidence.agrees")
def archive_evidence_agrees(evidence: ArchiveEvidence) -> bool:
    return evidence.file.sha256 == evidence.read_sha256


@rule("archive_record.full_has_evidence")
def archive_record_full_has_evidence(record: ArchiveRecord) -> bool:
    return record.level is not ArchiveLevel.FULL or len(record.evidence) > 0


@rule("archive_record.workspace_needs_full")
def archive_record_workspace_needs_full(record: ArchiveRecord) -> bool:
    return not record.permits_workspace_deletion or record.level is ArchiveLevel.FULL


@rule("archive_record.log_needs_minimal")
def archive_record_log_needs_minimal(record: ArchiveRecord) -> bool:
    return not record.permits_log_deletion or record.level in (ArchiveLevel.MINIMAL, ArchiveLevel.FULL)


@rule("stat_artifact_response.stored_has_size")
def stat_artifact_response_stored_has_size(response: StatArtifactResponse) -> bool:
    return not response.stored or response.size is not None
