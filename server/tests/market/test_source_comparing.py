"""Disagreements are those that a plain dictionary finds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import DisagreementKind
from aistock_server.market.sources.comparing import Answer, compared

CODES = ("000001.SZ", "300750.SZ", "600000.SH")
FIELDS = ("close", "volume")
Rows = dict[tuple[str, int], tuple[float, float]]

values = st.sampled_from([math.nan, 0.0, 1.0, 1.0000001, 1.1, -2.0, 1e300])
answers = st.dictionaries(st.tuples(st.sampled_from(CODES), st.integers(0, 4)), st.tuples(values, values), max_size=10)


def answer(rows: Rows, order: bool) -> Answer:
    codes = tuple(sorted({code for code, _ in rows}))
    keys = sorted(rows, key=lambda key: (key[0], key[1]) if order else (key[1], key[0]))
    return Answer(
        codes=codes,
        members=np.array([codes.index(code) for code, _ in keys], dtype=np.int64),
        event_times=np.array([1_700_000_000_000_000 + moment for _, moment in keys], dtype=np.int64),
        columns={name: np.array([rows[key][at] for key in keys], dtype=np.float64) for at, name in enumerate(FIELDS)},
    )


def expected(plain: list[Rows], tolerance: float) -> tuple[list[tuple[Any, ...]], dict[str | None, tuple[int, int]]]:
    """Every disagreement in order, and compared and disagreeing by column."""
    found: list[tuple[Any, ...]] = []
    places = sorted({key for rows in plain for key in rows})
    counts: dict[str | None, list[int]] = {None: [len(places), 0], **{name: [0, 0] for name in FIELDS}}
    for key in places:
        there = [key in rows for rows in plain]
        if not all(there):
            found.append((DisagreementKind.ROW_MISSING, *key, None))
            counts[None][1] += 1
        for at, name in enumerate(FIELDS):
            told = [rows[key][at] for rows in plain if key in rows]
            counts[name][0] += len(told) >= 2
            known = [value for value in told if not math.isnan(value)]
            if known and len(known) < len(told):
                found.append((DisagreementKind.VALUE_MISSING, *key, name))
            elif len(known) >= 2 and max(known) - min(known) > tolerance * max(abs(max(known)), abs(min(known))):
                found.append((DisagreementKind.VALUE_DIFFERS, *key, name))
            else:
                continue
            counts[name][1] += 1
    return found, {name: (one, two) for name, (one, two) in counts.items()}


@given(st.lists(answers, min_size=2, max_size=4), st.sampled_from([0.0, 1e-6, 0.5]), st.integers(0, 40), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_disagreement_is_found_counted_and_listed_in_order(
    plain: list[Rows], tolerance: float, limit: int, order: bool
) -> None:
    named = {f"s{n}": answer(rows, order) for n, rows in enumerate(plain)}

    found = compared(named, FIELDS, tolerance=tolerance, limit=limit)

    listed, counts = expected(plain, tolerance)
    start = 1_700_000_000_000_000
    told = [
        (one.kind, one.instrument, int(one.event_at_utc.timestamp() * 1_000_000 + 0.5) - start, one.column) for one in found.listed
    ]
    assert told == listed[:limit]
    assert {one.column: (one.compared, one.disagreeing) for one in found.counts} == counts
    for one in found.listed:
        assert [each.source for each in one.values] == list(named)
        key = (one.instrument, int(one.event_at_utc.timestamp() * 1_000_000 + 0.5) - start)
        assert [each.has_row for each in one.values] == [key in rows for rows in plain]


def test_nothing_compared_with_nothing_agrees() -> None:
    found = compared({"a": answer({}, True), "b": answer({}, True)}, FIELDS, tolerance=0.0, limit=9)
    assert [(one.compared, one.disagreeing) for one in found.counts] == [(0, 0)] * 3
