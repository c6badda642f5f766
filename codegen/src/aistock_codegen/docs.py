"""Contract → reference pages."""

from __future__ import annotations

from .ir import Contract


def pages(contract: Contract) -> dict[str, str]:
    """File name below `docs/reference` → text."""
    return {}
