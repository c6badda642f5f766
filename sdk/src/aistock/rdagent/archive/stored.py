"""Stored files read back from the server: their hash now, and manifests."""

from __future__ import annotations

import hashlib

from aistock.contract.documents import read
from aistock.contract.plain_json import MAX_BYTES
from aistock.errors import Internal, InvalidDocument, NotFound
from aistock.library.v1.models import ArchiveManifest
from aistock.rdagent.archive.finding import Code, Trouble, finding
from aistock.rdagent.archive.ports import Artifacts, Server

BYTES_A_SECOND = 20_000_000
"""How fast a slow disk reads; a server that reads everything again is given the time for it."""


def patience(size: int) -> float:
    """Seconds to wait for a server that reads so many bytes again before it answers."""
    return 60.0 + size / BYTES_A_SECOND


def check_copy(artifacts: Artifacts, sha256: str, place: str) -> None:
    """Read a stored file back; raises Trouble when it is not there or its bytes are not those of its name."""
    digest = hashlib.sha256()
    try:
        with artifacts.read(sha256) as chunks:
            for chunk in chunks:
                digest.update(chunk)
    except NotFound as error:
        raise Trouble(finding(place, Code.MISSING_COPY, f"its copy {sha256} is not stored")) from error
    except Internal as error:
        raise Trouble(finding(place, Code.BAD_COPY, f"the server cannot read its copy {sha256} ({error.message})")) from error
    if digest.hexdigest() != sha256:
        raise Trouble(finding(place, Code.BAD_COPY, f"its copy {sha256} comes back with SHA-256 {digest.hexdigest()}"))


def manifest_stored(server: Server, archive_id: str, sha256: str) -> ArchiveManifest:
    """The manifest of a record, checked against its hash; raises Trouble."""
    place, content = f"archive:{archive_id}", bytearray()
    try:
        with server.artifacts.read(sha256) as chunks:
            for chunk in chunks:
                content += chunk
                if len(content) > MAX_BYTES:
                    raise Trouble(finding(place, Code.BAD_RECORD, f"its manifest {sha256} is longer than any document"))
    except NotFound as error:
        raise Trouble(finding(place, Code.BAD_RECORD, f"its manifest {sha256} is not stored")) from error
    except Internal as error:
        raise Trouble(finding(place, Code.BAD_RECORD, f"the server cannot read its manifest {sha256} ({error.message})")) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Trouble(finding(place, Code.BAD_RECORD, f"its manifest {sha256} comes back with another content"))
    try:
        return read(ArchiveManifest, bytes(content))
    except InvalidDocument as error:
        raise Trouble(finding(place, Code.BAD_RECORD, f"its manifest cannot be read: {error.violations[0]}")) from error
