"""Units of work: whole or nothing, one writer, readers that see one moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Thread

import pytest
import sqlalchemy as sa

from aistock.contract.documents import content_hash
from aistock.contract.v1.models import DateRange
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogStrategy,
    FactorFigure,
    FactorFigures,
    LoopFigure,
    LoopOrder,
)
from aistock_conformance.postgres import Cluster
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop, sample_strategy
from aistock_server.adapters.sql.bulk import insert_rows
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.adapters.sql.metadata import metadata
from aistock_server.adapters.sql.request_log import SqlRequestLog
from aistock_server.adapters.sql.row_tables import REGISTER, ROW_TABLES
from aistock_server.adapters.sql.system_tables import request_log
from aistock_server.kernel.errors import Invalid
from aistock_server.library import FactorQuestion, Head, LoopQuestion, Row, StrategyQuestion, refers_of
from aistock_server.library.model import Document

DATABASES = ("sqlite", "postgresql")
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def test_a_unit_that_fails_leaves_nothing(database: Database) -> None:
    log = SqlRequestLog(database)
    with pytest.raises(ZeroDivisionError), database.unit():
        log.add("/m", "1", "h", b"answer")
        raise ZeroDivisionError
    with database.reading():
        assert log.find("/m", "1") is None


def test_callbacks_run_after_the_commit_and_only_then(database: Database) -> None:
    log, seen = SqlRequestLog(database), []

    def look() -> None:
        with database.reading():
            seen.append(log.find("/m", "1"))

    with database.unit():
        log.add("/m", "1", "h", b"answer")
        database.after_commit(look)
    with pytest.raises(ZeroDivisionError), database.unit():
        database.after_commit(look)
        raise ZeroDivisionError

    assert seen == [("h", b"answer")]


def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    log = SqlRequestLog(database)
    with database.reading():
        assert log.find("/m", "1") is None
    with database.unit():
        log.add("/m", "1", "h", b"answer")
        other = Database(database._engine.url.render_as_string(hide_password=False))
        with other.reading():
            assert SqlRequestLog(other).find("/m", "1") is None
        other.close()


def test_rows_are_reached_only_inside_a_unit(database: Database) -> None:
    with pytest.raises(RuntimeError, match="no unit of work"):
        database.connection()
    with pytest.raises(RuntimeError, match="no unit of work"), database.reading():
        database.after_commit(lambda: None)


def test_a_commit_survives_a_power_cut(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("whether PostgreSQL's commits do is its operator's setting")
    with database.reading():
        connection = database.connection()
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_a_view_sees_one_moment_and_cannot_write(database: Database) -> None:
    log = SqlRequestLog(database)
    with database.reading():
        assert log.find("/m", "1") is None
        other = Database(database._engine.url.render_as_string(hide_password=False))
        with other.unit():
            SqlRequestLog(other).add("/m", "1", "h", b"answer")
        other.close()
        assert log.find("/m", "1") is None
    with database.reading():
        assert log.find("/m", "1") == ("h", b"answer")


def test_writers_come_one_at_a_time_whichever_process_they_are_in(database: Database) -> None:
    other = Database(database._engine.url.render_as_string(hide_password=False))
    order = []

    def write() -> None:
        with other.unit():
            order.append("second")

    with database.unit():
        thread = Thread(target=write)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join(30)
    other.close()
    assert order == ["first", "second"]


def test_text_that_the_database_cannot_keep_is_refused(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite keeps every text")
    with pytest.raises(Invalid, match="NUL"), database.unit():
        SqlRequestLog(database).add("/m", "a\0b", "h", b"answer")
    rows = [{"method": "/m", "request_id": f"a\0{number}", "body_sha256": "h", "answer": b""} for number in range(50)]
    with pytest.raises(Invalid, match="NUL"), database.unit():
        insert_rows(database.connection(), request_log, rows)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense with secret", "cannot be read"),
        ("mysql://me:secret@here/x", "not supported"),
        ("postgresql://me:secret@here/x", "not supported"),
        ("postgresql+asyncpg://me:secret@here/x", "not supported"),
    ],
)
def test_a_url_that_names_no_database_of_ours_is_refused_without_its_password(url: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        Database(url)
    assert "secret" not in refused.value.message


def test_a_database_that_is_not_there_or_sorts_its_own_way_is_refused(postgresql: Cluster) -> None:
    missing = Database(postgresql.url("nobody_made_this").replace("aistock@", "aistock:secret@"))
    with pytest.raises(Invalid, match="cannot be reached") as refused:
        missing.migrate()
    assert "secret" not in refused.value.message
    missing.close()
    admin = sa.create_engine(postgresql.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(
            "CREATE DATABASE by_language TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"
        )
    admin.dispose()
    other = Database(postgresql.url("by_language"))
    with pytest.raises(Invalid, match="LC_COLLATE 'C'"):
        other.migrate()
    other.close()
    postgresql.drop("by_language")


def test_migrations_make_the_tables_the_code_declares(database: Database) -> None:
    import aistock_server.assembly  # noqa: F401  # brings in every table

    with database.reading():
        inspector = sa.inspect(database.connection())
        for table in metadata.sorted_tables:
            made = {column["name"]: column for column in inspector.get_columns(table.name)}
            assert set(made) == {column.name for column in table.columns}, table.name
            for column in table.columns:
                assert made[column.name]["nullable"] == column.nullable, f"{table.name}.{column.name}"
            assert inspector.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]
        rows = {REGISTER, *ROW_TABLES} if database.dialect == "postgresql" else set()
        assert {table.name for table in metadata.sorted_tables} | {"alembic_version"} | rows == set(inspector.get_table_names())


@pytest.mark.parametrize("kind", DATABASES)
def test_migrations_make_the_indexes_the_code_declares(database_url: Callable[[str], str], kind: str) -> None:
    import aistock_server.assembly  # noqa: F401  # brings in every table

    migrated, declared = Database(database_url(kind)), sa.create_engine(database_url(kind))
    migrated.migrate()
    metadata.drop_all(declared)  # a new database may have been migrated already
    metadata.create_all(declared)
    with migrated.reading():
        found, wanted = sa.inspect(migrated.connection()), sa.inspect(declared)
        for table in metadata.sorted_tables:
            made, meant = found.get_indexes(table.name), wanted.get_indexes(table.name)
            assert {one["name"]: one["column_names"] for one in made} == {one["name"]: one["column_names"] for one in meant}
    migrated.close()
    declared.dispose()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()


@pytest.mark.parametrize("kind", DATABASES)
def test_rows_of_an_older_library_keep_their_content_and_are_listed(database_url: Callable[[str], str], kind: str) -> None:
    """Migration 0007 fills what lists ask for from the documents that stand there, and going back loses nothing."""
    database = Database(database_url(kind))
    database.migrate()
    store = SqlLibraryStore(database)
    days = DateRange(start_date=date(2020, 1, 2), end_date=date(2020, 12, 31))
    loops = [
        sample_loop(number, config_hash="a" * 64, period=days, started_at_utc=NOW, metrics={"multi_score": number / 10})
        for number in range(3)
    ]
    factor = sample_factor(1, figures=FactorFigures(ic_mean=0.25, coverage=0.5, period=days))
    documents: list[Document] = [factor, sample_strategy(1, market="csi300"), *loops]
    with database.unit():
        for document in documents:
            store.insert([_row(document)])
    asked = LoopQuestion(
        config_hash="a" * 64, period=days, factor_name="F001", text="第1轮", bounds=((LoopFigure.MULTI_SCORE, 0.1, 0.1),)
    )
    by_figure = FactorQuestion(bounds=((FactorFigure.IC_MEAN, 0.25, 0.25), (FactorFigure.COVERAGE, 0.5, None)), period=days)

    def answers() -> list[Document]:
        with database.reading():
            found = [
                *store.factors(by_figure, None, 9),
                *store.strategies(StrategyQuestion(market="csi300"), None, 9),
                *store.loops(asked, None, 9),
                *store.loops(LoopQuestion(order=LoopOrder.STARTED), None, 9),
            ]
        return [row.document for row in found]

    before = answers()
    assert before == [factor, documents[1], loops[1], *loops]
    database.migrate("0006_feedback")
    database.migrate()
    assert answers() == before
    database.close()


def _row(document: Document) -> Row:
    kinds = {CatalogFactor: CatalogKind.FACTOR, CatalogStrategy: CatalogKind.STRATEGY, CatalogLoop: CatalogKind.LOOP}
    head = Head(content_hash=content_hash(document), origin="tools", first_seen_at=NOW, retired=False, refers=refers_of(document))
    return Row(kind=kinds[type(document)], document=document, head=head, snapshot_id=None, changed_at=NOW)  # type: ignore[index]  # no models here
