"""An account reckoned afresh from its journal, by other means than the server's, and the laws that no journal may break."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from aistock.execution.v1.models import AccountEvent
from aistock.market.v1.models import FeeSchedule
from aistock_conformance.markets import Market

COMMISSION = Decimal("0.00025")
LEAST_COMMISSION = 5000
VOLUME_SHARE = Decimal("0.1")
_FEN = Decimal(10)


class LawBroken(AssertionError):
    """A journal says what cannot be."""


def law(holds: object, text: str) -> None:
    """Raise LawBroken unless it holds."""
    if not holds:
        raise LawBroken(text)


@dataclass(slots=True)
class OrderSheet:
    """One order as the journal tells it."""

    instrument: str
    side: str
    quantity: int
    price: int | None
    filled: int = 0
    value: int = 0
    commission: int = 0
    ended: bool = False


@dataclass(slots=True)
class Books:
    """Cash in mills, shares, what was bought today, and orders."""

    market: Market
    fees: Sequence[FeeSchedule]
    cash: int = 0
    shares: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    today: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    last: dict[str, int] = field(default_factory=dict)
    orders: dict[str, OrderSheet] = field(default_factory=dict)
    halted: bool = False

    def fold(self, events: Iterable[AccountEvent]) -> Books:
        """Take every event in turn; a broken law ends it."""
        for event in events:
            entry = event.entry
            step = getattr(self, f"_{entry.event}", None)
            if step is not None:
                step(entry, event.trading_date)
            law(self.cash >= 0, f"cash is {self.cash} mills after event {event.seq}")
        return self

    def _cash_moved(self, entry: Any, day: date) -> None:
        self.cash += entry.amount_mills

    def _kill_switch_thrown(self, entry: Any, day: date) -> None:
        self.halted = True

    def _kill_switch_released(self, entry: Any, day: date) -> None:
        self.halted = False

    def _day_opened(self, entry: Any, day: date) -> None:
        law(day in self.market.days, f"{day} is no trading day")
        self.today.clear()
        self.taken.clear()

    def _order_submitted(self, entry: Any, day: date) -> None:
        law(entry.client_order_id not in self.orders, f"order {entry.client_order_id} was journaled twice")
        sheet = OrderSheet(entry.instrument, entry.side.value, entry.quantity, entry.price_mills)
        self.orders[entry.client_order_id] = sheet

    def _ended(self, entry: Any, day: date) -> None:
        order = self.orders[entry.client_order_id]
        law(not order.ended, f"order {entry.client_order_id} ended twice")
        order.ended = True

    _order_denied = _order_rejected = _order_failed = _order_cancelled = _order_expired = _ended

    def _order_accepted(self, entry: Any, day: date) -> None:
        law(not self.halted, f"order {entry.client_order_id} was accepted while the kill switch was on")

    def _order_filled(self, entry: Any, day: date) -> None:
        order, bar = self.orders[entry.client_order_id], self.market.bar(day, entry.instrument)
        law(not self.halted, f"{entry.client_order_id} filled while the kill switch was on")
        law(not order.ended, f"{entry.client_order_id} filled after its end")
        law(bar is not None, f"{entry.instrument} filled on {day}, when it did not trade")
        assert bar is not None
        buy = entry.side.value == "buy"
        law(entry.side.value == order.side and entry.instrument == order.instrument, "a fill is not of its order")
        law(bar.low <= entry.price_mills <= bar.high, f"{entry.price_mills} lies outside {bar.low}..{bar.high} on {day}")
        law(entry.price_mills % 10 == 0, f"{entry.price_mills} is off the tick")
        if bar.one_price:
            rise = bar.close > bar.pre_close
            law(buy != rise, f"{order.side} of {entry.instrument} filled on {day}, locked at its limit")
        if order.price is not None:
            better = entry.price_mills <= order.price if buy else entry.price_mills >= order.price
            law(better, f"filled at {entry.price_mills}, worse than the limit {order.price}")
        self._volume(entry, bar.volume, day)
        self._costs(entry, order, day)
        self._move(entry, order, buy=buy)

    def _volume(self, entry: Any, volume: int, day: date) -> None:
        self.taken[entry.instrument] += entry.quantity
        most = int(volume * VOLUME_SHARE)
        law(self.taken[entry.instrument] <= most, f"{self.taken[entry.instrument]} of {volume} shares taken on {day}")

    def _costs(self, entry: Any, order: OrderSheet, day: date) -> None:
        value, schedule = entry.quantity * entry.price_mills, self._fees_on(day)
        sell_ppm = 0 if entry.side.value == "buy" else schedule.stamp_duty_sell_ppm
        owed = max(_fen(COMMISSION * (order.value + value)), LEAST_COMMISSION) - order.commission
        law(entry.commission_mills == max(owed, 0), f"commission {entry.commission_mills}, owed {owed}")
        law(entry.stamp_duty_mills == _fen(Decimal(sell_ppm * value) / 1_000_000), f"stamp duty {entry.stamp_duty_mills}")
        transfer = _fen(Decimal(schedule.transfer_fee_ppm * value) / 1_000_000)
        law(entry.transfer_fee_mills == transfer, f"transfer fee {entry.transfer_fee_mills}, owed {transfer}")

    def _move(self, entry: Any, order: OrderSheet, *, buy: bool) -> None:
        value = entry.quantity * entry.price_mills
        cost = entry.commission_mills + entry.stamp_duty_mills + entry.transfer_fee_mills
        order.filled += entry.quantity
        order.value += value
        order.commission += entry.commission_mills
        law(order.filled <= order.quantity, f"{order.filled} of {order.quantity} shares filled")
        if buy:
            step = 1 if entry.instrument.startswith("68") else 100
            law(entry.quantity % step == 0, f"bought {entry.quantity} shares of {entry.instrument}: no whole lots")
            self.today[entry.instrument] += entry.quantity
            self.shares[entry.instrument] += entry.quantity
        else:
            old = self.shares[entry.instrument] - self.today[entry.instrument]
            law(entry.quantity <= old, f"sold {entry.quantity} of {old} shares that were there before today")
            self.shares[entry.instrument] -= entry.quantity
        self.cash += (-value if buy else value) - cost
        self.last[entry.instrument] = entry.price_mills

    def _entitlement_booked(self, entry: Any, day: date) -> None:
        bar = self.market.bar(day, entry.instrument)
        law(bar is not None and bar.pre_close == entry.reference_price_mills, f"reference price of {entry.instrument} on {day}")
        law(entry.previous_close_mills == self.last[entry.instrument], f"last close of {entry.instrument} before {day}")
        law(entry.quantity == self.shares[entry.instrument], f"{entry.quantity} shares of {entry.instrument} entitled")
        self.cash += entry.quantity * (entry.previous_close_mills - entry.reference_price_mills)

    def _day_settled(self, entry: Any, day: date) -> None:
        for code in self.held:
            bar = self.market.bar(day, code)
            self.last[code] = self.last[code] if bar is None else bar.close
        law(entry.cash_mills == self.cash, f"settled {entry.cash_mills} mills on {day}, reckoned {self.cash}")
        law(entry.market_value_mills == self.value, f"valued at {entry.market_value_mills} on {day}, reckoned {self.value}")

    @property
    def held(self) -> dict[str, int]:
        """Shares by code, none of them zero."""
        return {code: count for code, count in sorted(self.shares.items()) if count}

    @property
    def value(self) -> int:
        """Shares at their last price, in mills."""
        return sum(count * self.last[code] for code, count in self.held.items())

    def _fees_on(self, day: date) -> FeeSchedule:
        return next(row for row in reversed(self.fees) if row.effective_from <= day)


def verify_chain(events: Sequence[AccountEvent]) -> None:
    """Every event follows the one before it, and its hash is that of what it says."""
    before: str | None = None
    for number, event in enumerate(events, start=1):
        law(event.seq == number, f"event {event.seq} stands at place {number}")
        law(event.previous_hash == before, f"event {number} does not follow the one before it")
        said = _present({**event.model_dump(mode="json", by_alias=True), "hash": None, "cursor": None})
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        law(hashlib.sha256(text.encode()).hexdigest() == event.hash, f"the hash of event {number} is not of its content: {text}")
        before = event.hash


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value


def _fen(exact: Decimal) -> int:
    """Whole fen, half up, in mills."""
    return int((exact / _FEN).quantize(Decimal(1), rounding=ROUND_HALF_UP) * _FEN)
