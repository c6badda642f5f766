"""The execution room: its desks, made once around the stores and gateways it is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from aistock.execution.v1 import models
from aistock_server.execution.account_desk import AccountDesk
from aistock_server.execution.dispatch import Dispatch
from aistock_server.execution.explain import Explainer
from aistock_server.execution.instance_desk import InstanceDesk
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.market_view import MarketView
from aistock_server.execution.order_desk import OrderDesk
from aistock_server.execution.policies import Policies
from aistock_server.execution.portfolio_desk import PortfolioDesk
from aistock_server.execution.ports import (
    BookStore,
    DayBars,
    DocumentStore,
    Gateways,
    JournalStore,
    OrderStore,
    PlanStore,
    Standings,
)
from aistock_server.execution.risk_desk import RiskDesk
from aistock_server.execution.views import event_view, stream_of
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Where the room keeps things."""

    journal: JournalStore
    books: BookStore
    orders: OrderStore
    plans: PlanStore
    documents: DocumentStore


class Execution:
    """Accounts, orders, portfolios and risk, over one ledger."""

    def __init__(self, stores: Stores, *, bars: DayBars, standings: Standings, gateways: Gateways, clock: Clock) -> None:
        self.ledger = Ledger(stores.journal, stores.books, stores.orders, gateways)
        market = MarketView(bars, standings)
        policies = Policies(stores.documents)
        dispatch = Dispatch(self.ledger, market, policies)
        self.accounts = AccountDesk(self.ledger, market)
        self.instances = InstanceDesk(self.ledger, stores.documents, clock)
        self.orders = OrderDesk(self.ledger, market, dispatch)
        self.explainer = Explainer(self.ledger, stores.plans, self.instances, clock=clock)
        self.portfolios = PortfolioDesk(self.ledger, market, dispatch, instances=self.instances, plans=stores.plans)
        self.risk = RiskDesk(self.ledger, policies)

    def journal(self, account_id: str) -> Sequence[models.AccountEvent]:
        """Every event of an account, in order; NotFound when there is no such account."""
        first = self.ledger.journal.first_hash(account_id)
        if first is None:
            raise NotFound("NOT_FOUND", f"no account {account_id!r}; list accounts to see the names", account_id=account_id)
        return [event_view(event, stream_of(first)) for event in self.ledger.events(account_id)]

    def find_instance(self, instance_id: str) -> models.StrategyInstance | None:
        """A strategy instance by its name."""
        return self.instances.find(instance_id)
