"""A backfill of many sample workspaces reports exactly what is true of them, and doing it again changes nothing."""

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.contract import documents
from aistock.library.v1.models import LoopFeedback, WorkspaceMeta
from aistock.rdagent.backfill import Report, Request, backfill
from aistock.rdagent.registry import LoopRow, MaterializationState, Registry, RunRow, WorkspaceRow
from aistock.rdagent.sample_tree import STORIES, TreeTruth, write_sample_tree

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 6, 8, 0, tzinfo=UTC)
WORKSPACES = 200 if os.environ.get("AISTOCK_FAULTS") else 80


@dataclass(frozen=True)
class Backfilled:
    """A tree, and what was reported and seen after each step."""

    truth: TreeTruth
    dry: Report
    first: Report
    again: Report
    untouched: bool
    after_first: list[str]
    runs_after_first: dict[str, str | None]
    after_again: list[str]
    whole: Report
    whole_again: Report
    after_whole: tuple[list[str], dict[str, bytes]]
    after_whole_again: tuple[list[str], dict[str, bytes]]


def _dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = sorted(connection.iterdump())
    connection.close()
    return lines


def _files(root: Path) -> dict[str, bytes]:
    """Every plain file below a folder; larger ones by their size."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            found[str(path.relative_to(root))] = path.read_bytes() if path.stat().st_size < 1 << 20 else b"large"
    return found


def _request(truth: TreeTruth, **more: Any) -> Request:
    return Request(root=truth.root, logs=truth.logs, registry=truth.registry, **more)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Backfilled:
    truth = write_sample_tree(tmp_path_factory.mktemp("tree") / "many", workspaces=WORKSPACES, seed=7)
    before = _files(truth.root.parent)
    dry = backfill(_request(truth, dry_run=True), clock=lambda: NOW)
    untouched = _files(truth.root.parent) == before
    first = backfill(_request(truth, materialize=False), clock=lambda: NOW)
    after_first = _dump(truth.registry)
    with Registry.open_readonly(truth.registry) as registry:
        runs_after_first = {row.task_run_id: row.status for row in registry.rows(RunRow)}
    again = backfill(_request(truth, materialize=False), clock=lambda: LATER)
    after_again = _dump(truth.registry)
    whole = backfill(_request(truth), clock=lambda: LATER)
    after_whole = _dump(truth.registry), _files(truth.root)
    whole_again = backfill(_request(truth), clock=lambda: NOW)
    return Backfilled(
        truth=truth,
        dry=dry,
        first=first,
        again=again,
        untouched=untouched,
        after_first=after_first,
        runs_after_first=runs_after_first,
        after_again=after_again,
        whole=whole,
        whole_again=whole_again,
        after_whole=after_whole,
        after_whole_again=(_dump(truth.registry), _files(truth.root)),
    )


def _found(report: Report) -> set[tuple[str, str]]:
    return {(item.path, item.code.value) for item in report.findings}


def test_the_findings_are_the_truth(done: Backfilled) -> None:
    """Every damage is reported where it is, and nothing is reported that is not there."""
    assert _found(done.first) == set(done.truth.findings)
    assert {story for story in STORIES if story not in {item.story for item in done.truth.workspaces.values()}} <= {
        "plain_session", "aborted_session", "broken_abort", "stray_log", "stray_entries", "gone", "odd_names",
    }  # fmt: skip
    assert all(item.reason and item.remedy for item in done.first.findings)


def test_a_dry_run_writes_nothing_and_says_what_would_happen(done: Backfilled) -> None:
    assert done.untouched
    assert done.dry.changes == done.first.changes
    assert done.dry.findings == done.first.findings
    assert done.dry.counts == done.first.counts
    assert done.dry.counts.left_for_later == len(done.truth.results)


def test_the_registry_says_what_is_true_of_every_workspace(done: Backfilled) -> None:
    with Registry.open_readonly(done.truth.registry) as registry:
        rows = {row.workspace_id: row for row in registry.rows(WorkspaceRow)}
    for truth in done.truth.workspaces.values():
        row = rows[truth.workspace_id]
        found = (row.task_run_id, row.loop_id, row.workspace_role, row.workspace_path)
        assert found == (*truth.loop, truth.role, truth.folder), truth


def test_the_registry_says_what_is_true_of_every_loop(done: Backfilled) -> None:
    with Registry.open_readonly(done.truth.registry) as registry:
        rows = {(row.task_run_id, row.loop_id): row for row in registry.rows(LoopRow)}
    for key, truth in done.truth.loops.items():
        row = rows[key]
        best = row.best_workspace_id if row.has_result else None
        assert (row.action, row.status, best, row.has_result) == (
            truth.action, truth.status, truth.best, int(truth.best is not None),
        ), key  # fmt: skip


def test_the_registry_says_what_is_true_of_every_run(done: Backfilled) -> None:
    assert {run: done.runs_after_first[run] for run in done.truth.runs} == done.truth.runs


def test_a_loop_whose_folders_are_gone_is_left_as_it_is(done: Backfilled) -> None:
    missing = [item.path.rpartition("/")[2] for item in done.first.findings if item.code == "MISSING_WORKSPACE"]
    assert missing
    with Registry.open_readonly(done.truth.registry) as registry:
        for workspace_id in missing:
            assert [row.has_result for row in registry.rows(LoopRow, best_workspace_id=workspace_id)] == [1]


def test_counts_are_those_of_the_tree(done: Backfilled) -> None:
    counts = done.first.counts
    assert (counts.folders, counts.workspaces) == (done.truth.folders, len(done.truth.workspaces))
    assert counts.log_sessions == done.truth.sessions
    assert counts.loops_with_result == len(done.truth.results)
    assert counts.loops == len(done.truth.loops)
    assert done.first.changes


def test_backfilling_again_changes_nothing(done: Backfilled) -> None:
    assert not done.again.changed
    assert done.again.changes.unchanged == sum(
        (done.first.changes.inserted, done.first.changes.updated, done.first.changes.unchanged)
    )
    assert done.after_again == done.after_first


def test_every_result_is_materialized_or_told(done: Backfilled) -> None:
    writable = {key for key in done.truth.results if done.truth.loops[key].writable}
    assert (done.whole.counts.materialized, done.whole.counts.not_materialized) == (
        len(writable), len(done.truth.results) - len(writable),
    )  # fmt: skip
    told = {item.path for item in done.whole.findings if item.code == "NOT_MATERIALIZED"}
    broken = {done.truth.loops[key].best for key in done.truth.results - writable}
    assert told == {done.truth.workspaces[name or ""].folder for name in broken}
    assert done.whole.has_errors
    with Registry.open_readonly(done.truth.registry) as registry:
        for row in registry.rows(LoopRow):
            key = (row.task_run_id, row.loop_id)
            if key in done.truth.loops:
                done_now = row.materialization is MaterializationState.DONE
                assert done_now is (key in writable), key


def test_what_was_materialized_is_a_document_of_its_loop(done: Backfilled) -> None:
    for key in sorted(done.truth.results):
        truth = done.truth.loops[key]
        if truth.writable:
            folder = done.truth.workspaces[truth.best or ""].folder
            meta = documents.read(WorkspaceMeta, done.truth.root / folder / "workspace_meta.json")
            assert (meta.task_run_id, meta.loop_id, meta.workspace_id, meta.has_result) == (*key, truth.best, True)
            assert meta.workspace_path == folder
            feedback = documents.read(LoopFeedback, done.truth.root / folder / "feedback.json")
            expected = {"marker_only": "由标记得知", "online_model": "动量有效", "online_factor": "动量有效"}
            assert feedback.hypothesis == expected.get(done.truth.workspaces[truth.best or ""].story)


def test_materializing_again_changes_nothing(done: Backfilled) -> None:
    assert not done.whole_again.changed
    assert done.whole_again.counts.ready == done.whole.counts.materialized
    assert done.after_whole_again == done.after_whole
    assert {item.code for item in done.whole_again.findings if item.severity == "error"} == {"FAILED_BEFORE", "ODD_NAME"}


def test_equal_seeds_give_equal_trees(tmp_path: Path) -> None:
    trees = [write_sample_tree(tmp_path / name, workspaces=0, seed=3) for name in ("a", "b")]
    first, second = (_files(tree.root) for tree in trees)
    assert first == second
    assert trees[0].findings == trees[1].findings


def test_a_marker_is_all_that_a_workspace_needs(tmp_path: Path) -> None:
    truth = write_sample_tree(tmp_path / "tree", workspaces=3, stories=("marker_only",))
    report = backfill(_request(truth))
    assert _found(report) == set(truth.findings)
    assert report.counts.materialized == len(truth.results) == 3
