"""One suite over every source of live quotes: what is fed comes out in order, once, and what does not is counted."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import TradingPhase
from aistock_server.adapters.memory.quotes import MemoryQuotes
from aistock_server.adapters.miniqmt.quotes import MiniQmtQuotes
from aistock_server.adapters.miniqmt.terminal import Address, Terminal
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, RoomError
from aistock_server.market.sources.faults import Fault, fault_of, unreachable
from aistock_server.market.sources.live import Level, QuoteSource, Tick
from aistock_server.market.sources.sieve import Sieve

CODES = ("000001.SZ", "600000.SH", "920002.BJ")
OPENS = datetime(2024, 1, 3, 1, 30, tzinfo=UTC)
CLOCK = FixedClock(datetime(2024, 1, 3, 3, 0, tzinfo=UTC))
TODAY = CLOCK.now().date()
STATES = {TradingPhase.OPENING_CALL: 12, TradingPhase.CONTINUOUS: 13, TradingPhase.CLOSING_CALL: 18, TradingPhase.HALTED: 17}
fixtures_last = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tick_at(seconds: int, code: str = CODES[0], price: int = 11_390, volume: int = 75_861_284, **more: Any) -> Tick:
    """A lawful tick some seconds after the opening."""
    event = OPENS + timedelta(seconds=seconds)
    told: dict[str, Any] = {
        "code": code,
        "event_time": event,
        "available_time": max(event, CLOCK.now()),
        "last_mills": price,
        "open_mills": price,
        "high_mills": price + 10,
        "low_mills": price - 80,
        "pre_close_mills": price - 10,
        "volume": volume,
        "amount_mills": volume * price,
        "bids": tuple(Level(price - 10 * step, 100 * (step + 1)) for step in range(5)),
        "asks": tuple(Level(price + 10 * step, 200 * step) for step in range(1, 6)),
        "phase": TradingPhase.CONTINUOUS,
    }
    return Tick(**{**told, **more})


def pushed(tick: Tick) -> dict[str, Any]:
    """The tick as the vendor sends it, artefacts of floats included."""
    price = {
        "lastPrice": tick.last_mills,
        "open": tick.open_mills,
        "high": tick.high_mills,
        "low": tick.low_mills,
        "lastClose": tick.pre_close_mills,
    }
    sides = {
        f"{side}{what}": [*(value(level) for level in levels), *[0] * (5 - len(levels))]
        for side, levels in (("bid", tick.bids), ("ask", tick.asks))
        for what, value in (("Price", lambda level: level.price_mills / 1000 + 2e-15), ("Vol", lambda level: level.quantity // 100))
    }
    return {
        "time": round(tick.event_time.timestamp() * 1000),
        **{name: (mills or 0) / 1000 for name, mills in price.items()},
        "amount": tick.amount_mills / 1000,
        "volume": (tick.volume or 0) // 100,
        "pvolume": tick.volume or 0,
        "openInt": STATES.get(tick.phase, 0) if tick.phase else 0,
        "stockStatus": 3,
        **sides,
    }


@dataclass
class Heard:
    """What a subscriber was told, and by which threads."""

    ticks: list[Tick] = field(default_factory=list)
    troubles: list[RoomError | None] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    together: int = 0

    def sink(self, ticks: Sequence[Tick]) -> None:
        self.together += 1
        assert self.together == 1
        self.threads.add(threading.get_ident())
        self.ticks.extend(ticks)
        self.together -= 1

    def trouble(self, error: RoomError | None) -> None:
        self.troubles.append(error)


def until(what: Callable[[], Any]) -> None:
    """Waits for something that another thread does; the suite's own limit ends a wait in vain."""
    while not what():
        time.sleep(0.005)


class Feed:
    """A source, and the market behind it; `quiet` takes back what it has shown, for a terminal tells that to new subscribers."""

    def __init__(self, source: QuoteSource, push: Callable[[Sequence[Tick]], None], quiet: Callable[[], Any]) -> None:
        self.source = source
        self._push = push
        self.quiet = quiet

    def show(self, ticks: Sequence[Tick], *subscriptions: Any) -> None:
        """Let the market show ticks, and wait until every subscription has counted those that are for it."""
        before = [one.tally().heard for one in subscriptions]
        self._push(ticks)
        for one, heard in zip(subscriptions, before, strict=True):
            until(lambda one=one, heard=heard: one.tally().heard >= heard + len(ticks))


@pytest.fixture(scope="module")
def empty_terminal(open_stand_in: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Terminal]]:
    """A terminal whose market shows nothing yet, and the one connection to it."""
    market: dict[str, Any] = {
        "days": [],
        "holidays": [],
        "sectors": {},
        "instruments": {},
        "lines": {},
        "dividends": {},
        "ticks": {},
    }
    stand_in = open_stand_in(market, tmp_path_factory.mktemp("terminal"))
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as terminal:
        yield stand_in, terminal


@pytest.fixture(scope="module", params=["memory", "miniqmt"])
def feed(request: pytest.FixtureRequest) -> Feed:
    """Each source with a way to let the market show something."""
    if request.param == "memory":
        memory = MemoryQuotes(CLOCK)
        return Feed(memory, memory.feed, lambda: None)
    stand_in, terminal = request.getfixturevalue("empty_terminal")
    quotes = MiniQmtQuotes(terminal, CLOCK, hours=lambda _moment: None)

    def push(ticks: Sequence[Tick]) -> None:
        for tick in ticks:
            stand_in.tell("push", {tick.code: pushed(tick)})

    return Feed(quotes, push, lambda: stand_in.tell("quiet"))


@pytest.fixture(autouse=True)
def _nothing_shown_yet(request: pytest.FixtureRequest) -> None:
    if "feed" in request.fixturenames:
        request.getfixturevalue("feed").quiet()


def test_what_is_shown_is_told_as_it_is(feed: Feed) -> None:
    heard = Heard()
    shown = [
        tick_at(0),
        tick_at(3, price=11_400, volume=75_870_001),
        tick_at(3, code=CODES[1]),
        tick_at(6, bids=(), asks=(), phase=TradingPhase.HALTED),
        tick_at(7, code=CODES[2], last_mills=None, open_mills=None, high_mills=None, low_mills=None, volume=0, amount_mills=0),
        tick_at(8, phase=None),
    ]
    with closing(feed.source.subscribe(None, heard.sink, heard.trouble)) as subscription:
        feed.show(shown, subscription)
        assert heard.ticks == shown, subscription.tally()
        assert (subscription.tally().delivered, subscription.tally().dropped, heard.troubles) == (6, 0, [])


def test_only_what_was_asked_for_is_told(feed: Feed) -> None:
    one, other = Heard(), Heard()
    with (
        closing(feed.source.subscribe([CODES[0]], one.sink, one.trouble)) as first,
        closing(feed.source.subscribe([CODES[1], CODES[2]], other.sink, other.trouble)) as second,
    ):
        feed.show([tick_at(0)], first)
        feed.show([tick_at(1, code=CODES[1]), tick_at(1, code=CODES[2])], second)
        feed.show([tick_at(2)], first)
    assert [tick.code for tick in one.ticks] == [CODES[0]] * 2
    assert [tick.code for tick in other.ticks] == [CODES[1], CODES[2]]


def test_the_same_again_and_the_older_are_dropped_and_counted(feed: Feed) -> None:
    heard = Heard()
    with closing(feed.source.subscribe([CODES[0]], heard.sink, heard.trouble)) as subscription:
        feed.show([tick_at(0), tick_at(6), tick_at(6), tick_at(3), tick_at(0), tick_at(9)], subscription)
        tally = subscription.tally()
    assert [tick.event_time for tick in heard.ticks] == [OPENS + timedelta(seconds=at) for at in (0, 6, 9)]
    assert (tally.heard, tally.delivered, tally.duplicates, tally.older) == (6, 3, 1, 2)


def test_of_two_ticks_of_one_instant_the_one_that_traded_less_is_the_older(feed: Feed) -> None:
    heard = Heard()
    shown = [tick_at(0, volume=1000), tick_at(0, volume=1200), tick_at(0, volume=1100)]
    with closing(feed.source.subscribe([CODES[0]], heard.sink, heard.trouble)) as subscription:
        feed.show(shown, subscription)
    assert heard.ticks == shown[:2]


def test_ticks_of_another_day_are_no_quotes_of_today(feed: Feed) -> None:
    heard = Heard()
    days = [tick_at(-86_400), tick_at(0), tick_at(86_400)]
    with closing(feed.source.subscribe([CODES[0]], heard.sink, heard.trouble)) as subscription:
        feed.show(days, subscription)
        tally = subscription.tally()
    assert heard.ticks == [days[1]]
    assert (tally.of_other_days, tally.delivered) == (2, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"low_mills": 11_400, "high_mills": 11_390}, "low 11400 above high 11390"),
        ({"last_mills": 20_000}, "last 20000 outside"),
        ({"bids": (Level(11_380, 100), Level(11_390, 100))}, "bids that do not fall"),
        ({"asks": (Level(11_400, 100), Level(11_400, 100))}, "asks that do not rise"),
        ({"bids": (Level(11_500, 100),)}, "above best ask"),
    ],
)
def test_a_quote_that_breaks_a_law_is_dropped_counted_and_named(feed: Feed, change: dict[str, Any], words: str) -> None:
    heard = Heard()
    with closing(feed.source.subscribe([CODES[0]], heard.sink, heard.trouble)) as subscription:
        feed.show([tick_at(0, **change), tick_at(3)], subscription)
        tally = subscription.tally()
    assert heard.ticks == [tick_at(3)]
    assert (tally.malformed, words in tally.last_problem) == (1, True), tally


def test_after_closing_nothing_is_told(feed: Feed) -> None:
    closed, open_still = Heard(), Heard()
    with closing(feed.source.subscribe([CODES[0]], open_still.sink, open_still.trouble)) as other:
        subscription = feed.source.subscribe([CODES[0]], closed.sink, closed.trouble)
        feed.show([tick_at(0)], other, subscription)
        subscription.close()
        subscription.close()
        feed.show([tick_at(3)], other)
    assert closed.ticks == [tick_at(0)]
    assert open_still.ticks == [tick_at(0), tick_at(3)]


def test_a_sink_may_close_its_own_subscription(feed: Feed) -> None:
    heard, held = Heard(), []

    def sink(ticks: Sequence[Tick]) -> None:
        heard.sink(ticks)
        held[0].close()

    with closing(feed.source.subscribe([CODES[0]], Heard().sink, heard.trouble)) as other:
        held.append(feed.source.subscribe([CODES[0]], sink, heard.trouble))
        feed.show([tick_at(0)], other)
        until(lambda: heard.ticks)
        feed.show([tick_at(3)], other)
    assert heard.ticks == [tick_at(0)]


@pytest.mark.parametrize(("codes", "fault"), [(["SH600000"], Fault.BAD_CODE), (["nothing"], Fault.BAD_CODE), ([], None)])
def test_what_cannot_be_subscribed_to_is_refused(feed: Feed, codes: list[str], fault: Fault | None) -> None:
    heard = Heard()
    with pytest.raises(Invalid) as caught:
        feed.source.subscribe(codes, heard.sink, heard.trouble)
    assert fault_of(caught.value) is fault


def test_the_card_has_a_book_and_a_name(feed: Feed) -> None:
    card = feed.source.card()
    assert (card.levels, bool(card.name), bool(card.delay_origin)) == (5, True, True)


moments = st.integers(0, 4).map(lambda step: 3 * step)
any_ticks = st.lists(
    st.builds(tick_at, moments, code=st.sampled_from(CODES), volume=st.sampled_from([0, 100, 200_000]))
    | st.builds(tick_at, st.sampled_from([-86_400, 86_400])),
    max_size=12,
)


@given(any_ticks, st.none() | st.lists(st.sampled_from(CODES), min_size=1, unique=True))
@fixtures_last
def test_every_source_lets_through_what_the_sieve_does(feed: Feed, shown: list[Tick], codes: list[str] | None) -> None:
    feed.quiet()
    heard = Heard()
    asked = [tick for tick in shown if codes is None or tick.code in codes]
    sieve = Sieve()
    with closing(feed.source.subscribe(codes, heard.sink, heard.trouble)) as subscription:
        before = subscription.tally().heard
        feed.show(asked, subscription)
        tally = subscription.tally()
    assert heard.ticks == sieve.passed(asked, TODAY)
    assert tally.heard - before == len(asked)
    assert len(heard.threads) <= 1


@given(any_ticks)
@settings(deadline=None)
def test_the_sieve_counts_each_tick_once_and_passes_what_it_passed_and_nothing_twice(shown: list[Tick]) -> None:
    sieve = Sieve()
    passed = sieve.passed(shown, TODAY)
    tally = sieve.tally
    assert tally.heard == len(shown)
    assert tally.delivered == len(passed)
    assert tally.dropped == tally.duplicates + tally.older + tally.of_other_days + tally.foreign + tally.malformed
    assert Sieve().passed(passed, TODAY) == passed
    assert sieve.passed(shown, TODAY) == []
    for code in CODES:
        events = [tick.event_time for tick in passed if tick.code == code]
        assert events == sorted(events)


def test_the_memory_tells_trouble_and_its_end() -> None:
    source, heard = MemoryQuotes(CLOCK), Heard()
    reason = unreachable("memory", "gone")
    subscription = source.subscribe(None, heard.sink, heard.trouble)
    source.stop(reason)
    source.go_on()
    subscription.close()
    source.stop(reason)
    assert heard.troubles == [reason, None]


def test_a_tick_available_before_its_event_is_refused() -> None:
    sieve = Sieve()
    early = replace(tick_at(0), available_time=OPENS - timedelta(seconds=1))
    assert sieve.passed([early], TODAY) == []
    assert "available before its event" in sieve.tally.last_problem
