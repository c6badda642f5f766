"""The experiments room: configurations, and the queue between those who ask and the workers who run."""

from aistock_server.experiments.configs import Configs
from aistock_server.experiments.experiments import Experiments
from aistock_server.experiments.model import Ticket
from aistock_server.experiments.ports import (
    ConfigStore,
    ExperimentStore,
    KnownSnapshots,
    KnownStrategies,
    StoredExperimentEvent,
    StoredFiles,
)

__all__ = [
    "ConfigStore",
    "Configs",
    "ExperimentStore",
    "Experiments",
    "KnownSnapshots",
    "KnownStrategies",
    "StoredExperimentEvent",
    "StoredFiles",
    "Ticket",
]
