"""A request becomes one Qlib configuration: every field lands where Qlib reads it, and only known classes come out."""

from typing import Any

import pytest

from aistock.contract.v1.models import DateRange, FileRef
from aistock.demo.markets.sessions import sessions_of
from aistock.experiments.v1.models import (
    EnhancedIndexing,
    ExperimentRequest,
    FactorRef,
    LabelSpec,
    LightGbmModel,
    LinearEstimator,
    LinearModel,
    Monthly,
    PositionBlock,
    RiskBlock,
    StoredSignal,
    Weekday,
    Weekly,
    WeightedTopk,
    Weighting,
)
from aistock.qlib.config import build_config, refuse_foreign_classes
from aistock.qlib.example import example_request
from aistock.qlib.failures import RunError

CALENDAR = sessions_of(2021, 2023)
LIBRARIES = {"qlib_alpha158": {"KMID": "($close-$open)/$open", "ROC5": "Ref($close, 5)/$close"}, "qlib_alpha360": {}}
FILE = FileRef(store="vault", path="a.parquet", sha256="a" * 64, size=1)


def request(**changes: Any) -> ExperimentRequest:
    return example_request(CALENDAR, snapshot_id="5" * 64, benchmark="000999.SH").model_copy(update=changes)


def with_strategy(**changes: Any) -> ExperimentRequest:
    found = request()
    return found.model_copy(update={"strategy": found.strategy.model_copy(update=changes)})


def with_factors(**changes: Any) -> ExperimentRequest:
    found = request()
    return found.model_copy(update={"factor_set": found.factor_set.model_copy(update=changes)})


def with_windows(**changes: Any) -> ExperimentRequest:
    found = request()
    return found.model_copy(update={"train_test": found.train_test.model_copy(update=changes)})


def config(of: ExperimentRequest) -> dict[str, Any]:
    return build_config(of, LIBRARIES, CALENDAR)


def reason(of: ExperimentRequest) -> str:
    with pytest.raises(RunError) as caught:
        config(of)
    assert caught.value.stage == "prepare"
    assert caught.value.remedy
    return caught.value.reason


def test_train_and_valid_lose_the_purged_sessions_and_test_none() -> None:
    asked, found = request().train_test, config(request())["segments"]
    for name, purged in (("train", 2), ("valid", 2), ("test", 0)):
        window = getattr(asked, name)
        inside = [day for day in CALENDAR if window.start_date <= day <= window.end_date]
        assert found[name] == [inside[0].isoformat(), inside[-1 - purged].isoformat()]


def test_backtest_defaults_to_test_and_may_be_shorter() -> None:
    test = request().train_test.test
    assert config(request())["backtest"]["start_time"] == test.start_date.isoformat()
    inner = DateRange(start_date=CALENDAR[-20], end_date=CALENDAR[-10])
    found = config(with_windows(backtest=inner))["backtest"]
    assert (found["start_time"], found["end_time"]) == (CALENDAR[-20].isoformat(), CALENDAR[-10].isoformat())


def test_costs_reach_the_exchange_in_yuan() -> None:
    exchange = config(request())["backtest"]["exchange_kwargs"]
    assert exchange == {
        "freq": "day", "limit_threshold": 0.095, "deal_price": "close", "open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5.0,
    }  # fmt: skip


def test_absent_model_fields_have_the_documented_defaults() -> None:
    kwargs = config(with_strategy(signal=LightGbmModel()))["model"]["kwargs"]
    assert (kwargs["num_boost_round"], kwargs["early_stopping_rounds"], kwargs["learning_rate"]) == (200, 20, 0.1)
    assert (kwargs["num_leaves"], kwargs["max_depth"], kwargs["lambda_l2"], kwargs["feature_fraction"]) == (64, 8, 0.0, 1.0)
    assert (kwargs["seed"], kwargs["deterministic"]) == (7, True)


def test_a_zero_is_not_taken_for_absence() -> None:
    position = PositionBlock(target_exposure=0.5, min_cash_fraction=0.0)
    assert config(with_strategy(position=position))["strategy"]["kwargs"]["risk_degree"] == 0.5


def test_linear_models_get_filled_and_scaled_features() -> None:
    found = config(with_strategy(signal=LinearModel(estimator=LinearEstimator.RIDGE, alpha=2.0)))
    assert found["model"]["kwargs"] == {"estimator": "ridge", "alpha": 2.0}
    assert [one["class"] for one in found["processors"]["infer"]] == ["RobustZScoreNorm", "Fillna"]
    fitted = found["processors"]["infer"][0]["kwargs"]
    assert [fitted["fit_start_time"], fitted["fit_end_time"]] == found["segments"]["train"]


def test_least_cash_lowers_the_exposure() -> None:
    position = PositionBlock(target_exposure=0.8, min_cash_fraction=0.2)
    assert config(with_strategy(position=position))["strategy"]["kwargs"]["risk_degree"] == pytest.approx(0.8)
    assert config(request())["strategy"]["kwargs"]["risk_degree"] == 0.95


def test_weighted_topk_carries_its_cap() -> None:
    weight = WeightedTopk(topk=10, weighting=Weighting.RANK)
    found = config(with_strategy(weight=weight, position=PositionBlock(max_weight=0.2)))
    assert found["strategy"]["class"] == "WeightedTopkStrategy"
    assert found["strategy"]["kwargs"] == {"topk": 10, "weighting": "rank", "max_weight": 0.2, "risk_degree": 0.95}
    assert found["not_simulated"] == []


def test_what_qlib_does_not_act_on_is_said() -> None:
    found = config(with_strategy(risk=RiskBlock(stop_loss=-0.1), position=PositionBlock(max_weight=0.2)))
    assert found["not_simulated"] == ["risk.stop_loss", "position.max_weight"]


def test_rebalance_rhythms() -> None:
    assert config(with_strategy(rebalance=Weekly(weekday=Weekday.FRIDAY)))["rebalance"] == {"kind": "weekly", "number": 4}
    assert config(with_strategy(rebalance=Monthly(session=3)))["rebalance"] == {"kind": "monthly", "number": 3}


def test_features_are_libraries_first_then_the_order_asked() -> None:
    factors = [
        FactorRef(name="A", source="external", expression="$close/$open"),
        FactorRef(name="B", source="external", expression="$high"),
    ]
    found = config(with_factors(factors=factors, feature_order=["B", "A"]))["features"]
    assert [name for name, _ in found] == ["KMID", "ROC5", "B", "A"]


def test_an_operator_without_panel_form_leaves_features_to_qlib() -> None:
    assert config(request())["feature_engine"] == "aistock.qlib.panel"
    smooth = [FactorRef(name="S", source="external", expression="EMA($close, 5)")]
    assert config(with_factors(factors=smooth))["feature_engine"] == "qlib.data"


def test_equal_requests_give_equal_configurations() -> None:
    assert config(request()) == config(request())
    refuse_foreign_classes(config(request()))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (with_strategy(signal=StoredSignal(file=FILE)), "signal_unsupported"),
        (with_strategy(weight=EnhancedIndexing(tracking_error=0.05, max_deviation=0.01)), "weight_unsupported"),
        (with_factors(factors=[FactorRef(name="X", source="qlib_alpha158")]), "unknown_factor"),
        (with_factors(factors=[FactorRef(name="X", source="rd_agent")]), "unknown_factor"),
        (with_factors(factors=[FactorRef(name="KMID", source="qlib_alpha158")]), "duplicate_feature"),
        (with_factors(factors=[FactorRef(name="X", source="external", expression="Ref($close,-1)")]), "feature_looks_ahead"),
        (with_factors(factors=[FactorRef(name="X", source="external", expression="exec($close)")]), "bad_expression"),
        (with_factors(factors=[FactorRef(name="X", source="rd_agent", implementation="a.b:c")]), "implementation_unsupported"),
        (with_windows(label=LabelSpec(expression="Ref($close,-5)/$close-1", horizon_days=2)), "label_horizon_wrong"),
        (with_windows(label=LabelSpec(expression="$close/Ref($close,1)-1", horizon_days=2)), "label_horizon_wrong"),
        (with_windows(valid=DateRange(start_date=CALENDAR[300], end_date=CALENDAR[301])), "empty_window"),
        (with_windows(test=DateRange(start_date="2025-01-01", end_date="2025-02-01")), "empty_window"),
    ],
)
def test_what_cannot_run_is_a_typed_fault(asked: ExperimentRequest, expected: str) -> None:
    assert reason(asked) == expected


def test_a_class_that_is_not_listed_is_refused() -> None:
    foreign = {"model": {"class": "system", "module_path": "os", "kwargs": {}}}
    with pytest.raises(RunError, match=r"os\.system is not on the list"):
        refuse_foreign_classes(foreign)
