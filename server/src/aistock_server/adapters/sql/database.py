"""One SQL database: units of work that write, views that read, and migrations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

_WRITES = "aistock_writes"


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off, so that BEGIN below decides between reading and writing.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # A writer takes the lock at once: two deferred writers would both read, and one would fail at its first write.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """A database by URL; rows are reached only inside `unit` or `reading`."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = sa.create_engine(url)
        self._connection: ContextVar[Connection | None] = ContextVar("connection", default=None)
        self._after: ContextVar[list[Callable[[], None]] | None] = ContextVar("after", default=None)
        self._listeners: list[Callable[[], None]] = []
        self._write_lock = Lock()
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _sqlite_connect)
            sa.event.listen(self._engine, "begin", _sqlite_begin)

    @property
    def dialect(self) -> str:
        """Name of the SQL dialect: sqlite or postgresql."""
        return self._engine.dialect.name

    @contextmanager
    def unit(self) -> Iterator[None]:
        """One transaction that writes: it commits whole at the end, or leaves nothing behind."""
        callbacks: list[Callable[[], None]] = []
        token = self._after.set(callbacks)
        try:
            with self._write_lock, self._opened(writes=True):
                yield
        finally:
            self._after.reset(token)
        for callback in (*callbacks, *self._listeners):
            callback()

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call back after every unit that committed, on whatever thread it ran."""
        self._listeners.append(callback)

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call back once the unit of work of this call has committed; never if it does not."""
        callbacks = self._after.get()
        if callbacks is None:
            raise RuntimeError("no unit of work is open here: only Database.unit() commits")
        callbacks.append(callback)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view that only reads."""
        with self._opened(writes=False):
            yield

    def connection(self) -> Connection:
        """The connection of the unit of work or view this call runs in."""
        connection = self._connection.get()
        if connection is None:
            raise RuntimeError("no unit of work is open here: wrap the call in Database.unit() or Database.reading()")
        return connection

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        # Alembic costs 0.2 s to import and is needed once.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["engine"] = self._engine
        command.upgrade(config, "head")

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    @contextmanager
    def _opened(self, *, writes: bool) -> Iterator[None]:
        with self._engine.connect().execution_options(**{_WRITES: writes}) as connection, connection.begin():
            token = self._connection.set(connection)
            try:
                yield
            finally:
                self._connection.reset(token)
