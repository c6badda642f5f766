"""Page tokens: opaque, bound to their list, and never trusted."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock_server.kernel.errors import Invalid
from aistock_server.kernel.paging import decode_token, encode_token, page_size

keys = st.lists(st.one_of(st.integers(), st.text(max_size=20)), min_size=1, max_size=4)


@given(keys, st.text(max_size=5))
def test_a_token_gives_its_key_back(key: list[str | int], filter_text: str) -> None:
    token = encode_token(key, text=filter_text)

    assert decode_token(token, width=len(key), text=filter_text) == key


@given(keys, st.text(max_size=5), st.text(max_size=5))
def test_a_token_of_another_filter_is_refused(key: list[str | int], one: str, other: str) -> None:
    token = encode_token(key, text=one)
    if one != other:
        with pytest.raises(Invalid) as caught:
            decode_token(token, width=len(key), text=other)
        assert caught.value.reason == "UNREADABLE"


@given(
    st.one_of(
        st.text(min_size=1, max_size=40), st.binary(min_size=1, max_size=40).map(lambda b: base64.urlsafe_b64encode(b).decode())
    )
)
def test_foreign_text_is_refused_and_never_crashes(token: str) -> None:
    with pytest.raises(Invalid):
        decode_token(token, width=1)


def test_no_token_is_the_first_page() -> None:
    assert decode_token(None, width=1) is None
    assert decode_token("", width=1) is None


@pytest.mark.parametrize(("asked", "given_size"), [(None, 100), (0, 100), (1, 1), (1000, 1000), (5000, 1000)])
def test_sizes_are_capped_not_refused(asked: int | None, given_size: int) -> None:
    assert page_size(asked) == given_size
