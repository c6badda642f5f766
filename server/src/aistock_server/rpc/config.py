"""ConfigService on the wire."""

from typing import Any

from aistock.experiments.v1 import config_service_pb2_grpc
from aistock_server.experiments import Configs
from aistock_server.rpc.calls import Calls


class ConfigServicer(config_service_pb2_grpc.ConfigServiceServicer):
    """Stored configurations."""

    def __init__(self, configs: Configs, calls: Calls) -> None:
        self._configs = configs
        self._calls = calls

    async def PutConfig(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._configs.put, request)

    async def GetConfig(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._configs.get, request)

    async def ListConfigs(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._configs.list_configs, request)

    async def ListConfigHistory(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._configs.list_history, request)
