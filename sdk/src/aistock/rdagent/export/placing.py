"""Catalogs put in place: each whole, a set of them under one lock with the loop catalog last.

A set is not one file, so nothing can replace all of it in one instant. What holds instead: every file is the old one or the new
one, never a part; all files of one export name the same snapshot_id, and that is the hash of everything in them, so that five
files which name one id are one export, in whatever order they were read. A reader that asks for this never holds a mix; one
that finds two ids looks again. An exporter that is killed on the way leaves two ids, which every such reader refuses, and the
next export puts right.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aistock.contract import documents, plain_json
from aistock.contract.model import ContractModel
from aistock.rdagent.export.finding import ExportError
from aistock.rdagent.file_lock import FileLock

LAST = "loop_catalog.json"
LOCK = ".export.lock"
MOST_ROWS = 100_000
_STAGE = ".export-"
_WAIT_SECONDS = 60.0
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A catalog as a file: how many rows and bytes it has, and the SHA-256 of its bytes."""

    rows: int
    size: int
    sha256: str


def write_catalog(path: Path, head: ContractModel, rows_at: str, rows: Iterable[bytes]) -> Written:
    """Writes the canonical text of a catalog whose list is empty in `head`, with the rows given as canonical texts."""
    digest, size, count = hashlib.sha256(), 0, 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with path.open("wb") as file:
        for piece in _pieces(documents.dump(head), rows_at, counted()):
            digest.update(piece)
            size += file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if count > MOST_ROWS:
        raise ExportError(f"{path.name} would hold {count} rows, more than the {MOST_ROWS} a catalog may have; export with --limit")
    path.chmod(0o644)
    return Written(rows=count, size=size, sha256=digest.hexdigest())


def _pieces(value: dict[str, object], rows_at: str, rows: Iterable[bytes]) -> Iterator[bytes]:
    for number, key in enumerate(sorted(value)):
        yield (b"," if number else b"{") + plain_json.canonical(key) + b":"
        if key != rows_at:
            yield plain_json.canonical(value[key])
            continue
        yield b"["
        for place, row in enumerate(rows):
            if place:
                yield b","
            yield row
        yield b"]"
    yield b"}\n"


def folder_for(output: Path) -> Path:
    """The folder that a file is to stand in; raises ExportError when a folder stands in its place."""
    if output.is_dir():
        raise ExportError(f"{output} is a folder; name a file")
    return output.parent


@contextmanager
def stage_beside(out: Path) -> Iterator[Path]:
    """A folder inside `out` for files that are not in place yet; it is gone afterwards."""
    out.mkdir(parents=True, exist_ok=True)
    _sweep(out)
    folder = Path(tempfile.mkdtemp(prefix=_STAGE, dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Takes away what exporters left that were killed a day ago or longer."""
    for left in out.glob(f"{_STAGE}*"):
        with suppress(OSError):
            if left.is_dir() and left.stat().st_mtime < time.time() - _DAY_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def replace_set(staged: Path, out: Path, names: Iterable[str]) -> None:
    """Puts the staged files in place of those of the same names; one exporter at a time."""
    with FileLock(out / LOCK, wait_seconds=_WAIT_SECONDS):
        for name in sorted(names, key=lambda item: (item == LAST, item)):
            (staged / name).replace(out / name)
        _settle(out)


def replace_one(staged: Path, target: Path) -> None:
    """Puts one staged file in place."""
    staged.replace(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Makes the new names outlast a power cut, where folders can be synced."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
