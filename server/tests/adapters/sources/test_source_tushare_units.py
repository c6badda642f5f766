"""tushare's numbers in our units: proven on a real day of the whole market and a real year, through the client and its pages."""

import csv
import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import Unit
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.plan import codes_a_request, sessions_within, steps
from aistock_server.adapters.tushare.replies import page_of
from aistock_server.adapters.tushare.rows import rows_of as columns_of_pages
from aistock_server.adapters.tushare.rows import scaled
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources import MEANINGS, Fault, Question, Table, fault_of

DAY = date(2026, 4, 15)


@given(st.integers(0, 10**12))
def test_hands_with_two_digits_are_whole_shares(shares: int) -> None:
    values, odd = scaled(np.array([shares / 100]), Unit.HANDS)
    assert (values.tolist(), odd.tolist()) == ([float(shares)], [False])


@given(st.integers(0, 10**14))
def test_thousands_and_ten_thousands_of_cny_keep_their_fen(fen: int) -> None:
    for unit, scale in ((Unit.THOUSAND_CNY, 100_000), (Unit.TEN_THOUSAND_CNY, 1_000_000)):
        values, odd = scaled(np.array([fen / scale]), unit)
        assert (values.tolist(), odd.tolist()) == ([fen / 100], [False])


def test_a_fraction_of_a_share_is_seen() -> None:
    values, odd = scaled(np.array([1.005, 1.01]), Unit.HANDS)
    assert (values.tolist(), odd.tolist()) == ([100.0, 101.0], [True, False])


VALID = json.dumps(
    {
        "code": 0,
        "msg": "",
        "data": {
            "fields": ["ts_code", "trade_date", "open"],
            "items": [["600000.SH", "20240102", 9.5], ["600000.SH", "20240103", None]],
            "has_more": False,
        },
    }
).encode()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An answer with some bytes changed, cut or repeated, or one of its parts replaced by any JSON value."""
    if draw(st.booleans()):
        content = bytearray(VALID)
        for _ in range(draw(st.integers(1, 4))):
            place = draw(st.integers(0, len(content)))
            content[place : place + draw(st.integers(0, 9))] = draw(st.binary(max_size=4))
        return bytes(content)
    answer = json.loads(VALID)
    holder, key = draw(st.sampled_from([(answer, "code"), (answer, "data"), *((answer["data"], name) for name in answer["data"])]))
    if draw(st.booleans()) and isinstance(holder[key], list):
        holder, key = holder[key], 0
    holder[key] = draw(json_values)
    return json.dumps(answer).encode()


@given(damaged() | st.binary(max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_rows_or_a_named_fault(content: bytes) -> None:
    try:
        page = page_of("tushare", "daily", content, offset=0)
        if {"ts_code", "trade_date", "open"} <= set(page.fields):
            rows = columns_of_pages("tushare", "daily", [page], ["open"])
            assert len(rows.days) == len(rows.columns["open"]) <= len(page.items)
            assert all(code[:6].isdecimal() for code in rows.codes)
    except RoomError as error:
        assert fault_of(error) in set(Fault)
        assert error.details["field"]


@given(
    st.floats(1, 1000),
    st.integers(1, 20),
    st.lists(st.floats(0, 30), min_size=1, max_size=60),
)
@settings(deadline=None)
def test_no_window_holds_more_calls_than_the_bucket_allows(per_minute: float, burst: int, gaps: list[float]) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    bucket = TokenBucket(per_minute, burst, monotonic=lambda: now[0], sleep=sleep)
    calls = []
    for gap in gaps:
        now[0] += gap
        bucket.take()
        calls.append(now[0])
    for first, begin in enumerate(calls):
        for count, end in enumerate(calls[first:], start=1):
            assert count <= burst + (end - begin) * per_minute / 60 + 1e-6


def test_a_bucket_lets_a_burst_pass_and_then_waits_its_rate() -> None:
    waited: list[float] = []
    bucket = TokenBucket(60, 3, monotonic=lambda: 0.0, sleep=waited.append)
    for _ in range(5):
        bucket.take()
    assert waited == [1.0, 2.0]


codes = st.integers(1, 400).map(lambda count: tuple(f"{600000 + number}.SH" for number in range(count)))
days = st.dates(date(2000, 1, 1), date(2026, 12, 31))


@given(st.none() | codes, days, st.integers(0, 4000), st.sampled_from([500, 6000]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_steps_cover_every_code_and_day_once_and_are_the_fewer(
    wanted: tuple[str, ...] | None, start: date, length: int, rows: int, many: bool
) -> None:
    end = start + timedelta(days=length)
    sessions = [day for day in (start + timedelta(days=n) for n in range(length + 1)) if day.weekday() < 5]
    assert sessions_within(start, end) == max(1, len(sessions))
    fit = codes_a_request(start, end, rows=rows, takes_many=many)
    made = list(steps(wanted, start, end, codes_a_step=fit, trading_days=lambda: sessions))
    if made and made[0].codes is not None:
        assert wanted is not None
        assert tuple(code for step in made for code in step.codes or ()) == wanted
        assert all((step.start, step.end) == (start, end) for step in made)
        assert len(made) <= max(1, len(sessions)) + 1
        assert fit == 1 or fit * len(sessions) <= rows
    else:
        assert [step.start for step in made] == [step.end for step in made] == sessions
        assert wanted is None or -(-len(wanted) // fit) > len(sessions) + 1 or not sessions


def real(name: str) -> Path:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    return Path(root, "market", name)


def table(path: Path) -> tuple[list[str], list[list[Any]]]:
    """A file of the vendor's rows as the API would send them: texts stay texts, numbers are numbers, nothing is null."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    return lines[0], [[*line[:2], *(float(text) if text else None for text in line[2:])] for line in lines[1:]]


@pytest.fixture
def whole_day(stub_tushare: Callable[[], Any], ask_tushare: Callable[..., Any]) -> Any:
    """The real day behind a stub that pages it."""
    stub = stub_tushare()
    folder = real("tushare_xsec_20260415")
    for name in ("daily", "adj_factor", "daily_basic", "moneyflow"):
        stub.tables[name] = table(folder / f"{name}.csv")
    stub.tables["trade_cal"] = (["exchange", "cal_date", "is_open"], [["SSE", "20260415", 1]])
    return ask_tushare(stub, rows_a_page=2000, largest=8 << 20)


def answer(asking: Any, kind: Table) -> dict[str, dict[str, Any]]:
    fields = tuple(MEANINGS[kind])
    found = {}
    for batch in asking.source.rows(Question(start=DAY, end=DAY, fields=fields, table=kind)):
        for row in rows_of(batch):
            found[row.code] = dict(row.values)
    return found


@pytest.mark.real_data
def test_the_real_day_is_in_shares_and_cny(whole_day: Any) -> None:
    bars = answer(whole_day, Table.BARS)
    assert len(bars) == 5484
    assert bars["000001.SZ"] == {
        "open": 11.16, "high": 11.22, "low": 11.15, "close": 11.21, "pre_close": 11.17,
        "volume": 50_393_793, "amount": 564_031_568.0, "adj_factor": 134.5794,
    }  # fmt: skip
    for code, bar in bars.items():
        if bar["volume"]:
            average = bar["amount"] / bar["volume"]
            assert bar["low"] * 0.999 <= average <= bar["high"] * 1.001, code


@pytest.mark.real_data
def test_the_real_day_joins_its_four_tables_in_one_unit(whole_day: Any) -> None:
    bars, basics, flows = (answer(whole_day, kind) for kind in (Table.BARS, Table.DAILY_BASIC, Table.MONEYFLOW))
    factors = answer(whole_day, Table.ADJ_FACTOR)
    assert set(bars) == set(basics) == set(flows) == set(factors)
    shares = values = turnovers = 0
    for code, bar in bars.items():
        basic, flow = basics[code], flows[code]
        assert factors[code]["adj_factor"] == bar["adj_factor"]
        assert basic["close"] == bar["close"]
        values += abs(basic["total_mv"] - basic["total_share"] * bar["close"]) <= 1e-4 * basic["total_mv"]
        if basic["float_share"]:
            turnovers += abs(basic["turnover_rate"] - bar["volume"] / basic["float_share"]) < 1e-5
        if code.endswith(".BJ"):
            continue
        bought = sum(flow[f"buy_{size}_volume"] for size in ("sm", "md", "lg", "elg"))
        shares += abs(bought - bar["volume"]) <= max(0.02 * bar["volume"], 1000)
    # Agreement of 99 in 100 is beyond what any wrong unit could give; the rest is the vendor's.
    beijing = sum(code.endswith(".BJ") for code in bars)
    assert (beijing, len(bars)) == (294, 5484)
    assert min(values, turnovers, shares + beijing) > 0.99 * len(bars), (values, turnovers, shares)


@pytest.mark.real_data
def test_money_flows_of_beijing_are_zeros_nobody_promised(whole_day: Any) -> None:
    question = Question(start=DAY, end=DAY, fields=("buy_sm_volume",), table=Table.MONEYFLOW)
    batches = list(whole_day.source.rows(question))
    (finding,) = [one for batch in batches for one in batch.findings]
    assert (finding.rule, finding.occurrences) == ("beyond_coverage", 294)
    assert {row.values["buy_sm_volume"] for batch in batches for row in rows_of(batch) if row.code.endswith(".BJ")} == {0}


@pytest.mark.real_data
def test_zeros_that_stand_for_losses_are_reported_and_kept(whole_day: Any) -> None:
    question = Question(start=DAY, end=DAY, fields=("pe", "pb"), table=Table.DAILY_BASIC)
    batches = list(whole_day.source.rows(question))
    (finding,) = [one for batch in batches for one in batch.findings]
    zeros = sum(row.values["pe"] == 0 for batch in batches for row in rows_of(batch))
    assert (finding.rule, finding.occurrences) == ("zero_ratio", zeros)
    assert zeros > 1000


@pytest.mark.real_data
def test_a_real_year_of_a_stock_through_the_client_is_the_file(
    stub_tushare: Callable[[], Any], ask_tushare: Callable[..., Any]
) -> None:
    import pyarrow.compute as pc
    import pyarrow.parquet as parquet

    read = parquet.read_table(real("tushare_sz_main_2024/daily_with_adj_factor.parquet"))
    read = read.filter(pc.is_in(read.column("ts_code"), pc.unique(read.column("ts_code")).slice(0, 40)))
    stub = stub_tushare()
    texts = {name: read.column(name).to_pylist() for name in read.column_names}
    texts["trade_date"] = [f"{day:%Y%m%d}" for day in texts["trade_date"]]
    for api in ("daily", "adj_factor"):
        names = [
            "ts_code",
            "trade_date",
            *([api] if api == "adj_factor" else [n for n in texts if n not in ("ts_code", "trade_date")]),
        ]
        stub.tables[api] = (names, [list(row) for row in zip(*(texts[name] for name in names), strict=True)])
    codes = tuple(sorted(set(texts["ts_code"])))
    fields = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
    question = Question(start=date(2024, 1, 1), end=date(2024, 12, 31), fields=fields, codes=codes)
    batches = list(ask_tushare(stub, rows_a_page=100).source.rows(question))
    rows = [row for batch in batches for row in rows_of(batch)]
    assert len(rows) == read.num_rows > 9_000
    expected = {(row["ts_code"], row["trade_date"]): row for row in read.to_pylist()}
    for row in rows:
        held = expected[row.code, row.event_time.date()]
        assert row.values["volume"] == round(held["vol"] * 100)
        assert row.values["amount"] == pytest.approx(held["amount"] * 1000, rel=1e-12)
        assert all(row.values[name] == held[name] for name in ("open", "high", "low", "close", "pre_close", "adj_factor"))
    assert [one.rule for batch in batches for one in batch.findings if one.rule != "value_rounded"] == []
