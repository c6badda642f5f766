"""The fast gate and the slow gate are one gate: any bytes have the same value, or the same refusal."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract import documents, plain_json
from aistock.contract.model import ContractModel
from aistock.contract.v1.models import DateRange
from aistock.errors import InvalidDocument
from aistock.library.v1.models import StrategyCatalog

pytest.importorskip("jiter", reason="the fast gate needs jiter, which comes with aistock-contract[fast]")

TOKENS = [
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"a"',
        '"b"',
        '""',
        '"\\u0061"',
        '"\\ud800"',
        '"\\udc00"',
        '"\\ud83d\\ude00"',
        '"\\x"',
        '"\\u00"',
    ),
    *("0", "-0", "-0.0", "1", "01", "1.", ".5", "1e5", "1E+5", "1e400", "-1e400", "1e-400", "1" + "0" * 308, "9" * 309, "9" * 400),
    *(
        "1" + "0" * 4400,
        "0." + "1" * 400,
        "1" + "0" * 320 + ".0",
        "1" + "0" * 250 + "e99",
        "9007199254740993",
        "1.7976931348623159e308",
    ),
    *(str(2**1023), str(2**1024 - 2**970), str(2**1024 - 2**970 - 1), str(2**1024), "-" + str(2**1024)),
    *(
        "true",
        "false",
        "null",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        " ",
        "\n",
        "\r",
        "\t",
        "\x0c",
        "\xa0",
        "\ufeff",
        "\x00",
        "//",
    ),
    *('"\x00"', '"\t"', '"\x7f"', '"\u2028"', '"é"', '"', "'a'", "],[", "]]", "}}", "1]", "[1", '{"a":', '"a":1'),
]
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1.5, -(2**63), 2**64, 1e300, "", "a", "é", "\U0001f600"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["", "a", "b", "__class__", "é"]), inner, max_size=4)
    ),
)


def outcome(read: Any, text: bytes) -> Any:
    try:
        return typed(read(text))
    except plain_json.PlainJsonError as refusal:
        return refusal.rule, refusal.message, refusal.remedy, refusal.value
    except InvalidDocument as refusal:
        return refusal.violations


def typed(value: Any) -> Any:
    """The value with the type of every part, so that 1 is not 1.0 and -0.0 is not 0."""
    if isinstance(value, dict):
        return [(key, typed(item)) for key, item in value.items()]
    return [typed(item) for item in value] if isinstance(value, list) else (type(value), repr(value))


@st.composite
def hurt(draw: st.DrawFn) -> bytes:
    """JSON text with some bytes lost, doubled or overwritten."""
    text = bytearray(json.dumps(draw(VALUES), ensure_ascii=draw(st.booleans())).encode())
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(text) - 1)))
        text[at : at + draw(st.integers(0, 2))] = draw(
            st.binary(max_size=2) | st.sampled_from([b"[", b"]", b",", b'"', b"{", b"}"])
        )
    return bytes(text)


@settings(max_examples=1500, deadline=None)
@given(st.binary(max_size=30) | hurt() | st.lists(st.sampled_from(TOKENS), max_size=9).map(lambda parts: "".join(parts).encode()))
def test_both_gates_say_the_same_about_any_bytes(text: bytes) -> None:
    assert outcome(plain_json.parse_slowly, text) == outcome(plain_json.parse, text)


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("frame", ["%s", "[%s]", '{"a":%s}', '[1,{"a":[%s]}]', "{%s:1}"])
def test_both_gates_say_the_same_about_every_token(frame: str, token: str) -> None:
    text = frame.replace("%s", token).encode()
    assert outcome(plain_json.parse_slowly, text) == outcome(plain_json.parse, text)


@pytest.mark.parametrize("depth", [1, 2, 63, 64, 65, 66, 136, 137, 138, 200, 201, 202, 1000, 100_000])
@pytest.mark.parametrize("form", [(b"[", b"]", b""), (b'{"a":', b"}", b"1"), (b'[{"a":', b"}]", b"null")])
def test_both_gates_stop_at_the_same_depth(depth: int, form: tuple[bytes, bytes, bytes]) -> None:
    opening, closing, leaf = form
    text = opening * depth + leaf + closing * depth
    for limit in (1, 3, 64):
        slow = outcome(partial(plain_json.parse_slowly, max_depth=limit), text)
        assert slow == outcome(partial(plain_json.parse, max_depth=limit), text)


@settings(max_examples=300, deadline=None)
@given(hurt() | st.lists(st.sampled_from(TOKENS), max_size=5).map(lambda parts: "".join(parts).encode()))
def test_reading_a_document_says_the_same_without_jiter(text: bytes) -> None:
    for kind in (DateRange, StrategyCatalog):
        slow = outcome(partial(slowly, kind), text)
        assert slow == outcome(partial(quickly, kind), text)


def quickly(kind: type[ContractModel], text: bytes) -> Any:
    return documents.dump(documents.read(kind, text))


def slowly(kind: type[ContractModel], text: bytes) -> Any:
    return documents.dump(documents.validate(kind, strictly(text)))


def strictly(text: bytes) -> Any:
    try:
        return plain_json.parse_slowly(text)
    except plain_json.PlainJsonError:
        return documents.strict_loads(text)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, str(2**1024), "1" + "0" * 320 + ".0"])
def test_numbers_that_no_double_holds_are_the_gates_business_wherever_they_stand(number: str) -> None:
    for text in ('{"start_date": %s, "end_date": "2025-01-01"}', '{"x": {"y": [%s]}}', "%s"):
        with pytest.raises(InvalidDocument) as caught:
            documents.read(DateRange, (text % number).encode())
        assert [violation.rule for violation in caught.value.violations] == ["json.finite"]
