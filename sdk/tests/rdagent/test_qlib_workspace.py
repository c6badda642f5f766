"""A workspace as Qlib itself left it is materialized: from its pickles and tables alone, and without Qlib."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from aistock.contract import documents
from aistock.library.v1 import models
from aistock.library.v1.models import LoopAction
from aistock.rdagent._factor_figures import factor_performances
from aistock.rdagent._qlib_workspace import days_of, labels_of, recorder_of
from aistock.rdagent._sources import Sources
from aistock.rdagent.artifacts import LoopRun, WorkspaceError, materialize
from aistock.rdagent.registry import LoopRow, Registry
from aistock.rdagent.sample_workspaces import sample_task, write_recorder, write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
OURS = ("returns.parquet", "predictions.parquet", "executed_config.json", "model.txt")
SOURCES = ("qlib_res.csv", "ret.pkl", "combined_factors_df.parquet")
BIG = 1 << 31


def run_of(action: LoopAction = LoopAction.MODEL) -> LoopRun:
    return LoopRun(task_run_id="r", loop_id=0, workspace_id="w", workspace_path="w", generated_at_utc=NOW, action=action)


def qlibs_own(folder: Path, *, task: dict[str, Any] | None = None) -> Path:
    """Qlib's and RD-Agent's files, none of our worker's."""
    write_recorder(write_sample_workspace(folder, seed=5), seed=5, task=task)
    for name in OURS:
        (folder / name).unlink()
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Such a workspace whose recorder kept no task."""
    return qlibs_own(tmp_path / "w")


def test_the_set_comes_from_qlibs_own_files(workspace: Path) -> None:
    written = materialize(workspace, run_of())
    returns = documents.read(models.ReturnsSchema, workspace / "ret_schema.json")
    signals = documents.read(models.SignalSet, workspace / "signals.json")
    report = pd.read_pickle(workspace / "ret.pkl")
    assert written.has_result
    assert [row.daily_return for row in returns.rows] == list(report["return"])
    assert [row.date for row in returns.rows] == [day.date() for day in report.index]
    best = pd.read_pickle(next(workspace.glob("mlruns/*/*/artifacts/pred.pkl")))["score"].unstack().iloc[0].sort_values()
    assert [row.instrument for row in signals.rows[: len(best)]] == list(best.index[::-1])
    assert documents.read(models.FactorPerf, workspace / "factor_perf.json").combinations[0].factor_names == ["MYMOM20", "MYREV5"]
    assert (workspace / "ret_curve.png").read_bytes().startswith(b"\x89PNG")
    assert not (workspace / "model_meta.json").exists()  # what ran is not known, so nothing is said of it


def test_factors_are_measured_as_pandas_and_scipy_measure_them(workspace: Path) -> None:
    materialize(workspace, run_of())
    label = pd.read_pickle(next(workspace.glob("mlruns/*/*/artifacts/label.pkl")))["LABEL0"]
    table = pd.read_parquet(workspace / "combined_factors_df.parquet")
    measured = {one.name: one for one in documents.read(models.FactorPerf, workspace / "factor_perf.json").factors}
    assert [*measured] == ["MYMOM20", "MYREV5"]
    for name, found in measured.items():
        both = pd.DataFrame({"value": table["feature", name], "label": label})
        whole = both.dropna().groupby(level="datetime")
        plain = whole.apply(lambda day: stats.pearsonr(day["value"], day["label"]).statistic)
        ranked = whole.apply(lambda day: stats.spearmanr(day["value"], day["label"]).statistic)
        assert found.ic_mean == pytest.approx(plain.mean()) and found.rank_ic_mean == pytest.approx(ranked.mean())
        assert found.ic_ir == pytest.approx(plain.mean() / plain.std()) and found.rank_ic_ir == pytest.approx(
            ranked.mean() / ranked.std()
        )
        assert found.coverage == pytest.approx(both["value"].notna().mean())
        assert found.windows[0].metrics["ic_mean"] == pytest.approx(plain.mean())


def test_without_labels_nothing_is_invented(workspace: Path) -> None:
    next(workspace.glob("mlruns/*/*/artifacts/label.pkl")).unlink()
    materialize(workspace, run_of())
    assert documents.read(models.FactorPerf, workspace / "factor_perf.json").factors == []


def test_windows_hold_only_their_days(workspace: Path) -> None:
    first = date(2024, 1, 10)
    sources = Sources(workspace)
    labels = labels_of(sources, next(workspace.rglob("label.pkl")).relative_to(workspace).as_posix())
    found = factor_performances(sources, labels, {"late": (first, date(2024, 12, 31)), "before": (date(2020, 1, 1),) * 2})
    assert [window.name for window in found[0].windows] == ["late"]
    assert found[0].windows[0].period is not None and found[0].windows[0].period.start_date == first


def test_the_recorder_is_the_last_that_finished_inside_the_workspace(workspace: Path) -> None:
    for name, status, ended in (("aa", 3, 1734000000000), ("bb", 1, 1799000000000), ("cc", 3, 1736000000000)):
        folder = workspace / "mlruns" / "1" / name
        folder.mkdir()
        (folder / "meta.yaml").write_text(f"status: {status}\nend_time: {ended}\n", encoding="utf-8")
    found = recorder_of(Sources(workspace))
    assert found is not None
    assert (found.folder, found.finished) == ("mlruns/1/cc", 3)


def test_importing_and_materializing_needs_no_qlib(workspace: Path) -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path; from aistock.rdagent.artifacts import *;"
        "materialize(Path(sys.argv[1]), LoopRun(task_run_id='r', loop_id=0, workspace_id='w', workspace_path='w',"
        "generated_at_utc=datetime(2026, 1, 5, tzinfo=UTC)));"
        "print([name for name in sys.modules if name.split('.')[0] in ('qlib', 'mlflow', 'lightgbm', 'grpc', 'sqlalchemy')])"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.strip() == "[]"


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(BIG)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: max(1, path.stat().st_size // 2)]),
    "mojibake": lambda path: path.write_bytes("因子".encode("gbk") * 40),
    "another format": lambda path: path.write_bytes(b"\x80\x04cos\nsystem\n."),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link out": lambda path: (path.unlink(), path.symlink_to("/etc/hostname")),
    "a broken link": lambda path: (path.unlink(), path.symlink_to("nowhere")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "two gigabytes": _sparse,
}


@pytest.mark.parametrize("action", [LoopAction.MODEL, LoopAction.FACTOR])
@pytest.mark.parametrize("name", [*SOURCES, "pred.pkl", "label.pkl", "meta.yaml", "ic.pkl", "report_normal_1day.pkl", "task"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_or_leaves_no_claim(tmp_path: Path, name: str, damage: str, action: LoopAction) -> None:
    """The file is named in the refusal and the registry says failed, or documents are whole and claim no more than is there."""
    workspace = qlibs_own(tmp_path / "w", task=sample_task())
    path = workspace / name if (workspace / name).exists() else next(workspace.rglob(name))
    DAMAGES[damage](path)
    with Registry(workspace.parent / "r.sqlite") as registry:
        try:
            written = materialize(workspace, run_of(action), registry=registry)
        except WorkspaceError as error:
            assert path.name in str(error) and error.remedy
            assert registry.rows(LoopRow)[0].materialization_status == "failed"
            return
        row = registry.rows(LoopRow)[0]
    assert documents.read(models.ExperimentSummary, workspace / "experiment_summary.json") == written.summary
    needed = {LoopAction.MODEL: SOURCES[:2], LoopAction.FACTOR: SOURCES[2:]}[action]
    assert written.has_result == (name not in needed)
    assert (row.materialization_status == "done") == written.has_result


MOMENTS = 41 if os.environ.get("AISTOCK_FAULTS") else 10


class Killed(BaseException):
    """The process ends here."""


@settings(max_examples=MOMENTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.integers(0, 40))
def test_a_kill_at_any_write_is_made_good_by_the_next_run(tmp_path_factory: pytest.TempPathFactory, after: int) -> None:
    folders = [write_recorder(write_sample_workspace(tmp_path_factory.mktemp("k") / "w", seed=1), seed=1) for _ in range(2)]
    materialize(folders[0], run_of())
    left, plain = [after], Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return plain(self, target)

    with pytest.MonkeyPatch.context() as patch, Registry(folders[1].parent / "r.sqlite") as registry:
        patch.setattr(Path, "replace", replace)
        try:
            materialize(folders[1], run_of(), registry=registry)
        except Killed:
            assert registry.rows(LoopRow)[0].materialization_status == "failed"
        left[0] = -1
        assert materialize(folders[1], run_of(), registry=registry).has_result
        assert registry.rows(LoopRow)[0].materialization_status == "done"
    one, two = ({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()} for folder in folders)
    assert one == two


def test_a_report_read_from_ret_pkl_equals_the_workers_table(tmp_path: Path) -> None:
    folder = write_sample_workspace(tmp_path / "w", seed=2)
    table = pq.read_table(folder / "returns.parquet").to_pylist()
    assert [(day.day, day.daily_return, day.account) for day in days_of(Sources(folder), "ret.pkl")] == [
        (row["datetime"], row["return"], row["account"]) for row in table
    ]
