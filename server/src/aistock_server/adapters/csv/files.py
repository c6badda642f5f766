"""CSV files as they lie in a folder: which there are, their headers, and their rows as texts with the number of their line."""

import csv
import os
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from aistock.market.v1.models import BarFrequency
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.columns import MEANINGS, Table, day_column, keys_of
from aistock_server.market.sources.faults import malformed, truncated, unreachable

INSTRUMENT, EVENT_TIME, AVAILABLE_AT = "instrument", "event_time", "available_at"
Key = tuple[Table, BarFrequency]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a file: where it stands, and its texts in the order of the header."""

    number: int
    texts: list[str]


def files_in(source: str, folder: Path) -> dict[Key, Path]:
    """The files named TABLE.FREQUENCY.csv, such as bars.day.csv; others are left alone."""
    if not folder.is_dir():
        raise unreachable(source, f"the folder {folder.name} is not there", field="path", value=folder.name)
    keys = [(table, frequency) for table in Table for frequency in BarFrequency]
    return {key: path_of(folder, key) for key in keys if path_of(folder, key).is_file()}


def path_of(folder: Path, key: Key) -> Path:
    """Where the rows of a table at a frequency are."""
    return folder / f"{key[0]}.{key[1]}.csv"


class CsvFile:
    """One file, read from its beginning each time; every fault names the file and, where there is one, the line."""

    def __init__(self, source: str, path: Path, key: Key) -> None:
        self._source = source
        self._path = path
        self._table, self._frequency = key

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    @property
    def time(self) -> str:
        """The column that says when: a day, or of minutes the moment of their end."""
        return day_column(self._table) if self._frequency is BarFrequency.DAY else EVENT_TIME

    def header(self) -> tuple[str, ...]:
        """The names of its columns: the keys, and others of the table, each once."""
        with self._opened() as file:
            return self._header(file.readline())

    def version(self) -> str:
        """Size and time of change: another content has another version."""
        try:
            state = self._path.stat()
        except OSError as error:
            raise self._unreachable(error) from None
        return f"{state.st_size}-{state.st_mtime_ns}"

    def lines(self, header: tuple[str, ...]) -> Iterator[Line]:
        """Its rows, one at a time, under the header that was read before."""
        width = len(header)
        with self._opened() as file:
            if self._header(file.readline()) != header:
                raise truncated(self._source, f"{self.name} was replaced while it was read", field="file", value=self.name)
            self._check_end(file)
            # Strict, so that a quote that is never closed is an error and not a text.
            reader = csv.reader((self._decoded(raw, number) for number, raw in enumerate(file, start=2)), strict=True)
            try:
                for texts in reader:
                    number = reader.line_num + 1
                    if len(texts) != width:
                        raise self.refused(number, f"has {len(texts)} values and the header {width}", "row", ",".join(texts)[:80])
                    yield Line(number=number, texts=texts)
            except csv.Error as error:
                raise self.refused(reader.line_num + 1, f"is no CSV ({error})", "row", "") from None

    def refused(self, number: int, problem: str, field: str, value: object) -> RoomError:
        """The fault of a line."""
        message = f"{self.name} line {number} {problem}"
        return malformed(self._source, message, remedy="correct the file", field=field, value=value, origin=self.name, line=number)

    def _opened(self) -> BinaryIO:
        try:
            return self._path.open("rb")
        except OSError as error:
            raise self._unreachable(error) from None

    def _check_end(self, file: BinaryIO) -> None:
        """A row cut within its last value looks whole; only the end of its line tells it from one."""
        place = file.tell()
        size = file.seek(0, os.SEEK_END)
        file.seek(size - 1)
        if file.read() != b"\n":
            raise self._truncated(size)
        file.seek(place)

    def _decoded(self, raw: bytes, number: int) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            field = "header" if number == 1 else "row"
            raise self.refused(number, f"is no UTF-8 ({error.reason})", field, repr(raw)[:80]) from None

    def _truncated(self, size: int) -> RoomError:
        message = f"{self.name} does not end with the end of a line after {size} bytes"
        return truncated(self._source, message, field="file", value=self.name, origin=self.name)

    def _unreachable(self, error: OSError) -> RoomError:
        return unreachable(self._source, f"{self.name}: {error.strerror}", field="file", value=self.name)

    def _header(self, raw: bytes) -> tuple[str, ...]:
        # Spreadsheets put a mark of three bytes before it.
        text = self._decoded(raw.removeprefix(BOM_UTF8), 1).rstrip("\r\n")
        if text.lstrip().startswith("<"):
            raise self.refused(1, "is that of an HTML page", "header", text[:80])
        if not raw.endswith(b"\n"):
            raise self._truncated(len(raw))
        names = tuple(text.split(","))
        known = {INSTRUMENT, self.time, AVAILABLE_AT, *MEANINGS[self._table]}
        for name in names:
            if name not in known:
                raise self.refused(1, f"names a column {name!r}, which {self._table} has not", "header", name)
            if names.count(name) > 1:
                raise self.refused(1, f"names {name} twice", "header", name)
        for name in (INSTRUMENT, self.time, *keys_of(self._table)):
            if name not in names:
                raise self.refused(1, f"names no column {name}", "header", name)
        return names
