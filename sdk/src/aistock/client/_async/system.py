"""What the server is, and the long jobs of every other service."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from aistock.client._async.core import AsyncCore
from aistock.client._async.pages import paged
from aistock.client._async.streams import AsyncStream
from aistock.client._requests import made
from aistock.errors import OperationFailed
from aistock.system.v1.models import (
    CancelOperationRequest,
    CancelOperationResponse,
    GetOperationRequest,
    GetOperationResponse,
    GetServerInfoRequest,
    GetServerInfoResponse,
    ListOperationsRequest,
    ListOperationsResponse,
    Operation,
    OperationState,
    WatchOperationRequest,
)

_SERVICE = "/aistock.system.v1.SystemService/"


class AsyncSystem:
    """What the server is, and the long jobs of every other service."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    async def get_server_info(self, *, timeout: float | None = None) -> GetServerInfoResponse:
        """Say which contract, adapters and calls this server has. Any client may call it first."""
        request = made(
            GetServerInfoRequest,
        )
        response: GetServerInfoResponse = await self._core.call(_SERVICE + "GetServerInfo", request, timeout)
        return response

    async def get_operation(self, operation_id: str, *, timeout: float | None = None) -> Operation:
        """Read a long job."""
        request = made(GetOperationRequest, operation_id=operation_id)
        response: GetOperationResponse = await self._core.call(_SERVICE + "GetOperation", request, timeout)
        return response.operation

    def watch_operation(self, operation_id: str, *, cursor: str | None = None) -> AsyncStream[Operation]:
        """Follow a long job until it ends; resuming at a cursor repeats nothing and skips only intermediate states."""
        request = made(WatchOperationRequest, operation_id=operation_id, cursor=cursor)
        return AsyncStream(
            self._core,
            _SERVICE + "WatchOperation",
            request,
            pick=lambda response: response.operation,
            place=lambda response: response.cursor,
        )

    async def cancel_operation(
        self, operation_id: str, *, request_id: str | None = None, timeout: float | None = None
    ) -> Operation:
        """Stop a long job. A job that has ended is returned as it is."""
        request = made(CancelOperationRequest, request_id=request_id or self._core.next_id(), operation_id=operation_id)
        response: CancelOperationResponse = await self._core.call(_SERVICE + "CancelOperation", request, timeout)
        return response.operation

    async def list_operations_page(
        self,
        *,
        state: OperationState | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListOperationsResponse:
        """One page. List long jobs."""
        request = made(ListOperationsRequest, page_size=page_size, page_token=page_token, state=state)
        response: ListOperationsResponse = await self._core.call(_SERVICE + "ListOperations", request, timeout)
        return response

    def list_operations(
        self, *, state: OperationState | str | None = None, page_size: int | None = None
    ) -> AsyncIterator[Operation]:
        """List long jobs. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_operations_page(state=state, page_size=page_size, page_token=token),
            lambda page: page.operations,
        )

    async def wait_operation(self, operation_id: str, *, on_change: Callable[[Operation], object] | None = None) -> Operation:
        """Follow a long job to its end, telling `on_change` of each change; a job without a result raises OperationFailed."""
        async with self.watch_operation(operation_id) as changes:
            async for change in changes:
                if on_change is not None:
                    on_change(change)
        operation = await self.get_operation(operation_id)
        if operation.state is not OperationState.SUCCEEDED:
            raise OperationFailed(operation)
        return operation
