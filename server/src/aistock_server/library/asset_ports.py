"""What bundles and registered assets need of the outside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from aistock.library.asset_faults import AssetFault
from aistock.library.v1.models import BundleManifest, CatalogKind
from aistock_server.library.model import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBundle:
    """A bundle with when it was published."""

    manifest: BundleManifest
    published_at: datetime


class BundleStore(Protocol):
    """Keeps manifests of bundles for ever."""

    def add(self, bundle: KeptBundle) -> None:
        """Store a bundle whose id is not stored."""
        ...

    def get(self, asset_bundle_id: str) -> KeptBundle | None:
        """A bundle by id."""
        ...

    def page(self, task_run_id: str | None, after: str | None, limit: int) -> Sequence[KeptBundle]:
        """Bundles by id, of one run or of all, behind an id when one is given."""
        ...


class AssetStore(Protocol):
    """Keeps which file was registered with a factor or strategy; imports of the row do not touch it."""

    def keep(self, kind: CatalogKind, key: Key, sha256: str) -> None:
        """Store or replace the file of a row that is stored."""
        ...

    def of(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        """Files of those of the keys that have one."""
        ...


class FactorTables(Protocol):
    """Reads factor values in a table of its own format, piece by piece."""

    def is_table(self, head: bytes) -> bool:
        """The first bytes are those of a table."""
        ...

    def faults(self, path: str, content: BinaryIO, factor: str) -> Sequence[AssetFault]:
        """What keeps a seekable file from being a table of (datetime, instrument, factor), each pair once and in order."""
        ...
