"""Quotes as an Arrow table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from aistock.market.quote_bytes import COUNTS, LEVELS, PRICES, columns_of
from aistock.market.v1.models import Quote, TradingPhase

_PHASES = pa.array([None, *(phase.value for phase in TradingPhase)])
_WHEN = pa.timestamp("us", tz="UTC")
_CODE = 9

#: Column of the table to column of the walk, level by level: bid1_price_mills, bid1_quantity, bid2_price_mills and so on.
_BOOK = {
    f"{side}{level + 1}_{name}": f"{side}_{what}_{level}"
    for side in ("bid", "ask")
    for level in range(LEVELS)
    for what, name in (("price", "price_mills"), ("quantity", "quantity"))
}
SCHEMA = pa.schema(
    [
        ("instrument", pa.string()),
        ("trading_date", pa.date32()),
        ("event_at_utc", _WHEN),
        ("received_at_utc", _WHEN),
        *((name, pa.int64()) for name in (*PRICES, *COUNTS, *_BOOK)),
        ("phase", pa.string()),
        ("suspended", pa.bool_()),
        ("source", pa.string()),
        ("synthetic", pa.bool_()),
    ]
)


def plain_table(content: bytes, starts: Sequence[int], ends: Sequence[int]) -> pa.Table | None:
    """The table of quotes that are all in the plain form; None when one is not."""
    found = columns_of(content, starts, ends)
    if not found.plain.all():
        return None
    begin = np.asarray(starts, np.int64)
    codes = np.frombuffer(content, np.uint8)[begin[:, None] + np.arange(2, 2 + _CODE)] if len(begin) else np.zeros(0, np.uint8)
    offsets = np.arange(len(begin) + 1, dtype=np.int32) * _CODE
    sources = zip(found.source_starts.tolist(), found.source_ends.tolist(), strict=True)
    columns: dict[str, Any] = {
        "instrument": pa.StringArray.from_buffers(len(begin), pa.py_buffer(offsets), pa.py_buffer(codes.tobytes())),
        "trading_date": pa.array(found.days.astype(np.int32)).cast(pa.date32()),
        "event_at_utc": pa.array(found.events).cast(_WHEN),
        "received_at_utc": pa.array(found.received, mask=found.received == -1).cast(_WHEN),
        "phase": _PHASES.take(pa.array(np.where(found.present["phase"], found.values["phase"], 0))),
        "suspended": pa.array(found.suspended),
        "source": pa.array([content[start:end].decode() for start, end in sources], pa.string()),
        "synthetic": pa.array(found.synthetic),
    }
    for name in (*PRICES, *COUNTS, *_BOOK):
        column = _BOOK.get(name, name)
        columns[name] = pa.array(found.values[column], mask=~found.present[column])
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def table_of(quotes: Iterable[Quote]) -> pa.Table:
    """The same table, from models."""
    return pa.Table.from_pylist([_row(quote) for quote in quotes], schema=SCHEMA)


def _row(quote: Quote) -> dict[str, Any]:
    row = {name: getattr(quote, name) for name in SCHEMA.names if name not in _BOOK}
    row["phase"] = None if quote.phase is None else quote.phase.value
    for side, book in (("bid", quote.bids), ("ask", quote.asks)):
        for number, level in enumerate(book, start=1):
            row[f"{side}{number}_price_mills"], row[f"{side}{number}_quantity"] = level.price_mills, level.quantity
    return row
