"""RiskService on the wire."""

from typing import Any

from aistock.execution.v1 import risk_service_pb2_grpc
from aistock_server.execution import Execution
from aistock_server.rpc.calls import Calls


class RiskServicer(risk_service_pb2_grpc.RiskServiceServicer):
    """Policies and the kill switch."""

    def __init__(self, execution: Execution, calls: Calls) -> None:
        self._risk = execution.risk
        self._calls = calls

    async def SetPolicy(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._risk.set_policy, request)

    async def GetPolicy(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._risk.get_policy, request)

    async def Halt(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._risk.halt, request)

    async def Resume(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._risk.resume, request)

    async def ListRiskEvents(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._risk.list_risk_events, request)
