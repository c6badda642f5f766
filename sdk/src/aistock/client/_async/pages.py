"""Lists, page by page."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeVar

from aistock.client._transports.aio import Fetch

P = TypeVar("P")
T = TypeVar("T")


async def paged(fetch: Fetch[Any], items: Callable[[Any], Sequence[T]], page_token: str | None = None) -> AsyncIterator[T]:
    """Every item of every page, from the page of the token on; pages are fetched as they are needed."""
    while True:
        page = await fetch(page_token)
        ready = deque(items(page))
        while ready:
            yield ready.popleft()
        page_token = page.next_page_token
        if not page_token:
            return
