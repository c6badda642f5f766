"""The class that every generated model derives from."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


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

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.keys_with_defaults = frozenset(
            name
            for name, field in cls.model_fields.items()
            if not field.is_required()
            and field.default is not None
            and not (isinstance(field.json_schema_extra, dict) and "x-since" in field.json_schema_extra)
        )
