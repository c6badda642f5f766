"""What MLflow's folder in a workspace tells without MLflow: where its runs wrote, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from aistock.rdagent.backfill.confined import Root, Unreadable

FOLDER = "mlruns"
_MOST_RUNS = 64
_LINE = re.compile(r"^(artifact_uri|artifact_location|start_time|end_time):\s*(.*?)\s*$", re.MULTILINE)
_WORKSPACE = re.compile(r"[/\\]([0-9a-f]{32})[/\\]mlruns(?:[/\\]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """Workspaces that the runs name as their own, and the span of the runs."""

    workspaces: frozenset[str]
    started: datetime | None
    ended: datetime | None


def tracking_of(root: Root, workspace: str) -> Tracking:
    """Reads meta.yaml of experiments and runs, at most 64 of them; what cannot be read tells nothing."""
    named: set[str] = set()
    starts: list[datetime] = []
    ends: list[datetime] = []
    folder = f"{workspace}/{FOLDER}"
    metas = [place for place, _ in root.walk(folder, depth=3, most=4096) if place.rpartition("/")[2] == "meta.yaml"]
    for place in sorted(metas)[:_MOST_RUNS]:
        try:
            content = root.read(f"{folder}/{place}").decode("utf-8", "replace")
        except Unreadable:
            continue
        for key, value in _LINE.findall(content):
            if key in ("start_time", "end_time"):
                (starts if key == "start_time" else ends).extend(_instant(value))
            else:
                named.update(_WORKSPACE.findall(value.strip("'\"")))
    return Tracking(workspaces=frozenset(named), started=min(starts, default=None), ended=max(ends, default=None))


def _instant(text: str) -> list[datetime]:
    """An instant from milliseconds since 1970; nothing for what MLflow writes while a run goes on."""
    if not re.fullmatch("[0-9]{10,14}", text):
        return []
    return [datetime.fromtimestamp(int(text) / 1000, UTC)]
