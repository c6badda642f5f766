"""Factor values in Parquet, looked at batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aistock.library.asset_faults import AssetFault

LARGEST_ROW_GROUP = 512 * 1024 * 1024
"""Most bytes a row group takes in memory."""

MOST_ROWS_A_GROUP = 20_000_000
_LIMIT = 64 * 1024 * 1024
_CODES = r"^[0-9]{6}\.(SH|SZ|BJ)$"
_REMEDY = "write one row for each day and security, sorted by datetime and instrument"


class ParquetFactorTables:
    """The port over pyarrow; memory is that of one batch and of the pages it comes from."""

    def __init__(self, *, batch_rows: int = 1 << 17) -> None:
        self._batch_rows = batch_rows

    def is_table(self, head: bytes) -> bool:
        """The first bytes are those of a Parquet file."""
        return head.startswith(b"PAR1")

    def faults(self, path: str, content: BinaryIO, factor: str) -> Sequence[AssetFault]:
        """The first thing that keeps a file from being the table of a factor, with the row it stands in."""
        try:
            with pq.ParquetFile(content, thrift_string_size_limit=_LIMIT, thrift_container_size_limit=_LIMIT // 16) as file:
                fault = _shape_fault(path, file, factor) or _row_fault(path, _batches(file, factor, self._batch_rows))
        except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
            what = f"it is no whole Parquet file: {str(error).splitlines()[0][:200] if str(error) else type(error).__name__}"
            fault = AssetFault(path=path, rule="table.parquet", what=what, remedy="write it again, with pyarrow or pandas")
        return [] if fault is None else [fault]


def _shape_fault(path: str, file: Any, factor: str) -> AssetFault | None:
    schema, metadata = file.schema_arrow, file.metadata
    names = list(schema.names)
    if sorted(names) != sorted(["datetime", "instrument", factor]):
        what = f"its columns are {', '.join(map(repr, names))[:300]}, not datetime, instrument and {factor!r}"
        return AssetFault(path=path, rule="table.columns", what=what, remedy="keep these three, the last with the factor's name")
    kinds: list[tuple[str, Callable[[Any], bool], str]] = [
        ("datetime", _is_day, "a day or an instant"),
        ("instrument", _is_text, "text"),
        (factor, _is_number, "a number"),
    ]
    for name, fits, wanted in kinds:
        kind = schema.field(name).type
        if not fits(kind):
            what = f"column {name!r} holds {kind}, not {wanted}"
            return AssetFault(path=path, rule="table.types", what=what, remedy="cast the column")
    if metadata.num_rows == 0:
        return AssetFault(path=path, rule="table.empty", what="it holds no row", remedy=_REMEDY)
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if group.total_byte_size > LARGEST_ROW_GROUP or group.num_rows > MOST_ROWS_A_GROUP:
            what = f"row group {number} has {group.num_rows} rows and {group.total_byte_size} bytes"
            remedy = f"write groups of at most {LARGEST_ROW_GROUP} bytes, such as row_group_size=1000000"
            return AssetFault(path=path, rule="table.row_group", what=what, remedy=remedy)
    return None


def _is_text(kind: Any) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(value) or pa.types.is_large_string(value))


def _is_day(kind: Any) -> bool:
    return bool(pa.types.is_timestamp(kind) or pa.types.is_date(kind))


def _is_number(kind: Any) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def _row_fault(path: str, batches: Iterator[tuple[Any, Any, Any]]) -> AssetFault | None:
    begin, last = 0, None
    for days, codes, values in batches:
        found = _first_fault(days, codes, values, last)
        if found is not None:
            row, rule, what = found
            return AssetFault(path=path, line=begin + row + 1, rule=f"table.{rule}", what=what, remedy=_REMEDY)
        begin += len(days)
        last = (days[-1], codes[-1]) if len(days) else last
    return None


def _batches(file: Any, factor: str, rows: int) -> Iterator[tuple[Any, Any, Any]]:
    for batch in file.iter_batches(batch_size=rows, columns=["datetime", "instrument", factor], use_threads=False):
        codes = batch.column("instrument")
        if pa.types.is_dictionary(codes.type):
            codes = codes.dictionary_decode()
        yield batch.column("datetime"), codes.cast(pa.string()), batch.column(factor)


def _first_fault(days: Any, codes: Any, values: Any, last: tuple[Any, Any] | None) -> tuple[int, str, str] | None:
    """Row of the batch, rule, and what stands there; the order counts on over batches."""
    checks: list[tuple[str, Any, str]] = [
        ("key", pc.or_(pc.is_null(days), pc.is_null(codes)), "datetime or instrument is missing"),
        ("code", pc.invert(pc.match_substring_regex(codes, _CODES)), "the instrument is no code such as 600000.SH"),
    ]
    if pa.types.is_floating(values.type):
        checks.append(("number", pc.is_inf(values), "the value is infinite"))
    for rule, wrong, what in checks:
        row = pc.index(pc.fill_null(wrong, False), True).as_py()
        if row >= 0:
            return row, rule, what
    before_days, before_codes = (days.slice(0, len(days) - 1), codes.slice(0, len(codes) - 1))
    first = 1
    if last is not None:
        before_days = pa.concat_arrays([pa.array([last[0]], days.type), before_days])
        before_codes = pa.concat_arrays([pa.array([last[1]], codes.type), before_codes])
        first = 0
    after_days, after_codes = days.slice(first), codes.slice(first)
    same = pc.equal(after_days, before_days)
    ordered = pc.or_(pc.greater(after_days, before_days), pc.and_(same, pc.greater(after_codes, before_codes)))
    row = pc.index(ordered, False).as_py()
    if row < 0:
        return None
    day, code = after_days[row].as_py(), after_codes[row].as_py()
    repeated = after_codes[row] == before_codes[row] and same[row].as_py()
    how = "stands twice" if repeated else "stands behind a later one"
    return row + first, "order", f"the row of {day} and {code} {how}"
