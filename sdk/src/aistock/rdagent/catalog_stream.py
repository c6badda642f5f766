"""Catalogs of any size from their files: checked whole before a row is used, in memory that does not grow with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from aistock.contract import documents, plain_json
from aistock.contract.direct import straight
from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.errors import AistockError, InvalidDocument, Violation
from aistock.rdagent._catalog_scan import Scan
from aistock.rdagent.catalog_files import CATALOGS, LeftRow, key_of, kind_of, model_of

__all__ = ["STREAMED", "CatalogChanged", "CatalogFile", "check_catalog"]

STREAMED = frozenset({"factors", "strategies", "loops", "models"})
"""Catalogs that no rule judges as a whole, so that each row can be judged by itself."""

_MOST_SHOWN = 200
_AROUND = 2
"""Levels of a catalog around a row."""


class CatalogChanged(AistockError):
    """A file is not any more what was checked; nothing of it may be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogFile:
    """A catalog that was checked and stays in its file: `head` is all of it but its rows, `left` the bad rows passed over."""

    field: str
    path: Path
    head: Any
    count: int
    sha256: str
    left: tuple[LeftRow, ...] = ()

    def rows(self) -> Iterator[ContractModel]:
        """The good rows, read again; raises CatalogChanged before it ends when the file is another by now."""
        with self.path.open("rb") as file:
            hashed = _Hashed(file)
            try:
                for content in Scan(hashed.read, CATALOGS[self.field].rows_at).rows():
                    try:
                        yield _row(self.field, content)
                    except InvalidDocument:
                        if not self.left:
                            raise
            except (InvalidDocument, plain_json.PlainJsonError):
                raise self._changed() from None
            if hashed.sha256 != self.sha256:
                raise self._changed()

    def _changed(self) -> CatalogChanged:
        return CatalogChanged(f"{self.path} changed while it was read; wait for the exporter to end, then import again")


def check_catalog(field: str, path: Path, *, allow_partial: bool = False) -> CatalogFile:
    """The catalog of v1 in a file, when every rule is kept; with `allow_partial` rows that break one are left out instead.

    What is good and what is refused is what `documents.read` says, but for its limits on the size of a whole document.
    Raises InvalidDocument, which names rows and fields.
    """
    kind = CATALOGS[field]
    found: list[Violation] = []
    left: list[LeftRow] = []
    count = -1
    with path.open("rb") as file:
        hashed = _Hashed(file)
        scan = Scan(hashed.read, kind.rows_at)
        try:
            for count, content in enumerate(scan.rows()):
                violations = _faults(field, content, f"{kind.rows_at}[{count}]")
                if violations and allow_partial:
                    left.append(_left(field, content, count, violations))
                else:
                    found += violations
                if len(found) >= _MOST_SHOWN:
                    break
            else:
                head = documents.read(model_of(field), scan.head)
        except plain_json.PlainJsonError as problem:
            found.append(_violation("", problem))
        except InvalidDocument as error:
            found += error.violations
    most = _most_rows(field)
    if count + 1 - len(left) > most:
        found.append(Violation(kind.rows_at, "too_long", f"{count + 1} rows", f"holds more than {most} rows", "split it"))
    if found:
        raise InvalidDocument(found[:_MOST_SHOWN], str(path))
    return CatalogFile(field=field, path=path, head=head, count=count + 1 - len(left), sha256=hashed.sha256, left=tuple(left))


class _Hashed:
    """Reads a file, and knows the SHA-256 of what it gave."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self._digest.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def _row(field: str, content: bytes) -> ContractModel:
    kind: type[ContractModel] = getattr(import_module("aistock.library.v1.models"), CATALOGS[field].row)
    model = straight(kind, content)
    if model is None:
        return documents.validate(kind, plain_json.parse(content, max_depth=plain_json.MAX_DEPTH - _AROUND))
    if violations := broken(model):
        raise InvalidDocument(violations, kind.__name__)
    return model


def _faults(field: str, content: bytes, at: str) -> list[Violation]:
    """Rules that a row breaks; a text that is not JSON for every reader refuses the file, as InvalidDocument."""
    try:
        _row(field, content)
    except InvalidDocument as error:
        return [replace(one, path=f"{at}.{one.path}" if one.path else at) for one in error.violations]
    except plain_json.PlainJsonError as problem:
        raise InvalidDocument([_violation(at, problem)]) from None
    return []


def _left(field: str, content: bytes, place: int, violations: list[Violation]) -> LeftRow:
    why = "; ".join(str(one) for one in violations[:3])
    row = plain_json.parse(content)
    return LeftRow(kind=kind_of(field), key=key_of(field, row, f"/{CATALOGS[field].rows_at}/{place}"), why=why)


def _most_rows(field: str) -> int:
    metadata = model_of(field).model_fields[CATALOGS[field].rows_at].metadata
    return next(int(one.max_length) for one in metadata if hasattr(one, "max_length"))


def _violation(at: str, problem: plain_json.PlainJsonError) -> Violation:
    return Violation(at, problem.rule, problem.value, problem.message, problem.remedy)
