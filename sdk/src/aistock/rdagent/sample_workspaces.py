"""Small workspaces as a Qlib run leaves them, made from a seed, for tests and demonstrations; the numbers mean nothing."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

EXAMPLE_FEATURES = (("KLEN", "($high-$low)/$open"), ("ROC60", "Ref($close, 60)/$close"), ("MYMOM20", "$close/Ref($close, 20)-1"))
"""Two factors of Alpha158 and one that RD-Agent made."""

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
    (folder / "model.txt").write_text("tree\nversion=v4\n", encoding="utf-8")
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


def write_recorder(folder: Path, *, seed: int = 0, days: int = 30, factors: tuple[str, ...] = ("MYMOM20", "MYREV5")) -> Path:
    """Adds what Qlib's recorder and RD-Agent's factor step leave: mlruns with pred.pkl and label.pkl, and the combined factors.

    Factor values carry the label with some noise, so that they predict a little; every seventh value is missing.
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
    (run / "artifacts" / "portfolio_analysis").mkdir(parents=True)
    (run / "meta.yaml").write_text("end_time: 1735000000000\nrun_id: x\nstatus: 3\n", encoding="utf-8")
    pd.DataFrame({"score": dice.normal(0, 1, len(index))}, index=index).to_pickle(run / "artifacts" / "pred.pkl")
    label.to_pickle(run / "artifacts" / "label.pkl")
    return folder


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
        "backtest": {"start_time": first, "end_time": last, "account": 1_000_000.0, "exchange_kwargs": {"open_cost": 0.0005}},
    }
