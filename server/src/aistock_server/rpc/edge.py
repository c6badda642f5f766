"""What surrounds every call: refusal while draining, validation, and one place where failures become statuses."""

import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import grpc
import grpc.aio
from google.protobuf.message import DecodeError, Message

from aistock_server.kernel.errors import Invalid, RoomError, Unavailable
from aistock_server.rpc import status, validation
from aistock_server.rpc.unserved import refuse_unserved

log = logging.getLogger("aistock.rpc")

#: Standard services carry no rules of ours.
_OURS = "/aistock."

#: Streams whose servicer checks each message itself, because it knows of rows that were checked before.
_CHECKED_INSIDE = frozenset({"/aistock.library.v1.LibraryService/ImportCatalogStream"})

Method = TypeVar("Method", bound=Callable[..., Any])


def takes_bytes(method: Method) -> Method:
    """Marks a servicer's method that reads and checks its requests itself, because they are too many for one check each."""
    method.takes_bytes = True  # type: ignore[attr-defined]  # read in _wrapped
    return method


class Edge(grpc.aio.ServerInterceptor):  # type: ignore[type-arg]  # generic in the stubs, not at run time
    """Stands before every servicer."""

    def __init__(self) -> None:
        self._draining = False

    def drain(self) -> None:
        """From now on new calls are told to come again; running ones finish."""
        self._draining = True

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Any]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Any:
        """Wrap the handler of one of our methods; leave standard services as they are."""
        handler = await continuation(handler_call_details)
        method = str(handler_call_details.method)
        if handler is None or not method.startswith(_OURS):
            return handler
        return self._wrapped(handler, method)

    def _wrapped(self, handler: Any, method: str) -> Any:
        make = {
            (False, False): grpc.unary_unary_rpc_method_handler,
            (False, True): grpc.unary_stream_rpc_method_handler,
            (True, False): grpc.stream_unary_rpc_method_handler,
            (True, True): grpc.stream_stream_rpc_method_handler,
        }[handler.request_streaming, handler.response_streaming]
        inner = handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream
        outer = self._stream(inner, method) if handler.response_streaming else self._unary(inner, method)
        reader = None if getattr(inner, "takes_bytes", False) else handler.request_deserializer
        return make(outer, reader, _written)

    def _admit(self, request: Any, method: str) -> Any:
        refuse_unserved(method)
        if self._draining:
            raise Unavailable("DRAINING", "the server is going down; nothing was executed, send the call again")
        if isinstance(request, Message):
            validation.check(request)
            return request
        return _checked(request, method)

    def _unary(self, inner: Callable[..., Awaitable[Message]], method: str) -> Callable[..., Awaitable[Message]]:
        async def call(request: Any, context: Any) -> Message:
            try:
                return await inner(self._admit(request, method), context)
            except Exception as error:
                await _abort(context, error, method)
                raise

        return call

    def _stream(self, inner: Callable[..., AsyncIterator[Message]], method: str) -> Callable[..., AsyncIterator[Message]]:
        async def call(request: Any, context: Any) -> AsyncIterator[Message]:
            try:
                async for item in inner(self._admit(request, method), context):
                    yield item
            except Exception as error:
                await _abort(context, error, method)
                raise

        return call


def _written(response: Any) -> bytes:
    """The bytes of a message, of what knows its own bytes as one, or of what the servicer wrote."""
    content: bytes = response if isinstance(response, bytes) else response.SerializeToString()
    return content


async def _checked(requests: AsyncIterator[Any], method: str) -> AsyncIterator[Any]:
    try:
        async for request in requests:
            if method not in _CHECKED_INSIDE and isinstance(request, Message):
                validation.check(request)
            yield request
    except DecodeError as error:
        # A single request that cannot be read never gets here; one of a stream is read while the call runs.
        raise Invalid("UNREADABLE", "a message of the stream cannot be read as the call's request; send it whole") from error


async def _abort(context: Any, error: Exception, method: str) -> None:
    if isinstance(error, grpc.aio.AbortError):
        raise error
    request_id = uuid.uuid4().hex
    if isinstance(error, RoomError):
        log.info("refused", extra={"method": method, "reason": error.reason, "request_id": request_id})
        wire = status.failure(error, request_id=request_id)
    else:
        log.error("internal error in %s, request id %s", method, request_id, exc_info=error)
        wire = status.internal(request_id)
    await context.abort(wire.code, wire.message, ((status.DETAILS_KEY, wire.details),))
