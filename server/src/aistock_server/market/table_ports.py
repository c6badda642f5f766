"""What tables beside daily bars need of the outside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import ColumnSpec, DatasetKind
from aistock_server.market.model import ArrowPiece
from aistock_server.market.ports import Progress
from aistock_server.market.tables import Shape, TableRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TableStore(Protocol):
    """Keeps the rows of snapshots of other kinds than daily bars; they never change."""

    def keep(self, snapshot_id: str, rows: TableRows) -> FileRef:
        """Store sorted rows whole or not at all; storing the same snapshot again changes nothing."""
        ...

    def window(
        self, snapshot_id: str, *, start: date, end: date, columns: Sequence[str], codes: Sequence[str] | None = None
    ) -> TableRows:
        """Rows of the days from start to end, both included, of some or all instruments, by time and instrument.

        The codes of the answer are those that have rows in it, or a superset.
        """
        ...


class TableCodec(Protocol):
    """Reads and writes the bytes in which such rows travel."""

    def decode(self, content: BinaryIO, shape: Shape) -> TableRows:
        """The rows in the order they were sent; Invalid when the bytes are no table of that shape."""
        ...

    def encode(self, parts: Iterable[TableRows], wholes: Mapping[str, bool], *, timed: bool) -> Iterator[ArrowPiece]:
        """The parts as pieces of at most a few megabytes which together are one stream; `wholes` says which columns are int64."""
        ...

    def compact(self, parts: Callable[[], Iterable[TableRows]], wholes: Mapping[str, bool], *, timed: bool) -> Iterator[ArrowPiece]:
        """The same in the types of the compact layout; the parts are gone through twice, and are the same both times."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What a file for other programs holds: rows by day and instrument, float32 columns with NaN where there is nothing."""

    codes: tuple[str, ...]
    days: "NDArray[np.int32]"
    members: "NDArray[np.int32]"
    columns: "Mapping[str, NDArray[Any]]"
    specs: Sequence[ColumnSpec]
    name: str


class FrameWriter(Protocol):
    """Writes a frame as one file."""

    def missing(self) -> str:
        """What has to be installed before it can write; empty when nothing."""
        ...

    def write(self, path: Path, frame: Frame, progress: Progress) -> None:
        """Write the file; the same frame gives the same bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Everything that tables beside daily bars stand on."""

    store: TableStore
    codec: TableCodec
    writers: Mapping[DatasetKind, FrameWriter]
