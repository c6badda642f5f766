"""A folder of catalogs as it is looked at: which files are there, whether they rest, and whether they are one export.

A set is taken when every expected file was the same in two looks, one after the other, all of them can be read, and all name
one snapshot_id. The Alpha catalog may name none, because it may be exported alone; files of the fork name none at all.
"""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from aistock.contract import plain_json
from aistock.errors import AistockError, InvalidDocument
from aistock.rdagent.catalog_files import CATALOGS, ReadCatalog, read_catalog

Look: TypeAlias = Mapping[str, str | None]
"""SHA-256 of each expected file by the catalog's name; None for a file that is not there."""

_MOST_TEXT = 2_000


class NotWhole(AistockError):
    """The files are not one whole export, or not yet; the text says which and what to do."""


class Sight(StrEnum):
    """What a look says, next to the look before and to the set that was taken last."""

    NOTHING_NEW = "nothing_new"
    """The files are those that were taken last."""
    INCOMPLETE = "incomplete"
    """An expected file is not there."""
    MOVING = "moving"
    """A file differs from the look before, or there was none before."""
    AT_REST = "at_rest"
    """All files are there and as they were in the look before."""


class Watcher:
    """Remembers the last look and the last set that was taken; takes nothing for new that it has seen taken."""

    def __init__(self) -> None:
        self._before: Look | None = None
        self._taken: Look | None = None

    def saw(self, look: Look) -> Sight:
        """What a look says."""
        before, self._before = self._before, dict(look)
        if look == self._taken:
            return Sight.NOTHING_NEW
        if None in look.values():
            return Sight.INCOMPLETE
        return Sight.AT_REST if look == before else Sight.MOVING

    def took(self, look: Look) -> None:
        """The set of a look was taken; until something changes there is nothing new."""
        self._taken = dict(look)


def look_at(folder: Path, catalogs: Sequence[str]) -> Look:
    """The files as they are now."""
    return {field: _hash_of(folder / CATALOGS[field].file) for field in catalogs}


def missing(look: Look) -> list[str]:
    """Names of the files that are not there."""
    return [CATALOGS[field].file for field, digest in look.items() if digest is None]


def read_set(folder: Path, look: Look, *, allow_partial: bool) -> dict[str, ReadCatalog]:
    """The catalogs of a look, from exactly the bytes that it saw; raises NotWhole."""
    found: dict[str, ReadCatalog] = {}
    for field, digest in look.items():
        path = folder / CATALOGS[field].file
        try:
            with path.open("rb") as file:
                content = file.read(plain_json.MAX_BYTES + 1)
        except OSError as error:
            raise NotWhole(f"{path} cannot be read ({error.strerror or error}); wait for the exporter, or export again") from None
        if hashlib.sha256(content).hexdigest() != digest and len(content) <= plain_json.MAX_BYTES:
            raise NotWhole(f"{path} changed while it was read; wait for the exporter to end")
        try:
            found[field] = read_catalog(field, content, str(path), allow_partial=allow_partial)
        except InvalidDocument as error:
            raise NotWhole(str(error)[:_MOST_TEXT]) from None
    _check_snapshot(found)
    return found


def snapshot_of(found: Mapping[str, ReadCatalog]) -> str | None:
    """The snapshot that the catalogs name; None when they name none."""
    return next((name for name in (item.document.snapshot_id for item in found.values()) if name is not None), None)


def _check_snapshot(found: Mapping[str, ReadCatalog]) -> None:
    named = {field: item.document.snapshot_id for field, item in found.items()}
    exports = {name for field, name in named.items() if field != "alpha"}
    # An Alpha catalog that was exported alone names none; one that names another export is of that.
    if named.get("alpha") is not None and exports - {None}:
        exports.add(named["alpha"])
    if len(exports) > 1:
        text = ", ".join(f"{CATALOGS[field].file} names {name or 'none'}" for field, name in named.items())
        raise NotWhole(f"the catalogs are of different exports ({text}); wait for the exporter to end, or export all in one run")


def _hash_of(path: Path) -> str | None:
    """None for what is no file or cannot be opened; somebody may be putting it in place."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
