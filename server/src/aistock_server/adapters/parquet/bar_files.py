"""Bars as one Parquet file for each snapshot: `<root>/<snapshot_id>/bars.parquet`, by day and instrument, a row group a month."""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.parquet.arrow_tables import BAR_NAMES, arrow_table, bar_table, schema
from aistock_server.adapters.parquet.held_columns import HeldColumns
from aistock_server.market.day_bars import day_bars
from aistock_server.market.model import BarTable, DayBar, number_of

if TYPE_CHECKING:
    import pyarrow as pa

STORE = "market"
_MONTHS_HELD = 4
_DAYS_HELD = 16
#: All columns of 5,000 stocks over five years, or a few columns of them over twenty.
MOST_HELD_BYTES = 512 << 20


class ParquetBarStore:
    """The port over a directory; files are written under another name and renamed, so a reader sees all of one or nothing."""

    def __init__(self, root: Path, *, most_held_bytes: int = MOST_HELD_BYTES) -> None:
        self._root = root
        self._held = HeldColumns(most_held_bytes)
        self._group = lru_cache(maxsize=_MONTHS_HELD)(self._read_group)
        self._bounds = lru_cache(maxsize=64)(self._read_bounds)
        self._day = lru_cache(maxsize=_DAYS_HELD)(self._read_day)

    @property
    def held_bytes(self) -> int:
        """Bytes of decoded columns in memory."""
        return self._held.nbytes

    def keep(self, snapshot_id: str, table: BarTable) -> FileRef:
        """Write the file unless it is there."""
        target = self._path(snapshot_id)
        sha256 = _hash_of(target) if target.exists() else self._write(target, table)
        return FileRef(store=STORE, path=f"{snapshot_id}/bars.parquet", sha256=sha256, size=target.stat().st_size)

    def window(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> BarTable:
        """Read the row groups that the days touch, and of them the columns asked for."""
        import pyarrow.compute as pc
        import pyarrow.parquet as parquet

        names = ["date", "instrument", *(columns if columns is not None else BAR_NAMES)]
        first, last = number_of(start), number_of(end)
        with parquet.ParquetFile(self._path(snapshot_id), read_dictionary=["instrument"]) as file:
            groups = [index for index, (low, high) in enumerate(self._bounds(snapshot_id)) if low <= last and high >= first]
            found: pa.Table = (
                file.read_row_groups(groups, columns=names) if groups else file.schema_arrow.empty_table().select(names)
            )
        days = found.column("date").cast("int32")
        keep = pc.and_(pc.greater_equal(days, first), pc.less_equal(days, last))
        if codes is not None:
            keep = pc.and_(keep, _is_in(found.column("instrument"), codes))
        return bar_table(found.filter(keep))

    def stretches(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[BarTable]:
        """A table for each row group that the days touch; columns used lately are held in memory, for snapshots never change."""
        first, last = number_of(start), number_of(end)
        names = tuple(columns if columns is not None else BAR_NAMES)
        wanted = None if codes is None else frozenset(codes)
        for index, (low, high) in enumerate(self._bounds(snapshot_id)):
            if low > last or high < first:
                continue
            table = self._held.table((snapshot_id, index), names, partial(self._read_columns, snapshot_id, index))
            if low < first or high > last:
                table = table.taken(slice(*table.days.searchsorted([first, last + 1]).tolist()))
            table = table if wanted is None else _of(table, wanted)
            if table.rows:
                yield table

    def day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        """The bars of a day; months and days used lately are held in memory."""
        return dict(self._day(snapshot_id, day))

    def _read_day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        number = number_of(day)
        for index, (low, high) in enumerate(self._bounds(snapshot_id)):
            if low <= number <= high:
                table = self._group(snapshot_id, index)
                begin, end = table.days.searchsorted([number, number + 1]).tolist()
                return day_bars(table.taken(slice(begin, end)))
        return {}

    def _read_columns(self, snapshot_id: str, index: int, columns: Sequence[str]) -> BarTable:
        import pyarrow.parquet as parquet

        with parquet.ParquetFile(self._path(snapshot_id), read_dictionary=["instrument"]) as file:
            return bar_table(file.read_row_group(index, columns=["date", "instrument", *columns]))

    def _read_group(self, snapshot_id: str, index: int) -> BarTable:
        import pyarrow.parquet as parquet

        with parquet.ParquetFile(self._path(snapshot_id), read_dictionary=["instrument"]) as file:
            return bar_table(file.read_row_group(index))

    def _read_bounds(self, snapshot_id: str) -> tuple[tuple[int, int], ...]:
        """First and last day of every row group."""
        import pyarrow.parquet as parquet

        with parquet.ParquetFile(self._path(snapshot_id)) as file:
            groups = [file.metadata.row_group(index).column(0).statistics for index in range(file.metadata.num_row_groups)]
        return tuple((number_of(one.min), number_of(one.max)) for one in groups)

    def _write(self, target: Path, table: BarTable) -> str:
        """Write the file, and hash it on the way."""
        import pyarrow.parquet as parquet

        target.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix=".bars.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                hashed = _Hashed(file)
                with parquet.ParquetWriter(
                    hashed,
                    schema(encoded=True),
                    compression="zstd",
                    # Another reader finds text in the file, however it was handed over.
                    store_schema=False,
                    # Words of numbers cost more to find than they save; bytes of one place beside each other compress as well.
                    use_dictionary=["date", "instrument"],
                    column_encoding=dict.fromkeys(BAR_NAMES, "BYTE_STREAM_SPLIT"),
                    # Row groups are chosen by their days alone; bounds of prices would cost as much as the file's hash.
                    write_statistics=["date"],
                ) as writer:
                    for month in _months(table):
                        writer.write_table(arrow_table(month))
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).chmod(0o644)
            Path(scratch).replace(target)
            return hashed.digest.hexdigest()
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise

    def _path(self, snapshot_id: str) -> Path:
        return self._root / snapshot_id / "bars.parquet"


class _Hashed(io.RawIOBase):
    """A file that is written from its beginning to its end, and the hash of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        self.digest.update(content)
        return self._file.write(content)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _months(table: BarTable) -> list[BarTable]:
    """A sorted table cut into calendar months."""
    import numpy as np

    months = table.days.astype("datetime64[D]").astype("datetime64[M]")
    cuts = [0, *(np.flatnonzero(months[1:] != months[:-1]) + 1).tolist(), table.rows]
    return [table.taken(slice(begin, end)) for begin, end in pairwise(cuts)]


def _of(table: BarTable, wanted: frozenset[str]) -> BarTable:
    """The rows of some codes."""
    import numpy as np

    places = [place for place, code in enumerate(table.codes) if code in wanted]
    renumbered = np.full(len(table.codes), -1, dtype=np.int32)
    renumbered[places] = np.arange(len(places), dtype=np.int32)
    members = renumbered[table.members]
    keep = members >= 0
    return BarTable(
        codes=tuple(table.codes[place] for place in places),
        days=table.days[keep],
        members=members[keep],
        columns={name: values[keep] for name, values in table.columns.items()},
    )


def _is_in(column: Any, codes: Sequence[str]) -> Any:
    """Rows whose instrument is one of the codes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(column.cast(pa.string()), value_set=pa.array(codes, pa.string()))
