"""What stands behind sources: a terminal that stands in for miniQMT, AIstock's database, a tushare that can misbehave."""

import importlib.util
import json
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


#: Rows that the vendor sends at once, whatever is asked for.
MOST_ROWS = {"index_member_all": 2000}
Tables = dict[str, tuple[list[str], list[list[Any]]]]


@dataclass
class StubTushare:
    """A tushare on a real socket: tables it answers from, and manners that come before its answer, one a request."""

    tables: Tables = field(default_factory=dict)
    manners: list[Callable[[BaseHTTPRequestHandler, dict[str, Any]], bool]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """The page of a question, newest rows first, as the vendor sends them."""
        fields, rows = self.tables.get(request["api_name"], (request["fields"].split(","), []))
        asked = request["fields"].split(",")
        params = request["params"]
        found = [dict(zip(fields, row, strict=True)) for row in rows]
        if codes := params.get("ts_code"):
            found = [row for row in found if row["ts_code"] in codes.split(",")]
        moment = next((name for name in ("cal_date", "in_date") if name in fields), "trade_date")
        if request["api_name"] == "index_member_all":
            found = [row for row in found if row["is_new"] == params.get("is_new", "Y")]
        if "index_code" in params:
            found = [row for row in found if row["index_code"] == params["index_code"]]
        for key, keep in (("trade_date", str.__eq__), ("start_date", str.__ge__), ("end_date", str.__le__)):
            if key in params:
                found = [row for row in found if keep(row[moment], params[key])]
        if "list_status" in params:
            found = [row for row in found if row["list_status"] == params["list_status"]]
        found.sort(key=lambda row: row.get(moment, ""), reverse=True)
        offset, limit = params["offset"], min(params["limit"], MOST_ROWS.get(request["api_name"], 6000))
        page = found[offset : offset + limit]
        items = [[row[name] for name in asked] for row in page]
        data = {"fields": asked, "items": items, "has_more": offset + limit < len(found), "count": -1}
        return {"request_id": "stub", "code": 0, "msg": "", "data": data}


@pytest.fixture(scope="session")
def open_tushare() -> Iterator[Callable[..., StubTushare]]:
    """Opens stubs over tables on real sockets."""
    opened: list[tuple[StubTushare, ThreadingHTTPServer]] = []

    def open_stub(tables: Tables, tls: ssl.SSLContext | None = None) -> StubTushare:
        stub = StubTushare(tables=tables)

        class Handler(BaseHTTPRequestHandler):
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.requests.append(request)
                if stub.manners and stub.manners.pop(0)(self, request):
                    return
                send(self, json.dumps(stub.reply(request)).encode())

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what these tests are about."""

        server = Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        stub.port = server.server_address[1]
        opened.append((stub, server))
        return stub

    yield open_stub
    for stub, server in opened:
        stub.released.set()
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """A whole answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
