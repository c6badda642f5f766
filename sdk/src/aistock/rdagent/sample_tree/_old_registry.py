"""A registry as the fork made it in December 2025: fewer columns, no version, values of several storage classes."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE task_runs (task_run_id TEXT PRIMARY KEY, scenario TEXT, status TEXT, created_at_utc TEXT, updated_at_utc TEXT,
  git_sha TEXT, rdagent_version TEXT, log_trace_path TEXT);
CREATE TABLE loops (task_run_id TEXT NOT NULL, loop_id INTEGER NOT NULL, action TEXT, status TEXT, has_result INTEGER DEFAULT 0,
  best_workspace_id TEXT, started_at_utc TEXT, ended_at_utc TEXT, error_type TEXT, error_message TEXT, ic_mean REAL,
  rank_ic_mean REAL, ann_return REAL, mdd REAL, turnover REAL, multi_score REAL, metrics_json TEXT,
  PRIMARY KEY (task_run_id, loop_id));
CREATE TABLE workspaces (workspace_id TEXT PRIMARY KEY, task_run_id TEXT NOT NULL, loop_id INTEGER, workspace_role TEXT,
  experiment_type TEXT, step_name TEXT, status TEXT, workspace_path TEXT NOT NULL, meta_path TEXT, summary_path TEXT,
  manifest_path TEXT, created_at_utc TEXT, updated_at_utc TEXT);
CREATE TABLE artifacts (artifact_id TEXT PRIMARY KEY, task_run_id TEXT NOT NULL, loop_id INTEGER, workspace_id TEXT NOT NULL,
  artifact_type TEXT, name TEXT, version TEXT, status TEXT, primary_flag INTEGER DEFAULT 0, summary_json TEXT, entry_path TEXT,
  created_at_utc TEXT, updated_at_utc TEXT);
CREATE TABLE artifact_files (file_id TEXT PRIMARY KEY, artifact_id TEXT NOT NULL, workspace_id TEXT NOT NULL, path TEXT NOT NULL,
  sha256 TEXT, size_bytes INTEGER, mtime_utc TEXT, kind TEXT);
CREATE INDEX idx_workspaces_task_loop ON workspaces (task_run_id, loop_id);
"""

_STARTED = "2025-12-24T08:00:00.123456+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRow:
    """A row as the fork's program would insert it: table and columns."""

    table: str
    values: dict[str, Any]


def december_registry(path: Path) -> Path:
    """Six loops of one run, no two with the same kind of has_result, and two workspaces with paths of two machines."""
    loops: list[dict[str, Any]] = [
        {"has_result": 1, "status": "success", "action": "model", "best_workspace_id": "w0"},
        {"has_result": b"1", "status": "success", "action": "factor"},
        {"has_result": None, "status": "legacy", "action": None},
        {"has_result": "1", "status": "unknown", "action": "model"},
        {"has_result": 0, "status": "failed", "action": "factor", "error_type": "FactorEmptyError", "error_message": "没有因子"},
        {"has_result": "yes", "status": None, "action": "model"},
    ]
    rows = [OldRow(table="task_runs", values={"task_run_id": "run", "status": "unknown", "created_at_utc": _STARTED})]
    rows += [
        OldRow(table="loops", values={"task_run_id": "run", "loop_id": number, "started_at_utc": _STARTED, **values})
        for number, values in enumerate(loops)
    ]
    root = "Dev/RD-Agent/git_ignore_folder/RD-Agent_workspace"
    places = [
        ("w0", 0, f"/mnt/f/{root}/w0", "experiment_workspace"),
        ("w1", 1, f"F:/{root}/w1".replace("/", "\\"), "sub_workspace"),
    ]
    rows += [
        OldRow(
            table="workspaces",
            values={
                "workspace_id": name,
                "task_run_id": "run",
                "loop_id": loop,
                "workspace_path": place,
                "workspace_role": role,
                "status": "success",
            },
        )
        for name, loop, place, role in places
    ]
    return write_old_registry(path, rows)


def write_old_registry(path: Path, rows: Iterable[OldRow]) -> Path:
    """A registry of the older layout with these rows."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        for row in rows:
            marks = ", ".join("?" * len(row.values))
            connection.execute(f"INSERT INTO {row.table} ({', '.join(row.values)}) VALUES ({marks})", tuple(row.values.values()))
        connection.commit()
    finally:
        connection.close()
    return path
