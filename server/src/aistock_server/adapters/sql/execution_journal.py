"""Journals as rows that are only ever added."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.execution_tables import execution_event as event_table
from aistock_server.execution.journal import JournalEvent, entry_from_text, entry_text
from aistock_server.execution.ports import EVERYTHING, EventFilter, JournalMovedError


class SqlJournal:
    """The port over the table execution_event; there is no update and no delete in this class."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, events: Sequence[JournalEvent]) -> None:
        """Keeps events of one account; JournalMovedError when their first does not follow the last kept."""
        if not events:
            return
        last = self.last_seq(events[0].account_id)
        if events[0].seq != last + 1:
            raise JournalMovedError(f"event {events[0].seq} of account {events[0].account_id} does not follow {last}")
        self._database.connection().execute(sa.insert(event_table), [_row(event) for event in events])

    def read(self, account_id: str, *, after: int, limit: int, where: EventFilter = EVERYTHING) -> Sequence[JournalEvent]:
        """Events with a greater sequence number, in order."""
        columns = event_table.c
        query = sa.select(event_table).where(columns.account_id == account_id, columns.seq > after)
        if where.kinds:
            query = query.where(columns.kind.in_(where.kinds))
        if where.instrument is not None:
            query = query.where(columns.instrument == where.instrument)
        if where.start is not None:
            query = query.where(columns.trading_date >= where.start.isoformat())
        if where.end is not None:
            query = query.where(columns.trading_date <= where.end.isoformat())
        rows = self._database.connection().execute(query.order_by(columns.seq).limit(limit))
        return [_event(row) for row in rows]

    def first_hash(self, account_id: str) -> str | None:
        """Hash of the first event; None when there is no such account."""
        query = sa.select(event_table.c.hash).where(event_table.c.account_id == account_id, event_table.c.seq == 1)
        found: str | None = self._database.connection().execute(query).scalar_one_or_none()
        return found

    def last_seq(self, account_id: str) -> int:
        """Sequence number of the last event; 0 when there is none."""
        query = sa.select(sa.func.max(event_table.c.seq)).where(event_table.c.account_id == account_id)
        return int(self._database.connection().execute(query).scalar_one() or 0)


def _row(event: JournalEvent) -> dict[str, Any]:
    return {
        "account_id": event.account_id,
        "seq": event.seq,
        "trading_date": event.trading_date.isoformat(),
        "at_utc": event.at_utc,
        "kind": event.kind,
        "instrument": getattr(event.entry, "instrument", None),
        "entry": entry_text(event.entry),
        "previous_hash": event.previous_hash,
        "hash": event.hash,
    }


def _event(row: Any) -> JournalEvent:
    return JournalEvent(
        account_id=row.account_id,
        seq=row.seq,
        trading_date=date.fromisoformat(row.trading_date),
        at_utc=row.at_utc,
        entry=entry_from_text(row.entry),
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
