"""miniQMT's live quotes behind the port."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from aistock_server.adapters.miniqmt.listening import Listening, Manners
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.kernel.clock import Clock
from aistock_server.market.sources.live import QuoteCard, Sink, Trouble
from aistock_server.market.sources.sieve import codes_asked
from aistock_server.market.trading_hours import Hours


class MiniQmtQuotes:
    """Snapshots about every three seconds with five levels, as the terminal pushes them; it does not show single trades.

    `hours` says of an instant whether the market trades continuously then: silence of `silence` in a session is trouble. Who
    subscribes to a few quiet shares allows for more of it than who has the whole market.
    """

    def __init__(
        self,
        terminal: Terminal,
        clock: Clock,
        *,
        hours: Hours,
        silence: timedelta = timedelta(seconds=30),
        look_every: timedelta = timedelta(seconds=1),
        held_ticks: int = 200_000,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._terminal = terminal
        self._clock = clock
        self._manners = Manners(
            hours=hours,
            silence=silence.total_seconds(),
            look_every=look_every.total_seconds(),
            held_ticks=held_ticks,
            monotonic=monotonic,
        )

    def card(self) -> QuoteCard:
        """Five levels; the vendor documents no delay."""
        delay = timedelta(seconds=3)
        return QuoteCard(name=self._terminal.source, levels=5, delay=delay, delay_origin="the exchange's interval of snapshots")

    def subscribe(self, codes: Sequence[str] | None, sink: Sink, trouble: Trouble) -> Listening:
        """One subscription of the vendor's to many, which takes whole markets; Unavailable when the terminal cannot be reached."""
        asked = codes_asked(codes)
        made = Listening(self._terminal, self._clock, asked, (sink, trouble), self._manners)
        made.begin()
        return made
