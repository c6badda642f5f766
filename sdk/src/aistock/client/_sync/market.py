# Derived from _async/market.py by aistock_codegen.unasync; never edited.
"""Market data: one meaning of a column whatever source it came from, read from immutable snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from aistock.client._ipc_stream import IpcStream
from aistock.client._quotes import QuoteBatch
from aistock.client._requests import date_range, made, selector
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.client._sync.streams import Stream
from aistock.client._tables import Window, bars_table, days_of, expressions, words_of
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    Board,
    ComputeFactorsRequest,
    DatasetKind,
    DatasetManifest,
    DatasetSummary,
    ExportDatasetRequest,
    ExportDatasetResponse,
    ExportPool,
    FactorExpression,
    GetDatasetManifestRequest,
    GetDatasetManifestResponse,
    GetHistoryWindowRequest,
    GetSnapshotRequest,
    GetSnapshotResponse,
    GetTradingCalendarRequest,
    GetTradingCalendarResponse,
    GetTradingRulesRequest,
    GetTradingRulesResponse,
    IngestBarsRequest,
    IngestBarsResponse,
    IngestHeader,
    Instrument,
    InstrumentKind,
    ListDatasetsRequest,
    ListDatasetsResponse,
    ListInstrumentsRequest,
    ListInstrumentsResponse,
    ListSourcesRequest,
    ListSourcesResponse,
    MarketSource,
    RiskStatus,
    SourceTable,
    StreamQuotesRequest,
    TradingCalendar,
    WindowLayout,
)

_SERVICE = "/aistock.market.v1.MarketDataService/"


class Market:
    """Market data: one meaning of a column whatever source it came from, read from immutable snapshots."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list_instruments_page(
        self,
        dataset: str | None = None,
        *,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        kind: InstrumentKind | str | None = None,
        board: Board | str | None = None,
        codes: Sequence[str] = (),
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListInstrumentsResponse:
        """One page. Lists the instruments of a snapshot."""
        request = made(
            ListInstrumentsRequest,
            dataset=selector(dataset, snapshot_id, as_of_date),
            kind=kind,
            board=board,
            codes=codes,
            page_size=page_size,
            page_token=page_token,
        )
        response: ListInstrumentsResponse = self._core.call(_SERVICE + "ListInstruments", request, timeout)
        return response

    def list_instruments(
        self,
        dataset: str | None = None,
        *,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        kind: InstrumentKind | str | None = None,
        board: Board | str | None = None,
        codes: Sequence[str] = (),
        page_size: int | None = None,
    ) -> Iterator[Instrument]:
        """Lists the instruments of a snapshot. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_instruments_page(
                dataset,
                snapshot_id=snapshot_id,
                as_of_date=as_of_date,
                kind=kind,
                board=board,
                codes=codes,
                page_size=page_size,
                page_token=token,
            ),
            lambda page: page.instruments,
        )

    def get_trading_calendar(
        self,
        dataset: str | None = None,
        *,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        timeout: float | None = None,
    ) -> TradingCalendar:
        """Gives the trading days of a snapshot."""
        request = made(
            GetTradingCalendarRequest,
            dataset=selector(dataset, snapshot_id, as_of_date),
            date_range=date_range(start_date, end_date),
        )
        response: GetTradingCalendarResponse = self._core.call(_SERVICE + "GetTradingCalendar", request, timeout)
        return response.calendar

    def get_trading_rules(
        self,
        *,
        board: Board | str | None = None,
        status: RiskStatus | str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        timeout: float | None = None,
    ) -> GetTradingRulesResponse:
        """Gives the trading rules and fees by date."""
        request = made(GetTradingRulesRequest, board=board, status=status, date_range=date_range(start_date, end_date))
        response: GetTradingRulesResponse = self._core.call(_SERVICE + "GetTradingRules", request, timeout)
        return response

    def history(
        self,
        dataset: str | None = None,
        *,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        instruments: Sequence[str] = (),
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        bars: int | None = None,
        columns: Sequence[str] = (),
        frequency: BarFrequency | str | None = None,
        adjustment: Adjustment | str | None = None,
        joined_snapshot_ids: Sequence[str] = (),
        layout: WindowLayout | str | None = None,
        timeout: float | None = None,
    ) -> Window:
        """Bars of the days from start_date to end_date, or of the last `bars` days. GetHistoryWindow.

        Columns of daily_basic and moneyflow are joined to bars of days, from the dataset's latest snapshots of them, or from
        those named. The layout "compact" takes fewer bytes: codes are places in a dictionary, and prices int32 where that loses
        nothing.
        """
        request = made(
            GetHistoryWindowRequest,
            dataset=selector(dataset, snapshot_id, as_of_date),
            instruments=instruments,
            date_range=date_range(start_date, end_date),
            bars=bars,
            columns=columns,
            frequency=frequency,
            adjustment=adjustment,
            joined_snapshot_ids=joined_snapshot_ids,
            layout=layout,
        )
        return Window(self._core.collect(_SERVICE + "GetHistoryWindow", request, timeout))

    def get_snapshot(
        self,
        dataset: str | None = None,
        *,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        instruments: Sequence[str] = (),
        date: date | str | None = None,
        timeout: float | None = None,
    ) -> GetSnapshotResponse:
        """Gives the quotes of many instruments at one moment: the close of a day of a snapshot, or now when neither is named."""
        live = dataset is None and snapshot_id is None and as_of_date is None
        chosen = None if live else selector(dataset, snapshot_id, as_of_date)
        request = made(GetSnapshotRequest, dataset=chosen, instruments=instruments, date=date)
        response: GetSnapshotResponse = self._core.call(_SERVICE + "GetSnapshot", request, timeout)
        return response

    def stream_quotes(self, *, instruments: Sequence[str] = (), cursor: str | None = None) -> Stream[QuoteBatch]:
        """Streams quotes in batches; a slow client gets the last quote of each instrument and is told how many it missed."""
        request = made(StreamQuotesRequest, instruments=instruments, cursor=cursor)
        return Stream(
            self._core,
            _SERVICE + "StreamQuotes",
            request,
            pick=lambda batch: batch,
            place=lambda batch: batch.cursor,
            read=QuoteBatch,
        )

    def compute_factors(
        self,
        factors: Sequence[FactorExpression] | Mapping[str, str],
        *,
        dataset: str | None = None,
        snapshot_id: str | None = None,
        as_of_date: date | str | None = None,
        instruments: Sequence[str] = (),
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        bars: int | None = None,
        timeout: float | None = None,
    ) -> Window:
        """Factor values on a window of bars; `factors` may be a mapping of names to expressions. ComputeFactors."""
        request = made(
            ComputeFactorsRequest,
            dataset=selector(dataset, snapshot_id, as_of_date),
            instruments=instruments,
            date_range=date_range(start_date, end_date),
            bars=bars,
            factors=expressions(factors),
        )
        return Window(self._core.collect(_SERVICE + "ComputeFactors", request, timeout))

    def list_sources_page(
        self, *, page_size: int | None = None, page_token: str | None = None, timeout: float | None = None
    ) -> ListSourcesResponse:
        """One page. Lists where market data comes from."""
        request = made(ListSourcesRequest, page_size=page_size, page_token=page_token)
        response: ListSourcesResponse = self._core.call(_SERVICE + "ListSources", request, timeout)
        return response

    def list_sources(self, *, page_size: int | None = None) -> Iterator[MarketSource]:
        """Lists where market data comes from. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_sources_page(page_size=page_size, page_token=token),
            lambda page: page.sources,
        )

    def export_dataset(
        self,
        snapshot_id: str,
        *,
        format: DatasetKind | str,
        pools: Sequence[ExportPool] = (),
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> str:
        """Starts an export of a snapshot to another format."""
        request = made(
            ExportDatasetRequest, request_id=request_id or self._core.next_id(), snapshot_id=snapshot_id, format=format, pools=pools
        )
        response: ExportDatasetResponse = self._core.call(_SERVICE + "ExportDataset", request, timeout)
        return response.operation_id

    def ingest_bars(
        self,
        dataset: str,
        bars: Any,
        instruments: Sequence[Instrument],
        *,
        source: str,
        synthetic: bool,
        calendar: str = "XSHG",
        dates: Sequence[date | str] | None = None,
        benchmarks: Sequence[str] = (),
        table: SourceTable | str | None = None,
        frequency: BarFrequency | str | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> IngestBarsResponse:
        """Stores bars, or rows of daily_basic or moneyflow, as a snapshot; all of them or nothing. IngestBars.

        `bars` is an Arrow table, or a pandas frame with the columns of bars or with the index (datetime, instrument); bars of
        minutes have event_time, the end of the bar, in place of date. In other tables NaN and null are missing, and any of their
        columns may be absent. `dates` are the calendar's trading days; without them, the days of the rows.
        """
        rows = bars_table(bars, table, frequency)
        content = IpcStream(words_of(rows))
        header = made(
            IngestHeader,
            request_id=request_id or self._core.next_id(),
            dataset=dataset,
            source=source,
            synthetic=synthetic,
            calendar=calendar,
            dates=days_of(rows) if dates is None else dates,
            instruments=instruments,
            benchmarks=benchmarks,
            content_sha256=content.sha256,
            table=table,
            frequency=frequency,
        )
        first = IngestBarsRequest(header=header)

        def requests() -> Iterator[IngestBarsRequest]:
            yield first
            yield from (IngestBarsRequest(arrow_ipc=piece) for piece in content.pieces())

        response: IngestBarsResponse = self._core.upload(_SERVICE + "IngestBars", requests, first, timeout)
        return response

    def list_datasets_page(
        self,
        *,
        name: str | None = None,
        kind: DatasetKind | str | None = None,
        latest_only: bool | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListDatasetsResponse:
        """One page. Lists the snapshots that the server holds."""
        request = made(
            ListDatasetsRequest, name=name, kind=kind, latest_only=latest_only, page_size=page_size, page_token=page_token
        )
        response: ListDatasetsResponse = self._core.call(_SERVICE + "ListDatasets", request, timeout)
        return response

    def list_datasets(
        self,
        *,
        name: str | None = None,
        kind: DatasetKind | str | None = None,
        latest_only: bool | None = None,
        page_size: int | None = None,
    ) -> Iterator[DatasetSummary]:
        """Lists the snapshots that the server holds. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_datasets_page(
                name=name, kind=kind, latest_only=latest_only, page_size=page_size, page_token=token
            ),
            lambda page: page.datasets,
        )

    def get_dataset_manifest(
        self, dataset: str | None = None, *, snapshot_id: str | None = None, timeout: float | None = None
    ) -> DatasetManifest:
        """Gives the manifest of a snapshot."""
        request = made(GetDatasetManifestRequest, dataset=dataset, snapshot_id=snapshot_id)
        response: GetDatasetManifestResponse = self._core.call(_SERVICE + "GetDatasetManifest", request, timeout)
        return response.manifest
