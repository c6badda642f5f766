"""miniQMT's live quotes: the vendor's own layer over a terminal that is killed, goes silent, forgets and sends nonsense."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.codes import Kind
from aistock.market.v1.models import TradingPhase
from aistock_server.adapters.miniqmt.history import MiniQmtHistory
from aistock_server.adapters.miniqmt.quotes import MiniQmtQuotes
from aistock_server.adapters.miniqmt.terminal import Address, Patience, Terminal
from aistock_server.adapters.miniqmt.ticks import BadTick, kind_quoted, tick_of
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Refused, RoomError, Unavailable
from aistock_server.market.sources import Fault, Question, fault_of
from aistock_server.market.sources.live import Level, Tick
from aistock_server.market.trading_hours import Trading

CODE = "000001.SZ"
CLOCK = FixedClock(datetime(2024, 12, 2, 6, 0, tzinfo=UTC))
#: The vendor's own example of a tick, from the text of its function.
EXAMPLE: dict[str, Any] = {
    "time": 1733118954000, "lastPrice": 11.39, "open": 11.39, "high": 11.4, "low": 11.31, "lastClose": 11.38,
    "amount": 862127800.0, "volume": 758613, "pvolume": 75861284, "stockStatus": 3, "openInt": 13, "transactionNum": 37062,
    "lastSettlementPrice": 11.38, "settlementPrice": 0.0, "pe": 0.0, "askPrice": [11.4, 11.41, 11.42, 11.43, 11.44],
    "bidPrice": [11.39, 11.38, 11.370000000000001, 11.36, 11.35], "askVol": [10929, 12401, 6671, 4555, 6708],
    "bidVol": [2429, 7127, 7146, 9111, 12189], "volRatio": 0.0, "speed1Min": 0.0, "speed5Min": 0.0,
}  # fmt: skip


def told_at(seconds: int, **more: Any) -> dict[str, Any]:
    """A tick of the vendor's some seconds after its example."""
    return {**EXAMPLE, "time": EXAMPLE["time"] + 1000 * seconds, **more}


@dataclass
class Heard:
    """What a subscriber was told."""

    ticks: list[Tick] = field(default_factory=list)
    troubles: list[RoomError | None] = field(default_factory=list)

    def sink(self, ticks: Sequence[Tick]) -> None:
        self.ticks.extend(ticks)

    def seconds(self) -> list[int]:
        return [round(tick.event_time.timestamp()) - EXAMPLE["time"] // 1000 for tick in self.ticks]

    def faults(self) -> list[Fault | None]:
        return [fault_of(error) if error is not None else None for error in self.troubles]


def levels(best: int, step: int, *quantities: int) -> tuple[Level, ...]:
    return tuple(Level(best + step * place, quantity) for place, quantity in enumerate(quantities))


def until(what: Callable[[], Any]) -> None:
    """Waits for something that another thread does; the suite's own limit ends a wait in vain."""
    while not what():
        time.sleep(0.01)


@pytest.fixture
def stand_in(open_stand_in: Callable[..., Any], market_of_qmt: Callable[[], dict[str, Any]], tmp_path: Path) -> Iterator[Any]:
    opened = open_stand_in(market_of_qmt(), tmp_path)
    yield opened
    opened.kill()


@pytest.fixture
def terminal(stand_in: Any) -> Iterator[Terminal]:
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as opened:
        yield opened


@pytest.fixture
def hurried(stand_in: Any) -> Iterator[Terminal]:
    """A connection that waits for a second only."""
    with closing(Terminal("miniqmt", Address(port=stand_in.port), patience=Patience(watch=1))) as opened:
        yield opened


OPEN = Trading(began=CLOCK.now() - timedelta(hours=1))


def quotes(terminal: Terminal, *, silence: float = 600, trading: Trading | None = OPEN, **more: Any) -> MiniQmtQuotes:
    """A source that looks often."""
    return MiniQmtQuotes(
        terminal,
        CLOCK,
        hours=lambda moment: trading if moment == CLOCK.now() else None,
        silence=timedelta(seconds=silence),
        look_every=timedelta(seconds=0.02),
        **more,
    )


def test_the_vendors_example_becomes_mills_and_shares() -> None:
    received = datetime(2024, 12, 2, 5, 55, 55, tzinfo=UTC)
    tick = tick_of(CODE, Kind.STOCK, EXAMPLE, received)
    assert tick == Tick(
        code=CODE,
        event_time=datetime(2024, 12, 2, 5, 55, 54, tzinfo=UTC),
        available_time=received,
        last_mills=11_390,
        open_mills=11_390,
        high_mills=11_400,
        low_mills=11_310,
        pre_close_mills=11_380,
        volume=75_861_284,
        amount_mills=862_127_800_000,
        bids=(
            Level(11_390, 242_900),
            Level(11_380, 712_700),
            Level(11_370, 714_600),
            Level(11_360, 911_100),
            Level(11_350, 1_218_900),
        ),
        asks=(
            Level(11_400, 1_092_900),
            Level(11_410, 1_240_100),
            Level(11_420, 667_100),
            Level(11_430, 455_500),
            Level(11_440, 670_800),
        ),
        phase=TradingPhase.CONTINUOUS,
    )


def test_a_machine_whose_clock_is_behind_has_a_tick_at_its_event() -> None:
    assert tick_of(CODE, Kind.STOCK, EXAMPLE, datetime(2024, 12, 2, 5, tzinfo=UTC)).available_time == datetime(
        2024, 12, 2, 5, 55, 54, tzinfo=UTC
    )


def test_before_the_first_trade_there_is_no_price_and_an_auction_has_one_level() -> None:
    nothing = dict.fromkeys(("lastPrice", "open", "high", "low", "amount"), 0.0)
    book = {"bidPrice": [11.4, 0, 0, 0, 0], "bidVol": [30, 12, 0, 0, 0], "askPrice": [11.4, 0, 0, 0, 0], "askVol": [30, 0, 0, 0, 0]}
    tick = tick_of(CODE, Kind.STOCK, told_at(0, **nothing, **book, volume=0, pvolume=0, openInt=12), CLOCK.now())
    assert (tick.last_mills, tick.open_mills, tick.high_mills, tick.low_mills, tick.volume) == (None, None, None, None, 0)
    assert (tick.bids, tick.asks, tick.phase) == ((Level(11_400, 3000),), (Level(11_400, 3000),), TradingPhase.OPENING_CALL)


@pytest.mark.parametrize(
    ("state", "volume", "phase", "suspended"),
    [
        (20, 0, TradingPhase.HALTED, True),
        (20, 758613, TradingPhase.HALTED, False),
        (17, 0, TradingPhase.HALTED, False),
        (15, 758613, TradingPhase.CLOSED, False),
        (22, 758613, TradingPhase.AFTER_HOURS, False),
        (19, 758613, None, False),
        (0, 758613, None, False),
        (77, 758613, None, False),
    ],
)
def test_the_vendors_states_are_phases_where_the_contract_has_a_word(
    state: int, volume: int, phase: TradingPhase | None, suspended: bool
) -> None:
    told = told_at(0, openInt=state, volume=volume, pvolume=100 * volume, amount=1136.45 * volume)
    tick = tick_of(CODE, Kind.STOCK, told, CLOCK.now())
    assert (tick.phase, tick.suspended) == (phase, suspended)


def test_without_a_count_of_shares_hands_are_taken_and_an_index_has_neither_volume_nor_book() -> None:
    told = told_at(0)
    del told["pvolume"]
    assert tick_of(CODE, Kind.STOCK, told, CLOCK.now()).volume == 75_861_300
    index = tick_of("000300.SH", Kind.INDEX, told_at(0, lastPrice=3946.6243), CLOCK.now())
    assert (index.last_mills, index.volume, index.bids, index.asks) == (3_946_624, None, (), ())


BAD: list[tuple[dict[str, Any], str]] = [
    ({"lastPrice": float("nan")}, "lastPrice nan cannot be"),
    ({"lastPrice": float("inf")}, "lastPrice inf cannot be"),
    ({"lastPrice": -11.39}, "lastPrice -11.39 cannot be"),
    ({"lastPrice": "11.39"}, "lastPrice '11.39' is no number"),
    ({"lastPrice": True}, "lastPrice True is no number"),
    ({"lastPrice": 11.3951}, "lastPrice 11.3951 is no whole mill"),
    ({"amount": 1e300}, "amount 1e+300 cannot be"),
    ({"time": 0}, "time 0 is none"),
    ({"time": 10**15}, "is none"),
    ({"time": None}, "time None is no number"),
    ({"pvolume": 758613}, "the volume counts something else"),
    ({"pvolume": 75861284.5}, "pvolume 75861284.5 is no whole number"),
    ({"pvolume": -1}, "pvolume -1 is no whole number"),
    ({"askVol": [1, 2]}, "askPrice and askVol are no two lists of one length"),
    ({"bidPrice": None}, "bidPrice and bidVol are no two lists of one length"),
    ({"bidVol": [1, 2, "3", 4, 5]}, "bidVol '3' is no number"),
]


@pytest.mark.parametrize(("change", "words"), BAD)
def test_a_tick_that_cannot_be_is_refused_with_its_field_and_value(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadTick) as caught:
        tick_of(CODE, Kind.STOCK, told_at(0, **change), CLOCK.now())
    assert words in str(caught.value)


@pytest.mark.parametrize("field", ["time", "lastPrice", "open", "high", "low", "lastClose", "amount", "askPrice", "bidVol"])
def test_a_tick_without_a_field_is_refused(field: str) -> None:
    told = told_at(0)
    del told[field]
    with pytest.raises(BadTick, match=field):
        tick_of(CODE, Kind.STOCK, told, CLOCK.now())


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = scalars | st.lists(scalars, max_size=6)


@given(st.dictionaries(st.sampled_from(sorted(EXAMPLE)), anything, max_size=5) | anything)
@settings(deadline=None)
def test_whatever_comes_is_a_tick_or_a_bad_tick(change: Any) -> None:
    told = {**EXAMPLE, **change} if isinstance(change, dict) else change
    try:
        tick = tick_of(CODE, Kind.STOCK, told, CLOCK.now())
    except BadTick:
        return
    assert tick.available_time >= tick.event_time
    assert all(price is None or price > 0 for price in (tick.last_mills, tick.open_mills, tick.high_mills, tick.low_mills))
    assert all(level.price_mills > 0 and level.quantity >= 0 for level in (*tick.bids, *tick.asks))


@pytest.mark.parametrize("text", ["10004567.SHO", "900901.SH", "200002.SZ", "IF2412.IF", "777777.SH", ""])
def test_what_has_no_quote_in_cny_is_foreign(text: str) -> None:
    assert kind_quoted(text) is None


def test_the_latest_quotes_come_first_and_then_what_is_pushed_in_both_of_the_vendors_forms(
    terminal: Terminal, stand_in: Any
) -> None:
    heard = Heard()
    stand_in.tell("push", {CODE: told_at(0), "900901.SH": told_at(0)})
    with closing(quotes(terminal).subscribe(None, heard.sink, heard.troubles.append)) as subscription:
        until(lambda: heard.ticks)
        stand_in.tell("push", {CODE: [told_at(3), told_at(6)]})
        stand_in.tell("push", {"10004567.SZ": told_at(9), CODE: "no tick"})
        until(lambda: subscription.tally().heard == 6)
        tally = subscription.tally()
    assert heard.seconds() == [0, 3, 6]
    assert (tally.foreign, tally.malformed, tally.last_problem) == (2, 1, f"{CODE}: 'no tick' is no tick")


def test_a_terminal_that_dies_is_trouble_and_one_that_is_back_is_asked_again(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    with closing(quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)) as subscription:
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        for outage in range(2):
            stand_in.kill()
            until(lambda outage=outage: len(heard.troubles) == 2 * outage + 1)
            stand_in.start()
            until(lambda outage=outage: len(heard.troubles) == 2 * outage + 2)
            assert stand_in.tell("listeners") == [[CODE]]
            stand_in.tell("push", {CODE: told_at(3 * outage)})
            stand_in.tell("push", {CODE: told_at(3 * outage + 3)})
            until(lambda outage=outage: heard.seconds()[-1] == 3 * outage + 3)
        assert heard.faults() == [Fault.UNREACHABLE, None] * 2
        assert heard.seconds() == [0, 3, 6]
        assert (subscription.tally().resubscriptions, subscription.tally().duplicates) == (2, 2)


def test_a_subscription_that_the_terminal_forgot_is_made_again(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    with closing(quotes(terminal, silence=0.3).subscribe([CODE], heard.sink, heard.troubles.append)) as subscription:
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        before = subscription.tally().resubscriptions
        stand_in.tell("forget")
        until(lambda: subscription.tally().resubscriptions > before)
        assert heard.faults()[-1] is Fault.UNREACHABLE
        assert "no new tick for 0.3 s in a session" in str(heard.troubles[-1])
        troubles = len(heard.troubles)
        stand_in.tell("push", {CODE: told_at(3)})
        until(lambda: len(heard.troubles) > troubles)
        assert heard.troubles[troubles] is None
        assert heard.seconds() == [0, 3]


@pytest.mark.parametrize("pushed", [{}, {CODE: told_at(0)}, {CODE: told_at(-86_400)}, {CODE: told_at(3, lastPrice=-1.0)}])
def test_who_repeats_himself_sends_yesterday_or_nonsense_is_silent(
    terminal: Terminal, stand_in: Any, pushed: dict[str, Any]
) -> None:
    heard = Heard()
    stop = threading.Event()

    def keep_on() -> None:
        while not stop.wait(0.02):
            stand_in.tell("push", pushed)

    with closing(quotes(terminal, silence=0.3).subscribe([CODE], heard.sink, heard.troubles.append)) as subscription:
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        pusher = threading.Thread(target=keep_on)
        pusher.start()
        before = subscription.tally().resubscriptions
        until(lambda: subscription.tally().resubscriptions >= before + 2)
        stop.set()
        pusher.join()
        assert heard.faults()[-1] is Fault.UNREACHABLE
        assert len(stand_in.tell("listeners")) <= 1
    assert heard.seconds() == [0]


def test_if_no_tick_can_be_read_the_trouble_says_why(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    with closing(quotes(terminal, silence=0.3).subscribe([CODE], heard.sink, heard.troubles.append)):
        stand_in.tell("push", {CODE: told_at(3, lastPrice=-1.0)})
        until(lambda: heard.troubles)
    assert heard.faults() == [Fault.MALFORMED]
    assert f"{CODE}: lastPrice -1.0 cannot be" in str(heard.troubles[0])


def test_silence_on_a_day_that_may_be_a_holiday_says_so(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    source = quotes(terminal, silence=0.3, trading=Trading(began=OPEN.began, doubt="who knows"))
    with closing(source.subscribe([CODE], heard.sink, heard.troubles.append)):
        until(lambda: heard.troubles)
    assert heard.faults() == [Fault.UNREACHABLE]
    assert "in a session, after 0 that were and 0 that were not; who knows" in str(heard.troubles[0])


def test_silence_outside_of_a_session_is_no_trouble(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    source = quotes(terminal, silence=0.05, trading=None)
    with closing(source.subscribe([CODE], heard.sink, heard.troubles.append)) as subscription:
        before = len(stand_in.calls("subscribe_whole_quote"))
        time.sleep(0.5)
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        assert (heard.troubles, subscription.tally().resubscriptions, before) == ([], 0, 1)


def test_a_terminal_that_takes_no_subscription_is_refused_at_first_and_tried_again_later(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    stand_in.misbehave("subscribe_whole_quote", "value", -1)
    with pytest.raises(Refused, match="takes no subscription"):
        quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)
    with closing(quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)):
        stand_in.kill()
        until(lambda: heard.troubles)
        stand_in.start()
        stand_in.misbehave("subscribe_whole_quote", "value", -1, times=3)
        until(lambda: None in heard.troubles)
        assert stand_in.tell("listeners") == [[CODE]]
    assert heard.faults()[0] is Fault.UNREACHABLE
    assert heard.faults()[-1] is None


def test_a_terminal_that_hangs_is_unreachable_until_it_speaks(hurried: Terminal, stand_in: Any) -> None:
    heard = Heard()
    with closing(quotes(hurried, silence=0.2).subscribe([CODE], heard.sink, heard.troubles.append)) as subscription:
        stand_in.misbehave("unsubscribe_quote", "silence", times=2)
        stand_in.misbehave("subscribe_whole_quote", "silence", times=2)
        until(lambda: subscription.tally().resubscriptions)
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
    assert heard.faults()[0] is Fault.UNREACHABLE
    assert "subscribe_whole_quote has no answer after 1 s" in " ".join(map(str, heard.troubles))


def test_without_a_terminal_subscribing_fails_and_leaves_no_thread(stand_in: Any) -> None:
    heard = Heard()
    stand_in.kill()
    before = {one.name for one in threading.enumerate()}
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as terminal, pytest.raises(Unavailable) as caught:
        quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)
    assert fault_of(caught.value) is Fault.UNREACHABLE
    until(lambda: {one.name for one in threading.enumerate()} <= before)


def test_threads_end_with_the_subscription_and_the_terminal(stand_in: Any) -> None:
    heard = Heard()
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as terminal:
        subscription = quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)
        names = [one.name for one in threading.enumerate() if one.name.startswith("miniqmt-")]
        assert sorted(names) == ["miniqmt-look", "miniqmt-ticks", "miniqmt-watch"]
        subscription.close()
        assert stand_in.tell("listeners") == []
    until(lambda: not [one for one in threading.enumerate() if one.name.startswith("miniqmt-")])


def test_a_sink_that_blocks_loses_the_oldest_aloud_and_the_queue_stays_bounded(terminal: Terminal, stand_in: Any) -> None:
    heard, go_on = Heard(), threading.Event()

    def sink(ticks: Sequence[Tick]) -> None:
        heard.sink(ticks)
        go_on.wait()

    with closing(quotes(terminal, held_ticks=10).subscribe([CODE], sink, heard.troubles.append)) as subscription:
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        for number in range(1, 51):
            stand_in.tell("push", {CODE: told_at(number)})
        until(lambda: subscription.tally().overrun == 40)
        go_on.set()
        until(lambda: subscription.tally().heard == 51)
        tally = subscription.tally()
    assert (tally.delivered, tally.overrun) == (11, 40)
    assert heard.seconds() == [0, *range(41, 51)]


def test_a_sink_that_fails_does_not_end_the_flow(terminal: Terminal, stand_in: Any, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()

    def sink(ticks: Sequence[Tick]) -> None:
        heard.sink(ticks)
        raise RuntimeError("a fault of the sink's own")

    with (
        caplog.at_level(logging.ERROR),
        closing(quotes(terminal).subscribe([CODE], sink, heard.troubles.append)) as subscription,
    ):
        for number in range(2):
            stand_in.tell("push", {CODE: told_at(number)})
        until(lambda: subscription.tally().delivered == 2)
    assert heard.seconds() == [0, 1]
    assert caplog.text.count("RuntimeError: a fault of the sink's own") == 2


def test_a_question_of_history_that_hangs_does_not_hold_up_quotes(terminal: Terminal, stand_in: Any) -> None:
    heard = Heard()
    stand_in.misbehave("get_market_data3", "wait")
    history = MiniQmtHistory(terminal, CLOCK)
    answers: list[int] = []
    question = Question(start=date(2024, 1, 2), end=date(2024, 1, 31), fields=("close",), codes=("600000.SH",))
    asking = threading.Thread(target=lambda: answers.append(sum(batch.rows for batch in history.rows(question))))
    with closing(quotes(terminal).subscribe([CODE], heard.sink, heard.troubles.append)):
        asking.start()
        until(lambda: stand_in.calls("get_market_data3"))
        stand_in.tell("push", {CODE: told_at(0)})
        until(lambda: heard.ticks)
        assert answers == []
        stand_in.tell("release")
        asking.join()
    assert (answers, heard.troubles) == ([22], [])
