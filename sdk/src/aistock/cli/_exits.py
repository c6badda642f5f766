"""Exit codes, and one sentence for every failure."""

from __future__ import annotations

from aistock.errors import AddressMissing, AistockError, InvalidDocument, OperationFailed, OutcomeUnknown, RpcError

BAD = 1
USAGE = 2
REFUSED = 3
NO_SERVER = 4
UNKNOWN = 5
INTERRUPTED = 130

EXITS_TEXT = (
    "exit codes: 0 done, 1 what was asked about is bad, 2 wrong usage or unreadable file, 3 the server refused or failed, "
    "4 no server, 5 a write's answer was lost, 130 interrupted"
)


def exit_of(error: AistockError | OSError) -> int:
    """The exit code of a failure."""
    if isinstance(error, OutcomeUnknown):
        return UNKNOWN
    if isinstance(error, RpcError):
        return NO_SERVER if error.code == "UNAVAILABLE" else REFUSED
    if isinstance(error, AddressMissing):
        return NO_SERVER
    return BAD if isinstance(error, (InvalidDocument, OperationFailed)) else USAGE


def sentence_of(error: AistockError | OSError) -> str:
    """What went wrong and what to do."""
    if isinstance(error, RpcError) and not error.violations:
        one_line = str(error).replace("\n", "; ")
        return f"{one_line} (request id {error.request_id})" if isinstance(error, OutcomeUnknown) else one_line
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror or error}; check the path and its permissions"
    return str(error)
