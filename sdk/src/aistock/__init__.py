"""One contract between a research agent and a trading desk for Chinese A-shares.

Nothing here is loaded before it is used: `import aistock` brings neither grpc nor protobuf nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aistock import errors
    from aistock.client import AsyncClient, Client, RetryPolicy
    from aistock.contract.documents import canonical_json, content_hash, read, validate, write
    from aistock.errors import AistockError, InvalidDocument, OutcomeUnknown, RpcError, Violation
    from aistock.money import cny, mills
    from aistock.validation import violations

__all__ = [
    "AistockError",
    "AsyncClient",
    "Client",
    "InvalidDocument",
    "OutcomeUnknown",
    "RetryPolicy",
    "RpcError",
    "Violation",
    "canonical_json",
    "cny",
    "content_hash",
    "errors",
    "mills",
    "read",
    "validate",
    "violations",
    "write",
]

_HOMES = {
    "AistockError": "errors",
    "AsyncClient": "client",
    "Client": "client",
    "InvalidDocument": "errors",
    "OutcomeUnknown": "errors",
    "RetryPolicy": "client",
    "RpcError": "errors",
    "Violation": "errors",
    "canonical_json": "contract.documents",
    "cny": "money",
    "content_hash": "contract.documents",
    "mills": "money",
    "read": "contract.documents",
    "validate": "contract.documents",
    "violations": "validation",
    "write": "contract.documents",
}


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("aistock.errors")
    if name not in _HOMES:
        raise AttributeError(f"module 'aistock' has no attribute {name!r}")
    return getattr(import_module(f"aistock.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
