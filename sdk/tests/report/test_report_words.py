"""Numbers and sentences as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.feedback.v1.models import AssumptionDrift, AssumptionKind, DriftUnit, KeepReturn, ReduceDrawdown
from aistock.report import series, words
from aistock.report.sample import sample_contents


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (words.percent(0.0512, signed=True), "+5.12 %"),
        (words.percent(-0.0512), "−5.12 %"),
        (words.percent(None), "—"),
        (words.percent(1e300), "1e+302 %"),
        (words.number(1234.5), "1,234.50"),
        (words.number(1e12), "1e+12"),
        (words.money(1_234_567), "1,234.57"),
        (words.short_money(10_000_000_000), "10.00 m"),
        (words.short_money(-1_500_000_000_000), "−1.50 bn"),
        (words.short_money(9_007_199_254_740_991), "9.01 tn"),
        (words.short_money(12_000), "12"),
        (words.in_unit(0.00025, DriftUnit.FRACTION), "0.025 %"),
        (words.in_unit(3.25, DriftUnit.BASIS_POINTS), "3.2 bp"),
        (words.goal(ReduceDrawdown(floor=-0.1)), "Keep the drawdown above −10.00 %."),
        (words.goal(KeepReturn(floor=0.1)), "Keep an annual return of at least 10.00 %."),
    ],
)
def test_shown(shown: str, expected: str) -> None:
    assert expected == shown


def _drift(difference: float | None, *, within: bool | None) -> AssumptionDrift:
    measured = None if difference is None else 0.001 + difference
    return AssumptionDrift(
        kind=AssumptionKind.OPEN_COST,
        assumed=0.001,
        measured=measured,
        difference=difference,
        unit=DriftUnit.FRACTION,
        tolerance=0.0002,
        within_tolerance=within,
        note=None,
    )


def test_verdicts_name_the_direction() -> None:
    assert words.verdict(_drift(0.0005, within=False)) == ("warn", "Drifted: 0.050 % dearer than assumed.")
    assert words.verdict(_drift(-0.0005, within=False)) == ("warn", "Drifted: 0.050 % cheaper than assumed.")
    assert words.verdict(_drift(0.0001, within=True))[0] == "good"
    assert words.verdict(_drift(None, within=None)) == ("none", "There was nothing to measure.")


def test_changes_are_paths_with_old_and_new() -> None:
    before = sample_contents(days=2).feedback
    after = before.model_copy(update={"account_id": "other", "source": "elsewhere", "goals": before.goals[:1]})
    assert words.changes(before, after, ignored=frozenset({"source"})) == [
        ("account_id", "sample", "other"),
        ("goals[1].kind", "correct_assumption", "—"),
        ("goals[1].assumption", "open_cost", "—"),
        ("goals[1].value", "0.0003", "—"),
    ]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_drawdown_is_never_positive_and_zero_at_each_new_high(values: list[float]) -> None:
    days = [point.trading_date for point in sample_contents(days=30).nav][: len(values)]
    falls = series.drawdown(series.Series(tuple(days), tuple(values))).values
    peak = 100.0
    for value, fall in zip(values, falls, strict=True):
        assert fall <= 0
        if value >= peak:
            assert fall == 0
        peak = max(peak, value)


def test_costs_are_the_sum_of_the_fees() -> None:
    fills = sample_contents(days=9).fills
    spent = series.costs(fills)
    assert spent.total_mills == sum(one.commission_mills + one.stamp_duty_mills + one.transfer_fee_mills for one in fills)
    assert spent.bought_mills + spent.sold_mills == sum(one.value_mills for one in fills)
