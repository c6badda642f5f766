"""TDX's files: what is written is read, what is torn is reported, what is garbage is refused, and real files decode."""

import os
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency, FindingSeverity, Unit
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.tdx.records import PRICES, Records, decode_days, decode_minutes, encode_days, encode_minutes
from aistock_server.adapters.tdx.source import TdxSource
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Refused, RoomError, Unavailable
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources import Batch, Fault, Question, fault_of

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
ALL = ("open", "high", "low", "close", "volume", "amount")
FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)

days = st.dates(date(1990, 12, 19), date(2099, 12, 31)).map(number_of)
minute_days = st.dates(date(2004, 1, 1), date(2035, 12, 31)).map(number_of)
amounts = st.floats(0, 2**40, width=32)
volumes = st.integers(0, 2**32 - 1)


@st.composite
def record_tables(draw: st.DrawFn, *, minutes: bool) -> Records:
    size = draw(st.integers(0, 20))
    cents = st.integers(0, 999_999 if minutes else 2**32 - 1)
    each: Callable[[st.SearchStrategy[object]], list[object]] = lambda one: draw(st.lists(one, min_size=size, max_size=size))  # noqa: E731
    return Records(
        days=np.array(each(minute_days if minutes else days), dtype=np.int64),
        minutes=np.array(each(st.integers(0, 1439)) if minutes else [900] * size, dtype=np.int64),
        prices={name: np.array(each(cents), dtype=float) / 100 for name in PRICES},
        amount=np.array(each(amounts), dtype=float),
        volume=np.array(each(volumes), dtype=np.int64),
    )


def plain(records: Records) -> list[list[float]]:
    columns = (records.days, records.minutes, *records.prices.values(), records.amount, records.volume)
    return [column.tolist() for column in columns]


@given(record_tables(minutes=False))
@settings(deadline=None)
def test_days_come_back_as_they_were_written(records: Records) -> None:
    content = encode_days(records, 100)
    assert len(content) == 32 * len(records.days)
    assert plain(decode_days(content, 100)) == plain(records)


@given(record_tables(minutes=True))
@settings(deadline=None)
def test_minutes_come_back_as_they_were_written(records: Records) -> None:
    assert plain(decode_minutes(encode_minutes(records), 100)) == plain(records)


any_dates = st.builds("{:04}{:02}{:02}".format, st.integers(1988, 2101), st.integers(0, 13), st.integers(0, 32)).map(int)
written_dates = any_dates.map(lambda written: written.to_bytes(4, "little") + bytes(28))


@given(written_dates | st.binary(min_size=32, max_size=320).map(lambda content: content[: len(content) // 32 * 32]))
@example((20230229).to_bytes(4, "little") + bytes(28))
@settings(deadline=None)
def test_decoding_takes_any_bytes_and_marks_dates_that_are_none(content: bytes) -> None:
    for place, number in enumerate(decode_days(content, 100).days.tolist()):
        written = int.from_bytes(content[32 * place : 32 * place + 4], "little")
        try:
            real = date(written // 10_000, written // 100 % 100, written % 100)
        except ValueError:
            real = None
        assert (number >= 0) == (real is not None and 1990 <= real.year < 2100)
        assert number < 0 or day_of(number) == real
    decode_minutes(content, 100)


def test_a_record_refuses_what_it_cannot_hold() -> None:
    one = Records(
        days=np.array([number_of(date(2036, 1, 4))]),
        minutes=np.array([900]),
        prices={name: np.array([1.0]) for name in PRICES},
        amount=np.array([1.0]),
        volume=np.array([2**32]),
    )
    with pytest.raises(ValueError, match=r"date 65\d+ does not fit"):
        encode_minutes(one)
    with pytest.raises(ValueError, match="volume 4294967296 does not fit"):
        encode_days(one, 100)


def ask(root: Path, code: str = "600000.SH", **more: object) -> list[Batch]:
    question = {"start": FIRST, "end": LAST, "fields": ALL, "codes": (code,), **more}
    return list(TdxSource(root, CLOCK).rows(Question(**question)))  # type: ignore[arg-type]


def day_file(root: Path, code: str = "600000.SH") -> Path:
    market = code[7:].lower()
    path = root / market / "lday" / f"{market}{code[:6]}.day"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@given(cut=st.integers(0, 40 * 32))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_file_gives_its_whole_records_and_says_so(
    tdx_root: Path, tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    content = day_file(tdx_root).read_bytes()
    root = tmp_path_factory.mktemp("torn")
    day_file(root).write_bytes(content[:cut])
    batches = ask(root)
    assert sum(batch.rows for batch in batches) == cut // 32
    torn = [one for batch in batches for one in batch.findings]
    assert [(one.rule, one.severity, one.value) for one in torn] == (
        [("torn_tail", FindingSeverity.WARNING, str(cut % 32))] if cut % 32 else []
    )
    whole = ask(tdx_root)[0]
    for batch in batches:
        if batch.rows:
            assert list(rows_of(batch)) == list(rows_of(whole))[: cut // 32]


@given(place=st.integers(0, 40 * 32 - 1), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_is_refused_by_name_or_changes_only_its_record(
    tdx_root: Path, tmp_path_factory: pytest.TempPathFactory, place: int, value: int
) -> None:
    content = bytearray(day_file(tdx_root).read_bytes())
    content[place] = value
    root = tmp_path_factory.mktemp("changed")
    day_file(root).write_bytes(content)
    whole = [row for batch in ask(tdx_root) for row in rows_of(batch)]
    try:
        rows = [row for batch in ask(root) for row in rows_of(batch)]
    except Refused as error:
        assert fault_of(error) is Fault.MALFORMED
        assert error.details["origin"] == "sh/lday/sh600000.day"
        assert abs(int(error.details["record"]) - place // 32) <= 1
        assert "download the file again" in error.message
        return
    assert len(rows) == len(whole)
    changed = [at for at, (new, old) in enumerate(zip(rows, whole, strict=True)) if new != old]
    assert changed in ([], [place // 32])


@pytest.mark.parametrize("order", [(0, 1, 1), (0, 2, 1)])
def test_a_record_that_does_not_follow_the_one_before_is_refused_even_outside_of_the_range(
    tdx_root: Path, order: tuple[int, ...]
) -> None:
    content = day_file(tdx_root).read_bytes()
    day_file(tdx_root).write_bytes(b"".join(content[32 * record : 32 * record + 32] for record in order))
    with pytest.raises(Refused, match="record 2 at byte 64: date is not after the record before it"):
        ask(tdx_root, start=date(2024, 3, 1))


@pytest.mark.parametrize("seed", range(20))
def test_garbage_is_refused(tmp_path: Path, seed: int) -> None:
    day_file(tmp_path).write_bytes(np.random.default_rng(seed).bytes(3200))
    with pytest.raises(Refused, match="is no date"):
        ask(tmp_path)


def written(root: Path, code: str, *, volume: int, close: float = 10.0, scale: int = 100, amount: float | None = None) -> Path:
    """A file of one code with two days."""
    price = np.array([close, close])
    records = Records(
        days=np.array([number_of(date(2024, 1, 2)), number_of(date(2024, 1, 3))]),
        minutes=np.array([900, 900]),
        prices=dict.fromkeys(PRICES, price),
        amount=np.array([volume * close if amount is None else amount] * 2),
        volume=np.array([volume, volume]),
    )
    path = day_file(root, code)
    path.write_bytes(encode_days(records, scale))
    return path


@pytest.mark.parametrize(
    ("code", "scale", "shares"),
    [("600000.SH", 100, 1), ("000001.SH", 100, 100), ("881478.SH", 100, 100), ("510300.SH", 1000, 1), ("920002.BJ", 100, 1)],
)
def test_units_follow_the_kind_of_security(tmp_path: Path, code: str, scale: int, shares: int) -> None:
    written(tmp_path, code, volume=50_000, close=12.34, scale=scale)
    (batch,) = ask(tmp_path, code)
    assert batch.columns["close"].values.tolist() == [12.34, 12.34]
    assert batch.columns["volume"].values.tolist() == [50_000 * shares] * 2
    assert batch.findings == ()
    source_unit = next(one.source_unit for one in batch.provenance.units if one.field == "volume")
    assert source_unit is (Unit.SHARES if shares == 1 else Unit.HANDS)


def test_a_volume_in_another_unit_is_found_by_its_amount(tmp_path: Path) -> None:
    written(tmp_path, "510300.SH", volume=500, scale=1000, amount=500 * 100 * 10.0)
    (batch,) = ask(tmp_path, "510300.SH")
    (finding,) = batch.findings
    assert (finding.rule, finding.severity, finding.value) == ("volume_unit_disagrees", FindingSeverity.ERROR, "100")
    assert batch.columns["volume"].values.tolist() == [500, 500]


def test_a_price_of_zero_is_kept_and_reported(tmp_path: Path) -> None:
    written(tmp_path, "600000.SH", volume=0, close=0.0)
    (batch,) = ask(tmp_path)
    assert not batch.columns["close"].missing.any()
    assert {one.rule: one.occurrences for one in batch.findings} == {"zero_price": 2}
    assert {one.field for one in batch.findings} == set(PRICES)


@pytest.mark.parametrize(
    ("code", "words"), [("900901.SH", "USD or HKD"), ("200002.SZ", "USD or HKD"), ("777777.SH", "no code range")]
)
def test_what_has_no_known_unit_in_cny_is_refused(tmp_path: Path, code: str, words: str) -> None:
    written(tmp_path, code, volume=1)
    with pytest.raises(Refused, match=words) as caught:
        ask(tmp_path, code)
    assert fault_of(caught.value) is Fault.REFUSED
    (batch,) = ask(tmp_path, code, skip_refused=True)
    assert [one.rule for one in batch.findings] == ["instrument_not_served/refused"]


def test_nobody_knows_what_an_index_counts_in_its_minutes(tdx_root: Path) -> None:
    folder = tdx_root / "sh" / "minline"
    (folder / "sh000001.lc1").write_bytes((folder / "sh600000.lc1").read_bytes())
    batches = ask(tdx_root, "000001.SH", frequency=BarFrequency.MINUTE)
    assert all(batch.columns["volume"].missing.all() and not batch.columns["close"].missing.any() for batch in batches)


def test_a_broken_file_costs_only_its_instrument_when_the_question_says_so(tdx_root: Path) -> None:
    day_file(tdx_root).write_bytes(b"\xff" * 64)
    batches = ask(tdx_root, codes=None, skip_refused=True)
    assert {code for batch in batches for code in batch.codes} == {"300750.SZ", "920002.BJ"}
    (finding,) = [one for batch in batches for one in batch.findings]
    assert (finding.instrument, finding.rule) == ("600000.SH", "instrument_not_served/malformed")
    with pytest.raises(Refused):
        ask(tdx_root, codes=None)


def test_a_file_that_shrinks_while_it_is_read_is_truncated(tdx_root: Path) -> None:
    question = Question(start=FIRST, end=LAST, fields=("close",), codes=("600000.SH",), batch_rows=4)
    batches = TdxSource(tdx_root, CLOCK).rows(question)
    next(batches)
    # What the reader's buffer held already is whole; the rest of a large file is not there any more.
    path = day_file(tdx_root)
    os.truncate(path, 64)
    try:
        rows = 4 + sum(batch.rows for batch in batches)
    except Unavailable as error:
        assert fault_of(error) is Fault.TRUNCATED
    else:
        assert rows == 40


def test_a_folder_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="vipdoc") as caught:
        ask(tmp_path / "nowhere", codes=None)
    assert fault_of(caught.value) is Fault.UNREACHABLE


def test_memory_stays_small_however_long_the_file(tmp_path: Path) -> None:
    rows = 1_000_000
    per_day = np.array([*range(571, 691), *range(781, 901)])
    count = -(-rows // 240)
    records = Records(
        days=np.repeat(np.arange(count) + number_of(date(2004, 1, 1)), 240)[:rows],
        minutes=np.tile(per_day, count)[:rows],
        prices={name: np.full(rows, 10.0) for name in PRICES},
        amount=np.full(rows, 1000.0),
        volume=np.full(rows, 100),
    )
    path = tmp_path / "sh" / "minline" / "sh600000.lc1"
    path.parent.mkdir(parents=True)
    path.write_bytes(encode_minutes(records))
    del records
    question = Question(start=FIRST, end=LAST, fields=ALL, codes=("600000.SH",), frequency=BarFrequency.MINUTE, batch_rows=10_000)
    tracemalloc.start()
    try:
        found = sum(batch.rows for batch in TdxSource(tmp_path, CLOCK).rows(question))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == rows
    assert peak < 10_000 * 800


def real(name: str) -> Path:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    return Path(root, "market/tdx_fixtures", name)


@pytest.mark.real_data
def test_real_files_decode_and_their_prices_average_where_they_traded() -> None:
    root = real("vipdoc")
    source = TdxSource(root, CLOCK)
    assert [one.code for one in source.instruments().instruments] == ["000001.SH", "000001.SZ", "881478.SH"]
    (stock,) = ask(root, "000001.SZ")
    assert (stock.rows, stock.at(0)[1]) == (4995, datetime(2000, 2, 14, 7, tzinfo=UTC))
    values = {name: one.values for name, one in stock.columns.items()}
    assert [values[name][0] for name in ALL] == [19.2, 20.38, 18.7, 20.37, 23_370_900, 460_704_992.0]
    average = values["amount"] / values["volume"]
    assert ((average >= values["low"] * 0.999) & (average <= values["high"] * 1.001)).all()
    (index,) = ask(root, "000001.SH")
    assert index.columns["close"].values[-1] == 3490.38
    assert index.columns["volume"].values[-1] == 33_698_230_900
    assert stock.findings == index.findings == ()


@pytest.mark.real_data
def test_real_five_minutes_are_the_sum_of_their_real_minutes() -> None:
    root = real("vipdoc")
    fives = [row for batch in ask(root, "688001.SH", frequency=BarFrequency.FIVE_MINUTES) for row in rows_of(batch)]
    minutes = [row for batch in ask(root, "688001.SH", frequency=BarFrequency.MINUTE) for row in rows_of(batch)]
    assert (len(fives), len(minutes)) == (144, 2880)
    for five in fives:
        inside = [row for row in minutes if five.event_time - timedelta(minutes=5) < row.event_time <= five.event_time]
        assert len(inside) == 5
        prices = {name: [row.values[name] for row in inside] for name in PRICES}
        assert five.values["open"] == prices["open"][0]
        assert five.values["close"] == prices["close"][-1]
        assert (five.values["high"], five.values["low"]) == (max(prices["high"]), min(prices["low"]))  # type: ignore[type-var]
        assert five.values["volume"] == sum(row.values["volume"] for row in inside)  # type: ignore[misc]


@pytest.mark.real_data
def test_real_minutes_count_whole_hands_and_that_is_said() -> None:
    (batch,) = ask(real("vipdoc"), "688001.SH", frequency=BarFrequency.MINUTE)
    assert {one.rule: one.occurrences for one in batch.findings} == {"volume_below_a_hand": 10}
    assert not batch.columns["volume"].missing.any()


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["SH#601003", "SH#601005", "SH#601006", "SH#601007", "SH#601008", "SH#601009"])
def test_a_real_export_written_as_a_file_reads_back_as_its_text(tmp_path: Path, name: str) -> None:
    """The client's text exports are of other shares than its files, and forward-adjusted; their numbers pass through both ways."""
    text = (real("export") / f"{name}.txt").read_bytes().decode("gb18030")
    lines = [line.split(",") for line in text.splitlines()[2:] if line[:4].isdigit()]
    rows = [(date(*map(int, line[0].split("/"))), *map(float, line[1:5]), int(line[5]), float(line[6])) for line in lines]
    rows = [row for row in rows if min(row[1:5]) > 0]
    assert len(rows) > 2_500
    records = Records(
        days=np.array([number_of(row[0]) for row in rows]),
        minutes=np.full(len(rows), 900),
        prices={field: np.array([row[place + 1] for row in rows]) for place, field in enumerate(PRICES)},
        amount=np.array([row[6] for row in rows]),
        volume=np.array([row[5] for row in rows]),
    )
    day_file(tmp_path, f"{name[3:]}.SH").write_bytes(encode_days(records, 100))
    (batch,) = ask(tmp_path, f"{name[3:]}.SH", skip_refused=True)
    read = [(row.event_time.date(), *(row.values[field] for field in ALL)) for row in rows_of(batch)]
    assert [row[:-1] for row in read] == [row[:-1] for row in rows]
    # The text has two digits behind the point, and its client rounds halves up.
    assert all(abs(new[-1] - old[-1]) <= 0.005 for new, old in zip(read, rows, strict=True))


def test_errors_of_a_file_are_errors_of_a_room(tmp_path: Path) -> None:
    path = day_file(tmp_path)
    path.mkdir(parents=True)
    with pytest.raises(RoomError) as caught:
        ask(tmp_path)
    assert fault_of(caught.value) is Fault.UNREACHABLE
