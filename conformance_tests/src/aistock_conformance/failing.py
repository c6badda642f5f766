"""How a case says which call fails with which reason, and makes the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from aistock.client import Client
from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS
from aistock_conformance.markets import Market
from aistock_conformance.mutations import method_of
from aistock_conformance.target import fresh_id

Fields = dict[str, Any]
Maker = Callable[[Client, Market], "Fields | list[Fields]"]

NAME = "nobody-has-this-name"
HEX, SHA, UUID = "0" * 31 + "1", "0" * 63 + "1", "00000000-0000-4000-8000-000000000001"

ANYWHERE = frozenset({"INVALID_FIELD", "UNKNOWN_FIELD", "UNREADABLE", "REQUEST_ID_REUSED", "INTERNAL", "DRAINING"})
"""Reasons that any call may give without naming them; what the others give stands in their `reasons`."""

NOT_PROVOKED: Mapping[str, str] = {
    "INTERNAL": "a server that fails without a reason has a fault; the cases in system/ look for one and must not find it",
}
"""Reasons that a caller from outside cannot bring about, and why; DRAINING has its own case."""

PAIRS_NOT_PROVOKED: Mapping[tuple[str, str], str] = {
    ("CompareSources", "INVALID_WINDOW"): "an answer of more rows than can be compared; the server's own tests set the bound lower",
    ("GetSnapshot", "NOT_SERVED"): "only a server that no live source has come to says so; market/test_quotes.py starts one",
}
"""Further pairs of call and reason without a request, and why."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A call that must fail: its full name, its request messages, and the reason."""

    method: str
    requests: tuple[ContractModel, ...]
    reason: str

    @property
    def unary(self) -> bool:
        """One request, one response."""
        call = CALLS[self.method]
        return not call.client_streaming and not call.server_streaming


FAILURES: dict[tuple[str, str], Maker] = {}
"""Call name and reason to a maker of the fields of its request; request ids are filled in."""


def failing(client: Client, market: Market, name: str, reason: str) -> Failing:
    """The call that fails so, with whatever it needs made before."""
    method = method_of(name)
    call = CALLS[method]
    kind = getattr(import_module(f"aistock.{call.request_area}.v1.models"), call.request)
    made = FAILURES[name, reason](client, market)
    given = made if isinstance(made, list) else [made]
    own_id = "request_id" in kind.model_fields and kind.model_fields["request_id"].is_required()
    ident = {"request_id": fresh_id()} if own_id else {}
    return Failing(method, tuple(kind.model_validate({**ident, **fields}) for fields in given), reason)


def plain(reason: str, names: str, /, **fields: Any) -> None:
    for name in names.split():
        FAILURES[name, reason] = lambda client, market: fields


def case(name: str, reason: str) -> Callable[[Maker], Maker]:
    def kept(make: Maker) -> Maker:
        FAILURES[name, reason] = make
        return make

    return kept
