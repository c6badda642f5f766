"""Laws that an account's journal must keep, checked from its events and the market's bars alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from aistock.demo.journal_hashes import hash_of
from aistock.execution.v1.models import (
    AccountEvent,
    AccountOpened,
    CashMoved,
    DayOpened,
    DaySettled,
    EntitlementBooked,
    FeePolicy,
    OrderFilled,
    OrderSide,
    OrderSubmitted,
)
from aistock.market.codes import Board
from aistock.market.trading_rules import RiskStatus, board_of, fees_for, is_legal_sell, largest_buy, limit_prices, rule_for

TICK_MILLS = 10


@dataclass(frozen=True, slots=True)
class LawBar:
    """A day of one security as the market printed it, prices in mills, volume in shares."""

    open: int
    high: int
    low: int
    close: int
    pre_close: int
    volume: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LawMarket:
    """What a journal is held against: sessions, bars by day and security, and first sessions where they are known."""

    sessions: Sequence[date]
    bars: Mapping[date, Mapping[str, LawBar]]
    listed: Mapping[str, date]

    def session_of(self, code: str, day: date) -> int | None:
        """Which session since its listing it is, 1 the first; None when it was listed before the calendar begins."""
        first = self.listed.get(code)
        if first is None or not self.sessions or first < self.sessions[0]:
            return None
        return sum(1 for one in self.sessions if first <= one <= day)


@dataclass(frozen=True, slots=True)
class Violation:
    """A law that was broken, where, and how."""

    seq: int
    law: str
    message: str

    def __str__(self) -> str:
        return f"event {self.seq}, {self.law}: {self.message}"


@dataclass(slots=True)
class _Account:
    """What is known of the account while its journal is walked."""

    fees: FeePolicy | None = None
    volume_fraction: Fraction = Fraction(1)
    cash: int = 0
    held: dict[str, int] = field(default_factory=dict)
    sellable: dict[str, int] = field(default_factory=dict)
    last_price: dict[str, int] = field(default_factory=dict)
    orders: dict[str, OrderSubmitted] = field(default_factory=dict)
    filled: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Shares, value and commission of each order so far."""
    taken: dict[str, int] = field(default_factory=dict)
    owed: set[str] = field(default_factory=set)
    """Held securities whose reference price moved overnight and whose entitlement is not booked yet."""
    day: date | None = None
    last_day: date | None = None


def broken_laws(events: Iterable[AccountEvent], market: LawMarket) -> list[Violation]:
    """Every law that some event breaks, in the order of the journal; a lawful journal gives an empty list."""
    account, found = _Account(), []
    seq, previous = 0, None
    for event in events:
        found += [Violation(event.seq, *told) for told in _chained(event, seq, previous)]
        found += [Violation(event.seq, *told) for told in _walked(account, event, market)]
        seq, previous = event.seq, event.hash
    return found


def fill_count(events: Iterable[AccountEvent]) -> int:
    """Fills in a journal."""
    return sum(1 for event in events if isinstance(event.entry, OrderFilled))


_Told = tuple[str, str]


def _chained(event: AccountEvent, seq: int, previous: str | None) -> Iterator[_Told]:
    if event.seq != seq + 1:
        yield "sequence", f"follows event {seq}"
    if event.previous_hash != previous:
        yield "chain", f"names {event.previous_hash} as the event before, which was {previous}"
    meant = hash_of(event)
    if event.hash != meant:
        yield "chain", f"has hash {event.hash}, its content gives {meant}"


def _walked(account: _Account, event: AccountEvent, market: LawMarket) -> Iterator[_Told]:
    entry = event.entry
    match entry:
        case AccountOpened():
            account.fees = entry.fees
            account.volume_fraction = Fraction(str(entry.max_volume_fraction))
        case CashMoved():
            account.cash += entry.amount_mills
        case OrderSubmitted():
            account.orders[entry.client_order_id] = entry
        case DayOpened():
            yield from _opened(account, event.trading_date, market)
        case EntitlementBooked():
            yield from _entitled(account, entry, market)
        case OrderFilled():
            yield from _filled(account, event, entry, market)
        case DaySettled():
            yield from _settled(account, event.trading_date, entry)
        case _:
            pass


def _opened(account: _Account, day: date, market: LawMarket) -> Iterator[_Told]:
    if day not in market.sessions:
        yield "calendar", f"{day} is no session"
    elif account.last_day is not None:
        between = [one for one in market.sessions if account.last_day < one < day]
        if day <= account.last_day or between:
            yield "calendar", f"{day} does not follow {account.last_day}"
    if account.day is not None:
        yield "calendar", f"{day} begins before {account.day} is settled"
    account.day, account.taken = day, {}
    account.sellable = dict(account.held)
    bars = market.bars.get(day, {})
    account.owed = {code for code in account.held if code in bars and bars[code].pre_close != account.last_price.get(code)}


def _entitled(account: _Account, entry: EntitlementBooked, market: LawMarket) -> Iterator[_Told]:
    code, held = entry.instrument, account.held.get(entry.instrument, 0)
    if entry.quantity != held:
        yield "entitlement", f"{entry.quantity} shares of {code} are entitled, {held} are held"
    bar = market.bars.get(account.day or date.min, {}).get(code)
    if bar is None or bar.pre_close != entry.reference_price_mills:
        yield "entitlement", f"{code} has no reference price of {entry.reference_price_mills} mills on {account.day}"
    if account.last_price.get(code) != entry.previous_close_mills:
        yield "entitlement", f"{code} last closed at {account.last_price.get(code)} mills, not {entry.previous_close_mills}"
    account.cash += entry.quantity * (entry.previous_close_mills - entry.reference_price_mills)
    account.last_price[code] = entry.reference_price_mills
    account.owed.discard(code)


def _filled(account: _Account, event: AccountEvent, fill: OrderFilled, market: LawMarket) -> Iterator[_Told]:
    day = event.trading_date
    if account.day != day:
        yield "calendar", f"fill {fill.fill_id} of {day} lies outside a trading day"
    bar = market.bars.get(day, {}).get(fill.instrument)
    if bar is None:
        yield "suspension", f"{fill.instrument} did not trade on {day}"
    else:
        for law in (_in_range, _not_stuck, _within_limits):
            yield from law(fill, day, bar, market)
        yield from _within_volume(account, fill, bar)
    yield from _of_its_order(account, fill)
    yield from (_bought if fill.side is OrderSide.BUY else _sold)(account, fill, day)
    yield from _charged(account, fill, day)
    shares, value, commission = account.filled.get(fill.client_order_id, (0, 0, 0))
    worth = fill.quantity * fill.price_mills
    account.filled[fill.client_order_id] = (shares + fill.quantity, value + worth, commission + fill.commission_mills)


def _in_range(fill: OrderFilled, day: date, bar: LawBar, market: LawMarket) -> Iterator[_Told]:
    if not bar.low <= fill.price_mills <= bar.high:
        yield "range", f"{fill.instrument} filled at {fill.price_mills} mills on {day}, whose range was {bar.low} to {bar.high}"


def _not_stuck(fill: OrderFilled, day: date, bar: LawBar, market: LawMarket) -> Iterator[_Told]:
    """No fill on a day that had one price, and that price was a limit."""
    if bar.low == bar.high and bar.high in _limits(fill.instrument, day, bar, market):
        yield "one-price limit day", f"{fill.instrument} filled on {day}, which stood at its limit of {bar.high} mills all day"


def _within_limits(fill: OrderFilled, day: date, bar: LawBar, market: LawMarket) -> Iterator[_Told]:
    limits = _limits(fill.instrument, day, bar, market)
    if limits and not min(limits) <= fill.price_mills <= max(limits):
        yield "limits", f"{fill.instrument} filled at {fill.price_mills} mills on {day}, outside {min(limits)} to {max(limits)}"
    if fill.price_mills % TICK_MILLS:
        yield "tick", f"{fill.instrument} filled at {fill.price_mills} mills, which is no whole fen"


def _limits(code: str, day: date, bar: LawBar, market: LawMarket) -> set[int]:
    """Limit prices of the day; on the main board those of a share under risk warning too, whose history nobody gave."""
    board = board_of(code)
    statuses = (RiskStatus.NORMAL, RiskStatus.ST) if board is Board.MAIN else (RiskStatus.NORMAL,)
    session, found = market.session_of(code, day), set[int]()
    for status in statuses:
        pair = limit_prices(bar.pre_close, rule_for(board, status, day), session=session)
        if pair is None:
            return set()
        found |= set(pair)
    return found


def _within_volume(account: _Account, fill: OrderFilled, bar: LawBar) -> Iterator[_Told]:
    taken = account.taken.get(fill.instrument, 0) + fill.quantity
    account.taken[fill.instrument] = taken
    if taken > int(bar.volume * account.volume_fraction):
        yield "volume", f"{taken} shares of {fill.instrument} were taken, more than {account.volume_fraction} of {bar.volume}"


def _of_its_order(account: _Account, fill: OrderFilled) -> Iterator[_Told]:
    order = account.orders.get(fill.client_order_id)
    if order is None:
        yield "journal first", f"fill {fill.fill_id} has no order before it"
        return
    if (order.instrument, order.side) != (fill.instrument, fill.side):
        yield "order", f"fill {fill.fill_id} is of another security or side than its order"
    done = account.filled.get(fill.client_order_id, (0, 0, 0))[0] + fill.quantity
    if done > order.quantity:
        yield "order", f"{done} shares filled of {order.quantity} ordered"


def _bought(account: _Account, fill: OrderFilled, day: date) -> Iterator[_Told]:
    code = fill.instrument
    rule = rule_for(board_of(code), RiskStatus.NORMAL, day)
    if largest_buy(fill.quantity, rule) != fill.quantity:
        yield "lots", f"{fill.quantity} shares of {code} are no whole number of lots"
    account.cash -= fill.quantity * fill.price_mills + _fees(fill)
    if account.cash < 0:
        yield "cash", f"the account owes {-account.cash} mills after buying {fill.quantity} {code}"
    account.held[code] = account.held.get(code, 0) + fill.quantity
    account.last_price[code] = fill.price_mills


def _sold(account: _Account, fill: OrderFilled, day: date) -> Iterator[_Told]:
    code, sellable = fill.instrument, account.sellable.get(fill.instrument, 0)
    rule = rule_for(board_of(code), RiskStatus.NORMAL, day)
    if fill.quantity > sellable:
        yield "T+1", f"{fill.quantity} shares of {code} were sold and {sellable} were held since before {day}"
    elif not is_legal_sell(fill.quantity, sellable, rule):
        yield "lots", f"{fill.quantity} of {sellable} shares of {code} are neither whole lots nor all of them"
    account.cash += fill.quantity * fill.price_mills - _fees(fill)
    account.sellable[code] = sellable - fill.quantity
    account.held[code] = account.held.get(code, 0) - fill.quantity
    account.last_price[code] = fill.price_mills
    if account.held[code] <= 0:
        del account.held[code]


def _charged(account: _Account, fill: OrderFilled, day: date) -> Iterator[_Told]:
    """Each fee in whole fen, as the law of the day and the broker's terms have it."""
    schedule, worth = fees_for(day), fill.quantity * fill.price_mills
    stamp = schedule.stamp_duty_sell_ppm if fill.side is OrderSide.SELL else 0
    _, value, paid = account.filled.get(fill.client_order_id, (0, 0, 0))
    wanted = {
        "stamp duty": (fill.stamp_duty_mills, _fen(Fraction(stamp * worth, 1_000_000))),
        "transfer fee": (fill.transfer_fee_mills, _fen(Fraction(schedule.transfer_fee_ppm * worth, 1_000_000))),
    }
    if account.fees is not None:
        owed = max(_fen(Fraction(str(account.fees.commission_rate)) * (value + worth)), account.fees.min_commission_mills)
        wanted["commission"] = (fill.commission_mills, max(0, owed - paid))
    for name, (charged, right) in wanted.items():
        if charged != right:
            yield "fees", f"{name} of fill {fill.fill_id} is {charged} mills, the rules give {right}"


def _settled(account: _Account, day: date, entry: DaySettled) -> Iterator[_Told]:
    if account.day != day:
        yield "calendar", f"{day} is settled and was not open"
    if account.owed:
        yield "entitlement", f"the reference prices of {sorted(account.owed)} moved before {day} and nothing was booked"
    marks = {mark.instrument: mark.close_mills for mark in entry.marks}
    if set(marks) != set(account.held):
        yield "shares", f"{sorted(set(marks) ^ set(account.held))} are marked and not held, or held and not marked"
    value = sum(account.held.get(code, 0) * price for code, price in marks.items())
    for name, said, meant in (
        ("cash", entry.cash_mills, account.cash),
        ("market value", entry.market_value_mills, value),
        ("net value", entry.nav_mills, account.cash + value),
    ):
        if said != meant:
            yield "conservation", f"{name} of {day} is {said} mills, the events give {meant}"
    account.last_price.update(marks)
    account.last_day, account.day = day, None


def _fees(fill: OrderFilled) -> int:
    return fill.commission_mills + fill.stamp_duty_mills + fill.transfer_fee_mills


def _fen(amount: Fraction) -> int:
    return int(amount / TICK_MILLS + Fraction(1, 2)) * TICK_MILLS
