"""The one directed experiment that a feedback asks for, bounded by its goals."""

from aistock.experiments.v1.models import (
    Constraints,
    ExperimentKind,
    ExperimentRequest,
    FeedbackTrigger,
    MetricLimit,
    StrategyConfig,
    TopkDropout,
)
from aistock.feedback import proposal_request_id
from aistock.feedback.v1.models import (
    AssumptionKind,
    CorrectAssumption,
    ImprovementGoal,
    KeepReturn,
    LiveFeedback,
    ReduceDrawdown,
    ReduceSlippage,
    ReduceTurnover,
)

_COST_FIELDS = {AssumptionKind.OPEN_COST: "open_cost", AssumptionKind.CLOSE_COST: "close_cost"}


def _limits(goal: ImprovementGoal) -> list[MetricLimit]:
    match goal:
        case ReduceDrawdown(floor=floor):
            return [MetricLimit(metric="max_drawdown", at_least=floor)]
        case ReduceTurnover(ceiling=ceiling):
            return [MetricLimit(metric="turnover", at_most=ceiling)]
        case ReduceSlippage(ceiling_bps=ceiling):
            return [MetricLimit(metric="avg_slippage_bps", at_most=ceiling)]
        case KeepReturn(floor=floor):
            return [MetricLimit(metric="annualized_return", at_least=floor)]
    return []


def _directed(strategy: StrategyConfig, goal: ImprovementGoal) -> StrategyConfig:
    match goal:
        case CorrectAssumption(assumption=kind, value=value) if kind in _COST_FIELDS:
            costs = strategy.costs.model_copy(update={_COST_FIELDS[kind]: value})
            return strategy.model_copy(update={"costs": costs})
        case ReduceTurnover() if isinstance(strategy.weight, TopkDropout) and strategy.weight.n_drop > 1:
            # Replacing fewer names a day is the one handle on turnover that leaves the signal as it is.
            weight = strategy.weight.model_copy(update={"n_drop": (strategy.weight.n_drop + 1) // 2})
            return strategy.model_copy(update={"weight": weight})
    return strategy


def propose(feedback: LiveFeedback, parent: ExperimentRequest, parent_id: str) -> ExperimentRequest:
    """The parent's request, directed: same data and seed, corrected assumptions, limits from the goals.

    The same feedback gives the same request, its request_id included, so that proposing twice and submitting both runs once.
    """
    strategy = parent.strategy
    limits = {limit.metric: limit for limit in (parent.constraints.limits if parent.constraints else [])}
    for goal in feedback.goals:
        strategy = _directed(strategy, goal)
        limits.update({limit.metric: limit for limit in _limits(goal)})
    before = parent.constraints or Constraints()
    return ExperimentRequest(
        generated_at_utc=feedback.generated_at_utc,
        source="aistock_server.feedback",
        request_id=proposal_request_id(feedback.feedback_id),
        name=f"directed by {feedback.feedback_id}",
        kind=ExperimentKind.DIRECTED,
        priority=parent.priority,
        strategy=strategy,
        factor_set=parent.factor_set,
        train_test=parent.train_test,
        objective=parent.objective,
        constraints=before.model_copy(update={"limits": list(limits.values())}),
        budget=parent.budget,
        seed=parent.seed,
        triggered_by=FeedbackTrigger(feedback_id=feedback.feedback_id, parent_experiment_id=parent_id),
        strategy_id=parent.strategy_id,
        user_tags=parent.user_tags,
    )
