"""`aistock validate` and `aistock catalogs import` on files of the fork, and the real files when they are there."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.contract import documents
from aistock.rdagent.legacy import read, samples
from aistock_conformance.spawn import spawned


def written(folder: Path, **values: Any) -> Path:
    for name, value in values.items():
        (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    return folder


def verdicts(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    code = main(["validate", "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def real_data() -> Path:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if root is None:
        pytest.skip("AISTOCK_REAL_DATA is not set; the fork's real files are not read")
    return Path(root) / "rd_agent"


def test_legacy_files_are_recognised_and_readable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, loop_catalog=samples.loop_catalog(), strategy_catalog=samples.strategy_catalog())
    code, (loops, strategies) = verdicts(capsys, tmp_path / "loop_catalog.json", tmp_path / "strategy_catalog.json")
    assert code == 0
    assert (loops["valid"], loops["readable"], loops["dialect"]) == (False, True, "rdagent.loop_catalog/2025-12")
    assert (strategies["document"], strategies["readable"]) == ("strategy_catalog", True)
    assert sum(issue["code"] == "DANGLING_STRATEGY" for issue in loops["issues"]) == 7
    assert {tuple(issue) for issue in loops["issues"]} == {("pointer", "code", "severity", "action", "original", "message")}
    assert loops["violations"]
    assert verdicts(capsys, "--strict", tmp_path / "loop_catalog.json")[0] == 1


def test_what_is_no_document_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = {"task_id": "t", "mode": "factor", "version": "v1", "loop_n": 1}
    written(tmp_path, task=task, nothing={"a": 1}, factor_catalog=samples.factor_catalog())
    code, found = verdicts(capsys, tmp_path / "task.json", tmp_path / "nothing.json", tmp_path / "factor_catalog.json")
    assert code == 1
    assert [verdict["document"] for verdict in found] == [None, None, "factor_catalog"]
    assert [issue["code"] for issue in found[0]["issues"]] == ["UNKNOWN_DOCUMENT"]
    assert [violation["rule"] for violation in found[1]["violations"]] == ["UNKNOWN_DOCUMENT"]
    assert found[2]["readable"] is True


def test_a_person_reads_one_line_for_each_kind_of_issue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, loop_catalog=samples.loop_catalog()) / "loop_catalog.json"
    assert main(["validate", str(path)]) == 0
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    assert "warning CONTRADICTORY_RESULT (converted) ×22, first at /loops/1/has_result: " in plain
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["validate", str(path)]) == 0
    assert "\x1b[33mwarning\x1b[0m CONTRADICTORY_RESULT" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["validate", str(path)]) == 0
    assert capsys.readouterr().out == plain


def test_a_file_cannot_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = samples.loop_catalog()
    catalog["loops"][0]["status"] = "\x1b[2J\x07evil"
    assert main(["validate", str(written(tmp_path, loop_catalog=catalog) / "loop_catalog.json")]) == 0
    assert not set(capsys.readouterr().out) & {"\x1b", "\x07"}


def test_a_request_is_read_for_the_snapshot_that_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, request=samples.experiment_request()) / "request.json"
    assert verdicts(capsys, path)[0] == 1
    code, (verdict,) = verdicts(capsys, "--snapshot", "a" * 64, path)
    assert (code, verdict["document"], verdict["readable"]) == (0, "experiment_request", True)


def test_a_v1_document_with_a_mistake_is_no_legacy_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = documents.dump(read(json.dumps(samples.factor_catalog()).encode()).document)  # type: ignore[arg-type]
    document["factors"][0]["region"] = 5
    code, (verdict,) = verdicts(capsys, written(tmp_path, factor_catalog=document) / "factor_catalog.json")
    assert (code, "dialect" in verdict) == (1, False)
    assert [violation["path"] for violation in verdict["violations"]] == ["factors[0].region"]


def imported(capsys: pytest.CaptureFixture[str], folder: Path, address: str) -> tuple[int, dict[str, dict[str, int]], str]:
    """Exit code, tallies by kind, and what was said on stderr."""
    code = main(["catalogs", "import", str(folder), "--json", "--address", address])
    captured = capsys.readouterr()
    return code, {row["kind"]: row for row in json.loads(captured.out)["tallies"]}, captured.err


def test_importing_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "made"
    made.mkdir()
    written(
        made,
        loop_catalog=samples.loop_catalog(),
        strategy_catalog=samples.strategy_catalog(),
        factor_catalog=samples.factor_catalog(),
        model_catalog=samples.model_catalog(),
    )
    folders = [made]
    if root := os.environ.get("AISTOCK_REAL_DATA"):
        folders.append(Path(root) / "rd_agent")
    with spawned(tmp_path / "server") as server:
        for folder in folders:
            code, first, said = imported(capsys, folder, server.address)
            assert (code, sum(row["refused"] for row in first.values())) == (0, 0)
            assert sum(row["inserted"] for row in first.values()) > 0
            assert "rdagent.factor_catalog/2025-12 was read as v1" in said
            code, second, _ = imported(capsys, folder, server.address)
            assert code == 0
            for row in second.values():
                assert (row["inserted"], row["updated"], row["refused"], row["retired"]) == (0, 0, 0, 0)
            assert sum(row["unchanged"] for row in second.values()) > 0


def test_a_legacy_catalog_that_cannot_be_read_stops_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, loop_catalog=samples.loop_catalog() | {"version": "v9"})
    assert main(["catalogs", "import", str(tmp_path), "--address", "127.0.0.1:9"]) == 1
    assert "UNKNOWN_VERSION" in capsys.readouterr().err


@pytest.mark.real_data
def test_the_real_files(capsys: pytest.CaptureFixture[str]) -> None:
    root = real_data()
    code, found = verdicts(capsys, *sorted(root.glob("*.json")))
    by_name = {Path(verdict["file"]).name: verdict for verdict in found}
    assert code == 1
    assert by_name["alpha158_meta.json"]["valid"]
    codes = {name: [issue["code"] for issue in verdict.get("issues", [])] for name, verdict in by_name.items()}
    assert codes["factor_catalog.json"].count("LEGACY_SOURCE") == codes["factor_catalog.json"].count("ABSENT") == 8
    assert len(codes["factor_catalog.json"]) == 16
    assert codes["strategy_catalog.json"] == ["ABSOLUTE_PATH"] * 2
    assert "MISSING_CONTEXT" in codes["experiment_request_demo.json"]
    for name in ("task_config.example.json", "task_config.schema.json", "daily_pv_schema.json"):
        assert codes[name] == ["UNKNOWN_DOCUMENT"]
