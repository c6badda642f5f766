"""Rows of snapshots in PostgreSQL: bit for bit what was kept, however it is asked for, named by a hash that PostgreSQL gives."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import numpy as np
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import DatasetKind
from aistock_conformance.postgres import Cluster
from aistock_server.adapters.sql import row_stretches
from aistock_server.adapters.sql.bar_rows import SqlBarStore
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.row_bytes import DAYS_BEFORE
from aistock_server.adapters.sql.row_stretches import Kept, stretch_of
from aistock_server.adapters.sql.row_tables import BARS, BESIDE, REGISTER, ROW_TABLES, RowTable
from aistock_server.adapters.sql.snapshot_rows import content_query
from aistock_server.adapters.sql.table_rows import SqlTableStore
from aistock_server.market.model import COLUMNS, EPOCH, BarTable, day_of
from aistock_server.market.sources.model import Column, days_of
from aistock_server.market.tables import SHAPES, TableRows

CODES = tuple(f"{number:06d}.SZ" for number in range(120))
FIRST = 19_700
HALF_PAST_NINE = (9 * 60 + 30 - 8 * 60) * 60_000_000
_numbers = count(1)

floats = st.floats(allow_nan=False)
wholes = st.integers(-(1 << 63) + 1, (1 << 63) - 1)


def fresh() -> str:
    """The name of a snapshot that no other module of tests keeps in the shared database."""
    return hashlib.sha256(f"{__name__} {next(_numbers)}".encode()).hexdigest()


def sparse(dice: np.random.Generator, days: int, part: float) -> tuple[Any, Any]:
    """Days and members of some rows by day and instrument."""
    there = dice.random((days, len(CODES))) < part
    day, member = np.nonzero(there)
    return (day + FIRST).astype(np.int32), member.astype(np.int32)


def bars(seed: int, days: int = 12, part: float = 0.8) -> BarTable:
    dice = np.random.default_rng(seed)
    numbers, members = sparse(dice, days, part)
    columns: dict[str, Any] = {name: dice.normal(size=len(numbers)) for name in COLUMNS}
    columns["volume"] = dice.integers(0, 1 << 62, len(numbers))
    return BarTable(codes=CODES, days=numbers, members=members, columns=columns)


def beside(kind: DatasetKind, seed: int, days: int = 6) -> TableRows:
    """Rows with gaps, of minutes three a day."""
    dice = np.random.default_rng(seed)
    numbers, members = sparse(dice, days * 3 if SHAPES[kind].timed else days, 0.7)
    moments = None
    if SHAPES[kind].timed:
        places = numbers - FIRST
        day = FIRST + places // 3
        moments = day.astype(np.int64) * 86_400_000_000 + HALF_PAST_NINE + (places % 3) * 60_000_000
        numbers = days_of(moments).astype(np.int32)
    columns = {}
    for name, meaning in SHAPES[kind].columns.items():
        if name == "pb":
            continue  # a table may lack a column
        values: Any = dice.integers(-9, 1 << 40, len(members)) if meaning.whole else dice.normal(size=len(members))
        missing = dice.random(len(members)) < (0 if name in SHAPES[kind].required else 0.3)
        values[missing] = 0
        columns[name] = Column(values=values, missing=missing)
    return TableRows(codes=CODES, days=numbers, members=members, columns=columns, moments=moments)


def bits(values: Any) -> Any:
    return values.view(np.int64)


def same_bars(found: BarTable, wanted: BarTable, codes: set[str]) -> None:
    places = np.array([code in codes for code in wanted.codes])
    rows = wanted.taken(places[wanted.members])
    assert [found.codes[at] for at in found.members] == [rows.codes[at] for at in rows.members]
    assert found.days.tolist() == rows.days.tolist()
    for name in found.columns:
        assert (bits(found.columns[name]) == bits(rows.columns[name])).all(), name


@pytest.fixture(scope="session")
def bar_store(rows_database: Database) -> SqlBarStore:
    return SqlBarStore(rows_database)


@pytest.fixture(scope="session")
def table_store(rows_database: Database) -> SqlTableStore:
    return SqlTableStore(rows_database)


@pytest.fixture(scope="session")
def kept(bar_store: SqlBarStore) -> tuple[str, BarTable]:
    name, table = fresh(), bars(1)
    bar_store.keep(name, table)
    return name, table


@given(
    st.tuples(st.integers(-2, 14), st.integers(-2, 14)).map(sorted),
    st.sets(st.sampled_from([*CODES, "600001.SH"]), max_size=2) | st.sets(st.sampled_from(CODES), min_size=3),
    st.lists(st.sampled_from(COLUMNS), unique=True),
    st.sampled_from([1, 100, 1 << 17]),
)
@settings(max_examples=60, deadline=None)
def test_few_codes_and_many_and_any_length_of_stretch_give_the_same(
    bar_store: SqlBarStore, kept: tuple[str, BarTable], ends: list[int], codes: set[str], columns: list[str], most: int
) -> None:
    """Rows are looked up one by one, or days are read through; no stretch is longer than a day and what is read at once."""
    name, table = kept
    start, end = day_of(FIRST + ends[0]), day_of(FIRST + ends[1])
    inside = table.taken((table.days >= FIRST + ends[0]) & (table.days <= FIRST + ends[1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_stretches, "_ROWS_AT_ONCE", most)
        found = bar_store.window(name, start=start, end=end, codes=sorted(codes), columns=columns)
        cut = list(bar_store.stretches(name, start=start, end=end, codes=sorted(codes), columns=columns))
    same_bars(found, inside, codes)
    assert list(found.columns) == columns
    assert set(found.codes) == codes & set(CODES)
    assert [part.days.tolist() for part in cut if part.rows == 0] == []
    assert [day for part in cut for day in part.days.tolist()] == found.days.tolist()
    if most == 1:
        assert all(len(set(part.days.tolist())) == 1 for part in cut)


@given(st.lists(st.tuples(st.lists(floats, min_size=7, max_size=7), wholes), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_every_number_comes_back_bit_for_bit(bar_store: SqlBarStore, rows: list[tuple[list[float], int]]) -> None:
    names = [name for name in COLUMNS if name != "volume"]
    columns: dict[str, Any] = {name: np.array([row[0][place] for row in rows]) for place, name in enumerate(names)}
    columns["volume"] = np.array([row[1] for row in rows], dtype=np.int64)
    members = np.arange(len(rows), dtype=np.int32)
    table = BarTable(codes=CODES, days=np.full(len(rows), FIRST, dtype=np.int32), members=members, columns=columns)
    name = fresh()
    bar_store.keep(name, table)
    same_bars(bar_store.window(name, start=day_of(FIRST), end=day_of(FIRST)), table, set(CODES))


@given(st.integers(0, 99), st.none() | st.sets(st.sampled_from(CODES), min_size=1), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_rows_that_come_in_any_order_are_sorted(seed: int, codes: set[str] | None, dice: Random) -> None:
    """PostgreSQL promises no order, and hypertables are read a chunk after the other."""
    table = bars(seed, days=4, part=0.1)
    days, counts = np.unique(table.days, return_counts=True)
    file = FileRef(store="postgresql", path="market_bar/x", sha256="0" * 64, size=0)
    stored = Kept(number=1, table=BARS, codes=CODES, days=days, counts=counts, offsets=(), file=file)
    wanted = stored.members(None if codes is None else sorted(codes))
    there = table if wanted is None else table.taken(np.isin(table.members, wanted))
    order = list(range(there.rows))
    dice.shuffle(order)
    mixed = there.taken(np.array(order, dtype=np.int64))
    answer = [
        (mixed.days - DAYS_BEFORE).astype(">i4").tobytes(),
        (mixed.members + 1).astype(">i4").tobytes(),
        mixed.columns["close"].astype(">f8").tobytes(),
    ]
    found = stretch_of(stored, wanted, ["close"], answer)
    assert [found.codes[at] for at in found.members] == [CODES[at] for at in there.members]
    assert found.times.tolist() == there.days.tolist()
    assert (bits(found.columns["close"].values) == bits(there.columns["close"])).all()


@pytest.mark.parametrize("kind", BESIDE)
@given(
    st.tuples(st.integers(-1, 7), st.integers(-1, 7)).map(sorted),
    st.none() | st.sets(st.sampled_from(CODES), max_size=2) | st.sets(st.sampled_from(CODES), min_size=3),
)
@settings(max_examples=25, deadline=None)
def test_gaps_and_moments_come_back(table_store: SqlTableStore, kind: DatasetKind, ends: list[int], codes: set[str] | None) -> None:
    """What is missing is missing, a column that was never sent is missing everywhere, and minutes keep their time."""
    name, rows = format(list(BESIDE).index(kind) + (1 << 200), "064x"), beside(kind, 7)
    table_store.keep(name, rows)
    names = list(SHAPES[kind].columns)
    asked = None if codes is None else sorted(codes)
    start, end = day_of(FIRST + ends[0]), day_of(FIRST + ends[1])
    found = table_store.window(name, start=start, end=end, columns=names, codes=asked)
    mask = np.array([codes is None or code in codes for code in CODES])[rows.members]
    inside = rows.taken(mask & (rows.days >= FIRST + ends[0]) & (rows.days <= FIRST + ends[1]))
    assert [found.at(row) for row in range(found.rows)] == [inside.at(row) for row in range(inside.rows)]
    for column in names:
        if column in inside.columns:
            assert (found.columns[column].missing == inside.columns[column].missing).all()
            assert (bits(found.columns[column].values) == bits(inside.columns[column].values)).all()
        else:
            assert found.columns[column].missing.all()


def plain(database: Database) -> str:
    return database._engine.url.render_as_string(hide_password=False).replace("+psycopg", "")


@pytest.mark.parametrize("table", ROW_TABLES.values(), ids=ROW_TABLES)
def test_the_hash_is_that_of_what_postgresql_copies_out(
    rows_database: Database, bar_store: SqlBarStore, table_store: SqlTableStore, table: RowTable
) -> None:
    """Whoever has the database can prove that the rows are those of the manifest."""
    kind = next((kind for kind, one in BESIDE.items() if one is table), None)
    file = bar_store.keep(fresh(), bars(3)) if kind is None else table_store.keep(fresh(), beside(kind, 3))
    place, snapshot_id = file.path.split("/")
    with psycopg.connect(plain(rows_database)) as connection:
        found = connection.execute(f"SELECT number FROM {REGISTER} WHERE snapshot_id = %s".encode(), [snapshot_id]).fetchone()
        assert found is not None
        query = content_query(table).format(number=found[0])
        with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)".encode()) as copy:
            content = b"".join(copy)
    assert (file.store, place) == ("postgresql", table.name)
    assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_the_register_lets_anybody_read_the_rows(rows_database: Database, kept: tuple[str, BarTable]) -> None:
    """In SQL an instrument's number is its place among the snapshot's codes, from one."""
    name, table = kept
    query = (
        "SELECT codes[instrument] AS code, day, close FROM market_bar JOIN market_kept ON number = snapshot "
        "WHERE snapshot_id = %s ORDER BY day, instrument"
    )
    with rows_database.reading():
        found = rows_database.connection().exec_driver_sql(query, (name,)).all()
    closes = table.columns["close"].tolist()
    assert [tuple(row) for row in found] == [(*table.at(row), closes[row]) for row in range(table.rows)]


def held(database: Database, name: str) -> int:
    """Rows of bars that anybody can see, of a snapshot that the register may not have."""
    with database.reading():
        query = f"SELECT (SELECT count(*) FROM {BARS.name}), (SELECT count(*) FROM {REGISTER} WHERE snapshot_id = %s)"
        rows, registered = database.connection().exec_driver_sql(query, (name,)).one()
    return int(rows) if registered == 0 else -1


def test_a_unit_that_fails_keeps_no_row(rows_database: Database, bar_store: SqlBarStore) -> None:
    """The rows stand and fall with what else the unit did, and the snapshot can be kept afterwards."""
    name, table = fresh(), bars(4)
    before = held(rows_database, name)
    with pytest.raises(ZeroDivisionError), rows_database.unit():
        bar_store.keep(name, table)
        raise ZeroDivisionError
    assert held(rows_database, name) == before
    with pytest.raises(LookupError, match=name):
        bar_store.window(name, start=EPOCH, end=EPOCH)
    first = bar_store.keep(name, table)
    with rows_database.unit():
        assert bar_store.keep(name, table.taken(slice(0, 3))) == first
    assert bar_store.window(name, start=day_of(FIRST), end=day_of(FIRST + 99)).rows == table.rows


def test_rows_that_go_missing_are_noticed(rows_database: Database, bar_store: SqlBarStore) -> None:
    """Nothing less than was kept is ever given as if it were all."""
    name, table = fresh(), bars(5)
    bar_store.keep(name, table)
    with rows_database.unit():
        where = f"snapshot = (SELECT number FROM {REGISTER} WHERE snapshot_id = %s) AND day = %s AND instrument = %s"
        row = table.rows // 2
        values = (name, table.at(row)[1], int(table.members[row]) + 1)
        assert rows_database.connection().exec_driver_sql(f"DELETE FROM {BARS.name} WHERE {where}", values).rowcount == 1
    with pytest.raises(RuntimeError, match=f"{table.rows} were kept; restore"):
        bar_store.window(name, start=day_of(FIRST), end=day_of(FIRST + 99))


def test_the_migration_makes_the_columns_that_the_stores_use(rows_database: Database) -> None:
    query = "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = %s"
    for name, table in ROW_TABLES.items():
        with rows_database.reading():
            made = {row[0]: tuple(row[1:]) for row in rows_database.connection().exec_driver_sql(query, (name,))}
        keys = {table.time: "timestamp with time zone" if table.timed else "date", "snapshot": "integer", "instrument": "integer"}
        numbers = {column: "bigint" if whole else "double precision" for column, whole in table.wholes.items()}
        wanted = {column: (kind, "NO") for column, kind in keys.items()}
        assert made == wanted | {column: (kind, "NO" if column in table.required else "YES") for column, kind in numbers.items()}


@pytest.fixture
def with_hypertables(postgresql: Cluster) -> Iterator[Callable[[], list[tuple[str, str, timedelta]]]]:
    """A database in which the extension's function only notes what it is asked, for the extension is not installed here."""
    name = f"hyper{next(_numbers)}"
    url = postgresql.create(name)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE asked (relation text, dimension text, length interval)")
        connection.execute(
            "CREATE FUNCTION create_hypertable(relation regclass, dimension name, chunk_time_interval interval) RETURNS void "
            "LANGUAGE sql AS 'INSERT INTO asked VALUES ($1::text, $2, $3)'"
        )

    def migrated() -> list[tuple[str, str, timedelta]]:
        database = Database(url)
        database.migrate()
        with database.reading():
            asked = database.connection().exec_driver_sql("SELECT relation, dimension, length FROM asked ORDER BY 1").all()
        database.close()
        return [(row[0], row[1], row[2]) for row in asked]

    yield migrated
    postgresql.drop(name)


def test_tables_are_divided_by_time_where_timescaledb_is(with_hypertables: Callable[[], list[tuple[str, str, timedelta]]]) -> None:
    year, week = timedelta(days=365), timedelta(days=7)
    assert with_hypertables() == [
        ("market_bar", "day", year),
        ("market_daily_basic", "day", year),
        ("market_minute", "moment", week),
        ("market_moneyflow", "day", year),
    ]


def test_a_day_that_is_handed_out_is_the_callers_own(bar_store: SqlBarStore, kept: tuple[str, BarTable]) -> None:
    name, table = kept
    day = day_of(FIRST)
    bar_store.day(name, day).clear()
    assert len(bar_store.day(name, day)) == int((table.days == FIRST).sum())
