"""Rows beside daily bars as one Parquet file a snapshot, `<root>/<snapshot_id>/rows.parquet`: a row group a month, or a day."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.parquet.arrow_rows import DATE, INSTRUMENT, MOMENT, arrow_rows, rows_schema, table_rows
from aistock_server.adapters.parquet.bar_files import STORE
from aistock_server.market.model import number_of
from aistock_server.market.sources.model import SHANGHAI
from aistock_server.market.tables import TableRows

_FILE = "rows.parquet"


class ParquetTableStore:
    """The port over a directory; files are written under another name and renamed, so a reader sees all of one or nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._bounds = lru_cache(maxsize=64)(self._read_bounds)

    def keep(self, snapshot_id: str, rows: TableRows) -> FileRef:
        """Write the file unless it is there."""
        target = self._path(snapshot_id)
        if not target.exists():
            _write(target, rows)
        digest = hashlib.sha256()
        with target.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        return FileRef(store=STORE, path=f"{snapshot_id}/{_FILE}", sha256=digest.hexdigest(), size=target.stat().st_size)

    def window(
        self, snapshot_id: str, *, start: date, end: date, columns: Sequence[str], codes: Sequence[str] | None = None
    ) -> TableRows:
        """Read the row groups that the days touch, and of them the columns asked for."""
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as parquet

        first, last = number_of(start), number_of(end)
        groups = [index for index, (low, high) in enumerate(self._bounds(snapshot_id)) if low <= last and high >= first]
        with parquet.ParquetFile(self._path(snapshot_id)) as file:
            key = MOMENT if MOMENT in file.schema_arrow.names else DATE
            names = [key, INSTRUMENT, *columns]
            table = file.read_row_groups(groups, columns=names) if groups else file.schema_arrow.empty_table().select(names)
        if codes is not None:
            table = table.filter(pc.is_in(table.column(INSTRUMENT), value_set=pa.array(codes, pa.string())))
        found = table_rows(table.select(names))
        begin, stop = found.days.searchsorted([first, last + 1]).tolist()
        return found if stop - begin == found.rows else found.taken(slice(begin, stop))

    def _read_bounds(self, snapshot_id: str) -> tuple[tuple[int, int], ...]:
        """First and last day of every row group."""
        import pyarrow.parquet as parquet

        with parquet.ParquetFile(self._path(snapshot_id)) as file:
            groups = [file.metadata.row_group(index).column(0).statistics for index in range(file.metadata.num_row_groups)]
        return tuple((_day_number(one.min), _day_number(one.max)) for one in groups)

    def _path(self, snapshot_id: str) -> Path:
        return self._root / snapshot_id / _FILE


def _day_number(value: Any) -> int:
    """The Shanghai day of a date or an aware moment."""
    return number_of(value.astimezone(SHANGHAI).date() if hasattr(value, "astimezone") else value)


def _write(target: Path, rows: TableRows) -> None:
    import pyarrow.parquet as parquet

    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=".rows.", dir=target.parent)
    schema = rows_schema({name: one.values.dtype.kind == "i" for name, one in rows.columns.items()}, timed=rows.moments is not None)
    try:
        with os.fdopen(handle, "wb") as file:
            with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
                for part in _groups(rows):
                    writer.write_table(arrow_rows(part, schema))
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(0o644)
        Path(scratch).replace(target)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _groups(rows: TableRows) -> Iterator[TableRows]:
    """Sorted rows cut into calendar months, or into days when they are minutes."""
    import numpy as np

    unit = rows.days if rows.moments is not None else rows.days.astype("datetime64[D]").astype("datetime64[M]")
    cuts = [0, *(np.flatnonzero(unit[1:] != unit[:-1]) + 1).tolist(), rows.rows]
    for begin, end in pairwise(cuts):
        yield rows.taken(slice(begin, end))
