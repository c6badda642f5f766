"""Everything in a document side by side: all values of a class are one column, for a call a column is far less than one a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any


def columns(root: Any, fields: Callable[[Any], Sequence[str]]) -> Iterator[tuple[Any, list[Any]]]:
    """A model, and what the named fields of each class hold, by class and outer before inner.

    Maps come as maps and then as what they hold, lists only as what they hold; absent and empty fields do not come. One
    class may come more than once, because it may stand in several fields.
    """
    queue = [[root]]
    while queue:
        values = queue.pop()
        kind = type(values[0])
        if len(values) > 1 and len(kinds := set(map(type, values))) > 1:
            queue += ([value for value in values if type(value) is one] for one in kinds)
            continue
        if kind is list or kind is dict:
            if kind is dict:
                yield kind, values
            below = [*chain.from_iterable(values if kind is list else map(dict.values, values))]
            if below:
                queue.append(below)
            continue
        yield kind, values
        for name in fields(kind):
            below = [value for model in values if (value := model.__dict__[name])]
            if below:
                queue.append(below)
