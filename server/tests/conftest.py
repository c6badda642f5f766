"""Databases for tests: SQLite in a file of the test, PostgreSQL in a cluster that one run of the tests shares."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from aistock_conformance.postgres import Cluster, PostgresMissing, cluster
from aistock_server.adapters.sql.database import Database

DATABASES = ("sqlite", "postgresql")
_TEMPLATE = "migrated"
_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A running PostgreSQL with a migrated database to copy; without one a test is skipped, but never in CI."""
    try:
        with cluster() as started:
            template = Database(started.create(_TEMPLATE))
            template.migrate()
            template.close()
            yield started
    except PostgresMissing as why:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI tests PostgreSQL: {why}")
        pytest.skip(str(why))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """URL of a database of its own for a test, by the name of its kind: sqlite is empty, postgresql migrated."""
    made: list[tuple[Cluster, str]] = []

    def url(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'test{next(_numbers)}.sqlite'}"
        running: Cluster = request.getfixturevalue("postgresql")
        name = f"test{next(_numbers)}"
        made.append((running, name))
        return running.create(name, _TEMPLATE)

    yield url
    for running, name in made:
        running.drop(name)


@pytest.fixture(scope="session")
def rows_database(postgresql: Cluster) -> Iterator[Database]:
    """A migrated PostgreSQL for stores of rows, which one run of the tests shares; who keeps rows names snapshots of its own."""
    name = f"test{next(_numbers)}"
    opened = Database(postgresql.create(name, _TEMPLATE))
    yield opened
    opened.close()
    postgresql.drop(name)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Database]:
    """A migrated database of each kind."""
    opened = Database(database_url(request.param))
    opened.migrate()
    yield opened
    opened.close()
