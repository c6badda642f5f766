"""A loop is published with its files, again without a change, and never without its proof."""

import hashlib
import os
import shutil
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from aistock.contract.rules import broken
from aistock.errors import Failure, NotFound
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorEntry,
    FactorSource,
    FeedbackSummary,
    GetFactorResponse,
    ImportReport,
    LibraryRow,
    PutArtifactResponse,
)
from aistock.rdagent.artifacts import LoopRun, WorkspaceError, materialize
from aistock.rdagent.publish import FILES, publish_loop
from aistock.rdagent.registry import Registry
from aistock.rdagent.sample_workspaces import write_sample_workspace

pytest.importorskip("pyarrow", reason="pyarrow is not installed; no workspace can be made")
pytest.importorskip("matplotlib", reason="matplotlib is not installed; no workspace can be made")

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Desk:
    """Files, factors and what was published, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.factors: dict[tuple[str, str], CatalogFactor] = {}
        self.published: list[dict[str, Any]] = []

    def put(self, content: bytes | str | os.PathLike[str]) -> PutArtifactResponse:
        data = content if isinstance(content, bytes) else Path(content).read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        known = sha256 in self.files
        self.files[sha256] = data
        return PutArtifactResponse(sha256=sha256, size=len(data), already_stored=known)

    def get_factor(self, name: str, *, source: FactorSource | str) -> GetFactorResponse:
        factor = self.factors.get((name, FactorSource(source).value))
        if factor is None:
            raise NotFound(Failure(code="NOT_FOUND", message="no factor", reason="NOT_FOUND", details={}))
        row = LibraryRow(content_hash="0" * 64, origin="x", first_seen_at_utc=NOW, changed_at_utc=NOW, retired=False)
        return GetFactorResponse(factor=FactorEntry(factor=factor, row=row))

    def publish_loop(
        self,
        source: str,
        *,
        loop: CatalogLoop,
        strategy: CatalogStrategy | None,
        factors: list[CatalogFactor],
        model: CatalogModel | None,
    ) -> ImportReport:
        body = {"source": source, "loop": loop, "strategy": strategy, "factors": factors, "model": model}
        changed = body not in self.published
        self.published.append(body)
        self.factors |= {(factor.name, factor.source.value): factor for factor in factors}
        return ImportReport(dry_run=False, tallies=[], findings=[], findings_left_off=0, changed=changed)


def materialised(folder: Path, number: int = 1, registry: Registry | None = None) -> Path:
    """A workspace with all its documents."""
    write_sample_workspace(folder, seed=number)
    run = LoopRun(
        task_run_id="run1",
        loop_id=number,
        workspace_id=folder.name,
        workspace_path=folder.name,
        generated_at_utc=NOW,
        started_at_utc=NOW,
        ended_at_utc=NOW,
        decision=True,
        summary=FeedbackSummary(execution="好"),
        workspace_store="workspaces",
    )
    materialize(folder, run, registry=registry)
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that nothing is wrong with."""
    return materialised(tmp_path_factory.mktemp("sound") / "ws1")


def test_a_loop_goes_with_its_files_and_what_it_refers_to(sound: Path) -> None:
    workspace, desk = sound, Desk()

    published = publish_loop(workspace, artifacts=desk, library=desk)

    (body,) = desk.published
    loop, strategy, model = body["loop"], body["strategy"], body["model"]
    assert (loop.task_run_id, loop.loop_id, loop.workspace_id) == ("run1", 1, "ws1")
    assert (loop.strategy_id, loop.model_id) == (strategy.strategy_id, model.model_id)
    assert loop.period is not None and loop.summary_texts.execution == "好" and loop.decision
    names = {file.name: file for file in loop.files}
    assert {"ret_curve", "dd_curve", "factor_meta", "factor_perf", "feedback", "signals", "ret_schema"} <= set(names)
    for name, file in names.items():
        assert desk.files[file.file.sha256] == (workspace / FILES[name][0]).read_bytes()
        assert file.file.size == len(desk.files[file.file.sha256])
    assert published.sent == tuple(names) and published.report.changed
    assert {factor.name for factor in body["factors"]} == {"KLEN", "ROC60", "MYMOM20"}
    assert {(factor.best_task_run_id, factor.best_loop_id) for factor in body["factors"]} == {("run1", 1)}
    for row in (loop, strategy, model, *body["factors"]):
        assert list(broken(row)) == []


def test_publishing_again_sends_the_same(sound: Path) -> None:
    workspace, desk = sound, Desk()
    publish_loop(workspace, artifacts=desk, library=desk)
    again = publish_loop(workspace, artifacts=desk, library=desk)
    assert (again.sent, again.report.changed, again.factors_left) == ((), False, ())
    assert desk.published[0] == desk.published[1]


def test_a_factor_keeps_its_better_loop(tmp_path: Path) -> None:
    """In whatever order loops come, a factor ends with the figures of the best of them."""
    workspaces = [materialised(tmp_path / f"ws{n}", n) for n in range(3)]
    alone: list[tuple[float, int]] = []
    for workspace in workspaces:
        desk = Desk()
        publish_loop(workspace, artifacts=desk, library=desk)
        factor = desk.factors["KLEN", "rd_agent"]
        assert factor.best_performance_sharpe is not None and factor.best_loop_id is not None
        alone.append((factor.best_performance_sharpe, factor.best_loop_id))
    for order in permutations(range(3)):
        desk, best = Desk(), float("-inf")
        for n in order:
            published = publish_loop(workspaces[n], artifacts=desk, library=desk)
            assert (published.factors_left == ()) is (alone[n][0] > best)
            best = max(best, alone[n][0])
        assert {(one.best_performance_sharpe, one.best_loop_id) for one in desk.factors.values()} == {max(alone)}


def test_with_a_registry_the_loop_says_when_it_ran(tmp_path: Path) -> None:
    registry, desk = Registry(tmp_path / "r.sqlite"), Desk()
    workspace = materialised(tmp_path / "ws1", registry=registry)
    publish_loop(workspace, artifacts=desk, library=desk, registry=registry)
    assert (desk.published[0]["loop"].started_at_utc, desk.published[0]["loop"].ended_at_utc) == (NOW, NOW)
    other = materialised(tmp_path / "ws9", 9)
    with pytest.raises(WorkspaceError, match="the registry has no result of loop run1/9"):
        publish_loop(other, artifacts=desk, library=desk, registry=registry)


@pytest.mark.parametrize(
    ("damage", "match"),
    [
        (lambda folder: (folder / "workspace_meta.json").unlink(), "write the artifacts of the loop first"),
        (lambda folder: (folder / "manifest.json").unlink(), r"manifest\.json cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("{"), r"manifest\.json cannot be read"),
        (lambda folder: (folder / "qlib_res.csv").write_text("else"), "not the file that proved the result"),
        (lambda folder: (folder / "ret_curve.png").write_bytes(b"else"), r"ret_curve\.png is not the file"),
        (lambda folder: (folder / "feedback.json").write_text("{}"), r"feedback\.json cannot be read"),
    ],
)
def test_a_workspace_that_does_not_hold_publishes_no_loop(sound: Path, tmp_path: Path, damage: Any, match: str) -> None:
    workspace, desk = tmp_path / "ws1", Desk()
    shutil.copytree(sound, workspace)
    damage(workspace)
    with pytest.raises(WorkspaceError, match=match):
        publish_loop(workspace, artifacts=desk, library=desk)
    assert desk.published == []


def test_publishing_needs_no_transport() -> None:
    import subprocess
    import sys

    code = "import aistock.rdagent.publish, aistock.rdagent.bundle, sys; print('grpc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
