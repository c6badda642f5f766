"""The client of every service."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aistock.client._async.core import AsyncCore
from aistock.client._retry import RetryPolicy
from aistock.client._settings import MAX_MESSAGE_BYTES, ClientSettings, address_of, random_id
from aistock.contract.model import ContractModel

if TYPE_CHECKING:
    from aistock.client._async.accounts import AsyncAccounts
    from aistock.client._async.archives import AsyncArchives
    from aistock.client._async.artifacts import AsyncArtifacts
    from aistock.client._async.configs import AsyncConfigs
    from aistock.client._async.experiments import AsyncExperiments
    from aistock.client._async.feedback import AsyncFeedback
    from aistock.client._async.library import AsyncLibrary
    from aistock.client._async.market import AsyncMarket
    from aistock.client._async.orders import AsyncOrders
    from aistock.client._async.portfolio import AsyncPortfolio
    from aistock.client._async.risk import AsyncRisk
    from aistock.client._async.sources import AsyncSources
    from aistock.client._async.system import AsyncSystem


class AsyncClient:
    """Every service of one server; a context manager.

    `address` is host:port; without it, AISTOCK_ADDRESS names the server. Times are seconds. Reads are repeated when the
    connection breaks; a write is repeated only when the server says that it did nothing, and raises OutcomeUnknown otherwise.
    """

    def __init__(
        self,
        address: str | None = None,
        *,
        timeout: float = 30.0,
        transfer_timeout: float = 600.0,
        connect_timeout: float = 5.0,
        retry: RetryPolicy | None = None,
        max_message_bytes: int = MAX_MESSAGE_BYTES,
        metadata: Sequence[tuple[str, str]] = (),
        credentials: Any = None,
        check_requests: bool = True,
        next_id: Callable[[], str] = random_id,
    ) -> None:
        self._core = AsyncCore(
            ClientSettings(
                address=address_of(address),
                timeout=timeout,
                transfer_timeout=transfer_timeout,
                connect_timeout=connect_timeout,
                retry=retry or RetryPolicy(),
                max_message_bytes=max_message_bytes,
                metadata=tuple(metadata),
                credentials=credentials,
                check_requests=check_requests,
                next_id=next_id,
            )
        )

    @property
    def address(self) -> str:
        """Where the server is."""
        return self._core.settings.address

    async def call(self, method: str, request: ContractModel, *, timeout: float | None = None) -> Any:
        """The response model to the request model of any call with one request and one response.

        `method` is a full name, such as /aistock.system.v1.SystemService/GetServerInfo; CALLS in aistock.contract.v1.calls
        lists them all.
        """
        return await self._core.call(method, request, timeout)

    async def aclose(self) -> None:
        """Close the connection; running calls and streams end."""
        await self._core.transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.aclose()

    # Each service loads when it is first used: the models of all areas are the larger part of the time to start.

    @cached_property
    def accounts(self) -> AsyncAccounts:
        """Accounts, positions, NAV and strategy instances."""
        from aistock.client._async.accounts import AsyncAccounts

        return AsyncAccounts(self._core)

    @cached_property
    def archives(self) -> AsyncArchives:
        """Proofs that assets are safe, and permits to delete originals."""
        from aistock.client._async.archives import AsyncArchives

        return AsyncArchives(self._core)

    @cached_property
    def artifacts(self) -> AsyncArtifacts:
        """Files by their hash."""
        from aistock.client._async.artifacts import AsyncArtifacts

        return AsyncArtifacts(self._core)

    @cached_property
    def configs(self) -> AsyncConfigs:
        """Stored configurations."""
        from aistock.client._async.configs import AsyncConfigs

        return AsyncConfigs(self._core)

    @cached_property
    def experiments(self) -> AsyncExperiments:
        """The queue of experiments."""
        from aistock.client._async.experiments import AsyncExperiments

        return AsyncExperiments(self._core)

    @cached_property
    def feedback(self) -> AsyncFeedback:
        """LiveFeedback and what follows from it."""
        from aistock.client._async.feedback import AsyncFeedback

        return AsyncFeedback(self._core)

    @cached_property
    def library(self) -> AsyncLibrary:
        """Factors, strategies, loops and models."""
        from aistock.client._async.library import AsyncLibrary

        return AsyncLibrary(self._core)

    @cached_property
    def market(self) -> AsyncMarket:
        """Bars, instruments, calendars, rules, datasets."""
        from aistock.client._async.market import AsyncMarket

        return AsyncMarket(self._core)

    @cached_property
    def orders(self) -> AsyncOrders:
        """Orders and the journal."""
        from aistock.client._async.orders import AsyncOrders

        return AsyncOrders(self._core)

    @cached_property
    def portfolio(self) -> AsyncPortfolio:
        """Signals to weights to orders."""
        from aistock.client._async.portfolio import AsyncPortfolio

        return AsyncPortfolio(self._core)

    @cached_property
    def risk(self) -> AsyncRisk:
        """Limits and the kill switch."""
        from aistock.client._async.risk import AsyncRisk

        return AsyncRisk(self._core)

    @cached_property
    def sources(self) -> AsyncSources:
        """Market sources asked themselves, and quotes handed in."""
        from aistock.client._async.sources import AsyncSources

        return AsyncSources(self._core)

    @cached_property
    def system(self) -> AsyncSystem:
        """What the server is, and its long jobs."""
        from aistock.client._async.system import AsyncSystem

        return AsyncSystem(self._core)
