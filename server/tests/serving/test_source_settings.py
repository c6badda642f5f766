"""The file that names the sources: read whole, or refused with the place, what stood there and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from aistock.market.v1.models import BarFrequency
from aistock_server.kernel.errors import Invalid
from aistock_server.market.sources import Table
from aistock_server.source_settings import ParquetSettings, read_sources

GOOD = """
sources:
  - {name: terminal, kind: tdx, path: vipdoc}
  - {name: lake, kind: parquet, files: {bars: daily.parquet, bars/minute: minutes.parquet, moneyflow/day: flow.parquet}}
  - {name: research, kind: qlib, path: cn_data}
  - {name: vendor, kind: tushare, calls_per_minute: 100, indices: [000300.SH]}
  - {name: qmt, kind: miniqmt, port: 58611, package: site-packages}
  - {name: sheets, kind: csv, path: sheets}
routes:
  - {table: bars, frequency: day, sources: [lake, vendor]}
  - {sources: [vendor]}
live: [qmt]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_names_sources_and_routes(tmp_path: Path) -> None:
    settings = read_sources(written(tmp_path, GOOD))

    assert [one.name for one in settings.sources] == ["terminal", "lake", "research", "vendor", "qmt", "sheets"]
    lake = settings.sources[1]
    assert isinstance(lake, ParquetSettings)
    assert set(lake.keyed) == {
        (Table.BARS, BarFrequency.DAY),
        (Table.BARS, BarFrequency.MINUTE),
        (Table.MONEYFLOW, BarFrequency.DAY),
    }
    assert settings.routes[0].sources == ("lake", "vendor")
    assert settings.routes[1].table is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("kind: tdx", "kind: wind"), "sources.0"),
        (("path: vipdoc", "folder: vipdoc"), "sources.0.tdx"),
        (("name: lake", "name: terminal"), "terminal"),
        (("[lake, vendor]", "[lake, venor]"), "venor"),
        (("bars/minute", "bars/hour"), "bars/hour"),
        (("calls_per_minute: 100", "calls_per_minute: 0"), "calls_per_minute"),
        (("sources:\n", "sorces:\n"), "sources"),
        (("name: vendor", "name: Vendor X"), "Vendor X"),
        (("port: 58611", "port: 0"), "port"),
        (("[000300.SH]", "[CSI300]"), "CSI300"),
        (("kind: csv, path: sheets", "kind: csv, files: sheets"), "sources.5.csv"),
        (("live: [qmt]", "live: [vendor]"), "vendor"),
        (("{name: research, kind: qlib, path: cn_data}", "{name: second, kind: miniqmt}"), "leave one"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(Invalid, match=named) as caught:
        read_sources(written(tmp_path, GOOD.replace(*change)))
    assert caught.value.reason == "INVALID_FIELD"
    assert "start again" in caught.value.message


@pytest.mark.parametrize("text", ["", "[]", "sources: []", "a: [", "\x00"])
def test_what_is_no_list_of_sources_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Invalid):
        read_sources(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        read_sources(tmp_path / "nothing.yaml")
    with pytest.raises(Invalid, match="cannot be read"):
        read_sources(tmp_path)
