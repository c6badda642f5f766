"""What long jobs need of the outside."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from aistock.system.v1.models import Operation, OperationState


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A job as it stood after its `seq`-th change."""

    seq: int
    operation: Operation


class OperationStore(Protocol):
    """Keeps jobs and each of their changes."""

    def add(self, operation: Operation) -> None:
        """Store a job as its first event."""
        ...

    def change(self, operation: Operation) -> None:
        """Store a job's next event."""
        ...

    def get(self, operation_id: str) -> Operation | None:
        """The job as it stands."""
        ...

    def last_seq(self, operation_id: str) -> int:
        """Number of the job's last event; 0 when there is no such job."""
        ...

    def events(self, operation_id: str, after: int, limit: int) -> Sequence[StoredEvent]:
        """Events after a number, in order."""
        ...

    def page(self, *, before: int | None, limit: int, state: OperationState | None) -> Sequence[tuple[int, Operation]]:
        """Jobs with their ordinals, newest first, older than `before`."""
        ...

    def unfinished(self) -> Sequence[Operation]:
        """Jobs that are pending or running."""
        ...


class UnitOfWork(Protocol):
    """Transactions a running job writes its progress in."""

    def unit(self) -> AbstractContextManager[None]:
        """One transaction that writes."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """One view that reads."""
        ...

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call back once this unit has committed."""
        ...


class JobThreads(Protocol):
    """Runs jobs beside the calls."""

    def submit(self, work: Callable[[], None]) -> object:
        """Run the work soon, on another thread."""
        ...
