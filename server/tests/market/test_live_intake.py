"""A source inside the server: its ticks become quotes, its troubles its standing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from aistock.market.v1.models import Quote, TradingPhase
from aistock_server.adapters.memory.quotes import MemoryQuotes
from aistock_server.kernel.clock import FixedClock
from aistock_server.market.live_intake import LiveIntake, quote_of
from aistock_server.market.sources.faults import unreachable
from aistock_server.market.sources.live import Level, Sink, Subscription, Tick, Trouble
from aistock_server.source_assembly import listen

NOW = datetime(2024, 6, 3, 2, 0, 1, tzinfo=UTC)


def tick(code: str = "600000.SH", seconds: int = 0, **changes: object) -> Tick:
    event = NOW - timedelta(seconds=60 - seconds)
    fields: dict[str, object] = {
        "code": code,
        "event_time": event,
        "available_time": event + timedelta(seconds=1),
        "last_mills": 10_010,
        "open_mills": 10_000,
        "high_mills": 10_020,
        "low_mills": 9_990,
        "pre_close_mills": 10_000,
        "volume": 1_200,
        "amount_mills": 12_012_000,
        "bids": (Level(10_000, 300), Level(9_990, 500)),
        "asks": (Level(10_010, 100),),
        "phase": TradingPhase.CONTINUOUS,
    }
    return Tick(**{**fields, **changes})  # type: ignore[arg-type]


class Heard:
    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    def take(self, source: str, quotes: Sequence[Quote]) -> None:
        self.told.append((source, [quote.instrument for quote in quotes]))

    def fail(self, source: str, message: str) -> None:
        self.told.append((source, message))


def wait_for(question: Callable[[], object]) -> None:
    for _ in range(2_000):
        if question():
            return
        time.sleep(0.005)
    raise AssertionError("it never came")


def test_a_quote_says_what_the_tick_said() -> None:
    one = tick()
    quote = quote_of("qmt", one)
    assert quote is not None
    assert (quote.instrument, quote.source, quote.synthetic) == ("600000.SH", "qmt", False)
    assert (quote.event_at_utc, quote.received_at_utc) == (one.event_time, one.available_time)
    assert quote.trading_date.isoformat() == "2024-06-03"
    assert [(each.price_mills, each.quantity) for each in quote.bids] == [(10_000, 300), (9_990, 500)]
    assert (quote.last_mills, quote.volume, quote.amount_mills, quote.phase) == (10_010, 1_200, 12_012_000, TradingPhase.CONTINUOUS)


def test_a_tick_that_lacks_what_every_quote_has_is_no_quote() -> None:
    assert quote_of("qmt", tick(pre_close_mills=None)) is None
    assert quote_of("qmt", tick("000300.SH", volume=None)) is None


def test_ticks_and_troubles_reach_the_quotes_until_the_end() -> None:
    source, heard = MemoryQuotes(FixedClock(NOW), name="qmt"), Heard()
    with ExitStack() as stack:
        listen(source, LiveIntake("qmt", heard.take, heard.fail), stack)
        wait_for(lambda: source.feed([tick()]) or heard.told)
        source.feed([tick(seconds=1), tick("000300.SH", volume=None)])
        source.stop(unreachable("qmt", "gone"))
        source.go_on()
    source.feed([tick(seconds=2)])
    assert heard.told == [
        ("qmt", ["600000.SH"]),
        ("qmt", ["600000.SH"]),
        ("qmt", "qmt: gone; try again or ask another source"),
        ("qmt", []),
    ]


class Late:
    """A source that cannot be reached at first."""

    def __init__(self, source: MemoryQuotes, fails: int) -> None:
        self.card = source.card
        self._source = source
        self._fails = fails

    def subscribe(self, codes: Sequence[str] | None, sink: Sink, trouble: Trouble) -> Subscription:
        self._fails -= 1
        if self._fails >= 0:
            raise unreachable("qmt", "not yet")
        return self._source.subscribe(codes, sink, trouble)


def test_a_source_that_is_not_there_yet_is_told_and_asked_again() -> None:
    source, heard = MemoryQuotes(FixedClock(NOW), name="qmt"), Heard()
    with ExitStack() as stack:
        listen(Late(source, 2), LiveIntake("qmt", heard.take, heard.fail), stack, again_seconds=0.01)
        wait_for(lambda: source.feed([tick()]) or any(isinstance(one, list) for _, one in heard.told))
    assert [one for _, one in heard.told if isinstance(one, str)] == ["qmt: not yet; try again or ask another source"] * 2
