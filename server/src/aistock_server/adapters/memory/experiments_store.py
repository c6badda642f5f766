"""The queue of experiments and stored configurations without a database."""

from collections.abc import Sequence
from datetime import datetime

from aistock.experiments.v1.models import (
    ConfigKind,
    ExperimentKind,
    ExperimentState,
    StoredConfig,
    WatchExperimentResponse,
)
from aistock_server.experiments import StoredExperimentEvent, Ticket


class MemoryExperimentStore:
    """Tickets and events in dictionaries."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._events: dict[str, list[StoredExperimentEvent]] = {}

    def next_ordinal(self) -> int:
        """Number of the next ticket."""
        return len(self._tickets) + 1

    def add(self, ticket: Ticket, event: WatchExperimentResponse) -> None:
        """Store a ticket with its first event."""
        name = ticket.experiment.experiment_id
        self._tickets[name] = ticket
        self._events[name] = [StoredExperimentEvent(seq=ticket.last_seq, event=event)]

    def save(self, ticket: Ticket, event: WatchExperimentResponse | None) -> None:
        """Store a ticket as it stands."""
        name = ticket.experiment.experiment_id
        self._tickets[name] = ticket
        if event is not None:
            self._events[name].append(StoredExperimentEvent(seq=ticket.last_seq, event=event))

    def get(self, experiment_id: str) -> Ticket | None:
        """The ticket of an experiment."""
        return self._tickets.get(experiment_id)

    def next_queued(self) -> Ticket | None:
        """The most urgent queued ticket."""
        queued = [t for t in self._tickets.values() if t.experiment.state is ExperimentState.QUEUED]
        return min(queued, key=lambda t: (-(t.experiment.request.priority or 0), t.ordinal), default=None)

    def expired(self, now: datetime) -> Sequence[Ticket]:
        """Running tickets whose lease has ended."""
        return [
            t
            for t in sorted(self._tickets.values(), key=lambda t: t.ordinal)
            if t.experiment.state is ExperimentState.RUNNING and t.lease_expires_at is not None and t.lease_expires_at < now
        ]

    def page(
        self, *, before: int | None, limit: int, state: ExperimentState | None, kind: ExperimentKind | None
    ) -> Sequence[Ticket]:
        """Tickets, newest first."""
        found = [
            t
            for t in sorted(self._tickets.values(), key=lambda t: -t.ordinal)
            if (before is None or t.ordinal < before)
            and (state is None or t.experiment.state is state)
            and (kind is None or t.experiment.request.kind is kind)
        ]
        return found[:limit]

    def events(self, experiment_id: str, after: int, limit: int) -> Sequence[StoredExperimentEvent]:
        """Events after a number."""
        return [item for item in self._events.get(experiment_id, []) if item.seq > after][:limit]


class MemoryConfigStore:
    """Versions in a dictionary."""

    def __init__(self) -> None:
        self._configs: dict[str, StoredConfig] = {}

    def add(self, config: StoredConfig) -> None:
        """Store a version."""
        self._configs[config.config_hash] = config

    def get(self, config_hash: str) -> StoredConfig | None:
        """The version of that content."""
        return self._configs.get(config_hash)

    def last_revision(self, kind: ConfigKind, name: str) -> int:
        """Newest revision under a name."""
        return max((c.revision for c in self._configs.values() if c.kind is kind and c.name == name), default=0)

    def newest(self, *, after: tuple[str, str] | None, limit: int, kind: ConfigKind | None) -> Sequence[StoredConfig]:
        """The newest version of each history."""
        last: dict[tuple[str, str], StoredConfig] = {}
        for config in sorted(self._configs.values(), key=lambda c: c.revision):
            if kind is None or config.kind is kind:
                last[config.kind.value, config.name] = config
        return [last[key] for key in sorted(last) if after is None or key > after][:limit]

    def history(self, kind: ConfigKind, name: str, *, before: int | None, limit: int) -> Sequence[StoredConfig]:
        """Versions under a name, newest first."""
        found = [c for c in self._configs.values() if c.kind is kind and c.name == name and (before is None or c.revision < before)]
        return sorted(found, key=lambda c: -c.revision)[:limit]
