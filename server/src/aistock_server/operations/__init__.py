"""Long jobs: started by a room's mutation, run after its commit, followed and cancelled by id."""

from aistock_server.operations.operations import Job, Operations
from aistock_server.operations.ports import JobThreads, OperationStore, StoredEvent, UnitOfWork

__all__ = ["Job", "JobThreads", "OperationStore", "Operations", "StoredEvent", "UnitOfWork"]
