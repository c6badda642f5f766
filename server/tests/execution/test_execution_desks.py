"""The room as its callers know it: idempotence, refusals, the kill switch, cursors and explanations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aistock.execution.v1 import models
from aistock.market.trading_rules import fees_for
from aistock_server.adapters.memory.execution_market import CODES, SNAPSHOT, invented_days, weekdays
from aistock_server.execution import Execution
from aistock_server.execution.events import OrderOutcomeUnknown, OrderSubmitted
from aistock_server.execution.matching import match_session
from aistock_server.execution.model import OrderType, Side, TimeInForce
from aistock_server.kernel.errors import Conflict, Invalid, NotFound, Refused, RoomError
from aistock_server.kernel.feed import CursorOutOfRange
from aistock_server.market.model import DayBar

Ident = Callable[..., str]
DAYS = weekdays(date(2024, 1, 2), 40)
EQUAL = {"kind": "equal_weight", "top_k": 3, "exposure": 0.9}


def order(ident: Ident, number: int, **change: Any) -> models.SubmitOrderRequest:
    """A buy of 100 shares at the next opening."""
    plain = {
        "client_order_id": ident("order", number),
        "account_id": "paper-1",
        "instrument": "600000.SH",
        "side": "buy",
        "type": "market_open",
        "quantity": 100,
    }
    return models.SubmitOrderRequest.model_validate({**plain, **change})


def rebalance(ident: Ident, day: Any, number: int = 1, **change: Any) -> models.RebalanceRequest:
    """Equal weights in three of five names."""
    plain = {
        "request_id": ident("rebalance", number),
        "account_id": "paper-1",
        "method": EQUAL,
        "signal_date": day,
        "signals": [{"instrument": code, "score": float(place)} for place, code in enumerate(CODES)],
    }
    return models.RebalanceRequest.model_validate({**plain, **change})


def advance(room: Execution, ident: Ident, days: int = 1) -> models.AdvanceAccountResponse:
    """Some days later."""
    request_id = ident("advance", room.ledger.book("paper-1").last_seq)
    return room.accounts.advance_account(models.AdvanceAccountRequest(request_id=request_id, account_id="paper-1", days=days))


def refusal(call: Callable[[Any], Any], request: Any) -> str:
    """The reason with which a call is refused."""
    with pytest.raises(RoomError) as caught:
        call(request)
    assert caught.value.message
    return caught.value.reason


def test_submitting_twice_is_submitting_once(room: Execution, ident: Ident) -> None:
    first = room.orders.submit_order(order(ident, 1))
    assert first.order.state is models.OrderState.ACCEPTED
    seq = room.ledger.book("paper-1").last_seq
    assert room.orders.submit_order(order(ident, 1)) == first
    assert room.ledger.book("paper-1").last_seq == seq


def test_an_order_id_with_another_body_is_refused(room: Execution, ident: Ident) -> None:
    room.orders.submit_order(order(ident, 1))
    assert refusal(room.orders.submit_order, order(ident, 1, quantity=200)) == "REQUEST_ID_REUSED"


def test_a_denied_order_is_an_answer_with_rule_value_limit_and_remedy(room: Execution, ident: Ident) -> None:
    found = room.orders.submit_order(order(ident, 1, quantity=150)).order
    assert found.state is models.OrderState.DENIED
    assert found.verdict is not None
    assert found.verdict.rule_id is models.RiskRule.LOTS
    (event,) = room.risk.list_risk_events(models.ListRiskEventsRequest(account_id="paper-1")).events
    assert (event.rule_id, event.client_order_id) == (models.RiskRule.LOTS, found.client_order_id)


@pytest.mark.parametrize("code", ["000300.SH", "510300.SH", "900901.SH"])
def test_only_a_shares_are_traded(room: Execution, ident: Ident, code: str) -> None:
    assert refusal(room.orders.submit_order, order(ident, 1, instrument=code)) == "INVALID_FIELD"


def test_a_final_order_cannot_be_cancelled(room: Execution, ident: Ident) -> None:
    room.orders.submit_order(order(ident, 1))
    cancel = models.CancelOrderRequest(request_id=ident("cancel"), account_id="paper-1", client_order_id=ident("order", 1))
    assert room.orders.cancel_order(cancel).order.state is models.OrderState.CANCELLED
    assert refusal(room.orders.cancel_order, cancel) == "ORDER_FINAL"


def test_the_kill_switch_is_latched(room: Execution, ident: Ident) -> None:
    room.orders.submit_order(order(ident, 1))
    halt = models.HaltRequest(request_id=ident("halt"), reason="smoke")
    answer = room.risk.halt(halt)
    assert (answer.account_ids, [readback.cancelled for readback in answer.orders]) == (["paper-1"], [True])
    denied = room.orders.submit_order(order(ident, 2)).order
    assert denied.verdict is not None
    assert denied.verdict.rule_id is models.RiskRule.KILL_SWITCH
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[1])) == "ACCOUNT_HALTED"
    advance(room, ident, 2)
    account = room.accounts.get_account(models.GetAccountRequest(account_id="paper-1")).account
    assert (account.state, account.halt_reason) == (models.AccountState.HALTED, "smoke")
    resume = models.ResumeRequest(request_id=ident("resume"), account_id="paper-1", reason="no fire")
    assert room.risk.resume(resume).was_halted
    assert not room.risk.resume(resume).was_halted


def test_rebalancing_twice_on_the_same_signals_is_rebalancing_once(room: Execution, ident: Ident) -> None:
    first = room.portfolios.rebalance(rebalance(ident, DAYS[1]))
    assert len(first.orders) == 3
    assert room.portfolios.rebalance(rebalance(ident, DAYS[1], number=2)) == first
    other = rebalance(ident, DAYS[1], number=3, signals=[{"instrument": "600000.SH", "score": 1.0}])
    assert refusal(room.portfolios.rebalance, other) == "ALREADY_REBALANCED"


def test_signals_must_be_those_of_the_last_day_the_account_knows(room: Execution, ident: Ident) -> None:
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[2])) == "SIGNALS_AHEAD_OF_CLOCK"
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[0])) == "SIGNALS_STALE"
    advance(room, ident)
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[3])) == "SIGNALS_AHEAD_OF_CLOCK"
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[1])) == "SIGNALS_STALE"
    assert room.portfolios.rebalance(rebalance(ident, DAYS[1], max_signal_age_days=1)).plan_id


def test_signals_that_repeat_a_security_are_refused(room: Execution, ident: Ident) -> None:
    twice = [{"instrument": "600000.SH", "score": 1.0}] * 2
    assert refusal(room.portfolios.rebalance, rebalance(ident, DAYS[1], signals=twice)) == "INVALID_FIELD"


def test_a_preview_shows_what_rebalance_then_does(room: Execution, ident: Ident) -> None:
    request = rebalance(ident, DAYS[1])
    plain = {name: value for name, value in request.model_dump().items() if name != "request_id"}
    seq = room.ledger.book("paper-1").last_seq
    preview = room.portfolios.preview_orders(models.PreviewOrdersRequest.model_validate(plain))
    assert room.ledger.book("paper-1").last_seq == seq
    done = room.portfolios.rebalance(request)
    shown = [(planned.client_order_id, planned.side, planned.quantity, planned.allowed) for planned in preview.orders]
    sent = [(item.client_order_id, item.side, item.quantity, item.state is not models.OrderState.DENIED) for item in done.orders]
    assert shown == sent
    assert preview.weights == done.weights


def test_flatten_leaves_nothing_but_what_could_not_be_sold(room: Execution, ident: Ident) -> None:
    room.portfolios.rebalance(rebalance(ident, DAYS[1]))
    advance(room, ident)
    held = {code: holding.quantity for code, holding in room.ledger.book("paper-1").holdings.items()}
    answer = room.portfolios.flatten(models.FlattenRequest(request_id=ident("flatten"), account_id="paper-1"))
    assert {item.instrument: item.quantity for item in answer.orders} == held


def test_advancing_past_the_snapshot_is_refused_whole(room: Execution, ident: Ident) -> None:
    before = room.ledger.book("paper-1")
    with pytest.raises(Refused, match="38 left"):
        advance(room, ident, 39)
    assert room.ledger.book("paper-1") == before
    assert advance(room, ident, 38).account.clock_date == DAYS[-1]


def test_advancing_to_a_settled_date_moves_nothing(room: Execution, ident: Ident) -> None:
    advance(room, ident, 3)
    request = models.AdvanceAccountRequest(request_id=ident("again"), account_id="paper-1", to_date=DAYS[3])
    answer = room.accounts.advance_account(request)
    assert (answer.points, answer.first_seq) == ([], answer.last_seq + 1)


def test_an_account_that_cannot_be_served_is_not_opened(room: Execution, ident: Ident) -> None:
    live = {"request_id": ident("x"), "account_id": "b", "kind": "live", "env": "live", "initial_cash_mills": 1}
    assert refusal(room.accounts.open_account, models.OpenAccountRequest.model_validate(live)) == "LIVE_NOT_ARMED"
    paper = {**live, "kind": "paper", "env": "paper", "snapshot_id": "1" * 64, "start_date": DAYS[0]}
    assert refusal(room.accounts.open_account, models.OpenAccountRequest.model_validate(paper)) == "NOT_FOUND"
    late = {**paper, "snapshot_id": SNAPSHOT, "start_date": "2030-01-01"}
    assert refusal(room.accounts.open_account, models.OpenAccountRequest.model_validate(late)) == "SNAPSHOT_EXHAUSTED"
    taken = {**paper, "snapshot_id": SNAPSHOT, "account_id": "paper-1"}
    assert refusal(room.accounts.open_account, models.OpenAccountRequest.model_validate(taken)) == "ACCOUNT_EXISTS"


def test_a_preview_account_shows_its_orders_and_never_trades(room: Execution, ident: Ident) -> None:
    plain = {"request_id": ident("p"), "account_id": "preview", "kind": "paper", "env": "preview", "snapshot_id": SNAPSHOT}
    asked = {**plain, "start_date": DAYS[2], "initial_cash_mills": 10**9}
    room.accounts.open_account(models.OpenAccountRequest.model_validate(asked))
    sent = room.portfolios.rebalance(rebalance(ident, DAYS[1], account_id="preview"))
    assert {item.state for item in sent.orders} == {models.OrderState.ACCEPTED}
    later = models.AdvanceAccountRequest(request_id=ident("later"), account_id="preview", days=3)
    answer = room.accounts.advance_account(later)
    assert (answer.fill_count, answer.account.nav_mills, answer.account.open_order_count) == (0, 10**9, 0)


def test_what_does_not_exist_is_not_found(room: Execution, ident: Ident) -> None:
    with pytest.raises(NotFound):
        room.accounts.get_account(models.GetAccountRequest(account_id="nobody"))
    with pytest.raises(NotFound):
        room.orders.get_order(models.GetOrderRequest(account_id="paper-1", client_order_id=ident("none")))
    with pytest.raises(NotFound):
        room.accounts.reconcile(models.ReconcileRequest(account_id="nobody"))
    with pytest.raises(NotFound):
        room.orders.watch_events(models.WatchEventsRequest(account_id="nobody"), None)
    with pytest.raises(NotFound):
        room.instances.get_instance(models.GetInstanceRequest(instance_id="nobody"))


def test_a_cursor_of_another_stream_or_beyond_the_end_is_refused(room: Execution) -> None:
    last = room.journal("paper-1")[-1].cursor
    stream, _, number = last.rpartition(":")
    for cursor in ("rubbish", f"{stream}:{int(number) + 1}", f"{'0' * 16}:1"):
        with pytest.raises(CursorOutOfRange):
            room.orders.watch_events(models.WatchEventsRequest(account_id="paper-1", cursor=cursor), None)


def test_lists_page_without_loss_or_repetition(room: Execution, ident: Ident) -> None:
    for number in range(7):
        room.orders.submit_order(order(ident, number))
    seen, token = [], None
    while True:
        page = room.orders.list_orders(models.ListOrdersRequest(account_id="paper-1", states=[], page_size=3, page_token=token))
        seen += [item.client_order_id for item in page.orders]
        token = page.next_page_token
        if token is None:
            break
    assert seen == [ident("order", number) for number in range(7)]


def test_a_page_token_belongs_to_its_filters(room: Execution, ident: Ident) -> None:
    for number in range(3):
        room.orders.submit_order(order(ident, number))
    request = models.ListOrdersRequest(account_id="paper-1", states=[], page_size=1)
    token = room.orders.list_orders(request).next_page_token
    other = models.ListOrdersRequest(account_id="paper-1", states=[models.OrderState.FILLED], page_token=token)
    with pytest.raises(Invalid):
        room.orders.list_orders(other)


def instance(ident: Ident, **change: Any) -> models.CreateInstanceRequest:
    """An instance with its whole ancestry."""
    plain = {
        "request_id": ident("instance"),
        "instance_id": "alpha-1",
        "account_id": "paper-1",
        "env": "paper",
        "experiment_id": "experiment-1",
        "strategy_config_hash": "a" * 64,
        "factor_set_hash": "b" * 64,
        "model_hash": "c" * 64,
        "method": EQUAL,
    }
    return models.CreateInstanceRequest.model_validate({**plain, **change})


def test_an_instance_is_started_once_and_stopped_for_good(room: Execution, ident: Ident) -> None:
    created = room.instances.create_instance(instance(ident)).instance
    assert created.state is models.InstanceState.CREATED
    with pytest.raises(Conflict):
        room.instances.create_instance(instance(ident))
    signals = rebalance(ident, DAYS[1], method=None, instance_id="alpha-1")
    assert refusal(room.portfolios.rebalance, signals) == "INSTANCE_STATE"
    start = models.StartInstanceRequest(request_id=ident("start"), instance_id="alpha-1")
    assert room.instances.start_instance(start).instance.state is models.InstanceState.RUNNING
    assert refusal(room.instances.start_instance, start) == "INSTANCE_STATE"
    assert room.portfolios.rebalance(signals).orders
    stop = models.StopInstanceRequest(request_id=ident("stop"), instance_id="alpha-1")
    assert room.instances.stop_instance(stop).instance.stopped_at_utc is not None
    assert refusal(room.instances.stop_instance, stop) == "INSTANCE_STATE"
    assert room.find_instance("alpha-1") == room.instances.list_instances(models.ListInstancesRequest()).instances[0]


def test_an_instance_moves_its_accounts_money(room: Execution, ident: Ident) -> None:
    assert refusal(room.instances.create_instance, instance(ident, env="preview")) == "INVALID_FIELD"


def test_the_chain_behind_an_order_is_complete(room: Execution, ident: Ident) -> None:
    room.instances.create_instance(instance(ident))
    room.instances.start_instance(models.StartInstanceRequest(request_id=ident("start"), instance_id="alpha-1"))
    sent = room.portfolios.rebalance(rebalance(ident, DAYS[1], method=None, instance_id="alpha-1")).orders
    advance(room, ident)
    for item in sent:
        asked = models.ExplainOrderRequest(account_id="paper-1", client_order_id=item.client_order_id)
        found = room.explainer.explain_order(asked).explanation
        assert found.complete
        assert [link.name for link in found.chain][:5] == ["order", "risk", "plan", "target_weight", "signal"]
        assert {link.name for link in found.chain} >= {"instance", "model", "factor_set", "experiment", "snapshot"}
        assert found.target is not None
        assert found.target.rank == 6 - (CODES.index(item.instrument) + 1)
        assert found.events[0].seq == found.order.submitted_seq
        assert found.events[-1].seq == found.order.updated_seq


def test_reconcile_sees_a_view_that_lies(room: Execution, ident: Ident) -> None:
    room.orders.submit_order(order(ident, 1))
    book = room.ledger.book("paper-1")
    room.ledger.books.put(replace(book, cash_mills=book.cash_mills + 1))
    answer = room.accounts.reconcile(models.ReconcileRequest(account_id="paper-1"))
    assert [(found.kind, found.subject) for found in answer.differences] == [(models.DifferenceKind.VIEW_DIFFERS, "account")]
    assert answer.account.cash_mills == book.cash_mills


def test_views_are_rebuilt_from_a_journal_that_is_ahead_of_them(room: Execution, ident: Ident) -> None:
    """A crash between journal and views costs nothing: the next call folds what the views do not know."""
    early = room.ledger.book("paper-1")
    room.orders.submit_order(order(ident, 1))
    late = room.ledger.book("paper-1")
    room.ledger.books.put(early)
    assert room.ledger.book("paper-1") == late
    assert room.ledger.recorder("paper-1").book == late
    assert room.ledger.books.get("paper-1") == late


def flat(day: Any, price: int) -> DayBar:
    """A day on which 600000.SH traded around one price."""
    return DayBar(
        instrument="600000.SH",
        date=day,
        open_mills=price,
        high_mills=price + 10,
        low_mills=price - 10,
        close_mills=price,
        pre_close_mills=10_000,
        volume=10**6,
        amount_mills=0,
        adj_factor=1.0,
    )


def test_an_order_stands_over_a_suspension_only_when_it_may(make_room: Callable[..., Execution], ident: Ident) -> None:
    market = {day: {"600000.SH": flat(day, 10_000)} for day in DAYS[:6]}
    market[DAYS[2]] = {}
    room = make_room(market)
    day = room.orders.submit_order(order(ident, 1)).order
    good = room.orders.submit_order(order(ident, 2, time_in_force="good_till_cancelled")).order
    advance(room, ident)

    def now(item: models.Order) -> tuple[models.OrderState, models.OrderEndReason | None]:
        asked = models.GetOrderRequest(account_id="paper-1", client_order_id=item.client_order_id)
        found = room.orders.get_order(asked).order
        return found.state, found.end_reason

    assert now(day) == (models.OrderState.EXPIRED, models.OrderEndReason.SUSPENDED)
    assert now(good) == (models.OrderState.ACCEPTED, None)
    advance(room, ident)
    assert now(good) == (models.OrderState.FILLED, None)


def test_selling_tomorrow_what_was_bought_today_is_allowed_and_waits_for_tomorrow(
    make_room: Callable[..., Execution], ident: Ident
) -> None:
    room = make_room({day: {"600000.SH": flat(day, 10_000)} for day in DAYS[:8]})
    room.orders.submit_order(order(ident, 1, quantity=500))
    advance(room, ident)
    (position,) = room.accounts.list_positions(models.ListPositionsRequest(account_id="paper-1")).positions
    assert (position.quantity, position.sellable_quantity) == (500, 0)
    sale = room.orders.submit_order(order(ident, 2, side="sell", quantity=500)).order
    assert sale.state is models.OrderState.ACCEPTED
    again = room.orders.submit_order(order(ident, 3, side="sell", quantity=100)).order
    assert again.verdict is not None
    assert again.verdict.rule_id is models.RiskRule.T_PLUS_ONE
    advance(room, ident)
    assert room.accounts.list_positions(models.ListPositionsRequest(account_id="paper-1")).positions == []


def test_an_order_with_no_answer_is_never_handed_over_again(room: Execution) -> None:
    """order_unknown is a state of its own: nothing but an answer leads out of it."""
    recorder = room.ledger.recorder("paper-1")
    entry = OrderSubmitted(
        client_order_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10",
        instrument="600000.SH",
        side=Side.BUY,
        type=OrderType.MARKET_OPEN,
        time_in_force=TimeInForce.DAY,
        price_mills=None,
        quantity=100,
        reference_price_mills=10_000,
        reserved_mills=0,
        plan_id=None,
        instance_id=None,
        target_weight=None,
    )
    room.ledger.note(recorder, entry)
    room.ledger.note(recorder, OrderOutcomeUnknown(client_order_id=entry.client_order_id, message="no answer"))
    bars = invented_days(7, DAYS)[DAYS[2]]

    def never(code: str, bar: Any) -> Any:
        raise AssertionError("an unknown order must not be matched")

    assert match_session(recorder.book, DAYS[2], bars, rule_of=never, schedule=fees_for(DAYS[2])) == ()
