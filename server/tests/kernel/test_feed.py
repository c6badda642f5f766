"""Cursors name a position of one stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock_server.kernel.feed import CursorOutOfRange, cursor_at, position

names = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)


@given(names, st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_cursor_is_where_it_was_taken(name: str, number: int, more: int) -> None:
    assert position(cursor_at(name, number), stream=name, last=number + more) == number


@given(names, st.integers(1, 10**9))
def test_beyond_the_end_is_refused(name: str, number: int) -> None:
    with pytest.raises(CursorOutOfRange):
        position(cursor_at(name, number), stream=name, last=number - 1)


@given(st.text(max_size=30))
def test_foreign_text_is_refused(cursor: str) -> None:
    if cursor.rpartition(":")[0] != "stream":
        with pytest.raises(CursorOutOfRange):
            position(cursor, stream="stream", last=10**12)


def test_no_cursor_is_the_start() -> None:
    assert position(None, stream="stream", last=0) == 0
