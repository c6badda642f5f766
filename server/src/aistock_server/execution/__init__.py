"""Execution: signals to weights, orders, fills, positions and value, with a journal under everything."""

from aistock_server.execution.room import Execution, Stores

__all__ = ["Execution", "Stores"]
