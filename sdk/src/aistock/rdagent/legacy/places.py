"""Absolute paths of the fork's machines, split into a store and a place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DRIVE = re.compile(r"^(?:[A-Za-z]:|/mnt/[A-Za-z](?=/))")
_MARKERS = ("git_ignore_folder", "log")
"""Folders of the fork's repository that hold workspaces and logs; what stands before them is the repository, our store."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a store; no store when the path was relative already."""

    store: str | None
    path: str


def is_foreign(path: str) -> bool:
    """Whether a path is absolute or written in the way of Windows."""
    return path.startswith("/") or "\\" in path or _DRIVE.match(path) is not None


def split(path: str) -> Place | None:
    """The store and place of a path; None for one that leaves its root or is empty."""
    absolute = path.startswith(("/", "\\")) or _DRIVE.match(path) is not None
    parts = [part for part in _DRIVE.sub("", path).replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or any(":" in part for part in parts[:1]):
        return None
    if not absolute:
        return Place(None, "/".join(parts))
    at = next((index for index, part in enumerate(parts) if part in _MARKERS and 0 < index < len(parts) - 1), len(parts) - 1)
    store = re.sub(r"[^A-Za-z0-9._:/-]", "-", parts[at - 1]).lstrip("._:/-")[:128] if at else ""
    return Place(store or "unknown", "/".join(parts[at:]))
