"""Catalogs cut into pieces that fit a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aistock.library.v1.models import (
    AlphaMeta,
    CatalogKind,
    CatalogRows,
    FactorCatalog,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
    StreamedCatalog,
)

Catalog = FactorCatalog | AlphaMeta | StrategyCatalog | LoopCatalog | ModelCatalog

MOST_ROWS_A_CALL = 2_000
"""Catalogs with more rows go in pieces."""

ROWS_A_PIECE = 500

_KINDS: dict[type[Any], tuple[CatalogKind, str]] = {
    FactorCatalog: (CatalogKind.FACTOR, "factors"),
    AlphaMeta: (CatalogKind.FACTOR, "factors"),
    StrategyCatalog: (CatalogKind.STRATEGY, "strategies"),
    LoopCatalog: (CatalogKind.LOOP, "loops"),
    ModelCatalog: (CatalogKind.MODEL, "models"),
}


def rows_of(catalog: Catalog) -> Sequence[Any]:
    """The rows of a catalog."""
    rows: Sequence[Any] = getattr(catalog, _KINDS[type(catalog)][1])
    return rows


def pieces_of(
    catalogs: Sequence[Catalog | None], *, size: int = ROWS_A_PIECE
) -> tuple[list[StreamedCatalog], Callable[[], Iterator[CatalogRows]]]:
    """What the header of an import says of the catalogs that are there, and a maker of their rows in pieces of `size`."""
    present = [catalog for catalog in catalogs if catalog is not None]
    heads = [
        StreamedCatalog(
            kind=_KINDS[type(catalog)][0],
            source=catalog.source,
            snapshot_id=catalog.snapshot_id,
            alpha=True if isinstance(catalog, AlphaMeta) else None,
        )
        for catalog in present
    ]

    def pieces() -> Iterator[CatalogRows]:
        for number, catalog in enumerate(present):
            rows, field = rows_of(catalog), _KINDS[type(catalog)][1]
            for start in range(0, len(rows), size):
                yield CatalogRows.model_validate({"catalog": number, field: list(rows[start : start + size])})

    return heads, pieces
