"""Six readers of the same JSON text, and what they disagree about: every document must be accepted by all or by none."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import jsonschema
import jsonschema_rs
import protovalidate
from hypothesis import HealthCheck, Phase, given, seed, settings
from pydantic import ValidationError

from aistock.contract import documents, plain_json
from aistock.contract.v1.rule_table import RULES
from aistock.errors import InvalidDocument

from . import codec, load, mutants, protoc, schema, strategies, third_party
from .converters import pb_module
from .ir import Contract, Message

MUTANTS_OF_EACH = 30
_QUIET = tuple(HealthCheck)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A text that some readers accept and others refuse."""

    message: str
    text: str
    verdicts: dict[str, bool]

    def __str__(self) -> str:
        return f"{self.message}: {self.verdicts}: {self.text[:2000]}"


@dataclass(slots=True)
class Tally:
    """What a run found."""

    inputs: int = 0
    accepted: int = 0
    stopped_by_gate: int = 0
    readers: dict[str, int] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    def __str__(self) -> str:
        asked = ", ".join(f"{name} {count}" for name, count in self.readers.items())
        return (
            f"{self.inputs} inputs: {self.accepted} accepted, {self.inputs - self.accepted} refused "
            f"(of them {self.stopped_by_gate} by the gate), {len(self.disagreements)} disagreements; asked: {asked}"
        )


class Readers:
    """Every reader of one message."""

    def __init__(self, contract: Contract, message: Message) -> None:
        self.contract = contract
        self.message = message
        self._model = getattr(import_module(f"aistock.{message.area}.v1.models"), message.name)
        module = import_module(f"aistock.{message.area}.v1.{pb_module(message.file)}")
        self._pb = getattr(module, message.name)
        self._validator = protovalidate.Validator()

    @cached_property
    def all(self) -> dict[str, Callable[[str, Any], bool]]:
        """Name → whether that reader accepts (text, value)."""
        found: dict[str, Callable[[str, Any], bool]] = {
            "sdk": self._sdk,
            "pydantic_dict": self._dict,
            "pydantic_json": self._json,
            "codec_protovalidate": self._wire,
        }
        if self.message.document:
            bundle = schema.bundle(self.contract, self.message)
            python, rust = python_validator(bundle), rust_validator(bundle)
            found["jsonschema"] = lambda _, value: bool(python.is_valid(value))
            found["jsonschema_rs"] = lambda _, value: bool(rust.is_valid(value))
        return found

    def verdicts(self, text: str) -> dict[str, bool] | None:
        """What each reader says; None when the gate stops the text before any of them."""
        try:
            value = plain_json.parse(text.encode("utf-8", "surrogatepass"))
        except plain_json.PlainJsonError:
            return None
        return {name: accepts(text, value) for name, accepts in self.all.items()}

    def _sdk(self, text: str, _: Any) -> bool:
        try:
            documents.read(self._model, text.encode())
        except InvalidDocument as error:
            return _only_between_fields(error)
        return True

    def _dict(self, _: str, value: Any) -> bool:
        return self._complete(lambda: self._model.model_validate(value, by_alias=True, by_name=False))

    def _json(self, text: str, _: Any) -> bool:
        return self._complete(lambda: self._model.model_validate_json(text, by_alias=True, by_name=False))

    def _complete(self, build: Callable[[], Any]) -> bool:
        try:
            return not documents.left_out(build())
        except ValidationError:
            return False

    def _wire(self, _: str, value: Any) -> bool:
        pb = self._pb()
        try:
            codec.fill(self.contract, self.message, value, pb)
        except codec.MismatchError:
            return False
        try:
            found = self._validator.collect_violations(pb)
        except protovalidate.EvaluationError:
            # What overflows a rule between fields is refused by a server, so every other reader must refuse it too.
            return False
        return all(item.proto.rule_id in RULES for item in found)


def _only_between_fields(error: InvalidDocument) -> bool:
    return all(violation.rule in RULES for violation in error.violations)


def python_validator(bundle: dict[str, Any]) -> Any:
    """Python jsonschema with the contract's formats, `3.0` no integer, and `$` meaning the end."""
    types = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
    extend: Any = jsonschema.validators.extend  # untyped in the stubs
    aligned = extend(jsonschema.Draft202012Validator, {"pattern": _pattern}, type_checker=types)
    checker = jsonschema.FormatChecker(formats=())
    for name in ("date", "date-time"):
        checker.checks(name)(lambda value: not isinstance(value, str) or _is_calendar_day(value))
    return aligned(bundle, format_checker=checker)


def rust_validator(bundle: dict[str, Any]) -> Any:
    """jsonschema-rs with the contract's formats and `3.0` no integer."""
    return jsonschema_rs.Draft202012Validator(
        bundle,
        validate_formats=True,
        formats={"date": _is_calendar_day, "date-time": _is_calendar_day},
        keywords={"type": _RustType},
    )


class _RustType:
    """The keyword `type`, an integer being written without fraction and exponent."""

    _KINDS: ClassVar[dict[str, tuple[type, ...]]] = {
        "integer": (int,), "number": (int, float), "string": (str,), "boolean": (bool,),
        "null": (type(None),), "object": (dict,), "array": (list,),
    }  # fmt: skip

    def __init__(self, _parent: Any, value: Any, _path: Any) -> None:
        names = [value] if isinstance(value, str) else value
        self._kinds = {kind for name in names for kind in self._KINDS[name]}

    def validate(self, instance: Any) -> None:
        if type(instance) not in self._kinds:
            raise ValueError("is of another type")


def _is_calendar_day(text: str) -> bool:
    try:
        return bool(datetime.strptime(text[:10], "%Y-%m-%d"))  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return False


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    anchored = pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern.replace("$)", r"\Z)")
    if isinstance(instance, str) and not re.search(anchored, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def documents_of(contract: Contract) -> list[Message]:
    """Every document."""
    return [message for message in contract.messages if message.document]


def messages_of(contract: Contract) -> list[Message]:
    """Every request and response that holds no bytes, which JSON cannot hold."""
    names = {name for service in contract.services for one in service.methods for name in (one.request, one.response)}
    chosen = [item for item in contract.messages if item.full_name in names or item.name in names]
    return [item for item in chosen if not _holds_bytes(contract, item, set())]


def _holds_bytes(contract: Contract, message: Message, seen: set[str]) -> bool:
    seen.add(message.full_name)
    return any(
        item.kind == "bytes"
        or (
            item.kind == "message" and item.type_name not in seen and _holds_bytes(contract, contract.message(item.type_name), seen)
        )
        for item in message.fields
    )


def run(contract: Contract, count: int, *, start: int = 0, chosen: list[Message] | None = None) -> Tally:
    """Ask every reader about `count` texts, the documents in turn; the same `start` asks about the same texts."""
    tally = Tally()
    readers = [Readers(contract, message) for message in chosen or documents_of(contract)]
    turn = start
    while tally.inputs < count:
        for each in readers:
            if tally.inputs < count:
                _one_document(each, turn, count - tally.inputs, tally)
        turn += 1
    return tally


def _one_document(readers: Readers, turn: int, most: int, tally: Tally) -> None:
    random = Random(turn)
    texts = (
        text
        for value in drawn_values(readers.contract, readers.message, turn)
        for text in (json.dumps(value), *_mutants(readers, value, random))
    )
    for text in islice(texts, most):
        count(readers, text, tally)


def _mutants(readers: Readers, value: dict[str, Any], random: Random) -> Iterator[str]:
    found = [*mutants.places(readers.contract, readers.message, value)]
    for _ in range(MUTANTS_OF_EACH if found else 0):
        yield mutants.mutant(random, value, found)


def drawn_values(contract: Contract, message: Message, turn: int) -> list[dict[str, Any]]:
    """The smallest value of a message and one that Hypothesis draws; the same turn gives the same values."""
    values = strategies.values(contract, message, depth=2 + turn % 3, full=turn % 3 == 0)
    drawn: list[dict[str, Any]] = []

    @seed(turn)
    @settings(max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=_QUIET)
    @given(values)
    def draw(value: dict[str, Any]) -> None:
        drawn.append(value)

    draw()
    return drawn


def count(readers: Readers, text: str, tally: Tally) -> None:
    """Ask about one text and write the answer down."""
    verdicts = readers.verdicts(text)
    tally.inputs += 1
    if verdicts is None:
        tally.stopped_by_gate += 1
        return
    for name in verdicts:
        tally.readers[name] = tally.readers.get(name, 0) + 1
    tally.accepted += all(verdicts.values())
    if len(set(verdicts.values())) > 1:
        tally.disagreements.append(Disagreement(readers.message.name, text, verdicts))


def contract_of(root: Path) -> Contract:
    """The contract of a repository."""
    with tempfile.TemporaryDirectory() as scratch:
        return load.load(protoc.descriptors(root, third_party.provide(root), Path(scratch)))


def main(arguments: list[str] | None = None) -> int:
    """Run and print the tally; 1 when readers disagree."""
    parser = argparse.ArgumentParser(prog="python -m aistock_codegen.verdicts", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument("--count", type=int, default=100_000, help="inputs to ask about")
    parser.add_argument("--start", type=int, default=0, help="where the sequence of inputs begins")
    chosen = parser.parse_args(arguments)
    contract = contract_of(chosen.root)
    for name, messages in (("documents", documents_of(contract)), ("requests and responses", messages_of(contract))):
        began = time.monotonic()
        tally = run(contract, chosen.count if name == "documents" else chosen.count // 5, start=chosen.start, chosen=messages)
        print(f"{len(messages)} {name}: {tally} ({time.monotonic() - began:.1f} s)", flush=True)
        for disagreement in tally.disagreements[:20]:
            print(f"  {disagreement}", file=sys.stderr)
        if tally.disagreements:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
