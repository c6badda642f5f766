"""A market room over memory, for tests; Arrow, Qlib and operations are given, for they have no memory form."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aistock.contract.documents import canonical_json, content_hash
from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import DatasetKind, DatasetManifest
from aistock.system.v1.models import ExportedDataset
from aistock_server.adapters.memory.market_store import MemoryBarStore, MemoryMarketStore
from aistock_server.adapters.memory.market_tables import MemoryTableStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.market import Market
from aistock_server.market.ports import ArchiveWriter, BarCodec
from aistock_server.market.table_ports import Beside, FrameWriter, TableCodec
from aistock_server.operations import Operations


@dataclass(slots=True)
class MemoryVault:
    """Holds archives and manifests by their hashes."""

    held: dict[str, bytes] = field(default_factory=dict)

    def keep_export(
        self, archive: Path, manifest: Callable[[FileRef], DatasetManifest], record: Callable[[DatasetManifest], None]
    ) -> ExportedDataset:
        """Hold both."""
        content = archive.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        made = manifest(FileRef(store="memory", path=sha256, sha256=sha256, size=len(content)))
        self.held |= {sha256: content, content_hash(made): canonical_json(made)}
        record(made)
        return ExportedDataset(
            snapshot_id=made.snapshot_id, artifact_sha256=sha256, artifact_size=len(content), manifest_sha256=content_hash(made)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMarket:
    """The room and what stands behind it."""

    market: Market
    bars: MemoryBarStore
    tables: MemoryTableStore
    store: MemoryMarketStore
    vault: MemoryVault
    clock: FixedClock


def memory_market(
    codec: BarCodec,
    table_codec: TableCodec,
    qlib: ArchiveWriter,
    operations: Operations,
    writers: Mapping[DatasetKind, FrameWriter] | None = None,
) -> MemoryMarket:
    """A room that holds nothing yet, on 2 June 2025."""
    bars, tables, store, vault = MemoryBarStore(), MemoryTableStore(), MemoryMarketStore(), MemoryVault()
    beside = Beside(store=tables, codec=table_codec, writers=writers or {})
    clock = FixedClock(datetime(2025, 6, 2, 8, tzinfo=UTC))
    market = Market(store=store, bars=bars, codec=codec, beside=beside, qlib=qlib, vault=vault, operations=operations, clock=clock)
    return MemoryMarket(market=market, bars=bars, tables=tables, store=store, vault=vault, clock=clock)
