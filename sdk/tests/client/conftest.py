from collections.abc import Iterator

import pytest

from aistock.client.testing import CuttableWire, ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def wire(server: ScriptedServer) -> Iterator[CuttableWire]:
    with CuttableWire(server.address) as running:
        yield running
