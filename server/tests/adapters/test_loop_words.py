"""Texts are found by their pieces as by reading every loop, whatever was added, replaced and retired."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract.documents import content_hash
from aistock.library.v1.models import CatalogKind, CatalogLoop, SummaryTexts
from aistock_server.adapters.memory.library_samples import sample_loop
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.sql import loop_words
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.adapters.sql.library_tables import loop_listing, loop_piece, loop_text
from aistock_server.library import Head, LibraryStore, LoopQuestion, Row, refers_of

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SMALL_BLOCK = 64
LETTERS = "abAB%_\\因子回撤ßſ𝒳\n "


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and readings so small that few loops fill several; what is stored of a block is otherwise the same."""
    monkeypatch.setattr(loop_words, "BLOCK", SMALL_BLOCK)
    monkeypatch.setattr(loop_words, "MOST_READ", 20)
    monkeypatch.setattr(loop_words, "_SAMPLE", 8)


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Database]:
    database = Database(database_url(request.param))
    database.migrate()
    yield database
    database.close()


def row(number: int, said: str) -> Row:
    loop = sample_loop(number, summary_texts=SummaryTexts(execution=said), strategy_id=None)
    head = Head(content_hash=content_hash(loop), origin="tools", first_seen_at=NOW, retired=False, refers=refers_of(loop))
    return Row(kind=CatalogKind.LOOP, document=loop, head=head, snapshot_id=None, changed_at=NOW)


def found(store: LibraryStore, text: str) -> list[int]:
    loops = store.loops(LoopQuestion(text=text), None, 10_000)
    return sorted(one.document.loop_id for one in loops if isinstance(one.document, CatalogLoop))


def write(store: LibraryStore, said: dict[int, str], known: set[int]) -> None:
    """Store these loops; the known ones are replaced."""
    changed = [row(number, text) for number, text in said.items() if number in known]
    added = [row(number, text) for number, text in said.items() if number not in known]
    if changed:
        store.update(changed)
    if added:
        store.insert(added)
    known |= set(said)


class Undone(Exception):
    """Ends an example, so that the next begins with an empty library."""


texts = st.text(st.sampled_from(LETTERS), max_size=12)
#: A write of some neighbours at once, so that blocks are filled, emptied and moved within few steps.
sayings = st.lists(texts, min_size=1, max_size=3)
writes = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 100), sayings), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=writes, asked=st.lists(texts.filter(bool), min_size=1, max_size=5))
def test_a_text_is_found_where_it_stands(kept: Database, steps: list[tuple[int, int, list[str]]], asked: list[str]) -> None:
    memory, store = MemoryLibraryStore(), SqlLibraryStore(kept)
    known: tuple[set[int], set[int]] = set(), set()
    try:
        with kept.unit():
            for start, count, saying in steps:
                said = {start + place: saying[place % len(saying)] for place in range(count)}
                write(memory, said, known[0])
                write(store, said, known[1])
                for text in (*asked, *saying, "ws1", "run2\nws2"):
                    assert found(store, text) == found(memory, text), text
            raise Undone
    except Undone:
        pass


def blocks(database: Database) -> list[int]:
    return list(database.connection().execute(sa.select(loop_piece.c.block).distinct().order_by(loop_piece.c.block)).scalars())


def test_blocks_that_loops_have_left_are_given_up_and_the_rest_moves(kept: Database) -> None:
    """However often loops change, there are never many more blocks than loops fill."""
    store = SqlLibraryStore(kept)
    with kept.unit():
        known: set[int] = set()
        write(store, dict.fromkeys(range(3 * SMALL_BLOCK), "first"), known)
        assert blocks(kept) == [0, 1, 2]
        write(store, dict.fromkeys(range(SMALL_BLOCK - 10), "second"), known)
        assert blocks(kept) == [1, 2, 3]
        assert found(store, "first") == list(range(SMALL_BLOCK - 10, 3 * SMALL_BLOCK))
        assert found(store, "second") == list(range(SMALL_BLOCK - 10))
        for _ in range(10):
            write(store, dict.fromkeys(range(0, 3 * SMALL_BLOCK, 3), "again"), known)
        assert len(blocks(kept)) <= 4 * 3
        numbers = [list(kept.connection().execute(sa.select(table.c.number)).scalars()) for table in (loop_listing, loop_text)]
        assert sorted(numbers[0]) == sorted(numbers[1])
        assert found(store, "again") == list(range(0, 3 * SMALL_BLOCK, 3))


def test_a_number_that_stands_in_a_block_is_not_given_to_another_loop(kept: Database) -> None:
    store = SqlLibraryStore(kept)
    with kept.unit():
        known: set[int] = set()
        write(store, dict.fromkeys(range(SMALL_BLOCK), "before"), known)
        write(store, {SMALL_BLOCK - 1: "hereafter"}, known)
        assert found(store, "hereafter") == [SMALL_BLOCK - 1]
        assert found(store, "before") == list(range(SMALL_BLOCK - 1))


def test_loops_of_an_older_library_are_indexed(kept: Database) -> None:
    store = SqlLibraryStore(kept)
    said = {number: f"第{number}轮因子" for number in range(2 * SMALL_BLOCK + 5)}
    pieces = sa.select(loop_piece).order_by(loop_piece.c.block, loop_piece.c.bucket)
    with kept.unit():
        write(store, said, set())
        before = kept.connection().execute(pieces).all()
    kept.migrate("0009_bundles")
    kept.migrate()
    with kept.reading():
        assert kept.connection().execute(pieces).all() == before
        assert found(store, "第70轮因子") == [70]
        assert {block for block, _, _ in before} == {0, 1}
