"""Contract → the tables that servers and clients look things up in: error reasons, calls, cross-field rules, documents."""

from __future__ import annotations

from .converters import pb_module
from .ir import Contract, Message, Method, Service

_HEAD = "from __future__ import annotations\n\nfrom collections.abc import Mapping\nfrom dataclasses import dataclass\n"
_HEAD += "from types import MappingProxyType\n\n\n"


def tables(contract: Contract) -> dict[str, str]:
    """Module name below `aistock/contract/v1` → source."""
    return {
        "reasons": _reasons(contract),
        "calls": _calls(contract),
        "rule_table": _rules(contract),
        "document_table": _documents(contract),
    }


def _reasons(contract: Contract) -> str:
    reasons = next((enum for enum in contract.enums if enum.name == "ErrorReason"), None)
    rows = [
        f"        {value.name.removeprefix(reasons.prefix)!r}: Reason(code={value.error.code!r}, "
        f"retryable={value.error.retryable}, remedy={value.error.remedy!r}, meaning={value.comment!r}),\n"
        for value in (reasons.legal if reasons else ())
        if reasons and value.error
    ]
    return (
        '"""Why calls fail: each reason with its gRPC code and remedy; derived from errors.proto, never edited."""\n\n'
        + _HEAD
        + "@dataclass(frozen=True, slots=True)\nclass Reason:\n"
        + '    """gRPC status code name, whether the same call may succeed later, what to do, and what happened."""\n\n'
        + "    code: str\n    retryable: bool\n    remedy: str\n    meaning: str\n\n\n"
        + "REASONS: Mapping[str, Reason] = MappingProxyType(\n    {\n"
        + "".join(rows)
        + "    }\n)\n"
        + '"""ErrorReason without its prefix, as ErrorInfo.reason carries it, to what it means."""\n'
    )


def _calls(contract: Contract) -> str:
    rows = [_call(contract, service, method) for service in contract.services for method in service.methods]
    return (
        '"""Every RPC and what its callers can rely on; derived from the services, never edited."""\n\n'
        + _HEAD
        + "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Call:\n"
        + '    """An RPC: `request` and `response` are message names, `*_area` the areas whose converters know them."""\n\n'
        + "    path: str\n    service: str\n    name: str\n    area: str\n    request: str\n    request_area: str\n"
        + "    response: str\n    response_area: str\n    pb_module: str\n    mutation: bool\n    idempotency_field: str | None\n"
        + "    reasons: tuple[str, ...]\n    client_streaming: bool\n    server_streaming: bool\n\n\n"
        + "CALLS: Mapping[str, Call] = MappingProxyType(\n    {\n"
        + "".join(rows)
        + "    }\n)\n"
        + '"""Full method name, such as /aistock.system.v1.SystemService/GetServerInfo, to the call."""\n'
    )


def _call(contract: Contract, service: Service, method: Method) -> str:
    request, response = contract.message(method.request), contract.message(method.response)
    values = {
        "path": method.path,
        "service": service.full_name,
        "name": method.name,
        "area": service.area,
        "request": request.name,
        "request_area": request.area,
        "response": response.name,
        "response_area": response.area,
        "pb_module": f"aistock.{service.area}.v1.{pb_module(service.file)}",
        "mutation": method.mutation,
        "idempotency_field": method.idempotency_field,
        "reasons": method.reasons,
        "client_streaming": method.client_streaming,
        "server_streaming": method.server_streaming,
    }
    return f"        {method.path!r}: Call({', '.join(f'{key}={value!r}' for key, value in values.items())}),\n"


def _rules(contract: Contract) -> str:
    rows = [_rule(message) for message in contract.messages]
    return (
        '"""Every cross-field rule with its CEL text; derived from the protos, never edited."""\n\n'
        + _HEAD
        + "@dataclass(frozen=True, slots=True)\nclass CrossFieldRule:\n"
        + '    """The message a rule speaks of (name and area), the CEL that must hold, and what to say when it does not."""\n\n'
        + "    message: str\n    area: str\n    cel: str\n    text: str\n\n\n"
        + "RULES: Mapping[str, CrossFieldRule] = MappingProxyType(\n    {\n"
        + "".join(rows)
        + "    }\n)\n"
        + '"""Rule id to rule."""\n'
    )


def _rule(message: Message) -> str:
    return "".join(
        f"        {rule.id!r}: CrossFieldRule(message={message.name!r}, area={message.area!r}, cel={rule.expression!r}, "
        f"text={rule.message!r}),\n"
        for rule in message.rules
    )


def _documents(contract: Contract) -> str:
    documents = sorted((item for item in contract.messages if item.document), key=lambda item: item.document or "")
    rows = [
        f"        {item.document!r}: Document(message={item.name!r}, area={item.area!r}, module='aistock.{item.area}.v1.models', "
        f"schema='{item.area}/v1/{item.document}.schema.json'),\n"
        for item in documents
    ]
    keys = sorted({item.discriminator for item in contract.messages if item.discriminator})
    return (
        '"""Every document of the contract; derived from the protos, never edited."""\n\n'
        + _HEAD
        + "@dataclass(frozen=True, slots=True)\nclass Document:\n"
        + '    """Where a document\'s model is, and where its schema is below `aistock/_schemas`."""\n\n'
        + "    message: str\n    area: str\n    module: str\n    schema: str\n\n\n"
        + "DOCUMENTS: Mapping[str, Document] = MappingProxyType(\n    {\n"
        + "".join(rows)
        + "    }\n)\n"
        + '"""Document name, such as live_feedback, to the document."""\n\n'
        + f"DISCRIMINATORS: frozenset[str] = frozenset({keys!r})\n"
        + '"""Keys that name the variant of a union in JSON."""\n'
    )
