"""Panels evaluate expressions as Qlib does: by hand on small panels, and against Qlib itself on a market."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from aistock.demo.markets import make_market
from aistock.qlib.bins import write_provider
from aistock.qlib.child import ENVIRONMENT
from aistock.qlib.panel import Evaluator, can_evaluate

NAN = float("nan")


def value(text: str, **fields: list[float]) -> list[float]:
    panels = {name: pd.DataFrame({"A": np.array(column, dtype="float32")}) for name, column in fields.items()}
    return [float(one) for one in Evaluator(panels).values(text)[:, 0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ref($close, 1)", [NAN, 1.0, 2.0, NAN]),
        ("Ref($close, -1)", [2.0, NAN, 8.0, NAN]),
        ("Mean($close, 2)", [1.0, 1.5, 2.0, 8.0]),
        ("Sum($close > 1, 3)", [0.0, 1.0, 1.0, 2.0]),
        ("IdxMax($close, 4)", [1.0, 2.0, 3.0, 3.0]),
        ("Delta($close, 3)", [NAN, NAN, NAN, 7.0]),
        ("Count($close, 4)", [1.0, 2.0, 2.0, 3.0]),
        ("Greater($close, 2) - Less($close, 2)", [1.0, 0.0, NAN, 6.0]),
        ("-$close * 2 + 1", [-1.0, -3.0, NAN, -15.0]),
        ("Quantile($close, 4, 0.5)", [1.0, 1.5, 1.5, 2.0]),
        ("Rank($close, 4)", [1.0, 1.0, NAN, 1.0]),
    ],
)
def test_operators_by_hand(text: str, expected: list[float]) -> None:
    assert value(text, close=[1.0, 2.0, NAN, 8.0]) == pytest.approx(expected, nan_ok=True)


def test_nothing_counts_before_an_instrument_lives() -> None:
    assert value("Mean($close > Ref($close, 1), 3)", close=[NAN, NAN, 1.0, 2.0]) == pytest.approx([NAN, NAN, 0.0, 0.5], nan_ok=True)
    assert value("IdxMin($close, 3)", close=[NAN, 3.0, 1.0, 2.0]) == pytest.approx([NAN, 1.0, 2.0, 2.0], nan_ok=True)


def test_a_constant_side_has_no_correlation() -> None:
    found = value("Corr($close, $open, 3)", close=[1.0, 1.0, 1.0, 2.0], open=[1.0, 2.0, 3.0, 4.0])
    assert np.isnan(found[:3]).all()
    assert found[3] == pytest.approx(np.corrcoef([1, 1, 2], [2, 3, 4])[0, 1])


def test_operators_without_a_panel_form_are_left_to_qlib() -> None:
    assert can_evaluate(["Slope($close, 5)", "$close/$open - 1"])
    assert not can_evaluate(["$close", "EMA($close, 5)"])
    assert not can_evaluate(["If($close > $open, 1, 0) + $close"])


@pytest.mark.qlib
@pytest.mark.slow
def test_alpha158_on_panels_equals_qlib(tmp_path: Path) -> None:
    market = make_market(3, stocks=12, years=1)
    provider = write_provider(market.bars, market.calendar, tmp_path / "provider", indices=[market.benchmark])
    script = Path(__file__).with_name("compare_with_qlib.py")
    done = subprocess.run(
        [sys.executable, str(script), str(provider), str(tmp_path)],
        env={"PATH": "/usr/bin:/bin", **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["features"] == 159
    assert found["same_index"]
    assert found["nan_mismatches"] == 0
    assert found["worst_deviation"] < 1e-4
    assert found["equal_share"] > 0.999
