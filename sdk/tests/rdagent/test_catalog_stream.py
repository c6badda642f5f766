"""A catalog that stays in its file is judged as documents.read judges it, gives the same rows, and is never wholly in memory."""

import contextlib
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.contract.rules import RULES
from aistock.errors import InvalidDocument
from aistock.rdagent import _catalog_scan
from aistock.rdagent.catalog_files import CATALOGS, model_of, read_catalog
from aistock.rdagent.catalog_stream import STREAMED, CatalogChanged, check_catalog

FACTOR: dict[str, Any] = {
    "name": "ROC5",
    "source": "rd_agent",
    "expression": "$close/Ref($close,5)",
    "region": "cn",
    "tags": ["动量"],
}
HEAD: dict[str, Any] = {"version": "v1", "generated_at_utc": "2026-01-05T08:00:00Z", "source": "tools", "snapshot_id": "a1"}

ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "name": st.text('ABC_"\\é因\U0001f600', min_size=1, max_size=5),
                "source": st.sampled_from(["rd_agent", "external", "nobody"]),
                "expression": st.sampled_from(["$close", "x", "\n", None]),
                "region": st.sampled_from(["cn", ""]),
                "tags": st.lists(st.sampled_from(["a", "动量", 1]), max_size=2),
            }
        ),
        st.just(FACTOR),
        st.sampled_from([None, 1, 1e5, "x", [], {}, [[]], {"name": {"a": {}}}]),
    ),
    max_size=4,
)
GOOD_ROWS = st.lists(st.just(FACTOR) | st.sampled_from("ABC").map(lambda name: FACTOR | {"name": name}), max_size=4)
NOISE = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "1",
    "1e5",
    "1e999",
    "-",
    "NaN",
    "Infinity",
    "\\",
    "\\ud800",
    "\\u0000",
    " ",
    "\n",
    "\t",
]
NOISE += [
    "\x0b",
    "\x00",
    "\ufeff",
    "é",
    "null",
    "true",
    '"factors":[]',
    '"factors":[],',
    '"source":"x",',
    "[" * 70,
    '{"a":' * 70,
    "9" * 400,
]


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """The bytes of a catalog, often good, often damaged in one or two places."""
    members: list[tuple[str, Any]] = [*HEAD.items(), ("factors", draw(st.one_of(GOOD_ROWS, ROWS, st.sampled_from([None, {}, 1]))))]
    members = draw(st.permutations(members))[draw(st.sampled_from([0, 0, 0, 1])) :]
    style: dict[str, Any] = draw(st.sampled_from([{}, {"indent": 1}, {"separators": (",", ":")}, {"ensure_ascii": False}]))
    content = json.dumps(dict(members), **style).encode("utf-8", "surrogatepass")
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2]))):
        at, taken = draw(st.integers(0, len(content))), draw(st.integers(0, 3))
        noise = draw(st.sampled_from(NOISE).map(str.encode) | st.binary(max_size=2))
        content = content[:at] + noise + content[at + taken :]
    return content


@pytest.fixture(params=[1, 5, 64, 1024 * 1024])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many bytes a look at the file takes."""
    size: int = request.param
    monkeypatch.setattr(_catalog_scan, "_CHUNK", size)
    return size


def read_whole(content: bytes) -> Any:
    try:
        return documents.read(model_of("factors"), content)
    except InvalidDocument:
        return None


def read_by_rows(path: Path) -> Any:
    try:
        found = check_catalog("factors", path)
    except InvalidDocument as error:
        assert error.violations
        return None
    rows = list(found.rows())
    assert len(rows) == found.count
    return found.head.model_copy(update={"factors": rows})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=contents())
def test_both_readers_agree_on_verdict_and_value(content: bytes, chunk: int, tmp_path: Path) -> None:
    path = tmp_path / "factor_catalog.json"
    path.write_bytes(content)
    whole = read_whole(content)
    assert read_by_rows(path) == whole
    partly = None
    with contextlib.suppress(InvalidDocument):
        partly = check_catalog("factors", path, allow_partial=True)
    if whole is not None:
        assert partly is not None and not partly.left
    elif partly is not None:
        expected = read_catalog("factors", content, "x", allow_partial=True)
        if expected.dialect is None:
            assert [one.model_dump() for one in partly.rows()] == [one.model_dump() for one in expected.document.factors]
            assert [one.key for one in partly.left] == [one.key for one in expected.left]


@pytest.mark.parametrize(
    ("content", "path", "rule"),
    [
        (b"\xef\xbb\xbf{}", "", "json.encoding"),
        (b'{"factors": [], "factors": []}', "", "json.duplicate_key"),
        (b'{"source": "a\xff"}', "", "json.encoding"),
        (b"{} x", "", "json.syntax"),
        (b'{"factors": [1 2]}', "", "json.syntax"),
        (b'{"factors": [{"name": 1, "name": 2}]}', "factors[0]", "json.duplicate_key"),
        (b'{"factors": [{"name": NaN}]}', "factors[0]", "json.finite"),
        (b'{"factors": [{"name": "\\ud800"}]}', "factors[0]", "json.surrogate"),
        (b'{"factors": [' + b"[" * 63 + b"]" * 63 + b"]}", "factors[0]", "json.depth"),
        (b'{"factors": [' + b"[" * 100_000, "", "json.depth"),
        (b"[" * 100, "", "json.syntax"),
        (b"", "", "json.syntax"),
    ],
)
def test_what_is_refused_is_named(content: bytes, path: str, rule: str, tmp_path: Path) -> None:
    file = tmp_path / "factor_catalog.json"
    file.write_bytes(content)
    with pytest.raises(InvalidDocument) as caught:
        check_catalog("factors", file)
    assert (path, rule) in {(one.path, one.rule) for one in caught.value.violations}


def test_a_bad_field_is_named_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "factor_catalog.json"
    file.write_text(json.dumps(HEAD | {"factors": [FACTOR, FACTOR | {"region": 5}]}))
    with pytest.raises(InvalidDocument, match=r"factors\[1\]\.region"):
        check_catalog("factors", file)
    partly = check_catalog("factors", file, allow_partial=True)
    assert (partly.count, [one.key for one in partly.left]) == (1, ["ROC5/rd_agent"])
    assert len(list(partly.rows())) == 1


def test_more_rows_than_a_catalog_may_have(tmp_path: Path) -> None:
    file = tmp_path / "factor_catalog.json"
    file.write_text(json.dumps(HEAD | {"factors": [0]}).replace("[0]", "[" + ",".join([json.dumps(FACTOR)] * 100_001) + "]"))
    with pytest.raises(InvalidDocument, match="more than 100000 rows"):
        check_catalog("factors", file)


@pytest.mark.parametrize("later", [[], [FACTOR | {"name": "B"}], [FACTOR | {"region": 5}]])
def test_a_file_that_changes_between_check_and_use(later: list[Any], tmp_path: Path) -> None:
    file = tmp_path / "factor_catalog.json"
    file.write_text(json.dumps(HEAD | {"factors": [FACTOR]}))
    found = check_catalog("factors", file)
    assert len(list(found.rows())) == 1
    file.write_text(json.dumps(HEAD | {"factors": later}))
    with pytest.raises(CatalogChanged):
        list(found.rows())


def test_no_rule_judges_such_a_catalog_as_a_whole() -> None:
    """Else rows could not be judged one by one; Alpha catalogs have such a rule."""
    judged = {one.message for one in RULES.values() if one.area == "library"}
    assert judged.isdisjoint(CATALOGS[field].model for field in STREAMED)
    assert CATALOGS["alpha"].model in judged


def _large(path: Path, rows: int) -> None:
    def lines() -> Iterator[str]:
        text = json.dumps(HEAD)[:-1] + ', "factors": ['
        for number in range(rows):
            yield text + json.dumps(FACTOR | {"name": f"F{number}", "expression": "很" * 6000}, ensure_ascii=False)
            text = ",\n"
        yield "]}"

    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines())


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "factor_catalog.json"
    _large(path, 1_700)
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    try:
        found = check_catalog("factors", path)
        assert sum(1 for _ in found.rows()) == found.count == 1_700
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 15_000_000
