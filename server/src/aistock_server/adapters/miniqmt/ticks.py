"""The vendor's tick as ours: held to what the vendor promises, in mills and shares."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from aistock.market.codes import Kind, canonical_code, kind_of
from aistock.market.v1.models import TradingPhase
from aistock_server.adapters.miniqmt.units import NO_NUMBER, SHARES_A_UNIT
from aistock_server.market.sources.live import Level, Tick

#: The vendor's states of a session (its `openInt`), of those that the contract has a word for. 19, an auction between, has none.
PHASES: Mapping[int, TradingPhase] = {
    11: TradingPhase.CLOSED,
    12: TradingPhase.OPENING_CALL,
    13: TradingPhase.CONTINUOUS,
    14: TradingPhase.CLOSED,
    15: TradingPhase.CLOSED,
    16: TradingPhase.HALTED,
    17: TradingPhase.HALTED,
    18: TradingPhase.CLOSING_CALL,
    20: TradingPhase.HALTED,
    22: TradingPhase.AFTER_HOURS,
    23: TradingPhase.CLOSED,
}
_UNTIL_CLOSE = 20
_LEVELS = 5
#: The amount over the volume is a price of the day; in a wrong unit of volume it is 10 or 100 times that.
_PLAUSIBLE = (0.2, 5.0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 9_007_199_254_740_991


class BadTick(ValueError):
    """A tick that is not what the vendor promises; the text says how."""


def each_tick(pushed: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Code and tick of a push: a subscription to many sends one tick a code, one to a single code a list of them."""
    for code, told in pushed.items():
        for one in told if isinstance(told, list) else (told,):
            yield code, one


@lru_cache(maxsize=65_536)
def kind_quoted(text: str) -> tuple[str, Kind] | None:
    """Canonical code and kind of an instrument that is quoted in CNY; None for options, B shares and what nobody knows."""
    try:
        code = canonical_code(text)
        kind = kind_of(code)
    except ValueError:
        return None
    return None if kind is Kind.B_SHARE else (code, kind)


def tick_of(code: str, kind: Kind, told: Any, received: datetime) -> Tick:
    """The tick; BadTick when a field is missing or cannot be.

    It is available when it was received, or at its event where this machine's clock is behind the market's.
    """
    if not isinstance(told, Mapping):
        raise BadTick(f"{told!r:.64} is no tick")
    event = _moment(told)
    last, volume, amount = _mills(told, "lastPrice", kind), _shares(told, kind), _amount(told)
    if last and volume and not _PLAUSIBLE[0] <= amount / (last * volume) <= _PLAUSIBLE[1]:
        raise BadTick(f"amount is {amount / (last * volume):.4g} times volume times price, so the volume counts something else")
    state = _whole(told, "openInt", 0)
    return Tick(
        code=code,
        event_time=event,
        available_time=max(received, event),
        last_mills=last,
        open_mills=_mills(told, "open", kind),
        high_mills=_mills(told, "high", kind),
        low_mills=_mills(told, "low", kind),
        pre_close_mills=_mills(told, "lastClose", kind),
        volume=volume,
        amount_mills=amount,
        bids=_side(told, ("bidPrice", "bidVol"), kind),
        asks=_side(told, ("askPrice", "askVol"), kind),
        phase=PHASES.get(state),
        suspended=state == _UNTIL_CLOSE and volume == 0,
    )


def _moment(told: Mapping[str, Any]) -> datetime:
    stamp = _whole(told, "time", None)
    if not 0 < stamp < 4_102_444_800_000:
        raise BadTick(f"time {stamp} is none")
    return _EPOCH + timedelta(milliseconds=stamp)


def _mills(told: Mapping[str, Any], field: str, kind: Kind) -> int | None:
    """A price in mills; zero is the vendor's word for none yet."""
    if field not in told:
        raise BadTick(f"there is no {field}")
    return _price(told[field], field, kind is Kind.INDEX) or None


def _price(value: Any, field: str, is_index: bool) -> int:
    # Fifteen prices a tick: the usual one is let through at once.
    number: float = value if type(value) is float and 0 <= value < _LARGEST / 1_000 else _number_of(value, field)
    mills = round(number * 1_000)
    if not is_index and not -1e-3 < number * 1_000 - mills < 1e-3:
        raise BadTick(f"{field} {value!r} is no whole mill")
    return mills


def _amount(told: Mapping[str, Any]) -> int:
    return round(_number(told, "amount") * 1_000)


def _shares(told: Mapping[str, Any], kind: Kind) -> int | None:
    """Shares traded: `pvolume` has them, `volume` whole hands; None of what nobody knows what it counts."""
    hand = SHARES_A_UNIT[kind]
    if hand is None:
        return None
    return _whole(told, "pvolume", 0) or _whole(told, "volume", None) * hand


def _side(told: Mapping[str, Any], side: tuple[str, str], kind: Kind) -> tuple[Level, ...]:
    """The levels of one side that have a price. An auction shows what is left unmatched without one; that is no level."""
    prices, volumes = told.get(side[0]), told.get(side[1])
    if not (isinstance(prices, list) and isinstance(volumes, list) and len(prices) == len(volumes)):
        raise BadTick(f"{side[0]} and {side[1]} are no two lists of one length")
    hand = SHARES_A_UNIT[kind]
    if hand is None:
        return ()
    levels = []
    for price, volume in zip(prices[:_LEVELS], volumes, strict=False):
        mills = _price(price, side[0], False)
        if mills:
            waiting = volume if type(volume) is int and 0 <= volume <= _LARGEST else _whole_of(volume, side[1])
            levels.append(Level(mills, waiting * hand))
    return tuple(levels)


def _number(told: Mapping[str, Any], field: str) -> float:
    if field not in told:
        raise BadTick(f"there is no {field}")
    return _number_of(told[field], field)


def _number_of(value: Any, field: str) -> float:
    """A number from zero; the vendor's word for none counts as zero, which is its other word for it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadTick(f"{field} {value!r:.64} is no number")
    if value == NO_NUMBER:
        return 0.0
    if not math.isfinite(value) or not 0 <= value * 1_000 <= _LARGEST:
        raise BadTick(f"{field} {value!r} cannot be")
    return float(value)


def _whole(told: Mapping[str, Any], field: str, absent: int | None) -> int:
    if field not in told and absent is not None:
        return absent
    if field not in told:
        raise BadTick(f"there is no {field}")
    return _whole_of(told[field], field)


def _whole_of(value: Any, field: str) -> int:
    number = value if isinstance(value, int) and not isinstance(value, bool) else _number_of(value, field)
    if number != int(number) or not 0 <= number <= _LARGEST:
        raise BadTick(f"{field} {value!r} is no whole number from zero")
    return int(number)
