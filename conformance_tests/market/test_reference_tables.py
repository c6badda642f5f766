"""Industries and weights of indices as sources give them: text and days beside numbers, and nothing before it was known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from aistock.client import Client
from aistock.errors import InvalidArgument, InvalidDocument, Unimplemented
from aistock.market.v1.models import SourceKind
from aistock_conformance import sources
from aistock_conformance.sources import SHEETS
from aistock_conformance.target import fresh_name

SINCE = {"start_date": date(1990, 12, 19), "end_date": date(2024, 2, 29)}
#: A server of the profile team wants to be told; by then all rows were known.
KNOWN = {"as_of_utc": datetime(2024, 6, 28, 7, 30, tzinfo=UTC)}
BANK, BROKER = "801780.SI", "801790.SI"


@pytest.fixture(autouse=True)
def _with_sources(client: Client) -> None:
    sources.require(client, SHEETS)


def rows(client: Client, table: str, **more: Any) -> pa.Table:
    return client.sources.rows(table, **{**SINCE, **KNOWN, "sources": [SHEETS], **more}).to_arrow()


def test_text_and_days_travel_as_what_they_are(client: Client) -> None:
    """A name that nobody knows and an end that has not come are null."""
    found = rows(client, "industries")
    assert {field.name: str(field.type) for field in found.schema} == {
        "instrument": "string",
        "event_time": "timestamp[us, tz=UTC]",
        "available_at": "timestamp[us, tz=UTC]",
        "taxonomy": "string",
        "level": "int64",
        "industry_code": "string",
        "industry_name": "string",
        "effective_from": "date32[day]",
        "effective_to": "date32[day]",
    }
    told = found.select(["level", "industry_code", "industry_name", "effective_to"]).to_pylist()
    assert [tuple(row.values()) for row in told] == [
        (1, BANK, "银行", date(2024, 1, 15)),
        (2, "801783.SI", None, date(2024, 1, 15)),
        (1, BROKER, "非银金融", None),
    ]


def test_an_answer_without_rows_has_the_same_columns(client: Client) -> None:
    """Whoever reads it need not ask whether there were any."""
    nothing = {"start_date": date(2020, 1, 1), "end_date": date(2020, 1, 2)}
    assert rows(client, "industries", **nothing).schema == rows(client, "industries").schema


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (datetime(2023, 3, 2, 1, 14, tzinfo=UTC), []),
        (datetime(2023, 3, 2, 1, 15, tzinfo=UTC), [(BANK, None)]),
        (datetime(2024, 1, 16, 1, 14, tzinfo=UTC), [(BANK, None)]),
        (datetime(2024, 1, 16, 1, 15, tzinfo=UTC), [(BANK, date(2024, 1, 15)), (BROKER, None)]),
    ],
)
def test_a_membership_is_as_open_as_it_was(client: Client, as_of: datetime, told: list[tuple[str, date | None]]) -> None:
    """Neither an industry nor the end of one is told before it was known."""
    found = rows(client, "industries", columns=["industry_code", "effective_to"], as_of_utc=as_of).to_pylist()
    assert [(row["industry_code"], row["effective_to"]) for row in found if row["level"] == 1] == told


def test_weights_are_those_of_the_indices_asked_for(client: Client) -> None:
    """What tells rows apart is there without being asked for; the sum of one with a constituent asked for says nothing."""
    answer = client.sources.rows("index_weights", **SINCE, **KNOWN, indices=["000300.SH"], columns=["weight"], sources=[SHEETS])
    found = answer.to_arrow()
    assert found.column_names == ["instrument", "event_time", "available_at", "index", "weight"]
    assert [(row["instrument"], row["event_time"].date(), row["index"], row["weight"]) for row in found.to_pylist()] == [
        ("000001.SZ", date(2024, 1, 31), "000300.SH", 0.25),
        ("600000.SH", date(2024, 1, 31), "000300.SH", 0.75),
        ("600000.SH", date(2024, 2, 29), "000300.SH", 1.0),
    ]
    assert answer.answer is not None and answer.answer.findings == []
    assert rows(client, "index_weights", instruments=["000001.SZ"]).num_rows == 1
    frame = answer.to_pandas()
    assert frame["index"].tolist() == ["000300.SH"] * 3


def test_weights_known_later_are_left_out(client: Client) -> None:
    """They were there a day after their day."""
    known = datetime(2024, 2, 1, 7, 0, tzinfo=UTC)
    assert rows(client, "index_weights", as_of_utc=known).num_rows == 3
    assert rows(client, "index_weights", as_of_utc=datetime(2024, 2, 1, 6, 59, tzinfo=UTC)).num_rows == 0


def test_they_are_read_and_neither_kept_nor_compared(client: Client) -> None:
    """Each refusal names what cannot be done; indices belong to weights only."""
    with pytest.raises(Unimplemented, match="read and not kept"):
        client.sources.ingest(fresh_name("set"), "industries", **SINCE, sources=[SHEETS])
    with pytest.raises(Unimplemented, match="only numbers are compared"):
        client.sources.compare("index_weights", [SHEETS, SHEETS + "2"], **SINCE)
    with pytest.raises(InvalidArgument, match="leave indices empty"):
        rows(client, "industries", indices=["000300.SH"])
    with pytest.raises(InvalidDocument):
        client.market.ingest_bars(fresh_name("set"), pa.table({}), [], source="x", synthetic=True, dates=[], table="industries")


def test_they_are_listed_among_what_a_source_offers(client: Client) -> None:
    """With the delay that is chosen where the file does not say."""
    (listed,) = [one for one in client.market.list_sources() if (one.kind, one.name) == (SourceKind.HISTORY, SHEETS)]
    assert {one.table.value: one.delay_seconds for one in listed.offers} == {"industries": 86_400, "index_weights": 86_400}
