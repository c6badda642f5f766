"""The server that the suite is aimed at, and names that nobody there has used."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aistock.client import Client
from aistock.system.v1.models import GetServerInfoResponse
from aistock_conformance import sources
from aistock_conformance.postgres import cluster
from aistock_conformance.spawn import Spawned, spawned


@dataclass(frozen=True, slots=True)
class Target:
    """An address and what the server there says of itself; `spawned` is None for a server that was there before."""

    address: str
    info: GetServerInfoResponse
    spawned: Spawned | None

    @property
    def own(self) -> bool:
        """Nobody but the suite uses this server."""
        return self.spawned is not None

    def serves(self, method: str) -> bool:
        """Whether the server serves a call, by its full name."""
        service = method.strip("/").partition("/")[0]
        return service in self.info.services and all(call.method != method for call in self.info.unserved)


@contextmanager
def target_at(address: str | None, data_dir: Path, profile: str = "dev") -> Iterator[Target]:
    """The server at an address, or one of a profile that is started over a folder, with sources of its own."""
    if address is not None:
        yield Target(address, _info(address), None)
        return
    with sources.vendor() as port, _database(profile) as database:
        settings = sources.written(data_dir.parent / f"{data_dir.name}-sources", port)
        with spawned(data_dir, "--sources", str(settings), *database, environment=sources.TOKEN) as server:
            yield Target(server.address, _info(server.address), server)


@contextmanager
def _database(profile: str) -> Iterator[Sequence[str]]:
    """What a server of the profile is told of its database, which is gone afterwards."""
    if profile == "dev":
        yield ()
        return
    with cluster() as running:
        yield ("--profile", profile, "--database-url", running.create("conformance"))


def fresh_id() -> str:
    """A request id that was never used."""
    return str(uuid.uuid4())


def fresh_name(stem: str = "conf") -> str:
    """A slug that was never used, so that a case meets nothing but its own."""
    return f"{stem}-{uuid.uuid4().hex[:16]}"


def _info(address: str) -> GetServerInfoResponse:
    with Client(address, connect_timeout=30.0) as client:
        return client.system.get_server_info()
