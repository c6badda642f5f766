"""References between catalogs that were read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aistock.library.references import dangling_strategy
from aistock.library.v1.models import LoopCatalog, StrategyCatalog
from aistock.rdagent.legacy.issue import Action, Code, Issue, Severity
from aistock.rdagent.legacy.reader import Reading


def checked_together(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings by name, those of legacy loop catalogs with an issue for each strategy that no catalog holds.

    Nothing is said when no strategy catalog was read, and nothing about catalogs that were v1 already: their importer says it.
    """
    catalogs = [reading.document for reading in readings.values() if isinstance(reading.document, StrategyCatalog)]
    if not catalogs:
        return dict(readings)
    known = frozenset(row.strategy_id for catalog in catalogs for row in catalog.strategies)
    return {name: _with_dangling(reading, known) for name, reading in readings.items()}


def _with_dangling(reading: Reading, known: frozenset[str]) -> Reading:
    if not isinstance(reading.document, LoopCatalog) or reading.dialect == "v1":
        return reading
    found = []
    for index, row in enumerate(reading.document.loops):
        problem = dangling_strategy(row, known)
        if problem is not None:
            place = reading.rows_at[index] if index < len(reading.rows_at) else f"/loops/{index}"
            what = (Code.DANGLING_STRATEGY, Severity.WARNING, Action.KEPT, row.strategy_id, problem.message)
            found.append(Issue(f"{place}/strategy_id", *what))
    return replace(reading, issues=(*reading.issues, *found))
