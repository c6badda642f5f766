"""How a failure looks on the wire: google.rpc.Status with ErrorInfo and, for bad input, BadRequest."""

from collections.abc import Sequence

import grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2

from aistock.contract.v1.reasons import REASONS
from aistock_server.kernel.errors import RoomError, Violation

DOMAIN = "aistock"
DETAILS_KEY = "grpc-status-details-bin"
#: Metadata is limited by HTTP/2 peers, so a request with thousands of faults names the first ones and how many there are.
MOST_VIOLATIONS = 50


class WireFailure(Exception):
    """A failure ready to be sent: gRPC code, text, and the serialized google.rpc.Status."""

    def __init__(self, code: grpc.StatusCode, message: str, details: bytes) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details


def _bad_request(violations: Sequence[Violation]) -> error_details_pb2.BadRequest:
    detail = error_details_pb2.BadRequest()
    for violation in violations[:MOST_VIOLATIONS]:
        text = f"{violation.message}; got {violation.value}" if violation.value else violation.message
        field = detail.field_violations.add(field=violation.field, description=text)
        # `reason` entered google.rpc later than the oldest googleapis-common-protos we run on.
        if "reason" in field.DESCRIPTOR.fields_by_name:
            field.reason = violation.rule
    return detail


def failure(error: RoomError, *, request_id: str) -> WireFailure:
    """The wire form of a room's error; the code comes from the contract's table, never from the class."""
    row = REASONS[error.reason]
    code = grpc.StatusCode[row.code]
    message = error.message
    metadata = {**error.details, "request_id": request_id, "retryable": str(row.retryable).lower(), "remedy": row.remedy}
    if len(error.violations) > MOST_VIOLATIONS:
        metadata["violations"] = str(len(error.violations))
    status = status_pb2.Status(code=code_pb2.Code.Value(row.code), message=message)
    info = any_pb2.Any()
    info.Pack(error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN, metadata=metadata))
    status.details.append(info)
    if error.violations:
        bad = any_pb2.Any()
        bad.Pack(_bad_request(error.violations))
        status.details.append(bad)
    return WireFailure(code, message, status.SerializeToString())


def internal(request_id: str) -> WireFailure:
    """The wire form of a fault that is not explained to callers; the log has it under the request id."""
    error = RoomError("INTERNAL", f"internal error; tell the operator request id {request_id}")
    return failure(error, request_id=request_id)
