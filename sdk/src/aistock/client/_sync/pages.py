# Derived from _async/pages.py by aistock_codegen.unasync; never edited.
"""Lists, page by page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from aistock.client._transports.threads import Fetch

P = TypeVar("P")
T = TypeVar("T")


def paged(fetch: Fetch[Any], items: Callable[[Any], Sequence[T]], page_token: str | None = None) -> Iterator[T]:
    """Every item of every page, from the page of the token on; pages are fetched as they are needed."""
    while True:
        page = fetch(page_token)
        ready = deque(items(page))
        while ready:
            yield ready.popleft()
        page_token = page.next_page_token
        if not page_token:
            return
