"""Invented industries and weights of indices: memberships that ended, moved or were told late, and two indices over two months."""

from datetime import date, datetime, time, timedelta

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.memory.source import Holding, Row
from aistock_server.market.sources.columns import MEANINGS, Table
from aistock_server.market.sources.model import SHANGHAI, event_of

TAXONOMY, PUBLISHED = "sw2021", date(2021, 7, 30)
_BANKS = ("801780.SI", "银行")
#: Instrument, begin, end, and code and name of each level; the last level may lack, and a name.
MEMBERSHIPS: tuple[tuple[str, date, date | None, tuple[tuple[str, str | None], ...]], ...] = (
    ("300750.SZ", date(2018, 6, 11), None, (("801730.SI", "电力设备"), ("801737.SI", "电池"), ("857371.SI", "锂电池"))),
    (
        "600000.SH",
        date(1999, 11, 10),
        date(2024, 1, 15),
        (("801780.SI", "银行"), ("801783.SI", "股份制银行Ⅱ"), ("857831.SI", "股份制银行Ⅲ")),
    ),
    ("600000.SH", date(2024, 1, 15), None, (("801780.SI", "银行"), ("801784.SI", "城商行Ⅱ"), ("857841.SI", "城商行Ⅲ"))),
    ("920002.BJ", date(2024, 1, 10), date(2024, 2, 1), (("801890.SI", "机械设备, 其他"), ("801072.SI", None))),
)
#: Index, day, and the weight of each instrument as the vendor writes it, in percent.
WEIGHTS: tuple[tuple[str, date, dict[str, float]], ...] = (
    ("000300.SH", date(2024, 1, 31), {"300750.SZ": 62.5, "600000.SH": 37.5}),
    ("000300.SH", date(2024, 2, 23), {"300750.SZ": 61.28, "600000.SH": 38.72}),
    ("000905.SH", date(2024, 1, 31), {"300750.SZ": 5.0, "600000.SH": 20.0, "920002.BJ": 75.0}),
    ("000905.SH", date(2024, 2, 23), {"920002.BJ": 99.5, "600000.SH": 0.5}),
)
_DELAYS = {Table.INDUSTRIES: timedelta(days=1), Table.INDEX_WEIGHTS: timedelta(days=7)}


def membership_rows() -> list[Row]:
    """A row a level; what began before the taxonomy was published was there a day after that."""
    return [
        Row(
            code=code,
            event_time=_at(begins, Table.INDUSTRIES),
            available_at=_at(max(begins, PUBLISHED), Table.INDUSTRIES) + _DELAYS[Table.INDUSTRIES],
            values={
                "taxonomy": TAXONOMY,
                "level": level,
                "industry_code": industry,
                "industry_name": name,
                "effective_from": begins,
                "effective_to": ends,
            },
        )
        for code, begins, ends, levels in MEMBERSHIPS
        for level, (industry, name) in enumerate(levels, start=1)
    ]


def weight_rows() -> list[Row]:
    """A row a day, instrument and index, a week after the day."""
    return [
        Row(
            code=code,
            event_time=_at(day, Table.INDEX_WEIGHTS),
            available_at=_at(day, Table.INDEX_WEIGHTS) + _DELAYS[Table.INDEX_WEIGHTS],
            values={"index": index, "weight": percent / 100},
        )
        for index, day, weights in WEIGHTS
        for code, percent in weights.items()
    ]


def reference_holdings() -> list[Holding]:
    """Both tables, for a source in memory."""
    rows = {Table.INDUSTRIES: membership_rows(), Table.INDEX_WEIGHTS: weight_rows()}
    return [
        Holding(table=table, frequency=BarFrequency.DAY, rows=found, columns=tuple(MEANINGS[table]), delay=_DELAYS[table])
        for table, found in rows.items()
    ]


def _at(day: date, table: Table) -> datetime:
    return datetime.combine(day, time(event_of(table).hour, event_of(table).minute), SHANGHAI)
