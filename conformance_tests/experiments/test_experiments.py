"""Experiments one at a time: what a lease gives, what an end needs, and configurations as immutable versions."""

import time

import pytest

from aistock.client import Client
from aistock.errors import Conflict, InvalidArgument, NotFound, Refused
from aistock.experiments import config_hash
from aistock.experiments.v1.models import Progress, RunStage
from aistock_conformance import documents, queue, rows
from aistock_conformance.markets import Market
from aistock_conformance.target import Target, fresh_id, fresh_name

COSTS = {"deal_price": "close", "open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5, "limit_threshold": 0.095}


@pytest.fixture(autouse=True)
def idle(client: Client, target: Target) -> None:
    """These cases take work."""
    queue.require_idle(client, target)


def test_a_run_from_submit_to_success(client: Client, market: Market) -> None:
    """Queued, leased with its request, progress shown, completed with its result, and watched to the end."""
    request = documents.experiment_request(snapshot_id=market.snapshot_id, priority=3)
    experiment, lease = queue.leased(client, request)
    client.experiments.heartbeat_experiment(
        lease.experiment_id, fencing_token=lease.fencing_token, progress=Progress(stage=RunStage.TRAIN, fraction=0.5)
    )
    running = client.experiments.get_experiment(lease.experiment_id)

    ended = queue.completed(client, experiment, lease)

    assert experiment.request == request
    assert running.progress is not None and running.progress.fraction == 0.5
    assert ended.state == "succeeded" and ended.result is not None and ended.progress is None
    assert client.experiments.get_experiment(lease.experiment_id) == ended
    events = list(client.experiments.watch_experiment(lease.experiment_id))
    assert events[0].state == "queued" and events[-1].state == "succeeded"
    assert any(event.progress is not None for event in events)


def test_the_urgent_one_goes_first(client: Client, market: Market) -> None:
    """By priority, then by age."""
    asked = [
        client.experiments.submit_experiment(documents.experiment_request(snapshot_id=market.snapshot_id, priority=priority))
        for priority in (0, 5, 5, -5)
    ]

    got = [client.experiments.lease_experiment(queue.WORKER).lease for _ in asked]

    assert [lease.experiment_id for lease in got if lease] == [asked[n].experiment_id for n in (1, 2, 0, 3)]
    for experiment in asked:
        client.experiments.cancel_experiment(experiment.experiment_id)


def test_a_dead_worker_loses_nothing(client: Client, market: Market) -> None:
    """The lease lapses, another worker gets the run, and the first one's end is refused."""
    experiment, first = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id), ttl_seconds=1)
    time.sleep(1.2)

    second = client.experiments.lease_experiment("another-worker").lease

    assert second is not None and second.experiment_id == first.experiment_id
    assert second.fencing_token > first.fencing_token
    with pytest.raises(Conflict) as caught:
        queue.completed(client, experiment, first)
    assert caught.value.reason == "LEASE_LOST"
    client.experiments.cancel_experiment(first.experiment_id)


def test_a_cancelled_run_is_told(client: Client, market: Market) -> None:
    """The next heartbeat says so, and the end is not taken."""
    experiment, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    client.experiments.cancel_experiment(lease.experiment_id)

    answer = client.experiments.heartbeat_experiment(lease.experiment_id, fencing_token=lease.fencing_token)

    assert answer.cancelled
    with pytest.raises(Conflict):
        queue.completed(client, experiment, lease)


def test_a_result_names_only_stored_files(client: Client, market: Market) -> None:
    """A file that is not in the vault, or has another size, refuses the whole end; the lease stays."""
    experiment, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    stored = client.artifacts.put(queue.FILE)
    for sha256, size in (("9" * 64, 5), (stored.sha256, stored.size + 1)):
        result = documents.succeeded(
            experiment.request, lease.experiment_id, worker_id=queue.WORKER, attempt=1, file_sha256=sha256, file_size=size
        )
        with pytest.raises(Refused) as caught:
            client.experiments.complete_experiment(result, fencing_token=lease.fencing_token)
        assert caught.value.reason == "ARTIFACT_MISSING"

    assert queue.completed(client, experiment, lease).state == "succeeded"


def test_a_result_of_another_run_is_refused(client: Client, market: Market) -> None:
    """Request id, attempt and worker must be those of the lease."""
    experiment, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    other = documents.experiment_request(snapshot_id=market.snapshot_id)
    result = documents.failed(other, lease.experiment_id, worker_id="somebody", attempt=1, retryable=False)

    with pytest.raises(InvalidArgument) as caught:
        client.experiments.fail_experiment(result, fencing_token=lease.fencing_token)

    assert {violation.path for violation in caught.value.violations} == {"result.request_id", "result.worker_id"}
    client.experiments.cancel_experiment(lease.experiment_id)
    assert experiment.attempts == 1


def test_an_unknown_snapshot_is_refused(client: Client) -> None:
    """Nothing is queued that could not run."""
    with pytest.raises(Refused) as caught:
        client.experiments.submit_experiment(documents.experiment_request(snapshot_id="9" * 64))
    assert caught.value.reason == "SNAPSHOT_UNKNOWN"


def test_configurations_are_versions_by_content(client: Client) -> None:
    """Equal content is one version whatever its labels; a change is the next revision; the history keeps both."""
    name = fresh_name("config")
    first = documents.strategy_config(name)
    changed = first.model_copy(update={"benchmark": "000905.SH"})

    one, again, two = (client.configs.put_config(document) for document in (first, first, changed))

    assert one == again and one.config_hash == config_hash(first)
    assert (one.revision, two.revision) == (1, 2)
    history = list(client.configs.list_config_history("strategy", name=name))
    assert [row.config_hash for row in history] == [two.config_hash, one.config_hash]
    assert client.configs.get_config(one.config_hash) == one
    assert two in list(client.configs.list_configs(kind="strategy", page_size=1000))


def test_an_unknown_configuration_is_not_found(client: Client) -> None:
    """By hash and by name."""
    with pytest.raises(NotFound):
        client.configs.get_config("9" * 64)
    with pytest.raises(NotFound):
        list(client.configs.list_config_history("strategy", name=fresh_name()))


def test_a_draft_from_the_library_can_be_submitted(client: Client, market: Market) -> None:
    """A strategy whose blocks say enough becomes a request; one whose blocks do not is refused by name."""
    prefix = fresh_name()
    blocks = {
        "model_config": {"class": "LGBModel", "module_path": "qlib.contrib.model.gbdt", "kwargs": {"num_leaves": 210}},
        "dataset_config": {
            "class": "DatasetH",
            "kwargs": {
                "handler": {"class": "Alpha158", "kwargs": {"instruments": "all"}},
                "segments": {
                    "train": ["2024-01-02", "2024-01-31"],
                    "valid": ["2024-02-05", "2024-02-16"],
                    "test": ["2024-02-21", "2024-03-20"],
                },
            },
        },
        "portfolio_config": {"class": "TopkDropoutStrategy", "kwargs": {"topk": 3, "n_drop": 1}},
        "backtest_config": {"benchmark": "000300.SH", "exchange_kwargs": COSTS},
    }
    good, bad = rows.strategy(prefix, 1, **blocks), rows.strategy(prefix, 2, model_config=None)
    catalog = rows.catalogs(prefix, 0)["strategies"].model_copy(update={"strategies": [good, bad]})
    client.library.import_catalogs("upsert", strategies=catalog)

    with pytest.raises(Refused) as caught:
        client.experiments.draft_from_strategy(bad.strategy_id, snapshot_id=market.snapshot_id)
    draft = client.experiments.draft_from_strategy(good.strategy_id, snapshot_id=market.snapshot_id)

    assert caught.value.reason == "STRATEGY_NOT_DRAFTABLE"
    assert draft.train_test.snapshot_id == market.snapshot_id
    with queue.submitted(client, draft.model_copy(update={"request_id": fresh_id()})) as experiment:
        assert experiment.state == "queued"
