"""No property of this repository can fail because a machine is busy."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule


def test_properties_have_no_deadline_unless_they_ask_for_one() -> None:
    assert settings.default.deadline is None
    assert settings(max_examples=3).deadline is None


class Machine(RuleBasedStateMachine):
    @rule()
    def step(self) -> None:
        pass


def test_neither_do_state_machines() -> None:
    assert Machine.TestCase.settings.deadline is None


@settings(max_examples=2)
@given(st.just(0.25))
def test_a_slow_example_is_no_failure(seconds: float) -> None:
    time.sleep(seconds)
