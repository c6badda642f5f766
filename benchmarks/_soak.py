"""`make soak`: 20 clients take a full-market snapshot every three seconds, for ten minutes: how late, and the server's memory."""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from _quote_load import MARKET, Snapshot, now, publisher, stamp_of

from aistock.client import AsyncClient
from aistock_conformance.spawn import spawned

CLIENTS, EVERY_SECONDS, LATEST_MS = 20, 3.0, 100.0
#: Memory that the allocator of a Python process may keep besides.
MAY_GROW_MB = 24
#: The first snapshots fill the hub and the buffers of the connections.
WARM = 3


async def listen(address: str, snapshots: int, found: list[tuple[int, float]]) -> None:
    """One client: when each snapshot was in its hands, counted from its stamp; then its quotes are counted, when nobody waits."""
    async with AsyncClient(address, connect_timeout=60.0) as client, client.market.stream_quotes() as stream:
        seen = 0
        while seen < snapshots * MARKET:
            batch = await anext(stream)
            at = now()
            if b"\x1a\x1b" not in batch.content[:600]:
                continue
            milliseconds = (at - stamp_of(batch.content)) * 1000
            await asyncio.sleep(1.0)
            seen += len(batch) + batch.conflated
            found.append((len(batch), milliseconds))


def listeners(address: str, clients: int, snapshots: int, results: Any) -> None:
    """A process of clients, each with a connection of its own."""

    async def all_of_them() -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        await asyncio.gather(*(listen(address, snapshots, found) for _ in range(clients)))
        return found

    began = time.process_time()
    found = asyncio.run(all_of_them())
    results.put((found, time.process_time() - began))


class Watched:
    """The server's memory and processor time, looked at before every snapshot."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self.sizes: list[int] = []
        self.seconds: list[float] = []

    def look(self) -> None:
        """Look once."""
        times = self._process.cpu_times()
        self.sizes.append(self._process.memory_info().rss)
        self.seconds.append(times.user + times.system)


def snapshots(count: int, watched: Watched) -> Iterator[bytes]:
    """A stamped snapshot every three seconds."""
    made = Snapshot(0, MARKET)
    begin = time.monotonic() + 2
    for number in range(count):
        time.sleep(max(0.0, begin + number * EVERY_SECONDS - time.monotonic()))
        watched.look()
        yield made.stamped(now())
    time.sleep(2)
    watched.look()


def main() -> int:
    """Run, print, and fail when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    count = WARM + round(options.minutes * 60 / EVERY_SECONDS)
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, spawned(Path(folder) / "data") as server:
        results = spawn.Queue()
        workers = [spawn.Process(target=listeners, args=(server.address, CLIENTS // 2, count, results)) for _ in range(2)]
        for worker in workers:
            worker.start()
        time.sleep(8)
        watched = Watched(server.process.pid)
        publisher(server.address, snapshots(count, watched))
        told = [results.get(timeout=120) for _ in workers]
        for worker in workers:
            worker.join(30)
    return report([one for found, _ in told for one in found], sum(seconds for _, seconds in told), watched, count)


def report(found: list[tuple[int, float]], clients: float, watched: Watched, count: int) -> int:
    """Print what was seen; 0 when every limit was kept."""
    late = sorted(milliseconds for _, milliseconds in found)
    p99 = statistics.quantiles(late, n=100)[98]
    sizes = [size / 2**20 for size in watched.sizes]
    grown = sizes[-1] - sizes[WARM]
    server = (watched.seconds[-1] - watched.seconds[0]) / count * 1000
    print(
        f"{CLIENTS} clients, {count} snapshots of {MARKET} quotes, one every {EVERY_SECONDS:g} s; {os.cpu_count()} cores, ", end=""
    )
    print(
        f"load {os.getloadavg()[0]:.1f}; {len(found)} deliveries, {sum(one == MARKET for one, _ in found)} of them whole snapshots"
    )
    print(f"processor a snapshot: server {server:.0f} ms, all clients {clients / count * 1000:.0f} ms")
    print(f"publish to client: p50 {statistics.median(late):.0f} ms, p90 {late[int(len(late) * 0.9)]:.0f} ms, ", end="")
    print(f"p99 {p99:.0f} ms, max {late[-1]:.0f} ms  [p99 at most {LATEST_MS:g} ms: {_word(p99 <= LATEST_MS)}]")
    print(f"server memory: {sizes[WARM]:.1f} MB after {WARM} snapshots, {max(sizes):.1f} MB at most, ", end="")
    print(f"{sizes[-1]:.1f} MB at the end  [growth at most {MAY_GROW_MB} MB: {_word(grown <= MAY_GROW_MB)}]")
    return 0 if p99 <= LATEST_MS and grown <= MAY_GROW_MB else 1


def _word(kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    raise SystemExit(main())
