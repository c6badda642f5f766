"""What strategies really did, and what should be tried because of it."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date

from aistock.client._async.core import AsyncCore
from aistock.client._async.pages import paged
from aistock.client._async.streams import AsyncStream
from aistock.client._requests import date_range, made
from aistock.experiments.v1.models import ExperimentRequest
from aistock.feedback.v1.models import (
    BuildFeedbackRequest,
    BuildFeedbackResponse,
    GetFeedbackRequest,
    GetFeedbackResponse,
    ImprovementGoal,
    ListFeedbackRequest,
    ListFeedbackResponse,
    LiveFeedback,
    ProposeExperimentRequest,
    ProposeExperimentResponse,
    PublishFeedbackRequest,
    PublishFeedbackResponse,
    WatchFeedbackRequest,
)

_SERVICE = "/aistock.feedback.v1.FeedbackService/"


class AsyncFeedback:
    """What strategies really did, and what should be tried because of it."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    async def build_feedback(
        self,
        strategy_instance_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        goals: Sequence[ImprovementGoal] = (),
        benchmark: str | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> LiveFeedback:
        """Measure an instance from its account's journal, beside the assumptions of its experiment, and store the feedback."""
        request = made(
            BuildFeedbackRequest,
            request_id=request_id or self._core.next_id(),
            strategy_instance_id=strategy_instance_id,
            period=date_range(start_date, end_date),
            goals=goals,
            benchmark=benchmark,
        )
        response: BuildFeedbackResponse = await self._core.call(_SERVICE + "BuildFeedback", request, timeout)
        return response.feedback

    async def publish_feedback(
        self, feedback: LiveFeedback, *, request_id: str | None = None, timeout: float | None = None
    ) -> PublishFeedbackResponse:
        """Store a feedback that was measured elsewhere."""
        request = made(PublishFeedbackRequest, request_id=request_id or self._core.next_id(), feedback=feedback)
        response: PublishFeedbackResponse = await self._core.call(_SERVICE + "PublishFeedback", request, timeout)
        return response

    async def get_feedback(self, feedback_id: str, *, timeout: float | None = None) -> LiveFeedback:
        """Read a feedback."""
        request = made(GetFeedbackRequest, feedback_id=feedback_id)
        response: GetFeedbackResponse = await self._core.call(_SERVICE + "GetFeedback", request, timeout)
        return response.feedback

    async def list_feedback_page(
        self,
        *,
        strategy_instance_id: str | None = None,
        experiment_id: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListFeedbackResponse:
        """One page. List feedback."""
        request = made(
            ListFeedbackRequest,
            page_size=page_size,
            page_token=page_token,
            strategy_instance_id=strategy_instance_id,
            experiment_id=experiment_id,
        )
        response: ListFeedbackResponse = await self._core.call(_SERVICE + "ListFeedback", request, timeout)
        return response

    def list_feedback(
        self, *, strategy_instance_id: str | None = None, experiment_id: str | None = None, page_size: int | None = None
    ) -> AsyncIterator[LiveFeedback]:
        """List feedback. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_feedback_page(
                strategy_instance_id=strategy_instance_id, experiment_id=experiment_id, page_size=page_size, page_token=token
            ),
            lambda page: page.feedback,
        )

    def watch_feedback(self, *, cursor: str | None = None, strategy_instance_id: str | None = None) -> AsyncStream[LiveFeedback]:
        """Follow feedback; resuming at a cursor is gap-free."""
        request = made(WatchFeedbackRequest, cursor=cursor, strategy_instance_id=strategy_instance_id)
        return AsyncStream(
            self._core,
            _SERVICE + "WatchFeedback",
            request,
            pick=lambda response: response.feedback,
            place=lambda response: response.cursor,
        )

    async def propose_experiment(self, feedback_id: str, *, timeout: float | None = None) -> ExperimentRequest:
        """Draft the experiment that a feedback asks for, bounded by its goals."""
        request = made(ProposeExperimentRequest, feedback_id=feedback_id)
        response: ProposeExperimentResponse = await self._core.call(_SERVICE + "ProposeExperiment", request, timeout)
        return response.request
