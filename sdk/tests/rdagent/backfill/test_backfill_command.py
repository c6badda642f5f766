"""`aistock backfill` and `aistock registry` on a sample tree, as somebody at a terminal or a program uses them."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from aistock.cli import main
from aistock.rdagent.backfill.progress import Lines, Silent, shown_on
from aistock.rdagent.sample_tree import TreeTruth, december_registry, write_sample_tree

STORIES = ("online_model", "backfilled", "empty_evidence", "tracking_only", "stray_log")


@pytest.fixture
def tree(tmp_path: Path) -> TreeTruth:
    return write_sample_tree(tmp_path / "tree", workspaces=0, seed=2, stories=STORIES)


def _arguments(tree: TreeTruth) -> list[str]:
    return ["backfill", "--root", str(tree.root), "--logs", str(tree.logs), "--registry", str(tree.registry)]


def test_a_dry_run_says_what_would_happen(tree: TreeTruth, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = tree.registry.read_bytes()
    assert main([*_arguments(tree), "--dry-run", "--report", str(tmp_path / "reports" / "dry.json")]) == 0
    captured = capsys.readouterr()
    assert "would be inserted" in captured.out
    assert "SYNTHETIC_IDENTITY" in captured.out
    assert "scan: " in captured.err
    report = json.loads((tmp_path / "reports" / "dry.json").read_text(encoding="utf-8"))
    assert report["dry_run"]
    assert {(item["path"], item["code"]) for item in report["findings"]} == set(tree.findings)
    assert tree.registry.read_bytes() == before


def test_json_is_all_that_a_program_reads(tree: TreeTruth, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*_arguments(tree), "--json"]) == 0
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert report["counts"]["materialized"] == len(tree.results) == 2
    assert captured.err == ""
    assert main(_arguments(tree)) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_loops_with_results_are_found_offline(tree: TreeTruth, capsys: pytest.CaptureFixture[str]) -> None:
    main([*_arguments(tree), "--json"])
    capsys.readouterr()
    find = ["registry", "find", "--registry", str(tree.registry)]
    assert main([*find, "--has-result", "--materialization", "done", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {(row["task_run_id"], row["loop_id"]) for row in found} == tree.results
    assert all(row["workspace_path"] and row["ic_mean"] is not None for row in found)
    assert main([*find, "--no-result", "--json"]) == 0
    without = json.loads(capsys.readouterr().out)
    assert len(found) + len(without) == len(tree.loops)
    assert main([*find, "--task-run", found[0]["task_run_id"], "--action", found[0]["action"], "--since", "2020-01-01"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 2
    assert found[0]["task_run_id"] in table[1]
    assert main([*find, "--since", "2999-01-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_registry_is_shown_and_migrated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = december_registry(tmp_path / "registry.sqlite")
    before = path.read_bytes()
    assert main(["registry", "show", "--registry", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "layout 0, 3 loop(s) with a result" in shown
    assert "loops.log_dir" in shown
    assert "is read as unknown; the file keeps it" in shown
    assert main(["registry", "show", "--registry", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["loops"] == 6
    assert path.read_bytes() == before
    assert main(["registry", "migrate", "--registry", str(path)]) == 0
    assert "had layout 0 and has layout 2 now" in capsys.readouterr().out
    assert main(["registry", "migrate", "--registry", str(path)]) == 0
    assert "has layout 2 already" in capsys.readouterr().out


def test_what_is_wrong_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.sqlite").write_bytes(b"no database")
    assert main(["registry", "find", "--registry", str(tmp_path / "r.sqlite")]) == 2
    assert "is no SQLite database; name another file" in capsys.readouterr().err
    assert main(["backfill", "--root", str(tmp_path / "none"), "--registry", str(tmp_path / "new.sqlite")]) == 2
    assert "none: No such file or directory; check the path" in capsys.readouterr().err
    assert not (tmp_path / "new.sqlite").exists()


def test_what_cannot_be_taken_in_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "root" / "工作 区").mkdir(parents=True)
    assert main(["backfill", "--root", str(tmp_path / "root"), "--registry", str(tmp_path / "r.sqlite")]) == 1
    assert "ODD_NAME" in capsys.readouterr().out


def test_a_terminal_sees_a_bar(tree: TreeTruth) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "aistock", *_arguments(tree), "--dry-run"]
    child = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            # The terminal is gone when the child is.
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert child.wait(60) == 0
    assert "━".encode() in seen
    assert b"scan" in seen


def test_without_a_terminal_there_are_lines() -> None:
    stream = io.StringIO()
    ticks = iter(range(0, 1000, 2))
    things = Lines(stream, clock=lambda: float(next(ticks))).each("scan", range(10), 10)
    assert list(things) == list(range(10))
    assert stream.getvalue().splitlines()[-1] == "scan: 10 of 10, 0/s"
    assert len(stream.getvalue().splitlines()) == 4
    with shown_on(io.StringIO()) as progress:
        assert isinstance(progress, Lines)
    assert list(Silent().each("scan", [1, 2], 2)) == [1, 2]


def test_two_backfills_at_once_do_each_loop_once(tmp_path: Path) -> None:
    tree = write_sample_tree(tmp_path / "tree", workspaces=12, seed=4, stories=("online_model", "online_factor", "nameless"))
    command = [sys.executable, "-m", "aistock", *_arguments(tree), "--json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [child.communicate(timeout=120) for child in both]
    assert [(child.returncode, errors) for child, (_, errors) in zip(both, outputs, strict=True)] == [(0, ""), (0, "")]
    reports = [json.loads(out) for out, _ in outputs]
    assert sum(report["counts"]["materialized"] for report in reports) == len(tree.results)
    assert all(report["counts"]["not_materialized"] == 0 for report in reports)
    again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(again.stdout)["counts"]["ready"] == len(tree.results)
    assert not json.loads(again.stdout)["changed"]
