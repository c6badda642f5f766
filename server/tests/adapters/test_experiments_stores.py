"""One suite for the queue's and configurations' stores, over memory, SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from aistock.experiments.v1.models import (
    ConfigDocument,
    ConfigKind,
    Experiment,
    ExperimentKind,
    ExperimentState,
    StoredConfig,
)
from aistock_conformance import documents
from aistock_server.adapters.memory.experiments_store import MemoryConfigStore, MemoryExperimentStore
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.experiments_store import SqlConfigStore, SqlExperimentStore
from aistock_server.experiments import ConfigStore, ExperimentStore, Ticket
from aistock_server.experiments.record import event_of

NOW = datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


@dataclass(frozen=True)
class Stores:
    experiments: ExperimentStore
    configs: ConfigStore


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Stores]:
    if request.param == "memory":
        yield Stores(MemoryExperimentStore(), MemoryConfigStore())
        return
    with ExitStack() as stack:
        database = Database(database_url(request.param))
        stack.callback(database.close)
        database.migrate()
        stack.enter_context(database.unit())
        yield Stores(SqlExperimentStore(database), SqlConfigStore(database))


def ticket(store: ExperimentStore, *, priority: int = 0, state: ExperimentState = ExperimentState.QUEUED) -> Ticket:
    ordinal = store.next_ordinal()
    experiment = Experiment(
        experiment_id=f"exp-{ordinal}",
        request=documents.experiment_request(priority=priority, request_id=f"{ordinal:08d}-0000-0000-0000-000000000000"),
        state=ExperimentState.QUEUED,
        attempts=0,
        submitted_at_utc=NOW,
        updated_at_utc=NOW,
    )
    made = Ticket(experiment=experiment, ordinal=ordinal, last_seq=1)
    store.add(made, event_of(made))
    if state is not ExperimentState.QUEUED:
        made = replace(made.moved(state, NOW), last_seq=2)
        store.save(made, event_of(made))
    return made


def test_what_was_stored_comes_back(stores: Stores) -> None:
    made = ticket(stores.experiments, state=ExperimentState.CANCELLED)

    assert stores.experiments.get(made.experiment.experiment_id) == made
    assert stores.experiments.get("exp-none") is None
    assert [item.event.state for item in stores.experiments.events("exp-1", 0, 10)] == ["queued", "cancelled"]
    assert [item.seq for item in stores.experiments.events("exp-1", 1, 10)] == [2]
    assert stores.experiments.events("exp-1", 0, 1)[0].seq == 1


def test_urgency_then_age_decides(stores: Stores) -> None:
    for priority in (0, 5, -1, 5):
        ticket(stores.experiments, priority=priority)
    ticket(stores.experiments, priority=9, state=ExperimentState.CANCELLED)
    found = stores.experiments.next_queued()

    assert found is not None
    assert found.experiment.experiment_id == "exp-2"


def test_leases_expire_at_their_instant(stores: Stores) -> None:
    running = replace(ticket(stores.experiments, state=ExperimentState.RUNNING), lease_expires_at=NOW, fencing_token=1)
    stores.experiments.save(running, None)
    moment = timedelta(microseconds=1)

    assert list(stores.experiments.expired(NOW)) == []
    assert [item.lease_expires_at for item in stores.experiments.expired(NOW + moment)] == [NOW]


def test_pages_are_newest_first_and_filtered(stores: Stores) -> None:
    for number in range(5):
        ticket(stores.experiments, state=ExperimentState.CANCELLED if number % 2 else ExperimentState.QUEUED)
    pages = stores.experiments.page

    def ordinals(before: int | None, limit: int, state: ExperimentState | None, kind: ExperimentKind | None) -> list[int]:
        return [item.ordinal for item in pages(before=before, limit=limit, state=state, kind=kind)]

    assert ordinals(None, 2, None, None) == [5, 4]
    assert ordinals(4, 9, None, None) == [3, 2, 1]
    assert ordinals(None, 9, ExperimentState.CANCELLED, None) == [4, 2]
    assert ordinals(None, 9, None, ExperimentKind.AB_TEST) == []


def config(name: str, revision: int) -> StoredConfig:
    return StoredConfig(
        config_hash=f"{revision:02d}{name}".encode().hex().ljust(64, "0"),
        kind=ConfigKind.STRATEGY,
        name=name,
        revision=revision,
        stored_at_utc=NOW,
        document=ConfigDocument(strategy=documents.experiment_request().strategy),
    )


def test_configurations_have_histories(stores: Stores) -> None:
    for name, revision in (("b", 1), ("a", 1), ("b", 2), ("c", 1)):
        stores.configs.add(config(name, revision))
    newest = stores.configs.newest(after=None, limit=9, kind=None)
    after = stores.configs.newest(after=("strategy", "a"), limit=1, kind=ConfigKind.STRATEGY)

    assert [(item.name, item.revision) for item in newest] == [("a", 1), ("b", 2), ("c", 1)]
    assert [item.name for item in after] == ["b"]
    assert stores.configs.newest(after=None, limit=9, kind=ConfigKind.FACTOR_SET) == []
    assert [item.revision for item in stores.configs.history(ConfigKind.STRATEGY, "b", before=None, limit=9)] == [2, 1]
    assert [item.revision for item in stores.configs.history(ConfigKind.STRATEGY, "b", before=2, limit=9)] == [1]
    assert stores.configs.last_revision(ConfigKind.STRATEGY, "b") == 2
    assert stores.configs.last_revision(ConfigKind.TRAIN_TEST, "b") == 0
    assert stores.configs.get(newest[0].config_hash) == newest[0]
    assert stores.configs.get("0" * 64) is None
