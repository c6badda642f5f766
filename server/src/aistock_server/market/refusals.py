"""Refusals of the market room that several of its modules give."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from aistock_server.kernel.errors import Invalid, NotFound, Violation
from aistock_server.market.model import number_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A day less than Python's dates go to, so that every moment of these days has a date wherever it is.
_FIRST, _LAST = number_of(date(1, 1, 2)), number_of(date(9999, 12, 30))


def bar_refused(
    rule: str,
    message: str,
    *,
    instrument: str = "",
    day: date | None = None,
    moment: datetime | None = None,
    field: str = "",
    value: object = "",
) -> Invalid:
    """A bar that breaks a law of the market, named by instrument, date or end of the bar, field and value."""
    when = moment.isoformat() if moment else day.isoformat() if day else ""
    where = " ".join(part for part in (instrument, when, field) if part)
    found = f" is {value}" if value != "" else ""
    return Invalid(
        "BAR_REFUSED",
        f"{where}{found}: {message}; correct the row at its source and ingest again" if where else f"{message}; nothing was stored",
        violations=[Violation(field=where or "bars", rule=rule, value=str(value), message=message)],
        rule=rule,
        instrument=instrument,
        date=day or "",
        **({"event_time": moment.isoformat()} if moment else {}),
        field=field,
        value=value,
    )


def check_dates(days: "NDArray[np.int32]", members: "NDArray[np.int32]", codes: Sequence[str]) -> None:
    """Refuse the first day, as a number from 1970-01-01, that is no date: Arrow's dates go far beyond the calendar's."""
    beyond = (days < _FIRST) | (days > _LAST)
    if beyond.any():
        row = int(beyond.argmax())
        message = "it is no date of the years 1 to 9999, counted in days from 1970-01-01"
        raise bar_refused("day_known", message, instrument=codes[int(members[row])], field="date", value=int(days[row]))


def no_snapshot(name: str) -> NotFound:
    """No snapshot or dataset of that name."""
    return NotFound("NOT_FOUND", f"no dataset or snapshot {name!r}; list the datasets to see what there is", name=name)


def no_instruments(codes: list[str]) -> NotFound:
    """Codes that the snapshot does not have."""
    shown = ", ".join(codes[:5]) + (f" and {len(codes) - 5} more" if len(codes) > 5 else "")
    return NotFound("NOT_FOUND", f"the snapshot has no instrument {shown}; list its instruments to see the codes", codes=shown)
