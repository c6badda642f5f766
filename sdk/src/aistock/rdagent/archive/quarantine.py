"""The name under which a folder waits in its root while it is deleted: what it was called, and by which record it goes."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

_MARK = ".aistock-clean."
_NAME = re.compile(r"^\.aistock-clean\.(?P<archive_id>[0-9a-f]{32})\.(?P<token>[0-9a-f]{8})\.(?P<folder>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """A folder on its way out: the record that says what it holds, its name before, and a word that tells two cleans apart."""

    archive_id: str
    folder: str
    token: str

    @property
    def name(self) -> str:
        """Its name in the root."""
        return f"{_MARK}{self.archive_id}.{self.token}.{self.folder}"


def quarantine_for(folder: str, archive_id: str) -> Quarantine:
    """A name that no other clean uses."""
    return Quarantine(archive_id=archive_id, folder=folder, token=secrets.token_hex(4))


def quarantine_in(name: str) -> Quarantine | None:
    """What a name in the root says; None for any other folder."""
    found = _NAME.match(name)
    return None if found is None else Quarantine(**found.groupdict())


def is_ours(name: str) -> bool:
    """A name of this kind, well formed or not: never archived, never taken for a workspace."""
    return name.startswith(_MARK)
