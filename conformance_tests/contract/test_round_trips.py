"""Every document that a server stores comes back value for value, whatever legal values it holds."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.execution.v1.models import RiskPolicy
from aistock_conformance import accounts, documents, queue, rows
from aistock_conformance.documents import HEAD
from aistock_conformance.examples import examples
from aistock_conformance.markets import Market
from aistock_conformance.strategies import edited
from aistock_conformance.target import fresh_id, fresh_name
from aistock_conformance.wire import model_of, pb_of

BASE = documents.experiment_request()
IDS = frozenset({"request_id", "snapshot_id", "version"})
POLICY = RiskPolicy.model_validate({**HEAD, "blacklist": ["600000.SH"], "max_positions": 9, "max_turnover": 0.5})
# What a row is known by, and what follows from other fields.
KEYS = frozenset(
    {
        "name", "source", "strategy_id", "task_run_id", "loop_id", "workspace_id", "model_id", "feature_hash", "config_hash",
        "step_name", "scenario", "action", "factor_set_hash",
    }
)  # fmt: skip


def variants(document: Any, keep: frozenset[str] = IDS) -> st.SearchStrategy[Any]:
    """The document with legal changes."""
    return edited(pb_of(document), keep=keep).map(model_of)


@given(document=variants(BASE.strategy) | variants(BASE.factor_set) | variants(BASE.train_test))
@examples(20)
def test_configurations(client: Client, document: Any) -> None:
    """StrategyConfig, FactorSetConfig, TrainTestConfig: what was stored first under a content is what comes back."""
    stored = client.configs.put_config(document)

    found = client.configs.get_config(stored.config_hash)

    assert found == stored
    kept = found.document.strategy or found.document.factor_set or found.document.train_test
    labels = {"name", "description", "generated_at_utc", "source", "tags"}
    assert kept is not None
    assert kept.model_dump(exclude=labels) == document.model_dump(exclude=labels)


@given(request=variants(BASE, IDS | {"priority"}))
@examples(12)
def test_experiment_requests(client: Client, market: Market, request: Any) -> None:
    """ExperimentRequest: the queue keeps what was asked."""
    train_test = request.train_test.model_copy(update={"snapshot_id": market.snapshot_id})
    asked = request.model_copy(update={"request_id": fresh_id(), "train_test": train_test})

    with queue.submitted(client, asked) as experiment:
        assert client.experiments.get_experiment(experiment.experiment_id).request == asked


@given(policy=variants(POLICY))
@examples(10)
def test_risk_policies(client: Client, market: Market, policy: Any) -> None:
    """RiskPolicy: the account has the policy that was set, under one hash."""
    account = accounts.opened(client, market)

    stored = client.risk.set_policy(account, policy=policy)

    assert stored.policy == policy
    assert client.risk.get_policy(account).policy == policy


@given(document=variants(rows.feedback("inst"), IDS | {"strategy_instance_id", "feedback_id"}))
@examples(10)
def test_feedback(client: Client, document: Any) -> None:
    """LiveFeedback: published under the id of its content, found as it was published."""
    made = rows.named(document.model_copy(update={"strategy_instance_id": fresh_name("inst")}))

    published = client.feedback.publish_feedback(made)

    assert published.created and published.feedback_id == made.feedback_id
    assert client.feedback.get_feedback(made.feedback_id) == made
    assert list(client.feedback.list_feedback(strategy_instance_id=made.strategy_instance_id)) == [made]


@pytest.mark.parametrize("kind", ["factor", "strategy", "loop", "model"])
@given(data=st.data())
@examples(8)
def test_catalog_rows(client: Client, kind: str, data: st.DataObject) -> None:
    """FactorCatalog, StrategyCatalog, LoopCatalog, ModelCatalog: a row is an asset, kept as it came."""
    prefix = fresh_name()
    row: Any = data.draw(variants(getattr(rows, kind)("x", 1), KEYS))
    for name, value in getattr(rows, kind)(prefix, 1):
        if name in KEYS:
            row = row.model_copy(update={name: value})
    assume(_agrees(row, kind))
    catalog = rows.catalogs(prefix, 0)[_PLURAL[kind]].model_copy(update={_PLURAL[kind]: [row]})

    client.library.import_catalogs("upsert", **{_PLURAL[kind]: catalog})

    assert _found(client, kind, row) == row


def test_pass_through_json_survives(client: Client) -> None:
    """210 stays 210, 2^53+1 stays itself, and nothing is dropped, reordered into floats or made text."""
    prefix = fresh_name()
    blocks = {**rows.BIG, "deep": {"a": {"b": [1, 1.0, "1", None, True, 10**30, 1e-300]}}, "": "empty key"}
    row = rows.strategy(prefix, 1, model_config=blocks)
    catalog = rows.catalogs(prefix, 0)["strategies"].model_copy(update={"strategies": [row]})
    client.library.import_catalogs("upsert", strategies=catalog)

    found = client.library.get_strategy(row.strategy_id).strategy.model_config_

    assert json.dumps(found, sort_keys=True) == json.dumps(blocks, sort_keys=True)


def test_experiment_results(client: Client, market: Market, request: pytest.FixtureRequest) -> None:
    """ExperimentResult: the result that a worker hands in is the result that is read."""
    queue.require_idle(client, request.getfixturevalue("target"))
    for number in range(3):
        made, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
        stored = client.artifacts.put(queue.FILE)
        result = documents.succeeded(
            made.request, made.experiment_id, worker_id=queue.WORKER, attempt=1, file_sha256=stored.sha256, file_size=stored.size
        )
        result = result.model_copy(update={"features": [f"F{n}" for n in range(number)], "package_versions": {"numpy": "2.0"}})

        client.experiments.complete_experiment(result, fencing_token=lease.fencing_token)

        assert client.experiments.get_experiment(made.experiment_id).result == result


_PLURAL = {"factor": "factors", "strategy": "strategies", "loop": "loops", "model": "models"}


def _agrees(row: Any, kind: str) -> bool:
    """Whether the row's derived fields still follow from the others."""
    from aistock.validation import violations

    return not violations(row)


def _found(client: Client, kind: str, row: Any) -> Any:
    if kind == "factor":
        return client.library.get_factor(row.name, source=row.source).factor.factor
    if kind == "strategy":
        return client.library.get_strategy(row.strategy_id).strategy
    if kind == "loop":
        return client.library.get_loop(row.task_run_id, loop_id=row.loop_id, workspace_id=row.workspace_id).loop
    return client.library.get_model(row.model_id).model
