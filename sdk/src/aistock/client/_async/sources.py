"""Market sources asked themselves: vendors' files and services, as they are now."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from aistock.client._async.core import AsyncCore
from aistock.client._requests import date_range, made
from aistock.client._tables import SourceRows
from aistock.client._transports.aio import AsyncFlow, Flowing
from aistock.market.v1.models import (
    BarFrequency,
    CompareSourcesRequest,
    CompareSourcesResponse,
    GetSourceRowsRequest,
    IngestFromSourceRequest,
    IngestFromSourceResponse,
    PublishQuotesRequest,
    PublishQuotesResponse,
    Quote,
    SourceTable,
)

_SERVICE = "/aistock.market.v1.MarketSourceService/"
_A_DAY = 86_400.0


class AsyncSources:
    """Market sources asked themselves: vendors' files and services, as they are now."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    async def rows(
        self,
        table: SourceTable | str,
        *,
        start_date: date | str,
        end_date: date | str,
        frequency: BarFrequency | str | None = None,
        instruments: Sequence[str] = (),
        indices: Sequence[str] = (),
        columns: Sequence[str] = (),
        sources: Sequence[str] = (),
        as_of_utc: datetime | str | None = None,
        expected_through_date: date | str | None = None,
        skip_refused: bool | None = None,
        timeout: float | None = None,
    ) -> SourceRows:
        """Rows of the first source that answers, and who could not; `indices` picks those of index_weights. GetSourceRows."""
        question = _question(
            table, frequency, start_date, end_date, instruments, columns, as_of_utc, expected_through_date, skip_refused
        )
        request = made(GetSourceRowsRequest, question={**question, "indices": indices}, sources=sources)
        return SourceRows(await self._core.collect(_SERVICE + "GetSourceRows", request, timeout))

    async def compare(
        self,
        table: SourceTable | str,
        sources: Sequence[str],
        *,
        start_date: date | str,
        end_date: date | str,
        frequency: BarFrequency | str | None = None,
        instruments: Sequence[str] = (),
        columns: Sequence[str] = (),
        as_of_utc: datetime | str | None = None,
        expected_through_date: date | str | None = None,
        skip_refused: bool | None = None,
        relative_tolerance: float | None = None,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> CompareSourcesResponse:
        """Where two to eight sources disagree about the same question. CompareSources."""
        question = _question(
            table, frequency, start_date, end_date, instruments, columns, as_of_utc, expected_through_date, skip_refused
        )
        request = made(
            CompareSourcesRequest, question=question, sources=sources, relative_tolerance=relative_tolerance, limit=limit
        )
        response: CompareSourcesResponse = await self._core.call(_SERVICE + "CompareSources", request, timeout)
        return response

    async def ingest(
        self,
        dataset: str,
        table: SourceTable | str = SourceTable.BARS,
        *,
        start_date: date | str,
        end_date: date | str,
        frequency: BarFrequency | str | None = None,
        instruments: Sequence[str] = (),
        sources: Sequence[str] = (),
        benchmarks: Sequence[str] = (),
        as_of_utc: datetime | str | None = None,
        expected_through_date: date | str | None = None,
        skip_refused: bool | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> IngestFromSourceResponse:
        """Starts reading a source into a snapshot; watch the operation that is named. IngestFromSource."""
        question = _question(
            table, frequency, start_date, end_date, instruments, (), as_of_utc, expected_through_date, skip_refused
        )
        request = made(
            IngestFromSourceRequest,
            request_id=request_id or self._core.next_id(),
            dataset=dataset,
            question=question,
            sources=sources,
            benchmarks=benchmarks,
        )
        response: IngestFromSourceResponse = await self._core.call(_SERVICE + "IngestFromSource", request, timeout)
        return response

    async def publish_quotes(
        self, source: str, batches: Flowing[Sequence[Quote]], *, timeout: float | None = None
    ) -> PublishQuotesResponse:
        """Hands quotes to the server's streams as the batches come; an empty batch says that the source is alive. PublishQuotes.

        It lasts as long as there are batches, for a day without a `timeout`. After a broken connection it goes on with the batches
        that follow, and the answer counts those. When the call has ended no more are read: an asynchronous generator is closed, a
        plain iterator stays where it is. What reading the batches raises ends the call and is raised.
        """
        flow = AsyncFlow(batches, lambda quotes: made(PublishQuotesRequest, source=source, quotes=quotes))
        try:
            first = made(PublishQuotesRequest, source=source, quotes=[])
            response: PublishQuotesResponse = await self._core.upload(
                _SERVICE + "PublishQuotes", flow.sent, first, timeout or _A_DAY
            )
        finally:
            await flow.aclose()
        return response


def _question(
    table: SourceTable | str,
    frequency: BarFrequency | str | None,
    start_date: date | str,
    end_date: date | str,
    instruments: Sequence[str],
    columns: Sequence[str],
    as_of_utc: datetime | str | None,
    expected_through_date: date | str | None,
    skip_refused: bool | None,
) -> dict[str, Any]:
    """The fields of a SourceQuestion."""
    return {
        "table": table,
        "frequency": frequency,
        "date_range": date_range(start_date, end_date),
        "instruments": instruments,
        "columns": columns,
        "as_of_utc": as_of_utc,
        "expected_through_date": expected_through_date,
        "skip_refused": skip_refused,
    }
