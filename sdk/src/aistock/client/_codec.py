"""Between the contract's models and its messages, for every call of every service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from google.protobuf.message import Message

from aistock.client._window_piece import Blocks, as_it_is, reading
from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS, Call

_WINDOWS = ("GetHistoryWindowResponse", "ComputeFactorsResponse")


@dataclass(frozen=True, slots=True)
class Wire:
    """One call, ready to be sent: how its request is written and its response is read."""

    call: Call
    request_kind: type[ContractModel]
    to_pb: Callable[[Any], Message]
    from_pb: Callable[[Any], Any]
    serialize: Callable[[Any], bytes]
    deserialize: Callable[[bytes], Any]
    windows: bool = False

    @property
    def method(self) -> str:
        """Full method name."""
        return self.call.path

    def keeping(self) -> Callable[[Any], Any]:
        """What makes of each response to one request, as it comes, the one that is kept until the last has come."""
        return Blocks().kept if self.windows else as_it_is

    def request_id(self, request: ContractModel | None) -> str | None:
        """The id that makes a write happen once; None for a read."""
        value: Any = request if self.call.mutation else None
        for part in (self.call.idempotency_field or "").split("."):
            value = getattr(value, part, None)
        return value if isinstance(value, str) else None


@cache
def wire(method: str) -> Wire:
    """The call of a full method name, such as /aistock.system.v1.SystemService/GetServerInfo."""
    call = CALLS.get(method)
    if call is None:
        raise ValueError(f"{method!r} is no call of the contract; aistock.contract.v1.calls.CALLS lists them all")
    pb = import_module(call.pb_module)
    request_pb, response_pb = getattr(pb, call.request), getattr(pb, call.response)
    requests, responses = _converters(call.request_area), _converters(call.response_area)
    kind = getattr(import_module(f"aistock.{call.request_area}.v1.models"), call.request)
    to_pb: Mapping[Any, Callable[[Any], Message]] = requests.TO_PB
    from_pb: Mapping[Any, Callable[[Any], Any]] = responses.FROM_PB
    deserialize, made = response_pb.FromString, from_pb[response_pb]
    windows = call.response in _WINDOWS
    if windows:
        deserialize, made = reading(deserialize, made)
    return Wire(call, kind, to_pb[kind], made, request_pb.SerializeToString, deserialize, windows)


def _converters(area: str) -> Any:
    return import_module(f"aistock.{area}.v1.converters")
