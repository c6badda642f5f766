"""Dated A-share trading rules, read from the committed tables in `rules/`.

    rule_for(Board.MAIN, RiskStatus.ST, date(2026, 7, 6)) -> TradingRule   (exactly one, or NoTradingRuleError)
    fees_for(date(2024, 1, 2))                            -> FeeSchedule
    limit_prices(10_000, rule)                            -> (9_000, 11_000) in mills, or None when the day has no limit

Prices are integer mills (1/1000 CNY), fractions are exact, and nothing is computed in floats. Every row carries its source.
`effective_to` is the first date on which a row no longer holds; None means it is in force.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from aistock.market.codes import Board, board_of

__all__ = [
    "Board",
    "FeeSchedule",
    "LimitRounding",
    "NoTradingRuleError",
    "Phase",
    "RiskStatus",
    "TradingRule",
    "all_fees",
    "all_rules",
    "board_of",
    "fees_for",
    "is_legal_sell",
    "largest_buy",
    "limit_prices",
    "rule_for",
]


class RiskStatus(StrEnum):
    """What the exchange says about a share on a day."""

    NORMAL = "normal"
    ST = "st"
    DELISTING = "delisting"


class LimitRounding(StrEnum):
    """How a limit price is brought to the tick: half up on both sides, or inward (upper floored, lower ceiled)."""

    HALF_UP = "half_up"
    INWARD = "inward"


class NoTradingRuleError(LookupError):
    """The tables hold no rule for that board, status and date: the board was not open, or the date lies before the tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A part of the trading day, Shanghai wall time `HH:MM`, start included and end excluded."""

    phase: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingRule:
    """What an order in a share of one board and status must obey from `effective_from` until before `effective_to`."""

    board: Board
    status: RiskStatus
    effective_from: date
    effective_to: date | None
    limit_fraction: Fraction | None
    limit_rounding: LimitRounding
    tick_mills: int
    buy_lot: int
    buy_step: int
    min_buy: int
    max_order_quantity: int
    max_market_order_quantity: int
    unlimited_sessions: int
    first_session_up: Fraction | None
    first_session_down: Fraction | None
    phases: tuple[Phase, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule:
    """What a trade costs in parts per million of its value; the commission is a default that an account replaces."""

    effective_from: date
    effective_to: date | None
    stamp_duty_sell_ppm: int
    transfer_fee_ppm: int
    commission_ppm: int
    commission_min_mills: int
    source: str


def rule_for(board: Board, status: RiskStatus, on: date) -> TradingRule:
    """The one rule in force for that board and status on that date."""
    for rule in _rules_of(board, status):
        if _holds(rule.effective_from, rule.effective_to, on):
            return rule
    first = _rules_of(board, status)[0].effective_from
    raise NoTradingRuleError(f"no rule for board {board}, status {status} on {on}; the first one begins {first}")


def fees_for(on: date) -> FeeSchedule:
    """The fees in force on that date; replace the commission with `dataclasses.replace` for an account that pays another."""
    for fees in all_fees():
        if _holds(fees.effective_from, fees.effective_to, on):
            return fees
    raise NoTradingRuleError(f"no fees for {on}; the first schedule begins {all_fees()[0].effective_from}")


def limit_prices(pre_close_mills: int, rule: TradingRule, *, session: int | None = None) -> tuple[int, int] | None:
    """Lowest and highest legal price in mills, or None on a session without a limit.

    `pre_close_mills` is the day's ex-right reference price. `session` counts trading days since listing (or since the delisting
    period began), 1 on the first; None means an ordinary day. A limit nearer than one tick becomes one tick away; Shanghai's main
    board did so only from 2023-04-10, which no share ever priced above 0.09 CNY can notice.
    """
    if pre_close_mills <= 0:
        raise ValueError(f"pre_close_mills is {pre_close_mills}; a reference price is positive")
    down_fraction = up_fraction = rule.limit_fraction
    if session is not None and session <= rule.unlimited_sessions:
        return None
    if session == 1 and rule.first_session_up is not None:
        up_fraction, down_fraction = rule.first_session_up, rule.first_session_down
    if up_fraction is None or down_fraction is None:
        return None
    tick, inward = rule.tick_mills, rule.limit_rounding is LimitRounding.INWARD
    down = _on_tick(pre_close_mills, 1 - down_fraction, tick, half=not inward, raised=True)
    up = _on_tick(pre_close_mills, 1 + up_fraction, tick, half=not inward, raised=False)
    return max(tick, min(down, pre_close_mills - tick)), max(up, pre_close_mills + tick)


def _on_tick(price: int, factor: Fraction, tick: int, *, half: bool, raised: bool) -> int:
    """`price * factor` brought to the tick, exactly: half up, or else raised or cut."""
    exact, unit = price * factor.numerator, factor.denominator * tick
    if half:
        return (2 * exact + unit) // (2 * unit) * tick
    return (exact + unit - 1) // unit * tick if raised else exact // unit * tick


def largest_buy(quantity: int, rule: TradingRule) -> int:
    """The largest legal buy quantity that is not above `quantity`; 0 when even the smallest order is."""
    if quantity < rule.min_buy:
        return 0
    capped = min(quantity, rule.max_order_quantity)
    return rule.min_buy + (capped - rule.min_buy) // rule.buy_step * rule.buy_step


def is_legal_sell(quantity: int, held: int, rule: TradingRule) -> bool:
    """Whether `quantity` of `held` sellable shares may go into one sell order: less than a lot goes only as a whole."""
    if not 0 < quantity <= min(held, rule.max_order_quantity):
        return False
    if rule.buy_step == 1:
        return quantity >= rule.min_buy or quantity == held
    return quantity % rule.buy_lot in (0, held % rule.buy_lot)


@cache
def all_rules() -> tuple[TradingRule, ...]:
    """Every rule, by board, status and date."""
    return tuple(rule for board in Board for status in RiskStatus for rule in _rules_of(board, status))


@cache
def all_fees() -> tuple[FeeSchedule, ...]:
    """Every fee schedule, oldest first."""
    return tuple(
        FeeSchedule(
            effective_from=_day(row["effective_from"]),
            effective_to=_end(row["effective_to"]),
            stamp_duty_sell_ppm=row["stamp_duty_sell_ppm"],
            transfer_fee_ppm=row["transfer_fee_ppm"],
            commission_ppm=row["commission_ppm"],
            commission_min_mills=row["commission_min_mills"],
            source=row["source"],
        )
        for row in _rows("fees")
    )


@cache
def _rules_of(board: Board, status: RiskStatus) -> tuple[TradingRule, ...]:
    """The rules of one board and status, oldest first: the limit table cut wherever one of the other tables changes."""
    limits = [row for row in _rows("price_limits") if (row["board"], row["status"]) == (board, status)]
    sizes = [row for row in _rows("order_sizes") if row["board"] == board]
    firsts = [row for row in _rows("first_sessions") if (row["board"], row["status"]) == (board, status)]
    sessions = [row for row in _rows("sessions") if row["board"] == board]
    changes = sorted({_day(row["effective_from"]) for row in (*limits, *sizes, *firsts, *sessions)})
    found: list[TradingRule] = []
    for start, end in zip(changes, [*changes[1:], None], strict=True):
        limit, size, first, session = (_row_on(rows, start) for rows in (limits, sizes, firsts, sessions))
        if limit is not None and size is not None:
            found.append(_rule((limit, size, first or {}, session or {}), start, end))
    return tuple(found)


def _rule(parts: tuple[dict[str, Any], ...], start: date, end: date | None) -> TradingRule:
    """One rule from the rows of limit, size, first sessions and phases that hold on its first day."""
    limit, size, first, session = parts
    return TradingRule(
        board=Board(limit["board"]),
        status=RiskStatus(limit["status"]),
        effective_from=start,
        effective_to=end,
        limit_fraction=_fraction(limit["limit_fraction"]),
        limit_rounding=LimitRounding(size["limit_rounding"]),
        tick_mills=size["tick_mills"],
        buy_lot=size["buy_lot"],
        buy_step=size["buy_step"],
        min_buy=size["min_buy"],
        max_order_quantity=size["max_order_quantity"],
        max_market_order_quantity=size["max_market_order_quantity"],
        unlimited_sessions=first.get("unlimited_sessions", 0),
        first_session_up=_fraction(first.get("first_session_up")),
        first_session_down=_fraction(first.get("first_session_down")),
        phases=tuple(Phase(phase=part["phase"], start=part["start"], end=part["end"]) for part in session.get("phases", ())),
        source=" | ".join(part["source"] for part in parts if part),
    )


@cache
def _rows(table: str) -> tuple[dict[str, Any], ...]:
    """The rows of one committed table."""
    text = files("aistock.market").joinpath(f"rules/{table}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["rows"])


def _row_on(rows: list[dict[str, Any]], on: date) -> dict[str, Any] | None:
    """The row in force on a date."""
    return next((row for row in rows if _holds(_day(row["effective_from"]), _end(row["effective_to"]), on)), None)


def _holds(start: date, end: date | None, on: date) -> bool:
    """Whether the half-open interval holds the date."""
    return start <= on and (end is None or on < end)


def _day(text: str) -> date:
    """A date of a table."""
    return date.fromisoformat(text)


def _end(text: str | None) -> date | None:
    """An end of a table row; None is open."""
    return None if text is None else date.fromisoformat(text)


def _fraction(text: str | None) -> Fraction | None:
    """An exact fraction of a table, such as 1/10."""
    return None if text is None else Fraction(text)
