"""Rows by many keys of several columns at once, read off the index of the key."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aistock_server.library import Key

_KEYS_A_QUERY = 250


def rows_by_key(
    connection: Connection, table: sa.Table, key: Sequence[str], columns: Sequence[str], keys: Collection[Key]
) -> Iterator[Any]:
    """Those columns of the rows whose keys are among these, in no order."""
    # Joined rather than compared with IN: SQLite reads the whole table for an IN over several columns. Written for the driver,
    # because a statement of a thousand named parameters takes longer to compile than to run.
    lite = connection.dialect.name == "sqlite"
    one = f"({', '.join(['?' if lite else '%s'] * len(key))})"
    match = " AND ".join(f'found."{name}" = wanted."{name}"' for name in key)
    chosen = ", ".join(f'found."{name}"' for name in columns)
    named = f'"{table.name}" AS found'
    # One row for each key: before PostgreSQL has seen how large a table grew, it would read the whole of it otherwise.
    one_each = f"CROSS JOIN LATERAL (SELECT * FROM {named} WHERE {match} LIMIT 1) AS found"
    joined = f"JOIN {named} ON {match}" if lite else one_each
    head = "WITH wanted (" + ", ".join(f'"{name}"' for name in key) + ") AS (VALUES "
    tail = f") SELECT {chosen} FROM wanted {joined}"
    left = iter(keys)
    while some := list(islice(left, _KEYS_A_QUERY)):
        statement = head + ", ".join([one] * len(some)) + tail
        yield from connection.exec_driver_sql(statement, tuple(chain.from_iterable(some))).all()
