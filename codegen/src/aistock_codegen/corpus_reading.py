"""Reads the golden corpus with the SDK alone, in any runtime: `python -m aistock_codegen.corpus_reading FOLDER`."""

from __future__ import annotations

import base64
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aistock.contract import documents, plain_json
from aistock.errors import InvalidDocument

AREAS = ("contract", "execution", "experiments", "feedback", "library", "market", "system")


def main(arguments: list[str]) -> int:
    """Import every derived module and decode every sample; 1 and the differences on stderr when something reads otherwise."""
    modules = import_derived()
    count, problems = 0, []
    for file, row in rows(Path(arguments[0])):
        count += 1
        problems += [f"{file}#{row['name']}: {text}" for text in differences(file, row)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{_versions()}: {modules} derived modules, {count} samples, {len(problems)} differences")
    return 1 if problems or not count else 0


def import_derived() -> int:
    """Import every module below aistock.<area>.v1; how many there are."""
    count = 0
    for area in AREAS:
        package = importlib.import_module(f"aistock.{area}.v1")
        for module in pkgutil.iter_modules(package.__path__, f"aistock.{area}.v1."):
            importlib.import_module(module.name)
            count += 1
    return count


def rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every stored sample with the file that holds it."""
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            yield path.relative_to(folder).as_posix(), json.loads(line)


def differences(file: str, row: dict[str, Any]) -> Iterator[str]:
    """How models and converters read a sample otherwise than it was stored."""
    area, stem = file.removeprefix("later/").removesuffix(".jsonl").split("/")
    converters = importlib.import_module(f"aistock.{area}.v1.converters")
    pb_type, kind, is_document = _types(area, stem)
    pb = pb_type.FromString(base64.b64decode(row["pb"]))
    if pb.SerializeToString(deterministic=True) != base64.b64decode(row["pb"]):
        yield "a relay through protobuf changes its bytes"
    if file.startswith("later/"):
        yield from _later(pb, kind, row)
        pb.DiscardUnknownFields()
        row = row | {"json": row["known"]}
    text = plain_json.canonical(row["json"])
    model = converters.FROM_PB[pb_type](pb)
    if plain_json.canonical(as_stored(json.loads(documents.canonical_json(model)), row["json"])) != text:
        yield "the model of its bytes has another canonical text"
    again = _strict(kind, text, row) if is_document else _adapter(kind).validate_json(text)
    if again != model:
        yield "its text and its bytes give different models"
    if converters.TO_PB[kind](again) != pb:
        yield "the message of its text differs from its bytes"
    if is_document and row["name"] == "smallest":
        bare = {key: found for key, found in row["json"].items() if found is not None}
        if _strict(kind, plain_json.canonical(bare), row) != model:
            yield "leaving out what is null gives another model"


def as_stored(value: Any, stored: Any) -> Any:
    """A value without the keys that the contract got after the sample was stored; they must say nothing, or they stay."""
    match value, stored:
        case dict(), dict():
            return {
                key: as_stored(item, stored.get(key)) for key, item in value.items() if key in stored or item not in (None, [], {})
            }
        case list(), list() if len(value) == len(stored):
            return [as_stored(item, other) for item, other in zip(value, stored, strict=True)]
    return value


def _strict(kind: Any, text: bytes, row: dict[str, Any]) -> Any:
    """The document of a text; one that is stored as breaking rules between fields must break exactly those."""
    if "breaks" not in row:
        return documents.read(kind, text)
    try:
        documents.read(kind, text)
    except InvalidDocument as refusal:
        if not {violation.rule for violation in refusal.violations} <= set(row["breaks"]):
            raise
    return documents.validate(kind, documents.strict_loads(text), between_fields=False)


def _later(pb: Any, kind: Any, row: dict[str, Any]) -> Iterator[str]:
    known = type(pb).FromString(pb.SerializeToString())
    known.DiscardUnknownFields()
    if len(known.SerializeToString()) >= len(pb.SerializeToString()):
        yield "unknown fields are not kept"
    try:
        documents.read(kind, plain_json.canonical(row["json"]))
    except InvalidDocument as refusal:
        found = sorted(violation.path for violation in refusal.violations)
        if found != row["refused_at"]:
            yield f"refused at {found[:5]} and not at {row['refused_at'][:5]}"
    else:
        yield "a strict reader accepts unknown keys"


_FOUND: dict[tuple[str, str], tuple[Any, Any, bool]] = {}


def _types(area: str, stem: str) -> tuple[Any, Any, bool]:
    if not _FOUND:
        index = json.loads((Path(documents.__file__).parents[1] / "_schemas/index.json").read_text(encoding="utf-8"))
        of_documents = {item["message"] for item in index["documents"]}
        for name in AREAS:
            converters = importlib.import_module(f"aistock.{name}.v1.converters")
            models = importlib.import_module(f"aistock.{name}.v1.models")
            for pb_type, read in converters.FROM_PB.items():
                key = read.__name__.removesuffix("_from_pb")
                full_name = pb_type.DESCRIPTOR.full_name
                _FOUND[name, key] = (pb_type, getattr(models, pb_type.DESCRIPTOR.name), full_name in of_documents)
    return _FOUND[area, stem]


_ADAPTERS: dict[Any, Any] = {}


def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _versions() -> str:
    from importlib.metadata import version

    named = ", ".join(f"{name} {version(name)}" for name in ("protobuf", "grpcio", "pydantic"))
    return f"Python {sys.version.split()[0]}, {named}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
