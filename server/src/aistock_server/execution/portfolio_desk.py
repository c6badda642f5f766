"""Portfolios: what a method wants, what orders that means, and sending them once a signal date."""

import json
from datetime import date
from typing import TypeAlias

from aistock.execution.v1 import models
from aistock_server.execution.codec import to_plain
from aistock_server.execution.dispatch import Dispatch
from aistock_server.execution.events import OrderCancelled, OrderSubmitted, PlanRecorded
from aistock_server.execution.instance_desk import InstanceDesk
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.market_view import MarketView
from aistock_server.execution.methods import target_views, targets_of
from aistock_server.execution.model import Book, OrderState, Verdict
from aistock_server.execution.orders import Goal
from aistock_server.execution.ports import OrderFilter, Plan, PlanStore
from aistock_server.execution.rebalance import Proposal, order_for, plan_of, propose, scores_of, wanted
from aistock_server.execution.recorder import Recorder
from aistock_server.execution.views import order_view
from aistock_server.kernel.errors import Conflict, Invalid, Refused

_EVERY = 100_000
Asked: TypeAlias = models.RebalanceRequest | models.PreviewOrdersRequest | models.BuildPortfolioRequest


class PortfolioDesk:
    """Serves PortfolioService."""

    def __init__(
        self, ledger: Ledger, market: MarketView, dispatch: Dispatch, *, instances: InstanceDesk, plans: PlanStore
    ) -> None:
        self._ledger = ledger
        self._market = market
        self._dispatch = dispatch
        self._instances = instances
        self._plans = plans

    def build_portfolio(self, request: models.BuildPortfolioRequest) -> models.BuildPortfolioResponse:
        """Weights that the method wants; nothing is kept."""
        book, scores = self._ledger.book(request.account_id), scores_of(request.signals)
        weights = target_views(targets_of(self._method(request), scores, book), scores)
        exposure = min(1.0, sum(weight.weight for weight in weights))
        return models.BuildPortfolioResponse(weights=weights, exposure=exposure, cash_fraction=1.0 - exposure)

    def preview_orders(self, request: models.PreviewOrdersRequest) -> models.PreviewOrdersResponse:
        """Orders that Rebalance would send now, with the gate's verdict on each; nothing is kept."""
        book = self._ledger.book(request.account_id)
        proposal = self._proposal(book, request)
        verdicts = self._dispatch.preview(book, proposal.orders)
        return models.PreviewOrdersResponse(
            weights=list(proposal.weights),
            orders=[_planned(order, verdict) for order, verdict in zip(proposal.orders, verdicts, strict=True)],
        )

    def rebalance(self, request: models.RebalanceRequest) -> models.RebalanceResponse:
        """Sends the orders that move the account towards its weights, once a signal date."""
        recorder = self._ledger.recorder(request.account_id)
        scores = scores_of(request.signals)
        plan = plan_of(
            request.account_id,
            self._method(request),
            scores,
            signal_date=request.signal_date,
            instance_id=request.instance_id,
        )
        known = self._plans.of_date(request.account_id, request.signal_date)
        if known is not None:
            return self._again(known, plan)
        _refuse_halted(recorder.book)
        proposal = self._proposal(recorder.book, request)
        self._plans.put(proposal.plan)
        self._ledger.note(recorder, _recorded(proposal, len(scores)))
        self._dispatch.send(recorder, proposal.orders)
        return self._answer(proposal.plan)

    def flatten(self, request: models.FlattenRequest) -> models.FlattenResponse:
        """Cancels open orders and sells everything that is sellable."""
        recorder = self._ledger.recorder(request.account_id)
        _refuse_halted(recorder.book)
        cancelled = self._cancel_all(recorder)
        goals = [Goal(instrument=code, weight=0.0, keep=False) for code in sorted(recorder.book.holdings)]
        sales = [
            order_for(wish, f"{request.request_id}/{wish.instrument}/sell", plan_id=None, instance_id=None)
            for wish in wanted(goals, recorder.book, self._market)
        ]
        orders = self._dispatch.send(recorder, sales)
        return models.FlattenResponse(orders=[order_view(order) for order in orders], cancelled_count=cancelled)

    def _method(self, request: Asked) -> models.PortfolioMethod:
        """The method given, or that of the instance named."""
        if request.method is not None:
            return request.method
        if request.instance_id is None:
            raise Invalid("INVALID_FIELD", "neither instance_id nor method is given; give one of them", field="method")
        instance = self._instances.running(request.instance_id)
        if instance.account_id != request.account_id:
            raise Invalid(
                "INVALID_FIELD",
                f"instance {instance.instance_id} trades {instance.account_id}, not {request.account_id}; name its account",
                field="account_id",
            )
        return instance.method

    def _proposal(self, book: Book, request: models.RebalanceRequest | models.PreviewOrdersRequest) -> Proposal:
        self._check_age(book, request.signal_date, request.max_signal_age_days or 0)
        method, scores = self._method(request), scores_of(request.signals)
        plan = plan_of(request.account_id, method, scores, signal_date=request.signal_date, instance_id=request.instance_id)
        return propose(plan, book, method, scores, market=self._market, dispatch=self._dispatch)

    def _check_age(self, book: Book, signal_date: date, oldest: int) -> None:
        """Signals must be those of the last day the account knows: later ones look ahead, older ones are stale."""
        age, last = self._market.age(book, signal_date), self._market.last_day(book)
        if age < 0:
            raise Refused(
                "SIGNALS_AHEAD_OF_CLOCK",
                f"signals of {signal_date} know more than the account, which stands after {last}; advance it first",
                signal_date=signal_date,
                last_date=last,
            )
        if age > oldest:
            raise Refused(
                "SIGNALS_STALE",
                f"signals of {signal_date} are {age} trading days older than the account, which stands after {last}, and at most "
                f"{oldest} are allowed; send those of {last}, or set max_signal_age_days",
                signal_date=signal_date,
                last_date=last,
            )

    def _again(self, known: Plan, plan: Plan) -> models.RebalanceResponse:
        if known.plan_id == plan.plan_id:
            return self._answer(known)
        raise Conflict(
            "ALREADY_REBALANCED",
            f"account {known.account_id} was rebalanced for {known.signal_date} on other signals (plan {known.plan_id}); "
            "cancel its orders one by one if they are wrong",
            plan_id=known.plan_id,
        )

    def _answer(self, plan: Plan) -> models.RebalanceResponse:
        orders = self._ledger.orders.find(plan.account_id, after=0, limit=_EVERY, where=OrderFilter(plan_id=plan.plan_id))
        return models.RebalanceResponse(
            plan_id=plan.plan_id,
            weights=[models.TargetWeight.model_validate(weight) for weight in json.loads(plan.targets)],
            orders=[order_view(order) for order in orders],
            denied_count=sum(order.state is OrderState.DENIED for order in orders),
        )

    def _cancel_all(self, recorder: Recorder) -> int:
        gateway, count = self._ledger.gateway(recorder.book), 0
        for order in sorted(recorder.book.open_orders.values(), key=lambda order: order.submitted_seq):
            answer = gateway.cancel(recorder.book, order)
            self._ledger.note(recorder, answer)
            count += isinstance(answer, OrderCancelled)
        return count


def _refuse_halted(book: Book) -> None:
    if book.halt_reason is not None:
        raise Refused(
            "ACCOUNT_HALTED",
            f"account {book.account_id} is halted: {book.halt_reason}; resume it first",
            account_id=book.account_id,
        )


def _recorded(proposal: Proposal, signal_count: int) -> PlanRecorded:
    plan = proposal.plan
    return PlanRecorded(
        plan_id=plan.plan_id,
        signal_date=plan.signal_date,
        signals_hash=plan.signals_hash,
        signal_count=signal_count,
        order_count=len(proposal.orders),
        instance_id=plan.instance_id,
    )


def _planned(order: OrderSubmitted, verdict: Verdict | None) -> models.PlannedOrder:
    return models.PlannedOrder.model_validate(
        {
            "client_order_id": order.client_order_id,
            "instrument": order.instrument,
            "side": order.side,
            "quantity": order.quantity,
            "reference_price_mills": order.reference_price_mills,
            "value_mills": order.quantity * order.reference_price_mills,
            "target_weight": order.target_weight,
            "allowed": verdict is None,
            "verdict": None if verdict is None else to_plain(verdict),
        }
    )
