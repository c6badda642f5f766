"""The queue of experiments: asking, following and ending them."""

from aistock.experiments.v1.models import (
    CancelExperimentRequest,
    CancelExperimentResponse,
    CompleteExperimentRequest,
    CompleteExperimentResponse,
    DraftFromStrategyRequest,
    DraftFromStrategyResponse,
    Experiment,
    ExperimentState,
    FailExperimentRequest,
    FailExperimentResponse,
    GetExperimentRequest,
    GetExperimentResponse,
    HeartbeatExperimentRequest,
    HeartbeatExperimentResponse,
    LeaseExperimentRequest,
    LeaseExperimentResponse,
    ListExperimentsRequest,
    ListExperimentsResponse,
    SubmitExperimentRequest,
    SubmitExperimentResponse,
    WatchExperimentRequest,
    WatchExperimentResponse,
)
from aistock_server.experiments import draft, leases
from aistock_server.experiments.model import ENDED, Ticket
from aistock_server.experiments.ports import ExperimentStore, KnownSnapshots, KnownStrategies, StoredFiles
from aistock_server.experiments.record import event_of, existing, record
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound, Refused
from aistock_server.kernel.feed import Batch, cursor_at, position
from aistock_server.kernel.ids import Ids
from aistock_server.kernel.paging import decode_token, encode_token, page_size

_EVENTS = 500


class Experiments:
    """The queue."""

    def __init__(
        self,
        store: ExperimentStore,
        snapshots: KnownSnapshots,
        files: StoredFiles,
        strategies: KnownStrategies,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._strategies = strategies
        self._clock = clock
        self._ids = ids
        self._leases = leases.Leases(store, files, clock)

    def submit(self, request: SubmitExperimentRequest) -> SubmitExperimentResponse:
        """Queue an experiment on a snapshot that this server holds."""
        snapshot_id = request.request.train_test.snapshot_id
        if not self._snapshots.has_snapshot(snapshot_id):
            raise Refused(
                "SNAPSHOT_UNKNOWN",
                f"request.train_test.snapshot_id {snapshot_id!r} is no snapshot of this server; ListDatasets names those there are",
                field="request.train_test.snapshot_id",
                snapshot_id=snapshot_id,
            )
        now = self._clock.now()
        experiment = Experiment(
            experiment_id=f"exp-{self._ids.next_hex()}",
            request=request.request,
            state=ExperimentState.QUEUED,
            attempts=0,
            submitted_at_utc=now,
            updated_at_utc=now,
        )
        ticket = Ticket(experiment=experiment, ordinal=self._store.next_ordinal(), last_seq=1)
        self._store.add(ticket, event_of(ticket))
        return SubmitExperimentResponse(experiment=experiment)

    def get(self, request: GetExperimentRequest) -> GetExperimentResponse:
        """An experiment as it stands."""
        return GetExperimentResponse(experiment=existing(self._store, request.experiment_id).experiment)

    def list_experiments(self, request: ListExperimentsRequest) -> ListExperimentsResponse:
        """Experiments, newest first."""
        size = page_size(request.page_size)
        filters = {"state": request.state, "kind": request.kind}
        key = decode_token(request.page_token, width=1, **filters)
        before = None if key is None else int(key[0])
        found = self._store.page(before=before, limit=size + 1, state=request.state, kind=request.kind)
        token = encode_token([found[size - 1].ordinal], **filters) if len(found) > size else None
        return ListExperimentsResponse(experiments=[ticket.experiment for ticket in found[:size]], next_page_token=token)

    def cancel(self, request: CancelExperimentRequest) -> CancelExperimentResponse:
        """End an experiment; one that has ended stays as it ended."""
        ticket = existing(self._store, request.experiment_id)
        if ticket.experiment.state not in ENDED:
            ticket = ticket.moved(ExperimentState.CANCELLED, self._clock.now(), progress=None)
            ticket = record(self._store, ticket)
        return CancelExperimentResponse(experiment=ticket.experiment)

    def watch(self, request: WatchExperimentRequest, after: int | None) -> Batch[WatchExperimentResponse]:
        """Events of an experiment after a position, until it has ended."""
        name = request.experiment_id
        ticket = existing(self._store, name)
        start = position(request.cursor, stream=name, last=ticket.last_seq) if after is None else after
        stored = self._store.events(name, start, _EVENTS)
        events = [item.event.model_copy(update={"cursor": cursor_at(name, item.seq)}) for item in stored]
        reached = stored[-1].seq if stored else start
        return Batch(events=events, after=reached, finished=ticket.experiment.state in ENDED and reached >= ticket.last_seq)

    def draft_from_strategy(self, request: DraftFromStrategyRequest) -> DraftFromStrategyResponse:
        """A request that asks for a strategy of the library again, on another snapshot."""
        strategy = self._strategies.find_strategy(request.strategy_id)
        if strategy is None:
            raise NotFound(
                "NOT_FOUND",
                f"no strategy {request.strategy_id!r} in the library; ListStrategies names those there are",
                name=request.strategy_id,
            )
        made = draft.from_strategy(strategy, request.snapshot_id, self._clock.now(), self._strategies.find_factor)
        return DraftFromStrategyResponse(request=made)

    def lease(self, request: LeaseExperimentRequest) -> LeaseExperimentResponse:
        """Work for a worker, when there is some."""
        return self._leases.lease(request)

    def heartbeat(self, request: HeartbeatExperimentRequest) -> HeartbeatExperimentResponse:
        """Keep a lease and take its progress."""
        return self._leases.heartbeat(request)

    def complete(self, request: CompleteExperimentRequest) -> CompleteExperimentResponse:
        """End a run that worked."""
        return self._leases.complete(request)

    def fail(self, request: FailExperimentRequest) -> FailExperimentResponse:
        """End a run that did not work."""
        return self._leases.fail(request)
