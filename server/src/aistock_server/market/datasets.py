"""What snapshots there are, and what is in them besides bars."""

from collections.abc import Callable

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    DatasetManifest,
    DatasetSummary,
    GetDatasetManifestRequest,
    GetDatasetManifestResponse,
    GetTradingCalendarRequest,
    GetTradingCalendarResponse,
    ListDatasetsRequest,
    ListDatasetsResponse,
    ListInstrumentsRequest,
    ListInstrumentsResponse,
    ListSourcesRequest,
    ListSourcesResponse,
    MarketSource,
    SourceKind,
    TradingCalendar,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.paging import decode_token, encode_token, page_size
from aistock_server.market.history import check_codes
from aistock_server.market.ports import MarketStore
from aistock_server.market.selection import select, snapshot_of


class Datasets:
    """Answers what the server holds."""

    def __init__(self, store: MarketStore, clock: Clock, listed_sources: Callable[[], list[MarketSource]]) -> None:
        self._store = store
        self._clock = clock
        self._listed_sources = listed_sources

    def instruments(self, request: ListInstrumentsRequest) -> ListInstrumentsResponse:
        """A page of a snapshot's instruments; last bars are cut off at the day the answer knows."""
        chosen = select(self._store, self._clock, request.dataset)
        check_codes(self._store, chosen, request.codes)
        filters = {
            "snapshot": chosen.manifest.snapshot_id,
            "as_of": chosen.as_of,
            "kind": request.kind,
            "board": request.board,
            "codes": ",".join(sorted(request.codes)),
        }
        key = decode_token(request.page_token, width=1, **filters)
        size = page_size(request.page_size)
        found = self._store.instruments(
            chosen.manifest.snapshot_id,
            kind=request.kind,
            board=request.board,
            codes=request.codes or None,
            after=None if key is None else str(key[0]),
            limit=size + 1,
        )
        shown = [
            one.model_copy(update={"last_bar_on": min(one.last_bar_on, chosen.as_of)}) if one.last_bar_on else one
            for one in found[:size]
        ]
        token = encode_token([found[size - 1].code], **filters) if len(found) > size else None
        return ListInstrumentsResponse(instruments=shown, next_page_token=token, provenance=chosen.provenance(self._clock))

    def calendar(self, request: GetTradingCalendarRequest) -> GetTradingCalendarResponse:
        """The sessions of a snapshot inside the range asked for."""
        chosen = select(self._store, self._clock, request.dataset)
        window = request.date_range or DateRange(start_date=chosen.sessions[0], end_date=chosen.as_of)
        days = [day for day in chosen.sessions if window.start_date <= day <= window.end_date]
        calendar = TradingCalendar(
            generated_at_utc=self._clock.now(),
            source=chosen.manifest.source,
            calendar=chosen.manifest.calendar,
            date_range=window,
            dates=days,
        )
        return GetTradingCalendarResponse(calendar=calendar)

    def page(self, request: ListDatasetsRequest) -> ListDatasetsResponse:
        """A page of snapshots by name, newest first."""
        latest_only = bool(request.latest_only)
        filters = {"name": request.name, "kind": request.kind, "latest_only": latest_only}
        key = decode_token(request.page_token, width=2, **filters)
        size = page_size(request.page_size)
        rows = self._store.page(
            name=request.name,
            kind=request.kind,
            latest_only=latest_only,
            after=None if key is None else (str(key[0]), int(key[1])),
            limit=size + 1,
        )
        token = encode_token([rows[size - 1][1].name, rows[size - 1][0]], **filters) if len(rows) > size else None
        return ListDatasetsResponse(
            datasets=[_summary(manifest, latest) for _, manifest, latest in rows[:size]], next_page_token=token
        )

    def manifest(self, request: GetDatasetManifestRequest) -> GetDatasetManifestResponse:
        """The manifest of a snapshot of any kind, or of a dataset's latest bars."""
        found = snapshot_of(self._store, dataset=request.dataset, snapshot_id=request.snapshot_id)
        return GetDatasetManifestResponse(manifest=found.manifest)

    def sources(self, request: ListSourcesRequest) -> ListSourcesResponse:
        """The snapshots themselves, every source that the server asks, and every one that gives it quotes; by name, then kind."""
        own = MarketSource(
            name="snapshots",
            kind=SourceKind.HISTORY,
            available=True,
            dataset_count=self._store.name_count(),
            description="Immutable snapshots, taken in with IngestBars or IngestFromSource.",
            offers=[],
        )
        key = decode_token(request.page_token, width=2)
        size = page_size(request.page_size)
        # A terminal gives bars of the past and quotes under one name.
        listed = sorted([own, *self._listed_sources()], key=_place)
        rest = [one for one in listed if key is None or _place(one) > (str(key[0]), str(key[1]))]
        token = encode_token(list(_place(rest[size - 1]))) if len(rest) > size else None
        return ListSourcesResponse(sources=rest[:size], next_page_token=token)


def _place(source: MarketSource) -> tuple[str, str]:
    return source.name, source.kind.value


def _summary(manifest: DatasetManifest, latest: bool) -> DatasetSummary:
    """One line about a snapshot."""
    return DatasetSummary(
        name=manifest.name,
        snapshot_id=manifest.snapshot_id,
        kind=manifest.kind,
        instrument_count=manifest.instrument_count,
        row_count=manifest.row_count,
        date_range=manifest.date_range,
        synthetic=manifest.synthetic,
        generated_at_utc=manifest.generated_at_utc,
        latest=latest,
    )
