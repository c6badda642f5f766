"""Columns of Tushare files: found, renamed, typed, or refused by name."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd

_HEADERS = {
    "股票代码": "ts_code",
    "交易日期": "trade_date",
    "股票名称": "name",
    "上市日期": "list_date",
    "开盘价": "open",
    "最高价": "high",
    "最低价": "low",
    "收盘价": "close",
    "昨收价": "pre_close",
    "成交量(手)": "vol",
    "成交额(千元)": "amount",
    "复权因子": "adj_factor",
}
_FORMATS = ("%Y%m%d", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


class MarketError(ValueError):
    """A market directory that cannot be read: the file, the column, the value, and what to do."""

    def __init__(self, file: str, column: str, value: str, remedy: str) -> None:
        """Keeps the four parts beside the sentence made of them."""
        self.file, self.column, self.value, self.remedy = file, column, value, remedy
        place = file + (f", column {column!r}" if column else "") + (f", value {value!r}" if value else "")
        super().__init__(f"{place}: {remedy}")


def find(directory: Path, stem: str) -> Path | None:
    """The file of this stem: Parquet before CSV, or None."""
    return next((path for suffix in (".parquet", ".csv") if (path := directory / (stem + suffix)).is_file()), None)


def read_columns(path: Path, columns: Sequence[str], *, dates: Sequence[str] = ("trade_date",)) -> pd.DataFrame:
    """The named columns of the file, Chinese headers translated, codes as text and dates as datetime.date."""
    frame = _read(path).rename(columns=lambda name: _HEADERS.get(str(name).strip(), str(name).strip()))
    for column in columns:
        if column not in frame.columns:
            seen = ", ".join(map(str, frame.columns[:12]))
            raise MarketError(str(path), column, "", f"is missing; the file has: {seen}; add or rename the column")
    chosen = frame.loc[:, list(columns)].copy()
    if chosen.empty:
        raise MarketError(str(path), "", "", "holds no rows; give a file with rows")
    for column in columns:
        if column in dates:
            chosen[column] = _dates(path, column, chosen[column])
    return chosen


def numbers(path: Path, frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The frame with these columns as finite float64."""
    typed = frame.copy()
    for column in columns:
        parsed = pd.to_numeric(typed[column], errors="coerce").astype("float64")
        wrong = ~(parsed.abs() < float("inf"))
        if wrong.any():
            row = typed[wrong].iloc[0]
            value = f"{row[column]} ({row['ts_code']} on {row['trade_date']})"
            raise MarketError(str(path), column, value, "is no finite number; correct or delete the row")
        typed[column] = parsed
    return typed


def _read(path: Path) -> pd.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    except UnicodeDecodeError as error:
        raise MarketError(str(path), "", "", f"is not UTF-8 ({error.reason} at byte {error.start}); convert it to UTF-8") from error
    except (OSError, ValueError) as error:
        kind = path.suffix.lstrip(".").upper()
        raise MarketError(str(path), "", "", f"cannot be read as {kind} ({error}); fetch the file again") from error


def _dates(path: Path, column: str, values: "pd.Series[str]") -> "pd.Series[str]":
    """Each distinct value parsed once; a missing date of a list is None, of a bar an error."""
    known: dict[object, date | None] = {}
    for value in values.unique():
        parsed = _date(value)
        if parsed is None and not (column == "list_date" and pd.isna(value)):
            raise MarketError(str(path), column, str(value), "is no date; write YYYYMMDD or YYYY-MM-DD")
        known[value] = parsed
    return values.map(known).astype(object)


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _FORMATS:
        try:
            return datetime.strptime(str(value), form).date()  # noqa: DTZ007 — a trading day has no zone
        except ValueError:
            continue
    return None
