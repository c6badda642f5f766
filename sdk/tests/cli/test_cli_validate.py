"""`aistock validate` on good, bad and hostile files."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.cli import main
from aistock.cli._detect import shape_of, shapes

GOOD: dict[str, Any] = {
    "version": "v1",
    "generated_at_utc": "2026-01-05T08:00:00Z",
    "source": "rdagent_tools",
    "factors": [{"name": "CORD5", "expression": "$close", "source": "qlib_alpha158", "region": "cn", "tags": ["alpha158"]}],
}


def checked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and verdicts."""
    code = main(["validate", "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def written(folder: Path, name: str, content: bytes | str | dict[str, Any]) -> Path:
    path = folder / name
    if isinstance(content, dict):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_good_file_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "factor_catalog.json", GOOD)
    assert checked(capsys, path) == (0, [{"file": str(path), "document": "factor_catalog", "valid": True, "violations": []}])
    assert main(["validate", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} (factor_catalog): valid\n"


def changed(**factor: Any) -> dict[str, Any]:
    return {**GOOD, "factors": [{**GOOD["factors"][0], **factor}]}


@pytest.mark.parametrize(
    ("content", "path", "rule"),
    [
        (changed(source="nobody"), "factors[0].source", "enum.defined_only"),
        (changed(unheard_of=1), "factors[0].unheard_of", "unknown_field"),
        (changed(name=3), "factors[0].name", "type.string"),
        (changed(expression=None), "factors[0]", "catalog_factor.alpha_has_expression"),
        ({**GOOD, "version": "v9"}, "version", "const"),
        ({**GOOD, "generated_at_utc": "2026-01-05T08:00:00"}, "generated_at_utc", "string.utc_instant"),
        ({key: GOOD[key] for key in GOOD if key != "factors"}, "factors", "required"),
    ],
)
def test_a_broken_rule_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: dict[str, Any], path: str, rule: str
) -> None:
    code, verdicts = checked(capsys, written(tmp_path, "factor_catalog.json", content))
    found = [(violation["path"], violation["rule"]) for violation in verdicts[0]["violations"]]
    assert (code, verdicts[0]["valid"], found) == (1, False, [(path, rule)])
    assert all(violation["remedy"] and violation["message"] and violation["value"] for violation in verdicts[0]["violations"])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "json.syntax"),
        (json.dumps(GOOD)[:-9].encode(), "json.syntax"),
        (b'{"version": NaN}', "json.finite"),
        (b'{"version": 1e999}', "json.finite"),
        (b'{"version": "v1", "version": "v1"}', "json.duplicate_key"),
        ('{"source": "中文"}'.encode("gbk"), "json.encoding"),
        (json.dumps(GOOD).encode("utf-16"), "json.encoding"),
        (b'{"source": "\\ud800"}', "json.surrogate"),
        (b"[" * 100_000 + b"]" * 100_000, "json.depth"),
        (b"\x00\xff\xfe\x00" * 50, "json.encoding"),
        (b"[1, 2]", "type.model"),
        (b"null", "required"),
    ],
)
def test_hostile_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, rule: str) -> None:
    code, verdicts = checked(capsys, written(tmp_path, "factor_catalog.json", content))
    assert code == 1
    assert [violation["rule"].split("_type")[0] for violation in verdicts[0]["violations"]] == [rule]


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_end_in_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    code, verdicts = checked(capsys, written(tmp_path, "loop_catalog.json", content))
    assert (code, verdicts[0]["valid"]) == (1, False)


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=3), max_leaves=8)
)
@settings(max_examples=60, deadline=None)
def test_any_value_has_one_kind_or_none(value: Any) -> None:
    shape = shape_of("unnamed.json", value)
    assert shape is None or shape.keys & value.keys()


def test_keys_speak_when_the_name_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys, written(tmp_path, "export-7.json", GOOD))[1][0]["document"] == "factor_catalog"


def test_every_complete_document_is_known_by_its_keys() -> None:
    # A schema with the same keys as another cannot be told apart by keys alone, and must not be guessed.
    for shape in shapes().values():
        twins = [other for other in shapes().values() if other.keys == shape.keys and other != shape]
        found = shape_of("unnamed.json", dict.fromkeys(shape.keys))
        assert found == (None if twins else shape), shape.document


@pytest.mark.parametrize("content", [b"{}", b'{"a": 1}', b"3"])
def test_what_is_like_no_document_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    code, verdicts = checked(capsys, written(tmp_path, "whatever.json", content))
    assert (code, [violation["rule"] for violation in verdicts[0]["violations"]]) == (1, ["UNKNOWN_DOCUMENT"])
    assert "--as" in verdicts[0]["violations"][0]["remedy"]


def test_the_kind_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "loop_catalog.json", GOOD)
    assert checked(capsys, "--as", "factor_catalog", path)[0] == 0
    assert main(["validate", "--as", "nonsense", str(path)]) == 2
    assert "choose one of" in capsys.readouterr().err


def test_files_are_judged_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path, "factor_catalog.json", GOOD)
    code, verdicts = checked(capsys, tmp_path / "missing.json", good, tmp_path)
    assert (code, [verdict["valid"] for verdict in verdicts]) == (2, [False, True, False])
    assert {verdict["violations"][0]["rule"] for verdict in verdicts if not verdict["valid"]} == {"file.unreadable"}


def test_a_document_cannot_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "factor_catalog.json", changed(source="\x1b[2J\x07evil"))
    assert main(["validate", str(path)]) == 1
    assert not set(capsys.readouterr().out) & {"\x1b", "\x07"}
