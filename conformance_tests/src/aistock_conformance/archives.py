"""Subjects archived in full: a loop of the library, the files of its workspace in the vault, their manifest and the record."""

from __future__ import annotations

from typing import Any

from aistock.client import Client
from aistock.contract.documents import canonical_json
from aistock.library.identity import archive_id, bundle_id
from aistock.library.v1.models import ArchiveManifest, ArchiveRecord, BundleManifest, GetDeletionPermitResponse
from aistock_conformance import rows
from aistock_conformance.documents import HEAD, WRITTEN
from aistock_conformance.target import fresh_name

CODE = b"def calculate(frame):\n    return frame['close'] / frame['open'] - 1\n"
CONFIG = b'{"model": "linear"}\n'
WEIGHTS = b'{"intercept": 0.0, "coefficients": [1.0]}\n'


def proved(client: Client, *, level: str = "full", subject: str = "loop", **changes: Any) -> ArchiveRecord:
    """A record that the server can prove: its loop stands in the library, its files and manifest in the vault."""
    prefix = fresh_name()
    client.library.import_catalogs("upsert", **rows.catalogs(prefix, 1))
    row = rows.loop(prefix, 0)
    key = f"{prefix}/0/{row.workspace_id}" if subject == "loop" else prefix
    contents = {"qlib_res.csv": f",0\nIC,{len(prefix)}\n".encode(), "deep/ret.pkl": prefix.encode()}
    files = []
    for path, content in contents.items():
        stored = client.artifacts.put(content)
        files.append({"path": path, "sha256": stored.sha256, "size": stored.size})
    folder = {"store": "workspaces", "path": row.workspace_id}
    manifest = ArchiveManifest.model_validate({**HEAD, "subject": subject, "subject_key": key, "folder": folder, "files": files})
    named = client.artifacts.put(canonical_json(manifest))
    evidence = [
        {
            "file": {"store": "vault", "path": file["sha256"], "sha256": file["sha256"], "size": file["size"]},
            "read_sha256": file["sha256"],
            "verified_at_utc": WRITTEN,
        }
        for file in files
    ]
    fields = {
        **HEAD, "archive_id": archive_id(subject, key, level, named.sha256), "subject": subject, "subject_key": key, "level": level,
        "evidence": evidence if level == "full" else [], "manifest_sha256": named.sha256,
        "permits_log_deletion": subject == "log" and level != "none",
        "permits_workspace_deletion": subject == "loop" and level == "full",
    }  # fmt: skip
    return ArchiveRecord.model_validate({**fields, **changes})


def kept(client: Client) -> ArchiveRecord:
    """A record that the server has kept."""
    return client.archives.record_archive(proved(client))


def permitted(client: Client) -> GetDeletionPermitResponse:
    """A permit of a record of its own."""
    record = kept(client)
    return client.archives.get_deletion_permit(record.archive_id, manifest_sha256=str(record.manifest_sha256))


def hold(client: Client, *keys: str) -> None:
    """Let the policy hold these subjects beside those it holds; no other case has them."""
    policy = client.archives.get_archive_policy()
    client.archives.set_archive_policy(policy.model_copy(update={"held_keys": [*policy.held_keys, *keys]}))


def bundle(client: Client, code: bytes = CODE) -> BundleManifest:
    """A bundle of code, weights and configuration, whose files are stored."""
    prefix = fresh_name()
    contents = {"factor.py": code, "model.json": WEIGHTS, "config.json": CONFIG}
    stored = {path: client.artifacts.put(content) for path, content in contents.items()}
    hashes = {path: one.sha256 for path, one in stored.items()}
    fields = {
        **HEAD, "asset_bundle_id": bundle_id(prefix, 0, f"{prefix}-ws0", hashes), "task_run_id": prefix, "loop_id": 0,
        "primary_workspace_id": f"{prefix}-ws0",
        "primary_assets": {
            "factor_entry_relpath": "factor.py", "model_weight_relpath": "model.json", "config_relpath": "config.json",
        },
        "files": [{"path": path, "sha256": one.sha256, "size": one.size} for path, one in stored.items()],
    }  # fmt: skip
    return BundleManifest.model_validate(fields)
