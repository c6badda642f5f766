"""The task in Qlib's recorder: what qrun really ran, after every template was rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aistock.contract.plain_json import canonical
from aistock.library.handler_features import features_of
from aistock.rdagent._executed_config import ExecutedConfig, executed_task
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._pickled import Made
from aistock.rdagent._qlib_workspace import TASK, Recorder, task_of
from aistock.rdagent._sources import Sources

_DEEPEST = 40
_MOST_VALUES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskThatRan:
    """The configuration, and the bytes of the executed_config.json that keeps it."""

    config: ExecutedConfig
    content: bytes


def task_that_ran(sources: Sources, recorder: Recorder | None, combined: Sequence[str]) -> TaskThatRan | None:
    """What the recorder ran, `combined` being the factors of the workspace's table; None when the recorder kept no task."""
    if recorder is None or not sources.has(recorder.path(TASK)):
        return None
    path = sources.path(recorder.path(TASK))
    try:
        task = _Plain().of(task_of(sources, recorder.path(TASK)), 0)
        handler = task["dataset"]["kwargs"]["handler"]
        # A handler may also be the path of one that was dumped; then it tells nothing.
        features = features_of(handler, combined) if isinstance(handler, dict) else None
        said = {
            "qlib_task": task,
            "recorder": recorder.folder,
            "features": None if features is None else [[*one] for one in features],
        }
        return TaskThatRan(config=executed_task(task, features), content=canonical(said) + b"\n")
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        reason = f"is no task of Qlib ({type(error).__name__}: {str(error)[:200]})"
        raise WorkspaceError(path, reason, "let Qlib run it again, or remove that file") from error


class _Plain:
    """Values of a pickle as JSON holds them: tuples are lists, days are texts."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, value: Any, depth: int) -> Any:
        """The value; ValueError for what JSON cannot say, or when it is too deep or too large."""
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_VALUES:
            raise ValueError(f"is deeper than {_DEEPEST} or has more than {_MOST_VALUES} values")
        match value:
            case None | bool() | int() | float() | str():
                return value
            case list() | tuple():
                return [self.of(one, depth + 1) for one in value]
            case dict():
                return {str(key): self.of(one, depth + 1) for key, one in value.items()}
            case Made(role="date" | "datetime", args=(bytes() as stamp, *_)) if len(stamp) >= 4:
                return date(stamp[0] * 256 + stamp[1], stamp[2] & 0x7F, stamp[3]).isoformat()
        raise ValueError(f"holds a {value.role if isinstance(value, Made) else type(value).__name__}, which JSON cannot say")
