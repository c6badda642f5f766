"""ArchiveService on the wire."""

import asyncio
from typing import Any

from aistock.library.v1 import archive_service_pb2 as pb
from aistock.library.v1 import archive_service_pb2_grpc
from aistock_server.library import Archives, Vault, glance, look_again
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.codec import from_pb


class ArchiveServicer(archive_service_pb2_grpc.ArchiveServiceServicer):
    """Proof in, permits out; files are read again before the writer's turn, so that nobody waits for a disk."""

    def __init__(self, archives: Archives, vault: Vault, calls: Calls) -> None:
        self._archives = archives
        self._vault = vault
        self._calls = calls

    async def RecordArchive(self, request: Any, context: Any) -> Any:
        look = await asyncio.to_thread(look_again, self._vault, from_pb(request).record)
        return await self._calls.mutate(self._archives.record, request, look)

    async def GetArchive(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._archives.get, request)

    async def ListArchives(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._archives.list_archives, request)

    async def GetDeletionPermit(self, request: Any, context: Any) -> Any:
        found = await self._calls.read(self._archives.get, pb.GetArchiveRequest(archive_id=request.archive_id))
        look = await asyncio.to_thread(look_again, self._vault, from_pb(found).record)
        return await self._calls.mutate(self._archives.give_permit, request, look)

    async def RedeemDeletionPermit(self, request: Any, context: Any) -> Any:
        found = await self._calls.read(self._archives.behind, request)
        look = await asyncio.to_thread(glance, self._vault, from_pb(found).record)
        return await self._calls.mutate(self._archives.redeem, request, look)

    async def GetArchivePolicy(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._archives.get_policy, request)

    async def SetArchivePolicy(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._archives.set_policy, request)
