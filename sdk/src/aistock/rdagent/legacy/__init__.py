"""Files that the RD-Agent fork really wrote, read as documents of v1 with an issue for everything that had to be done."""

from aistock.rdagent.legacy.context import Context
from aistock.rdagent.legacy.dialects import bears_signs, dialect_of
from aistock.rdagent.legacy.issue import Action, Code, Issue, Severity
from aistock.rdagent.legacy.reader import Reading, names, read, recognised
from aistock.rdagent.legacy.together import checked_together

__all__ = [
    "Action",
    "Code",
    "Context",
    "Issue",
    "Reading",
    "Severity",
    "bears_signs",
    "checked_together",
    "dialect_of",
    "names",
    "read",
    "recognised",
]
