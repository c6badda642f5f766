"""A source of live quotes in memory, fed by a replay or a test: the reference that every other source is held to."""

import threading
from collections.abc import Sequence
from datetime import date, timedelta

from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.live import QuoteCard, Sink, Tally, Tick, Trouble
from aistock_server.market.sources.model import SHANGHAI
from aistock_server.market.sources.sieve import Sieve, codes_asked


class MemoryQuotes:
    """The port over ticks that are fed. They are delivered before `feed` returns, on its thread, and no two threads at once."""

    def __init__(self, clock: Clock, *, name: str = "memory") -> None:
        self._clock = clock
        self._name = name
        self._one_at_a_time = threading.RLock()
        self._subscriptions: list[_MemorySubscription] = []

    def card(self) -> QuoteCard:
        """Five levels, without delay."""
        return QuoteCard(name=self._name, levels=5, delay=timedelta(0), delay_origin="as fed")

    def subscribe(self, codes: Sequence[str] | None, sink: Sink, trouble: Trouble) -> "_MemorySubscription":
        """Ticks from here on; what was fed before is not told."""
        made = _MemorySubscription(self, Sieve(codes=codes_asked(codes)), sink, trouble)
        with self._one_at_a_time:
            self._subscriptions.append(made)
        return made

    def feed(self, ticks: Sequence[Tick]) -> None:
        """Let the market show these; unlawful ones are counted and go nowhere."""
        with self._one_at_a_time:
            today = self._clock.now().astimezone(SHANGHAI).date()
            for one in tuple(self._subscriptions):
                one.hear(ticks, today=today)

    def stop(self, reason: RoomError) -> None:
        """Let the source be in trouble."""
        with self._one_at_a_time:
            for one in tuple(self._subscriptions):
                one.trouble(reason)

    def go_on(self) -> None:
        """Let the trouble be over."""
        with self._one_at_a_time:
            for one in tuple(self._subscriptions):
                one.trouble(None)

    def drop(self, subscription: "_MemorySubscription") -> None:
        """Tell a subscription nothing more."""
        with self._one_at_a_time:
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)


class _MemorySubscription:
    """Who listens, to what, and what became of it."""

    def __init__(self, source: MemoryQuotes, sieve: Sieve, sink: Sink, trouble: Trouble) -> None:
        self._source = source
        self._sieve = sieve
        self._sink = sink
        self.trouble = trouble

    def tally(self) -> Tally:
        return self._sieve.tally

    def close(self) -> None:
        self._source.drop(self)

    def hear(self, ticks: Sequence[Tick], *, today: date) -> None:
        new = self._sieve.passed(ticks, today)
        if new:
            self._sink(new)
