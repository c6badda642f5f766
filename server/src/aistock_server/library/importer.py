"""Takes rows into the library: what is inserted, updated, left alone, refused or retired, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aistock.contract.documents import content_hash
from aistock.library.references import key_text
from aistock.library.v1.models import (
    CatalogFinding,
    CatalogFindingCode,
    CatalogKind,
    CatalogSeverity,
    ImportReport,
    ImportTally,
)
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.library.checks import checked
from aistock_server.library.model import Document, Head, Key, Row, key_of
from aistock_server.library.ports import LibraryStore

MOST_FINDINGS = 1000
ORDER = (CatalogKind.FACTOR, CatalogKind.STRATEGY, CatalogKind.LOOP, CatalogKind.MODEL)
"""Kinds in the order they are taken in, so that what is referred to comes first."""

_SEVERITIES = (CatalogSeverity.REFUSAL, CatalogSeverity.WARNING, CatalogSeverity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows of one kind from one catalog; a `reluctant` batch leaves alone what another catalog brought."""

    kind: CatalogKind
    origin: str
    snapshot_id: str | None
    documents: Sequence[Document]
    whole: bool
    reluctant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import does to one kind."""

    kind: CatalogKind
    inserts: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    retired: list[Key] = field(default_factory=list)
    findings: list[CatalogFinding] = field(default_factory=list)
    unchanged: int = 0
    refused: int = 0

    @property
    def changes(self) -> bool:
        """Something would be written."""
        return bool(self.inserts or self.updates or self.retired)

    def tally(self) -> ImportTally:
        """The plan in numbers."""
        return ImportTally(
            kind=self.kind,
            inserted=len(self.inserts),
            updated=len(self.updates),
            unchanged=self.unchanged,
            refused=self.refused,
            retired=len(self.retired),
        )


class Importer:
    """Plans imports against a store and carries them out."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store

    def run(self, batches: Sequence[Batch], *, now: datetime, dry_run: bool, allow_partial: bool) -> ImportReport:
        """The report; raises Invalid (CATALOG_REFUSED), and nothing is written, when a row is refused and that is not allowed."""
        plans = self._plans(batches, now)
        findings = sorted(
            [*(item for plan in plans for item in plan.findings), *_snapshot_findings(batches)],
            key=lambda item: _SEVERITIES.index(item.severity),
        )
        refused = sum(plan.refused for plan in plans)
        if refused and not allow_partial and not dry_run:
            raise Invalid(
                "CATALOG_REFUSED",
                f"{refused} rows are refused, first: {findings[0].message}; correct them, or allow a partial import",
                violations=[
                    Violation(field=f"{item.kind} {item.key}", rule=item.code.value, value="", message=item.message)
                    for item in findings
                    if item.severity is CatalogSeverity.REFUSAL
                ],
                refused=refused,
            )
        if not dry_run:
            for plan in plans:
                self._carry_out(plan, now)
        return ImportReport(
            dry_run=dry_run,
            tallies=[plan.tally() for plan in plans],
            findings=findings[:MOST_FINDINGS],
            findings_left_off=max(0, len(findings) - MOST_FINDINGS),
            changed=any(plan.changes for plan in plans),
            snapshot_id=next((batch.snapshot_id for batch in batches if batch.snapshot_id), None),
        )

    def _plans(self, batches: Sequence[Batch], now: datetime) -> list[Plan]:
        plans = []
        for kind in ORDER:
            of_kind = [batch for batch in batches if batch.kind is kind]
            if of_kind:
                plans.append(self._plan(kind, of_kind, batches, now))
        return plans

    def _plan(self, kind: CatalogKind, batches: Sequence[Batch], everything: Sequence[Batch], now: datetime) -> Plan:
        rows, findings, refused = _once(kind, batches)
        good, more = checked(self._store, kind, rows, everything)
        findings += more
        refused += len(rows) - len(good)
        heads = self._store.heads(kind, [key for key, _, _ in good])
        inserts, updates, unchanged = [], [], 0
        for key, document, batch in good:
            head, digest = heads.get(key), content_hash(document)
            if head is None:
                inserts.append(_row(batch, document, digest, now, now))
            elif (head.content_hash == digest and not head.retired) or (batch.reluctant and head.origin != batch.origin):
                unchanged += 1
            else:
                updates.append(_row(batch, document, digest, head.first_seen_at, now))
        return Plan(
            kind=kind,
            inserts=inserts,
            updates=updates,
            retired=self._missing(kind, batches),
            findings=findings,
            unchanged=unchanged,
            refused=refused,
        )

    def _missing(self, kind: CatalogKind, batches: Sequence[Batch]) -> list[Key]:
        """Keys that whole catalogs held before and no catalog of this import holds now; a refused row is held all the same."""
        held = {key_of(document) for batch in batches for document in batch.documents}
        origins = sorted({batch.origin for batch in batches if batch.whole})
        return sorted(key for origin in origins for key in self._store.present_keys(kind, origin) if key not in held)

    def _carry_out(self, plan: Plan, now: datetime) -> None:
        if plan.inserts:
            self._store.insert(plan.inserts)
        if plan.updates:
            self._store.update(plan.updates)
        if plan.retired:
            self._store.retire(plan.kind, plan.retired, now)


def _once(kind: CatalogKind, batches: Sequence[Batch]) -> tuple[list[tuple[Key, Document, Batch]], list[CatalogFinding], int]:
    """Each key once, the first kept; the same content again is a note, another content a refusal, unless it is reluctant."""
    kept: dict[Key, tuple[Key, Document, Batch]] = {}
    findings: list[CatalogFinding] = []
    refused = 0
    for batch in batches:
        for document in batch.documents:
            key = key_of(document)
            first = kept.setdefault(key, (key, document, batch))
            if first[1] is document or (batch is not first[2] and batch.reluctant):
                continue
            name = key_text(key)
            if first[1] == document:
                text = f"{kind} {name} stands twice alike; the second is left out, export it once"
                findings.append(_finding(CatalogSeverity.NOTE, CatalogFindingCode.REPEATED_ROW, kind, name, text))
            else:
                refused += 1
                text = f"{kind} {name} stands twice with different content; the first is taken, remove the second"
                findings.append(_finding(CatalogSeverity.REFUSAL, CatalogFindingCode.DUPLICATE_KEY, kind, name, text))
    return list(kept.values()), findings, refused


def _row(batch: Batch, document: Document, digest: str, first_seen: datetime, now: datetime) -> Row:
    head = Head(content_hash=digest, origin=batch.origin, first_seen_at=first_seen, retired=False)
    return Row(kind=batch.kind, document=document, head=head, snapshot_id=batch.snapshot_id, changed_at=now)


def _snapshot_findings(batches: Iterable[Batch]) -> list[CatalogFinding]:
    named = sorted({batch.snapshot_id for batch in batches if batch.snapshot_id})
    if len(named) < 2:
        return []
    text = f"catalogs of one import name snapshots {', '.join(named[:4])}; export them in one run"
    return [_finding(CatalogSeverity.WARNING, CatalogFindingCode.SNAPSHOT_MISMATCH, None, None, text)]


def _finding(
    severity: CatalogSeverity, code: CatalogFindingCode, kind: CatalogKind | None, key: str | None, message: str
) -> CatalogFinding:
    return CatalogFinding(severity=severity, code=code, kind=kind, key=key, message=message[:1000])
