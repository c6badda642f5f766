"""Sources for a server that the suite starts itself: two that nearly agree, and some that fail as vendors do."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aistock.client import Client
from aistock_conformance.markets import STOCKS, Bar, bars_of, sessions, table

LAKE, COPY, GONE, TERMINAL, VENDOR = "suite-lake", "suite-copy", "suite-gone", "suite-terminal", "suite-vendor"
SHEETS = "suite-sheets"
"""A folder of CSV: industries, and weights of indices."""
CODES = STOCKS[:3]
DAYS = sessions(30)
DIFFERS = (CODES[1], DAYS[7])
"""The copy's close of this share on this day is a fen higher."""
LACKS = (CODES[2], DAYS[11])
"""The copy has no row of this share on this day."""

INDUSTRIES = """\
instrument,taxonomy,level,industry_code,industry_name,effective_from,effective_to,available_at
600000.SH,sw2021,1,801780.SI,银行,2023-03-01,2024-01-15,2023-03-02T09:15:00+08:00
600000.SH,sw2021,2,801783.SI,,2023-03-01,2024-01-15,2023-03-02T09:15:00+08:00
600000.SH,sw2021,1,801790.SI,非银金融,2024-01-15,,2024-01-16T09:15:00+08:00
"""
WEIGHTS = """\
instrument,date,index,weight
000001.SZ,2024-01-31,000300.SH,0.25
600000.SH,2024-01-31,000016.SH,1
600000.SH,2024-01-31,000300.SH,0.75
600000.SH,2024-02-29,000300.SH,1
"""
"""Without available_at: a day later each."""

TOKEN = {"TUSHARE_TOKEN": "a-token-of-the-suite"}
THROTTLED, TRUNCATED = date(1996, 1, 2), date(1997, 1, 2)
"""Days about which the vendor answers that it wants fewer questions, and sends fewer rows than it counts."""
B_SHARE, TORN = "900901.SH", "600000.SH"
"""A share whose prices are dollars, and one whose file has a day that is none."""


def lake_bars() -> list[Bar]:
    """The bars of the first source."""
    return [bar for seed, code in enumerate(CODES) for bar in bars_of(code, DAYS, seed)]


def written(folder: Path, vendor_port: int) -> Path:
    """The file of settings, beside the files that the sources read."""
    import pyarrow.parquet as parquet

    folder.mkdir(parents=True, exist_ok=True)
    bars = lake_bars()
    parquet.write_table(table(bars), folder / "lake.parquet")
    parquet.write_table(_altered(table([bar for bar in bars if (bar.instrument, bar.day) != LACKS])), folder / "copy.parquet")
    _write_terminal(folder / "vipdoc")
    _write_sheets(folder / "sheets")
    sources = [
        {"name": LAKE, "kind": "parquet", "files": {"bars/day": str(folder / "lake.parquet")}},
        {"name": COPY, "kind": "parquet", "files": {"bars/day": str(folder / "copy.parquet")}},
        {"name": GONE, "kind": "parquet", "files": {"bars/day": str(folder / "gone.parquet")}},
        {"name": TERMINAL, "kind": "tdx", "path": str(folder / "vipdoc")},
        {"name": SHEETS, "kind": "csv", "path": str(folder / "sheets")},
        {"name": VENDOR, "kind": "tushare", "url": f"http://127.0.0.1:{vendor_port}", "tries": 1},
    ]
    path = folder / "sources.yaml"
    path.write_text(json.dumps({"sources": sources, "routes": [{"table": "bars", "sources": [LAKE, COPY]}]}), encoding="utf-8")
    return path


def require(client: Client, *names: str) -> None:
    """Skip the case on a server that was there before and has not the suite's own sources."""
    missing = set(names) - {one.name for one in client.market.list_sources()}
    if missing:
        pytest.skip(f"the server has no source {', '.join(sorted(missing))}; the suite's own server has")


@contextmanager
def vendor() -> Iterator[int]:
    """A vendor's service on this machine that answers as badly as its documentation says; gives its port."""
    server = _Server(("127.0.0.1", 0), _Vendor)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Vendor(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        days = {str(value) for value in request["params"].values()}
        if f"{THROTTLED:%Y%m%d}" in days:
            self._send(429, b"too many requests", {"Retry-After": "0"})
            return
        fields = request["fields"].split(",")
        data = {"fields": fields, "items": [], "has_more": False, "count": 1 if f"{TRUNCATED:%Y%m%d}" in days else 0}
        self._send(200, json.dumps({"request_id": "suite", "code": 0, "msg": "", "data": data}).encode(), {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The suite's output is its own."""


def _altered(bars: Any) -> Any:
    import pyarrow as pa

    rows = bars.to_pylist()
    for row in rows:
        if (row["instrument"], row["date"]) == DIFFERS:
            row["close"] = round(row["close"] + 0.01, 2)
            row["high"] = max(row["high"], row["close"])
    return pa.Table.from_pylist(rows, schema=bars.schema)


def _write_terminal(root: Path) -> None:
    """TDX's records of a day: date, four prices in fen, amount as float32, shares, and four bytes of nothing."""
    for code, day in ((B_SHARE, 20240102), (TORN, 20241350)):
        path = root / "sh" / "lday" / f"sh{code[:6]}.day"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(struct.pack("<IIIIIfII", day, 1000, 1010, 990, 1005, 100500.0, 10000, 0))


def _write_sheets(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for name, content in (("industries", INDUSTRIES), ("index_weights", WEIGHTS)):
        (root / f"{name}.day.csv").write_text(content, encoding="utf-8")
