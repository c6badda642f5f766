"""One subscription to a terminal: what it pushes is held, sifted and handed on, and it is asked again when it has forgotten."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.miniqmt.ticks import BadTick, each_tick, kind_quoted, tick_of
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import malformed, refused, unreachable
from aistock_server.market.sources.live import Sink, Tally, Tick, Trouble
from aistock_server.market.sources.model import SHANGHAI
from aistock_server.market.sources.sieve import Sieve
from aistock_server.market.trading_hours import Hours, Trading

_MARKETS = ["SH", "SZ", "BJ"]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """When silence is trouble, how often to look, and how many ticks wait at most for a sink."""

    hours: Hours
    silence: float
    look_every: float
    held_ticks: int
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Push:
    received: datetime
    told: Any
    ticks: int


class Listening:
    """Two threads: one hands ticks on, the other looks whether the terminal is there and speaks.

    The vendor's thread does nothing but put what it was given into a queue, for everything that the vendor has to say waits for
    it. The queue is bounded: when the sink is slower than the market, the oldest push goes, and its ticks are counted.
    """

    def __init__(
        self, terminal: Terminal, clock: Clock, codes: frozenset[str] | None, listeners: tuple[Sink, Trouble], manners: Manners
    ) -> None:
        self._terminal = terminal
        self._clock = clock
        self._codes = sorted(codes) if codes is not None else _MARKETS
        self._sink, self._tell = listeners
        self._manners = manners
        self._sieve = Sieve(codes=codes)
        self._counted = self._sieve.tally
        self._inbox: deque[_Push] = deque()
        self._waiting = 0
        self._overrun = 0
        self._resubscriptions = 0
        self._arrived = threading.Condition()
        #: Held while sink or trouble is called, so that none is called any more once `close` has had it.
        self._handing_on = threading.RLock()
        self._closed = threading.Event()
        self._client: object | None = None
        self._number = 0
        self._trouble: str | None = None
        self._last_news = manners.monotonic()

    def begin(self) -> None:
        """Subscribe, or raise; then start to listen."""
        self._subscribe()
        for name, work in (("ticks", self._hand_on), ("look", self._look_after)):
            threading.Thread(target=work, name=f"{self._terminal.source}-{name}", daemon=True).start()

    def tally(self) -> Tally:
        """What became of the ticks so far; those that were not handed on yet are not counted."""
        with self._arrived:
            overrun, resubscriptions = self._overrun, self._resubscriptions
        held = self._counted
        return replace(held, heard=held.heard + overrun, overrun=overrun, resubscriptions=resubscriptions)

    def close(self) -> None:
        """Stop to listen. A terminal that cannot be reached has nothing left to be told."""
        with self._handing_on:
            if self._closed.is_set():
                return
            self._closed.set()
        with self._arrived:
            self._arrived.notify_all()
        self._unsubscribe()

    def _subscribe(self) -> None:
        #: Until it has worked, the next look tries again.
        self._client = None
        given_up = threading.Event()

        def call(xtdata: Any) -> tuple[object, int]:
            client = xtdata.get_client()
            number = xtdata.subscribe_whole_quote(list(self._codes), callback=self._heard)
            if given_up.is_set():
                xtdata.unsubscribe_quote(number)
            return client, number

        try:
            client, number = self._terminal.watch("subscribe_whole_quote", call)
        except RoomError:
            given_up.set()
            raise
        if not isinstance(number, int) or number <= 0:
            message = f"subscribe_whole_quote answers {number!r}: the terminal takes no subscription; look at its account's quotes"
            raise refused(self._terminal.source, message, field="codes", value=len(self._codes))
        self._client, self._number = client, number
        self._last_news = self._manners.monotonic()

    def _unsubscribe(self) -> None:
        number = self._number
        try:
            self._terminal.watch("unsubscribe_quote", lambda xtdata: xtdata.unsubscribe_quote(number))
        except RoomError as error:
            # What it goes on to send is dropped here, and a terminal that is gone has forgotten it anyway.
            _LOG.info("%s", error.message)

    def _heard(self, told: Any) -> None:
        """On the vendor's thread: keep what was pushed, and return at once."""
        received = self._clock.now()
        ticks = sum(len(one) if isinstance(one, list) else 1 for one in told.values()) if isinstance(told, Mapping) else 1
        with self._arrived:
            if self._closed.is_set():
                return
            self._inbox.append(_Push(received=received, told=told, ticks=ticks))
            self._waiting += ticks
            while self._waiting > self._manners.held_ticks and len(self._inbox) > 1:
                oldest = self._inbox.popleft()
                self._waiting -= oldest.ticks
                self._overrun += oldest.ticks
            self._arrived.notify()

    def _hand_on(self) -> None:
        while (push := self._next()) is not None:
            ticks = self._ticks(push)
            with self._handing_on:
                if self._closed.is_set():
                    return
                new = self._sieve.passed(ticks, self._clock.now().astimezone(SHANGHAI).date())
                if new:
                    self._last_news = self._manners.monotonic()
                    self._told_of(None, only="silent")
                    self._give(new)
                self._counted = self._sieve.tally

    def _give(self, ticks: list[Tick]) -> None:
        try:
            self._sink(ticks)
        except Exception:
            # A sink promises not to raise; what it was given counts as delivered, and the market goes on.
            _LOG.exception("a sink of %s failed on %d ticks", self._terminal.source, len(ticks))

    def _next(self) -> _Push | None:
        with self._arrived:
            self._arrived.wait_for(lambda: bool(self._inbox) or self._closed.is_set())
            if self._closed.is_set():
                return None
            push = self._inbox.popleft()
            self._waiting -= push.ticks
            return push

    def _ticks(self, push: _Push) -> list[Tick]:
        """The ticks of a push; what is none is counted."""
        if not isinstance(push.told, Mapping):
            self._sieve.refuse("malformed", problem=f"{push.told!r:.64} is no push of ticks")
            return []
        found = []
        for text, told in each_tick(push.told):
            quoted = kind_quoted(text)
            if quoted is None:
                self._sieve.refuse("foreign")
                continue
            try:
                found.append(tick_of(*quoted, told, push.received))
            except BadTick as error:
                self._sieve.refuse("malformed", problem=f"{text}: {error}")
        return found

    def _look_after(self) -> None:
        while not self._closed.wait(self._manners.look_every):
            try:
                self._look()
            except RoomError as error:
                self._told_of(error, only=None)
            except Exception:
                _LOG.exception("looking after %s failed", self._terminal.source)

    def _look(self) -> None:
        """Ask again when the connection is another one, or has been silent for too long in a session."""
        client = self._terminal.watch("connect", lambda xtdata: xtdata.get_client())
        if client is not self._client:
            self._again()
        self._told_of(None, only="unreachable")
        manners = self._manners
        trading = manners.hours(self._clock.now())
        if trading is None:
            self._last_news = manners.monotonic()
            return
        quiet = manners.monotonic() - self._last_news
        if quiet > manners.silence:
            self._told_of(self._silence(trading), only=None, word="silent")
            self._unsubscribe()
            self._again()

    def _again(self) -> None:
        self._subscribe()
        with self._arrived:
            self._resubscriptions += 1

    def _silence(self, trading: Trading) -> RoomError:
        source, tally = self._terminal.source, self.tally()
        seconds = f"{self._manners.silence:g} s"
        if tally.malformed and not tally.delivered:
            message = f"no tick of {seconds} can be read; the last problem is: {tally.last_problem}"
            return malformed(source, message, remedy="report it to the vendor", field="quotes", value=tally.last_problem)
        message = f"no new tick for {seconds} in a session, after {tally.delivered} that were and {tally.dropped} that were not"
        message = f"{message}; {trading.doubt}" if trading.doubt else message
        return unreachable(source, message, field="quotes", value=seconds)

    def _told_of(self, error: RoomError | None, *, only: str | None, word: str = "unreachable") -> None:
        """Tell trouble once, and its end once; an end ends only the trouble of its own word."""
        with self._handing_on:
            if self._closed.is_set():
                return
            state = word if error is not None else None
            if state == self._trouble or (error is None and self._trouble != only):
                return
            self._trouble = state
            try:
                self._tell(error)
            except Exception:
                _LOG.exception("a listener of %s failed on its trouble", self._terminal.source)
