# Derived from _async/core.py by aistock_codegen.unasync; never edited.
"""Sends calls: connection first, then the request, then retries as far as they are safe."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from aistock.client._codec import Wire, wire
from aistock.client._requests import check
from aistock.client._retry import wait_before_next
from aistock.client._settings import ClientSettings
from aistock.client._status import WireFailure, attempt_of, error_of, failure_of, not_connected
from aistock.client._transports.threads import Flowing, Incoming, Sender, Transport, now, sleep
from aistock.contract.model import ContractModel
from aistock.errors import RpcError


class Core:
    """One connection and the rules of using it."""

    def __init__(self, settings: ClientSettings) -> None:
        self.settings = settings
        self.transport = Transport(settings)
        self._jitter = random.Random()

    def next_id(self) -> str:
        """An id for a request that the caller gave none."""
        return self.settings.next_id()

    def call(self, method: str, request: ContractModel, timeout: float | None = None) -> Any:
        """The response to one request."""
        prepared, message = self.prepared(method, request)
        response = self.repeated(
            prepared, lambda left: self.transport.unary(prepared, message, left), request, timeout or self.settings.timeout
        )
        return prepared.from_pb(response)

    def collect(self, method: str, request: ContractModel, timeout: float | None = None) -> list[Any]:
        """All responses to one request; a connection that breaks starts them over."""
        prepared, message = self.prepared(method, request)
        responses: list[Any] = self.repeated(
            prepared, lambda left: self._whole(prepared, message, left), request, timeout or self.settings.transfer_timeout
        )
        return [prepared.from_pb(response) for response in responses]

    def upload(
        self, method: str, requests: Callable[[], Flowing[ContractModel]], first: ContractModel, timeout: float | None = None
    ) -> Any:
        """The response to a stream of requests, asked for anew for every send; `first` names them."""
        prepared = wire(method)

        def send(left: float | None) -> Any:
            return self.transport.upload(prepared, requests(), left)

        response = self.repeated(prepared, send, first, timeout or self.settings.transfer_timeout)
        return prepared.from_pb(response)

    def prepared(self, method: str, request: ContractModel) -> tuple[Wire, Any]:
        """The call and the message of a checked request."""
        prepared = wire(method)
        if not isinstance(request, prepared.request_kind):
            raise TypeError(f"{method} takes a {prepared.request_kind.__name__}, not a {type(request).__name__}")
        if self.settings.check_requests:
            check(request)
        return prepared, prepared.to_pb(request)

    def repeated(self, prepared: Wire, send: Sender, request: ContractModel, timeout: float) -> Any:
        """What `send` gives at last, sent again as often as the policy allows."""
        deadline = now() + timeout
        failed = 0
        while True:
            patience = min(self.settings.connect_timeout, max(deadline - now(), 0.0))
            if not self.transport.connected(patience):
                raise self.unconnected(prepared, request)
            try:
                return send(max(deadline - now(), 0.001))
            except WireFailure as failure:
                failed += 1
                wait, error = self.judged(prepared, failure, request, failed=failed, left=deadline - now())
            if wait is None:
                raise error
            sleep(wait)

    def judged(
        self, prepared: Wire, failure: WireFailure, request: ContractModel, *, failed: int, left: float | None
    ) -> tuple[float | None, RpcError]:
        """How long to wait before the next send (None: do not send again), and the error to raise otherwise."""
        known = failure_of(failure, prepared.method)
        attempt = attempt_of(failure, known, mutation=prepared.call.mutation)
        wait = wait_before_next(self.settings.retry, attempt, failed=failed, jitter=self._jitter.random(), left=left)
        written = request if prepared.call.mutation else None
        return wait, error_of(known, attempt, request_id=prepared.request_id(request), request=written)

    def unconnected(self, prepared: Wire, request: ContractModel) -> RpcError:
        """The error of a call that found no connection."""
        written = request if prepared.call.mutation else None
        seconds = self.settings.connect_timeout
        request_id = prepared.request_id(request)
        return not_connected(self.settings.address, seconds, prepared.method, request_id=request_id, request=written)

    def _whole(self, prepared: Wire, message: Any, left: float | None) -> list[Any]:
        incoming: Incoming = self.transport.stream(prepared, message, left)
        responses, kept = [], prepared.keeping()
        while (response := incoming.next()) is not None:
            responses.append(kept(response))
        return responses
