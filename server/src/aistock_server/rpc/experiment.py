"""ExperimentService on the wire."""

from collections.abc import AsyncIterator
from typing import Any

from aistock.experiments.v1 import experiment_service_pb2_grpc
from aistock_server.experiments import Experiments
from aistock_server.rpc.calls import Calls


class ExperimentServicer(experiment_service_pb2_grpc.ExperimentServiceServicer):
    """The queue of experiments."""

    def __init__(self, experiments: Experiments, calls: Calls) -> None:
        self._experiments = experiments
        self._calls = calls

    async def SubmitExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._experiments.submit, request)

    async def GetExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._experiments.get, request)

    async def ListExperiments(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._experiments.list_experiments, request)

    async def CancelExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._experiments.cancel, request)

    async def WatchExperiment(self, request: Any, context: Any) -> AsyncIterator[Any]:
        async for event in self._calls.watch(self._experiments.watch, request):
            yield event

    async def DraftFromStrategy(self, request: Any, context: Any) -> Any:
        return await self._calls.read(self._experiments.draft_from_strategy, request)

    async def LeaseExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._experiments.lease, request)

    async def HeartbeatExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.write(self._experiments.heartbeat, request)

    async def CompleteExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._experiments.complete, request)

    async def FailExperiment(self, request: Any, context: Any) -> Any:
        return await self._calls.mutate(self._experiments.fail, request)
