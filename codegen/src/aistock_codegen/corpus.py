"""The golden corpus: stored values of every message in JSON and protobuf, added to and never rewritten."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from aistock.contract import plain_json

from . import corpus_law, corpus_values, load, protoc, third_party
from .converters import pb_module
from .ir import Contract, Message, snake
from .problems import CompileError

FOLDER = "conformance_tests/corpus/v1"
MANIFEST = "manifest.sha256"
UNKNOWN_FIELD = b"\xb8\x92\x0f\x2a\xc2\x92\x0f\x09later \xe2\x9c\x93"
"""Fields 31015 = 42 and 31016 = "later ✓", which no v1 message has: what a peer of a later version would send."""


def write(root: Path) -> str:
    """Add the samples that are missing; stored ones keep every byte."""
    contract, folder = contract_of(root), root / FOLDER
    kept = stored(folder)
    added: dict[str, list[bytes]] = {}
    for message in contract.messages:
        add: list[bytes] = []
        names = kept.get(file_of(message), {})
        for name, value, about in corpus_values.samples(contract, message):
            if name not in names:
                add.append(_line(contract, message, name, value, about))
        if add:
            added[file_of(message)] = add
        if message.document and f"later/{file_of(message)}" not in kept:
            added[f"later/{file_of(message)}"] = [_later(contract, message)]
    for file, lines in added.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        with (folder / file).open("ab") as target:
            target.writelines(lines)
    manifest = folder / MANIFEST
    before = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    rows = [
        f"{hashlib.sha256(line).hexdigest()}  {file}#{json.loads(line)['name']}" for file, lines in added.items() for line in lines
    ]
    folder.mkdir(parents=True, exist_ok=True)
    manifest.write_text("".join(f"{row}\n" for row in sorted([*before, *rows], key=lambda row: row[66:])), encoding="utf-8")
    return f"{len(rows)} samples added to {sum(map(len, kept.values()))}"


def check(root: Path) -> str:
    """Raise CompileError when a stored sample changed or went, or when something of the contract has no sample."""
    contract, folder = contract_of(root), root / FOLDER
    problems = list(changed(folder))
    problems += [f"missing: {name}; run `python -m aistock_codegen corpus write`" for name in missing(contract, folder)]
    if problems:
        raise CompileError(*problems)
    kept = stored(folder)
    return f"{sum(map(len, kept.values()))} samples in {len(kept)} files are as they were stored"


def missing(contract: Contract, folder: Path) -> Iterator[str]:
    """Samples that the contract should have and the folder does not."""
    kept = stored(folder)
    for message in contract.messages:
        names = kept.get(file_of(message), {})
        yield from (f"{file_of(message)}#{name}" for name, _, _ in corpus_values.samples(contract, message) if name not in names)
        if message.document and f"later/{file_of(message)}" not in kept:
            yield f"later/{file_of(message)}#later"


def changed(folder: Path) -> Iterator[str]:
    """Stored samples that are not what the manifest says, and samples that the manifest does not know."""
    manifest = folder / MANIFEST
    rows = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    known = {row[66:]: row[:64] for row in rows}
    for file, samples in stored(folder).items():
        for name, line in samples.items():
            digest = known.pop(f"{file}#{name}", None)
            if digest != hashlib.sha256(line).hexdigest():
                yield f"changed: {file}#{name}; a stored sample never changes, restore it"
    for name in sorted(known):
        yield f"gone: {name}; a stored sample is kept for ever, restore it"


def stored(folder: Path) -> dict[str, dict[str, bytes]]:
    """File below the folder → name of each sample → its line."""
    found: dict[str, dict[str, bytes]] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        lines = path.read_bytes().splitlines(keepends=True)
        names: dict[str, bytes] = {}
        for number, line in enumerate(lines, 1):
            try:
                name = json.loads(line)["name"]
            except (ValueError, KeyError, TypeError):
                name = f"line {number}"
            if name in names:
                name = f"{name} again, line {number}"
            names[name] = line
        found[path.relative_to(folder).as_posix()] = names
    return found


def contract_of(root: Path) -> Contract:
    """The contract as the protos state it today."""
    with tempfile.TemporaryDirectory() as scratch:
        return load.load(protoc.descriptors(root, third_party.provide(root), Path(scratch)))


def file_of(message: Message) -> str:
    """Where a message's samples lie, below the corpus folder."""
    return f"{message.area}/{snake(message.name)}.jsonl"


def pb_class(message: Message) -> Any:
    """The class that protoc made of a message."""
    return getattr(import_module(f"aistock.{message.area}.v1.{pb_module(message.file)}"), message.name)


def filled(contract: Contract, message: Message, value: dict[str, Any]) -> Any:
    """The protobuf message of a JSON value, by the reflective codec."""
    from . import codec

    pb = pb_class(message)()
    codec.fill(contract, message, with_bytes(contract, message, value), pb)
    return pb


def with_bytes(contract: Contract, message: Message, value: dict[str, Any]) -> dict[str, Any]:
    """The value with base64 texts of bytes fields as bytes, as the codec wants them; they stand at the top of requests."""
    raw = {item.name for item in message.fields if item.kind == "bytes"}
    return {key: base64.urlsafe_b64decode(found) if key in raw and found is not None else found for key, found in value.items()}


def broken(pb: Any) -> list[str]:
    """Ids of the rules that a message breaks, once for each place."""
    import protovalidate

    return sorted(str(violation.proto.rule_id) for violation in protovalidate.collect_violations(pb))


def _line(contract: Contract, message: Message, name: str, value: dict[str, Any], about: str | None) -> bytes:
    rules = {rule.id for item in contract.messages for rule in item.rules}

    def breaks(tried: dict[str, Any]) -> list[str]:
        try:
            found = broken(filled(contract, message, tried))
            return [name for name in found for _ in range(1 if name in rules else 1000)]
        except ValueError as error:
            return [str(error)] * 1000

    value = corpus_law.lawful(contract, message, value, about, breaks)
    pb = filled(contract, message, value)
    row: dict[str, Any] = {"name": name, "json": value, "pb": base64.b64encode(pb.SerializeToString(deterministic=True)).decode()}
    left = sorted(set(broken(pb)))
    if left:
        row["breaks"] = left
    return plain_json.canonical(row) + b"\n"


def _later(contract: Contract, message: Message) -> bytes:
    """A document with keys and fields that v1 does not have, at its top and in each message inside it."""
    line = json.loads(_line(contract, message, "largest", corpus_values.build(contract, message, "most"), None))
    value = copy.deepcopy(line["json"])
    pb = pb_class(message).FromString(base64.b64decode(line["pb"]))
    paths = []
    for place, inside in list(corpus_law.places(contract, message, value)):
        if inside.open_field is None:
            corpus_law.at(value, place)["from_later"] = {"deep": [1]}
            paths.append(
                "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in (*place, "from_later")).lstrip(".")
            )
    _add_unknown(pb)
    row = {
        "name": "later",
        "json": value,
        "known": line["json"],
        "pb": base64.b64encode(pb.SerializeToString(deterministic=True)).decode(),
        "refused_at": sorted(paths),
    }
    return plain_json.canonical(row) + b"\n"


def _add_unknown(pb: Any) -> None:
    for descriptor, found in pb.ListFields():
        if descriptor.type == descriptor.TYPE_MESSAGE and not descriptor.message_type.GetOptions().map_entry:
            for one in found if _repeated(descriptor) else [found]:
                _add_unknown(one)
    pb.MergeFromString(UNKNOWN_FIELD)


def _repeated(descriptor: Any) -> bool:
    return bool(descriptor.is_repeated) if hasattr(descriptor, "is_repeated") else descriptor.label == descriptor.LABEL_REPEATED
