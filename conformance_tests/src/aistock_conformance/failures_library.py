"""One request for every reason that a served call of the library can fail with."""

from __future__ import annotations

import hashlib
import uuid

import pytest

from aistock.client import Client
from aistock.library.identity import bundle_id
from aistock_conformance import archives, queue, rows
from aistock_conformance.failing import (
    HEX,
    SHA,
    Fields,
    case,
    plain,
)
from aistock_conformance.markets import Market
from aistock_conformance.target import fresh_id, fresh_name


@case("PutArtifact", "ARTIFACT_MISMATCH")
def _(client: Client, market: Market) -> Fields:
    return _piece(uuid.uuid4().bytes, sha256=SHA)


@case("PutArtifact", "UPLOAD_OFFSET")
def _(client: Client, market: Market) -> Fields:
    return {**_piece(uuid.uuid4().bytes), "size": 32, "offset": 16}


@case("PutArtifact", "TOO_LARGE")
def _(client: Client, market: Market) -> Fields:
    largest = client.system.get_server_info().max_artifact_bytes
    if largest is None:
        pytest.skip("this server stores files of any size")
    return {**_piece(uuid.uuid4().bytes), "size": largest + 1}


@case("GetArtifact", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"sha256": client.artifacts.put(queue.FILE).sha256, "offset": len(queue.FILE) + 1}


plain("NOT_FOUND", "GetArchive", archive_id=HEX)
plain("NOT_FOUND", "GetDeletionPermit", archive_id=HEX, manifest_sha256=SHA)
plain("NOT_FOUND", "RedeemDeletionPermit", permit_id=HEX, manifest_sha256=SHA)
plain("UNREADABLE", "ListArchives", page_token="nonsense")


@case("RecordArchive", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"record": archives.proved(client, evidence=archives.proved(client).evidence)}


@case("RecordArchive", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"record": archives.proved(client, archive_id=HEX)}


@case("GetDeletionPermit", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"archive_id": archives.kept(client).archive_id, "manifest_sha256": SHA}


@case("GetDeletionPermit", "DELETION_HELD")
def _(client: Client, market: Market) -> Fields:
    record = client.archives.record_archive(archives.proved(client, level="minimal"))
    return {"archive_id": record.archive_id, "manifest_sha256": record.manifest_sha256}


@case("RedeemDeletionPermit", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"permit_id": archives.permitted(client).permit_id, "manifest_sha256": SHA}


@case("RedeemDeletionPermit", "DELETION_HELD")
def _(client: Client, market: Market) -> Fields:
    record = archives.kept(client)
    permit = client.archives.get_deletion_permit(record.archive_id, manifest_sha256=str(record.manifest_sha256))
    archives.hold(client, record.subject_key)
    return {"permit_id": permit.permit_id, "manifest_sha256": permit.manifest_sha256}


@case("RedeemDeletionPermit", "PERMIT_SPENT")
def _(client: Client, market: Market) -> Fields:
    permit = archives.permitted(client)
    client.archives.redeem_deletion_permit(permit.permit_id, manifest_sha256=permit.manifest_sha256)
    return {"permit_id": permit.permit_id, "manifest_sha256": permit.manifest_sha256}


@case("ImportCatalogs", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    twice = [rows.factor(prefix, 1), rows.factor(prefix, 1, expression="$close")]
    return {"mode": "upsert", "factors": rows.catalogs(prefix, 0)["factors"].model_copy(update={"factors": twice})}


@case("ImportCatalogStream", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> list[Fields]:
    prefix = fresh_name()
    same_key = [rows.factor(prefix, 0), rows.factor(prefix, 0, expression="$open")]
    header = {"request_id": fresh_id(), "mode": "upsert", "catalogs": [{"kind": "factor", "source": prefix}]}
    return [{"header": header}, {"rows": {"catalog": 0, "factors": same_key}}]


@case("PublishLoop", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    missing = {"name": "ret_curve", "file": {"store": "vault", "path": SHA, "sha256": SHA, "size": 1}}
    return {"source": prefix, "loop": rows.loop(prefix, 0, files=[missing]), "strategy": rows.strategy(prefix, 0)}


@case("PublishLoop", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    twice = [rows.factor(prefix, 1), rows.factor(prefix, 1, expression="$close")]
    return {"source": prefix, "loop": rows.loop(prefix, 1), "strategy": rows.strategy(prefix, 1), "factors": twice}


@case("RegisterFactor", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"factor": rows.factor(fresh_name(), 1, source="external"), "asset_sha256": SHA}


@case("RegisterStrategy", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"strategy": rows.strategy(fresh_name(), 1), "asset_sha256": SHA}


@case("RegisterFactor", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    stored = client.artifacts.put(b"import os\n\ndef f(df):\n    return os.getcwd()\n")
    factor = rows.factor(fresh_name(), 1, source="external", impl_module="factor", impl_func="f")
    return {"factor": factor, "asset_sha256": stored.sha256, "asset_kind": "code"}


@case("RegisterStrategy", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    stored = client.artifacts.put(b"- a list\n- is no mapping\n")
    return {"strategy": rows.strategy(fresh_name(), 1), "asset_sha256": stored.sha256}


@case("PublishBundle", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"manifest": archives.bundle(client, code=b"import os\n")}


@case("PublishBundle", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    made = archives.bundle(client)
    files = [file.model_copy(update={"sha256": SHA}) if file.path == "config.json" else file for file in made.files]
    named = bundle_id(made.task_run_id, made.loop_id, made.primary_workspace_id, {file.path: file.sha256 for file in files})
    return {"manifest": made.model_copy(update={"files": files, "asset_bundle_id": named})}


def _piece(content: bytes, sha256: str | None = None) -> Fields:
    named = sha256 or hashlib.sha256(content).hexdigest()
    return {"upload_id": uuid.uuid4().hex, "sha256": named, "size": len(content), "offset": 0, "chunk": content}
