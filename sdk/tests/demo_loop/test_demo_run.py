"""The loop closes: what the demo leaves is whole, lawful, and says what it is."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psutil
import pytest

from aistock.contract import documents
from aistock.contract.plain_json import parse
from aistock.demo.journal_laws import broken_laws, fill_count
from aistock.demo.law_bars import law_market
from aistock.demo.markets import make_market
from aistock.execution.v1.models import AccountEvent, OrderFilled
from aistock.library.v1.models import AlphaMeta, FactorCatalog, FactorPerf, LoopCatalog, ModelCatalog, StrategyCatalog

pytestmark = [pytest.mark.qlib, pytest.mark.slow]


def events_of(out: Path) -> list[AccountEvent]:
    lines = (out / "journal.jsonl").read_bytes().splitlines()
    return [AccountEvent.model_validate(parse(line)) for line in lines]


def summary_of(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return found


def test_the_journal_keeps_every_law(closed_loop: Any) -> None:
    events, options = events_of(closed_loop.out), closed_loop.options
    market = make_market(options["seed"], options["stocks"], options["years"], True)
    held_against = law_market(market, {event.trading_date for event in events})
    assert broken_laws(events, held_against) == []
    assert fill_count(events) == summary_of(closed_loop.out)["fills"] > 0
    place, filled = next((number, one) for number, one in enumerate(events) if isinstance(one.entry, OrderFilled))
    assert isinstance(filled.entry, OrderFilled)
    moved = filled.model_copy(update={"entry": filled.entry.model_copy(update={"price_mills": filled.entry.price_mills * 2})})
    laws = {one.law for one in broken_laws([*events[:place], moved, *events[place + 1 :]], held_against)}
    assert {"range", "limits", "chain", "conservation"} <= laws


def test_the_summary_says_what_was_measured(closed_loop: Any) -> None:
    found = summary_of(closed_loop.out)
    assert found["synthetic"] is True
    assert "quiet-volume" in found["planted_signal"]
    assert found["violations"] == []
    assert found["laws_checked_fills"] == found["fills"]
    assert len(found["drift"]) == 9
    assert found["library"] == {"factor": 158, "strategy": 1, "loop": 1, "model": 1}
    assert {"ic_mean", "rank_ic_mean", "turnover"} <= set(found["metrics"])
    assert found["orders"] >= found["fills"]
    assert f"laws checked: {found['fills']} fills, 0 violations" in closed_loop.printed


def test_the_report_is_one_labelled_page(closed_loop: Any) -> None:
    page = (closed_loop.out / "report.html").read_text(encoding="utf-8")
    assert "SYNTHETIC MARKET" in page
    assert ">lawful<" in page
    assert page.count("<svg") == 5
    assert "<script" not in page
    assert summary_of(closed_loop.out)["snapshot_id"] in page


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("factor_catalog.json", FactorCatalog),
        ("strategy_catalog.json", StrategyCatalog),
        ("loop_catalog.json", LoopCatalog),
        ("model_catalog.json", ModelCatalog),
        ("alpha158_meta.json", AlphaMeta),
    ],
)
def test_catalogs_are_documents_of_one_snapshot(closed_loop: Any, name: str, kind: Any) -> None:
    folder = closed_loop.out / "rdagent" / "catalogs"
    loops = documents.read(LoopCatalog, folder / "loop_catalog.json")
    assert documents.read(kind, folder / name).snapshot_id == loops.snapshot_id


def test_the_registry_knows_the_loop_as_done(closed_loop: Any) -> None:
    with sqlite3.connect(closed_loop.out / "rdagent" / "registry.sqlite") as registry:
        rows = registry.execute("SELECT action, status, has_result, materialization_status FROM loops").fetchall()
    registry.close()
    assert rows == [("model", "success", 1, "done")]


def test_nothing_stays_behind(closed_loop: Any) -> None:
    running = [
        one.info["cmdline"]
        for one in psutil.process_iter(["cmdline"])
        if str(closed_loop.out) in " ".join(one.info["cmdline"] or ())
    ]
    assert running == []
    assert not (closed_loop.out / "work").exists()


def test_every_feature_is_measured_on_its_own(closed_loop: Any) -> None:
    workspace = next((closed_loop.out / "rdagent" / "workspaces").iterdir())
    performance = documents.read(FactorPerf, workspace / "factor_perf.json")
    catalog = documents.read(FactorCatalog, closed_loop.out / "rdagent" / "catalogs" / "factor_catalog.json")
    assert [one.name for one in performance.factors] == performance.combinations[0].factor_names
    assert all(one.coverage is not None and one.coverage > 0.5 for one in performance.factors)
    measured = [one for one in performance.factors if one.ic_mean is not None and one.rank_ic_mean is not None]
    assert len(measured) > 150
    figures = {row.name: row.figures for row in catalog.factors}
    assert all((found := figures[one.name]) is not None and found.ic_mean == one.ic_mean for one in measured)
