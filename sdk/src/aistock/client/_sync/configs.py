# Derived from _async/configs.py by aistock_codegen.unasync; never edited.
"""Configurations as immutable versions named by content."""

from __future__ import annotations

from collections.abc import Iterator

from aistock.client._requests import config_document, made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.experiments.v1.models import (
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

_SERVICE = "/aistock.experiments.v1.ConfigService/"


class Configs:
    """Configurations as immutable versions named by content."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def put_config(
        self,
        document: StrategyConfig | FactorSetConfig | TrainTestConfig | ConfigPreset,
        *,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> StoredConfig:
        """Store a configuration. Equal content is one version."""
        request = made(PutConfigRequest, request_id=request_id or self._core.next_id(), document=config_document(document))
        response: PutConfigResponse = self._core.call(_SERVICE + "PutConfig", request, timeout)
        return response.config

    def get_config(self, config_hash: str, *, timeout: float | None = None) -> StoredConfig:
        """Read a version."""
        request = made(GetConfigRequest, config_hash=config_hash)
        response: GetConfigResponse = self._core.call(_SERVICE + "GetConfig", request, timeout)
        return response.config

    def list_configs_page(
        self,
        *,
        kind: ConfigKind | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListConfigsResponse:
        """One page. List configurations."""
        request = made(ListConfigsRequest, page_size=page_size, page_token=page_token, kind=kind)
        response: ListConfigsResponse = self._core.call(_SERVICE + "ListConfigs", request, timeout)
        return response

    def list_configs(self, *, kind: ConfigKind | str | None = None, page_size: int | None = None) -> Iterator[StoredConfig]:
        """List configurations. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_configs_page(kind=kind, page_size=page_size, page_token=token),
            lambda page: page.configs,
        )

    def list_config_history_page(
        self,
        kind: ConfigKind | str,
        *,
        name: str,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListConfigHistoryResponse:
        """One page. List the versions of one configuration."""
        request = made(ListConfigHistoryRequest, kind=kind, name=name, page_size=page_size, page_token=page_token)
        response: ListConfigHistoryResponse = self._core.call(_SERVICE + "ListConfigHistory", request, timeout)
        return response

    def list_config_history(self, kind: ConfigKind | str, *, name: str, page_size: int | None = None) -> Iterator[StoredConfig]:
        """List the versions of one configuration. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_config_history_page(kind, name=name, page_size=page_size, page_token=token),
            lambda page: page.configs,
        )
