"""Quotes read off the bytes of a message, all at once and column by column.

Only quotes in the plain form are read: fields in their order, ASCII texts, numbers written as short as they can be, and every
rule of the contract kept. That is how protobuf writes a valid quote, so whatever is not plain is rare, and is left to the reader
that can say what is wrong with it. What is plain is valid; a property test holds this against the contract's own rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEVELS = 5
PHASES = 6
"""The last number of TradingPhase."""
PRICES = ("last_mills", "open_mills", "high_mills", "low_mills", "pre_close_mills", "limit_up_mills", "limit_down_mills")
COUNTS = ("volume", "amount_mills")
LARGEST = 9007199254740991

_NUMBERED = tuple(zip((*PRICES, *COUNTS), range(5, 14), strict=True))
"""Names and numbers of the fields that hold one number."""
_MARGIN = 64
_EXCHANGES = tuple(int.from_bytes(name, "little") for name in (b".SH", b".SZ", b".BJ"))
_DAY = 86_400_000_000
_STOPS, _LOW = np.uint64(0x8080808080808080), np.uint64(1)
_SQUEEZE = (
    (np.uint64(0x007F007F007F007F), np.uint64(0x7F007F007F007F00), np.uint64(1)),
    (np.uint64(0x00003FFF00003FFF), np.uint64(0x3FFF00003FFF0000), np.uint64(2)),
    (np.uint64(0x000000000FFFFFFF), np.uint64(0x0FFFFFFF00000000), np.uint64(4)),
)


@dataclass(frozen=True, slots=True, eq=False)
class QuoteColumns:
    """Quotes as columns; a row counts only where `plain` is true.

    `values` and `present` hold prices, volume, amount and phase by name; a level of the book is the name of its side and its
    number from 0, such as `bid_price_0` and `bid_quantity_0`. Times are microseconds since 1970-01-01T00:00Z, days are counted
    from 1970-01-01.
    """

    plain: Flags
    days: Numbers
    events: Numbers
    received: Numbers
    values: dict[str, Numbers]
    present: dict[str, Flags]
    suspended: Flags
    synthetic: Flags
    source_starts: Numbers
    source_ends: Numbers


def columns_of(content: bytes, starts: Sequence[int], ends: Sequence[int]) -> QuoteColumns:
    """The quotes whose own bytes stand between `starts` and `ends` of a message."""
    walk = _Walk(content, np.asarray(starts, np.int64), np.asarray(ends, np.int64))
    walk.text(0x0A, 9)
    code = walk.at - 9
    walk.keep(_is_code(walk, code))
    walk.text(0x12, 10)
    days = walk.day(walk.at - 10)
    events, _ = walk.instant(0x1A, needed=True)
    received, was_received = walk.instant(0x22, needed=False)
    values: dict[str, Numbers] = {}
    present: dict[str, Flags] = {}
    for name, number in _NUMBERED:
        values[name], present[name] = walk.number(number << 3)
        walk.keep(~present[name] | ((values[name] >= (name in PRICES)) & (values[name] <= LARGEST)))
    for side, tag in (("bid", 0x72), ("ask", 0x7A)):
        for level in range(LEVELS):
            there, price, quantity = walk.level(tag)
            for what, column in (("price", price), ("quantity", quantity)):
                values[f"{side}_{what}_{level}"], present[f"{side}_{what}_{level}"] = column, there
    values["phase"], present["phase"] = walk.number(0x80, second=1)
    suspended, is_said = walk.number(0x88, second=1)
    source_starts = walk.at + 3
    walk.source()
    source_ends = walk.at.copy()
    synthetic, is_told = walk.number(0x98, second=1)
    walk.keep(is_said & is_told & (suspended <= 1) & (synthetic <= 1) & (walk.at == walk.ends))
    walk.keep(~present["phase"] | ((values["phase"] >= 1) & (values["phase"] <= PHASES)))
    walk.keep(_rules_kept(values, present, suspended))
    walk.keep(~was_received | (received // 1_000_000 >= events // 1_000_000))
    return QuoteColumns(
        plain=walk.plain,
        days=days,
        events=events,
        received=np.where(was_received, received, -1),
        values=values,
        present=present,
        suspended=suspended == 1,
        synthetic=synthetic == 1,
        source_starts=source_starts,
        source_ends=source_ends,
    )


def _rules_kept(values: dict[str, Numbers], present: dict[str, Flags], suspended: Numbers) -> Flags:
    """The rules between the fields of a quote."""
    last, low, high = values["last_mills"], values["low_mills"], values["high_mills"]
    up, down = values["limit_up_mills"], values["limit_down_mills"]
    ranged = present["low_mills"] & present["high_mills"]
    kept = present["pre_close_mills"] & present["volume"] & present["amount_mills"]
    kept &= ~ranged | (low <= high)
    kept &= ~(ranged & present["last_mills"]) | ((low <= last) & (last <= high))
    kept &= present["limit_up_mills"] == present["limit_down_mills"]
    kept &= ~(present["last_mills"] & present["limit_up_mills"]) | ((down <= last) & (last <= up))
    kept &= (suspended == 0) | (values["volume"] == 0)
    for level in range(1, LEVELS):
        there = present[f"bid_price_{level}"]
        kept &= ~there | (values[f"bid_price_{level}"] < values[f"bid_price_{level - 1}"])
        there = present[f"ask_price_{level}"]
        kept &= ~there | (values[f"ask_price_{level}"] > values[f"ask_price_{level - 1}"])
    both = present["bid_price_0"] & present["ask_price_0"]
    checked: Flags = kept & (~both | (values["bid_price_0"] <= values["ask_price_0"]))
    return checked


def _is_code(walk: _Walk, code: Numbers) -> Flags:
    """Six digits, a dot and the exchange."""
    chars = walk.bytes[code[:, None] + np.arange(9)]
    digits = ((chars[:, :6] >= 48) & (chars[:, :6] <= 57)).all(axis=1)
    exchange = chars[:, 6].astype(np.int64) | chars[:, 7].astype(np.int64) << 8 | chars[:, 8].astype(np.int64) << 16
    found: Flags = digits & np.isin(exchange, _EXCHANGES)
    return found


class _Walk:
    """Goes through many quotes at once, field by field; where one leaves the plain form it stops for good."""

    def __init__(self, content: bytes, starts: Numbers, ends: Numbers) -> None:
        padded = content + bytes(_MARGIN)
        self.bytes = np.frombuffer(padded, np.uint8)
        self.words: NDArray[np.uint64] = np.ndarray((len(padded) - 7,), dtype="<u8", buffer=padded, strides=(1,))
        self.at = starts.copy()
        self.ends = ends
        self.plain: Flags = np.ones(len(starts), np.bool_)
        self._last = len(content)

    def keep(self, good: Flags) -> None:
        """Rows that are not good leave the plain form."""
        self.plain &= good

    def _go(self, steps: Any) -> None:
        self.at = np.minimum(self.at + steps, self._last)

    def text(self, tag: int, length: int) -> None:
        """A text of a fixed length."""
        self.keep((self.bytes[self.at] == tag) & (self.bytes[self.at + 1] == length))
        self._go(2 + length)

    def day(self, begin: Numbers) -> Numbers:
        """The day that stands as YYYY-MM-DD at a place."""
        if len(begin) and self._is_one_text(begin):
            # Quotes of a batch are of one day, but for mistakes.
            day = _day_of(self.bytes[begin[0] : begin[0] + 10].tobytes())
            self.keep(np.full(len(begin), day != _NO_DAY))
            return np.full(len(begin), day, np.int64)
        chars = self.bytes[np.maximum(begin, 0)[:, None] + np.arange(10)].astype(np.int64) - 48
        figures = chars[:, [0, 1, 2, 3, 5, 6, 8, 9]]
        self.keep(((figures >= 0) & (figures <= 9)).all(axis=1) & (chars[:, 4] == -3) & (chars[:, 7] == -3))
        written = figures @ np.array([10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1])
        distinct, which = np.unique(np.where(self.plain, written, 0), return_inverse=True)
        days = np.array([_days(one) for one in distinct.tolist()], np.int64)[which]
        self.keep(days != _NO_DAY)
        return days

    def _is_one_text(self, begin: Numbers) -> bool:
        """Whether the same ten bytes stand at every place."""
        head, tail = self.words[begin], self.words[begin + 2]
        return bool((head == head[0]).all() and (tail == tail[0]).all())

    def instant(self, tag: int, *, needed: bool) -> tuple[Numbers, Flags]:
        """An instant in UTC that ends with Z."""
        there: Flags = self.bytes[self.at] == tag
        length = np.where(there, self.bytes[self.at + 1], 20).astype(np.int64)
        if needed:
            self.keep(there)
        fraction = length - 21
        self.keep((length == 20) | ((fraction >= 1) & (fraction <= 6)))
        if not there.any():
            return np.zeros(len(there), np.int64), there
        begin = self.at + 2
        outside, self.plain = self.plain & ~there, self.plain & there
        days = self.day(begin)
        chars = self.bytes[begin[:, None] + np.arange(10, 27)].astype(np.int64) - 48
        clock = chars[:, [1, 2, 4, 5, 7, 8]]
        place = np.arange(10, 16)[None, :]
        digits = chars[:, 10:16]
        told = place < (10 + np.maximum(fraction, 0))[:, None]
        seconds = clock @ np.array([36_000, 3_600, 600, 60, 10, 1])
        self.keep(((clock >= 0) & (clock <= 9)).all(axis=1) & (clock[:, 0] * 10 + clock[:, 1] <= 23))
        self.keep((clock[:, 2] <= 5) & (clock[:, 4] <= 5) & (chars[:, 0] == 36) & (chars[:, 3] == 10) & (chars[:, 6] == 10))
        self.keep((~told | ((digits >= 0) & (digits <= 9))).all(axis=1) & ((length == 20) | (chars[:, 9] == -2)))
        self.keep(self.bytes[np.minimum(begin + length - 1, self._last)] == 90)
        self.plain |= outside
        micros = (np.where(told, digits, 0) @ np.array([100_000, 10_000, 1_000, 100, 10, 1])) + seconds * 1_000_000
        self._go(np.where(there, 2 + length, 0))
        return np.where(there, days * _DAY + micros, 0), there

    def number(self, tag: int, *, second: int | None = None) -> tuple[Numbers, Flags]:
        """A number behind a tag of one byte, or of two; where it is absent the value says nothing."""
        there: Flags = self.bytes[self.at] == tag
        wide = 1
        if second is not None:
            wide = 2
            there &= self.bytes[self.at + 1] == second
        value, length = self._varint(self.at + wide)
        self.keep(~there | (length > 0))
        self._go((length + wide) * there)
        return value, there

    def level(self, tag: int) -> tuple[Flags, Numbers, Numbers]:
        """A level of the book: whether there is one, its price and its quantity."""
        there: Flags = self.bytes[self.at] == tag
        if not there.any():
            nothing = np.zeros(len(there), np.int64)
            return there, nothing, nothing
        price, long = self._varint(self.at + 3)
        then = self.at + 3 + long
        quantity, wide = self._varint(then + 1)
        length = 3 + long + wide
        good = (self.bytes[self.at + 2] == 0x08) & (self.bytes[then] == 0x10) & (long > 0) & (wide > 0)
        good &= (self.bytes[self.at + 1] + 1 == length) & (price >= 1) & (price <= LARGEST) & (quantity <= LARGEST)
        self.keep(~there | good)
        self._go((length + 1) * there)
        return there, price, quantity

    def source(self) -> None:
        """The name of who answered: ASCII, 1 to 127 characters."""
        length = self.bytes[self.at + 2].astype(np.int64)
        self.keep((self.bytes[self.at] == 0x92) & (self.bytes[self.at + 1] == 1) & (length >= 1) & (length <= 127))
        begin = self.at + 3
        self._go(3 + length)
        widest = np.arange(min(int(length.max(initial=0)), 127))
        text = self.bytes[np.minimum(begin[:, None] + widest, self._last)]
        self.keep(((text < 128) | (widest >= length[:, None])).all(axis=1))

    def _varint(self, place: Numbers) -> tuple[Numbers, Numbers]:
        """The number at a place and how many bytes it has; none where it has more than eight."""
        word = self.words[place]
        stops = ~word & _STOPS
        mask = stops ^ (stops - _LOW)  # every bit up to the first stop, and it; all of them without one
        length = (np.bitwise_count(mask) >> 3).astype(np.int64)
        length[stops == 0] = 0
        value = word & mask
        for low, high, shift in _SQUEEZE:
            value = (value & low) | ((value & high) >> shift)
        return value.view(np.int64), length


_NO_DAY = -(10**6)


def _days(written: int) -> int:
    """Days since 1970-01-01 of a date written as YYYYMMDD; _NO_DAY where there is no such date."""
    try:
        return date(written // 10_000, written // 100 % 100, written % 100).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return _NO_DAY


def _day_of(text: bytes) -> int:
    """Days since 1970-01-01 of a date written as YYYY-MM-DD; _NO_DAY where it is none."""
    digits = text[:4] + text[5:7] + text[8:]
    return _days(int(digits)) if digits.isdigit() and text[4:5] == text[7:8] == b"-" else _NO_DAY
