"""What materialize does to the registry, and to a folder that is not its own to write."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.contract import documents
from aistock.library.v1.models import LoopStatus, WorkspaceManifest, WorkspaceMeta, WorkspaceRole
from aistock.rdagent._publishing import alone_in
from aistock.rdagent.artifacts import LoopRun, WorkspaceError, materialize, write_loop_artifacts
from aistock.rdagent.registry import ArtifactRow, LoopRow, Registry, RunRow, WorkspaceRow
from aistock.rdagent.sample_workspaces import write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CLAIMS = (
    "import sys; from pathlib import Path; from aistock.rdagent.registry import *\n"
    "registry = Registry(Path(sys.argv[1]))\n"
    "registry.record(LoopRow(task_run_id='r', loop_id=0))\n"
    "print(registry.claim_materialization('r', 0, now='2026-01-05T08:00:00Z'), flush=True)\n"
    "sys.stdin.read()\n"
)


def run_of(**changes: Any) -> LoopRun:
    run = LoopRun(task_run_id="r", loop_id=0, workspace_id="w", workspace_path="w", generated_at_utc=NOW)
    return replace(run, **changes)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write_sample_workspace(tmp_path / "w", seed=3)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "r.sqlite") as opened:
        yield opened


@contextmanager
def claimed_elsewhere(path: Path) -> Iterator[None]:
    """Another process holds the claim of the loop."""
    with subprocess.Popen(
        [sys.executable, "-c", CLAIMS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == "True"
        yield
        assert other.stdin is not None
        other.stdin.close()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def loop_in(registry: Registry) -> LoopRow:
    return registry.rows(LoopRow)[0]


def test_a_refused_claim_changes_no_file_and_no_row(workspace: Path, registry: Registry) -> None:
    with claimed_elsewhere(registry.path):
        before = tree(workspace), registry.rows(LoopRow), registry.rows(RunRow), registry.rows(WorkspaceRow)
        with pytest.raises(WorkspaceError, match="is being materialized by"):
            materialize(workspace, run_of(), registry=registry)
        assert (tree(workspace), registry.rows(LoopRow), registry.rows(RunRow), registry.rows(WorkspaceRow)) == before
    assert materialize(workspace, run_of(), registry=registry).has_result  # its process is gone now


def test_a_folder_that_another_process_writes_is_left_alone(workspace: Path) -> None:
    before = tree(workspace)
    with alone_in(workspace), pytest.raises(WorkspaceError, match="is being materialized by another process"):
        materialize(workspace, run_of())
    assert tree(workspace) == before


@pytest.mark.parametrize("status", [LoopStatus.SUCCESS, LoopStatus.FAILED, LoopStatus.ABORTED])
def test_how_a_loop_went_says_nothing_of_its_run(workspace: Path, registry: Registry, status: LoopStatus) -> None:
    write_loop_artifacts(workspace, run_of(status=status), registry=registry)
    materialize(workspace, run_of(status=status), registry=registry)
    assert (registry.rows(RunRow)[0].status, loop_in(registry).status) == (LoopStatus.UNKNOWN, status)
    registry.record(RunRow(task_run_id="r", status=LoopStatus.RUNNING))
    materialize(workspace, run_of(status=status), registry=registry)
    assert registry.rows(RunRow)[0].status is LoopStatus.RUNNING


def test_a_loop_that_was_done_fails_when_its_proof_is_gone(workspace: Path, registry: Registry) -> None:
    materialize(workspace, run_of(), registry=registry)
    (workspace / "ret.pkl").unlink()
    assert not materialize(workspace, run_of(), registry=registry).has_result
    assert (loop_in(registry).materialization_status, loop_in(registry).has_result) == ("failed", 0)


def test_a_loop_that_was_done_fails_when_its_source_is_damaged_and_the_old_set_stays(workspace: Path, registry: Registry) -> None:
    materialize(workspace, run_of(), registry=registry)
    before = tree(workspace)
    (workspace / "predictions.parquet").write_bytes(b"no table at all")
    with pytest.raises(WorkspaceError, match=r"predictions\.parquet"):
        materialize(workspace, run_of(), registry=registry)
    assert loop_in(registry).materialization_status == "failed"
    assert tree(workspace) == before | {"predictions.parquet": b"no table at all"}


def test_a_second_workspace_does_not_unsettle_a_loop_that_is_done(workspace: Path, registry: Registry) -> None:
    materialize(workspace, run_of(), registry=registry)
    before = loop_in(registry)
    other = write_sample_workspace(workspace.parent / "other", seed=4)
    (other / "ret.pkl").unlink()
    written = materialize(other, run_of(workspace_id="other", workspace_path="other"), registry=registry)
    assert (written.has_result, loop_in(registry)) == (False, before)
    assert {row.workspace_id for row in registry.rows(ArtifactRow)} == {"w", "other"}


def test_a_sub_workspace_has_its_documents_and_no_say(workspace: Path, registry: Registry) -> None:
    sub = write_sample_workspace(workspace.parent / "sub", seed=4)
    role = {"workspace_id": "sub", "workspace_path": "sub", "role": WorkspaceRole.SUB_WORKSPACE}
    for _ in range(2):
        written = materialize(sub, run_of(**role), registry=registry)
    meta = documents.read(WorkspaceMeta, sub / "workspace_meta.json")
    assert (written.has_result, meta.workspace_role, meta.best_workspace_id) == (False, WorkspaceRole.SUB_WORKSPACE, None)
    row = loop_in(registry)
    assert (row.materialization_status, row.has_result, row.best_workspace_id, row.ic_mean) == (None, 0, None, None)
    assert registry.rows(WorkspaceRow)[0].manifest_path == "manifest.json"
    assert materialize(workspace, run_of(), registry=registry).has_result
    assert loop_in(registry).best_workspace_id == "w"


def test_a_state_that_nobody_knows_is_named(workspace: Path, registry: Registry) -> None:
    materialize(workspace, run_of(), registry=registry)
    registry._connection.execute("UPDATE loops SET materialization_status = 'halfway'")
    before = tree(workspace)
    with pytest.raises(WorkspaceError, match="'halfway', which is no state"):
        materialize(workspace, run_of(), registry=registry)
    assert tree(workspace) == before


def test_what_has_lost_its_source_goes_and_what_others_wrote_stays(workspace: Path) -> None:
    (workspace / "signals.json").write_bytes(b"of another program")
    (workspace / "predictions.parquet").unlink()
    first = materialize(workspace, run_of())
    assert "ret_schema.json" in first.summary.files and "signals.json" not in first.summary.files
    (workspace / "returns.parquet").unlink()
    (workspace / "ret.pkl").unlink()
    second = materialize(workspace, run_of())
    assert not {"ret_schema.json", "ret_schema.parquet", "ret_curve.png"} & {path.name for path in workspace.iterdir()}
    assert (workspace / "signals.json").read_bytes() == b"of another program"
    kinds = {entry.path: entry.kind for entry in second.manifest.files}
    assert kinds["signals.json"] == "foreign" and "ret_schema.json" not in kinds
    assert documents.read(WorkspaceManifest, workspace / "manifest.json") == second.manifest


def test_a_full_disk_is_named_and_no_manifest_lies(workspace: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = os.fsync

    def full(handle: int) -> None:
        if len(list(workspace.glob("*.json"))) > 4:
            raise OSError(28, "No space left on device")
        plain(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match=r"cannot be written \(No space left on device\)"):
        materialize(workspace, run_of(), registry=registry)
    assert loop_in(registry).materialization_status == "failed"
    assert not (workspace / "manifest.json").exists() and not list(workspace.glob(".*"))
