"""Reading the Qlib blocks of a strategy, which may hold anything."""

from collections.abc import Mapping
from typing import Any

from aistock.library.v1.models import CatalogStrategy


class Unsaid(Exception):
    """A strategy lacks what a draft needs; the text names it."""


def at(block: Any, *path: str) -> Any:
    """What stands at a path of keys; Unsaid names the path where there is nothing."""
    for key in path:
        if not isinstance(block, Mapping) or key not in block:
            raise Unsaid(".".join(path))
        block = block[key]
    return block


def handler_of(strategy: CatalogStrategy) -> dict[str, Any]:
    """The dataset's handler with its settings, empty when there is none.

    The data block holds these settings, whether or not the dataset's block repeats them.
    """
    dataset = (strategy.dataset_config or {}).get("kwargs")
    handler = dataset.get("handler") if isinstance(dataset, Mapping) else None
    named = handler if isinstance(handler, Mapping) else {}
    told = named.get("kwargs")
    return {**named, "kwargs": {**(strategy.data_config or {}), **(told if isinstance(told, Mapping) else {})}}
