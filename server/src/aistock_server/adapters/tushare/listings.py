"""tushare's lists: the trading calendar, and the stocks that are or were listed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from aistock.market.codes import board_of, canonical_code
from aistock.market.v1.models import Board, FindingSeverity, Instrument, InstrumentKind, ListingStatus, QualityFinding
from aistock_server.adapters.tushare.client import TushareClient
from aistock_server.adapters.tushare.rows import date_of, items_of
from aistock_server.kernel.errors import Refused
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed

_STATUSES = ("L", "D", "P")
_STOCK_FIELDS = ("ts_code", "name", "list_date", "delist_date")
_DAY_FIELDS = ("cal_date", "is_open")
_OPEN = {1: True, 0: False, "1": True, "0": False}


def trading_days(source: str, client: TushareClient, start: date, end: date) -> tuple[date, ...]:
    """Days on which the exchanges open, ascending, Shanghai's for all of them."""
    params = {"exchange": "SSE", "start_date": f"{start:%Y%m%d}", "end_date": f"{end:%Y%m%d}"}
    found: dict[date, bool] = {}
    for text, told in items_of(client.pages("trade_cal", params, _DAY_FIELDS), _DAY_FIELDS):
        day = date_of(text) if isinstance(text, str) else None
        # A number in some answers, a text in others.
        is_open = _OPEN.get(told) if isinstance(told, int | str) and not isinstance(told, bool) else None
        if day is None or is_open is None or not start <= day <= end:
            raise _bad(source, "trade_cal", f"has the day {text!r} with is_open {told!r}", "cal_date", text)
        if found.setdefault(day, is_open) is not is_open:
            raise _bad(source, "trade_cal", f"says of {day} that it is open and that it is not", "is_open", told)
    return tuple(sorted(day for day, is_open in found.items() if is_open))


def stocks(source: str, client: TushareClient) -> tuple[tuple[Instrument, ...], tuple[QualityFinding, ...]]:
    """Every stock by code, and what could not be taken."""
    found: dict[str, Instrument] = {}
    odd: list[str] = []
    gone = 0
    for status in _STATUSES:
        for values in items_of(client.pages("stock_basic", {"list_status": status}, _STOCK_FIELDS), _STOCK_FIELDS):
            stock = _stock(source, status, values)
            if stock is None:
                odd.append(str(values[0]))
            elif found.setdefault(stock.code, stock) != stock:
                raise _bad(source, "stock_basic", f"has two rows of {stock.code} that disagree", "ts_code", stock.code)
            elif stock.delisted_on is not None:
                gone += 1
    return tuple(found[code] for code in sorted(found)), tuple(_findings(odd, gone))


def _findings(odd: list[str], gone: int) -> Iterator[QualityFinding]:
    if odd:
        message = "stock_basic: codes that are no A share of a board known here; they are left out"
        yield noted(FindingSeverity.WARNING, "code_range_unknown", message, field="ts_code", value=odd[0], occurrences=len(odd))
    if gone:
        message = "delisted_on is the day of removal; the last day of trading may be earlier"
        yield noted(FindingSeverity.INFO, "delisted_on_is_removal", message, field="delisted_on", occurrences=gone)


def _stock(source: str, status: str, values: tuple[Any, ...]) -> Instrument | None:
    """The stock of a row, or None when its code belongs to no board; Refused when a value has no sense."""
    text, name, listed, delisted = values
    try:
        code = canonical_code(text if isinstance(text, str) else "")
    except ValueError:
        raise _bad(source, "stock_basic", f"has ts_code {text!r}, which is no code", "ts_code", text) from None
    try:
        board = Board(board_of(code).value)
    except ValueError:
        return None
    if name is not None and not isinstance(name, str):
        raise _bad(source, "stock_basic", f"has name {name!r} of {code}", "name", name)
    return Instrument(
        code=code,
        name=name[:64] if name else None,
        kind=InstrumentKind.STOCK,
        board=board,
        status=ListingStatus.DELISTED if status == "D" else None,
        listed_on=_day(source, code, "list_date", listed),
        delisted_on=_day(source, code, "delist_date", delisted),
    )


def _day(source: str, code: str, field: str, text: Any) -> date | None:
    if text is None:
        return None
    day = date_of(text) if isinstance(text, str) else None
    if day is None:
        raise _bad(source, "stock_basic", f"has {field} {text!r} of {code}, which is no date YYYYMMDD", field, text)
    return day


def _bad(source: str, api: str, problem: str, field: str, value: object) -> Refused:
    return malformed(
        source, f"{api}: the answer {problem}", remedy="report it to tushare, or ask another source", field=field, value=value
    )
