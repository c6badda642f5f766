"""Contract → straight-line converters between models and protobuf messages, one module per area."""

from __future__ import annotations

from collections.abc import Callable

from .ir import Contract, Enum, Field, Message, snake
from .split import Models


def converters(contract: Contract, models: Models) -> dict[str, str]:
    """Area → source of its converters module."""
    return {area: _Area(contract, models, area).source() for area in contract.areas if area in models.sources}


def pb_module(file: str) -> str:
    """Name of the module that protoc writes for a proto: `live_feedback_pb2`."""
    return file.rsplit("/", 1)[-1].removesuffix(".proto") + "_pb2"


class _Area:
    def __init__(self, contract: Contract, models: Models, area: str) -> None:
        self._contract = contract
        self._models = models
        self._area = area
        self._others: set[str] = set()
        self._tags = contract.variant_tags()

    def source(self) -> str:
        messages = list(self._contract.in_area(self._area))
        enums = [enum for enum in self._contract.enums if enum.area == self._area]
        parts = [self._enum_tables(enum) for enum in enums]
        parts += [self._pair(message) for message in messages]
        parts.append(self._registries(messages))
        modules = sorted({pb_module(item.file) for item in messages})
        head = f'"""Messages of the {self._area} part to and from its models; derived, never edited."""\n\n'
        head += "from __future__ import annotations\n\nfrom collections.abc import Callable\nfrom typing import Any\n\n"
        head += "from aistock.contract import wire\n"
        head += "".join(f"from aistock.{area}.v1 import converters as {area}_converters\n" for area in sorted(self._others))
        head += f"from aistock.{self._area}.v1 import models"
        head += "".join(f", {module}" for module in modules) + "\n"
        return head + "\n\n" + "\n\n".join(parts) + "\n"

    def _enum_tables(self, enum: Enum) -> str:
        members = self._models.members[enum.name]
        name = snake(enum.name).upper()
        rows = "".join(f"{value.number}: models.{enum.name}.{members[value.json]}, " for value in enum.legal)
        back = "".join(f"models.{enum.name}.{members[value.json]}: {value.number}, " for value in enum.legal)
        return (
            f"{name}_FROM_PB: wire.EnumNumbers[models.{enum.name}] = wire.EnumNumbers({enum.name!r}, {{{rows}}})\n"
            f"{name}_TO_PB: dict[models.{enum.name}, Any] = {{{back}}}\n"
        )

    def _pair(self, message: Message) -> str:
        name, pb = snake(message.name), f"{pb_module(message.file)}.{message.name}"
        model = f"models.{message.name}"
        if message.is_union:
            body = f"wire.read_union({model}, {message.name!r}, dict_{name}, pb)  # type: ignore[no-any-return]"
            bodies = self._union_dict(message), self._union_fill(message)
        else:
            body = f"wire.read({model}, dict_{name}, pb)"
            bodies = self._dict(message), self._fill(message)
        return "\n\n".join(
            (
                f"def {name}_from_pb(pb: {pb}) -> {model}:\n    return {body}\n",
                f"def {name}_to_pb(value: {model}) -> {pb}:\n    pb = {pb}()\n    fill_{name}(pb, value)\n    return pb\n",
                f"def dict_{name}(pb: {pb}) -> dict[str, Any]:\n{bodies[0]}",
                f"def fill_{name}(pb: {pb}, value: {model}) -> None:\n{bodies[1]}",
            )
        )

    def _union_dict(self, message: Message) -> str:
        lines = [f"    match pb.WhichOneof({message.oneof_names[0]!r}):"]
        lines += [
            f"        case {item.name!r}:\n            return {self._call('dict', item)}(pb.{item.name})" for item in message.fields
        ]
        return "\n".join([*lines, "        case _:\n            return {}"]) + "\n"

    def _union_fill(self, message: Message) -> str:
        if len(message.fields) == 1:
            item = message.fields[0]
            return f"    pb.{item.name}.SetInParent()\n    {self._call('fill', item)}(pb.{item.name}, value)\n"
        lines = ["    match value:"]
        for item in message.fields:
            lines.append(f"        case {self._model(item)}():\n            pb.{item.name}.SetInParent()")
            lines.append(f"            {self._call('fill', item)}(pb.{item.name}, value)")
        return "\n".join(lines) + "\n"

    def _model(self, item: Field) -> str:
        found = self._contract.by_name[item.type_name or ""]
        if found.area == self._area:
            return f"models.{found.name}"
        self._others.add(found.area)
        return f"{found.area}_converters.models.{found.name}"

    def _call(self, verb: str, item: Field) -> str:
        found = self._contract.by_name[item.type_name or ""]
        return self._local(found.area, f"{verb}_{snake(found.name)}")

    def _table(self, item: Field, direction: str) -> str:
        found = self._contract.by_name[item.type_name or ""]
        return self._local(found.area, f"{snake(found.name).upper()}_{direction}")

    def _local(self, area: str, name: str) -> str:
        if area == self._area:
            return name
        self._others.add(area)
        return f"{area}_converters.{name}"

    def _dict(self, message: Message) -> str:
        tag = self._tags.get(message.full_name)
        always, sometimes, inline = ([f"{tag[0]!r}: {tag[1]!r}"] if tag else []), [], ""
        fixed = sorted({item.name for item in message.fields if not item.flatten} | ({tag[0]} if tag else set()))
        for item in message.fields:
            if item.flatten:
                inline = f"wire.inline(pb.{item.name}, {tuple(fixed)!r})"
            elif item.nullable:
                # What may be absent is left out when it is: a model keeps each name that it is given, and that costs.
                line = f"found[{item.name!r}] = {self._reading(item)('pb.' + item.name)}"
                sometimes.append(f"    if has({item.name!r}):\n        {line}\n")
            else:
                always.append(f"{item.name!r}: {self._from(item)}")
        start = f"{{{', '.join([f'**{inline}'] * bool(inline) + always)}}}" if always or not inline else inline
        has = "    has = pb.HasField\n" if sometimes or "has(" in start else ""
        if not sometimes:
            return f"{has}    return {start}\n"
        return f"{has}    found: dict[str, Any] = {start}\n{''.join(sometimes)}    return found\n"

    def _from(self, item: Field) -> str:
        source, got, convert = f"pb.{item.name}", f"got_{item.name}", self._reading(item)
        plain = convert("item") == "item"
        if item.cardinality == "list":
            if item.kind == "message":
                return f"wire.elements({self._call('dict', item)}, {got}) if ({got} := {source}) else []"
            # A slice of a repeated field is a list, made without asking for one element after the other.
            return f"{source}[:]" if plain else f"[{convert('item')} for item in {source}[:]]"
        if item.cardinality == "map":
            if item.kind == "message":
                return f"wire.entries_read({self._call('dict', item)}, {got}) if ({got} := {source}) else {{}}"
            return f"wire.entries({source})" if plain else f"wire.entries_read(lambda item: {convert('item')}, {source})"
        if item.kind == "message":
            return f"{convert(source)} if has({item.name!r}) else None"
        # A value that is not empty is there; only of an empty one it must be asked.
        return f"{convert(got)} if ({got} := {source}) or has({item.name!r}) else None"

    def _reading(self, item: Field) -> Callable[[str], str]:
        if item.kind == "message":
            call = self._call("dict", item)
            return lambda name: f"{call}({name})"
        if item.kind == "enum":
            table = self._table(item, "FROM_PB")
            return lambda name: f"{table}[{name}]"
        if item.json_object:
            return lambda name: f"wire.json_object({name})"
        return lambda name: name

    def _writing(self, item: Field) -> Callable[[str], str]:
        if item.kind == "enum":
            table = self._table(item, "TO_PB")
            return lambda name: f"{table}[{name}]"
        if item.json_object:
            return lambda name: f"wire.json_text({name})"
        if item.format == "iso_date":
            return lambda name: f"{name}.isoformat()"
        if item.format == "utc_instant":
            return lambda name: f"wire.utc_text({name})"
        return lambda name: name

    def _fill(self, message: Message) -> str:
        attributes = self._models.attributes[message.name]
        lines: list[str] = []
        for item in message.fields:
            if item.flatten:
                lines.append(f"pb.{item.name}.update(value.model_extra or {{}})")
            else:
                lines.extend(self._assign(item, f"value.{attributes.get(item.name, item.name)}"))
        return "".join(f"    {line}\n" for line in lines) or "    del pb, value  # it has no fields\n"

    def _assign(self, item: Field, source: str) -> list[str]:
        target, each = f"pb.{item.name}", f"each_{item.name}"
        convert = self._writing(item)
        if item.cardinality == "list":
            if item.kind == "message":
                return [f"for {each} in {source}:", f"    {self._call('fill', item)}({target}.add(), {each})"]
            return [
                f"{target}.extend({source})" if convert("x") == "x" else f"{target}.extend({convert('item')} for item in {source})"
            ]
        if item.cardinality == "map":
            if item.kind == "message":
                return [f"for key, {each} in {source}.items():", f"    {self._call('fill', item)}({target}[key], {each})"]
            if convert("x") == "x":
                return [f"{target}.update({source})"]
            return [f"{target}.update({{key: {convert('item')} for key, item in {source}.items()}})"]
        if item.kind == "message":
            lines = [f"{target}.SetInParent()", f"{self._call('fill', item)}({target}, {source})"]
        else:
            lines = [f"{target} = {convert(source)}"]
        return [f"if {source} is not None:", *(f"    {line}" for line in lines)] if item.nullable else lines

    def _registries(self, messages: list[Message]) -> str:
        to_pb = "".join(f"    models.{item.name}: {snake(item.name)}_to_pb,\n" for item in messages)
        from_pb = "".join(f"    {pb_module(item.file)}.{item.name}: {snake(item.name)}_from_pb,\n" for item in messages)
        return (
            f"TO_PB: dict[Any, Callable[[Any], Any]] = {{\n{to_pb}}}\n"
            f"FROM_PB: dict[type[Any], Callable[[Any], Any]] = {{\n{from_pb}}}\n"
        )
