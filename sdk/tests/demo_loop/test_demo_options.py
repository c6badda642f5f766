"""The output folder, the command line and the documents the demo makes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.cli import main
from aistock.demo.markets import make_market
from aistock.demo.options import DemoError, prepared
from aistock.demo.plan import plan_windows
from aistock.demo.requests import experiment_request, instruments_of, risk_policy, sizes_for
from aistock.validation import violations

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_a_folder_that_no_demo_made_is_refused_untouched(tmp_path: Path) -> None:
    mine = tmp_path / "server" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(DemoError, match="no demo made"):
        prepared(tmp_path)
    assert mine.read_text(encoding="utf-8") == "mine"
    with pytest.raises(DemoError, match="is a file"):
        prepared(mine)


def test_a_second_demo_clears_what_the_first_made_and_nothing_else(tmp_path: Path) -> None:
    layout = prepared(tmp_path / "out")
    (layout.server / "old").mkdir(parents=True)
    layout.report.write_text("old", encoding="utf-8")
    (layout.out / "notes.txt").write_text("mine", encoding="utf-8")
    again = prepared(tmp_path / "out")
    assert not again.server.exists()
    assert not again.report.exists()
    assert (again.out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_help_lists_accepted_files_and_columns(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for word in ("--market", "daily_with_adj_factor", "ts_code", "adj_factor", "stock_basic", "trade_cal", "index_daily"):
        assert word in said


def test_a_market_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["demo", "--market", str(tmp_path / "none"), "--out", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert code == 1
    assert said.startswith("aistock demo: ")
    assert "is no directory" in said


@given(st.integers(10, 6000))
def test_sizes_leave_a_universe_to_choose_from(stocks: int) -> None:
    sizes = sizes_for(stocks)
    assert 1 <= sizes.n_drop <= sizes.top_k <= min(50, max(5, stocks // 2))


MARKET = make_market(3, 10, 1, True)
PLAN = plan_windows(MARKET.calendar)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**31 - 1))
def test_requests_keep_every_rule_and_are_named_by_their_content(seed: int) -> None:
    request = experiment_request(MARKET, PLAN, snapshot_id="a" * 64, seed=seed, now=NOW)
    assert violations(request) == ()
    later = experiment_request(MARKET, PLAN, snapshot_id="a" * 64, seed=seed, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert later.request_id == request.request_id
    assert experiment_request(MARKET, PLAN, snapshot_id="b" * 64, seed=seed, now=NOW).request_id != request.request_id
    assert request.train_test.train.start_date > MARKET.calendar[0]


def test_policy_and_instruments_keep_every_rule() -> None:
    assert violations(risk_policy(MARKET, PLAN)) == ()
    for instrument in instruments_of(MARKET):
        assert violations(instrument) == ()
