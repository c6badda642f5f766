"""What a daily bar would have done to orders, under the exchange's rules; pure."""

from aistock_server.execution.matching.one_order import DayTerms, Match, locked, match
from aistock_server.execution.matching.session import match_session

__all__ = ["DayTerms", "Match", "locked", "match", "match_session"]
