"""Descriptor set → Contract."""

from __future__ import annotations

import re
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from .constraints import UnsupportedRuleError, read_constraint
from .ir import Constraint, Contract, Enum, EnumValue, ErrorMeaning, Field, Message, Method, Rule, Scalar, Service
from .problems import CompileError, Problem

_TYPES: dict[int, Scalar] = {1: "double", 3: "int64", 5: "int32", 8: "bool", 9: "string", 11: "message", 12: "bytes", 14: "enum"}
_OPTIONS = "aistock.contract.v1."
_OWN_FILES = ("aistock/contract/v1/options.proto", "aistock/contract/v1/rules.proto")


def load(descriptor_set: bytes) -> Contract:
    """Everything that the aistock files of a descriptor set (with imports and source information) declare."""
    return _Loader(descriptor_set).contract()


class _Loader:
    """Reads options through a private pool, so that extensions are known without importing generated code."""

    def __init__(self, descriptor_set: bytes) -> None:
        pool = descriptor_pool.DescriptorPool()
        for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file:
            pool.Add(file) if hasattr(pool, "Add") else pool.AddSerializedFile(file.SerializeToString())
        self._pool = pool
        set_type = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.FileDescriptorSet"))
        everything: Any = set_type.FromString(descriptor_set)
        self._files = sorted(
            (file for file in everything.file if file.name.startswith("aistock/") and file.name not in _OWN_FILES),
            key=lambda file: str(file.name),
        )
        self._problems: list[Problem] = []

    def contract(self) -> Contract:
        messages: list[Message] = []
        enums: list[Enum] = []
        services: list[Service] = []
        for file in self._files:
            comments = _comments(file)
            area = file.package.split(".")[1] if file.package.count(".") == 2 else ""
            if not re.fullmatch(r"aistock\.[a-z0-9]+\.v[1-9][0-9]*", file.package):
                self._problems.append(Problem(file.name, f"package {file.package!r} must be aistock.<area>.v<number>"))
            for index, item in enumerate(file.enum_type):
                enums.append(self._enum(file, area, item, comments, (5, index)))
            for index, item in enumerate(file.message_type):
                messages.append(self._message(file, area, item, comments, (4, index)))
            for index, item in enumerate(file.service):
                services.append(self._service(file, area, item, comments, (6, index)))
        if self._problems:
            raise CompileError(*sorted(self._problems))
        return Contract(
            messages=tuple(messages),
            enums=tuple(enums),
            services=tuple(services),
            files=tuple(file.name for file in self._files),
            by_name={item.full_name: item for item in messages} | {item.full_name: item for item in enums},
        )

    def _option(self, options: Any, name: str) -> Any | None:
        extension = self._pool.FindExtensionByName(name)
        return options.Extensions[extension] if options.HasExtension(extension) else None

    def _enum(self, file: Any, area: str, item: Any, comments: _Comments, path: tuple[int, ...]) -> Enum:
        prefix = Enum(name=item.name, full_name="", area=area, file=file.name, comment="", values=()).prefix
        values = []
        for index, value in enumerate(item.value):
            shape = self._option(value.options, _OPTIONS + "value")
            error = self._option(value.options, _OPTIONS + "error")
            values.append(
                EnumValue(
                    name=value.name,
                    number=value.number,
                    json=(shape.json_value if shape is not None else "") or value.name.removeprefix(prefix).lower(),
                    comment=comments.get((*path, 2, index), ""),
                    error=error and ErrorMeaning(code=error.code, retryable=error.retryable, remedy=error.remedy),
                )
            )
        full_name = f"{file.package}.{item.name}"
        comment = comments.get(path, "")
        return Enum(name=item.name, full_name=full_name, area=area, file=file.name, comment=comment, values=tuple(values))

    def _message(self, file: Any, area: str, item: Any, comments: _Comments, path: tuple[int, ...]) -> Message:
        where = f"{file.name}: {item.name}"
        entries = {nested.name: nested for nested in item.nested_type if nested.options.map_entry}
        if len(entries) != len(item.nested_type) or item.enum_type:
            self._problems.append(Problem(where, "declare messages and enums at the top level, not inside a message"))
        synthetic = {field.oneof_index for field in item.field if field.proto3_optional}
        oneofs = [oneof for index, oneof in enumerate(item.oneof_decl) if index not in synthetic]
        shapes = [self._option(oneof.options, _OPTIONS + "union") for oneof in oneofs]
        rules = self._option(item.options, "buf.validate.message")
        shape = self._option(item.options, _OPTIONS + "message")
        return Message(
            name=item.name,
            full_name=f"{file.package}.{item.name}",
            area=area,
            file=file.name,
            comment=comments.get(path, ""),
            fields=tuple(
                self._field(where, field, entries, comments.get((*path, 2, index), "")) for index, field in enumerate(item.field)
            ),
            rules=tuple(_rules(rules)),
            document=(shape.document or None) if shape is not None else None,
            oneof_names=tuple(oneof.name for oneof in oneofs),
            discriminator=(shapes[0].discriminator or None) if len(shapes) == 1 and shapes[0] is not None else None,
        )

    def _field(self, where: str, item: Any, entries: dict[str, Any], comment: str) -> Field:
        where = f"{where}.{item.name}"
        entry = entries.get(item.type_name.rsplit(".", 1)[-1]) if item.label == 3 and item.type == 11 else None
        element = entry.field[1] if entry is not None else item
        kind = _TYPES.get(element.type)
        if kind is None or (entry is not None and entry.field[0].type != 9):
            self._problems.append(
                Problem(where, "only string, bool, int32, int64, double, bytes, enums, messages; map keys are strings")
            )
            kind = "string"
        rules = self._option(item.options, "buf.validate.field")
        shape = self._option(item.options, _OPTIONS + "field")
        several = getattr(rules, "map" if entry is not None else "repeated") if rules is not None and item.label == 3 else None
        if rules is not None and (len(rules.cel) or len(rules.cel_expression)):
            self._problems.append(Problem(where, "write CEL on the message, not on the field"))
        value, keys = Constraint(), Constraint()
        try:
            if entry is not None and several is not None:
                value, keys = read_constraint(several.values), read_constraint(several.keys)
            elif several is not None:
                value = read_constraint(several.items)
            elif rules is not None:
                value = read_constraint(rules)
        except UnsupportedRuleError as problem:
            self._problems.append(Problem(where, str(problem)))
        low, high = ("min_pairs", "max_pairs") if entry is not None else ("min_items", "max_items")
        return Field(
            name=item.name,
            number=item.number,
            kind=kind,
            type_name=element.type_name.removeprefix(".") or None,
            comment=comment,
            cardinality="map" if entry is not None else "list" if item.label == 3 else "one",
            has_optional=item.proto3_optional,
            required=bool(rules is not None and rules.required),
            value=value,
            keys=keys,
            min_items=_set(several, low),
            max_items=_set(several, high),
            unique=bool(shape is not None and shape.unique) or bool(_set(several, "unique") if entry is None else False),
            unique_rule=bool(_set(several, "unique") if entry is None else False),
            json_object=bool(shape is not None and shape.json_object),
            flatten=bool(shape is not None and shape.flatten),
            since=(shape.since or None) if shape is not None else None,
            in_union=item.HasField("oneof_index") and not item.proto3_optional,
        )

    def _service(self, file: Any, area: str, item: Any, comments: _Comments, path: tuple[int, ...]) -> Service:
        full_name = f"{file.package}.{item.name}"
        methods = []
        for index, method in enumerate(item.method):
            call = self._option(method.options, _OPTIONS + "call")
            mutation = bool(call is not None and call.mutation)
            methods.append(
                Method(
                    name=method.name,
                    path=f"/{full_name}/{method.name}",
                    request=method.input_type.removeprefix("."),
                    response=method.output_type.removeprefix("."),
                    client_streaming=method.client_streaming,
                    server_streaming=method.server_streaming,
                    mutation=mutation,
                    idempotency_field=(call.idempotency_field or "request_id") if call is not None and mutation else None,
                    reasons=tuple(call.reasons) if call is not None else (),
                    comment=comments.get((*path, 2, index), ""),
                )
            )
        comment = comments.get(path, "")
        return Service(name=item.name, full_name=full_name, area=area, file=file.name, comment=comment, methods=tuple(methods))


_Comments = dict[tuple[int, ...], str]


def _comments(file: Any) -> _Comments:
    found: _Comments = {}
    for location in file.source_code_info.location:
        text = "\n".join(line.removeprefix(" ").rstrip() for line in location.leading_comments.splitlines()).strip()
        if text:
            found[tuple(location.path)] = text
    return found


def _rules(rules: Any | None) -> list[Rule]:
    if rules is None:
        return []
    return [Rule(id=rule.id, message=rule.message, expression=rule.expression) for rule in rules.cel]


def _set(rules: Any | None, name: str) -> int | None:
    return getattr(rules, name) if rules is not None and rules.HasField(name) else None
