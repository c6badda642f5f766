"""A document while it is rewritten: plain values that remember where in the file they stood, and the issues found so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from aistock.rdagent.legacy.issue import Action, Code, Issue, Severity


class Obj(dict[str, Any]):
    """An object of the file; `at` is its pointer, `moved` the pointers of values that came from elsewhere."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.moved: dict[str, str] = {}

    def pointer(self, key: str) -> str:
        """Where the value of a key stood; for a value that was made, where it would stand."""
        return self.moved.get(key) or f"{self.at}/{escaped(key)}"


class Arr(list[Any]):
    """A list of the file; `places` are the pointers of its items."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.places: list[str] = []

    def remove_at(self, index: int) -> Any:
        """Take an item out."""
        del self.places[index]
        return self.pop(index)


class Draft:
    """The root of a document being rewritten, and the log of what was done to it."""

    def __init__(self, value: Any, issues: Iterable[Issue] = ()) -> None:
        self.root = placed(value, "")
        self.issues = list(issues)
        self.named = {issue.pointer for issue in self.issues}

    def note(self, pointer: str, code: Code, severity: Severity, action: Action, original: Any, message: str) -> None:
        """Log something that the caller did."""
        self.named.add(pointer)
        self.issues.append(Issue(pointer, code, severity, action, plain(original), message))

    def rename(self, row: Obj, old: str, name: str) -> None:
        """Give a value its name of v1; when that name is taken, the value that stands there already wins."""
        if old not in row:
            return
        pointer, value = row.pointer(old), row.pop(old)
        if row.get(name) is None:
            row[name] = value
            row.moved[name] = pointer
            self.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, None, f"{old} is called {name} in v1")
        elif plain(row[name]) == plain(value):
            self.note(pointer, Code.OTHER_NAME, Severity.INFO, Action.MOVED, value, f"{old} says again what {name} says")
        else:
            message = f"{old} is another name of {name}, which says something else"
            self.note(pointer, Code.TWO_VALUES, Severity.WARNING, Action.DROPPED, value, message)

    def convert(self, row: Obj, key: str, value: Any, code: Code, message: str, *, severity: Severity = Severity.INFO) -> None:
        """Put a value in another form; the issue keeps the original."""
        self.note(row.pointer(key), code, severity, Action.CONVERTED, row.get(key), message)
        row[key] = placed(value, row.pointer(key))

    def drop(self, row: Obj, key: str, code: Code, message: str, *, severity: Severity = Severity.WARNING) -> None:
        """Leave a value out; the issue keeps it."""
        pointer = row.pointer(key)
        self.note(pointer, code, severity, Action.DROPPED, row.pop(key), message)

    def default(
        self, row: Obj, key: str, value: Any, message: str, *, code: Code = Code.ABSENT, severity: Severity = Severity.INFO
    ) -> None:
        """Say what the file did not say."""
        if row.get(key) is None:
            row.pop(key, None)
            self.note(row.pointer(key), code, severity, Action.DEFAULTED, None, message)
            row[key] = placed(value, row.pointer(key))


def objects(value: Any) -> Iterator[Obj]:
    """The objects of a list; nothing when it is no list."""
    if isinstance(value, Arr):
        yield from (item for item in value if isinstance(item, Obj))


def placed(value: Any, at: str) -> Any:
    """A JSON value that knows its place."""
    if isinstance(value, dict):
        row = Obj(at)
        for key, item in value.items():
            row[key] = placed(item, f"{at}/{escaped(key)}")
        return row
    if isinstance(value, list):
        items = Arr(at)
        for index, item in enumerate(value):
            items.append(placed(item, f"{at}/{index}"))
            items.places.append(f"{at}/{index}")
        return items
    return value


def plain(value: Any) -> Any:
    """The JSON value without its places."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")
