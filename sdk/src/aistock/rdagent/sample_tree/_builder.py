"""Builds a sample tree story by story: files, rows of the older registry, and the truth about both."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aistock.library.v1.models import FeedbackSummary, LoopAction
from aistock.rdagent._loop_run import LoopRun, marker_of
from aistock.rdagent.legacy import samples
from aistock.rdagent.sample_tree._old_registry import OldRow
from aistock.rdagent.sample_tree._truth import LoopKey, LoopTruth, TreeTruth, WorkspaceTruth
from aistock.rdagent.sample_workspaces import write_sample_workspace

STAMP = "2025-12-24T08:00:00.123456+00:00"
REPOSITORY = "/mnt/f/Dev/RD-Agent-main/git_ignore_folder/RD-Agent_workspace"
DOCUMENTS = ("workspace_meta.json", "experiment_summary.json", "manifest.json")
_PATTERNS = 6
_KEYS = ("ic_mean", "rank_ic_mean", "ann_return", "mdd", "turnover", "multi_score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A workspace that is being built."""

    path: Path
    folder: str
    workspace_id: str
    loop: LoopKey
    action: str
    role: str


class Builder:
    """The tree so far; `dice` decides everything that a story leaves open."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.dice = dice
        self.truth = TreeTruth(root=folder / "workspaces", logs=folder / "log", registry=folder / "registry.sqlite")
        self.rows: list[OldRow] = []
        self.outside = folder / "outside"
        for made in (self.truth.root, self.truth.logs, self.outside):
            made.mkdir(parents=True)
        self._patterns = folder / "patterns"
        self._session = 0

    def id(self) -> str:
        """A fresh UUID as 32 hex digits."""
        return f"{self.dice.getrandbits(128):032x}"

    def finding(self, path: str, code: str) -> None:
        """A finding that a backfill must report."""
        self.truth.findings.append((path, code))

    def place(
        self,
        story: str,
        loop: LoopKey,
        *,
        action: str,
        role: str = "experiment_workspace",
        folder: str | None = None,
        name: str | None = None,
    ) -> Place:
        """An empty folder of a workspace, which the truth knows."""
        workspace_id = name or self.id()
        folder = folder or workspace_id
        path = self.truth.root / folder
        path.mkdir()
        self.truth.workspaces[workspace_id] = WorkspaceTruth(
            folder=folder, story=story, workspace_id=workspace_id, loop=loop, role=role
        )
        self.truth.runs.setdefault(loop[0], "unknown")
        return Place(path=path, folder=folder, workspace_id=workspace_id, loop=loop, action=action, role=role)

    def loop(self, loop: LoopKey, action: str, status: str, best: Place | None, *, writable: bool = True) -> None:
        """What is true of a loop."""
        self.truth.loops[loop] = LoopTruth(
            action=action, status=status, best=best.workspace_id if best else None, writable=writable
        )

    def fill(self, place: Place) -> None:
        """What a Qlib run leaves, and the evidence of the action."""
        pattern = self._pattern(self.dice.randrange(_PATTERNS))
        for source in sorted(pattern.iterdir()):
            if source.name != "combined_factors_df.parquet" or place.action == "factor":
                shutil.copyfile(source, place.path / source.name)
        (place.path / f"{place.action}.py").write_text("# what the language model wrote\n", encoding="utf-8")
        (place.path / "conf_baseline.yaml").write_text("market: all\nbenchmark: 000300.SH\n", encoding="utf-8")

    def documents(
        self, place: Place, *, status: str = "success", has_result: bool = True, online: bool = True, **changes: Any
    ) -> None:
        """workspace_meta, experiment_summary and manifest as the fork's online writer, or its backfill, left them."""
        meta = fork_meta(place, status, has_result, online=online) | changes
        figures = {"ic_mean": 0.03, "rank_ic_mean": 0.04}
        self.put(place, "workspace_meta.json", meta)
        self.put(place, "experiment_summary.json", meta | {"key_metrics": figures, "files": _listed(place.path), "artifacts": []})
        self.put(place, "manifest.json", meta | {"key_metrics": figures, "artifacts": []})

    def details(self, place: Place, *, loop: LoopKey | None = None) -> None:
        """factor_meta and feedback of a loop."""
        run, number = loop or place.loop
        for name, value in (("factor_meta.json", samples.factor_meta()), ("feedback.json", samples.feedback())):
            self.put(place, name, value | {"task_run_id": run, "loop_id": number})

    def put(self, place: Place, name: str, value: Any) -> None:
        """A JSON file as the fork writes it."""
        (place.path / name).write_text(json.dumps(value, ensure_ascii=False, indent=2, default=str), encoding="utf-8")

    def mark(self, place: Place) -> None:
        """The marker of a loop that ended well."""
        run = LoopRun(
            task_run_id=place.loop[0],
            loop_id=place.loop[1],
            workspace_id=place.workspace_id,
            workspace_path=place.folder,
            generated_at_utc=datetime.fromisoformat(STAMP),
            action=LoopAction(place.action),
            decision=True,
            hypothesis="由标记得知",
            summary=FeedbackSummary(execution="完成", value_feedback="有效"),
        )
        (place.path / "loop_run.json").write_bytes(marker_of(run))

    def tracking(self, place: Place, *, workspace_id: str | None = None) -> None:
        """MLflow's folder with one run of one experiment."""
        run = place.path / "mlruns" / "387" / self.id()
        run.mkdir(parents=True)
        uri = f"file://{REPOSITORY}/{workspace_id or place.workspace_id}/mlruns/387"
        (run.parent / "meta.yaml").write_text(f"artifact_location: {uri}\nname: workflow\n", encoding="utf-8")
        text = f"artifact_uri: {uri}/{run.name}/artifacts\nend_time: 1766563300000\nstart_time: 1766563200000\nstatus: 3\n"
        (run / "meta.yaml").write_text(text, encoding="utf-8")

    def run_row(self, run: str, status: str, **values: Any) -> None:
        """A run of the registry."""
        self.truth.runs[run] = status
        self._row("task_runs", task_run_id=run, status=status, created_at_utc=STAMP, updated_at_utc=STAMP, **values)

    def loop_row(self, loop: LoopKey, **values: Any) -> None:
        """A loop of the registry."""
        self._row("loops", task_run_id=loop[0], loop_id=loop[1], started_at_utc=STAMP, **values)

    def workspace_row(self, place: Place, *, path: str | None = None, **values: Any) -> None:
        """A workspace of the registry, with the absolute path of one of the fork's machines."""
        machine = path or self.dice.choice((
            f"{REPOSITORY}/{place.folder}",
            f"F:\\Dev\\RD-Agent-main\\git_ignore_folder\\RD-Agent_workspace\\{place.folder}",
            f"f:/Dev/RD-Agent-main/git_ignore_folder/RD-Agent_workspace/{place.folder}",
        ))  # fmt: skip
        row = {"workspace_role": place.role, "workspace_path": machine, "created_at_utc": STAMP} | values
        self._row("workspaces", workspace_id=place.workspace_id, task_run_id=place.loop[0], loop_id=place.loop[1], **row)
        self.finding(f"registry:workspaces/{place.workspace_id}", "FOREIGN_PATH")

    def raw_row(self, table: str, values: Mapping[str, Any]) -> None:
        """Any row."""
        self._row(table, **values)

    def session(self, loops: int) -> str:
        """A log session with pickles that nobody may open; its name."""
        self._session += 1
        name = f"2025-12-{self._session % 28 + 1:02d}_08-{self._session // 28 % 60:02d}-00-{self.dice.randrange(10**6):06d}"
        for number in range(loops):
            step = self.truth.logs / name / f"Loop_{number}" / "direct_exp_gen"
            step.mkdir(parents=True)
            (step / "hypothesis.pkl").write_bytes(b"\x80\x04\x95never opened")
        (self.truth.logs / name / "__session__" / "0").mkdir(parents=True)
        (self.truth.logs / name / "__session__" / "0" / "0_direct_exp_gen").write_bytes(b"\x80\x04\x95never opened")
        self.truth.sessions += 1
        return name

    def finish(self) -> TreeTruth:
        """The truth about the whole."""
        shutil.rmtree(self._patterns, ignore_errors=True)
        self.truth.folders = sum(1 for entry in os.scandir(self.truth.root) if entry.is_dir(follow_symlinks=False))
        return self.truth

    def _row(self, table: str, **values: Any) -> None:
        self.rows.append(OldRow(table=table, values=values))

    def _pattern(self, number: int) -> Path:
        """A filled workspace that others are copied from; making each anew would take the most time of all."""
        path = self._patterns / str(number)
        if not path.exists():
            write_finished_workspace(path, seed=number)
        return path


def fork_meta(place: Place, status: str, has_result: bool, *, online: bool) -> dict[str, Any]:
    """workspace_meta.json of the fork; its backfill wrote fewer keys."""
    run, number = place.loop
    required = {"model": ["qlib_res.csv", "ret.pkl"], "factor": ["combined_factors_df.parquet"]}[place.action]
    meta: dict[str, Any] = {
        "task_run_id": run,
        "loop_id": number,
        "action": place.action,
        "workspace_id": place.workspace_id,
        "workspace_role": place.role,
        "experiment_type": place.action,
        "workspace_path": f"F:\\Dev\\RD-Agent-main\\git_ignore_folder\\RD-Agent_workspace\\{place.workspace_id}",
        "status": status,
        "has_result": has_result,
        "generated_at_utc": STAMP,
        "result_criteria": {"required_files": required, "has_result": has_result},
        "task_run": {"task_run_id": run},
        "loop": {"task_run_id": run, "loop_id": number, "action": place.action},
        "pointers": {
            "meta_path": "workspace_meta.json",
            "summary_path": "experiment_summary.json",
            "manifest_path": "manifest.json",
        },
    }
    if online:
        meta |= {
            "step_name": "feedback",
            "best_workspace_id": place.workspace_id,
            "registry": {"db_path": "F:\\Dev\\RD-Agent-main\\RDagentDB\\registry.sqlite"},
            "task_run": {"task_run_id": run, "scenario": "QlibQuantScenario", "log_trace_path": None},
            "loop": meta["loop"] | {"status": status, "has_result": has_result, "key_metrics": dict.fromkeys(_KEYS)},
            "workspace_row": {"workspace_id": place.workspace_id, "task_run_id": run, "loop_id": number, "status": status},
        }
    return meta


def _listed(path: Path) -> dict[str, str | None]:
    names = ("qlib_res.csv", "ret.pkl", "ret_schema.parquet", "signals.parquet", "combined_factors_df.parquet", "mlruns")
    return {name: name if (path / name).exists() else None for name in names}


def write_finished_workspace(folder: Path, *, seed: int = 0) -> Path:
    """What a finished Qlib run and RD-Agent's own pandas leave: the sample workspace, a real ret.pkl, and factor values."""
    write_sample_workspace(folder, seed=seed)
    _write_report(folder / "returns.parquet", folder / "ret.pkl")
    _write_factors(folder / "combined_factors_df.parquet", seed)
    return folder


def _write_report(table: Path, path: Path) -> None:
    """Qlib's report of the same days, pickled as its recorder does it."""
    import pandas as pd

    days = pd.read_parquet(table)
    days["datetime"] = pd.to_datetime(days["datetime"])
    report = days.set_index("datetime").assign(total_turnover=lambda frame: frame["turnover"].cumsum())
    report["total_cost"] = (report["cost"] * report["account"]).cumsum()
    names = ["account", "return", "total_turnover", "turnover", "total_cost", "cost", "value", "cash", "bench"]
    report[names].to_pickle(path)


def _write_factors(path: Path, seed: int) -> None:
    """Values of two factors, as RD-Agent's pandas writes them: two levels of rows and of columns."""
    import pandas as pd

    dice = random.Random(seed)
    days = pd.date_range("2024-01-02", periods=30, freq="B")
    rows = pd.MultiIndex.from_product([days, [f"{number:06d}.SZ" for number in range(1, 9)]], names=["datetime", "instrument"])
    columns = pd.MultiIndex.from_tuples([("feature", "Momentum_10D"), ("feature", "资金流_5D")])
    values = [[dice.gauss(0, 1), dice.gauss(0, 1)] for _ in range(len(rows))]
    pd.DataFrame(values, index=rows, columns=columns).to_parquet(path)
