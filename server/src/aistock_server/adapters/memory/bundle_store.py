"""Bundles and registered files without a database."""

from collections.abc import Collection, Mapping, Sequence

from aistock.library.v1.models import CatalogKind
from aistock_server.library import KeptBundle, Key


class MemoryBundleStore:
    """Bundles in a dictionary."""

    def __init__(self) -> None:
        self._bundles: dict[str, KeptBundle] = {}

    def add(self, bundle: KeptBundle) -> None:
        """Store a bundle whose id is not stored."""
        self._bundles[bundle.manifest.asset_bundle_id] = bundle

    def get(self, asset_bundle_id: str) -> KeptBundle | None:
        """A bundle by id."""
        return self._bundles.get(asset_bundle_id)

    def page(self, task_run_id: str | None, after: str | None, limit: int) -> Sequence[KeptBundle]:
        """Bundles by id."""
        return [
            bundle
            for name, bundle in sorted(self._bundles.items())
            if task_run_id in (None, bundle.manifest.task_run_id) and (after is None or name > after)
        ][:limit]


class MemoryAssetStore:
    """Hashes in a dictionary a kind."""

    def __init__(self) -> None:
        self._files: dict[tuple[CatalogKind, Key], str] = {}

    def keep(self, kind: CatalogKind, key: Key, sha256: str) -> None:
        """Store or replace the file of a row."""
        self._files[kind, key] = sha256

    def of(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        """Files of those of the keys that have one."""
        return {key: self._files[kind, key] for key in keys if (kind, key) in self._files}
