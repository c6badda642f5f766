"""What an export noticed, and what stops one."""

from dataclasses import dataclass

from aistock.errors import AistockError


class ExportError(AistockError):
    """Catalogs cannot be written as asked; the text names what is wrong, the value and the remedy. Nothing was replaced."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ExportFinding:
    """A loop or row that was left out or stands with a blemish: which, a machine name for why, and a sentence with the remedy."""

    key: str
    code: str
    message: str
