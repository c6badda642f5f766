"""Tables of factor values: each pair of day and security once, in order, and the first row that is not so is named."""

import io
import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.asset_faults import AssetFault
from aistock.library.v1.models import FactorAsset, FactorSource, RegisterFactorRequest
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore
from aistock_server.adapters.memory.library_samples import sample_factor
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.kernel.errors import Invalid
from aistock_server.library import Assets

FIRST = date(2024, 1, 2)
Pair = tuple[int, int]


def code(number: int) -> str:
    """A security."""
    return f"{number:06d}.SZ"


def written(pairs: list[Pair], *, group: int = 1000, values: list[Any] | None = None, **options: Any) -> bytes:
    """A table of these pairs of day and security."""
    columns = {
        "datetime": pa.array([FIRST + timedelta(days=day) for day, _ in pairs], pa.date32()),
        "instrument": pa.array([code(number) for _, number in pairs], pa.string()),
        "ROC5": pa.array([0.5] * len(pairs) if values is None else values, pa.float64()),
    }
    return stored(pa.table(columns), group=group, **options)


def stored(table: pa.Table, *, group: int = 1000, **options: Any) -> bytes:
    """A table as Parquet."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=group, **options)
    return buffer.getvalue()


def fault(content: bytes, *, rows: int = 1 << 17, name: str = "ROC5") -> AssetFault | None:
    """The first thing that is wrong."""
    found = ParquetFactorTables(batch_rows=rows).faults("x", io.BytesIO(content), name)
    return found[0] if found else None


PAIRS = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 9)), min_size=1, max_size=60).map(sorted)
SIZES = st.integers(1, 20)


@settings(max_examples=60, deadline=None)
@given(PAIRS, SIZES, SIZES, st.sampled_from(["zstd", "snappy", "none"]), st.booleans())
def test_ordered_pairs_pass_in_any_groups(pairs: list[Pair], group: int, rows: int, compression: str, dictionary: bool) -> None:
    assert fault(written(pairs, group=group, compression=compression, use_dictionary=dictionary), rows=rows) is None


@settings(max_examples=150, deadline=None)
@given(PAIRS.filter(lambda pairs: len(pairs) > 1), SIZES, SIZES, st.data())
def test_the_first_row_out_of_order_is_named(pairs: list[Pair], group: int, rows: int, data: st.DataObject) -> None:
    """Wherever batches and row groups end."""
    changed = list(pairs)
    place = data.draw(st.integers(0, len(pairs) - 1))
    other = data.draw(st.integers(0, len(pairs) - 1))
    changed.insert(place, changed[other])
    expected = next(n for n in range(1, len(changed)) if changed[n] <= changed[n - 1])
    found = fault(written(changed, group=group), rows=rows)
    assert found is not None
    assert (found.rule, found.line) == ("table.order", expected + 1)
    assert ("twice" in found.what) is (changed[expected] == changed[expected - 1])


@settings(max_examples=60, deadline=None)
@given(PAIRS, SIZES, st.data(), st.sampled_from([math.inf, -math.inf]))
def test_an_infinite_value_is_named_and_a_missing_one_is_none(
    pairs: list[Pair], rows: int, data: st.DataObject, bad: float
) -> None:
    values: list[Any] = [data.draw(st.sampled_from([None, math.nan, 0.0, -1.5])) for _ in pairs]
    assert fault(written(pairs, values=values), rows=rows) is None
    place = data.draw(st.integers(0, len(pairs) - 1))
    values[place] = bad
    found = fault(written(pairs, values=values), rows=rows)
    assert found is not None and (found.rule, found.line) == ("table.number", place + 1)


def _table(**changes: Any) -> bytes:
    columns: dict[str, Any] = {"datetime": [FIRST], "instrument": ["600000.SH"], "ROC5": [1.0]}
    return stored(pa.table({name: column for name, column in (columns | changes).items() if column is not None}))


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (_table(ROC5=None), "table.columns", None),
        (_table(ROC5=None, roc5=[1.0]), "table.columns", None),
        (_table(more=[1]), "table.columns", None),
        (_table(datetime=["2024-01-02"]), "table.types", None),
        (_table(instrument=[600000]), "table.types", None),
        (_table(ROC5=["1.0"]), "table.types", None),
        (_table(ROC5=[True]), "table.types", None),
        (_table(instrument=["SH600000"]), "table.code", 1),
        (_table(instrument=pa.array([None], pa.string())), "table.key", 1),
        (_table(datetime=pa.array([None], pa.date32())), "table.key", 1),
        (written([]), "table.empty", None),
        (b"", "table.parquet", None),
        (b"PAR1", "table.parquet", None),
        (b"PAR1" + b"\xff" * 100 + b"PAR1", "table.parquet", None),
    ],
)
def test_what_is_no_table_of_the_factor_is_told(content: bytes, rule: str, line: int | None) -> None:
    found = fault(content)
    assert found is not None and found.remedy
    assert (found.rule, found.line) == (rule, line)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([FIRST], pa.date32()).cast(pa.timestamp("ns")),
        pa.array([datetime(2024, 1, 2, tzinfo=UTC)], pa.timestamp("us", "Asia/Shanghai")),
        pa.array([FIRST], pa.date64()),
    ],
)
def test_days_may_be_written_in_several_ways(column: Any) -> None:
    assert fault(_table(datetime=column)) is None
    assert fault(_table(instrument=pa.array(["600000.SH"]).dictionary_encode())) is None
    assert fault(_table(ROC5=pa.array([1], pa.int64()))) is None


def test_a_group_beyond_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aistock_server.adapters.parquet.factor_tables.MOST_ROWS_A_GROUP", 3)
    pairs = [(day, 1) for day in range(4)]
    found = fault(written(pairs, group=4))
    assert found is not None and found.rule == "table.row_group"
    assert fault(written(pairs, group=3)) is None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_answered(data: st.DataObject) -> None:
    """Any byte changed, and any cut: a fault or a table, never a crash."""
    content = bytearray(written([(day, number) for day in range(6) for number in range(5)], group=7))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(content), data.draw(st.integers(0, len(content)))]))
    found = fault(bytes(content[:end]))
    assert found is None or found.rule.startswith("table.")


def test_the_content_says_what_it_is(tmp_path: Path) -> None:
    """Parquet is a table, anything else is code, and what was said wins."""
    vault = DirectoryVault(tmp_path)
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    table, _ = vault.put([written([(0, 1)])])
    source, _ = vault.put([b"def roc5(df):\n    return df\n"])
    factor = sample_factor(1, name="ROC5", source=FactorSource.EXTERNAL, impl_module="factor", impl_func="roc5")

    def examine(sha256: str, kind: FactorAsset | None, **changes: Any) -> list[str]:
        request = RegisterFactorRequest(
            request_id="00000000-0000-4000-8000-000000000001",
            factor=factor.model_copy(update=changes),
            asset_sha256=sha256,
            asset_kind=kind,
        )
        try:
            assets.examine_factor(request)
        except Invalid as error:
            if error.reason != "ASSET_REFUSED":
                raise
            return [violation.rule for violation in error.violations]
        return []

    for _ in range(2):
        assert examine(table, None) == examine(table, FactorAsset.TABLE) == []
        assert examine(source, None) == examine(source, FactorAsset.CODE) == []
    assert examine(source, FactorAsset.TABLE) == ["table.parquet"]
    assert examine(table, FactorAsset.CODE) == ["code.encoding"]
    assert examine(source, None, impl_func=None) == ["code.function"]
    assert examine(source, None, impl_func="other") == ["code.function"]
    assert examine(table, None, name="other") == ["table.columns"]
    with pytest.raises(Invalid, match="is not stored") as missing:
        examine("0" * 64, None)
    assert missing.value.reason == "CATALOG_REFUSED"


def test_a_table_is_read_in_pieces(tmp_path: Path) -> None:
    """A table of a million rows, over a vault that hands out ranges, within a small part of its size in memory."""
    vault = DirectoryVault(tmp_path)
    days, codes = 500, 2000
    path = tmp_path / "big.parquet"
    schema = pa.schema([("datetime", pa.date32()), ("instrument", pa.string()), ("ROC5", pa.float64())])
    names = [code(number) for number in range(codes)]
    with pq.ParquetWriter(path, schema) as writer:
        for day in range(0, days, 50):
            rows = [(FIRST + timedelta(days=day + n), name) for n in range(50) for name in names]
            batch = {"datetime": [row[0] for row in rows], "instrument": [row[1] for row in rows], "ROC5": [0.25] * len(rows)}
            writer.write_table(pa.table(batch, schema=schema))
    sha256, _ = vault.put_file(path)
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    request = RegisterFactorRequest(
        request_id="00000000-0000-4000-8000-000000000001",
        factor=sample_factor(1, name="ROC5", source=FactorSource.EXTERNAL),
        asset_sha256=sha256,
        asset_kind=FactorAsset.TABLE,
    )
    whole = pq.read_table(path).nbytes
    usual, counted = pa.default_memory_pool(), pa.proxy_memory_pool(pa.default_memory_pool())
    pa.set_memory_pool(counted)
    try:
        assets.examine_factor(request)
    finally:
        pa.set_memory_pool(usual)
    assert 0 < counted.max_memory() < whole / 2
