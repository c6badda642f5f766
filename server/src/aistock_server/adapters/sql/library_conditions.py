"""Conditions that lists of the library share."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import sqlalchemy as sa

from aistock.contract.v1.models import DateRange


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
        # No index is of the sum, and the sum is the figure.
        column: sa.ColumnElement[Any] = table.c[figure.value] if indexed else table.c[figure.value] + sa.literal(0.0)
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
