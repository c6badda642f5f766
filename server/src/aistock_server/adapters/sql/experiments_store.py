"""The queue of experiments and stored configurations as rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.experiments.v1.models import (
    ConfigKind,
    Experiment,
    ExperimentKind,
    ExperimentState,
    StoredConfig,
    WatchExperimentResponse,
)
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.experiments_tables import experiment, experiment_event, stored_config
from aistock_server.experiments import StoredExperimentEvent, Ticket

#: Fixed width, so that instants compare as text.
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).strftime(_INSTANT)


def _ticket(row: Any) -> Ticket:
    expires = row.lease_expires_at_utc
    return Ticket(
        experiment=Experiment.model_validate_json(row.document),
        ordinal=row.ordinal,
        last_seq=row.last_seq,
        fencing_token=row.fencing_token,
        lease_expires_at=None if expires is None else datetime.strptime(expires, _INSTANT).replace(tzinfo=UTC),
    )


def _row(ticket: Ticket) -> dict[str, Any]:
    request = ticket.experiment.request
    return {
        "ordinal": ticket.ordinal,
        "state": ticket.experiment.state.value,
        "kind": request.kind.value,
        "priority": request.priority or 0,
        "last_seq": ticket.last_seq,
        "fencing_token": ticket.fencing_token,
        "lease_expires_at_utc": _instant(ticket.lease_expires_at),
        "document": canonical_json(ticket.experiment).decode(),
    }


class SqlExperimentStore:
    """The port over the tables experiment and experiment_event."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_ordinal(self) -> int:
        """Number of the next ticket."""
        last = sa.select(sa.func.coalesce(sa.func.max(experiment.c.ordinal), 0))
        return int(self._database.connection().execute(last).scalar_one()) + 1

    def add(self, ticket: Ticket, event: WatchExperimentResponse) -> None:
        """Store a ticket with its first event."""
        name = ticket.experiment.experiment_id
        self._database.connection().execute(experiment.insert().values(experiment_id=name, **_row(ticket)))
        self._add_event(ticket, event)

    def save(self, ticket: Ticket, event: WatchExperimentResponse | None) -> None:
        """Store a ticket as it stands."""
        name = ticket.experiment.experiment_id
        update = experiment.update().where(experiment.c.experiment_id == name).values(**_row(ticket))
        self._database.connection().execute(update)
        if event is not None:
            self._add_event(ticket, event)

    def get(self, experiment_id: str) -> Ticket | None:
        """The ticket of an experiment."""
        return self._one(sa.select(experiment).where(experiment.c.experiment_id == experiment_id))

    def next_queued(self) -> Ticket | None:
        """The most urgent queued ticket."""
        return self._one(
            sa.select(experiment)
            .where(experiment.c.state == ExperimentState.QUEUED.value)
            .order_by(experiment.c.priority.desc(), experiment.c.ordinal)
            .limit(1)
        )

    def expired(self, now: datetime) -> Sequence[Ticket]:
        """Running tickets whose lease has ended."""
        query = (
            sa.select(experiment)
            .where(experiment.c.state == ExperimentState.RUNNING.value, experiment.c.lease_expires_at_utc < _instant(now))
            .order_by(experiment.c.ordinal)
        )
        return [_ticket(row) for row in self._database.connection().execute(query)]

    def page(
        self, *, before: int | None, limit: int, state: ExperimentState | None, kind: ExperimentKind | None
    ) -> Sequence[Ticket]:
        """Tickets, newest first."""
        query = sa.select(experiment).order_by(experiment.c.ordinal.desc()).limit(limit)
        if before is not None:
            query = query.where(experiment.c.ordinal < before)
        if state is not None:
            query = query.where(experiment.c.state == state.value)
        if kind is not None:
            query = query.where(experiment.c.kind == kind.value)
        return [_ticket(row) for row in self._database.connection().execute(query)]

    def events(self, experiment_id: str, after: int, limit: int) -> Sequence[StoredExperimentEvent]:
        """Events after a number."""
        query = (
            sa.select(experiment_event.c.seq, experiment_event.c.document)
            .where(experiment_event.c.experiment_id == experiment_id, experiment_event.c.seq > after)
            .order_by(experiment_event.c.seq)
            .limit(limit)
        )
        rows = self._database.connection().execute(query)
        return [StoredExperimentEvent(seq=row.seq, event=WatchExperimentResponse.model_validate_json(row.document)) for row in rows]

    def _add_event(self, ticket: Ticket, event: WatchExperimentResponse) -> None:
        self._database.connection().execute(
            experiment_event.insert().values(
                experiment_id=ticket.experiment.experiment_id, seq=ticket.last_seq, document=canonical_json(event).decode()
            )
        )

    def _one(self, query: sa.Select[Any]) -> Ticket | None:
        row = self._database.connection().execute(query).one_or_none()
        return None if row is None else _ticket(row)


class SqlConfigStore:
    """The port over the table stored_config."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, config: StoredConfig) -> None:
        """Store a version."""
        self._database.connection().execute(
            stored_config.insert().values(
                config_hash=config.config_hash,
                kind=config.kind.value,
                name=config.name,
                revision=config.revision,
                document=canonical_json(config).decode(),
            )
        )

    def get(self, config_hash: str) -> StoredConfig | None:
        """The version of that content."""
        found = self._configs(sa.select(stored_config.c.document).where(stored_config.c.config_hash == config_hash))
        return found[0] if found else None

    def last_revision(self, kind: ConfigKind, name: str) -> int:
        """Newest revision under a name."""
        query = sa.select(sa.func.coalesce(sa.func.max(stored_config.c.revision), 0)).where(
            stored_config.c.kind == kind.value, stored_config.c.name == name
        )
        return int(self._database.connection().execute(query).scalar_one())

    def newest(self, *, after: tuple[str, str] | None, limit: int, kind: ConfigKind | None) -> Sequence[StoredConfig]:
        """The newest version of each history, in order of (kind, name)."""
        later = stored_config.alias()
        superseded = (
            sa.exists()
            .where(later.c.kind == stored_config.c.kind, later.c.name == stored_config.c.name)
            .where(later.c.revision > stored_config.c.revision)
        )
        query = sa.select(stored_config.c.document).where(~superseded)
        if after is not None:
            query = query.where(sa.tuple_(stored_config.c.kind, stored_config.c.name) > sa.tuple_(*map(sa.literal, after)))
        if kind is not None:
            query = query.where(stored_config.c.kind == kind.value)
        return self._configs(query.order_by(stored_config.c.kind, stored_config.c.name).limit(limit))

    def history(self, kind: ConfigKind, name: str, *, before: int | None, limit: int) -> Sequence[StoredConfig]:
        """Versions under a name, newest first."""
        query = sa.select(stored_config.c.document).where(stored_config.c.kind == kind.value, stored_config.c.name == name)
        if before is not None:
            query = query.where(stored_config.c.revision < before)
        return self._configs(query.order_by(stored_config.c.revision.desc()).limit(limit))

    def _configs(self, query: sa.Select[Any]) -> list[StoredConfig]:
        rows = self._database.connection().execute(query).scalars()
        return [StoredConfig.model_validate_json(text) for text in rows]
