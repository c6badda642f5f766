"""Whatever lies in a workspace or a log becomes a fact or a finding, never a crash, and never leads out of the root."""

import json
import os
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.rdagent.backfill import Code, Report, Request, backfill
from aistock.rdagent.backfill.claims import DOCUMENTS, ID, claim_in
from aistock.rdagent.backfill.confined import Root, Unreadable
from aistock.rdagent.backfill.logs import scan_logs
from aistock.rdagent.registry import (
    ArtifactRow,
    ArtifactState,
    LoopRow,
    MaterializationState,
    Registry,
    RegistryError,
    WorkspaceRow,
)
from aistock.rdagent.sample_tree import write_finished_workspace, write_sample_tree

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
NAME = "0123456789abcdef0123456789abcdef"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from([
    "task_run_id", "loop_id", "workspace_id", "best_workspace_id", "action", "status", "has_result", "workspace_role", "step_name",
    "experiment_type", "scenario", "task_run", "loop", "workspace_row", "version", "workspace_path", "log_trace_path",
])  # fmt: skip
plausible = st.sampled_from(
    ["run", NAME, "synthetic_x", 0, 1, "0", 2.0, True, "success", "model", "factor", "sub_workspace", "v1", "1.0"]
)
documents = st.dictionaries(keys, plausible | json_values, max_size=12)


def _backfill(folder: Path, **more: Any) -> Report:
    options: dict[str, Any] = {"root": folder / "workspaces", "registry": folder / "r.sqlite", "materialize": False} | more
    return backfill(Request(**options), clock=lambda: NOW)


def _codes(report: Report) -> dict[str, set[Code]]:
    found: dict[str, set[Code]] = {}
    for item in report.findings:
        found.setdefault(item.path, set()).add(item.code)
    return found


@settings(max_examples=400, deadline=None)
@given(
    st.binary(max_size=200)
    | documents.map(lambda value: json.dumps(value).encode())
    | json_values.map(lambda v: json.dumps(v).encode())
)
def test_any_bytes_are_a_claim_or_a_finding(content: bytes) -> None:
    claim, value, findings = claim_in(content, "workspace_meta.json", "w/workspace_meta.json")
    assert (claim is None) is (value is None)
    assert claim is not None or findings
    if claim is not None:
        assert claim.task_run_id is None or ID.match(claim.task_run_id)
        assert claim.loop_id is None or 0 <= claim.loop_id < 2**31


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(DOCUMENTS), documents | json_values), max_size=6),
    st.sets(st.sampled_from(["qlib_res.csv", "ret.pkl", "model.py"])),
)
def test_any_documents_are_registered_once_and_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, Any]], files: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    workspace = folder / "workspaces" / NAME
    workspace.mkdir(parents=True)
    for name, value in written:
        (workspace / name).write_text(json.dumps(value), encoding="utf-8")
    for name in files:
        (workspace / name).write_bytes(b"x")
    report = _backfill(folder)
    assert report.counts.workspaces == 1
    json.dumps(report.as_json()).encode()
    with Registry.open_readonly(folder / "r.sqlite") as registry:
        assert [row.workspace_id for row in registry.rows(WorkspaceRow)] == [NAME]
        assert len(registry.rows(LoopRow)) == 1
    assert not _backfill(folder).changed


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100) | documents.map(lambda value: json.dumps(value).encode()))
def test_any_abort_reason_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    logs = tmp_path_factory.mktemp("logs")
    session = logs / "2025-12-24_08-00-00-000001"
    session.mkdir()
    (session / "abort_reason.json").write_bytes(content)
    sessions, findings = scan_logs(Root(logs))
    assert len(sessions) == 1
    assert (sessions[0].abort is None) is bool(findings)


def test_feedback_is_taken_only_by_the_whole_key(tmp_path: Path) -> None:
    """Two runs have a loop 0; the feedback of one that lies in the workspace of the other is not believed."""
    for run, name in (("run1", "1" * 32), ("run2", "2" * 32)):
        workspace = write_finished_workspace(tmp_path / "workspaces" / name)
        said = {"task_run_id": run, "loop_id": 0, "workspace_id": name, "action": "model", "status": "success", "has_result": True}
        (workspace / "workspace_meta.json").write_text(json.dumps(said), encoding="utf-8")
        feedback = {
            "version": "v1",
            "task_run_id": "run1",
            "loop_id": 0,
            "generated_at_utc": "2026-01-05T10:00:00Z",
            "decision": True,
        }
        feedback |= {"hypothesis": f"written in {name}", "summary": {"execution": "完成"}}
        (workspace / "feedback.json").write_text(json.dumps(feedback), encoding="utf-8")
    report = _backfill(tmp_path, materialize=True)
    assert report.counts.materialized == 2
    assert Code.WRONG_LOOP in _codes(report)[f"{'2' * 32}/feedback.json"]
    kept, foreign = (json.loads((tmp_path / "workspaces" / name / "feedback.json").read_text()) for name in ("1" * 32, "2" * 32))
    assert (kept["task_run_id"], kept["hypothesis"], kept["decision"]) == ("run1", f"written in {'1' * 32}", True)
    assert (foreign["task_run_id"], foreign["hypothesis"], foreign["decision"]) == ("run2", None, None)


def test_a_log_alone_never_names_a_loop_of_another_run(tmp_path: Path) -> None:
    """The loop 0 of a log is the loop 0 of that log's run, not of the run whose workspace lies beside."""
    (tmp_path / "log" / "2025-12-24_08-00-00-000001" / "Loop_0").mkdir(parents=True)
    workspace = tmp_path / "workspaces" / NAME
    workspace.mkdir(parents=True)
    said = {"task_run_id": "run1", "loop_id": 0, "action": "model", "status": "failed"}
    (workspace / "workspace_meta.json").write_text(json.dumps(said), encoding="utf-8")
    _backfill(tmp_path, logs=tmp_path / "log")
    with Registry.open_readonly(tmp_path / "r.sqlite") as registry:
        loops = [(row.task_run_id, row.loop_id, row.status, row.log_dir) for row in registry.rows(LoopRow)]
    assert loops == [("2025-12-24_08-00-00-000001", 0, "unknown", "2025-12-24_08-00-00-000001"), ("run1", 0, "failed", None)]


def test_what_may_not_be_read_is_told() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        closed, half = folder / "workspaces" / ("a" * 32), folder / "workspaces" / ("b" * 32)
        closed.mkdir(parents=True)
        half.mkdir()
        (half / "workspace_meta.json").write_text("{}")
        (half / "workspace_meta.json").chmod(0)
        closed.chmod(0)
        folder.chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            report = _backfill(folder)
        finally:
            if root:
                os.seteuid(0)
            closed.chmod(0o755)
        codes = _codes(report)
        assert codes["a" * 32] == {Code.UNREADABLE}
        assert Code.UNREADABLE in codes[f"{'b' * 32}/workspace_meta.json"]
        assert report.has_errors
        assert report.counts.workspaces == 1


_growing: list[Path] = []


def _grow(event: str, arguments: tuple[object, ...]) -> None:
    """Something is appended to a file right after it was opened."""
    if event == "open" and _growing and isinstance(arguments[0], int):
        path = _growing.pop()
        with path.open("ab") as stream:
            stream.write(b" ")


def test_what_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    sys.addaudithook(_grow)
    path = tmp_path / "meta.json"
    path.write_text("{}")
    _growing.append(path)
    with pytest.raises(Unreadable) as trouble:
        Root(tmp_path).read("meta.json")
    assert trouble.value.finding.code is Code.CHANGED_WHILE_READ
    assert Root(tmp_path).read("meta.json") == b"{} "


def test_links_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.json").symlink_to(secret)
    with pytest.raises(Unreadable):
        Root(root).read("link.json")


def test_a_root_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in ("none", "file"):
        with pytest.raises(OSError, match=r"(?i)no such file|not a directory"):
            backfill(Request(root=tmp_path / path, registry=tmp_path / "r.sqlite"))
    (tmp_path / "root").mkdir()
    (tmp_path / "r.sqlite").write_bytes(b"")
    with pytest.raises(RegistryError, match="is empty"):
        backfill(Request(root=tmp_path / "root", registry=tmp_path / "r.sqlite"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """One loop, materialized."""
    workspace = write_finished_workspace(tmp_path / "workspaces" / NAME)
    said = {"task_run_id": "run", "loop_id": 3, "workspace_id": NAME, "action": "model", "status": "success", "has_result": True}
    (workspace / "workspace_meta.json").write_text(json.dumps(said), encoding="utf-8")
    assert _backfill(tmp_path, materialize=True).counts.materialized == 1
    return tmp_path


def _set(folder: Path, assignment: str) -> None:
    connection = sqlite3.connect(folder / "r.sqlite")
    with connection:
        connection.execute(f"UPDATE loops SET {assignment}")
    connection.close()


def _state(folder: Path) -> tuple[MaterializationState, int | None]:
    with Registry.open_readonly(folder / "r.sqlite") as registry:
        row = registry.rows(LoopRow)[0]
    return row.materialization, row.has_result


def test_done_without_evidence_is_done_no_more(whole: Path) -> None:
    (whole / "workspaces" / NAME / "ret.pkl").unlink()
    report = _backfill(whole, materialize=True)
    codes = _codes(report)
    assert codes["registry:loops/run/3"] == {Code.CONTRADICTORY_RESULT, Code.DONE_WITHOUT_EVIDENCE}
    assert _state(whole) == (MaterializationState.PENDING, 0)
    assert not _backfill(whole, materialize=True).changed


def test_done_with_other_evidence_is_materialized_again(whole: Path) -> None:
    with (whole / "workspaces" / NAME / "qlib_res.csv").open("a") as stream:
        stream.write("extra,1.0\n")
    report = _backfill(whole, materialize=True)
    assert report.counts.materialized == 1
    assert _codes(report)["registry:loops/run/3"] == {Code.DONE_WITHOUT_EVIDENCE}
    assert not _backfill(whole, materialize=True).changed


def test_done_without_its_manifest_is_materialized_again(whole: Path) -> None:
    (whole / "workspaces" / NAME / "manifest.json").unlink()
    assert _backfill(whole, materialize=True).counts.materialized == 1


def test_the_forks_done_without_any_artifact_is_materialized(whole: Path) -> None:
    """The fork called loops done when it had skipped every step."""
    connection = sqlite3.connect(whole / "r.sqlite")
    with connection:
        connection.execute("DELETE FROM artifacts")
    connection.close()
    assert _backfill(whole, materialize=True).counts.materialized == 1
    with Registry.open_readonly(whole / "r.sqlite") as registry:
        assert registry.rows(ArtifactRow, status=ArtifactState.PRESENT)


def test_what_failed_is_tried_again_only_when_asked(whole: Path) -> None:
    _set(whole, "materialization_status = 'failed', materialization_error = 'disk full'")
    report = _backfill(whole, materialize=True)
    assert _codes(report)[NAME] == {Code.FAILED_BEFORE}
    assert "disk full" in next(item.reason for item in report.findings)
    assert not report.changed
    assert _backfill(whole, materialize=True, retry_failed=True).counts.materialized == 1


def test_what_another_process_holds_is_left_to_it(whole: Path) -> None:
    _set(whole, f"materialization_status = 'running', materialization_updated_at_utc = '{NOW.isoformat()}'")
    report = _backfill(whole, materialize=True)
    assert (report.counts.left_for_later, _codes(report)[NAME]) == (1, {Code.HELD_BY_OTHERS})
    assert not report.has_errors
    later = Request(root=whole / "workspaces", registry=whole / "r.sqlite")
    assert backfill(later, clock=lambda: NOW + timedelta(hours=2)).counts.materialized == 1


def test_a_state_that_nobody_knows_is_told(whole: Path) -> None:
    _set(whole, "materialization_status = 'queued'")
    report = _backfill(whole, materialize=True)
    assert _codes(report)[NAME] == {Code.NOT_MATERIALIZED}
    assert Code.UNKNOWN_WORD in _codes(report)["registry:loops/run/3"]


def test_two_folders_that_call_themselves_the_same(tmp_path: Path) -> None:
    for folder in ("copy_a", "copy_b"):
        workspace = tmp_path / "workspaces" / folder
        workspace.mkdir(parents=True)
        (workspace / "workspace_meta.json").write_text(json.dumps({"task_run_id": "r", "loop_id": 0, "workspace_id": NAME}))
    report = _backfill(tmp_path)
    assert _codes(report)["copy_b"] == {Code.WRONG_WORKSPACE}
    assert report.counts.workspaces == 1


def test_a_place_that_was_registered_from_further_up_stays(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(WorkspaceRow(workspace_id="ws1", task_run_id="run", loop_id=0, workspace_path="workspaces/ws1"))
    (tmp_path / "workspaces" / "ws1").mkdir(parents=True)
    report = _backfill(tmp_path)
    with Registry.open_readonly(tmp_path / "r.sqlite") as registry:
        assert [row.workspace_path for row in registry.rows(WorkspaceRow)] == ["workspaces/ws1"]
    assert Code.FOREIGN_PATH not in {item.code for item in report.findings}


def test_the_registry_may_lie_in_the_root(tmp_path: Path) -> None:
    truth = write_sample_tree(tmp_path / "tree", workspaces=0, stories=("online_model",))
    truth.registry.replace(truth.root / "registry.sqlite")
    for _ in range(2):
        report = backfill(Request(root=truth.root, registry=truth.root / "registry.sqlite", materialize=False))
        assert Code.NOT_A_WORKSPACE not in report.by_code
    assert not report.changed
