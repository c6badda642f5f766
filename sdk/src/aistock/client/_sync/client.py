# Derived from _async/client.py by aistock_codegen.unasync; never edited.
"""The client of every service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aistock.client._retry import RetryPolicy
from aistock.client._settings import MAX_MESSAGE_BYTES, ClientSettings, address_of, random_id
from aistock.client._sync.core import Core
from aistock.contract.model import ContractModel

if TYPE_CHECKING:
    from aistock.client._sync.accounts import Accounts
    from aistock.client._sync.archives import Archives
    from aistock.client._sync.artifacts import Artifacts
    from aistock.client._sync.configs import Configs
    from aistock.client._sync.experiments import Experiments
    from aistock.client._sync.feedback import Feedback
    from aistock.client._sync.library import Library
    from aistock.client._sync.market import Market
    from aistock.client._sync.orders import Orders
    from aistock.client._sync.portfolio import Portfolio
    from aistock.client._sync.risk import Risk
    from aistock.client._sync.sources import Sources
    from aistock.client._sync.system import System


class Client:
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
        self._core = Core(
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

    def call(self, method: str, request: ContractModel, *, timeout: float | None = None) -> Any:
        """The response model to the request model of any call with one request and one response.

        `method` is a full name, such as /aistock.system.v1.SystemService/GetServerInfo; CALLS in aistock.contract.v1.calls
        lists them all.
        """
        return self._core.call(method, request, timeout)

    def close(self) -> None:
        """Close the connection; running calls and streams end."""
        self._core.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Each service loads when it is first used: the models of all areas are the larger part of the time to start.

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts, positions, NAV and strategy instances."""
        from aistock.client._sync.accounts import Accounts

        return Accounts(self._core)

    @cached_property
    def archives(self) -> Archives:
        """Proofs that assets are safe, and permits to delete originals."""
        from aistock.client._sync.archives import Archives

        return Archives(self._core)

    @cached_property
    def artifacts(self) -> Artifacts:
        """Files by their hash."""
        from aistock.client._sync.artifacts import Artifacts

        return Artifacts(self._core)

    @cached_property
    def configs(self) -> Configs:
        """Stored configurations."""
        from aistock.client._sync.configs import Configs

        return Configs(self._core)

    @cached_property
    def experiments(self) -> Experiments:
        """The queue of experiments."""
        from aistock.client._sync.experiments import Experiments

        return Experiments(self._core)

    @cached_property
    def feedback(self) -> Feedback:
        """LiveFeedback and what follows from it."""
        from aistock.client._sync.feedback import Feedback

        return Feedback(self._core)

    @cached_property
    def library(self) -> Library:
        """Factors, strategies, loops and models."""
        from aistock.client._sync.library import Library

        return Library(self._core)

    @cached_property
    def market(self) -> Market:
        """Bars, instruments, calendars, rules, datasets."""
        from aistock.client._sync.market import Market

        return Market(self._core)

    @cached_property
    def orders(self) -> Orders:
        """Orders and the journal."""
        from aistock.client._sync.orders import Orders

        return Orders(self._core)

    @cached_property
    def portfolio(self) -> Portfolio:
        """Signals to weights to orders."""
        from aistock.client._sync.portfolio import Portfolio

        return Portfolio(self._core)

    @cached_property
    def risk(self) -> Risk:
        """Limits and the kill switch."""
        from aistock.client._sync.risk import Risk

        return Risk(self._core)

    @cached_property
    def sources(self) -> Sources:
        """Market sources asked themselves, and quotes handed in."""
        from aistock.client._sync.sources import Sources

        return Sources(self._core)

    @cached_property
    def system(self) -> System:
        """What the server is, and its long jobs."""
        from aistock.client._sync.system import System

        return System(self._core)
