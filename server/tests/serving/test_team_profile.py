"""The team profile as a process: bars are rows of PostgreSQL, answers are those of dev, and nothing is ever half there."""

import io
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import grpc
import psycopg
import pyarrow as pa
import pytest
from google.rpc import error_details_pb2, status_pb2
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.v1 import market_data_service_pb2 as market
from aistock.market.v1 import market_data_service_pb2_grpc as market_grpc
from aistock.market.v1 import source_service_pb2_grpc as sources_grpc
from aistock.market.v1.converters import (
    get_history_window_request_to_pb,
    get_source_rows_request_to_pb,
    ingest_bars_request_to_pb,
    list_datasets_request_to_pb,
)
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    DatasetKind,
    DatasetSelector,
    GetHistoryWindowRequest,
    GetSourceRowsRequest,
    IngestBarsRequest,
    ListDatasetsRequest,
    SourceQuestion,
    SourceTable,
)
from aistock.system.v1 import system_service_pb2 as system
from aistock.system.v1 import system_service_pb2_grpc as system_grpc
from aistock_conformance.postgres import Cluster
from aistock_conformance.spawn import Spawned, spawned
from aistock_server.adapters.memory.market_samples import NAMES, sample
from aistock_server.adapters.memory.table_samples import beside_days, minutes, table_bytes, table_request
from aistock_server.market.tables import JOINABLE, SHAPES

SAMPLE = sample(sessions=12)
DAYS = SAMPLE.dates[:12]
SECONDS = 30
FREQUENCIES = {
    DatasetKind.MINUTE_BARS: BarFrequency.MINUTE,
    DatasetKind.FIVE_MINUTE_BARS: BarFrequency.FIVE_MINUTES,
}
COLUMNS = [*NAMES[2:], *(name for kind in JOINABLE for name in SHAPES[kind].columns if name != "close")]
_numbers = count(1)


def uploads() -> list[tuple[IngestBarsRequest, bytes]]:
    """The sample's bars and a table of each other kind, under one name."""
    made = [(IngestBarsRequest(header=SAMPLE.header()), SAMPLE.content())]
    for kind in SHAPES:
        timed = SHAPES[kind].timed
        rows = minutes(SAMPLE, kind, codes=SAMPLE.codes[:3], days=5) if timed else beside_days(SAMPLE, kind)
        content = table_bytes(rows, kind)
        made.append((table_request(SAMPLE, content, kind, request_id=str(uuid.uuid4())), content))
    return made


@contextmanager
def team(folder: Path, url: str) -> Iterator[tuple[Spawned, grpc.Channel]]:
    """A team server over a database."""
    with spawned(folder, "--profile", "team", "--database-url", url) as server, grpc.insecure_channel(server.address) as channel:
        yield server, channel


def send(channel: grpc.Channel, header: IngestBarsRequest, content: bytes) -> market.IngestBarsResponse:
    messages = [ingest_bars_request_to_pb(header), market.IngestBarsRequest(arrow_ipc=content)]
    answer: market.IngestBarsResponse = market_grpc.MarketDataServiceStub(channel).IngestBars(iter(messages), timeout=SECONDS)
    return answer


def read(channel: grpc.Channel, request: GetHistoryWindowRequest) -> bytes:
    """What an answer holds, as the bytes of one Arrow stream in one batch."""
    pieces = market_grpc.MarketDataServiceStub(channel).GetHistoryWindow(get_history_window_request_to_pb(request), timeout=SECONDS)
    table = pa.ipc.open_stream(io.BytesIO(b"".join(piece.arrow_ipc for piece in pieces))).read_all().combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


@pytest.fixture(scope="module")
def both(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[grpc.Channel, grpc.Channel]]:
    """A dev server and a team server that were sent the same."""
    folder, name = tmp_path_factory.mktemp("both"), "team"
    url = postgresql.create(name)
    with (
        spawned(folder / "dev") as dev,
        grpc.insecure_channel(dev.address) as first,
        team(folder / "team", url) as (_, second),
    ):
        for header, content in uploads():
            answers = [send(channel, header, content) for channel in (first, second)]
            assert [one.created for one in answers] == [True, True]
            assert len({one.manifest.snapshot_id for one in answers}) == 1
            assert answers[1].manifest.files[0].store == "postgresql"
        yield first, second
    postgresql.drop(name)


asked = st.sampled_from([None, *FREQUENCIES]).flatmap(
    lambda kind: st.builds(
        lambda days, codes, columns, adjustment, as_of: GetHistoryWindowRequest(
            dataset=DatasetSelector(dataset="sample", as_of_date=as_of),
            date_range=DateRange(start_date=days[0], end_date=days[1]),
            instruments=codes,
            columns=columns,
            adjustment=adjustment,
            frequency=None if kind is None else FREQUENCIES[kind],
        ),
        st.tuples(st.sampled_from(DAYS[:4]), st.sampled_from(DAYS[:4])).map(sorted),
        st.lists(st.sampled_from(SAMPLE.codes), unique=True),
        st.lists(st.sampled_from(COLUMNS if kind is None else list(SHAPES[kind].columns)), unique=True, max_size=8),
        st.sampled_from([Adjustment.NONE, Adjustment.FORWARD, Adjustment.BACKWARD]),
        st.sampled_from(DAYS[4:]),
    )
)


@given(asked)
@settings(max_examples=60, deadline=None)
def test_windows_are_byte_for_byte_those_of_dev(both: tuple[grpc.Channel, grpc.Channel], question: GetHistoryWindowRequest) -> None:
    assert read(both[1], question) == read(both[0], question)


def test_it_says_what_it_is(both: tuple[grpc.Channel, grpc.Channel]) -> None:
    about = [system_grpc.SystemServiceStub(one).GetServerInfo(system.GetServerInfoRequest(), timeout=SECONDS) for one in both]
    assert [one.profile for one in about] == ["dev", "team"]
    assert "postgresql" in about[1].adapters


def refused(call: Callable[[], Any]) -> tuple[str, str, str]:
    """Reason, field and text of a refusal."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    status = status_pb2.Status.FromString(dict(caught.value.trailing_metadata())["grpc-status-details-bin"])
    reason = error_details_pb2.ErrorInfo()
    status.details[0].Unpack(reason)
    return reason.reason, reason.metadata["field"], caught.value.details()


@pytest.mark.parametrize("changes", [{"bars": 3}, {"bars": 1, "columns": ["pb"]}, {"bars": 1, "frequency": BarFrequency.MINUTE}])
def test_a_window_says_as_of_when(both: tuple[grpc.Channel, grpc.Channel], changes: dict[str, Any]) -> None:
    """In team only: what a decision rests on must not hold what nobody could know."""
    request = GetHistoryWindowRequest(dataset=DatasetSelector(dataset="sample"), **changes)
    assert read(both[0], request)
    reason, field, text = refused(lambda: read(both[1], request))
    assert (reason, field) == ("INVALID_FIELD", "dataset.as_of_date")
    assert "set it, such as 2024-06-28" in text


def test_rows_of_a_source_say_as_of_when(both: tuple[grpc.Channel, grpc.Channel]) -> None:
    """Without a source at all the question itself is refused in team, and in dev only that there is nobody to ask."""
    span = DateRange(start_date=date(2024, 1, 2), end_date=date(2024, 1, 3))
    request = GetSourceRowsRequest(question=SourceQuestion(table=SourceTable.BARS, date_range=span))

    def call(channel: grpc.Channel) -> list[Any]:
        return list(
            sources_grpc.MarketSourceServiceStub(channel).GetSourceRows(get_source_rows_request_to_pb(request), timeout=SECONDS)
        )

    with pytest.raises(grpc.RpcError) as caught:
        call(both[0])
    assert caught.value.code() is not grpc.StatusCode.INVALID_ARGUMENT
    reason, field, text = refused(lambda: call(both[1]))
    assert (reason, field) == ("INVALID_FIELD", "question.as_of_utc")
    assert "set it, such as 2024-06-28T07:30:00Z" in text


def rows_in(url: str) -> dict[str, int]:
    """How many rows anybody can see in each table that an ingest writes."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = ("market_bar", "market_kept", "market_snapshot", "market_instrument", "request_log")
        found = {name: connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() for name in names}
    return {name: row[0] for name, row in found.items() if row is not None}


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.02)


@pytest.mark.parametrize("table", ["market_kept", "market_snapshot"])
def test_a_server_killed_in_an_ingest_leaves_no_half_snapshot(postgresql: Cluster, tmp_path: Path, table: str) -> None:
    """Held up when the bars are written, and when the manifest is next; the next server takes the same upload whole."""
    name = f"killed{next(_numbers)}"
    url = postgresql.create(name)
    header, content = uploads()[0]
    plain, waits = url.replace("+psycopg", ""), "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
    with (
        team(tmp_path / "data", url) as (server, channel),
        psycopg.connect(plain) as holder,
        psycopg.connect(plain, autocommit=True) as watcher,
    ):
        holder.execute(f"LOCK TABLE {table} IN SHARE MODE".encode())
        messages = [ingest_bars_request_to_pb(header), market.IngestBarsRequest(arrow_ipc=content)]
        call = market_grpc.MarketDataServiceStub(channel).IngestBars.future(iter(messages), timeout=SECONDS)
        until(lambda: watcher.execute(waits.encode(), [table]).fetchone() == (1,))
        server.process.kill()
        server.process.wait(SECONDS)
        assert isinstance(call.exception(), grpc.RpcError)
        holder.rollback()
        writer = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        until(lambda: watcher.execute(writer.encode()).fetchone() == (0,))
    assert set(rows_in(url).values()) == {0}

    with team(tmp_path / "data", url) as (_, channel):
        listed = list_datasets_request_to_pb(ListDatasetsRequest())
        assert not market_grpc.MarketDataServiceStub(channel).ListDatasets(listed, timeout=SECONDS).datasets
        assert send(channel, header, content).created
        assert not send(channel, IngestBarsRequest(header=SAMPLE.header(request_id=str(uuid.uuid4()))), content).created
        assert rows_in(url)["market_bar"] == len(SAMPLE.rows)
        selector = DatasetSelector(dataset="sample", as_of_date=DAYS[-1])
        found = pa.ipc.open_stream(read(channel, GetHistoryWindowRequest(dataset=selector, bars=len(DAYS)))).read_all()
        assert found.num_rows == len(SAMPLE.rows)
    postgresql.drop(name)


def test_a_database_may_change_its_profile(postgresql: Cluster, tmp_path: Path) -> None:
    """What dev kept in files and team in rows is there under either, and sent again nothing is made anew."""
    url, stores = postgresql.create("changing"), {"dev": "market", "team": "postgresql"}
    basic = table_bytes(beside_days(SAMPLE, DatasetKind.DAILY_BASIC), DatasetKind.DAILY_BASIC)
    answers: dict[str, set[bytes]] = {}
    for profile in ("dev", "team", "dev"):
        command = ("--profile", profile, "--database-url", url)
        with spawned(tmp_path / "data", *command) as server, grpc.insecure_channel(server.address) as channel:
            for name in {profile: None, **dict.fromkeys(answers)}:
                new = name not in answers
                header = {"dataset": f"of-{name}", "request_id": str(uuid.uuid4())}
                bars = send(channel, IngestBarsRequest(header=SAMPLE.header(**header)), SAMPLE.content())
                header["request_id"] = str(uuid.uuid4())
                beside = send(channel, table_request(SAMPLE, basic, DatasetKind.DAILY_BASIC, **header), basic)
                assert (bars.created, beside.created) == (new, new)
                assert [one.manifest.files[0].store for one in (bars, beside)] == [stores[name]] * 2
                selector = DatasetSelector(dataset=f"of-{name}", as_of_date=DAYS[-1])
                asked_for = GetHistoryWindowRequest(dataset=selector, bars=len(DAYS), columns=["close", "volume", "pb"])
                answers.setdefault(name, set()).add(read(channel, asked_for))
    assert [len(found) for found in answers.values()] == [1, 1]
    assert answers["dev"] == answers["team"]
    postgresql.drop("changing")
