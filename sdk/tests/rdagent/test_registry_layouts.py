"""Registries of every older layout are read without a trace or migrated whole; what is no registry says so."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1.models import LoopStatus
from aistock.rdagent import _registry_schema as schema
from aistock.rdagent.registry import (
    SCHEMA_VERSION,
    ArtifactRow,
    LoopQuestion,
    LoopRow,
    MaterializationState,
    Registry,
    RegistryError,
    RunRow,
    SyncState,
    WorkspaceRow,
    find_loops,
    survey,
)
from aistock.rdagent.sample_tree import december_registry

NOW = "2026-01-05T08:00:00Z"
LATER_COLUMNS = {
    "loops": (
        "log_dir",
        "materialization_status",
        "materialization_error",
        "materialization_updated_at_utc",
        "materialization_owner",
        "asset_bundle_id",
        "is_solidified",
        "sync_status",
        "updated_at_utc",
        "error_message",
    ),
    "task_runs": ("params_json", "git_sha"),
    "artifacts": ("model_type", "model_conf_json", "dataset_conf_json", "feature_schema_json", "version"),
    "workspaces": ("summary_path", "workspace_role"),
}


def _fresh_with(path: Path, *, without: dict[str, set[str]], tables: set[str] | None = None) -> None:
    """A registry of version 0 that lacks columns or whole tables, with one row in each of the others."""
    memory = sqlite3.connect(":memory:")
    memory.executescript(schema.TABLES)
    connection = sqlite3.connect(path)
    for table, key in schema.KEYS.items():
        if tables is not None and table not in tables:
            continue
        kept = [row for row in memory.execute(f"PRAGMA table_info({table})") if row[1] not in without.get(table, set())]
        declared = ", ".join(f"{row[1]} {row[2]}" for row in kept)
        connection.execute(f"CREATE TABLE {table} ({declared}, PRIMARY KEY ({', '.join(key)}))")
        values = [0 if row[2] in ("INTEGER", "REAL") else f"{row[1]}!" for row in kept]
        connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    connection.commit()
    connection.close()
    memory.close()


def _values(path: Path) -> dict[str, list[dict[str, Any]]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in tables}
    connection.close()
    return found


def _listing(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    files = {path for path in folder.iterdir() if path.is_file()}
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns, path.read_bytes()) for path in files}


lost_columns = st.fixed_dictionaries({table: st.sets(st.sampled_from(names)) for table, names in LATER_COLUMNS.items()})
some_tables = st.sets(st.sampled_from(sorted(schema.KEYS)), min_size=1)


@settings(max_examples=60, deadline=None)
@given(without=lost_columns, tables=some_tables)
def test_any_older_layout_is_migrated_without_losing_a_value(
    tmp_path_factory: pytest.TempPathFactory, without: dict[str, set[str]], tables: set[str]
) -> None:
    path = tmp_path_factory.mktemp("old") / "r.sqlite"
    _fresh_with(path, without=without, tables=tables)
    before = _values(path)
    with Registry(path) as registry:
        assert registry.layout_version == SCHEMA_VERSION
        assert set(registry.known_columns) == set(schema.KEYS)
        assert not survey(registry).lacking
    after = _values(path)
    for table, rows in before.items():
        assert [{name: row[name] for name in rows[0]} for row in after[table]] == rows
    with Registry(path) as registry:
        registry.record(
            LoopRow(task_run_id="new", loop_id=3, log_dir="log/x"), ArtifactRow(artifact_id="b", task_run_id="a", workspace_id="w")
        )
    assert len(_values(path)["loops"]) == len(before.get("loops", [])) + 1


@settings(max_examples=60, deadline=None)
@given(without=lost_columns, tables=some_tables)
def test_any_older_layout_is_read_without_a_trace(
    tmp_path_factory: pytest.TempPathFactory, without: dict[str, set[str]], tables: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("old")
    _fresh_with(folder / "r.sqlite", without=without, tables=tables)
    before = _listing(folder)
    with Registry.open_readonly(folder / "r.sqlite") as registry:
        assert registry.layout_version == 0
        for row in registry.rows(LoopRow):
            assert all(getattr(row, name) is None for name in without["loops"])
            assert (row.error_type, row.loop_id, row.has_result) == ("error_type!", 0, 0)
        lacking = survey(registry).lacking
        assert {f"loops.{name}" for name in without["loops"]} <= set(lacking) or "loops" not in tables
        list(find_loops(registry, LoopQuestion(has_result=False, action="model", since=date(2026, 1, 1))))
        with pytest.raises(RegistryError):
            registry.record(RunRow(task_run_id="a"))
    assert _listing(folder) == before


def test_a_registry_of_december_2025(tmp_path: Path) -> None:
    path = december_registry(tmp_path / "registry.sqlite")
    before = _listing(tmp_path)
    with Registry.open_readonly(path) as registry:
        loops = registry.rows(LoopRow)
        assert [(row.task_run_id, row.loop_id, row.has_result) for row in loops] == [
            ("run", 0, 1), ("run", 1, 1), ("run", 2, None), ("run", 3, 1), ("run", 4, 0), ("run", 5, None),
        ]  # fmt: skip
        assert {row.sync for row in loops} == {SyncState.PENDING}
        assert {row.materialization for row in loops} == {MaterializationState.PENDING}
        assert {row.log_dir for row in loops} == {None}
        assert [(row.column, row.value) for row in survey(registry).oddities] == [("status", "'legacy'"), ("has_result", "'yes'")]
        found = find_loops(registry, LoopQuestion(has_result=True))
        assert [(item.loop.loop_id, item.workspace and item.workspace.workspace_path) for item in found] == [
            (0, "/mnt/f/Dev/RD-Agent/git_ignore_folder/RD-Agent_workspace/w0"), (1, None), (3, None),
        ]  # fmt: skip
    assert _listing(tmp_path) == before
    with Registry(path) as registry:
        assert [row.has_result for row in registry.rows(LoopRow)] == [1, 1, None, 1, 0, None]
        assert len(registry.rows(LoopRow, has_result=1)) == 3
        assert registry.rows(LoopRow, status=LoopStatus.UNKNOWN)[0].originals == (("status", "legacy"),)
        registry.record(LoopRow(task_run_id="run", loop_id=9, log_dir="log/x"))


@contextmanager
def _nobody() -> Iterator[Path]:
    """A folder, and for a while the rights of somebody who owns nothing; root, whom no permission stops, becomes nobody."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        root = os.geteuid() == 0
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def _drop_rights() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_a_folder_that_cannot_be_written_is_read() -> None:
    with _nobody() as folder:
        with Registry(folder / "r.sqlite") as registry:
            registry.record(RunRow(task_run_id="a"))
        before = _listing(folder)
        (folder / "r.sqlite").chmod(0o444)
        folder.chmod(0o555)
        _drop_rights()
        with pytest.raises(PermissionError):
            (folder / "other").touch()
        with Registry.open_readonly(folder / "r.sqlite") as registry:
            assert registry.rows(RunRow) == [RunRow(task_run_id="a")]
        with pytest.raises(RegistryError, match="check the permissions"):
            Registry(folder / "r.sqlite").record(RunRow(task_run_id="b"))
        assert _listing(folder) == before


def test_a_file_that_may_not_be_read_says_so() -> None:
    with _nobody() as folder:
        with Registry(folder / "r.sqlite"):
            pass
        (folder / "r.sqlite").chmod(0)
        _drop_rights()
        for opened in (Registry, Registry.open_readonly, Registry.scratch):
            with pytest.raises(RegistryError, match=r"cannot be opened \(Permission denied\); check"):
                opened(folder / "r.sqlite")


def test_what_stands_in_the_log_is_read_and_stays_there(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Registry(path) as writer:
        writer.record(RunRow(task_run_id="a"))
        writer.record(RunRow(task_run_id="b"))
        assert (tmp_path / "r.sqlite-wal").stat().st_size > 0
        before = _listing(tmp_path)
        with Registry.open_readonly(path) as reader:
            assert [row.task_run_id for row in reader.rows(RunRow)] == ["a", "b"]
            writer.record(RunRow(task_run_id="c"))
            assert [row.task_run_id for row in reader.rows(RunRow)] == ["a", "b"]
        assert before.keys() == _listing(tmp_path).keys()


_emptying: list[Callable[[], object]] = []


def _empty_the_log(event: str, arguments: tuple[object, ...]) -> None:
    """The writer empties its log into the file, just when the file has been copied and the log has not."""
    if _emptying and event == "open" and str(arguments[0]).endswith("r.sqlite-wal") and (_emptying[0]() is None):
        _emptying.clear()


def test_a_log_that_is_emptied_while_it_is_copied_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    sys.addaudithook(_empty_the_log)
    looks = 0
    with Registry(path) as writer:
        writer.record(RunRow(task_run_id="a"))

        def empty() -> object:
            nonlocal looks
            looks += 1
            if looks < 2:
                # The first look at the log is before the file is copied.
                return "later"
            _emptying.clear()
            writer.query("PRAGMA wal_checkpoint(TRUNCATE)")
            return None

        _emptying.append(empty)
        with Registry.open_readonly(path) as reader:
            assert [row.task_run_id for row in reader.rows(RunRow)] == ["a"]
        assert looks == 2
        assert (tmp_path / "r.sqlite-wal").stat().st_size == 0


def test_what_a_killed_writer_left_half_done_is_not_read(tmp_path: Path) -> None:
    """A journal of the older kind is rolled back in the copy, and lies beside the file as before."""
    path = tmp_path / "r.sqlite"
    december_registry(path)
    _run_and_die(_write_half, path)
    assert (tmp_path / "r.sqlite-journal").stat().st_size > 0
    before = _listing(tmp_path)
    with Registry.open_readonly(path) as registry:
        assert len(registry.rows(LoopRow)) == 6
    assert _listing(tmp_path) == before


def test_scratch_is_a_copy(tmp_path: Path) -> None:
    path = december_registry(tmp_path / "r.sqlite")
    before = _listing(tmp_path)
    with Registry.scratch(path) as copy, Registry.scratch(tmp_path / "none.sqlite") as empty:
        assert copy.record(LoopRow(task_run_id="run", loop_id=0, log_dir="x"), RunRow(task_run_id="n")).inserted == 1
        assert empty.record(RunRow(task_run_id="a")).inserted == 1
    assert _listing(tmp_path) == before


def _statements_of_a_migration(folder: Path) -> int:
    path = december_registry(folder / "counted.sqlite")
    connection = sqlite3.connect(path, isolation_level=None)
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    schema.migrate(connection)
    connection.close()
    return len(seen)


def _run_and_die(what: Callable[..., None], *arguments: object) -> None:
    child = subprocess.Popen([sys.executable, __file__, what.__name__, *map(str, arguments)])
    assert child.wait(60) == -signal.SIGKILL


def _migrate_and_die(path: str, at: str) -> None:
    """The process is gone, without a word, when SQLite begins its statement number `at`."""
    connection = sqlite3.connect(path, isolation_level=None)
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == int(at):
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(count)
    schema.migrate(connection)


def _write_half(path: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM loops")
    # More than the cache holds, so that pages of the open transaction reach the file.
    connection.executemany(
        "INSERT INTO loops (task_run_id, loop_id) VALUES (?, ?)", [("x" * 500, number) for number in range(2000)]
    )
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_killed_while_migrating_leaves_the_older_layout_whole(tmp_path: Path) -> None:
    statements = _statements_of_a_migration(tmp_path)
    assert statements > 20
    first = december_registry(tmp_path / "before.sqlite")
    before, layout = _values(first), schema.columns(sqlite3.connect(first))
    for at in sorted({1, 2, 5, statements // 2, statements - 2, statements - 1, statements}):
        path = december_registry(tmp_path / f"at{at}.sqlite")
        _run_and_die(_migrate_and_die, path, at)
        with Registry.open_readonly(path) as registry:
            assert registry.layout_version == 0
            assert registry.known_columns == layout
        assert _values(path) == before
        with Registry(path) as registry:
            assert registry.layout_version == SCHEMA_VERSION


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=0, max_value=40))
def test_an_error_while_migrating_leaves_the_older_layout_whole(tmp_path_factory: pytest.TempPathFactory, allowed: int) -> None:
    path = december_registry(tmp_path_factory.mktemp("failing") / "r.sqlite")
    before = _values(path)
    connection = sqlite3.connect(path, isolation_level=None)
    left = allowed

    def deny_later(action: int, *_: object) -> int:
        nonlocal left
        if action in (sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_CREATE_INDEX):
            left -= 1
            return sqlite3.SQLITE_OK if left >= 0 else sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    connection.set_authorizer(deny_later)
    try:
        done = schema.migrate(connection)
    except sqlite3.DatabaseError:
        done = False
        connection.set_authorizer(None)
        assert schema.version_of(connection) == 0
        assert not connection.in_transaction
        assert _values(path) == before
    finally:
        connection.close()
    with Registry(path) as registry:
        assert registry.layout_version == SCHEMA_VERSION
    assert done or allowed < 40


def test_keys_that_the_file_does_not_keep_apart_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE loops (task_run_id TEXT, loop_id INTEGER, action TEXT)")
    connection.execute("INSERT INTO loops VALUES ('a', 0, 'model')")
    connection.commit()
    with Registry(path) as registry:
        registry.record(LoopRow(task_run_id="a", loop_id=0, action="factor"))
        assert [row.action for row in registry.rows(LoopRow)] == ["factor"]
    twins = tmp_path / "twins.sqlite"
    second = sqlite3.connect(twins)
    second.execute("CREATE TABLE loops (task_run_id TEXT, loop_id INTEGER)")
    second.executemany("INSERT INTO loops VALUES ('a', ?)", [(0,), (0,)])
    second.commit()
    with pytest.raises(RegistryError, match=r"holds loops \('a', 0\) more than once; delete all but one"):
        Registry(twins)
    assert len(_values(twins)["loops"]) == 2
    connection.close()
    second.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cookies (name)")
    connection.close()


def _without_key(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE loops (task_run_id TEXT)")
    connection.close()


def _cut(path: Path) -> None:
    with Registry(path) as registry:
        registry.record(RunRow(task_run_id="a"))
    path.write_bytes(path.read_bytes()[:5000])


def _scrambled(path: Path) -> None:
    with Registry(path) as registry:
        registry.record(*(RunRow(task_run_id=f"r{number}") for number in range(2000)))
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_bytes(b"not a database, certainly not" * 40), "is no SQLite database; name another"),
    "empty": (lambda path: path.write_bytes(b""), r"is empty \(0 bytes\); delete it"),
    "folder": (lambda path: path.mkdir(), "is a folder; name the registry file in it"),
    "cut": (_cut, "is cut off: it has 5000 bytes of [0-9]+; fetch a backup"),
    "header only": (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\0" * 20), "is cut off"),
    "scrambled": (_scrambled, "is damaged; fetch a backup"),
    "newer": (_newer, "has layout 99, this program knows 2; update aistock"),
    "foreign": (_foreign, "is the database of another program, with tables cookies; name another file"),
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("opened", [Registry, Registry.open_readonly, Registry.scratch])
def test_what_is_no_registry_says_so_and_is_left_alone(tmp_path: Path, name: str, opened: Callable[[Path], Registry]) -> None:
    make, message = BAD[name]
    path = tmp_path / "r.sqlite"
    make(path)
    before = _listing(tmp_path)
    with pytest.raises(RegistryError, match=message):
        opened(path)
    assert _listing(tmp_path) == before


def test_a_table_without_its_key_is_refused(tmp_path: Path) -> None:
    _without_key(tmp_path / "r.sqlite")
    with pytest.raises(RegistryError, match="has a table loops without loop_id"):
        Registry(tmp_path / "r.sqlite")


def test_files_that_may_not_be_opened_or_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="No such file"):
        Registry.open_readonly(tmp_path / "none.sqlite")
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(RegistryError, match="cannot be opened"):
        Registry(file / "below" / "r.sqlite")


def test_rows_that_cannot_be_read_are_told_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Registry(path) as registry:
        registry.record(WorkspaceRow(workspace_id="w", task_run_id="a", workspace_path="w", updated_at_utc=NOW))
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO factor_registry (factor_name) VALUES ('f')")
    connection.execute("UPDATE workspaces SET workspace_path = ?", (b"\xd6\xd0",))
    connection.commit()
    connection.close()
    with Registry.open_readonly(path) as registry:
        assert registry.rows(WorkspaceRow) == []
        found = survey(registry)
    assert [(row.table, row.column, row.value) for row in found.oddities] == [
        ("factor_registry", "asset_bundle_id", "NULL"),
        ("workspaces", "workspace_path", "b'\\xd6\\xd0'"),
    ]
    assert found.tables["workspaces"] == 1


if __name__ == "__main__":
    # Processes of their own that die in the middle: this file is their program.
    {"_migrate_and_die": _migrate_and_die, "_write_half": _write_half}[sys.argv[1]](*sys.argv[2:])
