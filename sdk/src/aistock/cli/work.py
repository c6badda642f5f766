"""Run queued experiments on this machine, one after another."""

from __future__ import annotations

import argparse
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options

if TYPE_CHECKING:
    from aistock.worker import FinishedRun, Worker


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("--address", help="host:port of the server (default: $AISTOCK_ADDRESS)")
    parser.add_argument("--workdir", type=Path, default=Path("aistock-work"), help="where runs are kept (default: ./aistock-work)")
    parser.add_argument("--worker-id", default=f"{socket.gethostname()}-{os.getpid()}", help="name of this worker")
    parser.add_argument("--once", action="store_true", help="stop when the queue is empty")
    parser.add_argument("--kernels", type=int, default=2, help="threads a run may use (default: 2)")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop."""
    from aistock.worker import Settings, Worker
    from aistock.worker.server import server_of

    settings = Settings(worker_id=options.worker_id, workdir=options.workdir, kernels=options.kernels, warm=not options.once)
    with _options.client_of(options) as client, Worker(server_of(client), settings, on_finished=_tell) as worker:
        _stop_on_term(worker)
        ended = worker.run(until_idle=options.once)
    print(f"{ended} experiment(s) ended", flush=True)
    return 0


def _tell(run: FinishedRun) -> None:
    print(f"{run.experiment.experiment_id} {run.result.status}", flush=True)


def _stop_on_term(worker: Worker) -> None:
    def stop(*_: Any) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
