"""FeedbackService on the wire."""

from collections.abc import AsyncIterator
from typing import Any

from aistock.feedback.v1 import feedback_service_pb2_grpc
from aistock_server.feedback import Feedback
from aistock_server.rpc.calls import Calls


class FeedbackServicer(feedback_service_pb2_grpc.FeedbackServiceServicer):
    """What strategies really did."""

    def __init__(self, feedback: Feedback, calls: Calls) -> None:
        self._feedback = feedback
        self._calls = calls

    async def BuildFeedback(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._feedback.build, request)

    async def PublishFeedback(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._feedback.publish, request)

    async def GetFeedback(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._feedback.get, request)

    async def ListFeedback(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._feedback.list_feedback, request)

    async def WatchFeedback(self, request: Any, context: Any) -> AsyncIterator[Any]:
        async for event in self._calls.watch(self._feedback.watch, request):
            yield event

    async def ProposeExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._feedback.propose, request)
