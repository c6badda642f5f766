"""The class that every generated model derives from."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, ForwardRef, get_args

from pydantic import BaseModel, ConfigDict
from pydantic_core import SchemaValidator
from typing_extensions import TypeAliasType


class ContractModel(BaseModel):
    """A value of the contract: frozen, closed, and without NaN or infinity.

    Numbers, strings and booleans are strict (`True` is not a number, `3.0` not an integer); an enum may be given as its
    JSON text, a list as any sequence.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
        defer_build=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    keys_with_defaults: ClassVar[frozenset[str]] = frozenset()
    """Fields that Python callers may leave out, but every JSON document must hold: lists, maps, constants, variant tags."""

    keys_that_nest: ClassVar[tuple[str, ...]] = ()
    """Fields that may hold further models."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.keys_with_defaults = frozenset(
            name
            for name, field in cls.model_fields.items()
            if not field.is_required()
            and field.default is not None
            and not (isinstance(field.json_schema_extra, dict) and "x-since" in field.json_schema_extra)
        )
        cls.keys_that_nest = tuple(name for name, field in cls.model_fields.items() if _may_nest(field.annotation))


@cache
def complete_validator(kind: type[ContractModel]) -> SchemaValidator:
    """Validates into `kind` as its own validator does, but wants every key that a JSON document must hold.

    It is pydantic's own schema of the class without those defaults, so that completeness costs nothing.
    """
    kind.model_rebuild()
    return SchemaValidator(_without_defaults(kind.__pydantic_core_schema__), _use_prebuilt=False)


def _without_defaults(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_defaults(item) for item in schema]
    if isinstance(schema, tuple):
        return tuple(_without_defaults(item) for item in schema)
    if not isinstance(schema, dict):
        return schema
    copy = {key: item if key in _OPAQUE else _without_defaults(item) for key, item in schema.items()}
    if copy.get("type") == "model" and issubclass(copy["cls"], ContractModel):
        fields = copy["schema"]["fields"]
        for name in copy["cls"].keys_with_defaults:
            fields[name]["schema"] = fields[name]["schema"]["schema"]
    return copy


_OPAQUE = frozenset({"metadata", "serialization", "default", "cls", "config", "function"})


def _may_nest(annotation: Any) -> bool:
    """Whether a value of that type may hold a model; aliases are unions of models, forward references are not known yet."""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    if isinstance(annotation, (ForwardRef, TypeAliasType)):
        return True
    return any(_may_nest(argument) for argument in get_args(annotation))
