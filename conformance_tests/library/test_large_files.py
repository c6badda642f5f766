"""`aistock catalogs import` of files that stay on disk: the same import as of files that are read at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aistock.cli import main
from aistock.cli.catalogs import _importing
from aistock.client import Client
from aistock_conformance.target import Target, fresh_name

HEAD = {"version": "v1", "generated_at_utc": "2026-01-05T08:00:00Z", "source": "tools", "snapshot_id": "a1"}


def factor(name: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "source": "rd_agent", "expression": "$close", "region": "cn", "tags": [], **changes}


def written(folder: Path, rows: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "factor_catalog.json").write_text(json.dumps(HEAD | {"factors": rows}), encoding="utf-8")
    return folder


def call(target: Target, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main(["catalogs", "import", *map(str, arguments), "--address", target.address, "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out) if shown.out else shown.err


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_importing, "LARGE", 1)


def test_a_large_file_is_one_import(target: Target, client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Every row arrives; the same file again changes nothing."""
    stem = fresh_name("big")
    folder = written(tmp_path / "catalogs", [factor(f"{stem}-{number}") for number in range(1_300)])
    code, first = call(target, capsys, folder)
    again = call(target, capsys, folder)[1]
    assert code == 0
    assert [(one["inserted"], one["unchanged"]) for one in first["tallies"]] == [(1_300, 0)]
    assert [(one["inserted"], one["updated"], one["unchanged"]) for one in again["tallies"]] == [(0, 0, 1_300)]
    assert client.library.get_factor(f"{stem}-1299", source="rd_agent").factor.factor.expression == "$close"


def test_a_bad_row_refuses_the_file_or_is_left_out_by_name(
    target: Target, client: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """All of it or nothing, unless the caller says otherwise."""
    stem = fresh_name("big")
    folder = written(tmp_path / "catalogs", [factor(f"{stem}-0"), factor(f"{stem}-1", region=5), factor(f"{stem}-2")])
    code, told = call(target, capsys, folder)
    assert code != 0 and "factors[1].region" in told
    assert list(client.library.list_factors(text=f"{stem}-0")) == []
    code, report = call(target, capsys, folder, "--allow-partial")
    assert code == 1
    assert [one["key"] for one in report["left"]] == [f"{stem}-1/rd_agent"]
    assert [one["inserted"] for one in report["tallies"]] == [2]
