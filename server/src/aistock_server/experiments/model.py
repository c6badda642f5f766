"""What the queue knows of an experiment beyond what it tells, and which changes of state are legal."""

from dataclasses import dataclass, replace
from datetime import datetime

from aistock.experiments.v1.models import Experiment, ExperimentState

#: From each state, the states that may follow; a state that may follow itself is one that reports progress.
TRANSITIONS: dict[ExperimentState, frozenset[ExperimentState]] = {
    ExperimentState.QUEUED: frozenset({ExperimentState.RUNNING, ExperimentState.CANCELLED}),
    ExperimentState.RUNNING: frozenset(
        {
            ExperimentState.RUNNING,
            ExperimentState.QUEUED,
            ExperimentState.SUCCEEDED,
            ExperimentState.FAILED,
            ExperimentState.CANCELLED,
        }
    ),
    ExperimentState.SUCCEEDED: frozenset(),
    ExperimentState.FAILED: frozenset(),
    ExperimentState.CANCELLED: frozenset(),
}

ENDED = frozenset(state for state, following in TRANSITIONS.items() if not following)

DEFAULT_ATTEMPTS = 3


class IllegalTransition(AssertionError):
    """The room tried a change of state that the table does not hold: a fault of the server, never of a caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """An experiment in the queue with its place and its lease."""

    experiment: Experiment
    ordinal: int
    last_seq: int
    fencing_token: int = 0
    lease_expires_at: datetime | None = None

    @property
    def most_attempts(self) -> int:
        """Attempts the request allows."""
        return self.experiment.request.budget.max_attempts or DEFAULT_ATTEMPTS

    def moved(self, state: ExperimentState, at: datetime, **fields: object) -> "Ticket":
        """The ticket in another state; raises IllegalTransition when the table has no such step."""
        if state not in TRANSITIONS[self.experiment.state]:
            raise IllegalTransition(f"{self.experiment.experiment_id}: {self.experiment.state} -> {state}")
        changed = self.experiment.model_copy(update={"state": state, "updated_at_utc": at, **fields})
        return replace(self, experiment=changed)
