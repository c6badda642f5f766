"""What stands behind sources: the terminal that stands in for miniQMT, and a database with AIstock's tables."""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest

from aistock_conformance.postgres import Cluster
from aistock_server.adapters.timescale.warehouse import Warehouse

_STAND_IN = Path(__file__).parent / "miniqmt" / "standin.py"
_WAREHOUSE_TABLES = Path(__file__).parent / "sources" / "warehouse.sql"
_PRICES = ("open", "high", "low", "close")


def _stand_in() -> ModuleType:
    """The module of test support; it is no test and no package, so it is loaded by its file."""
    name = "aistock_tests_miniqmt_standin"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, _STAND_IN)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def open_stand_in() -> Iterator[Callable[[dict[str, Any], Path], Any]]:
    """Starts terminals over markets; skips where the vendor's Python layer is not installed."""
    if importlib.util.find_spec("xtquant") is None:
        pytest.skip("xtquant is not installed: the vendor's own layer is what these tests run")
    module = _stand_in()
    module.stand_in_for_the_binary()
    opened: list[Any] = []

    def start(market: dict[str, Any], folder: Path) -> Any:
        opened.append(module.StandIn(market, folder))
        return opened[-1]

    yield start
    for one in opened:
        one.kill()


def write_warehouse(url: str, days: Sequence[Any], minutes: Sequence[Any], reference: Mapping[str, Sequence[Any]]) -> None:
    """The invented market in a database: thousandths of CNY, whole hands, factors in a table of their own."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(_WAREHOUSE_TABLES.read_bytes())
        cursor = connection.cursor()
        cursor.executemany(
            "INSERT INTO market.kline_daily_raw VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (bar.code, bar.day, *(round(getattr(bar, name) * 1000) for name in _PRICES), bar.volume // 100, bar.amount * 1000)
                for bar in days
            ],
        )
        cursor.executemany(
            "INSERT INTO market.kline_minute_raw VALUES (%s, %s, '1m', %s, %s, %s, %s, %s, %s)",
            [
                (
                    row.code,
                    row.event_time,
                    *(round((row.values[name] or 0) * 1000) for name in _PRICES),
                    (row.values["volume"] or 0) // 100,
                    (row.values["amount"] or 0) * 1000,
                )
                for row in minutes
            ],
        )
        cursor.executemany("INSERT INTO market.adj_factor VALUES (%s, %s, %s)", [(b.code, b.day, b.adj_factor) for b in days])
        sessions = sorted({bar.day for bar in days})
        every = [sessions[0] + timedelta(days=n) for n in range((sessions[-1] - sessions[0]).days + 1)]
        cursor.executemany("INSERT INTO market.trading_calendar VALUES (%s, %s)", [(day, day in sessions) for day in every])
        cursor.executemany(
            "INSERT INTO market.stock_basic VALUES (%s, %s, 'L', '2010-01-04', NULL)",
            [(code, f"name {code}") for code in sorted({bar.code for bar in days})],
        )
        cursor.executemany(
            "INSERT INTO market.industry_members VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [(row.code, *row.values.values(), row.available_at) for row in reference["industries"]],
        )
        cursor.executemany(
            "INSERT INTO market.index_weights VALUES (%s, %s, %s, %s, %s)",
            [(row.code, row.event_time.date(), *row.values.values(), row.available_at) for row in reference["index_weights"]],
        )
        cursor.execute("INSERT INTO market.daily_basic VALUES ('2024-01-02', '600000.SH', 10.5, 1.25, NULL, 1234.5678, 98.7654)")


@pytest.fixture(scope="session")
def warehouse_url(
    postgresql: Cluster, invented: tuple[list[Any], list[Any]], invented_reference: Mapping[str, Sequence[Any]]
) -> str:
    """A database with AIstock's tables."""
    url = postgresql.create("warehouse")
    write_warehouse(url, *invented, invented_reference)
    return url


@pytest.fixture(scope="session")
def warehouse(warehouse_url: str) -> Warehouse:
    """Reads of that database."""
    return Warehouse("timescale", warehouse_url)
