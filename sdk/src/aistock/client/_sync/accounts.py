# Derived from _async/accounts.py by aistock_codegen.unasync; never edited.
"""Opens accounts, moves the clock of paper accounts, and runs strategy instances on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.contract.v1.models import Env
from aistock.execution.v1.models import (
    Account,
    AccountKind,
    AdvanceAccountRequest,
    AdvanceAccountResponse,
    CreateInstanceRequest,
    CreateInstanceResponse,
    FeePolicy,
    Fill,
    GetAccountRequest,
    GetAccountResponse,
    GetInstanceRequest,
    GetInstanceResponse,
    ListAccountsRequest,
    ListAccountsResponse,
    ListFillsRequest,
    ListFillsResponse,
    ListInstancesRequest,
    ListInstancesResponse,
    ListNavRequest,
    ListNavResponse,
    ListPositionsRequest,
    ListPositionsResponse,
    NavPoint,
    OpenAccountRequest,
    OpenAccountResponse,
    PortfolioMethod,
    Position,
    RebalanceSchedule,
    ReconcileRequest,
    ReconcileResponse,
    StartInstanceRequest,
    StartInstanceResponse,
    StopInstanceRequest,
    StopInstanceResponse,
    StrategyInstance,
)

_SERVICE = "/aistock.execution.v1.AccountService/"


class Accounts:
    """Opens accounts, moves the clock of paper accounts, and runs strategy instances on them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open_account(
        self,
        account_id: str,
        *,
        kind: AccountKind | str,
        env: Env | str,
        initial_cash_mills: int,
        snapshot_id: str | None = None,
        start_date: date | str | None = None,
        fees: FeePolicy | None = None,
        max_volume_fraction: float | None = None,
        synthetic: bool | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> Account:
        """Opens an account with cash. A paper account is bound to one snapshot and one start date for ever."""
        request = made(
            OpenAccountRequest,
            request_id=request_id or self._core.next_id(),
            account_id=account_id,
            kind=kind,
            env=env,
            snapshot_id=snapshot_id,
            start_date=start_date,
            initial_cash_mills=initial_cash_mills,
            fees=fees,
            max_volume_fraction=max_volume_fraction,
            synthetic=synthetic,
        )
        response: OpenAccountResponse = self._core.call(_SERVICE + "OpenAccount", request, timeout)
        return response.account

    def get_account(self, account_id: str, *, timeout: float | None = None) -> Account:
        """The account as its journal leaves it."""
        request = made(GetAccountRequest, account_id=account_id)
        response: GetAccountResponse = self._core.call(_SERVICE + "GetAccount", request, timeout)
        return response.account

    def list_accounts_page(
        self, *, page_size: int | None = None, page_token: str | None = None, timeout: float | None = None
    ) -> ListAccountsResponse:
        """One page. All accounts, by account_id."""
        request = made(ListAccountsRequest, page_size=page_size, page_token=page_token)
        response: ListAccountsResponse = self._core.call(_SERVICE + "ListAccounts", request, timeout)
        return response

    def list_accounts(self, *, page_size: int | None = None) -> Iterator[Account]:
        """All accounts, by account_id. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_accounts_page(page_size=page_size, page_token=token),
            lambda page: page.accounts,
        )

    def list_positions_page(
        self, account_id: str, *, page_size: int | None = None, page_token: str | None = None, timeout: float | None = None
    ) -> ListPositionsResponse:
        """One page. What the account holds, by security."""
        request = made(ListPositionsRequest, account_id=account_id, page_size=page_size, page_token=page_token)
        response: ListPositionsResponse = self._core.call(_SERVICE + "ListPositions", request, timeout)
        return response

    def list_positions(self, account_id: str, *, page_size: int | None = None) -> Iterator[Position]:
        """What the account holds, by security. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_positions_page(account_id, page_size=page_size, page_token=token),
            lambda page: page.positions,
        )

    def list_fills_page(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        instrument: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListFillsResponse:
        """One page. Executions, in the order they happened."""
        request = made(
            ListFillsRequest,
            account_id=account_id,
            start_date=start_date,
            end_date=end_date,
            instrument=instrument,
            page_size=page_size,
            page_token=page_token,
        )
        response: ListFillsResponse = self._core.call(_SERVICE + "ListFills", request, timeout)
        return response

    def list_fills(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        instrument: str | None = None,
        page_size: int | None = None,
    ) -> Iterator[Fill]:
        """Executions, in the order they happened. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_fills_page(
                account_id, start_date=start_date, end_date=end_date, instrument=instrument, page_size=page_size, page_token=token
            ),
            lambda page: page.fills,
        )

    def list_nav_page(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListNavResponse:
        """One page. The account's value day by day."""
        request = made(
            ListNavRequest,
            account_id=account_id,
            start_date=start_date,
            end_date=end_date,
            page_size=page_size,
            page_token=page_token,
        )
        response: ListNavResponse = self._core.call(_SERVICE + "ListNav", request, timeout)
        return response

    def list_nav(
        self,
        account_id: str,
        *,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
    ) -> Iterator[NavPoint]:
        """The account's value day by day. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_nav_page(
                account_id, start_date=start_date, end_date=end_date, page_size=page_size, page_token=token
            ),
            lambda page: page.points,
        )

    def reconcile(self, account_id: str, *, timeout: float | None = None) -> ReconcileResponse:
        """Folds the whole journal afresh, checks its hash chain, and compares every stored view with the result."""
        request = made(ReconcileRequest, account_id=account_id)
        response: ReconcileResponse = self._core.call(_SERVICE + "Reconcile", request, timeout)
        return response

    def advance_account(
        self,
        account_id: str,
        *,
        to_date: date | str | None = None,
        days: int | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> AdvanceAccountResponse:
        """Moves a paper account's clock day by day: books entitlements, matches, settles. Refused on a live account."""
        request = made(
            AdvanceAccountRequest, request_id=request_id or self._core.next_id(), account_id=account_id, to_date=to_date, days=days
        )
        response: AdvanceAccountResponse = self._core.call(_SERVICE + "AdvanceAccount", request, timeout)
        return response

    def create_instance(
        self,
        instance_id: str,
        *,
        account_id: str,
        env: Env | str,
        method: PortfolioMethod,
        experiment_id: str | None = None,
        strategy_config_hash: str | None = None,
        factor_set_hash: str | None = None,
        model_hash: str | None = None,
        schedule: RebalanceSchedule | str | None = None,
        label: str | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> StrategyInstance:
        """Puts a strategy on an account, not started."""
        request = made(
            CreateInstanceRequest,
            request_id=request_id or self._core.next_id(),
            instance_id=instance_id,
            account_id=account_id,
            env=env,
            experiment_id=experiment_id,
            strategy_config_hash=strategy_config_hash,
            factor_set_hash=factor_set_hash,
            model_hash=model_hash,
            method=method,
            schedule=schedule,
            label=label,
        )
        response: CreateInstanceResponse = self._core.call(_SERVICE + "CreateInstance", request, timeout)
        return response.instance

    def start_instance(self, instance_id: str, *, request_id: str | None = None, timeout: float | None = None) -> StrategyInstance:
        """Lets Rebalance serve the instance."""
        request = made(StartInstanceRequest, request_id=request_id or self._core.next_id(), instance_id=instance_id)
        response: StartInstanceResponse = self._core.call(_SERVICE + "StartInstance", request, timeout)
        return response.instance

    def stop_instance(self, instance_id: str, *, request_id: str | None = None, timeout: float | None = None) -> StrategyInstance:
        """Stops the instance for good; its orders and positions stay."""
        request = made(StopInstanceRequest, request_id=request_id or self._core.next_id(), instance_id=instance_id)
        response: StopInstanceResponse = self._core.call(_SERVICE + "StopInstance", request, timeout)
        return response.instance

    def get_instance(self, instance_id: str, *, timeout: float | None = None) -> StrategyInstance:
        """One instance."""
        request = made(GetInstanceRequest, instance_id=instance_id)
        response: GetInstanceResponse = self._core.call(_SERVICE + "GetInstance", request, timeout)
        return response.instance

    def list_instances_page(
        self,
        *,
        account_id: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListInstancesResponse:
        """One page. Instances, by instance_id."""
        request = made(ListInstancesRequest, account_id=account_id, page_size=page_size, page_token=page_token)
        response: ListInstancesResponse = self._core.call(_SERVICE + "ListInstances", request, timeout)
        return response

    def list_instances(self, *, account_id: str | None = None, page_size: int | None = None) -> Iterator[StrategyInstance]:
        """Instances, by instance_id. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_instances_page(account_id=account_id, page_size=page_size, page_token=token),
            lambda page: page.instances,
        )
