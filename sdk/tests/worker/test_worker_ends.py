"""However a run ends early, its child dies, nothing is completed twice, and the queue knows why."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aistock.demo.markets import make_market
from aistock.experiments.v1.models import Budget, ExperimentState, LeaseExperimentRequest
from aistock.worker import Worker
from aistock.worker.memory import MemoryQueue
from aistock.worker.ports import DatasetArchive
from aistock.worker.testing import SNAPSHOT_ID, Bench, make_bench, small_request

PATIENCE = 20.0


class MovingClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def bench(tmp_path: Path, clock: MovingClock) -> Bench:
    made = make_bench(tmp_path, make_market(3, stocks=10, years=1))
    return replace(made, queue=MemoryQueue(made.vault, clock))


def children(directory: Path) -> list[int]:
    """Processes of runs whose directories lie in this one."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                inside = (entry / "cwd").readlink().is_relative_to(directory)
            except OSError:
                continue
            if b"aistock.qlib.child" in command and inside:
                found.append(int(entry.name))
    return found


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def working(bench: Bench) -> Iterator[Worker]:
    """A worker on a thread of its own, with one experiment running in a child."""
    with Worker(bench.server, bench.settings(ttl_seconds=1)) as worker:
        thread = threading.Thread(target=worker.run, kwargs={"until_idle": True})
        bench.queue.submit(small_request(bench.market))
        thread.start()
        until(lambda: children(bench.directory))
        yield worker
        worker.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert children(bench.directory) == []


def only(bench: Bench) -> ExperimentState:
    return bench.queue.get("exp-000000000001").state


def test_a_cancelled_run_is_killed_and_reports_nothing(bench: Bench, working: Worker) -> None:
    bench.queue.cancel("exp-000000000001")
    until(lambda: not children(bench.directory))
    assert only(bench) is ExperimentState.CANCELLED
    assert bench.queue.get("exp-000000000001").result is None


def test_a_lost_lease_kills_the_run_and_completes_nothing(bench: Bench, working: Worker, clock: MovingClock) -> None:
    clock.moment += timedelta(hours=1)
    request = LeaseExperimentRequest(request_id="00000000-0000-4000-8000-000000000009", worker_id="another")
    taken = bench.queue.lease_experiment(request)
    assert taken.lease is not None
    assert taken.lease.fencing_token == 2
    until(lambda: not children(bench.directory))
    experiment = bench.queue.get("exp-000000000001")
    assert (experiment.state, experiment.worker_id, experiment.result) == (ExperimentState.RUNNING, "another", None)


def test_a_stopped_worker_gives_its_run_back(bench: Bench, working: Worker) -> None:
    working.stop()
    until(lambda: only(bench) is ExperimentState.QUEUED)
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.failure.retryable) == ("worker_stopped", True)


def test_a_killed_child_is_a_retryable_failure_until_attempts_run_out(bench: Bench) -> None:
    budget = Budget(max_seconds=60, max_attempts=1)
    bench.queue.submit(small_request(bench.market, budget=budget))
    with Worker(bench.server, bench.settings()) as worker:
        thread = threading.Thread(target=worker.run, kwargs={"until_idle": True})
        thread.start()
        until(lambda: children(bench.directory))
        os.kill(children(bench.directory)[0], signal.SIGKILL)
        thread.join(PATIENCE)
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.failure.retryable) == ("killed", True)
    assert only(bench) is ExperimentState.FAILED


def test_a_run_that_takes_too_long_fails_for_good(bench: Bench) -> None:
    bench.queue.submit(small_request(bench.market, budget=Budget(max_seconds=1)))
    with Worker(bench.server, bench.settings()) as worker:
        assert worker.run(until_idle=True) == 1
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.failure.retryable) == ("timeout", False)
    assert only(bench) is ExperimentState.FAILED


def test_data_that_is_no_archive_fails_before_any_child_begins(bench: Bench) -> None:
    bad = bench.directory / "bad.tar"
    bad.write_bytes(b"no tar")
    bench.datasets._archives[SNAPSHOT_ID] = DatasetArchive(sha256=bench.vault.put_file(bad), synthetic=True)
    bench.queue.submit(small_request(bench.market))
    with Worker(bench.server, bench.settings()) as worker:
        worker.run(until_idle=True)
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.failure.retryable) == ("bad_archive", False)
    assert not (bench.directory / "worker-1" / "datasets").exists() or not any(
        (bench.directory / "worker-1" / "datasets").iterdir()
    )


def test_a_vault_without_the_archive_is_retried_and_then_fails(bench: Bench) -> None:
    bench.datasets._archives[SNAPSHOT_ID] = DatasetArchive(sha256="0" * 64, synthetic=True)
    bench.queue.submit(small_request(bench.market))
    with Worker(bench.server, bench.settings()) as worker:
        assert worker.run(until_idle=True) == 3
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.attempt) == ("dataset_unavailable", 3)


def test_a_worker_that_is_killed_takes_its_child_along(tmp_path: Path) -> None:
    script = "import sys, time; from pathlib import Path; from aistock.worker.process import Child\n"
    script += "Child(Path(sys.argv[1]) / 'child.log'); print('started', flush=True); time.sleep(60)"
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"started\n"
        until(lambda: children(tmp_path))
    finally:
        worker.kill()
        worker.communicate()
    until(lambda: not children(tmp_path))


@pytest.mark.qlib
@pytest.mark.slow
def test_a_request_that_cannot_run_is_a_typed_failure_with_its_log(bench: Bench) -> None:
    request = small_request(bench.market)
    windows = request.train_test.model_copy(update={"universe": "csi300"})
    bench.queue.submit(request.model_copy(update={"train_test": windows}))
    with Worker(bench.server, bench.settings()) as worker:
        worker.run(until_idle=True)
    result = bench.queue.get("exp-000000000001").result
    assert result is not None
    assert result.failure is not None
    assert (result.failure.reason, result.failure.stage.value) == ("unknown_universe", "prepare")
    assert "use one of: all" in result.failure.remedy
    assert only(bench) is ExperimentState.FAILED
