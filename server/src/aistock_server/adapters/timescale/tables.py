"""AIstock's tables in our columns: which column becomes which, and from which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from aistock.market.v1.models import BarFrequency, FieldMapping, Unit
from aistock_server.market.sources.assembling import unit_note
from aistock_server.market.sources.columns import MEANINGS, Table
from aistock_server.market.sources.model import CLOSE, OPEN, UNTOLD_DELAY

#: Our unit over the table's, and the digits behind the point that ours has; None keeps all.
SCALES: Mapping[Unit, tuple[float, int | None]] = {
    Unit.MILLS: (0.001, 3),
    Unit.CNY: (1.0, None),
    Unit.RATIO: (1.0, None),
    Unit.FRACTION: (1.0, None),
    Unit.NONE: (1.0, None),
    Unit.PERCENT: (0.01, None),
    Unit.HANDS: (100.0, 0),
    Unit.TEN_THOUSAND_SHARES: (10_000.0, 0),
    Unit.TEN_THOUSAND_CNY: (10_000.0, 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table of the database: `moment` is its column of time, `fields` maps our columns to its columns and their units."""

    name: str
    table: Table
    frequency: BarFrequency
    moment: str
    fields: Mapping[str, tuple[str, Unit]]
    event: time | None
    delay: timedelta
    only: str = ""


def _same(names: tuple[str, ...], unit: Unit) -> dict[str, tuple[str, Unit]]:
    return {name: (name, unit) for name in names}


_BARS = {
    **{name: (f"{name}_li", Unit.MILLS) for name in ("open", "high", "low", "close")},
    "volume": ("volume_hand", Unit.HANDS),
    "amount": ("amount_li", Unit.MILLS),
}
_SIZES = tuple(f"{side}_{size}" for size in ("sm", "md", "lg", "elg") for side in ("buy", "sell"))

DAILY = Kept(
    name="kline_daily_raw",
    table=Table.BARS,
    frequency=BarFrequency.DAY,
    moment="trade_date",
    fields=_BARS,
    event=CLOSE,
    delay=timedelta(hours=1),
)
MINUTES = Kept(
    name="kline_minute_raw",
    table=Table.BARS,
    frequency=BarFrequency.MINUTE,
    moment="trade_time",
    fields=_BARS,
    event=None,
    delay=timedelta(0),
    only="freq = '1m'",
)
FACTORS = Kept(
    name="adj_factor",
    table=Table.ADJ_FACTOR,
    frequency=BarFrequency.DAY,
    moment="trade_date",
    fields=_same(("adj_factor",), Unit.RATIO),
    event=OPEN,
    delay=timedelta(minutes=5),
)
DAILY_BASIC = Kept(
    name="daily_basic",
    table=Table.DAILY_BASIC,
    frequency=BarFrequency.DAY,
    moment="trade_date",
    fields={
        **_same(("close",), Unit.CNY),
        **_same(("turnover_rate", "turnover_rate_f", "dv_ratio", "dv_ttm"), Unit.PERCENT),
        **_same(("volume_ratio", "pe", "pe_ttm", "pb", "ps", "ps_ttm"), Unit.RATIO),
        **_same(("total_share", "float_share", "free_share"), Unit.TEN_THOUSAND_SHARES),
        **_same(("total_mv", "circ_mv"), Unit.TEN_THOUSAND_CNY),
    },
    event=CLOSE,
    delay=timedelta(hours=2),
)
MONEYFLOW = Kept(
    name="moneyflow_ts",
    table=Table.MONEYFLOW,
    frequency=BarFrequency.DAY,
    moment="trade_date",
    fields={
        **{f"{name}_volume": (f"{name}_vol", Unit.HANDS) for name in _SIZES},
        **{f"{name}_amount": (f"{name}_amount", Unit.TEN_THOUSAND_CNY) for name in _SIZES},
        "net_mf_volume": ("net_mf_vol", Unit.HANDS),
        "net_mf_amount": ("net_mf_amount", Unit.TEN_THOUSAND_CNY),
    },
    event=CLOSE,
    delay=timedelta(hours=4),
)
INDUSTRIES = Kept(
    name="industry_members",
    table=Table.INDUSTRIES,
    frequency=BarFrequency.DAY,
    moment="effective_from",
    fields=_same(("taxonomy", "level", "industry_code", "industry_name", "effective_from", "effective_to"), Unit.NONE),
    event=OPEN,
    delay=UNTOLD_DELAY,
)
INDEX_WEIGHTS = Kept(
    name="index_weights",
    table=Table.INDEX_WEIGHTS,
    frequency=BarFrequency.DAY,
    moment="trade_date",
    fields={"index": ("index_code", Unit.NONE), "weight": ("weight", Unit.FRACTION)},
    event=CLOSE,
    delay=UNTOLD_DELAY,
)
#: The views of five minutes and more are left out: they cut a day where time_bucket does, at :00, not where a bar ends.
KEPT: Mapping[tuple[Table, BarFrequency], Kept] = {
    (one.table, one.frequency): one for one in (DAILY, MINUTES, FACTORS, DAILY_BASIC, MONEYFLOW, INDUSTRIES, INDEX_WEIGHTS)
}


def columns_of(kept: Kept, *, factors: bool) -> tuple[str, ...]:
    """Our columns of a table, in our order; a day's bar gets its factor from the other table where that is there."""
    held = set(kept.fields) | ({"adj_factor"} if kept is DAILY and factors else set())
    return tuple(name for name in MEANINGS[kept.table] if name in held)


@cache
def applied(table: Table, frequency: BarFrequency, fields: tuple[str, ...]) -> tuple[FieldMapping, ...]:
    """The units that were turned into ours, for the provenance of rows."""
    known = {"adj_factor": ("adj_factor.adj_factor", Unit.RATIO), **KEPT[table, frequency].fields}
    return tuple(unit_note(table, name, known[name][0], known[name][1], SCALES[known[name][1]][0]) for name in fields)
