"""Whether a row of an import agrees with itself and with what it refers to, and how that is said."""

from aistock.library import references
from aistock.library.references import Disagreement, key_text
from aistock.library.v1.models import (
    CatalogFinding,
    CatalogFindingCode,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogSeverity,
    CatalogStrategy,
)
from aistock_server.library.model import Document, Key

REFERRED: dict[CatalogKind, CatalogKind] = {
    CatalogKind.LOOP: CatalogKind.STRATEGY,
    CatalogKind.MODEL: CatalogKind.LOOP,
}
"""What rows of a kind refer to."""


def with_itself(document: Document) -> CatalogFinding | None:
    """A row whose id or hash does not follow from its own fields."""
    match document:
        case CatalogStrategy():
            return _finding(references.mismatched_strategy(document), CatalogSeverity.WARNING)
        case CatalogModel():
            return _finding(references.mismatched_features(document), CatalogSeverity.REFUSAL)
        case _:
            return None


def dangling(document: Document) -> CatalogFinding:
    """A row whose strategy or loop is not known."""
    found: Disagreement | None = None
    match document:
        case CatalogLoop():
            found = references.dangling_strategy(document, frozenset())
        case CatalogModel():
            found = references.model_without_loop(document, frozenset())
    finding = _finding(found, CatalogSeverity.WARNING)
    assert finding is not None, "only what refers to something dangles"
    return finding


def repeated(kind: CatalogKind, key: Key) -> CatalogFinding:
    """The same row a second time."""
    name = key_text(key)
    text = f"{kind} {name} stands twice alike; the second is left out, export it once"
    return made(CatalogSeverity.NOTE, CatalogFindingCode.REPEATED_ROW, kind, name, text)


def contradicting(kind: CatalogKind, key: Key) -> CatalogFinding:
    """The same key a second time with different content."""
    name = key_text(key)
    text = f"{kind} {name} stands twice with different content; the first is taken, remove the second"
    return made(CatalogSeverity.REFUSAL, CatalogFindingCode.DUPLICATE_KEY, kind, name, text)


def several_snapshots(names: list[str]) -> CatalogFinding:
    """Catalogs that were not exported together."""
    text = f"catalogs of one import name snapshots {', '.join(names[:4])}; export them in one run"
    return made(CatalogSeverity.WARNING, CatalogFindingCode.SNAPSHOT_MISMATCH, None, None, text)


def made(
    severity: CatalogSeverity, code: CatalogFindingCode, kind: CatalogKind | None, key: str | None, message: str
) -> CatalogFinding:
    """A finding whose texts fit."""
    return CatalogFinding(severity=severity, code=code, kind=kind, key=None if key is None else key[:600], message=message[:1000])


def _finding(item: Disagreement | None, severity: CatalogSeverity) -> CatalogFinding | None:
    if item is None:
        return None
    return made(severity, CatalogFindingCode(item.code), CatalogKind(item.kind), item.key, item.message)
