"""Weights of the best names sum to one, respect the cap, and follow the order of scores."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.qlib.weights import capped, weigh

SCORES = st.lists(st.floats(-5, 5, allow_nan=False), min_size=1, max_size=30).map(lambda found: sorted(found, reverse=True))
WEIGHTINGS = st.sampled_from(["equal", "rank", "score"])


@settings(max_examples=80, deadline=None)
@given(SCORES, WEIGHTINGS)
def test_weights_are_shares_in_the_order_of_scores(scores: list[float], weighting: str) -> None:
    found = weigh([(f"{number:02d}", score) for number, score in enumerate(scores)], weighting=weighting, cap=None)
    values = list(found.values())
    assert sum(values) == pytest.approx(1.0)
    assert all(value >= 0 for value in values)
    assert values == sorted(values, reverse=True)


@settings(max_examples=80, deadline=None)
@given(SCORES, WEIGHTINGS, st.floats(0.01, 1.0))
def test_the_cap_holds_and_nothing_is_lost_that_fits(scores: list[float], weighting: str, cap: float) -> None:
    found = weigh([(f"{number:02d}", score) for number, score in enumerate(scores)], weighting=weighting, cap=cap)
    assert max(found.values()) <= cap + 1e-9
    assert sum(found.values()) <= 1.0 + 1e-9
    if weighting != "score":
        assert sum(found.values()) == pytest.approx(min(1.0, cap * len(scores)))


def test_what_is_cut_goes_to_the_others_in_proportion() -> None:
    assert capped({"a": 0.6, "b": 0.3, "c": 0.1}, 0.4) == pytest.approx({"a": 0.4, "b": 0.4, "c": 0.2})


def test_no_names_no_weights() -> None:
    assert weigh([], weighting="equal", cap=0.1) == {}
