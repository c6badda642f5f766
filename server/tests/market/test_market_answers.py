"""Instruments, calendars, rules, quotes and snapshots, as callers ask for them."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.trading_rules import all_fees, all_rules
from aistock.market.v1.models import (
    Board,
    DatasetKind,
    DatasetSelector,
    GetDatasetManifestRequest,
    GetSnapshotRequest,
    GetTradingCalendarRequest,
    GetTradingRulesRequest,
    IngestBarsRequest,
    InstrumentKind,
    ListDatasetsRequest,
    ListingStatus,
    ListInstrumentsRequest,
    ListSourcesRequest,
    RiskStatus,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.kernel.errors import Invalid, NotFound

SAMPLE = sample()
DAYS = SAMPLE.dates[:30]
SELECTOR = DatasetSelector(dataset="sample")
Rooms = Callable[[], MemoryMarket]


@pytest.fixture(scope="session")
def room(memory_market: Rooms) -> MemoryMarket:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
    return opened


@given(st.integers(1, 7))
@settings(max_examples=7, deadline=None)
def test_pages_of_instruments_lose_and_repeat_nothing(room: MemoryMarket, size: int) -> None:
    seen: list[str] = []
    token = None
    while True:
        answer = room.market.list_instruments(ListInstrumentsRequest(dataset=SELECTOR, page_size=size, page_token=token))
        assert len(answer.instruments) <= size
        seen += [one.code for one in answer.instruments]
        token = answer.next_page_token
        if token is None:
            break
    assert seen == list(SAMPLE.codes)


def test_instruments_are_filtered_and_know_their_life(room: MemoryMarket) -> None:
    ask = room.market.list_instruments
    stars = ask(ListInstrumentsRequest(dataset=SELECTOR, board=Board.STAR)).instruments
    assert [one.code for one in stars] == ["688981.SH"]
    indices = ask(ListInstrumentsRequest(dataset=SELECTOR, kind=InstrumentKind.INDEX)).instruments
    assert [one.code for one in indices] == ["000300.SH"]
    named = ask(ListInstrumentsRequest(dataset=SELECTOR, codes=["600000.SH", "000001.SZ"])).instruments
    assert [(one.code, one.first_bar_on, one.last_bar_on) for one in named] == [
        ("000001.SZ", DAYS[0], DAYS[-1]),
        ("600000.SH", DAYS[0], DAYS[-1]),
    ]
    early = ask(ListInstrumentsRequest(dataset=DatasetSelector(dataset="sample", as_of_date=DAYS[4]))).instruments
    assert {one.last_bar_on for one in early} == {DAYS[4]}


def test_a_page_token_serves_only_the_list_that_gave_it(room: MemoryMarket) -> None:
    token = room.market.list_instruments(ListInstrumentsRequest(dataset=SELECTOR, page_size=1)).next_page_token
    with pytest.raises(Invalid, match="page_token"):
        room.market.list_instruments(ListInstrumentsRequest(dataset=SELECTOR, board=Board.STAR, page_token=token))


def test_the_calendar_is_the_sessions_of_the_range(room: MemoryMarket) -> None:
    whole = room.market.trading_calendar(GetTradingCalendarRequest(dataset=SELECTOR)).calendar
    assert tuple(whole.dates) == DAYS
    span = DateRange(start_date=DAYS[2], end_date=DAYS[6])
    assert (
        tuple(room.market.trading_calendar(GetTradingCalendarRequest(dataset=SELECTOR, date_range=span)).calendar.dates)
        == DAYS[2:7]
    )


def test_every_rule_and_fee_is_told_and_filtered(room: MemoryMarket) -> None:
    whole = room.market.trading_rules(GetTradingRulesRequest())
    assert (len(whole.rules), len(whole.fees)) == (len(all_rules()), len(all_fees()))
    day = DateRange(start_date=date(2026, 7, 6), end_date=date(2026, 7, 6))
    one = room.market.trading_rules(GetTradingRulesRequest(board=Board.MAIN, status=RiskStatus.ST, date_range=day))
    assert [(rule.limit_fraction, rule.effective_from) for rule in one.rules] == [(0.1, date(2026, 7, 6))]
    assert [fees.stamp_duty_sell_ppm for fees in one.fees] == [500]


def test_a_quote_is_the_bar_of_its_day(room: MemoryMarket) -> None:
    answer = room.market.snapshot(GetSnapshotRequest(dataset=SELECTOR, date=DAYS[5]))
    assert [quote.instrument for quote in answer.quotes] == list(SAMPLE.codes)
    rows = {row[1]: row for row in SAMPLE.rows if row[0] == DAYS[5]}
    for quote in answer.quotes:
        row = rows[quote.instrument]
        assert (quote.last_mills, quote.pre_close_mills, quote.volume) == (round(row[5] * 1000), round(row[6] * 1000), row[7])
        assert (quote.limit_up_mills is None) == (quote.instrument == "000300.SH")
    assert {quote.event_at_utc for quote in answer.quotes} == {datetime(2024, 1, 9, 7, tzinfo=UTC)}


def test_a_suspended_share_is_quoted_at_its_last_close(room: MemoryMarket) -> None:
    [quote] = room.market.snapshot(GetSnapshotRequest(dataset=SELECTOR, date=DAYS[3], instruments=["000001.SZ"])).quotes
    before = next(row for row in SAMPLE.rows if row[:2] == (DAYS[2], "000001.SZ"))
    assert (quote.suspended, quote.volume, quote.last_mills) == (True, 0, None)
    assert quote.pre_close_mills == round(before[5] * 1000)


def test_a_share_is_not_quoted_before_its_first_bar(memory_market: Rooms) -> None:
    opened, late = memory_market(), [row for row in SAMPLE.rows if row[1] != "600000.SH" or row[0] >= DAYS[10]]
    from aistock_server.adapters.memory.market_samples import arrow_bytes

    content = arrow_bytes(late)
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header(content)), io.BytesIO(content))
    codes = {quote.instrument for quote in opened.market.snapshot(GetSnapshotRequest(dataset=SELECTOR, date=DAYS[9])).quotes}
    assert codes == set(SAMPLE.codes) - {"600000.SH"}


@pytest.mark.parametrize("status", [None, ListingStatus.DELISTED])
def test_limits_of_a_share_of_unknown_standing_are_not_told(memory_market: Rooms, status: ListingStatus | None) -> None:
    opened, header = memory_market(), SAMPLE.header()
    unknown = header.model_copy(update={"instruments": [one.model_copy(update={"status": status}) for one in header.instruments]})
    opened.market.ingest_bars(IngestBarsRequest(header=unknown), io.BytesIO(SAMPLE.content()))
    quotes = opened.market.snapshot(GetSnapshotRequest(dataset=SELECTOR)).quotes
    assert {quote.limit_up_mills for quote in quotes} == {None}


def test_a_quote_of_no_session_is_refused(room: MemoryMarket) -> None:
    with pytest.raises(Invalid, match="no session"):
        room.market.snapshot(GetSnapshotRequest(dataset=SELECTOR, date=date(2024, 1, 6)))
    with pytest.raises(NotFound, match=r"600001\.SH"):
        room.market.snapshot(GetSnapshotRequest(dataset=SELECTOR, instruments=["600001.SH"]))


def test_a_name_stands_for_what_was_ingested_last(memory_market: Rooms) -> None:
    opened, ids = memory_market(), []
    for sessions in (20, 25, 20):
        part = sample(sessions=sessions)
        answer = opened.market.ingest_bars(IngestBarsRequest(header=part.header()), io.BytesIO(part.content()))
        ids.append(answer.manifest.snapshot_id)
        assert opened.market.dataset_manifest(GetDatasetManifestRequest(dataset="sample")).manifest == answer.manifest
    assert ids[0] == ids[2] != ids[1]
    listed = opened.market.list_datasets(ListDatasetsRequest()).datasets
    assert [(one.snapshot_id, one.latest) for one in listed] == [(ids[1], False), (ids[0], True)]
    latest = opened.market.list_datasets(ListDatasetsRequest(latest_only=True)).datasets
    assert [one.snapshot_id for one in latest] == [ids[0]]


def test_pages_of_snapshots_lose_and_repeat_nothing(memory_market: Rooms) -> None:
    opened, made = memory_market(), []
    for name, sessions in (("b", 12), ("a", 12), ("b", 13), ("c", 12), ("b", 14)):
        part = sample(sessions=sessions)
        header = part.header(dataset=name)
        made.append((name, opened.market.ingest_bars(IngestBarsRequest(header=header), io.BytesIO(part.content())).manifest))
    seen: list[tuple[str, str]] = []
    token = None
    while True:
        answer = opened.market.list_datasets(ListDatasetsRequest(page_size=2, page_token=token, kind=DatasetKind.BARS))
        seen += [(one.name, one.snapshot_id) for one in answer.datasets]
        token = answer.next_page_token
        if token is None:
            break
    newest_first = [(name, one.snapshot_id) for name, one in reversed(made)]
    assert seen == sorted(newest_first, key=lambda pair: pair[0])


def test_sources_name_the_snapshots(room: MemoryMarket) -> None:
    [source] = room.market.list_sources(ListSourcesRequest()).sources
    assert (source.name, source.available, source.dataset_count) == ("snapshots", True, 1)


def test_the_day_of_another_room_is_in_mills(room: MemoryMarket) -> None:
    snapshot_id = room.market.dataset_manifest(GetDatasetManifestRequest(dataset="sample")).manifest.snapshot_id
    bars = room.market.day(snapshot_id, DAYS[3])
    assert set(bars) == set(SAMPLE.codes) - {"000001.SZ"}
    row = next(row for row in SAMPLE.rows if row[:2] == (DAYS[3], "600000.SH"))
    bar = bars["600000.SH"]
    assert (bar.open_mills, bar.close_mills, bar.amount_mills) == (
        round(row[2] * 1000),
        round(row[5] * 1000),
        round(row[8] * 1000),
    )
    assert room.market.day(snapshot_id, date(2024, 1, 6)) == {}
    with pytest.raises(NotFound):
        room.market.bars_snapshot("0" * 64)
