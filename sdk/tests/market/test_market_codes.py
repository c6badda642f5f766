"""One security has one code, however it was spelt, and the digits say what it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.codes import Board, Kind, board_of, canonical_code, kind_of

codes = st.tuples(st.integers(0, 999_999), st.sampled_from(["SH", "SZ", "BJ"])).map(lambda pair: f"{pair[0]:06d}.{pair[1]}")


@given(codes)
@settings(max_examples=100, deadline=None)
def test_every_spelling_has_the_same_canonical_code(code: str) -> None:
    digits, exchange = code.split(".")
    spellings = (code, code.lower(), exchange + digits, exchange.lower() + digits, f" {code} ")
    assert {canonical_code(text) for text in spellings} == {code}


@pytest.mark.parametrize("text", ["000001", "600000.XX", "60000.SH", "", "SH.600000", "６０００００.SH"])
def test_what_does_not_name_its_exchange_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"600000\.SH"):
        canonical_code(text)


@given(codes)
@settings(max_examples=300, deadline=None)
def test_only_stocks_have_a_board(code: str) -> None:
    try:
        kind = kind_of(code)
    except ValueError:
        kind = None
    if kind is Kind.STOCK:
        assert board_of(code) in Board
    else:
        with pytest.raises(ValueError, match="not an A share"):
            board_of(code)


@pytest.mark.parametrize(
    ("code", "board"),
    [
        ("600000.SH", Board.MAIN),
        ("605001.SH", Board.MAIN),
        ("000001.SZ", Board.MAIN),
        ("003816.SZ", Board.MAIN),
        ("300750.SZ", Board.CHINEXT),
        ("302132.SZ", Board.CHINEXT),
        ("688981.SH", Board.STAR),
        ("689009.SH", Board.STAR),
        ("430047.BJ", Board.BSE),
        ("836239.BJ", Board.BSE),
        ("920000.BJ", Board.BSE),
    ],
)
def test_the_digits_say_the_board(code: str, board: Board) -> None:
    assert board_of(code) is board


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("000300.SH", Kind.INDEX),
        ("399006.SZ", Kind.INDEX),
        ("899050.BJ", Kind.INDEX),
        ("510300.SH", Kind.FUND),
        ("159915.SZ", Kind.FUND),
        ("900901.SH", Kind.B_SHARE),
        ("200002.SZ", Kind.B_SHARE),
        ("113050.SH", Kind.BOND),
    ],
)
def test_the_digits_say_the_kind(code: str, kind: Kind) -> None:
    assert kind_of(code) is kind
