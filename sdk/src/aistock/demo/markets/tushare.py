"""Reads a market from a directory in Tushare layout."""

from datetime import date
from pathlib import Path

import pandas as pd

from aistock.demo.markets._tushare_files import MarketError, find, numbers, read_columns
from aistock.demo.markets.market import EQUAL_WEIGHT_UNIVERSE, Instrument, Market, board_of, to_bars

__all__ = ["ACCEPTED_FILES", "MarketError", "read_market"]

ACCEPTED_FILES = """\
A directory in Tushare layout. Each file is .parquet or .csv (UTF-8, with or without BOM); dates are YYYYMMDD or YYYY-MM-DD.
  daily_with_adj_factor.*   required unless daily.* and adj_factor.* are there: ts_code, trade_date, open, high, low, close,
                            pre_close (CNY, unadjusted; pre_close is the ex-right reference), vol (lots of 100 shares),
                            amount (thousand CNY), adj_factor (cumulative back-adjustment)
  daily.* + adj_factor.*    the same columns in two files, joined by ts_code and trade_date
  stock_basic*.csv          optional: ts_code, name, list_date; the Chinese headers 股票代码, 股票名称, 上市日期 are read too
  trade_cal*.csv            optional: cal_date, is_open; without it the sessions are the days that any stock traded
  index_daily.*             optional: the columns of daily without adj_factor; the first code is the benchmark. Without it the
                            benchmark is the universe with equal weights, labelled equal_weight_universe
A stock without a row on a session counts as suspended that day. Risk-warning (ST) history is not read.
"""

_BAR_COLUMNS = ("ts_code", "trade_date", "open", "high", "low", "close", "pre_close", "vol", "amount")
_PRICES = ("open", "high", "low", "close", "pre_close")


def read_market(directory: Path) -> Market:
    """The market in the directory, or a MarketError that names file, column, value and remedy."""
    if not directory.is_dir():
        raise MarketError(str(directory), "", "", "is no directory; give the directory that holds the files listed in --help")
    path, daily = _read_daily(directory)
    frame = _bars(path, daily)
    index_path = find(directory, "index_daily")
    index = _read_index(index_path) if index_path else None
    benchmark = EQUAL_WEIGHT_UNIVERSE if index is None else str(index["instrument"].iloc[0])
    names = _read_names(directory)
    instruments = [_stock(code, names) for code in sorted(frame["instrument"].unique())]
    if index is not None:
        frame = pd.concat([frame, index], ignore_index=True)
        codes = sorted(index["instrument"].unique())
        instruments += [_index(code) for code in codes]
    return Market(
        name=directory.resolve().name,
        bars=to_bars(frame),
        instruments=tuple(sorted(instruments, key=lambda one: one.code)),
        calendar=_calendar(directory, frame),
        benchmark=benchmark,
        synthetic=False,
        planted_signal="",
    )


def _read_daily(directory: Path) -> tuple[Path, pd.DataFrame]:
    joined = find(directory, "daily_with_adj_factor")
    if joined is not None:
        return joined, read_columns(joined, (*_BAR_COLUMNS, "adj_factor"))
    daily, factors = find(directory, "daily"), find(directory, "adj_factor")
    if daily is None or factors is None:
        missing = "daily.*" if daily is None else "adj_factor.*"
        remedy = "is missing; put daily_with_adj_factor.parquet there, or daily.* beside adj_factor.*"
        raise MarketError(str(directory / missing), "", "", remedy)
    left = read_columns(daily, _BAR_COLUMNS)
    right = read_columns(factors, ("ts_code", "trade_date", "adj_factor"))
    return daily, left.merge(right, on=["ts_code", "trade_date"], how="left", validate="one_to_one")


def _bars(path: Path, daily: pd.DataFrame) -> pd.DataFrame:
    """Tushare's columns as bars: lots become shares, thousand CNY become CNY."""
    frame = numbers(path, daily, [*_PRICES, "vol", "amount", "adj_factor"])
    _refuse_duplicates(path, frame)
    for column in (*_PRICES, "adj_factor"):
        _refuse(path, frame, column, frame[column] <= 0, "must be positive; correct or delete the row")
    _refuse(path, frame, "vol", frame["vol"] < 0, "must not be negative; correct or delete the row")
    outside = (frame["close"] > frame["high"]) | (frame["close"] < frame["low"])
    _refuse(path, frame, "close", outside, "lies outside low–high; correct the row")
    traded = frame[frame["vol"] > 0]
    return pd.DataFrame(
        {
            "date": traded["trade_date"],
            "instrument": traded["ts_code"],
            **{column: traded[column] for column in _PRICES},
            "volume": (traded["vol"] * 100).round().astype("int64"),
            "amount": traded["amount"] * 1000,
            "adj_factor": traded["adj_factor"],
        }
    )


def _read_index(path: Path) -> pd.DataFrame:
    return _bars(path, read_columns(path, _BAR_COLUMNS).assign(adj_factor=1.0))


def _refuse_duplicates(path: Path, frame: pd.DataFrame) -> None:
    twice = frame.duplicated(["ts_code", "trade_date"])
    if twice.any():
        row = frame[twice].iloc[0]
        raise MarketError(str(path), "ts_code", f"{row['ts_code']} {row['trade_date']}", "stands twice; keep one row a day")


def _refuse(path: Path, frame: pd.DataFrame, column: str, wrong: "pd.Series[bool]", remedy: str) -> None:
    if wrong.any():
        row = frame[wrong].iloc[0]
        where = f"{row[column]} ({row['ts_code']} on {row['trade_date']})"
        raise MarketError(str(path), column, where, remedy)


def _read_names(directory: Path) -> dict[str, tuple[str, date | None]]:
    path = next(iter(sorted(directory.glob("stock_basic*.csv"))), None)
    if path is None:
        return {}
    frame = read_columns(path, ("ts_code", "name", "list_date"), dates=("list_date",))
    return {
        code: (str(name), listed) for code, name, listed in zip(frame["ts_code"], frame["name"], frame["list_date"], strict=True)
    }


def _stock(code: str, names: dict[str, tuple[str, date | None]]) -> Instrument:
    name, listed = names.get(code, (code, None))
    return Instrument(code=code, name=name, board=board_of(code), kind="stock", list_date=listed, delist_date=None)


def _index(code: str) -> Instrument:
    return Instrument(code=code, name=code, board=None, kind="index", list_date=None, delist_date=None)


def _calendar(directory: Path, frame: pd.DataFrame) -> tuple[date, ...]:
    """Sessions of the calendar file inside the span of the bars, or the days with bars when there is no such file."""
    traded = sorted(set(frame["date"]))
    path = next(iter(sorted(directory.glob("trade_cal*.csv"))), None)
    if path is None:
        return tuple(traded)
    listed = read_columns(path, ("cal_date", "is_open"), dates=("cal_date",))
    open_days = set(listed.loc[listed["is_open"].astype(str).isin(["1", "1.0", "True"]), "cal_date"])
    strange = [day for day in traded if day not in open_days]
    if strange:
        raise MarketError(
            str(path), "cal_date", str(strange[0]), "has bars but is no session here; use a calendar that covers the bars"
        )
    return tuple(sorted(day for day in open_days if traded[0] <= day <= traded[-1]))
