"""Mills and Decimal are the same money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.money import cny, mills, shown

AMOUNTS = st.integers(-(2**53) + 1, 2**53 - 1)


@given(AMOUNTS)
def test_nothing_is_lost_on_the_way(amount: int) -> None:
    assert mills(cny(amount)) == amount
    assert mills(str(cny(amount))) == amount


@given(st.decimals(-(10**9), 10**9, places=3))
def test_every_amount_to_the_mill_is_exact(amount: Decimal) -> None:
    assert cny(mills(amount)) == amount


@pytest.mark.parametrize("wrong", ["1.0001", "NaN", "Infinity", "-Infinity", "ten", "", "1e30"])
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        mills(wrong)


@pytest.mark.parametrize("wrong", [1.0, True, None])
def test_floats_are_no_money(wrong: object) -> None:
    with pytest.raises(TypeError, match="never as float"):
        mills(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="mills are an int"):
        cny(wrong)  # type: ignore[arg-type]


def test_amounts_for_people() -> None:
    assert shown(1_234_567_890) == "1,234,567.89"
    assert shown(-5) == "-0.00"
