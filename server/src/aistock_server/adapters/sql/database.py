"""One SQL database: units of work that write, views that read, and migrations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from aistock_server.kernel.errors import Invalid

_WRITES = "aistock_writes"

#: One writer at a time, whichever process it is in: the number of the lock that a writing transaction holds.
_WRITER_LOCK = 0x61697374

#: Sorted by code point like SQLite and Python, so that lists and their page tokens are the same everywhere.
_BY_CODE_POINT = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off, so that BEGIN below decides between reading and writing.
    connection.isolation_level = None
    cursor = connection.cursor()
    # The pages of the narrow index that lists of 100,000 loops read stay in a connection's cache of 16 MiB.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-16384"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _postgresql_connect(connection: Any, _record: Any) -> None:
    # A plan for any bounds reads whole tables where one for these bounds reads few rows; planning takes a tenth of a millisecond.
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.commit()


def _sqlite_begin(connection: Connection) -> None:
    # A writer takes the lock at once: two deferred writers would both read, and one would fail at its first write.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """A database by URL; rows are reached only inside `unit` or `reading`. Invalid for a URL that names none of ours."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._connection: ContextVar[Connection | None] = ContextVar("connection", default=None)
        self._after: ContextVar[list[Callable[[], None]] | None] = ContextVar("after", default=None)
        self._listeners: list[Callable[[], None]] = []
        self._write_lock = Lock()
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _sqlite_connect)
            sa.event.listen(self._engine, "begin", _sqlite_begin)
        else:
            sa.event.listen(self._engine, "connect", _postgresql_connect)

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

    @contextmanager
    def joined(self) -> Iterator[None]:
        """The unit of work that this call runs in, or one of its own."""
        if self._connection.get() is not None:
            yield
        else:
            with self.unit():
                yield

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

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to the newest revision, or back to an older one.

        Invalid when the database cannot be reached or sorts text its own way.
        """
        if self._engine.dialect.name == "postgresql":
            _examine(self._engine)
        # Alembic costs 0.2 s to import and is needed once.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["engine"] = self._engine
        if revision == "head":
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    @contextmanager
    def _opened(self, *, writes: bool) -> Iterator[None]:
        with self._engine.connect() as connection:
            connection = connection.execution_options(**self._options(writes=writes))
            with connection.begin(), _refusing_nul():
                if writes and self._engine.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))
                token = self._connection.set(connection)
                try:
                    yield
                finally:
                    self._connection.reset(token)

    def _options(self, *, writes: bool) -> dict[str, Any]:
        """What a transaction is begun with; SQLite's readers see one moment by themselves."""
        if self._engine.dialect.name == "sqlite" or writes:
            return {_WRITES: writes}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _engine(url: str) -> Engine:
    try:
        named = make_url(url)
    except sa.exc.ArgumentError:
        # The text itself is not shown: it may hold a password.
        raise _wrong("the database URL cannot be read; write postgresql+psycopg://USER@HOST:PORT/NAME") from None
    if named.drivername not in ("sqlite", "postgresql+psycopg"):
        raise _wrong(f"database {_shown(named)} is not supported; use postgresql+psycopg://USER@HOST:PORT/NAME, or none for SQLite")
    try:
        return sa.create_engine(named)
    except ModuleNotFoundError as missing:
        text = (
            f"database {_shown(named)} needs the driver {missing.name}; install the extra: pip install 'aistock-contract[postgres]'"
        )
        raise _wrong(text) from None


def _examine(engine: Engine) -> None:
    """Invalid unless the database can be reached and sorts text by code point."""
    query = (
        "SELECT datcollate, datlocprovider::text, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    try:
        with engine.connect() as connection:
            sort, provider, encoding = connection.exec_driver_sql(query).one()
    except sa.exc.OperationalError as failed:
        why = " ".join(str(failed.orig).split())
        raise _wrong(f"database {_shown(engine.url)} cannot be reached: {why}; start it, or correct the URL") from None
    if provider != "c" or sort not in _BY_CODE_POINT or encoding != "UTF8":
        name = engine.url.database
        raise _wrong(
            f"database {_shown(engine.url)} sorts text by {sort} in {encoding}, and "
            "lists need the order of code points; create one with: "
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        )


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _wrong(text: str) -> Invalid:
    return Invalid("INVALID_FIELD", text, field="database_url")


@contextmanager
def _refusing_nul() -> Iterator[None]:
    """PostgreSQL keeps no text with the character NUL; whoever sent one is told so."""
    try:
        yield
    except sa.exc.DataError as error:
        if "NUL" not in str(error.orig):
            raise
        text = "a text of the request holds the character NUL, which this server's database cannot keep; leave it out"
        raise Invalid("INVALID_FIELD", text) from error
