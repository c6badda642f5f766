"""Pickled frames are read as data: equal to what pandas reads, and nothing that a pickle names is imported or called."""

import os
import pickle
import random
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.rdagent._pickled import PickleRefused
from aistock.rdagent._pickled_frames import Frame, frame_in

DAYS = pd.date_range("2024-01-02", periods=7, freq="B", name="datetime")
PAIRS = pd.MultiIndex.from_product([DAYS, ["000001.SZ", "600000.SH"]], names=["datetime", "instrument"])


def rebuilt(frame: Frame) -> pd.DataFrame:
    levels = [pd.Index(level.values).take(level.codes) for level in frame.levels]
    index = levels[0] if len(levels) == 1 else pd.MultiIndex.from_arrays(levels)
    return pd.DataFrame(dict(frame.columns), index=index)


FRAMES: dict[str, Any] = {
    "days": pd.DataFrame({"account": np.arange(7.0), "return": [np.nan, *[0.01] * 6], "n": np.arange(7)}, index=DAYS),
    "pairs": pd.DataFrame({"score": np.arange(14.0)}, index=PAIRS),
    "series": pd.Series(np.arange(14.0), index=PAIRS, name="score"),
    "levels of columns": pd.DataFrame(np.arange(28.0).reshape(14, 2), index=PAIRS, columns=[("feature", "A"), ("feature", "B")]),
    "whole numbers and floats": pd.DataFrame(
        {"a": np.arange(14), "b": np.arange(14.0), "c": np.arange(14, dtype="f4")}, index=PAIRS
    ),
    "empty": pd.DataFrame({"score": np.array([], dtype="f8")}, index=PAIRS[:0]),
}


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_what_pandas_reads(name: str, protocol: int) -> None:
    given_ = FRAMES[name]
    wanted = given_.to_frame() if isinstance(given_, pd.Series) else given_.copy()
    wanted.columns = [column[-1] if isinstance(column, tuple) else column for column in wanted.columns]
    found = rebuilt(frame_in(pickle.dumps(given_, protocol=protocol)))
    assert [*found.columns] == [*wanted.columns]
    for column in wanted.columns:
        np.testing.assert_array_equal(found[column].to_numpy(), wanted[column].to_numpy())
    assert [*found.index] == [*wanted.index]


class Called:
    """Leaves a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
def test_nothing_is_called(tmp_path: Path, protocol: int) -> None:
    for content in (Called(tmp_path / "called"), [Called(tmp_path / "called")], {"_mgr": Called(tmp_path / "called")}):
        with pytest.raises(PickleRefused):
            frame_in(pickle.dumps(content, protocol=protocol))
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x80", b"evidence only", b"\x80\x04.", pickle.dumps(3), pickle.dumps({"a": 1}), b"\x80\x04]" * 4]
)
def test_what_is_no_frame_is_refused(content: bytes) -> None:
    with pytest.raises(PickleRefused):
        frame_in(content)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(FRAMES)), seed=st.integers(0, 2**32), protocol=st.sampled_from([2, 4, 5]))
def test_damage_is_refused_or_harmless(name: str, seed: int, protocol: int) -> None:
    dice = random.Random(seed)
    content = bytearray(pickle.dumps(FRAMES[name], protocol=protocol))
    for _ in range(dice.randint(1, 4)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    if dice.random() < 0.3:
        del content[dice.randrange(len(content)) :]
    try:
        found = frame_in(bytes(content))
    except PickleRefused:
        return
    assert all(len(column) == found.rows for column in found.columns.values())
