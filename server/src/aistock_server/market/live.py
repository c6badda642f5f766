"""Quotes of now: the last one of every instrument, and what changed since a reader last looked.

Nothing is queued. A quote takes the place of the one before it, so memory is bounded by the number of instruments, however many
readers there are and however slow they are. What a reader missed is counted and told.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, repeat
from threading import Lock
from typing import Final, NamedTuple

from aistock.market.v1.models import QuoteSourceStanding
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.kernel.feed import CursorOutOfRange
from aistock_server.market.live_sources import LiveSources

#: A batch stays well below the four megabytes that most clients take in one message.
LARGEST_BATCH = 6_000
#: A source whose clock is wrong must not make every later quote look old.
_AHEAD = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


Tick = tuple[str, int, bytes]
"""A quote as it is passed on: its instrument, when the market showed it (microseconds since the epoch, UTC), and its bytes."""


class Taken(NamedTuple):
    """How many quotes were newer than what was known, and how many were left out."""

    taken: int
    outdated: int


_Last = tuple[int, int, int, bytes, str, datetime]
"""The last quote of an instrument: number among all updates and among its own, event, bytes, source, and when it came.

A plain tuple of such values is nothing that the garbage collector has to walk, and there is one for every quote.
"""
_NUMBER: Final = 0
_TIMES: Final = 1
_CONTENT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBatch:
    """What changed: bytes of the last quotes put together, how many they are and how many were left out, and where to go on."""

    content: bytes
    count: int
    conflated: int
    cursor: str
    standings: Sequence[QuoteSourceStanding] | None


class QuoteHub:
    """The last quote of every instrument; may be called on any thread, and makes nobody wait longer than a look takes.

    Laws: the event of an instrument's quote only ever grows; a quote of a source is left out while a source that is preferred to
    it, and is live, gave a quote of the instrument within the time that it may be silent; over a stream, quotes delivered and
    quotes conflated are together the quotes taken; a cursor goes on without a gap.
    """

    def __init__(self, clock: Clock, sources: LiveSources, *, epoch: str) -> None:
        self._clock = clock
        self._sources = sources
        self._epoch = epoch
        self._lock = Lock()
        self._number = 0
        self._last: dict[str, _Last] = {}  # in the order of their last updates
        self._joined: tuple[int, int, bytes, int] = (0, 0, b"", 0)

    def connect(self, source: str) -> None:
        """A publisher of a source has come; it may be one of several."""
        with self._lock:
            self._sources.connect(source, self._clock.now())

    def disconnect(self, source: str, message: str) -> None:
        """A publisher of a source has gone; with the last one the source is unreachable."""
        with self._lock:
            self._sources.disconnect(source, message, self._clock.now())

    def fail(self, source: str, message: str) -> None:
        """A source inside this server lost its connection; the next offer says that it is back."""
        with self._lock:
            self._sources.fail(source, message, self._clock.now())

    def offer(self, source: str, ticks: Sequence[Tick]) -> Taken:
        """Take quotes that are newer than what is known; none at all says that the source is alive.

        Raises Invalid, and takes none, when one lies more than five minutes ahead of the clock.
        """
        now = self._clock.now()
        _check_events(ticks, now)
        with self._lock:
            self._sources.heard(source, now)
            taken = sum(map(self._take, ticks, repeat(source), repeat(now)))
        return Taken(taken, len(ticks) - taken)

    def _take(self, tick: Tick, source: str, now: datetime) -> bool:
        name, event, content = tick
        known = self._last.get(name)
        times = 1
        if known is not None:
            _, times, before, _, owner, heard = known
            if event <= before or (owner != source and self._sources.outranks(owner, source, heard, now)):
                return False
            times += 1
            del self._last[name]
        self._number += 1
        self._last[name] = (self._number, times, event, content, source, now)
        return True

    def look(self) -> bool:
        """Whether a standing has changed by the passing of time."""
        with self._lock:
            return self._sources.look(self._clock.now())

    def standings(self) -> list[QuoteSourceStanding]:
        """How each source stands, the preferred ones first."""
        with self._lock:
            return self._sources.standings()

    def snapshot(self, codes: Collection[str] = ()) -> list[bytes]:
        """The last quotes of some instruments, or of all, in order of code; one without a quote is left out."""
        with self._lock:
            names = sorted(self._last.keys() & set(codes)) if codes else sorted(self._last)
            return [self._last[name][_CONTENT] for name in names]

    def follow(self, codes: Collection[str] = (), cursor: str | None = None) -> "Follower":
        """A reader that begins with the last quote of each instrument, or goes on at a cursor.

        Raises CursorOutOfRange when the cursor is of another run of the server, of other instruments, or beyond the end.
        """
        wanted = frozenset(codes)
        stream = f"{self._epoch}:{_fingerprint(wanted)}"
        with self._lock:
            if cursor is not None:
                return Follower(self, wanted, stream, place=_place(cursor, stream, self._number))
            counts = {name: self._last[name][_TIMES] for name in wanted if name in self._last}
            return Follower(self, wanted, stream, opened=self._number, counts=counts)

    # What follows is a follower's side; it holds the lock.

    def _changes(self, after: int) -> Iterator[_Last]:
        """Last quotes with a number beyond `after`, the newest first."""
        for last in reversed(self._last.values()):
            if last[_NUMBER] <= after:
                return
            yield last

    def _batch(self, after: int) -> tuple[int, bytes, int]:
        """The oldest changes after a number: the number of the last one, their bytes, how many; readers at one place share it."""
        since, until, content, count = self._joined
        if since == after and until == self._number and count:
            return until, content, count
        found = list(self._changes(after))
        found.reverse()
        some = found[:LARGEST_BATCH]
        until = self._number if len(some) == len(found) else some[-1][_NUMBER]
        self._joined = (after, until, b"".join([last[_CONTENT] for last in some]), len(some))
        return self._joined[1:]


class Follower:
    """One reader's place among the changes; it keeps no quotes."""

    def __init__(
        self,
        hub: QuoteHub,
        codes: frozenset[str],
        stream: str,
        *,
        opened: int = 0,
        counts: Mapping[str, int] | None = None,
        place: tuple[int, int] = (0, 0),
    ) -> None:
        self._hub = hub
        self._codes = codes
        self._stream = stream
        self._after, self._seen = place
        # Inside the first quotes of all instruments a cursor tells how far they go; behind them it has seen what it passed.
        self._opened = opened if codes else max(opened, self._seen)
        self._counts: dict[str, int] | None = None
        if counts is not None:
            self._counts, self._seen = dict(counts), sum(counts.values())
        self._standings = -1

    def take(self) -> QuoteBatch:
        """What changed since the take before; its count is 0 when nothing did, and standings stand in it when they are new."""
        with self._hub._lock:
            content, count, conflated = self._some() if self._codes else self._any()
            sources, standings = self._hub._sources, None
            if self._standings != sources.version:
                self._standings, standings = sources.version, sources.standings()
        cursor = f"{self._stream}:{self._after}:{self._seen}"
        return QuoteBatch(content=content, count=count, conflated=conflated, cursor=cursor, standings=standings)

    def _any(self) -> tuple[bytes, int, int]:
        """The next changes of all instruments."""
        if self._after == self._hub._number:
            return b"", 0, 0
        begun = self._after
        if begun < self._opened:
            return self._first()
        self._after, content, count = self._hub._batch(begun)
        self._seen = self._after
        return content, count, self._after - begun - count

    def _first(self) -> tuple[bytes, int, int]:
        """The last quotes that stood when the stream was opened; what they took the place of was never this reader's."""
        begun = self._after
        standing = [last for last in self._hub._changes(begun) if last[_NUMBER] <= self._opened]
        some = standing[: -LARGEST_BATCH - 1 : -1]
        whole = len(some) == len(standing)
        self._after, self._seen = self._opened if whole else some[-1][_NUMBER], self._opened
        if not some:
            return self._any()
        # Some of them may have changed since, and come with the changes.
        return b"".join([last[_CONTENT] for last in some]), len(some), 0

    def _some(self) -> tuple[bytes, int, int]:
        """The changes of the instruments wanted."""
        number = self._hub._number
        if self._counts is None:
            return self._resumed(number)
        changed = sorted(self._changed(number))
        self._after = number
        came = 0
        for last, name in changed:
            new = last[_TIMES] - self._counts.get(name, 0)
            # Without an update since the stream was opened it is the quote that stood then.
            came += new or 1
            self._seen += new
            self._counts[name] = last[_TIMES]
        return b"".join([last[_CONTENT] for last, _ in changed]), len(changed), came - len(changed)

    def _changed(self, number: int) -> Iterator[tuple[_Last, str]]:
        """The wanted instruments that changed, by whichever way is shorter: through all changes, or through those wanted."""
        known = self._hub._last
        if len(self._codes) > number - self._after:
            recent = islice(reversed(known.items()), number - self._after)
            return ((last, name) for name, last in recent if last[_NUMBER] > self._after and name in self._codes)
        return ((known[name], name) for name in self._codes if name in known and known[name][_NUMBER] > self._after)

    def _resumed(self, number: int) -> tuple[bytes, int, int]:
        """The first changes behind a cursor, which tells how many updates its reader had seen."""
        known = self._hub._last
        self._counts = {name: known[name][_TIMES] for name in self._codes if name in known}
        changed = sorted(known[name] for name in self._counts if known[name][_NUMBER] > self._after)
        total = sum(self._counts.values())
        missed = max(0, total - self._seen - len(changed))  # a cursor that somebody made up may tell anything
        self._after, self._seen = number, total
        return b"".join([last[_CONTENT] for last in changed]), len(changed), missed


def _fingerprint(codes: frozenset[str]) -> str:
    """Names the instruments of a stream inside its cursors."""
    return hashlib.sha256(",".join(sorted(codes)).encode()).hexdigest()[:16] if codes else "all"


def _place(cursor: str, stream: str, last: int) -> tuple[int, int]:
    """Number and updates seen of a cursor of the stream."""
    name, _, numbers = cursor.rpartition(":")
    name, _, number = name.rpartition(":")
    legal = all(part.isascii() and part.isdigit() and len(part) < 20 for part in (number, numbers))
    if name != stream or not legal or max(int(number), int(numbers)) > last:
        raise CursorOutOfRange(
            "CURSOR_OUT_OF_RANGE",
            f"cursor {cursor!r} is no place of this run's stream of these instruments; start again without a cursor",
            cursor=cursor,
        )
    return int(number), int(numbers)


def _check_events(ticks: Sequence[Tick], now: datetime) -> None:
    latest = (now + _AHEAD - _EPOCH) // _MICROSECOND
    if not ticks or max(event for _, event, _ in ticks) <= latest:
        return
    index = next(index for index, tick in enumerate(ticks) if tick[1] > latest)
    field, event = f"quotes[{index}].event_at_utc", _EPOCH + ticks[index][1] * _MICROSECOND
    message = "lies more than five minutes after the server's clock; set the clock of the source"
    raise Invalid(
        "INVALID_FIELD",
        f"{field} is {event.isoformat()}, which {message}",
        violations=[Violation(field=field, rule="quote.event_not_ahead", value=event.isoformat(), message=message)],
        field=field,
    )
