"""The worker's side of the queue: a lease that expires, a token that fences off who came before."""

from dataclasses import replace
from datetime import datetime, timedelta

from aistock.experiments.v1.models import (
    CompleteExperimentRequest,
    CompleteExperimentResponse,
    ExperimentLease,
    ExperimentResult,
    ExperimentState,
    FailExperimentRequest,
    FailExperimentResponse,
    HeartbeatExperimentRequest,
    HeartbeatExperimentResponse,
    LeaseExperimentRequest,
    LeaseExperimentResponse,
    RunFailure,
    RunStage,
)
from aistock_server.experiments.model import Ticket
from aistock_server.experiments.ports import ExperimentStore, StoredFiles
from aistock_server.experiments.record import existing, record
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Conflict, Invalid, Refused, Violation

DEFAULT_TTL_SECONDS = 30


class Leases:
    """Hands experiments out and takes their ends back."""

    def __init__(self, store: ExperimentStore, files: StoredFiles, clock: Clock) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    def lease(self, request: LeaseExperimentRequest) -> LeaseExperimentResponse:
        """The most urgent experiment, those whose worker went silent included; nothing when the queue is empty."""
        now = self._clock.now()
        self._take_back(now)
        ticket = self._store.next_queued()
        if ticket is None:
            return LeaseExperimentResponse()
        expires = now + timedelta(seconds=request.ttl_seconds or DEFAULT_TTL_SECONDS)
        attempts = ticket.experiment.attempts + 1
        ticket = ticket.moved(
            ExperimentState.RUNNING, now, attempts=attempts, worker_id=request.worker_id, progress=None, result=None
        )
        ticket = record(self._store, replace(ticket, fencing_token=attempts, lease_expires_at=expires))
        return LeaseExperimentResponse(lease=_lease_of(ticket), experiment=ticket.experiment)

    def heartbeat(self, request: HeartbeatExperimentRequest) -> HeartbeatExperimentResponse:
        """The lease, longer by as much as it was granted for; tells a worker whose experiment was cancelled."""
        now = self._clock.now()
        ticket = existing(self._store, request.experiment_id)
        if ticket.experiment.state is ExperimentState.CANCELLED and ticket.fencing_token == request.fencing_token:
            return HeartbeatExperimentResponse(lease=_lease_of(ticket), cancelled=True)
        self._held(ticket, request.fencing_token)
        assert ticket.lease_expires_at is not None
        span = max(ticket.lease_expires_at - ticket.experiment.updated_at_utc, timedelta(seconds=1))
        progress = request.progress or ticket.experiment.progress
        said = progress != ticket.experiment.progress
        ticket = replace(ticket.moved(ExperimentState.RUNNING, now, progress=progress), lease_expires_at=now + span)
        if said:
            ticket = record(self._store, ticket)
        else:
            self._store.save(ticket, None)
        return HeartbeatExperimentResponse(lease=_lease_of(ticket), cancelled=False)

    def complete(self, request: CompleteExperimentRequest) -> CompleteExperimentResponse:
        """Take a result whose every file the vault holds."""
        ticket = self._answered(request.result, request.fencing_token)
        ticket = ticket.moved(ExperimentState.SUCCEEDED, self._clock.now(), result=request.result, progress=None)
        return CompleteExperimentResponse(experiment=record(self._store, ticket).experiment)

    def fail(self, request: FailExperimentRequest) -> FailExperimentResponse:
        """Take a failure; queue the experiment again when that may help and attempts are left."""
        ticket = self._answered(request.result, request.fencing_token)
        failure = request.result.failure
        assert failure is not None, "experiment_result.failure_iff_failed"
        again = failure.retryable and ticket.experiment.attempts < ticket.most_attempts
        state = ExperimentState.QUEUED if again else ExperimentState.FAILED
        ticket = ticket.moved(state, self._clock.now(), result=request.result, progress=None)
        return FailExperimentResponse(experiment=record(self._store, ticket, failure).experiment)

    def _take_back(self, now: datetime) -> None:
        for ticket in self._store.expired(now):
            spent = ticket.experiment.attempts >= ticket.most_attempts
            failure = RunFailure(
                stage=ticket.experiment.progress.stage if ticket.experiment.progress else RunStage.PREPARE,
                reason="lease_expired",
                message=f"worker {ticket.experiment.worker_id} sent no heartbeat until {ticket.lease_expires_at}",
                remedy="look at the worker's log; the experiment is queued again while attempts are left",
                retryable=not spent,
            )
            state = ExperimentState.FAILED if spent else ExperimentState.QUEUED
            record(self._store, ticket.moved(state, now, progress=None), failure)

    def _held(self, ticket: Ticket, fencing_token: int) -> None:
        if ticket.experiment.state is not ExperimentState.RUNNING or ticket.fencing_token != fencing_token:
            raise Conflict(
                "LEASE_LOST",
                f"lease {fencing_token} of experiment {ticket.experiment.experiment_id!r} does not hold any more: it is "
                f"{ticket.experiment.state} under lease {ticket.fencing_token}; stop the run",
                experiment_id=ticket.experiment.experiment_id,
                state=ticket.experiment.state,
                fencing_token=ticket.fencing_token,
            )

    def _answered(self, result: ExperimentResult, fencing_token: int) -> Ticket:
        ticket = existing(self._store, result.experiment_id)
        self._held(ticket, fencing_token)
        wrong = [
            Violation(field=f"result.{field}", rule=f"result.matches_{field}", value=str(said), message=f"must be {meant}")
            for field, said, meant in (
                ("request_id", result.request_id, ticket.experiment.request.request_id),
                ("attempt", result.attempt, fencing_token),
                ("worker_id", result.worker_id, ticket.experiment.worker_id),
            )
            if said != meant
        ]
        if wrong:
            raise Invalid(
                "INVALID_FIELD",
                f"the result is not the one this lease ran: {wrong[0].field} {wrong[0].message}",
                violations=wrong,
            )
        for named in result.files:
            size = self._files.size_of(named.file.sha256)
            if size != named.file.size:
                found = "is not stored" if size is None else f"is stored with {size} bytes"
                raise Refused(
                    "ARTIFACT_MISSING",
                    f"file {named.name!r} ({named.file.sha256}, {named.file.size} bytes) {found}; store it with PutArtifact first",
                    name=named.name,
                    sha256=named.file.sha256,
                )
        return ticket


def _lease_of(ticket: Ticket) -> ExperimentLease:
    experiment = ticket.experiment
    assert ticket.lease_expires_at is not None and experiment.worker_id is not None
    return ExperimentLease(
        experiment_id=experiment.experiment_id,
        fencing_token=ticket.fencing_token,
        expires_at_utc=ticket.lease_expires_at,
        worker_id=experiment.worker_id,
    )
