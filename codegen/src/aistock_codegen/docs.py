"""Contract → reference pages: one per area, one of error reasons, one of cross-field rules."""

from __future__ import annotations

from .ir import Constraint, Contract, Enum, Field, Message, Method, Service

_NOTE = "<!-- Derived from proto/ by `make generate`; never edited. -->\n\n"


_RULES_INTRO = """\
Each rule is CEL, which servers check with protovalidate in any language, and a function of the same meaning in Python
(`sdk/src/aistock/<part>/cross_field`), which `documents.read`, `documents.validate` and every client call apply. A value that it
accepts and one that it refuses stand in [`sdk/tests/rules/examples`](../../sdk/tests/rules/examples).
"""


def pages(contract: Contract) -> dict[str, str]:
    """File name below `docs/reference` → text."""
    found = {f"{area}.md": _area(contract, area) for area in contract.areas}
    return found | {"errors.md": _errors(contract), "rules.md": _rules(contract), "README.md": _index(contract)}


def _index(contract: Contract) -> str:
    lines = [_NOTE + "# Contract reference, v1\n", "| part | documents | messages | calls |", "|---|---|---|---|"]
    for area in contract.areas:
        messages = list(contract.in_area(area))
        documents = ", ".join(sorted(item.name for item in messages if item.document)) or "none"
        calls = sum(len(service.methods) for service in contract.services if service.area == area)
        lines.append(f"| [{area}]({area}.md) | {documents} | {len(messages)} | {calls} |")
    lines.append("\nWhy calls fail: [errors](errors.md). What must hold between fields: [rules](rules.md).\n")
    return "\n".join(lines)


def _area(contract: Contract, area: str) -> str:
    messages = list(contract.in_area(area))
    documents = [item for item in messages if item.document]
    others = [item for item in messages if not item.document]
    parts = [_NOTE + f"# {area.capitalize()}\n"]
    for title, found in (("Documents", documents), ("Messages", others)):
        if found:
            parts.append(f"## {title}\n")
            parts += [_message(contract, item) for item in found]
    services = [service for service in contract.services if service.area == area]
    parts += [_service(contract, service) for service in services]
    enums = [enum for enum in contract.enums if enum.area == area]
    if enums:
        parts.append("## Enums\n")
        parts += [_enum(enum) for enum in enums]
    return "\n".join(parts)


def _message(contract: Contract, message: Message) -> str:
    lines = [f"### {message.name}\n", message.comment + "\n"]
    if message.document:
        lines.append(f"Schema: `jsonschema/{message.area}/v1/{message.document}.schema.json`\n")
    tag = contract.variant_tags().get(message.full_name)
    if tag:
        lines.append(f'A variant: in JSON it carries `"{tag[0]}": "{tag[1]}"`.\n')
    if message.is_union:
        lines.append(f"One of these variants, named by the key `{message.discriminator}`:\n")
        lines += [
            f"- `{item.name}`: {_link(contract, message.area, item.type_name or '')}. {item.comment}" for item in message.fields
        ]
        return "\n".join([*lines, ""])
    if message.fields:
        lines += ["| field | type | null | limits | meaning |", "|---|---|---|---|---|"]
        lines += [_row(contract, message.area, item) for item in message.fields]
        lines.append("")
    lines += [f"- `{rule.id}`: {rule.message}" for rule in message.rules]
    return "\n".join([*lines, ""])


def _row(contract: Contract, area: str, item: Field) -> str:
    since = f" (since {item.since})" if item.since else ""
    null = "may be" if item.nullable else "no"
    return f"| `{item.name}`{since} | {_type(contract, area, item)} | {null} | {_limits(item)} | {_cell(item.comment)} |"


def _type(contract: Contract, area: str, item: Field) -> str:
    one = (
        _link(contract, area, item.type_name) if item.type_name else "JSON object" if item.json_object else item.format or item.kind
    )
    if item.flatten:
        return f"{one}, one key each, inline"
    return {"one": one, "list": f"list of {one}", "map": f"map of {one}"}[item.cardinality]


def _link(contract: Contract, area: str, full_name: str) -> str:
    found = contract.by_name[full_name]
    page = "" if found.area == area else f"{found.area}.md"
    return f"[{found.name}]({page}#{found.name.lower()})"


def _limits(item: Field) -> str:
    parts = _value_limits(item.value)
    if item.keys.pattern:
        parts.append(f"keys `{_cell(item.keys.pattern)}`")
    if item.min_items is not None:
        parts.append(f"at least {item.min_items} elements")
    if item.max_items is not None:
        parts.append(f"at most {item.max_items} elements")
    if item.unique:
        parts.append("no element twice")
    return ", ".join(parts)


def _value_limits(value: Constraint) -> list[str]:
    named = (("=", value.const), (">", value.gt), ("≥", value.gte), ("<", value.lt), ("≤", value.lte))
    parts = [f"{sign} {bound:g}" if isinstance(bound, float) else f"{sign} {bound}" for sign, bound in named if bound is not None]
    if value.min_len is not None or value.max_len is not None:
        parts.append(f"{value.min_len or 0} to {value.max_len if value.max_len is not None else '∞'} long")
    if value.pattern:
        parts.append(f"`{_cell(value.pattern)}`")
    if value.choices:
        parts.append("one of " + ", ".join(f"`{choice}`" for choice in value.choices))
    if value.excluded:
        parts.append("not " + ", ".join(f"`{word}`" for word in value.excluded))
    return parts


def _enum(enum: Enum) -> str:
    rows = [f"| `{value.json}` | {value.number} | {_cell(value.comment)} |" for value in enum.legal]
    return "\n".join([f"### {enum.name}\n", enum.comment + "\n", "| text | number | meaning |", "|---|---|---|", *rows, ""])


def _service(contract: Contract, service: Service) -> str:
    return "\n".join(
        [f"## {service.name}\n", service.comment + "\n", *(_method(contract, service.area, method) for method in service.methods)]
    )


def _method(contract: Contract, area: str, method: Method) -> str:
    sent = ("stream of " if method.client_streaming else "") + _link(contract, area, method.request)
    got = ("stream of " if method.server_streaming else "") + _link(contract, area, method.response)
    lines = [f"### {method.name}\n", method.comment + "\n", f"{sent} → {got}\n"]
    if method.mutation:
        lines.append(f"Changes state; sending it twice with the same `{method.idempotency_field}` is sending it once.\n")
    if method.reasons:
        reasons = ", ".join(f"[{reason}](errors.md)" for reason in method.reasons)
        lines.append(f"May fail with {reasons}, beside the reasons every call may give.\n")
    return "\n".join(lines)


def _errors(contract: Contract) -> str:
    lines = [_NOTE + "# Why calls fail\n", "| reason | gRPC code | retry | what happened | what to do |", "|---|---|---|---|---|"]
    for enum in contract.enums:
        for value in enum.legal if enum.name == "ErrorReason" else ():
            if value.error:
                retry = "yes" if value.error.retryable else "no"
                name = value.name.removeprefix(enum.prefix)
                lines.append(f"| {name} | {value.error.code} | {retry} | {_cell(value.comment)} | {_cell(value.error.remedy)} |")
    return "\n".join([*lines, ""])


def _rules(contract: Contract) -> str:
    count = sum(len(message.rules) for message in contract.messages)
    lines = [_NOTE + f"# What must hold between fields ({count} rules)\n", _RULES_INTRO]
    for message in contract.messages:
        if message.rules:
            lines.append(f"## {message.name}\n")
            lines += [f"- **{rule.id}**: {rule.message}\n\n  ```\n  {rule.expression}\n  ```\n" for rule in message.rules]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")
