"""Feedback is measured, not claimed: its figures are those of the journal, its id that of its content, its wish an experiment."""

import pytest

from aistock.client import Client
from aistock.errors import InvalidArgument, NotFound, OutOfRange, Refused
from aistock.execution.v1.models import Fill
from aistock.feedback import feedback_id
from aistock.validation import violations
from aistock_conformance import accounts, documents, queue, rows
from aistock_conformance.markets import STOCKS, Market
from aistock_conformance.target import Target, fresh_name


def running(client: Client, market: Market, experiment_id: str | None = None) -> tuple[str, str]:
    """An account and an instance that traded on it for a few days; their ids."""
    account, instance = accounts.settled(client, market, through=5), fresh_name("inst")
    client.accounts.create_instance(
        instance, account_id=account, env="paper", method=accounts.method(2), experiment_id=experiment_id
    )
    client.accounts.start_instance(instance)
    for number in range(5, 9):
        scores = accounts.signals((code, float((place * 7 + number * 3) % 11)) for place, code in enumerate(STOCKS))
        client.portfolio.rebalance(account, signal_date=market.days[number], instance_id=instance, signals=scores)
        client.accounts.advance_account(account, days=1)
    return account, instance


def bought_and_sold(fills: list[Fill]) -> tuple[int, int]:
    """Values of both sides."""
    bought = sum(fill.value_mills for fill in fills if fill.side == "buy")
    return bought, sum(fill.value_mills for fill in fills if fill.side == "sell")


def test_the_figures_are_those_of_the_journal(client: Client, market: Market) -> None:
    """Fills, values, costs and returns are reckoned again from what the account lists."""
    account, instance = running(client, market)

    made = client.feedback.build_feedback(instance)

    fills, nav = list(client.accounts.list_fills(account)), list(client.accounts.list_nav(account))
    done = made.execution
    assert (done.bought_mills, done.sold_mills) == bought_and_sold(fills) and fills
    assert done.fill_count == len(fills) and done.filled_quantity == sum(fill.quantity for fill in fills)
    assert done.cost_mills == sum(point.cost_mills for point in nav)
    assert made.performance.days == len(nav)
    assert made.performance.total_return == pytest.approx(nav[-1].nav_mills / accounts.CASH - 1, abs=1e-9)
    assert (made.period.start_date, made.period.end_date) == (nav[0].trading_date, nav[-1].trading_date)
    assert violations(made) == () and made.synthetic and made.account_id == account


def test_a_part_of_the_days_keeps_every_rule(client: Client, market: Market) -> None:
    """Orders accepted on the evening before the first day fill inside the period; filled never exceeds ordered."""
    account, instance = running(client, market)

    made = client.feedback.build_feedback(instance, start_date=market.days[6], end_date=market.days[7])

    assert violations(made) == ()
    fills = list(client.accounts.list_fills(account, start_date=market.days[6], end_date=market.days[7]))
    assert (made.execution.bought_mills, made.execution.sold_mills) == bought_and_sold(fills)


def test_built_twice_is_one_feedback(client: Client, market: Market) -> None:
    """Two requests, one content, one id; it is found, listed and watched once."""
    _, instance = running(client, market)

    first, second = (client.feedback.build_feedback(instance) for _ in range(2))

    assert first == second and first.feedback_id == feedback_id(first)
    assert client.feedback.get_feedback(first.feedback_id) == first
    assert list(client.feedback.list_feedback(strategy_instance_id=instance)) == [first]
    with client.feedback.watch_feedback(strategy_instance_id=instance) as stream:
        assert next(stream) == first


def test_watching_resumes_without_a_gap(client: Client) -> None:
    """Behind each cursor come exactly the later ones; a foreign cursor is refused."""
    name = fresh_name("inst")
    made = [rows.feedback(name, account_id=f"elsewhere-{number}") for number in range(3)]
    for one in made:
        client.feedback.publish_feedback(one)
    with client.feedback.watch_feedback(strategy_instance_id=name) as stream:
        seen = [(next(stream), stream.cursor) for _ in made]

    assert [one for one, _ in seen] == made
    with client.feedback.watch_feedback(strategy_instance_id=name, cursor=seen[0][1]) as stream:
        assert [next(stream), next(stream)] == made[1:]
    with pytest.raises(OutOfRange):
        next(client.feedback.watch_feedback(cursor="other:1"))


def test_publishing_is_by_content(client: Client) -> None:
    """An equal one is there already; an id that is not of its content is refused with the right one."""
    made = rows.feedback(fresh_name("inst"))

    first, second = client.feedback.publish_feedback(made), client.feedback.publish_feedback(made)
    with pytest.raises(InvalidArgument) as caught:
        client.feedback.publish_feedback(made.model_copy(update={"feedback_id": "1" * 32}))

    assert (first.created, second.created) == (True, False) and first.feedback_id == second.feedback_id
    assert made.feedback_id in caught.value.message


def test_a_proposal_is_bounded_and_can_be_submitted(client: Client, market: Market, target: Target) -> None:
    """The same feedback gives the same directed request, which answers it, and which the queue takes once."""
    queue.require_idle(client, target)
    made, lease = queue.leased(client, documents.experiment_request(snapshot_id=market.snapshot_id))
    queue.completed(client, made, lease)
    _, instance = running(client, market, made.experiment_id)
    measured = client.feedback.build_feedback(instance)

    one, two = (client.feedback.propose_experiment(measured.feedback_id) for _ in range(2))

    assert one == two and one.kind == "directed" and violations(one) == ()
    assert one.train_test.snapshot_id == market.snapshot_id
    assert measured.feedback_id in one.triggered_by.model_dump_json()
    with queue.submitted(client, one) as experiment:
        assert client.experiments.submit_experiment(two).experiment_id == experiment.experiment_id


def test_without_a_parent_there_is_no_proposal(client: Client) -> None:
    """A feedback of signals from elsewhere directs nothing, and one that nobody has is not found."""
    made = rows.feedback(fresh_name("inst"))
    client.feedback.publish_feedback(made)

    with pytest.raises(Refused) as caught:
        client.feedback.propose_experiment(made.feedback_id)
    with pytest.raises(NotFound):
        client.feedback.propose_experiment("9" * 32)
    assert caught.value.reason == "FEEDBACK_HAS_NO_PARENT"
