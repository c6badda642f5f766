"""Quotes read off the bar of a day, for markets that have no live source."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from aistock.market.codes import Board
from aistock.market.trading_rules import NoTradingRuleError, RiskStatus, limit_prices, rule_for
from aistock.market.v1.models import (
    GetSnapshotRequest,
    GetSnapshotResponse,
    Instrument,
    InstrumentKind,
    ListingStatus,
    Quote,
    TradingPhase,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotServed
from aistock_server.market.history import check_codes
from aistock_server.market.model import DayBar
from aistock_server.market.ports import BarStore, MarketStore
from aistock_server.market.selection import SHANGHAI, Selected, select

_CLOSE = time(15)
_STATUS = {
    ListingStatus.LISTED: RiskStatus.NORMAL,
    ListingStatus.ST: RiskStatus.ST,
    ListingStatus.DELISTING: RiskStatus.DELISTING,
}


class Quotes:
    """Answers what a market showed at the close of a day."""

    def __init__(self, store: MarketStore, bars: BarStore, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._clock = clock

    def at_close(self, request: GetSnapshotRequest) -> GetSnapshotResponse:
        """One quote for every instrument that has had a bar by that day, in order of code."""
        if request.dataset is None:
            raise NotServed("NOT_SERVED", "no live source is connected; name a dataset, whose last day answers", field="dataset")
        chosen = select(self._store, self._clock, request.dataset)
        check_codes(self._store, chosen, request.instruments)
        day = _session(chosen, request.date)
        snapshot_id = chosen.manifest.snapshot_id
        listed = self._store.instruments(snapshot_id, codes=request.instruments or None)
        begun = [one for one in listed if one.first_bar_on is not None and one.first_bar_on <= day]
        bars = self._bars.day(snapshot_id, day)
        closes = self._last_closes(chosen, [one.code for one in begun if one.code not in bars], day)
        quotes = [_quote(one, bars.get(one.code), closes, day, chosen) for one in begun]
        return GetSnapshotResponse(quotes=quotes, provenance=chosen.provenance(self._clock))

    def _last_closes(self, chosen: Selected, codes: Sequence[str], day: date) -> Mapping[str, int]:
        """The last close in mills of instruments that do not trade on the day."""
        if not codes:
            return {}
        table = self._bars.window(chosen.manifest.snapshot_id, start=chosen.sessions[0], end=day, codes=codes, columns=["close"])
        closes = table.columns["close"]
        return {table.codes[member]: round(float(closes[row]) * 1000) for row, member in enumerate(table.members.tolist())}


def _session(chosen: Selected, asked: date | None) -> date:
    """The day asked for, which must be a session the answer may know."""
    if asked is None:
        return chosen.as_of
    if asked not in chosen.sessions:
        raise Invalid(
            "INVALID_WINDOW",
            f"{asked} is no session from {chosen.sessions[0]} to {chosen.as_of}; take a day of the trading calendar",
            field="date",
            value=asked,
        )
    return asked


def _quote(one: Instrument, bar: DayBar | None, closes: Mapping[str, int], day: date, chosen: Selected) -> Quote:
    """The quote of one instrument at the close."""
    down, up = (_limits(one, bar) if bar else None) or (None, None)
    return Quote(
        instrument=one.code,
        trading_date=day,
        event_at_utc=datetime.combine(day, _CLOSE, SHANGHAI).astimezone(UTC),
        last_mills=bar.close_mills if bar else None,
        open_mills=bar.open_mills if bar else None,
        high_mills=bar.high_mills if bar else None,
        low_mills=bar.low_mills if bar else None,
        pre_close_mills=bar.pre_close_mills if bar else closes[one.code],
        limit_up_mills=up,
        limit_down_mills=down,
        volume=bar.volume if bar else 0,
        amount_mills=bar.amount_mills if bar else 0,
        suspended=bar is None,
        phase=TradingPhase.CLOSED,
        source=chosen.manifest.source,
        synthetic=chosen.manifest.synthetic,
    )


def _limits(one: Instrument, bar: DayBar) -> tuple[int, int] | None:
    """Legal prices of the day, where the share's standing is known and its range does not say that it had no limit."""
    status = _STATUS.get(one.status) if one.status else None
    if one.kind is not InstrumentKind.STOCK or one.board is None or status is None:
        return None
    try:
        found = limit_prices(bar.pre_close_mills, rule_for(Board(one.board.value), status, bar.date))
    except NoTradingRuleError:
        return None
    return found if found and found[0] <= bar.low_mills <= bar.high_mills <= found[1] else None
