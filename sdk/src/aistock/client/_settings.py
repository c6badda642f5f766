"""How a client talks to its server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aistock.client._retry import RetryPolicy
from aistock.errors import AddressMissing

ADDRESS_VARIABLE = "AISTOCK_ADDRESS"
MAX_MESSAGE_BYTES = 64 * 1024 * 1024


def random_id() -> str:
    """A random UUID, as requests carry it."""
    return str(uuid.uuid4())


def address_of(address: str | None) -> str:
    """The address to use: the one given, else the one in AISTOCK_ADDRESS."""
    chosen = address or os.environ.get(ADDRESS_VARIABLE, "")
    if not chosen:
        raise AddressMissing
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """Everything a client can be told; times are seconds.

    `timeout` bounds a call with all its retries, `transfer_timeout` one that moves files or tables; watches have none.
    `connect_timeout` bounds the wait for a connection, which every call makes before it sends anything. `check_requests`
    applies rules between fields before sending; rules of fields are always applied.
    """

    address: str
    timeout: float = 30.0
    transfer_timeout: float = 600.0
    connect_timeout: float = 5.0
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    max_message_bytes: int = MAX_MESSAGE_BYTES
    metadata: tuple[tuple[str, str], ...] = ()
    credentials: Any = None
    check_requests: bool = True
    next_id: Callable[[], str] = random_id

    @property
    def channel_options(self) -> list[tuple[str, int | str]]:
        """Options of the gRPC channel."""
        options: list[tuple[str, int | str]] = [
            ("grpc.max_send_message_length", self.max_message_bytes),
            ("grpc.max_receive_message_length", self.max_message_bytes),
            # Each client has its own connection, so that closing one never touches another.
            ("grpc.use_local_subchannel_pool", 1),
            # Retries are this package's business: the library underneath cannot tell a read from a write.
            ("grpc.enable_retries", 0),
            ("grpc.initial_reconnect_backoff_ms", 100),
            ("grpc.min_reconnect_backoff_ms", 100),
            ("grpc.max_reconnect_backoff_ms", 2000),
        ]
        host = self.address.rpartition(":")[0].strip("[]")
        if host in ("localhost", "::1") or host.startswith("127."):
            options.append(("grpc.enable_http_proxy", 0))
        return options
