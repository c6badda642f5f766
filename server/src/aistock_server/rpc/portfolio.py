"""PortfolioService on the wire."""

from typing import Any

from aistock.execution.v1 import portfolio_service_pb2_grpc
from aistock_server.execution import Execution
from aistock_server.rpc.calls import Calls


class PortfolioServicer(portfolio_service_pb2_grpc.PortfolioServiceServicer):
    """Signals to weights to orders."""

    def __init__(self, execution: Execution, calls: Calls) -> None:
        self._portfolios = execution.portfolios
        self._calls = calls

    async def BuildPortfolio(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._portfolios.build_portfolio, request)

    async def PreviewOrders(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._portfolios.preview_orders, request)

    async def Rebalance(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._portfolios.rebalance, request)

    async def Flatten(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._portfolios.flatten, request)
