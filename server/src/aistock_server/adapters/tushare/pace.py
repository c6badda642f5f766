"""How fast the vendor may be asked: a bucket that tokens drip into."""

import threading
from collections.abc import Callable


class TokenBucket:
    """Lets `burst` calls pass at once and `per_minute` in the long run; callers beyond that wait their turn."""

    def __init__(self, per_minute: float, burst: int, *, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        if per_minute <= 0 or burst < 1:
            raise ValueError(f"{per_minute} calls a minute in bursts of {burst}: both are to be above zero")
        self._rate = per_minute / 60.0
        self._burst = float(burst)
        self._monotonic = monotonic
        self._sleep = sleep
        self._held = float(burst)
        self._seen = monotonic()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Take a token, which may be one that has yet to drip; then wait until it has."""
        with self._lock:
            now = self._monotonic()
            self._held = min(self._burst, self._held + max(0.0, now - self._seen) * self._rate) - 1.0
            self._seen = now
            wait = max(0.0, -self._held / self._rate)
        if wait > 0:
            self._sleep(wait)
