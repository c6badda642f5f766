"""gRPC on threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import grpc

from aistock.client._codec import Wire
from aistock.client._settings import ClientSettings
from aistock.client._status import WireFailure

P = TypeVar("P")
Sender = Callable[[float | None], Any]
Fetch = Callable[[str | None], P]

_POLLER_ENDS = 5.0
"""Seconds after which gRPC's polling thread is taken for dead, so that closing never hangs on it."""


class Transport:
    """One channel; opened by the first call. Threads may share it."""

    def __init__(self, settings: ClientSettings) -> None:
        self._settings = settings
        self._open: Any = None
        self._closed = False
        self._state: Any = None
        self._changed = threading.Condition()

    @property
    def _channel(self) -> Any:
        with self._changed:
            self._refuse_closed()
            if self._open is None:
                address, options = self._settings.address, self._settings.channel_options
                if self._settings.credentials is None:
                    self._open = grpc.insecure_channel(address, options=options)
                else:
                    self._open = grpc.secure_channel(address, self._settings.credentials, options=options)
                self._open.subscribe(self._notice, try_to_connect=True)
            return self._open

    def _refuse_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the client is closed; make another one")

    def _notice(self, state: Any) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def connected(self, seconds: float) -> bool:
        """Whether there is a connection now or within the given time."""
        with self._changed:
            channel = self._channel
            if self._state is grpc.ChannelConnectivity.IDLE:
                # Only a new subscription makes an idle channel connect again. It is one at any time: close ends one.
                channel.unsubscribe(self._notice)
                channel.subscribe(self._notice, try_to_connect=True)
            self._changed.wait_for(lambda: self._closed or self._state is grpc.ChannelConnectivity.READY, seconds)
            self._refuse_closed()
            return self._state is grpc.ChannelConnectivity.READY

    def unary(self, wire: Wire, request: Any, timeout: float | None) -> Any:
        """The response to one request."""
        call = self._channel.unary_unary(wire.method, wire.serialize, wire.deserialize)
        try:
            return call(request, timeout=timeout, metadata=self._settings.metadata)
        except grpc.RpcError as error:
            raise _failure(error) from None

    def upload(self, wire: Wire, requests: Iterable[Any], timeout: float | None) -> Any:
        """The response to a stream of requests."""
        call = self._channel.stream_unary(wire.method, wire.serialize, wire.deserialize)
        try:
            return call(iter(requests), timeout=timeout, metadata=self._settings.metadata)
        except grpc.RpcError as error:
            raise _failure(error) from None

    def stream(self, wire: Wire, request: Any, timeout: float | None) -> Incoming:
        """The responses to one request."""
        call = self._channel.unary_stream(wire.method, wire.serialize, wire.deserialize)
        return Incoming(call(request, timeout=timeout, metadata=self._settings.metadata))

    def close(self) -> None:
        """Close the channel; running calls end, and threads that wait for a connection are told that there is none."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._open is not None:
            self._open.unsubscribe(self._notice)
            _await_poller(self._open)
            self._open.close()


class Incoming:
    """The responses of one stream, as they come."""

    def __init__(self, call: Any) -> None:
        self._call = call

    def next(self) -> Any:
        """The next response; None at the end."""
        try:
            return next(self._call, None)
        except grpc.RpcError as error:
            raise _failure(error) from None

    def cancel(self) -> None:
        """Tell the server that nobody listens any more."""
        self._call.cancel()


def _await_poller(channel: Any) -> None:
    """Wait until gRPC's thread that looks at the connection has ended, which it does when it finds no subscription.

    It looks without asking whether the channel is still open: closed under its eyes, it dies with an exception that nobody
    can catch. Only the channel's own record says whether it runs; it wakes five times a second, so that a wait is short.
    """
    watch = channel._connectivity_state
    deadline = now() + _POLLER_ENDS
    while watch.polling and now() < deadline:
        sleep(0.002)


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def now() -> float:
    """Seconds of a clock that never goes back."""
    return time.monotonic()


def _failure(error: Any) -> WireFailure:
    return WireFailure(error.code().name, error.details() or "", tuple(error.trailing_metadata() or ()))
