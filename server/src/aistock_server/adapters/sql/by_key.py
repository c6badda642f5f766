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
    match = " AND ".join(f'found."{name}" = wanted."{name}"' for name in key)
    chosen = ", ".join(f'found."{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in key)
    named = f'"{table.name}" AS found'
    left = iter(keys)
    while some := list(islice(left, _KEYS_A_QUERY)):
        if lite:
            one = f"({', '.join('?' * len(key))})"
            wanted = f"WITH wanted ({names}) AS (VALUES {', '.join([one] * len(some))})"
            statement = f"{wanted} SELECT {chosen} FROM wanted JOIN {named} ON {match}"
            yield from connection.exec_driver_sql(statement, tuple(chain.from_iterable(some))).all()
        else:
            # An array a column, which the driver reads past at once; a thousand parameters it looks for one by one.
            arrays = ", ".join(f"%s::{_array(table.c[name])}" for name in key)
            # One row for each key: before PostgreSQL has seen how large a table grew, it would read the whole of it otherwise.
            one_each = f"CROSS JOIN LATERAL (SELECT * FROM {named} WHERE {match} LIMIT 1) AS found"
            statement = f"SELECT {chosen} FROM unnest({arrays}) AS wanted ({names}) {one_each}"
            yield from connection.exec_driver_sql(statement, tuple(list(part) for part in zip(*some, strict=True))).all()


def _array(column: sa.Column[Any]) -> str:
    # Wider than the column: a value that is none of its own finds nothing, and is neither cut to fit nor refused.
    return "bigint[]" if isinstance(column.type, sa.Integer) else "text[]"
