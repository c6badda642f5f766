"""What the numbers in TDX's files count, by kind of security."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aistock.market.codes import Kind, kind_of
from aistock.market.v1.models import BarFrequency, FieldMapping, Unit
from aistock_server.market.sources.assembling import unit_note
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Price = number / `price_scale`; shares = number × `shares_a_unit`; `shares_a_unit` None: nobody knows what it counts."""

    price_scale: int
    shares_a_unit: int | None


_SHARES = 1
_HANDS = 100

#: Proven on real files: stocks (.day, .lc1, .lc5) and indices (.day). Funds and bonds follow what other readers agree on, so
#: their volume is held against amount and price. No file told what an index counts in its minutes.
DAY_UNITS: Mapping[Kind, Units] = {
    Kind.STOCK: Units(price_scale=100, shares_a_unit=_SHARES),
    Kind.INDEX: Units(price_scale=100, shares_a_unit=_HANDS),
    Kind.FUND: Units(price_scale=1000, shares_a_unit=_SHARES),
    Kind.BOND: Units(price_scale=1000, shares_a_unit=_SHARES),
}
MINUTE_UNITS: Mapping[Kind, Units] = {**DAY_UNITS, Kind.INDEX: Units(price_scale=100, shares_a_unit=None)}

#: TDX's own indices of industries and concepts.
_OWN_INDICES = ("880", "881", "884", "885")


def kind_at_tdx(code: str) -> Kind:
    """What a canonical code names in TDX's folders; ValueError when it belongs to no range."""
    if code.endswith(".SH") and code.startswith(_OWN_INDICES):
        return Kind.INDEX
    return kind_of(code)


def units_of(source: str, code: str, frequency: BarFrequency) -> tuple[Kind, Units]:
    """Kind and units of a code; Refused when its prices are not in CNY, or nobody knows what it is."""
    try:
        kind = kind_at_tdx(code)
    except ValueError as error:
        raise refused(source, f"{error}; its units are unknown", field="codes", value=code) from None
    if kind is Kind.B_SHARE:
        message = f"{code} is a B share, which is quoted in USD or HKD and not in CNY; leave it out"
        raise refused(source, message, field="codes", value=code)
    return kind, (DAY_UNITS if frequency is BarFrequency.DAY else MINUTE_UNITS)[kind]


@cache
def applied(kind: Kind, frequency: BarFrequency, fields: tuple[str, ...]) -> tuple[FieldMapping, ...]:
    """The units that were turned into ours, for the provenance of rows."""
    is_day = frequency is BarFrequency.DAY
    units = (DAY_UNITS if is_day else MINUTE_UNITS)[kind]
    notes = []
    for field in fields:
        if field == "amount":
            notes.append(unit_note(Table.BARS, field, field, Unit.CNY, note="float32: 24 bits of the value are true"))
        elif field == "volume":
            source_unit = {1: Unit.SHARES, 100: Unit.HANDS, None: Unit.NONE}[units.shares_a_unit]
            notes.append(unit_note(Table.BARS, field, field, source_unit, float(units.shares_a_unit or 1)))
        else:
            source_unit = Unit.POINTS if kind is Kind.INDEX else Unit.CNY
            note = None if is_day else f"float32, rounded to 1/{units.price_scale}"
            scale = 1 / units.price_scale if is_day else 1.0
            notes.append(unit_note(Table.BARS, field, field, source_unit, scale, note))
    return tuple(notes)
