"""Target weights to orders; pure."""

from aistock_server.execution.orders.targets import CostOf, Goal, Purse, Wish, wishes

__all__ = ["CostOf", "Goal", "Purse", "Wish", "wishes"]
