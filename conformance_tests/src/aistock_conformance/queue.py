"""The queue of experiments for cases: submitting, ending, and leaving nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from aistock.client import Client
from aistock.errors import RpcError
from aistock.experiments.v1.models import Experiment, ExperimentLease, ExperimentRequest, ExperimentState
from aistock_conformance import documents
from aistock_conformance.target import Target

FILE = b"a file of a run"
WORKER = "conformance-worker"


@contextmanager
def submitted(client: Client, request: ExperimentRequest) -> Iterator[Experiment]:
    """An experiment in the queue, cancelled at the end."""
    experiment = client.experiments.submit_experiment(request)
    try:
        yield experiment
    finally:
        with suppress(RpcError):
            client.experiments.cancel_experiment(experiment.experiment_id)


def leased(client: Client, request: ExperimentRequest, *, ttl_seconds: int = 600) -> tuple[Experiment, ExperimentLease]:
    """An experiment that this case has leased."""
    made = client.experiments.submit_experiment(request)
    answer = client.experiments.lease_experiment(WORKER, ttl_seconds=ttl_seconds)
    assert answer.lease is not None and answer.experiment is not None
    assert answer.lease.experiment_id == made.experiment_id, "the queue was not empty"
    return answer.experiment, answer.lease


def completed(client: Client, experiment: Experiment, lease: ExperimentLease) -> Experiment:
    """The experiment, ended well."""
    stored = client.artifacts.put(FILE)
    result = documents.succeeded(
        experiment.request,
        experiment.experiment_id,
        worker_id=WORKER,
        attempt=lease.fencing_token,
        file_sha256=stored.sha256,
        file_size=stored.size,
    )
    return client.experiments.complete_experiment(result, fencing_token=lease.fencing_token)


def require_idle(client: Client, target: Target) -> None:
    """Cancel what cases left in the queue; skip a case that takes work when others have work there."""
    for state in (ExperimentState.QUEUED, ExperimentState.RUNNING):
        for experiment in list(client.experiments.list_experiments(state=state, page_size=1000)):
            if experiment.request.source != documents.HEAD["source"] and not target.own:
                pytest.skip(f"the queue at {target.address} holds experiments of others; this case would take them")
            client.experiments.cancel_experiment(experiment.experiment_id)
