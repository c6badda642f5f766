"""The contract's cross-field rules: every answer obeys them, and each of them refuses what it is there to refuse."""

from collections.abc import Callable, Iterator
from typing import Any

import protovalidate
import pytest
from google.protobuf import descriptor_pool
from google.protobuf.message import Message

from aistock.contract.documents import dump
from aistock.execution.v1 import converters, models
from aistock_server.adapters.memory.execution_market import CODES, SNAPSHOT
from aistock_server.execution import Execution

ID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10"
HASH = "a" * 64
AT = "2024-01-02T01:30:00Z"
GAME: list[tuple[str, Any]] = [
    (
        "rebalance",
        {
            "method": {"kind": "equal_weight", "top_k": 5, "exposure": 0.5},
            "signals": [{"instrument": code, "score": 1.0} for code in CODES],
        },
    ),
    ("advance", 3),
    ("submit", {"instrument": "600000.SH", "side": "buy", "quantity": 150, "type": "market_open"}),
    ("submit", {"instrument": "600000.SH", "side": "sell", "quantity": 100, "type": "limit", "percent": 101}),
    ("halt", None),
    ("resume", None),
    ("advance", 12),
    ("submit", {"instrument": "300001.SZ", "side": "buy", "quantity": 100, "type": "market_open"}),
]


def message(model: Any) -> Message:
    """The model on the wire."""
    found: Message = converters.TO_PB[type(model)](model)
    return found


def broken(model: Any) -> list[str]:
    """Ids of the rules that a model breaks."""
    return [violation.proto.rule_id for violation in protovalidate.collect_violations(message(model))]


@pytest.fixture(scope="module")
def answers(play: Callable[..., Execution]) -> dict[str, Any]:
    """One or more valid messages of every kind that the room gives."""
    room = play(11, GAME)
    account = "paper-1"
    orders = room.orders.list_orders(models.ListOrdersRequest(account_id=account, states=[], page_size=1000)).orders
    asked = models.ExplainOrderRequest(account_id=account, client_order_id=orders[0].client_order_id)
    return {
        "account": [room.accounts.get_account(models.GetAccountRequest(account_id=account)).account],
        "position": room.accounts.list_positions(models.ListPositionsRequest(account_id=account)).positions,
        "nav_point": room.accounts.list_nav(models.ListNavRequest(account_id=account)).points,
        "fill": room.accounts.list_fills(models.ListFillsRequest(account_id=account)).fills,
        "order": orders,
        "account_event": list(room.journal(account)),
        "risk_event": room.risk.list_risk_events(models.ListRiskEventsRequest(account_id=account)).events,
        "order_explanation": [room.explainer.explain_order(asked).explanation],
        "reconcile_response": [room.accounts.reconcile(models.ReconcileRequest(account_id=account))],
    }


def test_every_answer_obeys_the_contract(answers: dict[str, Any]) -> None:
    for name, found in answers.items():
        assert found, name
        for model in found:
            assert broken(model) == [], (name, model)


METHOD = {"kind": "equal_weight", "top_k": 2, "exposure": 0.9}
DROPOUT = {"top_k": 10, "n_drop": 2, "exposure": 0.9}
INSTANCE = {
    "version": "v1",
    "generated_at_utc": AT,
    "source": "test",
    "instance_id": "i",
    "account_id": "a",
    "env": "paper",
    "method": METHOD,
    "schedule": "daily",
    "state": "created",
}
OPEN = {
    "request_id": ID,
    "account_id": "a",
    "kind": "paper",
    "env": "paper",
    "snapshot_id": SNAPSHOT,
    "start_date": "2024-01-02",
    "initial_cash_mills": 1000,
}
SUBMIT = {
    "client_order_id": ID,
    "account_id": "a",
    "instrument": "600000.SH",
    "side": "buy",
    "type": "limit",
    "price_mills": 10_000,
    "quantity": 100,
}
SUBMITTED = {key: value for key, value in SUBMIT.items() if key != "account_id"} | {
    "time_in_force": "day",
    "reference_price_mills": 10_000,
    "reserved_mills": 0,
}
POLICY = {"version": "v1", "generated_at_utc": AT, "source": "test"}
ASKED = {"account_id": "a", "signal_date": "2024-01-02", "method": METHOD}
RANGE = {"account_id": "a", "start_date": "2024-01-02", "end_date": "2024-01-03"}
BACKWARDS = {"start_date": "2024-01-04"}
PLANNED = {
    "client_order_id": ID,
    "instrument": "600000.SH",
    "side": "buy",
    "quantity": 100,
    "reference_price_mills": 10_000,
    "value_mills": 1_000_000,
    "target_weight": 0.1,
    "allowed": True,
}
ENTITLED = {
    "instrument": "600000.SH",
    "quantity": 100,
    "previous_close_mills": 10_000,
    "reference_price_mills": 9_000,
    "cash_mills": 100_000,
    "value_equivalent": True,
}
SETTLED = dict.fromkeys(
    ("cash_mills", "market_value_mills", "nav_mills", "bought_mills", "sold_mills", "cost_mills", "entitlement_mills"), 0
)
RISK = {
    "account_id": "a",
    "seq": 5,
    "trading_date": "2024-01-02",
    "at_utc": AT,
    "rule_id": "cash",
    "client_order_id": ID,
    "message": "m",
}
VERDICT = {"rule_id": "cash", "value": "2", "limit": "1", "remedy": "less"}
BASES: dict[str, dict[str, Any]] = {
    "StrategyInstance": INSTANCE,
    "OpenAccountRequest": OPEN,
    "SubmitOrderRequest": SUBMIT,
    "OrderSubmitted": SUBMITTED,
    "RiskPolicy": POLICY,
    "RiskEvent": RISK,
    "PreviewOrdersRequest": ASKED,
    "RebalanceRequest": {**ASKED, "request_id": ID},
    "BuildPortfolioRequest": {"account_id": "a", "method": METHOD},
    "BuildPortfolioResponse": {"weights": [], "exposure": 0.9, "cash_fraction": 0.1},
    "ListFillsRequest": RANGE,
    "ListNavRequest": RANGE,
    "ListRiskEventsRequest": RANGE,
    "AdvanceAccountRequest": {"request_id": ID, "account_id": "a", "days": 1},
    "TopkDropoutPortfolio": DROPOUT,
    "EqualWeightPortfolio": {"top_k": 10, "exposure": 0.9},
    "ScoreWeightPortfolio": {"top_k": 10, "exposure": 0.9},
    "TargetWeight": {"instrument": "600000.SH", "weight": 0.1},
    "PlannedOrder": PLANNED,
    "EntitlementBooked": ENTITLED,
    "DaySettled": {**SETTLED, "marks": []},
}
UNFILLED = {"filled_quantity": 0, "average_price_mills": None}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("Account", {"kind": "live"}, "account.kind_follows_env"),
    ("Account", {"snapshot_id": None}, "account.paper_has_snapshot"),
    ("Account", {"start_date": "2030-01-01"}, "account.clock_not_before_start"),
    ("Account", {"nav_mills": 1}, "account.nav_adds_up"),
    ("Account", {"available_mills": 10**13}, "account.available_within_cash"),
    ("Account", {"halt_reason": "why"}, "account.halted_says_why"),
    ("Position", {"sellable_quantity": 10**9}, "position.sellable_within_quantity"),
    ("Position", {"frozen_quantity": 10**9}, "position.frozen_within_quantity"),
    ("Position", {"market_value_mills": 1}, "position.value_matches"),
    ("NavPoint", {"nav_mills": 1}, "nav_point.adds_up"),
    ("Order", {"type": "limit"}, "order.limit_has_price"),
    ("Order", {"price_mills": 10}, "order.market_has_no_price"),
    ("Order", {"filled_quantity": 10**9}, "order.filled_within_ordered"),
    ("Order", {"state": "cancelled"}, "order.filled_is_whole"),
    ("Order", {**UNFILLED, "state": "partly_filled"}, "order.partly_filled_has_fills"),
    ("Order", {"state": "rejected"}, "order.unsent_has_no_fills"),
    ("Order", {"verdict": VERDICT}, "order.denied_has_verdict"),
    (
        "Order",
        {"state": "accepted", "filled_quantity": 0, "average_price_mills": None, "end_reason": "day_ended"},
        "order.open_has_no_end",
    ),
    ("Order", {"average_price_mills": None}, "order.average_needs_fill"),
    ("Fill", {"value_mills": 1}, "fill.value_matches"),
    ("Fill", {"stamp_duty_mills": 10}, "fill.no_stamp_on_buy"),
    ("AccountEvent", {"previous_hash": HASH}, "account_event.first_has_no_previous"),
    ("OrderExplanation", {"complete": False}, "order_explanation.complete_means_all"),
    ("ReconcileResponse", {"consistent": False}, "reconcile_response.consistent_means_none"),
    ("StrategyInstance", {"state": "running"}, "strategy_instance.started_when_running"),
    ("StrategyInstance", {"stopped_at_utc": AT}, "strategy_instance.stopped_has_time"),
    (
        "StrategyInstance",
        {"state": "stopped", "started_at_utc": AT, "stopped_at_utc": "2024-01-01T00:00:00Z"},
        "strategy_instance.stops_after_start",
    ),
    ("OpenAccountRequest", {"env": "live"}, "open_account_request.live_needs_live"),
    ("OpenAccountRequest", {"snapshot_id": None}, "open_account_request.paper_binds_snapshot"),
    ("OpenAccountRequest", {"kind": "live", "env": "live"}, "open_account_request.live_binds_nothing"),
    ("SubmitOrderRequest", {"price_mills": None}, "submit_order_request.limit_has_price"),
    ("SubmitOrderRequest", {"type": "market_open"}, "submit_order_request.market_has_no_price"),
    ("OrderSubmitted", {"price_mills": None}, "order_submitted.limit_has_price"),
    ("OrderSubmitted", {"type": "market_open"}, "order_submitted.market_has_no_price"),
    ("RiskPolicy", {"min_cash_fraction": 1.0}, "risk_policy.cash_and_exposure_fit"),
    ("RiskPolicy", {"max_position_fraction": 0.0}, "risk_policy.names_can_be_held"),
    ("RiskPolicy", {"max_order_mills": 999}, "risk_policy.order_cap_buys_a_share"),
    ("RiskEvent", {"client_order_id": None}, "risk_event.denial_names_order"),
    ("PreviewOrdersRequest", {"instance_id": "i"}, "preview_orders_request.one_method"),
    ("RebalanceRequest", {"method": None}, "rebalance_request.one_method"),
    ("BuildPortfolioRequest", {"method": None}, "build_portfolio_request.one_method"),
    ("BuildPortfolioResponse", {"exposure": 0.8}, "build_portfolio_response.parts_make_one"),
    ("ListFillsRequest", BACKWARDS, "list_fills_request.range_ordered"),
    ("ListNavRequest", BACKWARDS, "list_nav_request.range_ordered"),
    ("ListRiskEventsRequest", BACKWARDS, "list_risk_events_request.range_ordered"),
    ("AdvanceAccountRequest", {"to_date": "2024-01-02"}, "advance_account_request.one_goal"),
    ("TopkDropoutPortfolio", {"n_drop": 11}, "topk_dropout_portfolio.drop_within_k"),
    ("TopkDropoutPortfolio", {"max_weight": 0.08}, "topk_dropout_portfolio.cap_reaches_exposure"),
    ("EqualWeightPortfolio", {"max_weight": 0.08}, "equal_weight_portfolio.cap_reaches_exposure"),
    ("ScoreWeightPortfolio", {"max_weight": 0.08}, "score_weight_portfolio.cap_reaches_exposure"),
    ("TargetWeight", {"score": 1.0}, "target_weight.scored_has_rank"),
    ("PlannedOrder", {"allowed": False}, "planned_order.denied_has_verdict"),
    ("PlannedOrder", {"value_mills": 1}, "planned_order.value_matches"),
    ("EntitlementBooked", {"cash_mills": 1}, "entitlement_booked.cash_matches"),
    ("DaySettled", {"nav_mills": 1}, "day_settled.adds_up"),
]


def base(name: str, answers: dict[str, Any]) -> dict[str, Any]:
    """A valid message of that name: written here, or one that the room gave."""
    if name in BASES:
        return BASES[name]
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    chosen = next(found for found in answers[snake] if name != "Order" or found.state is models.OrderState.FILLED)
    return dump(chosen)


@pytest.mark.parametrize(("name", "change", "rule"), CASES, ids=[rule for *_, rule in CASES])
def test_a_rule_refuses_exactly_what_breaks_it(answers: dict[str, Any], name: str, change: dict[str, Any], rule: str) -> None:
    kind, valid = getattr(models, name), base(name, answers)
    assert broken(kind.model_validate(valid)) == []
    assert rule in broken(kind.model_validate({**valid, **change}))


def rule_ids() -> Iterator[str]:
    """Every cross-field rule of the execution messages, read from their descriptors."""
    from buf.validate import validate_pb2

    pool = descriptor_pool.Default()
    for kind in converters.FROM_PB:
        options = pool.FindMessageTypeByName(kind.DESCRIPTOR.full_name).GetOptions()
        for rule in options.Extensions[validate_pb2.message].cel:
            yield rule.id


def test_every_rule_has_a_case() -> None:
    assert sorted(set(rule_ids())) == sorted(rule for *_, rule in CASES)
