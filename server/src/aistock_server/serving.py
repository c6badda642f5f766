"""The gRPC server: services, health, reflection, and an end that loses nothing."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import grpc.aio
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_health.v1._async import HealthServicer
from grpc_reflection.v1alpha import reflection

from aistock_server.kernel.errors import Invalid
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.edge import Edge
from aistock_server.settings import Settings

log = logging.getLogger("aistock.serving")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A servicer, its full name, and how gRPC registers it."""

    name: str
    servicer: object
    register: Callable[[Any, Any], None]


def _options(settings: Settings) -> list[tuple[str, int]]:
    return [
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        # Two servers on one port would answer from two data directories.
        ("grpc.so_reuseport", 0),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
    ]


async def serve(services: Sequence[Service], calls: Calls, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; then refuse new calls, let running ones finish, and stop."""
    edge = Edge()
    server = grpc.aio.server(interceptors=(edge,), options=_options(settings))
    for service in services:
        service.register(service.servicer, server)
    health = HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health, server)
    names = [service.name for service in services]
    reflection.enable_server_reflection(
        [*names, health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME], server
    )
    for name in ["", *names]:
        await health.set(name, health_pb2.HealthCheckResponse.SERVING)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        port = server.add_insecure_port(f"{host}:{settings.port}")
    except RuntimeError as error:
        message = f"cannot listen on {host}:{settings.port}, which is taken or forbidden; choose another port, or 0 for a free one"
        raise Invalid("INVALID_FIELD", message, field="port") from error
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await server.start()
    announce(f"{host}:{port}")
    await stop.wait()
    log.info("draining")
    edge.drain()
    calls.drain()
    await health.enter_graceful_shutdown()
    await server.stop(settings.drain_seconds)
    await loop.run_in_executor(None, calls.close)
