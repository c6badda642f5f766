"""What a draft asks for is what the strategy had: told by its row or the library, or refused; never assumed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.experiments.v1.models import FactorSetConfig
from aistock.library.alpha158 import alpha158
from aistock.library.v1.models import CatalogFactor, CatalogStrategy, FactorSource
from aistock_server.experiments.draft import from_strategy
from aistock_server.kernel.errors import Refused

NOW = datetime(2025, 7, 1, tzinfo=UTC)
ALPHA = dict(alpha158())
ALPHA158, ALPHA360 = FactorSource.QLIB_ALPHA158, FactorSource.QLIB_ALPHA360
RD_AGENT, EXTERNAL = FactorSource.RD_AGENT, FactorSource.EXTERNAL
SEGMENTS = {
    "train": ["2010-01-07", "2018-12-31"],
    "valid": ["2019-01-01", "2020-12-31"],
    "test": ["2021-01-01", "2025-12-01"],
}
COSTS = {"limit_threshold": 0.095, "deal_price": "close", "open_cost": 0.0005, "close_cost": 0.0015, "min_cost": 5}
CHOSEN = ["RESI5", "WVMA5", "RSQR5", "KLEN", "RSQR10", "CORR5", "CORD5", "CORR10", "ROC60", "RESI10"]
ALPHA_HANDLER: dict[str, Any] = {"class": "Alpha158", "module_path": "qlib.contrib.data.handler", "kwargs": {"instruments": "all"}}


def kept(names: list[str]) -> dict[str, Any]:
    """The settings of RD-Agent's own baseline."""
    return {
        "infer_processors": [
            {"class": "FilterCol", "kwargs": {"fields_group": "feature", "col_list": names}},
            {"class": "RobustZScoreNorm", "kwargs": {"fields_group": "feature", "clip_outlier": True}},
            {"class": "Fillna", "kwargs": {"fields_group": "feature"}},
        ],
        "learn_processors": [{"class": "DropnaLabel"}, {"class": "CSRankNorm", "kwargs": {"fields_group": "label"}}],
    }


def strategy(handler: Any = None, **fields: Any) -> CatalogStrategy:
    """A strategy whose other blocks say enough."""
    return CatalogStrategy.model_validate(
        {
            "strategy_id": "9e92c854317f5684b0b25a49072c07aa",
            "step_name": "feedback",
            "action": "factor",
            "workspace_example": {"task_run_id": "t", "loop_id": 0, "workspace_id": "w", "workspace_path": "w"},
            "template_files": [],
            "dataset_config": {
                "class": "DatasetH",
                "kwargs": {"segments": SEGMENTS, **({} if handler is None else {"handler": handler})},
            },
            "portfolio_config": {"class": "TopkDropoutStrategy", "kwargs": {"topk": 50, "n_drop": 5}},
            "backtest_config": {"benchmark": "000300.SH", "exchange_kwargs": COSTS},
            "model_config": {"class": "LGBModel", "kwargs": {"num_leaves": 210}},
            **fields,
        }
    )


def factor(name: str, source: FactorSource, expression: str | None = None, *, code: bool = False) -> CatalogFactor:
    return CatalogFactor(
        name=name,
        source=source,
        expression=expression,
        region="cn",
        tags=[],
        impl_module="rd_factors_lib.generated" if code else None,
    )


def drafted(asked: CatalogStrategy, *library: CatalogFactor) -> FactorSetConfig:
    rows: Mapping[Any, CatalogFactor] = {(one.name, one.source): one for one in library}
    return from_strategy(asked, "5" * 64, NOW, lambda name, source: rows.get((name, source))).factor_set


def told(found: FactorSetConfig) -> list[tuple[str, str, str | None]]:
    """Name, source and expression of each factor in the model's order."""
    by_name = {one.name: one for one in found.factors}
    assert not found.libraries and found.feature_order == [one.name for one in found.factors]
    return [(name, by_name[name].source, by_name[name].expression) for name in found.feature_order]


def refusal(asked: CatalogStrategy, *library: CatalogFactor) -> str:
    with pytest.raises(Refused) as caught:
        drafted(asked, *library)
    assert (caught.value.reason, caught.value.details) == ("STRATEGY_NOT_DRAFTABLE", {"strategy_id": asked.strategy_id})
    assert caught.value.message.endswith("; write the request by hand")
    return caught.value.message


def test_alpha158s_own_handler_is_the_library() -> None:
    for handler in (ALPHA_HANDLER, {"class": "qlib.contrib.data.handler.Alpha158"}):
        found = drafted(strategy(handler))
        assert (found.libraries, found.factors, found.feature_order) == (["qlib_alpha158"], [], [])


@pytest.mark.parametrize("in_data_block", [False, True])
def test_a_filter_leaves_its_columns_in_the_librarys_order(in_data_block: bool) -> None:
    """Whether the dataset's block repeats the settings or only the data block has them."""
    handler = ALPHA_HANDLER if in_data_block else {**ALPHA_HANDLER, "kwargs": kept(CHOSEN)}
    found = drafted(strategy(handler, data_config=kept(CHOSEN) if in_data_block else None))
    assert told(found) == [(name, "qlib_alpha158", ALPHA[name]) for name in ALPHA if name in CHOSEN]


def test_a_loader_that_lists_its_features_is_read() -> None:
    config = {
        "feature": [["Ref($close, 5)/$close", ALPHA["KMID"]], ["MINE", "KMID"]],
        "label": [["Ref($close, -3)/$close"], ["LABEL0"]],
    }
    handler = {
        "class": "DataHandlerLP",
        "module_path": "qlib.data.dataset.handler",
        "kwargs": {"data_loader": {"class": "QlibDataLoader", "kwargs": {"config": config}}},
    }
    assert told(drafted(strategy(handler))) == [
        ("MINE", "external", "Ref($close, 5)/$close"),
        ("KMID", "qlib_alpha158", ALPHA["KMID"]),
    ]


@pytest.mark.parametrize("form", ["pairs", "lists"])
def test_recorded_expressions_are_taken_in_their_order_whatever_the_handler_is(form: str) -> None:
    pairs = [["ROC5", "Ref($close, 5)/$close"], ["MINE", "$close"], ["KMID", "$open/$close"]]
    feature = pairs if form == "pairs" else [[expression for _, expression in pairs], [name for name, _ in pairs]]
    found = drafted(
        strategy(ALPHA_HANDLER, data_config={"feature": feature}),
        factor("MINE", RD_AGENT, "$close"),
        factor("KMID", EXTERNAL, "$x"),
    )
    assert told(found) == [
        ("ROC5", "qlib_alpha158", "Ref($close, 5)/$close"),
        ("MINE", "rd_agent", "$close"),
        ("KMID", "external", "$open/$close"),
    ]


def test_the_whole_of_alpha158_is_so_by_content_and_not_by_number() -> None:
    pairs = [[name, expression] for name, expression in alpha158()]
    assert drafted(strategy(data_config={"feature": pairs})).libraries == ["qlib_alpha158"]
    assert drafted(strategy(ALPHA_HANDLER, feature_list=[*ALPHA])).libraries == ["qlib_alpha158"]
    for other in ([*pairs[1:], pairs[0]], [["MINE", "$close"], *pairs[1:]]):
        assert [one[0] for one in told(drafted(strategy(data_config={"feature": other})))] == [name for name, _ in other]


def test_named_features_get_the_handlers_expression_then_the_librarys() -> None:
    library = (
        factor("MOM20", RD_AGENT, "$close/Ref($close, 20)"),
        factor("KMID", ALPHA158, ALPHA["KMID"]),
        factor("KMID", RD_AGENT),
        factor("ROC5", RD_AGENT, "$x"),
        factor("TURN", EXTERNAL, "$turn"),
        factor("TURN", RD_AGENT, "$turn"),
    )
    asked = strategy(ALPHA_HANDLER, feature_list=["MOM20", "ROC5", "KMID", "TURN"])
    assert told(drafted(asked, *library)) == [
        ("MOM20", "rd_agent", "$close/Ref($close, 20)"),
        ("ROC5", "qlib_alpha158", ALPHA["ROC5"]),
        ("KMID", "qlib_alpha158", ALPHA["KMID"]),
        ("TURN", "rd_agent", "$turn"),
    ]
    without_handler = strategy(data_config={"feature": [["KMID", None], ["ROC5", "$own"]]}, feature_list=["KMID", "ROC5"])
    assert told(drafted(without_handler, *library)) == [("KMID", "qlib_alpha158", ALPHA["KMID"]), ("ROC5", "external", "$own")]


@pytest.mark.parametrize(
    "handler",
    [
        None,
        "handler.pkl",
        {"class": "Alpha360"},
        {"class": "Alpha158", "module_path": "my_factors"},
        {"class": "Alpha158", "kwargs": {"infer_processors": [{"class": "DropCol", "kwargs": {"col_list": ["VWAP0"]}}]}},
        {"class": "Alpha158", "kwargs": {"infer_processors": 7}},
        {"class": "Alpha158", "kwargs": {"infer_processors": [{"class": "FilterCol", "kwargs": {"col_list": ["NONE"]}}]}},
        {"class": "DataHandlerLP", "kwargs": {"data_loader": {"class": "rdagent_loaders.CombinedAlpha158StaticLoader"}}},
    ],
)
def test_a_strategy_that_does_not_say_its_features_is_refused(handler: Any) -> None:
    """It was asked for with all of Alpha158 before."""
    assert "neither data_config.feature nor feature_list names a feature" in refusal(strategy(handler))


@pytest.mark.parametrize(
    ("library", "why"),
    [
        ((), "'MOM20' is not in the library"),
        ((factor("MOM20", RD_AGENT),), "'MOM20' has no expression in the library"),
        ((factor("MOM20", RD_AGENT, code=True),), "'MOM20' exists only as code"),
        ((factor("MOM20", RD_AGENT, "$a"), factor("MOM20", EXTERNAL, "$b")), "'MOM20' is not the same in rd_agent and external"),
        (
            (factor("MOM20", RD_AGENT, "$a"), factor("MOM20", EXTERNAL, code=True)),
            "'MOM20' is not the same in rd_agent and external",
        ),
        ((factor("MOM20", RD_AGENT, "$a" * 3000),), "'MOM20' cannot be asked for (String should have at most 4000 characters)"),
    ],
)
def test_a_factor_of_which_no_expression_is_certain_is_named(library: tuple[CatalogFactor, ...], why: str) -> None:
    assert f"of 2 features 1 have no certain expression: {why};" in refusal(
        strategy(ALPHA_HANDLER, feature_list=["KMID", "MOM20"]), *library
    )


def test_many_doubts_are_counted_and_some_shown() -> None:
    message = refusal(strategy(feature_list=[f"F{number}" for number in range(40)]))
    assert "of 40 features 40 have no certain expression: 'F0' is not in the library; " in message
    assert message.count("is not in the library") == 10 and ", and 30 more" in message


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"feature_list": ["KMID", "KLEN", "KMID"]}, "feature 'KMID' stands 2 times"),
        ({"feature_list": [f"F{number}" for number in range(2_001)]}, "2001 features, and a request takes 2000 at most"),
        ({"data_config": {"feature": [["KMID", "$a"], ["KLEN", "$b"]]}, "feature_list": ["KLEN", "KMID"]}, "do not name the same"),
        ({"data_config": {"feature": ["$close", "$open"]}}, "data_config.feature is ['$close', '$open'], which is neither"),
        ({"data_config": {"feature": {"KMID": "$a"}}}, "which is neither"),
    ],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, Any], why: str) -> None:
    assert why in refusal(strategy(ALPHA_HANDLER, **fields))


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["Alpha158", "KMID", "FilterCol", "qlib.x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["class", "kwargs", "feature", "infer_processors", "data_loader", "config", "col_list"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    handler=plain,
    data=st.dictionaries(st.sampled_from(["feature", "infer_processors", "learn_processors", "data_loader"]), plain),
    names=st.lists(st.sampled_from(["KMID", "KLEN", "MINE"]), max_size=3),
)
@settings(deadline=None, max_examples=300)
def test_whatever_the_blocks_hold_is_a_draft_with_expressions_or_a_refusal(
    handler: Any, data: dict[str, Any], names: list[str]
) -> None:
    try:
        found = drafted(strategy(handler, data_config=data, feature_list=names))
    except Refused as error:
        assert error.reason == "STRATEGY_NOT_DRAFTABLE"
        return
    assert found.libraries == ["qlib_alpha158"] or all(expression for _, _, expression in told(found))
    if names:
        assert found.feature_order == names
