"""Tables beside daily bars: what was sent is joined or served, what was not sent is null, and nothing bad gets in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.client._tables import DAILY_BASIC, MONEYFLOW, WHOLE
from aistock.errors import InvalidArgument, NotFound, RpcError
from aistock_conformance.examples import examples
from aistock_conformance.markets import AS_OF, SOURCE, STOCKS, Market, bars_of, ingested, instruments, sessions, table
from aistock_conformance.target import fresh_name

TABLES = {"daily_basic": DAILY_BASIC, "moneyflow": MONEYFLOW}
HELD = STOCKS[1:4]
"""Instruments that the tables have; the others' columns are null."""
Rows = dict[tuple[date, str], dict[str, Any]]


def rows_of(kind: str, market: Market, seed: int) -> Rows:
    """Values of whole shares and of cents for some codes and every other day; every fifth is null."""
    rows: Rows = {}
    for (day, code), bar in market.bars.items():
        number = market.days.index(day)
        if code in HELD and number % 2 == 0:
            values = {name: _value(name, number, place, seed) for place, name in enumerate(TABLES[kind])}
            if "close" in values:
                values["close"] = bar.close / 1000
            rows[day, code] = values
    return rows


def _value(name: str, number: int, place: int, seed: int) -> Any:
    if (number + place) % 5 == seed % 5:
        return None
    value = (number * 100 + place + seed) * 100
    return value if name in WHOLE else value / 128


def arrow(rows: Rows) -> Any:
    """Rows as an Arrow table."""
    import pyarrow as pa

    listed = [{"date": day, "instrument": code, **values} for (day, code), values in rows.items()]
    return pa.Table.from_pylist(listed)


def sent(client: Client, dataset: str, days: tuple[date, ...], given: Any, **how: Any) -> Any:
    """What became of rows of a table."""
    return client.market.ingest_bars(dataset, given, instruments(STOCKS), source=SOURCE, synthetic=True, dates=days, **how)


@pytest.fixture(scope="module")
def tables(client: Client) -> tuple[str, Market, dict[str, Rows]]:
    """A dataset of its own with bars and both tables."""
    dataset = fresh_name("data")
    market = ingested(client, dataset)
    rows = {kind: rows_of(kind, market, seed) for seed, kind in enumerate(TABLES)}
    for kind in TABLES:
        assert sent(client, dataset, market.days, arrow(rows[kind]), table=kind).created
    return dataset, market, rows


@given(
    first=st.integers(0, 50),
    columns=st.lists(st.sampled_from(["close", "volume", *DAILY_BASIC[1:], *MONEYFLOW]), min_size=1, max_size=8, unique=True),
)
@examples(12)
def test_columns_stand_beside_the_bar_of_their_day(
    client: Client, tables: tuple[str, Market, dict[str, Rows]], first: int, columns: list[str]
) -> None:
    """Value for value, null where the table has no row; the answer names the snapshots that were joined."""
    dataset, market, rows = tables
    window = client.market.history(
        dataset, as_of_date=AS_OF, columns=columns, start_date=market.days[first], end_date=market.days[first + 5]
    )
    found = window.to_arrow()

    assert found.column_names == ["date", "instrument", *columns]
    inside = set(market.days[first : first + 6])
    expected = []
    for (day, code), bar in sorted(market.bars.items()):
        if day in inside:
            values = {kind: rows[kind].get((day, code), {}) for kind in TABLES}
            own = {"close": bar.close / 1000, "volume": bar.volume}
            beside = {**values["moneyflow"], **values["daily_basic"], **own}
            expected.append({"date": day, "instrument": code, **{name: beside.get(name) for name in columns}})
    assert found.to_pylist() == expected
    needed = [kind for kind, names in TABLES.items() if any(name in names and name != "close" for name in columns)]
    assert window.provenance is not None
    assert [one.kind for one in window.provenance.joined] == needed


def test_nulls_are_nan_in_a_frame(client: Client, tables: tuple[str, Market, dict[str, Rows]]) -> None:
    """The index is (datetime, instrument), and what is missing is NaN, never zero."""
    dataset, _, rows = tables
    frame = client.market.history(dataset, as_of_date=AS_OF, columns=["pb", "buy_sm_volume"], bars=60).to_pandas()

    assert list(frame.index.names) == ["datetime", "instrument"]
    known = {key for key, values in rows["daily_basic"].items() if values["pb"] is not None}
    there = {(when.date(), code) for when, code in frame.index[frame["pb"].notna()]}
    assert there == known


def test_the_same_rows_are_the_same_snapshot_beside_the_bars(client: Client) -> None:
    """A dataset has a latest snapshot of each kind; sent again nothing is made, and a snapshot can be named for a join."""
    dataset = fresh_name("data")
    market = ingested(client, dataset)
    rows = rows_of("daily_basic", market, 3)
    first = sent(client, dataset, market.days, arrow(rows), table="daily_basic")
    again = sent(client, dataset, market.days, arrow(dict(reversed(rows.items()))), table="daily_basic")
    other = sent(client, dataset, market.days, arrow({key: {**row, "pb": 4.0} for key, row in rows.items()}), table="daily_basic")

    assert (first.created, again.created, other.created) == (True, False, True)
    assert first.manifest.snapshot_id == again.manifest.snapshot_id != other.manifest.snapshot_id
    latest = {one.kind: one.snapshot_id for one in client.market.list_datasets(name=dataset, latest_only=True)}
    assert latest == {"bars": market.snapshot_id, "daily_basic": other.manifest.snapshot_id}
    asked = {"as_of_date": AS_OF, "columns": ["pb"], "bars": 3}
    old = client.market.history(dataset, joined_snapshot_ids=[first.manifest.snapshot_id], **asked).to_arrow().to_pylist()
    assert [row["pb"] for row in old] == [rows.get((row["date"], row["instrument"]), {}).get("pb") for row in old]
    new = client.market.history(dataset, **asked).to_arrow().column("pb").to_pylist()
    assert set(new) == {4.0, None}


def test_an_unknown_column_names_those_there_are(client: Client, tables: tuple[str, Market, dict[str, Rows]]) -> None:
    """The columns of every table are told."""
    with pytest.raises(NotFound) as caught:
        client.market.history(tables[0], as_of_date=AS_OF, columns=["turnover"], bars=1)
    assert "turnover_rate" in caught.value.message and "net_mf_amount" in caught.value.message


@pytest.mark.parametrize(
    ("kind", "field", "value", "rule"),
    [
        ("daily_basic", "total_share", -1, "value_not_negative"),
        ("daily_basic", "close", -1.0, "value_not_negative"),
        ("moneyflow", "sell_lg_amount", -0.5, "value_not_negative"),
    ],
)
def test_one_bad_row_refuses_all(client: Client, kind: str, field: str, value: Any, rule: str) -> None:
    """The rule, the code, the day and the column are named, and the dataset does not come to be."""
    dataset, days = fresh_name("data"), sessions(5)
    market = Market(snapshot_id="", days=days, bars={(bar.day, bar.instrument): bar for bar in bars_of(HELD[0], days, 1)})
    rows = rows_of(kind, market, 4)
    rows[days[2], HELD[0]][field] = value

    with pytest.raises(InvalidArgument) as caught:
        sent(client, dataset, days, arrow(rows), table=kind)

    assert caught.value.reason == "BAR_REFUSED"
    assert rule in {violation.rule for violation in caught.value.violations}
    assert all(word in caught.value.message for word in (HELD[0], days[2].isoformat(), field))
    assert not list(client.market.list_datasets(name=dataset))


def five_minutes(days: tuple[date, ...], codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """Whole sessions, by time and code."""
    opened = [datetime.combine(day, at, UTC) for day in days for at in (time(1, 30), time(5, 0))]
    ends = [begin + timedelta(minutes=minute) for begin in opened for minute in range(5, 121, 5)]
    return [
        {"event_time": end, "instrument": code, "open": 8.0, "high": 8.2, "low": 7.9, "close": 8.1, "volume": 100 * (number + 1),
         "amount": 810.0 * (number + 1)}
        for number, end in enumerate(ends) for code in codes
    ]  # fmt: skip


def test_minutes_come_as_they_were_sent(client: Client) -> None:
    """By the end of the bar and instrument; as_of hides later days; adjusted by the factor of their day."""
    import pyarrow as pa

    dataset, days = fresh_name("data"), sessions(6)
    market = ingested(client, dataset, days=days)
    rows = five_minutes(days[1:5], STOCKS[:2])
    given = pa.Table.from_pylist(rows)
    made = sent(client, dataset, days, given, frequency="five_minutes")
    assert (made.manifest.kind, made.manifest.row_count, made.manifest.session_count) == ("five_minute_bars", len(rows), 4)

    window = client.market.history(dataset, as_of_date=AS_OF, frequency="five_minutes", bars=2)
    assert window.to_arrow().to_pylist() == [row for row in rows if row["event_time"].date() in days[3:5]]
    frame = window.to_pandas()
    assert frame.index.names == ["datetime", "instrument"] and frame.index[0][0].to_pydatetime() == rows[2 * 2 * 48]["event_time"]
    early = client.market.history(dataset, frequency="five_minutes", bars=60, as_of_date=days[2]).to_arrow().to_pylist()
    assert early == [row for row in rows if row["event_time"].date() in days[1:3]]

    adjusted = client.market.history(dataset, as_of_date=AS_OF, frequency="five_minutes", bars=4, adjustment="backward")
    for row, bar in zip(adjusted.to_arrow().to_pylist(), rows, strict=True):
        factor = market.bars[bar["event_time"].date(), bar["instrument"]].adj_factor
        assert row["close"] == pytest.approx(bar["close"] * factor, rel=1e-12) and row["volume"] == bar["volume"]
    assert adjusted.provenance is not None
    assert [one.snapshot_id for one in adjusted.provenance.joined] == [market.snapshot_id]


def test_a_minute_outside_of_the_sessions_is_refused(client: Client) -> None:
    """It is named by its time."""
    import pyarrow as pa

    dataset, days = fresh_name("data"), sessions(1)
    wrong = {**five_minutes(days, STOCKS[:1])[0], "event_time": datetime.combine(days[0], time(4, 0), UTC)}
    with pytest.raises(InvalidArgument) as caught:
        sent(client, dataset, days, pa.Table.from_pylist([wrong]), frequency="five_minutes")
    assert caught.value.reason == "BAR_REFUSED" and f"{days[0]}T04:00" in caught.value.message


def test_what_was_never_sent_is_not_served(client: Client) -> None:
    """Bars alone hold no other table's columns and no minutes."""
    dataset, days = fresh_name("data"), sessions(3)
    bars = [bar for code in STOCKS[:2] for bar in bars_of(code, days, 1)]
    sent(client, dataset, days, table(bars))
    for asked in ({"columns": ["pe"]}, {"columns": ["net_mf_amount"]}, {"frequency": "minute"}):
        with pytest.raises(RpcError) as caught:
            client.market.history(dataset, as_of_date=AS_OF, bars=1, **asked)
        assert caught.value.reason == "NOT_SERVED"
