"""Rewrites that the rows of several catalogs share: words, flags, ids, times and paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from aistock.rdagent.legacy import places, words
from aistock.rdagent.legacy.draft import Arr, Draft, Obj, objects, plain
from aistock.rdagent.legacy.issue import Action, Code, Severity

_TUPLE = re.compile(r"""^\(\s*(['"])[^'"]*\1\s*,\s*(['"])(.+)\2\s*,?\s*\)$""", re.DOTALL)
_DASHED = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")


def version(draft: Draft, root: Obj) -> bool:
    """Turn the version's spellings into v1; False for a version that nobody wrote."""
    if "schema_version" in root:
        draft.rename(root, "schema_version", "version")
    found = root.get("version")
    if found is None:
        draft.default(root, "version", "v1", "no version was written; v1 is the only one there was", code=Code.VERSION_SPELLING)
    elif isinstance(found, bool) or found not in words.VERSIONS:
        message = f"version {str(found)[:40]!r} is none that the fork wrote; the spellings of v1 are known"
        draft.note(root.pointer("version"), Code.UNKNOWN_VERSION, Severity.ERROR, Action.REFUSED, draft.root, message)
        return False
    elif found != "v1":
        draft.convert(root, "version", "v1", Code.VERSION_SPELLING, f"{found!r} is v1")
    return True


def program(draft: Draft, root: Obj) -> None:
    """The program that wrote the document."""
    draft.default(root, "source", words.PROGRAM, f"the program is not named; {words.PROGRAM} wrote such files")


def instant(draft: Draft, row: Obj, key: str) -> None:
    """An instant in UTC; a naive one is UTC, because the fork's registry has no other."""
    text = row.get(key)
    if not isinstance(text, str) or text.endswith(("Z", "+00:00")):
        return
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return
    if len(text) < 19:
        return
    if found.tzinfo is None:
        message = "has no offset; the fork's registry writes UTC"
        draft.convert(row, key, f"{found.isoformat()}Z", Code.NAIVE_TIME, message, severity=Severity.WARNING)
        return
    try:
        turned = found.astimezone(UTC)
    except OverflowError:
        return
    draft.convert(row, key, f"{turned.replace(tzinfo=None).isoformat()}Z", Code.OTHER_FORM, "was in another offset; now in UTC")


def word(draft: Draft, row: Obj, key: str, known: Collection[str], legacy: Mapping[str, str], unknown: str | None = None) -> None:
    """A word of the fork as a word of v1; one that is not known becomes `unknown`, if there is such a word."""
    found = row.get(key)
    if not isinstance(found, str) or found in known:
        return
    lower = found.strip().lower()
    if lower in known or lower in legacy:
        turned = lower if lower in known else legacy[lower]
        draft.convert(row, key, turned, Code.LEGACY_WORD, f"{found[:60]!r} is {turned} in v1")
    elif unknown is not None:
        message = f"{found[:60]!r} is no word of v1; read as {unknown}"
        draft.convert(row, key, unknown, Code.LEGACY_WORD, message, severity=Severity.WARNING)


def flag(draft: Draft, row: Obj, key: str) -> None:
    """A true or false that stood as 0, 1 or text."""
    found = row.get(key)
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return
    turned = {"0": False, "0.0": False, "false": False, "1": True, "1.0": True, "true": True}.get(str(found).strip().lower())
    if turned is not None:
        draft.convert(row, key, turned, Code.OTHER_FORM, f"{found!r} is {str(turned).lower()}")


def whole_number(draft: Draft, row: Obj, key: str) -> None:
    """A whole number that stood as text or with a point."""
    found = row.get(key)
    if isinstance(found, float) and found.is_integer() and abs(found) < 2**31:
        draft.convert(row, key, int(found), Code.OTHER_FORM, f"{found!r} is a whole number")
    elif isinstance(found, str) and re.fullmatch(r"[0-9]{1,9}", found.strip()):
        draft.convert(row, key, int(found), Code.OTHER_FORM, f"{found!r} is a number")


def hex_id(draft: Draft, row: Obj, key: str) -> None:
    """A UUID as 32 hex digits without dashes."""
    found = row.get(key)
    if isinstance(found, str) and (_DASHED.match(found) or re.fullmatch(r"[0-9a-fA-F]{32}", found)):
        turned = found.replace("-", "").lower()
        if turned != found:
            draft.convert(row, key, turned, Code.OTHER_FORM, "an id is 32 lower-case hex digits in v1")


def blank(draft: Draft, row: Obj, *keys: str) -> None:
    """Empty text that means absence."""
    for key in keys:
        if row.get(key) == "":
            draft.convert(row, key, None, Code.OTHER_FORM, "empty text means absence, which v1 writes as null")


def names(draft: Draft, row: Obj, key: str) -> None:
    """Names in a list, freed from the tuples that they were printed as."""
    items = row.get(key)
    if not isinstance(items, Arr):
        return
    for index, item in enumerate(items):
        inner = inner_name(item)
        if inner is not None:
            message = f"a Python tuple was printed; the name is {inner[:60]!r}"
            draft.note(items.places[index], Code.TUPLE_NAME, Severity.INFO, Action.CONVERTED, item, message)
            items[index] = inner


def inner_name(value: Any) -> str | None:
    """The name inside `('feature', 'X')`; None for any other text."""
    found = _TUPLE.match(value) if isinstance(value, str) and value.startswith("(") else None
    return found.group(3) if found else None


def workspace(draft: Draft, row: Obj) -> None:
    """The workspace's path as store and place."""
    place = path(draft, row, "workspace_path")
    if place is not None and place.store is not None and row.get("workspace_store") is None:
        row.pop("workspace_store", None)
        row["workspace_store"] = place.store


def path(draft: Draft, row: Obj, key: str) -> places.Place | None:
    """A path without its machine; the place that it was split into, None when nothing was changed."""
    found = row.get(key)
    if not isinstance(found, str) or not places.is_foreign(found):
        return None
    place = places.split(found)
    if place is None:
        return None
    message = f"a path of one machine; it is {place.path!r} in the store {place.store!r}" if place.store else "written with slashes"
    code = Code.ABSOLUTE_PATH if place.store else Code.OTHER_FORM
    draft.convert(row, key, place.path, code, message)
    return place


def log_folder(draft: Draft, row: Obj) -> None:
    """The log folder, when it lies in the workspace's store; v1 has no other place for it."""
    blank(draft, row, "log_dir")
    found = row.get("log_dir")
    place = places.split(found) if isinstance(found, str) and places.is_foreign(found) else None
    if place is None:
        return
    if place.store is None or place.store == row.get("workspace_store"):
        path(draft, row, "log_dir")
    else:
        draft.drop(row, "log_dir", Code.ABSOLUTE_PATH, f"lies in another store ({place.store}) than the workspace")


def unique_rows(draft: Draft, rows: Any, key: Callable[[Obj], tuple[Any, ...]], what: str) -> None:
    """The first row of each key; a later one is left out whole."""
    if not isinstance(rows, Arr):
        return
    first: dict[str, Any] = {}
    for index in reversed([index for index, row in enumerate(rows) if _repeats(first, row, key)]):
        message = f"{what} stands twice; the first row counts"
        draft.note(rows.places[index], Code.DUPLICATE_ROW, Severity.WARNING, Action.DROPPED, rows[index], message)
        rows.remove_at(index)


def _repeats(first: dict[str, Any], row: Any, key: Callable[[Obj], tuple[Any, ...]]) -> bool:
    if not isinstance(row, Obj):
        return False
    text = repr(plain(list(key(row))))
    return first.setdefault(text, row) is not row


def each(rows: Any, *steps: Callable[[Obj], None]) -> None:
    """Every step on every row."""
    for row in objects(rows):
        for step in steps:
            step(row)


def clean_names(draft: Draft, row: Obj, key: str) -> None:
    """Names that v1 can hold, each once; others are left out."""
    names(draft, row, key)
    items = row.get(key)
    if not isinstance(items, Arr):
        return
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        if isinstance(item, str):
            first.setdefault(item, index)
    for index in reversed(range(len(items))):
        item = items[index]
        if not isinstance(item, str) or not 0 < len(item) <= 256:
            code, message = Code.INVALID_VALUE, "is no name of at most 256 characters"
        elif first[item] != index:
            code, message = Code.REPEATED_ITEM, "stands twice in the list"
        else:
            continue
        draft.note(items.places[index], code, Severity.WARNING, Action.DROPPED, item, message)
        items.remove_at(index)


def empty_object(draft: Draft, row: Obj, key: str) -> Obj:
    """The object under a key; a value that is none is left out, and an empty one stands for it."""
    if key in row and row[key] is not None and not isinstance(row[key], Obj):
        draft.drop(row, key, Code.INVALID_VALUE, "is no object")
    draft.default(row, key, {}, "was absent; written as empty")
    found: Obj = row[key]
    return found
