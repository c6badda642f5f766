"""Twins of the rules between fields of the execution messages."""

from aistock.execution.cross_field import accounts, orders, portfolios

__all__ = ["accounts", "orders", "portfolios"]
