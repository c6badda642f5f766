"""Units of work: whole or nothing, one writer, readers that see one moment."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.metadata import metadata
from aistock_server.adapters.sql.request_log import SqlRequestLog


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


def test_a_commit_survives_a_power_cut(database_url: Callable[[str], str]) -> None:
    # PostgreSQL's own settings say so; the cluster of the tests is told not to.
    database = Database(database_url("sqlite"))
    with database.reading():
        connection = database.connection()
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    database.close()


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
        assert {table.name for table in metadata.sorted_tables} | {"alembic_version"} == set(inspector.get_table_names())


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()
