"""Real processes of `aistock archive apply` and `aistock clean` against a real server, killed in the middle of what they do."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from aistock import Client
from aistock.cli import main
from aistock.library.v1.models import ArchiveLevel, CatalogLoop
from aistock.rdagent.archive import Known, Places, State, archive, clean
from aistock.rdagent.registry import Registry, RunRow, WorkspaceRow
from aistock_server.adapters.memory.library_samples import sample_loop

FILES = 100
KILLS = 10 if os.environ.get("AISTOCK_FAULTS") else 4
"""Of each of the two verbs."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server process, a client of it, and where its vault is."""

    address: str
    client: Client
    vault: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data = tmp_path_factory.mktemp("server") / "data"
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = json.loads(process.stdout.readline())["address"]
            with Client(address, connect_timeout=30.0) as client:
                yield Running(address, client, data / "vault")
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Case:
    """A root with one workspace, of which a loop of the library and a registry know."""

    root: Path
    registry: Path
    name: str
    contents: dict[str, bytes]
    known: Known

    @property
    def places(self) -> Places:
        return Places(workspaces=self.root, workspace_store=self.name)


def made(server: Running, folder: Path, number: int) -> Case:
    """A workspace of its own, with its loop published."""
    name, run = f"ws{number}", f"run{number}"
    loop: CatalogLoop = sample_loop(number, task_run_id=run, workspace_id=name)
    server.client.library.publish_loop("tests", loop=loop)
    contents = {f"part{n % 4}/file{n:02d}": f"{number} {n}".encode() * 1000 for n in range(FILES)}
    root, registry = folder / "root", folder / "registry.sqlite"
    for path, content in contents.items():
        (root / name / path).parent.mkdir(parents=True, exist_ok=True)
        (root / name / path).write_bytes(content)
    with Registry(registry) as opened:
        opened.record(RunRow(task_run_id=run))
        opened.record(WorkspaceRow(workspace_id=name, task_run_id=run, loop_id=number, workspace_path=name))
    known = Known(loops={name: frozenset({f"{run}/{number}/{name}"})})
    return Case(root=root, registry=registry, name=name, contents=contents, known=known)


def killed(server: Running, verb: list[str], case: Case, moment: Callable[[], bool]) -> bool:
    """Run a verb and kill it as soon as the moment has come; whether it was killed before its end."""
    command = [
        sys.executable, "-m", "aistock", *verb, "--address", server.address, "--root", str(case.root), "--store", case.name,
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not moment():
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return process.returncode == -signal.SIGKILL


def on_disk(case: Case) -> dict[str, bytes]:
    """Files of the workspace, under its name or put aside, by their path in it."""
    found = {}
    for folder in case.root.iterdir():
        for path in folder.rglob("*"):
            # What is read here may go at any moment: the killed process is gone, but its kernel may still end a call.
            with contextlib.suppress(FileNotFoundError):
                if path.is_file():
                    found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def check(server: Running, case: Case) -> None:
    """Each content stands on the disk or comes back whole from the server."""
    there = on_disk(case)
    for path, content in case.contents.items():
        assert there.get(path) == content or server.client.artifacts.get(sha256(content).hexdigest()) == content, path


def finished(server: Running, case: Case) -> None:
    """Nothing disturbs any more: it is archived and deleted, and every content comes back."""
    now = lambda: datetime.now(UTC)  # noqa: E731 - a clock is a function
    first = clean(case.places, server.client, clock=now, confirmed=True)
    archive(case.places, case.known, server.client, level=ArchiveLevel.FULL, clock=now)
    last = clean(case.places, server.client, clock=now, confirmed=True)
    assert list(case.root.iterdir()) == [], [str(found) for found in (*first.everything, *last.everything)]
    for content in case.contents.values():
        assert server.client.artifacts.get(sha256(content).hexdigest()) == content


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS))
def test_an_archivist_that_is_killed_loses_nothing(server: Running, tmp_path: Path, number: int) -> None:
    case = made(server, tmp_path, 100 + number)
    stored = [server.vault / name[:2] / name[2:4] / name for name in (sha256(one).hexdigest() for one in case.contents.values())]
    enough = 1 + number * (FILES - 1) // (KILLS - 1)

    verb = ["archive", "apply", "--registry", str(case.registry)]
    early = killed(server, verb, case, lambda: sum(path.exists() for path in stored) >= enough)

    assert early, "the process ended before it could be killed"
    assert on_disk(case) == case.contents
    check(server, case)
    finished(server, case)


@pytest.mark.slow
def test_a_cleaner_that_is_killed_loses_nothing(server: Running, tmp_path: Path) -> None:
    partly = 0
    for number in range(KILLS):
        case = made(server, tmp_path / str(number), 200 + number)
        report = archive(case.places, case.known, server.client, level=ArchiveLevel.FULL, clock=lambda: datetime.now(UTC))
        assert [one.state for one in report.outcomes] == [State.ARCHIVED]
        left = FILES - number * FILES // KILLS

        killed(server, ["clean", "--confirm"], case, lambda case=case, left=left: is_aside(case, left))  # type: ignore[misc]  # bound

        there = on_disk(case)
        assert there.items() <= case.contents.items()
        partly += 0 < len(there) < FILES
        check(server, case)
        finished(server, case)
    assert partly, "no kill came while files were being deleted: nothing was tried"


def is_aside(case: Case, left: int) -> bool:
    """The workspace is put aside, and no more than so many of its files are left."""
    aside = [name for name in os.listdir(case.root) if name != case.name]  # noqa: PTH208 - called thousands of times a second
    if not aside or left >= FILES:
        return bool(aside)
    return sum(len(files) for _, _, files in os.walk(case.root / aside[0])) <= left


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_verbs_tell_what_they_do(server: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Plan, apply, verify, hold, dry run and clean, with their exit codes."""
    case = made(server, tmp_path, 300)
    here = ["--root", str(case.root), "--store", case.name, "--json"]
    there = [*here, "--address", server.address]
    key = f"run300/300/{case.name}"

    assert main(["archive", "plan", *here]) == 1
    assert [one["code"] for one in told(capsys)["outcomes"][0]["findings"]] == ["UNKNOWN_SUBJECT"]
    assert main(["archive", "plan", *here, "--registry", str(case.registry)]) == 0
    assert told(capsys)["counts"] == {"planned": 1}
    assert main(["archive", "apply", *there, "--registry", str(case.registry)]) == 0
    assert told(capsys)["outcomes"][0]["state"] == "archived"
    assert main(["archive", "verify", *there, "--deep"]) == 0
    assert told(capsys)["counts"] == {"whole": 1}
    assert main(["archive", "policy", "--json", "--address", server.address, "--hold", key]) == 0
    assert told(capsys)["held_keys"] == [key]
    assert main(["clean", *there, "--confirm"]) == 0
    assert [one["code"] for one in told(capsys)["outcomes"][0]["findings"]] == ["HELD"]
    assert main(["archive", "policy", "--address", server.address, "--release", key]) == 0
    assert key not in capsys.readouterr().out
    assert main(["clean", *there]) == 0
    assert told(capsys)["counts"] == {"planned": 1} and on_disk(case) == case.contents
    assert main(["clean", *there[:4], "--address", server.address, "--confirm"]) == 0
    assert "1 deleted" in capsys.readouterr().out and list(case.root.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "nothing to work on"),
        (["--root", "/"], "whole file system"),
        (["--root", "/nowhere/at/all"], "/nowhere: No such file"),
        (["--root", "{file}"], "Not a directory"),
    ],
)
def test_a_root_that_is_none_is_refused(
    server: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    given = [option.replace("{file}", str(tmp_path / "file")) for option in options]
    assert main(["clean", "--confirm", "--address", server.address, *given]) == 2
    assert words in capsys.readouterr().err


def test_without_a_server_nothing_is_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "root" / "ws").mkdir(parents=True)
    assert main(["clean", "--confirm", "--address", "127.0.0.1:9", "--root", str(tmp_path / "root")]) == 4
    assert (tmp_path / "root" / "ws").is_dir() and capsys.readouterr().err
