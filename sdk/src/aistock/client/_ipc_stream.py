"""A table as an Arrow IPC stream to be sent: the buffers that it lies in, of which only a message is ever copied."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

PIECE_BYTES = 1024 * 1024
_ROWS_A_BATCH = 65_536


class IpcStream:
    """The bytes of a table, and their hash; the table must not change while they are sent."""

    def __init__(self, table: pa.Table) -> None:
        import pyarrow as pa

        held = _Held()
        with pa.ipc.new_stream(held, table.schema) as writer:
            writer.write_table(table, max_chunksize=_ROWS_A_BATCH)
        self._parts = held.parts
        digest = hashlib.sha256()
        for part in self._parts:
            digest.update(part)
        self.sha256 = digest.hexdigest()

    def pieces(self, size: int = PIECE_BYTES) -> Iterator[bytes]:
        """The bytes in order, so many at once and the rest with the last."""
        gathered: list[memoryview] = []
        room = size
        for part in self._parts:
            left = part
            while left.nbytes >= room:
                yield b"".join((*gathered, left[:room]))
                left, room = left[room:], size
                gathered.clear()
            if left.nbytes:
                gathered.append(left)
                room -= left.nbytes
        if gathered:
            yield b"".join(gathered)


class _Held(io.RawIOBase):
    """A file that keeps what is written where it lies; Arrow gives its buffers themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[memoryview] = []

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        view = memoryview(content).cast("B")
        self.parts.append(view)
        return view.nbytes
