"""Catalogs cut into pieces that fit a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

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


class StoredCatalog(Protocol):
    """A catalog whose rows are elsewhere, in a file such as; `head` is all of it but its rows."""

    @property
    def head(self) -> Any:
        """The catalog with no row."""

    def rows(self) -> Iterator[Any]:
        """The rows, the same whenever they are asked for."""


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
    catalogs: Sequence[Catalog | StoredCatalog | None], *, size: int = ROWS_A_PIECE
) -> tuple[list[StreamedCatalog], Callable[[], Iterator[CatalogRows]]]:
    """What the header of an import says of the catalogs that are there, and a maker of their rows in pieces of `size`."""
    present = [catalog for catalog in catalogs if catalog is not None]
    tops = [catalog if isinstance(catalog, Catalog) else catalog.head for catalog in present]
    heads = [
        StreamedCatalog(
            kind=_KINDS[type(catalog)][0],
            source=catalog.source,
            snapshot_id=catalog.snapshot_id,
            alpha=True if isinstance(catalog, AlphaMeta) else None,
        )
        for catalog in tops
    ]

    def pieces() -> Iterator[CatalogRows]:
        for number, (catalog, top) in enumerate(zip(present, tops, strict=True)):
            rows = iter(rows_of(catalog) if isinstance(catalog, Catalog) else catalog.rows())
            while piece := list(islice(rows, size)):
                yield CatalogRows.model_validate({"catalog": number, _KINDS[type(top)][1]: piece})

    return heads, pieces
