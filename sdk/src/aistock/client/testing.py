"""A real gRPC server that answers what a test tells it to, and a wire to it that can be cut."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import TracebackType
from typing import Any, Self

import grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2

from aistock.client._status import DETAILS_KEY, DOMAIN
from aistock.contract.v1.calls import CALLS, Call

Answer = Callable[[Any, Any], Any]
_PIECE = 65536


class ScriptedServer(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Serves every call of the contract with the function that `answers` holds for its method.

    A function takes the request message (or a list of them) and gRPC's context, and gives a response message (or an
    iterator). `received` holds each request, as it came. For a method in `unread` the function reads the requests itself, from
    an iterator, and nothing is held.
    """

    def __init__(self, *, options: tuple[tuple[str, Any], ...] = ()) -> None:
        self.answers: dict[str, Answer] = {}
        self.received: list[tuple[str, Any]] = []
        self.unread: set[str] = set()
        self._server = grpc.server(ThreadPoolExecutor(8), handlers=[self], options=(("grpc.so_reuseport", 0), *options))
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.stop(0).wait()

    def count(self, method: str) -> int:
        """How many requests of a method came."""
        return sum(1 for name, _ in self.received if name == method)

    def service(self, handler_call_details: Any) -> Any:
        """The handler of a method that a test has an answer for."""
        method = str(handler_call_details.method)
        if method not in self.answers:
            return None
        call = CALLS[method]
        pb = import_module(call.pb_module)
        make = {
            (False, False): grpc.unary_unary_rpc_method_handler,
            (False, True): grpc.unary_stream_rpc_method_handler,
            (True, False): grpc.stream_unary_rpc_method_handler,
        }[call.client_streaming, call.server_streaming]
        return make(
            self._answer(call),
            request_deserializer=getattr(pb, call.request).FromString,
            response_serializer=getattr(pb, call.response).SerializeToString,
        )

    def _answer(self, call: Call) -> Answer:
        def unary(request: Any, context: Any) -> Any:
            if call.path in self.unread:
                return self.answers[call.path](request, context)
            taken = list(request) if call.client_streaming else request
            self.received.append((call.path, taken))
            return self.answers[call.path](taken, context)

        def streamed(request: Any, context: Any) -> Iterator[Any]:
            self.received.append((call.path, request))
            yield from self.answers[call.path](request, context)

        return streamed if call.server_streaming else unary


def fail(
    context: Any,
    code: str,
    reason: str = "",
    *,
    metadata: tuple[tuple[str, Any], ...] = (),
    violations: tuple[tuple[str, str], ...] = (),
) -> None:
    """End a call with a status, as aistock's server would: with ErrorInfo when there is a reason."""
    trailing = list(metadata)
    if reason:
        trailing.append((DETAILS_KEY, details(code, reason, violations=violations)))
    context.set_trailing_metadata(tuple(trailing))
    context.abort(grpc.StatusCode[code], f"{reason or code} on purpose")


def details(
    code: str,
    reason: str,
    *,
    domain: str = DOMAIN,
    violations: tuple[tuple[str, str], ...] = (),
    metadata: dict[str, str] | None = None,
) -> bytes:
    """A serialized google.rpc.Status; `violations` are pairs of field and rule."""
    status = status_pb2.Status(code=code_pb2.Code.Value(code), message=f"{reason} on purpose")
    parts: list[Any] = [error_details_pb2.ErrorInfo(reason=reason, domain=domain, metadata=metadata or {"request_id": "abc"})]
    if violations:
        bad = error_details_pb2.BadRequest()
        for field, rule in violations:
            bad.field_violations.add(field=field, reason=rule, description="must be better; got 'bad'")
        parts.append(bad)
    for part in parts:
        packed = any_pb2.Any()
        packed.Pack(part)
        status.details.append(packed)
    content: bytes = status.SerializeToString()
    return content


class CuttableWire:
    """A TCP proxy in front of a server; `cut` breaks every connection, as a failing network does."""

    def __init__(self, upstream: str) -> None:
        host, _, port = upstream.rpartition(":")
        self._upstream = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._live: list[socket.socket] = []
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        # A connection that was accepted meanwhile is broken as well.
        self.cut()

    def cut(self) -> None:
        """Break every connection; new ones are served."""
        with self._lock:
            live, self._live = self._live, []
        for end in live:
            with contextlib.suppress(OSError):
                # Lingering for no time makes the other side see a reset, not an orderly end.
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self._upstream)
            except OSError:
                near.close()
                return
            with self._lock:
                self._live += [near, far]
            self._start(self._pump, near, far)
            self._start(self._pump, far, near)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                sink.sendall(piece)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
