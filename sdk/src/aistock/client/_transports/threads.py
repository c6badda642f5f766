"""gRPC on threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import grpc

from aistock.client._codec import Wire
from aistock.client._settings import ClientSettings
from aistock.client._status import WireFailure

P = TypeVar("P")
Sender = Callable[[float | None], Any]
Fetch = Callable[[str | None], P]
Flowing = Iterable[P]
"""What is sent as it comes."""

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

    def upload(self, wire: Wire, requests: Flowing[Any], timeout: float | None) -> Any:
        """The response to a stream of requests, of which at most one is read when it has come; what reading raises is raised."""
        call = self._channel.stream_unary(wire.method, wire.serialize, wire.deserialize)
        raised: list[Exception] = []
        try:
            return call(_messages(wire, requests, raised), timeout=timeout, metadata=self._settings.metadata)
        except grpc.RpcError as error:
            if raised:
                raise raised[0] from None
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


class Flow(Generic[P]):
    """Requests made of what comes, each read once over all sends of a call.

    gRPC reads on a thread of each send, which may wait for an item when the send has long ended: that item is left to the next
    send. The iterator is left where it is.
    """

    def __init__(self, items: Flowing[P], make: Callable[[P], Any]) -> None:
        self._items = iter(items)
        self._make = make
        self._reading = threading.Lock()
        self._held: list[P] = []
        self._raised: Exception | None = None
        self._send = 0

    def sent(self) -> Iterator[Any]:
        """The requests that no send has had yet; the send before gets no more of them."""
        self._send += 1
        return self._requests(self._send)

    def close(self) -> None:
        """Read nothing any more, but for an item that a thread waits for already."""
        self._send += 1

    def _requests(self, send: int) -> Iterator[Any]:
        while True:
            with self._reading:
                if send == self._send and not self._held:
                    self._read()
                if send != self._send or not self._held:
                    return
                item = self._held.pop()
            yield self._make(item)

    def _read(self) -> None:
        """Hold the next item, if there is one. An iterator raises once, and every send shall be told."""
        try:
            if self._raised is not None:
                raise self._raised
            self._held.append(next(self._items))
        except StopIteration:
            pass
        except Exception as error:
            self._raised = error
            raise


def _messages(wire: Wire, requests: Flowing[Any], raised: list[Exception]) -> Iterator[Any]:
    """What goes over the wire. gRPC tells of an exception on its thread only that there was one, so it is kept."""
    try:
        for request in requests:
            yield wire.to_pb(request)
    except Exception as error:
        raised.append(error)
        raise


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
