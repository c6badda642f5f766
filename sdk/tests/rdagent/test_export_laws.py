"""Laws of the exporter: the fold of factors, the writer of catalogs, the lock, and a set that is replaced while it is read."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.library.alpha158 import alpha158, alpha158_factors
from aistock.library.references import factor_key, loop_key
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    FactorCatalog,
    FactorFigures,
    FactorSource,
    LoopAction,
    LoopMetrics,
    LoopPaths,
    LoopStatus,
    SummaryTexts,
)
from aistock.rdagent.catalogs import AlphaDefinition, Catalogs, export_catalogs
from aistock.rdagent.export.factors import FactorFold
from aistock.rdagent.export.placing import write_catalog
from aistock.rdagent.export.rows import ExportedLoop
from aistock.rdagent.export.shelf import Shelf
from aistock.rdagent.file_lock import FileLock, LockHeld
from aistock.rdagent.registry import Registry

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
RATIOS = st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 0.5, 2.0]))
NAMES = st.sampled_from(["A", "B", "C"])
SOURCES = st.sampled_from([FactorSource.RD_AGENT, FactorSource.QLIB_ALPHA158])


def factor(name: str, source: FactorSource, expression: str) -> CatalogFactor:
    return CatalogFactor(name=name, source=source, expression=expression, region="cn", tags=[])


@st.composite
def loops(draw: st.DrawFn) -> list[ExportedLoop]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        keys = draw(st.sets(st.tuples(NAMES, SOURCES), max_size=3))
        rows = [factor(name, source, draw(st.sampled_from(["x", "y"]))) for name, source in sorted(keys)]
        measured = {row.name: FactorFigures(ic_mean=number / 10) for row in rows if draw(st.booleans())}
        loop = CatalogLoop(
            task_run_id=f"run{draw(st.integers(0, 2))}", loop_id=number, workspace_id="w", step_name="", action=LoopAction.FACTOR,
            status=LoopStatus.SUCCESS, has_result=True, metrics=LoopMetrics(annualized_return=number / 100),
            summary_texts=SummaryTexts(), paths=LoopPaths(),
        )  # fmt: skip
        found.append(ExportedLoop(loop=loop, strategy=None, model=None, factors=tuple(rows), figures=measured, sharpe=draw(RATIOS)))
    return found


def folded(found: list[ExportedLoop]) -> FactorFold:
    fold = FactorFold()
    for loop in found:
        fold.add(loop)
    return fold


@given(loops(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_and_the_grouping_of_loops_do_not_matter(found: list[ExportedLoop], dice: object, groups: int) -> None:
    alone = folded(found)
    shuffled = list(found)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    merged = FactorFold()
    for place in range(groups):
        merged.merge(folded(shuffled[place::groups]))
    definitions = [factor("A", FactorSource.QLIB_ALPHA158, "x"), factor("D", FactorSource.QLIB_ALPHA158, "z")]
    assert merged.rows(definitions) == alone.rows(definitions)
    assert list(merged.findings(definitions)) == list(alone.findings(definitions))
    assert merged.used(["qlib_alpha158"]) == alone.used(["qlib_alpha158"])


@given(loops())
def test_each_factor_stands_once_with_the_best_of_its_loops(found: list[ExportedLoop]) -> None:
    rows = folded(found).rows([factor("D", FactorSource.QLIB_ALPHA158, "z")])
    keys = [factor_key(row) for row in rows]
    assert keys == sorted(set(keys))
    assert set(keys) == {factor_key(row) for loop in found for row in loop.factors} | {("D", "qlib_alpha158")}
    for row in rows:
        using = [loop for loop in found if factor_key(row) in {factor_key(item) for item in loop.factors}]
        scored = [loop for loop in using if loop.sharpe is not None]
        if not scored:
            assert (row.best_performance, row.best_loop_id) == (None, None)
        else:
            top = max(loop.sharpe for loop in scored if loop.sharpe is not None)
            first = min((loop for loop in scored if loop.sharpe == top), key=lambda loop: loop_key(loop.loop))
            assert (row.best_task_run_id, row.best_loop_id) == (first.loop.task_run_id, first.loop.loop_id)
            assert (row.best_performance_sharpe, row.best_performance_ann_ret) == (top, first.loop.metrics.annualized_return)
        assert (row.figures is not None) == any(row.name in loop.figures for loop in using)


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1, max_size=20).filter(str.isprintable), unique=True, max_size=6))
def test_a_catalog_is_written_as_its_document_is(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    rows = [factor(name, FactorSource.EXTERNAL, "因子") for name in names]
    head = FactorCatalog(generated_at_utc=NOW, source="tools", factors=[], snapshot_id="s")
    path = tmp_path_factory.mktemp("catalog") / "c.json"
    written = write_catalog(path, head, "factors", map(documents.canonical_json, rows))
    content = path.read_bytes()
    assert content == documents.canonical_json(head.model_copy(update={"factors": rows})) + b"\n"
    assert (written.rows, written.size, written.sha256) == (len(rows), len(content), hashlib.sha256(content).hexdigest())


@given(st.lists(st.tuples(st.text(max_size=3), st.binary(max_size=30))))
def test_a_shelf_gives_the_last_text_of_each_key_in_order(
    tmp_path_factory: pytest.TempPathFactory, puts: list[tuple[str, bytes]]
) -> None:
    with Shelf[str](tmp_path_factory.getbasetemp()) as shelf:
        for key, text in puts:
            shelf.put(key, text)
        assert list(shelf) == [text for _, text in sorted(dict(puts).items())]
        assert len(shelf) == len(shelf.keys()) == len(dict(puts))


def test_alpha158_has_158_factors_each_once() -> None:
    names, texts = zip(*alpha158(), strict=True)
    assert len(set(names)) == len(set(texts)) == len(names) == 158
    assert [row.name for row in alpha158_factors()] == list(names)


@pytest.mark.qlib
def test_alpha158_is_that_of_qlib_itself() -> None:
    code = """
import json
from qlib.contrib.data.handler import Alpha158
from qlib.contrib.data.loader import Alpha158DL
by_handler = Alpha158.get_feature_config(object.__new__(Alpha158))
by_loader = Alpha158DL.get_feature_config()
assert by_handler == by_loader
print(json.dumps(by_loader))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    expressions, names = json.loads(ended.stdout.splitlines()[-1])
    assert list(alpha158()) == list(zip(names, expressions, strict=True))


def _hold(path: str) -> None:
    with FileLock(Path(path)):
        print("held", flush=True)
        time.sleep(60)


@contextmanager
def _program(work: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """This file as a program that does one of its works, so that no test runner's names reach it; it is killed at the end."""
    process = subprocess.Popen([sys.executable, __file__, work, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def test_one_process_holds_a_lock_and_it_goes_with_the_process(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lock"
    with _program("hold", path) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeld, match=f"process {holder.pid}"), FileLock(path):
            pass
        os.kill(holder.pid, 9)
        holder.wait(60)
        with FileLock(path, wait_seconds=10):
            assert path.read_text() == f"process {os.getpid()}\n"


def _exported(base: Path, out: Path, turn: int) -> Catalogs:
    """One of two sets of catalogs that differ in every file but name the same moment."""
    with Registry.open_readonly(base / "r.sqlite") as registry:
        definition = AlphaDefinition(factors=alpha158_factors()[: 10 + turn % 2])
        return export_catalogs(registry, base / "root", out, generated_at_utc=NOW, alpha=definition, source=f"turn{turn % 2}")


def _export_for_ever(base: str) -> None:
    turn = 0
    while True:
        turn += 1
        _exported(Path(base), Path(base) / "out", turn)


def test_a_reader_that_asks_for_one_snapshot_never_holds_a_mix(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    Registry(tmp_path / "r.sqlite").close()
    expected = {}
    for turn in range(2):
        alone = _exported(tmp_path, tmp_path / f"out{turn}", turn)
        expected[alone.snapshot_id] = {path.name: path.read_bytes() for path in alone.files}
    assert len(expected) == 2
    _exported(tmp_path, tmp_path / "out", 0)
    seen = []
    with _program("export", tmp_path) as writer:
        while writer.poll() is None:
            content = {name: (tmp_path / "out" / name).read_bytes() for name in sorted(next(iter(expected.values())))}
            named = {json.loads(text)["snapshot_id"] for text in content.values()}
            if len(named) == 1:
                (snapshot,) = named
                assert content == expected[snapshot]
                seen.append(snapshot)
            if len(set(seen)) == 2 and len(seen) > 300:
                break
    assert set(seen) == set(expected)


def test_an_export_that_is_killed_leaves_whole_files_and_the_next_one_a_whole_set(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    Registry(tmp_path / "r.sqlite").close()
    first = _exported(tmp_path, tmp_path / "out", 0)
    for _ in range(5):
        moved = (tmp_path / "out" / "loop_catalog.json").stat().st_mtime_ns
        with _program("export", tmp_path) as writer:
            while (tmp_path / "out" / "loop_catalog.json").stat().st_mtime_ns == moved:
                assert writer.poll() is None
                time.sleep(0.001)
        for name in (path.name for path in first.files):
            assert json.loads((tmp_path / "out" / name).read_bytes())["version"] == "v1"
    again = _exported(tmp_path, tmp_path / "out", 0)
    assert again.files == first.files
    old = next((path for path in (tmp_path / "out").glob(".export-*")), None)
    if old is not None:
        os.utime(old, (0, 0))
        _exported(tmp_path, tmp_path / "out", 0)
        assert not old.exists()


if __name__ == "__main__":
    {"hold": _hold, "export": _export_for_ever}[sys.argv[1]](sys.argv[2])
