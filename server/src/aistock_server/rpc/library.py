"""LibraryService on the wire."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from typing import Any

from aistock.library.v1 import library_service_pb2_grpc
from aistock_server.library import Library
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.catalog_stream import Spool, received
from aistock_server.rpc.codec import from_pb

#: Imports larger than this wait on disk, not in memory.
_IN_MEMORY_BYTES = 4 << 20


class LibraryServicer(library_service_pb2_grpc.LibraryServiceServicer):
    """Catalogs in, assets out."""

    def __init__(self, library: Library, calls: Calls) -> None:
        self._library = library
        self._calls = calls

    async def ImportCatalogs(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._library.import_catalogs, request)

    async def ImportCatalogStream(self, requests: AsyncIterator[Any], context: Any) -> Any:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as file:
            header, spool = await received(requests, file, self._take)  # type: ignore[arg-type]  # spooled files are binary files
            return await self._calls.mutate(self._library.import_catalog_stream, header, spool.offers(), digest=spool.digest())

    async def _take(self, spool: Spool, message: Any) -> None:
        # Beside the loop that serves every call: checking a piece takes longer than any of them may wait.
        await self._calls.look(spool.take, message, self._library.digests)

    async def PublishLoop(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._library.publish_loop, request)

    async def ListFactors(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.list_factors, request)

    async def GetFactor(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.get_factor, request)

    async def ListStrategies(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.list_strategies, request)

    async def GetStrategy(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.get_strategy, request)

    async def ListLoops(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.list_loops, request)

    async def GetLoop(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.get_loop, request)

    async def ListModels(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.list_models, request)

    async def GetModel(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._library.get_model, request)

    async def RegisterFactor(self, request: Any, context: Any) -> Any:
        # A table is read before the unit of work is opened, so that no other write waits for it.
        await asyncio.to_thread(self._library.examine_factor, from_pb(request))
        return await self._calls.mutate(self._library.register_factor, request)

    async def RegisterStrategy(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._library.register_strategy, request)
