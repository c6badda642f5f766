"""Every list, page by page: lossless, without repetition, in one order; tokens are the list's own."""

from collections.abc import Callable
from typing import Any

import pytest

from aistock.client import Client
from aistock.contract.v1.calls import CALLS
from aistock.errors import InvalidArgument, InvalidDocument
from aistock_conformance.target import Target
from aistock_conformance.wire import Wire, request_pb
from aistock_conformance.world import COUNT, World

Page = Callable[..., Any]
Lists = dict[str, tuple[Callable[[Client, World], tuple[Page, dict[str, Any]]], str, int]]

# The call, the field of its items, and how many a world has at least. Lists of everybody's things hold more.
LISTS: Lists = {
    "ListAccounts": (lambda c, w: (c.accounts.list_accounts_page, {}), "accounts", COUNT),
    "ListPositions": (lambda c, w: (c.accounts.list_positions_page, {"account_id": w.account}), "positions", COUNT),
    "ListFills": (lambda c, w: (c.accounts.list_fills_page, {"account_id": w.account}), "fills", COUNT),
    "ListNav": (lambda c, w: (c.accounts.list_nav_page, {"account_id": w.account}), "points", COUNT),
    "ListInstances": (lambda c, w: (c.accounts.list_instances_page, {"account_id": w.account}), "instances", COUNT),
    "ListOrders": (lambda c, w: (c.orders.list_orders_page, {"account_id": w.account}), "orders", 2 * COUNT),
    "ListRiskEvents": (lambda c, w: (c.risk.list_risk_events_page, {"account_id": w.account}), "events", COUNT),
    "ListConfigs": (lambda c, w: (c.configs.list_configs_page, {}), "configs", 1),
    "ListConfigHistory": (
        lambda c, w: (c.configs.list_config_history_page, {"kind": "strategy", "name": w.config_name}), "configs", COUNT,
    ),
    "ListExperiments": (lambda c, w: (c.experiments.list_experiments_page, {}), "experiments", COUNT),
    "ListFeedback": (lambda c, w: (c.feedback.list_feedback_page, {"strategy_instance_id": w.prefix}), "feedback", COUNT),
    "ListFactors": (lambda c, w: (c.library.list_factors_page, {"tags": [w.prefix]}), "factors", COUNT),
    "ListStrategies": (lambda c, w: (c.library.list_strategies_page, {}), "strategies", COUNT),
    "ListLoops": (lambda c, w: (c.library.list_loops_page, {"task_run_id": w.prefix, "order": "max_drawdown"}), "loops", COUNT),
    "ListBundles": (lambda c, w: (c.artifacts.list_bundles_page, {}), "bundles", COUNT),
    "ListArchives": (lambda c, w: (c.archives.list_archives_page, {}), "archives", COUNT),
    "ListModels": (lambda c, w: (c.library.list_models_page, {"task_run_id": w.prefix}), "models", COUNT),
    "ListInstruments": (lambda c, w: (c.market.list_instruments_page, {"dataset": w.dataset}), "instruments", 2),
    "ListSources": (lambda c, w: (c.market.list_sources_page, {}), "sources", 1),
    "ListDatasets": (lambda c, w: (c.market.list_datasets_page, {"name": w.dataset, "kind": "bars"}), "datasets", 3),
    "ListOperations": (lambda c, w: (c.system.list_operations_page, {}), "operations", 3),
}  # fmt: skip


def pages(page: Page, fields: dict[str, Any], items: str, size: int, most: int = 60) -> list[list[Any]]:
    """The pages of a list, at most so many."""
    found, token = [], None
    for _ in range(most):
        answer = page(**fields, page_size=size, page_token=token)
        found.append(list(getattr(answer, items)))
        token = answer.next_page_token
        if not token:
            return found
    return found


def settled(client: Client, world: World) -> None:
    """Let exports end, so that lists of operations stand still."""
    for operation in world.operations:
        client.system.wait_operation(operation)


@pytest.mark.parametrize("name", LISTS)
def test_pages_are_lossless(client: Client, world: World, name: str) -> None:
    """Whatever the page size, the pages put together are the list, and only the last page is short."""
    settled(client, world)
    make, items, least = LISTS[name]
    page, fields = make(client, world)
    whole = [item for one in pages(page, fields, items, 1000) for item in one]

    assert len(whole) >= least
    for size in sorted({1, 2, 3, max(1, len(whole) - 1), len(whole), len(whole) + 1}):
        found = pages(page, fields, items, size)
        assert [item for one in found for item in one] == whole[: sum(map(len, found))]
        assert all(len(one) == size for one in found[:-1]) and len(found[-1]) <= size
        if len(found) < 60:
            assert sum(map(len, found)) == len(whole)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("token", ["nonsense", "AAAA", "W10", "WyJ4IiwxXQ", "x" * 500])
def test_foreign_tokens_are_refused(client: Client, world: World, name: str, token: str) -> None:
    """A token that the list never gave is no silent first page."""
    make, _, _ = LISTS[name]
    page, fields = make(client, world)

    with pytest.raises(InvalidArgument) as caught:
        page(**fields, page_token=token)
    assert caught.value.reason == "UNREADABLE"


def test_a_token_belongs_to_its_filters(client: Client, world: World) -> None:
    """A token of one question is refused by another."""
    token = client.orders.list_orders_page(world.account, page_size=1).next_page_token
    assert token

    with pytest.raises(InvalidArgument) as caught:
        client.orders.list_orders_page(world.account, states=["denied"], page_token=token)
    assert caught.value.reason == "UNREADABLE"


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [-1, 1001, 2**31 - 1])
def test_page_sizes_have_limits(client: Client, wire: Wire, world: World, name: str, size: int) -> None:
    """Refused by the client before it is sent, and by the server when it is."""
    make, _, _ = LISTS[name]
    page, fields = make(client, world)
    with pytest.raises(InvalidDocument):
        page(**fields, page_size=size)

    method = next(path for path in CALLS if path.endswith("/" + name))
    request = request_pb(method)(page_size=size)
    answer = wire.send(method, request)

    assert answer.reason == "INVALID_FIELD" and answer.rules is not None and "page_size" in answer.rules


def test_every_list_is_here(target: Target) -> None:
    """No list that is served is left out."""
    served = {path: call for path, call in CALLS.items() if target.serves(path)}
    paged = {call.name for path, call in served.items() if "page_token" in request_pb(path).DESCRIPTOR.fields_by_name}
    assert paged == set(LISTS)
    assert target.info.services
