"""Qlib's bins: what our writer wrote is read back, what Qlib reads is what we read, and damaged files are named."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aistock.market.codes import Kind
from aistock.market.v1.models import FindingSeverity
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.source import Row, rows_of
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.adapters.qlib.raw_prices import Unadjusting
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Refused, Unavailable
from aistock_server.market.exports import Content
from aistock_server.market.sources import Batch, Fault, Question, fault_of

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
FIELDS = ("open", "high", "low", "close", "pre_close", "volume", "adj_factor")
FIRST, LAST = date(2024, 1, 2), date(2024, 2, 26)


def ask(root: Path, code: str | None = "600000.SH", **more: object) -> list[Batch]:
    codes = None if code is None else (code,)
    question = {"start": FIRST, "end": LAST, "fields": FIELDS, "codes": codes, **more}
    return list(QlibBinSource(root, CLOCK).rows(Question(**question)))  # type: ignore[arg-type]


def rows(batches: list[Batch]) -> list[Row]:
    return [row for batch in batches for row in rows_of(batch)]


def rules(batches: list[Batch]) -> dict[str, int]:
    return {one.rule: one.occurrences for batch in batches for one in batch.findings}


def bin_of(root: Path, field: str, code: str = "600000.SH") -> Path:
    return root / "features" / code.lower() / f"{field}.day.bin"


def test_what_the_writer_wrote_is_read_back_in_raw_cents(tmp_path: Path) -> None:
    import tarfile

    bars = sample(sessions=60)
    table = ArrowBarCodec().decode(io.BytesIO(bars.content()))
    stocks = frozenset(code for code in bars.codes if code != "000300.SH")
    content = Content(table=table, sessions=bars.dates[:60], later_sessions=bars.dates[60:], stocks=stocks, pools=())
    QlibBinWriter().write(tmp_path / "bins.tar", content, lambda _fraction, _stage: None)
    with tarfile.open(tmp_path / "bins.tar") as opened:
        opened.extractall(tmp_path / "provider", filter="data")
    found = rows(ask(tmp_path / "provider", None, end=date(2024, 12, 31)))
    assert len(found) == len(bars.rows)
    first = {}
    for row, written in zip(found, sorted(bars.rows, key=lambda one: (one[1], one[0])), strict=True):
        day, code, *numbers = written
        assert (row.code, row.event_time.date()) == (code, day)
        values = dict(zip(("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor"), numbers, strict=True))
        base = first.setdefault(code, values["adj_factor"])
        exact = code != "000300.SH"
        for name in ("open", "high", "low", "close", "pre_close"):
            assert row.values[name] == (values[name] if exact else pytest.approx(values[name], rel=1e-6)), (name, row)
        assert row.values["volume"] == pytest.approx(values["volume"], rel=2**-22)
        assert row.values["adj_factor"] == pytest.approx(values["adj_factor"] / base, rel=2**-23)


def test_instruments_have_the_span_of_the_list_and_the_calendar_has_no_days_to_come(qlib_root: Path) -> None:
    source = QlibBinSource(qlib_root, CLOCK)
    (qlib_root / "features" / "880728.tdx").mkdir()
    answer = source.instruments()
    assert [(one.code, one.first_bar_on, one.last_bar_on) for one in answer.instruments] == [
        (code, FIRST, LAST) for code in ("300750.SZ", "600000.SH", "920002.BJ")
    ]
    assert [one.rule for one in answer.findings] == ["code_range_unknown"]
    assert source.calendar(date(2024, 2, 20), date(2030, 1, 1)).days[-1] == LAST


def test_folders_of_the_other_spelling_are_found(qlib_root: Path) -> None:
    right = rows(ask(qlib_root))
    (qlib_root / "features" / "600000.sh").rename(qlib_root / "features" / "sh600000")
    assert rows(ask(qlib_root)) == right


@given(cut=st.integers(4, 40 * 4 + 4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_bin_gives_its_whole_values_and_says_so(qlib_root: Path, cut: int) -> None:
    path = bin_of(qlib_root, "open")
    content = path.read_bytes()
    try:
        whole = rows(ask(qlib_root))
        path.write_bytes(content[:cut])
        batches = ask(qlib_root)
    finally:
        path.write_bytes(content)
    kept = cut // 4 - 1
    found = rows(batches)
    assert [row.values["open"] for row in found[:kept]] == [row.values["open"] for row in whole[:kept]]
    assert all(row.values["open"] is None for row in found[kept:])
    assert [row.values["close"] for row in found] == [row.values["close"] for row in whole]
    expected = ({"torn_tail": 1} if cut % 4 else {}) | ({"bins_end_apart": 1} if kept < 40 else {})
    assert rules(batches) == expected


@pytest.mark.parametrize(
    ("damage", "words", "field"),
    [
        (lambda content: np.frombuffer(content, "<f4").astype(">f4").tobytes(), "big-endian", "close"),
        (lambda content: content[:3], "no calendar position", "close"),
        (lambda content: b"", "no calendar position", "close"),
        (
            lambda content: np.float32(1).tobytes() + content[4:],
            "calendar position 1 and has 40 values, but the calendar has 40",
            "close",
        ),
        (lambda content: np.float32(-1).tobytes() + content[4:], "calendar position -1", "close"),
        (lambda content: np.float32(0.5).tobytes() + content[4:], "calendar position 0.5", "close"),
        (lambda content: np.float32(np.nan).tobytes() + content[4:], "calendar position nan", "close"),
        (lambda content: content + content, "has 81 values", "close"),
        (lambda content: content[:40] + np.float32(np.inf).tobytes() + content[44:], "infinity", "close"),
    ],
)
def test_a_bin_that_cannot_be_is_refused(qlib_root: Path, damage: Callable[[bytes], bytes], words: str, field: str) -> None:
    path = bin_of(qlib_root, field)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Refused, match=words) as caught:
        ask(qlib_root)
    assert (fault_of(caught.value), caught.value.details["field"]) == (Fault.MALFORMED, field)
    batches = ask(qlib_root, None, skip_refused=True)
    assert {row.code for row in rows(batches)} == {"300750.SZ", "920002.BJ"}
    assert rules(batches) == {"instrument_not_served/malformed": 1}


def test_bins_that_begin_later_may_be_big_endian_too(qlib_root: Path) -> None:
    path = bin_of(qlib_root, "close")
    values = np.frombuffer(path.read_bytes(), "<f4").copy()
    path.write_bytes(np.r_[np.float32(3), values[4:]].astype(">f4").tobytes())
    with pytest.raises(Refused, match="its bytes are in big-endian order"):
        ask(qlib_root)


@given(place=st.integers(0, 163), value=st.integers(0, 255))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_is_refused_or_changes_only_its_day(qlib_root: Path, place: int, value: int) -> None:
    path = bin_of(qlib_root, "close")
    content = path.read_bytes()
    try:
        whole = rows(ask(qlib_root))
        path.write_bytes(content[:place] + bytes([value]) + content[place + 1 :])
        found = rows(ask(qlib_root))
    except Refused as error:
        assert fault_of(error) is Fault.MALFORMED
        return
    finally:
        path.write_bytes(content)
    changed = [at for at, (new, old) in enumerate(zip(found, whole, strict=True)) if new != old]
    assert changed in ([], [place // 4 - 1]) or place < 4


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("calendars/day.txt", "2024-01-02\n2024-01-02\n", "line 2 .* is not after"),
        ("calendars/day.txt", "2024-01-02\n20240103x\n", "line 2 .* is no date"),
        ("calendars/day.txt", "", "has no day"),
        ("instruments/all.txt", "600000.SH,2024-01-02,2024-01-03\n", "line 1 .* three columns between tabs"),
        ("instruments/all.txt", "600000.SH 2024-01-02 2024-01-03\n", "three columns"),
        ("instruments/all.txt", "600000.SH\t2024-01-03\t2024-01-02\n", "ends before it begins"),
        ("instruments/all.txt", "600000\t2024-01-02\t2024-01-03\n", "a code or a date"),
    ],
)
def test_lists_that_cannot_be_read_are_refused_with_their_line(qlib_root: Path, name: str, content: str, words: str) -> None:
    (qlib_root / name).write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match=words) as caught:
        ask(qlib_root)
    assert fault_of(caught.value) is Fault.MALFORMED


def test_what_bins_leave_open_is_found(qlib_root: Path) -> None:
    factor = np.frombuffer(bin_of(qlib_root, "factor").read_bytes(), "<f4").copy()
    factor[5] = np.nan
    bin_of(qlib_root, "factor").write_bytes(factor.tobytes())
    bin_of(qlib_root, "volume").unlink()
    close = np.frombuffer(bin_of(qlib_root, "close").read_bytes(), "<f4").copy()
    close[8] += 0.001
    bin_of(qlib_root, "close").write_bytes(close.tobytes())
    batches = ask(qlib_root)
    assert rules(batches) == {"factor_missing": 1, "price_off_tick": 1, "bin_absent": 1}
    found = rows(batches)
    assert [at for at, row in enumerate(found) if row.values["close"] is None] == [4]
    assert all(row.values["volume"] is None for row in found)
    assert {one.severity for batch in batches for one in batch.findings} == {FindingSeverity.WARNING}


def test_bins_that_end_before_the_list_are_found(qlib_root: Path) -> None:
    for path in bin_of(qlib_root, "close").parent.iterdir():
        path.write_bytes(path.read_bytes()[:-40])
    batches = ask(qlib_root)
    assert rules(batches) == {"bin_shorter_than_listed": 1}
    assert len(rows(batches)) == 30


def test_no_provider_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        ask(tmp_path / "nowhere")
    assert fault_of(caught.value) is Fault.UNREACHABLE


factors = st.floats(0.001, 1_000.0) | st.just(1.0) | st.floats(1 - 2**-25, 1 + 2**-25)


@given(st.integers(0, 2**22) | st.integers(2**22 - 3, 2**25), factors)
@example(4_295_129, 0.7)
@example(2**24, 1.0)
def test_shares_are_exact_where_that_is_said_and_off_by_a_bound_beyond(shares: int, factor: float) -> None:
    held = {"volume": shares / factor, "factor": factor, "close": 10.0}
    bins = {name: np.array([value], dtype=np.float32).astype(np.float64) for name, value in held.items()}
    reading = Unadjusting(code="600000.SH", kind=Kind.STOCK)
    found = int(np.rint(reading.columns(bins, ("volume",))["volume"][0]))
    exact = shares < (2**24 if bins["factor"][0] == 1 else 2**22 - 1)
    assert abs(found - shares) <= (0 if exact else shares * 2**-23 + 0.5)
    assert found == shares or [one.rule for one in reading.findings] == ["volume_beyond_float32"]


def test_beyond_the_bound_real_factors_do_miss_a_share() -> None:
    """The bound is no caution: below twice of it one volume in thirty is a share off."""
    random = np.random.default_rng(3)
    shares = random.integers(2**22, 2**23, size=10_000).astype(np.float64)
    factor = np.exp(random.uniform(-3, 5, size=len(shares)))
    read = {"volume": shares / factor, "factor": factor, "close": np.ones(len(shares))}
    bins = {name: values.astype(np.float32).astype(np.float64) for name, values in read.items()}
    found = np.rint(Unadjusting(code="600000.SH", kind=Kind.STOCK).columns(bins, ("volume",))["volume"])
    assert 0.01 < (found != shares).mean() < 0.06
    assert np.abs(found - shares).max() == 1


@pytest.mark.real_data
def test_a_real_year_of_984_stocks_comes_back_to_the_cent(tmp_path: Path) -> None:
    import tarfile

    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as parquet

    from aistock_server.adapters.parquet.arrow_tables import bar_table

    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    read = parquet.read_table(Path(root, "market/tushare_sz_main_2024/daily_with_adj_factor.parquet"))
    columns = {name: read.column(name) for name in ("open", "high", "low", "close", "pre_close", "adj_factor")}
    columns |= {"date": read.column("trade_date"), "instrument": read.column("ts_code").cast(pa.string())}
    columns["volume"] = pc.round(pc.multiply(read.column("vol"), 100.0)).cast(pa.int64())
    columns["amount"] = pc.multiply(read.column("amount"), 1000.0)
    table = pa.table(columns).sort_by([("instrument", "ascending"), ("date", "ascending")])
    days = sorted(set(table.column("date").to_pylist()))
    content = Content(table=bar_table(table), sessions=days, later_sessions=(), stocks=frozenset(), pools=())
    QlibBinWriter().write(tmp_path / "bins.tar", content, lambda _fraction, _stage: None)
    with tarfile.open(tmp_path / "bins.tar") as opened:
        opened.extractall(tmp_path / "provider", filter="data")
    batches = ask(tmp_path / "provider", None, end=date(2024, 12, 31))
    assert sum(batch.rows for batch in batches) == table.num_rows == 237_144
    assert len({code for batch in batches for code in batch.codes}) == 984
    for name in ("open", "high", "low", "close", "pre_close"):
        found = np.concatenate([batch.columns[name].values for batch in batches])
        assert (found == table.column(name).to_numpy()).all(), name
    found = np.concatenate([batch.columns["volume"].values for batch in batches])
    written = table.column("volume").to_numpy()
    assert (found == written)[written < 2**22 - 1].all()
    assert (np.abs(found - written) <= written * 2.0**-23 + 0.5).all()
    assert set(rules(batches)) == {"volume_beyond_float32"}


@pytest.mark.qlib
def test_raw_times_factor_is_what_qlib_reads(qlib_root: Path) -> None:
    script = (
        "import sys, json, qlib\n"
        "from qlib.data import D\n"
        "qlib.init(provider_uri=sys.argv[1], region='cn')\n"
        "codes = ['300750.SZ', '600000.SH', '920002.BJ']\n"
        "frame = D.features(codes, ['$close', '$open', '$volume', '$factor'], '2024-01-02', '2024-02-26').dropna()\n"
        "print(json.dumps([[k[0], str(k[1].date()), *map(float, v)] for k, v in zip(frame.index, frame.to_numpy())]))\n"
    )
    environment = {**os.environ, "MLFLOW_ALLOW_FILE_STORE": "true", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(qlib_root)],
        capture_output=True, text=True, check=False, env=environment, cwd=qlib_root.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = json.loads(done.stdout.splitlines()[-1])
    ours = rows(ask(qlib_root, None))
    assert len(ours) == len(theirs) == 117
    for row, (code, day, close, opened, volume, factor) in zip(ours, sorted(theirs), strict=True):
        assert (row.code, row.event_time.date().isoformat()) == (code, day)
        values = {name: float(row.values[name]) for name in FIELDS}  # type: ignore[arg-type]
        assert values["adj_factor"] == factor
        assert np.float32(values["close"] * factor) == np.float32(close)
        assert np.float32(values["open"] * factor) == np.float32(opened)
        assert np.float32(values["volume"] / factor) == np.float32(volume)
