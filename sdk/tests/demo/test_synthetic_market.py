"""The synthetic market obeys the laws of real bars, is the same for the same seed, and holds its signal or none."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from aistock.demo.markets import BARS_SCHEMA, Market, board_of, make_market
from aistock.demo.markets.limits import LIMIT_PERCENT, limit_down, limit_up
from aistock.demo.markets.sessions import sessions_of


@cache
def market(seed: int = 7, *, signal: bool = True) -> Market:
    return make_market(seed, signal=signal)


@cache
def stocks(seed: int = 7) -> pd.DataFrame:
    frame = market(seed).frame()
    return frame[frame["instrument"] != market(seed).benchmark].reset_index(drop=True)


def fen(values: "pd.Series[float]") -> "pd.Series[int]":
    return (values * 100).round().astype("int64")


def daily_ic(of: Market) -> "pd.Series[float]":
    """Correlation of the planted feature, made from past bars alone, with Qlib's default label."""
    frame = of.frame()
    frame = frame[frame["instrument"] != of.benchmark]
    frame = frame.assign(price=frame["close"] * frame["adj_factor"], shares=frame["volume"] / frame["adj_factor"])
    price = frame.pivot(index="date", columns="instrument", values="price").reindex(of.calendar)
    shares = frame.pivot(index="date", columns="instrument", values="shares").reindex(of.calendar)
    quiet = np.log(shares.rolling(60, min_periods=20).mean() / shares)
    return quiet.corrwith(price.shift(-2) / price.shift(-1) - 1, axis=1).dropna()


def test_same_seed_gives_the_same_bytes() -> None:
    assert make_market(7).bars.equals(market().bars)
    assert not make_market(8).bars.equals(market().bars)


def test_bars_have_the_contract_columns_and_order() -> None:
    bars = market().bars
    assert bars.schema == BARS_SCHEMA
    keys = bars.select(["instrument", "date"]).to_pylist()
    assert keys == sorted(keys, key=lambda row: (row["instrument"], row["date"]))
    assert len({(row["instrument"], row["date"]) for row in keys}) == len(keys)


def test_size_and_labels() -> None:
    found = market()
    assert (len(found.stocks), len(found.calendar)) == (120, 727)
    assert found.synthetic
    assert found.name == "synthetic-signal-seed7"
    assert "quiet-volume" in found.planted_signal
    assert {one.board for one in found.instruments} == {"main", "chinext", "star", None}
    assert all(one.board == board_of(one.code) for one in found.instruments if one.kind == "stock")


@pytest.mark.parametrize("seed", [7, 8])
def test_prices_stand_on_the_tick_inside_the_limits(seed: int) -> None:
    frame = stocks(seed)
    percent = frame["instrument"].map(lambda code: LIMIT_PERCENT[board_of(code)]).to_numpy(dtype="int64")
    reference = fen(frame["pre_close"]).to_numpy()
    top, bottom = limit_up(reference, percent), limit_down(reference, percent)
    for column in ("open", "high", "low", "close"):
        price = fen(frame[column]).to_numpy()
        assert np.abs(frame[column] * 100 - price).max() < 1e-6
        assert (price <= top).all()
        assert (price >= bottom).all()


def test_high_and_low_enclose_open_close_and_vwap() -> None:
    frame = stocks()
    assert (frame["low"] <= frame[["open", "close"]].min(axis=1)).all()
    assert (frame["high"] >= frame[["open", "close"]].max(axis=1)).all()
    vwap = frame["amount"] / frame["volume"]
    assert (vwap >= frame["low"] - 1e-6).all()
    assert (vwap <= frame["high"] + 1e-6).all()
    assert (frame["volume"] > 0).all()


def test_adjustment_factor_explains_every_reference_price() -> None:
    frame = stocks()
    before = frame.groupby("instrument")[["close", "adj_factor"]].shift()
    known = before["close"].notna()
    adjusted = (frame["close"] * frame["adj_factor"] / (before["close"] * before["adj_factor"]))[known]
    # Two events inside one suspension round twice; a tick of the price is the most that can differ.
    assert np.allclose(adjusted, (frame["close"] / frame["pre_close"])[known], rtol=1e-5, atol=0)
    assert (frame["pre_close"] != before["close"])[known].sum() > 200


def test_suspensions_limit_days_and_one_price_days_happen() -> None:
    frame = stocks()
    percent = frame["instrument"].map(lambda code: LIMIT_PERCENT[board_of(code)]).to_numpy(dtype="int64")
    at_top = fen(frame["close"]).to_numpy() == limit_up(fen(frame["pre_close"]).to_numpy(), percent)
    assert at_top.sum() > 100
    assert ((frame["high"] == frame["low"]) & at_top).sum() > 20
    assert len(frame) < 120 * 727 - 200


def test_listing_dates_are_those_of_the_bars() -> None:
    found, frame = market(), stocks()
    first, last = frame.groupby("instrument")["date"].min(), frame.groupby("instrument")["date"].max()
    for one in found.instruments:
        if one.kind == "stock":
            assert one.list_date is not None
            assert one.list_date <= first[one.code]
            assert one.delist_date in (None, last[one.code])
    assert sum(one.delist_date is not None for one in found.instruments) == 1


def test_the_index_chains_its_own_closes() -> None:
    found = market()
    rows = found.frame().query("instrument == @found.benchmark")
    assert rows["date"].tolist() == list(found.calendar)
    assert (rows["pre_close"].iloc[1:].to_numpy() == rows["close"].iloc[:-1].to_numpy()).all()


def test_planted_signal_is_there_and_absent_without_it() -> None:
    with_signal, without = daily_ic(market()), daily_ic(market(8, signal=False))
    assert 0.04 < with_signal.mean() < 0.12
    assert abs(without.mean()) < 0.015
    assert without.std() > 0.05


def test_calendar_has_the_sessions_of_the_exchanges() -> None:
    assert [len(sessions_of(year, year)) for year in (2021, 2022, 2023)] == [243, 242, 242]
    with pytest.raises(ValueError, match="choose years inside"):
        sessions_of(2020, 2021)
