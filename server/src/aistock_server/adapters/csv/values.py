"""Texts of CSV as values: numbers, days and moments, or the reason why a text is none."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite

from aistock.market.codes import canonical_code
from aistock_server.market.sources.columns import Form

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
# Python's own float would take 1_000, nan and inf as well.
_NUMBER = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def code_of(text: str) -> str:
    """A canonical code."""
    if canonical_code(text) != text:
        raise ValueError("is another spelling of a code; write it as 600000.SH")
    return text


def day_of_text(text: str) -> date:
    """A day YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        raise ValueError("is no day YYYY-MM-DD")
    return date.fromisoformat(text)


def moment_of(text: str) -> datetime:
    """A moment in ISO 8601 with its offset, such as 2024-01-02T15:00:00+08:00."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("has no offset; write 2024-01-02T15:00:00+08:00")
    return moment


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("is no whole number")
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not isfinite(value := float(text)):
        raise ValueError("is no finite number")
    return value


#: How a text becomes a value of each form; an empty text is a gap and never comes here.
READERS: Mapping[Form, Callable[[str], float | int | str | date]] = {
    Form.NUMBER: _number,
    Form.WHOLE: _whole,
    Form.TEXT: str,
    Form.DAY: day_of_text,
}
