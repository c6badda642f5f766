"""Bars between Arrow tables and the room's own columns."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aistock_server.adapters.parquet.compact import compact_schema, scaled
from aistock_server.market.model import COLUMNS, BarTable

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

BAR_NAMES = COLUMNS


def schema(columns: Sequence[str] = BAR_NAMES, *, encoded: bool = False) -> "pa.Schema":
    """The Arrow schema of bars with these columns; the instrument as text, or as indices into a dictionary when `encoded`."""
    import pyarrow as pa

    text = pa.dictionary(pa.int32(), pa.string()) if encoded else pa.string()
    numbers = [(name, pa.int64() if name == "volume" else pa.float64()) for name in columns]
    return pa.schema([("date", pa.date32()), ("instrument", text), *numbers])


def arrow_table(table: BarTable, columns: Sequence[str] = BAR_NAMES) -> "pa.Table":
    """Bars as Arrow, the instrument as indices into a dictionary."""
    import pyarrow as pa

    arrays: list[Any] = [
        pa.array(table.days, pa.int32()).view(pa.date32()),
        pa.DictionaryArray.from_arrays(pa.array(table.members, pa.int32()), pa.array(table.codes, pa.string())),
        *(pa.array(table.columns[name]) for name in columns),
    ]
    return pa.Table.from_arrays(arrays, schema=schema(columns, encoded=True))


def arrow_batches(
    table: BarTable, columns: Sequence[str], *, rows: int, whole: Collection[str] | None = None
) -> "Iterator[pa.RecordBatch]":
    """The bars in blocks of equal length, of at most so many rows; numbers are not copied.

    Plain, or compact where `whole` says which prices are whole ten-thousandths.
    """
    import pyarrow as pa

    codes: _Words | _Places = _words(table.codes) if whole is None else _Places(table.codes)
    wanted = schema(columns) if whole is None else compact_schema(schema(columns), whole)
    # A short block at the end of every month would cost a message of its own.
    blocks = -(-table.rows // rows)
    for number in range(blocks):
        part = slice(table.rows * number // blocks, table.rows * (number + 1) // blocks)
        arrays = [
            pa.array(table.days[part], pa.int32()).view(pa.date32()),
            codes.at(table.members[part]),
            *(
                pa.array(scaled(table.columns[name][part]) if whole and name in whole else table.columns[name][part])
                for name in columns
            ),
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=wanted)


class _Places:
    """Texts to choose from by their places, which stay places."""

    def __init__(self, words: Sequence[str]) -> None:
        import pyarrow as pa

        self._words = pa.array(words, pa.string())

    def at(self, places: "NDArray[np.int32]") -> "pa.DictionaryArray":
        """The places."""
        import pyarrow as pa

        return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), self._words)


class _Words:
    """Texts to choose from by their places; codes all have one length, and then choosing is one copy of so many bytes."""

    def __init__(self, words: Sequence[str]) -> None:
        import numpy as np
        import pyarrow as pa

        content = [word.encode() for word in words]
        self._size = len(content[0]) if content else 0
        self._same = self._size > 0 and all(len(one) == self._size for one in content)
        self._bytes = np.array(content, dtype=f"S{self._size}") if self._same else None
        self._words = pa.array(words, pa.string())

    def at(self, places: "NDArray[np.int32]") -> "pa.StringArray":
        """The text at each place."""
        import numpy as np
        import pyarrow as pa

        if self._bytes is None:
            return self._words.take(pa.array(places, pa.int32()))
        ends = np.arange(0, (len(places) + 1) * self._size, self._size, dtype=np.int32)
        return pa.StringArray.from_buffers(len(places), pa.py_buffer(ends), pa.py_buffer(self._bytes[places]))


@lru_cache(maxsize=32)
def _words(codes: tuple[str, ...]) -> _Words:
    # Windows are read month by month, and the months of a snapshot share most of their codes' tuples.
    return _Words(codes)


def bar_table(table: "pa.Table") -> BarTable:
    """Bars from an Arrow table without nulls, in its order; the codes become sorted and without repetition."""
    import numpy as np
    import pyarrow as pa

    text = table.column("instrument")
    encoded = (text.unify_dictionaries() if pa.types.is_dictionary(text.type) else text.dictionary_encode()).combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        return _no_bars(table.column_names)
    words = encoded.dictionary.cast(pa.string()).to_pylist()
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    codes = sorted({words[index] for index in np.unique(indices).tolist()})
    places = {code: place for place, code in enumerate(codes)}
    renumbered = np.array([places.get(word, -1) for word in words], dtype=np.int32)
    numbers = {name: table.column(name).to_numpy() for name in table.column_names if name not in ("date", "instrument")}
    return BarTable(
        codes=tuple(codes),
        days=table.column("date").cast(pa.int32()).to_numpy(),
        members=renumbered[indices],
        columns=numbers,
    )


def _no_bars(names: Sequence[str]) -> BarTable:
    """A table without rows."""
    import numpy as np

    none = np.zeros(0, dtype=np.int32)
    kinds = {name: np.int64 if name == "volume" else np.float64 for name in names if name not in ("date", "instrument")}
    return BarTable(codes=(), days=none, members=none, columns={name: np.zeros(0, dtype=kind) for name, kind in kinds.items()})
