"""The golden corpus: what is stored is read today as it was stored, by every reader, and a changed byte does not pass."""

from __future__ import annotations

import base64
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aistock.contract import plain_json
from aistock_codegen import codec, corpus, corpus_reading, ir

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / corpus.FOLDER


@pytest.fixture(scope="module")
def contract() -> ir.Contract:
    return corpus.contract_of(ROOT)


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, dict[str, Any]]]:
    return list(corpus_reading.rows(FOLDER))


def test_nothing_stored_changed_and_nothing_of_the_contract_is_missing(contract: ir.Contract) -> None:
    assert "as they were stored" in corpus.check(ROOT)
    kept = corpus.stored(FOLDER)
    for message in contract.messages:
        names = set(kept[corpus.file_of(message)])
        if message.is_union:
            assert {f"variant.{item.name}.{size}" for item in message.fields for size in ("smallest", "largest")} <= names
            continue
        wanted = {"smallest", "largest"} | {f"null.{item.name}" for item in message.fields if item.nullable}
        enums = [item for item in message.fields if item.kind == "enum"]
        wanted |= {f"enum.{item.name}.{value.json}" for item in enums for value in contract.enum(item.type_name).legal}
        assert wanted <= names, message.name
        assert message.document is None or f"later/{corpus.file_of(message)}" in kept


def test_samples_hold_what_their_names_say(contract: ir.Contract, rows: list[tuple[str, dict[str, Any]]]) -> None:
    seen: Counter[str] = Counter()
    for _, row in rows:
        kind, *rest = row["name"].split(".")
        seen[kind] += 1
        if kind == "null":
            assert row["json"][rest[0]] is None
        elif kind == "enum":
            value = row["json"][rest[0]]
            assert rest[1] in (value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value])
    assert min(seen[kind] for kind in ("smallest", "largest", "lowest", "highest", "null", "enum", "variant", "later")) >= 15
    # Each value of an enum is tried, and one message may not hold what another may; of the rest nearly all are lawful.
    lawless = [row for _, row in rows if "breaks" in row and not row["name"].startswith("enum.")]
    assert len(lawless) <= len(rows) // 200


def test_models_and_converters_read_every_sample_as_stored(rows: list[tuple[str, dict[str, Any]]]) -> None:
    found = [f"{file}#{row['name']}: {text}" for file, row in rows for text in corpus_reading.differences(file, row)]
    assert found == []


def test_the_reflective_codec_and_the_rules_read_every_sample_as_stored(
    contract: ir.Contract, rows: list[tuple[str, dict[str, Any]]]
) -> None:
    messages = {corpus.file_of(message): message for message in contract.messages}
    for file, row in rows:
        if file in messages:
            message = messages[file]
            pb = corpus.pb_class(message).FromString(base64.b64decode(row["pb"]))
            assert corpus.filled(contract, message, row["json"]) == pb, (file, row["name"])
            wanted = plain_json.canonical(row["json"])
            value = codec.read(contract, message, pb)
            value |= {key: base64.urlsafe_b64encode(found).decode() for key, found in value.items() if isinstance(found, bytes)}
            assert plain_json.canonical(corpus_reading.as_stored(value, row["json"])) == wanted, (file, row["name"])
            assert set(corpus.broken(pb)) <= set(row.get("breaks", ())), (file, row["name"])


def test_schemas_accept_every_document_and_refuse_later_keys(contract: ir.Contract, rows: list[tuple[str, dict[str, Any]]]) -> None:
    documents = {corpus.file_of(message): message for message in contract.messages if message.document}
    validators = {}
    for file, message in documents.items():
        path = ROOT / f"jsonschema/{message.area}/v1/{message.document}.schema.json"
        validators[file] = jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    for file, row in rows:
        if file in validators:
            assert validators[file].is_valid(row["json"]), (file, row["name"])
        elif file.startswith("later/"):
            validator = validators[file.removeprefix("later/")]
            assert validator.is_valid(row["known"])
            assert not validator.is_valid(row["json"])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small folder of samples with its own manifest: two files of one area."""
    folder = tmp_path / "v1"
    rows = (FOLDER / corpus.MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    names = ("market/quote.jsonl", "market/session_phase.jsonl")
    (folder / "market").mkdir(parents=True)
    for name in names:
        shutil.copy(FOLDER / name, folder / name)
    kept = [row for row in rows if row[66:].split("#")[0] in names]
    (folder / corpus.MANIFEST).write_text("".join(kept), encoding="utf-8")
    assert list(corpus.changed(folder)) == []
    return folder


def test_any_changed_byte_is_found(copy: Path) -> None:
    target = copy / "market/session_phase.jsonl"
    kept = target.read_bytes()
    assert len(kept) > 100
    for place in range(0, len(kept), 5):
        target.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        assert list(corpus.changed(copy)), f"byte {place}"


def test_a_sample_that_went_came_or_stands_twice_is_found(copy: Path) -> None:
    target = copy / "market/quote.jsonl"
    lines = target.read_bytes().splitlines(keepends=True)
    for tampered in (lines[1:], lines[:-1], [*lines, lines[0]], [*lines, lines[0].replace(b'"name":"', b'"name":"x')], []):
        target.write_bytes(b"".join(tampered))
        assert list(corpus.changed(copy))
    target.unlink()
    assert len(list(corpus.changed(copy))) == len(lines)


def test_write_adds_what_is_missing_and_keeps_every_stored_byte(contract: ir.Contract, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    for name in ("proto", "third_party"):
        (root / name).symlink_to(ROOT / name)
    folder = root / corpus.FOLDER
    shutil.copytree(FOLDER, folder)
    target, manifest = folder / "market/session_phase.jsonl", folder / corpus.MANIFEST
    lines = target.read_bytes().splitlines(keepends=True)
    name = json.loads(lines[-1])["name"]
    odd = lines[0].replace(b'"name"', b' "name"')
    target.write_bytes(b"".join([odd, *lines[1:-1]]))
    rows = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = f"  market/session_phase.jsonl#{name}\n"
    manifest.write_text("".join(row for row in rows if not row.endswith(gone)), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.jsonl") if path != target}
    assert list(corpus.missing(contract, folder)) == [f"market/session_phase.jsonl#{name}"]
    assert corpus.write(root).startswith("1 samples added")
    assert target.read_bytes() == b"".join([odd, *lines[1:]])
    assert manifest.read_text(encoding="utf-8") == "".join(rows)
    assert {path: path.read_bytes() for path in before} == before
    assert [line.split(";")[0] for line in corpus.changed(folder)] == [
        f"changed: market/session_phase.jsonl#{json.loads(odd)['name']}"
    ]
