"""What the experiments room needs of the outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aistock.experiments.v1.models import (
    ConfigKind,
    ExperimentKind,
    ExperimentState,
    StoredConfig,
    WatchExperimentResponse,
)
from aistock.library.v1.models import CatalogFactor, CatalogStrategy, FactorSource
from aistock_server.experiments.model import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExperimentEvent:
    """An event with its number in the experiment's own stream."""

    seq: int
    event: WatchExperimentResponse


class ExperimentStore(Protocol):
    """Keeps tickets and the events of each."""

    def next_ordinal(self) -> int:
        """Number of the next ticket; grows for ever."""
        ...

    def add(self, ticket: Ticket, event: WatchExperimentResponse) -> None:
        """Store a ticket with its first event."""
        ...

    def save(self, ticket: Ticket, event: WatchExperimentResponse | None) -> None:
        """Store a ticket as it stands now, with its event `last_seq` when one is given."""
        ...

    def get(self, experiment_id: str) -> Ticket | None:
        """The ticket of an experiment."""
        ...

    def next_queued(self) -> Ticket | None:
        """The most urgent queued ticket, the oldest among equals."""
        ...

    def expired(self, now: datetime) -> Sequence[Ticket]:
        """Running tickets whose lease has ended, oldest first."""
        ...

    def page(
        self, *, before: int | None, limit: int, state: ExperimentState | None, kind: ExperimentKind | None
    ) -> Sequence[Ticket]:
        """Tickets, newest first, older than `before`."""
        ...

    def events(self, experiment_id: str, after: int, limit: int) -> Sequence[StoredExperimentEvent]:
        """Events after a number, in order."""
        ...


class ConfigStore(Protocol):
    """Keeps immutable versions of configurations."""

    def add(self, config: StoredConfig) -> None:
        """Store a version."""
        ...

    def get(self, config_hash: str) -> StoredConfig | None:
        """The version of that content."""
        ...

    def last_revision(self, kind: ConfigKind, name: str) -> int:
        """Newest revision under a name; 0 when there is none."""
        ...

    def newest(self, *, after: tuple[str, str] | None, limit: int, kind: ConfigKind | None) -> Sequence[StoredConfig]:
        """The newest version of each history, in order of (kind, name), after such a pair."""
        ...

    def history(self, kind: ConfigKind, name: str, *, before: int | None, limit: int) -> Sequence[StoredConfig]:
        """Versions under a name, newest first, older than revision `before`."""
        ...


class KnownSnapshots(Protocol):
    """The market room, as far as the queue looks at it."""

    def has_snapshot(self, snapshot_id: str) -> bool:
        """The snapshot can be exported and traded on."""
        ...


class StoredFiles(Protocol):
    """The vault, as far as the queue looks at it."""

    def size_of(self, sha256: str) -> int | None:
        """Size of a stored file; None when it is not stored."""
        ...


class KnownStrategies(Protocol):
    """The library, as far as the queue looks at it."""

    def find_strategy(self, strategy_id: str) -> CatalogStrategy | None:
        """A strategy of the library."""
        ...

    def find_factor(self, name: str, source: FactorSource) -> CatalogFactor | None:
        """A factor of the library."""
        ...
