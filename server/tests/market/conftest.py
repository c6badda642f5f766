"""Market rooms over memory, with real Arrow, Qlib bins and operations."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_room import memory_market as open_market
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.table_codec import ArrowTableCodec
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.metadata import metadata
from aistock_server.adapters.sql.operation_store import SqlOperationStore
from aistock_server.assembly import FRAME_WRITERS
from aistock_server.kernel.clock import SystemClock
from aistock_server.kernel.ids import CountingIds
from aistock_server.operations import Operations


class _AtOnce:
    """Runs a job where it is submitted."""

    def submit(self, work: Callable[[], None]) -> object:
        return work()


@pytest.fixture(scope="session")
def operations_database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The database that operations are kept in."""
    path: Path = tmp_path_factory.mktemp("operations") / "operations.sqlite"
    database = Database(f"sqlite:///{path}")
    with database.unit():
        metadata.create_all(database.connection())
    return database


@pytest.fixture(scope="session")
def operations(operations_database: Database) -> Operations:
    """Operations whose jobs run at once after the commit."""
    store = SqlOperationStore(operations_database)
    return Operations(store, operations_database, _AtOnce(), SystemClock(), CountingIds())


@pytest.fixture(scope="session")
def memory_market(operations: Operations) -> Callable[[], MemoryMarket]:
    """Opens a room that holds nothing yet."""
    return lambda: open_market(ArrowBarCodec(), ArrowTableCodec(), QlibBinWriter(), operations, FRAME_WRITERS)
