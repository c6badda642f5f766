"""Configurations as immutable versions that their content names."""

from aistock.experiments.identity import config_hash
from aistock.experiments.v1.models import (
    ConfigDocument,
    ConfigKind,
    ConfigPreset,
    FactorSetConfig,
    GetConfigRequest,
    GetConfigResponse,
    ListConfigHistoryRequest,
    ListConfigHistoryResponse,
    ListConfigsRequest,
    ListConfigsResponse,
    PutConfigRequest,
    PutConfigResponse,
    StoredConfig,
    StrategyConfig,
    TrainTestConfig,
)
from aistock_server.experiments.ports import ConfigStore
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound
from aistock_server.kernel.paging import decode_token, encode_token, page_size


def _content(document: ConfigDocument) -> tuple[ConfigKind, StrategyConfig | FactorSetConfig | TrainTestConfig | ConfigPreset]:
    if document.strategy is not None:
        return ConfigKind.STRATEGY, document.strategy
    if document.factor_set is not None:
        return ConfigKind.FACTOR_SET, document.factor_set
    if document.train_test is not None:
        return ConfigKind.TRAIN_TEST, document.train_test
    assert document.preset is not None, "config_document.exactly_one"
    return ConfigKind.PRESET, document.preset


class Configs:
    """Stored configurations."""

    def __init__(self, store: ConfigStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def put(self, request: PutConfigRequest) -> PutConfigResponse:
        """Store a version; equal content is the version that exists, under the name it was first given."""
        kind, content = _content(request.document)
        if isinstance(content, ConfigPreset):
            self._check_parts(content)
        name = config_hash(content)
        config = self._store.get(name)
        if config is None:
            config = StoredConfig(
                config_hash=name,
                kind=kind,
                name=content.name,
                revision=self._store.last_revision(kind, content.name) + 1,
                stored_at_utc=self._clock.now(),
                document=request.document,
            )
            self._store.add(config)
        return PutConfigResponse(config=config)

    def get(self, request: GetConfigRequest) -> GetConfigResponse:
        """A version by its content hash."""
        return GetConfigResponse(config=self._existing(request.config_hash))

    def list_configs(self, request: ListConfigsRequest) -> ListConfigsResponse:
        """The newest version of each history."""
        size = page_size(request.page_size)
        key = decode_token(request.page_token, width=2, kind=request.kind)
        after = None if key is None else (str(key[0]), str(key[1]))
        found = self._store.newest(after=after, limit=size + 1, kind=request.kind)
        last = found[size - 1] if len(found) > size else None
        token = None if last is None else encode_token([last.kind.value, last.name], kind=request.kind)
        return ListConfigsResponse(configs=list(found[:size]), next_page_token=token)

    def list_history(self, request: ListConfigHistoryRequest) -> ListConfigHistoryResponse:
        """Every version under a name."""
        if self._store.last_revision(request.kind, request.name) == 0:
            raise NotFound(
                "NOT_FOUND",
                f"no {request.kind.value} configuration is named {request.name!r}; see ListConfigs",
                name=request.name,
            )
        size = page_size(request.page_size)
        filters = {"kind": request.kind, "name": request.name}
        key = decode_token(request.page_token, width=1, **filters)
        before = None if key is None else int(key[0])
        found = self._store.history(request.kind, request.name, before=before, limit=size + 1)
        token = encode_token([found[size - 1].revision], **filters) if len(found) > size else None
        return ListConfigHistoryResponse(configs=list(found[:size]), next_page_token=token)

    def _check_parts(self, preset: ConfigPreset) -> None:
        for kind, name in (
            (ConfigKind.STRATEGY, preset.strategy_hash),
            (ConfigKind.FACTOR_SET, preset.factor_set_hash),
            (ConfigKind.TRAIN_TEST, preset.train_test_hash),
        ):
            if name is not None and self._existing(name).kind is not kind:
                raise NotFound("NOT_FOUND", f"configuration {name!r} is no {kind.value}; see ListConfigs", name=name)

    def _existing(self, name: str) -> StoredConfig:
        config = self._store.get(name)
        if config is None:
            raise NotFound("NOT_FOUND", f"no configuration {name!r}; ListConfigs names those there are", name=name)
        return config
