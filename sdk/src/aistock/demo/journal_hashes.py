"""The hash of a journal event, computed by a reader as the contract describes it."""

import hashlib
from typing import Any

from aistock.contract.plain_json import canonical
from aistock.execution.v1.models import AccountEvent


def hash_of(event: AccountEvent) -> str:
    """SHA-256 of the event as JSON without hash and cursor: keys sorted, null members left out, no spaces."""
    plain = event.model_dump(mode="json", exclude={"hash", "cursor"})
    return hashlib.sha256(canonical(_without_nulls(plain))).hexdigest()


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value
