"""A server that goes down refuses new calls by name, says that nothing was executed, and lets running ones finish."""

import asyncio
from typing import Any

import grpc
import grpc.aio
from google.rpc import error_details_pb2, status_pb2

from aistock.system.v1 import system_service_pb2 as pb
from aistock.system.v1 import system_service_pb2_grpc as stubs
from aistock_server.rpc.edge import Edge
from aistock_server.rpc.status import DETAILS_KEY


class Slow(stubs.SystemServiceServicer):
    """Answers when it is let."""

    def __init__(self) -> None:
        self.entered, self.may_answer, self.answered = asyncio.Event(), asyncio.Event(), 0

    async def ListOperations(self, request: Any, context: Any) -> Any:
        self.entered.set()
        await self.may_answer.wait()
        self.answered += 1
        return pb.ListOperationsResponse()


async def _drained() -> tuple[grpc.aio.AioRpcError, int]:
    edge, servicer = Edge(), Slow()
    server = grpc.aio.server(interceptors=(edge,))
    stubs.add_SystemServiceServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        desk = stubs.SystemServiceStub(channel)
        running = asyncio.ensure_future(desk.ListOperations(pb.ListOperationsRequest(), timeout=20))
        await servicer.entered.wait()
        edge.drain()
        refused: grpc.aio.AioRpcError | None = None
        try:
            await desk.ListOperations(pb.ListOperationsRequest(), timeout=20)
        except grpc.aio.AioRpcError as error:
            refused = error
        servicer.may_answer.set()
        await running
    await server.stop(0)
    assert refused is not None, "a draining server answered a new call"
    return refused, servicer.answered


def test_a_new_call_is_refused_as_draining_and_the_running_one_finishes() -> None:
    refused, answered = asyncio.run(_drained())
    status = status_pb2.Status.FromString(dict(refused.trailing_metadata() or ())[DETAILS_KEY])
    reason = error_details_pb2.ErrorInfo()
    status.details[0].Unpack(reason)

    assert refused.code() is grpc.StatusCode.UNAVAILABLE
    assert (reason.reason, reason.metadata["retryable"]) == ("DRAINING", "true")
    assert answered == 1
