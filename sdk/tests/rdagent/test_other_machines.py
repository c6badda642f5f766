"""Paths that Windows and WSL wrote are read on Linux, and what Windows does otherwise is done there too."""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.rdagent._publishing import alone_in
from aistock.rdagent._qlib_workspace import recorder_of
from aistock.rdagent._scratch import OLD_AFTER, left_behind, remove_left_behind, write_whole
from aistock.rdagent._sources import Sources
from aistock.rdagent.archive import known_by
from aistock.rdagent.artifacts import WorkspaceError
from aistock.rdagent.backfill import Request, backfill
from aistock.rdagent.backfill.known import last_part
from aistock.rdagent.legacy.places import is_foreign, split
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow
from aistock.rdagent.sample_workspaces import write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
PARENTS = [
    "/mnt/f/Dev/RD-Agent-main/git_ignore_folder/ws/",
    "F:\\Dev\\RD-Agent-main\\git_ignore_folder\\ws\\",
    "f:/Dev/RD-Agent-main/git_ignore_folder/ws/",
    "F:\\Dev\\RD-Agent-main/git_ignore_folder/ws\\",
    "\\\\wsl.localhost\\Ubuntu\\home\\me\\RD-Agent-main\\git_ignore_folder\\ws\\",
    "\\\\wsl$\\Ubuntu\\home\\me\\RD-Agent-main\\git_ignore_folder\\ws\\",
    "/home/me/RD-Agent-main/git_ignore_folder/ws//",
]
NAMES = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,20}", fullmatch=True).filter(lambda name: name.strip(".") == name)


@settings(max_examples=200, deadline=None)
@given(parent=st.sampled_from(PARENTS), name=NAMES, end=st.sampled_from(["", "/", "\\", "\\\\"]))
def test_a_folder_is_known_by_its_name_however_its_path_is_spelled(parent: str, name: str, end: str) -> None:
    assert last_part(f"{parent}{name}{end}") == name
    place = split(f"{parent}{name}{end}")
    assert place is not None and (place.store, place.path) == ("RD-Agent-main", f"git_ignore_folder/ws/{name}")
    assert is_foreign(f"{parent}{name}{end}")


@pytest.mark.parametrize("parent", PARENTS)
def test_an_archive_finds_loop_and_log_by_paths_of_any_machine(tmp_path: Path, parent: str) -> None:
    log = "2026-01-05_00-00-00-000000"
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(
            RunRow(task_run_id="r", log_trace_path=f"{parent}{log}"),
            WorkspaceRow(workspace_id="w", task_run_id="r", loop_id=0, workspace_path=f"{parent}folder"),
        )
    known = known_by(tmp_path / "r.sqlite")
    assert (known.loops, known.logs) == ({"folder": frozenset({"r/0/w"})}, {log: frozenset({f"r/{log}"})})


@pytest.mark.parametrize("parent", PARENTS)
def test_a_backfill_finds_the_folder_of_a_row_from_another_machine(tmp_path: Path, parent: str) -> None:
    folder = write_sample_workspace(tmp_path / "root" / "folder", seed=3)
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(
            LoopRow(task_run_id="r", loop_id=4, action="model", status="success"),
            WorkspaceRow(workspace_id="folder", task_run_id="r", loop_id=4, workspace_path=f"{parent}folder"),
        )
    report = backfill(Request(root=folder.parent, registry=tmp_path / "r.sqlite", materialize=False), clock=lambda: NOW)
    assert [one.code for one in report.findings if one.code in ("FOREIGN_PATH", "MISSING_WORKSPACE")] == ["FOREIGN_PATH"]
    with Registry.open_readonly(tmp_path / "r.sqlite") as registry:
        (row,) = registry.rows(WorkspaceRow)
        assert (row.workspace_path, row.loop_id, registry.rows(LoopRow)[0].has_result) == ("folder", 4, 1)


@pytest.mark.parametrize(
    ("uri", "own"),
    [
        ("file:///mnt/f/ws/w/mlruns/1/abc/artifacts", True),
        ("file:///F:/ws/w/mlruns/1/abc/artifacts/", True),
        ("F:\\ws\\w\\mlruns\\1\\abc\\artifacts", True),
        ("file:\\\\wsl.localhost\\Ubuntu\\ws\\w\\mlruns\\1\\abc\\artifacts", True),
        ("file:///mnt/f/ws/w/mlruns/1/abd/artifacts", False),
        ("F:\\ws\\w\\mlruns\\12\\abc\\artifacts", False),
    ],
)
def test_a_recorder_is_the_workspaces_own_wherever_it_was_written(tmp_path: Path, uri: str, own: bool) -> None:
    run = tmp_path / "mlruns" / "1" / "abc"
    run.mkdir(parents=True)
    (run / "meta.yaml").write_text(f"artifact_uri: '{uri}'\nend_time: 1735000000000\nstatus: 3\n", encoding="utf-8")
    assert (recorder_of(Sources(tmp_path)) is not None) == own


def test_where_no_lock_can_be_asked_only_age_tells_what_was_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    write_whole(tmp_path / "a.json", lambda target: target.write_bytes(b"whole"))
    assert (tmp_path / "a.json").read_bytes() == b"whole"
    left = tmp_path / ".a.json.part-abcdefgh"
    left.write_bytes(b"half")
    assert left_behind(tmp_path) == [] == remove_left_behind(tmp_path)
    old = time.time() - OLD_AFTER - 60
    os.utime(left, (old, old))
    assert remove_left_behind(tmp_path) == [left.name]


def test_where_no_folder_can_be_locked_nobody_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with alone_in(tmp_path), pytest.raises(WorkspaceError, match="by another process"), alone_in(tmp_path):
        pass
    monkeypatch.setattr(sys, "platform", "win32")
    with alone_in(tmp_path), alone_in(tmp_path):
        assert list(tmp_path.iterdir()) == []
