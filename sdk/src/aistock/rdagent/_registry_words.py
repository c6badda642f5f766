"""Closed vocabularies of registry.sqlite: how its texts, flags and numbers are read, whatever storage class they have."""

import math
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from aistock.library.v1.models import LoopStatus

Raw: TypeAlias = str | bytes | int | float | None
"""A value as SQLite holds it; text that is not UTF-8 comes as bytes."""


class ArtifactState(StrEnum):
    """Whether a result lies where the registry says."""

    PRESENT = "present"
    """It was there when it was registered."""
    MISSING = "missing"
    """It was looked for and not found."""
    UNKNOWN = "unknown"
    """The registry says something else; the original stands beside the row."""


class MaterializationState(StrEnum):
    """How far the documents of a loop have been written; a registry that says nothing means pending."""

    PENDING = "pending"
    """Not begun."""
    RUNNING = "running"
    """One process is writing them."""
    DONE = "done"
    """All written, with their evidence."""
    FAILED = "failed"
    """Writing failed; it may be tried again."""
    UNKNOWN = "unknown"
    """The registry says something else; the original stands beside the row."""


class SyncState(StrEnum):
    """Whether a consumer confirmed the loop's bundle; a registry that says nothing means pending."""

    PENDING = "pending"
    """Not confirmed."""
    SYNCED = "synced"
    """Confirmed."""
    UNKNOWN = "unknown"
    """The registry says something else; the original stands beside the row."""


Word: TypeAlias = LoopStatus | ArtifactState | MaterializationState | SyncState

ENDED = frozenset({LoopStatus.SUCCESS, LoopStatus.FAILED, LoopStatus.ABORTED, LoopStatus.SKIPPED})
"""States from which a run, loop or workspace does not run again."""

VOCABULARIES: Mapping[tuple[str, str], type[LoopStatus | ArtifactState | MaterializationState | SyncState]] = MappingProxyType(
    {
        ("task_runs", "status"): LoopStatus,
        ("loops", "status"): LoopStatus,
        ("workspaces", "status"): LoopStatus,
        ("artifacts", "status"): ArtifactState,
        ("loops", "materialization_status"): MaterializationState,
        ("loops", "sync_status"): SyncState,
    }
)
"""The words of each column that has a closed vocabulary."""

_SPELLINGS: Mapping[type[StrEnum], Mapping[str, StrEnum]] = {
    LoopStatus: {
        "succeeded": LoopStatus.SUCCESS,
        "finished": LoopStatus.SUCCESS,
        "fail": LoopStatus.FAILED,
        "canceled": LoopStatus.ABORTED,
        "cancelled": LoopStatus.ABORTED,
        "skipped": LoopStatus.SKIPPED,
    },
}
"""Other words of the fork that mean the same; what they were stays beside the row."""

FLAGS = frozenset({"has_result", "is_solidified", "primary_flag"})
WHOLE_NUMBERS = frozenset({"loop_id", "size_bytes"})
NUMBERS = frozenset({"ic_mean", "rank_ic_mean", "ann_return", "mdd", "turnover", "multi_score"})

_TRUTHS = {"0": 0, "0.0": 0, "false": 0, "1": 1, "1.0": 1, "true": 1}


def understood(table: str, column: str, raw: Raw) -> tuple[Word | str | int | float | None, bool]:
    """The value of a column, and whether it says all that the registry holds; if not, the original must be kept beside it."""
    if raw is None:
        return None, True
    vocabulary = VOCABULARIES.get((table, column))
    if vocabulary is not None:
        return _word(vocabulary, raw)
    if column in FLAGS:
        flag = _TRUTHS.get(_text(raw).strip().lower())
        return flag, flag is not None
    if column in WHOLE_NUMBERS:
        return _whole(raw)
    if column in NUMBERS:
        return _number(raw)
    if isinstance(raw, bytes):
        try:
            return raw.decode("utf-8"), True
        except UnicodeDecodeError:
            return None, False
    return str(raw), True


def words_of(vocabulary: type[StrEnum]) -> str:
    """The words of a vocabulary for a sentence."""
    return ", ".join(member.value for member in vocabulary)


def _word(vocabulary: type[LoopStatus | ArtifactState | MaterializationState | SyncState], raw: Raw) -> tuple[Word, bool]:
    text = _text(raw)
    for member in vocabulary:
        if member.value == text:
            return member, True
    lower = text.strip().lower()
    other = _SPELLINGS.get(vocabulary, {}).get(lower)
    return vocabulary(other or next((member for member in vocabulary if member.value == lower), "unknown")), False


def _text(raw: Raw) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def _whole(raw: Raw) -> tuple[int | None, bool]:
    if isinstance(raw, float):
        return (int(raw), True) if raw.is_integer() else (None, False)
    try:
        return int(_text(raw)), True
    except ValueError:
        return None, False


def _number(raw: Raw) -> tuple[float | None, bool]:
    try:
        value = float(_text(raw))
    except ValueError:
        return None, False
    return (value, True) if math.isfinite(value) else (None, False)
