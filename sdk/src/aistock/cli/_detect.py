"""Which document of the contract a file is meant to be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import PurePath
from typing import Any

LEAST_LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Shape:
    """A document's name, its message, and the keys that it may and must hold."""

    document: str
    message: str
    keys: frozenset[str]
    required: frozenset[str]

    def model(self) -> Any:
        """The class of the document's model."""
        package, _, name = self.message.rpartition(".")
        return getattr(import_module(f"{package}.models"), name)


@cache
def shapes() -> dict[str, Shape]:
    """Every document of the contract by its name."""
    root = resources.files("aistock") / "_schemas"
    listed = json.loads((root / "index.json").read_text(encoding="utf-8"))["documents"]
    found = {}
    for item in listed:
        schema = json.loads((root / item["schema"]).read_text(encoding="utf-8"))
        keys, required = frozenset(schema.get("properties", ())), frozenset(schema.get("required", ()))
        found[item["document"]] = Shape(item["document"], item["message"], keys, required)
    return found


def shape_of(file: str, value: Any) -> Shape | None:
    """The document that a file's name or the keys of its content speak for; None when neither does.

    The name decides when its stem is a document's. Otherwise the document whose keys are most alike is taken, if it is alike
    enough and no other is as much.
    """
    named = shapes().get(PurePath(file).name.split(".")[0])
    if named is not None or not isinstance(value, dict):
        return named
    keys = frozenset(value)
    # Of documents that are as much alike, the one of which least is left out: a catalog without a config_path is no alpha_meta.
    ranked = sorted((-_likeness(keys, shape), len(shape.keys - keys), shape.document) for shape in shapes().values())
    best, second = ranked[0], ranked[1]
    return shapes()[best[2]] if -best[0] >= LEAST_LIKENESS and best[:2] != second[:2] else None


def _likeness(keys: frozenset[str], shape: Shape) -> float:
    """The share of keys, found or required, that are both found and known; 1 for a complete document without strange keys."""
    everything = keys | shape.required
    return len(keys & shape.keys) / len(everything) if everything else 0.0
