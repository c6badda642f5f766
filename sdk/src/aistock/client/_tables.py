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

NUMBERS = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
OF_MINUTES = ("open", "high", "low", "close", "volume", "amount")
_RATIOS = ("turnover_rate", "turnover_rate_f", "volume_ratio", "pe", "pe_ttm", "pb", "ps", "ps_ttm", "dv_ratio", "dv_ttm")
DAILY_BASIC = ("close", *_RATIOS, "total_share", "float_share", "free_share", "total_mv", "circ_mv")
MONEYFLOW = (
    *(f"{side}_{size}_{what}" for what in ("volume", "amount") for size in ("sm", "md", "lg", "elg") for side in ("buy", "sell")),
    "net_mf_volume",
    "net_mf_amount",
)
WHOLE = frozenset(name for name in (*NUMBERS, *DAILY_BASIC, *MONEYFLOW) if name.endswith(("volume", "_share")))
"""Columns of whole shares, which travel as int64."""


class Window:
    """Bars or factor values by date (of minutes, by the end of the bar) and instrument, and where they come from."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.provenance: MarketProvenance | None = next((piece.provenance for piece in pieces if piece.provenance), None)
        self._parts = [memoryview(piece.arrow_ipc) for piece in pieces if piece.arrow_ipc]

    def to_arrow(self) -> pa.Table:
        """The table, with columns date (of minutes, event_time) and instrument first, in order of both; null is missing.

        It has the types that were asked for: in the compact layout the instrument is a dictionary, and a price of type int32
        is to be divided by the `scale` in its field's metadata.
        """
        import pyarrow as pa

        with pa.ipc.open_stream(_Parts(self._parts)) as reader:
            return reader.read_all().unify_dictionaries()

    def to_pandas(self) -> pd.DataFrame:
        """The frame, indexed by (datetime, instrument) as Qlib and the factor tools expect; NaN is missing.

        A bar of minutes has the end of the bar, aware, in UTC.
        """
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        table = self.to_arrow()
        when = table.column(0)
        timed = when.type != "date32"
        times, places = _numbered(when.cast("int64" if timed else "int32").to_numpy())
        text = table.column("instrument")
        encoded = (text if pa.types.is_dictionary(text.type) else text.dictionary_encode()).combine_chunks()
        codes, members = _places(encoded) if table.num_rows else (np.array([], dtype=object), np.array([], dtype=np.int64))
        if timed:
            moments = pd.DatetimeIndex(times.astype("datetime64[us]"), tz="UTC")
        else:
            moments = pd.DatetimeIndex(times.astype("datetime64[D]").astype("datetime64[ms]"))
        # The stubs of pandas do not know that levels may be indexes and codes arrays.
        levels: Any = [moments, pd.Index(codes)]
        numbers: Any = [places, members]
        index = pd.MultiIndex(
            levels=levels,
            codes=numbers,
            names=["datetime", "instrument"],
            verify_integrity=False,
        )
        frame: pd.DataFrame = _divided(table.drop_columns(table.column_names[:2])).to_pandas()
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


def _divided(table: pa.Table) -> pa.Table:
    """The table with prices that come as whole parts of a CNY in CNY."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        scale = (field.metadata or {}).get(b"scale")
        if scale is not None:
            table = table.set_column(place, field.name, pc.divide(table.column(place).cast(pa.float64()), float(scale)))
    return table


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

    indices = encoded.indices.to_numpy()
    used = np.flatnonzero(np.bincount(indices, minlength=len(encoded.dictionary)))
    words = encoded.dictionary.to_numpy(zero_copy_only=False)[used]
    order = np.argsort(words)
    places = np.zeros(len(encoded.dictionary), dtype=np.int64)
    places[used[order]] = np.arange(len(words))
    return words[order], places[indices]


def bars_table(bars: Any, table: str | None = None, frequency: str | None = None) -> pa.Table:
    """An Arrow table in the contract's columns, types and order, from a table or a pandas frame.

    Bars have all their columns, and bars of minutes event_time in place of date; other tables have any of theirs.
    """
    import pyarrow as pa

    timed, beside = frequency not in (None, "day"), table not in (None, "bars")
    numbers = {"daily_basic": DAILY_BASIC, "moneyflow": MONEYFLOW}.get(table or "bars", OF_MINUTES if timed else NUMBERS)
    given = bars if isinstance(bars, pa.Table) else _from_frame(bars, "event_time" if timed else "date")
    held = [name for name in numbers if name in given.column_names] if beside else list(numbers)
    when = ("event_time", pa.timestamp("us", tz="UTC")) if timed else ("date", pa.date32())
    wanted = pa.schema(
        [when, ("instrument", pa.string())] + [(name, pa.int64() if name in WHOLE else pa.float64()) for name in held]
    )
    missing = [name for name in wanted.names if name not in given.column_names]
    unknown = [name for name in given.column_names if name not in wanted.names]
    if missing or unknown or not held:
        told = f"columns missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'}"
        raise _refused(told, "columns", (when[0], "instrument", *numbers), any_of=beside)
    try:
        given = given.select(wanted.names).cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise _refused(str(error).splitlines()[0], "types", (when[0], "instrument", *numbers), any_of=beside) from None
    return given if _in_order(given, when[0]) else given.sort_by([(when[0], "ascending"), ("instrument", "ascending")])


def _in_order(table: pa.Table, moment: str) -> bool:
    """Whether the rows come by time, then instrument, and none has neither; a stable sort would leave them as they are."""
    import pyarrow.compute as pc

    times, codes = (table.column(name).combine_chunks() for name in (moment, "instrument"))
    if times.null_count or codes.null_count:
        return False
    early, late = times[:-1], times[1:]
    rising = pc.or_(pc.less(early, late), pc.and_(pc.equal(early, late), pc.less_equal(codes[:-1], codes[1:])))
    return bool(pc.all(rising, min_count=0).as_py())


def _from_frame(frame: Any, when: str) -> pa.Table:
    import pandas as pd
    import pyarrow as pa

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"bars are a pyarrow Table or a pandas DataFrame, not a {type(frame).__name__}")
    if isinstance(frame.index, pd.MultiIndex):
        frame = frame.reset_index().rename(columns={"datetime": when})
    if when == "date" and "date" in frame.columns and not pd.api.types.is_object_dtype(frame["date"].dtype):
        frame = frame.assign(date=pd.to_datetime(frame["date"]).dt.date)
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()


def words_of(table: pa.Table) -> pa.Table:
    """The table with its codes as places in a dictionary of them, which is shorter to send and to read."""
    place = table.column_names.index("instrument")
    return table.set_column(place, "instrument", table.column(place).dictionary_encode())


def days_of(table: pa.Table) -> list[Any]:
    """The days on which there are rows, ascending; those of moments are days in Shanghai."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if "event_time" not in table.column_names:
        return sorted(day for day in table.column("date").unique().to_pylist() if day is not None)
    there = pc.local_timestamp(table.column("event_time").cast(pa.timestamp("us", tz="Asia/Shanghai")))
    return sorted(day for day in there.cast(pa.date32(), safe=False).unique().to_pylist() if day is not None)


def expressions(factors: Sequence[FactorExpression] | Mapping[str, str]) -> list[Any]:
    """Factors to compute; a mapping gives names and expressions."""
    if isinstance(factors, Mapping):
        return [{"name": name, "expression": expression} for name, expression in factors.items()]
    return list(factors)


def _refused(message: str, rule: str, wanted: Sequence[str], *, any_of: bool) -> InvalidDocument:
    keys, numbers = ", ".join(wanted[:2]), ", ".join(wanted[2:])
    columns = f"the columns {keys} and any of {numbers}" if any_of else f"exactly the columns {keys}, {numbers}"
    remedy = f"give {columns}: volume whole shares, as every count of shares, the rest numbers; a time has a time zone"
    return InvalidDocument([Violation("bars", f"bars.{rule}", "the table", message, remedy)], "bars")
