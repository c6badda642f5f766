"""Laws of the retry policy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.client import RetryPolicy
from aistock.client._retry import LOST, NOT_EXECUTED, PUSHBACK_KEY, Attempt, may_repeat, wait_before_next
from aistock.errors import BY_CODE

attempts = st.builds(
    Attempt,
    code=st.sampled_from(sorted(BY_CODE)),
    reason=st.sampled_from(["", "DRAINING", "NOT_FOUND", "INTERNAL"]),
    retryable=st.booleans(),
    mutation=st.booleans(),
    trailing=st.just({}),
)
policies = st.builds(
    lambda attempts, first, more: RetryPolicy(attempts=attempts, first_delay=first, max_delay=first + more),
    st.integers(1, 20),
    st.floats(0, 5),
    st.floats(0, 60),
)
jitters = st.floats(0, 1, exclude_max=True)


@given(policies, attempts, st.integers(1, 40), jitters)
@settings(max_examples=200, deadline=None)
def test_sends_are_bounded(policy: RetryPolicy, attempt: Attempt, failed: int, jitter: float) -> None:
    wait = wait_before_next(policy, attempt, failed=failed, jitter=jitter, left=None)
    if failed >= policy.attempts:
        assert wait is None
    if wait is not None:
        assert 0 <= wait <= policy.max_delay


@given(attempts)
@settings(max_examples=200, deadline=None)
def test_a_write_is_repeated_only_when_nothing_was_executed(attempt: Attempt) -> None:
    if attempt.mutation:
        assert may_repeat(attempt) is (attempt.reason in NOT_EXECUTED)


@given(attempts)
@settings(max_examples=200, deadline=None)
def test_a_read_is_repeated_after_a_lost_connection(attempt: Attempt) -> None:
    if not attempt.mutation and attempt.code in LOST and not attempt.reason:
        assert may_repeat(attempt)


@given(policies, attempts, jitters, st.floats(0, 10))
@settings(max_examples=200, deadline=None)
def test_no_wait_outlasts_the_call(policy: RetryPolicy, attempt: Attempt, jitter: float, left: float) -> None:
    wait = wait_before_next(policy, attempt, failed=1, jitter=jitter, left=left)
    assert wait is None or wait < left


@given(st.integers(1, 2000), jitters)
@settings(max_examples=100, deadline=None)
def test_waits_grow_up_to_the_largest(failed: int, jitter: float) -> None:
    policy = RetryPolicy()
    assert policy.delay(failed, jitter) <= policy.delay(failed + 1, jitter) <= policy.max_delay


@pytest.mark.parametrize(("pushback", "wait"), [("0", 0.0), ("1500", 1.5), ("-1", None), ("soon", None), ("", None), ("²", None)])
def test_the_servers_pushback_rules(pushback: str, wait: float | None) -> None:
    attempt = Attempt(code="UNAVAILABLE", reason="", retryable=False, mutation=False, trailing={PUSHBACK_KEY: pushback})
    assert wait_before_next(RetryPolicy(), attempt, failed=1, jitter=0.5, left=None) == wait


@pytest.mark.parametrize("wrong", [{"attempts": 0}, {"first_delay": -1.0}, {"first_delay": 3.0, "max_delay": 2.0}])
def test_a_policy_that_cannot_be_followed_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="attempts"):
        RetryPolicy(**wrong)  # type: ignore[arg-type]
