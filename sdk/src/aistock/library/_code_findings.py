"""One place of factor code that is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Where (line and column from 1), which rule, what stands there, and what to do."""

    line: int
    column: int
    rule: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what} [{self.rule}]; {self.remedy}"
