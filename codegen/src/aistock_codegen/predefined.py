"""The named formats' own CEL (contract/v1/rules.proto): changing one changes the meaning of every field that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from .problems import Problem

_FILE = "aistock/contract/v1/rules.proto"


def rules(descriptor_set: bytes) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Name of each predefined rule → its number and its CEL."""
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file:
        pool.AddSerializedFile(file.SerializeToString())
    set_type = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.FileDescriptorSet"))
    everything: Any = set_type.FromString(descriptor_set)
    extension = pool.FindExtensionByName("buf.validate.predefined")
    return {
        item.name: (item.number, tuple(rule.expression for rule in item.options.Extensions[extension].cel))
        for file in everything.file
        if file.name == _FILE
        for item in file.extension
    }


def breaks(old: bytes, new: bytes) -> Iterator[Problem]:
    """Named formats that were removed or say something else."""
    after = rules(new)
    for name, was in rules(old).items():
        if name not in after:
            yield Problem(f"{_FILE}: {name}", "named format was removed or renamed")
        elif after[name] != was:
            yield Problem(f"{_FILE}: {name}", "named format says something else; documents that hold it may be refused")
