"""Fixtures and options of the conformance cases."""

from pathlib import Path

import pytest

from aistock_conformance.plugin import client, marked, market, pytest_addoption, target, wire, world

__all__ = ["client", "market", "pytest_addoption", "target", "wire", "world"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Known gaps are expected to fail, and fail the run when they do not."""
    marked(items, Path(__file__).parent)
