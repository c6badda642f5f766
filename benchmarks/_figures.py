"""A figure of a benchmark, and how the times behind it are taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, its value, the peer it is divided by (ratio 1.0 is the peer itself), and the limits.

    `at_most` and `at_least` bound the ratio; `value_at_most` bounds the value itself, where a limit was promised in its unit.
    """

    what: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    value_at_most: float | None = None

    @property
    def kept(self) -> bool | None:
        """Whether the figure keeps its limit; None where it has none."""
        if self.value_at_most is not None:
            return self.value <= self.value_at_most
        if self.ratio is None or (self.at_most is None and self.at_least is None):
            return None
        return (self.at_most is None or self.ratio <= self.at_most) and (self.at_least is None or self.ratio >= self.at_least)

    def __str__(self) -> str:
        line = f"{self.what:72} {self.value:10.3f} {self.unit:4}"
        if self.ratio is not None:
            line += f"{self.ratio:8.2f} x {self.peer}"
        if self.kept is None:
            return line
        if self.value_at_most is not None:
            limit = f"at most {self.value_at_most:g} {self.unit}"
        else:
            limit = f"at most {self.at_most:g}" if self.at_most is not None else f"at least {self.at_least:g}"
        return f"{line}  [{limit}: {'kept' if self.kept else 'MISSED'}]"


def median_ms(call: Callable[[], Any], rounds: int) -> float:
    """Median time of a call in milliseconds, after one that does not count."""
    call()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def fastest_ms(calls: Mapping[str, Callable[[], Any]], rounds: int, *, repeat: int = 1) -> dict[str, float]:
    """Processor milliseconds of each call, the best of some rounds in which every call has its turn.

    Every turn begins with an emptied collector, which then runs as it does in any program. Processor time leaves out what
    else the machine does; the best round is the one that was disturbed least. A short call is repeated within its turn.
    """
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            gc.collect()
            began = time.thread_time()
            for _ in range(repeat):
                call()
            best[name] = min(best[name], (time.thread_time() - began) * 1000 / repeat)
    return best


def seconds_of(call: Callable[[], Any]) -> float:
    """Seconds of one call; what it returns is let go of after the clock has stopped."""
    began = time.perf_counter()
    kept = call()
    seconds = time.perf_counter() - began
    del kept
    return seconds


def in_turns(calls: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Median seconds of each call; in every round each has its turn, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            seconds = seconds_of(call)
            if number:
                times[name].append(seconds)
    return {name: statistics.median(taken) for name, taken in times.items()}
