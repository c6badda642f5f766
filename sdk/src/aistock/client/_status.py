"""From what gRPC reports of a failed call to an error of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from aistock.client._retry import Attempt, outcome_is_unknown
from aistock.contract.v1.reasons import REASONS
from aistock.errors import BY_CODE, Failure, Internal, OutcomeUnknown, RpcError, Unavailable, Violation

DOMAIN = "aistock"
DETAILS_KEY = "grpc-status-details-bin"
NOT_CONNECTED = "NOT_CONNECTED"
REPEAT = "The write may have happened; send the same call with the same request_id, which makes it happen once."


class WireFailure(Exception):
    """A failed call as a transport reports it: status code name, text and trailing metadata."""

    def __init__(self, code: str, message: str, trailing: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.details = b""
        texts: dict[str, str] = {}
        for key, value in trailing:
            if key == DETAILS_KEY and isinstance(value, bytes):
                self.details = value
            elif isinstance(value, str):
                texts[key] = value
        self.trailing = texts


def failure_of(wire: WireFailure, method: str) -> Failure:
    """What a failed call says; details that cannot be read, or are another system's, count as none."""
    bare = Failure(code=wire.code, message=wire.message, method=method, details={})
    status = status_pb2.Status()
    try:
        status.ParseFromString(wire.details)
        info, violations = _details(status)
    except (DecodeError, ValueError):
        return bare
    if info is None or info.domain != DOMAIN or not info.reason:
        return bare
    row = REASONS.get(info.reason)
    details = dict(info.metadata)
    remedy = row.remedy if row else details.get("remedy", "")
    return replace(
        bare,
        message=status.message or wire.message,
        reason=info.reason,
        retryable=row.retryable if row else details.get("retryable") == "true",
        remedy=remedy,
        tracking_id=details.get("request_id", ""),
        details={key: value for key, value in details.items() if key not in ("remedy", "retryable")},
        violations=tuple(_violation(violation, remedy) for violation in violations),
    )


def _details(status: Any) -> tuple[Any, list[Any]]:
    info, violations = None, []
    for packed in status.details:
        if packed.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            info = error_details_pb2.ErrorInfo()
            packed.Unpack(info)
        elif packed.Is(error_details_pb2.BadRequest.DESCRIPTOR):
            bad = error_details_pb2.BadRequest()
            packed.Unpack(bad)
            violations += bad.field_violations
    return info, violations


def _violation(violation: Any, remedy: str) -> Violation:
    # `reason` entered google.rpc later than the oldest googleapis-common-protos that aistock runs on.
    rule = getattr(violation, "reason", "") or "unnamed"
    message, _, value = violation.description.rpartition("; got ")
    if not message:
        message, value = violation.description, ""
    return Violation(path=violation.field, rule=rule, value=value, message=message, remedy=remedy)


def attempt_of(wire: WireFailure, failure: Failure, *, mutation: bool) -> Attempt:
    """What the retry policy has to know of a failed call."""
    return Attempt(code=failure.code, reason=failure.reason, retryable=failure.retryable, mutation=mutation, trailing=wire.trailing)


def error_of(failure: Failure, attempt: Attempt, *, request_id: str | None, request: Any) -> RpcError:
    """The error that a failed call is raised as; `request_id` and `request` are a write's."""
    if outcome_is_unknown(attempt):
        return OutcomeUnknown(replace(failure, remedy=REPEAT, request_id=request_id, request=request))
    return BY_CODE.get(failure.code, Internal)(replace(failure, request_id=request_id, request=request))


def not_connected(address: str, seconds: float, method: str, *, request_id: str | None, request: Any) -> Unavailable:
    """The error of a call that never left."""
    return Unavailable(
        Failure(
            code="UNAVAILABLE",
            message=f"no connection to {address} within {seconds:g} s; nothing was sent",
            method=method,
            reason=NOT_CONNECTED,
            retryable=True,
            remedy="Start the server (`aistock serve`), or correct the address or AISTOCK_ADDRESS.",
            details={"address": address},
            request_id=request_id,
            request=request,
        )
    )
