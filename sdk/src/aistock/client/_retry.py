"""When a failed call is sent again, as a pure decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOT_EXECUTED = frozenset({"DRAINING"})
"""Reasons with which a server marks that it did nothing, so that even a write may be sent again."""

LOST = frozenset({"UNAVAILABLE", "CANCELLED"})
"""Status codes of a connection that broke; a cancellation by the caller never arrives as a status."""

PUSHBACK_KEY = "grpc-retry-pushback-ms"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """At most `attempts` sends in a row, with waits that double from `first_delay` to `max_delay` seconds."""

    attempts: int = 5
    first_delay: float = 0.1
    max_delay: float = 2.0

    def __post_init__(self) -> None:
        if self.attempts < 1 or self.first_delay < 0 or self.max_delay < self.first_delay:
            raise ValueError(f"{self} cannot be followed; use attempts >= 1 and 0 <= first_delay <= max_delay")

    def delay(self, failed: int, jitter: float) -> float:
        """Seconds to wait after the `failed`-th failure (1 is the first); `jitter` is a random number in [0, 1)."""
        whole: float = min(self.max_delay, self.first_delay * 2.0 ** min(failed - 1, 60))
        # Half of the wait is certain, so that a crowd spreads out but nobody hammers.
        return whole * (0.5 + jitter / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A send that failed: its status code, the server's reason ("" without one), and what kind of call it was."""

    code: str
    reason: str
    retryable: bool
    mutation: bool
    trailing: Mapping[str, str]


def wait_before_next(policy: RetryPolicy, attempt: Attempt, *, failed: int, jitter: float, left: float | None) -> float | None:
    """Seconds to wait before the next send; None when there must be none.

    `failed` counts the failures so far, this one included; `left` is the time that remains for the whole call.
    """
    if failed >= policy.attempts or not may_repeat(attempt):
        return None
    wait = policy.delay(failed, jitter)
    pushback = attempt.trailing.get(PUSHBACK_KEY)
    if pushback is not None:
        if not (pushback.isascii() and pushback.isdigit()):
            return None
        wait = int(pushback) / 1000
    return None if left is not None and wait >= left else wait


def may_repeat(attempt: Attempt) -> bool:
    """Reads may be repeated when the connection broke or the server says so; writes only when nothing was executed."""
    if attempt.reason in NOT_EXECUTED:
        return True
    if attempt.mutation:
        return False
    return attempt.retryable or (attempt.code in LOST and not attempt.reason)


def outcome_is_unknown(attempt: Attempt) -> bool:
    """A write about which the server itself said nothing, so that it may have happened."""
    return attempt.mutation and not attempt.reason and attempt.code in _SAYS_NOTHING


_SAYS_NOTHING = frozenset(
    {"UNAVAILABLE", "CANCELLED", "DEADLINE_EXCEEDED", "UNKNOWN", "INTERNAL", "DATA_LOSS", "ABORTED", "RESOURCE_EXHAUSTED"}
)
