"""One request for every reason that a served call of the contract can fail with."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from aistock.client import Client
from aistock.client._ipc_stream import IpcStream
from aistock_conformance import accounts, documents, failures_library, failures_sources, queue, rows
from aistock_conformance.failing import (
    ANYWHERE,
    FAILURES,
    HEX,
    NAME,
    NOT_PROVOKED,
    PAIRS_NOT_PROVOKED,
    SHA,
    UUID,
    Fields,
    case,
    failing,
    plain,
)
from aistock_conformance.markets import AS_OF, INDEX, SOURCE, STOCKS, Market, bars_of, instruments, table
from aistock_conformance.target import fresh_id, fresh_name

__all__ = ["ANYWHERE", "FAILURES", "NOT_PROVOKED", "PAIRS_NOT_PROVOKED", "failing", "failures_library", "failures_sources"]

plain(
    "NOT_FOUND",
    "GetAccount ListPositions ListFills ListNav Reconcile ListOrders WatchEvents GetPolicy ListRiskEvents Flatten",
    account_id=NAME,
)
plain("NOT_FOUND", "AdvanceAccount", account_id=NAME, days=1)
plain("NOT_FOUND", "GetInstance StartInstance StopInstance", instance_id=NAME)
plain("NOT_FOUND", "CreateInstance", instance_id=NAME, account_id=NAME, env="paper", method=accounts.method())
plain("NOT_FOUND", "GetOrder ExplainOrder CancelOrder", account_id=NAME, client_order_id=UUID)
plain("NOT_FOUND", "BuildPortfolio", account_id=NAME, method=accounts.method(), signals=[])
plain("NOT_FOUND", "Halt Resume", account_id=NAME, reason="a case")
plain("NOT_FOUND", "SetPolicy", account_id=NAME, policy={**documents.HEAD, "blacklist": []})
plain("NOT_FOUND", "GetConfig", config_hash=SHA)
plain("NOT_FOUND", "ListConfigHistory", kind="strategy", name=NAME)
plain("NOT_FOUND", "GetExperiment CancelExperiment WatchExperiment", experiment_id=NAME)
plain("NOT_FOUND", "HeartbeatExperiment", experiment_id=NAME, fencing_token=1)
plain("NOT_FOUND", "DraftFromStrategy", strategy_id=HEX, snapshot_id=SHA)
plain("NOT_FOUND", "BuildFeedback", strategy_instance_id=NAME)
plain("NOT_FOUND", "GetFeedback ProposeExperiment", feedback_id=HEX)
plain("NOT_FOUND", "GetArtifact", sha256=SHA)
plain("NOT_FOUND", "GetBundle", asset_bundle_id=HEX)
plain("NOT_FOUND", "GetFactor", name=NAME, source="external")
plain("NOT_FOUND", "GetStrategy", strategy_id=HEX)
plain("NOT_FOUND", "GetModel", model_id=HEX)
plain("NOT_FOUND", "GetLoop", task_run_id=NAME, loop_id=0, workspace_id=NAME)
plain("NOT_FOUND", "ListInstruments GetTradingCalendar GetSnapshot", dataset={"dataset": NAME})
plain("NOT_FOUND", "GetHistoryWindow", dataset={"dataset": NAME, "as_of_date": AS_OF}, bars=1)
plain("NOT_FOUND", "GetDatasetManifest", dataset=NAME)
plain("NOT_FOUND", "ExportDataset", snapshot_id=SHA, format="qlib_bin")
plain("NOT_FOUND", "GetOperation WatchOperation CancelOperation", operation_id=HEX)
plain(
    "UNREADABLE",
    "ListConfigs ListExperiments ListFeedback ListSources ListDatasets ListOperations",
    page_token="nonsense",
)
plain("CURSOR_OUT_OF_RANGE", "WatchFeedback", cursor="feedback:999999999")
plain("CURSOR_OUT_OF_RANGE", "StreamQuotes", cursor="elsewhere:all:1:1")


@case("OpenAccount", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": fresh_name("acct"), "snapshot_id": SHA}


@case("OpenAccount", "ACCOUNT_EXISTS")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": accounts.opened(client, market), "initial_cash_mills": 1_000_000}


@case("OpenAccount", "LIVE_NOT_ARMED")
def _(client: Client, market: Market) -> Fields:
    return {"kind": "live", "env": "live", "account_id": fresh_name("acct"), "initial_cash_mills": 1_000_000}


@case("OpenAccount", "SNAPSHOT_EXHAUSTED")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": fresh_name("acct"), "start_date": market.days[-1] + timedelta(days=1)}


@case("AdvanceAccount", "SNAPSHOT_EXHAUSTED")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": accounts.opened(client, market), "days": 1000}


@case("CreateInstance", "INSTANCE_EXISTS")
def _(client: Client, market: Market) -> Fields:
    account, name = _instance(client, market)
    return {"instance_id": name, "account_id": account, "env": "paper", "method": accounts.method(1), "label": "other terms"}


@case("StartInstance", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    _, name = _instance(client, market)
    client.accounts.start_instance(name)
    client.accounts.stop_instance(name)
    return {"instance_id": name}


@case("StopInstance", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    _, name = _instance(client, market)
    client.accounts.start_instance(name)
    client.accounts.stop_instance(name)
    return {"instance_id": name}


@case("SubmitOrder", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    return _order(NAME, 100)


@case("SubmitOrder", "REQUEST_ID_REUSED")
def _(client: Client, market: Market) -> Fields:
    made = client.orders.submit_order(accounts.settled(client, market, through=5), **_body(100))
    return {**_order(made.account_id, 200), "client_order_id": made.client_order_id}


@case("CancelOrder", "ORDER_FINAL")
def _(client: Client, market: Market) -> Fields:
    account = accounts.settled(client, market, through=5)
    made = client.orders.submit_order(account, **_body(100))
    client.accounts.advance_account(account, days=1)
    return {"account_id": account, "client_order_id": made.client_order_id}


@case("WatchEvents", "CURSOR_OUT_OF_RANGE")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": accounts.opened(client, market), "cursor": "elsewhere:1", "stop_at_end": True}


@case("BuildPortfolio", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    account, name = _instance(client, market)
    return {"account_id": account, "instance_id": name, "signals": accounts.signals([(STOCKS[0], 1.0)])}


for _name in ("PreviewOrders", "Rebalance"):

    @case(_name, "NOT_FOUND")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 5), "account_id": NAME}

    @case(_name, "SIGNALS_AHEAD_OF_CLOCK")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 6), "account_id": accounts.settled(client, market, through=5)}

    @case(_name, "SIGNALS_STALE")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 3), "account_id": accounts.settled(client, market, through=5)}

    @case(_name, "INSTANCE_STATE")
    def _(client: Client, market: Market) -> Fields:
        account, name = _instance(client, market, through=5)
        return {**_plan(market, 5), "method": None, "instance_id": name, "account_id": account}


@case("Rebalance", "ACCOUNT_HALTED")
def _(client: Client, market: Market) -> Fields:
    return {**_plan(market, 5), "account_id": _halted(client, market)}


@case("Flatten", "ACCOUNT_HALTED")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": _halted(client, market)}


@case("Rebalance", "ALREADY_REBALANCED")
def _(client: Client, market: Market) -> Fields:
    account = accounts.settled(client, market, through=5)
    client.portfolio.rebalance(
        account, signal_date=market.days[5], method=accounts.method(1), signals=accounts.signals([(STOCKS[1], 1.0)])
    )
    return {**_plan(market, 5), "account_id": account}


@case("PutConfig", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    parts = {"strategy_hash": SHA, "factor_set_hash": SHA, "train_test_hash": SHA}
    return {"document": {"preset": {**documents.HEAD, "name": fresh_name(), **parts}}}


@case("ListConfigHistory", "UNREADABLE")
def _(client: Client, market: Market) -> Fields:
    stored = client.configs.put_config(documents.strategy_config(fresh_name()))
    return {"kind": "strategy", "name": stored.name, "page_token": "nonsense"}


@case("SubmitExperiment", "SNAPSHOT_UNKNOWN")
def _(client: Client, market: Market) -> Fields:
    return {"request": documents.experiment_request(snapshot_id=SHA)}


@case("SubmitExperiment", "REQUEST_ID_REUSED")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    client.experiments.cancel_experiment(client.experiments.submit_experiment(request).experiment_id)
    return {"request": request.model_copy(update={"seed": 8})}


@case("WatchExperiment", "CURSOR_OUT_OF_RANGE")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made = client.experiments.cancel_experiment(client.experiments.submit_experiment(request).experiment_id)
    return {"experiment_id": made.experiment_id, "cursor": "elsewhere:1"}


@case("DraftFromStrategy", "STRATEGY_NOT_DRAFTABLE")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    client.library.import_catalogs("upsert", strategies=rows.catalogs(prefix, 1)["strategies"])
    return {"strategy_id": rows.strategy(prefix, 0).strategy_id, "snapshot_id": market.snapshot_id}


@case("HeartbeatExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    made, lease, _ = _ended(client, market)
    return {"experiment_id": made, "fencing_token": lease}


@case("CompleteExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    _, lease, result = _ended(client, market)
    return {"result": result.model_copy(update={"source": "somebody-else"}), "fencing_token": lease}


@case("FailExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    client.experiments.cancel_experiment(made.experiment_id)
    result = documents.failed(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, retryable=False)
    return {"result": result, "fencing_token": lease.fencing_token}


@case("CompleteExperiment", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    result = documents.succeeded(request, NAME, worker_id=queue.WORKER, attempt=1, file_sha256=SHA, file_size=1)
    return {"result": result, "fencing_token": 1}


@case("FailExperiment", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    result = documents.failed(request, NAME, worker_id=queue.WORKER, attempt=1, retryable=False)
    return {"result": result, "fencing_token": 1}


@case("CompleteExperiment", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    result = documents.succeeded(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, file_sha256=SHA, file_size=1)
    return {"result": result, "fencing_token": lease.fencing_token}


@case("FailExperiment", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    log = {"name": "log", "file": {"store": "vault", "path": SHA, "sha256": SHA, "size": 1}}
    result = documents.failed(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, retryable=False, files=[log])
    return {"result": result, "fencing_token": lease.fencing_token}


@case("BuildFeedback", "PERIOD_EMPTY")
def _(client: Client, market: Market) -> Fields:
    return {"strategy_instance_id": _instance(client, market)[1]}


@case("PublishFeedback", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"feedback": rows.feedback(fresh_name("inst")).model_copy(update={"feedback_id": HEX})}


@case("ProposeExperiment", "FEEDBACK_HAS_NO_PARENT")
def _(client: Client, market: Market) -> Fields:
    return {"feedback_id": client.feedback.publish_feedback(rows.feedback(fresh_name("inst"))).feedback_id}


@case("ListInstruments", "UNREADABLE")
def _(client: Client, market: Market) -> Fields:
    return {"dataset": {"snapshot_id": market.snapshot_id}, "page_token": "nonsense"}


@case("GetHistoryWindow", "INVALID_WINDOW")
def _(client: Client, market: Market) -> Fields:
    before = market.days[0] - timedelta(days=30)
    return {
        "dataset": {"snapshot_id": market.snapshot_id, "as_of_date": AS_OF},
        "date_range": {"start_date": before, "end_date": before},
    }


@case("GetHistoryWindow", "NOT_SERVED")
def _(client: Client, market: Market) -> Fields:
    from aistock.market.v1.models import BarFrequency

    other = next(frequency for frequency in BarFrequency if frequency is not BarFrequency.DAY)
    return {"dataset": {"snapshot_id": market.snapshot_id, "as_of_date": AS_OF}, "bars": 1, "frequency": other}


@case("GetSnapshot", "INVALID_WINDOW")
def _(client: Client, market: Market) -> Fields:
    weekend = next(market.days[0] + timedelta(days=n) for n in range(7) if market.days[0] + timedelta(days=n) not in market.days)
    return {"dataset": {"snapshot_id": market.snapshot_id}, "date": weekend}


@case("ExportDataset", "NOT_SERVED")
def _(client: Client, market: Market) -> Fields:
    return {"snapshot_id": market.snapshot_id, "format": "moneyflow_h5"}  # nobody ingests money flows into the cases' market


@case("IngestBars", "BAR_REFUSED")
def _(client: Client, market: Market) -> list[Fields]:
    content = b"".join(IpcStream(table(bars_of(STOCKS[0], market.days[:5], 1))).pieces())
    return upload(market, content, codes=(INDEX,))


@case("IngestBars", "UNREADABLE")
def _(client: Client, market: Market) -> list[Fields]:
    return upload(market, b"no table at all")


@case("WatchOperation", "CURSOR_OUT_OF_RANGE")
def _(client: Client, market: Market) -> Fields:
    made = client.market.export_dataset(market.snapshot_id, format="qlib_bin")
    client.system.wait_operation(made)
    return {"operation_id": made, "cursor": "elsewhere:1"}


def upload(market: Market, content: bytes, *, codes: tuple[str, ...] = STOCKS, dataset: str | None = None) -> list[Fields]:
    """The messages of an ingest of those bytes."""
    header = {
        "request_id": fresh_id(), "dataset": dataset or fresh_name("data"), "source": SOURCE, "synthetic": True, "calendar": "XSHG",
        "dates": market.days[:5], "instruments": instruments(codes), "benchmarks": [],
        "content_sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return [{"header": header}, {"arrow_ipc": content}]


def _terms(market: Market) -> Fields:
    return {
        "kind": "paper", "env": "paper", "initial_cash_mills": accounts.CASH, "snapshot_id": market.snapshot_id,
        "start_date": market.days[5],
    }  # fmt: skip


def _body(quantity: int) -> Fields:
    return {"instrument": STOCKS[3], "side": "buy", "type": "market_open", "quantity": quantity}


def _order(account: str, quantity: int) -> Fields:
    return {"client_order_id": fresh_id(), "account_id": account, **_body(quantity)}


def _plan(market: Market, session: int) -> Fields:
    return {
        "signal_date": market.days[session], "method": accounts.method(1), "signals": accounts.signals([(STOCKS[0], 1.0)]),
    }  # fmt: skip


def _instance(client: Client, market: Market, *, through: int | None = None) -> tuple[str, str]:
    account = accounts.opened(client, market) if through is None else accounts.settled(client, market, through=through)
    name = fresh_name("inst")
    client.accounts.create_instance(name, account_id=account, env="paper", method=accounts.method())
    return account, name


def _halted(client: Client, market: Market) -> str:
    account = accounts.settled(client, market, through=5)
    client.risk.halt("a case", account_id=account)
    return account


def _ended(client: Client, market: Market) -> tuple[str, int, Any]:
    made, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    ended = queue.completed(client, made, lease)
    return made.experiment_id, lease.fencing_token, ended.result
