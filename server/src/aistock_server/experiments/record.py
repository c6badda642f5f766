"""How a change of an experiment becomes a row and an event."""

from dataclasses import replace

from aistock.experiments.v1.models import RunFailure, WatchExperimentResponse
from aistock_server.experiments.model import Ticket
from aistock_server.experiments.ports import ExperimentStore
from aistock_server.kernel.errors import NotFound
from aistock_server.kernel.feed import cursor_at


def existing(store: ExperimentStore, experiment_id: str) -> Ticket:
    """The ticket of an experiment; raises NotFound without one."""
    ticket = store.get(experiment_id)
    if ticket is None:
        raise NotFound("NOT_FOUND", f"no experiment {experiment_id!r}; ListExperiments names those there are", name=experiment_id)
    return ticket


def event_of(ticket: Ticket, failure: RunFailure | None = None) -> WatchExperimentResponse:
    """What followers of the experiment are told of a ticket as it stands."""
    experiment = ticket.experiment
    return WatchExperimentResponse(
        cursor=cursor_at(experiment.experiment_id, ticket.last_seq),
        at_utc=experiment.updated_at_utc,
        state=experiment.state,
        attempts=experiment.attempts,
        worker_id=experiment.worker_id,
        progress=experiment.progress,
        failure=failure,
    )


def record(store: ExperimentStore, ticket: Ticket, failure: RunFailure | None = None) -> Ticket:
    """Store a changed ticket with its next event."""
    numbered = replace(ticket, last_seq=ticket.last_seq + 1)
    store.save(numbered, event_of(numbered, failure))
    return numbered
