"""The library from the command line, against the server: loops with their curves, bundles, factors and strategies."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.client import Client
from aistock.library.v1.models import FeedbackSummary
from aistock_conformance import archives, rows
from aistock_conformance.markets import Market
from aistock_conformance.target import Target, fresh_name

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CODE = "def factor_roc5(df):\n    return df['close'].pct_change(5)\n"


@pytest.fixture(scope="module")
def run_id() -> str:
    """A run of this module's own."""
    return fresh_name("run")


@pytest.fixture(scope="module")
def workspace(run_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A materialised workspace with factor code and a linear model."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed; no workspace can be made")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; no workspace can be made")
    from aistock.rdagent.artifacts import LoopRun, materialize
    from aistock.rdagent.sample_workspaces import write_sample_workspace

    folder = tmp_path_factory.mktemp("workspaces") / "ws1"
    write_sample_workspace(folder, seed=5)
    config = json.loads((folder / "executed_config.json").read_text(encoding="utf-8"))
    config["backtest"]["exchange_kwargs"] = {
        "open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5, "limit_threshold": 0.095, "deal_price": "close",
    }  # fmt: skip
    (folder / "executed_config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "model.txt").unlink()
    (folder / "model.json").write_bytes(archives.WEIGHTS)
    (folder / "factor.py").write_text(CODE, encoding="utf-8")
    run = LoopRun(
        task_run_id=run_id,
        loop_id=1,
        workspace_id="ws1",
        workspace_path="ws1",
        generated_at_utc=NOW,
        decision=True,
        summary=FeedbackSummary(execution="曲线平稳"),
    )
    materialize(folder, run)
    return folder


@pytest.fixture(autouse=True)
def address(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every verb talks to the server under test."""
    monkeypatch.setenv("AISTOCK_ADDRESS", target.address)


class Shell:
    """Runs verbs and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def json(self, *arguments: object, code: int = 0) -> Any:
        """What a verb prints as JSON."""
        assert main([*map(str, arguments), "--json"]) == code, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out)

    def text(self, *arguments: object, code: int = 0) -> str:
        """What a verb prints for a person, and what it says went wrong."""
        assert main([*map(str, arguments)]) == code
        printed = self._capsys.readouterr()
        return printed.out + printed.err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """A command line."""
    return Shell(capsys)


def test_a_loop_is_published_and_shown_with_its_curves(shell: Shell, workspace: Path, run_id: str, tmp_path: Path) -> None:
    """Its files are on the desk, its figures say what they mean, its pictures come back byte for byte; again is no change."""
    first = shell.json("loops", "publish", workspace, "--source", run_id)
    assert first["report"]["changed"] and "ret_curve" in first["sent"]
    again = shell.json("loops", "publish", workspace, "--source", run_id)
    assert (again["report"]["changed"], again["sent"]) == (False, [])

    shown = shell.json("loops", "show", f"{run_id}/1/ws1", "--curves", tmp_path / "curves")
    for name in ("ret_curve", "dd_curve"):
        assert Path(shown["curves"][name]).read_bytes() == (workspace / f"{name}.png").read_bytes()
    text = shell.text("loops", "show", f"{run_id}/1/ws1")
    assert "曲线平稳" in text and "with_cost\texcess\t000300.SH\t238" in text and "accepted" in text
    listed = shell.json("loops", "list", "--run", run_id, "--decision", "yes", "--has-result", "yes", "--order", "ic_mean")
    assert [entry["loop"]["workspace_id"] for entry in listed] == ["ws1"]
    figure = listed[0]["loop"]["metrics"]["ic_mean"]
    assert shell.json("loops", "list", "--run", run_id, "--bound", f"ic_mean>={figure + 0.001}") == []
    assert len(shell.json("loops", "list", "--run", run_id, "--bound", f"ic_mean<={figure + 0.001}")) == 1
    assert "write run/loop/workspace" in shell.text("loops", "show", "nonsense", code=2)
    assert "no loop" in shell.text("loops", "show", f"{run_id}/9/ws1", code=3)


def test_a_workspace_without_its_proof_is_not_published(shell: Shell, workspace: Path, run_id: str, tmp_path: Path) -> None:
    """And the reason is told in one line."""
    broken = tmp_path / "ws1"
    shutil.copytree(workspace, broken)
    (broken / "ret_curve.png").write_bytes(b"else")
    assert "ret_curve.png is not the file that manifest.json names" in shell.text("loops", "publish", broken, code=2)
    assert "is no folder" in shell.text("loops", "publish", tmp_path / "missing", code=2)


def test_a_bundle_goes_there_and_back(shell: Shell, workspace: Path, run_id: str, tmp_path: Path) -> None:
    """Built, checked, pushed twice, listed, fetched elsewhere, and checked there without a desk."""
    built = shell.json("bundles", "build", workspace, "--out", tmp_path / "bundles")
    folder, name = Path(built["folder"]), built["manifest"]["asset_bundle_id"]
    assert shell.json("bundles", "check", folder)["faults"] == []
    kept = shell.json("bundles", "push", folder)
    assert shell.json("bundles", "push", folder) == kept
    assert [one["manifest"]["asset_bundle_id"] for one in shell.json("bundles", "list", "--run", run_id)] == [name]
    fetched = Path(shell.json("bundles", "fetch", name, "--to", tmp_path / "fetched")["folder"])
    assert {path.name: path.read_bytes() for path in fetched.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }
    (fetched / "factor.py").write_text("import os\n", encoding="utf-8")
    faults = shell.json("bundles", "check", fetched, code=1)["faults"]
    assert [fault["place"] for fault in faults] == ["factor.py"]
    assert "factor.py" in shell.text("bundles", "push", fetched, code=1)
    assert "no bundle" in shell.text("bundles", "fetch", "0" * 32, "--to", tmp_path / "none", code=3)
    assert not (tmp_path / "none").exists()


def test_factors_are_registered_and_found(shell: Shell, tmp_path: Path) -> None:
    """With code, which is shown by its hash; refused code is told by line."""
    name = fresh_name("mom")
    (tmp_path / "factor.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "bad.py").write_text("import os\n", encoding="utf-8")
    told = shell.text("factors", "register", name, "--asset", tmp_path / "bad.py", "--function", "f", "--kind", "code", code=3)
    assert "asset_sha256:1" in told and "import of os" in told
    asset = ("--asset", tmp_path / "factor.py", "--function", "factor_roc5")
    entry = shell.json("factors", "register", name, *asset, "--tag", name[:32], "--description", "五日动量")
    assert entry["asset_sha256"] and entry["factor"]["source"] == "external"
    listed = shell.json("factors", "list", "--source", "external", "--tag", name[:32])
    assert [one["factor"]["name"] for one in listed] == [name]
    assert shell.json("factors", "list", "--tag", name[:32], "--bound", "ic_mean>=0") == []
    shown = shell.text("factors", "show", name, "--source", "external")
    assert entry["asset_sha256"] in shown and "五日动量" in shown
    assert name in shell.text("factors", "list", "--text", name)
    with pytest.raises(SystemExit):
        main(["factors", "list", "--bound", "nothing>=0"])


def test_a_strategy_becomes_a_request(
    shell: Shell, client: Client, workspace: Path, run_id: str, market: Market, tmp_path: Path
) -> None:
    """The request of a published loop's strategy is a document that can be submitted."""
    shell.json("loops", "publish", workspace, "--source", run_id)
    (loop,) = shell.json("loops", "list", "--run", run_id)
    strategy = loop["loop"]["strategy_id"]
    assert strategy in shell.text("strategies", "list", "--origin", run_id)
    assert "model_config:" in shell.text("strategies", "show", strategy)
    out = tmp_path / "request.json"
    asked = shell.text("strategies", "request", strategy, "--snapshot", market.snapshot_id, "--out", out)
    assert "experiments submit" in asked
    document = json.loads(out.read_text(encoding="utf-8"))
    again = shell.json("strategies", "request", strategy, "--snapshot", market.snapshot_id)
    assert (document["request_id"], document["strategy_id"]) == (again["request_id"], strategy)
    submitted = shell.json("experiments", "submit", out)
    client.experiments.cancel_experiment(submitted["experiment_id"])


def test_a_strategy_from_outside_is_registered(shell: Shell, tmp_path: Path) -> None:
    """From a document, with its YAML."""
    strategy = rows.strategy(fresh_name(), 1)
    (tmp_path / "strategy.json").write_text(strategy.model_dump_json(), encoding="utf-8")
    (tmp_path / "conf.yaml").write_text("market: csi300\n", encoding="utf-8")
    entry = shell.json("strategies", "register", tmp_path / "strategy.json", "--asset", tmp_path / "conf.yaml")
    assert entry["strategy"]["strategy_id"] == strategy.strategy_id and entry["asset_sha256"]
