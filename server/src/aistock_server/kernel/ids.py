"""Where rooms get new names from."""

import uuid
from dataclasses import dataclass
from typing import Protocol


class Ids(Protocol):
    """Makes names that were never used."""

    def next_hex(self) -> str:
        """32 hex digits."""
        ...


class RandomIds:
    """Names nobody can guess."""

    def next_hex(self) -> str:
        """A random UUID as 32 hex digits."""
        return uuid.uuid4().hex


@dataclass(slots=True)
class CountingIds:
    """Names that repeat from run to run, for journals that must not differ."""

    last: int = 0

    def next_hex(self) -> str:
        """The next number as 32 hex digits."""
        self.last += 1
        return f"{self.last:032x}"
