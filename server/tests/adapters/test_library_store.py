"""One suite for every store of the library: the port's promises, by rows that repeat values and miss some."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from aistock.contract.documents import content_hash
from aistock.library.v1.models import CatalogKind, FactorOrder, FactorSource, LoopAction, LoopFigure, LoopOrder
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop, sample_model, sample_strategy
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.sql import library_loops
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.adapters.sql.library_tables import loop_result
from aistock_server.library import (
    FACTOR_ORDER_FIGURES,
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    LibraryStore,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
    figures_of,
    refers_of,
)
from aistock_server.library.model import Document

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
MAKERS = {
    CatalogKind.FACTOR: sample_factor,
    CatalogKind.STRATEGY: sample_strategy,
    CatalogKind.LOOP: sample_loop,
    CatalogKind.MODEL: sample_model,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A store, and what its calls stand in."""

    store: LibraryStore
    unit: Callable[[], AbstractContextManager[None]]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Place]:
    if request.param == "memory":
        memory = MemoryLibraryStore()
        yield Place(memory, memory.unit)
        return
    database = Database(database_url(request.param))
    database.migrate()
    yield Place(SqlLibraryStore(database), database.unit)
    database.close()


def _row(kind: CatalogKind, document: Document, *, origin: str = "tools", minutes: int = 0, retired: bool = False) -> Row:
    head = Head(content_hash=content_hash(document), origin=origin, first_seen_at=NOW, retired=retired, refers=refers_of(document))
    return Row(kind=kind, document=document, head=head, snapshot_id=None, changed_at=NOW + timedelta(minutes=minutes))


def _fill(place: Place, count: int = 23) -> dict[CatalogKind, list[Row]]:
    rows = {kind: [_row(kind, make(number), minutes=number % 4) for number in range(count)] for kind, make in MAKERS.items()}
    with place.unit():
        for kind in MAKERS:
            place.store.insert(rows[kind])
    return rows


def _documents(rows: Sequence[Row]) -> list[Document]:
    return [row.document for row in rows]


def test_what_is_stored_comes_back_whole(place: Place) -> None:
    rows = _fill(place)
    with place.unit():
        for kind, stored in rows.items():
            assert [place.store.get(kind, row.key) for row in stored] == stored
            assert place.store.heads(kind, [row.key for row in stored]) == {row.key: row.head for row in stored}
            assert place.store.get(kind, (*stored[0].key[:-1], "nothing")) is None


def test_heads_of_very_many_keys_are_those_stored(place: Place) -> None:
    rows = _fill(place, 5)
    with place.unit():
        asked = [(f"missing{number}", "rd_agent") for number in range(2500)] + [row.key for row in rows[CatalogKind.FACTOR]]
        assert set(place.store.heads(CatalogKind.FACTOR, asked)) == {row.key for row in rows[CatalogKind.FACTOR]}


def test_update_replaces_and_retire_keeps(place: Place) -> None:
    rows = _fill(place)[CatalogKind.LOOP]
    changed = _row(CatalogKind.LOOP, sample_loop(3, decision=None, strategy_id=None), origin="other")
    with place.unit():
        place.store.update([changed])
        place.store.retire(CatalogKind.LOOP, [rows[0].key], NOW + timedelta(hours=1))
        assert place.store.get(CatalogKind.LOOP, changed.key) == changed
        retired = place.store.get(CatalogKind.LOOP, rows[0].key)
        assert retired == replace(rows[0], head=replace(rows[0].head, retired=True), changed_at=NOW + timedelta(hours=1))
        present = sorted(place.store.present_keys(CatalogKind.LOOP, "tools"))
        assert present == sorted({row.key for row in rows} - {changed.key, rows[0].key})
        shown = place.store.loops(LoopQuestion(), None, 100)
        assert len(shown) == len(rows) - 1
        assert len(place.store.loops(LoopQuestion(include_retired=True), None, 100)) == len(rows)


def _walk(ask: Callable[[After | None], Sequence[Row]], value: Callable[[Row], float | str | None]) -> list[Row]:
    found: list[Row] = []
    after = None
    while page := ask(after):
        found += page
        after = After(key=page[-1].key, value=value(page[-1]))
    return found


@pytest.mark.parametrize("order", list(LoopOrder))
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_of_loops_are_complete_and_in_order(place: Place, order: LoopOrder, size: int) -> None:
    rows = _fill(place)[CatalogKind.LOOP]

    def value(row: Row) -> float | str | None:
        figure = ORDER_FIGURES.get(order)
        if order is LoopOrder.STARTED:
            started = row.document.started_at_utc  # type: ignore[union-attr]  # only loops here
            return None if started is None else started.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if order is LoopOrder.CHANGED:
            return row.changed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return getattr(row.document.metrics, figure.value) if figure else None  # type: ignore[union-attr]  # only loops here

    with place.unit():
        found = _walk(lambda after: place.store.loops(LoopQuestion(order=order), after, size), value)
    valued = sorted((row for row in sorted(rows, key=lambda row: row.key) if value(row) is not None), key=value, reverse=True)  # type: ignore[arg-type]  # none is None
    expected = [*valued, *sorted((row for row in rows if value(row) is None), key=lambda row: row.key)]
    assert [row.key for row in found] == [row.key for row in expected]


@pytest.mark.parametrize("order", list(FactorOrder))
def test_pages_of_factors_are_complete(place: Place, order: FactorOrder) -> None:
    rows = _fill(place)[CatalogKind.FACTOR]

    def value(row: Row) -> float | str | None:
        if order is FactorOrder.CHANGED:
            return row.changed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        figure = FACTOR_ORDER_FIGURES.get(order)
        return figures_of(row.document)[figure] if figure else None  # type: ignore[arg-type]  # only factors

    with place.unit():
        found = _walk(lambda after: place.store.factors(FactorQuestion(order=order), after, 4), value)
    assert sorted(row.key for row in found) == sorted(row.key for row in rows)


QUESTIONS: list[tuple[LoopQuestion, Callable[[int], bool]]] = [
    (LoopQuestion(task_run_id="run1"), lambda n: n % 3 == 1),
    (LoopQuestion(action=LoopAction.FACTOR), lambda n: n % 2 == 1),
    (LoopQuestion(decision=False), lambda n: n % 2 == 1),
    (LoopQuestion(has_result=False), lambda n: False),
    (LoopQuestion(strategy_id=sample_strategy(7).strategy_id), lambda n: n == 7),
    (LoopQuestion(factor_name='say "x"'), lambda n: True),
    (LoopQuestion(factor_name="F00"), lambda n: False),
    (LoopQuestion(text="第7轮 dONE"), lambda n: n == 7),
    (LoopQuestion(text="%"), lambda n: False),
    (LoopQuestion(bounds=((LoopFigure.ANNUALIZED_RETURN, 0.3, None),)), lambda n: n % 4 != 0 and n % 5 >= 3),
    (LoopQuestion(bounds=((LoopFigure.MAX_DRAWDOWN, None, -0.5), (LoopFigure.IC_MEAN, None, 0.1))), lambda n: 5 <= n <= 10),
]


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_loops_are_filtered(place: Place, number: int) -> None:
    _fill(place)
    question, fits = QUESTIONS[number]
    with place.unit():
        found = {row.document.loop_id for row in place.store.loops(question, None, 100)}  # type: ignore[union-attr]  # only loops
    assert found == {n for n in range(23) if fits(n)}


@pytest.mark.parametrize("few", [0, 3])
def test_what_counts_as_few_changes_no_answer(place: Place, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Rows are fetched and sorted, or walked to in the order asked for; which of the two is a matter of speed only."""
    rows = _fill(place)[CatalogKind.LOOP]
    monkeypatch.setattr(library_loops, "FEW", few)
    with place.unit():
        for question, fits in QUESTIONS:
            for order in LoopOrder:
                found = [row.key for row in place.store.loops(replace(question, order=order), None, 100)]
                assert sorted(found) == sorted(row.key for number, row in enumerate(rows) if fits(number)), (question, order)


def test_factors_strategies_and_models_are_filtered(place: Place) -> None:
    _fill(place)
    store = place.store
    with place.unit():
        assert _documents(store.factors(FactorQuestion(tags=("risk", "a_b"), source=FactorSource.RD_AGENT), None, 100)) == [
            sample_factor(n) for n in (3, 9, 15, 21)
        ]
        assert store.factors(FactorQuestion(tags=("a%b",)), None, 9) == []
        assert _documents(store.factors(FactorQuestion(text="第22个"), None, 9)) == [sample_factor(22)]
        assert _documents(store.strategies(StrategyQuestion(text="CONF_22"), None, 9)) == [sample_strategy(22)]
        assert _documents(store.models(ModelQuestion(strategy_id=sample_strategy(4).strategy_id), None, 9)) == [sample_model(4)]
        assert store.loop_counts([sample_strategy(4).strategy_id]) == {sample_strategy(4).strategy_id: 1}


def test_a_dangling_strategy_is_linked_when_it_arrives(database: Database) -> None:
    store = SqlLibraryStore(database)
    linked = sa.select(loop_result.c.strategy_id, loop_result.c.strategy_ref)
    wanted = sample_strategy(1).strategy_id
    with database.unit():
        store.insert([_row(CatalogKind.LOOP, sample_loop(1))])
        assert database.connection().execute(linked).all() == [(None, wanted)]
        store.insert([_row(CatalogKind.STRATEGY, sample_strategy(1))])
        assert database.connection().execute(linked).all() == [(wanted, wanted)]
