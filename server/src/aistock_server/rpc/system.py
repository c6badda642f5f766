"""SystemService on the wire."""

from collections.abc import AsyncIterator
from typing import Any

from aistock.system.v1 import system_service_pb2_grpc
from aistock.system.v1.models import GetServerInfoRequest, GetServerInfoResponse
from aistock_server.operations import Operations
from aistock_server.rpc.calls import Calls


class SystemServicer(system_service_pb2_grpc.SystemServiceServicer):
    """What the server is, and its long jobs."""

    def __init__(self, about: GetServerInfoResponse, operations: Operations, calls: Calls) -> None:
        self._about = about
        self._operations = operations
        self._calls = calls

    def _info(self, _request: GetServerInfoRequest) -> GetServerInfoResponse:
        return self._about

    async def GetServerInfo(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._info, request)

    async def GetOperation(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._operations.get_operation, request)

    async def WatchOperation(self, request: Any, context: Any) -> AsyncIterator[Any]:
        async for event in self._calls.watch(self._operations.watch_operation, request):
            yield event

    async def CancelOperation(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._operations.cancel_operation, request)

    async def ListOperations(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._operations.list_operations, request)
