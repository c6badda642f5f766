"""Many rows into a table at once, the fastest way each database has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

#: COPY is a statement of its own; fewer rows do not pay for it.
_FEWEST_TO_COPY = 20


def insert_rows(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that name the same columns; whole or not at all, like the unit of work they stand in.

    Rows may be made while they are asked for, and PostgreSQL stores some while the next are made; making them must not
    use the connection.
    """
    left = iter(rows)
    first = list(islice(left, _FEWEST_TO_COPY))
    if not first:
        return
    if connection.dialect.name == "sqlite":
        _execute(connection, table, list(first[0]), chain(first, left))
    elif len(first) == _FEWEST_TO_COPY:
        _copy(connection, table, list(first[0]), chain(first, left))
    else:
        connection.execute(table.insert(), first)


def _execute(connection: Connection, table: sa.Table, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    # Straight to the driver, which takes our plain values as they are: rows of thirty columns cost more to bind than to insert.
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    connection.exec_driver_sql(statement, list(map(_picked(names), rows)))


def _copy(connection: Connection, table: sa.Table, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    from psycopg import DataError

    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in map(_picked(names), rows):
                copy.write_row(row)
    except DataError as error:
        raise sa.exc.DataError(statement, None, error) from error


def _picked(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What makes a row of these columns of a mapping."""
    return itemgetter(*names) if len(names) > 1 else lambda row: tuple(row[name] for name in names)
