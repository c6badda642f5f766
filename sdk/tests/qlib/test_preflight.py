"""A provider directory that Qlib would answer with silence is refused with a reason."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aistock.demo.markets import Market, make_market
from aistock.qlib.bins import FIELDS, write_provider
from aistock.qlib.config import build_config
from aistock.qlib.example import example_request
from aistock.qlib.failures import RunError
from aistock.qlib.preflight import check_provider, read_calendar, read_universe

LIBRARIES = {"qlib_alpha158": {"KMID": "($close-$open)/$open", "VWAP0": "$vwap/$close"}, "qlib_alpha360": {}}


@cache
def market() -> Market:
    return make_market(3, stocks=10, years=1)


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    return write_provider(market().bars, market().calendar, tmp_path / "provider", indices=[market().benchmark])


def config(provider: Path, *, benchmark: str | None = None, topk: int = 3) -> dict[str, Any]:
    request = example_request(market().calendar, snapshot_id="5" * 64, benchmark=benchmark, topk=topk, n_drop=1)
    return build_config(request, LIBRARIES, read_calendar(provider))


def reason(provider: Path, **changes: Any) -> str:
    with pytest.raises(RunError) as caught:
        check_provider(provider, config(provider, **changes), market().calendar)
    assert caught.value.remedy
    return caught.value.reason


def test_a_whole_provider_passes(provider: Path) -> None:
    check_provider(provider, config(provider, benchmark=market().benchmark), market().calendar)
    check_provider(provider, config(provider, benchmark="equal_weight_universe"), market().calendar)


def test_bins_hold_what_the_bars_say(provider: Path) -> None:
    code = market().stocks[0]
    rows = market().frame().query("instrument == @code")
    stored = {name: np.fromfile(provider / "features" / code.lower() / f"{name}.day.bin", dtype="<f4") for name in FIELDS}
    start = market().calendar.index(rows["date"].iloc[0])
    assert {int(values[0]) for values in stored.values()} == {start}
    factor = rows["adj_factor"] / rows["adj_factor"].iloc[0]
    place = [market().calendar.index(day) - start + 1 for day in rows["date"]]
    assert np.allclose(stored["close"][place], rows["close"] * factor, rtol=1e-6)
    assert np.allclose(stored["volume"][place], rows["volume"] / factor, rtol=1e-6)
    assert np.allclose(stored["change"][place], rows["close"] / rows["pre_close"] - 1, atol=1e-6)
    assert np.isnan(stored["close"]).sum() == len(stored["close"]) - 1 - len(rows)


def test_the_pool_holds_stocks_alone(provider: Path) -> None:
    assert read_universe(provider, "all") == market().stocks


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda root: (root / "features" / market().stocks[4].lower() / "vwap.day.bin").unlink(), "missing_field"),
        (lambda root: shutil.rmtree(root / "features" / market().stocks[4].lower()), "missing_field"),
        (lambda root: [_blank(path) for path in root.glob("features/*/vwap.day.bin")], "empty_field"),
        (lambda root: (root / "calendars" / "day_future.txt").unlink(), "calendar_too_short"),
        (lambda root: (root / "instruments" / "all.txt").unlink(), "unknown_universe"),
    ],
)
def test_damage_is_found_before_the_run(provider: Path, damage: Callable[[Path], object], expected: str) -> None:
    asked = config(provider)
    damage(provider)
    with pytest.raises(RunError) as caught:
        check_provider(provider, asked, market().calendar)
    assert caught.value.reason == expected


def _blank(path: Path) -> None:
    np.array([0.0, np.nan, np.nan], dtype="<f4").tofile(path)


def test_a_benchmark_without_data_is_refused(provider: Path) -> None:
    assert reason(provider, benchmark="000300.SH") == "unknown_benchmark"


def test_topk_must_leave_a_choice(provider: Path) -> None:
    assert reason(provider, topk=10) == "universe_too_small"


def test_a_calendar_must_be_there(provider: Path) -> None:
    assert read_calendar(provider)[0] == date(2023, 1, 3)
    (provider / "calendars" / "day.txt").unlink()
    with pytest.raises(RunError) as caught:
        read_calendar(provider)
    assert caught.value.reason == "missing_file"
