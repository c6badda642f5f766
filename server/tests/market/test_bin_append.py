"""Days appended to a directory of bins make it the full export, byte for byte; earlier days that changed make nothing."""

import io
import re
import tarfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import ExportPool
from aistock.qlib.append import DaysDiffer, bring
from aistock_server.adapters.memory.market_samples import Row, arrow_bytes, sample
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.market.exports import Content

SAMPLE = sample(sessions=14)
DAYS = SAMPLE.dates[:14]
POOLS = (ExportPool(name="pair", instruments=["688981.SH", "000001.SZ"]),)
Rows = tuple[Row, ...]


def exported(rows: Rows, last: date, path: Path) -> Path:
    """The archive of the rows up to a day."""
    known = [row for row in rows if row[0] <= last]
    table = ArrowBarCodec().decode(io.BytesIO(arrow_bytes(known)))
    sessions = [day for day in DAYS if day <= last]
    stocks = frozenset(code for code in table.codes if code != "000300.SH")
    later = [day for day in SAMPLE.dates if day > last]
    content = Content(table=table, sessions=sessions, later_sessions=later, stocks=stocks, pools=POOLS)
    QlibBinWriter().write(path, content, lambda _fraction, _stage: None)
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def members_of(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        return {one.name: opened.extractfile(one).read() for one in opened if one.isfile()}  # type: ignore[union-attr]


@st.composite
def markets(draw: st.DrawFn) -> tuple[Rows, list[date]]:
    """Bars with suspensions, late listings and early ends, and the days on which they are exported."""
    lives = {code: sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)))) for code in SAMPLE.codes[1:]}
    silent = draw(st.sets(st.tuples(st.sampled_from(SAMPLE.codes[1:]), st.sampled_from(DAYS)), max_size=8))
    # One instrument has every day, so that the sessions are those of the calendar from the first on.
    rows = tuple(
        row
        for row in SAMPLE.rows
        if row[1] not in lives or (lives[row[1]][0] <= row[0] <= lives[row[1]][1] and (row[1], row[0]) not in silent)
    )
    return rows, sorted(draw(st.sets(st.sampled_from(DAYS[4:]), min_size=1, max_size=4)))


@given(markets())
@settings(max_examples=12, deadline=None)
def test_appended_days_are_the_full_export(market: tuple[Rows, list[date]]) -> None:
    rows, ends = market
    with TemporaryDirectory() as folder:
        directory = Path(folder, "provider")
        for number, last in enumerate(ends):
            archive = exported(rows, last, Path(folder, f"{number}.tar"))
            done = bring(archive, directory)
            assert files_of(directory) == members_of(archive)
            assert done.created is (number == 0)
            before = [day for day in DAYS if number and day <= ends[number - 1]]
            assert done.days == sum(day <= last for day in DAYS) - len(before)
        assert {path.name for path in Path(folder).iterdir()} == {"provider", *(f"{number}.tar" for number in range(len(ends)))}


CHANGES = {
    "close": lambda row: (*row[:5], row[5] + 0.01, *row[6:]),
    "volume": lambda row: (*row[:7], row[7] + 100, *row[8:]),
    "factor": lambda row: (*row[:9], row[9] * 1.5),
}


@given(st.integers(0, len(SAMPLE.rows) - 1), st.sampled_from([*CHANGES, "gone"]), st.integers(5, 13))
@settings(max_examples=20, deadline=None)
def test_an_earlier_day_that_changed_is_named_and_nothing_happens(place: int, change: str, end: int) -> None:
    row = SAMPLE.rows[place]
    rest = [*SAMPLE.rows[:place], *([] if change == "gone" else [CHANGES[change](row)]), *SAMPLE.rows[place + 1 :]]
    with TemporaryDirectory() as folder:
        directory = Path(folder, "provider")
        bring(exported(SAMPLE.rows, DAYS[end], Path(folder, "old.tar")), directory)
        held = files_of(directory)
        archive = exported(tuple(rest), DAYS[13], Path(folder, "new.tar"))
        if row[0] > DAYS[end]:
            bring(archive, directory)
            assert files_of(directory) == members_of(archive)
            return
        with pytest.raises(DaysDiffer, match=f"(?i){re.escape(row[1])}") as caught:
            bring(archive, directory)
        assert "export into another directory" in str(caught.value)
        assert files_of(directory) == held
        assert {path.name for path in Path(folder).iterdir()} == {"provider", "old.tar", "new.tar"}


def test_a_list_that_is_no_longer_made_is_told(tmp_path: Path) -> None:
    bring(exported(SAMPLE.rows, DAYS[8], tmp_path / "old.tar"), tmp_path / "provider")
    table = ArrowBarCodec().decode(io.BytesIO(SAMPLE.content()))
    bare = Content(table=table, sessions=DAYS, later_sessions=(), stocks=frozenset(SAMPLE.codes[:1]), pools=())
    QlibBinWriter().write(tmp_path / "new.tar", bare, lambda _fraction, _stage: None)
    with pytest.raises(DaysDiffer, match=r"all\.txt|pair\.txt"):
        bring(tmp_path / "new.tar", tmp_path / "provider")
