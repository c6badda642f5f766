"""The paper venue: a gateway that matches orders against the bars of a snapshot."""

from aistock_server.adapters.paper.gateway import PaperGateway
from aistock_server.adapters.paper.preview import PreviewGateway
from aistock_server.adapters.paper.standings import UnknownStandings

__all__ = ["PaperGateway", "PreviewGateway", "UnknownStandings"]
