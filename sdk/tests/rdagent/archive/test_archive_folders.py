"""Plans, archives, checks and cleans of real folders: what is odd becomes a finding, and nothing else is touched."""

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aistock.contract.documents import write
from aistock.library.v1.models import ArchiveLevel, WorkspaceMeta
from aistock.rdagent.archive import Code, Known, Outcome, Places, Report, State, UnfitRoot, archive, clean, known_by, plan, verify
from aistock.rdagent.archive.folder import Root
from aistock.rdagent.archive.quarantine import quarantine_for
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow

WORKSPACE, LOOP_KEY = "ws7", "run1/7/ws7"
SESSION = "2026-01-05_00-00-00-000000"
KNOWN = Known(loops={WORKSPACE: frozenset({LOOP_KEY})}, logs={SESSION: frozenset({f"run1/{SESSION}"})})
FILES = {"qlib_res.csv": b",0\nIC,0.1\n", "mlruns/1/metrics/IC": b"0.1", "mlruns/1/tags/因子 名": b"", "ret.pkl": b"0.1"}


@pytest.fixture
def server(new_server: Callable[..., Any]) -> Any:
    return new_server()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with one workspace."""
    return filled(tmp_path / "workspaces")


def filled(root: Path, name: str = WORKSPACE) -> Path:
    for path, content in FILES.items():
        (root / name / path).parent.mkdir(parents=True, exist_ok=True)
        (root / name / path).write_bytes(content)
    return root


def archived(server: Any, root: Path, level: ArchiveLevel = ArchiveLevel.FULL, **places: Any) -> Report:
    return archive(Places(workspaces=root, **places), KNOWN, server, level=level, clock=server.now)


def cleaned(server: Any, root: Path | None, *, confirmed: bool = True, **places: Any) -> Report:
    return clean(Places(workspaces=root, **places), server, clock=server.now, confirmed=confirmed)


def only(report: Report) -> Outcome:
    (outcome,) = report.outcomes
    return outcome


def codes(report: Report) -> set[Code]:
    return {found.code for found in report.everything}


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file() and not path.is_symlink()}


def test_a_workspace_is_planned_archived_checked_and_cleaned(server: Any, root: Path) -> None:
    before = tree(root)
    planned = only(plan(Places(workspaces=root), KNOWN))
    assert (planned.state, planned.key, planned.files, planned.size) == (State.PLANNED, LOOP_KEY, 4, 16)

    first, again = only(archived(server, root)), only(archived(server, root))
    assert (first.state, first.findings) == (State.ARCHIVED, ())
    assert (again.state, again.archive_id) == (State.UNCHANGED, first.archive_id)
    assert only(verify(Places(workspaces=root), server, deep=True)).state is State.WHOLE

    dry = only(cleaned(server, root, confirmed=False))
    assert (dry.state, dry.files, tree(root)) == (State.PLANNED, 4, before)
    gone = only(cleaned(server, root))
    assert (gone.state, gone.files, gone.size, list(root.iterdir())) == (State.DELETED, 4, 16, [])
    after = verify(Places(workspaces=root), server, deep=True)
    assert (only(after).state, after.has_errors) == (State.WHOLE, False)
    assert cleaned(server, root).outcomes == []


def test_what_has_no_record_stays(server: Any, root: Path) -> None:
    report = cleaned(server, root)
    assert (only(report).state, codes(report), len(tree(root))) == (State.KEPT, {Code.NOT_ARCHIVED}, 4)


def test_an_empty_workspace_is_archived_and_goes(server: Any, tmp_path: Path) -> None:
    (tmp_path / "root" / WORKSPACE / "a" / "b").mkdir(parents=True)
    assert only(archived(server, tmp_path / "root")).state is State.ARCHIVED
    assert only(cleaned(server, tmp_path / "root")).state is State.DELETED
    assert list((tmp_path / "root").iterdir()) == []


def add(root: Path) -> None:
    (root / WORKSPACE / "mlruns" / "new").write_bytes(b"new")


def change(root: Path) -> None:
    (root / WORKSPACE / "ret.pkl").write_bytes(b"9.9")


def grow(root: Path) -> None:
    (root / WORKSPACE / "ret.pkl").write_bytes(b"0.11")


def turn_into_link(root: Path) -> None:
    (root / WORKSPACE / "ret.pkl").unlink()
    (root / WORKSPACE / "ret.pkl").symlink_to("qlib_res.csv")


def turn_into_folder(root: Path) -> None:
    (root / WORKSPACE / "ret.pkl").unlink()
    (root / WORKSPACE / "ret.pkl").mkdir()
    (root / WORKSPACE / "ret.pkl" / "x").write_bytes(b"0.1")


def change_case(root: Path) -> None:
    (root / WORKSPACE / "ret.pkl").rename(root / WORKSPACE / "RET.pkl")


@pytest.mark.parametrize(
    ("happens", "named", "code"),
    [
        (add, "ws7/mlruns/new", Code.NEW_FILE),
        (change, "ws7/ret.pkl", Code.CHANGED_FILE), (grow, "ws7/ret.pkl", Code.CHANGED_FILE),
        (turn_into_link, "ws7/ret.pkl", Code.CHANGED_FILE), (turn_into_folder, "ws7/ret.pkl/x", Code.NEW_FILE),
        (change_case, "ws7/RET.pkl", Code.NEW_FILE),
    ],
)  # fmt: skip
def test_a_workspace_that_is_not_what_was_archived_stays_whole(
    server: Any, root: Path, happens: Callable[[Path], None], named: str, code: Code
) -> None:
    archived(server, root)
    happens(root)
    before = tree(root)
    report = cleaned(server, root)
    assert only(report).state is State.KEPT and report.has_errors
    assert (named, code) in {(found.path, found.code) for found in report.everything}
    assert (tree(root), [path.name for path in root.iterdir()]) == (before, [WORKSPACE])


def test_files_that_are_gone_already_are_no_hurdle(server: Any, root: Path) -> None:
    archived(server, root)
    (root / WORKSPACE / "ret.pkl").unlink()
    report = cleaned(server, root)
    assert (only(report).state, only(report).files, codes(report)) == (State.DELETED, 3, {Code.GONE_FILES})


def test_the_record_that_holds_the_content_is_found_among_many(server: Any, root: Path) -> None:
    for content in (b"1.1", b"2.2", b"0.1"):
        (root / WORKSPACE / "ret.pkl").write_bytes(content)
        assert only(archived(server, root)).state is State.ARCHIVED
    (root / WORKSPACE / "ret.pkl").write_bytes(b"2.2")
    assert only(cleaned(server, root)).state is State.DELETED


def test_links_lead_nowhere_and_stay(server: Any, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"precious")
    (root / WORKSPACE / "data").symlink_to(outside)
    (root / WORKSPACE / "mlruns" / "one").symlink_to(outside / "precious")
    (root / WORKSPACE / "ring").symlink_to("ring")
    os.mkfifo(root / WORKSPACE / "pipe")
    report = archived(server, root)
    assert (only(report).state, only(report).files, codes(report)) == (State.ARCHIVED, 4, {Code.NOT_A_FILE})
    gone = only(cleaned(server, root))
    assert (gone.state, gone.files) == (State.DELETED, 4)
    assert tree(root) == {} and tree(outside) == {"precious": b"precious"}
    assert {path.name for path in (root / WORKSPACE).iterdir()} == {"data", "mlruns", "ring", "pipe"}
    quiet = cleaned(server, root)
    assert (only(quiet).state, codes(quiet)) == (State.KEPT, {Code.NOT_A_FILE})


def test_a_workspace_that_is_a_link_is_none(server: Any, root: Path, tmp_path: Path) -> None:
    archived(server, root)
    (root / WORKSPACE).rename(tmp_path / "elsewhere")
    (root / WORKSPACE).symlink_to(tmp_path / "elsewhere")
    report = cleaned(server, root)
    assert (report.outcomes, codes(report), len(tree(tmp_path / "elsewhere"))) == ([], {Code.NOT_A_FOLDER}, 4)


def test_another_root_with_the_same_name_in_another_case_is_another(server: Any, root: Path) -> None:
    archived(server, root)
    (root / WORKSPACE).rename(root / "WS7")
    assert (codes(cleaned(server, root)), len(tree(root))) == ({Code.NOT_ARCHIVED}, 4)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/etc", "../workspaces/ws7", "ws7/", "WS7"])
def test_a_root_opens_nothing_but_its_children(root: Path, name: str) -> None:
    with Root(root) as opened, pytest.raises(Exception, match="no name of a folder"):
        opened.folder(name)


def test_the_file_system_is_no_root() -> None:
    with pytest.raises(UnfitRoot, match="whole file system"):
        Root(Path("/"))


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="mount points are listed by Linux only")
def test_mount_points_are_seen() -> None:
    with Root(Path("/proc/..").resolve() / "dev" if Path("/dev/shm").is_mount() else Path("/proc").parent / "sys") as opened:
        name = "shm" if Path("/dev/shm").is_mount() else "fs"
        with opened.folder(name) as folder:
            assert Code.MOUNT_POINT in {found.code for found in folder.look().troubles}


@pytest.mark.parametrize("name", [b"back\\slash", b"bell\x07", b"\xff\xfe", b"C:drive"])
def test_names_no_manifest_can_hold_are_told(server: Any, root: Path, name: bytes) -> None:
    (Path(os.fsdecode(os.fsencode(root / WORKSPACE) + b"/" + name))).write_bytes(b"x")
    report = archived(server, root)
    assert (only(report).state, codes(report)) == (State.REFUSED, {Code.ODD_NAME})
    assert all(str(found).encode() for found in report.everything)
    assert list(server.archives.list_archives()) == []


def test_unreadable_files_are_told(server: Any, root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (root / WORKSPACE / "ret.pkl").chmod(0)
    report = archived(server, root)
    assert (only(report).state, {(one.path, one.code) for one in report.everything}) == (
        State.REFUSED, {("ws7/ret.pkl", Code.UNREADABLE)},
    )  # fmt: skip


def test_a_file_of_two_gigabytes_costs_no_memory(root: Path) -> None:
    import tracemalloc

    with (root / WORKSPACE / "huge").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    assert only(plan(Places(workspaces=root), KNOWN)).size == 16 + 2 * 1024**3
    with Root(root) as opened, opened.folder(WORKSPACE) as folder:
        tracemalloc.start()
        found = folder.digest("huge")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert found.sha256 == "a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51"
    assert peak < 16 * 1024**2


def test_a_file_that_changes_while_it_is_archived_is_told(server: Any, root: Path) -> None:
    put = server.artifacts.put

    def putting(content: Any) -> Any:
        answer = put(content)
        if str(content).endswith("ret.pkl"):
            (root / WORKSPACE / "qlib_res.csv").write_bytes(b"other")
        return answer

    server.artifacts.put = putting
    report = archived(server, root)
    assert {(one.path, one.code) for one in report.everything} == {("ws7/qlib_res.csv", Code.CHANGED_WHILE_READ)}
    assert list(server.archives.list_archives()) == []


def test_a_file_without_an_end_is_not_read_for_ever(root: Path) -> None:
    growing, stop = root / WORKSPACE / "log", threading.Event()
    growing.write_bytes(b"x" * (8 << 20))

    def grow_on() -> None:
        with growing.open("ab", buffering=0) as stream:
            while not stop.is_set() and stream.tell() < 1 << 30:
                stream.write(b"y" * (1 << 20))

    writer = threading.Thread(target=grow_on)
    writer.start()
    try:
        with Root(root) as opened, opened.folder(WORKSPACE) as folder, pytest.raises(Exception, match="changed while it was read"):
            while True:
                folder.digest("log")
    finally:
        stop.set()
        writer.join()


def test_a_copy_that_kept_its_size_and_lost_its_content_is_told_and_healed_once_it_is_taken_out(server: Any, root: Path) -> None:
    first = only(archived(server, root))
    content = FILES["qlib_res.csv"]
    copy = server.copy_of(hashlib.sha256(content).hexdigest())
    copy.chmod(0o644)
    copy.write_bytes(b"x" * len(content))
    for _ in range(2):
        outcome = only(archived(server, root))
        assert (outcome.state, {(one.path, one.code) for one in outcome.findings}) == (
            State.REFUSED, {("ws7/qlib_res.csv", Code.BAD_COPY)},
        )  # fmt: skip
        assert "take the damaged copy out" in outcome.findings[0].remedy
    copy.unlink()
    healed = only(archived(server, root))
    assert (healed.state, healed.archive_id, copy.read_bytes()) == (State.ARCHIVED, first.archive_id, content)
    assert only(archived(server, root)).state is State.UNCHANGED
    assert only(cleaned(server, root)).state is State.DELETED


@pytest.mark.parametrize("how", ["lost", "spoilt"])
def test_a_bad_copy_is_found_and_stops_the_clean(server: Any, root: Path, how: str) -> None:
    archived(server, root)
    copy = next(
        server.copy_of(item.file.sha256)
        for entry in server.archives.list_archives()
        for item in server.archives.get_archive(entry.archive_id).record.evidence
        if item.file.size == 3
    )
    copy.chmod(0o644)
    copy.unlink() if how == "lost" else copy.write_bytes(b"x.x")
    checked = verify(Places(workspaces=root), server, deep=True)
    assert only(checked).state is State.REFUSED
    assert {(one.path, one.code) for one in checked.everything} == {
        (f"ws7/{path}", Code.MISSING_COPY if how == "lost" else Code.BAD_COPY) for path in ("mlruns/1/metrics/IC", "ret.pkl")
    }
    report = cleaned(server, root)
    assert (only(report).state, codes(report), len(tree(root))) == (State.KEPT, {Code.SERVER_REFUSED}, 4)
    assert [path.name for path in root.iterdir()] == [WORKSPACE]
    if how == "lost":
        assert only(archived(server, root)).state is State.ARCHIVED
        assert only(cleaned(server, root)).state is State.DELETED
    else:
        again = archived(server, root)
        assert only(again).state is State.REFUSED
        assert {(one.path, one.code) for one in again.everything} == {
            (f"ws7/{path}", Code.BAD_COPY) for path in ("mlruns/1/metrics/IC", "ret.pkl")
        }


def test_a_subject_nobody_knows_is_told(server: Any, root: Path) -> None:
    report = archive(Places(workspaces=root), Known(), server, level=ArchiveLevel.FULL, clock=server.now)
    assert (only(report).state, codes(report)) == (State.REFUSED, {Code.UNKNOWN_SUBJECT})
    twice = Known(loops={WORKSPACE: frozenset({LOOP_KEY, "run2/7/ws7"})})
    told = only(archive(Places(workspaces=root), twice, server, level=ArchiveLevel.FULL, clock=server.now))
    assert "belongs to 2 loops" in told.findings[0].reason


def test_a_loop_the_library_does_not_know_is_refused(server: Any, root: Path) -> None:
    unknown = Known(loops={WORKSPACE: frozenset({"run9/7/ws7"})})
    report = archive(Places(workspaces=root), unknown, server, level=ArchiveLevel.FULL, clock=server.now)
    assert (only(report).state, codes(report)) == (State.REFUSED, {Code.SERVER_REFUSED})
    assert "ARCHIVE_UNPROVEN" in only(report).findings[0].reason


def meta(**changes: Any) -> WorkspaceMeta:
    said = {
        "generated_at_utc": "2026-01-05T00:00:00Z", "source": "tests", "task_run_id": "run1", "loop_id": 7,
        "workspace_id": WORKSPACE,
        "action": "model", "step_name": "feedback", "status": "failed", "has_result": False,
        "result_criteria": {"action": "model", "has_result": False, "required_files": ["qlib_res.csv", "ret.pkl"], "evidence": []},
        "workspace_role": "experiment_workspace",
        "workspace_path": WORKSPACE, "pointers": {"meta_path": "a", "summary_path": "b", "manifest_path": "c"},
    }  # fmt: skip
    return WorkspaceMeta.model_validate({**said, **changes})


def test_a_workspace_says_itself_which_loop_it_is(root: Path) -> None:
    write(meta(), root / WORKSPACE / "workspace_meta.json")
    assert only(plan(Places(workspaces=root), Known())).key == LOOP_KEY
    write(meta(workspace_id="other", workspace_path="other"), root / WORKSPACE / "workspace_meta.json")
    copied = only(plan(Places(workspaces=root), Known()))
    assert (copied.key, copied.state) == (None, State.REFUSED) and "copied" in copied.findings[0].reason


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"version":"v1"}'])
def test_a_damaged_meta_is_told(root: Path, content: bytes) -> None:
    (root / WORKSPACE / "workspace_meta.json").write_bytes(content)
    told = only(plan(Places(workspaces=root), Known()))
    assert (told.state, told.findings[0].code) == (State.REFUSED, Code.UNKNOWN_SUBJECT)
    assert told.findings[0].path == f"{WORKSPACE}/workspace_meta.json"


def test_the_registry_knows_workspaces_and_logs(tmp_path: Path) -> None:
    with Registry(tmp_path / "registry.sqlite") as registry:
        registry.record(
            RunRow(task_run_id="run1", log_trace_path=rf"F:\Dev\log\{SESSION}"),
            RunRow(task_run_id="run2"),
            LoopRow(task_run_id="run1", loop_id=7),
            LoopRow(task_run_id="run2", loop_id=1, log_dir=f"/mnt/f/log/{SESSION}/"),
            WorkspaceRow(workspace_id=WORKSPACE, task_run_id="run1", loop_id=7, workspace_path="F:\\ws\\folder7"),
            WorkspaceRow(workspace_id="ws8", task_run_id="run1", workspace_path="ws8"),
        )
    known = known_by(tmp_path / "registry.sqlite")
    assert known.loops == {"folder7": frozenset({LOOP_KEY})}
    assert known.logs == {SESSION: frozenset({f"run1/{SESSION}", f"run2/{SESSION}"})}


def test_logs_go_at_the_level_the_policy_asks(server: Any, tmp_path: Path) -> None:
    logs = filled(tmp_path / "logs", SESSION)
    places = Places(logs=logs)
    kept = only(archive(places, KNOWN, server, level=ArchiveLevel.MINIMAL, clock=server.now))
    assert kept.state is State.ARCHIVED
    stored = [entry.file_count for entry in server.archives.list_archives()]
    assert stored == [1], "the manifest alone"
    policy = server.archives.get_archive_policy()
    server.archives.set_archive_policy(policy.model_copy(update={"log_level": ArchiveLevel.FULL}))
    held = cleaned(server, None, logs=logs)
    assert (only(held).state, codes(held), len(tree(logs))) == (State.KEPT, {Code.HELD}, 4)
    archive(places, KNOWN, server, level=ArchiveLevel.FULL, clock=server.now)
    assert only(cleaned(server, None, logs=logs)).state is State.DELETED
    server.archives.set_archive_policy(policy)
    filled(logs, SESSION)
    assert only(cleaned(server, None, logs=logs)).state is State.DELETED


def test_a_workspace_at_level_minimal_stays(server: Any, root: Path) -> None:
    assert only(archived(server, root, ArchiveLevel.MINIMAL)).state is State.ARCHIVED
    report = cleaned(server, root)
    assert (only(report).state, codes(report), len(tree(root))) == (State.KEPT, {Code.HELD}, 4)


def test_what_was_put_aside_is_finished_or_gets_its_name_back(server: Any, root: Path) -> None:
    record = only(archived(server, root))
    aside = quarantine_for(WORKSPACE, str(record.archive_id)).name
    (root / WORKSPACE).rename(root / aside)
    assert codes(plan(Places(workspaces=root), KNOWN)) == {Code.TAKEN}
    dry = cleaned(server, root, confirmed=False)
    assert (only(dry).state, (root / aside).is_dir()) == (State.PLANNED, True)
    (root / aside / "ret.pkl").write_bytes(b"9.9")
    kept = cleaned(server, root)
    assert [path.name for path in root.iterdir()] == [WORKSPACE]
    assert {Code.CHANGED_FILE, Code.RESTORED} <= codes(kept)
    (root / WORKSPACE / "ret.pkl").write_bytes(b"0.1")
    (root / WORKSPACE).rename(root / aside)
    (root / aside / "qlib_res.csv").unlink()
    assert only(cleaned(server, root)).state is State.DELETED and list(root.iterdir()) == []


def test_what_was_put_aside_beside_a_new_folder_waits(server: Any, root: Path) -> None:
    record = only(archived(server, root))
    aside = quarantine_for(WORKSPACE, str(record.archive_id)).name
    (root / WORKSPACE).rename(root / aside)
    (root / aside / "new").write_bytes(b"new")
    filled(root)
    (root / WORKSPACE / "other").write_bytes(b"other")
    before = tree(root)
    report = cleaned(server, root)
    assert Code.LEFT_IN_QUARANTINE in codes(report) and report.has_errors and tree(root) == before


def test_names_that_only_look_put_aside_are_left(server: Any, root: Path) -> None:
    (root / ".aistock-clean.nonsense").mkdir()
    unknown = root / f".aistock-clean.{'0' * 32}.{'0' * 8}.other"
    unknown.mkdir()
    report = cleaned(server, root)
    assert (root / ".aistock-clean.nonsense").is_dir() and not unknown.exists() and (root / "other").is_dir()
    assert {Code.LEFT_IN_QUARANTINE, Code.NOT_ARCHIVED, Code.RESTORED} <= codes(report)
