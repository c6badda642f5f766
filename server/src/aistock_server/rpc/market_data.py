"""MarketDataService: one line for each call."""

import tempfile
from collections.abc import AsyncIterator
from typing import Any

from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.market_data_service_pb2_grpc import MarketDataServiceServicer
from aistock_server.market import Market
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.edge import takes_bytes
from aistock_server.rpc.held_windows import HeldWindows
from aistock_server.rpc.live_quotes import LiveQuotes
from aistock_server.rpc.upload import received

#: Uploads larger than this wait on disk, not in memory.
_IN_MEMORY_BYTES = 16 << 20


class MarketData(MarketDataServiceServicer):
    """Hands each call to the market room, and calls about the quotes of now to them; ComputeFactors is not served yet."""

    def __init__(self, calls: Calls, market: Market, quotes: LiveQuotes) -> None:
        self._calls = calls
        self._market = market
        self._quotes = quotes
        self._windows = HeldWindows(market.history_window)

    async def ListInstruments(self, request: pb.ListInstrumentsRequest, context: Any) -> Any:
        return await self._calls.read(self._market.list_instruments, request)

    async def GetTradingCalendar(self, request: pb.GetTradingCalendarRequest, context: Any) -> Any:
        return await self._calls.read(self._market.trading_calendar, request)

    async def GetTradingRules(self, request: pb.GetTradingRulesRequest, context: Any) -> Any:
        return await self._calls.read(self._market.trading_rules, request)

    async def GetHistoryWindow(self, request: pb.GetHistoryWindowRequest, context: Any) -> AsyncIterator[Any]:
        async for piece in self._calls.stream(self._windows.window, request, written=_as_they_are):
            yield piece

    async def GetSnapshot(self, request: pb.GetSnapshotRequest, context: Any) -> Any:
        if not request.HasField("dataset"):
            return self._quotes.snapshot(request)
        return await self._calls.read(self._market.snapshot, request)

    async def StreamQuotes(self, request: pb.StreamQuotesRequest, context: Any) -> AsyncIterator[Any]:
        async for batch in self._quotes.stream(request):
            yield batch

    async def ListSources(self, request: pb.ListSourcesRequest, context: Any) -> Any:
        return await self._calls.read(self._market.list_sources, request)

    async def ExportDataset(self, request: pb.ExportDatasetRequest, context: Any) -> Any:
        return await self._calls.mutate(self._market.export_dataset, request)

    @takes_bytes
    async def IngestBars(self, requests: AsyncIterator[bytes], context: Any) -> Any:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as content:
            header, digest = await received(requests, content)
            return await self._calls.mutate(self._market.ingest_bars, header, content, digest, digest=digest)

    async def ListDatasets(self, request: pb.ListDatasetsRequest, context: Any) -> Any:
        return await self._calls.read(self._market.list_datasets, request)

    async def GetDatasetManifest(self, request: pb.GetDatasetManifestRequest, context: Any) -> Any:
        return await self._calls.read(self._market.dataset_manifest, request)


def _as_they_are(message: Any) -> Any:
    return message
