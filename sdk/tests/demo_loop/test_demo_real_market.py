"""The loop on real bars of 2024: every fill is held against what the market really printed that day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aistock.contract.plain_json import parse
from aistock.demo.journal_laws import broken_laws, fill_count
from aistock.demo.law_bars import law_market
from aistock.demo.markets import EQUAL_WEIGHT_UNIVERSE, read_market
from aistock.execution.v1.models import AccountEvent, OrderEndReason, OrderExpired

pytestmark = [pytest.mark.qlib, pytest.mark.slow, pytest.mark.real_data]
EVERY = 14
"""One stock in so many, so that the run stays short."""


@pytest.fixture(scope="module")
def some_stocks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    pytest.importorskip("qlib", reason="the extra qlib is not installed")
    import pandas as pd

    source, folder = Path(root) / "market" / "tushare_sz_main_2024", tmp_path_factory.mktemp("market")
    daily = pd.read_parquet(source / "daily_with_adj_factor.parquet")
    kept = sorted(daily["ts_code"].unique())[::EVERY]
    daily[daily["ts_code"].isin(kept)].to_parquet(folder / "daily_with_adj_factor.parquet")
    shutil.copyfile(source / "stock_basic_orig.csv", folder / "stock_basic_orig.csv")
    return folder


def test_no_fill_breaks_a_law_of_the_real_market(some_stocks: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "aistock", "demo", "--market", str(some_stocks), "--out", str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"

    market = read_market(some_stocks)
    events = [AccountEvent.model_validate(parse(line)) for line in (out / "journal.jsonl").read_bytes().splitlines()]
    assert broken_laws(events, law_market(market, {event.trading_date for event in events})) == []
    assert fill_count(events) > 50
    ended = {event.entry.reason for event in events if isinstance(event.entry, OrderExpired)}
    assert ended <= {OrderEndReason.SUSPENDED, OrderEndReason.LIMIT_LOCKED, OrderEndReason.NO_VOLUME, OrderEndReason.CASH_SHORT}

    page = (out / "report.html").read_text(encoding="utf-8")
    assert market.benchmark == EQUAL_WEIGHT_UNIVERSE
    assert EQUAL_WEIGHT_UNIVERSE in page
    assert "SYNTHETIC" not in page
