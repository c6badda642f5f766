"""Small protos through the compiler: what it refuses, what it writes, and what it calls a break."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aistock_codegen import baseline, compatibility, ir, lint, load, manifest, protoc, schema, third_party, workspace
from aistock_codegen.problems import CompileError

ROOT = Path(__file__).resolve().parents[2]
HEAD = """syntax = "proto3";
// A tiny part.
package aistock.market.v1;
import "aistock/contract/v1/options.proto";
VALIDATE
// A colour.
enum Colour {
  // Not set.
  COLOUR_UNSPECIFIED = 0;
  // Like blood.
  COLOUR_RED = 1;
  // Like grass.
  COLOUR_GREEN = 2 [(aistock.contract.v1.value).json_value = "grass"];
}
"""
REQUIRED = "(buf.validate.field).required = true"
INLINE = "(aistock.contract.v1.field).flatten = true"
THING = f"""
// A thing.
message Thing {{
  // Its name.
  optional string name = 1 [{REQUIRED}, (buf.validate.field).string.max_len = 10];
  // How many; null when unknown.
  optional int32 count = 2 [(buf.validate.field).int32.gte = 0];
  // Its colours.
  repeated Colour colours = 3 [(buf.validate.field).repeated = {{
    max_items: 3
    items: {{enum: {{defined_only: true, not_in: [0]}}}}
  }}];
  // Further numbers, inline.
  map<string, double> extra = 4 [
    (aistock.contract.v1.field).flatten = true,
    (buf.validate.field).map = {{keys: {{string: {{pattern: "^[a-z]{{1,8}}$"}}}}, values: {{double: {{finite: true}}}}}}
  ];
}}
"""


def text(body: str) -> str:
    """The tiny file, importing only what it uses: an unused import is refused."""
    whole = body if body.startswith("syntax") else HEAD + body
    return whole.replace("VALIDATE", 'import "buf/validate/validate.proto";' if "buf.validate" in body else "")


def repository(folder: Path, body: str) -> Path:
    """A repository whose contract is the shared options and rules and one tiny file."""
    shared = folder / "proto/aistock/contract/v1"
    shared.mkdir(parents=True, exist_ok=True)
    for name in ("options.proto", "rules.proto"):
        shutil.copy(ROOT / "proto/aistock/contract/v1" / name, shared / name)
    place = folder / third_party.PROTO.replace("buf/", "third_party/buf/", 1)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(third_party.provide(ROOT) / third_party.PROTO, place)
    tiny = folder / "proto/aistock/market/v1/tiny.proto"
    tiny.parent.mkdir(parents=True, exist_ok=True)
    tiny.write_text(text(body), encoding="utf-8")
    return folder


def contract(folder: Path, body: str) -> ir.Contract:
    """The tiny contract."""
    root = repository(folder, body)
    return load.load(protoc.descriptors(root, third_party.provide(root), folder / "scratch"))


def problems(folder: Path, body: str) -> str:
    """Everything that the compiler has against a tiny contract."""
    try:
        return "\n".join(str(problem) for problem in lint.check(contract(folder, body)))
    except CompileError as error:
        return str(error)


def test_a_clean_contract_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, THING) == ""


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("// c\n string a = 1 [(buf.validate.field).string.max_len = 1];", "must be `optional`"),
        ("optional bool a = 1;", "needs a comment"),
        ("// c\n optional string a = 1;", "needs max_len"),
        ("// c\n optional string a = 1 [(buf.validate.field).string.pattern = '^\\\\d$'];", "engines read differently"),
        ("// c\n optional string a = 1 [(buf.validate.field).string.pattern = 'ab'];", "must begin with ^"),
        ("// c\n optional string a = 1 [(buf.validate.field).string.email = true];", "no counterpart on the JSON side"),
        ("// c\n optional int64 a = 1;", "needs bounds"),
        ("// c\n optional int64 a = 1 [(buf.validate.field).int64 = {gte: 0, lte: 9007199254740992}];", "needs bounds"),
        ("// c\n optional double a = 1;", "finite: true"),
        ("// c\n optional float a = 1;", "only string, bool"),
        ("// c\n optional Colour a = 1;", "defined_only"),
        ("// c\n repeated bool a = 1;", "max_items"),
        ("// c\n optional bool copy = 1;", "taken in Python"),
        ("// c\n optional bool class = 1;", "taken in Python"),
        ("// c\n oneof x { bool a = 1; }", "discriminator"),
        ("// c\n map<string, bool> a = 1 [(buf.validate.field).map.max_pairs = 2];", "map keys"),
        ("// c\n map<int32, bool> a = 1 [(buf.validate.field).map.max_pairs = 2];", "map keys are strings"),
        (
            f"// c\n map<string, int32> a = 1 [{INLINE}, (buf.validate.field).map.max_pairs = 2];",
            "cannot count inline keys",
        ),
        (
            f"// c\n map<string, int32> a = 1 [{INLINE}, (buf.validate.field).map.keys.string.min_len = 1];",
            "cannot count inline keys",
        ),
    ],
)
def test_refuses_fields_that_json_python_and_wire_read_differently(tmp_path: Path, field: str, complaint: str) -> None:
    assert complaint in problems(tmp_path, f"// A message.\nmessage One {{\n  {field}\n}}\n")


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("this.a > 1", "reads this.a without has(this.a)"),
        ("!has(this.a) || this.a > 1", ""),
        ("!has(this.b) || this.b.size() > 1", ""),
        ("this.b.startsWith('this.a')", "reads this.b without has(this.b)"),
    ],
)
def test_rules_must_hold_when_a_field_is_absent(tmp_path: Path, expression: str, complaint: str) -> None:
    fields = "// c\n optional int32 a = 1;\n // c\n optional string b = 2 [(buf.validate.field).string.max_len = 9];"
    rule = f'option (buf.validate.message).cel = {{id: "one.rule", message: "m", expression: "{expression}"}};'
    found = problems(tmp_path, f"// A message.\nmessage One {{\n {rule}\n {fields}\n}}\n")
    assert found.endswith(complaint)
    assert bool(found) == bool(complaint)


def test_a_mutation_needs_its_idempotency_field_and_known_reasons(tmp_path: Path) -> None:
    service = """
    // Q.
    message DoRequest {}
    // R.
    message DoResponse {}
    // S.
    service TinyService {
      // D.
      rpc Do(DoRequest) returns (DoResponse) { option (aistock.contract.v1.call) = {mutation: true, reasons: ["NEVER"]}; }
    }
    """
    found = problems(tmp_path, service)
    assert "no required string 'request_id'" in found
    assert "reason NEVER is not a value of ErrorReason" in found


def test_a_variant_has_no_other_use(tmp_path: Path) -> None:
    union = """
    // U.
    message Either {
      // One.
      oneof kind {
        option (buf.validate.oneof).required = true;
        option (aistock.contract.v1.union).discriminator = "kind";
        // A.
        Thing thing = 1;
      }
    }
    // H.
    message Holder {
      // T.
      Thing thing = 1;
    }
    """
    assert "a variant has no other use" in problems(tmp_path, THING + union)


def test_the_schema_says_null_closed_and_inline(tmp_path: Path) -> None:
    tiny = contract(tmp_path, THING)
    found = schema.message_schema(tiny, tiny.message("aistock.market.v1.Thing"))
    assert found["required"] == ["name", "colours"]
    assert found["properties"]["count"] == {
        "description": "How many; null when unknown.",
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": ir.INT32_MAX,
    }
    assert found["additionalProperties"] == {"type": "number"}
    assert found["propertyNames"] == {"anyOf": [{"pattern": "^[a-z]{1,8}$"}, {"enum": ["colours", "count", "name"]}]}
    assert schema.enum_schema(tiny.enum("aistock.market.v1.Colour"))["enum"] == ["red", "grass"]


def test_derived_files_are_checked_byte_for_byte(tmp_path: Path) -> None:
    root = repository(tmp_path, THING)
    changed, _ = workspace.generate(root)
    assert changed == len(manifest.read(root)["outputs"]) > 10
    assert workspace.generate(root)[0] == 0
    workspace.check(root)
    models = root / "sdk/src/aistock/market/v1/models.py"
    kept = models.read_text(encoding="utf-8")
    assert "class Thing(ContractModel):" in kept
    models.write_text(kept + "# touched\n", encoding="utf-8")
    (root / "sdk/src/aistock/market/v1/converters.py").unlink()
    (root / "sdk/src/aistock/market/v1/stray.py").write_text("", encoding="utf-8")
    found = json.loads((root / manifest.PATH).read_text(encoding="utf-8"))
    found["tools"]["ruff"] = "0.0.1"
    (root / manifest.PATH).write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(CompileError) as caught:
        workspace.check(root)
    complaints = str(caught.value)
    for word in (
        "differs: sdk/src/aistock/market/v1/models.py",
        "missing: sdk/src/aistock/market/v1/conv",
        "stray.py",
        "tool: ruff",
    ):
        assert word in complaints


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("max_len = 10", "max_len = 9", "greatest length tightened from 10 to 9"),
        ("max_len = 10", "max_len = 11", ""),
        ("int32.gte = 0", "int32.gt = 0", "lower bound tightened"),
        ("int32.gte = 0", "int32.gte = -1", ""),
        ("[(buf.validate.field).int32.gte = 0]", f"[{REQUIRED}]", "became required"),
        (f"[{REQUIRED}, ", "[", "became nullable"),
        ('json_value = "grass"', 'json_value = "green"', "changed from 'grass' = 2 to 'green' = 2"),
        ("optional int32 count = 2", "optional int32 number = 2", "count: field was removed or renamed"),
        ("max_items: 3", "max_items: 2", "greatest number of elements tightened"),
        ("{1,8}", "{1,7}", "keys: pattern changed"),
        ("}\n", f"  // N.\n  optional bool fresh = 9 [{REQUIRED}];\n}}\n", "a required field was added"),
        ("}\n", "  // N.\n  optional bool fresh = 9;\n}\n", ""),
    ],
)
def test_breaks_are_named_and_widening_is_free(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    whole = HEAD + THING
    changed = whole.replace(old, new) if old != "}\n" else whole.rstrip()[:-1] + new
    assert changed != whole
    after = contract(tmp_path / "new", changed)
    before = contract(tmp_path / "old", THING)
    found = "\n".join(str(problem) for problem in compatibility.breaks(before, after))
    assert complaint in found
    assert bool(found) == bool(complaint)


def test_the_baseline_moves_only_with_an_unused_fragment(tmp_path: Path) -> None:
    root = repository(tmp_path, THING)
    with pytest.raises(CompileError, match="baseline"):
        baseline.breaking(root, allow_missing=False)
    assert "nothing was compared" in baseline.breaking(root, allow_missing=True)
    baseline.accept(root)
    baseline.breaking(root, allow_missing=False)
    repository(root, THING.replace("max_len = 10", "max_len = 9"))
    with pytest.raises(CompileError, match="tightened"):
        baseline.breaking(root, allow_missing=False)
    with pytest.raises(CompileError, match="fragment"):
        baseline.accept(root)
    (root / "changelog.d").mkdir()
    (root / "changelog.d/1.contract-break.md").write_text("Names are shorter.", encoding="utf-8")
    baseline.accept(root)
    baseline.breaking(root, allow_missing=False)
    repository(root, THING.replace("max_len = 10", "max_len = 8"))
    with pytest.raises(CompileError, match="fragment"):
        baseline.accept(root)


def test_a_wrong_validate_proto_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "elsewhere" / third_party.PROTO
    place.parent.mkdir(parents=True)
    place.write_text('syntax = "proto3";', encoding="utf-8")
    monkeypatch.setenv("AISTOCK_THIRD_PARTY", str(tmp_path / "elsewhere"))
    with pytest.raises(CompileError, match="sha256"):
        third_party.provide(tmp_path / "checkout")

    monkeypatch.setenv("AISTOCK_THIRD_PARTY", str(ROOT / "third_party"))
    assert (third_party.provide(tmp_path / "checkout") / third_party.PROTO).is_file()
