"""Refuses a request that breaks the contract before any room sees it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import protovalidate
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from aistock_server.kernel.errors import Invalid, Violation

_SHOWN = 200


@lru_cache(maxsize=1)
def _validator() -> protovalidate.Validator:
    return protovalidate.Validator()


def _path(elements: Any) -> str:
    parts: list[str] = []
    for element in elements:
        subscript = element.subscript
        index = ""
        if subscript is not None:
            index = f"[{subscript.value}]" if subscript.field == "index" else f"[{subscript.value!r}]"
        parts.append(f"{element.field_name}{index}")
    return ".".join(parts)


def _shown(value: object) -> str:
    if isinstance(value, Message) or value is None:
        return ""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


def _unknown(message: Message) -> Iterable[Any]:
    fields: Iterable[Any] = UnknownFieldSet(message)  # type: ignore[assignment]  # its stubs do not say that it is iterable
    return fields


def unknown_paths(message: Message, prefix: str = "") -> list[str]:
    """Where a message, or a message inside it, holds fields this contract does not know."""
    found = [f"{prefix}#{field.field_number}" for field in _unknown(message)]
    for descriptor, value in message.ListFields():
        if descriptor.message_type is None:
            continue
        name = f"{prefix}{descriptor.name}"
        if descriptor.message_type.GetOptions().map_entry:
            if descriptor.message_type.fields_by_name["value"].message_type is not None:
                for key, item in value.items():
                    found += unknown_paths(item, f"{name}[{key!r}].")
        elif isinstance(value, Message):
            found += unknown_paths(value, f"{name}.")
        else:
            for index, item in enumerate(value):
                found += unknown_paths(item, f"{name}[{index}].")
    return found


def check_known(message: Message) -> None:
    """Raise Invalid when the message, or one inside it, holds a field that this contract does not know."""
    # Looking for one in Python takes far longer than this, and hardly a message has one.
    known = type(message)()
    known.CopyFrom(message)
    known.DiscardUnknownFields()
    if known.ByteSize() == message.ByteSize():
        return
    unknown = unknown_paths(message)
    if unknown:
        raise Invalid(
            "UNKNOWN_FIELD",
            f"{message.DESCRIPTOR.name} holds fields this contract does not know: {', '.join(unknown[:10])}",
            violations=[
                Violation(field=path, rule="unknown_field", value="", message="field number is not in this contract")
                for path in unknown
            ],
        )


def check(message: Message) -> None:
    """Raise Invalid unless the message keeps every rule and holds no unknown field."""
    check_known(message)
    check_rules(message)


def check_rules(message: Message) -> None:
    """Raise Invalid unless the message keeps every rule."""
    try:
        broken = _validator().collect_violations(message)
    except protovalidate.EvaluationError as error:
        # A rule between fields overflowed: the wire carries numbers far beyond those that any field's own rule allows.
        raise Invalid(
            "INVALID_FIELD",
            f"{message.DESCRIPTOR.name} holds numbers no rule can be computed with ({error}); keep them within their bounds",
        ) from error
    if not broken:
        return
    violations = [
        Violation(
            field=_path(item.proto.field.elements) if item.proto.field is not None else "",
            rule=item.proto.rule_id,
            value=_shown(item.field_value),
            message=item.proto.message or item.proto.rule_id,
        )
        for item in broken
    ]
    first = violations[0]
    raise Invalid(
        "INVALID_FIELD",
        f"{message.DESCRIPTOR.name} breaks {len(violations)} rule(s); first: {first.field or 'message'}: {first.message}",
        violations=violations,
    )
