"""The registry keeps what was written, under concurrent writers and over older layouts, and its states move only forward."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.rdagent.registry import ArtifactRow, LoopRow, Registry, RegistryError, RunRow, WorkspaceRow

NOW = "2026-01-05T08:00:00Z"


def _write_many(path: str, worker: int) -> None:
    with Registry(Path(path)) as registry:
        for number in range(25):
            registry.record(LoopRow(task_run_id=f"run{worker}", loop_id=number, status="running", updated_at_utc=NOW))
            if registry.claim_materialization("shared", number, now=NOW):
                registry.record(RunRow(task_run_id=f"claimed{number}by{worker}"))


def test_concurrent_writers_lose_nothing_and_claim_once(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with Registry(path) as registry:
        registry.record(*(LoopRow(task_run_id="shared", loop_id=number) for number in range(25)))
    workers = [subprocess.Popen([sys.executable, __file__, str(path), str(number)]) for number in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    with Registry(path) as registry:
        assert len(registry.rows(LoopRow)) == 25 + 3 * 25
        assert len(registry.rows(RunRow)) == 25


def test_what_is_not_given_stays(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(RunRow(task_run_id="a", scenario="quant", params_json='{"x":1}', created_at_utc="2026-01-01T00:00:00Z"))
        registry.record(RunRow(task_run_id="a", status="success", created_at_utc=NOW))
        assert registry.rows(RunRow) == [
            RunRow(
                task_run_id="a", scenario="quant", params_json='{"x":1}', status="success", created_at_utc="2026-01-01T00:00:00Z"
            )
        ]


@pytest.mark.parametrize("ended", ["success", "failed", "aborted", "skip"])
def test_what_has_ended_does_not_run_again(tmp_path: Path, ended: str) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, status=ended))
        registry.record(LoopRow(task_run_id="a", loop_id=0, status="running"))
        assert [row.status for row in registry.rows(LoopRow)] == [ended]


def test_done_needs_a_claim_a_result_and_an_artifact(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, has_result=1))
        with pytest.raises(RegistryError, match="cannot become 'done'"):
            registry.finish_materialization("a", 0, now=NOW)
        assert registry.claim_materialization("a", 0, now=NOW)
        with pytest.raises(RegistryError, match="nothing proves its result"):
            registry.finish_materialization("a", 0, now=NOW)
        registry.record(ArtifactRow(artifact_id="f" * 32, task_run_id="a", loop_id=0, workspace_id="w", status="present"))
        registry.finish_materialization("a", 0, now=NOW)
        assert not registry.claim_materialization("a", 0, now=NOW)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["claim", "finish", "fail"]), max_size=8))
def test_materialization_follows_its_table(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    legal = {
        ("pending", "claim"): "running",
        ("failed", "claim"): "running",
        ("running", "finish"): "done",
        ("running", "fail"): "failed",
    }
    with Registry(tmp_path_factory.mktemp("registry") / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, has_result=1))
        registry.record(ArtifactRow(artifact_id="f" * 32, task_run_id="a", loop_id=0, workspace_id="w", status="present"))
        state = "pending"
        for step in steps:
            state = legal.get((state, step), state)
            _take(registry, step)
            assert (registry.rows(LoopRow)[0].materialization_status or "pending") == state


def _take(registry: Registry, step: str) -> None:
    try:
        if step == "claim":
            registry.claim_materialization("a", 0, now=NOW)
        elif step == "finish":
            registry.finish_materialization("a", 0, now=NOW)
        else:
            registry.fail_materialization("a", 0, error="x" * 600, now=NOW)
    except RegistryError:
        pass


def test_a_december_2025_registry_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        old.execute(
            "CREATE TABLE loops (task_run_id TEXT NOT NULL, loop_id INTEGER, has_result, PRIMARY KEY (task_run_id, loop_id))"
        )
        old.execute("INSERT INTO loops VALUES ('a', 0, '1')")
        old.execute("CREATE TABLE artifacts (artifact_id TEXT PRIMARY KEY, task_run_id TEXT NOT NULL, workspace_id TEXT NOT NULL)")
    old.close()
    with Registry(path) as registry:
        assert [(row.task_run_id, row.has_result, row.sync_status) for row in registry.rows(LoopRow)] == [("a", 1, "pending")]
        registry.record(ArtifactRow(artifact_id="b", task_run_id="a", workspace_id="w", model_type="LGBModel"))
        assert registry.rows(ArtifactRow, workspace_id="w")[0].model_type == "LGBModel"


def test_files_that_are_no_registry_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"not a database, certainly not" * 40)
    with pytest.raises(RegistryError, match="is no registry"):
        Registry(path)
    newer = tmp_path / "newer.sqlite"
    with sqlite3.connect(newer) as later:
        later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(RegistryError, match="has layout 99"):
        Registry(newer)


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry, pytest.raises(RegistryError, match="has no column 'colour'"):
        registry.rows(WorkspaceRow, colour="red")


if __name__ == "__main__":
    # Processes of their own write at once: this file is their program.
    _write_many(sys.argv[1], int(sys.argv[2]))
