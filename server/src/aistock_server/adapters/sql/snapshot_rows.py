"""Rows of snapshots in tables of PostgreSQL: taken in by COPY, given back a stretch of days at a time as columns of bytes."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.row_bytes import HEAD, TAIL, pieces
from aistock_server.adapters.sql.row_stretches import Kept, Stretch, fields_of, joined, query_of, stretch_of
from aistock_server.adapters.sql.row_tables import REGISTER, ROW_TABLES, RowTable
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.model import days_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STORE = "postgresql"
_DAY = 86_400_000_000
_SHANGHAI = 8 * 3_600_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Days from start to end, both included, columns, and codes (None: all)."""

    start: date
    end: date
    columns: Sequence[str]
    codes: Sequence[str] | None = None


class KeptSnapshots:
    """Which snapshots are rows of this database; rows come with their manifest, so of one that has a manifest the answer stays."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = lru_cache(maxsize=1024)(self._look)

    def has(self, snapshot_id: str) -> bool:
        """The snapshot's rows are here."""
        return self._known(snapshot_id)

    def lacks(self, snapshot_id: str) -> bool:
        """The snapshot's rows are somewhere else."""
        return not self._known(snapshot_id)

    def _look(self, snapshot_id: str) -> bool:
        query = f"SELECT EXISTS (SELECT FROM {REGISTER} WHERE snapshot_id = %s)"
        with self._database.reading():
            return bool(self._database.connection().exec_driver_sql(query, (snapshot_id,)).scalar_one())


class SnapshotRows:
    """The rows of snapshots. They are written in the unit of work of the call, and read, when committed, in views of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._register = lru_cache(maxsize=64)(self._read_register)

    def keep(self, snapshot_id: str, table: RowTable, rows: Stretch) -> FileRef:
        """Store sorted rows unless the snapshot is there; the hash is that of what COPY gives of them (see `content_query`)."""
        with self._database.joined():
            connection = self._database.connection()
            known = connection.exec_driver_sql(f"SELECT place, sha256, size FROM {REGISTER} WHERE snapshot_id = %s", (snapshot_id,))
            if (row := known.one_or_none()) is not None:
                return _file(snapshot_id, *row)
            # Units come one at a time, so the next number is nobody else's.
            number = connection.exec_driver_sql(f"SELECT coalesce(max(number), 0) + 1 FROM {REGISTER}").scalar_one()
            driver: Any = connection.connection.driver_connection
            with driver.cursor() as cursor:
                sha256, size = _copy(cursor, number, table, rows)
                values = (number, snapshot_id, table.name, list(rows.codes), *_times(table, rows), sha256, size)
                cursor.execute(f"INSERT INTO {REGISTER} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
            return _file(snapshot_id, table.name, sha256, size)

    def table(self, snapshot_id: str) -> RowTable:
        """The table that holds a snapshot."""
        return self._register(snapshot_id).table

    def stretches(self, snapshot_id: str, asked: Asked) -> Iterator[Stretch]:
        """The rows asked for; each stretch is one statement, so nothing is open while nobody asks for the next."""
        kept = self._register(snapshot_id)
        members = kept.members(asked.codes)
        share = 1.0 if members is None else len(members) / max(len(kept.codes), 1)
        if share:
            for span in kept.spans(number_of(asked.start), number_of(asked.end), share):
                yield self._read(kept, span, asked.columns, members)

    def whole(self, snapshot_id: str, asked: Asked) -> Stretch:
        """The stretches as one."""
        kept = self._register(snapshot_id)
        return joined(kept, asked.codes, asked.columns, list(self.stretches(snapshot_id, asked)))

    def _read(self, kept: Kept, span: slice, columns: Sequence[str], members: "NDArray[np.int32] | None") -> Stretch:
        text, values = query_of(kept, span, columns, members)
        with self._database.reading():
            driver: Any = self._database.connection().connection.driver_connection
            with driver.cursor(binary=True) as cursor:
                answer = cursor.execute(text, values).fetchone()
        stretch = stretch_of(kept, members, columns, answer)
        expected = int(kept.counts[span].sum())
        if members is None and len(stretch.members) != expected:
            raise RuntimeError(
                f"{kept.file.path} has {len(stretch.members)} rows from {day_of(int(kept.days[span][0]))} "
                f"to {day_of(int(kept.days[span][-1]))} and {expected} were kept; restore the database from a backup"
            )
        return stretch

    def _read_register(self, snapshot_id: str) -> Kept:
        import numpy as np

        query = f"SELECT number, place, codes, days, counts, offsets, sha256, size FROM {REGISTER} WHERE snapshot_id = %s"
        with self._database.reading():
            row = self._database.connection().exec_driver_sql(query, (snapshot_id,)).one_or_none()
        if row is None:
            raise LookupError(f"{REGISTER} has no snapshot {snapshot_id}; its rows are not in this database")
        return Kept(
            number=row.number,
            table=ROW_TABLES[row.place],
            codes=tuple(row.codes),
            days=np.array([number_of(day) for day in row.days], dtype=np.int32),
            counts=np.array(row.counts, dtype=np.int64),
            offsets=tuple(row.offsets),
            file=_file(snapshot_id, row.place, row.sha256, row.size),
        )


def content_query(table: RowTable) -> str:
    """What names a snapshot's content: `COPY (this, with the snapshot's number) TO STDOUT (FORMAT binary)`."""
    names = ", ".join([table.time, "instrument", *table.wholes])
    return f"SELECT {names} FROM {table.name} WHERE snapshot = {{number}} ORDER BY {table.time}, instrument"


def _file(snapshot_id: str, place: str, sha256: str, size: int) -> FileRef:
    return FileRef(store=STORE, path=f"{place}/{snapshot_id}", sha256=sha256, size=size)


def _copy(cursor: Any, number: int, table: RowTable, rows: Stretch) -> tuple[str, int]:
    """Load the rows; hash and size of their content."""
    names = ", ".join(["snapshot", table.time, "instrument", *table.wholes])
    digest, size = hashlib.sha256(HEAD), len(HEAD) + len(TAIL)
    with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN (FORMAT binary)") as copy:
        copy.write(HEAD)
        for piece in pieces(number, fields_of(table, rows)):
            copy.write(piece.loaded)
            digest.update(piece.content)
            size += len(piece.content)
        copy.write(TAIL)
    digest.update(TAIL)
    return digest.hexdigest(), size


def _times(table: RowTable, rows: Stretch) -> tuple[list[Any], list[int], list[int]]:
    """The days that have rows, how many each has, and the microseconds after midnight at which rows of minutes stand."""
    import numpy as np

    days, counts = np.unique(days_of(rows.times) if table.timed else rows.times, return_counts=True)
    offsets = np.unique((rows.times + _SHANGHAI) % _DAY).tolist() if table.timed else []
    return [day_of(day) for day in days.tolist()], counts.tolist(), offsets
