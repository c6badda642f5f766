"""Several processes write one registry at once: nothing is lost, claimed twice or half seen, and nobody is told of locks."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1.models import LoopStatus
from aistock.rdagent.registry import (
    SCHEMA_VERSION,
    ArtifactRow,
    ArtifactState,
    LoopRow,
    MaterializationState,
    Registry,
    RegistryBusy,
    RegistryError,
    RunRow,
    WorkspaceRow,
    survey,
)
from aistock.rdagent.sample_tree import december_registry

NOW = "2026-01-05T08:00:00Z"
LOOPS = 25


def _start(what: Callable[..., None], *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", __file__, what.__name__, *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _all_well(workers: list[subprocess.Popen[str]]) -> None:
    assert [(worker.communicate(timeout=120)[1], worker.returncode) for worker in workers] == [("", 0)] * len(workers)


def _count_up(path: str, worker: str) -> None:
    """Every process adds to what it reads, and claims and finishes what is free."""
    with Registry(Path(path)) as registry:
        for number in range(LOOPS):
            registry.record(LoopRow(task_run_id=f"run{worker}", loop_id=number, status=LoopStatus.RUNNING, updated_at_utc=NOW))
            with registry.transaction():
                counted = registry.rows(LoopRow, task_run_id="shared", loop_id=number)[0]
                registry.record(replace(counted, metrics_json=(counted.metrics_json or "") + worker))
            if registry.claim_materialization("shared", number, now=NOW):
                registry.record(RunRow(task_run_id=f"claimed{number}by{worker}"))
                registry.finish_materialization("shared", number, now=NOW)


@pytest.mark.slow
def test_concurrent_writers_lose_nothing_and_claim_once(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with Registry(path) as registry:
        for number in range(LOOPS):
            registry.record(
                LoopRow(task_run_id="shared", loop_id=number, has_result=1),
                ArtifactRow(
                    artifact_id=f"{number}", task_run_id="shared", loop_id=number, workspace_id="w", status=ArtifactState.PRESENT
                ),
            )
    _all_well([_start(_count_up, path, number) for number in range(4)])
    with Registry.open_readonly(path) as registry:
        shared = registry.rows(LoopRow, task_run_id="shared")
        assert len(registry.rows(LoopRow)) == LOOPS + 4 * LOOPS
        assert ["".join(sorted(row.metrics_json or "")) for row in shared] == ["0123"] * LOOPS
        assert {row.materialization for row in shared} == {MaterializationState.DONE}
        claimed = [row.task_run_id.partition("by")[0] for row in registry.rows(RunRow)]
        assert sorted(claimed) == sorted(f"claimed{number}" for number in range(LOOPS))


def _open_and_write(path: str, worker: str) -> None:
    for number in range(8):
        with Registry(Path(path)) as registry:
            registry.record(RunRow(task_run_id=f"{worker}-{number}"))
        with Registry.open_readonly(Path(path)) as registry:
            mine = [row.task_run_id for row in registry.rows(RunRow) if row.task_run_id.startswith(f"{worker}-")]
            assert mine == [f"{worker}-{done}" for done in range(number + 1)], mine


@pytest.mark.parametrize("begun", ["no file", "december"])
def test_processes_that_open_at_once_make_or_migrate_once(tmp_path: Path, begun: str) -> None:
    path = tmp_path / "new" / "registry.sqlite"
    if begun == "december":
        path.parent.mkdir()
        december_registry(path)
    _all_well([_start(_open_and_write, path, number) for number in range(4)])
    with Registry.open_readonly(path) as registry:
        assert registry.layout_version == SCHEMA_VERSION
        assert len({row.task_run_id for row in registry.rows(RunRow)} - {"run"}) == 32
        assert not survey(registry).lacking
    assert sorted(item.name for item in path.parent.iterdir() if not item.name.endswith(("-wal", "-shm"))) == ["registry.sqlite"]


def _pairs(path: str, worker: str) -> None:
    """Two rows are written in one transaction, with one value, until the main process has seen enough."""
    with Registry(Path(path)) as registry:
        for number in count():
            if Path(path).with_name("enough").exists():
                return
            with registry.transaction():
                for side in ("left", "right"):
                    registry.record(
                        WorkspaceRow(workspace_id=side, task_run_id="a", workspace_path="w", step_name=f"{worker}.{number}")
                    )


def test_a_snapshot_never_sees_half_a_transaction(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with Registry(path) as registry:
        registry.record(*(WorkspaceRow(workspace_id=side, task_run_id="a", workspace_path="w") for side in ("left", "right")))
    workers = [_start(_pairs, path, number) for number in range(2)]
    seen = set()
    while len(seen) < 30 and all(worker.poll() is None for worker in workers):
        with Registry.open_readonly(path) as registry:
            left, right = registry.rows(WorkspaceRow)
            assert left.step_name == right.step_name
            seen.add(left.step_name)
    path.with_name("enough").touch()
    _all_well(workers)
    assert len(seen) == 30


def test_a_writer_that_waits_too_long_is_told_so_and_wrote_nothing(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with Registry(path) as first, Registry(path, busy_seconds=0.05) as second:
        with first.transaction():
            first.record(RunRow(task_run_id="a"))
            with pytest.raises(RegistryBusy, match="nothing was written, try again"):
                second.record(RunRow(task_run_id="b"))
            assert second.rows(RunRow) == []
        second.record(RunRow(task_run_id="b"))
        assert [row.task_run_id for row in first.rows(RunRow)] == ["a", "b"]


def _claim_and_wait(path: str) -> None:
    with Registry(Path(path)) as registry:
        print(registry.claim_materialization("a", 0, now=NOW), flush=True)
        sys.stdin.read()


def test_a_claim_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with Registry(path) as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0))
        command = [sys.executable, __file__, "_claim_and_wait", str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "True\n"
            assert not registry.claim_materialization("a", 0, now=NOW)
            with pytest.raises(RegistryError, match="this process has not claimed it"):
                registry.fail_materialization("a", 0, error="not mine", now=NOW)
            holder.send_signal(signal.SIGKILL)
            holder.wait(60)
        assert registry.claim_materialization("a", 0, now=NOW)
        registry.fail_materialization("a", 0, error="mine", now=NOW)


Step = tuple[int, str]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["write", "begin", "commit", "read", "close"])), max_size=12))
def test_any_order_of_two_writers_ends_in_what_they_committed(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    path = tmp_path_factory.mktemp("two") / "r.sqlite"
    writers = [Registry(path, busy_seconds=0.0) for _ in range(2)]
    open_transactions: dict[int, AbstractContextManager[None]] = {}
    committed: set[str] = set()
    pending: dict[int, set[str]] = {0: set(), 1: set()}
    for number, (who, step) in enumerate(steps):
        name = f"{number}"
        if step == "begin" and who not in open_transactions:
            context = writers[who].transaction()
            try:
                context.__enter__()
            except RegistryBusy:
                assert (1 - who) in open_transactions
                continue
            open_transactions[who] = context
        elif step == "commit" and who in open_transactions:
            open_transactions.pop(who).__exit__(None, None, None)
            committed |= pending[who]
            pending[who] = set()
        elif step == "write":
            try:
                writers[who].record(RunRow(task_run_id=name))
            except RegistryBusy:
                assert (1 - who) in open_transactions
                continue
            if who in open_transactions:
                pending[who].add(name)
            else:
                committed.add(name)
        elif step == "read":
            assert {row.task_run_id for row in writers[who].rows(RunRow)} == committed | pending[who]
        elif step == "close" and who not in open_transactions:
            writers[who].close()
            writers[who] = Registry(path, busy_seconds=0.0)
    # What was begun and fails is as if it had not been.
    for context in open_transactions.values():
        context.__exit__(KeyError, KeyError(), None)
    for registry in writers:
        registry.close()
    connection = sqlite3.connect(path)
    assert {row[0] for row in connection.execute("SELECT task_run_id FROM task_runs")} == committed
    connection.close()


if __name__ == "__main__":
    # Processes of their own write at once: this file is their program.
    programs = {item.__name__: item for item in (_count_up, _open_and_write, _pairs, _claim_and_wait)}
    programs[sys.argv[1]](*sys.argv[2:])
