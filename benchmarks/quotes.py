"""Quotes of now: published, checked, kept and streamed to one client, against a relay of the same bytes that looks at nothing."""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
import psutil
from _figures import Row, fastest_ms
from _quote_load import OPTIONS, PUBLISH, STREAM, Snapshot, now, publisher, same

from aistock.client import QuoteBatch
from aistock.market.v1.market_data_service_pb2 import StreamQuotesRequest, StreamQuotesResponse
from aistock_conformance.spawn import spawned

TARGET = 100_000
A_MESSAGE = 5_000
CURSOR = StreamQuotesResponse(cursor="run:all:1:1", conflated=0).SerializeToString()


def relay(announce: Any) -> None:
    """A bare gRPC server: what publishers send goes to one stream, message by message."""

    async def serve() -> None:
        passed: asyncio.Queue[bytes] = asyncio.Queue(4)

        async def publish(requests: Any, context: Any) -> bytes:
            async for content in requests:
                await passed.put(content)
            return b""

        async def stream(request: bytes, context: Any) -> Any:
            yield b""
            while True:
                yield await passed.get()

        server = grpc.aio.server(options=OPTIONS)
        for path, handler in (
            (PUBLISH, grpc.stream_unary_rpc_method_handler(publish)),  # type: ignore[arg-type]  # the stubs know no asyncio
            (STREAM, grpc.unary_stream_rpc_method_handler(stream)),  # type: ignore[arg-type]  # the stubs know no asyncio
        ):
            service, method = path.strip("/").split("/")
            server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        announce.send(f"127.0.0.1:{port}")
        await server.wait_for_termination()

    asyncio.run(serve())


@contextmanager
def relaying() -> Iterator[tuple[str, int]]:
    """A running relay: its address and process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=relay, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv(), process.pid or 0
    finally:
        process.terminate()
        process.join(10)


class Load:
    """Messages of distinct instruments, so that no quote takes the place of another."""

    def __init__(self, messages: int) -> None:
        self._made = [Snapshot(one * A_MESSAGE, A_MESSAGE) for one in range(messages)]
        self.quotes = messages * A_MESSAGE
        self._last = f"{self.quotes - 1:06d}.SH".encode()

    def round(self, address: str, stream: Iterator[bytes]) -> tuple[float, list[bytes]]:
        """Seconds from the first byte published until the last quote was here, and what came."""
        stamp = now()
        messages = [snapshot.stamped(stamp) for snapshot in self._made]
        sender = threading.Thread(target=publisher, args=(address, iter(messages)))
        came: list[bytes] = []
        began = time.perf_counter()
        sender.start()
        while not came or came[-1].find(self._last, len(came[-1]) - 600) < 0:
            came.append(next(stream))
        seconds = time.perf_counter() - began
        sender.join()
        return seconds, came


@dataclass(frozen=True, slots=True)
class Speed:
    """Quotes a second to one client, and the microseconds of the server's processor that a quote took."""

    a_second: float
    microseconds: float


def measured(load: Load, address: str, pid: int, rounds: int, *, ours: bool) -> Speed:
    """The medians of some rounds, after one that does not count."""
    server = psutil.Process(pid)
    speeds, used = [], []
    with grpc.insecure_channel(address, options=OPTIONS) as channel:
        stream = channel.unary_stream(STREAM, same, same)(StreamQuotesRequest().SerializeToString())
        next(stream)
        for _ in range(rounds + 1):
            before = server.cpu_times()
            seconds, came = load.round(address, stream)
            after = server.cpu_times()
            if ours:
                batches = [QuoteBatch(content) for content in came]
                assert (sum(map(len, batches)), sum(batch.conflated for batch in batches)) == (load.quotes, 0)
            speeds.append(load.quotes / seconds)
            used.append((after.user + after.system - before.user - before.system) / load.quotes * 1e6)
        stream.cancel()
    return Speed(statistics.median(speeds[1:]), statistics.median(used[1:]))


def tables(rounds: int) -> float:
    """Milliseconds in which the SDK makes an Arrow table of a full-market batch."""
    content = Snapshot(0, 5_500).stamped(now())[len(b"\x0a\x09benchmark") :]
    return fastest_ms({"table": lambda: QuoteBatch(CURSOR + content).to_arrow()}, rounds)["table"]


def rows(quick: bool) -> list[Row]:
    """The figures."""
    load, rounds = Load(10 if quick else 40), 2 if quick else 5
    with relaying() as (address, pid):
        bare = measured(load, address, pid, rounds, ours=False)
    with tempfile.TemporaryDirectory() as folder, spawned(Path(folder) / "data") as server:
        real = measured(load, server.address, server.process.pid, rounds, ours=True)
    table = tables(rounds)
    return [
        Row("quotes to one client, a bare gRPC relay of the same bytes", bare.a_second, "1/s", "bare relay", 1.0),
        Row("quotes to one client, checked and kept", real.a_second, "1/s", "bare relay", real.a_second / bare.a_second),
        Row("quotes to one client, a second", real.a_second, "1/s", f"{TARGET:,} a second", real.a_second / TARGET, at_least=1.0),
        Row("processor of the server for a quote, a bare relay", bare.microseconds, "us", "bare relay", 1.0),
        Row(
            "processor of the server for a quote",
            real.microseconds,
            "us",
            f"{1e6 / TARGET:g} us",
            real.microseconds * TARGET / 1e6,
            at_most=1.0,
        ),
        Row("a full-market batch to Arrow in the SDK, processor time", table, "ms"),
    ]
