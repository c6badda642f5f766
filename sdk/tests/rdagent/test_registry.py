"""The registry keeps what was written, its words are closed, and its states move only forward."""

import sqlite3
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1.models import LoopStatus
from aistock.rdagent.registry import (
    ArtifactRow,
    ArtifactState,
    Changes,
    LoopRow,
    MaterializationState,
    Registry,
    RegistryError,
    RunRow,
    SyncState,
    WorkspaceRow,
    survey,
)

NOW = "2026-01-05T08:00:00Z"


def test_what_is_not_given_stays(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(RunRow(task_run_id="a", scenario="quant", params_json='{"x":1}', created_at_utc="2026-01-01T00:00:00Z"))
        registry.record(RunRow(task_run_id="a", status=LoopStatus.SUCCESS, created_at_utc=NOW))
        assert registry.rows(RunRow) == [
            RunRow(
                task_run_id="a",
                scenario="quant",
                params_json='{"x":1}',
                status=LoopStatus.SUCCESS,
                created_at_utc="2026-01-01T00:00:00Z",
            )
        ]


@pytest.mark.parametrize("ended", [LoopStatus.SUCCESS, LoopStatus.FAILED, LoopStatus.ABORTED, LoopStatus.SKIPPED])
def test_what_has_ended_does_not_run_again(tmp_path: Path, ended: LoopStatus) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        for row in (
            RunRow(task_run_id="a", status=ended),
            LoopRow(task_run_id="a", loop_id=0, status=ended),
            WorkspaceRow(workspace_id="w", task_run_id="a", workspace_path="w", status=ended),
        ):
            registry.record(row)
            assert not registry.record(replace(row, status=LoopStatus.RUNNING))
            assert [found.status for found in registry.rows(type(row))] == [ended]


def test_record_says_what_it_changed(tmp_path: Path) -> None:
    row = LoopRow(task_run_id="a", loop_id=0, action="model", updated_at_utc=NOW)
    with Registry(tmp_path / "r.sqlite") as registry:
        assert registry.record(row, replace(row, loop_id=1)) == Changes(inserted=2)
        assert registry.record(row, replace(row, loop_id=1, has_result=1)) == Changes(updated=1, unchanged=1)


def test_the_time_of_writing_alone_is_no_change(tmp_path: Path) -> None:
    row = LoopRow(task_run_id="a", loop_id=0, action="model", updated_at_utc=NOW)
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(row)
        assert registry.record(replace(row, updated_at_utc="2027-01-01T00:00:00Z")) == Changes(unchanged=1)
        assert registry.rows(LoopRow)[0].updated_at_utc == NOW


def test_done_needs_a_claim_a_result_and_an_artifact(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, has_result=1))
        with pytest.raises(RegistryError, match="cannot become 'done'"):
            registry.finish_materialization("a", 0, now=NOW)
        assert registry.claim_materialization("a", 0, now=NOW)
        with pytest.raises(RegistryError, match="nothing proves its"):
            registry.finish_materialization("a", 0, now=NOW)
        registry.record(_artifact())
        registry.finish_materialization("a", 0, now=NOW)
        assert not registry.claim_materialization("a", 0, now=NOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["claim", "finish", "fail", "reopen", "pending again", "done at once"]), max_size=10))
def test_materialization_follows_its_table(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    legal = {
        ("pending", "claim"): "running",
        ("failed", "claim"): "running",
        ("running", "finish"): "done",
        ("running", "fail"): "failed",
        ("done", "reopen"): "pending",
    }
    with Registry(tmp_path_factory.mktemp("registry") / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, has_result=1), _artifact())
        state = "pending"
        for step in steps:
            state = legal.get((state, step), state)
            _take(registry, step)
            assert registry.rows(LoopRow)[0].materialization == state


def _artifact() -> ArtifactRow:
    return ArtifactRow(artifact_id="f" * 32, task_run_id="a", loop_id=0, workspace_id="w", status=ArtifactState.PRESENT)


def _take(registry: Registry, step: str) -> None:
    row = LoopRow(task_run_id="a", loop_id=0)
    steps: dict[str, Any] = {
        "claim": lambda: registry.claim_materialization("a", 0, now=NOW),
        "finish": lambda: registry.finish_materialization("a", 0, now=NOW),
        "fail": lambda: registry.fail_materialization("a", 0, error="x" * 600, now=NOW),
        "reopen": lambda: registry.reopen_materialization("a", 0, now=NOW),
        "pending again": lambda: registry.record(replace(row, materialization_status=MaterializationState.PENDING)),
        "done at once": lambda: registry.record(replace(row, materialization_status=MaterializationState.DONE)),
    }
    with suppress(RegistryError):
        steps[step]()


def test_a_failure_keeps_why_and_not_more_than_fits(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0))
        registry.claim_materialization("a", 0, now=NOW)
        registry.fail_materialization("a", 0, error="x" * 600, now=NOW)
        found = registry.rows(LoopRow)[0]
    assert (found.materialization_error, found.materialization_owner) == ("x" * 512, None)


def test_a_claim_of_an_older_program_ends_after_its_lease(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Registry(path) as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0), LoopRow(task_run_id="a", loop_id=1))
        _set(path, f"materialization_status = 'running', materialization_updated_at_utc = '{NOW}'")
        assert not registry.claim_materialization("a", 0, now="2026-01-05T08:59:00Z")
        assert registry.claim_materialization("a", 0, now="2026-01-05T09:00:00Z")
        _set(path, "materialization_status = 'running', materialization_owner = 'elsewhere|1|2'")
        assert not registry.claim_materialization("a", 1, now="2026-01-05T08:59:00Z")
        assert registry.claim_materialization("a", 1, now="2026-01-05T09:00:00Z")


WORDS = st.sampled_from([
    "running", "success", "failed", "aborted", "skip", "unknown", "legacy", "finished", "present", "missing_path", "missing",
    "done", "pending", "synced", "SUCCESS ", "", "é", None, 7, 1.5, b"running", b"\xff\xfe",
])  # fmt: skip
FLAGS = st.sampled_from([None, 0, 1, "0", "1", b"0", b"1", 1.0, "true", "yes", 2, b"\xff"])
FIGURES = st.sampled_from([None, 0.5, -1, "0.25", "nan", "", "abc", b"\xff"])
TEXTS = st.sampled_from([None, "plain", "中文", b"\xd6\xd0", 5, 2.5])


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_writing_back_what_was_read_changes_no_byte(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("registry") / "r.sqlite"
    with Registry(path) as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0), _artifact(), RunRow(task_run_id="a"))
    for table, column, values in (
        ("task_runs", "status", WORDS), ("loops", "status", WORDS), ("artifacts", "status", WORDS), ("loops", "sync_status", WORDS),
        ("loops", "materialization_status", WORDS), ("loops", "has_result", FLAGS), ("loops", "is_solidified", FLAGS),
        ("loops", "ic_mean", FIGURES), ("loops", "error_message", TEXTS), ("loops", "started_at_utc", TEXTS),
    ):  # fmt: skip
        _put(path, table, column, data.draw(values, label=f"{table}.{column}"))
    before = _dump(path)
    with Registry(path) as registry:
        rows = [*registry.rows(LoopRow), *registry.rows(ArtifactRow), *registry.rows(RunRow)]
        assert len(rows) == 3
        assert registry.record(*rows) == Changes(unchanged=3)
        assert isinstance(rows[0].status, LoopStatus | None)
    assert _dump(path) == before
    other = path.with_name("copy.sqlite")
    with Registry(other) as registry:
        registry.record(*(_without_states(row) for row in rows))
    if before[1][0][2] is not None:
        # What a field could not say goes with the row into another file.
        assert _dump(other)[1][0][2] == before[1][0][2]


def _without_states(row: Any) -> Any:
    """A copy must not claim a materialization that nothing proves."""
    return replace(row, materialization_status=None) if isinstance(row, LoopRow) else row


def _put(path: Path, table: str, column: str, value: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    connection.close()


def _set(path: Path, assignment: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"UPDATE loops SET {assignment}")
    connection.close()


def _dump(path: Path) -> list[list[tuple[Any, ...]]]:
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    found = [
        connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
        for table, columns in (("loops", "*"), ("task_runs", "task_run_id, scenario, status"), ("artifacts", "*"))
    ]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("table", "column", "kind", "raw", "word"),
    [
        ("loops", "status", LoopRow, "legacy", LoopStatus.UNKNOWN),
        ("loops", "status", LoopRow, "canceled", LoopStatus.ABORTED),
        ("task_runs", "status", RunRow, "partial", LoopStatus.UNKNOWN),
        ("workspaces", "status", WorkspaceRow, "finished", LoopStatus.SUCCESS),
        ("workspaces", "status", WorkspaceRow, "missing_path", LoopStatus.UNKNOWN),
        ("artifacts", "status", ArtifactRow, "lost", ArtifactState.UNKNOWN),
        ("loops", "materialization_status", LoopRow, "queued", MaterializationState.UNKNOWN),
        ("loops", "sync_status", LoopRow, "failed", SyncState.UNKNOWN),
    ],
)
def test_words_outside_the_vocabulary_stand_beside(
    tmp_path: Path, table: str, column: str, kind: Any, raw: str, word: object
) -> None:
    path = tmp_path / "r.sqlite"
    with Registry(path) as registry:
        registry.record(RunRow(task_run_id="a"), LoopRow(task_run_id="a", loop_id=0), _artifact())
        registry.record(WorkspaceRow(workspace_id="w", task_run_id="a", workspace_path="w"))
    _put(path, table, column, raw)
    with Registry(path) as registry:
        found = registry.rows(kind)[0]
        assert (getattr(found, column), found.originals) == (word, ((column, raw),))
        assert [(oddity.table, oddity.column, oddity.value) for oddity in survey(registry).oddities] == [(table, column, repr(raw))]


def test_a_known_word_replaces_an_unknown_one_and_not_the_other_way(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Registry(path) as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0))
        _put(path, "loops", "status", "legacy")
        assert not registry.record(LoopRow(task_run_id="a", loop_id=0, status=LoopStatus.UNKNOWN))
        assert registry.rows(LoopRow)[0].originals == (("status", "legacy"),)
        assert registry.record(LoopRow(task_run_id="a", loop_id=0, status=LoopStatus.SUCCESS))
        assert not registry.record(LoopRow(task_run_id="a", loop_id=0, status=LoopStatus.UNKNOWN))
        assert registry.rows(LoopRow)[0].status is LoopStatus.SUCCESS


def test_a_word_that_is_none_is_refused(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        with pytest.raises(RegistryError, match="'sucess' is no status of loops; choose one of running, success"):
            registry.record(LoopRow(task_run_id="a", loop_id=0, status="sucess"))  # type: ignore[arg-type]  # a slip of an untyped caller
        assert registry.rows(LoopRow) == []


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry, pytest.raises(RegistryError, match="has no column 'colour'"):
        registry.rows(WorkspaceRow, colour="red")


def test_a_broken_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        with pytest.raises(OSError, match="disk"), registry.transaction():
            registry.record(RunRow(task_run_id="a"))
            raise OSError("disk")
        assert registry.rows(RunRow) == []


def test_every_column_of_the_layout_has_a_field(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.sqlite") as registry:
        for kind in (RunRow, LoopRow, WorkspaceRow, ArtifactRow):
            named = {item.name for item in fields(kind)} - {"originals"}
            assert named == set(registry.known_columns[kind.table])
