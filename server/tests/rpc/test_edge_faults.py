"""A fault of the server reaches callers as INTERNAL with an id, no text, and the same class in both clients."""

import asyncio
import logging
from typing import Any

import grpc
import grpc.aio
import pytest

from aistock.client import AsyncClient
from aistock.contract.v1.reasons import REASONS
from aistock.errors import Internal
from aistock.system.v1 import system_service_pb2_grpc as stubs
from aistock.system.v1.models import GetOperationRequest, ListOperationsRequest
from aistock_server.rpc.edge import Edge

SECRET = "password=hunter2"


class Broken(stubs.SystemServiceServicer):
    """Fails as no room ever should."""

    async def ListOperations(self, request: Any, context: Any) -> Any:
        raise ZeroDivisionError(SECRET)

    async def WatchOperation(self, request: Any, context: Any) -> Any:
        raise MemoryError(SECRET)
        yield


async def _faults() -> list[Internal]:
    server = grpc.aio.server(interceptors=(Edge(),))
    stubs.add_SystemServiceServicer_to_server(Broken(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    found = []
    async with AsyncClient(f"127.0.0.1:{port}", connect_timeout=20.0) as client:
        with pytest.raises(Internal) as caught:
            await client.call("/aistock.system.v1.SystemService/ListOperations", ListOperationsRequest())
        found.append(caught.value)
        with pytest.raises(Internal) as caught:
            async with client.system.watch_operation("0" * 31 + "1") as events:
                async for _ in events:
                    pass
        found.append(caught.value)
        with pytest.raises(Internal) as caught:
            # What a servicer does not define at all is a fault of ours too, never a claim about the contract.
            await client.call("/aistock.system.v1.SystemService/GetOperation", GetOperationRequest(operation_id="0" * 31 + "1"))
        found.append(caught.value)
    await server.stop(0)
    return found


def test_a_fault_is_internal_with_an_id_and_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="aistock.rpc"):
        found = asyncio.run(_faults())

    row = REASONS["INTERNAL"]
    for error in found:
        assert (error.code, error.reason, error.remedy, error.retryable) == ("INTERNAL", "INTERNAL", row.remedy, False)
        assert SECRET not in str(error) and "Division" not in str(error)
        assert error.tracking_id is not None and error.tracking_id in caplog.text
    assert len({error.tracking_id for error in found}) == len(found)
