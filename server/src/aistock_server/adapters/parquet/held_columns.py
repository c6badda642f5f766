"""Decoded columns of files that never change, held in memory up to a number of bytes: what was used longest ago goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aistock_server.market.model import BarTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CODE_BYTES = 64
"""What Python needs for a code, roughly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Days and instruments of a part's rows."""

    codes: tuple[str, ...]
    days: "NDArray[np.int32]"
    members: "NDArray[np.int32]"

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return int(self.days.nbytes + self.members.nbytes) + _CODE_BYTES * len(self.codes)


class HeldColumns:
    """Tables by the part of a file that they come from; threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held: OrderedDict[tuple[object, str], Any] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def table(self, part: object, columns: Sequence[str], read: Callable[[Sequence[str]], BarTable]) -> BarTable:
        """The part's rows with these columns; `read` is asked for the columns that are not held."""
        with self._lock:
            rows = self._get(part, "")
            held = {name: values for name in columns if (values := self._get(part, name)) is not None}
        missing = [name for name in columns if name not in held]
        if missing or rows is None:
            found = read(missing)
            # Two threads may read the same part at once; the later one's copy takes the place of the other's.
            rows = Rows(codes=found.codes, days=found.days, members=found.members)
            held |= found.columns
            with self._lock:
                self._put(part, "", rows)
                for name in missing:
                    self._put(part, name, found.columns[name])
        return BarTable(codes=rows.codes, days=rows.days, members=rows.members, columns={name: held[name] for name in columns})

    def _get(self, part: object, name: str) -> Any:
        found = self._held.get((part, name))
        if found is not None:
            self._held.move_to_end((part, name))
        return found

    def _put(self, part: object, name: str, values: Any) -> None:
        old = self._held.pop((part, name), None)
        self._bytes += values.nbytes - (0 if old is None else old.nbytes)
        self._held[part, name] = values
        while self._bytes > self._most:
            _, gone = self._held.popitem(last=False)
            self._bytes -= gone.nbytes
