"""The tree of errors that aistock raises on purpose; the sync and the async client raise the same ones.

AistockError
├── InvalidDocument        a document, or a value of the contract, breaks a rule; carries every violation found
├── UnknownEnumValue       a peer of a newer contract sent an enum value that this version does not know
├── ForeignValidateCopy    another package registered its own copy of buf.validate first
├── AddressMissing         nobody said where the server is
├── OperationFailed        a long job of the server ended without its result
├── ContentMismatch        bytes that came are not the ones that their hash names
└── RpcError               a call failed; code, reason, remedy and details say why
    ├── InvalidArgument    fix the request; `violations` names the fields
    ├── NotFound           name something that exists
    ├── Conflict           it exists with another content, or somebody else was faster
    ├── Refused            well formed, but state or risk says no
    ├── OutOfRange         beyond the end of what there is
    ├── Exhausted          send less or slower
    ├── Unavailable        nothing was executed; the same call may work later
    ├── DeadlineExceeded   a read took too long
    ├── Unimplemented      this server does not serve the call
    ├── Unauthenticated    say who you are
    ├── PermissionDenied   you may not
    ├── Internal           the server failed; its log has the tracking id
    └── OutcomeUnknown     a write whose answer was lost: it may have happened; repeat it with the same request_id
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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


class AddressMissing(AistockError):
    """No server address was given and AISTOCK_ADDRESS is not set."""

    def __init__(self) -> None:
        super().__init__("no server address; pass address='host:port' or set AISTOCK_ADDRESS (`aistock serve` prints one)")


class OperationFailed(AistockError):
    """A long job ended failed or cancelled; `operation` is the job as it stands."""

    def __init__(self, operation: Any) -> None:
        self.operation = operation
        why = ": ".join(part for part in (operation.error_reason, operation.error_message) if part)
        super().__init__(f"operation {operation.operation_id} ended {operation.state}{f' ({why})' if why else ''}; start it again")


class ContentMismatch(AistockError):
    """Bytes that came are not the ones that their hash names; nothing of them was kept."""

    def __init__(self, expected: str, actual: str) -> None:
        self.expected = expected
        self.actual = actual
        super().__init__(f"content has SHA-256 {actual}, not {expected}; fetch it again, and have the server's vault checked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is known of a failed call.

    `code` is a gRPC status code name. `reason` is an ErrorReason without its prefix, "" when the server gave none, and
    NOT_CONNECTED when the call never left. `tracking_id` finds the failure in the server's log. `request_id` is the id of
    the write that failed, `request` its model; both are None for a read.
    """

    code: str
    message: str
    method: str = ""
    reason: str = ""
    retryable: bool = False
    remedy: str = ""
    tracking_id: str = ""
    details: Mapping[str, str]
    violations: tuple[Violation, ...] = ()
    request_id: str | None = None
    request: Any = None


class RpcError(AistockError):
    """A call failed; every field of `failure` is an attribute of the error too."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        self.code = failure.code
        self.message = failure.message
        self.method = failure.method
        self.reason = failure.reason
        self.retryable = failure.retryable
        self.remedy = failure.remedy
        self.tracking_id = failure.tracking_id
        self.details = dict(failure.details)
        self.violations = failure.violations
        self.request_id = failure.request_id
        self.request = failure.request
        super().__init__(self._text())

    def _text(self) -> str:
        call = self.method.rpartition("/")[2] or "call"
        head = f"{call}: {self.reason or self.code}: {self.message or 'no message'}"
        listed = [f"  {violation.path or 'request'}: {violation.message} [{violation.rule}]" for violation in self.violations]
        return "\n".join([head, *listed, *([self.remedy] if self.remedy else [])])

    def __reduce__(self) -> tuple[type[RpcError], tuple[Failure]]:
        """Errors cross process boundaries whole."""
        return type(self), (self.failure,)


class InvalidArgument(RpcError):
    """The request is wrong; `violations` names the fields."""


class NotFound(RpcError):
    """Nothing of that name exists."""


class Conflict(RpcError):
    """It exists already with another content, or somebody else was faster."""


class Refused(RpcError):
    """The request is well formed, but state or risk says no."""


class OutOfRange(RpcError):
    """The request asks for something beyond the end of what there is."""


class Exhausted(RpcError):
    """A limit was passed; send less or slower."""


class Unavailable(RpcError):
    """Nothing was executed, or the call only reads; the same call may work later."""


class DeadlineExceeded(RpcError):
    """A read took longer than its timeout."""


class Unimplemented(RpcError):
    """This server does not serve the call; GetServerInfo lists what it serves."""


class Unauthenticated(RpcError):
    """The server does not know who calls."""


class PermissionDenied(RpcError):
    """The caller may not do this."""


class Internal(RpcError):
    """The server, or something on the way, failed without saying more."""


class OutcomeUnknown(RpcError):
    """A write was sent and its answer was lost, so it may or may not have happened.

    Repeating it with the same `request_id` is safe: it happens once. `client.call(error.method, error.request)` does so
    for calls with one request message.
    """


BY_CODE: Mapping[str, type[RpcError]] = {
    "INVALID_ARGUMENT": InvalidArgument,
    "NOT_FOUND": NotFound,
    "ALREADY_EXISTS": Conflict,
    "ABORTED": Conflict,
    "FAILED_PRECONDITION": Refused,
    "OUT_OF_RANGE": OutOfRange,
    "RESOURCE_EXHAUSTED": Exhausted,
    "UNAVAILABLE": Unavailable,
    "CANCELLED": Unavailable,
    "DEADLINE_EXCEEDED": DeadlineExceeded,
    "UNIMPLEMENTED": Unimplemented,
    "UNAUTHENTICATED": Unauthenticated,
    "PERMISSION_DENIED": PermissionDenied,
    "INTERNAL": Internal,
    "UNKNOWN": Internal,
    "DATA_LOSS": Internal,
}
"""gRPC status code name to the error that says what the caller can do."""
