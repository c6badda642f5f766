"""Pages of a list, and the opaque tokens between them."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping

from aistock_server.kernel.errors import Invalid

DEFAULT_PAGE = 100
LARGEST_PAGE = 1000


def page_size(asked: int | None) -> int:
    """How many rows a page holds: what was asked, at most 1000; 100 when nothing or 0 was."""
    return min(asked or DEFAULT_PAGE, LARGEST_PAGE)


def _fingerprint(filters: Mapping[str, object]) -> str:
    text = json.dumps({key: str(value) for key, value in filters.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def encode_token(key: list[str | int], **filters: object) -> str:
    """The token of the page after the row with this key, good only with the same filters."""
    body = json.dumps([_fingerprint(filters), *key], separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def decode_token(token: str | None, *, width: int, **filters: object) -> list[str | int] | None:
    """The key a token holds, `width` parts long; None for the first page.

    Raises Invalid (UNREADABLE) for a token that this list, with these filters, did not give.
    """
    if not token:
        return None
    try:
        body = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error):
        body = None
    whole = isinstance(body, list) and len(body) == width + 1 and all(type(part) in (str, int) for part in body)
    if not whole or body[0] != _fingerprint(filters):
        raise Invalid(
            "UNREADABLE",
            f"page_token {token[:80]!r} was not given by this list with these filters; start again without it",
            field="page_token",
        )
    key: list[str | int] = body[1:]
    return key
