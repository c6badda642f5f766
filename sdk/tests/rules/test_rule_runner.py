"""What is said about a broken rule between fields: where, which, the values, and what to do; by everything that reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aistock.contract import documents
from aistock.contract.rules import broken, rule
from aistock.contract.v1.models import DateRange
from aistock.errors import InvalidDocument, Violation
from aistock.execution.v1.models import AccountEvent, BuildPortfolioRequest, TopkDropoutPortfolio
from aistock.library.v1.models import CatalogStrategy, LoopCatalog

EXAMPLES = Path(__file__).parent / "examples"
BASIS = {"cost_basis": "with_cost", "return_basis": "excess", "benchmark": None, "days_per_year": None, "source_key": None}
REMEDY = "correct return_basis or benchmark"


def valid(area: str, message: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((EXAMPLES / f"{area}.json").read_text(encoding="utf-8"))[message]["valid"]
    return value


def catalog(*loops: dict[str, Any]) -> dict[str, Any]:
    head = {"version": "v1", "generated_at_utc": "2025-06-02T08:00:00Z", "source": "test", "dataset_snapshot_id": None}
    named = {name: head.get(name) for name in LoopCatalog.model_fields}
    return named | {"loops": list(loops)}


def test_a_violation_says_where_which_what_and_what_to_do() -> None:
    span = DateRange.model_validate({"start_date": "2024-02-01", "end_date": "2024-01-31"})
    value = "start_date '2024-02-01', end_date '2024-01-31'"
    told = Violation("", "date_range.ordered", value, "start_date must not be after end_date", "swap or correct them")
    assert broken(span) == (told,)


def test_paths_lead_through_lists_and_maps() -> None:
    loop = valid("library", "CatalogLoop")
    wrong = loop | {"loop_id": 7, "metrics": {**loop["metrics"], "turnover": 1.0}, "metrics_basis": {"turnover": BASIS}}
    found = broken(LoopCatalog.model_validate(catalog(loop, wrong)))
    assert [(one.path, one.rule) for one in found] == [("loops[1].metrics_basis.turnover", "metric_basis.excess_has_benchmark")]
    assert (found[0].value, found[0].remedy) == ("return_basis 'excess', benchmark absent", REMEDY)


def test_paths_lead_through_unions() -> None:
    method = TopkDropoutPortfolio(top_k=1, n_drop=2, exposure=0.5)
    found = broken(BuildPortfolioRequest(account_id="a", method=method))
    assert [(one.path, one.rule) for one in found] == [("method", "topk_dropout_portfolio.drop_within_k")]
    event = valid("execution", "AccountEvent")
    entry = {"event": "order_submitted", **valid("execution", "OrderSubmitted"), "price_mills": None}
    assert [one.path for one in broken(AccountEvent.model_validate({**event, "entry": entry}))] == ["entry"]


def test_every_broken_rule_is_told() -> None:
    value = valid("library", "CatalogStrategy") | {"action": "unknown", "output_form": "target_weight", "config_hash": "a" * 64}
    assert sorted(one.rule for one in broken(CatalogStrategy.model_validate(value))) == [
        "catalog_strategy.action_known",
        "catalog_strategy.hash_needs_config",
        "catalog_strategy.weights_need_portfolio",
    ]


def test_reading_a_document_applies_the_rules_between_its_fields(tmp_path: Path) -> None:
    loop = valid("library", "CatalogLoop") | {"status": "running"}
    path = tmp_path / "loop_catalog.json"
    path.write_text(json.dumps(catalog(loop)), encoding="utf-8")
    for read in (documents.read, lambda kind, file: documents.validate(kind, json.loads(file.read_bytes()))):
        with pytest.raises(InvalidDocument) as refused:
            read(LoopCatalog, path)
        assert [(one.path, one.rule) for one in refused.value.violations] == [("loops[0]", "catalog_loop.running_has_no_result")]
    assert documents.validate(LoopCatalog, catalog(loop), between_fields=False).loops[0].has_result


def test_a_rule_has_one_twin() -> None:
    with pytest.raises(ValueError, match=r"date_range\.ordered has a twin already"):
        rule("date_range.ordered")(bool)  # type: ignore[type-var]  # what it is does not matter


PROBE = """
import sys
from aistock.contract.rules import broken
from aistock.contract.v1.models import DateRange
assert broken(DateRange.model_validate({"start_date": "2024-02-01", "end_date": "2024-01-31"}))
print([name for name in ("google.protobuf", "protovalidate", "grpc", "numpy") if name in sys.modules])
"""


def test_the_rules_need_no_more_than_pydantic() -> None:
    outcome = subprocess.run([sys.executable, "-W", "error", "-c", PROBE], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"
