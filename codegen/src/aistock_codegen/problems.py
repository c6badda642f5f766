"""What the compiler says when a proto cannot be compiled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with one element of the contract; `where` is `file: name`.

    A problem that is not `fatal` lets files be derived while the contract is being written, but `check` refuses it.
    """

    where: str
    text: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


class CompileError(Exception):
    """The contract cannot be compiled; the message lists every problem found."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))
