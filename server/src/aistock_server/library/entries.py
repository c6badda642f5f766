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
from aistock_server.library.model import Row
from aistock_server.library.ports import LibraryStore


class Entries:
    """Makes entries; what an entry says beyond its row is asked for a page at a time."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store

    def factor(self, row: Row) -> FactorEntry:
        """A factor."""
        assert isinstance(row.document, CatalogFactor)
        return FactorEntry(factor=row.document, row=_how(row))

    def strategies(self, rows: Sequence[Row]) -> list[StrategyEntry]:
        """Strategies, with how many loops name each."""
        found = [(row, row.document) for row in rows if isinstance(row.document, CatalogStrategy)]
        counts = self._store.loop_counts([document.strategy_id for _, document in found])
        return [
            StrategyEntry(strategy=document, row=_how(row), loop_count=counts.get(document.strategy_id, 0))
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
