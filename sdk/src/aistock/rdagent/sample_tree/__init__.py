"""Trees of workspaces, logs and registries as RD-Agent's fork left them, made from a seed, with the truth about them beside."""

from __future__ import annotations

import random
from collections.abc import Collection
from pathlib import Path

from aistock.rdagent.sample_tree._builder import Builder, write_finished_workspace
from aistock.rdagent.sample_tree._damage import DAMAGED
from aistock.rdagent.sample_tree._old_registry import OldRow, december_registry, write_old_registry
from aistock.rdagent.sample_tree._stories import HEALTHY
from aistock.rdagent.sample_tree._truth import LoopTruth, TreeTruth, WorkspaceTruth

__all__ = [
    "STORIES",
    "LoopTruth",
    "OldRow",
    "TreeTruth",
    "WorkspaceTruth",
    "december_registry",
    "write_finished_workspace",
    "write_old_registry",
    "write_sample_tree",
]

_ORDINARY = 0.7
"""Share of loops that are well, once every story was told."""


STORIES = tuple(story.__name__ for story in (*HEALTHY, *DAMAGED))
"""Names of all stories."""


def write_sample_tree(folder: Path, *, workspaces: int, seed: int = 0, stories: Collection[str] = STORIES) -> TreeTruth:
    """Fills a new folder with `workspaces/` of at least so many, `log/` and an older `registry.sqlite`; tells what is true of them.

    Every story is told once, then they are drawn. Needs pandas and pyarrow.
    """
    dice = random.Random(seed)
    builder = Builder(folder, dice)
    well, damaged = ([story for story in kind if story.__name__ in stories] for kind in (HEALTHY, DAMAGED))
    for story in (*well, *damaged):
        story(builder)
    while len(builder.truth.workspaces) < workspaces:
        dice.choice((well or damaged) if dice.random() < _ORDINARY else (damaged or well))(builder)
    write_old_registry(builder.truth.registry, builder.rows)
    return builder.finish()
