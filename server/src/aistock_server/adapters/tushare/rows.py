"""The rows of an answer as columns: typed, sorted by instrument and day, each there once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from aistock.market.codes import canonical_code
from aistock.market.v1.models import FindingSeverity, QualityFinding, Unit
from aistock_server.adapters.tushare.replies import Page
from aistock_server.adapters.tushare.tables import SCALES
from aistock_server.kernel.errors import RoomError
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CODE = "ts_code"
DAY = "trade_date"
_NUMBERS = {int, float, type(None)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Rows by instrument and day; the columns are the vendor's numbers under its names, NaN where it sent null."""

    codes: tuple[str, ...]
    members: "NDArray[np.int32]"
    days: "NDArray[np.int64]"
    columns: "dict[str, NDArray[np.float64]]"
    findings: tuple[QualityFinding, ...]

    def taken(self, keep: "NDArray[Any]") -> "Rows":
        """The rows that a mask or an index array picks."""
        columns = {name: values[keep] for name, values in self.columns.items()}
        return Rows(codes=self.codes, members=self.members[keep], days=self.days[keep], columns=columns, findings=self.findings)


def rows_of(source: str, api: str, pages: Iterable[Page], names: Sequence[str], *, code: str = CODE) -> Rows:
    """Every row of the pages; Refused when a value has another type, or two rows of an instrument and a day disagree.

    `code` is the vendor's field of the instrument.
    """
    import numpy as np

    texts: dict[str, list[Any]] = {code: [], DAY: []}
    numbers: dict[str, list[NDArray[np.float64]]] = {name: [] for name in names}
    for page in pages:
        columns = list(zip(*page.items, strict=True)) if page.items else [()] * len(page.fields)
        for name, held in texts.items():
            held.extend(columns[page.fields.index(name)])
        for name, parts in numbers.items():
            parts.append(_numbers(source, api, name, columns[page.fields.index(name)]))
    codes, members = _codes(source, api, code, texts[code])
    days = _days(source, api, texts[DAY])
    joined = {name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in numbers.items()}
    order = np.lexsort((days, members))
    rows = Rows(codes=codes, members=members, days=days, columns=joined, findings=()).taken(order)
    return _each_once(source, api, rows)


def scaled(values: "NDArray[np.float64]", unit: Unit) -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":
    """The vendor's numbers in our unit, and where that is no number our unit can have."""
    import numpy as np

    scale, digits = SCALES[unit]
    if unit is Unit.PERCENT:
        return values / 100.0, np.zeros(len(values), dtype=bool)
    if digits is None:
        return values, np.zeros(len(values), dtype=bool)
    # 503937.93 hands are 50393793 shares: the product of two doubles misses that by an ulp, so it is brought to its last digit.
    exact = values * (scale * 10.0**digits)
    whole = np.rint(exact)
    return whole / 10.0**digits, np.abs(exact - whole) > 1e-3 * np.maximum(1.0, np.abs(whole) * 1e-10)


def _each_once(source: str, api: str, rows: Rows) -> Rows:
    """The rows without repetitions, which are reported; rows that contradict each other are refused."""
    import numpy as np

    if len(rows.days) < 2:
        return rows
    again = np.r_[False, (np.diff(rows.members) == 0) & (np.diff(rows.days) == 0)]
    if not again.any():
        return rows
    place = int(again.argmax())
    code, day = rows.codes[int(rows.members[place])], day_of(int(rows.days[place]))
    for name, values in rows.columns.items():
        before, after = values[:-1], values[1:]
        differs = again[1:] & ~((before == after) | (np.isnan(before) & np.isnan(after)))
        if differs.any():
            at = int(differs.argmax()) + 1
            code, day = rows.codes[int(rows.members[at])], day_of(int(rows.days[at]))
            problem = f"has two rows of {code} on {day} with {name} {values[at - 1]:g} and {values[at]:g}"
            raise bad_answer(source, api, problem, name, values[at], instrument=code, date=day)
    message = f"{api}: the same row came more than once; one of each is kept"
    found = noted(FindingSeverity.WARNING, "duplicate_rows", message, instrument=code, day=day, occurrences=int(again.sum()))
    kept = rows.taken(~again)
    return Rows(codes=kept.codes, members=kept.members, days=kept.days, columns=kept.columns, findings=(found,))


def _numbers(source: str, api: str, name: str, values: Sequence[Any]) -> "NDArray[np.float64]":
    import numpy as np

    if not set(map(type, values)) <= _NUMBERS:
        row = next(number for number, value in enumerate(values) if type(value) not in _NUMBERS)
        raise bad_answer(source, api, f"has {values[row]!r} in {name} of row {row}, which is no number", name, values[row])
    try:
        found = np.array(values, dtype=np.float64)
    except OverflowError:
        raise bad_answer(source, api, f"has a number in {name} that no float64 holds", name, "") from None
    if np.isinf(found).any():
        raise bad_answer(source, api, f"has an infinity in {name}", name, "inf")
    return found


def _codes(source: str, api: str, field: str, texts: Sequence[Any]) -> "tuple[tuple[str, ...], NDArray[np.int32]]":
    """Sorted codes, and for each row the place of its code."""
    import numpy as np

    for text in dict.fromkeys(text if isinstance(text, str) else repr(text) for text in texts):
        if not is_canonical(text):
            raise bad_answer(source, api, f"has {field} {text!r}, which is no code", field, text)
    codes = tuple(sorted(set(texts)))
    places = {code: place for place, code in enumerate(codes)}
    return codes, np.fromiter((places[text] for text in texts), dtype=np.int32, count=len(texts))


def _days(source: str, api: str, texts: Sequence[Any]) -> "NDArray[np.int64]":
    import numpy as np

    known: dict[Any, int] = {}
    for text in texts:
        if not isinstance(text, str):
            raise bad_answer(source, api, f"has {DAY} {text!r}, which is no date YYYYMMDD", DAY, text)
        if text not in known:
            day = date_of(text)
            if day is None:
                raise bad_answer(source, api, f"has {DAY} {text!r}, which is no date YYYYMMDD", DAY, text)
            known[text] = number_of(day)
    return np.fromiter(map(known.__getitem__, texts), dtype=np.int64, count=len(texts))


def date_of(text: str) -> date | None:
    """A date as the vendor writes it, YYYYMMDD; None for anything else."""
    if len(text) != 8 or not (text.isascii() and text.isdecimal()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def is_canonical(text: str) -> bool:
    """Whether the vendor's text is a code in canonical form."""
    try:
        return canonical_code(text) == text
    except ValueError:
        return False


def bad_answer(source: str, api: str, problem: str, field: str, value: object, **more: object) -> RoomError:
    """What an answer stands for that is not as the vendor documents it."""
    remedy = "report it to tushare, or ask another source"
    return malformed(source, f"{api}: the answer {problem}", remedy=remedy, field=field, value=value, **more)


def items_of(pages: Iterable[Page], names: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """The values of some fields, row by row."""
    return chain.from_iterable(_picked(page, names) for page in pages)


def _picked(page: Page, names: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    places = [page.fields.index(name) for name in names]
    return (tuple(item[place] for place in places) for item in page.items)
