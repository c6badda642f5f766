"""Sources asked themselves: who answers, who could not, where they disagree, and what becomes a snapshot."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pyarrow as pa
import pytest

from aistock.client import Client
from aistock.errors import NotFound, OperationFailed, Unavailable
from aistock.market.v1.models import DisagreementKind, SourceKind
from aistock.system.v1.models import IngestedDataset, OperationState
from aistock_conformance import sources
from aistock_conformance.markets import AS_OF, table
from aistock_conformance.sources import CODES, COPY, DAYS, DIFFERS, GONE, LACKS, LAKE
from aistock_conformance.target import fresh_name

SPAN = {"start_date": DAYS[0], "end_date": DAYS[-1]}
KNOWN = {**SPAN, "as_of_utc": datetime.combine(AS_OF, time(), UTC)}


@pytest.fixture(autouse=True)
def _with_sources(client: Client) -> None:
    sources.require(client, LAKE, COPY, GONE)


def test_rows_are_those_of_the_source(client: Client) -> None:
    """Every row once, with when it happened and when it was there, in the columns asked for."""
    answer = client.sources.rows("bars", **KNOWN, sources=[LAKE], columns=["close", "volume"])
    rows = answer.to_arrow()

    assert answer.answer is not None
    assert rows.column_names == ["instrument", "event_time", "available_at", "close", "volume"]
    told = {(row["instrument"], row["event_time"].date()): (row["close"], row["volume"]) for row in rows.to_pylist()}
    assert told == {(bar.instrument, bar.day): (bar.close / 1000, bar.volume) for bar in sources.lake_bars()}
    assert answer.answer.row_count == rows.num_rows
    assert (answer.answer.source, answer.answer.attempts) == (LAKE, [])
    assert all(row["event_time"] <= row["available_at"] for row in rows.to_pylist())
    assert rows.schema.field("event_time").type == pa.timestamp("us", tz="UTC")


def test_the_next_is_asked_only_when_one_failed_and_the_answer_says_so(client: Client) -> None:
    """A fallback is never silent."""
    answer = client.sources.rows("bars", **KNOWN, sources=[GONE, LAKE]).answer

    assert answer is not None
    assert answer.source == LAKE
    assert [(one.source, one.reason) for one in answer.attempts] == [(GONE, "SOURCE_UNREACHABLE")]
    by_route = client.sources.rows("bars", **KNOWN).answer
    assert by_route is not None
    assert (by_route.source, by_route.attempts) == (LAKE, [])


def test_when_nobody_can_the_first_ones_reason_is_told(client: Client) -> None:
    """A name that does not exist is no source that failed: it is refused at once."""
    with pytest.raises(Unavailable) as caught:
        client.sources.rows("bars", **KNOWN, sources=[GONE, LAKE], expected_through_date=date(2024, 12, 31), timeout=20)
    assert caught.value.reason == "SOURCE_UNREACHABLE"
    with pytest.raises(NotFound):
        client.sources.rows("bars", **KNOWN, sources=[LAKE, "nobody-has-this-name"])


def test_disagreements_are_exactly_those_that_there_are(client: Client) -> None:
    """A value that differs, the high it moved with it or not, and a row that one lacks; everything else agrees."""
    found = client.sources.compare("bars", [LAKE, COPY], **SPAN, columns=["close", "open"])

    assert [one.source for one in found.answers] == [LAKE, COPY]
    assert found.answers[0].row_count == found.answers[1].row_count + 1
    told = {(one.kind, one.instrument, one.event_at_utc.date(), one.column) for one in found.disagreements}
    assert told == {
        (DisagreementKind.VALUE_DIFFERS, *DIFFERS, "close"),
        (DisagreementKind.ROW_MISSING, *LACKS, None),
    }
    rows = len(sources.lake_bars())
    assert [(one.column, one.compared, one.disagreeing) for one in found.counts] == [
        (None, rows, 1),
        ("close", rows - 1, 1),
        ("open", rows - 1, 0),
    ]
    value = next(one for one in found.disagreements if one.column == "close")
    assert round((value.values[1].value or 0) - (value.values[0].value or 0), 2) == 0.01
    assert not client.sources.compare("bars", [LAKE, COPY], **SPAN, columns=["close"], relative_tolerance=0.5).counts[1].disagreeing


def test_what_a_source_gives_becomes_the_snapshot_that_an_upload_becomes(client: Client) -> None:
    """The same rows, ingested by the server or uploaded, are the same bars; doing it again makes nothing new."""
    name = fresh_name("set")
    first = _ingested(client, name)
    again = _ingested(client, name)

    assert (first.created, again.created, again.snapshot_id) == (True, False, first.snapshot_id)
    assert (first.source, first.row_count) == (LAKE, len(sources.lake_bars()))
    stored = client.market.history(snapshot_id=first.snapshot_id, as_of_date=AS_OF, bars=len(DAYS)).to_arrow()
    sent = table(sources.lake_bars()).sort_by([("date", "ascending"), ("instrument", "ascending")])
    assert stored.equals(sent)
    assert client.market.get_dataset_manifest(name).source == LAKE


def test_a_job_that_nobody_can_answer_fails_with_the_reason(client: Client) -> None:
    """Nothing is stored of it."""
    name = fresh_name("set")
    started = client.sources.ingest(name, **SPAN, sources=[GONE])
    with pytest.raises(OperationFailed, match="SOURCE_UNREACHABLE") as caught:
        client.system.wait_operation(started.operation_id)

    assert (caught.value.operation.state, caught.value.operation.error_reason) == (OperationState.FAILED, "SOURCE_UNREACHABLE")
    assert list(client.market.list_datasets(name=name)) == []


def test_sources_are_listed_with_what_they_offer(client: Client) -> None:
    """By name; whoever does not even tell what it offers is not available."""
    everything = [(one.name, one.kind.value) for one in client.market.list_sources()]
    listed = {one.name: one for one in client.market.list_sources() if one.kind is SourceKind.HISTORY}

    assert everything == sorted(everything)
    assert list(listed) == sorted(listed)
    assert [(one.table.value, one.frequency.value) for one in listed[LAKE].offers] == [("bars", "day")]
    assert "close" in listed[LAKE].offers[0].columns
    assert (listed[LAKE].available, listed[GONE].available) == (True, False)
    assert {one.instrument for one in client.sources.compare("bars", [LAKE, COPY], **SPAN).disagreements} <= set(CODES)


def _ingested(client: Client, name: str) -> IngestedDataset:
    started = client.sources.ingest(name, **SPAN, sources=[GONE, LAKE])
    operation = client.system.wait_operation(started.operation_id)
    assert operation.state is OperationState.SUCCEEDED, operation.error_message
    assert isinstance(operation.result, IngestedDataset)
    assert [one.source for one in operation.result.attempts] == [GONE]
    return operation.result
