"""The client on threads is what the one on an event loop gives, and nothing else."""

import shutil
from pathlib import Path

import pytest

from aistock_codegen import unasync
from aistock_codegen.problems import CompileError

ROOT = Path(__file__).parents[3]


def test_the_committed_client_is_fresh() -> None:
    unasync.check(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in (unasync.WRITTEN, unasync.DERIVED):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("__init__.py", "pages.py"):
            shutil.copy(ROOT / folder / name, tmp_path / folder)
    return tmp_path


def test_a_change_a_stray_and_a_gap_are_found_and_mended(copy: Path) -> None:
    unasync.check(copy)
    folder = copy / unasync.DERIVED
    (folder / "pages.py").write_text("changed = True\n")
    (folder / "stray.py").write_text("")
    (folder / "__init__.py").unlink()
    with pytest.raises(CompileError) as caught:
        unasync.check(copy)
    assert len(caught.value.problems) == 3
    assert unasync.main(["--check", "--root", str(copy)]) == 1
    assert unasync.generate(copy) == 3
    unasync.check(copy)
    assert unasync.generate(copy) == 0


@pytest.mark.parametrize(
    ("written", "derived"),
    [
        ("async def f(x):\n    return await g(await x)\n", "def f(x):\n    return g(x)\n"),
        ("async with AsyncClient() as c:\n    pass\n", "with Client() as c:\n    pass\n"),
        ("y = [x async for x in z]\n", "y = [x for x in z]\n"),
        ("raise StopAsyncIteration\n", "raise StopIteration\n"),
        ("from a._async.b import AsyncB\n", "from a._sync.b import B\n"),
        ("# await is kept in comments\nx = 'await AsyncClient'\n", "# await is kept in comments\nx = 'Client'\n"),
        (
            "def f():\n    if x:\n        return (\n            await y\n        )\n",
            "def f():\n    if x:\n        return (\n            y\n        )\n",
        ),
        ("asynchronous = awaited\n", "asynchronous = awaited\n"),
    ],
)
def test_tokens_are_rewritten(written: str, derived: str) -> None:
    assert unasync.rewritten(written).rstrip("\n") == derived.rstrip("\n")
