"""Parquet that others wrote: other orders and widths are taken, other meanings are refused, and no more is read than is asked."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.parquet.source import ParquetSource
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import NotServed, Refused, RoomError, Unavailable
from aistock_server.market.sources import Batch, Fault, Question, Table, fault_of

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
KEY = (Table.BARS, BarFrequency.DAY)
MINUTE_KEY = (Table.BARS, BarFrequency.MINUTE)
DAYS = [date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 4)]


def columns(**changes: Any) -> dict[str, Any]:
    """A small table of one code with some of its columns replaced; None removes one."""
    held = {
        "instrument": pa.array(["600000.SH"] * 3),
        "date": pa.array(DAYS, pa.date32()),
        "close": pa.array([10.0, 10.1, 10.2]),
        "volume": pa.array([100, 200, 300]),
        **changes,
    }
    return {name: column for name, column in held.items() if column is not None}


def source_of(folder: Path, content: dict[str, Any], key: Any = KEY, **how: Any) -> ParquetSource:
    path = folder / "bars.parquet"
    parquet.write_table(pa.table(content), path, **how)
    return ParquetSource({key: path}, CLOCK)


def ask(source: ParquetSource, fields: tuple[str, ...] = ("close", "volume"), **more: Any) -> list[Batch]:
    question = {"start": DAYS[0], "end": DAYS[-1], "fields": fields, **more}
    return list(source.rows(Question(**question)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"instrument": None}, "instrument"),
        ({"date": None}, "date"),
        ({"instrument": pa.array([1, 2, 3])}, "instrument"),
        ({"date": pa.array(["2024-01-02"] * 3)}, "date"),
        ({"date": pa.array(DAYS).cast(pa.timestamp("us"))}, "date"),
        ({"close": pa.array(["10", "11", "12"])}, "close"),
        ({"close": pa.array([True, False, True])}, "close"),
        ({"available_at": pa.array(DAYS).cast(pa.timestamp("us"))}, "available_at"),
    ],
)
def test_a_column_of_another_type_is_refused_by_name(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        ask(source_of(tmp_path, columns(**changes)))
    assert (fault_of(caught.value), caught.value.details["field"]) == (Fault.MALFORMED, field)
    assert repr(field) in caught.value.message


def test_minutes_without_a_time_zone_are_refused(tmp_path: Path) -> None:
    naive = pa.array(DAYS).cast(pa.timestamp("us"))
    with pytest.raises(Refused, match="time zone"):
        ask(source_of(tmp_path, columns(event_time=naive), MINUTE_KEY), frequency=BarFrequency.MINUTE)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"instrument": pa.array(["600000.SH", None, "600000.SH"])}, "instrument", "has a null"),
        ({"date": pa.array([DAYS[0], None, DAYS[2]], pa.date32())}, "date", "has a null"),
        ({"instrument": pa.array(["SH600000"] * 3)}, "instrument", "canonical codes"),
        ({"close": pa.array([10.0, float("inf"), 1.0])}, "close", "infinity"),
        ({"available_at": pa.array([datetime(2024, 1, 2, 6, tzinfo=UTC)] * 3)}, "available_at", "before the event"),
        ({"date": pa.array([DAYS[0], DAYS[0], DAYS[1]], pa.date32())}, "event_time", "twice or out of order"),
        ({"date": pa.array([DAYS[1], DAYS[0], DAYS[2]], pa.date32())}, "event_time", "twice or out of order"),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path: Path, changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        ask(source_of(tmp_path, columns(**changes)))
    assert (fault_of(caught.value), caught.value.details["field"]) == (Fault.MALFORMED, field)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_rows_out_of_order_are_seen_across_batches(tmp_path: Path, size: int) -> None:
    with pytest.raises(Refused, match="out of order"):
        ask(source_of(tmp_path, columns(date=pa.array([DAYS[0], DAYS[2], DAYS[1]], pa.date32()))), batch_rows=size)


def test_null_is_missing_nan_is_missing_aloud_and_zero_is_zero(tmp_path: Path) -> None:
    held = columns(close=pa.array([None, float("nan"), 0.0]), volume=pa.array([0, None, 100.5]))
    (batch,) = ask(source_of(tmp_path, held))
    assert [dict(row.values) for row in rows_of(batch)] == [
        {"close": None, "volume": 0},
        {"close": None, "volume": None},
        {"close": 0.0, "volume": 100},
    ]
    assert {(one.rule, one.field) for one in batch.findings} == {("nan_as_missing", "close"), ("fraction_of_share", "volume")}


def test_the_files_own_times_of_availability_count(tmp_path: Path) -> None:
    known = [datetime(2024, 1, day, 12, tzinfo=UTC) for day in (3, 4, 5)]
    source = source_of(tmp_path, columns(available_at=pa.array(known)))
    (batch,) = ask(source)
    assert [batch.at(row)[2] for row in range(3)] == known
    assert sum(batch.rows for batch in ask(source, as_of=known[1])) == 2


@given(st.binary(max_size=8), st.integers(0, 10_000), st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_refused_or_read(
    parquet_files: dict[Any, Path], tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int, cut: bool
) -> None:
    content = parquet_files[KEY].read_bytes()
    place %= len(content)
    damaged = content[:place] if cut else content[:place] + junk + content[place + len(junk) :]
    path = tmp_path_factory.mktemp("damaged") / "bars.parquet"
    path.write_bytes(damaged)
    try:
        ask(ParquetSource({KEY: path}, CLOCK), ("close", "volume", "adj_factor"), end=date(2024, 3, 1))
    except RoomError as error:
        assert fault_of(error) in (Fault.MALFORMED, Fault.UNKNOWN_FIELD)
    else:
        assert not cut


def test_no_file_is_unreachable_and_no_rows_are_an_answer(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        ask(ParquetSource({KEY: tmp_path / "nowhere.parquet"}, CLOCK))
    assert fault_of(caught.value) is Fault.UNREACHABLE
    empty = {name: column[:0] for name, column in columns().items()}
    assert ask(source_of(tmp_path, empty)) == []
    with pytest.raises(NotServed):
        ParquetSource({}, CLOCK).calendar(DAYS[0], DAYS[1])


def test_only_the_row_groups_of_the_range_are_read(tmp_path: Path) -> None:
    """A group outside of the range may hold what is refused; nobody who does not ask for it sees it."""
    held = columns(close=pa.array([float("inf"), 10.0, 11.0]))
    source = source_of(tmp_path, held, row_group_size=1)
    (first, second) = ask(source, start=DAYS[1])
    assert (first.rows, second.rows) == (1, 1)
    with pytest.raises(Refused):
        ask(source)


def test_memory_stays_small_however_long_the_file(tmp_path: Path) -> None:
    rows, path = 1_000_000, tmp_path / "minutes.parquet"
    start = datetime(2020, 1, 1, 1, 31, tzinfo=UTC)
    schema = pa.schema([("instrument", pa.string()), ("event_time", pa.timestamp("us", tz="UTC")), ("close", pa.float64())])
    with parquet.ParquetWriter(path, schema) as writer:
        for first in range(0, rows, 50_000):
            times = [start + timedelta(minutes=first + number) for number in range(50_000)]
            writer.write_table(
                pa.table({"instrument": ["600000.SH"] * 50_000, "event_time": times, "close": [1.0] * 50_000}, schema=schema)
            )
    question = Question(
        start=date(2019, 1, 1), end=date(2030, 1, 1), fields=("close",), frequency=BarFrequency.MINUTE, batch_rows=10_000
    )
    before, most, found = pa.total_allocated_bytes(), 0, 0
    tracemalloc.start()
    try:
        for batch in ParquetSource({MINUTE_KEY: path}, CLOCK).rows(question):
            found += batch.rows
            most = max(most, pa.total_allocated_bytes() - before)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == rows
    # The whole file is 24 MB of columns; a row group of it is 1.2 MB.
    assert max(peak, most) < 12 << 20


@pytest.mark.parametrize("width", [np.float32, np.float64, np.int32])
def test_widths_of_numbers_do_not_matter(tmp_path: Path, width: Callable[[list[int]], Any]) -> None:
    held = columns(close=pa.array(np.array([10, 11, 12], dtype=width)), volume=pa.array(np.array([1, 2, 3], dtype=width)))
    (batch,) = ask(source_of(tmp_path, held))
    assert [list(row.values.values()) for row in rows_of(batch)] == [[10.0, 1], [11.0, 2], [12.0, 3]]
    assert batch.columns["close"].values.dtype == np.float64
    assert batch.columns["volume"].values.dtype == np.int64


INDUSTRIES = (Table.INDUSTRIES, BarFrequency.DAY)


def members(**changes: Any) -> dict[str, Any]:
    """A share that changed its industry, with some columns replaced; None removes one."""
    held = {
        "instrument": pa.array(["600000.SH"] * 2),
        "effective_from": pa.array([DAYS[0], DAYS[2]], pa.date32()),
        "effective_to": pa.array([DAYS[2], None], pa.date32()),
        "taxonomy": pa.array(["sw2021"] * 2).dictionary_encode(),
        "level": pa.array([1, 1], pa.int8()),
        "industry_code": pa.array(["801780.SI", "801790.SI"], pa.large_string()),
        **changes,
    }
    return {name: column for name, column in held.items() if column is not None}


def test_text_may_be_encoded_and_days_may_be_missing(tmp_path: Path) -> None:
    source = source_of(tmp_path, members(), INDUSTRIES)
    (batch,) = ask(source, ("industry_code", "effective_from", "effective_to"), table=Table.INDUSTRIES)
    assert [tuple(row.values.values()) for row in rows_of(batch)] == [
        ("sw2021", 1, "801780.SI", DAYS[0], DAYS[2]),
        ("sw2021", 1, "801790.SI", DAYS[2], None),
    ]
    assert [batch.at(row)[1] for row in range(2)] == [datetime(2024, 1, day, 1, 15, tzinfo=UTC) for day in (2, 4)]
    offer = source.card().offer(*INDUSTRIES)
    assert offer is not None
    assert (offer.first, offer.last, offer.delay) == (DAYS[0], DAYS[2], timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"taxonomy": None}, "taxonomy"),
        ({"level": None}, "level"),
        ({"effective_from": None}, "effective_from"),
        ({"effective_from": pa.array(["2024-01-02", "2024-01-04"])}, "effective_from"),
        ({"effective_to": pa.array([DAYS[2], None]).cast(pa.timestamp("us"))}, "effective_to"),
        ({"industry_code": pa.array([801780, 801790])}, "industry_code"),
        ({"level": pa.array(["1", "1"])}, "level"),
        ({"taxonomy": pa.array(["sw2021", None])}, "taxonomy"),
        ({"level": pa.array([1, 0])}, "level"),
        ({"effective_to": pa.array([DAYS[0], None], pa.date32())}, "effective_to"),
        ({"effective_from": pa.array([DAYS[0], DAYS[0]], pa.date32()), "effective_to": None}, "event_time"),
    ],
)
def test_a_membership_that_cannot_be_is_refused_by_name(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    fields = tuple(name for name in ("industry_code", "effective_to") if name not in changes or changes[name] is not None)
    with pytest.raises(Refused) as caught:
        ask(source_of(tmp_path, members(**changes), INDUSTRIES), fields, table=Table.INDUSTRIES)
    assert (fault_of(caught.value), caught.value.details["field"]) == (Fault.MALFORMED, field)


def test_a_factor_holds_from_the_morning_of_its_day(tmp_path: Path) -> None:
    held = columns(close=None, volume=None, adj_factor=pa.array([1.0, 1.0, 2.0]))
    (batch,) = ask(source_of(tmp_path, held, (Table.ADJ_FACTOR, BarFrequency.DAY)), ("adj_factor",), table=Table.ADJ_FACTOR)
    assert batch.at(0)[1] == datetime(2024, 1, 2, 1, 15, tzinfo=UTC)
