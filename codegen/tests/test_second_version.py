"""The path to v2, on a small part: both versions stand side by side, a reader picks by `version`, validates, then upcasts."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from aistock.contract import documents, plain_json
from aistock.contract.model import ContractModel
from aistock.errors import InvalidDocument, Violation
from aistock_codegen import baseline, corpus_values, ir, load, models, protoc, third_party
from aistock_codegen.problems import CompileError

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).parent / "evolution"


def _repository(folder: Path, *versions: str) -> Path:
    shutil.copytree(
        ROOT / "proto/aistock/contract", folder / "proto/aistock/contract", ignore=shutil.ignore_patterns("[et]*.proto")
    )
    place = folder / "third_party/buf/validate/validate.proto"
    place.parent.mkdir(parents=True)
    shutil.copy(third_party.provide(ROOT) / third_party.PROTO, place)
    for version in versions:
        _add(folder, version)
    return folder


def _add(folder: Path, version: str) -> None:
    target = folder / f"proto/aistock/market/{version}/note.proto"
    target.parent.mkdir(parents=True)
    shutil.copy(TEXTS / {"v1": "first.proto", "v2": "second.proto"}[version], target)


@dataclass(frozen=True)
class Version:
    """A version as the compiler sees it, and the models it made."""

    contract: ir.Contract
    models: ModuleType


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Version]:
    started = {}
    for name in ("v1", "v2"):
        root = _repository(tmp_path_factory.mktemp(name), name)
        contract = load.load(protoc.descriptors(root, third_party.provide(root), root / "scratch"))
        started[name] = (contract, models.Generator(contract, root / "scratch"))
    return {name: Version(contract, _module(name, generator.source())) for name, (contract, generator) in started.items()}


def _module(version: str, source: str) -> ModuleType:
    module = ModuleType(f"tiny.market.{version}.models")
    sys.modules[module.__name__] = module
    exec(source, module.__dict__)
    return module


def upcast_v1_to_v2(note: Any, v2: ModuleType) -> Any:
    """A v1 note as v2 says it: fen are ten mills, undecided has a name. Pure: nothing but the note decides."""
    return v2.Note(version="v2", price_mills=note.price_fen * 10, lean="none" if note.lean is None else note.lean.value)


def read(versions: dict[str, Version], content: bytes) -> ContractModel:
    """The document in today's version, whichever version wrote it."""
    upcasts: list[tuple[str, Callable[[Any], Any]]] = [
        ("v1", lambda note: upcast_v1_to_v2(note, versions["v2"].models)),
        ("v2", lambda note: note),
    ]
    value = documents.strict_loads(content)
    version = value.get("version") if isinstance(value, dict) else None
    known = [name for name, _ in upcasts]
    if version not in known:
        raise InvalidDocument([Violation("version", "version", repr(version), f"is not one of {known}", "update aistock")])
    start = known.index(version)
    found = documents.validate(versions[known[start]].models.Note, value)
    for _, upcast in upcasts[start:]:
        found = upcast(found)
    return found


def test_every_v1_document_is_read_as_a_valid_v2_document(versions: dict[str, Version]) -> None:
    first = versions["v1"].contract
    samples = list(corpus_values.samples(first, first.message("aistock.market.v1.Note")))
    assert len(samples) >= 7
    for _, value, _ in samples:
        content = plain_json.canonical(value)
        found = read(versions, content)
        assert read(versions, documents.canonical_json(found)) == found
        assert read(versions, content) == found
        dumped = documents.dump(found)
        assert dumped == {"version": "v2", "price_mills": value["price_fen"] * 10, "lean": value["lean"] or "none"}


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (b'{"version":"v3","price_mills":1,"lean":"up"}', "version"),
        (b'{"price_fen":1,"lean":null}', "version"),
        (b'{"version":"v1","price_mills":1,"lean":"up"}', "price_mills"),
        (b'{"version":"v1","price_fen":1,"lean":"none"}', "lean"),
        (b'{"version":"v1","price_fen":1000001,"lean":null}', "price_fen"),
        (b'{"version":"v2","price_mills":1,"lean":null}', "lean"),
    ],
)
def test_a_document_is_held_to_the_version_it_names(versions: dict[str, Version], content: bytes, path: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        read(versions, content)
    assert path in {violation.path for violation in caught.value.violations}


def test_v2_may_come_beside_v1_and_never_instead_of_it(tmp_path: Path) -> None:
    root = _repository(tmp_path, "v1")
    baseline.accept(root)
    _add(root, "v2")
    assert "accepts everything" in baseline.breaking(root, allow_missing=False)
    shutil.rmtree(root / "proto/aistock/market/v1")
    with pytest.raises(CompileError, match=r"aistock/market/v1/note.proto: Note: message was removed"):
        baseline.breaking(root, allow_missing=False)
