"""The hub against a trivial model, and the standing of its sources."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aistock.market.v1.models import QuoteSourceState
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, RoomError
from aistock_server.market import live
from aistock_server.market.live import Follower, QuoteHub, Taken, Tick
from aistock_server.market.live_sources import MAY_BE_SILENT, MOST_SOURCES, LiveSources
from aistock_server.market.trading_hours import Hours, Trading

START = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CODES = ("000001.SZ", "000002.SZ", "600000.SH", "600001.SH", "830001.BJ")
PREFERENCE = ("first", "second")
LIVE, SILENT, UNREACHABLE = QuoteSourceState.LIVE, QuoteSourceState.SILENT, QuoteSourceState.UNREACHABLE


def always(now: datetime) -> Trading | None:
    """Trading began long ago."""
    return Trading(began=EPOCH)


def hub_at(clock: FixedClock, hours: Hours = always, epoch: str = "run") -> QuoteHub:
    return QuoteHub(clock, LiveSources(clock.now(), PREFERENCE, hours), epoch=epoch)


def event(seconds: float) -> int:
    return (START - EPOCH) // timedelta(microseconds=1) + round(seconds * 1e6)


def tick(code: str, seconds: float, text: str = "") -> Tick:
    return code, event(seconds), f"{code}={text or seconds};".encode()


def told(content: bytes) -> list[tuple[str, str]]:
    """Instrument and text of each quote of a batch."""
    pairs = [one.split("=") for one in content.decode().split(";") if one]
    return [(code, text) for code, text in pairs]


@dataclass
class Reader:
    """A follower, what it has seen, and how much it is owed."""

    follower: Follower
    codes: tuple[str, ...]
    view: dict[str, str] = field(default_factory=dict)
    owed: int = 0
    opening: dict[str, str] = field(default_factory=dict)
    got: int = 0
    cursor: str = ""


class HubMachine(RuleBasedStateMachine):
    """Two sources of which one is preferred, readers of all and of some instruments, and cursors that are taken up again."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock(START)
        self.hub = hub_at(self.clock)
        self.last: dict[str, tuple[int, str, str, datetime]] = {}
        self.heard: dict[str, datetime] = {}
        self.failed: set[str] = set(PREFERENCE)
        self.readers: list[Reader] = []
        self.texts = 0
        self.number = 0

    def _live(self, source: str) -> bool:
        return source not in self.failed and self.clock.now() - self.heard[source] <= MAY_BE_SILENT

    def _wins(self, source: str, code: str, at: int) -> bool:
        """The law of what is taken, in its plainest form."""
        if code not in self.last:
            return True
        known, _, owner, heard = self.last[code]
        if at <= known:
            return False
        preferred = PREFERENCE.index(owner) < PREFERENCE.index(source)
        return not (preferred and self._live(owner) and self.clock.now() - heard <= MAY_BE_SILENT)

    @rule(source=st.sampled_from(PREFERENCE), ticks=st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, 40)), max_size=8))
    def offer(self, source: str, ticks: list[tuple[str, int]]) -> None:
        self.hub.look()
        self.heard[source] = self.clock.now()
        self.failed.discard(source)
        made, taken = [], 0
        for code, seconds in ticks:
            self.texts += 1
            made.append(tick(code, seconds, str(self.texts)))
            if self._wins(source, code, made[-1][1]):
                self.last[code] = (made[-1][1], str(self.texts), source, self.clock.now())
                taken += 1
                for reader in self.readers:
                    reader.owed += code in reader.codes
        assert self.hub.offer(source, made) == Taken(taken, len(ticks) - taken)

    @rule(seconds=st.integers(1, 20))
    def wait(self, seconds: int) -> None:
        self.clock.instant += timedelta(seconds=seconds)

    @rule(source=st.sampled_from(PREFERENCE))
    def fail(self, source: str) -> None:
        self.hub.fail(source, "gone")
        self.failed.add(source)

    @precondition(lambda self: len(self.readers) < 4)
    @rule(codes=st.one_of(st.just(()), st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(tuple)))
    def open(self, codes: tuple[str, ...]) -> None:
        mine = codes or CODES
        opening = {code: self.last[code][1] for code in mine if code in self.last}
        self.readers.append(Reader(self.hub.follow(codes), mine, opening=opening))

    @precondition(lambda self: self.readers)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        reader = data.draw(st.sampled_from(self.readers))
        batch = reader.follower.take()
        reader.cursor = batch.cursor
        quotes = told(batch.content)
        assert batch.count == len(quotes) == len({code for code, _ in quotes}) and batch.conflated >= 0
        assert all(code in reader.codes for code, _ in quotes)
        openings = sum(reader.opening.get(code) == text for code, text in quotes)
        reader.view.update(quotes)
        reader.got += batch.count - openings + batch.conflated

    @precondition(lambda self: self.readers)
    @rule(data=st.data())
    def read_to_the_end(self, data: st.DataObject) -> None:
        """At the end a reader knows the last quote of each instrument, and everything that came is accounted for."""
        reader = data.draw(st.sampled_from(self.readers))
        while True:
            before = reader.got, dict(reader.view), reader.cursor
            batch = reader.follower.take()
            reader.cursor = batch.cursor
            quotes = told(batch.content)
            reader.view.update(quotes)
            openings = sum(reader.opening.get(code) == text for code, text in quotes)
            reader.got += batch.count - openings + batch.conflated
            if not batch.count:
                assert (reader.got, reader.view) == before[:2]
                break
        assert reader.view == {code: self.last[code][1] for code in reader.codes if code in self.last}
        assert reader.got == reader.owed

    @precondition(lambda self: any(reader.cursor for reader in self.readers))
    @rule(data=st.data())
    def resume(self, data: st.DataObject) -> None:
        """A cursor is as good as the reader that it was given to."""
        reader = data.draw(st.sampled_from([one for one in self.readers if one.cursor]))
        codes = () if reader.codes == CODES and ":all:" in reader.cursor else reader.codes
        reader.follower = self.hub.follow(codes, reader.cursor)

    @invariant()
    def snapshot_is_the_last(self) -> None:
        found = [pair for content in self.hub.snapshot() for pair in told(content)]
        assert found == [(code, self.last[code][1]) for code in sorted(self.last)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are cut after two quotes, so that every cut is met."""
    monkeypatch.setattr(live, "LARGEST_BATCH", 2)


class TestHub(HubMachine.TestCase):  # type: ignore[misc, name-defined]  # made by Hypothesis
    settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


def test_memory_is_bounded_by_the_instruments() -> None:
    """A hundred thousand updates leave one quote of each instrument, whoever reads or does not."""
    clock = FixedClock(START)
    hub = hub_at(clock)
    stalled = hub.follow()
    for turn in range(20_000):
        hub.offer("first", [tick(code, turn / 1000) for code in CODES])
    assert len(hub._last) == len(CODES)
    got = 0
    while (batch := stalled.take()).count:
        got += batch.count + batch.conflated
    assert got == 20_000 * len(CODES)


def test_readers_at_one_place_share_their_bytes() -> None:
    """Twenty clients cost one assembly."""
    hub = hub_at(FixedClock(START))
    readers = [hub.follow() for _ in range(20)]
    hub.offer("first", [tick(CODES[0], 1)])
    assert len({id(reader.take().content) for reader in readers}) == 1


def test_a_clock_that_is_ahead_is_refused_and_nothing_is_taken() -> None:
    hub = hub_at(FixedClock(START))
    with pytest.raises(Invalid) as caught:
        hub.offer("first", [tick(CODES[0], 299), tick(CODES[1], 301)])
    assert caught.value.violations[0].field == "quotes[1].event_at_utc"
    assert not hub.snapshot()


WRONG_CURSORS = [
    "",
    "run",
    "run:all:1:1",
    "run:all:0:1",
    "run:all:1:0",
    "other:all:0:0",
    "run:all:-1:0",
    "run:all:0:x",
    "run:all:" + "9" * 30,
]


@pytest.mark.parametrize("cursor", WRONG_CURSORS)
def test_a_cursor_from_elsewhere_is_out_of_range(cursor: str) -> None:
    with pytest.raises(RoomError) as caught:
        hub_at(FixedClock(START)).follow((), cursor)
    assert (caught.value.code, caught.value.reason) == ("OUT_OF_RANGE", "CURSOR_OUT_OF_RANGE")


def states(hub: QuoteHub) -> dict[str, Any]:
    return {one.source: one.state for one in hub.standings()}


def test_standings_follow_what_happens() -> None:
    """Expected and not there, live, silent when trading goes on, live again, and gone with the last publisher."""
    clock = FixedClock(START)
    hub = hub_at(clock)
    assert states(hub) == {"first": UNREACHABLE, "second": UNREACHABLE}
    reader = hub.follow()
    assert reader.take().standings is not None and reader.take().standings is None
    hub.connect("third")
    hub.connect("third")
    clock.instant += MAY_BE_SILENT
    assert not hub.look() and states(hub)["third"] is LIVE
    clock.instant += timedelta(microseconds=1)
    assert hub.look() and not hub.look()
    silent = hub.standings()[2]
    assert (silent.state, silent.since_utc) == (SILENT, clock.now())
    assert silent.message == "no quote came for 15 seconds of trading"
    assert [one.state for one in reader.take().standings or ()] == [UNREACHABLE, UNREACHABLE, SILENT]
    hub.offer("third", [])
    assert states(hub)["third"] is LIVE
    hub.disconnect("third", "one of two")
    assert states(hub)["third"] is LIVE
    hub.disconnect("third", "the last")
    assert hub.standings()[2].message == "the last"


def test_nobody_is_silent_when_nobody_trades() -> None:
    clock = FixedClock(START)
    hub = hub_at(clock, lambda now: None)
    hub.connect("first")
    clock.instant += timedelta(hours=16)
    assert not hub.look() and states(hub)["first"] is LIVE


def test_who_is_silent_on_a_day_that_may_be_a_holiday_is_told_so() -> None:
    clock = FixedClock(START)
    hub = hub_at(clock, lambda now: Trading(began=EPOCH, doubt="who knows"))
    hub.connect("first")
    clock.instant += timedelta(seconds=16)
    assert hub.look()
    assert hub.standings()[0].message == "no quote came for 15 seconds of trading; who knows"


def test_the_hours_are_asked_about_only_when_a_source_is_quiet() -> None:
    """The first answer costs the calendar's library."""
    asked: list[datetime] = []

    def hours(now: datetime) -> Trading | None:
        asked.append(now)
        return None

    clock = FixedClock(START)
    hub = hub_at(clock, hours)
    for _ in range(100):
        clock.instant += timedelta(seconds=14)
        hub.offer("first", [])
        assert not hub.look()
    assert asked == []
    clock.instant += timedelta(seconds=16)
    assert not hub.look()
    assert asked == [clock.now()]


def test_silence_is_counted_from_the_bell() -> None:
    clock = FixedClock(START)
    hub = hub_at(clock, lambda now: Trading(began=START + timedelta(minutes=5)))
    hub.connect("first")
    clock.instant += timedelta(minutes=5, seconds=10)
    assert not hub.look()
    clock.instant += timedelta(seconds=6)
    assert hub.look()


def test_sources_that_are_gone_make_room_and_others_do_not() -> None:
    """Names are not kept for ever: the one that has been gone longest is forgotten, an expected one never."""
    clock = FixedClock(START)
    hub = hub_at(clock)
    for number in range(200):
        clock.instant += timedelta(seconds=1)
        hub.connect(f"source{number}")
        hub.disconnect(f"source{number}", "gone")
    names = list(states(hub))
    assert len(names) == MOST_SOURCES and names[:2] == list(PREFERENCE) and names[-1] == "source199"
    for number in range(MOST_SOURCES - 2):
        hub.connect(f"busy{number}")
    with pytest.raises(Invalid):
        hub.connect("one more")
