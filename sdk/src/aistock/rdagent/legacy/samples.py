"""Files as the fork wrote them, made to the census of the real ones; for tests of readers, without anybody's data."""

from __future__ import annotations

from hashlib import md5
from typing import Any

RUNS = ("95fde9f8cec7490580a12a992457dfd7", "71a706b2f0c94ed38a0f35c1d4e8b6a2", "d4cda32656714523996dd8489e10e7b1")
"""Three runs, as the loop catalog of December 2025 has them."""

KNOWN_STRATEGY = "9e92c854317f5684b0b25a49072c07aa"
"""The one strategy of the loop catalog that its strategy catalog holds."""

_ROOT = "/mnt/f/Dev/RD-Agent-main/git_ignore_folder/RD-Agent_workspace"
_FIGURE = "1day.excess_return_without_cost.annualized_return"
_LOOPS = ((0, 0, 4), (0, 1, 4), (1, 0, 4), (1, 1, 4), (1, 5, 4), (2, 0, 4), (2, 1, 3), (2, 2, 3))
"""Run, loop, rows of the loop; 30 rows, of which the first of each loop carries its result."""

_RETURNS = (0.922, 0.811, 0.802, 0.745, 0.5284, 0.811, 0.702, 0.655)
_SHARED = {(0, 0): "甲", (1, 0): "甲", (2, 0): "甲", (1, 1): "乙", (2, 1): "乙"}
"""Loops of different runs that hold the same feedback text."""


def hex_of(*parts: object) -> str:
    """32 hex digits that follow from the parts."""
    return md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def loop_catalog() -> dict[str, Any]:
    """The loop catalog of December 2025: 30 rows of 14 keys, 8 with data."""
    loops = []
    for position, (run, loop, count) in enumerate(_LOOPS):
        for number in range(count):
            row = _bare_row(RUNS[run], loop, number, "model" if (run, loop, number) in ((1, 5, 0), (1, 5, 1)) else "factor")
            if number == 0:
                row |= _result(run, loop, position)
            loops.append(row)
    return {"version": "v1", "generated_at_utc": "2025-12-25T16:14:07.412345+00:00", "source": "rdagent_tools", "loops": loops}


def _bare_row(run: str, loop: int, number: int, action: str) -> dict[str, Any]:
    return {
        "task_run_id": run,
        "loop_id": loop,
        "workspace_id": hex_of(run, loop, number),
        "scenario": None,
        "step_name": "feedback" if (number == 0 and loop == 0) or (run, loop, number) == (RUNS[0], 1, 0) else "running",
        "action": action,
        "status": "success",
        "has_result": True,
        "strategy_id": None,
        "factor_names": [],
        "metrics": {},
        "decision": None,
        "summary_texts": {"execution": None, "value_feedback": None, "shape_feedback": None},
        "paths": {},
    }


def _result(run: int, loop: int, position: int) -> dict[str, Any]:
    text = _SHARED.get((run, loop), f"{run}/{loop}")
    return {
        "strategy_id": KNOWN_STRATEGY if position == 0 else hex_of("strategy", position),
        "metrics": {"Unnamed: 0": _FIGURE, "0": _RETURNS[position]},
        "decision": True,
        "summary_texts": {
            "execution": f"组合因子{text}在回测期内取得了较高的年化超额收益，最大回撤有所改善。",
            "value_feedback": f"假设成立（{RUNS[run][:6]}/{loop}）。",
            "shape_feedback": f"曲线平滑（{RUNS[run][:6]}/{loop}）。",
        },
        "paths": {
            "factor_meta": "factor_meta.json",
            "factor_perf": "factor_perf.json",
            "feedback": "feedback.json",
            "ret_curve": "ret_curve.png",
            "dd_curve": "dd_curve.png",
        },
    }


def later_loop_catalog() -> dict[str, Any]:
    """The loop catalog of January 2026: 27 keys a row."""
    raw = {
        "IC": 0.0312,
        "Rank IC": 0.0441,
        "1day.excess_return_without_cost.annualized_return": 0.62,
        "1day.excess_return_with_cost.annualized_return ": 0.54,
        "1day.excess_return_without_cost.max_drawdown": -0.27,
        "1day.excess_return_without_cost.information_ratio": 1.9,
        "1day.ffr": 1.0,
        "1day.pa": "",
    }
    row = _bare_row(RUNS[0], 3, 0, "factor") | {
        "workspace_path": f"{_ROOT}/{hex_of(RUNS[0], 3, 0)}",
        "log_dir": "F:\\Dev\\RD-Agent-main\\log\\2026-01-02_10-11-12-000001",
        "materialization_status": "done",
        "materialization_error": None,
        "asset_bundle_id": "0b9b2a6e-9b61-4a53-8f0e-3f6d5c1c2a77",
        "is_solidified": True,
        "sync_status": "pending",
        "strategy_id": hex_of("later"),
        "factor_names": ["('feature', 'MOM_20')", "VOL_5", "VOL_5"],
        "annualized_return": 0.62,
        "max_drawdown": -0.27,
        "sharpe": 1.9,
        "ic": 0.0312,
        "ic_ir": None,
        "win_rate": "0.53",
        "metrics": raw,
        "decision": True,
        "summary_texts": {"execution": "好", "value_feedback": None, "shape_feedback": ""},
        "paths": {"feedback": "feedback.json", "mlruns": "mlruns", "model_files": ["params.pkl", "params.pkl"]},
    }
    return {"version": "1.0", "generated_at_utc": "2026-01-20T08:00:00+08:00", "source": "rdagent_tools", "loops": [row]}


def factor_catalog() -> dict[str, Any]:
    """A factor catalog with both shapes of rows."""
    alpha = {
        "name": "CORD5",
        "expression": "Corr($close, $volume, 5)",
        "source": "qlib_alpha158",
        "region": "cn",
        "tags": ["alpha158"],
    }
    own = {
        "name": "Flow_10D",
        "source": "rdagent_generated",
        "description_cn": "十日主力净流入",
        "formula_hint": "\\frac{a}{b}",
        "created_at_utc": "2025-12-25T15:05:05.553938+00:00",
        "experiment_id": f"{RUNS[2]}/1",
        "tags": [],
        "variables": {"Δlog(close)": "对数收益", "window": "10日"},
    }
    return _envelope("factors", [alpha, own, dict(own)])


def strategy_catalog() -> dict[str, Any]:
    """A strategy catalog whose one entry is complete and whose other has no configuration."""
    example = {"task_run_id": RUNS[0], "loop_id": 0, "workspace_id": hex_of(1), "workspace_path": f"{_ROOT}/{hex_of(1)}"}
    whole = {
        "strategy_id": KNOWN_STRATEGY,
        "scenario": None,
        "step_name": "feedback",
        "action": "factor",
        "workspace_example": example,
        "template_files": ["conf_baseline.yaml", "mlruns\\5743\\meta.yaml"],
        "model_config": {"class": "LGBModel", "kwargs": {"num_leaves": 210, "big": 9007199254740993, "none": None}},
        "python_implementation": {
            "impl_module": "rd_strategies_lib.generated",
            "impl_func": "get_x",
            "strategy_name": "strategy_x",
        },
        "instruments": "all",
        "freq": "1d",
    }
    bare: dict[str, Any] = {
        "strategy_id": "bd47118e4fad5e55a77c96f572975558",
        "scenario": None,
        "step_name": "feedback",
        "action": "factor",
        "workspace_example": {
            **example,
            "workspace_path": f"f:/Dev/RD-Agent-main/git_ignore_folder/RD-Agent_workspace/{hex_of(2)}",
        },
        "template_files": [],
        "python_implementation": {},
    }
    return _envelope("strategies", [whole, bare])


def model_catalog() -> dict[str, Any]:
    """A model catalog as its exporter would write it; nobody kept a real one."""
    row = {
        "task_run_id": RUNS[1],
        "loop_id": 5,
        "log_dir": None,
        "workspace_id": hex_of(5),
        "workspace_path": f"F:\\Dev\\ws\\{hex_of(5)}",
        "model_type": "LGBModel",
        "model_config": {"class": "LGBModel"},
        "dataset_config": {"class": "DatasetH"},
        "feature_schema": None,
        "flattened_feature_list": ["RESI5", "('feature', 'MOM_20')"],
        "model_artifacts": {"mlruns": "mlruns", "model_files": ["params.pkl"]},
        "model_id": "5a8c7b1e-0d43-5c1c-9a6e-0f2f5b1c7d21",
    }
    return _envelope("models", [row])


def factor_meta() -> dict[str, Any]:
    """factor_meta.json of the backfill, with a row from the parquet path."""
    row = {
        **factor_catalog()["factors"][1],
        "region": "cn",
        "expression": "",
        "tags": ["rdagent"],
        "freq": "1d",
        "align": "close",
        "nan_policy": "dataservice_default",
        "input_schema": {
            "required_fields": ["close"],
            "optional_fields": [],
            "lookback_days": 10,
            "index_type": "MultiIndex(datetime, instrument)",
            "description": "",
        },
        "impl_module": "rd_factors_lib.generated",
        "impl_func": "Flow_10D",
        "impl_version": "20260105",
        "interface_info": {"type": "function", "standard_wrapper": "factor_Flow_10D"},
    }
    column = {
        "name": "('feature', 'VOL_5')",
        "source": "sota",
        "region": "cn",
        "tags": ["rdagent"],
        "impl_func": "VOL_5",
        "variables": "x",
    }
    return {
        "version": "v1",
        "task_run_id": RUNS[2],
        "loop_id": "1",
        "created_at_utc": "2026-01-05T10:00:00",
        "factors": [row, column],
    }


def factor_perf() -> dict[str, Any]:
    """factor_perf.json of the backfill with the factors that documents promise."""
    metrics = {"1day.excess_return_without_cost.annualized_return": 0.6, "annualized_return": 0.6, "sharpe": None, "l2.valid": 0.98}
    window = {"name": "main_window", "annual_return": 0.6, "max_drawdown": 0.42, "sharpe": None, "metrics": metrics}
    alone = {
        "name": "MOM_20",
        "metrics": {"ic_mean": 0.03, "ic_ir": 0.4, "coverage": 0.97, "odd": 1},
        "windows": [
            {"name": "all", "start": "2021-01-01", "end": "2025-12-01", "annual_return": 0.1, "max_drawdown": 0.2, "sharpe": 1}
        ],
    }
    return {
        "version": "v1",
        "task_run_id": RUNS[2],
        "loop_id": 1,
        "generated_at_utc": "2026-01-05T10:00:00+00:00",
        "factors": [alone],
        "combinations": [{"name": "main", "factor_names": ["MOM_20", "MOM_20"], "windows": [window]}],
    }


def feedback() -> dict[str, Any]:
    """feedback.json of a loop."""
    return {
        "version": "v1",
        "task_run_id": RUNS[2],
        "loop_id": 1,
        "generated_at_utc": "2026-01-05T10:00:00+00:00",
        "decision": True,
        "hypothesis": "动量有效",
        "summary": {"execution": "完成", "value_feedback": "", "shape_feedback": "平滑", "code_critic": [], "limitations": []},
    }


def llm_answer() -> dict[str, Any]:
    """What the language model itself answered, with the loop beside it."""
    return {
        "task_run_id": RUNS[2],
        "loop_id": 1,
        "generated_at_utc": "2026-01-05T10:00:00+00:00",
        "Observations": "IC 提高",
        "Feedback for Hypothesis": "支持",
        "New Hypothesis": "再试",
        "Reasoning": "稳定",
        "Replace Best Result": "yes",
    }


def experiment_request() -> dict[str, Any]:
    """The bare request dictionary."""
    return {
        "kind": "research",
        "name": "demo",
        "strategy": {
            "strategy_type": "topk",
            "benchmark": "SH000300",
            "trading_rule": {"topk": 50, "n_drop": 10},
            "risk_model": {},
        },
        "factor_set": {
            "factors": [{"name": "F1", "source": "rdagent_generated"}, {"name": "RESI5", "source": "qlib_alpha158"}],
            "tags": [],
        },
        "train_test": {
            "train_start": "2015-01-01",
            "train_end": "2018-12-31",
            "valid_start": "2019-01-01",
            "valid_end": "2019-12-31",
            "test_start": "2020-01-01",
            "test_end": "2020-12-31",
            "dataset_extra": {"market": "csi300", "provider_uri": "your_qlib_provider_uri_here"},
        },
        "model": {"model_type": "LGBModel", "kwargs": {"num_leaves": 63, "colsample_bytree": 0.8879, "num_threads": 20}},
        "objective": {"primary_metric": "ic", "direction": "maximize", "constraints": {}},
        "user_tags": ["demo"],
    }


def _envelope(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"version": "v1", "generated_at_utc": "2025-12-25T15:08:52.482869+00:00", "source": "rdagent_tools", key: rows}


SAMPLES = {
    "loop_catalog": loop_catalog,
    "later_loop_catalog": later_loop_catalog,
    "factor_catalog": factor_catalog,
    "strategy_catalog": strategy_catalog,
    "model_catalog": model_catalog,
    "factor_meta": factor_meta,
    "factor_perf": factor_perf,
    "feedback": feedback,
    "llm_answer": llm_answer,
    "experiment_request": experiment_request,
}
"""A maker of a file for each dialect that has a document."""
