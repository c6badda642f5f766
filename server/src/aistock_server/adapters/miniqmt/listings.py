"""The terminal's lists: instruments by sector, and trading days."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from aistock.market.codes import Kind, board_of, canonical_code, kind_of
from aistock.market.v1.models import Board, FindingSeverity, Instrument, InstrumentKind, QualityFinding
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.miniqmt.units import DAY_MS, SHANGHAI_MS
from aistock_server.market.model import day_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed, refused

#: The vendor's own lists of the shares of Shanghai and Shenzhen, and of Beijing.
SECTORS = ("沪深A股", "京市A股")
_REMEDY = "let the terminal download its lists again, or report it to the vendor"
_NO_DATES = {"", "0", "19700101", "99999999", "2147483647"}


def members(terminal: Terminal, sectors: Sequence[str]) -> tuple[tuple[str, ...], tuple[QualityFinding, ...]]:
    """Canonical codes of the sectors, sorted, and what is to be known of the lists."""
    terminal.download("download_sector_data", lambda xtdata: xtdata.download_sector_data())
    found: set[str] = set()
    findings = []
    for sector in sectors:
        told = terminal.read("get_stock_list_in_sector", _asking_for(sector))
        if not told:
            message = f"the terminal has nothing in its sector {sector}; its shares are missing here"
            findings.append(noted(FindingSeverity.WARNING, "sector_empty", message, field="sector", value=sector))
        found |= {_canonical(terminal.source, code) for code in told or ()}
    message = "the terminal lists what is listed today: shares that are gone are missing, and a test on these survives by choice"
    findings.append(noted(FindingSeverity.WARNING, "listed_today_only", message, field="codes", occurrences=max(1, len(found))))
    return tuple(sorted(found)), tuple(findings)


def _asking_for(sector: str) -> Callable[[Any], Any]:
    return lambda xtdata: xtdata.get_stock_list_in_sector(sector)


def detail(terminal: Terminal, code: str) -> dict[str, Any] | None:
    """What the terminal says of an instrument; None when it does not know it."""
    found = terminal.read("get_instrument_detail", lambda xtdata: xtdata.get_instrument_detail(code))
    if found is not None and not isinstance(found, dict):
        raise malformed(terminal.source, f"the details of {code} are no table", remedy=_REMEDY, field="codes", value=code)
    return found


def instrument_of(source: str, code: str, told: dict[str, Any]) -> Instrument | None:
    """The instrument of a code and its details; None when the code is no A share of a board known here."""
    if (told.get("InstrumentID"), told.get("ExchangeID")) != (code[:6], code[7:]):
        named = f"{told.get('InstrumentID')}.{told.get('ExchangeID')}"
        raise malformed(source, f"the details of {code} are those of {named}", remedy=_REMEDY, field="codes", value=named)
    try:
        if kind_of(code) is not Kind.STOCK:
            return None
        board = Board(board_of(code).value)
    except ValueError:
        return None
    name = told.get("InstrumentName")
    return Instrument(
        code=code,
        name=str(name)[:64] if name else None,
        kind=InstrumentKind.STOCK,
        board=board,
        listed_on=date_of(source, code, "OpenDate", told),
        delisted_on=date_of(source, code, "ExpireDate", told),
    )


def date_of(source: str, code: str, field: str, told: dict[str, Any]) -> date | None:
    """A date of the details; None where the vendor writes one of its words for none."""
    text = str(told.get(field) or "")
    if text in _NO_DATES:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else date.fromisoformat(text)
    except ValueError:
        message = f"the details of {code} have {field} {text!r}, which is no date"
        raise malformed(source, message, remedy=_REMEDY, field=field, value=text, instrument=code) from None


def trading_days(terminal: Terminal, start: date, end: date) -> tuple[date, ...]:
    """Trading days from start to end; those to come are reckoned, as the vendor does, from its list of holidays.

    The vendor's own reckoning uses the machine's time zone, so this one does not call it.
    """
    known = known_days(terminal)
    if start < known[0]:
        message = f"the terminal's trading days begin on {known[0]}; ask from there"
        raise refused(terminal.source, message, field="start", value=start)
    days = [day for day in known if start <= day <= end]
    return tuple(days + _days_to_come(terminal, max(start, known[-1] + timedelta(days=1)), end))


def known_days(terminal: Terminal) -> tuple[date, ...]:
    """The trading days that have been, as far back as the terminal knows."""
    source = terminal.source
    told = terminal.read("get_trading_dates", lambda xtdata: xtdata.get_trading_dates("SH"))
    if not told or not all(isinstance(one, int) and (one + SHANGHAI_MS) % DAY_MS == 0 for one in told):
        raise malformed(source, "the trading days are no list of midnights", remedy=_REMEDY, field="calendar", value=str(told)[:64])
    return tuple(sorted({day_of((one + SHANGHAI_MS) // DAY_MS) for one in told}))


def _days_to_come(terminal: Terminal, start: date, end: date) -> list[date]:
    """Weekdays that are no holiday; Refused for a year whose holidays the terminal does not know."""
    if start > end:
        return []
    terminal.download("download_holiday_data", lambda xtdata: xtdata.download_holiday_data())
    told = terminal.read("get_holidays", lambda xtdata: xtdata.get_holidays())
    try:
        holidays = {date(int(text[:4]), int(text[4:6]), int(text[6:])) for text in told}
    except ValueError:
        shown = str(told)[:64]
        raise malformed(terminal.source, "the holidays are no dates", remedy=_REMEDY, field="calendar", value=shown) from None
    if not holidays or max(holidays).year < end.year:
        last = f"{max(holidays).year}" if holidays else "no year"
        message = f"the terminal's holidays reach {last}, so the trading days of {end.year} are not known; ask for less"
        raise refused(terminal.source, message, field="end", value=end)
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in holidays]


def _canonical(source: str, text: object) -> str:
    try:
        return canonical_code(text if isinstance(text, str) else "")
    except ValueError:
        message = f"a sector has {text!r}, which is no code"
        raise malformed(source, message, remedy=_REMEDY, field="codes", value=text) from None
