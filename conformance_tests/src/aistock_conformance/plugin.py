"""What the cases share: the server, a client of it, and the market that they trade on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aistock.client import Client
from aistock_conformance.markets import Market, ingested
from aistock_conformance.target import Target, target_at
from aistock_conformance.wire import Wire
from aistock_conformance.world import World, made

GAPS = "nonconforming.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --address and --profile."""
    parser.addoption("--address", default=None, help="host:port of the server to test; without it one is started for the run")
    parser.addoption(
        "--profile", default="dev", choices=("dev", "team"), help="of the server that is started; team gets a PostgreSQL of its own"
    )


def gaps(folder: Path) -> dict[str, str]:
    """Case to reason: what this server is known not to do yet."""
    listed = tomllib.loads((folder / GAPS).read_text(encoding="utf-8")).get("gap", [])
    return {row["case"]: row["reason"] for row in listed}


def marked(items: list[pytest.Item], folder: Path) -> None:
    """Expect listed cases to fail; a listed case that passes fails the run."""
    known = gaps(folder)
    for item in items:
        if not item.path.is_relative_to(folder):
            continue
        name = f"{item.path.relative_to(folder).as_posix()}::{item.name}"
        for case in (name, name.partition("[")[0]):
            if case in known:
                item.add_marker(pytest.mark.xfail(reason=known[case], strict=True))


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """The server under test."""
    address: Any = pytestconfig.getoption("--address", default=None)
    profile: Any = pytestconfig.getoption("--profile", default="dev")
    with target_at(address, tmp_path_factory.mktemp("conformance") / "data", profile) as found:
        yield found


@pytest.fixture(scope="session")
def client(target: Target) -> Iterator[Client]:
    """A client of the server under test."""
    with Client(target.address, timeout=120.0, connect_timeout=30.0) as made:
        yield made


@pytest.fixture(scope="session")
def wire(target: Target) -> Iterator[Wire]:
    """A raw connection to the server under test."""
    made = Wire(target.address)
    yield made
    made.close()


@pytest.fixture(scope="session")
def market(client: Client) -> Market:
    """The small market, ingested."""
    return ingested(client)


@pytest.fixture(scope="session")
def world(client: Client, market: Market) -> World:
    """A little of everything, on the server."""
    return made(client, market)
