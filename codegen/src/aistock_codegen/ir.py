"""The contract as frozen values: what every emitter reads and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Scalar = Literal["string", "bool", "int32", "int64", "double", "bytes", "enum", "message"]

JSON_MAX = 9007199254740991
INT32_MAX = 2147483647


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What buf.validate asks of one value; `format` is a named format such as "iso_date"."""

    const: str | None = None
    pattern: str | None = None
    min_len: int | None = None
    max_len: int | None = None
    gt: float | None = None
    gte: float | None = None
    lt: float | None = None
    lte: float | None = None
    finite: bool = False
    format: str | None = None
    defined_only: bool = False
    excludes_zero: bool = False
    choices: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A cross-field rule in CEL."""

    id: str
    message: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a message; for lists and maps `kind` and `value` speak of the elements."""

    name: str
    number: int
    kind: Scalar
    type_name: str | None
    comment: str
    cardinality: Literal["one", "list", "map"]
    has_optional: bool
    required: bool
    value: Constraint
    keys: Constraint = field(default_factory=Constraint)
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False
    unique_rule: bool = False
    json_object: bool = False
    flatten: bool = False
    since: str | None = None
    in_union: bool = False

    @property
    def nullable(self) -> bool:
        """Absence is allowed, and is null in JSON."""
        return self.cardinality == "one" and not self.required

    @property
    def format(self) -> str | None:
        """Named format of the value (or of each element), json_object included."""
        return "json_object" if self.json_object else self.value.format


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message; a union is a message whose only content is one oneof of variants."""

    name: str
    full_name: str
    area: str
    file: str
    comment: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    document: str | None
    oneof_names: tuple[str, ...]
    discriminator: str | None

    @property
    def is_union(self) -> bool:
        return self.discriminator is not None

    @property
    def open_field(self) -> Field | None:
        """The map whose entries stand inline, if there is one."""
        return next((item for item in self.fields if item.flatten), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMeaning:
    """What an error reason means to a caller."""

    code: str
    retryable: bool
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    """A value of an enum; `json` is its text in JSON documents."""

    name: str
    number: int
    json: str
    comment: str
    error: ErrorMeaning | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """An enum with its zero value, which is never legal in a document."""

    name: str
    full_name: str
    area: str
    file: str
    comment: str
    values: tuple[EnumValue, ...]

    @property
    def prefix(self) -> str:
        return snake(self.name).upper() + "_"

    @property
    def legal(self) -> tuple[EnumValue, ...]:
        """The values that may be written."""
        return tuple(value for value in self.values if value.number != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An RPC and what its callers can rely on."""

    name: str
    path: str
    request: str
    response: str
    client_streaming: bool
    server_streaming: bool
    mutation: bool
    idempotency_field: str | None
    reasons: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service and its RPCs."""

    name: str
    full_name: str
    area: str
    file: str
    comment: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Everything that the protos say, in the order of files and declarations."""

    messages: tuple[Message, ...]
    enums: tuple[Enum, ...]
    services: tuple[Service, ...]
    files: tuple[str, ...]
    by_name: dict[str, Message | Enum]

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas that declare messages, enums or services, sorted."""
        found = {message.area for message in self.messages} | {enum.area for enum in self.enums}
        return tuple(sorted(found | {service.area for service in self.services}))

    def message(self, full_name: str | None) -> Message:
        """The message of that full name."""
        found = self.by_name[full_name or ""]
        assert isinstance(found, Message)
        return found

    def enum(self, full_name: str | None) -> Enum:
        """The enum of that full name."""
        found = self.by_name[full_name or ""]
        assert isinstance(found, Enum)
        return found

    def variant_tags(self) -> dict[str, tuple[str, str]]:
        """Full name of each variant → (discriminator key, tag)."""
        return {
            item.type_name or "": (union.discriminator or "kind", item.name)
            for union in self.messages
            if union.is_union
            for item in union.fields
        }

    @property
    def named(self) -> dict[str, Message | Enum]:
        """Short name of every message and enum; unique over the contract."""
        return {item.name: item for item in self.by_name.values()}

    def in_area(self, area: str) -> Iterator[Message]:
        """The area's messages."""
        return (message for message in self.messages if message.area == area)


def snake(name: str) -> str:
    """CamelCase as snake_case: LiveFeedback → live_feedback, ABTest → ab_test."""
    out: list[str] = []
    for index, char in enumerate(name):
        if char.isupper() and index:
            before, after = name[index - 1], name[index + 1 : index + 2]
            if before.islower() or before.isdigit() or (before.isupper() and after.islower()):
                out.append("_")
        out.append(char.lower())
    return "".join(out)
