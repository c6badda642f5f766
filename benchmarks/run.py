"""Ratios against named peers, measured in one run: conversion, validation, start-up, memory and the time of a call."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from aistock.client import Client
from aistock.contract import documents as contract_documents
from aistock.contract.model import ContractModel
from aistock.experiments.v1.models import ExperimentRequest
from aistock.library.v1.models import LoopCatalog
from aistock_conformance import documents, rows
from aistock_conformance.spawn import spawned
from aistock_conformance.wire import model_of, pb_of

LOOPS = 2_000
GET_SERVER_INFO = "/aistock.system.v1.SystemService/GetServerInfo"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, its median, and the peer it is divided by (ratio 1.0 is the peer itself)."""

    what: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None


def median_ms(call: Callable[[], Any], rounds: int) -> float:
    """Median time of a call in milliseconds, after one that does not count."""
    call()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def conversions(name: str, schema: str, model: ContractModel, rounds: int) -> list[Row]:
    """What reading, writing, checking and converting one document costs, against pydantic's own parse of its JSON."""
    import jsonschema
    import protovalidate

    kind, pb = type(model), pb_of(model)
    content = contract_documents.canonical_json(model)
    value = json.loads(content)
    text = (files("aistock") / "_schemas" / schema).read_text(encoding="utf-8")
    slow = jsonschema.Draft202012Validator(json.loads(text))
    validator = protovalidate.Validator()
    peer = "pydantic model_validate_json"
    base = median_ms(lambda: kind.model_validate_json(content), rounds)
    measured = {
        "aistock documents.read": median_ms(lambda: contract_documents.read(kind, content), rounds),
        "json.loads": median_ms(lambda: json.loads(content), rounds),
        "pydantic model_dump_json": median_ms(model.model_dump_json, rounds),
        "aistock canonical_json": median_ms(lambda: contract_documents.canonical_json(model), rounds),
        "model to protobuf": median_ms(lambda: pb_of(model), rounds),
        "protobuf to model": median_ms(lambda: model_of(pb), rounds),
        "protovalidate": median_ms(lambda: validator.collect_violations(pb), max(1, rounds // 3)),
        "jsonschema (Python), shipped schema": median_ms(lambda: list(slow.iter_errors(value)), 1),
    }
    head = [Row(f"{name}: {peer}", base, "ms", peer, 1.0)]
    return head + [Row(f"{name}: {what}", took, "ms", peer, took / base) for what, took in measured.items()]


def imports(rounds: int) -> list[Row]:
    """Time of `import aistock` in a process of its own, less that of an empty process."""

    def took(code: str) -> float:
        return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True), rounds)

    empty, whole, heavy = took("pass"), took("import aistock"), took("import pydantic")
    peer = "import pydantic"
    alone = max(heavy - empty, 0.001)
    return [
        Row("import pydantic", alone, "ms", peer, 1.0),
        Row("import aistock", max(whole - empty, 0.0), "ms", peer, max(whole - empty, 0.0) / alone),
    ]


def calls(rounds: int, count: int) -> list[Row]:
    """Idle memory of the server, and the time of its smallest call against a bare gRPC echo in another process."""
    import psutil

    with (
        tempfile.TemporaryDirectory() as folder,
        spawned(Path(folder) / "data") as server,
        Client(server.address, connect_timeout=60.0) as client,
        echo() as address,
    ):
        client.system.get_server_info()
        resident = psutil.Process(server.process.pid).memory_info().rss / 2**20
        pairs = [(p50(address, count), p50(server.address, count), sdk_p50(client, count)) for _ in range(rounds)]
    bare, raw, sdk = (statistics.median(column) for column in zip(*pairs, strict=True))
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
    process = subprocess.Popen([sys.executable, __file__, "--echo"], stdout=subprocess.PIPE, text=True)
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


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    packages = ("pydantic", "protobuf", "grpcio", "protovalidate", "jsonschema")
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        **{name: version(name) for name in packages},
    }


def catalog(count: int) -> LoopCatalog:
    """A catalog of so many loops."""
    return LoopCatalog(
        generated_at_utc=documents.WRITTEN, source="benchmark", loops=[rows.loop("bench", number) for number in range(count)]
    )


def measured(rounds: int, count: int, loops: int) -> list[Row]:
    """Every figure, in order."""
    found = conversions(f"LoopCatalog of {loops}", "library/v1/loop_catalog.schema.json", catalog(loops), rounds)
    request: ExperimentRequest = documents.experiment_request()
    found += conversions("ExperimentRequest", "experiments/v1/experiment_request.schema.json", request, rounds * 10)
    found += imports(rounds)
    return found + calls(3, count)


def printed(found: list[Row]) -> None:
    """The figures as a table."""
    for row in found:
        ratio = "" if row.ratio is None else f"{row.ratio:8.2f} x {row.peer}"
        print(f"{row.what:58} {row.value:10.3f} {row.unit:4}{ratio}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a catalog of 200 loops")
    parser.add_argument("--echo", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.echo:
        serve_echo()
        return 0
    began = time.perf_counter()
    found = measured(3, 50, 200) if options.quick else measured(5, 300, LOOPS)
    seconds = time.perf_counter() - began
    if options.json:
        print(json.dumps({"machine": machine(), "seconds": round(seconds, 1), "rows": [asdict(row) for row in found]}, indent=1))
        return 0
    print("  ".join(f"{name} {value}" for name, value in machine().items()))
    printed(found)
    print(f"measured in {seconds:.0f} s; a median of rounds, so read the ratios and not the times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
