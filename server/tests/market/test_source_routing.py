"""Who answers: the first that can, never two at once, and never in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.memory.source import Holding, MemorySource, Row
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Exhausted, Invalid, NotFound, NotServed, RoomError
from aistock_server.market.sources import Batch, Question, Table
from aistock_server.market.sources.faults import malformed, refused, stale, throttled, truncated, unreachable
from aistock_server.market.sources.routing import AT_ONCE, Route, Routing

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
DAY = date(2024, 1, 2)
NOON = datetime(2024, 1, 2, 7, tzinfo=UTC)
FAULTS = (
    lambda name: unreachable(name, "away"),
    lambda name: truncated(name, "half"),
    lambda name: stale(name, newest=None, expected=DAY),
    lambda name: throttled(name, "slower"),
    lambda name: refused(name, "no"),
    lambda name: malformed(name, "odd", remedy="mend it"),
)
QUESTION = Question(start=DAY, end=DAY, fields=("close",))


class Failing:
    """A source that gives some batches and then fails."""

    def __init__(self, name: str, fault: Any, whole: int) -> None:
        self._held = memory(name)
        self._fault = fault(name)
        self._whole = whole

    def card(self) -> Any:
        return self._held.card()

    def calendar(self, start: date, end: date) -> Any:
        raise self._fault

    def instruments(self) -> Any:
        raise self._fault

    def rows(self, question: Question) -> Iterator[Batch]:
        yield from list(self._held.rows(question))[: self._whole]
        raise self._fault


def memory(name: str) -> MemorySource:
    rows = [Row(code="600000.SH", event_time=NOON, available_at=NOON, values={"close": 10.0})]
    held = Holding(table=Table.BARS, frequency=BarFrequency.DAY, rows=rows, columns=("close",))
    return MemorySource([held], CLOCK, name=name)


def counted(question: Question, batches: Iterator[Batch]) -> int:
    return sum(batch.rows for batch in batches)


@given(st.lists(st.none() | st.tuples(st.sampled_from(FAULTS), st.integers(0, 1)), min_size=1, max_size=6))
@settings(deadline=None)
def test_the_first_that_answers_whole_is_taken_and_the_others_before_it_are_named(plan: list[Any]) -> None:
    sources = {f"s{n}": memory(f"s{n}") if one is None else Failing(f"s{n}", *one) for n, one in enumerate(plan)}
    routing = Routing(sources)
    able = next((n for n, one in enumerate(plan) if one is None), None)
    if able is None:
        with pytest.raises(RoomError) as caught:
            routing.ask(QUESTION, (), counted)
        assert caught.value.details["source"] == "s0"
        assert caught.value.details.get("attempts", "").count("s") >= (len(plan) if len(plan) > 1 else 0)
        return
    routed = routing.ask(QUESTION, (), counted)
    assert (routed.source, routed.made) == (f"s{able}", 1)
    assert [one.source for one in routed.attempts] == [f"s{n}" for n in range(able)]


def test_a_fault_of_the_question_is_told_at_once() -> None:
    routing = Routing({"a": memory("a"), "b": memory("b")})
    with pytest.raises(Invalid):
        routing.ask(Question(start=DAY, end=date(2024, 1, 1), fields=("close",)), (), counted)
    with pytest.raises(NotFound, match="nobody"):
        routing.ask(QUESTION, ("nobody",), counted)
    with pytest.raises(NotServed, match="--sources"):
        Routing({}).ask(QUESTION, (), counted)


def test_a_fault_of_our_own_is_no_reason_to_ask_another() -> None:
    def broken(question: Question, batches: Iterator[Batch]) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Routing({"a": memory("a"), "b": memory("b")}).ask(QUESTION, (), broken)


def test_routes_say_the_order_and_names_overrule_them() -> None:
    routes = [
        Route(sources=("b", "a"), table=Table.BARS, frequency=BarFrequency.DAY),
        Route(sources=("a",), table=Table.BARS),
    ]
    routing = Routing({"a": memory("a"), "b": memory("b")}, routes)
    minutes = Question(start=DAY, end=DAY, fields=("close",), frequency=BarFrequency.MINUTE)
    flow = Question(start=DAY, end=DAY, fields=("close",), table=Table.MONEYFLOW)
    assert routing.ask(QUESTION, (), counted).source == "b"
    assert routing.ask(QUESTION, ("a",), counted).source == "a"
    assert routing.order(minutes, ()) == ("a",)
    assert routing.order(flow, ()) == ("a", "b")


def test_who_failed_is_remembered_until_it_answers() -> None:
    plan: list[Any] = [Failing("a", FAULTS[0], 0)]
    routing = Routing({"a": plan[0]})
    assert routing.failure("a") is None
    with pytest.raises(RoomError):
        routing.ask(QUESTION, (), counted)
    assert routing.failure("a") is not None
    plan[0].rows = memory("a").rows
    routing.ask(QUESTION, (), counted)
    assert routing.failure("a") is None


def test_more_questions_than_slots_are_sent_away_and_no_slot_is_lost() -> None:
    routing = Routing({"a": memory("a")})

    def nested(depth: int) -> int:
        def take(question: Question, batches: Iterator[Batch]) -> int:
            return counted(question, batches) + (nested(depth - 1) if depth else 0)

        return routing.ask(QUESTION, (), take).made

    assert nested(AT_ONCE - 1) == AT_ONCE
    with pytest.raises(Exhausted, match="answered already"):
        nested(AT_ONCE)
    assert nested(AT_ONCE - 1) == AT_ONCE
