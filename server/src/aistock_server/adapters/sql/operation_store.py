"""Long jobs and their changes as rows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.system.v1.models import Operation, OperationState
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.system_tables import operation as jobs
from aistock_server.adapters.sql.system_tables import operation_event as changes
from aistock_server.operations.ports import StoredEvent


def _text(operation: Operation) -> str:
    return canonical_json(operation).decode()


class SqlOperationStore:
    """The port over the tables operation and operation_event."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, operation: Operation) -> None:
        """Store a job as its first event."""
        connection = self._database.connection()
        last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(jobs.c.ordinal), 0))).scalar_one()
        row = {"operation_id": operation.operation_id, "state": operation.state.value, "document": _text(operation)}
        connection.execute(jobs.insert().values(**row, ordinal=last + 1, last_seq=1))
        connection.execute(changes.insert().values(operation_id=operation.operation_id, seq=1, document=row["document"]))

    def change(self, operation: Operation) -> None:
        """Store a job's next event."""
        connection = self._database.connection()
        seq = self.last_seq(operation.operation_id) + 1
        text = _text(operation)
        connection.execute(
            jobs.update()
            .where(jobs.c.operation_id == operation.operation_id)
            .values(state=operation.state.value, last_seq=seq, document=text)
        )
        connection.execute(changes.insert().values(operation_id=operation.operation_id, seq=seq, document=text))

    def get(self, operation_id: str) -> Operation | None:
        """The job as it stands."""
        text = self._scalar(sa.select(jobs.c.document).where(jobs.c.operation_id == operation_id))
        return None if text is None else Operation.model_validate_json(text)

    def last_seq(self, operation_id: str) -> int:
        """Number of the last event."""
        last = self._scalar(sa.select(jobs.c.last_seq).where(jobs.c.operation_id == operation_id))
        return 0 if last is None else int(last)

    def events(self, operation_id: str, after: int, limit: int) -> Sequence[StoredEvent]:
        """Events after a number."""
        rows = self._database.connection().execute(
            sa.select(changes.c.seq, changes.c.document)
            .where(changes.c.operation_id == operation_id, changes.c.seq > after)
            .order_by(changes.c.seq)
            .limit(limit)
        )
        return [StoredEvent(seq=row.seq, operation=Operation.model_validate_json(row.document)) for row in rows]

    def page(self, *, before: int | None, limit: int, state: OperationState | None) -> Sequence[tuple[int, Operation]]:
        """Jobs, newest first."""
        query = sa.select(jobs.c.ordinal, jobs.c.document).order_by(jobs.c.ordinal.desc()).limit(limit)
        if before is not None:
            query = query.where(jobs.c.ordinal < before)
        if state is not None:
            query = query.where(jobs.c.state == state.value)
        rows = self._database.connection().execute(query)
        return [(row.ordinal, Operation.model_validate_json(row.document)) for row in rows]

    def unfinished(self) -> Sequence[Operation]:
        """Jobs that are pending or running."""
        query = sa.select(jobs.c.document).where(jobs.c.state.in_(["pending", "running"])).order_by(jobs.c.ordinal)
        return [Operation.model_validate_json(text) for text in self._database.connection().execute(query).scalars()]

    def _scalar(self, query: sa.Select[Any]) -> Any:
        return self._database.connection().execute(query).scalar_one_or_none()
