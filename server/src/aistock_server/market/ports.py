"""What the market room needs of the outside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import Board, DatasetKind, DatasetManifest, ExportPool, Instrument, InstrumentKind
from aistock.system.v1.models import ExportedDataset
from aistock_server.market.model import ArrowPiece, BarTable, DayBar, Snapshot
from aistock_server.market.sources import Batch, Question

Progress = Callable[[float, str], None]
"""Told the fraction done and what is being done."""


class BarStore(Protocol):
    """Keeps the bars of snapshots; a snapshot's bars never change."""

    def keep(self, snapshot_id: str, table: BarTable) -> FileRef:
        """Store a sorted table whole or not at all; storing the same snapshot again changes nothing."""
        ...

    def window(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> BarTable:
        """Bars of the days from start to end, both included, of some or all instruments and columns, by day and instrument.

        The codes of the answer are those that have bars in it, or a superset.
        """
        ...

    def stretches(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[BarTable]:
        """The rows of `window` as consecutive tables, none of them long; what they hold is shared and never written to."""
        ...

    def day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        """Every bar of one day by instrument; empty when nothing traded."""
        ...


class BarCodec(Protocol):
    """Reads and writes the bytes in which bars travel."""

    def decode(self, content: BinaryIO) -> BarTable:
        """The bars in the order they were sent; Invalid when the bytes are no table of bars or a value is missing."""
        ...

    def encode(self, tables: Iterable[BarTable], columns: Sequence[str]) -> Iterator[ArrowPiece]:
        """The bars of consecutive tables as pieces of at most about a megabyte which together are one stream."""
        ...

    def compact(self, tables: Callable[[], Iterable[BarTable]], columns: Sequence[str]) -> Iterator[ArrowPiece]:
        """The same in the types of the compact layout; the tables are gone through twice, and are the same both times."""
        ...


class ArchiveWriter(Protocol):
    """Writes bars as a single archive in another program's format."""

    def write(self, path: Path, content: "ArchiveContent", progress: Progress) -> None:
        """Write the archive; the same content gives the same bytes."""
        ...


class ArchiveContent(Protocol):
    """What goes into an archive."""

    @property
    def table(self) -> BarTable:
        """Every bar of the snapshot."""
        ...

    @property
    def sessions(self) -> Sequence[date]:
        """Sessions from the first to the last bar."""
        ...

    @property
    def later_sessions(self) -> Sequence[date]:
        """Sessions known to follow; may be empty."""
        ...

    @property
    def stocks(self) -> frozenset[str]:
        """Codes that belong into the list of all stocks."""
        ...

    @property
    def pools(self) -> Sequence[ExportPool]:
        """Further lists."""
        ...


class Vault(Protocol):
    """Takes what an export made into the artifact store, and its manifest into the market store, in one unit of work."""

    def keep_export(
        self, archive: Path, manifest: Callable[[FileRef], DatasetManifest], record: Callable[[DatasetManifest], None]
    ) -> ExportedDataset:
        """Store the archive, make its manifest and store that too, then `record` it; say where both are."""
        ...


class MarketStore(Protocol):
    """Keeps what is known about snapshots."""

    def add(self, snapshot: Snapshot, instruments: Sequence[Instrument]) -> None:
        """Store a snapshot that is not there yet."""
        ...

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """A snapshot by its id."""
        ...

    def latest(self, name: str, kind: DatasetKind) -> str | None:
        """Id of the snapshot that a dataset name stands for now."""
        ...

    def set_latest(self, name: str, kind: DatasetKind, snapshot_id: str) -> None:
        """Let a dataset name stand for a snapshot."""
        ...

    def page(
        self, *, name: str | None, kind: DatasetKind | None, latest_only: bool, after: tuple[str, int] | None, limit: int
    ) -> Sequence[tuple[int, DatasetManifest, bool]]:
        """Ordinal, manifest and whether it is the latest, by name, then newest first, after a (name, ordinal)."""
        ...

    def instruments(
        self,
        snapshot_id: str,
        *,
        kind: InstrumentKind | None = None,
        board: Board | None = None,
        codes: Sequence[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Sequence[Instrument]:
        """Instruments of a snapshot in order of code."""
        ...

    def name_count(self) -> int:
        """Number of dataset names that have bars."""
        ...


class RowCodec(Protocol):
    """Writes rows of sources in the bytes in which they travel; batches are taken one at a time."""

    def write(self, batches: Iterator[Batch], question: Question, into: BinaryIO) -> None:
        """One stream with instrument, event_time, available_at and the question's columns."""
        ...

    def write_upload(self, batches: Iterator[Batch], question: Question, into: BinaryIO) -> None:
        """One stream as IngestBars takes it for the question's table and frequency."""
        ...
