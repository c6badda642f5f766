"""Tables of registry.sqlite, as RD-Agent's fork laid them out, with the version of the layout and the way to it from older ones."""

import sqlite3
from collections.abc import Iterator, Mapping
from types import MappingProxyType

SCHEMA_VERSION = 2
"""Kept in PRAGMA user_version; 0 is a registry of the fork itself, which had no version; 1 had no materialization_owner."""

TABLES = """
CREATE TABLE IF NOT EXISTS task_runs (
  task_run_id TEXT PRIMARY KEY, scenario TEXT, status TEXT, created_at_utc TEXT, updated_at_utc TEXT,
  git_sha TEXT, rdagent_version TEXT, log_trace_path TEXT, params_json TEXT
);
CREATE TABLE IF NOT EXISTS loops (
  task_run_id TEXT NOT NULL, loop_id INTEGER NOT NULL, action TEXT, status TEXT, has_result INTEGER DEFAULT 0,
  best_workspace_id TEXT, started_at_utc TEXT, ended_at_utc TEXT, error_type TEXT, error_message TEXT,
  ic_mean REAL, rank_ic_mean REAL, ann_return REAL, mdd REAL, turnover REAL, multi_score REAL, metrics_json TEXT, log_dir TEXT,
  materialization_status TEXT, materialization_error TEXT, materialization_updated_at_utc TEXT, materialization_owner TEXT,
  asset_bundle_id TEXT, is_solidified INTEGER DEFAULT 0, sync_status TEXT DEFAULT 'pending', updated_at_utc TEXT,
  PRIMARY KEY (task_run_id, loop_id)
);
CREATE TABLE IF NOT EXISTS factor_registry (
  factor_name TEXT, expression TEXT, performance_json TEXT, asset_bundle_id TEXT, workspace_id TEXT, task_run_id TEXT,
  loop_id INTEGER, updated_at_utc TEXT, PRIMARY KEY (factor_name, asset_bundle_id)
);
CREATE TABLE IF NOT EXISTS workspaces (
  workspace_id TEXT PRIMARY KEY, task_run_id TEXT NOT NULL, loop_id INTEGER, workspace_role TEXT, experiment_type TEXT,
  step_name TEXT, status TEXT, workspace_path TEXT NOT NULL, meta_path TEXT, summary_path TEXT, manifest_path TEXT,
  created_at_utc TEXT, updated_at_utc TEXT
);
CREATE TABLE IF NOT EXISTS artifacts (
  artifact_id TEXT PRIMARY KEY, task_run_id TEXT NOT NULL, loop_id INTEGER, workspace_id TEXT NOT NULL, artifact_type TEXT,
  name TEXT, version TEXT, status TEXT, primary_flag INTEGER DEFAULT 0, summary_json TEXT, entry_path TEXT, model_type TEXT,
  model_conf_json TEXT, dataset_conf_json TEXT, feature_schema_json TEXT, created_at_utc TEXT, updated_at_utc TEXT
);
CREATE TABLE IF NOT EXISTS artifact_files (
  file_id TEXT PRIMARY KEY, artifact_id TEXT NOT NULL, workspace_id TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT,
  size_bytes INTEGER, mtime_utc TEXT, kind TEXT
);
CREATE INDEX IF NOT EXISTS idx_workspaces_task_loop ON workspaces (task_run_id, loop_id);
CREATE INDEX IF NOT EXISTS idx_workspaces_role ON workspaces (workspace_role);
CREATE INDEX IF NOT EXISTS idx_artifacts_task_loop ON artifacts (task_run_id, loop_id);
CREATE INDEX IF NOT EXISTS idx_artifacts_workspace ON artifacts (workspace_id);
CREATE INDEX IF NOT EXISTS idx_artifact_files_artifact ON artifact_files (artifact_id);
"""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "task_runs": ("task_run_id",),
        "loops": ("task_run_id", "loop_id"),
        "factor_registry": ("factor_name", "asset_bundle_id"),
        "workspaces": ("workspace_id",),
        "artifacts": ("artifact_id",),
        "artifact_files": ("file_id",),
    }
)
"""The six tables and what identifies a row of each."""


class LayoutError(Exception):
    """A database that is no registry, or that cannot become one of this layout; the text says why, and the remedy."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the layout; raises LayoutError for a newer one and for the database of another program."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise LayoutError(f"has layout {version}, this program knows {SCHEMA_VERSION}; update aistock")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not tables & set(KEYS):
        raise LayoutError(f"is the database of another program, with tables {', '.join(sorted(tables)[:5])}; name another file")
    return version


def columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Columns of each of the six tables as the file has them; none for a table that an older layout lacks."""
    return {table: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})")) for table in KEYS}


def migrate(connection: sqlite3.Connection) -> bool:
    """Brings an older layout to the present one in one transaction; false when there was nothing to do.

    No value is changed. When it is interrupted, by an error or by the end of the process, the older layout is whole.
    """
    if version_of(connection) == SCHEMA_VERSION:
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been faster while this one waited for the lock.
        behind = version_of(connection) != SCHEMA_VERSION
        if behind:
            for statement in _missing(connection):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return behind


def _missing(connection: sqlite3.Connection) -> Iterator[str]:
    """Statements that add what is not there: tables, columns, the uniqueness of keys, indexes."""
    statements = [statement.strip() for statement in TABLES.split(";") if statement.strip()]
    yield from (statement for statement in statements if statement.startswith("CREATE TABLE"))
    present, wanted = columns(connection), _declared()
    for table, key in KEYS.items():
        lacking = [name for name in key if name not in present[table]]
        if lacking:
            raise LayoutError(f"has a table {table} without {', '.join(lacking)}, which tells its rows apart; name another file")
        yield from (
            f"ALTER TABLE {table} ADD COLUMN {name} {declared}"
            for name, declared in wanted[table].items()
            if name not in present[table]
        )
        if not _tells_apart(connection, table, key):
            _refuse_twins(connection, table, key)
            yield f"CREATE UNIQUE INDEX key_of_{table} ON {table} ({', '.join(key)})"
    yield from (statement for statement in statements if statement.startswith("CREATE INDEX"))


def _declared() -> dict[str, dict[str, str]]:
    """Name and declared type of every column of the present layout."""
    memory = sqlite3.connect(":memory:")
    try:
        memory.executescript(TABLES)
        return {
            table: {
                row[1]: f"{row[2]}{'' if row[4] is None else ' DEFAULT ' + row[4]}"
                for row in memory.execute(f"PRAGMA table_info({table})")
            }
            for table in KEYS
        }
    finally:
        memory.close()


def _tells_apart(connection: sqlite3.Connection, table: str, key: tuple[str, ...]) -> bool:
    """Whether the file itself keeps two rows of one key out."""
    primary = {row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]}
    if primary == set(key):
        return True
    unique = [row[1] for row in connection.execute(f"PRAGMA index_list({table})") if row[2]]
    return any({row[2] for row in connection.execute(f"PRAGMA index_info({name})")} == set(key) for name in unique)


def _refuse_twins(connection: sqlite3.Connection, table: str, key: tuple[str, ...]) -> None:
    names = ", ".join(key)
    twins = connection.execute(f"SELECT {names} FROM {table} GROUP BY {names} HAVING COUNT(*) > 1").fetchone()
    if twins is not None:
        raise LayoutError(f"holds {table} {tuple(twins)!r} more than once; delete all but one of these rows")
