"""Small workspaces as a Qlib run leaves them, made from a seed, for tests and demonstrations; the numbers mean nothing."""

import csv
import json
import pickle
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

EXAMPLE_FEATURES = (("KLEN", "($high-$low)/$open"), ("ROC60", "Ref($close, 60)/$close"), ("MYMOM20", "$close/Ref($close, 20)-1"))
"""Two factors of Alpha158 and one that RD-Agent made."""

_COSTS = {"open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5, "limit_threshold": 0.095, "deal_price": "close"}
_CODES = tuple(f"{number:06d}.SZ" for number in range(1, 9))


def write_sample_workspace(folder: Path, *, seed: int = 0, days: int = 30, topk: int = 3, rate: float = 0.1) -> Path:
    """Fills a folder with what the worker leaves: metrics, returns, predictions, model, configuration and ret.pkl."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(seed)
    sessions = _sessions(date(2024, 1, 2), days)
    returns = [dice.gauss(0.001, 0.01) for _ in sessions]
    account = 1_000_000.0
    rows: list[dict[str, Any]] = []
    for day, value in zip(sessions, returns, strict=True):
        account *= 1 + value - 0.0002
        holdings = account * 0.95
        row = {"datetime": day, "account": account, "return": value, "turnover": 0.1, "cost": 0.0002}
        rows.append(row | {"value": holdings, "cash": account - holdings, "bench": dice.gauss(0.0005, 0.01)})
    pq.write_table(pa.Table.from_pylist(rows), folder / "returns.parquet")
    scores = [{"datetime": day, "instrument": code, "score": dice.gauss(0, 1)} for day in sessions for code in _CODES]
    pq.write_table(pa.Table.from_pylist(scores), folder / "predictions.parquet")
    _write_results(folder / "qlib_res.csv", dice)
    _write_report(folder / "ret.pkl", rows)
    (folder / "model.txt").write_text(sample_model(seed), encoding="utf-8")
    (folder / "executed_config.json").write_text(json.dumps(_config(sessions, seed, topk, rate)), encoding="utf-8")
    return folder


def _write_report(path: Path, rows: list[dict[str, Any]]) -> None:
    """Qlib's report as it pickles it: a frame over the days, with running totals beside the daily figures."""
    import pandas as pd

    frame = pd.DataFrame(rows).set_index("datetime")
    frame.index = pd.DatetimeIndex(frame.index, name="datetime")
    frame.insert(2, "total_turnover", frame["turnover"].cumsum())
    frame.insert(4, "total_cost", frame["cost"].cumsum())
    frame.to_pickle(path)


def sample_model(seed: int = 0) -> str:
    """A LightGBM text of one tree over the example features; LightGBM reads it."""
    dice = random.Random(seed)
    values = [round(dice.uniform(-0.02, 0.02), 6) for _ in range(3)]
    tree = "\n".join(
        [
            "Tree=0", "num_leaves=3", "num_cat=0", "split_feature=1 2", "split_gain=5 2.5", "threshold=1.0 0.01",
            "decision_type=2 2", "left_child=1 -1", "right_child=-2 -3", f"leaf_value={' '.join(map(repr, values))}",
            "leaf_weight=15 2 3", "leaf_count=15 2 3", "internal_value=0 0", "internal_weight=20 18", "internal_count=20 18",
            "is_linear=0", "shrinkage=1", "", "", "",
        ]
    )  # fmt: skip
    names = [name for name, _ in EXAMPLE_FEATURES]
    head = [
        "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "label_index=0", f"max_feature_idx={len(names) - 1}",
        "objective=regression", f"feature_names={' '.join(names)}", f"feature_infos={' '.join(['[0:2]'] * len(names))}",
        f"tree_sizes={len(tree)}", "", "",
    ]  # fmt: skip
    tail = ["end of trees", "", "feature_importances:", f"{names[1]}=1", "", "parameters:", "[boosting: gbdt]", ""]
    return "\n".join(head) + tree + "\n".join([*tail, "end of parameters", "", "pandas_categorical:null", ""])


def sample_task() -> dict[str, Any]:
    """The task that Qlib's recorder keeps when RD-Agent's template was rendered: expressions of Alpha158 and combined factors."""
    first, last = date(2024, 1, 2), date(2024, 2, 12)
    train, valid = [date(2022, 1, 4), date(2022, 12, 30)], [date(2023, 1, 3), date(2023, 12, 29)]
    loaders = [
        {"class": "qlib.contrib.data.loader.Alpha158DL", "kwargs": {"config": {
            "label": [["Ref($close, -2)/Ref($close, -1) - 1"], ["LABEL0"]],
            "feature": [[text for _, text in EXAMPLE_FEATURES[:2]], [name for name, _ in EXAMPLE_FEATURES[:2]]],
        }}},
        {"class": "qlib.data.dataset.loader.StaticDataLoader", "kwargs": {"config": "combined_factors_df.parquet"}},
    ]  # fmt: skip
    norm = {"fields_group": "feature", "clip_outlier": True, "fit_start_time": train[0], "fit_end_time": train[1]}
    handler = {
        "start_time": train[0], "end_time": None, "instruments": "csi300",
        "data_loader": {"class": "NestedDataLoader", "kwargs": {"dataloader_l": loaders}},
        "infer_processors": [
            {"class": "RobustZScoreNorm", "kwargs": norm},
            {"class": "Fillna", "kwargs": {"fields_group": "feature"}},
        ],
        "learn_processors": [{"class": "DropnaLabel"}, {"class": "CSZScoreNorm", "kwargs": {"fields_group": "label"}}],
    }  # fmt: skip
    traded = {
        "strategy": {
            "class": "TopkDropoutStrategy", "module_path": "qlib.contrib.strategy",
            "kwargs": {"signal": "<PRED>", "topk": 3, "n_drop": 1},
        },
        "backtest": {
            "start_time": first, "end_time": last, "account": 100_000_000, "benchmark": "SH000300", "exchange_kwargs": _COSTS,
        },
    }  # fmt: skip
    return {
        "model": {
            "class": "LGBModel", "module_path": "qlib.contrib.model.gbdt",
            "kwargs": {"loss": "mse", "learning_rate": 0.2, "num_leaves": 210, "seed": 7},
        },
        "dataset": {"class": "DatasetH", "module_path": "qlib.data.dataset", "kwargs": {
            "handler": {"class": "DataHandlerLP", "module_path": "qlib.contrib.data.handler", "kwargs": handler},
            "segments": {"train": train, "valid": valid, "test": [first, last]},
        }},
        "record": [
            {"class": "SignalRecord", "module_path": "qlib.workflow.record_temp", "kwargs": {"model": "<MODEL>"}},
            {"class": "SigAnaRecord", "module_path": "qlib.workflow.record_temp", "kwargs": {"ana_long_short": False}},
            {"class": "PortAnaRecord", "module_path": "qlib.workflow.record_temp", "kwargs": {"config": traded}},
        ],
    }  # fmt: skip


def write_recorder(
    folder: Path,
    *,
    seed: int = 0,
    days: int = 30,
    factors: tuple[str, ...] = ("MYMOM20", "MYREV5"),
    task: dict[str, Any] | None = None,
) -> Path:
    """Adds what Qlib's recorder and RD-Agent's factor step leave to such a workspace: mlruns, and the combined factors.

    Factor values carry the label with some noise, so that they predict a little; every seventh value is missing. With a `task`
    the recorder keeps it as Qlib does; without one nobody knows what ran.
    """
    import numpy as np
    import pandas as pd

    dice = np.random.default_rng(seed)
    sessions = pd.DatetimeIndex(_sessions(date(2024, 1, 2), days))
    index = pd.MultiIndex.from_product([sessions, list(_CODES)], names=["datetime", "instrument"])
    label = pd.DataFrame({"LABEL0": dice.normal(0, 0.02, len(index))}, index=index)
    values = {("feature", name): label["LABEL0"] + dice.normal(0, 0.05, len(index)) for name in factors}
    table = pd.DataFrame(values, index=index)
    table.iloc[::7, 0] = np.nan
    table.to_parquet(folder / "combined_factors_df.parquet")
    run = folder / "mlruns" / "1" / f"{seed:032x}"
    artifacts = run / "artifacts"
    (artifacts / "portfolio_analysis").mkdir(parents=True)
    (artifacts / "sig_analysis").mkdir()
    place = f"file:///mnt/f/Dev/workspaces/{folder.name}/mlruns/1/{run.name}/artifacts"
    meta = f"artifact_uri: {place}\nend_time: 1735000000000\nlifecycle_stage: active\nrun_id: {run.name}\nstatus: 3\n"
    (run / "meta.yaml").write_text(meta, encoding="utf-8")
    pd.DataFrame({"score": dice.normal(0, 1, len(index))}, index=index).to_pickle(artifacts / "pred.pkl")
    label.to_pickle(artifacts / "label.pkl")
    noise = dice.normal(0, 0.05, len(sessions))
    daily = pd.Series(_mean_ic(folder / "qlib_res.csv") + noise - noise.mean(), index=sessions)
    daily.to_pickle(artifacts / "sig_analysis" / "ic.pkl")
    shutil.copyfile(folder / "ret.pkl", artifacts / "portfolio_analysis" / "report_normal_1day.pkl")
    (artifacts / "params.pkl").write_bytes(pickle.dumps({"weights": [0.1, 0.2]}, protocol=4))
    if task is not None:
        (artifacts / "task").write_bytes(pickle.dumps(task, protocol=4))
    return folder


def _mean_ic(results: Path) -> float:
    with results.open(encoding="utf-8", newline="") as stream:
        return float(next(value for name, value in csv.reader(stream) if name == "IC"))


def _sessions(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=number) for number in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def _write_results(path: Path, dice: random.Random) -> None:
    names = ["IC", "ICIR", "Rank IC", "Rank ICIR"]
    values = {name: dice.uniform(-0.2, 0.2) for name in names}
    for kind in ("without_cost", "with_cost"):
        prefix = f"1day.excess_return_{kind}"
        values |= {f"{prefix}.{name}": dice.uniform(-1, 1) for name in ("mean", "std", "annualized_return", "information_ratio")}
        values[f"{prefix}.max_drawdown"] = -dice.uniform(0, 1)
    lines = [",0", *(f"{name},{value!r}" for name, value in values.items()), "1day.ffr,1.0", "1day.pa,", "1day.pos,0.0"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _config(sessions: list[date], seed: int, topk: int, rate: float) -> dict[str, Any]:
    processors = {
        "infer": [{"class": "Fillna", "module_path": "qlib.data.dataset.processor", "kwargs": {"fields_group": "feature"}}],
        "learn": [{"class": "DropnaLabel", "module_path": "qlib.data.dataset.processor", "kwargs": {}}],
    }
    strategy = {"class": "TopkDropoutStrategy", "module_path": "qlib.contrib.strategy", "kwargs": {"topk": topk, "n_drop": 1}}
    first, last = sessions[0].isoformat(), sessions[-1].isoformat()
    return {
        "snapshot_id": "a" * 64,
        "universe": "all",
        "seed": seed,
        "benchmark": "000300.SH",
        "features": [list(pair) for pair in EXAMPLE_FEATURES],
        "label": "Ref($close, -2) / Ref($close, -1) - 1",
        "segments": {"train": ["2022-01-04", "2022-12-30"], "valid": ["2023-01-03", "2023-12-29"], "test": [first, last]},
        "processors": processors,
        "model": {
            "class": "LGBModel",
            "module_path": "qlib.contrib.model.gbdt",
            "kwargs": {"learning_rate": rate, "num_leaves": 210},
        },
        "strategy": strategy,
        "backtest": {"start_time": first, "end_time": last, "account": 1_000_000.0, "exchange_kwargs": _COSTS},
    }
