"""Stored configurations: equal content is one version, whatever it is called."""

from datetime import UTC, datetime, timedelta

import pytest

from aistock.experiments.v1.models import (
    ConfigDocument,
    ConfigKind,
    ConfigPreset,
    GetConfigRequest,
    ListConfigHistoryRequest,
    ListConfigsRequest,
    PutConfigRequest,
    StrategyConfig,
    TopkDropout,
)
from aistock_conformance import documents
from aistock_server.adapters.memory.experiments_store import MemoryConfigStore
from aistock_server.experiments import Configs
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotFound

UUID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10"


@pytest.fixture
def room() -> Configs:
    return Configs(MemoryConfigStore(), FixedClock(datetime(2025, 1, 2, tzinfo=UTC)))


def strategy(topk: int = 10, name: str = "top") -> StrategyConfig:
    base = documents.experiment_request().strategy
    return base.model_copy(update={"weight": TopkDropout(topk=topk, n_drop=1), "name": name})


def put(room: Configs, config: StrategyConfig) -> str:
    return room.put(PutConfigRequest(request_id=UUID, document=ConfigDocument(strategy=config))).config.config_hash


def test_labels_do_not_make_a_version(room: Configs) -> None:
    first = put(room, strategy())
    again = strategy(name="another name")
    again = again.model_copy(update={"generated_at_utc": again.generated_at_utc + timedelta(days=1), "description": "x"})

    assert put(room, again) == first
    assert room.get(GetConfigRequest(config_hash=first)).config.name == "top"


def test_versions_of_a_name_are_a_history(room: Configs) -> None:
    hashes = [put(room, strategy(topk)) for topk in (10, 20, 30)]
    history = room.list_history(ListConfigHistoryRequest(kind=ConfigKind.STRATEGY, name="top", page_size=2))
    rest = room.list_history(
        ListConfigHistoryRequest(kind=ConfigKind.STRATEGY, name="top", page_size=2, page_token=history.next_page_token)
    )

    assert [config.config_hash for config in [*history.configs, *rest.configs]] == hashes[::-1]
    assert [config.revision for config in [*history.configs, *rest.configs]] == [3, 2, 1]
    assert rest.next_page_token is None


def test_the_list_shows_the_newest_of_each_name(room: Configs) -> None:
    for number, name in enumerate(("b", "a", "b", "c")):
        put(room, strategy(10 + number, name))
    first = room.list_configs(ListConfigsRequest(page_size=2))
    second = room.list_configs(ListConfigsRequest(page_size=2, page_token=first.next_page_token))

    assert [(config.name, config.revision) for config in [*first.configs, *second.configs]] == [("a", 1), ("b", 2), ("c", 1)]


def test_a_token_is_good_only_for_its_own_list(room: Configs) -> None:
    for number, name in enumerate("abc"):
        put(room, strategy(10 + number, name))
    token = room.list_configs(ListConfigsRequest(page_size=1)).next_page_token

    with pytest.raises(Invalid, match="page_token"):
        room.list_configs(ListConfigsRequest(page_size=1, page_token=token, kind=ConfigKind.STRATEGY))
    with pytest.raises(Invalid, match="page_token"):
        room.list_configs(ListConfigsRequest(page_token="bm90IGEgdG9rZW4"))


def test_a_preset_names_stored_versions_of_the_right_kinds(room: Configs) -> None:
    stored = put(room, strategy())

    def preset(**parts: str) -> PutConfigRequest:
        written = strategy().generated_at_utc
        made = ConfigPreset(generated_at_utc=written, source="test", name="daily", **parts)
        return PutConfigRequest(request_id=UUID, document=ConfigDocument(preset=made))

    assert room.put(preset(strategy_hash=stored)).config.kind is ConfigKind.PRESET
    with pytest.raises(NotFound, match="no factor_set"):
        room.put(preset(factor_set_hash=stored))
    with pytest.raises(NotFound, match="no configuration"):
        room.put(preset(train_test_hash="0" * 64))


def test_what_is_not_there_is_not_found(room: Configs) -> None:
    with pytest.raises(NotFound):
        room.get(GetConfigRequest(config_hash="0" * 64))
    with pytest.raises(NotFound):
        room.list_history(ListConfigHistoryRequest(kind=ConfigKind.STRATEGY, name="nobody"))
