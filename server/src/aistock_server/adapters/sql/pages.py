"""Pages that a database can read off an index: rows by a value, largest first and those without last, then by key."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aistock_server.library import After


def page(
    connection: Connection,
    query: sa.Select[Any],
    by: sa.ColumnElement[Any] | None,
    keys: Sequence[sa.ColumnElement[Any]],
    after: After | None,
    limit: int,
) -> list[Any]:
    """At most `limit` rows, behind a row when one is given; without `by` in the order of the key."""
    if by is None:
        behind = [] if after is None else [_behind(keys, after)]
        return list(connection.execute(query.where(*behind).order_by(*keys).limit(limit)))
    # One query for the rows with a value and one for those without: no index serves an order by both at once.
    found: list[Any] = []
    if after is None or after.value is not None:
        # The first bound is what an index can begin at; the second tells rows of the same value apart.
        behind = [] if after is None else [by <= after.value, sa.or_(by < after.value, _behind(keys, after))]
        found = list(connection.execute(query.where(by.is_not(None), *behind).order_by(by.desc(), *keys).limit(limit)))
    if len(found) < limit:
        behind = [] if after is None or after.value is not None else [_behind(keys, after)]
        rest = query.where(by.is_(None), *behind).order_by(*keys).limit(limit - len(found))
        found += connection.execute(rest)
    return found


def _behind(keys: Sequence[sa.ColumnElement[Any]], after: After) -> sa.ColumnElement[bool]:
    return sa.tuple_(*keys) > sa.tuple_(*(sa.literal(part) for part in after.key))
