"""Reads stored files again, so that nothing is believed because it was written down."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from aistock.contract.documents import read
from aistock.contract.plain_json import MAX_BYTES
from aistock.errors import InvalidDocument
from aistock.library.v1.models import ArchiveManifest, ArchiveRecord
from aistock_server.kernel.errors import RoomError
from aistock_server.library.ports import Vault
from aistock_server.library.vault_faults import DamagedContent, VaultFault

STORE = "vault"
"""The store that evidence must name: the only one this server can read again."""


_FAULTS = (OSError, RoomError, VaultFault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found under a hash: its size, and what is wrong with it (None: it is whole)."""

    size: int | None
    trouble: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at everything that a record names; `manifest` is None when it names none, or it cannot be read."""

    readings: Mapping[str, Reading]
    manifest: ArchiveManifest | None = None
    manifest_trouble: str | None = None

    def trouble(self, sha256: str, size: int | None = None) -> str | None:
        """What is wrong with a stored file, of that size when one is given; None when it is whole."""
        found = self.readings.get(sha256)
        if found is None:
            return "was not read again"
        if found.trouble is None and size is not None and found.size != size:
            return f"is {found.size} bytes long, not {size}"
        return found.trouble


def look_again(vault: Vault, record: ArchiveRecord) -> Look:
    """Every file that a record names, read again and hashed; it may take as long as there are bytes, and raises nothing."""
    readings = {sha256: _reading(vault, sha256) for sha256 in _named(record)}
    manifest, trouble = None, None
    if record.manifest_sha256 is not None and readings[record.manifest_sha256].trouble is None:
        manifest, trouble = _manifest(vault, record.manifest_sha256)
    return Look(readings=readings, manifest=manifest, manifest_trouble=trouble)


def glance(vault: Vault, record: ArchiveRecord) -> Look:
    """Every file that a record names, by whether it is stored and how long it is; nothing is read."""
    return Look(readings={sha256: _stored(vault, sha256) for sha256 in _named(record)})


def _named(record: ArchiveRecord) -> list[str]:
    hashes = {item.file.sha256 for item in record.evidence if item.file.store == STORE}
    return sorted(hashes | ({record.manifest_sha256} if record.manifest_sha256 is not None else set()))


def _stored(vault: Vault, sha256: str) -> Reading:
    try:
        size = vault.size_of(sha256)
    except _FAULTS as error:
        return Reading(size=None, trouble=f"cannot be looked at ({_why(error)})")
    return Reading(size=size, trouble=None if size is not None else "is not stored")


def _reading(vault: Vault, sha256: str) -> Reading:
    stored = _stored(vault, sha256)
    if stored.trouble is not None:
        return stored
    digest, size = hashlib.sha256(), 0
    try:
        for piece in vault.open(sha256):
            digest.update(piece)
            size += len(piece)
    except DamagedContent as damage:
        return Reading(size=stored.size, trouble=f"has SHA-256 {damage.actual} when it is read again")
    except _FAULTS as error:
        return Reading(size=stored.size, trouble=f"cannot be read ({_why(error)})")
    wrong = digest.hexdigest() != sha256
    return Reading(size=size, trouble=f"has SHA-256 {digest.hexdigest()} when it is read again" if wrong else None)


def _manifest(vault: Vault, sha256: str) -> tuple[ArchiveManifest | None, str | None]:
    content = bytearray()
    try:
        for piece in vault.open(sha256):
            content += piece
            if len(content) > MAX_BYTES:
                return None, f"is longer than the {MAX_BYTES} bytes of a document"
        if hashlib.sha256(content).hexdigest() != sha256:
            return None, "changed while it was read"
        return read(ArchiveManifest, bytes(content)), None
    except InvalidDocument as error:
        return None, f"is no ArchiveManifest of v1: {error.violations[0]}"
    except _FAULTS as error:
        return None, f"cannot be read ({_why(error)})"


def _why(error: Exception) -> str:
    """Why, without a place on the server's disk or the name of a store."""
    if isinstance(error, RoomError):
        return error.message
    return (error.strerror if isinstance(error, OSError) else None) or "the store failed; try again, and have it checked"
