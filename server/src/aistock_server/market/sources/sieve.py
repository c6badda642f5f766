"""What of the ticks that a source sends is new: a fold that drops and counts, and puts nothing in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from aistock.market.codes import canonical_code
from aistock_server.kernel.errors import Invalid
from aistock_server.market.sources.faults import bad_code
from aistock_server.market.sources.live import Tally, Tick
from aistock_server.market.sources.model import SHANGHAI


@dataclass(slots=True)
class Sieve:
    """The ticks let through so far: the last of every instrument, and how many were not let through, by reason."""

    codes: frozenset[str] | None = None
    tally: Tally = field(default_factory=Tally)
    _last: dict[str, Tick] = field(default_factory=dict)

    def passed(self, ticks: Iterable[Tick], today: date) -> list[Tick]:
        """Those that are lawful, of today and of the instruments asked for, and newer than the last of theirs, as they came.

        Two ticks of one instant may differ, for the market's clock is coarse; then the one that has traded less is the older.
        """
        new: list[Tick] = []
        verdicts: Counter[str] = Counter()
        for tick in ticks:
            verdict = self._verdict(tick, today)
            verdicts[verdict] += 1
            if verdict == "delivered":
                self._last[tick.code] = tick
                new.append(tick)
            elif verdict == "malformed":
                self.tally = replace(self.tally, last_problem=f"{tick.code}: {problem_of(tick)}")
        self._count(verdicts)
        return new

    def refuse(self, reason: str, ticks: int = 1, *, problem: str = "") -> None:
        """Count ticks that an adapter could not make one of, or did not come to, under the tally's word for the reason."""
        self._count(Counter({reason: ticks}))
        if problem:
            self.tally = replace(self.tally, last_problem=problem)

    def _verdict(self, tick: Tick, today: date) -> str:
        last = self._last.get(tick.code)
        if self.codes is not None and tick.code not in self.codes:
            return "foreign"
        if tick.event_time.astimezone(SHANGHAI).date() != today:
            return "of_other_days"
        if problem_of(tick):
            return "malformed"
        if last is not None and _is_older(tick, last):
            return "older"
        if last is not None and tick.event_time == last.event_time and replace(tick, available_time=last.available_time) == last:
            return "duplicates"
        return "delivered"

    def _count(self, verdicts: Counter[str]) -> None:
        held = self.tally
        counts: dict[str, int] = {reason: getattr(held, reason) + number for reason, number in verdicts.items()}
        self.tally = replace(held, heard=held.heard + verdicts.total(), **counts)  # type: ignore[arg-type]  # all are counts


def _is_older(tick: Tick, last: Tick) -> bool:
    if tick.event_time != last.event_time:
        return tick.event_time < last.event_time
    return (tick.volume or 0, tick.amount_mills) < (last.volume or 0, last.amount_mills)


def codes_asked(codes: Iterable[str] | None) -> frozenset[str] | None:
    """The codes of a subscription; Invalid when one is not canonical, or there is none."""
    if codes is None:
        return None
    asked = frozenset(codes)
    if not asked:
        raise Invalid("INVALID_FIELD", "no code is named; name some, or ask for the whole market", field="codes", value="")
    for code in sorted(asked):
        try:
            is_canonical = canonical_code(code) == code
        except ValueError:
            is_canonical = False
        if not is_canonical:
            raise bad_code(code)
    return asked


def problem_of(tick: Tick) -> str | None:
    """The law of a quote that a tick breaks, in words; None for a lawful one."""
    low, high, last = tick.low_mills, tick.high_mills, tick.last_mills
    if low is not None and high is not None and low > high:
        return f"low {low} above high {high}"
    if last is not None and ((low is not None and last < low) or (high is not None and last > high)):
        return f"last {last} outside of low {low} to high {high}"
    bids, asks = tick.bids, tick.asks
    if any(worse.price_mills >= better.price_mills for better, worse in pairwise(bids)):
        return "bids that do not fall"
    if any(worse.price_mills <= better.price_mills for better, worse in pairwise(asks)):
        return "asks that do not rise"
    if bids and asks and bids[0].price_mills > asks[0].price_mills:
        return f"best bid {bids[0].price_mills} above best ask {asks[0].price_mills}"
    if tick.available_time < tick.event_time:
        return "available before its event"
    return None
