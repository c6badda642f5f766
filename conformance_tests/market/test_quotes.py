"""Quotes of now: what is published is streamed, the last one of each instrument, in order, and nothing bad gets in."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import AsyncClient, Client
from aistock.contract.types import utc_text
from aistock.errors import OutOfRange, RpcError, Unavailable, Unimplemented
from aistock.market.v1.models import MarketSource, Quote, QuoteSourceState, SourceKind
from aistock.market.v1.source_service_pb2 import PublishQuotesRequest, PublishQuotesResponse
from aistock_conformance.examples import examples
from aistock_conformance.quotes import (
    PUBLISH,
    STREAM,
    codes,
    fresh_event,
    published,
    quote,
    quotes_in,
    request_bytes,
    until,
)  # fmt: skip
from aistock_conformance.spawn import spawned
from aistock_conformance.target import Target, fresh_name
from aistock_conformance.wire import Wire, inside, pb_of, unknown_field

A, B, C = codes(830_001, 3)


def test_what_is_published_is_streamed(client: Client) -> None:
    """The last quotes come first, then what is published, as it was published, with the standing of its source."""
    source = fresh_name("live")
    before, after = quote(A, 10_000), [quote(A, 10_010), quote(B, 20_000, levels=0), quote(C, 30_000, levels=3)]
    published(client, source, [before])
    with client.market.stream_quotes(instruments=[A, B, C]) as stream:
        first = next(stream)
        assert before in first.quotes and first.conflated == 0
        assert source in {one.source for one in first.standings}
        answer = published(client, source, after)
        came = until(stream, lambda found: sum(len(one.quotes) for one in found) >= 3)

    assert (answer.taken, answer.outdated) == (3, 0)
    assert list(quotes_in(came)) == after
    snapshot = client.market.get_snapshot(instruments=[C, A, B])
    assert list(snapshot.quotes) == after
    assert snapshot.provenance is None
    assert next(one for one in snapshot.standings if one.source == source).state is QuoteSourceState.UNREACHABLE


def test_a_source_of_quotes_is_listed(client: Client) -> None:
    """As live and available while it publishes, and with what is wrong once it has gone."""
    source = fresh_name("live")

    def listed() -> MarketSource | None:
        return next((one for one in client.market.list_sources() if one.name == source), None)

    def batches() -> Iterator[list[Quote]]:
        yield [quote(A)]
        deadline = monotonic() + 30
        while (found := listed()) is None and monotonic() < deadline:
            sleep(0.02)
        while_there.append(found)

    while_there: list[MarketSource | None] = []
    client.sources.publish_quotes(source, batches())

    [there] = while_there
    assert there is not None and (there.kind, there.available) == (SourceKind.LIVE, True)
    gone = listed()
    assert gone is not None and (gone.kind, gone.available, gone.dataset_count) == (SourceKind.LIVE, False, 0)
    assert gone.description != there.description
    pages = [client.market.list_sources_page(page_size=1)]
    while pages[-1].next_page_token:
        pages.append(client.market.list_sources_page(page_size=1, page_token=pages[-1].next_page_token))
    assert source in [one.name for page in pages for one in page.sources]


def test_an_older_quote_changes_nothing(client: Client) -> None:
    """Only a newer event takes the place of a quote; the same again, or an older one, is told as outdated."""
    source, old = fresh_name("live"), quote(A, 10_000)
    new = quote(A, 10_020)

    answer = published(client, source, [new], [old, new], [])

    assert (answer.taken, answer.outdated) == (1, 2)
    assert list(client.market.get_snapshot(instruments=[A]).quotes) == [new]


def test_a_stream_goes_on_at_its_cursor(client: Client) -> None:
    """What was published in between comes, and nothing twice; quotes that were replaced are counted."""
    source = fresh_name("live")
    published(client, source, [quote(A), quote(B), quote(C)])
    with client.market.stream_quotes(instruments=[A, B, C]) as stream:
        cursor = next(stream).cursor
    between = [quote(A, 10_030), quote(B, 20_030), quote(A, 10_040)]
    published(client, source, between)

    with client.market.stream_quotes(instruments=[A, B, C], cursor=cursor) as again:
        first = next(again)

    assert list(first.quotes) == between[1:]
    assert first.conflated == 1
    with client.market.stream_quotes(instruments=[C, A, B], cursor=first.cursor) as end:
        assert not next(end).quotes
    with pytest.raises(OutOfRange), client.market.stream_quotes(instruments=[A], cursor=cursor) as other:
        next(other)


def test_a_stalled_client_is_conflated_and_told(client: Client, wire: Wire) -> None:
    """A client that does not read gets the last quote of each instrument and the number of those that it missed."""
    names, rounds = codes(870_001, 2000), 40
    begin = fresh_event().replace(microsecond=0)
    first = request_bytes(fresh_name("live"), [quote(name, at=begin, received=False) for name in names])
    old = utc_text(begin).encode()
    messages = [first.replace(old, utc_text(begin + timedelta(seconds=turn)).encode()) for turn in range(rounds)]
    with client.market.stream_quotes(instruments=names) as stream:
        next(stream)
        answer = wire.send(PUBLISH, *messages)
        assert PublishQuotesResponse.FromString(answer.messages[0]).taken == rounds * len(names)
        last: dict[str, datetime] = {}
        delivered = conflated = 0
        while delivered + conflated < rounds * len(names):
            response = next(stream)
            conflated += response.conflated
            delivered += len(response.quotes)
            last |= {one.instrument: one.event_at_utc for one in response.quotes}

    assert delivered + conflated == rounds * len(names)
    assert conflated
    assert last == dict.fromkeys(names, begin + timedelta(seconds=rounds - 1))


@given(data=st.data())
@examples(15)
def test_delivered_and_conflated_are_all(client: Client, data: st.DataObject) -> None:
    """Whatever is published in whatever pieces: each instrument ends with its last quote, and every quote is accounted for."""
    source = fresh_name("live")
    plan = data.draw(st.lists(st.lists(st.sampled_from((A, B, C)), max_size=5), max_size=5))
    batches = [[quote(code, 10_000 + 10 * turn) for code in batch] for turn, batch in enumerate(plan)]
    with client.market.stream_quotes(instruments=[A, B, C]) as stream:
        next(stream)
        answer = published(client, source, *batches)
        came: list[Any] = []
        while sum(len(one.quotes) + one.conflated for one in came) < answer.taken:
            came.append(next(stream))

    last = {one.instrument: one for batch in batches for one in batch}
    assert answer.taken == sum(map(len, batches))
    assert {one.instrument: one for one in quotes_in(came)} == last


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "instrument": ({"instrument": "600000"}, "instrument"),
    "no instrument": ({"instrument": None}, "instrument"),
    "date": ({"trading_date": "2026-02-30"}, "trading_date"),
    "event": ({"event_at_utc": "2026-02-03T25:00:00Z"}, "event_at_utc"),
    "zone": ({"event_at_utc": "2026-02-03T05:00:00+08:00"}, "event_at_utc"),
    "price": ({"last_mills": 0}, "last_mills"),
    "beyond": ({"volume": 2**53}, "volume"),
    "negative": ({"amount_mills": -1}, "amount_mills"),
    "phase": ({"phase": 99}, "phase"),
    "source": ({"source": ""}, "source"),
    "low above high": ({"low_mills": 20_000}, ""),
    "one limit": ({"limit_up_mills": 20_000}, ""),
    "suspended": ({"suspended": True}, ""),
    "received before": ({"received_at_utc": "2001-01-01T00:00:00Z"}, ""),
}


@pytest.mark.parametrize("many", [1, 300], ids=["few", "many"])
@pytest.mark.parametrize("case", sorted(BROKEN))
def test_a_broken_quote_is_refused_by_place_and_field(client: Client, wire: Wire, case: str, many: int) -> None:
    """None of its message is taken, however many good quotes stand around it."""
    fields, name = BROKEN[case]
    message = PublishQuotesRequest(source=fresh_name("live"), quotes=[pb_of(quote(A)) for _ in range(many)])
    for field, value in fields.items():
        message.quotes[-1].ClearField(field) if value is None else setattr(message.quotes[-1], field, value)

    known = list(client.market.get_snapshot(instruments=[A]).quotes) if many > 1 else []
    answer = wire.send(PUBLISH, message)

    place = f"quotes[{many - 1}]"
    assert (answer.code, answer.reason) == ("INVALID_ARGUMENT", "INVALID_FIELD"), answer.text
    assert place in answer.text
    assert f"{place}.{name}" if name else place in (answer.rules or {})
    if many > 1:
        assert list(client.market.get_snapshot(instruments=[A]).quotes) == known


def test_a_book_out_of_order_is_refused(wire: Wire) -> None:
    """Falling bids, rising asks, and no best bid above the best ask."""
    for change in ({"bids": [(100, 1), (100, 1)]}, {"asks": [(100, 1), (99, 1)]}, {"bids": [(100, 1)], "asks": [(99, 1)]}):
        message = PublishQuotesRequest(source="live", quotes=[pb_of(quote(A, levels=0)) for _ in range(20)])
        for side, levels in change.items():
            for price, quantity in levels:
                getattr(message.quotes[7], side).add(price_mills=price, quantity=quantity)
        answer = wire.send(PUBLISH, message)
        assert answer.reason == "INVALID_FIELD" and "quotes[7]" in (answer.rules or {}), answer


def test_hostile_messages_are_refused_and_harm_nobody(client: Client, wire: Wire) -> None:
    """Unknown fields, torn bytes, two sources, none, a quote of tomorrow, and a cursor that nobody gave."""
    good = request_bytes("live", [quote(A) for _ in range(20)])
    inner = pb_of(quote(A)).SerializeToString()
    ahead = quote(A, at=fresh_event().replace(year=2999))
    cases = {
        "UNREADABLE": [
            good[:-1],
            good + b"\x12\x7f",
            b"\x0a\xff\xff\xff\xff\xff",
            b"\xff" * 40,
            good + inside(2, b"\x0a\x02\xff\xff"),
        ],
        "UNKNOWN_FIELD": [good + unknown_field(), good + inside(2, inner + unknown_field()), unknown_field()],
        "INVALID_FIELD": [
            b"",
            request_bytes("no name", [quote(A)]),
            request_bytes("", []),
            request_bytes("live", [ahead]),
            request_bytes("live", [quote(B), *[ahead] * 20]),
            good + inside(2, b""),
            b"\x0a\x01a" + inside(2, b"") * 20_001,
        ],
    }
    for reason, messages in cases.items():
        for message in messages:
            answer = wire.send(PUBLISH, message)
            assert answer.reason == reason, (answer, message[:60])
    two = wire.send(PUBLISH, good, request_bytes("other", []))
    assert two.reason == "INVALID_FIELD" and "source" in (two.rules or {})
    with client.market.stream_quotes(instruments=[A]) as stream:
        cursor = next(stream).cursor
    head, number, seen = cursor.rsplit(":", 2)
    for bad in (
        "",
        ":",
        f"{head}:{int(number) + 10**9}:{seen}",
        f"{head}:-1:0",
        f"{head}:{number}:{10**30}",
        f"{head}:²:0",
        "x" * 256,
    ):
        answer = wire.send(STREAM, _stream_request(bad), most=1)
        assert (answer.code, answer.reason) == ("OUT_OF_RANGE", "CURSOR_OUT_OF_RANGE"), (bad, answer)
    assert client.market.get_snapshot(instruments=[A]).quotes


def test_both_clients_take_quotes(target: Target) -> None:
    """What the client on an event loop sees is what the other one sees."""

    async def both() -> None:
        async with AsyncClient(target.address, connect_timeout=30.0) as client:
            stream = client.market.stream_quotes(instruments=[A])
            async with stream:
                await anext(stream)
                sent = quote(A, 10_070)

                async def batches() -> AsyncIterator[list[Quote]]:
                    yield [sent]

                await client.sources.publish_quotes(fresh_name("live"), batches())
                while not (response := await anext(stream)).quotes:
                    pass
                assert list(response.quotes) == [sent]
                assert list((await client.market.get_snapshot(instruments=[A])).quotes) == [sent]

    asyncio.run(both())


def test_a_server_without_sources_says_so_and_its_cursors_are_its_own(tmp_path: Path) -> None:
    """Streams are served with no standing, a snapshot of now is not; expected sources stand there, the preferred first."""
    with spawned(tmp_path / "one") as server, Client(server.address, timeout=20.0, connect_timeout=20.0) as client:
        with client.market.stream_quotes() as stream:
            first = next(stream)
        with pytest.raises(Unimplemented):
            client.market.get_snapshot()
    assert not first.quotes and not first.standings
    with (
        spawned(tmp_path / "one", "--quote-sources", "terminal,spare") as server,
        Client(server.address, timeout=20.0, connect_timeout=20.0) as client,
    ):
        with pytest.raises(OutOfRange), client.market.stream_quotes(cursor=first.cursor) as stream:
            next(stream)
        with client.market.stream_quotes() as stream:
            standings = next(stream).standings
        assert [one.source for one in standings] == ["terminal", "spare"]
        assert {one.state for one in standings} == {QuoteSourceState.UNREACHABLE} and all(one.message for one in standings)


def test_a_server_that_goes_down_ends_streams_and_publishers(tmp_path: Path) -> None:
    """Both are told that it goes, neither holds it up, and the process ends well."""
    with spawned(tmp_path / "data") as server, Client(server.address, timeout=20.0, connect_timeout=1.0) as client:
        gone = threading.Event()

        def batches() -> Iterator[list[Quote]]:
            yield [quote(A)]
            gone.wait(60.0)

        with client.market.stream_quotes() as stream:
            next(stream)
            with ThreadPoolExecutor(1) as threads:
                publishing = threads.submit(client.sources.publish_quotes, "terminal", batches())
                while not next(stream).quotes:
                    pass
                server.process.send_signal(signal.SIGTERM)
                with pytest.raises(Unavailable):
                    for _ in stream:
                        pass
                assert server.process.wait(30) == 0
                gone.set()
                with pytest.raises(RpcError):
                    publishing.result(60.0)


def _stream_request(cursor: str) -> Any:
    from aistock.market.v1.market_data_service_pb2 import StreamQuotesRequest

    return StreamQuotesRequest(instruments=[A], cursor=cursor)
