"""Which live sources there are, which of them are preferred, and whether each can be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aistock.market.v1.models import MarketSource, QuoteSourceStanding, QuoteSourceState, SourceKind
from aistock_server.kernel.errors import Invalid
from aistock_server.market.trading_hours import Hours

#: Snapshots come every three seconds.
MAY_BE_SILENT = timedelta(seconds=15)
#: As many as a message has room for.
MOST_SOURCES = 64
_NOT_YET = "it has not connected yet"


@dataclass(slots=True)
class _Source:
    state: QuoteSourceState
    since: datetime
    message: str | None
    heard: datetime
    publishers: int = 0


class LiveSources:
    """The standing of every source that was configured or has come, in the order of preference, then of their coming."""

    def __init__(self, now: datetime, preference: Sequence[str], hours: Hours, *, may_be_silent: timedelta = MAY_BE_SILENT) -> None:
        self.version = 0
        self._hours = hours
        self._may_be_silent = may_be_silent
        self._configured = frozenset(preference)
        self._sources = {name: _Source(QuoteSourceState.UNREACHABLE, now, _NOT_YET, now) for name in preference}

    def connect(self, name: str, now: datetime) -> None:
        """One more publisher of a source is there."""
        self.heard(name, now)
        self._sources[name].publishers += 1

    def disconnect(self, name: str, message: str, now: datetime) -> None:
        """One publisher less."""
        source = self._sources[name]  # one with a publisher is never forgotten
        source.publishers -= 1
        if source.publishers == 0:
            self._stand(source, QuoteSourceState.UNREACHABLE, now, message)

    def fail(self, name: str, message: str, now: datetime) -> None:
        """The source has lost its connection."""
        if name not in self._sources:
            self.heard(name, now)
        self._stand(self._sources[name], QuoteSourceState.UNREACHABLE, now, message)

    def heard(self, name: str, now: datetime) -> None:
        """The source gave a sign of life."""
        source = self._sources.get(name)
        if source is None:
            self._make_room(name)
            source = self._sources[name] = _Source(QuoteSourceState.UNREACHABLE, now, _NOT_YET, now)
        source.heard = now
        if source.state is not QuoteSourceState.LIVE:
            self._stand(source, QuoteSourceState.LIVE, now, None)

    def look(self, now: datetime) -> bool:
        """Find sources that fell silent; whether there are any."""
        quiet = [
            source
            for source in self._sources.values()
            if source.state is QuoteSourceState.LIVE and now - source.heard > self._may_be_silent
        ]
        # Asked only now, for the first answer costs the calendar's library.
        trading = self._hours(now) if quiet else None
        if trading is None:
            return False
        fallen = [source for source in quiet if now - max(source.heard, trading.began) > self._may_be_silent]
        message = f"no quote came for {self._may_be_silent.total_seconds():g} seconds of trading"
        for source in fallen:
            self._stand(source, QuoteSourceState.SILENT, now, f"{message}; {trading.doubt}" if trading.doubt else message)
        return bool(fallen)

    def outranks(self, known: str, other: str, heard: datetime, now: datetime) -> bool:
        """Whether a source that gave a quote at an instant is still preferred to another one."""
        source = self._sources.get(known)
        if source is None or source.state is not QuoteSourceState.LIVE or now - heard > self._may_be_silent:
            return False
        return next(name for name in self._sources if name in (known, other)) == known

    def standings(self) -> list[QuoteSourceStanding]:
        """How each source stands."""
        return [
            QuoteSourceStanding(source=name, state=one.state, since_utc=one.since, message=one.message)
            for name, one in self._sources.items()
        ]

    def listed(self) -> list[MarketSource]:
        """A line for each source; may be asked on any thread. One that fell silent, or is not there, is not available."""
        return [
            MarketSource(
                name=name,
                kind=SourceKind.LIVE,
                available=one.state is QuoteSourceState.LIVE,
                dataset_count=0,
                description=one.message or "Gives quotes as they come; take them with StreamQuotes or GetSnapshot.",
                offers=[],
            )
            for name, one in list(self._sources.items())
        ]

    def _stand(self, source: _Source, state: QuoteSourceState, now: datetime, message: str | None) -> None:
        source.state, source.since, source.message = state, now, message[:500] if message else None
        self.version += 1

    def _make_room(self, name: str) -> None:
        if len(self._sources) < MOST_SOURCES:
            return
        gone = [
            (source.since, old)
            for old, source in self._sources.items()
            if source.publishers == 0 and source.state is QuoteSourceState.UNREACHABLE and old not in self._configured
        ]
        if not gone:
            raise Invalid(
                "INVALID_FIELD",
                f"there are {MOST_SOURCES} live sources already; publish {name!r} when one of them has gone",
                field="source",
            )
        del self._sources[min(gone)[1]]
