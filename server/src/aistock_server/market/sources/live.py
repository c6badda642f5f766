"""What the market room needs of a source of live quotes, and what passes through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from aistock.market.v1.models import TradingPhase
from aistock_server.kernel.errors import RoomError


class Level(NamedTuple):
    """One price level of the book: mills, and the shares that wait there."""

    price_mills: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a market showed for one instrument at one instant. Prices and amount are mills (of a point for an index).

    `event_time` is the market's, `available_time` when this machine had it, never before the event; both are aware, in UTC. What
    has not been yet that day, or nobody knows, is None. Volume is shares since the day began. The book has at most five levels
    a side, best first. `suspended` is said of a whole day; a halt for the moment is a phase.
    """

    code: str
    event_time: datetime
    available_time: datetime
    last_mills: int | None
    open_mills: int | None
    high_mills: int | None
    low_mills: int | None
    pre_close_mills: int | None
    volume: int | None
    amount_mills: int
    bids: tuple[Level, ...] = ()
    asks: tuple[Level, ...] = ()
    phase: TradingPhase | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCard:
    """What a source of quotes says of itself: its name, levels of its book, and how long after its event a tick is there."""

    name: str
    levels: int
    delay: timedelta
    delay_origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the ticks that a subscription heard: each is counted once.

    `overrun` were dropped because the sink was slower than the market, `foreign` are of instruments that were not asked for or
    have no quote in CNY, `malformed` break a law; the words of the last of these stand in `last_problem`. `resubscriptions` counts
    how often the source was asked again after it had forgotten.
    """

    heard: int = 0
    delivered: int = 0
    duplicates: int = 0
    older: int = 0
    of_other_days: int = 0
    foreign: int = 0
    malformed: int = 0
    overrun: int = 0
    resubscriptions: int = 0
    last_problem: str = ""

    @property
    def dropped(self) -> int:
        """Ticks that were heard and not delivered."""
        return self.heard - self.delivered


#: Takes ticks, on a thread of the adapter. It never blocks and never raises.
Sink = Callable[[Sequence[Tick]], None]
#: Hears once that quotes have stopped, with the reason, again when the reason changes, and None when they are back.
Trouble = Callable[[RoomError | None], None]


class Subscription(Protocol):
    """Quotes that flow until they are closed."""

    def tally(self) -> Tally:
        """What became of the ticks so far."""
        ...

    def close(self) -> None:
        """Ends the flow: when this returns, neither sink nor trouble is called any more. Closing twice is closing once."""
        ...


class QuoteSource(Protocol):
    """Tells what the market shows now.

    Laws, which one suite tests over all adapters: the ticks of an instrument come in the order of their events, and each at most
    once; a tick that is older than one delivered, the same again, or of another day than the machine's is dropped and counted,
    never put in order; sink and trouble are called by one thread at a time; a source that goes silent during a session, or that
    cannot be reached, is told as trouble, and the subscription goes on by itself when it is back.
    """

    def card(self) -> QuoteCard:
        """What the source offers."""
        ...

    def subscribe(self, codes: Sequence[str] | None, sink: Sink, trouble: Trouble) -> Subscription:
        """Quotes of some instruments by canonical code, or of the whole market; Unavailable when the source cannot be reached."""
        ...
