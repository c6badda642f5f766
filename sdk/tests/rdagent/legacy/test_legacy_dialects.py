"""What becomes of each thing that the fork wrote in its own way."""

import json
from pathlib import Path
from typing import Any

import pytest

from aistock.experiments.v1.models import ExperimentRequest
from aistock.library.identity import feature_hash
from aistock.library.v1.models import (
    FactorCatalog,
    FactorMeta,
    FactorPerf,
    LoopCatalog,
    LoopFeedback,
    ModelCatalog,
    StrategyCatalog,
)
from aistock.rdagent.legacy import Action, Code, Context, Issue, Reading, Severity, checked_together, names, read, samples
from aistock.rdagent.legacy.dialects import ALL

CONTEXT = Context(workspace_id="b" * 32, snapshot_id="a" * 64)


def reading_of(value: Any, kind: str | None = None, context: Context = CONTEXT) -> Reading:
    return read(json.dumps(value).encode(), kind, context=context)


def of(reading: Reading, code: Code) -> list[Issue]:
    return [issue for issue in reading.issues if issue.code is code]


def loop(**change: Any) -> dict[str, Any]:
    """A later loop catalog of one row, changed."""
    catalog = samples.later_loop_catalog()
    catalog["loops"][0] |= change
    return catalog


def row_of(reading: Reading) -> Any:
    assert isinstance(reading.document, LoopCatalog), reading.issues
    return reading.document.loops[0]


def test_the_census_of_the_loop_catalog_is_the_real_one() -> None:
    rows = samples.loop_catalog()["loops"]
    loops = {(row["task_run_id"], row["loop_id"]) for row in rows}
    bare = [row for row in rows if not row["metrics"]]
    assert (len(rows), len(loops), len({row["task_run_id"] for row in rows}), len(bare)) == (30, 8, 3, 22)
    assert {len(row) for row in rows} == {14}
    assert [sum(row["action"] == action for row in rows) for action in ("factor", "model")] == [28, 2]
    assert [sum(row["step_name"] == step for row in rows) for step in ("running", "feedback")] == [26, 4]
    assert all(row["has_result"] and row["status"] == "success" and row["factor_names"] == [] for row in rows)
    assert [sum(row["decision"] is value for row in rows) for value in (True, False)] == [8, 0]
    assert len({row["strategy_id"] for row in rows} - {None}) == 8
    assert all(2 <= sum((row["task_run_id"], row["loop_id"]) == key for row in rows) <= 4 for key in loops)


def test_the_loop_catalog_of_december() -> None:
    reading = reading_of(samples.loop_catalog())
    assert reading.dialect == "rdagent.loop_catalog/2025-12"
    assert isinstance(reading.document, LoopCatalog)
    rows = reading.document.loops
    with_result = [row for row in rows if row.has_result]
    assert (len(rows), len(with_result)) == (30, 8)
    assert len(of(reading, Code.CONTRADICTORY_RESULT)) == 22
    assert len(of(reading, Code.METRIC_PAIR)) == 16
    first = with_result[0]
    assert first.metrics.annualized_return == 0.922
    assert first.metrics.model_extra == {}
    basis = first.metrics_basis["annualized_return"]
    assert (basis.cost_basis, basis.return_basis, basis.days_per_year) == ("without_cost", "excess", 238)
    assert basis.source_key == "1day.excess_return_without_cost.annualized_return"
    shared = of(reading, Code.FOREIGN_FEEDBACK)
    assert len(shared) == 5
    assert all(issue.pointer.endswith("/summary_texts/execution") and issue.action is Action.KEPT for issue in shared)
    assert all(issue.severity is not Severity.ERROR for issue in reading.issues)


def test_dangling_strategies_are_found_between_catalogs() -> None:
    loops, strategies = reading_of(samples.loop_catalog()), reading_of(samples.strategy_catalog())
    found = checked_together({"loops": loops, "strategies": strategies})
    dangling = of(found["loops"], Code.DANGLING_STRATEGY)
    assert len(dangling) == 7
    source = samples.loop_catalog()["loops"]
    assert all(source[int(issue.pointer.split("/")[2])]["strategy_id"] == issue.original for issue in dangling)
    assert checked_together({"loops": loops})["loops"] == loops


def test_the_loop_catalog_of_january() -> None:
    reading = reading_of(samples.later_loop_catalog())
    row = row_of(reading)
    assert reading.dialect == "rdagent.loop_catalog/2026-01"
    assert (row.workspace_store, row.workspace_path.split("/")[0]) == ("RD-Agent-main", "git_ignore_folder")
    assert row.log_dir == "log/2026-01-02_10-11-12-000001"
    assert row.asset_bundle_id == "0b9b2a6e9b614a538f0e3f6d5c1c2a77"
    assert row.factor_names == ["MOM_20", "VOL_5"]
    assert (row.metrics.annualized_return, row.metrics.max_drawdown, row.metrics.ic_mean) == (0.62, -0.27, 0.0312)
    assert row.metrics.model_extra["sharpe"] == 1.9
    assert "1day.excess_return_with_cost.annualized_return" in row.metrics.model_extra
    basis = row.metrics_basis
    assert basis["annualized_return"].source_key == "1day.excess_return_without_cost.annualized_return"
    assert basis["1day.excess_return_with_cost.annualized_return"].cost_basis == "with_cost"
    assert basis["ic_mean"].cost_basis == "none"
    dropped = {issue.pointer: issue.original for issue in reading.issues if issue.action is Action.DROPPED}
    assert dropped["/loops/0/paths/model_files"] == ["params.pkl", "params.pkl"]
    assert dropped["/loops/0/win_rate"] == "0.53"
    assert [issue.pointer for issue in of(reading, Code.TRAILING_SPACE)] == [
        "/loops/0/metrics/1day.excess_return_with_cost.annualized_return "
    ]


@pytest.mark.parametrize(
    ("change", "code", "check"),
    [
        (
            {"metrics": {}, "annualized_return": None, "max_drawdown": None, "sharpe": None, "ic": None},
            Code.CONTRADICTORY_RESULT,
            False,
        ),
        ({"status": "running"}, Code.CONTRADICTORY_RESULT, False),
        ({"workspace_role": "sub_workspace"}, Code.CONTRADICTORY_RESULT, False),
        ({"has_result": "1"}, Code.OTHER_FORM, True),
        ({"status": "finished"}, Code.LEGACY_WORD, True),
        ({"action": "qlib_factor"}, Code.LEGACY_WORD, True),
        ({"max_drawdown": 0.42}, Code.POSITIVE_DRAWDOWN, True),
        ({"paths": {"factor_meta": "factor_meta.json"}}, Code.WITHOUT_FEEDBACK, True),
        ({"asset_bundle_id": None}, Code.RULE_BROKEN, True),
        ({"annualized_return": 0.1, "metrics": {"annualized_return": 0.2}}, Code.TWO_VALUES, True),
        ({"annualized_return": 0.1, "metrics": {}}, Code.BASIS_UNKNOWN, True),
        ({"started_at_utc": "2026-01-02T10:00:00"}, Code.NAIVE_TIME, True),
        ({"log_dir": "/data/elsewhere/log/x"}, Code.ABSOLUTE_PATH, True),
    ],
)
def test_contradictions_and_forms_of_a_row(change: dict[str, Any], code: Code, check: bool) -> None:
    reading = reading_of(loop(**change))
    row = row_of(reading)
    assert of(reading, code), reading.issues
    assert row.has_result is check


def test_a_row_without_identity_is_refused_and_the_others_stay() -> None:
    catalog = samples.loop_catalog()
    del catalog["loops"][3]["task_run_id"]
    gone = json.loads(json.dumps(catalog["loops"][3]))
    reading = reading_of(catalog)
    assert isinstance(reading.document, LoopCatalog)
    assert len(reading.document.loops) == 29
    refused = of(reading, Code.INCOMPLETE)
    assert [(issue.pointer, issue.action) for issue in refused] == [("/loops/3", Action.REFUSED)]
    assert refused[0].original["workspace_id"] == gone["workspace_id"]


def test_factors_keep_the_word_for_their_source() -> None:
    reading = reading_of(samples.factor_catalog())
    assert isinstance(reading.document, FactorCatalog)
    own = reading.document.factors[1]
    assert (own.source, own.origin_source, own.region) == ("rd_agent", "rdagent_generated", "cn")
    assert own.variables == {"Δlog(close)": "对数收益", "window": "10日"}
    assert [issue.original["name"] for issue in of(reading, Code.DUPLICATE_ROW)] == ["Flow_10D"]


def test_strategies_keep_their_blocks_value_for_value() -> None:
    source = samples.strategy_catalog()
    reading = reading_of(source)
    assert isinstance(reading.document, StrategyCatalog)
    whole, bare = reading.document.strategies
    assert whole.model_config_ == source["strategies"][0]["model_config"]
    assert whole.python_implementation is not None
    assert (whole.python_implementation.module, whole.market) == ("rd_strategies_lib.generated", "all")
    assert whole.template_files == ["conf_baseline.yaml", "mlruns/5743/meta.yaml"]
    assert bare.python_implementation is None
    assert bare.workspace_example.workspace_store == whole.workspace_example.workspace_store == "RD-Agent-main"
    assert of(reading, Code.ID_NOT_REPRODUCED)[0].pointer == "/strategies/0/strategy_id"


def test_models_get_the_hash_of_their_features() -> None:
    reading = reading_of(samples.model_catalog())
    assert isinstance(reading.document, ModelCatalog)
    model = reading.document.models[0]
    assert model.features == ["RESI5", "MOM_20"]
    assert model.feature_hash == feature_hash(["RESI5", "MOM_20"])
    assert (model.workspace_store, model.model_id) == ("ws", "5a8c7b1e0d435c1c9a6e0f2f5b1c7d21")


def test_files_of_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / ("c" * 32)
    folder.mkdir()
    (folder / "factor_meta.json").write_text(json.dumps(samples.factor_meta()), encoding="utf-8")
    meta = read(folder / "factor_meta.json").document
    assert isinstance(meta, FactorMeta)
    assert (meta.workspace_id, meta.loop_id, [factor.name for factor in meta.factors]) == ("c" * 32, 1, ["Flow_10D", "VOL_5"])
    assert meta.factors[1].variables == {"value": "x"}
    perf = reading_of(samples.factor_perf()).document
    assert isinstance(perf, FactorPerf)
    window = perf.combinations[0].windows[0]
    assert (window.annualized_return, window.max_drawdown) == (0.6, -0.42)
    assert window.metrics_basis["annualized_return"].cost_basis == "without_cost"
    assert perf.factors[0].ic_mean == 0.03
    assert perf.factors[0].windows[0].period is not None
    for value in (samples.feedback(), samples.llm_answer()):
        found = reading_of(value).document
        assert isinstance(found, LoopFeedback)
        assert found.decision is True


def test_a_workspace_that_nobody_names_is_a_refusal_with_its_reason() -> None:
    reading = reading_of(samples.feedback(), context=Context())
    assert reading.refused
    assert of(reading, Code.MISSING_CONTEXT)


def test_the_bare_request() -> None:
    reading = reading_of(samples.experiment_request())
    request = reading.document
    assert isinstance(request, ExperimentRequest)
    dumped = request.strategy.model_dump(mode="json")
    assert dumped["weight"] == {"kind": "topk_dropout", "topk": 50, "n_drop": 10}
    assert (dumped["signal"]["num_leaves"], dumped["signal"]["feature_fraction"]) == (63, 0.8879)
    assert (request.strategy.benchmark, request.train_test.universe, request.objective.primary_metric) == (
        "000300.SH",
        "csi300",
        "ic_mean",
    )
    assert reading_of(samples.experiment_request()).document == request
    assert reading_of(samples.experiment_request(), context=Context()).refused


@pytest.mark.parametrize(
    "change",
    [
        {"strategy": {"strategy_type": "long_short", "trading_rule": {"topk": 50}}},
        {"strategy": {"strategy_type": "topk", "trading_rule": {"topk": 50, "stop_loss": -0.1}}},
        {"strategy": {"strategy_type": "topk", "trading_rule": {"topk": 50}, "risk_model": {"stop": 1}}},
        {"strategy": {"strategy_type": "topk", "trading_rule": {"topk": 50}, "signal": {"kind": "linear", "estimator": "ols"}}},
        {"model": {"model_type": "XGBModel"}},
        {"model": "XGBModel"},
        {"dataset": {"class_name": "DatasetH"}},
        {"factor_set": {"factors": [{"name": "F1"}, {"name": "RESI5", "source": "qlib_alpha158"}]}},
        {"strategy": None},
    ],
)
def test_a_request_that_would_become_another_experiment_is_refused(change: dict[str, Any]) -> None:
    reading = reading_of(samples.experiment_request() | change)
    assert reading.refused
    assert [issue for issue in reading.issues if issue.severity is Severity.ERROR and issue.action is Action.REFUSED]


@pytest.mark.parametrize("spelling", ["v1", "V1", "v1.0", "1.0", "1", 1])
def test_spellings_of_the_version(spelling: Any) -> None:
    reading = reading_of(samples.loop_catalog() | {"version": spelling})
    assert not reading.refused
    assert bool(of(reading, Code.VERSION_SPELLING)) is (spelling != "v1")


def test_absent_and_unknown_versions() -> None:
    catalog = samples.loop_catalog()
    del catalog["version"]
    assert of(reading_of(catalog), Code.VERSION_SPELLING)[0].action is Action.DEFAULTED
    catalog["schema_version"] = 1
    assert not reading_of(catalog).refused
    for version in ("v2", 2, True, {"a": 1}, []):
        refused = reading_of(samples.loop_catalog() | {"version": version})
        assert refused.refused
        assert of(refused, Code.UNKNOWN_VERSION)[0].original["loops"]


def test_texts_that_are_nearly_json() -> None:
    text = json.dumps(samples.later_loop_catalog()).replace('"1day.ffr": 1.0', '"1day.ffr": NaN, "IC": 0.5, "x": 1e999')
    reading = read(b"\xef\xbb\xbf" + text.encode())
    row = row_of(reading)
    assert row.metrics.model_extra["IC"] == 0.5
    assert [issue.original for issue in of(reading, Code.NOT_FINITE)] == ["NaN", "1e999"]
    assert [(issue.pointer, issue.original) for issue in of(reading, Code.DUPLICATE_KEY)] == [("/loops/0/metrics/IC", 0.0312)]
    assert of(reading, Code.BYTE_ORDER_MARK)
    half = read(json.dumps(loop(step_name="\ud800x")).encode())
    assert row_of(half).step_name == "\ufffdx"
    assert of(half, Code.HALF_CHARACTER)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b'{"loops": [' + b"[" * 70 + b"]" * 70 + b"]}", b"{} {}", b"nul"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    reading = read(content)
    assert reading.refused
    assert [issue.code for issue in reading.issues] == [Code.UNREADABLE]


@pytest.mark.parametrize(
    ("value", "dialect"),
    [
        ({"task_id": "t", "mode": "model_evolve", "version": "v1", "loop_n": 2}, "rdagent.task_config/draft-07"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {}}, "rdagent.json_schema/draft-07"),
        ({"dataset": "daily_pv", "h5_key": "data", "index": {}, "columns": []}, "rdagent.dataset_schema/2025-12"),
        ({"workspace_path": "/a/b", "result_criteria": {}}, "rdagent.workspace_file/2026-01"),
        ({"results": []}, "unknown"),
        ([1], "unknown"),
    ],
)
def test_files_without_a_document_are_findings(value: Any, dialect: str) -> None:
    reading = reading_of(value)
    assert (reading.document, reading.dialect) == (None, dialect)
    assert [(issue.code, issue.original) for issue in reading.issues] == [(Code.UNKNOWN_DOCUMENT, value)]


def test_dialects_have_names() -> None:
    assert len(set(names())) == len(ALL)
    with pytest.raises(ValueError, match="no kind that the fork wrote"):
        read(b"{}", "risk_policy")


def test_the_page_names_every_dialect_and_code() -> None:
    page = (Path(__file__).parents[4] / "docs" / "legacy.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"`{name}`" not in page] == []
    assert [code for code in Code if f"`{code}`" not in page] == []


def test_thousands_of_problems_are_each_named() -> None:
    catalog = samples.loop_catalog()
    catalog["loops"] = [
        {**row, "workspace_id": f"w{copy}-{index}", "loop_id": None if index % 3 == 0 else index, "junk": copy}
        for copy in range(20)
        for index, row in enumerate(catalog["loops"])
    ]
    reading = reading_of(catalog)
    assert isinstance(reading.document, LoopCatalog)
    assert len(reading.document.loops) == 400
    assert len(of(reading, Code.INCOMPLETE)) == 200
    assert len(of(reading, Code.UNKNOWN_FIELD)) == 600
