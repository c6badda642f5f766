"""What can go wrong in a room, named by what the caller can do about it.

RoomError
 ├─ Invalid       fix the request
 ├─ NotFound      name something that exists
 ├─ Conflict      it exists, or changed meanwhile
 ├─ Refused       state or risk says no
 ├─ Unavailable   try again later
 ├─ Exhausted     send less or slower
 └─ NotServed     the contract has it, this server does not
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken rule: where, which rule, what stood there, and what to do."""

    field: str
    rule: str
    value: str
    message: str


class RoomError(Exception):
    """A failure that the caller is told about; `reason` is an ErrorReason without its prefix."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, reason: str, message: str, *, violations: Sequence[Violation] = (), **details: object) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.violations = tuple(violations)
        self.details = {key: str(value) for key, value in details.items()}


class Invalid(RoomError):
    """The request is wrong and must be corrected."""

    code = "INVALID_ARGUMENT"


class NotFound(RoomError):
    """Nothing of that name exists."""

    code = "NOT_FOUND"


class Conflict(RoomError):
    """It exists already with another content, or somebody else was faster."""

    code = "ALREADY_EXISTS"


class Refused(RoomError):
    """The request is well formed, but state or risk says no."""

    code = "FAILED_PRECONDITION"


class Unavailable(RoomError):
    """Nothing was executed; the same call may work later."""

    code = "UNAVAILABLE"


class Exhausted(RoomError):
    """A limit was passed; send less or slower."""

    code = "RESOURCE_EXHAUSTED"


class NotServed(RoomError):
    """The contract has it, this server does not."""

    code = "UNIMPLEMENTED"
