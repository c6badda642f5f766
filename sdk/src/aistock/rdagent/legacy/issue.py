"""What a legacy reader noticed: where, what, how serious, and what it did about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much an issue matters."""

    INFO = "info"
    """Only the form changed; the meaning is certain."""
    WARNING = "warning"
    """Something was assumed, or something that v1 cannot hold was left out; somebody should look."""
    ERROR = "error"
    """A row or the whole document could not be taken."""


class Action(StrEnum):
    """What the reader did."""

    KEPT = "kept"
    """Nothing; the value stands in the document as it was."""
    CONVERTED = "converted"
    """The value stands in the document in another form; `original` is what it was."""
    MOVED = "moved"
    """The value stands in the document under another name."""
    DEFAULTED = "defaulted"
    """The file said nothing; the document says what the message names."""
    DROPPED = "dropped"
    """The value is not in the document; `original` is all of it."""
    REFUSED = "refused"
    """A row, or the document, could not be taken; `original` is all of it."""


class Code(StrEnum):
    """Kinds of issues."""

    # The text
    BYTE_ORDER_MARK = "BYTE_ORDER_MARK"
    """The text began with a byte order mark."""
    NOT_FINITE = "NOT_FINITE"
    """NaN, Infinity or a number that no double holds; read as null."""
    DUPLICATE_KEY = "DUPLICATE_KEY"
    """A key stood twice in an object; the last one counts, as every common reader has it."""
    HALF_CHARACTER = "HALF_CHARACTER"
    """A text held half of a surrogate pair; it became U+FFFD."""
    UNREADABLE = "UNREADABLE"
    """The bytes are no JSON text that can be read."""
    # The document
    UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
    """The file is no document of v1 and cannot become one; the message says whether it is a known file of the fork."""
    NO_COUNTERPART = "NO_COUNTERPART"
    """v1 knows what is meant, but has it in another way that cannot be derived."""
    UNKNOWN_VERSION = "UNKNOWN_VERSION"
    """The file names a version that nobody wrote."""
    VERSION_SPELLING = "VERSION_SPELLING"
    """The version was absent or spelled in another way than v1."""
    MISSING_CONTEXT = "MISSING_CONTEXT"
    """The file does not say what v1 must know, and the caller did not either."""
    # Keys and values
    ABSENT = "ABSENT"
    """A field that v1 requires was absent."""
    OTHER_NAME = "OTHER_NAME"
    """A field stood under another name."""
    OTHER_FORM = "OTHER_FORM"
    """A value stood in another form."""
    TWO_VALUES = "TWO_VALUES"
    """Two names of one field disagree."""
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    """v1 has no such field."""
    INVALID_VALUE = "INVALID_VALUE"
    """A value that v1 does not allow there."""
    REPEATED_ITEM = "REPEATED_ITEM"
    """A list that holds each element once held one twice."""
    DUPLICATE_ROW = "DUPLICATE_ROW"
    """Two rows have the same key; the first counts."""
    INCOMPLETE = "INCOMPLETE"
    """A row or an object lacks what v1 requires of it."""
    RULE_BROKEN = "RULE_BROKEN"
    """Fields contradict each other by a rule of the contract."""
    # Words of the fork
    LEGACY_SOURCE = "LEGACY_SOURCE"
    """A factor source outside v1's; the original word stands in origin_source."""
    LEGACY_WORD = "LEGACY_WORD"
    """An action, status or role in the fork's words."""
    TUPLE_NAME = "TUPLE_NAME"
    """A name was a Python tuple turned into text."""
    TRAILING_SPACE = "TRAILING_SPACE"
    """A metric key had spaces around it."""
    METRIC_PAIR = "METRIC_PAIR"
    """A metric stood as the first row of a table, {"Unnamed: 0": name, "0": value}."""
    POSITIVE_DRAWDOWN = "POSITIVE_DRAWDOWN"
    """A drawdown was written as a positive number."""
    BASIS_ASSUMED = "BASIS_ASSUMED"
    """What a metric was measured against is not in the file."""
    BASIS_UNKNOWN = "BASIS_UNKNOWN"
    """Nothing says whether a metric is after costs."""
    ABSOLUTE_PATH = "ABSOLUTE_PATH"
    """A path of one machine was split into store and place."""
    NAIVE_TIME = "NAIVE_TIME"
    """A time without an offset was read as UTC."""
    CONTRADICTORY_RESULT = "CONTRADICTORY_RESULT"
    """has_result is set, but the row shows no result."""
    WITHOUT_FEEDBACK = "WITHOUT_FEEDBACK"
    """A decision or text without the feedback file that it should come from."""
    # References
    FOREIGN_FEEDBACK = "FOREIGN_FEEDBACK"
    """The same feedback text stands at loops of different runs; at most one of them can be right."""
    DANGLING_STRATEGY = "DANGLING_STRATEGY"
    """No strategy of the catalogs that were read together has that id."""
    ID_NOT_REPRODUCED = "ID_NOT_REPRODUCED"
    """The id does not follow from the fields that it is made of."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding; `pointer` is a JSON pointer into the file as it was written."""

    pointer: str
    code: Code
    severity: Severity
    action: Action
    original: Any
    message: str

    def as_json(self) -> dict[str, Any]:
        """The issue as a JSON value."""
        return {key: str(value) if isinstance(value, StrEnum) else value for key, value in asdict(self).items()}

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message} [{self.code}, {self.action}]"
