"""Verbs against a server, their exit codes, and what a person sees when something goes wrong."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.client.testing import ScriptedServer, fail
from aistock.execution.v1 import account_service_pb2, order_service_pb2
from aistock.experiments.v1 import experiment_service_pb2
from aistock.library.v1 import library_service_pb2
from aistock.system.v1 import system_service_pb2

INFO = "/aistock.system.v1.SystemService/GetServerInfo"
ACCOUNTS = "/aistock.execution.v1.AccountService/ListAccounts"
ORDERS = "/aistock.execution.v1.OrderService/ListOrders"
IMPORT = "/aistock.library.v1.LibraryService/ImportCatalogs"
EXPERIMENT = "/aistock.experiments.v1.ExperimentService/GetExperiment"
WATCH = "/aistock.experiments.v1.ExperimentService/WatchExperiment"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        monkeypatch.setenv("AISTOCK_ADDRESS", running.address)
        running.answers[INFO] = info
        yield running


def info(*_: Any) -> system_service_pb2.GetServerInfoResponse:
    return system_service_pb2.GetServerInfoResponse(
        server_version="1.2.3", contract_versions=["v1"], contract_fingerprint="0" * 64, profile="dev", adapters=["sqlite"],
        services=["aistock.system.v1.SystemService"], started_at_utc="2026-01-05T00:00:00Z", max_message_bytes=1,
        live_trading=False, unserved=[system_service_pb2.UnservedCall(method="/a.b.Some/Call", why="not yet")],
    )  # fmt: skip


def test_info_for_people_and_programs(server: ScriptedServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info"]) == 0
    shown = capsys.readouterr().out
    assert f"address\t{server.address}" in shown
    assert "Some/Call: not yet" in shown
    assert main(["info", "--json", "--address", server.address]) == 0
    assert json.loads(capsys.readouterr().out)["server_version"] == "1.2.3"


def test_lists_of_nothing(server: ScriptedServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers[ACCOUNTS] = lambda *_: account_service_pb2.ListAccountsResponse()
    server.answers[ORDERS] = lambda *_: order_service_pb2.ListOrdersResponse()
    assert main(["accounts", "--json"]) == main(["orders", "--json"]) == main(["orders", "--account", "a", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n[]\n[]\n"


@pytest.mark.parametrize(
    ("code", "reason", "exit_code"),
    [("NOT_FOUND", "NOT_FOUND", 3), ("UNAVAILABLE", "", 4), ("INTERNAL", "INTERNAL", 3), ("UNAVAILABLE", "DRAINING", 4)],
)
def test_a_refusal_is_one_line_with_a_remedy(
    server: ScriptedServer, capsys: pytest.CaptureFixture[str], code: str, reason: str, exit_code: int
) -> None:
    server.answers[EXPERIMENT] = lambda _, context: fail(context, code, reason)
    assert main(["experiments", "show", "0" * 32]) == exit_code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("aistock: GetExperiment: ")
    assert printed.err.count("\n") == 1


def test_no_server(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("aistock.cli._options.CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert main(["info", "--address", f"127.0.0.1:{port}"]) == 4
    assert "aistock serve" in capsys.readouterr().err
    monkeypatch.delenv("AISTOCK_ADDRESS", raising=False)
    assert main(["info"]) == 4
    assert "set AISTOCK_ADDRESS" in capsys.readouterr().err


def report(refused: int = 0) -> library_service_pb2.ImportCatalogsResponse:
    tally = library_service_pb2.ImportTally(kind=1, inserted=1, updated=0, unchanged=0, refused=refused, retired=0)
    finding = library_service_pb2.CatalogFinding(severity=3, code=2, kind=1, key="CORD5", message="twice; keep one")
    made = library_service_pb2.ImportReport(
        dry_run=False, tallies=[tally], findings=[finding] * refused, findings_left_off=0, changed=True
    )
    return library_service_pb2.ImportCatalogsResponse(report=made)


def catalog(folder: Path) -> Path:
    content = {"version": "v1", "generated_at_utc": "2026-01-05T08:00:00Z", "source": "tools", "factors": []}
    (folder / "factor_catalog.json").write_text(json.dumps(content))
    return folder


def test_catalogs_are_imported(server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers[IMPORT] = lambda *_: report()
    assert main(["catalogs", "import", str(catalog(tmp_path)), "--dry-run"]) == 0
    assert "factor\t1\t0" in capsys.readouterr().out
    (request,) = [request for _, request in server.received]
    assert (request.dry_run, request.mode, request.HasField("factors"), request.HasField("loops")) == (True, 2, True, False)


def test_refused_rows_are_told(server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers[IMPORT] = lambda *_: report(refused=1)
    assert main(["catalogs", "import", str(catalog(tmp_path)), "--full", "--allow-partial"]) == 1
    assert "twice; keep one" in capsys.readouterr().out
    assert (server.received[0][1].mode, server.received[0][1].allow_partial) == (1, True)


def test_folders_without_catalogs(server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogs", "import", str(tmp_path)]) == 2
    assert "holds none of factor_catalog.json" in capsys.readouterr().err
    assert main(["catalogs", "import", str(tmp_path / "missing")]) == 2
    (tmp_path / "loop_catalog.json").write_text("{}")
    assert main(["catalogs", "import", str(tmp_path)]) == 1
    assert "loop_catalog.json breaks the contract" in capsys.readouterr().err
    assert server.received == []


def test_a_lost_answer_tells_the_request_id(server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers[IMPORT] = lambda _, context: fail(context, "UNAVAILABLE")
    assert main(["catalogs", "import", str(catalog(tmp_path))]) == 5
    assert server.received[0][1].request_id in capsys.readouterr().err


def test_submitting_what_cannot_be_read(server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.json").write_text('{"version": NaN}')
    assert main(["experiments", "submit", str(tmp_path / "bad.json")]) == 1
    assert "bad.json breaks the contract" in capsys.readouterr().err
    assert main(["experiments", "submit", str(tmp_path / "missing.json")]) == 2
    assert server.received == []


def test_the_overview_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for verb in ("info", "validate", "experiments", "orders", "catalogs", "accounts", "feedback", "work", "demo", "serve"):
        assert f"\n  {verb} " in shown
    assert main([]) == 2
    assert main(["nonsense"]) == 2
    assert "no verb 'nonsense'" in capsys.readouterr().err
    assert main(["--version"]) == 0


@pytest.mark.parametrize("verb", ["info", "validate", "experiments", "orders", "catalogs", "accounts", "feedback", "work", "demo"])
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([verb, "--help"])
    assert caught.value.code == 0
    assert "exit codes:" in capsys.readouterr().out


def endless(_: Any, context: Any) -> Iterator[Any]:
    import threading

    gone = threading.Event()
    context.add_callback(gone.set)
    yield experiment_service_pb2.WatchExperimentResponse(cursor="1", at_utc="2026-01-05T00:00:00Z", state=2, attempts=1)
    gone.wait(60)


def test_ctrl_c_ends_quietly(server: ScriptedServer) -> None:
    server.answers[WATCH] = endless
    command = [sys.executable, "-W", "error", "-m", "aistock", "experiments", "watch", "0" * 32]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "running" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (130, "")


def test_a_reader_that_leaves_is_no_fault(server: ScriptedServer) -> None:
    command = f"{sys.executable} -m aistock info --json | true; exit ${{PIPESTATUS[0]}}"
    outcome = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_an_experiment_that_failed_is_an_exit_code(server: ScriptedServer) -> None:
    server.answers[WATCH] = lambda *_: iter(())
    server.answers[EXPERIMENT] = lambda _, context: fail(context, "NOT_FOUND", "NOT_FOUND")
    assert main(["experiments", "watch", "0" * 32]) == 3
