"""OrderService on the wire."""

from collections.abc import AsyncIterator
from typing import Any

from aistock.execution.v1 import order_service_pb2_grpc
from aistock_server.execution import Execution
from aistock_server.rpc.calls import Calls


class OrderServicer(order_service_pb2_grpc.OrderServiceServicer):
    """Orders, the journal as a stream, and why an order exists."""

    def __init__(self, execution: Execution, calls: Calls) -> None:
        self._orders = execution.orders
        self._explainer = execution.explainer
        self._calls = calls

    async def SubmitOrder(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._orders.submit_order, request)

    async def CancelOrder(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._orders.cancel_order, request)

    async def GetOrder(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._orders.get_order, request)

    async def ListOrders(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._orders.list_orders, request)

    async def WatchEvents(self, request: Any, context: Any) -> AsyncIterator[Any]:
        async for event in self._calls.watch(self._orders.watch_events, request):
            yield event

    async def ExplainOrder(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._explainer.explain_order, request)
