"""What the vendor's numbers count, by kind of security, and how they become ours."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from aistock.market.codes import Kind, kind_of
from aistock.market.v1.models import FieldMapping, Unit
from aistock_server.market.sources.assembling import unit_note
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The vendor's times are milliseconds since 1970 in UTC; its days begin at midnight of UTC+8, in every year.
DAY_MS = 86_400_000
SHANGHAI_MS = 8 * 3_600_000

#: What the vendor writes where it has no number.
NO_NUMBER = 1.7976931348623157e308

#: Shares in one of the vendor's units of volume. Stocks by published samples; funds by what is usual, and their volume is held
#: against amount and price. What an index or a bond counts nobody documents, and an index has no price that would tell: None. The
#: one published sample of an index is the vendor's own sector 260992.BKZS, by its amount in hands; Sina's samples of indices are
#: in hands for Shanghai and in shares for Shenzhen.
SHARES_A_UNIT: Mapping[Kind, int | None] = {Kind.STOCK: 100, Kind.FUND: 100, Kind.INDEX: None, Kind.BOND: None}
#: What findings call the kinds whose unit is not known.
UNCOUNTED: Mapping[Kind, str] = {Kind.INDEX: "an index", Kind.BOND: "a bond"}

#: The vendor's names of our columns of bars.
FIELDS: Mapping[str, str] = {
    **{name: name for name in ("open", "high", "low", "close", "volume", "amount")},
    "pre_close": "preClose",
}
_MILLS = 1_000
#: A price further from a mill than this is no mill with a float's artefact, such as 11.370000000000001.
_ARTEFACT = 1e-6


def kind_at_qmt(source: str, code: str) -> Kind:
    """Kind of a canonical code; Refused when its prices are not in CNY, or nobody knows what it is."""
    try:
        kind = kind_of(code)
    except ValueError as error:
        raise refused(source, f"{error}; its units are unknown", field="codes", value=code) from None
    if kind is Kind.B_SHARE:
        message = f"{code} is a B share, which is quoted in USD or HKD and not in CNY; leave it out"
        raise refused(source, message, field="codes", value=code)
    return kind


@cache
def applied(kind: Kind, fields: tuple[str, ...]) -> tuple[FieldMapping, ...]:
    """The units that were turned into ours, for the provenance of bars."""
    price = Unit.POINTS if kind is Kind.INDEX else Unit.CNY
    notes = []
    for field in fields:
        if field == "adj_factor":
            note = "the product of dr over the days from listing to the row's own"
            notes.append(unit_note(Table.BARS, field, "dr", Unit.RATIO, note=note))
        elif field == "volume":
            shares = SHARES_A_UNIT[kind]
            hands = "whole hands: less than 100 shares do not show" if shares else "nobody documents what it counts: missing"
            notes.append(unit_note(Table.BARS, field, field, Unit.HANDS if shares else Unit.NONE, float(shares or 1), hands))
        elif field == "amount":
            notes.append(unit_note(Table.BARS, field, field, Unit.CNY))
        else:
            notes.append(unit_note(Table.BARS, field, FIELDS[field], price, note="brought to the mill"))
    return tuple(notes)


def in_mills(values: "NDArray[np.float64]") -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":
    """Prices without their floats' artefacts, and where one is no whole mill: that one stays as it is."""
    import numpy as np

    nearest = np.rint(values * _MILLS) / _MILLS
    off = ~np.isnan(values) & (np.abs(values - nearest) > _ARTEFACT)
    return np.where(off, values, nearest), off
