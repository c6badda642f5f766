"""Catalog rows made from a number, for tests of the library; they mean nothing."""

from aistock.library.identity import feature_hash, model_id, strategy_id
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorSource,
    LoopAction,
    LoopPaths,
    LoopStatus,
    SummaryTexts,
    WorkspaceExample,
)


def sample_factor(number: int, **changes: object) -> CatalogFactor:
    """A factor of Alpha158, or of RD-Agent when the number is odd."""
    values: dict[str, object] = {
        "name": f"F{number:03d}",
        "source": FactorSource.RD_AGENT if number % 2 else FactorSource.QLIB_ALPHA158,
        "expression": f"Ref($close, {number + 1})/$close",
        "region": "cn",
        "tags": ["risk", "a_b"] if number % 3 == 0 else ["100%"],
        "description_cn": f"第{number}个因子",
        "best_performance_sharpe": None if number % 4 == 0 else float(number % 5),
        "best_task_run_id": None if number % 4 == 0 else "run",
        "best_loop_id": None if number % 4 == 0 else 0,
    }
    return CatalogFactor(**(values | changes))  # type: ignore[arg-type]  # one place for defaults of many tests


def sample_strategy(number: int, **changes: object) -> CatalogStrategy:
    """A strategy whose id follows from its template."""
    templates = [f"conf_{number}.yaml"]
    example = WorkspaceExample(task_run_id="run", loop_id=number, workspace_id=f"ws{number}", workspace_path=f"ws{number}")
    values: dict[str, object] = {
        "strategy_id": strategy_id(None, "feedback", "model", templates),
        "step_name": "feedback",
        "action": LoopAction.MODEL,
        "workspace_example": example,
        "template_files": templates,
        "model_config_": {"class": "LGBModel", "kwargs": {"num_leaves": 210, "big": 2**53 + 1}},
    }
    return CatalogStrategy(**(values | changes))  # type: ignore[arg-type]  # as above


def sample_loop(number: int, **changes: object) -> CatalogLoop:
    """A loop of strategy `number`; every fourth has no return, returns repeat."""
    values: dict[str, object] = {
        "task_run_id": f"run{number % 3}",
        "loop_id": number,
        "workspace_id": f"ws{number}",
        "step_name": "feedback",
        "action": LoopAction.FACTOR if number % 2 else LoopAction.MODEL,
        "status": LoopStatus.SUCCESS,
        "has_result": True,
        "strategy_id": sample_strategy(number).strategy_id,
        "factor_names": [f"F{number:03d}", 'say "x"'],
        "metrics": {
            "annualized_return": None if number % 4 == 0 else (number % 5) / 10,
            "max_drawdown": -0.1 * number,
            "ic_mean": 0.01 * (number % 100),
        },
        "decision": number % 2 == 0,
        "summary_texts": SummaryTexts(execution=f"第{number}轮 Done"),
        "paths": LoopPaths(feedback="feedback.json"),
    }
    return CatalogLoop(**(values | changes))  # type: ignore[arg-type]  # as above


def sample_model(number: int, **changes: object) -> CatalogModel:
    """The model of loop `number`."""
    loop = sample_loop(number)
    values: dict[str, object] = {
        "model_id": model_id(task_run_id=loop.task_run_id, loop_id=number, workspace_id=loop.workspace_id),
        "task_run_id": loop.task_run_id,
        "loop_id": number,
        "workspace_id": loop.workspace_id,
        "model_type": "LGBModel",
        "features": ["A", "B"],
        "feature_hash": feature_hash(["A", "B"]),
        "strategy_id": loop.strategy_id,
    }
    return CatalogModel(**(values | changes))  # type: ignore[arg-type]  # as above
