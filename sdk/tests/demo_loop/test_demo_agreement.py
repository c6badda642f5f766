"""Registry, workspace, catalogs and library agree after the demo, and whatever is changed in one of them is noticed."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aistock.client import Client
from aistock.demo.agreement import disagreements
from aistock.demo.processes import running_server
from aistock.rdagent.registry import LoopRow, Registry

pytestmark = [pytest.mark.qlib, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(closed_loop: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The desk that the demo left, served again."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(closed_loop.out / "server", folder / "server")
    with running_server(folder / "server", folder / "server.log") as address, Client(address, connect_timeout=60.0) as client:
        yield client


@pytest.fixture
def copy(closed_loop: Any, tmp_path: Path) -> Path:
    """RD-Agent's side of the demo, to be changed."""
    shutil.copytree(closed_loop.out / "rdagent", tmp_path / "rdagent")
    return tmp_path / "rdagent"


def _edit(path: Path, change: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def _workspace(root: Path) -> Path:
    return next((root / "workspaces").iterdir())


def _loop_undone(root: Path) -> None:
    with Registry(root / "registry.sqlite") as registry:
        loop = registry.rows(LoopRow)[0]
        registry.reopen_materialization(loop.task_run_id, loop.loop_id, now="2030-01-01T00:00:00Z")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file of the workspace": (lambda root: (_workspace(root) / "qlib_res.csv").write_text(",0\nIC,0.5\n"), "is not the file"),
    "a file that is gone": (lambda root: (_workspace(root) / "factor_meta.json").unlink(), "is not there"),
    "a loop that is not done": (_loop_undone, "not done in the registry"),
    "a loop left out": (
        lambda root: _edit(root / "catalogs/loop_catalog.json", lambda found: found["loops"].clear()), "not in the loop catalog",
    ),
    "a figure of the catalog": (
        lambda root: _edit(root / "catalogs/loop_catalog.json", lambda found: found["loops"][0]["metrics"].update(ic_mean=0.9)),
        "other figures",
    ),
    "a factor of the catalog": (
        lambda root: _edit(root / "catalogs/factor_catalog.json", lambda found: found["factors"][0].update(region="us")),
        "the library differs",
    ),
    "a factor nobody imported": (
        lambda root: _edit(root / "catalogs/factor_catalog.json", lambda found: found["factors"][0].update(name="NOBODY")),
        "not in the library",
    ),
}  # fmt: skip


def test_they_agree_after_the_demo(desk: Client, copy: Path) -> None:
    assert disagreements(desk, copy, copy / "catalogs") == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_difference_is_noticed(desk: Client, copy: Path, name: str) -> None:
    change, sentence = CHANGES[name]
    change(copy)
    found = disagreements(desk, copy, copy / "catalogs")
    assert any(sentence in one for one in found), found
