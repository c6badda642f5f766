"""Rows of the library as its calls answer them."""

from collections.abc import Sequence

from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorEntry,
    LibraryRow,
    LoopEntry,
    ModelEntry,
    StrategyEntry,
)
from aistock_server.library.assets import Assets
from aistock_server.library.model import Row
from aistock_server.library.ports import LibraryStore


class Entries:
    """Makes entries; what an entry says beyond its row is asked for a page at a time."""

    def __init__(self, store: LibraryStore, assets: Assets) -> None:
        self._store = store
        self._assets = assets

    def factor(self, row: Row) -> FactorEntry:
        """A factor."""
        return self.factors([row])[0]

    def factors(self, rows: Sequence[Row]) -> list[FactorEntry]:
        """Factors, with the file that was registered for each."""
        found = [(row, row.document) for row in rows if isinstance(row.document, CatalogFactor)]
        files = self._assets.of(CatalogKind.FACTOR, [row.key for row, _ in found])
        return [FactorEntry(factor=document, row=_how(row), asset_sha256=files.get(row.key)) for row, document in found]

    def strategies(self, rows: Sequence[Row]) -> list[StrategyEntry]:
        """Strategies, with how many loops name each, and the file that was registered for it."""
        found = [(row, row.document) for row in rows if isinstance(row.document, CatalogStrategy)]
        files = self._assets.of(CatalogKind.STRATEGY, [row.key for row, _ in found])
        counts = self._store.loop_counts([document.strategy_id for _, document in found])
        return [
            StrategyEntry(
                strategy=document,
                row=_how(row),
                loop_count=counts.get(document.strategy_id, 0),
                asset_sha256=files.get(row.key),
            )
            for row, document in found
        ]

    def loops(self, rows: Sequence[Row]) -> list[LoopEntry]:
        """Loops, with whether the library knows their strategy."""
        found = [(row, row.document) for row in rows if isinstance(row.document, CatalogLoop)]
        named = sorted({document.strategy_id for _, document in found if document.strategy_id is not None})
        known = self._store.heads(CatalogKind.STRATEGY, [(name,) for name in named])
        return [LoopEntry(loop=document, row=_how(row), strategy_known=(document.strategy_id,) in known) for row, document in found]

    def model(self, row: Row) -> ModelEntry:
        """A model."""
        assert isinstance(row.document, CatalogModel)
        return ModelEntry(model=row.document, row=_how(row))


def _how(row: Row) -> LibraryRow:
    return LibraryRow(
        content_hash=row.head.content_hash,
        snapshot_id=row.snapshot_id,
        origin=row.head.origin,
        first_seen_at_utc=row.head.first_seen_at,
        changed_at_utc=row.changed_at,
        retired=row.head.retired,
    )
