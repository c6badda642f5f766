"""Windows held in memory are those that the room gives, and take no more memory than they may, whoever goes away when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from aistock.market.v1.models import (
    Adjustment,
    DatasetSelector,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    MarketProvenance,
)
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import ArrowPiece
from aistock_server.rpc.held_windows import HeldWindows

SNAPSHOTS = {"first": "0" * 64, "second": "1" * 64}
PIECE = 100
MOST = 1_000


class Source:
    """A room whose datasets can move on to another snapshot; counts the pieces that it was asked for."""

    def __init__(self) -> None:
        self.latest = {"a": "first", "b": "second"}
        self.made = 0
        self.now = datetime(2025, 6, 2, tzinfo=UTC)

    def window(self, request: GetHistoryWindowRequest) -> Iterator[Any]:
        if request.bars is None:
            raise Invalid("INVALID_WINDOW", "no window", field="bars")
        self.now += timedelta(seconds=1)
        snapshot = self.latest[request.dataset.dataset or "a"]
        provenance = MarketProvenance(
            dataset="a", snapshot_id=SNAPSHOTS[snapshot], source="test", synthetic=True,
            adjustment=request.adjustment or Adjustment.NONE, as_of_date=date(2025, 5, 30), answered_at_utc=self.now,
        )  # fmt: skip
        return self._pieces(request, provenance, request.bars)

    def _pieces(self, request: GetHistoryWindowRequest, provenance: MarketProvenance, count: int) -> Iterator[Any]:
        yield GetHistoryWindowResponse(provenance=provenance)
        yield from self._parts(request, provenance, count)

    def _parts(self, request: GetHistoryWindowRequest, provenance: MarketProvenance, count: int) -> Iterator[ArrowPiece]:
        for number in range(count):
            self.made += 1
            yield ArrowPiece((content(request, provenance.snapshot_id, number),))


def content(request: GetHistoryWindowRequest, snapshot_id: str, number: int) -> bytes:
    told = f"{snapshot_id[0]} {request.columns} {request.adjustment} {request.bars} {number}"
    return told.encode().ljust(PIECE, b".")


def flat(items: Iterator[Any]) -> Iterator[Any]:
    for item in items:
        yield from item if isinstance(item, tuple) else (item,)


def ask(dataset: str = "a", bars: int | None = 3, columns: tuple[str, ...] = (), adjustment: Any = None) -> GetHistoryWindowRequest:
    dates = None if bars is not None else {"start_date": date(2025, 1, 1), "end_date": date(2025, 1, 2)}
    return GetHistoryWindowRequest(
        dataset=DatasetSelector(dataset=dataset), bars=bars, date_range=dates, columns=columns, adjustment=adjustment
    )


requests = st.builds(
    ask,
    dataset=st.sampled_from(("a", "b")),
    bars=st.integers(1, 12),
    columns=st.sampled_from(((), ("open",), ("close",))),
    adjustment=st.sampled_from((None, Adjustment.FORWARD)),
)


class Clients(RuleBasedStateMachine):
    """Clients that take windows piece by piece, and go away at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.source = Source()
        self.held = HeldWindows(self.source.window, MOST)
        self.open: list[tuple[GetHistoryWindowRequest, Iterator[Any], list[Any]]] = []

    @rule(request=requests)
    def begins(self, request: GetHistoryWindowRequest) -> None:
        if len(self.open) < 4:
            self.open.append((request, flat(self.held.window(request)), []))

    @rule(which=st.integers(0, 3), pieces=st.integers(1, 14))
    def takes(self, which: int, pieces: int) -> None:
        if which < len(self.open):
            request, messages, taken = self.open[which]
            for _ in range(pieces):
                message = next(messages, None)
                if message is None:
                    assert len(taken) == 1 + (request.bars or 0)
                    del self.open[which]
                    return
                taken.append(message)
                if len(taken) > 1:
                    snapshot_id = taken[0].provenance.snapshot_id
                    assert bytes(message.arrow_ipc) == content(request, snapshot_id, len(taken) - 2)

    @rule(which=st.integers(0, 3))
    def goes_away(self, which: int) -> None:
        if which < len(self.open):
            self.open.pop(which)[1].close()  # type: ignore[attr-defined]  # it is a generator

    @rule(dataset=st.sampled_from(("a", "b")), snapshot=st.sampled_from(("first", "second")))
    def moves_on(self, dataset: str, snapshot: str) -> None:
        self.source.latest[dataset] = snapshot

    @invariant()
    def the_memory_is_bounded(self) -> None:
        assert 0 <= self.held.nbytes <= MOST

    def teardown(self) -> None:
        for _, messages, _ in self.open:
            messages.close()  # type: ignore[attr-defined]
        assert self.held.nbytes == sum(len(one.SerializeToString()) for held in self.held._held.values() for one in held)


TestClients = Clients.TestCase
TestClients.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


def test_a_window_asked_for_twice_is_not_made_a_third_time_and_tells_when_it_was_answered() -> None:
    source = Source()
    held = HeldWindows(source.window)
    first, second, third = (list(flat(held.window(ask()))) for _ in range(3))
    assert source.made == 6
    assert [one.arrow_ipc for one in first[1:]] == [one.arrow_ipc for one in second[1:]] == [one.arrow_ipc for one in third[1:]]
    assert second[0].provenance.answered_at_utc != third[0].provenance.answered_at_utc


def test_a_window_asked_for_once_takes_no_memory() -> None:
    held = HeldWindows(Source().window)
    for bars in range(1, 10):
        list(flat(held.window(ask(bars=bars))))
    assert held.nbytes == 0


@pytest.mark.parametrize("other", [{"dataset": "b"}, {"bars": 2}, {"columns": ("open",)}, {"adjustment": Adjustment.FORWARD}])
def test_another_question_is_answered_anew(other: dict[str, Any]) -> None:
    source = Source()
    held = HeldWindows(source.window)
    assert [list(flat(held.window(one)))[1].arrow_ipc for one in (ask(), ask(**other))] == [
        content(ask(), SNAPSHOTS["first"], 0),
        content(ask(**other), SNAPSHOTS[source.latest[other.get("dataset", "a")]], 0),
    ]


def test_a_window_that_is_larger_than_the_memory_is_sent_and_not_held() -> None:
    source = Source()
    held = HeldWindows(source.window, MOST)
    for _ in range(3):
        assert len(list(flat(held.window(ask(bars=20))))) == 21
    assert (source.made, held.nbytes) == (60, 0)


def test_what_the_room_refuses_is_refused_before_any_message() -> None:
    with pytest.raises(Invalid, match="no window"):
        HeldWindows(Source().window).window(ask(bars=None))
