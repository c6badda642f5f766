"""A directory in Tushare layout becomes a market with the contract's units, or a refusal that names what is wrong."""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from aistock.demo.markets import ACCEPTED_FILES, EQUAL_WEIGHT_UNIVERSE, MarketError, read_market

ROWS = pd.DataFrame(
    {
        "ts_code": ["000001.SZ", "000001.SZ", "300001.SZ"],
        "trade_date": ["20240102", "20240103", "20240102"],
        "open": [10.0, 10.1, 20.0],
        "high": [10.2, 10.3, 20.5],
        "low": [9.9, 10.0, 19.5],
        "close": [10.1, 10.2, 20.1],
        "pre_close": [10.0, 10.1, 20.0],
        "vol": [1234.56, 10.0, 99.0],
        "amount": [1246.9, 10.2, 198.0],
        "adj_factor": [2.0, 2.0, 1.5],
    }
)


def write(directory: Path, frame: pd.DataFrame = ROWS, stem: str = "daily_with_adj_factor") -> Path:
    frame.to_parquet(directory / f"{stem}.parquet", index=False)
    return directory


def test_units_become_shares_and_yuan(tmp_path: Path) -> None:
    rows = read_market(write(tmp_path)).frame().set_index(["instrument", "date"])
    first = rows.loc[("000001.SZ", date(2024, 1, 2))]
    assert (first["volume"], first["amount"]) == (123456, 1246900.0)


def test_a_missing_row_is_a_suspension_and_the_benchmark_is_labelled(tmp_path: Path) -> None:
    market = read_market(write(tmp_path))
    assert market.calendar == (date(2024, 1, 2), date(2024, 1, 3))
    assert market.benchmark == EQUAL_WEIGHT_UNIVERSE
    assert not market.synthetic
    assert [one.board for one in market.instruments] == ["main", "chinext"]


def test_two_files_are_joined_and_csv_is_read(tmp_path: Path) -> None:
    ROWS.drop(columns="adj_factor").to_csv(tmp_path / "daily.csv", index=False, encoding="utf-8-sig")
    ROWS[["ts_code", "trade_date", "adj_factor"]].to_csv(tmp_path / "adj_factor.csv", index=False)
    joined = tmp_path / "one"
    joined.mkdir()
    assert read_market(tmp_path).bars.equals(read_market(write(joined)).bars)


def test_names_come_from_chinese_headers_with_bom(tmp_path: Path) -> None:
    text = "股票代码,股票名称,上市日期\n000001.SZ,平安银行,1991-04-03 00:00:00\n"
    (tmp_path / "stock_basic_orig.csv").write_text(text, encoding="utf-8-sig")
    first, second = read_market(write(tmp_path)).instruments
    assert (first.name, first.list_date) == ("平安银行", date(1991, 4, 3))
    assert (second.name, second.list_date) == ("300001.SZ", None)


def test_an_index_file_gives_the_benchmark(tmp_path: Path) -> None:
    index = ROWS[ROWS["ts_code"] == "000001.SZ"].drop(columns="adj_factor").assign(ts_code="399001.SZ")
    write(tmp_path, index, "index_daily")
    market = read_market(write(tmp_path))
    assert market.benchmark == "399001.SZ"
    assert market.stocks == ("000001.SZ", "300001.SZ")


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ({"close": ["x", 10.2, 20.1]}, "close", "x (000001.SZ on 2024-01-02)"),
        ({"close": [11.0, 10.2, 20.1]}, "close", "11.0 (000001.SZ on 2024-01-02)"),
        ({"vol": [-1.0, 10.0, 99.0]}, "vol", "-1.0 (000001.SZ on 2024-01-02)"),
        ({"adj_factor": [None, 2.0, 1.5]}, "adj_factor", "nan (000001.SZ on 2024-01-02)"),
        ({"trade_date": ["2024-13-01", "20240103", "20240102"]}, "trade_date", "2024-13-01"),
        ({"trade_date": ["20240103", "20240103", "20240102"]}, "ts_code", "000001.SZ 2024-01-03"),
    ],
)
def test_a_malformed_value_is_named(tmp_path: Path, change: dict[str, list[object]], column: str, value: str) -> None:
    frame = ROWS.assign(**change)
    if change.get("close", [0])[0] == "x":
        frame = frame.astype({"close": str})
    with pytest.raises(MarketError) as caught:
        read_market(write(tmp_path, frame))
    assert (caught.value.column, caught.value.value) == (column, value)
    assert caught.value.file.endswith("daily_with_adj_factor.parquet")
    assert caught.value.remedy


def test_missing_column_file_and_damaged_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(MarketError, match=r"daily\.\*.*is missing"):
        read_market(tmp_path)
    with pytest.raises(MarketError, match="is no directory"):
        read_market(tmp_path / "nowhere")
    write(tmp_path, ROWS.drop(columns="pre_close"))
    with pytest.raises(MarketError, match="'pre_close': is missing"):
        read_market(tmp_path)
    (tmp_path / "daily_with_adj_factor.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(MarketError, match="cannot be read as PARQUET"):
        read_market(tmp_path)


def test_a_calendar_that_lacks_a_day_with_bars_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trade_cal.csv").write_text("exchange,cal_date,is_open\nSSE,20240102,1\nSSE,20240103,0\n", encoding="utf-8")
    with pytest.raises(MarketError, match="has bars but is no session"):
        read_market(write(tmp_path))


def test_help_names_every_column_that_is_read() -> None:
    assert all(name in ACCEPTED_FILES for name in [*ROWS.columns, "stock_basic", "trade_cal", "index_daily", EQUAL_WEIGHT_UNIVERSE])


@pytest.mark.real_data
@pytest.mark.skipif("AISTOCK_REAL_DATA" not in os.environ, reason="AISTOCK_REAL_DATA is not set")
def test_the_real_year_2024() -> None:
    market = read_market(Path(os.environ["AISTOCK_REAL_DATA"]) / "market" / "tushare_sz_main_2024")
    assert (len(market.stocks), len(market.calendar), market.bars.num_rows) == (984, 242, 237144)
    frame = market.frame()
    vwap = (frame["amount"] / frame["volume"]).round(2)
    assert ((vwap >= frame["low"]) & (vwap <= frame["high"])).all()
