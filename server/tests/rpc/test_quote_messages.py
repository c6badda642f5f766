"""Quotes read by hand and written by hand, against protobuf and the contract's own rules."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.quote_bytes import LARGEST, PHASES, PRICES, columns_of
from aistock.market.v1 import market_data_service_pb2 as market_pb
from aistock.market.v1 import quote_pb2
from aistock.market.v1 import source_service_pb2 as source_pb
from aistock.market.v1 import trading_rule_pb2 as rule_pb
from aistock.market.v1.converters import quote_from_pb
from aistock.market.v1.models import QuoteSourceStanding, QuoteSourceState
from aistock_server.kernel.errors import Invalid
from aistock_server.market.live import QuoteBatch
from aistock_server.market.sources.model import microseconds
from aistock_server.rpc import validation
from aistock_server.rpc.quote_messages import batch_message, published, published_at_once, snapshot_message, tick_of

CODES = ("600000.SH", "000001.SZ", "830001.BJ")
EDGES = (-(2**63), -1, 0, 1, 2, 127, 128, 2**14, 2**53 - 1, 2**53, 2**56 - 1, 2**56, 2**63 - 1)
DATES = (
    "2026-02-28",
    "2026-02-29",
    "2024-02-29",
    "2026-04-31",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2026-2-28",
    "20260228aa",
    "",
)
INSTANTS = (
    "2026-07-01T01:30:00Z", "2026-07-01T01:30:00.5Z", "2026-07-01T01:30:00.123456Z", "2026-07-01T01:30:00.1234567Z",
    "2026-07-01T01:30:00.Z", "2026-07-01T01:30:00+00:00", "2026-07-01T24:00:00Z", "2026-07-01T01:60:00Z",
    "2026-07-01T01:30:60Z", "2026-06-31T01:30:00Z",
    "2026-07-01 01:30:00Z", "2026-07-01T01:30:00z", "2026-07-01T01:30:00,5Z", "2026-07-01T01:29:59.9Z",
    "1969-12-31T23:59:59.999999Z", "",
)  # fmt: skip
TEXTS = ("", "a", "x" * 127, "x" * 128, "x" * 129, "数据", "a\x00b", "\x7f")
NUMBERS = (*PRICES, "volume", "amount_mills")


@st.composite
def levels(draw: st.DrawFn, side: int) -> list[tuple[int, int]]:
    """A legal side of the book: bids fall from 9,990, asks rise from 10,010."""
    steps = draw(st.lists(st.integers(1, 3000), max_size=5))
    return [(10_000 + side * 10 + side * sum(steps[:n]), draw(st.sampled_from((0, 1, 100, 2**40)))) for n in range(len(steps))]


@st.composite
def good_quotes(draw: st.DrawFn) -> quote_pb2.Quote:
    """A legal quote as protobuf writes it."""
    quote = quote_pb2.Quote(
        instrument=draw(st.sampled_from(CODES)),
        trading_date=draw(st.sampled_from(("2026-07-01", "2024-02-29", "0001-01-01"))),
        event_at_utc=draw(st.sampled_from(INSTANTS[:3])),
        pre_close_mills=draw(st.integers(1, LARGEST)),
        volume=draw(st.integers(0, LARGEST)),
        amount_mills=draw(st.integers(0, LARGEST)),
        suspended=False,
        source=draw(st.sampled_from(("a", "terminal", "x" * 127))),
        synthetic=draw(st.booleans()),
    )
    if draw(st.booleans()):
        quote.received_at_utc = "2026-07-01T01:30:01.000001Z"
    for name in draw(st.sets(st.sampled_from(("last_mills", "open_mills", "high_mills", "low_mills")))):
        setattr(quote, name, 10_000)
    if draw(st.booleans()):
        quote.limit_down_mills, quote.limit_up_mills = 9_000, 11_000
    if draw(st.booleans()):
        quote.phase = draw(st.integers(1, PHASES))  # type: ignore[assignment]  # a number of the enum
    if draw(st.booleans()):
        quote.suspended, quote.volume = True, 0
    for side, book in ((-1, quote.bids), (1, quote.asks)):
        for price, quantity in draw(levels(side)):
            book.add(price_mills=price, quantity=quantity)
    return quote


@st.composite
def any_quotes(draw: st.DrawFn) -> quote_pb2.Quote:
    """A quote with one to three fields that may be anything."""
    quote = draw(good_quotes())
    for _ in range(draw(st.integers(1, 3))):
        match draw(st.sampled_from(("number", "near", "clear", "text", "level", "many", "phase"))):
            case "number":
                setattr(quote, draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(EDGES)))
            case "near":
                setattr(quote, draw(st.sampled_from(NUMBERS)), draw(st.sampled_from((9_999, 10_000, 10_001))))
            case "clear":
                quote.ClearField(draw(st.sampled_from([one.name for one in quote.DESCRIPTOR.fields])))  # type: ignore[arg-type]
            case "text":
                name, values = draw(st.sampled_from((
                    ("trading_date", DATES), ("event_at_utc", INSTANTS), ("received_at_utc", INSTANTS), ("source", TEXTS),
                    ("instrument", ("600000.HK", "60000a.SH", "600000.sh", "600000SH0", "６00000.SH", "")),
                )))  # fmt: skip
                setattr(quote, name, draw(st.sampled_from(values)))
            case "level":
                book = draw(st.sampled_from((quote.bids, quote.asks)))
                level = book.add()
                if draw(st.booleans()):
                    level.price_mills = draw(st.sampled_from((*EDGES, 9_990, 10_010)))
                if draw(st.booleans()):
                    level.quantity = draw(st.sampled_from(EDGES))
            case "many":
                for price in range(draw(st.integers(4, 6))):
                    quote.bids.add(price_mills=9_000 - price, quantity=1)
            case "phase":
                quote.phase = draw(st.sampled_from((0, 1, 6, 7, 300)))  # type: ignore[assignment]  # a number of the enum
    return quote


def own_spans(request: source_pb.PublishQuotesRequest) -> tuple[bytes, list[int], list[int]]:
    """The bytes of quotes put together, and where each of them stands."""
    parts = [one.SerializeToString() for one in request.quotes]
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    return b"".join(parts), [end - len(part) for end, part in zip(ends, parts, strict=True)], ends


def verdict(work: Any, *given: Any) -> tuple[str, str]:
    """Reason and the first field of a refusal; nothing when there is none."""
    try:
        work(*given)
    except Invalid as error:
        return error.reason, error.violations[0].field if error.violations else ""
    return "", ""


def requests(quotes: st.SearchStrategy[quote_pb2.Quote]) -> st.SearchStrategy[source_pb.PublishQuotesRequest]:
    return st.lists(quotes, max_size=14).map(lambda many: source_pb.PublishQuotesRequest(source="live", quotes=many))


@given(requests(good_quotes()))
@settings(deadline=None, max_examples=40)
def test_every_legal_quote_is_plain_and_read_as_it_stands(request: source_pb.PublishQuotesRequest) -> None:
    content, starts, ends = own_spans(request)
    found = columns_of(content, starts, ends)

    assert found.plain.all()
    for row, quote in enumerate(request.quotes):
        validation.check(quote)
        model = quote_from_pb(quote)
        assert found.events[row] == microseconds(model.event_at_utc)
        assert found.received[row] == (microseconds(model.received_at_utc) if model.received_at_utc else -1)
        assert (found.suspended[row], found.synthetic[row]) == (quote.suspended, quote.synthetic)
        assert content[found.source_starts[row] : found.source_ends[row]].decode() == quote.source
        for name in (*NUMBERS, "phase"):
            assert found.present[name][row] == quote.HasField(name)
            assert not quote.HasField(name) or found.values[name][row] == getattr(quote, name)
        for side, book in (("bid", quote.bids), ("ask", quote.asks)):
            read = [
                (found.values[f"{side}_price_{n}"][row], found.values[f"{side}_quantity_{n}"][row])
                for n in range(5)
                if found.present[f"{side}_price_{n}"][row]
            ]
            assert read == [(one.price_mills, one.quantity) for one in book]


@given(requests(st.one_of(good_quotes(), any_quotes())))
@settings(deadline=None, max_examples=100)
def test_what_is_plain_keeps_every_rule(request: source_pb.PublishQuotesRequest) -> None:
    """The columns may send a legal quote the long way, and never let an illegal one through."""
    found = columns_of(*own_spans(request))
    for quote, plain in zip(request.quotes, found.plain.tolist(), strict=True):
        assert not plain or verdict(validation.check, quote) == ("", "")


@given(st.lists(st.one_of(good_quotes(), any_quotes()), min_size=8, max_size=12), st.data())
@settings(deadline=None, max_examples=80)
def test_torn_bytes_are_never_plain_unless_they_are_a_legal_quote(quotes: list[quote_pb2.Quote], data: st.DataObject) -> None:
    """One byte of a quote is changed, put in or left out: what is plain then is what protobuf reads, and legal."""
    parts = [bytearray(one.SerializeToString()) for one in quotes]
    for part in parts:
        at = data.draw(st.integers(0, max(0, len(part) - 1)))
        part[at : at + data.draw(st.integers(0, 1))] = bytes([data.draw(st.integers(0, 255))]) * data.draw(st.integers(0, 1))
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    starts = [end - len(part) for end, part in zip(ends, parts, strict=True)]
    found = columns_of(b"".join(parts), starts, ends)
    for row, part in enumerate(parts):
        if found.plain[row]:
            read = quote_pb2.Quote.FromString(bytes(part))
            validation.check(read)
            assert found.events[row] == microseconds(quote_from_pb(read).event_at_utc)


@given(requests(st.one_of(good_quotes(), good_quotes(), any_quotes())))
@settings(deadline=None, max_examples=40)
def test_a_message_is_refused_exactly_when_the_contract_refuses_it(request: source_pb.PublishQuotesRequest) -> None:
    """By the fast way and by the long way alike, and the place is the contract's."""
    content = request.SerializeToString()
    expected = verdict(validation.check, request)

    assert verdict(published, content)[0] == expected[0]
    assert verdict(published, content)[1].partition(".")[0] == expected[1].partition(".")[0]
    try:
        at_once = published_at_once(content)
    except Invalid as error:
        assert error.reason == expected[0]
        return
    if at_once is not None:
        assert expected == ("", "")
        assert at_once == published(content)
        again = market_pb.StreamQuotesResponse.FromString(b"".join(tick[2] for tick in at_once[1]))
        assert list(again.quotes) == list(request.quotes)
        assert [tick[0] for tick in at_once[1]] == [quote.instrument for quote in request.quotes]


@given(
    st.lists(good_quotes(), max_size=5),
    st.integers(0, 2**53 - 1),
    st.sampled_from((None, [], [QuoteSourceState.LIVE, QuoteSourceState.SILENT])),
)
@settings(deadline=None, max_examples=30)
def test_what_is_put_together_is_what_protobuf_writes(quotes: list[quote_pb2.Quote], conflated: int, states: Any) -> None:
    """Both responses, read by protobuf, are equal to those that it would have made."""
    since = quote_from_pb(quotes[0]).event_at_utc if quotes else None
    standings = [QuoteSourceStanding(source="a", state=state, since_utc=since, message=None) for state in states or () if since]
    ticks = [tick_of(quote_from_pb(quote)) for quote in quotes]
    content = b"".join(tick[2] for tick in ticks)
    batch = QuoteBatch(content=content, count=len(quotes), conflated=conflated, cursor="run:all:1:1", standings=standings)

    stream = market_pb.StreamQuotesResponse.FromString(batch_message(batch))
    snapshot = market_pb.GetSnapshotResponse.FromString(snapshot_message([tick[2] for tick in ticks], standings))

    assert [quote_from_pb(one) for one in stream.quotes] == [quote_from_pb(one) for one in quotes]
    assert list(stream.quotes) == list(snapshot.quotes) and list(stream.standings) == list(snapshot.standings)
    assert (stream.cursor, stream.HasField("conflated"), stream.conflated) == ("run:all:1:1", True, conflated)
    assert len(stream.standings) == len(standings)
    validation.check(stream)


@pytest.mark.parametrize(
    "head", [b"", b"\x0a", b"\x0a\x05liv", b"\x0a\x84\x00live", b"\x0a\x04live\x12", b"\x0a\x04live\x12\x85\x00abcde"]
)
def test_odd_frames_go_the_long_way(head: bytes) -> None:
    """Cut frames and lengths that are longer than they need to be are protobuf's to read."""
    try:
        assert published_at_once(head) is None
    except Invalid as error:
        assert head == b"" or error.reason


def test_the_phases_are_those_of_the_contract() -> None:
    assert max(rule_pb.TradingPhase.values()) == PHASES
    assert sorted(rule_pb.TradingPhase.values()) == list(range(PHASES + 1))
