"""Between messages and models, by the derived converters of each area."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from google.protobuf.message import Message

from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS
from aistock.errors import InvalidDocument, UnknownEnumValue
from aistock_server.kernel.errors import Invalid, Violation

AREAS = ("contract", "market", "library", "experiments", "execution", "feedback", "system")


@cache
def _tables() -> tuple[Mapping[type[Message], Callable[[Any], Any]], Mapping[type[Any], Callable[[Any], Message]]]:
    to_model: dict[type[Message], Callable[[Any], Any]] = {}
    to_message: dict[type[Any], Callable[[Any], Message]] = {}
    for area in AREAS:
        converters = import_module(f"aistock.{area}.v1.converters")
        to_model |= converters.FROM_PB
        to_message |= converters.TO_PB
    return to_model, to_message


def from_pb(message: Message) -> Any:
    """The model of a message; what only the model can see to be wrong is refused as Invalid."""
    try:
        return _tables()[0][type(message)](message)
    except InvalidDocument as error:
        violations = [
            Violation(field=item.path, rule=item.rule, value=item.value, message=f"{item.message}; {item.remedy}")
            for item in error.violations
        ]
        first = violations[0]
        raise Invalid("INVALID_FIELD", f"{first.field or 'message'} {first.message}", violations=violations) from error
    except UnknownEnumValue as error:
        raise Invalid("UNKNOWN_FIELD", str(error)) from error


def to_pb(model: ContractModel) -> Message:
    """The message of a model."""
    return _tables()[1][type(model)](model)


def fingerprint() -> str:
    """SHA-256 over the descriptors of every file that holds one of our messages; equal ones speak the same contract."""
    described = {kind.DESCRIPTOR.file.name: kind.DESCRIPTOR.file.serialized_pb for kind in _tables()[0]}
    return hashlib.sha256(b"".join(described[name] for name in sorted(described))).hexdigest()


@cache
def _response_class(method: str) -> type[Message]:
    call = CALLS[method]
    made: type[Message] = getattr(import_module(call.pb_module), call.response)
    return made


def response_from(method: str, answer: bytes) -> Message:
    """The response of a method from the bytes that were stored of it."""
    return _response_class(method).FromString(answer)
