"""write_loop_artifacts never disturbs the loop: it is light, it never raises, and every fault is told."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.library.v1.models import FeedbackSummary, LoopStatus
from aistock.rdagent.artifacts import ArtifactFault, LoopRun, materialize, read_marker, write_loop_artifacts
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow
from aistock.rdagent.sample_workspaces import write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def run_of(**changes: Any) -> LoopRun:
    fields: dict[str, Any] = {
        "task_run_id": "r", "loop_id": 3, "workspace_id": "w", "workspace_path": "w", "generated_at_utc": NOW, "decision": True,
        "hypothesis": "动量", "summary": FeedbackSummary(execution="跑完了"), "decided_by": "rule",
    }  # fmt: skip
    return LoopRun(**(fields | changes))


def test_it_leaves_the_marker_and_the_index_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    with Registry(tmp_path / "r.sqlite") as registry:
        left = write_loop_artifacts(folder, run_of(), registry=registry)
        loop, work, task = registry.rows(LoopRow)[0], registry.rows(WorkspaceRow)[0], registry.rows(RunRow)[0]
    assert (left.marker, left.registered, left.faults) == (True, True, ())
    assert [path.name for path in folder.iterdir()] == ["loop_run.json"]
    assert read_marker(folder) == run_of()
    assert (loop.status, loop.materialization_status, loop.has_result) == ("success", None, 0)
    assert (work.workspace_id, task.task_run_id) == ("w", "r")


def test_what_it_kept_is_enough_to_materialize_later(tmp_path: Path) -> None:
    folder, other = (write_sample_workspace(tmp_path / name, seed=3) for name in ("w", "other"))
    write_loop_artifacts(folder, run_of(), registry=tmp_path / "r.sqlite")
    with Registry(tmp_path / "r.sqlite") as registry:
        written = materialize(folder, registry=registry)
        assert registry.rows(LoopRow)[0].materialization_status == "done"
    assert written.summary.key_metrics == materialize(other, run_of()).summary.key_metrics
    assert json.loads((folder / "feedback.json").read_text(encoding="utf-8"))["hypothesis"] == "动量"


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    for _ in range(2):
        assert write_loop_artifacts(folder, run_of(), registry=tmp_path / "r.sqlite").faults == ()
    with Registry(tmp_path / "r.sqlite") as registry:
        assert len(registry.rows(LoopRow)) == 1


def _no_folder(root: Path) -> tuple[Path, Path]:
    return root / "nowhere", root / "r.sqlite"


def _no_registry(root: Path) -> tuple[Path, Path]:
    (root / "w").mkdir()
    (root / "r.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 9)
    return root / "w", root / "r.sqlite"


def _neither(root: Path) -> tuple[Path, Path]:
    (root / "w").write_text("a file stands here")
    (root / "r.sqlite").mkdir()
    return root / "w", root / "r.sqlite"


@pytest.mark.parametrize(
    ("place", "stages"),
    [(_no_folder, {"marker"}), (_no_registry, {"registry"}), (_neither, {"marker", "registry"})],
)
def test_faults_are_told_and_not_raised(tmp_path: Path, place: Any, stages: set[str]) -> None:
    folder, registry = place(tmp_path)
    told: list[ArtifactFault] = []
    left = write_loop_artifacts(folder, run_of(), registry=registry, errors=told.append)
    assert {fault.stage for fault in told} == stages
    assert tuple(told) == left.faults
    assert all(fault.message and fault.remedy and fault.kind for fault in told)
    assert (left.marker, left.registered) == ("marker" not in stages, "registry" not in stages)


def test_a_value_that_cannot_be_kept_is_a_fault(tmp_path: Path) -> None:
    left = write_loop_artifacts(tmp_path, run_of(loop_id="three"))
    assert [fault.stage for fault in left.faults] == ["marker"]


def test_without_a_channel_faults_stand_beside_the_marker_and_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder, registry = _no_registry(tmp_path)
    left = write_loop_artifacts(folder, run_of(), registry=registry)
    kept = [json.loads(line) for line in (folder / "artifact_faults.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["stage"] for one in kept] == ["registry"]
    assert left.faults[0].message in caplog.text


def test_a_channel_that_fails_is_told_in_the_answer(tmp_path: Path) -> None:
    def broken(fault: ArtifactFault) -> None:
        raise ConnectionError("nobody listens")

    left = write_loop_artifacts(tmp_path / "nowhere", run_of(), errors=broken)
    assert [fault.stage for fault in left.faults] == ["marker", "channel"]


def test_it_loads_no_table_or_picture_library(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path; from aistock.rdagent.artifacts import *;"
        "write_loop_artifacts(Path(sys.argv[1]), LoopRun(task_run_id='r', loop_id=0, workspace_id='w', workspace_path='w',"
        "generated_at_utc=datetime(2026, 1, 5, tzinfo=UTC)), registry=Path(sys.argv[1]) / 'r.sqlite');"
        "print([name for name in ('pandas', 'pyarrow', 'matplotlib', 'numpy', 'qlib') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.strip() == "[]"


def test_a_failed_loop_is_kept_as_failed(tmp_path: Path) -> None:
    write_loop_artifacts(tmp_path, run_of(status=LoopStatus.FAILED, decision=None, summary=None), registry=tmp_path / "r.sqlite")
    with Registry(tmp_path / "r.sqlite") as registry:
        assert registry.rows(LoopRow)[0].status == "failed"
