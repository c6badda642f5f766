"""Every call of the contract, with every field of its request, is reachable, and both clients are the same."""

import importlib
import inspect
import re
from typing import Any

import pytest

from aistock import AsyncClient, Client
from aistock.contract.v1.calls import CALLS, Call

SUB_CLIENTS = {
    "AccountService": "accounts",
    "ArchiveService": "archives",
    "ArtifactService": "artifacts",
    "ConfigService": "configs",
    "ExperimentService": "experiments",
    "FeedbackService": "feedback",
    "LibraryService": "library",
    "MarketDataService": "market",
    "MarketSourceService": "sources",
    "OrderService": "orders",
    "PortfolioService": "portfolio",
    "RiskService": "risk",
    "SystemService": "system",
}
NAMES = {
    "PutArtifact": "put",
    "GetArtifact": "read",
    "StatArtifact": "stat",
    "GetHistoryWindow": "history",
    "GetSourceRows": "rows",
    "CompareSources": "compare",
    "IngestFromSource": "ingest",
}
# Fields that stand in a method's signature under plainer names.
PLAINER = {
    "date_range": {"start_date", "end_date"},
    "period": {"start_date", "end_date"},
    "question": {
        *("table", "frequency", "start_date", "end_date", "instruments", "as_of_utc", "expected_through_date", "skip_refused"),
    },
}
SELECTOR = {"dataset", "snapshot_id", "as_of_date"}
UPLOADS = {
    "PutArtifact": {"content", "upload_id"},
    "IngestBars": {"dataset", "bars", "instruments", "source", "synthetic"},
    "ImportCatalogStream": {"header", "rows"},
    "PublishQuotes": {"source", "batches"},
}


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def method_of(call: Call, client: Any) -> Any:
    name = NAMES.get(call.name, snake(call.name))
    sub = getattr(client, SUB_CLIENTS[call.service.rpartition(".")[2]])
    return getattr(sub, f"{name}_page", None) or getattr(sub, name)


@pytest.fixture(scope="module")
def client() -> Any:
    with Client("127.0.0.1:1") as made:
        yield made


@pytest.mark.parametrize("call", CALLS.values(), ids=lambda call: call.name)
def test_every_field_of_every_request_can_be_given(call: Call, client: Any) -> None:
    given = set(inspect.signature(method_of(call, client)).parameters)
    if call.client_streaming:
        assert UPLOADS[call.name] <= given
        return
    request = getattr(importlib.import_module(f"aistock.{call.request_area}.v1.models"), call.request)
    for name, field in request.model_fields.items():
        selector = "DatasetSelector" in str(field.annotation)
        assert (SELECTOR if selector else PLAINER.get(name, {name})) <= given, f"{call.path}: {name}"


def public(thing: Any) -> dict[str, list[tuple[str, Any, Any]]]:
    found = {}
    for name, item in vars(type(thing)).items():
        if callable(item) and not name.startswith("_"):
            parameters = inspect.signature(item).parameters.values()
            found["close" if name == "aclose" else name] = [(each.name, each.kind, each.default) for each in parameters]
    return found


@pytest.mark.parametrize("sub", sorted(SUB_CLIENTS.values()))
def test_both_clients_have_the_same_methods(sub: str, client: Any) -> None:
    assert public(getattr(client, sub)) == public(getattr(AsyncClient("127.0.0.1:1"), sub))


def test_both_clients_take_the_same_options(client: Any) -> None:
    assert public(client) == public(AsyncClient("127.0.0.1:1"))
    assert [*inspect.signature(Client).parameters] == [*inspect.signature(AsyncClient).parameters]


def test_every_method_says_what_it_promises(client: Any) -> None:
    for sub in SUB_CLIENTS.values():
        for name in public(getattr(client, sub)):
            assert (getattr(getattr(client, sub), name).__doc__ or "").strip(), f"{sub}.{name}"
