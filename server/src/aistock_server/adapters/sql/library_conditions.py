"""Conditions that lists of the library share."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from aistock.contract.v1.models import DateRange

_PLUS: custom_op[Any] = custom_op("+")


def among(dialect: str, column: sa.Column[int], numbers: Sequence[int]) -> sa.ColumnElement[bool]:
    """Numbers that are among these; one parameter, because a statement with hundreds takes longer to compile than to run."""
    if dialect == "sqlite":
        listed = sa.func.json_each(str(list(numbers))).table_valued("value")
        return column.in_(sa.select(listed.c.value))
    return column == sa.any_(sa.literal(list(numbers), ARRAY(sa.Integer)))


def equal(table: sa.Table, asked: Mapping[str, object]) -> list[sa.ColumnElement[bool]]:
    """Columns that are what was asked; None asks nothing."""
    plain = {name: value.value if isinstance(value, Enum) else value for name, value in asked.items() if value is not None}
    return [table.c[name] == value for name, value in plain.items()]


def within(
    table: sa.Table, bounds: Sequence[tuple[Any, float | None, float | None]], *, indexed: bool = True
) -> list[sa.ColumnElement[bool]]:
    """Figures between their bounds; a row without the figure never is. Not `indexed`, they are computed of the rows read."""
    found: list[sa.ColumnElement[bool]] = []
    for figure, least, most in bounds:
        # A plus sign changes nothing, but no index is of what it gives.
        column: sa.ColumnElement[Any] = table.c[figure.value] if indexed else UnaryExpression(table.c[figure.value], operator=_PLUS)
        found += [] if least is None else [column >= least]
        found += [] if most is None else [column <= most]
    return found


def overlapping(table: sa.Table, period: DateRange | None) -> list[sa.ColumnElement[bool]]:
    """Days that share at least one with these; a row without days shares none."""
    if period is None:
        return []
    return [table.c.period_start <= period.end_date.isoformat(), table.c.period_end >= period.start_date.isoformat()]


def speaking(table: sa.Table, text: str | None) -> list[sa.ColumnElement[bool]]:
    """Rows whose searched text holds this, letter case ignored."""
    return [table.c.search_text.contains(text.casefold(), autoescape=True)] if text else []


def shown(table: sa.Table, include_retired: bool) -> list[sa.ColumnElement[bool]]:
    """Rows that are not retired, or all."""
    return [] if include_retired else [table.c.retired.is_(False)]
