"""What a killed writer leaves is found and removed by the next run; what somebody is writing, or owns, is left alone."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aistock.rdagent._scratch import OLD_AFTER, is_scratch, left_behind, remove_left_behind, write_whole
from aistock.rdagent.artifacts import LoopRun, materialize, write_loop_artifacts
from aistock.rdagent.backfill import Request, backfill
from aistock.rdagent.sample_workspaces import write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
RUN = LoopRun(task_run_id="r", loop_id=0, workspace_id="w", workspace_path="w", generated_at_utc=NOW)
DIES = (
    "import os, signal, sys; from pathlib import Path; from aistock.rdagent._scratch import write_whole\n"
    "def write(scratch):\n"
    "    scratch.write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)\n"
    "write_whole(Path(sys.argv[1]), write)\n"
)


def killed_writing(path: Path) -> str:
    """Lets a process be killed while it writes a file; the name of what it left."""
    before = {item.name for item in path.parent.iterdir()}
    ended = subprocess.run([sys.executable, "-c", DIES, str(path)], timeout=120, check=False)
    assert ended.returncode == -9
    (left,) = {item.name for item in path.parent.iterdir()} - before
    return left


def aged(path: Path, seconds: float) -> Path:
    when = time.time() - seconds
    os.utime(path, (when, when))
    return path


def test_what_a_killed_writer_left_is_found_and_removed(tmp_path: Path) -> None:
    left = killed_writing(tmp_path / "manifest.json")
    assert left.startswith(".manifest.json.part-") and is_scratch(left)
    assert left_behind(tmp_path) == [left] and (tmp_path / left).exists()
    assert remove_left_behind(tmp_path) == [left]
    assert list(tmp_path.iterdir()) == []


def test_the_next_materialize_leaves_the_folder_as_if_nobody_had_been_killed(tmp_path: Path) -> None:
    folder, other = (write_sample_workspace(tmp_path / name, seed=3) for name in ("w", "other"))
    materialize(folder, RUN)
    killed_writing(folder / "signals.json")
    materialize(folder, RUN)
    materialize(other, RUN)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in other.iterdir())


def test_a_writer_at_work_keeps_its_file(tmp_path: Path) -> None:
    def write(scratch: Path) -> None:
        scratch.write_bytes(b"whole")
        aged(scratch, 2 * OLD_AFTER)
        assert left_behind(tmp_path) == [] == remove_left_behind(tmp_path)

    write_whole(tmp_path / "a.json", write)
    assert (tmp_path / "a.json").read_bytes() == b"whole"


def test_writers_and_sweepers_do_not_disturb_each_other(tmp_path: Path) -> None:
    ended = threading.Event()
    faults: list[BaseException] = []

    def sweep() -> None:
        while not ended.is_set():
            remove_left_behind(tmp_path)

    def write(name: str) -> None:
        try:
            for number in range(150):
                write_whole(tmp_path / name, lambda target, number=number: target.write_text(f"{name} {number}"))
        except BaseException as error:
            faults.append(error)

    sweepers = [threading.Thread(target=sweep) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(f"{number}.json",)) for number in range(3)]
    for thread in (*sweepers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    for thread in sweepers:
        thread.join()
    assert faults == []
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {f"{n}.json": f"{n}.json 149" for n in range(3)}


@pytest.mark.parametrize("name", [".manifest-abcd12_3.json", ".manifest.json.abcd12_3", ".conf_0123456789abcdef-abcdefgh.yaml"])
def test_scratch_files_of_earlier_versions_go_when_they_are_old(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"half")
    assert remove_left_behind(tmp_path) == []
    aged(tmp_path / name, OLD_AFTER + 60)
    assert remove_left_behind(tmp_path) == [name]


@pytest.mark.parametrize(
    "name",
    [
        ".git", ".env", ".manifest.json", "manifest.json.part-abcdefgh", ".manifest.json.part-abc", ".manifest.json.part-ABCDEFGH",
        ".notes-abcdefgh.json", ".signals-abcdefgh.csv", "..part-abcdefgh",
    ],
)  # fmt: skip
def test_files_of_others_stay_however_old(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    aged(tmp_path / name, 100 * OLD_AFTER)
    assert remove_left_behind(tmp_path) == []
    assert (tmp_path / name).read_bytes() == b"mine"


def test_what_is_no_plain_file_of_its_own_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / ".a.json.part-aaaaaaaa").symlink_to("kept")
    (tmp_path / ".a.json.part-bbbbbbbb").mkdir()
    os.mkfifo(tmp_path / ".a.json.part-cccccccc")
    (tmp_path / ".a.json.part-dddddddd").hardlink_to(tmp_path / "kept")
    before = sorted(tmp_path.iterdir())
    assert left_behind(tmp_path) == [] == remove_left_behind(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_backfill_tells_and_removes_it(tmp_path: Path) -> None:
    root = tmp_path / "root"
    folder = write_sample_workspace(root / "w", seed=3)
    write_loop_artifacts(folder, RUN)
    left = killed_writing(folder / "loop_run.json")
    found = {}
    for how, request in (
        ("dry", Request(root=root, registry=tmp_path / "r.sqlite", dry_run=True)),
        ("only the registry", Request(root=root, registry=tmp_path / "r.sqlite", materialize=False)),
        ("whole", Request(root=root, registry=tmp_path / "r.sqlite")),
        ("again", Request(root=root, registry=tmp_path / "r.sqlite")),
    ):
        report = backfill(request, clock=lambda: NOW)
        told = [(one.path, str(one.severity)) for one in report.findings if one.code == "HALF_WRITTEN"]
        found[how] = (told, (folder / left).exists())
    told = [(f"w/{left}", "info")]
    assert found == {"dry": (told, True), "only the registry": (told, True), "whole": (told, False), "again": ([], False)}
