"""A market the demo can run on: its bars, its instruments, its sessions and where they come from."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as pa

EQUAL_WEIGHT_UNIVERSE = "equal_weight_universe"
"""Label of the benchmark that holds every traded stock of the universe with the same weight, each day anew."""

BARS_SCHEMA = pa.schema(
    [
        ("date", pa.date32()),
        ("instrument", pa.string()),
        ("open", pa.float64()),
        ("high", pa.float64()),
        ("low", pa.float64()),
        ("close", pa.float64()),
        ("pre_close", pa.float64()),
        ("volume", pa.int64()),
        ("amount", pa.float64()),
        ("adj_factor", pa.float64()),
    ]
)
"""Columns of bars: raw prices and amount in CNY, volume in shares, pre_close the ex-right reference price of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A stock or an index as a list of names knows it; an unknown date is None."""

    code: str
    name: str
    board: str | None
    """One of main, chinext, star, bse; None for an index."""
    kind: str
    """stock or index."""
    list_date: date | None
    """First session."""
    delist_date: date | None
    """Last session; None while it is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Daily bars sorted by instrument and date; a stock without a row on a session was suspended."""

    name: str
    bars: pa.Table
    instruments: tuple[Instrument, ...]
    calendar: tuple[date, ...]
    benchmark: str
    """Code of an index that has bars here, or the label equal_weight_universe."""
    synthetic: bool
    planted_signal: str
    """What was planted, in words; empty when nothing was."""

    @property
    def stocks(self) -> tuple[str, ...]:
        """Codes of the stocks, sorted."""
        return tuple(sorted(one.code for one in self.instruments if one.kind == "stock"))

    def frame(self) -> pd.DataFrame:
        """The bars as a fresh pandas frame; `date` holds datetime.date values."""
        frame: pd.DataFrame = self.bars.to_pandas()
        return frame

    def bars_between(self, start: date, end: date) -> pa.Table:
        """The bars of the sessions from start to end, both included."""
        import pyarrow.compute as pc

        days = self.bars.column("date")
        first, last = pa.scalar(start, pa.date32()), pa.scalar(end, pa.date32())
        return self.bars.filter(pc.and_(pc.greater_equal(days, first), pc.less_equal(days, last)))


def board_of(code: str) -> str:
    """The board that a stock code belongs to, by its first digits."""
    if code.endswith(".BJ"):
        return "bse"
    if code.startswith("68"):
        return "star"
    if code.startswith("30"):
        return "chinext"
    return "main"


def to_bars(frame: pd.DataFrame) -> pa.Table:
    """The frame as bars: the fixed columns and types, sorted by instrument and date."""
    ordered = frame.sort_values(["instrument", "date"], kind="stable")[BARS_SCHEMA.names]
    return pa.Table.from_pandas(ordered, schema=BARS_SCHEMA, preserve_index=False).replace_schema_metadata(None)
