"""One request for every call that changes something, and another body under the same id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.client import Client
from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS
from aistock.execution.v1 import models as execution
from aistock.experiments.v1 import models as experiments
from aistock.feedback.v1 import models as feedback
from aistock.library.v1 import models as library
from aistock.market.v1 import models as market_models
from aistock.system.v1 import models as system
from aistock_conformance import accounts, archives, documents, queue, rows, sources
from aistock_conformance.documents import HEAD
from aistock_conformance.markets import Market
from aistock_conformance.target import fresh_id, fresh_name

Pair = tuple[ContractModel, ContractModel]
Maker = Callable[[Client, Market], Pair]

TAKES_WORK = frozenset({"LeaseExperiment", "CompleteExperiment", "FailExperiment"})
"""Mutations whose request needs a lease."""

STREAMED = frozenset({"PutArtifact", "IngestBars", "ImportCatalogStream"})
"""Mutations that take a stream; they have their own cases."""

MAKERS: dict[str, Maker] = {}
"""Call name to a maker of the request and of another body under its id."""


def _maker(make: Maker) -> Maker:
    MAKERS["".join(part.title() for part in make.__name__.split("_"))] = make
    return make


def method_of(name: str) -> str:
    """The full name of a call."""
    return next(path for path, call in CALLS.items() if call.name == name)


def _two(kind: type[ContractModel], same: dict[str, Any], one: dict[str, Any], two: dict[str, Any]) -> Pair:
    ident = {} if "client_order_id" in same else {"request_id": fresh_id()}
    return kind.model_validate({**ident, **same, **one}), kind.model_validate({**ident, **same, **two})


@_maker
def open_account(client: Client, market: Market) -> Pair:
    terms = {"kind": "paper", "env": "paper", "snapshot_id": market.snapshot_id, "start_date": market.days[3]}
    same = {**terms, "account_id": fresh_name("acct")}
    return _two(execution.OpenAccountRequest, same, {"initial_cash_mills": 10**9}, {"initial_cash_mills": 10**8})


@_maker
def ingest_from_source(client: Client, market: Market) -> Pair:
    sources.require(client, sources.LAKE)
    span = {"start_date": sources.DAYS[0], "end_date": sources.DAYS[-1]}
    same = {"dataset": fresh_name("set"), "sources": [sources.LAKE]}
    return _two(
        market_models.IngestFromSourceRequest,
        same,
        {"question": {"table": "bars", "date_range": span}},
        {"question": {"table": "bars", "date_range": span, "instruments": [sources.CODES[0]]}},
    )


@_maker
def advance_account(client: Client, market: Market) -> Pair:
    same = {"account_id": accounts.opened(client, market)}
    return _two(execution.AdvanceAccountRequest, same, {"days": 1}, {"days": 2})


@_maker
def create_instance(client: Client, market: Market) -> Pair:
    account = accounts.opened(client, market)
    same = {"instance_id": fresh_name("inst"), "account_id": account, "env": "paper", "method": accounts.method()}
    return _two(execution.CreateInstanceRequest, same, {"label": "one"}, {"label": "two"})


@_maker
def start_instance(client: Client, market: Market) -> Pair:
    return _two(execution.StartInstanceRequest, {}, *({"instance_id": _instance(client, market)} for _ in range(2)))


@_maker
def stop_instance(client: Client, market: Market) -> Pair:
    made = [_instance(client, market) for _ in range(2)]
    for name in made:
        client.accounts.start_instance(name)
    return _two(execution.StopInstanceRequest, {}, *({"instance_id": name} for name in made))


@_maker
def submit_order(client: Client, market: Market) -> Pair:
    account = accounts.settled(client, market, through=5)
    same = {"client_order_id": fresh_id(), "account_id": account, "instrument": "600001.SH", "side": "buy", "type": "market_open"}
    return _two(execution.SubmitOrderRequest, same, {"quantity": 100}, {"quantity": 200})


@_maker
def cancel_order(client: Client, market: Market) -> Pair:
    account = accounts.settled(client, market, through=5)
    order: dict[str, Any] = {"instrument": "600001.SH", "side": "buy", "type": "market_open", "quantity": 100}
    made = [client.orders.submit_order(account, **order) for _ in range(2)]
    same = {"account_id": account}
    return _two(execution.CancelOrderRequest, same, *({"client_order_id": one.client_order_id} for one in made))


@_maker
def rebalance(client: Client, market: Market) -> Pair:
    account = accounts.settled(client, market, through=5)
    same = {"account_id": account, "signal_date": market.days[5], "method": accounts.method(1)}
    one, two = ([{"instrument": code, "score": 1.0}] for code in ("600001.SH", "300001.SZ"))
    return _two(execution.RebalanceRequest, same, {"signals": one}, {"signals": two})


@_maker
def flatten(client: Client, market: Market) -> Pair:
    return _two(execution.FlattenRequest, {}, *({"account_id": accounts.opened(client, market)} for _ in range(2)))


@_maker
def set_policy(client: Client, market: Market) -> Pair:
    same = {"account_id": accounts.opened(client, market)}
    one, two = ({"policy": {**HEAD, "blacklist": [], "max_positions": most}} for most in (3, 4))
    return _two(execution.SetPolicyRequest, same, one, two)


@_maker
def halt(client: Client, market: Market) -> Pair:
    same = {"account_id": accounts.opened(client, market)}
    return _two(execution.HaltRequest, same, {"reason": "one"}, {"reason": "two"})


@_maker
def resume(client: Client, market: Market) -> Pair:
    account = accounts.opened(client, market)
    client.risk.halt("a case", account_id=account)
    return _two(execution.ResumeRequest, {"account_id": account}, {"reason": "one"}, {"reason": "two"})


@_maker
def put_config(client: Client, market: Market) -> Pair:
    one, two = ({"document": {"strategy": documents.strategy_config(fresh_name())}} for _ in range(2))
    return _two(experiments.PutConfigRequest, {}, one, two)


@_maker
def submit_experiment(client: Client, market: Market) -> Pair:
    one = documents.experiment_request(snapshot_id=market.snapshot_id)
    two = one.model_copy(update={"seed": 8})
    return experiments.SubmitExperimentRequest(request=one), experiments.SubmitExperimentRequest(request=two)


@_maker
def cancel_experiment(client: Client, market: Market) -> Pair:
    made = [client.experiments.submit_experiment(documents.experiment_request(snapshot_id=market.snapshot_id)) for _ in range(2)]
    return _two(experiments.CancelExperimentRequest, {}, *({"experiment_id": one.experiment_id} for one in made))


@_maker
def lease_experiment(client: Client, market: Market) -> Pair:
    client.experiments.submit_experiment(documents.experiment_request(snapshot_id=market.snapshot_id))
    return _two(experiments.LeaseExperimentRequest, {}, {"worker_id": "one"}, {"worker_id": "two"})


@_maker
def complete_experiment(client: Client, market: Market) -> Pair:
    made, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    stored = client.artifacts.put(queue.FILE)
    result = documents.succeeded(
        made.request, made.experiment_id, worker_id=queue.WORKER, attempt=1, file_sha256=stored.sha256, file_size=stored.size
    )
    same = {"fencing_token": lease.fencing_token}
    other = result.model_copy(update={"source": "another"})
    return _two(experiments.CompleteExperimentRequest, same, {"result": result}, {"result": other})


@_maker
def fail_experiment(client: Client, market: Market) -> Pair:
    made, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    one, two = (
        documents.failed(made.request, made.experiment_id, worker_id=queue.WORKER, attempt=1, retryable=retryable)
        for retryable in (False, True)
    )
    same = {"fencing_token": lease.fencing_token}
    return _two(experiments.FailExperimentRequest, same, {"result": one}, {"result": two})


@_maker
def build_feedback(client: Client, market: Market) -> Pair:
    names = [_instance(client, market, days=2) for _ in range(2)]
    return _two(feedback.BuildFeedbackRequest, {}, *({"strategy_instance_id": name} for name in names))


@_maker
def publish_feedback(client: Client, market: Market) -> Pair:
    return _two(feedback.PublishFeedbackRequest, {}, *({"feedback": rows.feedback(fresh_name("inst"))} for _ in range(2)))


@_maker
def import_catalogs(client: Client, market: Market) -> Pair:
    prefix = fresh_name()
    return _two(library.ImportCatalogsRequest, {"mode": "upsert"}, *(rows.catalogs(prefix, count) for count in (1, 2)))


@_maker
def publish_loop(client: Client, market: Market) -> Pair:
    prefix = fresh_name()
    one, two = ({"loop": rows.loop(prefix, n), "strategy": rows.strategy(prefix, n)} for n in range(2))
    return _two(library.PublishLoopRequest, {"source": prefix}, one, two)


@_maker
def register_factor(client: Client, market: Market) -> Pair:
    one, two = ({"factor": rows.factor(fresh_name(), 1, source="external")} for _ in range(2))
    return _two(library.RegisterFactorRequest, {}, one, two)


@_maker
def register_strategy(client: Client, market: Market) -> Pair:
    stored = client.artifacts.put(b"market: csi300\n")
    one, two = ({"strategy": rows.strategy(fresh_name(), 1)} for _ in range(2))
    return _two(library.RegisterStrategyRequest, {"asset_sha256": stored.sha256}, one, two)


@_maker
def export_dataset(client: Client, market: Market) -> Pair:
    one, two = ({"pools": [{"name": name, "instruments": ["600001.SH"]}]} for name in ("one", "two"))
    return _two(market_models.ExportDatasetRequest, {"snapshot_id": market.snapshot_id, "format": "qlib_bin"}, one, two)


@_maker
def cancel_operation(client: Client, market: Market) -> Pair:
    made = [client.market.export_dataset(market.snapshot_id, format="qlib_bin") for _ in range(2)]
    for name in made:
        client.system.wait_operation(name)
    return _two(system.CancelOperationRequest, {}, *({"operation_id": name} for name in made))


@_maker
def publish_bundle(client: Client, market: Market) -> Pair:
    return _two(library.PublishBundleRequest, {}, *({"manifest": archives.bundle(client)} for _ in range(2)))


@_maker
def record_archive(client: Client, market: Market) -> Pair:
    return _two(library.RecordArchiveRequest, {}, *({"record": archives.proved(client)} for _ in range(2)))


@_maker
def get_deletion_permit(client: Client, market: Market) -> Pair:
    made = [archives.kept(client) for _ in range(2)]
    one, two = ({"archive_id": each.archive_id, "manifest_sha256": each.manifest_sha256} for each in made)
    return _two(library.GetDeletionPermitRequest, {}, one, two)


@_maker
def redeem_deletion_permit(client: Client, market: Market) -> Pair:
    made = [archives.kept(client) for _ in range(2)]
    permits = [client.archives.get_deletion_permit(each.archive_id, manifest_sha256=str(each.manifest_sha256)) for each in made]
    one, two = ({"permit_id": each.permit_id, "manifest_sha256": each.manifest_sha256} for each in permits)
    return _two(library.RedeemDeletionPermitRequest, {}, one, two)


@_maker
def set_archive_policy(client: Client, market: Market) -> Pair:
    now = client.archives.get_archive_policy()
    one, two = ({"policy": now.model_copy(update={"permit_seconds": now.permit_seconds + n})} for n in range(2))
    return _two(library.SetArchivePolicyRequest, {}, one, two)


def _instance(client: Client, market: Market, days: int = 0) -> str:
    """An instance on an account that has settled so many days."""
    account = accounts.opened(client, market)
    name = fresh_name("inst")
    client.accounts.create_instance(name, account_id=account, env="paper", method=accounts.method())
    if days:
        client.accounts.start_instance(name)
        client.accounts.advance_account(account, days=days)
    return name
