"""A server's archive in this process: the real room over real stores, reached as a client reaches it."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aistock.contract.documents import content_hash
from aistock.contract.v1.reasons import REASONS
from aistock.errors import BY_CODE, Failure, Internal, RpcError
from aistock.library.v1 import models as pb
from aistock.library.v1.models import ArchivePolicy, ArchiveRecord, CatalogKind
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.archive_store import MemoryArchiveStore
from aistock_server.adapters.memory.library_samples import sample_loop
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.sql.archive_store import SqlArchiveStore
from aistock_server.adapters.sql.database import Database
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import RoomError
from aistock_server.kernel.ids import CountingIds
from aistock_server.library import Archives, Head, LibrarySubjects, Look, Row, Vault, glance, look_again
from aistock_server.library.vault_faults import VaultFault

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORKSPACE = "ws7"
LOOP_KEY = f"run1/7/{WORKSPACE}"
"""The loop that every server here knows; its workspace is a folder of this name."""


@contextmanager
def told() -> Iterator[None]:
    """A room's refusal as a client raises it."""
    try:
        yield
    except RoomError as error:
        row = REASONS[error.reason]
        failure = Failure(
            code=row.code, message=error.message, reason=error.reason, retryable=row.retryable, remedy=row.remedy,
            details=error.details,
        )  # fmt: skip
        kind: type[RpcError] = BY_CODE[row.code]
        raise kind(failure) from error
    except VaultFault as error:
        raise Internal(Failure(code="INTERNAL", message="internal error", reason="INTERNAL", details={})) from error


class LocalArtifacts:
    """The vault as a client sees it."""

    def __init__(self, vault: DirectoryVault) -> None:
        self._vault = vault

    def put(self, content: Any) -> pb.PutArtifactResponse:
        with told():
            sha256, size = self._vault.put([content]) if isinstance(content, bytes) else self._vault.put_file(Path(content))
        return pb.PutArtifactResponse(sha256=sha256, size=size, already_stored=False)

    @contextmanager
    def read(self, sha256: str) -> Iterator[Iterator[bytes]]:
        with told():
            yield self._vault.open(sha256)

    def stat(self, sha256: str) -> pb.StatArtifactResponse:
        size = self._vault.size_of(sha256)
        return pb.StatArtifactResponse(stored=size is not None, size=size, received_size=0)


class LocalArchives:
    """The room as a client sees it; a request id gets its first answer for ever."""

    def __init__(self, room: Archives, vault: Vault, unit: Callable[[], AbstractContextManager[None]]) -> None:
        self._room = room
        self._vault = vault
        self._unit = unit
        self._answers: dict[str, Any] = {}
        self.look_again = look_again

    def record_archive(self, record: ArchiveRecord, *, timeout: float | None = None) -> ArchiveRecord:
        look = self.look_again(self._vault, record)
        request = pb.RecordArchiveRequest(request_id=str(uuid.uuid4()), record=record)
        with told(), self._unit():
            return self._room.record(request, look).record

    def get_archive(self, archive_id: str) -> pb.GetArchiveResponse:
        with told(), self._unit():
            return self._room.get(pb.GetArchiveRequest(archive_id=archive_id))

    def list_archives(self, **filters: Any) -> Iterator[pb.ArchiveEntry]:
        token = None
        while True:
            with told(), self._unit():
                page = self._room.list_archives(pb.ListArchivesRequest(page_size=3, page_token=token, **filters))
            yield from page.archives
            token = page.next_page_token
            if token is None:
                return

    def get_deletion_permit(
        self, archive_id: str, *, manifest_sha256: str, timeout: float | None = None
    ) -> pb.GetDeletionPermitResponse:
        look = self.look_again(self._vault, self.get_archive(archive_id).record)
        request = pb.GetDeletionPermitRequest(
            request_id=str(uuid.uuid4()), archive_id=archive_id, manifest_sha256=manifest_sha256
        )  # fmt: skip
        with told(), self._unit():
            return self._room.give_permit(request, look)

    def redeem_deletion_permit(
        self, permit_id: str, *, manifest_sha256: str, request_id: str | None = None, timeout: float | None = None
    ) -> pb.RedeemDeletionPermitResponse:
        name = request_id or str(uuid.uuid4())
        if name not in self._answers:
            request = pb.RedeemDeletionPermitRequest(request_id=name, permit_id=permit_id, manifest_sha256=manifest_sha256)
            with told(), self._unit():
                look: Look = glance(self._vault, self._room.behind(request).record)
                self._answers[name] = self._room.redeem(request, look)
        return self._answers[name]  # type: ignore[no-any-return]  # one kind of answer

    def get_archive_policy(self) -> ArchivePolicy:
        with self._unit():
            return self._room.get_policy(pb.GetArchivePolicyRequest()).policy

    def set_archive_policy(self, policy: ArchivePolicy) -> ArchivePolicy:
        with self._unit():
            return self._room.set_policy(pb.SetArchivePolicyRequest(request_id=str(uuid.uuid4()), policy=policy)).policy


class LocalServer:
    """One server: its vault is a folder, its rows are in memory or in SQLite, its clock stands still until it is set."""

    def __init__(self, folder: Path, *, database: Path | None = None) -> None:
        self.vault = DirectoryVault(folder / "vault")
        self.vault_folder = folder / "vault"
        self.clock = FixedClock(NOW)
        self._database = None if database is None else Database(f"sqlite:///{database}")
        store = MemoryArchiveStore() if self._database is None else SqlArchiveStore(self._database)
        unit = nullcontext if self._database is None else self._database.unit
        rows = MemoryLibraryStore()
        loop = sample_loop(7, workspace_id=WORKSPACE)
        head = Head(content_hash=content_hash(loop), origin="tests", first_seen_at=NOW, retired=False)
        rows.insert([Row(kind=CatalogKind.LOOP, document=loop, head=head, snapshot_id=None, changed_at=NOW)])
        room = Archives(store=store, subjects=LibrarySubjects(rows), clock=self.clock, ids=CountingIds())
        self.artifacts = LocalArtifacts(self.vault)
        self.archives = LocalArchives(room, self.vault, unit)

    def now(self) -> datetime:
        return self.clock.now()

    def later(self, seconds: float) -> None:
        self.clock.instant += timedelta(seconds=seconds)

    def copy_of(self, sha256: str) -> Path:
        """Where the vault keeps a file."""
        return self.vault_folder / sha256[:2] / sha256[2:4] / sha256

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to be copied."""
    path = tmp_path_factory.mktemp("archive") / "empty.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.reading():
        database.connection()
    database.close()
    return path


@pytest.fixture
def new_server(empty_database: Path, tmp_path: Path) -> Iterator[Callable[..., LocalServer]]:
    """Makes servers, each on a folder of its own and with `sql` or without."""
    made: list[LocalServer] = []

    def make(folder: Path | None = None, *, sql: bool = False) -> LocalServer:
        place = folder or tmp_path / f"server{len(made)}"
        place.mkdir(parents=True, exist_ok=True)
        database = None
        if sql:
            database = place / "rows.sqlite"
            shutil.copyfile(empty_database, database)
        made.append(LocalServer(place, database=database))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder on a file system in memory, where there is one: thousands of files are settled there, each at once."""
    memory = Path("/dev/shm")
    place = Path(tempfile.mkdtemp(prefix="aistock-archive-", dir=memory if memory.is_dir() else None))
    yield place
    shutil.rmtree(place)
