"""Runs experiments of a server's queue: lease, run in a child process, store what came of it, complete."""

from aistock.worker.ports import LEASE_LOST, ArtifactVault, DatasetArchive, Datasets, ExperimentQueue
from aistock.worker.settings import Server, Settings
from aistock.worker.worker import FinishedRun, Worker

__all__ = [
    "LEASE_LOST",
    "ArtifactVault",
    "DatasetArchive",
    "Datasets",
    "ExperimentQueue",
    "FinishedRun",
    "Server",
    "Settings",
    "Worker",
]
