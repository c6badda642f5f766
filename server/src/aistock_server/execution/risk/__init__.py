"""The risk gate: one rule a file; pure."""

from aistock_server.execution.risk.ask import Ask, Policy, View
from aistock_server.execution.risk.gate import RULES, judge

__all__ = ["RULES", "Ask", "Policy", "View", "judge"]
