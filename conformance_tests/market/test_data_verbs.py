"""`aistock data` against a real server: what a file holds goes in, comes out as bins, and is judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyarrow import csv, parquet

from aistock.cli import main
from aistock.client import Client
from aistock_conformance import sources
from aistock_conformance.markets import AS_OF, INDEX, STOCKS, bars_of, sessions, table
from aistock_conformance.quotes import codes, published, quote
from aistock_conformance.target import Target, fresh_name

DAYS = sessions(12)


def write(path: Path, rows: Any) -> Path:
    """Rows as the kind of file that its name says."""
    (csv.write_csv if path.suffix == ".csv" else parquet.write_table)(rows, path)
    return path


def bars(last: int) -> Any:
    """Bars of two shares and an index on the first days."""
    return table([bar for code in (*STOCKS[:2], INDEX) for bar in bars_of(code, DAYS, 1) if bar.day <= DAYS[last]])


def call(target: Target, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    """The exit code of a verb, and what it printed as JSON."""
    code = main(["data", *map(str, arguments), "--address", target.address, "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out) if shown.out else shown.err


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_a_file_becomes_a_snapshot(
    target: Target, client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    """Value for value, whichever kind of file, and twice it is the same snapshot."""
    dataset, path = fresh_name("data"), write(tmp_path / f"bars.{suffix}", bars(8))
    given = ("ingest", path, "--dataset", dataset, "--synthetic", "--benchmark", INDEX)
    code, made = call(target, capsys, *given)
    assert (code, made["created"], made["manifest"]["row_count"]) == (0, True, 27)
    assert call(target, capsys, *given)[1]["created"] is False
    sent = bars(8).sort_by([("date", "ascending"), ("instrument", "ascending")]).to_pylist()
    assert client.market.history(dataset, as_of_date=AS_OF, bars=9).to_arrow().to_pylist() == sent


def test_bins_are_written_and_take_later_days_in(target: Target, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder of bins grows by the days of the later snapshot, and refuses a past that changed."""
    dataset, folder = fresh_name("data"), tmp_path / "bins"
    pool = tmp_path / "pair.txt"
    pool.write_text("\n".join(STOCKS[:2]))
    for last in (6, 11):
        call(target, capsys, "ingest", write(tmp_path / f"{last}.parquet", bars(last)), "--dataset", dataset, "--synthetic")
        code, told = call(target, capsys, "export", dataset, folder, "--pool", pool)
        assert (code, told["path"]) == (0, str(folder))
        assert (folder / "calendars/day.txt").read_text().split() == [day.isoformat() for day in DAYS[: last + 1]]
    assert [line.split("\t")[0] for line in (folder / "instruments/pair.txt").read_text().splitlines()] == list(STOCKS[:2])

    held = {path: path.read_bytes() for path in folder.rglob("*.bin")}
    other = table([bar for code in (*STOCKS[:2], INDEX) for bar in bars_of(code, DAYS, 2)])
    call(target, capsys, "ingest", write(tmp_path / "other.parquet", other), "--dataset", dataset, "--synthetic")
    code, told = call(target, capsys, "export", dataset, folder, "--pool", pool)
    assert code != 0 and "export into another directory" in told
    assert {path: path.read_bytes() for path in folder.rglob("*.bin")} == held


def test_quality_tells_the_findings_of_every_kind(target: Target, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Bars and tables alike, the kind with each."""
    import pyarrow as pa

    dataset = fresh_name("data")
    call(target, capsys, "ingest", write(tmp_path / "bars.parquet", bars(3)), "--dataset", dataset, "--synthetic")
    basic = pa.table({"date": list(DAYS[:3]), "instrument": [STOCKS[0]] * 3, "pe": [0.0, None, 3.0]})
    path = write(tmp_path / "basic.parquet", basic)
    assert call(target, capsys, "ingest", path, "--dataset", dataset, "--synthetic", "--table", "daily_basic")[0] == 0
    code, found = call(target, capsys, "quality", dataset)
    assert code == 0
    rules = {(one["kind"], one["rule"]) for one in found}
    assert {("bars", "no_benchmark"), ("daily_basic", "zero_as_missing"), ("daily_basic", "value_missing")} <= rules


def test_a_source_becomes_a_snapshot_and_is_compared_with_another(
    target: Target, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server reads it; what the two do not share is told, and the exit code says that there is something."""
    sources.require(client, sources.LAKE, sources.COPY)
    span = ("--start", sources.DAYS[0], "--end", sources.DAYS[-1])
    code, made = call(target, capsys, "ingest", "--dataset", fresh_name("data"), "--from-source", sources.LAKE, *span)
    assert (code, made["created"], made["manifest"]["row_count"]) == (0, True, len(sources.lake_bars()))
    code, told = call(target, capsys, "compare", sources.LAKE, sources.COPY, *span)
    assert code == 1
    places = {(one["instrument"], one["event_at_utc"][:10]) for one in told["disagreements"]}
    assert places == {(code, day.isoformat()) for code, day in (sources.DIFFERS, sources.LACKS)}


def test_quotes_are_followed(target: Target, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of JSON a batch; for a person, a line a quote."""
    (code,) = codes(831_001, 1)
    published(client, fresh_name("live"), [quote(code, 10_010)])
    ended, batch = call(target, capsys, "tail", code, "--batches", 1)
    assert ended == 0
    assert [one["last_mills"] for one in batch["quotes"]] == [10_010]
    assert main(["data", "tail", code, "--batches", "1", "--address", target.address]) == 0
    assert f"{code} 10.01" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "--dataset", "x"),
        ("ingest", "nowhere.parquet", "--dataset", "x"),
        ("quality", "nobody-has-this-name"),
        ("export", "nobody-has-this-name", "somewhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    target: Target,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    """An exit code, a sentence, and no traceback."""
    monkeypatch.chdir(tmp_path)
    code, told = call(target, capsys, *arguments)
    assert code in (2, 3) and told.startswith("aistock: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_what_a_source_says_is_written_into_a_file(
    target: Target, client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    """The rows that the client gets, of the indices named and nothing that was known later."""
    sources.require(client, sources.SHEETS)
    path = tmp_path / "folder" / f"weights.{suffix}"
    given = ("--table", "index_weights", "--start", "2024-01-01", "--end", "2024-02-29", "--index", "000300.SH")
    given += ("--from-source", sources.SHEETS, "--as-of", "2024-02-15T00:00:00Z")
    code, told = call(target, capsys, "rows", path, *given)
    assert (code, told["path"], told["answer"]["source"], told["answer"]["row_count"]) == (0, str(path), sources.SHEETS, 2)
    table_of = csv.read_csv if suffix == "csv" else parquet.read_table
    assert table_of(path).select(["instrument", "index", "weight"]).to_pylist() == [
        {"instrument": "000001.SZ", "index": "000300.SH", "weight": 0.25},
        {"instrument": "600000.SH", "index": "000300.SH", "weight": 0.75},
    ]
    assert call(target, capsys, "rows", tmp_path / "weights.txt", *given)[0] != 0
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
