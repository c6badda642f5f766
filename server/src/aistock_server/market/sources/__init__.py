"""Sources of history: one port, one meaning of every column, whoever answers."""

from aistock_server.market.sources.columns import MEANINGS, Meaning, Table
from aistock_server.market.sources.faults import Fault, fault_of
from aistock_server.market.sources.laws import answered, asked, spelled
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    Column,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
)
from aistock_server.market.sources.port import HistorySource

__all__ = [
    "MEANINGS",
    "Batch",
    "CalendarAnswer",
    "Column",
    "Fault",
    "HistorySource",
    "InstrumentsAnswer",
    "Meaning",
    "Offer",
    "Provenance",
    "Question",
    "SourceCard",
    "Table",
    "answered",
    "asked",
    "fault_of",
    "spelled",
]
