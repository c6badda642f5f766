"""Documents as files and bytes: read, validate, write, and the one canonical text that hashes are taken of."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from aistock.contract import plain_json
from aistock.contract.direct import straight
from aistock.contract.model import ContractModel, complete_validator
from aistock.contract.rules import broken
from aistock.contract.violations import refusal, shown
from aistock.errors import InvalidDocument, Violation

T = TypeVar("T", bound=ContractModel)
_MOST_SHOWN = 200


def strict_loads(text: bytes | str, *, max_bytes: int = plain_json.MAX_BYTES, max_depth: int = plain_json.MAX_DEPTH) -> Any:
    """The value of an I-JSON text; NaN, overflow, duplicate keys, lone surrogates, bad UTF-8, great depth or size are refused."""
    try:
        return plain_json.parse(text, max_bytes=max_bytes, max_depth=max_depth)
    except plain_json.PlainJsonError as problem:
        raise InvalidDocument([Violation("", problem.rule, problem.value, problem.message, problem.remedy)]) from None


def read(kind: type[T], source: bytes | str | os.PathLike[str]) -> T:
    """The document in a file (a path) or in bytes; every rule is checked, those between fields too."""
    content = source if isinstance(source, bytes) else _content(Path(source))
    model = straight(kind, content)
    if model is None:
        return _read_parsed(kind, content)
    _refuse_broken(model)
    return model


def _read_parsed(kind: type[T], content: bytes) -> T:
    """The document by way of its parsed JSON, which finds out and says what is wrong."""
    try:
        value = plain_json.quick(content)
    except ValueError:
        return validate(kind, strict_loads(content))
    try:
        return validate(kind, value)
    except InvalidDocument:
        # A model refuses every number that `quick` lets pass, so numbers need a look of their own only for the right words.
        if plain_json.numbers_fit(value):
            raise
    return validate(kind, strict_loads(content))


def validate(kind: type[T], value: Any, *, between_fields: bool = True) -> T:
    """The model of a parsed JSON value that must be complete: lists, maps and constants may not be left out.

    Rules between fields are applied once every field keeps its own; without `between_fields` they are not.
    """
    model = _complete(kind, value)
    if between_fields:
        _refuse_broken(model)
    return model


def _refuse_broken(model: ContractModel) -> None:
    if violations := broken(model):
        raise InvalidDocument(violations, type(model).__name__)


def _complete(kind: type[T], value: Any) -> T:
    try:
        return cast(T, complete_validator(kind).validate_python(value, by_alias=True, by_name=False))
    except ValidationError:
        pass
    try:
        model = kind.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        raise refusal(error, value, kind.__name__) from None
    raise InvalidDocument(left_out(model)[:_MOST_SHOWN], kind.__name__)


def left_out(model: ContractModel) -> list[Violation]:
    """The keys that a document must hold and that this model was made without."""
    found: list[Violation] = []
    _find_left_out(model, "", found)
    return found


def _content(path: Path) -> bytes:
    """A file's bytes; of one that is too large only enough to tell."""
    with path.open("rb") as file:
        return file.read(plain_json.MAX_BYTES + 1)


def dump(model: ContractModel) -> dict[str, Any]:
    """The JSON value of a model: null where a value is absent, text for dates, instants and enums."""
    return model.model_dump(mode="json")


def canonical_json(model: ContractModel) -> bytes:
    """The one text of a model: keys sorted by code point, no spaces, UTF-8, null written out."""
    return plain_json.canonical(dump(model))


def content_hash(model: ContractModel) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical_json(model)).hexdigest()


def write(model: ContractModel, path: str | os.PathLike[str]) -> None:
    """Write the canonical text and a newline; readers see the old file or the whole of it, never a part."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(canonical_json(model) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(0o644)
        Path(scratch).replace(target)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _find_left_out(model: ContractModel, path: str, found: list[Violation]) -> None:
    prefix = f"{path}." if path else ""
    for name in sorted(model.keys_with_defaults - model.model_fields_set):
        remedy = f"write {shown(getattr(model, name))} when that is what it is"
        found.append(Violation(prefix + name, "required", "nothing", "is required", remedy))
    for name in model.keys_that_nest:
        value = getattr(model, name)
        if isinstance(value, ContractModel):
            _find_left_out(value, prefix + name, found)
        elif isinstance(value, list):
            _find_in(((f"{prefix}{name}[{index}]", item) for index, item in enumerate(value)), found)
        elif isinstance(value, dict):
            _find_in(((f"{prefix}{name}.{key}", item) for key, item in value.items()), found)


def _find_in(items: Iterable[tuple[str, Any]], found: list[Violation]) -> None:
    for path, item in items:
        if isinstance(item, ContractModel) and (item.keys_with_defaults or item.keys_that_nest):
            _find_left_out(item, path, found)
