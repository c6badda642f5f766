"""The database itself: connections with deadlines, rows in blocks, and every failure by its own name."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import malformed, refused, unreachable

if TYPE_CHECKING:
    import psycopg

_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 120


class Warehouse:
    """Reads of one database in one schema; a connection each, read-only, so that a broken one breaks nothing else.

    A password comes from PGPASSWORD or ~/.pgpass; one in the URL is refused, for settings are shown.
    """

    def __init__(self, source: str, url: str, *, schema: str = "market", statement_seconds: int = _STATEMENT_SECONDS) -> None:
        from psycopg.conninfo import conninfo_to_dict

        self._source = source
        self._schema = schema
        self._seconds = statement_seconds
        plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
        try:
            parts = conninfo_to_dict(plain)
        except Exception:
            message = "the url is none of PostgreSQL; write postgresql://user@host:port/database"
            raise refused(source, message, field="url", value="") from None
        if parts.get("password"):
            message = "the url holds a password; keep it in PGPASSWORD or ~/.pgpass"
            raise refused(source, message, field="url", value="")
        self._url = plain
        self.origin = f"{parts.get('host', 'localhost')}/{parts.get('dbname', '')}"

    @property
    def schema(self) -> str:
        """The schema that the tables are in."""
        return self._schema

    def columns(self, tables: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The columns of those tables that are there."""
        question = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = ANY(%s)"
        found: dict[str, set[str]] = {}
        for table, column in self.rows(question, [self._schema, list(tables)]):
            found.setdefault(table, set()).add(column)
        return {table: frozenset(names) for table, names in found.items()}

    def rows(self, question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Every row of a small answer."""
        with self._connected() as connection:
            return connection.execute(question.encode(), values).fetchall()

    def blocks(self, question: str, values: Sequence[Any], rows: int) -> Generator[list[tuple[Any, ...]], None, None]:
        """The answer block by block; the database keeps the rest."""
        with self._connected() as connection, connection.cursor("rows") as cursor:
            cursor.itersize = rows
            cursor.execute(question.encode(), values)
            while block := cursor.fetchmany(rows):
                yield block

    @contextmanager
    def _connected(self) -> "Iterator[psycopg.Connection[tuple[Any, ...]]]":
        import psycopg

        options = f"-c statement_timeout={self._seconds}s -c default_transaction_read_only=on -c timezone=UTC"
        try:
            with psycopg.connect(self._url, connect_timeout=_CONNECT_SECONDS, options=options) as connection:
                yield connection
        except psycopg.Error as error:
            raise self._fault(error) from None

    def _fault(self, error: "psycopg.Error") -> RoomError:
        import psycopg

        told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidAuthorizationSpecification):
            return refused(self._source, f"the database says {told!r}; grant SELECT on its tables", field="url", value=self.origin)
        if isinstance(error, psycopg.errors.QueryCanceled):
            return unreachable(self._source, f"no answer after {self._seconds} s", field="url", value=self.origin)
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return unreachable(self._source, f"the database says {told!r}", field="url", value=self.origin)
        remedy = "compare its tables with docs/sources.md"
        return malformed(self._source, f"the database says {told!r}", remedy=remedy, field="url", value=self.origin)
