"""MarketSourceService: one line for each call."""

from collections.abc import AsyncIterator
from typing import Any

from aistock.market.v1 import source_service_pb2 as pb
from aistock.market.v1.source_service_pb2_grpc import MarketSourceServiceServicer
from aistock_server.market.source_room import MarketSources
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.edge import takes_bytes
from aistock_server.rpc.live_quotes import LiveQuotes


class MarketSource(MarketSourceServiceServicer):
    """Hands each call to the sources, or to the quotes; vendors may be slow, so their calls have threads of their own."""

    def __init__(self, calls: Calls, sources: MarketSources, quotes: LiveQuotes) -> None:
        self._calls = calls
        self._sources = sources
        self._quotes = quotes

    async def GetSourceRows(self, request: pb.GetSourceRowsRequest, context: Any) -> AsyncIterator[Any]:
        async for piece in self._calls.asked_stream(self._sources.rows, request):
            yield piece

    async def CompareSources(self, request: pb.CompareSourcesRequest, context: Any) -> Any:
        return await self._calls.ask(self._sources.compare, request)

    async def IngestFromSource(self, request: pb.IngestFromSourceRequest, context: Any) -> Any:
        return await self._calls.mutate(self._sources.ingest, request)

    @takes_bytes
    async def PublishQuotes(self, requests: AsyncIterator[bytes], context: Any) -> Any:
        return await self._quotes.publish(requests)
