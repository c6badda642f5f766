"""Expressions are read without being run: fields, look-ahead, and nothing outside the grammar."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.qlib.expressions import ELEMENTWISE, ROLLING, ExpressionError, read_expression

FIELDS = st.sampled_from(["$close", "$open", "$volume"])
WINDOWS = st.integers(1, 60)
PAIRS = ("Corr", "Cov")
UNARY = ("Abs", "Sign", "Log", "Not")


def expressions() -> st.SearchStrategy[str]:
    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("({}{}{})".format, inner, st.sampled_from("+-*/><"), inner),
            st.builds("{}({},{})".format, st.sampled_from(sorted(ROLLING - {"Quantile", *PAIRS})), inner, WINDOWS),
            st.builds("{}({},{},{})".format, st.sampled_from(PAIRS), inner, inner, WINDOWS),
            st.builds("Quantile({},{},0.8)".format, inner, WINDOWS),
            st.builds("{}({})".format, st.sampled_from(UNARY), inner),
            st.builds("Greater({},0)".format, inner),
        )

    return st.recursive(FIELDS, grow, max_leaves=6)


@settings(max_examples=60, deadline=None)
@given(expressions())
def test_expressions_of_the_past_see_no_future(text: str) -> None:
    found = read_expression(text)
    assert found.lookahead == 0
    assert found.fields <= {"close", "open", "volume"}


@settings(max_examples=60, deadline=None)
@given(expressions(), st.integers(-20, 20).filter(bool))
def test_a_reference_shifts_what_is_seen(text: str, window: int) -> None:
    assert read_expression(f"Ref({text}, {window})").lookahead <= max(0, -window)
    assert read_expression(f"Ref({text}, {window}) + $close - Ref($close, {window})").lookahead == max(0, -window)


@pytest.mark.parametrize(
    ("text", "lookahead"),
    [
        ("Ref($close, -2)/Ref($close, -1) - 1", 2),
        ("Ref(Ref($close, -5), 3)", 2),
        ("Mean(Ref($close, -3), 20)", 3),
        ("Corr($close, Ref($volume, -1), 10)", 1),
        ("If($close > $open, Ref($close, -1), 1)", 1),
    ],
)
def test_known_labels_look_ahead(text: str, lookahead: int) -> None:
    assert read_expression(text).lookahead == lookahead


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "$close.__class__",
        "open('/etc/passwd')",
        "[$close for x in (1,)]",
        "lambda: $close",
        "$close ** 9",
        "Ref($close, 0)",
        "Mean($close, 0)",
        "Mean($close, $open)",
        "Mean($close)",
        "EMA($close, -3)",
        "Delta($close, -3)",
        "Mean($close, N=5)",
        "'$close'",
        "1 + 1",
        "",
        "$close +",
        "$close < $open < $high",
        "(" * 300 + "$close" + ")" * 300,
        "-" * 60 + "$close",
    ],
)
def test_what_is_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        read_expression(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="$closevm()+-*/,0123456789 _.<>'\"[]{}\\\x00RefMan", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_expression(text).fields
    except ExpressionError as error:
        assert str(error)


def test_operators_are_named_once() -> None:
    assert not ROLLING & ELEMENTWISE
