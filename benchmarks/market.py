"""Market data: windows against Arrow Flight and Qlib, ingest against a bare Parquet write, bins against numpy's own files."""

from __future__ import annotations

import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from _figures import Row, in_turns, seconds_of
from _market import FIELDS, bars, flight, instruments, peak_mb, qlib

from aistock.client import Client
from aistock_conformance.spawn import Spawned, spawned


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A market, and how often each call has its turn."""

    stocks: int
    sessions: int
    rounds: int

    def __str__(self) -> str:
        return f"{self.stocks:,} × {self.sessions:,}"


YEAR, MARKET = Size(stocks=984, sessions=242, rounds=9), Size(stocks=5000, sessions=1000, rounds=5)
QUICK_YEAR, QUICK_MARKET = Size(stocks=200, sessions=60, rounds=3), Size(stocks=1000, sessions=200, rounds=3)
QLIB_ROUNDS = 3


def rows(quick: bool) -> list[Row]:
    """A market of a year, which Qlib reads too, and one of four years, which is large."""
    year, market = (QUICK_YEAR, QUICK_MARKET) if quick else (YEAR, MARKET)
    found: list[Row] = []
    with served() as (server, client, folder):
        table = bars(year.stocks, year.sessions)
        snapshot_id = ingested(client, table, year)[1]
        found += windows(server, client, year)
        found += against_qlib(client, folder, snapshot_id, year)
    with served() as (server, client, folder):
        table = bars(market.stocks, market.sessions)
        plain = min(plain_parquet(table, folder / "plain.parquet") for _ in range(2))
        seconds, snapshot_id = ingested(client, table, market)
        found += ingest_rows(market, table.num_rows, seconds, plain)
        del table
        found += windows(server, client, market)
        found += bins(client, folder, snapshot_id, market)
        found.append(Row("server: peak memory after all of it", peak_mb(server), "MiB"))
    return found


@contextmanager
def served() -> Iterator[tuple[Spawned, Client, Path]]:
    """A server over an empty folder in a process of its own, its client, and a folder for everything else."""
    with tempfile.TemporaryDirectory(prefix="aistock-bench-") as name:
        folder = Path(name)
        with spawned(folder / "data") as server, Client(server.address, connect_timeout=60.0) as client:
            yield server, client, folder


def ingested(client: Client, table: Any, size: Size) -> tuple[float, str]:
    """Seconds of an ingest from the table in memory to the answer, and the snapshot."""
    members = instruments(size.stocks)
    began = time.perf_counter()
    answer = client.market.ingest_bars("bench", table, members, source="benchmark", synthetic=True)
    seconds = time.perf_counter() - began
    assert answer.created
    assert answer.manifest.row_count == table.num_rows
    return seconds, answer.manifest.snapshot_id


def windows(server: Spawned, client: Client, size: Size) -> list[Row]:
    """The same window by Flight and by the SDK, to Arrow and to pandas; then windows that were never asked for before."""
    from pyarrow import flight as arrow_flight

    def history() -> Any:
        return client.market.history("bench", bars=size.sessions, columns=FIELDS)

    orders = permutations(FIELDS)

    def first() -> Any:
        return client.market.history("bench", bars=size.sessions, columns=next(orders)).to_arrow()

    with flight(size.stocks, size.sessions) as address, arrow_flight.connect(address) as peer_client:
        ticket = arrow_flight.Ticket(b"")

        def by_flight() -> Any:
            return peer_client.do_get(ticket).read_all()

        assert by_flight().equals(history().to_arrow()), "Flight and the server gave different tables"

        def compact() -> Any:
            return client.market.history("bench", bars=size.sessions, columns=FIELDS, layout="compact").to_arrow()

        # One kind of window after the other: a large one takes the place of another that is held. Frames come last: once pandas
        # has freed its large blocks, the allocator gives nothing back to the system any more, and every later call is quicker.
        took = in_turns({"flight": by_flight, "arrow": lambda: history().to_arrow()}, size.rounds)
        fewer = in_turns({"flight": by_flight, "compact": compact}, size.rounds)
        anew = in_turns({"flight": by_flight, "first": first}, size.rounds)
        frames = in_turns(
            {"flight": by_flight, "arrow": lambda: history().to_arrow(), "pandas": lambda: history().to_pandas()}, size.rounds
        )
    peer = "Arrow Flight, same table and types"
    base = took["flight"]
    return [
        Row(f"window of {size}: {peer}", base * 1000, "ms", peer, 1.0),
        Row(f"window of {size}: SDK to Arrow", took["arrow"] * 1000, "ms", peer, took["arrow"] / base, at_most=1.2),
        Row(
            f"window of {size}: SDK to Arrow, compact layout",
            fewer["compact"] * 1000,
            "ms",
            "Arrow Flight, the float64 table",
            fewer["compact"] / fewer["flight"],
            at_most=1.0,
        ),
        Row(
            f"window of {size}: SDK to Arrow, never asked for before",
            anew["first"] * 1000,
            "ms",
            peer,
            anew["first"] / anew["flight"],
        ),
        Row(
            f"window of {size}: SDK to Arrow, in turns with frames",
            frames["arrow"] * 1000,
            "ms",
            peer,
            frames["arrow"] / frames["flight"],
        ),
        Row(f"window of {size}: SDK to pandas", frames["pandas"] * 1000, "ms", peer, frames["pandas"] / frames["flight"]),
    ]


def exported(client: Client, snapshot_id: str, target: Path) -> float:
    """Seconds of an export to Qlib's bins as the server counts them; the archive is fetched after that."""
    operation = client.system.wait_operation(client.market.export_dataset(snapshot_id, format="qlib_bin"))
    assert operation.result is not None, operation.error_message
    dataset: Any = operation.result
    client.artifacts.get(dataset.artifact_sha256, to=target)
    return (operation.updated_at_utc - operation.created_at_utc).total_seconds()


def against_qlib(client: Client, folder: Path, snapshot_id: str, size: Size) -> list[Row]:
    """The SDK's frame against qlib.data.D.features over bins of the same snapshot on this machine's disk."""
    exported(client, snapshot_id, folder / "bins.tar")
    with tarfile.open(folder / "bins.tar") as archive:
        archive.extractall(folder / "bins", filter="data")
    with qlib(folder / "bins") as features:
        calls = {
            "qlib": features,
            "sdk": lambda: client.market.history("bench", bars=size.sessions, columns=FIELDS).to_pandas(),
        }
        took = in_turns(calls, QLIB_ROUNDS)
    peer = "times faster than D.features"
    return [
        Row(f"frame of {size} × 8: qlib.data.D.features of local bins", took["qlib"] * 1000, "ms"),
        Row(f"frame of {size} × 8: SDK", took["sdk"] * 1000, "ms", peer, took["qlib"] / took["sdk"], at_least=10),
    ]


def plain_parquet(table: Any, path: Path) -> float:
    """Seconds of pyarrow's own write of the table."""
    from pyarrow import parquet

    return seconds_of(lambda: parquet.write_table(table, path))


def ingest_rows(size: Size, count: int, seconds: float, plain: float) -> list[Row]:
    """Rows a second, and the ratio to a bare write."""
    peer, limit = "pyarrow.parquet.write_table of the same table", "million rows a second"
    return [
        Row(f"ingest of {size}: {peer}", plain, "s", peer, 1.0),
        Row(f"ingest of {size}: IngestBars, from table to answer", seconds, "s", peer, seconds / plain),
        Row(f"ingest of {size}: rows a second", count / seconds / 1000, "k/s", limit, count / seconds / 1e6, at_least=1),
    ]


def bins(client: Client, folder: Path, snapshot_id: str, size: Size) -> list[Row]:
    """An export against numpy's tofile of the very same arrays, a file for each instrument and field."""
    import numpy as np

    seconds = exported(client, snapshot_id, folder / "bins.tar")
    with tarfile.open(folder / "bins.tar") as archive:
        arrays = {
            member.name: np.frombuffer(content.read(), dtype="<f4")
            for member in archive
            if member.name.endswith(".bin") and (content := archive.extractfile(member)) is not None
        }
    folders = {Path(name).parent for name in arrays}

    def write() -> None:
        for one in folders:
            (folder / "numpy" / one).mkdir(parents=True)
        for name, values in arrays.items():
            values.tofile(folder / "numpy" / name)

    plain = seconds_of(write)
    peer = "numpy tofile of the same bytes"
    return [
        Row(f"Qlib bins of {size} × 8: {peer}", plain, "s", peer, 1.0),
        Row(f"Qlib bins of {size} × 8: export, from start to stored archive", seconds, "s", peer, seconds / plain, at_most=2),
    ]
