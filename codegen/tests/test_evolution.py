"""The evolution gate: every kind of breaking edit is caught, every kind of allowed edit passes, and 1.0 closes the door."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from aistock_codegen import baseline, narrowing, predefined, protoc, third_party
from aistock_codegen.problems import CompileError

ROOT = Path(__file__).resolve().parents[2]
TINY = (Path(__file__).parent / "evolution/tiny.proto").read_text(encoding="utf-8")

OPEN: dict[str, object] = {"type": "object", "additionalProperties": {"type": "number"}}
CLOSED: dict[str, object] = {"type": "object", "additionalProperties": False}
SHORT = {"type": "string", "maxLength": 3}
EDITS = tomllib.loads((Path(__file__).parent / "evolution/edits.toml").read_text(encoding="utf-8"))
BREAKS: dict[str, dict[str, str]] = EDITS["breaking"]
ALLOWED: dict[str, dict[str, str]] = EDITS["allowed"]


def _repository(folder: Path, texts: dict[str, str]) -> Path:
    shared = folder / "proto/aistock/contract/v1"
    shared.mkdir(parents=True, exist_ok=True)
    for name in ("options.proto", "rules.proto"):
        shutil.copy(ROOT / "proto/aistock/contract/v1" / name, shared / name)
    place = folder / "third_party/buf/validate/validate.proto"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(third_party.provide(ROOT) / third_party.PROTO, place)
    for name, text in texts.items():
        target = folder / f"proto/aistock/{name}/v1/tiny.proto"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("PLACE", name), encoding="utf-8")
    return folder


def _edited(goes: str, comes: str) -> str:
    assert goes in TINY, f"nothing to edit: {goes}"
    return TINY.replace(goes, comes)


PLACES = {f"e{index:02d}": kind for index, kind in enumerate([*BREAKS, *ALLOWED])}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What `make breaking` says of each edit, when all are made at once."""
    root = _repository(tmp_path_factory.mktemp("evolution"), dict.fromkeys(PLACES, TINY))
    baseline.accept(root)
    assert "accepts everything" in baseline.breaking(root, allow_missing=False)
    edits = BREAKS | ALLOWED
    _repository(root, {place: _edited(**edits[kind]) for place, kind in PLACES.items()})
    with pytest.raises(CompileError) as caught:
        baseline.breaking(root, allow_missing=False)
    lines = [str(problem) for problem in caught.value.problems[:-1]]
    found = {kind: [line for line in lines if f"/{place}/v1/" in line or f"{place}moved" in line] for place, kind in PLACES.items()}
    assert sum(map(len, found.values())) >= len(lines)
    return found


@pytest.mark.parametrize("kind", BREAKS)
def test_a_breaking_edit_is_caught(complaints: dict[str, list[str]], kind: str) -> None:
    assert complaints[kind]


@pytest.mark.parametrize("kind", ALLOWED)
def test_an_allowed_edit_passes(complaints: dict[str, list[str]], kind: str) -> None:
    assert complaints[kind] == []


def test_buf_alone_would_not_do(complaints: dict[str, list[str]]) -> None:
    """Some edits are seen by our own comparison only."""
    of_buf = re.compile(r"[.]proto:[0-9]+:[0-9]+:|^<input>")
    silent = [kind for kind in BREAKS if not any(of_buf.search(line) for line in complaints[kind])]
    assert {
        "max_len shortened",
        "pattern added",
        "required field added",
        "text of an enum value changed",
        "document renamed",
    } <= set(silent)


def test_a_named_format_that_says_something_else_is_caught(tmp_path: Path) -> None:
    root = _repository(tmp_path, {"market": TINY})
    before = protoc.descriptors(root, third_party.provide(root), tmp_path / "a")
    rules = root / "proto/aistock/contract/v1/rules.proto"
    rules.write_text(rules.read_text(encoding="utf-8").replace("{0,127}$", "{0,63}$"), encoding="utf-8")
    after = protoc.descriptors(root, third_party.provide(root), tmp_path / "b")
    assert list(predefined.breaks(before, before)) == []
    assert [problem.where for problem in predefined.breaks(before, after)] == ["aistock/contract/v1/rules.proto: slug"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ({"type": "string"}, {"type": ["string", "null"]}, ""),
        ({"type": ["string", "null"]}, {"type": "string"}, "type changed"),
        ({"type": "integer"}, {"type": "number"}, ""),
        (OPEN, OPEN | {"properties": {"a": {"type": "string"}}}, "was an open key"),
        (CLOSED, CLOSED | {"properties": {"a": {"type": "string"}}}, ""),
        (CLOSED | {"properties": {"a": {}}}, CLOSED | {"properties": {"a": {}}, "required": ["a"]}, "required key"),
        ({"enum": ["a", "b"]}, {"enum": ["b"]}, "no longer accepts ['a']"),
        ({"anyOf": [{"const": "a"}, {"type": "null"}]}, {"oneOf": [{"type": "null"}, {"const": "a"}, {"const": "b"}]}, ""),
        ({"type": "integer", "minimum": 0}, {"type": "integer", "exclusiveMinimum": -1}, ""),
        ({"type": "integer", "minimum": 0}, {"type": "integer", "exclusiveMinimum": 0}, "minimum tightened"),
        ({"type": "array"}, {"type": "array", "uniqueItems": True}, "unique"),
        ({"type": "string"}, {"type": "string", "contentMediaType": "x"}, "does not know"),
        ({"$ref": "#/$defs/A", "$defs": {"A": {"type": "string"}}}, {"$ref": "#/$defs/B", "$defs": {"B": SHORT}}, "maxLength fell"),
    ],
)
def test_schemas_may_widen_and_never_narrow(old: dict[str, object], new: dict[str, object], complaint: str) -> None:
    found = narrowing.narrowed(old, new)
    assert bool(found) == bool(complaint)
    assert complaint in "; ".join(text for _, text in found)


def _version(root: Path, version: str) -> None:
    (root / "pyproject.toml").write_text(f'[project]\nname = "x"\nversion = "{version}"\n', encoding="utf-8")


def test_before_release_a_fragment_moves_the_baseline_and_from_1_0_nothing_does(tmp_path: Path) -> None:
    root = _repository(tmp_path, {"market": TINY})
    _version(root, "0.9.0")
    baseline.accept(root)
    shorter = _edited("string.max_len = 10]", "string.max_len = 9]")
    _repository(root, {"market": shorter})
    with pytest.raises(CompileError, match="deliberate break needs a fragment"):
        baseline.breaking(root, allow_missing=False)
    (root / "changelog.d").mkdir()
    (root / "changelog.d/short.contract-break.md").write_text("Names are shorter.", encoding="utf-8")
    assert "break(s)" in baseline.accept(root)
    assert "accepts everything" in baseline.breaking(root, allow_missing=False)

    _version(root, "1.0.0")
    baseline.accept(root)
    _repository(root, {"market": shorter.replace("max_len = 9]", "max_len = 8]")})
    (root / "changelog.d/again.contract-break.md").write_text("Shorter still.", encoding="utf-8")
    for refused in (lambda: baseline.accept(root), lambda: baseline.breaking(root, allow_missing=False)):
        with pytest.raises(CompileError, match="v1 is released"):
            refused()
    _version(root, "0.9.9")
    with pytest.raises(CompileError, match="v1 is released"):
        baseline.accept(root)
    _repository(root, {"market": shorter.replace("max_len = 9]", "max_len = 12]")})
    assert "0 break(s)" in baseline.accept(root)
    (root / baseline.IMAGE).unlink()
    with pytest.raises(CompileError, match="restore it"):
        baseline.accept(root)


def test_a_document_that_is_gone_is_a_break_even_when_its_file_went_too(tmp_path: Path) -> None:
    root = _repository(tmp_path, {"market": TINY, "library": TINY.replace("thing.", "other.")})
    baseline.accept(root)
    (root / "proto/aistock/library/v1/tiny.proto").unlink()
    with pytest.raises(CompileError, match=r"jsonschema/library/v1/thing.schema.json: the document is gone"):
        baseline.breaking(root, allow_missing=False)
