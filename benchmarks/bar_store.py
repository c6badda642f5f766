"""Bars as rows of PostgreSQL against Parquet files, through two servers: ingest, windows, bytes a row; of days and of minutes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from _figures import Row, in_turns, seconds_of
from _market import bars, instruments, minute_bars, peak_mb

from aistock.client import Client
from aistock_conformance.postgres import PostgresMissing, cluster
from aistock_conformance.spawn import Spawned, spawned

STOCKS, QUICK_STOCKS, SESSIONS, MINUTE_DAYS = 5000, 500, 200, 2
ROUNDS = 5
AS_OF = date(2025, 12, 31)
FILES, ROWS = "Parquet files", "rows of PostgreSQL"
Question = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A server, its client, and how to count the bytes that it keeps of a snapshot's kind."""

    server: Spawned
    client: Client
    size: Callable[[str], int]


def rows(quick: bool) -> list[Row]:
    """Figures of both stores, each with its turn; where no PostgreSQL is installed there are none."""
    stocks = QUICK_STOCKS if quick else STOCKS
    try:
        with stores() as opened:
            return [*daily(opened, stocks), *minutes(opened, stocks), *memory(opened)]
    except PostgresMissing as why:
        return [Row(f"bar store: not measured, {why}", 0.0, "")]


@contextmanager
def stores() -> Iterator[Mapping[str, Store]]:
    """A dev server and a team server, each over an empty folder."""
    with tempfile.TemporaryDirectory(prefix="aistock-bench-") as name, cluster() as database:
        folder, url = Path(name), database.create("team")
        with (
            spawned(folder / "dev") as dev,
            spawned(folder / "team", "--profile", "team", "--database-url", url) as team,
            Client(dev.address, connect_timeout=60.0, timeout=300.0) as first,
            Client(team.address, connect_timeout=60.0, timeout=300.0) as second,
        ):
            yield {
                FILES: Store(server=dev, client=first, size=lambda kind: files_size(folder / "dev" / "market", kind)),
                ROWS: Store(server=team, client=second, size=lambda kind: table_size(url, kind)),
            }


def files_size(folder: Path, kind: str) -> int:
    """Bytes of the Parquet files of a kind."""
    name = {"market_bar": "bars.parquet", "market_minute": "rows.parquet"}[kind]
    return sum(path.stat().st_size for path in folder.glob(f"*/{name}"))


def table_size(url: str, kind: str) -> int:
    """Bytes of a table with its index."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT pg_total_relation_size(%s)", [kind]).fetchone()
    return 0 if found is None else int(found[0])


def daily(opened: Mapping[str, Store], stocks: int) -> list[Row]:
    """Bars of every stock on 200 days."""
    table, name = bars(stocks, SESSIONS), f"{stocks:,} × {SESSIONS} daily bars"
    codes = [one.code for one in instruments(stocks)]
    questions: dict[str, Question] = {
        "all": {"bars": SESSIONS},
        "the close of all": {"bars": SESSIONS, "columns": ["close"]},
        "the last 20 days": {"bars": 20},
        "one stock, all days": {"bars": SESSIONS, "instruments": codes[7:8]},
        "100 stocks, all days": {"bars": SESSIONS, "instruments": codes[:100]},
    }
    return [*taken(opened, table, stocks, name, "market_bar"), *asked(opened, name, questions)]


def minutes(opened: Mapping[str, Store], stocks: int) -> list[Row]:
    """Minutes of every stock on two days."""
    table, name = minute_bars(stocks, MINUTE_DAYS), f"{stocks:,} × {MINUTE_DAYS} days of minutes"
    codes = [one.code for one in instruments(stocks)]
    questions: dict[str, Question] = {
        "the last day": {"bars": 1, "frequency": "minute"},
        "one stock, all days": {"bars": MINUTE_DAYS, "frequency": "minute", "instruments": codes[7:8]},
    }
    return [*taken(opened, table, stocks, name, "market_minute", frequency="minute"), *asked(opened, name, questions)]


def taken(opened: Mapping[str, Store], table: Any, stocks: int, name: str, kind: str, **more: Any) -> list[Row]:
    """Ingest by each server, and what it needs on disk."""
    members, seconds, sizes = instruments(stocks), {}, {}
    for peer, store in opened.items():
        ingest = partial(store.client.market.ingest_bars, "bench", table, members, source="benchmark", synthetic=True, **more)
        seconds[peer] = seconds_of(ingest)
        sizes[peer] = store.size(kind) / table.num_rows
    return [*compared(f"ingest of {name}", seconds, "s"), *compared(f"{name}: bytes a row on disk", sizes, "B")]


def asked(opened: Mapping[str, Store], name: str, questions: Mapping[str, Question]) -> list[Row]:
    """Windows by each server, which must be the same, with both having their turn."""
    found: list[Row] = []
    for what, question in questions.items():
        calls = {peer: reader(store, question) for peer, store in opened.items()}
        assert calls[FILES]().equals(calls[ROWS]()), f"the stores gave different tables of {name}: {what}"
        found += compared(f"{name}: {what}", {peer: took * 1000 for peer, took in in_turns(calls, ROUNDS).items()}, "ms")
    return found


def reader(store: Store, question: Question) -> Callable[[], Any]:
    """A window to an Arrow table."""
    return lambda: store.client.market.history("bench", as_of_date=AS_OF, **question).to_arrow()


def compared(what: str, values: Mapping[str, float], unit: str) -> list[Row]:
    """The files' figure and the rows', as a ratio."""
    base = values[FILES]
    return [Row(f"{what}: {peer}", value, unit, FILES, value / base) for peer, value in values.items()]


def memory(opened: Mapping[str, Store]) -> list[Row]:
    """Most memory that each server has had at once."""
    peaks = {peer: peak_mb(store.server) for peer, store in opened.items()}
    return compared("peak memory of the server after all of it", peaks, "MiB")
