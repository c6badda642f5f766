"""Building, keeping and following feedback, and proposing what it asks for."""

from aistock.contract.v1.models import DateRange
from aistock.execution.v1.models import AccountOpened, StrategyInstance
from aistock.experiments.v1.models import AssumptionSet, Experiment
from aistock.feedback import feedback_id
from aistock.feedback.v1.models import (
    BuildFeedbackRequest,
    BuildFeedbackResponse,
    GetFeedbackRequest,
    GetFeedbackResponse,
    ListFeedbackRequest,
    ListFeedbackResponse,
    LiveFeedback,
    ProposeExperimentRequest,
    ProposeExperimentResponse,
    PublishFeedbackRequest,
    PublishFeedbackResponse,
    WatchFeedbackRequest,
    WatchFeedbackResponse,
)
from aistock_server.feedback import benchmark as benchmarks
from aistock_server.feedback import drift, goals, ledger, measure, proposal
from aistock_server.feedback.ports import AccountJournals, Bars, FeedbackStore, Instances, KnownExperiments
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound, Refused, Violation
from aistock_server.kernel.feed import Batch, cursor_at, position
from aistock_server.kernel.paging import decode_token, encode_token, page_size

_SOURCE = "aistock_server"
_STREAM = "feedback"
_EVENTS = 100


class Feedback:
    """The feedback room."""

    def __init__(
        self,
        store: FeedbackStore,
        journals: AccountJournals,
        instances: Instances,
        experiments: KnownExperiments,
        bars: Bars,
        clock: Clock,
    ) -> None:
        self._store = store
        self._journals = journals
        self._instances = instances
        self._experiments = experiments
        self._bars = bars
        self._clock = clock

    def build(self, request: BuildFeedbackRequest) -> BuildFeedbackResponse:
        """Measure an instance and store the feedback; an equal measurement is the feedback that exists."""
        instance = self._instances.find_instance(request.strategy_instance_id)
        if instance is None:
            name = request.strategy_instance_id
            raise NotFound("NOT_FOUND", f"no strategy instance {name!r}; ListInstances names those there are", name=name)
        feedback = self._measured(request, instance)
        known = self._store.get(feedback.feedback_id)
        if known is None:
            self._store.add(feedback)
        return BuildFeedbackResponse(feedback=known or feedback)

    def publish(self, request: PublishFeedbackRequest) -> PublishFeedbackResponse:
        """Store a feedback measured elsewhere, once."""
        given = request.feedback
        meant = feedback_id(given)
        if given.feedback_id != meant:
            wrong = Violation(
                field="feedback.feedback_id",
                rule="live_feedback.id_names_content",
                value=given.feedback_id,
                message=f"must be {meant}, which this content gets",
            )
            raise Invalid("INVALID_FIELD", f"feedback.feedback_id must be {meant} for this content", violations=[wrong])
        # The id is the hash of the content, so what is stored under it is this content.
        known = self._store.get(meant)
        if known is None:
            self._store.add(given)
        return PublishFeedbackResponse(feedback_id=meant, created=known is None)

    def get(self, request: GetFeedbackRequest) -> GetFeedbackResponse:
        """A feedback by id."""
        return GetFeedbackResponse(feedback=self._existing(request.feedback_id))

    def list_feedback(self, request: ListFeedbackRequest) -> ListFeedbackResponse:
        """Feedback, oldest first."""
        size = page_size(request.page_size)
        filters = {"instance": request.strategy_instance_id, "experiment": request.experiment_id}
        key = decode_token(request.page_token, width=1, **filters)
        found = self._store.after(
            0 if key is None else int(key[0]),
            limit=size + 1,
            instance_id=request.strategy_instance_id,
            experiment_id=request.experiment_id,
        )
        token = encode_token([found[size - 1][0]], **filters) if len(found) > size else None
        return ListFeedbackResponse(feedback=[item for _, item in found[:size]], next_page_token=token)

    def watch(self, request: WatchFeedbackRequest, after: int | None) -> Batch[WatchFeedbackResponse]:
        """Feedback after a position; there may always come more."""
        start = position(request.cursor, stream=_STREAM, last=self._store.last_seq()) if after is None else after
        found = self._store.after(start, limit=_EVENTS, instance_id=request.strategy_instance_id)
        events = [WatchFeedbackResponse(cursor=cursor_at(_STREAM, seq), feedback=item) for seq, item in found]
        return Batch(events=events, after=found[-1][0] if found else start, finished=False)

    def propose(self, request: ProposeExperimentRequest) -> ProposeExperimentResponse:
        """The directed request that a feedback asks for."""
        feedback = self._existing(request.feedback_id)
        parent = self._parent(feedback.experiment_id)
        if parent is None:
            raise Refused(
                "FEEDBACK_HAS_NO_PARENT",
                f"feedback {feedback.feedback_id!r} names experiment {feedback.experiment_id!r}, which this server does not know; "
                "submit a request by hand",
                feedback_id=feedback.feedback_id,
            )
        return ProposeExperimentResponse(request=proposal.propose(feedback, parent.request, parent.experiment_id))

    def _existing(self, name: str) -> LiveFeedback:
        feedback = self._store.get(name)
        if feedback is None:
            raise NotFound("NOT_FOUND", f"no feedback {name!r}; ListFeedback names those there are", name=name)
        return feedback

    def _parent(self, experiment_id: str | None) -> Experiment | None:
        return None if experiment_id is None else self._experiments.find_experiment(experiment_id)

    def _measured(self, request: BuildFeedbackRequest, instance: StrategyInstance) -> LiveFeedback:
        period = request.period
        journal = self._journals.journal(instance.account_id)
        opened = next((event.entry for event in journal if isinstance(event.entry, AccountOpened)), None)
        book = ledger.read(journal, period.start_date if period else None, period.end_date if period else None)
        if not book.days or opened is None:
            asked = f"{period.start_date} to {period.end_date}" if period else "any day"
            raise Refused(
                "PERIOD_EMPTY",
                f"account {instance.account_id!r} has no settled day in {asked}; advance it, or widen the period",
                account_id=instance.account_id,
            )
        parent = self._parent(instance.experiment_id)
        wanted = request.benchmark or (parent.request.strategy.benchmark if parent else None)
        days = [day.on for day in book.days]
        moves = benchmarks.daily_returns(self._bars, opened.snapshot_id, wanted, days) if wanted and opened.snapshot_id else None
        performance = measure.performance(book, wanted, moves)
        execution = measure.execution(book)
        alerts = measure.drawdown_alerts(book.days, measure.wealth(measure.daily_returns(book)))
        within = [event for event in book.events if days[0] <= event.trading_date <= days[-1]]
        assumed: AssumptionSet | None = parent.result.assumptions if parent and parent.result else None
        lines = []
        if assumed is not None and opened.snapshot_id is not None:
            snapshot = opened.snapshot_id
            lines = drift.drift(assumed, book, performance, execution, lambda on: self._bars.day(snapshot, on))
        feedback = LiveFeedback(
            generated_at_utc=self._clock.now(),
            source=_SOURCE,
            feedback_id="0" * 32,
            strategy_instance_id=instance.instance_id,
            experiment_id=instance.experiment_id,
            account_id=instance.account_id,
            env=instance.env,
            period=DateRange(start_date=days[0], end_date=days[-1]),
            performance=performance,
            execution=execution,
            events=sorted([*within, *alerts], key=lambda event: event.timestamp_utc),
            drift=lines,
            goals=list(request.goals) or goals.derive(lines, performance),
            strategy_config_hash=instance.strategy_config_hash,
            factor_set_hash=instance.factor_set_hash,
            synthetic=opened.synthetic,
        )
        return feedback.model_copy(update={"feedback_id": feedback_id(feedback)})
