"""The run itself: features, model, signal, backtest — Qlib's own, inside one recorder."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from aistock.qlib.config import PANEL_ENGINE
from aistock.qlib.factor_daily import factor_daily
from aistock.qlib.failures import RunError
from aistock.qlib.panel import evaluate
from aistock.qlib.preflight import EQUAL_WEIGHT_UNIVERSE
from aistock.qlib.rhythm import sessions_in, signal_days, trading_sessions

Report = Callable[[str, float, str], None]
"""Tells stage, share of the run that is done, and a sentence."""

SHARES = {"prepare": 0.05, "features": 0.50, "train": 0.70, "signal": 0.75, "backtest": 0.95, "artifacts": 1.0}
"""Share of the run that is done when a stage ends."""

_SETTLE_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What Qlib made of the run, still as Qlib and pandas have it."""

    metrics: dict[str, float]
    predictions: pd.DataFrame
    ic: pd.DataFrame
    factors: pd.DataFrame
    returns: pd.DataFrame
    positions: Any
    indicators: pd.DataFrame
    orders: Any
    model: Any


def libraries() -> dict[str, dict[str, str]]:
    """Names and expressions of Qlib's own factor libraries, in their own order."""
    from qlib.contrib.data.loader import Alpha158DL, Alpha360DL

    found = {}
    for name, loader in (("qlib_alpha158", Alpha158DL), ("qlib_alpha360", Alpha360DL)):
        expressions, names = loader.get_feature_config()
        found[name] = dict(zip(names, expressions, strict=True))
    return found


def initialise(provider: Path, workdir: Path, *, kernels: int) -> None:
    """Points Qlib at the provider and its recorder into the work directory; once a process."""
    import qlib

    recorder = {
        "class": "MLflowExpManager",
        "module_path": "qlib.workflow.expm",
        "kwargs": {"uri": f"file:{workdir / 'mlruns'}", "default_exp_name": "experiment"},
    }
    qlib.init(provider_uri=str(provider), region="cn", kernels=kernels, exp_manager=recorder, logging_level=30)


def run(config: dict[str, Any], provider: Path, calendar: tuple[date, ...], *, report: Report) -> Outcome:
    """Everything between a checked configuration and results; faults carry their stage."""
    from qlib.workflow import R

    with R.start(experiment_name="experiment"):
        report("features", SHARES["prepare"], f"computing {len(config['features'])} features")
        dataset = _dataset(config, provider, calendar)
        report("train", SHARES["features"], f"fitting {config['model']['class']}")
        model = _fit(config, dataset)
        report("signal", SHARES["train"], "predicting the test segment")
        recorder = R.get_recorder()
        # The fit's figures are written by another thread, and loading anything reads all of them.
        _settle(recorder)
        traded = evaluate(provider, config["universe"], {"close": "$close"}, calendar)["close"].notna()
        predictions, ic = _signal(recorder, model, dataset, traded)
        factors = factor_daily(dataset)
        report("backtest", SHARES["signal"], f"trading {config['backtest']['start_time']} to {config['backtest']['end_time']}")
        _settle(recorder)
        _backtest(recorder, config, calendar, predictions)
        report("artifacts", SHARES["backtest"], "writing results")
        _settle(recorder)
        metrics = {name: float(value) for name, value in recorder.list_metrics().items()}
        loaded = {name: recorder.load_object(f"portfolio_analysis/{name}.pkl") for name in _PORTFOLIO}
    return Outcome(
        metrics=metrics,
        predictions=predictions,
        ic=ic,
        factors=factors,
        returns=loaded["report_normal_1day"],
        positions=loaded["positions_normal_1day"],
        indicators=loaded["indicators_normal_1day"],
        orders=loaded["indicators_normal_1day_obj"],
        model=model,
    )


_LABEL = "LABEL0"
_PORTFOLIO = ("report_normal_1day", "positions_normal_1day", "indicators_normal_1day", "indicators_normal_1day_obj")


def _dataset(config: dict[str, Any], provider: Path, calendar: tuple[date, ...]) -> Any:
    from qlib.data.dataset import DatasetH
    from qlib.data.dataset.handler import DataHandlerLP

    panels = config["feature_engine"] == PANEL_ENGINE
    segments = {name: tuple(span) for name, span in config["segments"].items()}
    handler = DataHandlerLP(
        instruments=None if panels else config["universe"],
        start_time=segments["train"][0],
        end_time=segments["test"][1],
        data_loader=_panel_loader(config, provider, calendar) if panels else _qlib_loader(config),
        infer_processors=config["processors"]["infer"],
        learn_processors=config["processors"]["learn"],
    )
    dataset = DatasetH(handler=handler, segments=segments)
    _refuse_empty_features(dataset, [name for name, _ in config["features"]])
    return dataset


def _panel_loader(config: dict[str, Any], provider: Path, calendar: tuple[date, ...]) -> Any:
    """Features and label made here, on whole panels, and handed to Qlib as a table."""
    from qlib.data.dataset.loader import StaticDataLoader

    texts: dict[str, str] = dict(config["features"])
    frame = evaluate(provider, config["universe"], {**texts, _LABEL: config["label"]}, calendar)
    frame.columns = pd.MultiIndex.from_tuples([*(("feature", name) for name in texts), ("label", _LABEL)])
    return StaticDataLoader(config=frame)


def _qlib_loader(config: dict[str, Any]) -> Any:
    """Features and label made by Qlib, for each instrument on its own."""
    from qlib.data.dataset.loader import QlibDataLoader

    names, texts = [name for name, _ in config["features"]], [text for _, text in config["features"]]
    return QlibDataLoader(config={"feature": (texts, names), "label": ([config["label"]], [_LABEL])}, freq="day")


def _refuse_empty_features(dataset: Any, names: list[str]) -> None:
    """Qlib turns an unknown field into a column without numbers and goes on; here that ends the run."""
    features = dataset.prepare("train", col_set="feature")
    if features.empty:
        raise RunError("features", "empty_universe", "no instrument has rows in the train window", "choose a window with data")
    empty = [name for name in names if features[name].notna().sum() == 0]
    if empty:
        raise RunError(
            "features", "empty_feature", f"{len(empty)} features hold no number, first {empty[0]!r}", "drop or correct them"
        )


def _fit(config: dict[str, Any], dataset: Any) -> Any:
    from qlib.utils import init_instance_by_config

    model = init_instance_by_config(config["model"])
    try:
        model.fit(dataset)
    except ValueError as error:
        raise RunError(
            "train", "no_training_rows", f"the model could not be fitted: {error}", "choose windows with labels"
        ) from error
    return model


def _settle(recorder: Any) -> None:
    """Returns once every metric logged so far is on disk.

    The recorder writes them on a thread of its own, one after the other; a metric read before that is missing, or an empty file.
    """
    if recorder.async_log is not None:
        written = threading.Event()
        recorder.async_log(written.set)
        if not written.wait(_SETTLE_SECONDS):
            raise TimeoutError(f"Qlib's recorder wrote no metrics for {_SETTLE_SECONDS} s")


def _signal(recorder: Any, model: Any, dataset: Any, traded: "pd.Series[bool]") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores of stocks that traded on their day, and the daily correlation of scores with labels.

    A model scores a suspended stock too, from windows that reach back to when it traded.
    """
    from qlib.workflow.record_temp import SigAnaRecord, SignalRecord

    SignalRecord(model, dataset, recorder).generate()
    scores = recorder.load_object("pred.pkl")
    scores = scores[traded.reindex(scores.index, fill_value=False) & scores["score"].notna()]
    if scores.empty:
        raise RunError(
            "signal", "no_scores", "the model gave no score on any day of the test segment", "check features and windows"
        )
    recorder.save_objects(**{"pred.pkl": scores})
    SigAnaRecord(recorder).generate()
    # Loading an object reads the run with all its metrics; one that is half written ends the run.
    _settle(recorder)
    daily = {name: recorder.load_object(f"sig_analysis/{file}.pkl") for name, file in (("ic", "ic"), ("rank_ic", "ric"))}
    return scores, pd.DataFrame(daily).rename_axis("datetime")


def _backtest(recorder: Any, config: dict[str, Any], calendar: tuple[date, ...], predictions: pd.DataFrame) -> None:
    """Trades the scores of the evenings before trading sessions; the whole predictions stay in the recorder."""
    from qlib.workflow.record_temp import PortAnaRecord

    backtest = dict(config["backtest"], benchmark=benchmark_of(config, calendar))
    strategy = dict(
        config["strategy"], kwargs={**config["strategy"]["kwargs"], "signal": _traded_scores(config, calendar, predictions)}
    )
    port = {"strategy": strategy, "executor": config["executor"], "backtest": backtest}
    PortAnaRecord(recorder, port).generate()


def _traded_scores(config: dict[str, Any], calendar: tuple[date, ...], predictions: pd.DataFrame) -> pd.DataFrame:
    span = (date.fromisoformat(config["backtest"]["start_time"]), date.fromisoformat(config["backtest"]["end_time"]))
    trading = trading_sessions(sessions_in(calendar, span), **config["rebalance"])
    evenings = pd.DatetimeIndex(sorted(pd.Timestamp(day) for day in signal_days(calendar, trading)))
    kept = predictions[predictions.index.get_level_values("datetime").isin(evenings)]
    if kept.empty:
        raise RunError(
            "backtest", "no_signal_days", "no score falls on the evening before a trading session", "choose a longer backtest"
        )
    return kept


def benchmark_of(config: dict[str, Any], calendar: tuple[date, ...]) -> Any:
    """Qlib's benchmark argument: a code, or the daily returns of the universe at equal weights, or zeros when there is none."""
    from qlib.data import D

    benchmark, window = config["benchmark"], config["backtest"]
    if benchmark == EQUAL_WEIGHT_UNIVERSE:
        change = D.features(D.instruments(config["universe"]), ["$change"], window["start_time"], window["end_time"])
        return change["$change"].groupby(level="datetime").mean().astype("float64")
    if benchmark is None:
        return pd.Series(0.0, index=pd.DatetimeIndex([pd.Timestamp(day) for day in calendar]))
    return benchmark


def factors_of(positions: Any, orders: Any, config: dict[str, Any]) -> "pd.Series[float]":
    """Adjustment factors of every stock that was held or ordered, by instrument and datetime."""
    from qlib.data import D

    held = {code for position in positions.values() for code, one in position.position.items() if isinstance(one, dict)}
    ordered = {str(code) for indicator in orders.order_indicator_his.values() for code in indicator.data["amount"].index.tolist()}
    codes = sorted(held | ordered)
    if not codes:
        return pd.Series(dtype="float64")
    # A stock held through a suspension keeps the factor of the last session it traded, which may lie before the backtest.
    factor = D.features(codes, ["$factor"], config["segments"]["train"][0], config["backtest"]["end_time"])
    column: pd.Series[float] = factor["$factor"].astype("float64")
    return column
