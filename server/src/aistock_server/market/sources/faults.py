"""How a source fails, and what the caller can do about it: one function a fault, one kernel class each.

unreachable     Unavailable   no answer, a timeout, a broken connection, a server error: try again, or another source
truncated       Unavailable   half an answer came: try again
stale           Unavailable   the answer ends before the day asked for: try again later
throttled       Exhausted     the source wants fewer questions
refused         Refused       the source says no: token, permission, parameter
malformed       Refused       what came is not what the source promises: mend the file, or report it to the vendor
unknown_code    NotFound      the source has no such instrument
unknown_field   NotFound      the source has no such column
not_offered     NotServed     the source has no such table, frequency, calendar or list
bad_code        Invalid       that is no security code
reversed_range  Invalid       the range ends before it begins
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from aistock_server.kernel.errors import Exhausted, Invalid, NotFound, NotServed, Refused, RoomError, Unavailable


class Fault(StrEnum):
    """The kind of failure; stands as `fault` in the details of the error."""

    UNREACHABLE = "unreachable"
    TRUNCATED = "truncated"
    STALE = "stale"
    THROTTLED = "throttled"
    REFUSED = "refused"
    MALFORMED = "malformed"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_FIELD = "unknown_field"
    NOT_OFFERED = "not_offered"
    BAD_CODE = "bad_code"
    REVERSED_RANGE = "reversed_range"


def fault_of(error: RoomError) -> Fault | None:
    """The kind of failure that an error of a source stands for; None for every other error."""
    named = error.details.get("fault")
    return Fault(named) if named else None


def unreachable(source: str, message: str, **details: object) -> Unavailable:
    """The source gave no answer."""
    error = Unavailable("SOURCE_UNREACHABLE", f"{source}: {message}; try again or ask another source")
    return _told(error, Fault.UNREACHABLE, source, details)


def truncated(source: str, message: str, **details: object) -> Unavailable:
    """The source gave half an answer."""
    return _told(Unavailable("SOURCE_TRUNCATED", f"{source}: {message}; ask again"), Fault.TRUNCATED, source, details)


def stale(source: str, *, newest: date | None, expected: date) -> Unavailable:
    """The answer ends before the session that it had to reach."""
    message = f"the newest row is of {newest or 'no day'}, but {expected} was to be there; try again later or ask another source"
    error = Unavailable("SOURCE_STALE", f"{source}: {message}")
    return _told(error, Fault.STALE, source, {"field": "event_time", "value": newest or "", "expected": expected})


def throttled(source: str, message: str, **details: object) -> Exhausted:
    """The source wants to be asked less."""
    return _told(Exhausted("SOURCE_THROTTLED", f"{source}: {message}; ask less often"), Fault.THROTTLED, source, details)


def refused(source: str, message: str, **details: object) -> Refused:
    """The source says no, and would say it again."""
    return _told(Refused("SOURCE_REFUSED", f"{source}: {message}"), Fault.REFUSED, source, details)


def malformed(source: str, message: str, *, remedy: str, **details: object) -> Refused:
    """What came is not what the source promises; none of it is used."""
    return _told(Refused("SOURCE_MALFORMED", f"{source}: {message}; {remedy}"), Fault.MALFORMED, source, details)


def unknown_code(source: str, code: str) -> NotFound:
    """The source has no such instrument."""
    error = NotFound("NOT_FOUND", f"{source} has no instrument {code}; list its instruments to see the codes")
    return _told(error, Fault.UNKNOWN_CODE, source, {"field": "codes", "value": code})


def unknown_field(source: str, field: str, offered: Iterable[str]) -> NotFound:
    """The source has no such column."""
    error = NotFound("NOT_FOUND", f"{source} has no column {field!r}; it has {', '.join(offered)}")
    return _told(error, Fault.UNKNOWN_FIELD, source, {"field": "fields", "value": field})


def not_offered(source: str, what: str) -> NotServed:
    """The source has nothing of that kind."""
    error = NotServed("NOT_SERVED", f"{source} offers no {what}; read its card to see what it offers")
    return _told(error, Fault.NOT_OFFERED, source, {"field": "table", "value": what})


def bad_code(text: str) -> Invalid:
    """The text is no canonical code."""
    message = f"{text!r} is no canonical code; write six digits and the exchange, such as 600000.SH"
    return _told(Invalid("INVALID_FIELD", message), Fault.BAD_CODE, "", {"field": "codes", "value": text})


def reversed_range(start: date, end: date) -> Invalid:
    """The range ends before it begins."""
    message = f"the range ends on {end}, before it begins on {start}; swap the dates"
    details = {"field": "end", "value": end, "start": start}
    return _told(Invalid("INVALID_WINDOW", message), Fault.REVERSED_RANGE, "", details)


_Error = TypeVar("_Error", bound=RoomError)


def _told(error: _Error, fault: Fault, source: str, details: Mapping[str, object]) -> _Error:
    """The error with fault, source, field and value among its details."""
    error.details.update({"fault": fault.value, "source": source, **{key: str(value) for key, value in details.items()}})
    return error
