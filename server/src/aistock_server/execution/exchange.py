"""The exchange's rules for one security on one day, by what is known of its standing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from aistock.market.trading_rules import TradingRule, board_of, limit_prices, rule_for
from aistock_server.execution.ports import Bar, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """One security's rule today, and its possible limits (down, up) in mills; no limits mean that every price is legal."""

    rule: TradingRule
    limits: tuple[tuple[int, int], ...]


#: The board of a code; asked for every signal of every day.
board_named = lru_cache(maxsize=16384)(board_of)

RuleOf = Callable[[str, Bar | None], DayRule]


def day_rule(code: str, day: date, standing: Standing, reference_mills: int | None) -> DayRule:
    """The rule, and the limits that each possible risk status would give for a reference price."""
    board = board_named(code)
    rules = [rule_for(board, status, day) for status in standing.statuses]
    if reference_mills is None:
        return DayRule(rule=rules[0], limits=())
    limits = [limit_prices(reference_mills, rule, session=standing.session) for rule in rules]
    if None in limits:
        return DayRule(rule=rules[0], limits=())
    return DayRule(rule=rules[0], limits=tuple(dict.fromkeys(pair for pair in limits if pair is not None)))
