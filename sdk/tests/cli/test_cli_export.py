"""`aistock export`: the verbs of the design's appendix B, what they print, what they refuse, and that a registry is only read."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.contract import documents
from aistock.library.alpha158 import alpha158, alpha158_factors
from aistock.library.v1 import models
from aistock.library.v1.models import LoopAction
from aistock.rdagent.artifacts import LoopRun, materialize
from aistock.rdagent.catalogs import ALPHA_FILE, FILES
from aistock.rdagent.legacy import samples
from aistock.rdagent.registry import LoopRow, Registry
from aistock.rdagent.sample_workspaces import write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
KINDS: dict[str, Any] = {
    "factor_catalog.json": models.FactorCatalog,
    "strategy_catalog.json": models.StrategyCatalog,
    "loop_catalog.json": models.LoopCatalog,
    "model_catalog.json": models.ModelCatalog,
    "alpha158_meta.json": models.AlphaMeta,
}


@pytest.fixture(scope="module")
def one_loop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    workspace = write_sample_workspace(folder / "workspaces" / "ws0", seed=1)
    named = {"task_run_id": "run1", "workspace_id": "ws0", "workspace_path": "workspaces/ws0"}
    run = LoopRun(loop_id=0, generated_at_utc=NOW, action=LoopAction.MODEL, **named)
    with Registry(folder / "registry.sqlite") as registry:
        materialize(workspace, run, registry=registry)
        registry.record(LoopRow(task_run_id="run2", loop_id=0, has_result=1))
    return folder


@pytest.fixture
def place(one_loop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(one_loop, tmp_path / "RDagentDB")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_below(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_the_commands_of_the_design(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names_below(place / "RDagentDB")
    (place / "conf.yaml").write_text(
        "data_handler_config:\n  alpha158_config:\n    feature:\n      - [($high-$low)/$open]\n      - [KLEN]\n"
    )
    registry = ["--registry-sqlite", "RDagentDB/registry.sqlite"]
    assert main(["export", "alpha158-meta", "--conf-yaml", "conf.yaml", "--output", "tmp/alpha158_meta.json"]) == 0
    alpha = ["--alpha-meta", "tmp/alpha158_meta.json"]
    assert main(["export", "factor-catalog", *registry, *alpha, "--output", "tmp/factor_catalog.json"]) == 0
    assert main(["export", "strategy-catalog", *registry, "--output", "tmp/strategy_catalog.json"]) == 0
    assert main(["export", "loop-catalog", *registry, "--output", "tmp/loop_catalog.json", "--limit", "0"]) == 0
    assert main(["export", "model-catalog", *registry, "--output", "tmp/model_catalog.json"]) == 0
    assert "run2/0" in capsys.readouterr().out
    found = {name: documents.read(kind, place / "tmp" / name) for name, kind in KINDS.items()}
    assert found[ALPHA_FILE].config_path == "conf.yaml"
    assert [row.name for row in found[ALPHA_FILE].factors] == ["KLEN"]
    assert len({found[name].snapshot_id for name in FILES.values()}) == 1
    assert len(found["loop_catalog.json"].loops) == len(found["strategy_catalog.json"].strategies) == 1
    # The workspace gave its own word for KLEN, so that the definition adds a row of another source.
    keys = {(row.name, row.source) for row in found["factor_catalog.json"].factors}
    assert keys >= {("KLEN", "qlib_alpha158"), ("KLEN", "rd_agent")}
    assert names_below(place / "RDagentDB") == before


def test_all_at_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["export", "all", "--out", "out", "--store", "here", "--json"]
    assert main(command) == 0
    first = json.loads(capsys.readouterr().out)
    assert [(item["code"], item["key"]) for item in first["findings"]] == [("no_workspace", "run2/0")]
    for item in first["files"]:
        document = documents.read(KINDS[Path(item["path"]).name], item["path"])
        assert document.snapshot_id == first["snapshot_id"]
    assert sorted(Path(item["path"]).name for item in first["files"]) == sorted(KINDS)
    assert [row.workspace_store for row in documents.read(models.LoopCatalog, "out/loop_catalog.json").loops] == ["here"]
    assert documents.read(models.AlphaMeta, "out/alpha158_meta.json").factors == alpha158_factors()
    assert main([*command, "--processes", "2"]) == 0
    assert json.loads(capsys.readouterr().out)["snapshot_id"] == first["snapshot_id"]
    assert main(["export", "all", "--out", "out"]) == 0
    shown = capsys.readouterr().out
    assert "snapshot " in shown
    assert "no_workspace\trun2/0\t" in shown


def test_alpha158_needs_no_configuration(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "alpha158-meta", "--output", "a.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["rows"] == 158
    found = documents.read(models.AlphaMeta, "a.json")
    assert [(row.name, row.expression) for row in found.factors] == list(alpha158())
    assert (found.config_path, found.source) == (None, "qlib_alpha158")


def test_alpha_files_of_the_fork_are_taken_in(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = samples.loop_catalog()
    Path("bad.json").write_text(json.dumps(catalog))
    row = {"name": "KLEN", "expression": "($high-$low)/$open", "source": "qlib_alpha158", "region": "cn", "tags": ["alpha158"]}
    head = {"version": "v1", "generated_at_utc": "2025-12-25T15:08:52.215343+00:00", "source": "qlib_alpha158"}
    Path("fork.json").write_text(json.dumps(head | {"factors": [row], "config_path": "rdagent/scenarios/conf.yaml"}))
    Path("other.json").write_text(json.dumps(head | {"factors": [row | {"expression": "$open"}]}))
    command = ["export", "all", "--out", "out", "--alpha-meta"]
    assert main([*command, "fork.json"]) == 0
    assert [row.name for row in documents.read(models.AlphaMeta, "out/alpha158_meta.json").factors] == ["KLEN"]
    capsys.readouterr()
    assert main([*command, "fork.json", "--alpha-meta", "other.json"]) == 2
    assert "leave one of them out" in capsys.readouterr().err
    assert main([*command, "bad.json"]) == 1
    assert "bad.json breaks the contract" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["all", "--out", "x", "--alpha-meta", "missing.json"], "missing.json: No such file"),
        (["factor-catalog", "--output", "x", "--alpha-meta", "missing.json"], "missing.json: No such file"),
        (["alpha158-meta", "--output", "x", "--conf-yaml", "missing.yaml"], "missing.yaml: No such file"),
        (["all", "--out", "x", "--registry-sqlite", "missing.sqlite"], "missing.sqlite cannot be opened"),
        (["all", "--out", "x", "--root", "missing"], "missing is no folder"),
        (["loop-catalog", "--output", "RDagentDB", "--limit", "1"], "RDagentDB is a folder; name a file"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(
    place: Path, capsys: pytest.CaptureFixture[str], options: list[str], what: str
) -> None:
    assert main(["export", *options]) == 2
    assert what in capsys.readouterr().err
    assert not any(path.is_file() for path in (place / "x").rglob("*"))
    assert not (place / "x").is_file()


@pytest.mark.parametrize("options", ["all", "all --out x --limit -1", "nothing", "model-catalog --output x --processes 0"])
def test_wrong_usage(place: Path, capsys: pytest.CaptureFixture[str], options: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["export", *options.split()])
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err
