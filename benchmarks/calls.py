"""Calls: memory of an idle server, and the time of its smallest call against a bare gRPC echo in another process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _figures import Row, median_ms

from aistock.client import Client
from aistock_conformance.spawn import spawned

GET_SERVER_INFO = "/aistock.system.v1.SystemService/GetServerInfo"
TURNS = 3


def rows(quick: bool) -> list[Row]:
    """The two servers have their turns one after the other."""
    import psutil

    count = 50 if quick else 300
    with (
        tempfile.TemporaryDirectory() as folder,
        spawned(Path(folder) / "data") as server,
        Client(server.address, connect_timeout=60.0) as client,
        echo() as address,
    ):
        client.system.get_server_info()
        resident = psutil.Process(server.process.pid).memory_info().rss / 2**20
        turns = [(p50(address, count), p50(server.address, count), sdk_p50(client, count)) for _ in range(TURNS)]
    bare, raw, sdk = (statistics.median(column) for column in zip(*turns, strict=True))
    peer = "bare grpc echo"
    return [
        Row("server idle resident memory", resident, "MiB"),
        Row("call p50: bare grpc echo", bare, "ms", peer, 1.0),
        Row("call p50: GetServerInfo, raw", raw, "ms", peer, raw / bare),
        Row("call p50: GetServerInfo, SDK", sdk, "ms", peer, sdk / bare),
    ]


def p50(address: str, count: int) -> float:
    """Median time of a raw call of GetServerInfo's name."""
    import grpc

    with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        call = channel.unary_unary(GET_SERVER_INFO, bytes, bytes)
        for _ in range(count // 5 + 1):
            call(b"", wait_for_ready=True, timeout=60)
        return median_ms(lambda: call(b"", timeout=60), count)


def sdk_p50(client: Client, count: int) -> float:
    """Median time of the same call through the SDK, models and checks included."""
    return median_ms(client.system.get_server_info, count)


@contextmanager
def echo() -> Iterator[str]:
    """A gRPC server in a process of its own that answers every call with nothing; its address."""
    process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def serve_echo() -> None:
    """Answer every call with an empty message until the process is ended."""
    import grpc

    class Echo(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in the stubs, not at run time
        def service(self, handler_call_details: Any) -> Any:
            return grpc.unary_unary_rpc_method_handler(lambda request, context: b"")

    server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
    server.add_generic_rpc_handlers((Echo(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    serve_echo()
