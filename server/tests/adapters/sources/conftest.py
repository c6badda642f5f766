"""One invented market, written in every source's own format."""

import csv
import io
import ssl
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aistock.market.v1.models import BarFrequency, Board, Instrument, InstrumentKind
from aistock_server.adapters.csv.source import CsvSource
from aistock_server.adapters.memory.reference_samples import MEMBERSHIPS, WEIGHTS, membership_rows, reference_holdings, weight_rows
from aistock_server.adapters.memory.source import Holding, MemorySource, Row
from aistock_server.adapters.miniqmt.history import MiniQmtHistory
from aistock_server.adapters.miniqmt.terminal import Address as TerminalAddress
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.source import ParquetSource
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.adapters.tdx.records import PRICES, Records, encode_days, encode_minutes
from aistock_server.adapters.tdx.source import TdxSource
from aistock_server.adapters.timescale.source import TimescaleSource
from aistock_server.adapters.timescale.warehouse import Warehouse
from aistock_server.adapters.tushare.client import Patience, TushareClient
from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.source import TushareSource
from aistock_server.adapters.tushare.token import Token
from aistock_server.adapters.tushare.transport import Address, HttpTransport
from aistock_server.kernel.clock import FixedClock
from aistock_server.market.exports import Content
from aistock_server.market.model import number_of
from aistock_server.market.sources import HistorySource, Table
from aistock_server.market.sources.columns import day_column
from aistock_server.market.sources.model import SHANGHAI

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
CODES = ("300750.SZ", "600000.SH", "920002.BJ")
SESSIONS = tuple(day for day in (date(2024, 1, 2) + timedelta(days=n) for n in range(80)) if day.weekday() < 5)[:40]
TOKEN = "secret-token-0123456789"
DAILY_FIELDS = ["ts_code", "trade_date", "open", "high", "low", "close", "pre_close", "change", "pct_chg", "vol", "amount"]


@dataclass(frozen=True, slots=True)
class DailyBar:
    """A bar whose numbers every format holds exactly: cents, whole shares, amounts below 2**24, factors with few bits."""

    code: str
    day: date
    open: float
    high: float
    low: float
    close: float
    pre_close: float
    volume: int
    amount: float
    adj_factor: float


def invented_market() -> list[DailyBar]:
    """Three shares over forty sessions; the first is suspended on some, the second goes ex-right once."""
    random = np.random.default_rng(7)
    bars = []
    for place, code in enumerate(CODES):
        close, factor = 900 + 700 * place, 1.0
        for session, day in enumerate(SESSIONS):
            if code == CODES[0] and session in (5, 6, 20):
                continue
            before = close
            if code == CODES[1] and session == 17:
                before, factor = round(close / 1.25), 1.25
            opened, close = (int(before * (1 + random.normal(0, 0.01))) for _ in range(2))
            high, low = max(opened, close) + int(random.integers(0, 9)), min(opened, close) - int(random.integers(0, 9))
            volume = int(random.integers(1_000, 400_000))
            amount = float(round(volume * (high + low) / 200))
            bars.append(DailyBar(code, day, opened / 100, high / 100, low / 100, close / 100, before / 100, volume, amount, factor))
    return bars


MARKET = invented_market()


def noon(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of Shanghai's day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def daily_rows(*, whole: int = 1) -> list[Row]:
    """The days' bars; `whole` is the number of shares that the source counts in."""
    names = ("open", "high", "low", "close", "pre_close", "amount", "adj_factor")
    return [
        Row(
            code=bar.code,
            event_time=noon(bar.day, 15),
            available_at=noon(bar.day, 16),
            values={**{name: getattr(bar, name) for name in names}, "volume": bar.volume // whole * whole},
        )
        for bar in MARKET
    ]


def minute_rows() -> list[Row]:
    """Two sessions of minutes of two shares: cents, whole hands, and some minutes without a trade."""
    random = np.random.default_rng(11)
    minutes = [*range(9 * 60 + 31, 11 * 60 + 31), *range(13 * 60 + 1, 15 * 60 + 1)]
    rows = []
    for code in CODES[:2]:
        close = 2_000
        for day in SESSIONS[:2]:
            for minute in minutes:
                close += int(random.integers(-3, 4))
                hands = int(random.integers(0, 50))
                values = {
                    "open": close / 100,
                    "high": (close + 2) / 100,
                    "low": (close - 2) / 100,
                    "close": close / 100,
                    "volume": hands * 100,
                    "amount": float(hands * close),
                }
                moment = noon(day, *divmod(minute, 60))
                rows.append(Row(code=code, event_time=moment, available_at=moment, values=values))
    return rows


MINUTES = minute_rows()


def records_of(rows: list[Row]) -> Records:
    local = [row.event_time.astimezone(SHANGHAI) for row in rows]
    return Records(
        days=np.array([number_of(moment.date()) for moment in local]),
        minutes=np.array([moment.hour * 60 + moment.minute for moment in local]),
        prices={name: np.array([row.values[name] for row in rows], dtype=float) for name in PRICES},
        amount=np.array([row.values["amount"] for row in rows], dtype=float),
        volume=np.array([row.values["volume"] for row in rows], dtype=np.int64),
    )


def memory_source(*, whole: int = 1) -> MemorySource:
    bars = Holding(table=Table.BARS, frequency=BarFrequency.DAY, rows=daily_rows(whole=whole), factor_is_relative=True)
    columns = ("open", "high", "low", "close", "volume", "amount")
    minutes = Holding(table=Table.BARS, frequency=BarFrequency.MINUTE, rows=MINUTES, columns=columns)
    stocks = [Instrument(code=code, kind=InstrumentKind.STOCK, board=board) for code, board in zip(CODES, BOARDS, strict=True)]
    return MemorySource([bars, minutes, *reference_holdings()], CLOCK, days=SESSIONS, instruments=stocks)


BOARDS = (Board.CHINEXT, Board.MAIN, Board.BSE)


def write_tdx(root: Path) -> Path:
    for folder, ending, rows in (("lday", "day", daily_rows()), ("minline", "lc1", MINUTES)):
        for code in sorted({row.code for row in rows}):
            records = records_of([row for row in rows if row.code == code])
            market = code[7:].lower()
            path = root / market / folder / f"{market}{code[:6]}.{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(encode_days(records, 100) if ending == "day" else encode_minutes(records))
    return root


def write_qlib(root: Path) -> Path:
    content = Content(
        table=ArrowBarCodec().decode(io.BytesIO(_arrow())), sessions=SESSIONS, later_sessions=(), stocks=frozenset(CODES), pools=()
    )
    archive = root.with_suffix(".tar")
    QlibBinWriter().write(archive, content, lambda _fraction, _stage: None)
    with tarfile.open(archive) as opened:
        opened.extractall(root, filter="data")
    return root


def _arrow() -> bytes:
    import pyarrow as pa

    names = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
    columns = {
        "date": pa.array([bar.day for bar in MARKET], pa.date32()),
        "instrument": pa.array([bar.code for bar in MARKET]),
        **{name: pa.array([getattr(bar, name) for bar in MARKET]) for name in names},
    }
    table = pa.table(columns)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def write_parquet(root: Path) -> dict[Any, Path]:
    """Columns in another order and other widths than ours; days by time and instrument, minutes by instrument and time."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    root.mkdir(parents=True, exist_ok=True)
    days = sorted(MARKET, key=lambda bar: (bar.day, bar.code))
    names = ("amount", "volume", "close", "open", "low", "high", "adj_factor", "pre_close")
    table = pa.table(
        {
            **{name: pa.array([getattr(bar, name) for bar in days]) for name in names},
            "instrument": pa.array([bar.code for bar in days], pa.large_string()),
            "remark": pa.array(["not ours"] * len(days)),
            "date": pa.array([bar.day for bar in days], pa.date32()),
        }
    )
    parquet.write_table(table, root / "daily.parquet", row_group_size=37)
    columns = {name: pa.array([row.values[name] for row in MINUTES]) for name in MINUTES[0].values}
    columns["event_time"] = pa.array([row.event_time for row in MINUTES], pa.timestamp("ms", tz="Asia/Shanghai"))
    columns["instrument"] = pa.array([row.code for row in MINUTES]).dictionary_encode()
    parquet.write_table(pa.table(columns), root / "minutes.parquet", row_group_size=100)
    for table, rows in REFERENCE.items():
        listed = [{**written_row(table, row), **row.values} for row in rows]
        day = {day_column(table): pa.array([row.event_time.date() for row in rows], pa.date32())}
        columns = {name: pa.array([row[name] for row in listed]) for name in listed[0]} | day
        parquet.write_table(pa.table(columns), root / f"{table}.parquet", row_group_size=2)
    return {
        **{(table, BarFrequency.DAY): root / f"{table}.parquet" for table in REFERENCE},
        (Table.BARS, BarFrequency.DAY): root / "daily.parquet",
        (Table.BARS, BarFrequency.MINUTE): root / "minutes.parquet",
    }


#: Industries by instrument and time, weights by time and instrument.
REFERENCE = {
    Table.INDUSTRIES: membership_rows(),
    Table.INDEX_WEIGHTS: sorted(weight_rows(), key=lambda row: (row.event_time, row.code, str(row.values["index"]))),
}


def written_row(table: Table, row: Row) -> dict[str, Any]:
    """The keys of a row as files of others have them."""
    return {"instrument": row.code, day_column(table): row.event_time.date(), "available_at": row.available_at}


def write_csv(root: Path) -> Path:
    """The invented market in our units, with the columns in another order than ours."""
    bars = [{"date": row.event_time.date(), "instrument": row.code, **row.values} for row in daily_rows()]
    minutes = [{"instrument": row.code, "event_time": row.event_time.isoformat(), **row.values} for row in MINUTES]
    written = {"bars.day": bars, "bars.minute": minutes}
    for table, rows in REFERENCE.items():
        written[f"{table}.day"] = [{**row.values, **written_row(table, row)} for row in rows]
    root.mkdir(parents=True, exist_ok=True)
    for name, lines in written.items():
        with (root / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
    return root


def qmt_market() -> dict[str, Any]:
    """The invented market as a terminal keeps it: milliseconds, whole hands, a filled row on a suspended day, floats' artefacts."""
    fields = ("open", "high", "low", "close", "preClose", "volume", "amount", "suspendFlag")
    daily: dict[str, dict[str, list[Any]]] = {}
    for code in CODES:
        held, close = {bar.day: bar for bar in MARKET if bar.code == code}, 0.0
        lines: dict[str, list[Any]] = {name: [] for name in ("time", *fields)}
        for day in SESSIONS:
            bar = held.get(day)
            if bar is None:
                told = (close, close, close, close, close, 0, 0.0, 1)
            else:
                prices = (bar.open, bar.high, bar.low, bar.close, bar.pre_close)
                told = (*(price + 2e-15 for price in prices), bar.volume // 100, bar.amount, 0)
                close = bar.close
            for name, value in zip(("time", *fields), (qmt_stamp(noon(day, 0)), *told), strict=True):
                lines[name].append(value)
        daily[code] = lines
    minutes = {code: [row for row in MINUTES if row.code == code] for code in CODES[:2]}
    names = ("open", "high", "low", "close", "amount")
    return {
        "days": [f"{day:%Y%m%d}" for day in SESSIONS],
        "holidays": [20240101, 20241231],
        "sectors": {"沪深A股": list(CODES[:2]), "京市A股": list(CODES[2:])},
        "instruments": {
            code: {
                "ExchangeID": code[7:],
                "InstrumentID": code[:6],
                "InstrumentName": f"name {code}",
                "OpenDate": 20100104,
                "ExpireDate": 99999999,
            }
            for code in CODES
        },
        "lines": {
            "1d": daily,
            "1m": {
                code: {
                    "time": [qmt_stamp(row.event_time) for row in rows],
                    **{name: [row.values[name] for row in rows] for name in names},
                    "preClose": [0.0] * len(rows),
                    "volume": [row.values["volume"] // 100 for row in rows],
                    "suspendFlag": [0] * len(rows),
                }
                for code, rows in minutes.items()
            },
        },
        "dividends": {
            CODES[1]: {
                str(qmt_stamp(noon(SESSIONS[17], 0))): {"interest": 0.0, "stockGift": 0.25, "gugai": 0.0, "dr": 1.25},
            }
        },
        "ticks": {},
    }


def qmt_stamp(moment: datetime) -> int:
    """An instant as the vendor counts it."""
    return int(moment.timestamp() * 1000)


_LEVELS = [f"l{level}_{what}" for level in (1, 2, 3) for what in ("code", "name")]


def tushare_memberships() -> list[list[Any]]:
    """The invented memberships in the vendor's rows of three levels; the ended ones are not the newest."""
    return [
        [text for level in (*levels, (None, None), (None, None))[:3] for text in level]
        + [code, f"name {code}", f"{begins:%Y%m%d}", None if ends is None else f"{ends:%Y%m%d}", "Y" if ends is None else "N"]
        for code, begins, ends, levels in MEMBERSHIPS
    ]


def tushare_tables() -> dict[str, tuple[list[str], list[list[Any]]]]:
    """The invented market in the vendor's units: hands and thousands of CNY."""
    text = {day: f"{day:%Y%m%d}" for day in SESSIONS}
    daily = [
        [bar.code, text[bar.day], bar.open, bar.high, bar.low, bar.close, bar.pre_close, round(bar.close - bar.pre_close, 2), 0.0,
         bar.volume / 100, bar.amount / 1000]
        for bar in MARKET
    ]  # fmt: skip
    calendar = [
        ["SSE", f"{day:%Y%m%d}", ("1" if day.day % 2 else 1) if day in text else 0]
        for day in (SESSIONS[0] + timedelta(days=n) for n in range((SESSIONS[-1] - SESSIONS[0]).days + 1))
    ]
    stocks = [[code, f"name {code}", "20100104", None, "L"] for code in CODES]
    return {
        "daily": (DAILY_FIELDS, daily),
        "adj_factor": (["ts_code", "trade_date", "adj_factor"], [[bar.code, text[bar.day], bar.adj_factor] for bar in MARKET]),
        "trade_cal": (["exchange", "cal_date", "is_open"], calendar),
        "index_weight": (
            ["index_code", "con_code", "trade_date", "weight"],
            [[index, code, f"{day:%Y%m%d}", weight] for index, day, weights in WEIGHTS for code, weight in weights.items()],
        ),
        "index_member_all": ([*_LEVELS, "ts_code", "name", "in_date", "out_date", "is_new"], tushare_memberships()),
        "stock_basic": (["ts_code", "name", "list_date", "delist_date", "list_status"], stocks),
    }


@pytest.fixture(scope="session")
def stub_tushare(open_tushare: Callable[..., Any]) -> Callable[..., Any]:
    """Opens stubs that hold the invented market."""

    def open_stub(tls: ssl.SSLContext | None = None) -> Any:
        return open_tushare(tushare_tables(), tls)

    return open_stub


@dataclass
class Asking:
    """A tushare source over a stub, with the sleeps it took."""

    source: TushareSource
    stub: Any
    sleeps: list[float]


def asking(stub: Any, *, timeout: float = 5.0, rows_a_page: int = 6000, largest: int = 1 << 20, tries: int = 4) -> Asking:
    sleeps: list[float] = []
    address = Address.parse("tushare", f"http://127.0.0.1:{stub.port}")
    transport = HttpTransport("tushare", address, timeout=timeout, largest=largest)
    bucket = TokenBucket(1e9, 1000, monotonic=lambda: 0.0, sleep=sleeps.append)
    patience = Patience(tries=tries)
    client = TushareClient(
        "tushare", Token(TOKEN), transport, bucket, sleep=sleeps.append, patience=patience, rows_a_page=rows_a_page
    )
    return Asking(source=TushareSource(client, CLOCK), stub=stub, sleeps=sleeps)


@pytest.fixture(scope="session")
def ask_tushare() -> Callable[..., Asking]:
    """Makes a source over a stub."""
    return asking


@pytest.fixture(scope="session")
def secret() -> str:
    """The token that the sources over stubs send."""
    return TOKEN


@pytest.fixture(scope="module")
def miniqmt_history(
    open_stand_in: Callable[[dict[str, Any], Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MiniQmtHistory]:
    """The vendor's layer over a terminal with the invented market; few rows a call, so that minutes come in several."""
    stand_in = open_stand_in(qmt_market(), tmp_path_factory.mktemp("terminal"))
    with closing(Terminal("miniqmt", TerminalAddress(port=stand_in.port))) as terminal:
        yield MiniQmtHistory(terminal, CLOCK, rows_a_call=1_500)


@pytest.fixture(scope="session")
def invented() -> tuple[list[DailyBar], list[Row]]:
    """The invented market: its days, and its minutes."""
    return MARKET, MINUTES


@pytest.fixture(scope="session")
def invented_reference() -> dict[Table, list[Row]]:
    """The invented industries and weights."""
    return REFERENCE


@pytest.fixture(scope="module", params=["memory", "tdx", "tushare", "qlib", "parquet", "csv", "miniqmt", "timescale"])
def any_source(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, stub_tushare: Callable[[], Any]
) -> HistorySource:
    """Each source over the same market in its own format."""
    root = tmp_path_factory.mktemp(request.param) / "market"
    if request.param == "memory":
        return memory_source()
    if request.param == "tdx":
        return TdxSource(write_tdx(root), CLOCK)
    if request.param == "tushare":
        return asking(stub_tushare(), rows_a_page=17).source
    if request.param == "qlib":
        return QlibBinSource(write_qlib(root), CLOCK)
    if request.param == "csv":
        return CsvSource(write_csv(root), CLOCK)
    if request.param == "timescale":
        warehouse: Warehouse = request.getfixturevalue("warehouse")
        return TimescaleSource(warehouse, CLOCK)
    if request.param == "miniqmt":
        history: HistorySource = request.getfixturevalue("miniqmt_history")
        return history
    return ParquetSource(write_parquet(root), CLOCK)


@pytest.fixture(scope="module")
def reference(any_source: HistorySource) -> HistorySource:
    """The same market in memory; where the source counts in whole hands, without the shares that make none."""
    return memory_source(whole=100 if any_source.card().name in ("miniqmt", "timescale") else 1)


@pytest.fixture(scope="session")
def market_of_qmt() -> Callable[[], dict[str, Any]]:
    """The invented market as a terminal keeps it."""
    return qmt_market


@pytest.fixture
def tdx_root(tmp_path: Path) -> Path:
    """The invented market as TDX's files."""
    return write_tdx(tmp_path / "vipdoc")


@pytest.fixture
def qlib_root(tmp_path: Path) -> Path:
    """The invented market as Qlib's bins."""
    return write_qlib(tmp_path / "provider")


@pytest.fixture
def csv_folder(tmp_path: Path) -> Path:
    """The invented market as a folder of CSV files."""
    return write_csv(tmp_path / "csv")


@pytest.fixture
def parquet_files(tmp_path: Path) -> dict[Any, Path]:
    """The invented market as Parquet that others wrote."""
    return write_parquet(tmp_path / "parquet")
