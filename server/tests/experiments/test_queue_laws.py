"""The queue against every schedule Hypothesis can think of: no experiment is lost, run twice at once, or ended twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from aistock.experiments.v1.models import (
    CancelExperimentRequest,
    CompleteExperimentRequest,
    ExperimentLease,
    ExperimentState,
    FailExperimentRequest,
    GetExperimentRequest,
    HeartbeatExperimentRequest,
    LeaseExperimentRequest,
    SubmitExperimentRequest,
    WatchExperimentRequest,
)
from aistock.library.v1.models import FactorSource
from aistock_conformance import documents
from aistock_server.adapters.memory.experiments_store import MemoryExperimentStore
from aistock_server.experiments import Experiments
from aistock_server.experiments.model import ENDED, TRANSITIONS
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Conflict
from aistock_server.kernel.ids import CountingIds

UUID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10"
FILE = "a" * 64


class OneFile:
    """A vault that holds one file of three bytes."""

    def size_of(self, sha256: str) -> int | None:
        return 3 if sha256 == FILE else None


class EverySnapshot:
    """A market that has every snapshot."""

    def has_snapshot(self, snapshot_id: str) -> bool:
        return True


class NoStrategies:
    """A library without strategies."""

    def find_strategy(self, strategy_id: str) -> None:
        return None

    def find_factor(self, name: str, source: FactorSource) -> None:
        return None


class Queue(RuleBasedStateMachine):
    """Submits, leases, ends and lets time pass, beside a model of who holds what."""

    experiments = Bundle("experiments")
    leases = Bundle("leases")

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock(datetime(2025, 1, 2, tzinfo=UTC))
        self.room = Experiments(MemoryExperimentStore(), EverySnapshot(), OneFile(), NoStrategies(), self.clock, CountingIds())
        self.known: dict[str, ExperimentState] = {}
        self.attempts: dict[str, int] = {}
        self.holder: dict[str, int] = {}

    @rule(target=experiments, priority=st.integers(-2, 2), attempts=st.integers(1, 3))
    def submit(self, priority: int, attempts: int) -> str:
        request = documents.experiment_request(priority=priority, budget={"max_seconds": 60, "max_attempts": attempts})
        made = self.room.submit(SubmitExperimentRequest(request=request)).experiment
        assert made.state is ExperimentState.QUEUED
        self.known[made.experiment_id] = made.state
        return made.experiment_id

    @rule(target=leases, ttl=st.integers(1, 60))
    def lease(self, ttl: int) -> object:
        answer = self.room.lease(LeaseExperimentRequest(request_id=UUID, worker_id="worker-1", ttl_seconds=ttl))
        if answer.lease is None or answer.experiment is None:
            assert not any(state is ExperimentState.QUEUED for state in self.states().values())
            return multiple()
        name = answer.lease.experiment_id
        assert answer.experiment.state is ExperimentState.RUNNING
        assert answer.lease.fencing_token == self.attempts.get(name, 0) + 1
        self.attempts[name] = answer.lease.fencing_token
        self.holder[name] = answer.lease.fencing_token
        return answer.lease

    @rule(seconds=st.integers(1, 90))
    def time_passes(self, seconds: int) -> None:
        self.clock.instant += timedelta(seconds=seconds)

    @rule(lease=leases)
    def heartbeat(self, lease: ExperimentLease) -> None:
        request = HeartbeatExperimentRequest(experiment_id=lease.experiment_id, fencing_token=lease.fencing_token)
        state = self.states()[lease.experiment_id]
        newest = self.holder[lease.experiment_id] == lease.fencing_token
        try:
            answer = self.room.heartbeat(request)
        except Conflict as error:
            assert error.reason == "LEASE_LOST"
            assert not newest or state not in (ExperimentState.RUNNING, ExperimentState.CANCELLED)
        else:
            assert newest
            assert answer.cancelled == (state is ExperimentState.CANCELLED)

    @rule(lease=leases)
    def complete(self, lease: ExperimentLease) -> None:
        experiment = self.room.get(GetExperimentRequest(experiment_id=lease.experiment_id)).experiment
        result = documents.succeeded(
            experiment.request,
            lease.experiment_id,
            worker_id="worker-1",
            attempt=lease.fencing_token,
            file_sha256=FILE,
            file_size=3,
        )
        request = CompleteExperimentRequest(request_id=UUID, fencing_token=lease.fencing_token, result=result)
        holds = experiment.state is ExperimentState.RUNNING and self.holder[lease.experiment_id] == lease.fencing_token
        try:
            ended = self.room.complete(request).experiment
        except Conflict as error:
            assert error.reason == "LEASE_LOST"
            assert not holds
        else:
            assert holds
            assert ended.state is ExperimentState.SUCCEEDED
            assert ended.result == result

    @rule(lease=leases, retryable=st.booleans())
    def fail(self, lease: ExperimentLease, retryable: bool) -> None:
        experiment = self.room.get(GetExperimentRequest(experiment_id=lease.experiment_id)).experiment
        result = documents.failed(
            experiment.request, lease.experiment_id, worker_id="worker-1", attempt=lease.fencing_token, retryable=retryable
        )
        holds = experiment.state is ExperimentState.RUNNING and self.holder[lease.experiment_id] == lease.fencing_token
        try:
            ended = self.room.fail(
                FailExperimentRequest(request_id=UUID, fencing_token=lease.fencing_token, result=result)
            ).experiment
        except Conflict:
            assert not holds
        else:
            assert holds
            most = experiment.request.budget.max_attempts or 3
            again = retryable and experiment.attempts < most
            assert ended.state is (ExperimentState.QUEUED if again else ExperimentState.FAILED)

    @rule(name=experiments)
    def cancel(self, name: str) -> None:
        before = self.states()[name]
        after = self.room.cancel(CancelExperimentRequest(request_id=UUID, experiment_id=name)).experiment.state
        assert after is (before if before in ENDED else ExperimentState.CANCELLED)

    def states(self) -> dict[str, ExperimentState]:
        return {name: self.room.get(GetExperimentRequest(experiment_id=name)).experiment.state for name in self.known}

    @invariant()
    def nothing_ended_changes(self) -> None:
        for name, state in self.states().items():
            before = self.known[name]
            assert before not in ENDED or state is before
            self.known[name] = state

    @invariant()
    def events_tell_the_whole_story_in_legal_steps(self) -> None:
        for name in self.known:
            batch = self.room.watch(WatchExperimentRequest(experiment_id=name), None)
            states = [event.state for event in batch.events]
            assert states[0] is ExperimentState.QUEUED
            assert all(new in TRANSITIONS[old] for old, new in pairwise(states))
            assert states[-1] is self.room.get(GetExperimentRequest(experiment_id=name)).experiment.state
            middle = batch.events[len(batch.events) // 2]
            rest = self.room.watch(WatchExperimentRequest(experiment_id=name, cursor=middle.cursor), None)
            assert [*batch.events[: len(batch.events) // 2 + 1], *rest.events] == list(batch.events)


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
