"""The queue over the wire under any schedule: nothing lost, nothing run twice at once, nothing ended twice."""

import time
from collections import Counter
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from aistock.client import Client
from aistock.errors import Conflict
from aistock.experiments.v1.models import Experiment, ExperimentLease, ExperimentState
from aistock_conformance import documents, queue
from aistock_conformance.examples import examples
from aistock_conformance.markets import Market
from aistock_conformance.target import Target

ENDED = {ExperimentState.SUCCEEDED, ExperimentState.FAILED, ExperimentState.CANCELLED}
LEGAL = {
    (ExperimentState.QUEUED, ExperimentState.RUNNING),
    (ExperimentState.QUEUED, ExperimentState.CANCELLED),
    (ExperimentState.RUNNING, ExperimentState.QUEUED),
    (ExperimentState.RUNNING, ExperimentState.RUNNING),
    (ExperimentState.RUNNING, ExperimentState.SUCCEEDED),
    (ExperimentState.RUNNING, ExperimentState.FAILED),
    (ExperimentState.RUNNING, ExperimentState.CANCELLED),
}


def machine(client: Client, market: Market, file_sha256: str, seen: Counter[str]) -> type[RuleBasedStateMachine]:
    """A machine of callers and workers on a server's queue."""
    room = client.experiments

    class Queue(RuleBasedStateMachine):
        experiments = Bundle("experiments")
        leases = Bundle("leases")

        def __init__(self) -> None:
            super().__init__()
            self.states: dict[str, ExperimentState] = {}
            self.holder: dict[str, int] = {}
            self.most: dict[str, int] = {}
            self.lapses: dict[str, float] = {}

        @rule(target=experiments, attempts=st.integers(1, 3))
        def submit(self, attempts: int) -> str:
            budget = {"max_seconds": 60, "max_attempts": attempts}
            made = room.submit_experiment(documents.experiment_request(snapshot_id=market.snapshot_id, budget=budget))
            assert (made.state, made.attempts) == (ExperimentState.QUEUED, 0)
            self.states[made.experiment_id] = made.state
            self.most[made.experiment_id] = attempts
            return made.experiment_id

        @rule(target=leases, attempts=st.integers(1, 3), ttl=st.sampled_from([1, 600, 600]))
        def submit_and_lease(self, attempts: int, ttl: int) -> ExperimentLease | None:
            self.submit(attempts)
            return self.taken(ttl)

        @rule(target=leases, ttl=st.sampled_from([1, 600, 600, 600]))
        def lease(self, ttl: int) -> ExperimentLease | None:
            return self.taken(ttl)

        def taken(self, ttl: int) -> ExperimentLease | None:
            now = time.monotonic()
            answer = room.lease_experiment(queue.WORKER, ttl_seconds=ttl)
            self.look()
            if answer.lease is None or answer.experiment is None:
                assert ExperimentState.QUEUED not in self.states.values(), "an experiment waits and none was given"
                # None stands in the bundle like a lease: what Hypothesis draws must not hang on the clock.
                return None
            name, token = answer.lease.experiment_id, answer.lease.fencing_token
            assert name in self.states and answer.experiment.state is ExperimentState.RUNNING
            assert token == self.holder.get(name, 0) + 1, "a fencing token that does not grow"
            assert token <= self.most[name], "more attempts than the budget allows"
            self.holder[name] = token
            self.lapses[name] = now + ttl
            return answer.lease

        @rule()
        def wait_for_a_lapse(self) -> None:
            now = time.monotonic()
            soon = [end - now for end in self.lapses.values() if 0 < end - now < 2]
            if soon:
                time.sleep(min(soon) + 0.05)

        @rule(lease=leases)
        def heartbeat(self, lease: ExperimentLease | None) -> None:
            if lease is None:
                return
            holds = self.holds(lease)
            state = self.states[lease.experiment_id]
            try:
                answer = room.heartbeat_experiment(lease.experiment_id, fencing_token=lease.fencing_token)
            except Conflict as error:
                assert error.reason == "LEASE_LOST" and not holds
            else:
                assert holds or state is ExperimentState.CANCELLED
                assert answer.cancelled == (state is ExperimentState.CANCELLED)
                self.lapses[lease.experiment_id] = time.monotonic() + 1

        @rule(lease=leases)
        def complete(self, lease: ExperimentLease | None) -> None:
            if lease is None:
                return
            experiment = room.get_experiment(lease.experiment_id)
            result = documents.succeeded(
                experiment.request,
                lease.experiment_id,
                worker_id=queue.WORKER,
                attempt=lease.fencing_token,
                file_sha256=file_sha256,
                file_size=len(queue.FILE),
            )
            self.ends(lease, lambda: room.complete_experiment(result, fencing_token=lease.fencing_token))

        @rule(lease=leases, retryable=st.booleans())
        def fail(self, lease: ExperimentLease | None, retryable: bool) -> None:
            if lease is None:
                return
            experiment = room.get_experiment(lease.experiment_id)
            result = documents.failed(
                experiment.request,
                lease.experiment_id,
                worker_id=queue.WORKER,
                attempt=lease.fencing_token,
                retryable=retryable,
            )
            ended = self.ends(lease, lambda: room.fail_experiment(result, fencing_token=lease.fencing_token))
            if ended is not None:
                again = retryable and experiment.attempts < self.most[lease.experiment_id]
                assert ended.state is (ExperimentState.QUEUED if again else ExperimentState.FAILED)

        @rule(lease=leases)
        def cancel_a_run(self, lease: ExperimentLease | None) -> None:
            if lease is None:
                return
            self.cancelled(lease.experiment_id)

        @rule(name=experiments, kept=st.sampled_from([True, True, False]))
        def cancel(self, name: str, kept: bool) -> None:
            # A queue that is always emptied is never leased from, so what waits is mostly spared.
            if not kept or self.states[name] is not ExperimentState.QUEUED:
                self.cancelled(name)

        def cancelled(self, name: str) -> None:
            before = self.states[name]
            after = room.cancel_experiment(name)
            assert after.state is (before if before in ENDED else ExperimentState.CANCELLED)

        @rule(name=experiments)
        def watch(self, name: str) -> None:
            if self.states[name] not in ENDED:
                return
            events = list(room.watch_experiment(name))
            states = [event.state for event in events]
            assert states[0] is ExperimentState.QUEUED and states[-1] is self.states[name]
            assert all((one, two) in LEGAL for one, two in pairwise(states))
            for number, event in enumerate(events, start=1):
                assert list(room.watch_experiment(name, cursor=event.cursor)) == events[number:]

        @invariant()
        def look(self) -> None:
            for name, before in self.states.items():
                now = room.get_experiment(name)
                if now.state is not before:
                    seen[f"{before} to {now.state}"] += 1
                    assert before not in ENDED, f"{name} was {before} and is {now.state}"
                    assert (before, now.state) in LEGAL
                    if (before, now.state) == (ExperimentState.RUNNING, ExperimentState.QUEUED) and now.result is None:
                        assert time.monotonic() >= self.lapses[name] - 0.1, "a lease ended before its time"
                self.states[name] = now.state
                assert (now.state is ExperimentState.SUCCEEDED) <= (now.result is not None)

        def holds(self, lease: ExperimentLease) -> bool:
            newest = self.holder[lease.experiment_id] == lease.fencing_token
            return newest and self.states[lease.experiment_id] is ExperimentState.RUNNING

        def ends(self, lease: ExperimentLease, call: object) -> Experiment | None:
            holds = self.holds(lease)
            try:
                ended: Experiment = call()  # type: ignore[operator]  # a lambda that calls the server
            except Conflict as error:
                assert error.reason == "LEASE_LOST" and not holds
                return None
            assert holds, "who does not hold the lease ended the run"
            return ended

        def teardown(self) -> None:
            for name, state in self.states.items():
                if state not in ENDED:
                    room.cancel_experiment(name)

    return Queue


def test_any_schedule_keeps_every_law(client: Client, target: Target, market: Market) -> None:
    """Submits, leases, heartbeats, ends, cancels and lapses in any order."""
    queue.require_idle(client, target)
    stored = client.artifacts.put(queue.FILE)

    seen: Counter[str] = Counter()

    run_state_machine_as_test(machine(client, market, stored.sha256, seen), settings=examples(10, steps=20))

    needed = ("running to succeeded", "running to failed", "running to queued", "running to cancelled")
    assert all(seen[way] for way in needed), f"too little happened to prove anything: {seen}"
