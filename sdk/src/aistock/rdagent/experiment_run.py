"""A loop of RD-Agent that answers an ExperimentRequest: what write_loop_artifacts needs, taken from request and result."""

from collections.abc import Sequence
from datetime import datetime

from aistock.contract.v1.models import CostBasis, Metric, ReturnBasis
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult, FactorSetConfig, ResultStatus
from aistock.library.v1.models import FactorSource, FeedbackSummary, LoopAction, LoopStatus
from aistock.rdagent._loop_run import LoopRun

_LIBRARY_SIZES = {"qlib_alpha158": 158, "qlib_alpha360": 360}
_PREFERRED = (
    (CostBasis.WITH_COST, ReturnBasis.EXCESS),
    (CostBasis.WITH_COST, ReturnBasis.ABSOLUTE),
    (CostBasis.NONE, ReturnBasis.NONE),
)
_DECIDED_BY = "rule:positive_ic_and_return"


def run_of_experiment(
    request: ExperimentRequest,
    result: ExperimentResult,
    *,
    task_run_id: str,
    loop_id: int,
    workspace_id: str,
    workspace_path: str,
    generated_at_utc: datetime,
    workspace_store: str | None = None,
) -> LoopRun:
    """The loop, decided by a plain rule: accepted when the information coefficient and the return after costs are positive."""
    succeeded = result.status is ResultStatus.SUCCEEDED
    decision, summary = _conclusion(result.metrics) if succeeded else (None, FeedbackSummary(execution=_failure(result)))
    return LoopRun(
        task_run_id=task_run_id,
        loop_id=loop_id,
        workspace_id=workspace_id,
        workspace_path=workspace_path,
        workspace_store=workspace_store,
        generated_at_utc=generated_at_utc,
        action=LoopAction.MODEL,
        status=LoopStatus.SUCCESS if succeeded else LoopStatus.FAILED,
        experiment_type=str(request.kind),
        experiment_id=result.experiment_id,
        feature_sources=feature_sources(request.factor_set, result.features),
        data_source="synthetic" if result.synthetic else "aistock",
        decision=decision,
        hypothesis=request.description,
        summary=summary,
        decided_by=_DECIDED_BY if decision is not None else None,
        started_at_utc=result.started_at_utc,
        ended_at_utc=result.ended_at_utc,
    )


def feature_sources(factor_set: FactorSetConfig, features: list[str]) -> dict[str, FactorSource]:
    """Who made each feature: whole libraries come first in their own order, then the single factors by name."""
    known = {source.value: source for source in FactorSource}
    single = {factor.name: known.get(factor.source, FactorSource.EXTERNAL) for factor in factor_set.factors}
    found: dict[str, FactorSource] = {}
    rest = [name for name in features if name not in single]
    for library in factor_set.libraries:
        taken, rest = rest[: _LIBRARY_SIZES[library]], rest[_LIBRARY_SIZES[library] :]
        found |= dict.fromkeys(taken, known[library])
    return found | {name: source for name, source in single.items() if name in features}


def _figure(metrics: Sequence[Metric], name: str) -> Metric | None:
    """The figure of that name: after costs against the benchmark when there is one, else after costs, else costless."""
    found = {(metric.basis.cost_basis, metric.basis.return_basis): metric for metric in metrics if metric.name == name}
    return next((found[basis] for basis in _PREFERRED if basis in found), None)


def _conclusion(metrics: Sequence[Metric]) -> tuple[bool | None, FeedbackSummary]:
    """The decision and three short Chinese texts that hold nothing but the figures."""
    ic, earned, fall = (_figure(metrics, name) for name in ("ic_mean", "annualized_return", "max_drawdown"))
    if ic is None or earned is None:
        return None, FeedbackSummary(execution="实验完成，但缺少 IC 或年化收益，未作判断。")
    accepted = ic.value > 0 and earned.value > 0
    verdict = "信号有效，接受" if accepted else "信号无效，不接受"
    benchmark = f"相对 {earned.basis.benchmark} 的超额" if earned.basis.benchmark else ""
    return accepted, FeedbackSummary(
        execution="实验完成，回测与信号分析均已产出。",
        value_feedback=f"IC 均值 {ic.value:.4f}，扣费后{benchmark}年化收益 {earned.value:.2%}：{verdict}。",
        shape_feedback=f"最大回撤 {fall.value:.2%}。" if fall else None,
    )


def _failure(result: ExperimentResult) -> str:
    if result.failure is None:
        return "实验未完成。"
    return f"实验在 {result.failure.stage} 阶段失败：{result.failure.message}"
