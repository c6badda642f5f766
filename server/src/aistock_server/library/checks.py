"""Whether rows of an import agree with themselves, with each other and with the library."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aistock.library import references
from aistock.library.references import Disagreement
from aistock.library.v1.models import (
    CatalogFinding,
    CatalogFindingCode,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogSeverity,
    CatalogStrategy,
)
from aistock_server.library.model import Document, Key, key_of
from aistock_server.library.ports import LibraryStore

if TYPE_CHECKING:
    from aistock_server.library.importer import Batch

_REFUSING = frozenset({CatalogFindingCode.FEATURE_HASH_MISMATCH})


def checked(
    store: LibraryStore, kind: CatalogKind, rows: Sequence[tuple[Key, Document, "Batch"]], everything: Sequence["Batch"]
) -> tuple[list[tuple[Key, Document, "Batch"]], list[CatalogFinding]]:
    """Rows that are taken, and what was noticed about any of them."""
    strategies = _known_strategies(store, rows, everything) if kind is CatalogKind.LOOP else frozenset()
    loops = _known_loops(store, rows, everything) if kind is CatalogKind.MODEL else frozenset()
    good: list[tuple[Key, Document, Batch]] = []
    findings = []
    for row in rows:
        noticed = [_finding(item) for item in _disagreements(row[1], strategies, loops)]
        findings += noticed
        if not any(item.severity is CatalogSeverity.REFUSAL for item in noticed):
            good.append(row)
    return good, findings


def _disagreements(document: Document, strategies: frozenset[str], loops: frozenset[references.LoopKey]) -> list[Disagreement]:
    found: list[Disagreement | None] = []
    match document:
        case CatalogStrategy():
            found = [references.mismatched_strategy(document)]
        case CatalogLoop():
            found = [references.dangling_strategy(document, strategies)]
        case CatalogModel():
            found = [references.mismatched_features(document), references.model_without_loop(document, loops)]
    return [item for item in found if item is not None]


def _finding(item: Disagreement) -> CatalogFinding:
    code = CatalogFindingCode(item.code)
    severity = CatalogSeverity.REFUSAL if code in _REFUSING else CatalogSeverity.WARNING
    return CatalogFinding(
        severity=severity, code=code, kind=CatalogKind(item.kind), key=item.key[:600], message=item.message[:1000]
    )


def _known_strategies(
    store: LibraryStore, rows: Sequence[tuple[Key, Document, "Batch"]], everything: Sequence["Batch"]
) -> frozenset[str]:
    brought = {key_of(item)[0] for batch in everything if batch.kind is CatalogKind.STRATEGY for item in batch.documents}
    asked = {row.strategy_id for _, row, _ in rows if isinstance(row, CatalogLoop) and row.strategy_id is not None}
    stored = store.heads(CatalogKind.STRATEGY, [(name,) for name in sorted(asked - brought)])
    return frozenset(str(name) for name in brought) | frozenset(str(key[0]) for key in stored)


def _known_loops(
    store: LibraryStore, rows: Sequence[tuple[Key, Document, "Batch"]], everything: Sequence["Batch"]
) -> frozenset[references.LoopKey]:
    brought = {references.loop_key(item) for batch in everything for item in batch.documents if isinstance(item, CatalogLoop)}
    asked = {references.model_loop(row) for _, row, _ in rows if isinstance(row, CatalogModel)}
    stored = store.heads(CatalogKind.LOOP, sorted(asked - brought))
    return frozenset(brought | {key for key in asked if key in stored})
