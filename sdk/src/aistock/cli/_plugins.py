"""Verbs of other distributions, by the entry-point group `aistock.commands`.

An entry point is a function that takes the arguments after the verb and returns the exit code; the first line of its docstring
is the verb's line in `aistock --help`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points

from aistock.errors import AistockError

GROUP = "aistock.commands"


class VerbBroken(AistockError):
    """A verb is installed but cannot be loaded."""


def find(verb: str) -> Callable[[Sequence[str]], int] | None:
    """The command of a verb; None when nobody brings it."""
    for point in _points():
        if point.name == verb:
            try:
                command: Callable[[Sequence[str]], int] = point.load()
            except (ImportError, AttributeError) as error:
                raise VerbBroken(
                    f"the verb {verb!r} of {point.value} cannot be loaded ({error}); install aistock-contract[server]"
                ) from None
            return command
    return None


def summaries() -> dict[str, str]:
    """Verb → its line of help."""
    return {point.name: _summary(point) for point in _points()}


def _points() -> list[EntryPoint]:
    return sorted(entry_points(group=GROUP), key=lambda point: point.name)


def _summary(point: EntryPoint) -> str:
    try:
        text = (point.load().__doc__ or "").strip()
    except (ImportError, AttributeError):
        return f"(from {point.module}, which cannot be loaded here)"
    return text.splitlines()[0] if text else f"(from {point.module})"
