# Derived from _async/risk.py by aistock_codegen.unasync; never edited.
"""Sets limits, throws and releases the kill switch, and tells what the gate did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.execution.v1.models import (
    GetPolicyRequest,
    GetPolicyResponse,
    HaltRequest,
    HaltResponse,
    ListRiskEventsRequest,
    ListRiskEventsResponse,
    ResumeRequest,
    ResumeResponse,
    RiskEvent,
    RiskPolicy,
    SetPolicyRequest,
    SetPolicyResponse,
)

_SERVICE = "/aistock.execution.v1.RiskService/"


class Risk:
    """Sets limits, throws and releases the kill switch, and tells what the gate did."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def set_policy(
        self, account_id: str, *, policy: RiskPolicy, request_id: str | None = None, timeout: float | None = None
    ) -> SetPolicyResponse:
        """Replaces an account's risk policy."""
        request = made(SetPolicyRequest, request_id=request_id or self._core.next_id(), account_id=account_id, policy=policy)
        response: SetPolicyResponse = self._core.call(_SERVICE + "SetPolicy", request, timeout)
        return response

    def get_policy(self, account_id: str, *, timeout: float | None = None) -> GetPolicyResponse:
        """The policy that applies; an account without one gets a policy without limits."""
        request = made(GetPolicyRequest, account_id=account_id)
        response: GetPolicyResponse = self._core.call(_SERVICE + "GetPolicy", request, timeout)
        return response

    def halt(
        self, reason: str, *, account_id: str | None = None, request_id: str | None = None, timeout: float | None = None
    ) -> HaltResponse:
        """Throws the kill switch: cancels open orders and denies every order until Resume. It stays thrown over restarts."""
        request = made(HaltRequest, request_id=request_id or self._core.next_id(), account_id=account_id, reason=reason)
        response: HaltResponse = self._core.call(_SERVICE + "Halt", request, timeout)
        return response

    def resume(
        self, account_id: str, *, reason: str, request_id: str | None = None, timeout: float | None = None
    ) -> ResumeResponse:
        """Releases the kill switch; cancelled orders stay cancelled."""
        request = made(ResumeRequest, request_id=request_id or self._core.next_id(), account_id=account_id, reason=reason)
        response: ResumeResponse = self._core.call(_SERVICE + "Resume", request, timeout)
        return response

    def list_risk_events_page(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListRiskEventsResponse:
        """One page. What the gate and the kill switch did, in order."""
        request = made(
            ListRiskEventsRequest,
            account_id=account_id,
            start_date=start_date,
            end_date=end_date,
            page_size=page_size,
            page_token=page_token,
        )
        response: ListRiskEventsResponse = self._core.call(_SERVICE + "ListRiskEvents", request, timeout)
        return response

    def list_risk_events(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
    ) -> Iterator[RiskEvent]:
        """What the gate and the kill switch did, in order. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_risk_events_page(
                account_id, start_date=start_date, end_date=end_date, page_size=page_size, page_token=token
            ),
            lambda page: page.events,
        )
