"""The tree of errors that aistock raises on purpose.

AistockError
├── InvalidDocument      a document, or a value of the contract, breaks a rule; carries every violation found
├── UnknownEnumValue     a peer of a newer contract sent an enum value that this version does not know
└── ForeignValidateCopy  another package registered its own copy of buf.validate first
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class AistockError(Exception):
    """Everything that aistock raises on purpose."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: where (`events[3].instrument`, "" for the whole), which rule, the value, and what to do about it."""

    path: str
    rule: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = self.path or "document"
        return f"{where}: {self.message} [{self.rule}] (got {self.value}); {self.remedy}"


class InvalidDocument(AistockError):
    """A document breaks the contract; `violations` holds every rule that was found broken."""

    def __init__(self, violations: Iterable[Violation], name: str = "document") -> None:
        self.violations = tuple(violations)
        self.name = name
        super().__init__(f"{name} breaks the contract:\n" + "\n".join(f"  {violation}" for violation in self.violations))


class UnknownEnumValue(AistockError):
    """A message holds an enum number that this version of the contract does not know."""

    def __init__(self, enum: str, number: int) -> None:
        self.enum = enum
        self.number = number
        super().__init__(f"{enum} has no value with number {number}; talk to a peer of this contract version, or update aistock")


class ForeignValidateCopy(AistockError):
    """Another package registered its own copy of buf/validate/validate.proto before aistock could register the one it ships."""
