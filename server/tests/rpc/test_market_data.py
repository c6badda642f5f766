"""MarketDataService as a client on the wire sees it, on SQLite and Parquet."""

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.converters import ingest_header_to_pb
from aistock_server.adapters.memory.market_room import MemoryVault
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.bar_files import ParquetBarStore
from aistock_server.adapters.parquet.table_codec import ArrowTableCodec
from aistock_server.adapters.parquet.table_files import ParquetTableStore
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.market_store import SqlMarketStore
from aistock_server.adapters.sql.metadata import metadata
from aistock_server.adapters.sql.operation_store import SqlOperationStore
from aistock_server.adapters.sql.request_log import SqlRequestLog
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Conflict, Invalid, RoomError
from aistock_server.kernel.ids import CountingIds
from aistock_server.market import Market
from aistock_server.market.live import QuoteHub
from aistock_server.market.live_sources import LiveSources
from aistock_server.market.table_ports import Beside
from aistock_server.operations import Operations
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.live_quotes import LiveQuotes
from aistock_server.rpc.market_data import MarketData

SAMPLE = sample()
CONTENT = SAMPLE.content()


class _AtOnce:
    def submit(self, work: Any) -> object:
        return work()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bars"


@pytest.fixture
def service(tmp_path: Path, folder: Path) -> Iterator[MarketData]:
    database, clock = Database(f"sqlite:///{tmp_path / 'server.sqlite'}"), FixedClock(datetime(2025, 6, 2, tzinfo=UTC))
    with database.unit():
        metadata.create_all(database.connection())
    market = Market(
        store=SqlMarketStore(database),
        bars=ParquetBarStore(folder),
        codec=ArrowBarCodec(),
        beside=Beside(store=ParquetTableStore(folder), codec=ArrowTableCodec(), writers={}),
        qlib=QlibBinWriter(),
        vault=MemoryVault(),
        operations=Operations(SqlOperationStore(database), database, _AtOnce(), clock, CountingIds()),
        clock=clock,
    )
    calls = Calls(database, SqlRequestLog(database))
    quotes = LiveQuotes(QuoteHub(clock, LiveSources(clock.now(), (), lambda _now: None), epoch="1"))
    yield MarketData(calls, market, quotes)
    calls.close()
    database.close()


def messages(content: bytes = CONTENT, announced: bytes | None = None, size: int = 1000) -> list[pb.IngestBarsRequest]:
    header = SAMPLE.header(content if announced is None else announced)
    pieces = [content[begin : begin + size] for begin in range(0, len(content), size)]
    return [pb.IngestBarsRequest(header=ingest_header_to_pb(header)), *(pb.IngestBarsRequest(arrow_ipc=piece) for piece in pieces)]


async def sent(requests: Sequence[pb.IngestBarsRequest | bytes]) -> AsyncIterator[bytes]:
    for request in requests:
        yield request if isinstance(request, bytes) else request.SerializeToString()


def run(work: Any) -> Any:
    import asyncio

    return asyncio.run(work)


def upload(service: MarketData, requests: Sequence[pb.IngestBarsRequest | bytes]) -> pb.IngestBarsResponse:
    answer: pb.IngestBarsResponse = run(service.IngestBars(sent(requests), None))
    return answer


async def window(service: MarketData, snapshot_id: str) -> list[pb.GetHistoryWindowResponse]:
    request = pb.GetHistoryWindowRequest(dataset=pb.DatasetSelector(snapshot_id=snapshot_id), bars=30)
    return [piece async for piece in service.GetHistoryWindow(request, None)]


def test_what_was_sent_is_read_back(service: MarketData) -> None:
    import pyarrow as pa

    answer = upload(service, messages())
    first, *pieces = run(window(service, answer.manifest.snapshot_id))
    assert first.provenance.snapshot_id == answer.manifest.snapshot_id
    table = pa.ipc.open_stream(b"".join(piece.arrow_ipc for piece in pieces)).read_all()
    sent_rows = pa.ipc.open_stream(CONTENT).read_all().sort_by([("date", "ascending"), ("instrument", "ascending")])
    assert table.equals(sent_rows)


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_the_cut_into_messages_does_not_matter(service: MarketData, size: int) -> None:
    content = sample(sessions=2).content() if size == 1 else CONTENT
    digest = hashlib.sha256(content).hexdigest()
    answer = upload(service, messages(content, size=size))
    assert answer.created
    assert len(answer.manifest.snapshot_id) == len(digest)


def test_sending_an_upload_twice_equals_sending_it_once(service: MarketData, folder: Path) -> None:
    assert upload(service, messages()) == upload(service, messages(size=333))
    other = sample(sessions=12)
    header = ingest_header_to_pb(other.header())
    with pytest.raises(Conflict) as caught:
        upload(service, [pb.IngestBarsRequest(header=header), pb.IngestBarsRequest(arrow_ipc=other.content())])
    assert caught.value.reason == "REQUEST_ID_REUSED"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "requests",
    [
        [],
        messages()[1:],
        [*messages(), messages()[0]],
        messages()[:-1],
        messages(CONTENT + b"x", announced=CONTENT),
        messages(b"no table at all"),
        [*messages(), b"\xff"],
        [*messages(), pb.IngestBarsRequest()],
        [*messages(), pb.IngestBarsRequest(arrow_ipc=b"")],
        [*messages(), pb.IngestBarsRequest(arrow_ipc=bytes(16 * 2**20 + 1))],
        [*messages(), pb.IngestBarsRequest(arrow_ipc=b"x").SerializeToString() + b"\x1a\x01x"],
    ],
    ids=[
        "nothing",
        "no header",
        "two headers",
        "cut short",
        "other bytes",
        "no table",
        "no message",
        "an empty message",
        "no bytes",
        "too many bytes",
        "an unknown field",
    ],
)
def test_a_broken_upload_leaves_nothing(service: MarketData, folder: Path, requests: list[pb.IngestBarsRequest | bytes]) -> None:
    with pytest.raises(Invalid) as caught:
        upload(service, requests)
    assert caught.value.reason in ("INVALID_FIELD", "UNREADABLE", "UNKNOWN_FIELD")
    assert not folder.exists()
    assert not run(service.ListDatasets(pb.ListDatasetsRequest(), None)).datasets
    assert upload(service, messages()).created


def test_a_refused_window_fails_before_the_first_message(service: MarketData) -> None:
    with pytest.raises(RoomError):
        run(window(service, "0" * 64))
