"""How a worker works, and the server it works for."""

from dataclasses import dataclass
from pathlib import Path

from aistock.worker.ports import ArtifactVault, Datasets, ExperimentQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a worker works; times are seconds."""

    worker_id: str
    workdir: Path
    ttl_seconds: int = 30
    poll_seconds: float = 1.0
    kernels: int = 2
    warm: bool = True
    """Start a child before there is work, so that Qlib is loaded when work comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The three sides of a server that a worker talks to."""

    queue: ExperimentQueue
    vault: ArtifactVault
    datasets: Datasets
