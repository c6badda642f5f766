"""Rounds against a real server: what is imported, what is told, what a misbehaving command or folder costs, and how it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.client import Client
from aistock.rdagent.catalog_files import CATALOGS
from aistock.rdagent.registry import Registry

from .conftest import write_set

Said = Callable[[], list[dict[str, Any]]]
Configured = Callable[..., Path]
CALM_SECONDS = 60.0


def sync(path: Path, *more: str) -> int:
    return main(["catalogs", "sync", str(path), "--json", *more])


def loops_of(client: Client, run: str) -> list[int]:
    return [entry.loop.loop_id for entry in client.library.list_loops(task_run_id=run)]


def copying(source: Path, target: Path) -> str:
    return f"import shutil; shutil.copytree({str(source)!r}, {str(target)!r}, dirs_exist_ok=True)"


def test_a_command_exports_and_the_set_is_imported(
    client: Client, configured: Configured, said: Said, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = configured(copying(write_set(tmp_path / "made", "first", 3), tmp_path / "exports"))
    assert sync(path) == 0
    (first,) = said()
    assert (first["outcome"], first["stage"], first["snapshot_id"], first["changed"]) == ("imported", "import", "s1", True)
    assert first["tallies"]["loop"] == {"inserted": 3, "updated": 0, "unchanged": 0, "refused": 0, "retired": 0}
    assert (first["command"]["ending"], first["command"]["code"]) == ("exited", 0)
    assert loops_of(client, "first") == [0, 1, 2]
    assert sync(path) == 0
    (again,) = said()
    assert (again["outcome"], again["changed"]) == ("imported", False)
    write_set(tmp_path / "made", "first", 2, snapshot="s2")
    assert main(["catalogs", "sync", str(path)]) == 0
    assert "loop 2 unchanged, 1 retired" in capsys.readouterr().out
    assert loops_of(client, "first") == [0, 1]


def test_the_exporter_itself_is_the_command(configured: Configured, said: Said, tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    Registry(tmp_path / "registry.sqlite").close()
    program = "import sys; from aistock.cli import main; sys.exit(main(['export', 'all', '--registry-sqlite', 'registry.sqlite', "
    program += "'--root', 'root', '--out', 'exports', '--source', 'itself']))"
    assert sync(configured(program, 'cwd = "."')) == 0
    (found,) = said()
    assert found["snapshot_id"] == json.loads((tmp_path / "exports" / "loop_catalog.json").read_bytes())["snapshot_id"]
    assert found["tallies"]["factor"]["inserted"] + found["tallies"]["factor"]["unchanged"] == 158


GARBAGE = "import pathlib; p = pathlib.Path('exports'); p.mkdir(exist_ok=True); "
GARBAGE += f"[(p / n).write_bytes(b'\\xff\\x00{{') for n in {[kind.file for kind in CATALOGS.values()]!r}]"
MISBEHAVIOUR = {
    "refuses": ("import sys; print('no registry'); sys.exit(3)", "", "the command ended with 3", "no registry"),
    "dies": ("import os; os.kill(os.getpid(), 9)", "", "the command ended with -9", ""),
    "hangs": ("import time; print('at work', flush=True); time.sleep(600)", 'timeout = "1s"', "took longer than 1 s", "at work"),
    "hangs deaf": (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)", 'timeout = "1s"', "longer than", "",
    ),
    "writes nothing": ("print('done')", "", "lacks factor_catalog.json, strategy_catalog.json", "done"),
    "writes garbage": (
        GARBAGE, 'cwd = "."', "factor_catalog.json breaks the contract", "",
    ),
    "says garbage": ("import os; os.write(1, bytes(range(256)) * 10); raise SystemExit(1)", "", "ended with 1", "�"),
    "is nowhere": (None, 'argv = ["./no-such-program"]', "the command cannot be started", ""),
    "has no folder": ("print(1)", 'cwd = "nowhere"', "the command cannot be started", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_a_misbehaving_command_costs_its_round_only(
    case: str, configured: Configured, said: Said, tmp_path: Path, address: str
) -> None:
    program, command, message, words = MISBEHAVIOUR[case]
    path = configured(program, command, patience="200ms")
    if program is None:
        path.write_text(path.read_text() + "[command]\n" + command + "\n")
    assert sync(path) == 1
    (found,) = said()
    assert (found["outcome"], found["changed"], found["tallies"]) == ("failed", False, {})
    assert message in found["message"]
    assert words in found["command"]["said"]
    assert "; " in found["message"]


def test_an_endless_output_fills_no_memory(configured: Configured, said: Said, tmp_path: Path) -> None:
    made = write_set(tmp_path / "made", "loud", 1)
    loud = "import os; [os.write(1, b'x' * 65535 + b'\\n') for _ in range(1600)]; os.write(1, b'the end'); "
    assert sync(configured(loud + copying(made, tmp_path / "exports"))) == 0
    (found,) = said()
    assert found["command"]["bytes"] == 1600 * 65536 + 7
    assert len(found["command"]["said"]) <= 4000
    assert found["command"]["said"].endswith("the end")


def test_what_the_command_left_running_is_ended_with_it(configured: Configured, said: Said, tmp_path: Path) -> None:
    made = write_set(tmp_path / "made", "parent", 1)
    child = "import subprocess, sys, pathlib; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
    child += f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(p.pid)); p.returncode = 0; "
    assert sync(configured(child + copying(made, tmp_path / "exports"))) == 0
    assert said()[0]["outcome"] == "imported"
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + CALM_SECONDS
    while Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_set_of_two_exports_is_not_imported(client: Client, configured: Configured, said: Said, tmp_path: Path) -> None:
    folder = write_set(tmp_path / "exports", "mixed", 2)
    other = write_set(tmp_path / "other", "mixed", 1, snapshot="s2")
    shutil.copy(other / "loop_catalog.json", folder / "loop_catalog.json")
    path = configured(patience="200ms")
    assert sync(path) == 1
    (found,) = said()
    assert "of different exports" in found["message"]
    assert "loop_catalog.json names s2" in found["message"]
    assert loops_of(client, "mixed") == []
    shutil.copy(other / "model_catalog.json", folder / "model_catalog.json")
    (folder / "loop_catalog.json").write_bytes((folder / "loop_catalog.json").read_bytes()[:-30])
    assert sync(path) == 1
    assert "loop_catalog.json breaks the contract" in said()[0]["message"]


def test_catalogs_that_name_no_snapshot_are_taken_when_none_does(configured: Configured, said: Said, tmp_path: Path) -> None:
    write_set(tmp_path / "exports", "unnamed", 1, snapshot=None)
    (tmp_path / "exports" / "model_catalog.json").unlink()
    assert sync(configured(catalogs=["factors", "strategies", "loops", "alpha"])) == 0
    (found,) = said()
    assert (found["outcome"], found["snapshot_id"], found["tallies"]["loop"]["inserted"]) == ("imported", None, 1)


def test_a_bad_row_is_left_out_only_when_asked_and_named(
    client: Client, configured: Configured, said: Said, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_set(tmp_path / "exports", "partial", 3)
    assert sync(configured()) == 0
    said()
    catalog = json.loads((folder / "loop_catalog.json").read_bytes())
    catalog["loops"][1]["status"] = "running"
    (folder / "loop_catalog.json").write_text(json.dumps(catalog))
    assert sync(configured(patience="200ms")) == 1
    assert "a running loop has no result yet" in said()[0]["message"]
    assert sync(configured(allow_partial=True)) == 1
    (found,) = said()
    assert [(row["kind"], row["key"]) for row in found["left"]] == [("loop", "partial/1/partial-1")]
    assert "imported as upsert" in found["notes"][0]
    assert loops_of(client, "partial") == [0, 1, 2]
    assert main(["catalogs", "import", str(folder), "--address", client.address]) == 1
    assert "a running loop has no result yet" in capsys.readouterr().err
    assert main(["catalogs", "import", str(folder), "--address", client.address, "--full", "--allow-partial"]) == 1
    shown = capsys.readouterr()
    assert "loop\tpartial/1/partial-1\t" in shown.out
    assert "rows that a catalog lacks are not retired" in shown.err
    assert loops_of(client, "partial") == [0, 1, 2]
    catalog["loops"][1]["status"] = "success"
    catalog["loops"][2]["workspace_id"] = None
    catalog["factors"] = 3
    (folder / "loop_catalog.json").write_text(json.dumps(catalog))
    assert main(["catalogs", "import", str(folder), "--address", client.address, "--allow-partial"]) == 1
    assert "factors" in capsys.readouterr().err


def test_no_server_is_an_exit_code_and_the_next_round_goes_on(configured: Configured, said: Said, tmp_path: Path) -> None:
    write_set(tmp_path / "exports", "nobody", 1)
    assert sync(configured(address="127.0.0.1:1")) == 4
    (found,) = said()
    assert (found["outcome"], found["stage"]) == ("failed", "import")


@contextmanager
def running(path: Path, *more: str) -> Iterator[Any]:
    """A sync in a process of its own; `next()` of what it gives is the next round that it tells."""
    command = [sys.executable, "-W", "error", "-m", "aistock", "catalogs", "sync", str(path), "--json", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(CALM_SECONDS, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def told(process: Any) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(process.stdout.readline())
    return line


def ended(process: Any, number: int) -> tuple[int, str]:
    """Exit code, and whatever was said besides the rounds that were asked for."""
    process.send_signal(number)
    output, complaint = process.communicate(timeout=CALM_SECONDS)
    return process.returncode, output + complaint


def test_a_watched_folder_is_imported_when_it_is_whole(client: Client, configured: Configured, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    with running(configured(patience="10m"), "--watch") as process:
        for number, loops in enumerate((2, 5), 1):
            made = write_set(tmp_path / f"made{number}", "watched", loops, snapshot=f"s{number}")
            folder.mkdir(exist_ok=True)
            for name in sorted(path.name for path in made.iterdir()):
                content = (made / name).read_bytes()
                # As a slow copy does: half a file stands still for a while.
                (folder / name).write_bytes(content[: len(content) // 2])
                time.sleep(0.1)
                (folder / name).write_bytes(content)
            found = told(process)
            assert (found["round"], found["outcome"], found["snapshot_id"]) == (number, "imported", f"s{number}")
            assert loops_of(client, "watched") == list(range(loops))
        for name in CATALOGS.values():
            os.utime(folder / name.file)
        assert ended(process, signal.SIGTERM) == (0, "")


def test_a_watched_folder_that_never_gets_whole_is_told_once(configured: Configured, tmp_path: Path) -> None:
    write_set(tmp_path / "exports", "never", 1)
    (tmp_path / "exports" / "model_catalog.json").write_bytes(b"{")
    with running(configured(patience="100ms"), "--watch") as process:
        assert "model_catalog.json breaks the contract" in told(process)["message"]
        time.sleep(0.5)
        write_set(tmp_path / "exports", "never", 1)
        found = told(process)
        assert (found["round"], found["outcome"]) == (2, "imported")
        assert ended(process, signal.SIGINT) == (130, "")


def test_a_schedule_goes_on_after_a_failure_and_asks_the_server_only_for_what_is_new(
    client: Client, configured: Configured, tmp_path: Path
) -> None:
    made = write_set(tmp_path / "made", "scheduled", 1)
    program = f"import pathlib; p = pathlib.Path({str(tmp_path / 'turn')!r}); n = int(p.read_text()) if p.exists() else 0; "
    program += "p.write_text(str(n + 1)); n == 1 and exit('second time unlucky'); " + copying(made, tmp_path / "exports")
    with running(configured(program), "--every", "50ms") as process:
        rounds = [told(process) for _ in range(4)]
        assert [item["outcome"] for item in rounds] == ["imported", "failed", "nothing_new", "nothing_new"]
        assert [item["round"] for item in rounds] == [1, 2, 3, 4]
        assert "second time unlucky" in rounds[1]["command"]["said"]
        write_set(made, "scheduled", 2, snapshot="s2")
        while (found := told(process))["outcome"] != "imported":
            # A copy in the middle of the change is no set.
            assert found["outcome"] in ("nothing_new", "failed")
        assert found["snapshot_id"] == "s2"
        process.send_signal(signal.SIGTERM)
        output, complaint = process.communicate(timeout=CALM_SECONDS)
        assert (process.returncode, complaint) == (0, "")
        assert {json.loads(line)["outcome"] for line in output.splitlines()} <= {"nothing_new", "stopped"}
    assert loops_of(client, "scheduled") == [0, 1]


def test_a_stop_ends_the_command_and_imports_nothing(client: Client, configured: Configured, tmp_path: Path) -> None:
    write_set(tmp_path / "exports", "stopped", 1)
    program = f"import pathlib, time; pathlib.Path({str(tmp_path / 'began')!r}).touch(); time.sleep(600)"
    for number, code in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
        (tmp_path / "began").unlink(missing_ok=True)
        with running(configured(program), "--once") as process:
            while not (tmp_path / "began").exists():
                time.sleep(0.01)
            process.send_signal(number)
            output, complaint = process.communicate(timeout=CALM_SECONDS)
            assert (process.returncode, complaint) == (code, "")
            assert json.loads(output)["outcome"] == "stopped"
    assert loops_of(client, "stopped") == []


def test_two_syncs_do_not_run_over_each_other(
    configured: Configured, said: Said, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = configured(patience="10m")
    with running(path, "--watch") as process:
        while not (tmp_path / "sync.toml.lock").exists() or not (tmp_path / "sync.toml.lock").read_text():
            time.sleep(0.01)
        assert sync(path) == 2
        assert f"is held by process {process.pid}" in capsys.readouterr().err
        assert ended(process, signal.SIGTERM) == (0, "")
    write_set(tmp_path / "exports", "freed", 1)
    assert sync(path) == 0


@pytest.mark.real_data
def test_the_real_catalogs_twice(configured: Configured, said: Said) -> None:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if root is None:
        pytest.skip("AISTOCK_REAL_DATA is not set; the fork's real files are not read")
    path = configured(folder=str(Path(root) / "rd_agent"), catalogs=["factors", "strategies", "alpha"])
    assert sync(path) == sync(path) == 0
    first, second = said()
    assert (first["outcome"], first["changed"], second["outcome"], second["changed"]) == ("imported", True, "imported", False)
    assert first["notes"][0].startswith("factor_catalog.json: rdagent.factor_catalog")
