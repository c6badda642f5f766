"""Ticks of a source inside this server become quotes of now."""

from collections.abc import Callable, Sequence

from aistock.market.v1.models import BookLevel, Quote
from aistock_server.kernel.errors import RoomError
from aistock_server.market.selection import SHANGHAI
from aistock_server.market.sources.live import Level, Tick

Take = Callable[[str, Sequence[Quote]], object]
"""Takes the quotes of a source, none as a sign of life; may be called on any thread."""
Fail = Callable[[str, str], None]
"""Is told why a source cannot be relied on; may be called on any thread."""


class LiveIntake:
    """What a subscription of a source calls. A tick without a reference price or a volume is no quote, and is left out."""

    def __init__(self, source: str, take: Take, fail: Fail) -> None:
        self._source = source
        self._take = take
        self._fail = fail

    def ticks(self, ticks: Sequence[Tick]) -> None:
        """Quotes of the ticks that are one."""
        quotes = [quote for tick in ticks if (quote := quote_of(self._source, tick)) is not None]
        self._take(self._source, quotes)

    def trouble(self, error: RoomError | None) -> None:
        """Quotes have stopped, or are back."""
        if error is None:
            self._take(self._source, [])
        else:
            self._fail(self._source, error.message)


def quote_of(source: str, tick: Tick) -> Quote | None:
    """The contract's quote of a tick; None when it lacks what every quote has."""
    if tick.pre_close_mills is None or tick.volume is None:
        return None
    return Quote(
        instrument=tick.code,
        trading_date=tick.event_time.astimezone(SHANGHAI).date(),
        event_at_utc=tick.event_time,
        received_at_utc=tick.available_time,
        last_mills=tick.last_mills,
        open_mills=tick.open_mills,
        high_mills=tick.high_mills,
        low_mills=tick.low_mills,
        pre_close_mills=tick.pre_close_mills,
        volume=tick.volume,
        amount_mills=tick.amount_mills,
        bids=_levels(tick.bids),
        asks=_levels(tick.asks),
        phase=tick.phase,
        suspended=tick.suspended,
        source=source,
        synthetic=False,
    )


def _levels(levels: Sequence[Level]) -> list[BookLevel]:
    return [BookLevel(price_mills=one.price_mills, quantity=one.quantity) for one in levels]
