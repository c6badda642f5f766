"""What aistock promises to export; changing a list here is a reviewed act."""

from importlib import import_module

import pytest

DOORS = {
    "aistock": [
        "AistockError",
        "AsyncClient",
        "Client",
        "InvalidDocument",
        "OutcomeUnknown",
        "RetryPolicy",
        "RpcError",
        "Violation",
        "canonical_json",
        "cny",
        "content_hash",
        "errors",
        "mills",
        "read",
        "validate",
        "violations",
        "write",
    ],
    "aistock.client": ["AsyncClient", "AsyncStream", "Client", "QuoteBatch", "RetryPolicy", "Stream", "Window"],
    "aistock.cli": ["main"],
}


@pytest.mark.parametrize("door", sorted(DOORS))
def test_exports_are_frozen(door: str) -> None:
    module = import_module(door)
    assert module.__all__ == DOORS[door] == sorted(DOORS[door])
    assert all(getattr(module, name) is not None for name in DOORS[door])


def test_the_lazy_door_lists_what_it_opens() -> None:
    import aistock

    assert dir(aistock) == DOORS["aistock"]
    with pytest.raises(AttributeError, match="no attribute 'Clients'"):
        _ = aistock.Clients


ERRORS = [
    "AddressMissing",
    "AistockError",
    "Conflict",
    "ContentMismatch",
    "DeadlineExceeded",
    "Exhausted",
    "ForeignValidateCopy",
    "Internal",
    "InvalidArgument",
    "InvalidDocument",
    "NotFound",
    "OperationFailed",
    "OutOfRange",
    "OutcomeUnknown",
    "PermissionDenied",
    "Refused",
    "RpcError",
    "Unauthenticated",
    "Unavailable",
    "Unimplemented",
    "UnknownEnumValue",
]


def test_the_tree_of_errors_is_frozen() -> None:
    from aistock import errors

    found = [name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, errors.AistockError)]
    assert sorted(found) == ERRORS
