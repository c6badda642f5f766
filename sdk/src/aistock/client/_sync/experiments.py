# Derived from _async/experiments.py by aistock_codegen.unasync; never edited.
"""The queue of experiments, for those who ask and for the workers who run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.client._sync.streams import Stream
from aistock.experiments.v1.models import (
    CancelExperimentRequest,
    CancelExperimentResponse,
    CompleteExperimentRequest,
    CompleteExperimentResponse,
    DraftFromStrategyRequest,
    DraftFromStrategyResponse,
    Experiment,
    ExperimentKind,
    ExperimentRequest,
    ExperimentResult,
    ExperimentState,
    FailExperimentRequest,
    FailExperimentResponse,
    GetExperimentRequest,
    GetExperimentResponse,
    HeartbeatExperimentRequest,
    HeartbeatExperimentResponse,
    LeaseExperimentRequest,
    LeaseExperimentResponse,
    ListExperimentsRequest,
    ListExperimentsResponse,
    Progress,
    SubmitExperimentRequest,
    SubmitExperimentResponse,
    WatchExperimentRequest,
    WatchExperimentResponse,
)

_SERVICE = "/aistock.experiments.v1.ExperimentService/"


class Experiments:
    """The queue of experiments, for those who ask and for the workers who run."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def submit_experiment(self, request: ExperimentRequest, *, timeout: float | None = None) -> Experiment:
        """Put an experiment into the queue."""
        envelope = made(SubmitExperimentRequest, request=request)
        response: SubmitExperimentResponse = self._core.call(_SERVICE + "SubmitExperiment", envelope, timeout)
        return response.experiment

    def get_experiment(self, experiment_id: str, *, timeout: float | None = None) -> Experiment:
        """Read an experiment."""
        request = made(GetExperimentRequest, experiment_id=experiment_id)
        response: GetExperimentResponse = self._core.call(_SERVICE + "GetExperiment", request, timeout)
        return response.experiment

    def list_experiments_page(
        self,
        *,
        state: ExperimentState | str | None = None,
        kind: ExperimentKind | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListExperimentsResponse:
        """One page. List experiments."""
        request = made(ListExperimentsRequest, page_size=page_size, page_token=page_token, state=state, kind=kind)
        response: ListExperimentsResponse = self._core.call(_SERVICE + "ListExperiments", request, timeout)
        return response

    def list_experiments(
        self, *, state: ExperimentState | str | None = None, kind: ExperimentKind | str | None = None, page_size: int | None = None
    ) -> Iterator[Experiment]:
        """List experiments. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_experiments_page(state=state, kind=kind, page_size=page_size, page_token=token),
            lambda page: page.experiments,
        )

    def cancel_experiment(self, experiment_id: str, *, request_id: str | None = None, timeout: float | None = None) -> Experiment:
        """End an experiment. A worker that runs it learns so at its next heartbeat."""
        request = made(CancelExperimentRequest, request_id=request_id or self._core.next_id(), experiment_id=experiment_id)
        response: CancelExperimentResponse = self._core.call(_SERVICE + "CancelExperiment", request, timeout)
        return response.experiment

    def watch_experiment(self, experiment_id: str, *, cursor: str | None = None) -> Stream[WatchExperimentResponse]:
        """Follow an experiment to its end; resuming at a cursor is gap-free."""
        request = made(WatchExperimentRequest, experiment_id=experiment_id, cursor=cursor)
        return Stream(
            self._core,
            _SERVICE + "WatchExperiment",
            request,
            pick=lambda response: response,
            place=lambda response: response.cursor,
        )

    def draft_from_strategy(self, strategy_id: str, *, snapshot_id: str, timeout: float | None = None) -> ExperimentRequest:
        """Make a request from a strategy of the library, for a caller to correct and submit."""
        request = made(DraftFromStrategyRequest, strategy_id=strategy_id, snapshot_id=snapshot_id)
        response: DraftFromStrategyResponse = self._core.call(_SERVICE + "DraftFromStrategy", request, timeout)
        return response.request

    def lease_experiment(
        self, worker_id: str, *, ttl_seconds: int | None = None, request_id: str | None = None, timeout: float | None = None
    ) -> LeaseExperimentResponse:
        """Take the most urgent queued experiment, or one whose lease ran out."""
        request = made(
            LeaseExperimentRequest, request_id=request_id or self._core.next_id(), worker_id=worker_id, ttl_seconds=ttl_seconds
        )
        response: LeaseExperimentResponse = self._core.call(_SERVICE + "LeaseExperiment", request, timeout)
        return response

    def heartbeat_experiment(
        self, experiment_id: str, *, fencing_token: int, progress: Progress | None = None, timeout: float | None = None
    ) -> HeartbeatExperimentResponse:
        """Keep a lease. Refused when the lease has passed to another worker."""
        request = made(HeartbeatExperimentRequest, experiment_id=experiment_id, fencing_token=fencing_token, progress=progress)
        response: HeartbeatExperimentResponse = self._core.call(_SERVICE + "HeartbeatExperiment", request, timeout)
        return response

    def complete_experiment(
        self, result: ExperimentResult, *, fencing_token: int, request_id: str | None = None, timeout: float | None = None
    ) -> Experiment:
        """End a run that worked. Refused when the lease has passed on or a named file is not in the vault."""
        request = made(
            CompleteExperimentRequest, request_id=request_id or self._core.next_id(), fencing_token=fencing_token, result=result
        )
        response: CompleteExperimentResponse = self._core.call(_SERVICE + "CompleteExperiment", request, timeout)
        return response.experiment

    def fail_experiment(
        self, result: ExperimentResult, *, fencing_token: int, request_id: str | None = None, timeout: float | None = None
    ) -> Experiment:
        """End a run that did not work. Refused when the lease has passed on."""
        request = made(
            FailExperimentRequest, request_id=request_id or self._core.next_id(), fencing_token=fencing_token, result=result
        )
        response: FailExperimentResponse = self._core.call(_SERVICE + "FailExperiment", request, timeout)
        return response.experiment

    def wait_experiment(
        self, experiment_id: str, *, on_event: Callable[[WatchExperimentResponse], object] | None = None
    ) -> Experiment:
        """Follow an experiment to its end, telling `on_event` of each change, and return it as it ended."""
        with self.watch_experiment(experiment_id) as events:
            for event in events:
                if on_event is not None:
                    on_event(event)
        return self.get_experiment(experiment_id)
