"""Why an order exists: the chain from the order back to the data its signals were made from."""

import json

from aistock.execution.v1 import models
from aistock_server.execution.instance_desk import InstanceDesk
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.model import Book, Order, OrderState
from aistock_server.execution.ports import Plan, PlanStore
from aistock_server.execution.views import event_view, order_view, stream_of
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound


class Explainer:
    """Puts the chain behind one order together."""

    def __init__(self, ledger: Ledger, plans: PlanStore, instances: InstanceDesk, *, clock: Clock) -> None:
        self._ledger = ledger
        self._plans = plans
        self._instances = instances
        self._clock = clock

    def explain_order(self, request: models.ExplainOrderRequest) -> models.ExplainOrderResponse:
        """The whole chain behind one order."""
        book = self._ledger.book(request.account_id)
        order = self._ledger.orders.get(request.account_id, request.client_order_id)
        if order is None:
            raise NotFound(
                "NOT_FOUND",
                f"account {book.account_id} has no order {request.client_order_id}; list its orders to see their ids",
                client_order_id=request.client_order_id,
            )
        plan = None if order.plan_id is None else self._plans.get(order.plan_id)
        target = None if plan is None else _target(plan, order)
        chain = self._chain(book, order, plan, target)
        explanation = models.OrderExplanation(
            version="v1",
            generated_at_utc=self._clock.now(),
            source="aistock_server",
            order=order_view(order),
            events=self._events(order),
            plan_id=order.plan_id,
            signal_date=None if plan is None else plan.signal_date,
            target=target,
            chain=chain,
            complete=all(link.found for link in chain),
        )
        return models.ExplainOrderResponse(explanation=explanation)

    def _chain(self, book: Book, order: Order, plan: Plan | None, target: models.TargetWeight | None) -> list[models.ChainLink]:
        links: list[tuple[str, str | None]] = [("order", order.client_order_id), ("risk", _risk(order))]
        if order.plan_id is not None:
            links.append(("plan", None if plan is None else plan.plan_id))
            links.append(("target_weight", None if target is None else repr(target.weight)))
            links.append(("signal", None if plan is None else plan.signals_hash))
        if order.instance_id is not None:
            instance = self._instances.instance(order.instance_id)
            links.append(("instance", instance.instance_id))
            links.append(("strategy_config", instance.strategy_config_hash))
            links.append(("factor_set", instance.factor_set_hash))
            links.append(("model", instance.model_hash))
            links.append(("experiment", instance.experiment_id))
        links.append(("snapshot", book.terms.snapshot_id))
        return [models.ChainLink(name=name, id=name_of, found=name_of is not None) for name, name_of in links]

    def _events(self, order: Order) -> list[models.AccountEvent]:
        """The order's events, read from between its first and its last."""
        stream = stream_of(self._ledger.journal.first_hash(order.account_id) or "")
        found = []
        for event in self._ledger.events(order.account_id, after=order.submitted_seq - 1):
            if event.seq > order.updated_seq:
                break
            if getattr(event.entry, "client_order_id", None) == order.client_order_id:
                found.append(event_view(event, stream))
        return found


def _risk(order: Order) -> str:
    if order.state is OrderState.DENIED and order.verdict is not None:
        return f"denied by {order.verdict.rule_id}"
    return "passed every rule"


def _target(plan: Plan, order: Order) -> models.TargetWeight | None:
    weights = (models.TargetWeight.model_validate(weight) for weight in json.loads(plan.targets))
    return next((weight for weight in weights if weight.instrument == order.instrument), None)
