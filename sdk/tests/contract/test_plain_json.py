"""The gate that every JSON text passes before anything else looks at it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract import documents, plain_json
from aistock.errors import InvalidDocument

LEAVES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(LEAVES | TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_canonical_text_reads_back_as_the_same_value(value: Any) -> None:
    text = plain_json.canonical(value)
    again = documents.strict_loads(text)
    assert value == again
    assert text == plain_json.canonical(again)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_what_json_writes_is_read_as_json_reads_it(value: Any) -> None:
    text = json.dumps(value)
    assert json.loads(text) == documents.strict_loads(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"", "json.syntax"),
        (b"{", "json.syntax"),
        (b"{} {}", "json.syntax"),
        (b"[1,]", "json.syntax"),
        (b"NaN", "json.finite"),
        (b'{"a": [-Infinity]}', "json.finite"),
        (b"1e400", "json.finite"),
        (b"1" + b"0" * 400, "json.finite"),
        (b"1" + b"0" * 5000, "json.finite"),
        (b'{"a": 1, "b": 2, "a": 3}', "json.duplicate_key"),
        (b'["\\ud800"]', "json.surrogate"),
        (b'{"\\udc00": 1}', "json.surrogate"),
        (b"\xef\xbb\xbf{}", "json.encoding"),
        ('"\N{GREEK SMALL LETTER ALPHA}"'.encode("utf-16"), "json.encoding"),
        (b'"\xff"', "json.encoding"),
        (b"[" * 65 + b"]" * 65, "json.depth"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "json.depth"),
        (b"[" * 100_000, "json.depth"),
    ],
)
def test_refuses_with_the_rule(text: bytes, rule: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        documents.strict_loads(text)
    assert [rule] == [violation.rule for violation in caught.value.violations]
    assert all(violation.message and violation.remedy for violation in caught.value.violations)


def test_whole_surrogate_pairs_and_64_levels_are_fine() -> None:
    assert documents.strict_loads(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"
    documents.strict_loads(b"[" * 64 + b"]" * 64)


def test_refuses_more_bytes_than_allowed() -> None:
    with pytest.raises(InvalidDocument) as caught:
        documents.strict_loads(b"[1, 2, 3]", max_bytes=5)
    assert caught.value.violations[0].rule == "json.size"


def test_large_integers_of_passed_through_json_survive() -> None:
    text = b'{"leaves":210,"n":9007199254740993}'
    assert text == plain_json.canonical(documents.strict_loads(text))
