"""Calls by their bytes, for what a well-behaved client would never send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import grpc
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

from aistock.contract.v1.calls import CALLS, Call

SECONDS = 60.0
LARGEST = 128 * 1024 * 1024
_OPTIONS = [("grpc.max_send_message_length", LARGEST), ("grpc.max_receive_message_length", LARGEST), ("grpc.enable_http_proxy", 0)]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the messages, or the status with its details; `rules` maps a field to the rules it broke."""

    code: str
    text: str = ""
    messages: tuple[bytes, ...] = ()
    reason: str = ""
    domain: str = ""
    details: dict[str, str] | None = None
    rules: dict[str, tuple[str, ...]] | None = None

    @property
    def ok(self) -> bool:
        """The call worked."""
        return self.code == "OK"


class Wire:
    """One channel, without retries, checks or models."""

    def __init__(self, address: str) -> None:
        self._channel = grpc.insecure_channel(address, options=_OPTIONS)

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()

    def send(self, method: str, *requests: bytes | Message, most: int = 1000, seconds: float = SECONDS) -> Answer:
        """The answer to one request, or to a stream of them; at most so many messages are waited for."""
        call = CALLS[method]
        pieces = [request if isinstance(request, bytes) else request.SerializeToString() for request in requests]
        try:
            return Answer(code="OK", messages=tuple(self._messages(call, pieces, most, seconds)))
        except grpc.RpcError as error:
            return _failure(error)

    def _messages(self, call: Call, pieces: list[bytes], most: int, seconds: float) -> Iterable[bytes]:
        given: Any = iter(pieces) if call.client_streaming else pieces[0]
        if not call.server_streaming:
            unary = self._channel.stream_unary if call.client_streaming else self._channel.unary_unary
            return [unary(call.path, _same, _same)(given, timeout=seconds)]
        stream = self._channel.unary_stream(call.path, _same, _same)(given, timeout=seconds)
        return list(_first(stream, most))


def request_pb(method: str) -> Any:
    """The message class of a call's request."""
    call = CALLS[method]
    return getattr(import_module(call.pb_module), call.request)


def response_pb(method: str) -> Any:
    """The message class of a call's response."""
    call = CALLS[method]
    return getattr(import_module(call.pb_module), call.response)


def pb_of(model: Any) -> Any:
    """The message of a model of the contract."""
    converters = import_module(type(model).__module__.removesuffix(".models") + ".converters")
    return converters.TO_PB[type(model)](model)


def model_of(message: Message) -> Any:
    """The model of a message of the contract."""
    area = message.DESCRIPTOR.full_name.split(".")[1]
    return import_module(f"aistock.{area}.v1.converters").FROM_PB[type(message)](message)


def unknown_field(number: int = 18_000) -> bytes:
    """The bytes of a field that no message has: appended to a message, it stands in it."""
    key = number << 3
    return _varint(key) + _varint(1)


def inside(number: int, content: bytes) -> bytes:
    """The bytes of a field that holds a message."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def is_list(field: Any) -> bool:
    """Whether a field of a descriptor is repeated; old and new protobuf say it differently."""
    new = getattr(field, "is_repeated", None)
    return bool(field.label == field.LABEL_REPEATED if new is None else new)


def _first(stream: Any, most: int) -> Iterator[bytes]:
    for number, message in enumerate(stream, start=1):
        yield message
        if number >= most:
            stream.cancel()
            return


def _failure(error: Any) -> Answer:
    packed = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
    status = status_pb2.Status.FromString(packed)
    info, rules = error_details_pb2.ErrorInfo(), dict[str, tuple[str, ...]]()
    for detail in status.details:
        if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            detail.Unpack(info)
        elif detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
            bad = error_details_pb2.BadRequest()
            detail.Unpack(bad)
            for one in bad.field_violations:
                rules[one.field] = (*rules.get(one.field, ()), getattr(one, "reason", ""))
    return Answer(
        code=error.code().name,
        text=error.details() or "",
        reason=info.reason,
        domain=info.domain,
        details=dict(info.metadata),
        rules=rules,
    )


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _same(content: bytes) -> bytes:
    return content
