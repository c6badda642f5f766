"""What is wrong with a file of an asset."""

from dataclasses import dataclass

from aistock.library.code_audit import audited


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFault:
    """Which file, which line of it (None: the file as a whole), which rule, what stands there, and what to do."""

    path: str
    rule: str
    what: str
    remedy: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The file with its line, such as factor.py:12."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.what} [{self.rule}]; {self.remedy}"


def code_faults(path: str, source: bytes, function: str | None = None) -> list[AssetFault]:
    """What factor code may not hold, and that it defines the function or class that is named."""
    code = audited(source)
    faults = [
        AssetFault(path=path, line=item.line, rule=f"code.{item.rule}", what=item.what, remedy=item.remedy)
        for item in code.findings
    ]
    if code.passes and function is not None and function not in code.functions:
        defined = ", ".join(sorted(code.functions)[:5]) or "nothing"
        what = f"it defines {defined}, and no {function!r} at its top"
        return [AssetFault(path=path, rule="code.function", what=what, remedy="define it, or name what the file defines")]
    return faults
