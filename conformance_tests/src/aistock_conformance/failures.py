"""One request for every reason that a served call of the contract can fail with."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from aistock.client import Client
from aistock.client._tables import ipc_bytes
from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS
from aistock.library.identity import bundle_id
from aistock_conformance import accounts, archives, documents, queue, rows
from aistock_conformance.markets import INDEX, SOURCE, STOCKS, Market, bars_of, instruments, table
from aistock_conformance.mutations import method_of
from aistock_conformance.target import fresh_id, fresh_name

Fields = dict[str, Any]
Maker = Callable[[Client, Market], "Fields | list[Fields]"]

NAME = "nobody-has-this-name"
HEX, SHA, UUID = "0" * 31 + "1", "0" * 63 + "1", "00000000-0000-4000-8000-000000000001"

ANYWHERE = frozenset({"INVALID_FIELD", "UNKNOWN_FIELD", "UNREADABLE", "REQUEST_ID_REUSED", "INTERNAL", "DRAINING"})
"""Reasons that any call may give without naming them; what the others give stands in their `reasons`."""

NOT_PROVOKED: Mapping[str, str] = {
    "INTERNAL": "a server that fails without a reason has a fault; the cases in system/ look for one and must not find it",
}
"""Reasons that a caller from outside cannot bring about, and why; DRAINING has its own case."""

PAIRS_NOT_PROVOKED: Mapping[tuple[str, str], str] = {
    ("PublishLoop", "ARTIFACT_MISSING"): "not returned yet",
}
"""Further pairs of call and reason without a request, and why."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A call that must fail: its full name, its request messages, and the reason."""

    method: str
    requests: tuple[ContractModel, ...]
    reason: str

    @property
    def unary(self) -> bool:
        """One request, one response."""
        call = CALLS[self.method]
        return not call.client_streaming and not call.server_streaming


FAILURES: dict[tuple[str, str], Maker] = {}
"""Call name and reason to a maker of the fields of its request; request ids are filled in."""


def failing(client: Client, market: Market, name: str, reason: str) -> Failing:
    """The call that fails so, with whatever it needs made before."""
    method = method_of(name)
    call = CALLS[method]
    kind = getattr(import_module(f"aistock.{call.request_area}.v1.models"), call.request)
    made = FAILURES[name, reason](client, market)
    given = made if isinstance(made, list) else [made]
    own_id = "request_id" in kind.model_fields and kind.model_fields["request_id"].is_required()
    ident = {"request_id": fresh_id()} if own_id else {}
    return Failing(method, tuple(kind.model_validate({**ident, **fields}) for fields in given), reason)


def _plain(reason: str, names: str, /, **fields: Any) -> None:
    for name in names.split():
        FAILURES[name, reason] = lambda client, market: fields


def _case(name: str, reason: str) -> Callable[[Maker], Maker]:
    def kept(make: Maker) -> Maker:
        FAILURES[name, reason] = make
        return make

    return kept


_plain(
    "NOT_FOUND",
    "GetAccount ListPositions ListFills ListNav Reconcile ListOrders WatchEvents GetPolicy ListRiskEvents Flatten",
    account_id=NAME,
)
_plain("NOT_FOUND", "AdvanceAccount", account_id=NAME, days=1)
_plain("NOT_FOUND", "GetInstance StartInstance StopInstance", instance_id=NAME)
_plain("NOT_FOUND", "CreateInstance", instance_id=NAME, account_id=NAME, env="paper", method=accounts.method())
_plain("NOT_FOUND", "GetOrder ExplainOrder CancelOrder", account_id=NAME, client_order_id=UUID)
_plain("NOT_FOUND", "BuildPortfolio", account_id=NAME, method=accounts.method(), signals=[])
_plain("NOT_FOUND", "Halt Resume", account_id=NAME, reason="a case")
_plain("NOT_FOUND", "SetPolicy", account_id=NAME, policy={**documents.HEAD, "blacklist": []})
_plain("NOT_FOUND", "GetConfig", config_hash=SHA)
_plain("NOT_FOUND", "ListConfigHistory", kind="strategy", name=NAME)
_plain("NOT_FOUND", "GetExperiment CancelExperiment WatchExperiment", experiment_id=NAME)
_plain("NOT_FOUND", "HeartbeatExperiment", experiment_id=NAME, fencing_token=1)
_plain("NOT_FOUND", "DraftFromStrategy", strategy_id=HEX, snapshot_id=SHA)
_plain("NOT_FOUND", "BuildFeedback", strategy_instance_id=NAME)
_plain("NOT_FOUND", "GetFeedback ProposeExperiment", feedback_id=HEX)
_plain("NOT_FOUND", "GetArtifact", sha256=SHA)
_plain("NOT_FOUND", "GetBundle", asset_bundle_id=HEX)
_plain("NOT_FOUND", "GetFactor", name=NAME, source="external")
_plain("NOT_FOUND", "GetStrategy", strategy_id=HEX)
_plain("NOT_FOUND", "GetModel", model_id=HEX)
_plain("NOT_FOUND", "GetLoop", task_run_id=NAME, loop_id=0, workspace_id=NAME)
_plain("NOT_FOUND", "ListInstruments GetTradingCalendar GetSnapshot", dataset={"dataset": NAME})
_plain("NOT_FOUND", "GetHistoryWindow", dataset={"dataset": NAME}, bars=1)
_plain("NOT_FOUND", "GetDatasetManifest", dataset=NAME)
_plain("NOT_FOUND", "ExportDataset", snapshot_id=SHA, format="qlib_bin")
_plain("NOT_FOUND", "GetOperation WatchOperation CancelOperation", operation_id=HEX)
_plain(
    "UNREADABLE",
    "ListConfigs ListExperiments ListFeedback ListSources ListDatasets ListOperations",
    page_token="nonsense",
)
_plain("CURSOR_OUT_OF_RANGE", "WatchFeedback", cursor="feedback:999999999")


@_case("OpenAccount", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": fresh_name("acct"), "snapshot_id": SHA}


@_case("OpenAccount", "ACCOUNT_EXISTS")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": accounts.opened(client, market), "initial_cash_mills": 1_000_000}


@_case("OpenAccount", "LIVE_NOT_ARMED")
def _(client: Client, market: Market) -> Fields:
    return {"kind": "live", "env": "live", "account_id": fresh_name("acct"), "initial_cash_mills": 1_000_000}


@_case("OpenAccount", "SNAPSHOT_EXHAUSTED")
def _(client: Client, market: Market) -> Fields:
    return {**_terms(market), "account_id": fresh_name("acct"), "start_date": market.days[-1] + timedelta(days=1)}


@_case("AdvanceAccount", "SNAPSHOT_EXHAUSTED")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": accounts.opened(client, market), "days": 1000}


@_case("CreateInstance", "INSTANCE_EXISTS")
def _(client: Client, market: Market) -> Fields:
    account, name = _instance(client, market)
    return {"instance_id": name, "account_id": account, "env": "paper", "method": accounts.method(1), "label": "other terms"}


@_case("StartInstance", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    _, name = _instance(client, market)
    client.accounts.start_instance(name)
    client.accounts.stop_instance(name)
    return {"instance_id": name}


@_case("StopInstance", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    _, name = _instance(client, market)
    client.accounts.start_instance(name)
    client.accounts.stop_instance(name)
    return {"instance_id": name}


@_case("SubmitOrder", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    return _order(NAME, 100)


@_case("SubmitOrder", "REQUEST_ID_REUSED")
def _(client: Client, market: Market) -> Fields:
    made = client.orders.submit_order(accounts.settled(client, market, through=5), **_body(100))
    return {**_order(made.account_id, 200), "client_order_id": made.client_order_id}


@_case("CancelOrder", "ORDER_FINAL")
def _(client: Client, market: Market) -> Fields:
    account = accounts.settled(client, market, through=5)
    made = client.orders.submit_order(account, **_body(100))
    client.accounts.advance_account(account, days=1)
    return {"account_id": account, "client_order_id": made.client_order_id}


@_case("WatchEvents", "CURSOR_OUT_OF_RANGE")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": accounts.opened(client, market), "cursor": "elsewhere:1", "stop_at_end": True}


@_case("BuildPortfolio", "INSTANCE_STATE")
def _(client: Client, market: Market) -> Fields:
    account, name = _instance(client, market)
    return {"account_id": account, "instance_id": name, "signals": accounts.signals([(STOCKS[0], 1.0)])}


for _name in ("PreviewOrders", "Rebalance"):

    @_case(_name, "NOT_FOUND")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 5), "account_id": NAME}

    @_case(_name, "SIGNALS_AHEAD_OF_CLOCK")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 6), "account_id": accounts.settled(client, market, through=5)}

    @_case(_name, "SIGNALS_STALE")
    def _(client: Client, market: Market) -> Fields:
        return {**_plan(market, 3), "account_id": accounts.settled(client, market, through=5)}

    @_case(_name, "INSTANCE_STATE")
    def _(client: Client, market: Market) -> Fields:
        account, name = _instance(client, market, through=5)
        return {**_plan(market, 5), "method": None, "instance_id": name, "account_id": account}


@_case("Rebalance", "ACCOUNT_HALTED")
def _(client: Client, market: Market) -> Fields:
    return {**_plan(market, 5), "account_id": _halted(client, market)}


@_case("Flatten", "ACCOUNT_HALTED")
def _(client: Client, market: Market) -> Fields:
    return {"account_id": _halted(client, market)}


@_case("Rebalance", "ALREADY_REBALANCED")
def _(client: Client, market: Market) -> Fields:
    account = accounts.settled(client, market, through=5)
    client.portfolio.rebalance(
        account, signal_date=market.days[5], method=accounts.method(1), signals=accounts.signals([(STOCKS[1], 1.0)])
    )
    return {**_plan(market, 5), "account_id": account}


@_case("PutConfig", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    parts = {"strategy_hash": SHA, "factor_set_hash": SHA, "train_test_hash": SHA}
    return {"document": {"preset": {**documents.HEAD, "name": fresh_name(), **parts}}}


@_case("ListConfigHistory", "UNREADABLE")
def _(client: Client, market: Market) -> Fields:
    stored = client.configs.put_config(documents.strategy_config(fresh_name()))
    return {"kind": "strategy", "name": stored.name, "page_token": "nonsense"}


@_case("SubmitExperiment", "SNAPSHOT_UNKNOWN")
def _(client: Client, market: Market) -> Fields:
    return {"request": documents.experiment_request(snapshot_id=SHA)}


@_case("SubmitExperiment", "REQUEST_ID_REUSED")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    client.experiments.cancel_experiment(client.experiments.submit_experiment(request).experiment_id)
    return {"request": request.model_copy(update={"seed": 8})}


@_case("WatchExperiment", "CURSOR_OUT_OF_RANGE")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made = client.experiments.cancel_experiment(client.experiments.submit_experiment(request).experiment_id)
    return {"experiment_id": made.experiment_id, "cursor": "elsewhere:1"}


@_case("DraftFromStrategy", "STRATEGY_NOT_DRAFTABLE")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    client.library.import_catalogs("upsert", strategies=rows.catalogs(prefix, 1)["strategies"])
    return {"strategy_id": rows.strategy(prefix, 0).strategy_id, "snapshot_id": market.snapshot_id}


@_case("HeartbeatExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    made, lease, _ = _ended(client, market)
    return {"experiment_id": made, "fencing_token": lease}


@_case("CompleteExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    _, lease, result = _ended(client, market)
    return {"result": result.model_copy(update={"source": "somebody-else"}), "fencing_token": lease}


@_case("FailExperiment", "LEASE_LOST")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    client.experiments.cancel_experiment(made.experiment_id)
    result = documents.failed(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, retryable=False)
    return {"result": result, "fencing_token": lease.fencing_token}


@_case("CompleteExperiment", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    result = documents.succeeded(request, NAME, worker_id=queue.WORKER, attempt=1, file_sha256=SHA, file_size=1)
    return {"result": result, "fencing_token": 1}


@_case("FailExperiment", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    result = documents.failed(request, NAME, worker_id=queue.WORKER, attempt=1, retryable=False)
    return {"result": result, "fencing_token": 1}


@_case("CompleteExperiment", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    result = documents.succeeded(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, file_sha256=SHA, file_size=1)
    return {"result": result, "fencing_token": lease.fencing_token}


@_case("FailExperiment", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    made, lease = queue.leased(client, request)
    log = {"name": "log", "file": {"store": "vault", "path": SHA, "sha256": SHA, "size": 1}}
    result = documents.failed(request, made.experiment_id, worker_id=queue.WORKER, attempt=1, retryable=False, files=[log])
    return {"result": result, "fencing_token": lease.fencing_token}


@_case("BuildFeedback", "PERIOD_EMPTY")
def _(client: Client, market: Market) -> Fields:
    return {"strategy_instance_id": _instance(client, market)[1]}


@_case("PublishFeedback", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"feedback": rows.feedback(fresh_name("inst")).model_copy(update={"feedback_id": HEX})}


@_case("ProposeExperiment", "FEEDBACK_HAS_NO_PARENT")
def _(client: Client, market: Market) -> Fields:
    return {"feedback_id": client.feedback.publish_feedback(rows.feedback(fresh_name("inst"))).feedback_id}


@_case("PutArtifact", "ARTIFACT_MISMATCH")
def _(client: Client, market: Market) -> Fields:
    return _piece(uuid.uuid4().bytes, sha256=SHA)


@_case("PutArtifact", "UPLOAD_OFFSET")
def _(client: Client, market: Market) -> Fields:
    return {**_piece(uuid.uuid4().bytes), "size": 32, "offset": 16}


@_case("PutArtifact", "TOO_LARGE")
def _(client: Client, market: Market) -> Fields:
    largest = client.system.get_server_info().max_artifact_bytes
    if largest is None:
        pytest.skip("this server stores files of any size")
    return {**_piece(uuid.uuid4().bytes), "size": largest + 1}


@_case("GetArtifact", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"sha256": client.artifacts.put(queue.FILE).sha256, "offset": len(queue.FILE) + 1}


_plain("NOT_FOUND", "GetArchive", archive_id=HEX)
_plain("NOT_FOUND", "GetDeletionPermit", archive_id=HEX, manifest_sha256=SHA)
_plain("NOT_FOUND", "RedeemDeletionPermit", permit_id=HEX, manifest_sha256=SHA)
_plain("UNREADABLE", "ListArchives", page_token="nonsense")


@_case("RecordArchive", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"record": archives.proved(client, evidence=archives.proved(client).evidence)}


@_case("RecordArchive", "INVALID_FIELD")
def _(client: Client, market: Market) -> Fields:
    return {"record": archives.proved(client, archive_id=HEX)}


@_case("GetDeletionPermit", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"archive_id": archives.kept(client).archive_id, "manifest_sha256": SHA}


@_case("GetDeletionPermit", "DELETION_HELD")
def _(client: Client, market: Market) -> Fields:
    record = client.archives.record_archive(archives.proved(client, level="minimal"))
    return {"archive_id": record.archive_id, "manifest_sha256": record.manifest_sha256}


@_case("RedeemDeletionPermit", "ARCHIVE_UNPROVEN")
def _(client: Client, market: Market) -> Fields:
    return {"permit_id": archives.permitted(client).permit_id, "manifest_sha256": SHA}


@_case("RedeemDeletionPermit", "DELETION_HELD")
def _(client: Client, market: Market) -> Fields:
    record = archives.kept(client)
    permit = client.archives.get_deletion_permit(record.archive_id, manifest_sha256=str(record.manifest_sha256))
    archives.hold(client, record.subject_key)
    return {"permit_id": permit.permit_id, "manifest_sha256": permit.manifest_sha256}


@_case("RedeemDeletionPermit", "PERMIT_SPENT")
def _(client: Client, market: Market) -> Fields:
    permit = archives.permitted(client)
    client.archives.redeem_deletion_permit(permit.permit_id, manifest_sha256=permit.manifest_sha256)
    return {"permit_id": permit.permit_id, "manifest_sha256": permit.manifest_sha256}


@_case("ImportCatalogs", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    twice = [rows.factor(prefix, 1), rows.factor(prefix, 1, expression="$close")]
    return {"mode": "upsert", "factors": rows.catalogs(prefix, 0)["factors"].model_copy(update={"factors": twice})}


@_case("PublishLoop", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    prefix = fresh_name()
    twice = [rows.factor(prefix, 1), rows.factor(prefix, 1, expression="$close")]
    return {"source": prefix, "loop": rows.loop(prefix, 1), "strategy": rows.strategy(prefix, 1), "factors": twice}


@_case("RegisterFactor", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"factor": rows.factor(fresh_name(), 1, source="external"), "asset_sha256": SHA}


@_case("RegisterStrategy", "CATALOG_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"strategy": rows.strategy(fresh_name(), 1), "asset_sha256": SHA}


@_case("RegisterFactor", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    stored = client.artifacts.put(b"import os\n\ndef f(df):\n    return os.getcwd()\n")
    factor = rows.factor(fresh_name(), 1, source="external", impl_module="factor", impl_func="f")
    return {"factor": factor, "asset_sha256": stored.sha256, "asset_kind": "code"}


@_case("RegisterStrategy", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    stored = client.artifacts.put(b"- a list\n- is no mapping\n")
    return {"strategy": rows.strategy(fresh_name(), 1), "asset_sha256": stored.sha256}


@_case("PublishBundle", "ASSET_REFUSED")
def _(client: Client, market: Market) -> Fields:
    return {"manifest": archives.bundle(client, code=b"import os\n")}


@_case("PublishBundle", "ARTIFACT_MISSING")
def _(client: Client, market: Market) -> Fields:
    made = archives.bundle(client)
    files = [file.model_copy(update={"sha256": SHA}) if file.path == "config.json" else file for file in made.files]
    named = bundle_id(made.task_run_id, made.loop_id, made.primary_workspace_id, {file.path: file.sha256 for file in files})
    return {"manifest": made.model_copy(update={"files": files, "asset_bundle_id": named})}


@_case("ListInstruments", "UNREADABLE")
def _(client: Client, market: Market) -> Fields:
    return {"dataset": {"snapshot_id": market.snapshot_id}, "page_token": "nonsense"}


@_case("GetHistoryWindow", "INVALID_WINDOW")
def _(client: Client, market: Market) -> Fields:
    before = market.days[0] - timedelta(days=30)
    return {"dataset": {"snapshot_id": market.snapshot_id}, "date_range": {"start_date": before, "end_date": before}}


@_case("GetHistoryWindow", "NOT_SERVED")
def _(client: Client, market: Market) -> Fields:
    from aistock.market.v1.models import BarFrequency

    other = next(frequency for frequency in BarFrequency if frequency is not BarFrequency.DAY)
    return {"dataset": {"snapshot_id": market.snapshot_id}, "bars": 1, "frequency": other}


@_case("GetSnapshot", "INVALID_WINDOW")
def _(client: Client, market: Market) -> Fields:
    weekend = next(market.days[0] + timedelta(days=n) for n in range(7) if market.days[0] + timedelta(days=n) not in market.days)
    return {"dataset": {"snapshot_id": market.snapshot_id}, "date": weekend}


@_case("ExportDataset", "NOT_SERVED")
def _(client: Client, market: Market) -> Fields:
    from aistock.market.v1.models import DatasetKind

    other = next(kind for kind in DatasetKind if kind not in (DatasetKind.QLIB_BIN, DatasetKind.BARS))
    return {"snapshot_id": market.snapshot_id, "format": other}


@_case("IngestBars", "BAR_REFUSED")
def _(client: Client, market: Market) -> list[Fields]:
    content = ipc_bytes(table(bars_of(STOCKS[0], market.days[:5], 1)))
    return upload(market, content, codes=(INDEX,))


@_case("IngestBars", "UNREADABLE")
def _(client: Client, market: Market) -> list[Fields]:
    return upload(market, b"no table at all")


@_case("WatchOperation", "CURSOR_OUT_OF_RANGE")
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


def _piece(content: bytes, sha256: str | None = None) -> Fields:
    named = sha256 or hashlib.sha256(content).hexdigest()
    return {"upload_id": uuid.uuid4().hex, "sha256": named, "size": len(content), "offset": 0, "chunk": content}


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
