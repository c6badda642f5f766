"""Rows of the library and a feedback, made from a prefix and a number so that no two cases share one; they mean nothing."""

from __future__ import annotations

from typing import Any

from aistock.feedback import feedback_id
from aistock.feedback.v1.models import LiveFeedback
from aistock.library.identity import feature_hash, model_id, strategy_id
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorCatalog,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
)
from aistock_conformance.documents import HEAD

BIG = {"class": "LGBModel", "kwargs": {"num_leaves": 210, "big": 2**53 + 1, "rate": 0.1, "none": None, "字": ["é", True]}}
"""Pass-through JSON that must come back value for value."""


def factor(prefix: str, number: int, **changes: Any) -> CatalogFactor:
    """A factor of RD-Agent."""
    row: dict[str, Any] = {
        "name": f"{prefix}-F{number:03d}", "source": "rd_agent", "expression": f"Ref($close, {number + 1})/$close",
        "region": "cn", "tags": ["momentum", prefix[:32]], "description_cn": f"第{number}个因子",
        "best_performance_sharpe": float(number % 5), "best_task_run_id": prefix, "best_loop_id": number,
    }  # fmt: skip
    return CatalogFactor.model_validate({**row, **changes})


def strategy(prefix: str, number: int, **changes: Any) -> CatalogStrategy:
    """A strategy whose id follows from its template."""
    templates = [f"{prefix}/conf_{number}.yaml"]
    workspace = f"{prefix}-ws{number}"
    row: dict[str, Any] = {
        "strategy_id": strategy_id(None, "feedback", "model", templates), "step_name": "feedback", "action": "model",
        "workspace_example": {
            "task_run_id": prefix, "loop_id": number, "workspace_id": workspace, "workspace_path": workspace,
        },
        "template_files": templates, "model_config": BIG,
    }  # fmt: skip
    return CatalogStrategy.model_validate({**row, **changes})


def loop(prefix: str, number: int, **changes: Any) -> CatalogLoop:
    """A loop of the strategy with that number."""
    row: dict[str, Any] = {
        "task_run_id": prefix, "loop_id": number, "workspace_id": f"{prefix}-ws{number}", "step_name": "feedback",
        "action": "model", "status": "success", "has_result": True, "strategy_id": strategy(prefix, number).strategy_id,
        "factor_names": [f"{prefix}-F{number:03d}"],
        "metrics": {"annualized_return": number / 10, "max_drawdown": -0.1, "ic_mean": number % 100 / 100, "1day.excess": 0.25},
        "summary_texts": {"execution": f"第{number}轮"}, "paths": {"feedback": "feedback.json"}, "decision": number % 2 == 0,
    }  # fmt: skip
    return CatalogLoop.model_validate({**row, **changes})


def model(prefix: str, number: int, **changes: Any) -> CatalogModel:
    """The model of the loop with that number."""
    workspace = f"{prefix}-ws{number}"
    row: dict[str, Any] = {
        "model_id": model_id(task_run_id=prefix, loop_id=number, workspace_id=workspace), "task_run_id": prefix,
        "loop_id": number, "workspace_id": workspace, "model_type": "LGBModel", "features": ["A", "B"],
        "feature_hash": feature_hash(["A", "B"]), "strategy_id": strategy(prefix, number).strategy_id,
    }  # fmt: skip
    return CatalogModel.model_validate({**row, **changes})


def catalogs(prefix: str, count: int, **changes: Any) -> dict[str, Any]:
    """Four catalogs of one source that agree with each other, as import_catalogs takes them."""
    numbers = range(count)
    head = {**HEAD, "source": prefix, **changes}
    return {
        "factors": FactorCatalog(**head, factors=[factor(prefix, number) for number in numbers]),
        "strategies": StrategyCatalog(**head, strategies=[strategy(prefix, number) for number in numbers]),
        "loops": LoopCatalog(**head, loops=[loop(prefix, number) for number in numbers]),
        "models": ModelCatalog(**head, models=[model(prefix, number) for number in numbers]),
    }


def feedback(instance_id: str, **changes: Any) -> LiveFeedback:
    """A feedback measured elsewhere, under the id that its content gives it."""
    said: dict[str, Any] = {
        **HEAD, "feedback_id": "0" * 32, "strategy_instance_id": instance_id, "account_id": "elsewhere", "env": "paper",
        "period": {"start_date": "2024-01-02", "end_date": "2024-01-31"},
        "performance": {
            "total_return": 0.01, "max_drawdown": -0.02, "days": 20, "days_per_year": 242, "turnover": 0.1, "win_rate": 0.5,
        },
        "execution": {
            "order_count": 2, "fill_count": 2, "order_reject_count": 0, "risk_block_count": 0, "ordered_quantity": 300,
            "filled_quantity": 300, "fill_ratio": 1.0, "bought_mills": 3_000_000, "sold_mills": 0, "cost_mills": 5_030,
        },
        "events": [], "drift": [], "goals": [{"kind": "reduce_turnover", "ceiling": 0.05}],
    }  # fmt: skip
    made = LiveFeedback.model_validate_json(_json({**said, **changes}))
    return named(made)


def named(made: LiveFeedback) -> LiveFeedback:
    """The feedback under the id of its content."""
    return made.model_copy(update={"feedback_id": feedback_id(made)})


def _json(said: dict[str, Any]) -> str:
    import json

    return json.dumps(said, default=lambda value: value.isoformat().replace("+00:00", "Z"))
