"""Every answer of the room obeys the rules between fields; sdk/tests/rules shows what each of them refuses."""

from collections.abc import Callable
from typing import Any

import protovalidate
import pytest
from google.protobuf.message import Message

from aistock.execution.v1 import converters, models
from aistock_server.adapters.memory.execution_market import CODES
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
