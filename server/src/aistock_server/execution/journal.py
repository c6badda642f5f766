"""The hash chain: every event of a journal seals the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from aistock_server.execution.codec import canonical, from_plain, to_plain
from aistock_server.execution.events import KINDS, OF_KIND, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEvent:
    """One line of an account's journal."""

    account_id: str
    seq: int
    trading_date: date
    at_utc: str
    entry: Entry
    previous_hash: str | None
    hash: str

    @property
    def kind(self) -> str:
        """Kind of the entry, as the contract names it."""
        return KINDS[type(self.entry)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a journal at one event."""

    kind: str
    seq: int
    expected: str
    found: str


def seal(*, account_id: str, seq: int, trading_date: date, at_utc: str, entry: Entry, previous_hash: str | None) -> JournalEvent:
    """The event with the hash that follows from its content and the event before."""
    body = _body(account_id, seq, trading_date, at_utc, entry, previous_hash)
    return JournalEvent(
        account_id=account_id,
        seq=seq,
        trading_date=trading_date,
        at_utc=at_utc,
        entry=entry,
        previous_hash=previous_hash,
        hash=hashlib.sha256(canonical(body).encode()).hexdigest(),
    )


def plain_event(event: JournalEvent) -> dict[str, object]:
    """The event as the contract's JSON has it, without its cursor."""
    body = _body(event.account_id, event.seq, event.trading_date, event.at_utc, event.entry, event.previous_hash)
    return {**body, "hash": event.hash}


def entry_text(entry: Entry) -> str:
    """An entry as canonical JSON, its kind inside under the key event."""
    return canonical(_plain_entry(entry))


def entry_from_text(text: str) -> Entry:
    """The entry that `entry_text` wrote."""
    plain = json.loads(text)
    return from_plain(OF_KIND[plain.pop("event")], plain)


def faults(events: Iterable[JournalEvent]) -> Iterator[Fault]:
    """Every place where the chain does not hold: a missing number, or a hash that does not follow."""
    seq, previous = 0, None
    for event in events:
        if event.seq != seq + 1:
            yield Fault(kind="gap", seq=event.seq, expected=str(seq + 1), found=str(event.seq))
        sealed = seal(
            account_id=event.account_id,
            seq=event.seq,
            trading_date=event.trading_date,
            at_utc=event.at_utc,
            entry=event.entry,
            previous_hash=previous,
        )
        if sealed.hash != event.hash:
            yield Fault(kind="chain_broken", seq=event.seq, expected=sealed.hash, found=event.hash)
        seq, previous = event.seq, event.hash


def _plain_entry(entry: Entry) -> dict[str, object]:
    return {"event": KINDS[type(entry)], **to_plain(entry)}


def _body(account_id: str, seq: int, trading_date: date, at_utc: str, entry: Entry, previous: str | None) -> dict[str, object]:
    body: dict[str, object] = {
        "account_id": account_id,
        "seq": seq,
        "trading_date": trading_date.isoformat(),
        "at_utc": at_utc,
        "entry": _plain_entry(entry),
    }
    if previous is not None:
        body["previous_hash"] = previous
    return body
