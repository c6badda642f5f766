"""What the feedback room needs of the outside."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from aistock.execution.v1.models import AccountEvent, StrategyInstance
from aistock.experiments.v1.models import Experiment
from aistock.feedback.v1.models import LiveFeedback
from aistock_server.market.model import DayBar


class AccountJournals(Protocol):
    """The execution room's journals."""

    def journal(self, account_id: str) -> Sequence[AccountEvent]:
        """Every event of an account, in order."""
        ...


class Instances(Protocol):
    """The execution room's strategy instances."""

    def find_instance(self, instance_id: str) -> StrategyInstance | None:
        """An instance by id."""
        ...


class KnownExperiments(Protocol):
    """The experiments room, as far as feedback looks at it."""

    def find_experiment(self, experiment_id: str) -> Experiment | None:
        """An experiment by id."""
        ...


class Bars(Protocol):
    """The market room's bars."""

    def day(self, snapshot_id: str, on: date) -> Mapping[str, DayBar]:
        """Bars of one day by instrument; an absent one did not trade."""
        ...

    def is_index(self, snapshot_id: str, instrument: str) -> bool:
        """The instrument is an index, which nobody can trade."""
        ...


class FeedbackStore(Protocol):
    """Keeps feedback in the order it came."""

    def add(self, feedback: LiveFeedback) -> int:
        """Store a feedback; its number in the stream."""
        ...

    def get(self, feedback_id: str) -> LiveFeedback | None:
        """A feedback by id."""
        ...

    def last_seq(self) -> int:
        """Number of the newest; 0 when there is none."""
        ...

    def after(
        self, seq: int, *, limit: int, instance_id: str | None = None, experiment_id: str | None = None
    ) -> Sequence[tuple[int, LiveFeedback]]:
        """Feedback with numbers, in order, after a number."""
        ...
