"""AccountService on the wire."""

from typing import Any

from aistock.execution.v1 import account_service_pb2_grpc
from aistock_server.execution import Execution
from aistock_server.rpc.calls import Calls


class AccountServicer(account_service_pb2_grpc.AccountServiceServicer):
    """Accounts and the strategy instances on them."""

    def __init__(self, execution: Execution, calls: Calls) -> None:
        self._accounts = execution.accounts
        self._instances = execution.instances
        self._calls = calls

    async def OpenAccount(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._accounts.open_account, request)

    async def GetAccount(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.get_account, request)

    async def ListAccounts(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.list_accounts, request)

    async def ListPositions(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.list_positions, request)

    async def ListFills(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.list_fills, request)

    async def ListNav(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.list_nav, request)

    async def Reconcile(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._accounts.reconcile, request)

    async def AdvanceAccount(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._accounts.advance_account, request)

    async def CreateInstance(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._instances.create_instance, request)

    async def StartInstance(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._instances.start_instance, request)

    async def StopInstance(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._instances.stop_instance, request)

    async def GetInstance(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._instances.get_instance, request)

    async def ListInstances(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._instances.list_instances, request)
