"""A strategy of the library becomes a request, or says what it lacks."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from aistock.experiments.v1.models import LightGbmModel, TopkDropout
from aistock.library.v1.models import CatalogStrategy, FactorSource
from aistock_server.experiments.draft import from_strategy
from aistock_server.kernel.errors import Refused

NOW = datetime(2025, 7, 1, tzinfo=UTC)
SNAPSHOT = "5" * 64
BLOCKS: dict[str, Any] = {
    "dataset_config": {
        "class": "DatasetH",
        "kwargs": {
            "handler": {"class": "Alpha158", "module_path": "qlib.contrib.data.handler"},
            "segments": {
                "train": ["2010-01-07", "2018-12-31"],
                "valid": ["2019-01-01", "2020-12-31"],
                "test": ["2021-01-01", "2025-12-01"],
            },
        },
    },
    "portfolio_config": {"class": "TopkDropoutStrategy", "kwargs": {"signal": "<PRED>", "topk": 50, "n_drop": 5}},
    "backtest_config": {
        "benchmark": "000300.SH",
        "exchange_kwargs": {
            "limit_threshold": 0.095,
            "deal_price": "close",
            "open_cost": 0.0005,
            "close_cost": 0.0015,
            "min_cost": 5,
        },
    },
    "model_config": {"class": "LGBModel", "kwargs": {"learning_rate": 0.05, "max_depth": 8, "num_leaves": 210}},
}


def nothing(name: str, source: FactorSource) -> None:
    """A library without factors."""


def strategy(**blocks: Any) -> CatalogStrategy:
    return CatalogStrategy.model_validate(
        {
            "strategy_id": "9e92c854317f5684b0b25a49072c07aa",
            "step_name": "feedback",
            "action": "factor",
            "workspace_example": {"task_run_id": "t", "loop_id": 0, "workspace_id": "w", "workspace_path": "w"},
            "template_files": [],
            **BLOCKS,
            **blocks,
        }
    )


def test_the_blocks_of_a_real_run_are_asked_for_again() -> None:
    made = from_strategy(strategy(), SNAPSHOT, NOW, nothing)

    assert made.strategy.weight == TopkDropout(topk=50, n_drop=5)
    assert made.strategy.signal == LightGbmModel(learning_rate=0.05, max_depth=8, num_leaves=210)
    assert made.strategy.costs.min_cost_mills == 5000
    assert made.strategy.benchmark == "000300.SH"
    assert made.train_test.snapshot_id == SNAPSHOT
    assert str(made.train_test.test.end_date) == "2025-12-01"
    assert made.strategy_id == "9e92c854317f5684b0b25a49072c07aa"
    assert from_strategy(strategy(), SNAPSHOT, NOW, nothing) == made


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        ({"model_config": None}, "class"),
        ({"model_config": {"class": "GeneralPTNN"}}, "GeneralPTNN"),
        ({"portfolio_config": {"class": "EnhancedIndexingStrategy", "kwargs": {}}}, "EnhancedIndexingStrategy"),
        ({"portfolio_config": {"class": "TopkDropoutStrategy", "kwargs": {"topk": 50}}}, "n_drop"),
        ({"backtest_config": {}}, "exchange_kwargs"),
        ({"dataset_config": {"kwargs": {"segments": {"train": ["2010-01-07"]}}}}, "segments"),
        ({"model_config": {"class": "LinearModel", "kwargs": "none"}}, "model_config.kwargs is 'none'"),
    ],
)
def test_what_is_missing_is_named(blocks: dict[str, Any], named: str) -> None:
    with pytest.raises(Refused, match=named) as caught:
        from_strategy(strategy(**blocks), SNAPSHOT, NOW, nothing)

    assert caught.value.reason == "STRATEGY_NOT_DRAFTABLE"
    json.dumps(caught.value.details)
