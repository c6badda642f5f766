"""Live feedback as rows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.feedback.v1.models import LiveFeedback
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.feedback_tables import live_feedback


class SqlFeedbackStore:
    """The port over the table live_feedback."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feedback: LiveFeedback) -> int:
        """Store a feedback; its number in the stream."""
        seq = self.last_seq() + 1
        self._database.connection().execute(
            live_feedback.insert().values(
                seq=seq,
                feedback_id=feedback.feedback_id,
                strategy_instance_id=feedback.strategy_instance_id,
                experiment_id=feedback.experiment_id,
                document=canonical_json(feedback).decode(),
            )
        )
        return seq

    def get(self, feedback_id: str) -> LiveFeedback | None:
        """A feedback by id."""
        found = self._rows(sa.select(live_feedback).where(live_feedback.c.feedback_id == feedback_id))
        return found[0][1] if found else None

    def last_seq(self) -> int:
        """Number of the newest."""
        query = sa.select(sa.func.coalesce(sa.func.max(live_feedback.c.seq), 0))
        return int(self._database.connection().execute(query).scalar_one())

    def after(
        self, seq: int, *, limit: int, instance_id: str | None = None, experiment_id: str | None = None
    ) -> Sequence[tuple[int, LiveFeedback]]:
        """Feedback after a number."""
        query = sa.select(live_feedback).where(live_feedback.c.seq > seq).order_by(live_feedback.c.seq).limit(limit)
        if instance_id is not None:
            query = query.where(live_feedback.c.strategy_instance_id == instance_id)
        if experiment_id is not None:
            query = query.where(live_feedback.c.experiment_id == experiment_id)
        return self._rows(query)

    def _rows(self, query: sa.Select[Any]) -> list[tuple[int, LiveFeedback]]:
        rows = self._database.connection().execute(query)
        return [(row.seq, LiveFeedback.model_validate_json(row.document)) for row in rows]
