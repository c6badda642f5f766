"""Turns signals into weights, weights into orders, and sends them through the risk gate."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aistock.client._async.core import AsyncCore
from aistock.client._requests import made
from aistock.execution.v1.models import (
    BuildPortfolioRequest,
    BuildPortfolioResponse,
    FlattenRequest,
    FlattenResponse,
    PortfolioMethod,
    PreviewOrdersRequest,
    PreviewOrdersResponse,
    RebalanceRequest,
    RebalanceResponse,
    Signal,
)

_SERVICE = "/aistock.execution.v1.PortfolioService/"


class AsyncPortfolio:
    """Turns signals into weights, weights into orders, and sends them through the risk gate."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    async def build_portfolio(
        self,
        account_id: str,
        *,
        instance_id: str | None = None,
        method: PortfolioMethod | None = None,
        signals: Sequence[Signal] = (),
        timeout: float | None = None,
    ) -> BuildPortfolioResponse:
        """Weights that a method wants for signals, given what the account holds. Nothing is stored."""
        request = made(BuildPortfolioRequest, account_id=account_id, instance_id=instance_id, method=method, signals=signals)
        response: BuildPortfolioResponse = await self._core.call(_SERVICE + "BuildPortfolio", request, timeout)
        return response

    async def preview_orders(
        self,
        account_id: str,
        *,
        signal_date: date | str,
        instance_id: str | None = None,
        method: PortfolioMethod | None = None,
        signals: Sequence[Signal] = (),
        max_signal_age_days: int | None = None,
        timeout: float | None = None,
    ) -> PreviewOrdersResponse:
        """Orders that Rebalance would send now, with the gate's verdict on each. Nothing is stored."""
        request = made(
            PreviewOrdersRequest,
            account_id=account_id,
            instance_id=instance_id,
            method=method,
            signal_date=signal_date,
            signals=signals,
            max_signal_age_days=max_signal_age_days,
        )
        response: PreviewOrdersResponse = await self._core.call(_SERVICE + "PreviewOrders", request, timeout)
        return response

    async def rebalance(
        self,
        account_id: str,
        *,
        signal_date: date | str,
        instance_id: str | None = None,
        method: PortfolioMethod | None = None,
        signals: Sequence[Signal] = (),
        max_signal_age_days: int | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> RebalanceResponse:
        """Sends the orders that move the account towards its weights, once per account and signal date.

        The same signals again give the same plan; others for that date are refused.
        """
        request = made(
            RebalanceRequest,
            request_id=request_id or self._core.next_id(),
            account_id=account_id,
            instance_id=instance_id,
            method=method,
            signal_date=signal_date,
            signals=signals,
            max_signal_age_days=max_signal_age_days,
        )
        response: RebalanceResponse = await self._core.call(_SERVICE + "Rebalance", request, timeout)
        return response

    async def flatten(self, account_id: str, *, request_id: str | None = None, timeout: float | None = None) -> FlattenResponse:
        """Sends orders that sell everything the account holds, after cancelling its open orders."""
        request = made(FlattenRequest, request_id=request_id or self._core.next_id(), account_id=account_id)
        response: FlattenResponse = await self._core.call(_SERVICE + "Flatten", request, timeout)
        return response
