"""Whatever crashes when: no content that was written is ever without a good copy, and nothing is deleted without a redeemed permit.

Each schedule runs one archivist or cleaner after another, and several at once, over the real room and a real file system. They are
stopped before and after each thing that they do to the server or the disk; there they wait, go on, lose the answer, or end at once
and for ever. Meanwhile files come, change and go, a vault loses and spoils files, the policy changes and time passes.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from aistock.contract.documents import read
from aistock.errors import AistockError, Failure, OutcomeUnknown
from aistock.library.v1.models import ArchiveLevel, ArchiveManifest, ArchiveRecord
from aistock.rdagent.archive import Disk, Known, Places, archive
from aistock.rdagent.archive.cleaning import Cleaner
from aistock.rdagent.archive.deletion import Deletion
from aistock.rdagent.archive.finding import Finding, Trouble
from aistock.rdagent.archive.folder import Folder, Hashed, Root, Sight
from aistock.rdagent.archive.manifest import hashed
from aistock.rdagent.archive.ports import Silent
from aistock.rdagent.archive.records import proofs_of
from aistock.rdagent.archive.report import Outcome, State
from aistock.rdagent.archive.tree import opened

WORKSPACE, LOOP_KEY = "ws7", "run1/7/ws7"
KNOWN = Known(loops={WORKSPACE: frozenset({LOOP_KEY})})
PATHS = ("qlib_res.csv", "ret.pkl", "mlruns/0/metrics/IC", "mlruns/0/meta.yaml", "factor.py", "log.txt")
LOST = Failure(code="UNAVAILABLE", message="the connection broke", details={})
BLOCKS, SCHEDULES = 11 if os.environ.get("AISTOCK_FAULTS") else 4, 100


class Crash(BaseException):
    """The process is gone; whatever it would still do does not happen."""


class Violation(AssertionError):
    """The property does not hold."""


class Process:
    """An archivist or a cleaner in a thread that moves only when it is told to."""

    def __init__(self, work: Callable[[Process], object]) -> None:
        self._work = work
        self._go, self._came = threading.Semaphore(0), threading.Semaphore(0)
        self._order = "go"
        self.done = self.dead = self.permitted = self.redeeming = False
        self.redeemed: set[str] = set()
        self.failure: BaseException | None = None
        threading.Thread(target=self._run, daemon=True).start()
        self._came.acquire()

    def step(self, order: str = "go") -> None:
        """Let it go on to the next boundary; `crash` ends it here, `lose` takes an answer away from it."""
        self._order = order
        self._go.release()
        self._came.acquire()

    def at(self) -> str:
        """A boundary: wait for an order."""
        if not self.dead:
            self._came.release()
            self._go.acquire()
            self.dead = self._order == "crash"
        if self.dead:
            raise Crash
        return self._order

    def _run(self) -> None:
        try:
            self.at()
            self._work(self)
        except (Crash, AistockError):
            pass
        except BaseException as error:
            self.failure = error
        self.done, self.permitted, self.redeeming = True, False, False
        self._came.release()


class Watched:
    """An area of the server with a boundary before and after each call that changes something."""

    def __init__(self, world: World, process: Process, area: Any) -> None:
        self._world, self._process, self._area = world, process, area

    def __getattr__(self, name: str) -> Any:
        return getattr(self._area, name)

    def put(self, content: Any) -> Any:
        self._process.at()
        answer = self._area.put(content)
        self._process.at()
        return answer

    def record_archive(self, record: ArchiveRecord, **more: Any) -> Any:
        self._process.at()
        answer = self._area.record_archive(record, **more)
        sha256 = str(record.manifest_sha256)
        self._world.manifests[sha256] = read(ArchiveManifest, self._world.server.copy_of(sha256).read_bytes())
        self._process.at()
        return answer

    def get_deletion_permit(self, archive_id: str, **more: Any) -> Any:
        self._process.at()
        answer = self._area.get_deletion_permit(archive_id, **more)
        self._process.permitted = True
        self._process.at()
        return answer

    def redeem_deletion_permit(self, permit_id: str, *, manifest_sha256: str, request_id: str, **more: Any) -> Any:
        self._process.at()
        answer = self._area.redeem_deletion_permit(permit_id, manifest_sha256=manifest_sha256, request_id=request_id, **more)
        if self._world.redeemed_by.setdefault(permit_id, request_id) != request_id:
            raise Violation(f"permit {permit_id} was redeemed twice")
        self._process.redeeming = True
        if self._process.at() == "lose":
            raise OutcomeUnknown(LOST)
        self._process.redeemed.add(manifest_sha256)
        return answer


@dataclass(frozen=True)
class WatchedServer:
    """Both areas, watched."""

    artifacts: Any
    archives: Any


class WatchedDisk(Disk):
    """The disk with a boundary before and after each thing done to it; each removal must be covered by a redeemed permit."""

    def __init__(self, world: World, process: Process) -> None:
        self._world, self._process = world, process

    def rename(self, root: Root, old: str, new: str) -> None:
        self._process.at()
        super().rename(root, old, new)
        if not new.startswith("."):
            self._process.permitted = self._process.redeeming = False
        self._process.at()

    def unlink(self, folder: Folder, path: str, known: Hashed) -> bool:
        self._process.at()
        content = folder.read(path, 1 << 20)
        gone = super().unlink(folder, path, known)
        if gone:
            self._world.check_removal(self._process, path, content)
        self._process.at()
        return gone

    def rmdir(self, folder: Folder, path: str) -> bool:
        self._process.at()
        gone = super().rmdir(folder, path)
        self._process.at()
        return gone

    def remove(self, root: Root, name: str) -> bool:
        self._process.at()
        gone = super().remove(root, name)
        self._process.at()
        return gone


@dataclass
class World:
    """A root with one workspace, a server, and what must not be lost: each content that was last written somewhere."""

    root: Path
    server: Any
    chance: random.Random
    cleaner: type[Cleaner] = Cleaner
    wanted: list[tuple[str, bytes]] = field(default_factory=list)
    manifests: dict[str, ArchiveManifest] = field(default_factory=dict)
    redeemed_by: dict[str, str] = field(default_factory=dict)
    handles: list[tuple[str, Any]] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    removals: int = 0
    lost_copies: bool = False

    def __post_init__(self) -> None:
        for path in self.chance.sample(PATHS, self.chance.randint(1, 4)):
            self.write(path)

    def write(self, path: str) -> None:
        """RD-Agent writes a file by its path."""
        target = self.root / WORKSPACE / path
        content = self.chance.choice([b"", b"same", self.chance.randbytes(self.chance.randint(1, 40))])
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file():
            self.forget(path, target.read_bytes())
        target.write_bytes(content)
        self.wanted.append((path, content))

    def forget(self, path: str, content: bytes) -> None:
        """RD-Agent itself destroyed this content at this place."""
        if (path, content) in self.wanted:
            self.wanted.remove((path, content))

    def remove(self) -> None:
        """RD-Agent removes a file."""
        present = [path for path in PATHS if (self.root / WORKSPACE / path).is_file()]
        if present:
            path = self.chance.choice(present)
            target = self.root / WORKSPACE / path
            self.forget(path, target.read_bytes())
            target.unlink()

    def hold_open(self) -> None:
        """RD-Agent opens a file, to write to it later wherever it is by then."""
        present = [path for path in PATHS if (self.root / WORKSPACE / path).is_file()]
        if present and len(self.handles) < 2:
            path = self.chance.choice(present)
            self.handles.append((path, (self.root / WORKSPACE / path).open("r+b", buffering=0)))

    def write_held(self) -> None:
        """RD-Agent writes through what it holds open; what is written to a removed file was never anywhere else."""
        if self.handles:
            path, stream = self.handles.pop()
            if os.fstat(stream.fileno()).st_nlink:
                before = stream.read()
                content = self.chance.randbytes(max(1, len(before)))
                stream.seek(0)
                stream.write(content)
                self.forget(path, before)
                self.wanted.append((path, content + before[len(content) :]))
            stream.close()

    def spoil(self, processes: list[Process]) -> None:
        """The vault loses a copy, or spoils it, while the original stands and no permit may rest on it."""
        wanted = [(path, content) for path, content in self.wanted if self.on_disk(path, content)]
        if not wanted or any(one.redeeming for one in processes):
            return
        content = self.chance.choice(wanted)[1]
        if any(body == content and not self.on_disk(path, body) for path, body in self.wanted):
            return
        copy = self.server.copy_of(hashlib.sha256(content).hexdigest())
        if copy.is_file():
            self.lost_copies = True
            if any(one.permitted for one in processes) or self.chance.random() < 0.5:
                copy.unlink()
            else:
                copy.chmod(0o644)
                copy.write_bytes(b"x" * len(content))

    def policy(self) -> None:
        """The desk changes its mind."""
        archives = self.server.archives
        held = [LOOP_KEY] if self.chance.random() < 0.5 else []
        age = self.chance.choice([0, 0, 30])
        archives.set_archive_policy(
            archives.get_archive_policy().model_copy(update={"held_keys": held, "minimum_age_seconds": age})
        )  # fmt: skip

    def on_disk(self, path: str, content: bytes) -> bool:
        """A good copy stands in the workspace, under its name or put aside."""
        return any(
            (folder / path).is_file() and (folder / path).read_bytes() == content
            for folder in self.root.iterdir()
            if folder.name.endswith(WORKSPACE)
        )

    def in_vault(self, content: bytes) -> bool:
        """A good copy stands in the vault."""
        copy = self.server.copy_of(hashlib.sha256(content).hexdigest())
        return copy.is_file() and copy.read_bytes() == content

    def check(self) -> None:
        """No content is without a good copy."""
        for path, content in self.wanted:
            if not self.on_disk(path, content) and not self.in_vault(content):
                raise Violation(f"{path} {content!r} has no good copy left")

    def check_removal(self, process: Process, path: str, content: bytes | None) -> None:
        """A file that was removed stands, as it was, in a manifest whose permit this process redeemed."""
        self.removals += 1
        sha256 = hashlib.sha256(content or b"").hexdigest()
        named = (self.manifests[name] for name in process.redeemed)
        if not any(file.path == path and file.sha256 == sha256 for manifest in named for file in manifest.files):
            raise Violation(f"{path} was removed without a redeemed permit for its content")

    def start(self, kind: str) -> Process:
        """A new process."""
        return Process(self.archivist if kind == "archive" else self.clean)

    def archivist(self, process: Process) -> None:
        archives = Watched(self, process, self.server.archives)
        server = WatchedServer(Watched(self, process, self.server.artifacts), archives)
        archive(Places(workspaces=self.root), KNOWN, server, level=ArchiveLevel.FULL, clock=self.server.now)

    def clean(self, process: Process) -> list[Outcome]:
        archives = Watched(self, process, self.server.archives)
        server = WatchedServer(Watched(self, process, self.server.artifacts), archives)
        disk = WatchedDisk(self, process)
        cleaner = self.cleaner(server=server, clock=self.server.now, confirmed=True, disk=disk)
        with opened(Places(workspaces=self.root)) as groves:
            return list(cleaner.clean(groves[0], proofs_of(server, Silent()), server.archives.get_archive_policy()))

    def close(self) -> None:
        """Give the handles back."""
        for _, stream in self.handles:
            stream.close()


def run(world: World, *, steps: int = 90, busy: float | None = None) -> None:
    """One schedule, then a quiet end: an archivist and a cleaner that nothing disturbs."""
    chance = world.chance
    processes: list[Process] = []
    events: Mapping[str, Callable[[], object]] = {
        "write": lambda: world.write(chance.choice(PATHS)),
        "remove": world.remove,
        "hold open": world.hold_open,
        "write held": world.write_held,
        "spoil": lambda: world.spoil(processes),
        "policy": world.policy,
        "wait": lambda: world.server.later(chance.choice([1, 40, 700])),
    }
    busy = busy or chance.choice([0.02, 0.1, 0.25])
    crashing = chance.choice([0.0, 0.03, 0.1])
    for _ in range(steps):
        processes = [one for one in processes if not one.done]
        if chance.random() < busy:
            event = chance.choice(list(events))
            world.story.append(event)
            events[event]()
        elif len(processes) < 3 and (not processes or chance.random() < 0.08):
            kind = chance.choice(["archive", "clean", "clean"]) if world.manifests else "archive"
            world.story.append(f"start {kind}")
            processes.append(world.start(kind))
        else:
            order = "crash" if chance.random() < crashing else chance.choice(["go"] * 9 + ["lose"])
            move(world, chance.choice(processes), order)
        world.check()
    for one in processes:
        while not one.done:
            move(world, one, "crash" if crashing else "go")
            world.check()
    settle(world)


def move(world: World, process: Process, order: str) -> None:
    """One process to its next boundary."""
    process.step(order)
    world.story.append(order)
    if process.failure is not None:
        raise process.failure


def settle(world: World) -> None:
    """Nothing disturbs any more: what can be archived and cleaned is, nothing stays aside, and the copies are whole."""
    world.close()
    world.server.archives.set_archive_policy(
        world.server.archives.get_archive_policy().model_copy(update={"held_keys": [], "minimum_age_seconds": 0})
    )
    # What an earlier clean left aside beside a folder that was made again waits until that one is gone. Then it gets its name back
    # in one round and goes in the next; hence two for each.
    aside = sum(path.name.startswith(".aistock-clean.") for path in world.root.iterdir())
    for kind in ("clean", *["archive", "clean"] * (2 + 2 * aside)):
        process = world.start(kind)
        while not process.done:
            move(world, process, "go")
            world.check()
    if not world.lost_copies:
        left = [path for path in world.root.rglob("*") if path.is_file()]
        if left:
            raise Violation(f"{left} should have been archived and deleted, and nobody does")


def tried(
    place: Path, new_server: Callable[..., Any], seed: int, *, cleaner: type[Cleaner] = Cleaner, sql: bool = False,
    believing: bool = False, busy: float | None = None,
) -> World:  # fmt: skip
    """One schedule by its number."""
    folder = place / str(seed)
    (folder / "root").mkdir(parents=True)
    server = new_server(folder / "server", sql=sql)
    if believing:
        server.archives.look_again = _belief
    world = World(root=folder / "root", server=server, chance=random.Random(seed), cleaner=cleaner)
    try:
        run(world, busy=busy)
    except BaseException as error:
        error.add_note(f"schedule {seed}: {', '.join(world.story)}")
        raise
    finally:
        world.close()
        server.close()
        shutil.rmtree(folder)
    return world


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_schedule_loses_the_last_copy_or_deletes_unpermitted(
    quick_folder: Path, new_server: Callable[..., Any], block: int
) -> None:
    removals = 0
    for number in range(SCHEDULES):
        removals += tried(quick_folder, new_server, block * SCHEDULES + number, sql=number % 2 == 0).removals
    # Every schedule begins with at least one file, and most end with an empty root; a property over nothing would prove nothing.
    assert removals > SCHEDULES


class Hasty(Cleaner):
    """Deletes first and redeems the permit afterwards."""

    def _delete(self, grove: Any, name: str, kept: Outcome, proof: Any) -> Outcome:
        class Wrong(Deletion):
            def _redeem(self, permit: str) -> None:
                self.redeemed = True

            def _remove(self, aside: Folder, files: Mapping[str, Hashed]) -> None:
                super()._remove(aside, files)
                super()._redeem(self._permit())

        return _deleted_by(Wrong, self, grove, name, kept, proof)


class Blind(Cleaner):
    """Does not compare what it put aside with the manifest."""

    def _delete(self, grove: Any, name: str, kept: Outcome, proof: Any) -> Outcome:
        class Wrong(Deletion):
            def _unchanged(self, aside: Folder, sight: Sight) -> Mapping[str, Hashed]:
                return hashed(aside, sight, Silent())[0]

        return _deleted_by(Wrong, self, grove, name, kept, proof)


class Trusting(Cleaner):
    """Believes that a file is what it was when it was hashed."""

    def _delete(self, grove: Any, name: str, kept: Outcome, proof: Any) -> Outcome:
        class Sure(Disk):
            def __init__(self, disk: Disk) -> None:
                self._disk, self.rename, self.rmdir, self.remove = disk, disk.rename, disk.rmdir, disk.remove

            def unlink(self, folder: Folder, path: str, known: Hashed) -> bool:
                with suppress(Trouble):
                    known = folder.digest(path)
                return self._disk.unlink(folder, path, known)

        self_disk = Sure(self.disk)
        deletion = Deletion(
            root=grove.root, server=self.server, disk=self_disk, progress=self.progress, proof=proof, folder=kept.folder, name=name,
        )  # fmt: skip
        return _told(deletion, kept)


def _deleted_by(kind: type[Deletion], cleaner: Cleaner, grove: Any, name: str, kept: Outcome, proof: Any) -> Outcome:
    deletion = kind(
        root=grove.root, server=cleaner.server, disk=cleaner.disk, progress=cleaner.progress, proof=proof, folder=kept.folder,
        name=name,
    )  # fmt: skip
    return _told(deletion, kept)


def _told(deletion: Deletion, kept: Outcome) -> Outcome:
    state = State.DELETED if deletion.run() else State.KEPT
    found: tuple[Finding, ...] = tuple(deletion.findings)
    return Outcome(folder=kept.folder, state=state, findings=found)


def _belief(vault: Any, record: ArchiveRecord) -> Any:
    """A look that looks at nothing and believes what the record says."""
    from aistock_server.library import Look
    from aistock_server.library.archive_look import Reading

    readings = {item.file.sha256: Reading(size=item.file.size, trouble=None) for item in record.evidence}
    manifest = read(ArchiveManifest, b"".join(vault.open(str(record.manifest_sha256))))
    return Look(readings=readings, manifest=manifest)


@pytest.mark.parametrize("wrong", [Hasty, Blind, Trusting, "believing"])
def test_the_checker_catches_what_is_wrong(quick_folder: Path, new_server: Callable[..., Any], wrong: Any) -> None:
    """Cleaners, and a server, with one deliberate fault each: some schedule shows it."""
    for seed in range(400):
        try:
            if wrong == "believing":
                tried(quick_folder, new_server, seed, believing=True, busy=0.25)
            else:
                tried(quick_folder, new_server, seed, cleaner=wrong, busy=0.25)
        except Violation as found:
            assert "no good copy" in str(found) or "without a redeemed permit" in str(found)
            return
    pytest.fail("no schedule shows the fault: the property cannot fail")
