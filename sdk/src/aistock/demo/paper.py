"""The paper account: opened, run day by day over the test segment, and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aistock.client import Client
from aistock.contract.v1.models import Env
from aistock.demo.markets import Market
from aistock.demo.options import DemoError
from aistock.demo.plan import Plan
from aistock.demo.requests import CASH_MILLS, portfolio_method, risk_policy
from aistock.demo.steps import Steps
from aistock.execution.v1.models import Account, AccountEvent, AccountKind, Fill, NavPoint, Signal
from aistock.experiments.v1.models import ExperimentResult

ACCOUNT = "demo-paper"
INSTANCE = "demo-instance"
_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRun:
    """What the account lived through."""

    account: Account
    nav: Sequence[NavPoint]
    fills: Sequence[Fill]
    events: Sequence[AccountEvent]
    denied: int


def open_paper(client: Client, market: Market, plan: Plan, result: ExperimentResult, snapshot_id: str) -> None:
    """An account on the snapshot, its limits, and a running instance of the experiment's strategy."""
    assert result.hashes is not None
    client.accounts.open_account(
        ACCOUNT,
        kind=AccountKind.PAPER,
        env=Env.PAPER,
        snapshot_id=snapshot_id,
        start_date=plan.trading_days[0],
        initial_cash_mills=CASH_MILLS,
        synthetic=market.synthetic or None,
    )
    client.risk.set_policy(ACCOUNT, policy=risk_policy(market, plan))
    client.accounts.create_instance(
        INSTANCE,
        account_id=ACCOUNT,
        env=Env.PAPER,
        method=portfolio_method(market),
        experiment_id=result.experiment_id,
        strategy_config_hash=result.hashes.strategy_config_hash,
        factor_set_hash=result.hashes.factor_set_hash,
        model_hash=result.hashes.model_sha256,
    )
    client.accounts.start_instance(INSTANCE)


def trade(client: Client, plan: Plan, signals: Mapping[date, Sequence[Signal]], steps: Steps) -> PaperRun:
    """Two calls a day: the evening's scores become orders, then the next session is lived through."""
    nav: list[NavPoint] = []
    denied = 0
    with steps.step("Paper trading") as bar:
        for number, (evening, session) in enumerate(zip(plan.signal_days, plan.trading_days, strict=True), start=1):
            scores = signals.get(evening)
            if scores:
                sent = client.portfolio.rebalance(ACCOUNT, instance_id=INSTANCE, signal_date=evening, signals=scores)
                denied += sent.denied_count
            lived = client.accounts.advance_account(ACCOUNT, to_date=session)
            nav += lived.points
            bar.update(number / len(plan.signal_days), f"{session}  {lived.account.nav_mills / 1000:,.0f} CNY")
    return _read_back(client, nav, denied)


def _read_back(client: Client, nav: list[NavPoint], denied: int) -> PaperRun:
    checked = client.accounts.reconcile(ACCOUNT)
    if not checked.consistent:
        first = checked.differences[0]
        raise DemoError(f"the books do not follow from the journal: {first.subject} is {first.found}, should be {first.expected}")
    fills = list(client.accounts.list_fills(ACCOUNT, page_size=_PAGE))
    with client.orders.watch_events(ACCOUNT, stop_at_end=True) as stream:
        events = list(stream)
    return PaperRun(account=checked.account, nav=nav, fills=fills, events=events, denied=denied)
