"""Tables that hold the rows of snapshots in PostgreSQL: a row a bar, `instrument` counts the snapshot's sorted codes from 1."""

from collections.abc import Mapping
from dataclasses import dataclass

from aistock.market.v1.models import DatasetKind
from aistock_server.market.model import COLUMNS
from aistock_server.market.sources.columns import MEANINGS, Table
from aistock_server.market.tables import SHAPES, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTable:
    """A table: its columns with whether they are whole numbers, which of them every row has, and whether rows have a moment."""

    name: str
    wholes: Mapping[str, bool]
    required: frozenset[str]
    timed: bool = False

    @property
    def time(self) -> str:
        """The column that rows ascend by, before instruments."""
        return "moment" if self.timed else "day"


def _beside(name: str, shape: Shape) -> RowTable:
    wholes = {column: meaning.whole for column, meaning in shape.columns.items()}
    return RowTable(name=name, wholes=wholes, required=shape.required, timed=shape.timed)


BARS = RowTable(name="market_bar", wholes={name: MEANINGS[Table.BARS][name].whole for name in COLUMNS}, required=frozenset(COLUMNS))
#: By the kind of snapshot; both lengths of minutes share a table.
BESIDE: Mapping[DatasetKind, RowTable] = {
    kind: _beside(name, SHAPES[kind])
    for kind, name in (
        (DatasetKind.DAILY_BASIC, "market_daily_basic"),
        (DatasetKind.MONEYFLOW, "market_moneyflow"),
        (DatasetKind.MINUTE_BARS, "market_minute"),
        (DatasetKind.FIVE_MINUTE_BARS, "market_minute"),
    )
}
REGISTER = "market_kept"
#: Everything of this kind that a migrated PostgreSQL has, by name.
ROW_TABLES: Mapping[str, RowTable] = {one.name: one for one in (BARS, *BESIDE.values())}
