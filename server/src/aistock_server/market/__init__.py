"""The market room: immutable snapshots of bars, read with one meaning of every column."""

from aistock_server.market.model import BarTable, DayBar, Snapshot
from aistock_server.market.room import Market

__all__ = ["BarTable", "DayBar", "Market", "Snapshot"]
