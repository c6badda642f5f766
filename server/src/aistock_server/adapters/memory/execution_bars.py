"""Bars in memory: one snapshot given day by day."""

from collections.abc import Mapping, Sequence
from datetime import date

from aistock_server.execution.ports import Bar
from aistock_server.kernel.errors import NotFound


class MemoryBars:
    """The bars of one snapshot, by day and code."""

    def __init__(self, snapshot_id: str, days: Mapping[date, Mapping[str, Bar]]) -> None:
        self._snapshot_id = snapshot_id
        self._days = dict(sorted(days.items()))

    def calendar(self, snapshot_id: str) -> Sequence[date]:
        """Trading days of the snapshot in order."""
        self._check(snapshot_id)
        return tuple(self._days)

    def day(self, snapshot_id: str, day: date) -> Mapping[str, Bar]:
        """Bars of one day by code; empty when the day is not a trading day."""
        self._check(snapshot_id)
        return self._days.get(day, {})

    def _check(self, snapshot_id: str) -> None:
        if snapshot_id != self._snapshot_id:
            raise NotFound(
                "NOT_FOUND", f"no snapshot {snapshot_id!r}; list the datasets to see which exist", snapshot_id=snapshot_id
            )
