"""Answered requests, so that sending one twice equals sending it once."""

import sqlalchemy as sa

from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.system_tables import request_log


class SqlRequestLog:
    """The request log in the unit of work of the mutation itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, method: str, request_id: str) -> tuple[str, bytes] | None:
        """Hash of the body and the answer that went out, if this id was answered."""
        row = (
            self._database.connection()
            .execute(
                sa.select(request_log.c.body_sha256, request_log.c.answer).where(
                    request_log.c.method == method, request_log.c.request_id == request_id
                )
            )
            .one_or_none()
        )
        return None if row is None else (row.body_sha256, bytes(row.answer))

    def add(self, method: str, request_id: str, body_sha256: str, answer: bytes) -> None:
        """Remember an answer."""
        self._database.connection().execute(
            request_log.insert().values(method=method, request_id=request_id, body_sha256=body_sha256, answer=answer)
        )
