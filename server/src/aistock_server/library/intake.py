"""Takes the rows of one kind in, a batch at a time: what is inserted, updated, left alone, refused or retired."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aistock.contract.documents import canonical_json, content_hash
from aistock.library.v1.models import CatalogFinding, CatalogKind, CatalogSeverity, ImportTally
from aistock_server.library import checks
from aistock_server.library.findings import Findings
from aistock_server.library.model import Document, Head, Key, Offer, Row, refers_of
from aistock_server.library.ports import LibraryStore
from aistock_server.library.seen import Seen, same

ROWS_A_BATCH, BYTES_A_BATCH = 2000, 8 << 20
"""A batch ends at so many rows, or at so many bytes of them: many make the database's indexes cheap, and all are in memory."""

_KEYS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Rows of one kind from one program; a `reluctant` one leaves alone what another catalog brought, a `whole` one retires."""

    kind: CatalogKind
    origin: str
    snapshot_id: str | None
    offers: Callable[[], Iterable[Offer]]
    whole: bool
    reluctant: bool = False


@dataclass(slots=True)
class Tally:
    """What happened to rows so far."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    retired: int = 0


@dataclass(slots=True)
class _Writes:
    inserts: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    digests: dict[Key, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """An offer beside what the library knows; the document is made only when the bytes are not those that are stored."""

    offer: Offer
    head: Head | None
    content: str
    document: Document | None
    refers: Key | None
    text: str = ""


class Intake:
    """One kind's part of an import; `seen` holds the keys of every kind that the import brought up to now."""

    def __init__(
        self,
        kind: CatalogKind,
        store: LibraryStore,
        seen: Mapping[CatalogKind, Seen],
        findings: Findings,
        *,
        now: datetime,
        dry: bool,
    ) -> None:
        self._kind = kind
        self._store = store
        self._all_seen = seen
        self._seen = seen[kind]
        self._findings = findings
        self._now = now
        self._dry = dry
        self._tally = Tally()

    def take(self, catalog: Catalog, place: int) -> None:
        """Take a catalog's rows in; a repeated key is judged against the first row that had it."""
        for batch in _batches(catalog.offers()):
            self._take(catalog, place, batch)

    def retire_missing(self, origins: Iterable[str]) -> None:
        """Mark rows of these origins that the import did not bring; a refused row was brought all the same."""
        for origin in origins:
            gone = [key for key in self._store.present_keys(self._kind, origin) if key not in self._seen]
            self._tally.retired += len(gone)
            for start in range(0, 0 if self._dry else len(gone), _KEYS_AT_ONCE):
                self._store.retire(self._kind, gone[start : start + _KEYS_AT_ONCE], self._now)

    def tally(self) -> ImportTally:
        """The numbers so far."""
        tally = self._tally
        return ImportTally(
            kind=self._kind,
            inserted=tally.inserted,
            updated=tally.updated,
            unchanged=tally.unchanged,
            refused=tally.refused,
            retired=tally.retired,
        )

    def _take(self, catalog: Catalog, place: int, batch: Sequence[Offer]) -> None:
        first: dict[Key, Offer] = {}
        again: list[Offer] = []
        for offer in batch:
            if offer.key in first or offer.key in self._seen:
                again.append(offer)
            else:
                first[offer.key] = offer
        heads = self._store.heads(self._kind, first)
        taken = [_taken(self._kind, offer, heads.get(key)) for key, offer in first.items()]
        known = self._known({one.refers for one in taken if one.refers is not None})
        writes = _Writes()
        for one in taken:
            self._seen.add(one.offer.key, one.content, place)
            if self._passes(one, known):
                self._decide(catalog, one, writes)
        for offer in again:
            self._judge_again(catalog, place, offer)
        if not self._dry:
            self._write(writes)

    def _passes(self, one: _Taken, known: frozenset[Key]) -> bool:
        """Say what does not hold of a row; False when it is not taken."""
        wrong = None if one.document is None else checks.with_itself(one.document)
        if wrong is not None:
            self._findings.add(wrong.severity, lambda: wrong)
            if wrong.severity is CatalogSeverity.REFUSAL:
                self._tally.refused += 1
                return False
        if one.refers is not None and one.refers not in known:
            self._findings.add(CatalogSeverity.WARNING, lambda: checks.dangling(one.document or one.offer.document()))
        return True

    def _decide(self, catalog: Catalog, one: _Taken, writes: _Writes) -> None:
        head, key = one.head, one.offer.key
        if head is None:
            writes.inserts.append(self._row(catalog, one, self._now))
            self._tally.inserted += 1
        elif head.content_hash == one.content and not head.retired:
            self._tally.unchanged += 1
            if one.offer.digest is not None and one.offer.digest != head.digest:
                writes.digests[key] = one.offer.digest
        elif catalog.reluctant and head.origin != catalog.origin:
            self._tally.unchanged += 1
        else:
            writes.updates.append(self._row(catalog, one, head.first_seen_at))
            self._tally.updated += 1

    def _judge_again(self, catalog: Catalog, place: int, offer: Offer) -> None:
        mark = self._seen.find(offer.key)
        assert mark is not None, "a row that was seen"
        if catalog.reluctant and mark.catalog != place:
            return
        finding: CatalogFinding
        if same(mark, content_hash(offer.document())):
            finding = checks.repeated(self._kind, offer.key)
        else:
            finding = checks.contradicting(self._kind, offer.key)
            self._tally.refused += 1
        self._findings.add(finding.severity, lambda: finding)

    def _known(self, referred: set[Key]) -> frozenset[Key]:
        """Those of the keys that the import brought before or the library holds."""
        if not referred:
            return frozenset()
        kind = checks.REFERRED[self._kind]
        brought = {key for key in referred if key in self._all_seen[kind]}
        return frozenset(brought | set(self._store.heads(kind, referred - brought)))

    def _row(self, catalog: Catalog, one: _Taken, first_seen: datetime) -> Row:
        head = Head(
            content_hash=one.content,
            origin=catalog.origin,
            first_seen_at=first_seen,
            retired=False,
            digest=one.offer.digest,
            refers=one.refers,
        )
        document = one.offer.document() if one.document is None else one.document
        return Row(
            kind=self._kind, document=document, head=head, snapshot_id=catalog.snapshot_id, changed_at=self._now, text=one.text
        )

    def _write(self, writes: _Writes) -> None:
        if writes.inserts:
            self._store.insert(writes.inserts)
        if writes.updates:
            self._store.update(writes.updates)
        if writes.digests:
            self._store.note_digests(self._kind, writes.digests)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer]]:
    batch: list[Offer] = []
    size = 0
    for offer in offers:
        batch.append(offer)
        size += offer.size
        if len(batch) == ROWS_A_BATCH or size >= BYTES_A_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _taken(kind: CatalogKind, offer: Offer, head: Head | None) -> _Taken:
    # A strategy is always made: whether its id follows from its fields is told at every import, and strategies are few.
    known = head is not None and offer.digest is not None and offer.digest == head.digest and kind is not CatalogKind.STRATEGY
    if known and head is not None:
        return _Taken(offer=offer, head=head, content=head.content_hash, document=None, refers=head.refers)
    document = offer.document()
    text = canonical_json(document)
    content = hashlib.sha256(text).hexdigest()
    return _Taken(offer=offer, head=head, content=content, document=document, refers=refers_of(document), text=text.decode())
