"""Bundles and registered files as SQL rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.library.v1.models import BundleManifest, CatalogKind
from aistock_server.adapters.sql.bundle_tables import asset_bundle, factor_asset, strategy_asset
from aistock_server.adapters.sql.database import Database
from aistock_server.library import KeptBundle, Key

_KEYS_A_QUERY = 200
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
_TABLES = {CatalogKind.FACTOR: factor_asset, CatalogKind.STRATEGY: strategy_asset}


class SqlBundleStore:
    """The port over the table of bundles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, bundle: KeptBundle) -> None:
        """Store a bundle whose id is not stored."""
        manifest = bundle.manifest
        row = {
            "asset_bundle_id": manifest.asset_bundle_id,
            "task_run_id": manifest.task_run_id,
            "loop_id": manifest.loop_id,
            "published_at_utc": bundle.published_at.astimezone(UTC).strftime(_INSTANT),
            "document": canonical_json(manifest).decode(),
        }
        self._database.connection().execute(asset_bundle.insert(), row)

    def get(self, asset_bundle_id: str) -> KeptBundle | None:
        """A bundle by id."""
        query = sa.select(asset_bundle).where(asset_bundle.c.asset_bundle_id == asset_bundle_id)
        found = self._database.connection().execute(query).one_or_none()
        return None if found is None else _bundle(found)

    def page(self, task_run_id: str | None, after: str | None, limit: int) -> Sequence[KeptBundle]:
        """Bundles by id."""
        query = sa.select(asset_bundle).order_by(asset_bundle.c.asset_bundle_id).limit(limit)
        if task_run_id is not None:
            query = query.where(asset_bundle.c.task_run_id == task_run_id)
        if after is not None:
            query = query.where(asset_bundle.c.asset_bundle_id > after)
        return [_bundle(found) for found in self._database.connection().execute(query)]


class SqlAssetStore:
    """The port over the tables of registered files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, kind: CatalogKind, key: Key, sha256: str) -> None:
        """Store or replace the file of a row that is stored."""
        table = _TABLES[kind]
        matches = [column == part for column, part in zip(table.primary_key.columns, key, strict=True)]
        changed = self._database.connection().execute(table.update().where(*matches).values(asset_sha256=sha256))
        if not changed.rowcount:
            names = [column.name for column in table.primary_key.columns]
            self._database.connection().execute(table.insert(), dict(zip(names, key, strict=True)) | {"asset_sha256": sha256})

    def of(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        """Files of those of the keys that have one."""
        table, wanted = _TABLES[kind], list(keys)
        columns = list(table.primary_key.columns)
        found: dict[Key, str] = {}
        for start in range(0, len(wanted), _KEYS_A_QUERY):
            some = wanted[start : start + _KEYS_A_QUERY]
            query = sa.select(*columns, table.c.asset_sha256).where(sa.tuple_(*columns).in_(some))
            found |= {tuple(row[:-1]): row[-1] for row in self._database.connection().execute(query)}
        return found


def _bundle(found: Any) -> KeptBundle:
    return KeptBundle(
        manifest=BundleManifest.model_validate_json(found.document),
        published_at=datetime.strptime(found.published_at_utc, _INSTANT).replace(tzinfo=UTC),
    )
