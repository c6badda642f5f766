"""tushare's tables in our columns: which field becomes which, from which unit, and when the vendor says it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from aistock.market.v1.models import FieldMapping, Unit
from aistock_server.market.sources.assembling import unit_note
from aistock_server.market.sources.columns import MEANINGS, Table
from aistock_server.market.sources.model import CLOSE, OPEN, UNTOLD_DELAY

#: Our unit over the vendor's, and the digits behind the point that ours has: CNY to the fen, shares whole; None keeps all.
SCALES: Mapping[Unit, tuple[float, int | None]] = {
    Unit.CNY: (1.0, None),
    Unit.RATIO: (1.0, None),
    Unit.NONE: (1.0, None),
    Unit.PERCENT: (0.01, None),
    Unit.HANDS: (100.0, 0),
    Unit.TEN_THOUSAND_SHARES: (10_000.0, 0),
    Unit.THOUSAND_CNY: (1_000.0, 2),
    Unit.TEN_THOUSAND_CNY: (10_000.0, 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One of the vendor's tables: `fields` maps our columns to its fields and their units; `leaves_out` ends the codes of an
    exchange that the table is not documented for; `most_rows` come at once.
    """

    name: str
    table: Table
    fields: Mapping[str, tuple[str, Unit]]
    takes_many_codes: bool
    event: time
    delay: timedelta
    delay_origin: str
    leaves_out: str | None = None
    code: str = "ts_code"
    most_rows: int | None = None


def _same(names: tuple[str, ...], unit: Unit) -> dict[str, tuple[str, Unit]]:
    return {name: (name, unit) for name in names}


_SIZES = tuple(f"{side}_{size}" for size in ("sm", "md", "lg", "elg") for side in ("buy", "sell"))

ADJ_FACTOR = Api(
    name="adj_factor",
    table=Table.ADJ_FACTOR,
    fields=_same(("adj_factor",), Unit.RATIO),
    takes_many_codes=False,
    event=OPEN,
    delay=timedelta(minutes=5),
    delay_origin="vendor: in store between 09:15 and 09:20",
)
DAILY = Api(
    name="daily",
    table=Table.BARS,
    fields={
        **_same(("open", "high", "low", "close", "pre_close"), Unit.CNY),
        "volume": ("vol", Unit.HANDS),
        "amount": ("amount", Unit.THOUSAND_CNY),
    },
    takes_many_codes=True,
    event=CLOSE,
    delay=timedelta(hours=1),
    delay_origin="vendor: in store between 15:00 and 16:00",
)
DAILY_BASIC = Api(
    name="daily_basic",
    table=Table.DAILY_BASIC,
    fields={
        "close": ("close", Unit.CNY),
        **_same(("turnover_rate", "turnover_rate_f", "dv_ratio", "dv_ttm"), Unit.PERCENT),
        **_same(("volume_ratio", "pe", "pe_ttm", "pb", "ps", "ps_ttm"), Unit.RATIO),
        **_same(("total_share", "float_share", "free_share"), Unit.TEN_THOUSAND_SHARES),
        **_same(("total_mv", "circ_mv"), Unit.TEN_THOUSAND_CNY),
    },
    takes_many_codes=False,
    event=CLOSE,
    delay=timedelta(hours=2),
    delay_origin="vendor: between 15:00 and 17:00",
)
MONEYFLOW = Api(
    name="moneyflow",
    table=Table.MONEYFLOW,
    fields={
        **{f"{name}_volume": (f"{name}_vol", Unit.HANDS) for name in _SIZES},
        **{f"{name}_amount": (f"{name}_amount", Unit.TEN_THOUSAND_CNY) for name in _SIZES},
        "net_mf_volume": ("net_mf_vol", Unit.HANDS),
        "net_mf_amount": ("net_mf_amount", Unit.TEN_THOUSAND_CNY),
    },
    takes_many_codes=False,
    event=CLOSE,
    delay=timedelta(hours=4),
    delay_origin="not documented; chosen here",
    leaves_out=".BJ",
)
INDEX_WEIGHT = Api(
    name="index_weight",
    table=Table.INDEX_WEIGHTS,
    fields={"index": ("index_code", Unit.NONE), "weight": ("weight", Unit.PERCENT)},
    takes_many_codes=False,
    event=CLOSE,
    # The last day of a month is published in the days after it, and nobody says when; a week leaves out holidays as well.
    delay=timedelta(days=7),
    delay_origin="not documented; chosen here",
    code="con_code",
)
INDEX_MEMBER_ALL = Api(
    name="index_member_all",
    table=Table.INDUSTRIES,
    fields={
        "taxonomy": ("src", Unit.NONE),
        "level": ("l1_code, l2_code, l3_code", Unit.NONE),
        "industry_code": ("l1_code, l2_code, l3_code", Unit.NONE),
        "industry_name": ("l1_name, l2_name, l3_name", Unit.NONE),
        "effective_from": ("in_date", Unit.NONE),
        "effective_to": ("out_date", Unit.NONE),
    },
    takes_many_codes=False,
    event=OPEN,
    delay=UNTOLD_DELAY,
    delay_origin="not documented; chosen here; nothing of sw2021 before 2021-07-31",
    most_rows=2_000,
)
APIS: Mapping[Table, Api] = {one.table: one for one in (DAILY, ADJ_FACTOR, DAILY_BASIC, MONEYFLOW, INDEX_WEIGHT, INDEX_MEMBER_ALL)}


def columns_of(table: Table) -> tuple[str, ...]:
    """Our columns of a table, in our order; bars get their factor from another of the vendor's tables."""
    held = set(APIS[table].fields) | ({"adj_factor"} if table is Table.BARS else set())
    return tuple(name for name in MEANINGS[table] if name in held)


@cache
def applied(table: Table, fields: tuple[str, ...]) -> tuple[FieldMapping, ...]:
    """The units that were turned into ours, for the provenance of rows."""
    known = {**APIS[table].fields, "adj_factor": ("adj_factor.adj_factor", Unit.RATIO)}
    return tuple(unit_note(table, name, known[name][0], known[name][1], SCALES[known[name][1]][0]) for name in fields)
