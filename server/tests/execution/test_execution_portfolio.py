"""Portfolio methods: parity with Qlib's selection, and laws of weights."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock_server.execution.portfolio import Present, Scores, capped, equal_weight, score_weight, swaps, topk_dropout

CODES = [f"60{number:04d}.SH" for number in range(12)]
scores = st.dictionaries(st.sampled_from(CODES), st.integers(-1000, 1000).map(lambda tenth: tenth / 10), min_size=1)
holdings = st.sets(st.sampled_from(CODES), max_size=8)


def qlib_swaps(scores: dict[str, float], held: set[str], top_k: int, n_drop: int) -> tuple[set[str], set[str]]:
    """The selection of Qlib's TopkDropoutStrategy (method_sell bottom, method_buy top), as its documentation describes it."""
    ordered = sorted(scores, key=lambda code: (-scores[code], code))
    series = pd.Series([scores[code] for code in ordered], index=ordered, dtype="float64")
    last = list(series.reindex(sorted(held)).sort_values(ascending=False, kind="stable").index)
    today = [code for code in series.index if code not in held][: max(0, n_drop + top_k - len(last))]
    union = series.reindex(sorted({*last, *today})).sort_values(ascending=False, kind="stable").index
    worst = set(union[-n_drop:]) if n_drop else set()
    sell = [code for code in last if code in worst]
    return set(sell), set(today[: max(0, len(sell) + top_k - len(last))])


@given(scores=scores, held=holdings, top_k=st.integers(1, 8), drop=st.integers(0, 8))
@settings(max_examples=300, deadline=None)
def test_swaps_are_those_of_qlib(scores: dict[str, float], held: set[str], top_k: int, drop: int) -> None:
    n_drop = min(drop, top_k)
    sell, buy = swaps(Scores.of(scores), frozenset(held), top_k=top_k, n_drop=n_drop)
    assert (set(sell), set(buy)) == qlib_swaps(scores, held, top_k, n_drop)
    assert len(held) - len(sell) + len(buy) <= max(top_k, len(held))


@pytest.mark.parametrize("method", [equal_weight, score_weight])
@given(scores=scores, held=holdings, top_k=st.integers(1, 8), exposure=st.floats(0, 1), cap=st.none() | st.floats(0.01, 1))
@settings(max_examples=100, deadline=None)
def test_weights_are_long_only_and_within_exposure(
    method: Any, scores: dict[str, float], held: set[str], top_k: int, exposure: float, cap: float | None
) -> None:
    present = Present(weights=dict.fromkeys(held, 0.1), cash=1 - 0.1 * len(held))
    targets = method(Scores.of(scores), present, top_k=top_k, exposure=exposure, max_weight=cap)
    assert [target.instrument for target in targets] == sorted({target.instrument for target in targets})
    assert held <= {target.instrument for target in targets}
    assert sum(target.weight for target in targets) <= exposure + 1e-9
    assert all(0 <= target.weight <= (1 if cap is None else cap) + 1e-9 for target in targets)
    assert sum(target.weight > 0 for target in targets) <= top_k


@given(scores=scores, held=holdings, top_k=st.integers(1, 8), drop=st.integers(0, 8), exposure=st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_dropout_spends_at_most_the_cash_it_has(
    scores: dict[str, float], held: set[str], top_k: int, drop: int, exposure: float
) -> None:
    present = Present(weights=dict.fromkeys(held, 0.1), cash=1 - 0.1 * len(held))
    targets = topk_dropout(Scores.of(scores), present, top_k=top_k, n_drop=min(drop, top_k), exposure=exposure, max_weight=None)
    bought = sum(target.weight for target in targets if target.instrument not in held)
    freed = sum(0.1 for target in targets if target.instrument in held and not target.keep)
    assert bought <= (present.cash + freed) * exposure + 1e-9
    assert all(target.keep or target.weight == 0 for target in targets if target.instrument in held)


@given(weights=st.dictionaries(st.sampled_from(CODES), st.floats(0.001, 1), min_size=1), cap=st.floats(0.01, 1))
@settings(max_examples=100, deadline=None)
def test_a_cap_moves_weight_and_loses_none_that_fits(weights: dict[str, float], cap: float) -> None:
    found, total = capped(weights, cap), sum(weights.values())
    assert max(found.values()) <= cap + 1e-9
    assert sum(found.values()) == pytest.approx(min(total, cap * len(weights)))


def test_scores_weigh_by_their_lead_over_the_best_left_out() -> None:
    targets = score_weight(
        Scores.of({"600000.SH": 4.0, "600001.SH": 2.0, "600002.SH": 1.0}),
        Present(weights={}, cash=1.0),
        top_k=2,
        exposure=0.8,
        max_weight=None,
    )
    assert [round(target.weight, 12) for target in targets] == [0.6, 0.2]
