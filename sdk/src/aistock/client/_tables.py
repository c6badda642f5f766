"""Tables of bars and factors between frames and the wire; Arrow and pandas load when they are first needed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aistock.errors import InvalidDocument, Violation

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

    from aistock.market.v1.models import FactorExpression, MarketProvenance, SourceAnswer

PIECE_BYTES = 4 * 1024 * 1024
NUMBERS = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")


class Window:
    """Bars or factor values by date and instrument, and where they come from."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.provenance: MarketProvenance | None = next((piece.provenance for piece in pieces if piece.provenance), None)
        self._parts = [memoryview(piece.arrow_ipc) for piece in pieces if piece.arrow_ipc]

    def to_arrow(self) -> pa.Table:
        """The table, with columns date and instrument first, in order of both."""
        import pyarrow as pa

        with pa.ipc.open_stream(_Parts(self._parts)) as reader:
            return reader.read_all()

    def to_pandas(self) -> pd.DataFrame:
        """The frame, indexed by (datetime, instrument) as Qlib and the factor tools expect."""
        import numpy as np
        import pandas as pd

        table = self.to_arrow()
        days, places = _numbered(table.column("date").cast("int32").to_numpy())
        encoded = table.column("instrument").dictionary_encode().combine_chunks()
        codes, members = _places(encoded) if table.num_rows else (np.array([], dtype=object), np.array([], dtype=np.int64))
        # The stubs of pandas do not know that levels may be indexes and codes arrays.
        levels: Any = [pd.DatetimeIndex(days.astype("datetime64[D]").astype("datetime64[ms]")), pd.Index(codes)]
        numbers: Any = [places, members]
        index = pd.MultiIndex(
            levels=levels,
            codes=numbers,
            names=["datetime", "instrument"],
            verify_integrity=False,
        )
        frame: pd.DataFrame = table.drop_columns(["date", "instrument"]).to_pandas()
        return frame.set_index(index)


class SourceRows:
    """Rows of a source by instrument and time, and who gave them."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.answer: SourceAnswer | None = next((piece.answer for piece in pieces if piece.answer), None)
        self._content = b"".join(piece.arrow_ipc or b"" for piece in pieces)

    def to_arrow(self) -> pa.Table:
        """The table, with columns instrument, event_time and available_at first; null is missing."""
        import pyarrow as pa

        with pa.ipc.open_stream(self._content) as reader:
            return reader.read_all()

    def to_pandas(self) -> pd.DataFrame:
        """The frame, indexed by (datetime, instrument); datetime is the event's time in UTC."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame.rename(columns={"event_time": "datetime"}).set_index(["datetime", "instrument"])


class _Parts(io.RawIOBase):
    """Bytes that lie in several pieces as one file; what lies in one piece is given away without a copy."""

    def __init__(self, parts: Sequence[memoryview]) -> None:
        super().__init__()
        self._parts = parts
        self._part = self._place = self._told = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._told

    def read(self, size: int = -1, /) -> Any:
        if size < 0:
            size = sum(part.nbytes for part in self._parts[self._part :]) - self._place
        found: list[memoryview] = []
        while size and self._part < len(self._parts):
            part = self._parts[self._part][self._place : self._place + size]
            found.append(part)
            size -= part.nbytes
            self._place += part.nbytes
            self._told += part.nbytes
            if self._place == self._parts[self._part].nbytes:
                self._part, self._place = self._part + 1, 0
        return found[0] if len(found) == 1 else b"".join(found)


def _numbered(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The different values in order, and each value's place among them; fast for values that are in order."""
    import numpy as np

    steps = np.diff(values)
    if (steps < 0).any():
        return np.unique(values, return_inverse=True)
    starts = np.r_[True, steps > 0][: len(values)]
    return values[starts], np.cumsum(starts) - 1


def _places(encoded: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """The words of a dictionary that are in use, in order, and each row's place among them."""
    import numpy as np

    words = encoded.dictionary.to_numpy(zero_copy_only=False)
    order = np.argsort(words)
    places = np.empty(len(words), dtype=np.int64)
    places[order] = np.arange(len(words))
    return words[order], places[encoded.indices.to_numpy()]


def bars_table(bars: Any) -> pa.Table:
    """An Arrow table of bars in the contract's columns, types and order, from a table or a pandas frame."""
    import pyarrow as pa

    table = bars if isinstance(bars, pa.Table) else _from_frame(bars)
    wanted = pa.schema(
        [("date", pa.date32()), ("instrument", pa.string())]
        + [(name, pa.int64() if name == "volume" else pa.float64()) for name in NUMBERS]
    )
    missing = [name for name in wanted.names if name not in table.column_names]
    unknown = [name for name in table.column_names if name not in wanted.names]
    if missing or unknown:
        raise _refused(f"columns missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'}", "columns")
    try:
        return table.select(wanted.names).cast(wanted).sort_by([("date", "ascending"), ("instrument", "ascending")])
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise _refused(str(error).splitlines()[0], "types") from None


def _from_frame(frame: Any) -> pa.Table:
    import pandas as pd
    import pyarrow as pa

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"bars are a pyarrow Table or a pandas DataFrame, not a {type(frame).__name__}")
    if isinstance(frame.index, pd.MultiIndex):
        frame = frame.reset_index().rename(columns={"datetime": "date"})
    if "date" in frame.columns and not pd.api.types.is_object_dtype(frame["date"].dtype):
        frame = frame.assign(date=pd.to_datetime(frame["date"]).dt.date)
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()


def ipc_bytes(table: pa.Table) -> bytes:
    """The table as one Arrow IPC stream."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=65536)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def days_of(table: pa.Table) -> list[Any]:
    """The days on which there are bars, ascending."""
    return sorted(day for day in table.column("date").unique().to_pylist() if day is not None)


def expressions(factors: Sequence[FactorExpression] | Mapping[str, str]) -> list[Any]:
    """Factors to compute; a mapping gives names and expressions."""
    if isinstance(factors, Mapping):
        return [{"name": name, "expression": expression} for name, expression in factors.items()]
    return list(factors)


def _refused(message: str, rule: str) -> InvalidDocument:
    wanted = ", ".join(("date", "instrument", *NUMBERS))
    remedy = f"give exactly the columns {wanted}: volume whole shares, the rest numbers"
    return InvalidDocument([Violation("bars", f"bars.{rule}", "the table", message, remedy)], "bars")
