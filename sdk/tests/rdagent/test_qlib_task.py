"""A workspace without executed_config.json: the task in Qlib's own recorder says what ran, and only what it says is claimed."""

import copy
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.library.alpha158 import alpha158
from aistock.library.handler_features import features_of
from aistock.library.identity import feature_hash
from aistock.library.v1 import models
from aistock.library.v1.models import CatalogStrategy
from aistock.rdagent._executed_config import read_executed_config
from aistock.rdagent._pickled import value_in
from aistock.rdagent._qlib_task import _Plain
from aistock.rdagent.artifacts import LoopArtifacts, LoopRun, WorkspaceError, materialize
from aistock.rdagent.bundle import build_bundle, check_bundle, read_manifest
from aistock.rdagent.catalogs import export_catalogs
from aistock.rdagent.registry import Registry
from aistock.rdagent.sample_workspaces import EXAMPLE_FEATURES, sample_task, write_recorder, write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
RUN = LoopRun(task_run_id="r", loop_id=0, workspace_id="w", workspace_path="w", generated_at_utc=NOW)
OURS = ("returns.parquet", "predictions.parquet", "executed_config.json", "model.txt")
Task = dict[str, Any]


def qlibs_own(folder: Path, task: Task | None) -> Path:
    """What Qlib and RD-Agent leave, nothing of our worker's."""
    write_recorder(write_sample_workspace(folder, seed=5), seed=5, task=task)
    for name in OURS:
        (folder / name).unlink()
    return folder


def materialized(folder: Path, task: Task | None) -> LoopArtifacts:
    return materialize(qlibs_own(folder, task), RUN)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_model_strategy_and_data_are_told_by_the_task(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    written = materialized(folder, sample_task())
    model = documents.read(models.ModelMeta, folder / "model_meta.json")
    names = ["KLEN", "MYMOM20", "MYREV5", "ROC60"]
    assert (model.features, model.feature_hash) == (names, feature_hash(names))
    assert (model.model_format, model.model_file) == ("opaque", next(folder.rglob("params.pkl")).relative_to(folder).as_posix())
    assert (model.model_type, model.label, model.seed) == ("LGBModel", "Ref($close, -2)/Ref($close, -1) - 1", 7)
    assert [step.name for step in model.preprocessing] == ["RobustZScoreNorm", "Fillna", "DropnaLabel", "CSZScoreNorm"]
    strategy = documents.read(models.StrategyMeta, folder / "strategy_meta.json")
    assert strategy.strategy_id == written.strategy_id
    profile = documents.read(models.DataProfile, folder / "data_profile.json")
    assert (profile.market, profile.feature_count) == ("csi300", 4)
    assert profile.data_split is not None and profile.data_split.test is not None
    assert profile.data_split.test.start_date == date(2024, 1, 2)
    signals = documents.read(models.SignalSet, folder / "signals.json")
    assert (signals.top_k, signals.n_drop, signals.weight_method) == (3, 1, "topk_equal_weight")
    assert documents.read(models.ReturnsSchema, folder / "ret_schema.json").benchmark == "000300.SH"
    meta = documents.read(models.FactorMeta, folder / "factor_meta.json")
    assert [(one.name, one.expression) for one in meta.factors] == [
        ("KLEN", dict(EXAMPLE_FEATURES)["KLEN"]), ("MYMOM20", None), ("MYREV5", None), ("ROC60", dict(EXAMPLE_FEATURES)["ROC60"]),
    ]  # fmt: skip
    assert written.summary.executed_config_hash == model.executed_config_hash


REAL_RECORDER = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import pandas as pd, qlib
from qlib.workflow import R
from aistock.rdagent.sample_workspaces import sample_task
folder, objects = Path(sys.argv[1]), Path(sys.argv[2])
uri = {"uri": "file:" + str(folder / "mlruns"), "default_exp_name": "Experiment"}
qlib.init(provider_uri=str(folder / "none"), exp_manager={
    "class": "MLflowExpManager", "module_path": "qlib.workflow.expm", "kwargs": uri})
with R.start(experiment_name="workflow"):
    R.save_objects(task=sample_task())
    for path in objects.rglob("*.pkl"):
        inside = path.parent.relative_to(objects).as_posix()
        R.get_recorder().save_objects(artifact_path=None if inside == "." else inside, **{path.name: pd.read_pickle(path)})
"""


def test_a_recorder_that_qlib_itself_wrote_says_the_same_as_the_sample(tmp_path: Path) -> None:
    pytest.importorskip("qlib", reason="Qlib is not installed; its recorder cannot write")
    sample, real = qlibs_own(tmp_path / "sample", sample_task()), qlibs_own(tmp_path / "real", sample_task())
    objects = tmp_path / "objects"
    next((real / "mlruns" / "1").glob("*/artifacts")).rename(objects)
    shutil.rmtree(real / "mlruns")
    environment = os.environ | {"MLFLOW_ALLOW_FILE_STORE": "true"}
    command = [sys.executable, "-c", REAL_RECORDER, str(real), str(objects)]
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment, cwd=tmp_path)
    one, two = materialize(sample, RUN), materialize(real, RUN)
    assert (two.has_result, two.strategy_id) == (True, one.strategy_id) and one.strategy_id is not None
    same = ("data_profile.json", "factor_meta.json", "factor_perf.json", "signals.json", "ret_schema.json", "strategy_meta.json")
    assert {name: tree(sample)[name] for name in same} == {name: tree(real)[name] for name in same}


def test_what_was_told_is_kept_and_told_again_by_other_readers(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    first = materialized(folder, sample_task())
    kept = json.loads((folder / "executed_config.json").read_bytes())
    assert kept["qlib_task"]["dataset"]["kwargs"]["segments"]["test"] == ["2024-01-02", "2024-02-12"]
    config = read_executed_config(folder / "executed_config.json")
    assert documents.read(models.StrategyMeta, folder / "strategy_meta.json").config_hash == config.hash
    before = tree(folder)
    assert materialize(folder, RUN) == first
    assert tree(folder) == before


def test_what_was_kept_stands_when_the_recorder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    materialized(folder, sample_task())
    next(folder.rglob("task")).unlink()
    before = tree(folder)
    materialize(folder, RUN)
    named = ("executed_config.json", "model_meta.json", "strategy_meta.json", "factor_meta.json")
    assert {name: before[name] for name in named} == {name: tree(folder)[name] for name in named}


def test_another_run_of_qlib_makes_another_strategy(tmp_path: Path) -> None:
    first, changed = materialized(tmp_path / "one", sample_task()), sample_task()
    changed["model"]["kwargs"]["learning_rate"] = 0.3
    assert materialized(tmp_path / "two", changed).strategy_id != first.strategy_id


def test_the_strategy_is_named_by_what_ran_and_not_by_the_run(tmp_path: Path) -> None:
    one, two = (tmp_path / name for name in ("one", "two"))
    for number, folder in enumerate((one, two)):
        write_recorder(write_sample_workspace(folder, seed=5), seed=number, task=sample_task())
        for name in OURS:
            (folder / name).unlink()
        next(folder.rglob("ic.pkl")).unlink()
    assert materialize(one, RUN).strategy_id == materialize(two, RUN).strategy_id


def test_a_template_of_an_earlier_configuration_goes_and_one_of_the_users_stays(tmp_path: Path) -> None:
    folder, changed = qlibs_own(tmp_path / "w", sample_task()), sample_task()
    changed["model"]["kwargs"]["learning_rate"] = 0.3
    (folder / "conf_0123456789abcdef.yaml").write_text("market: csi300\n", encoding="utf-8")
    materialize(folder, RUN)
    next(folder.rglob("task")).write_bytes(pickle.dumps(changed))
    again = materialize(folder, RUN)
    fresh = qlibs_own(tmp_path / "v", changed)
    (fresh / "conf_0123456789abcdef.yaml").write_text("market: csi300\n", encoding="utf-8")
    assert again.strategy_id == materialize(fresh, RUN).strategy_id
    assert tree(folder).keys() == tree(fresh).keys()


def test_the_workers_own_word_goes_before_the_recorder(tmp_path: Path) -> None:
    folder = write_recorder(write_sample_workspace(tmp_path / "w", seed=5), seed=5, task=sample_task())
    said = (folder / "executed_config.json").read_bytes()
    materialize(folder, RUN)
    assert documents.read(models.ModelMeta, folder / "model_meta.json").features == [name for name, _ in EXAMPLE_FEATURES]
    assert (folder / "executed_config.json").read_bytes() == said


def _path_of_a_handler(task: Task) -> None:
    task["dataset"]["kwargs"]["handler"] = "file:///data/handler.pkl"


def _a_loader_of_somebody(task: Task) -> None:
    task["dataset"]["kwargs"]["handler"]["kwargs"]["data_loader"] = {"class": "my.loader.DynamicFactorsLoader", "kwargs": {}}


def _a_step_of_somebody(task: Task) -> None:
    task["dataset"]["kwargs"]["handler"]["kwargs"]["infer_processors"].append({"class": "my.steps.AddColumns"})


@pytest.mark.parametrize("change", [_path_of_a_handler, _a_loader_of_somebody, _a_step_of_somebody])
def test_features_that_nobody_tells_are_not_guessed(tmp_path: Path, change: Callable[[Task], None]) -> None:
    task = sample_task()
    change(task)
    written = materialized(tmp_path / "w", task)
    assert not (tmp_path / "w" / "model_meta.json").exists()
    assert (tmp_path / "w" / "strategy_meta.json").exists() and written.strategy_id is not None
    names = documents.read(models.FactorMeta, tmp_path / "w" / "factor_meta.json").factors
    assert [one.name for one in names] == ["MYMOM20", "MYREV5"]


def test_a_run_without_a_backtest_has_no_strategy(tmp_path: Path) -> None:
    task = sample_task()
    del task["record"][2]
    assert materialized(tmp_path / "w", task).strategy_id is None
    assert (tmp_path / "w" / "model_meta.json").exists() and not (tmp_path / "w" / "strategy_meta.json").exists()


def test_a_window_without_an_end_has_no_dates_and_still_measures_factors(tmp_path: Path) -> None:
    task = sample_task()
    task["dataset"]["kwargs"]["segments"]["test"][1] = None
    materialized(tmp_path / "w", task)
    profile = documents.read(models.DataProfile, tmp_path / "w" / "data_profile.json")
    assert profile.data_split is not None and profile.data_split.test is None and profile.data_split.train is not None
    factors = documents.read(models.FactorPerf, tmp_path / "w" / "factor_perf.json").factors
    assert [window.name for window in factors[0].windows] == ["test"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pickle.dumps({"model": {}}), "KeyError"),
        (pickle.dumps([1, 2]), "TypeError"),
        (pickle.dumps({"model": {}, "dataset": {"kwargs": {"handler": {}, "segments": {"test": []}}}}), "IndexError"),
        (pickle.dumps(sample_task() | {"rate": float("nan")}), "Out of range"),
        (pickle.dumps(Path("x")), "names the global"),
        (pickle.dumps(sample_task())[:-40], "cut off|no end"),
        (b"", "empty"),
    ],
)
def test_a_damaged_task_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    folder = qlibs_own(tmp_path / "w", sample_task())
    next(folder.rglob("task")).write_bytes(content)
    before = tree(folder)
    with pytest.raises(WorkspaceError, match=why) as refused:
        materialize(folder, RUN)
    assert refused.value.path.endswith("/artifacts/task") and refused.value.remedy
    assert tree(folder) == before


def test_files_of_two_runs_are_not_mixed(tmp_path: Path) -> None:
    folder = qlibs_own(tmp_path / "w", sample_task())
    results = folder / "qlib_res.csv"
    results.write_text(results.read_text().replace("IC,", "IC,9", 1), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="of different runs"):
        materialize(folder, RUN)
    other = qlibs_own(tmp_path / "v", sample_task())
    (other / "ret.pkl").write_bytes((write_sample_workspace(tmp_path / "x", seed=9) / "ret.pkl").read_bytes())
    with pytest.raises(WorkspaceError, match="other days or returns"):
        materialize(other, RUN)


def test_a_recorder_that_was_copied_or_deleted_tells_nothing(tmp_path: Path) -> None:
    for number, (old, new) in enumerate([("lifecycle_stage: active", "lifecycle_stage: deleted"), ("/mlruns/1/", "/mlruns/7/")]):
        folder = qlibs_own(tmp_path / f"w{number}", sample_task())
        meta = next(folder.rglob("meta.yaml"))
        meta.write_text(meta.read_text().replace(old, new), encoding="utf-8")
        assert materialize(folder, RUN).recorder is None
        assert not (folder / "model_meta.json").exists()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.dates() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=4), inner)
    ),
    max_leaves=20,
)


def plainly(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()[:10]
        case list() | tuple():
            return [plainly(one) for one in value]
        case dict():
            return {key: plainly(one) for key, one in value.items()}
    return value


@settings(max_examples=300, deadline=None)
@given(PLAIN, st.sampled_from([2, 3, 4, 5]))
def test_a_pickled_value_is_read_as_it_was_without_unpickling(value: Any, protocol: int) -> None:
    assert _Plain().of(value_in(pickle.dumps(value, protocol)), 0) == plainly(value)


NAMES = st.lists(st.sampled_from(["KLEN", "ROC60", "A", "B", "zz", "Z1"]), min_size=1, max_size=4, unique=True)


@settings(max_examples=60, deadline=None)
@given(alpha=NAMES, own=NAMES, kept=st.none() | NAMES)
def test_features_stand_in_the_order_that_qlibs_own_loaders_and_processors_give(
    alpha: list[str], own: list[str], kept: list[str] | None
) -> None:
    pytest.importorskip("qlib", reason="Qlib is not installed; its loaders cannot be asked")
    import pandas as pd
    from qlib.data.dataset.loader import NestedDataLoader, StaticDataLoader
    from qlib.data.dataset.processor import FilterCol

    index = pd.MultiIndex.from_product([[pd.Timestamp("2024-01-02")], ["SH600000"]], names=["datetime", "instrument"])

    def table(names: list[str], *more: tuple[str, str]) -> pd.DataFrame:
        columns = pd.MultiIndex.from_tuples([*(("feature", name) for name in names), *more])
        return pd.DataFrame([[1.0] * len(columns)], index=index, columns=columns)

    loaders = [StaticDataLoader(table(alpha, ("label", "LABEL0"))), StaticDataLoader(table(own))]
    frame = NestedDataLoader(loaders).load()
    steps: list[Mapping[str, Any]] = []
    if kept is not None:
        frame = FilterCol(col_list=list(kept))(frame)
        steps.append({"class": "FilterCol", "kwargs": {"col_list": kept}})
    config = {"feature": [[f"${name}" for name in alpha], alpha], "label": [["$x"], ["LABEL0"]]}
    nested = [
        {"class": "qlib.contrib.data.loader.Alpha158DL", "kwargs": {"config": config}},
        {"class": "StaticDataLoader", "kwargs": {"config": "combined_factors_df.parquet"}},
    ]
    handler = {
        "class": "DataHandlerLP",
        "kwargs": {
            "data_loader": {"class": "NestedDataLoader", "kwargs": {"dataloader_l": nested}},
            "infer_processors": [*steps, {"class": "Fillna"}],
        },
    }
    found = features_of(handler, own)
    assert found is not None
    assert [name for name, _ in found] == [name for group, name in frame.columns if group == "feature"]


def test_alpha158_with_a_filter_gives_what_is_left_in_its_own_order() -> None:
    handler = {
        "class": "Alpha158",
        "kwargs": {"infer_processors": [{"class": "FilterCol", "kwargs": {"col_list": ["ROC60", "KLEN"]}}]},
    }
    assert features_of({"class": "qlib.contrib.data.handler.Alpha158"}, []) == [*alpha158()]
    assert [name for name, _ in features_of(handler, []) or []] == ["KLEN", "ROC60"]
    assert features_of({"class": "Alpha360"}, []) is None


@pytest.mark.parametrize(
    "handler",
    [
        {"class": "Alpha158", "module_path": "my_factors"},
        {"class": "my_factors.Alpha158"},
        {"class": "Alpha158", "kwargs": {"infer_processors": ["my_factors.Fillna"]}},
        {"class": "Alpha158", "kwargs": {"learn_processors": [{"class": "DropnaLabel", "module_path": "my_factors"}]}},
    ],
)
def test_a_class_of_the_same_name_that_is_not_qlibs_may_do_anything(handler: dict[str, Any]) -> None:
    assert features_of(handler, []) is None


def test_catalogs_and_bundles_take_such_a_workspace(tmp_path: Path) -> None:
    folder = qlibs_own(tmp_path / "root" / "w", sample_task())
    with Registry(tmp_path / "r.sqlite") as registry:
        written = materialize(folder, RUN, registry=registry)
        exported = export_catalogs(registry, tmp_path / "root", tmp_path / "out", generated_at_utc=NOW, store="s")
    assert list(exported.findings) == []
    loops = json.loads((tmp_path / "out" / "loop_catalog.json").read_bytes())["loops"]
    assert [loop["strategy_id"] for loop in loops] == [written.strategy_id]
    bundle = build_bundle(folder, tmp_path / "bundles")
    assert check_bundle(bundle) == [] and read_manifest(bundle).primary_assets.config_relpath == "executed_config.json"


def test_a_sample_workspace_makes_a_bundle_and_its_strategy_can_be_asked_for_again(tmp_path: Path) -> None:
    draft = pytest.importorskip("aistock_server.experiments.draft", reason="the server is not installed; nothing drafts")
    folder = write_sample_workspace(tmp_path / "root" / "w", seed=5)
    with Registry(tmp_path / "r.sqlite") as registry:
        materialize(folder, RUN, registry=registry)
        export_catalogs(registry, tmp_path / "root", tmp_path / "out", generated_at_utc=NOW, store="s")
    bundle = build_bundle(folder, tmp_path / "bundles")
    assert read_manifest(bundle).primary_assets.model_weight_relpath == "model.txt"
    (row,) = json.loads((tmp_path / "out" / "strategy_catalog.json").read_bytes())["strategies"]
    request = draft.from_strategy(CatalogStrategy.model_validate_json(json.dumps(row)), "a" * 64, NOW, lambda name, source: None)
    assert request.strategy.signal.num_leaves == 210
    assert [factor.name for factor in request.factor_set.factors] == [name for name, _ in EXAMPLE_FEATURES]


def test_lightgbm_itself_reads_the_sample_model(tmp_path: Path) -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="LightGBM is not installed; its text cannot be read back")
    folder = write_sample_workspace(tmp_path / "w", seed=5)
    booster = lightgbm.Booster(model_file=str(folder / "model.txt"))
    assert booster.feature_name() == [name for name, _ in EXAMPLE_FEATURES]


def test_the_task_is_not_changed_by_reading_it() -> None:
    task = sample_task()
    before = copy.deepcopy(task)
    features_of(task["dataset"]["kwargs"]["handler"], ["MYMOM20"])
    assert task == before
