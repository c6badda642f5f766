"""A draft trades the universe, the label and the rhythm that the strategy had; what it assumes, it says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from aistock.experiments.v1.models import EveryDays, ExperimentRequest, Monthly, Weekly
from aistock.library.v1.models import CatalogStrategy
from aistock_server.experiments.draft import from_strategy
from aistock_server.kernel.errors import Refused

SEGMENTS = {part: [f"20{year}-01-05", f"20{year}-12-31"] for part, year in (("train", 18), ("valid", 19), ("test", 20))}
COSTS = {"limit_threshold": 0.095, "deal_price": "close", "open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5}
NEXT = "Ref($close, -2)/Ref($close, -1) - 1"
LISTED = {"feature": [["MINE", "$close"]]}


def drafted(
    handler: dict[str, Any], *, backtest: dict[str, Any] | None = None, model: dict[str, Any] | None = None, **fields: Any
) -> ExperimentRequest:
    asked = CatalogStrategy.model_validate(
        {
            "strategy_id": "9e92c854317f5684b0b25a49072c07aa",
            "step_name": "feedback",
            "action": "factor",
            "workspace_example": {"task_run_id": "t", "loop_id": 0, "workspace_id": "w", "workspace_path": "w"},
            "template_files": [],
            "dataset_config": {"kwargs": {"segments": SEGMENTS, "handler": handler}},
            "portfolio_config": {"class": "TopkDropoutStrategy", "kwargs": {"topk": 50, "n_drop": 5}},
            "backtest_config": {"exchange_kwargs": COSTS, **(backtest or {})},
            "model_config": {"class": "LGBModel", **(model or {})},
            **fields,
        }
    )
    return from_strategy(asked, "5" * 64, datetime(2025, 7, 1, tzinfo=UTC), lambda name, source: None)


@pytest.mark.parametrize(
    ("handler", "fields", "universe"),
    [
        ({"class": "Alpha158", "kwargs": {"instruments": "csi300"}}, {}, "csi300"),
        ({"class": "Alpha158"}, {"data_config": {"instruments": "csi300"}}, "csi300"),
        ({"class": "Alpha158"}, {"market": "csi300"}, "csi300"),
        ({"class": "Alpha158", "kwargs": {"instruments": "csi300"}}, {"market": "csi300"}, "csi300"),
        ({"class": "Alpha158"}, {}, "csi500"),
    ],
)
def test_the_universe_is_the_strategys(handler: dict[str, Any], fields: dict[str, Any], universe: str) -> None:
    made = drafted(handler, **fields)
    assert (made.train_test.universe, made.description) == (universe, None)


@pytest.mark.parametrize(
    ("label", "expression", "horizon"),
    [
        (["Ref($close, -6)/Ref($close, -1) - 1"], "Ref($close, -6)/Ref($close, -1) - 1", 6),
        ([["Ref($open, -2)/Ref($open, -1) - 1"], ["LABEL0"]], "Ref($open, -2)/Ref($open, -1) - 1", 2),
        (None, NEXT, 2),
    ],
)
def test_the_label_is_the_handlers_and_is_purged_as_far_as_it_sees(label: Any, expression: str, horizon: int) -> None:
    found = drafted({"class": "Alpha158", "kwargs": {} if label is None else {"label": label}}).train_test
    assert (found.label.expression, found.label.horizon_days, found.purge_days) == (expression, horizon, horizon)


def test_what_is_assumed_stands_in_the_description() -> None:
    made = drafted({"class": "DataHandlerLP"}, data_config=LISTED)
    assert (made.train_test.universe, made.train_test.label.expression) == ("all", NEXT)
    assert made.description == f"Assumed, since the strategy does not say: the universe is all; the label is {NEXT}."
    said = drafted({"class": "DataHandlerLP"}, data_config={**LISTED, "label": [NEXT]}, market="csi300")
    assert said.description is None


@pytest.mark.parametrize(
    ("said", "block"),
    [
        (None, EveryDays(days=1)),
        ({"kind": "every_days", "number": 5}, EveryDays(days=5)),
        ({"kind": "weekly", "number": 4}, Weekly(weekday="friday")),
        ({"kind": "monthly", "number": 1}, Monthly(session=1)),
    ],
)
def test_the_rhythm_is_the_backtests(said: Any, block: Any) -> None:
    assert drafted({"class": "Alpha158"}, backtest={"rebalance": said}).strategy.rebalance == block


def test_the_seed_is_the_models() -> None:
    assert drafted({"class": "Alpha158"}).seed == 0
    assert drafted({"class": "Alpha158"}, model={"seed": 7}).seed == 7
    assert drafted({"class": "Alpha158"}, model={"kwargs": {"seed": 8}}).seed == 8


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"handler": {"class": "Alpha158", "kwargs": {"instruments": ["600000.SH"]}}}, "only a universe with a name"),
        (
            {"handler": {"class": "Alpha158", "kwargs": {"instruments": "all"}}, "market": "csi300"},
            "its market is 'csi300' and its",
        ),
        ({"handler": {"class": "Alpha158", "kwargs": {"label": ["Mine($close)"]}}}, "its label cannot be asked for"),
        ({"handler": {"class": "Alpha158", "kwargs": {"label": ["$close"]}}}, "does not look ahead"),
        ({"handler": {"class": "X", "kwargs": {"data_loader": {"kwargs": 7}}}, "data_config": LISTED}, "so its label is not known"),
        ({"backtest": {"rebalance": {"kind": "weekly", "number": -1}}}, "backtest_config.rebalance is"),
        ({"backtest": {"rebalance": {"kind": "yearly", "number": 1}}}, "backtest_config.rebalance is"),
        ({"backtest": {"rebalance": "daily"}}, "kind"),
        ({"backtest": {"rebalance": {"kind": "every_days", "number": 0}}}, "greater than or equal to 1"),
        ({"model": {"seed": -1}}, "the seed -1"),
        ({"model": {"seed": 2**31}}, "the seed 2147483648"),
    ],
)
def test_what_no_request_has_is_refused_by_name(arguments: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as caught:
        drafted(**{"handler": {"class": "Alpha158"}, **arguments})
    assert why in caught.value.message and caught.value.reason == "STRATEGY_NOT_DRAFTABLE"
