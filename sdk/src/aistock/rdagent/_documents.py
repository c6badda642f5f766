"""The documents of a workspace, made from what a run left there and what its caller knows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from aistock.contract.v1.models import DateRange, MetricBasis, ReturnBasis
from aistock.library import evidence
from aistock.library.identity import feature_hash, strategy_id
from aistock.library.metrics import basis_of, further_figures, named_figures
from aistock.library.v1.models import (
    CatalogFactor,
    ColumnProfile,
    DataProfile,
    DataSplit,
    EvidenceFile,
    FactorCombination,
    FactorMeta,
    FactorPerf,
    FactorPerformance,
    FactorSource,
    FeedbackSummary,
    LoopFeedback,
    LoopMetrics,
    LoopStatus,
    ModelFormat,
    ModelMeta,
    OutputForm,
    PerformanceWindow,
    PreprocessStep,
    ResultCriteria,
    ReturnRow,
    ReturnsSchema,
    SignalRow,
    SignalSet,
    StrategyMeta,
    WorkspaceRole,
)
from aistock.rdagent._executed_config import ExecutedConfig
from aistock.rdagent._loop_run import LoopRun
from aistock.rdagent._sources import Sources
from aistock.rdagent._tables import EQUAL_WEIGHT, ReturnDay, Score

_FORMATS = {"model.txt": ModelFormat.LIGHTGBM_TEXT, "model.json": ModelFormat.LINEAR_JSON}


def result_criteria(run: LoopRun, sources: Sources) -> ResultCriteria:
    """Which files must prove the result, which of them are there, and so whether there is one.

    Files in a failed run or in a sub-workspace prove nothing: they may be left from an earlier attempt.
    """
    required = evidence.required_files(run.action)
    counts = run.status is LoopStatus.SUCCESS and run.role is WorkspaceRole.EXPERIMENT_WORKSPACE
    found = []
    for name in required if counts else ():
        if sources.has(name) and (sources.path(name).is_symlink() or sources.path(name).stat().st_size > 0):
            sha256, size = sources.hashed(name)
            found.append(EvidenceFile(name=name, path=name, sha256=sha256, size=size))
    proved = evidence.has_result(run.action, (item.name for item in found))
    return ResultCriteria(action=run.action, required_files=list(required), evidence=found, has_result=proved)


def loop_metrics(source: Mapping[str, float]) -> LoopMetrics:
    """Named figures in their fields, everything else under its own key."""
    values: dict[str, Any] = {**further_figures(source), **named_figures(source)}
    return LoopMetrics(**values)


def metrics_basis(source: Mapping[str, float], config: ExecutedConfig | None) -> dict[str, MetricBasis]:
    """What each figure means."""
    found = basis_of(source, config.benchmark if config else None)
    if config is not None:
        return found
    # Whether returns are against a benchmark is known from the configuration alone.
    return {name: basis for name, basis in found.items() if basis.return_basis is ReturnBasis.NONE}


def factor_meta(run: LoopRun, features: Sequence[tuple[str, str | None]]) -> FactorMeta:
    """The features in the model's order, as the caller describes them or by their expression; then the caller's other factors."""
    described = {factor.name: factor for factor in run.factors}
    listed = [described.pop(name) if name in described else _plain_factor(run, name, text) for name, text in features]
    return FactorMeta(**run.envelope(), factors=[*listed, *described.values()])


def _plain_factor(run: LoopRun, name: str, expression: str | None) -> CatalogFactor:
    source = run.feature_sources.get(name, FactorSource.RD_AGENT)
    alpha = {
        FactorSource.QLIB_ALPHA158: "alpha158",
        FactorSource.QLIB_ALPHA360: "alpha360",
        FactorSource.RD_AGENT: "rdagent_generated",
    }
    made_here = source is FactorSource.RD_AGENT
    return CatalogFactor(
        name=name,
        expression=expression,
        source=source,
        region=run.region,
        tags=[alpha[source]] if source in alpha else [],
        freq="1d",
        created_at_utc=run.generated_at_utc if made_here else None,
        experiment_id=f"{run.task_run_id}/{run.loop_id}" if made_here else None,
    )


def factor_perf(
    run: LoopRun,
    config: ExecutedConfig | None,
    names: Sequence[str],
    *,
    figures: Mapping[str, float],
    days: Sequence[ReturnDay],
    alone: Sequence[FactorPerformance],
) -> FactorPerf:
    """Each factor alone as far as it was measured, and the features together over the backtest."""
    if not names and not figures:
        return FactorPerf(**run.envelope(), factors=list(alone), combinations=[])
    named = named_figures(figures)
    ratio = "1day.excess_return_with_cost.information_ratio"
    rest = {
        name: value
        for name, value in {**further_figures(figures), **named}.items()
        if name not in ("annualized_return", "max_drawdown", ratio)
    }
    basis = metrics_basis(figures, config)
    if ratio in basis:
        basis["sharpe"] = basis.pop(ratio)
    window = PerformanceWindow(
        name="main_window",
        period=DateRange(start_date=days[0].day, end_date=days[-1].day) if days else None,
        annualized_return=named.get("annualized_return"),
        max_drawdown=named.get("max_drawdown"),
        sharpe=figures.get(ratio),
        metrics=rest,
        metrics_basis=basis,
    )
    return FactorPerf(
        **run.envelope(),
        factors=list(alone),
        combinations=[FactorCombination(name="main", factor_names=list(names), windows=[window])],
    )


def feedback(run: LoopRun) -> LoopFeedback:
    """What the caller concluded; nothing is invented."""
    return LoopFeedback(
        **run.envelope(),
        decision=run.decision,
        hypothesis=run.hypothesis,
        summary=run.summary or FeedbackSummary(),
        decided_by=run.decided_by,
    )


def model_meta(run: LoopRun, config: ExecutedConfig, weights: tuple[str, str] | None) -> ModelMeta:
    """The model as it ran, with the order of its features; `weights` are name and SHA-256 of its file."""
    return ModelMeta(
        **run.envelope(),
        model_type=config.model_type,
        model_conf=dict(config.blocks["model_config"]),
        dataset_conf=dict(config.blocks["dataset_config"]),
        features=list(config.names),
        feature_count=len(config.names),
        feature_hash=feature_hash(config.names),
        preprocessing=[*_steps(config.infer_processors, learned=False), *_steps(config.learn_processors, learned=True)],
        executed_config_hash=config.whole_hash,
        model_format=_FORMATS.get(weights[0], ModelFormat.OPAQUE) if weights else None,
        model_file=weights[0] if weights else None,
        model_sha256=weights[1] if weights else None,
        label=config.label,
        seed=config.seed,
    )


def _steps(processors: Iterable[Mapping[str, Any]], *, learned: bool) -> list[PreprocessStep]:
    found = []
    for step in processors:
        kwargs = {key: value for key, value in (step.get("kwargs") or {}).items() if key != "fields_group"}
        group = (step.get("kwargs") or {}).get("fields_group")
        found.append(PreprocessStep(name=str(step["class"]), learned=learned, fields_group=group, kwargs=kwargs))
    return found


def strategy_meta(run: LoopRun, config: ExecutedConfig, templates: Sequence[str]) -> StrategyMeta:
    """The strategy as it ran, named by the templates of its workspace."""
    identity = strategy_id(run.scenario, run.step_name, run.action, templates)
    top_k = config.strategy_setting("topk")
    return StrategyMeta(
        **run.envelope(),
        strategy_id=identity,
        strategy_name=f"{config.blocks['portfolio_config'].get('class', 'strategy')} {config.hash[:12]}",
        config_hash=config.hash,
        output_form=OutputForm.SIGNAL,
        top_k=top_k,
        n_drop=config.strategy_setting("n_drop"),
        portfolio_config=dict(config.blocks["portfolio_config"]),
        backtest_config=dict(config.blocks["backtest_config"]),
        template_files=list(templates),
    )


def signal_set(
    run: LoopRun, scores: Sequence[Score], *, top_k: int, weighs: bool, n_drop: int | None, table: tuple[str, str]
) -> SignalSet:
    """The rows with their meaning; `table` are name and SHA-256 of the table that holds the same rows.

    Without `weighs` nobody knows how the strategy would have weighed the best `top_k`, and nothing is said of it.
    """
    rows = [
        SignalRow(
            trade_date=row.trade_date,
            effective_date=row.effective_date,
            instrument=row.instrument,
            score=row.score,
            rank=row.rank,
            target_weight=1.0 / top_k if weighs else None,
        )
        for row in scores
    ]
    return SignalSet(
        **run.envelope(),
        freq="1d",
        top_k=top_k,
        n_drop=n_drop,
        weight_method=EQUAL_WEIGHT if weighs else "unknown",
        row_count=len(rows),
        rows=rows,
        table_file=table[0],
        table_sha256=table[1],
    )


def returns_schema(run: LoopRun, days: Sequence[ReturnDay], *, benchmark: str | None, table: tuple[str, str]) -> ReturnsSchema:
    """The rows with money in mills; `table` are name and SHA-256 of the table that holds the same rows."""
    rows = [
        ReturnRow(
            date=row.day,
            daily_return=row.daily_return,
            cost=row.cost,
            bench=row.bench if benchmark else None,
            turnover=row.turnover,
            account_mills=round(row.account * 1000),
            value_mills=round(row.value * 1000),
            cash_mills=round(row.cash * 1000),
        )
        for row in days
    ]
    return ReturnsSchema(
        **run.envelope(),
        freq="1d",
        benchmark=benchmark,
        row_count=len(rows),
        rows=rows,
        table_file=table[0],
        table_sha256=table[1],
    )


def data_profile(
    run: LoopRun,
    config: ExecutedConfig,
    market: str,
    coverage: tuple[int, int, int, float | None, float | None] | None,
    sessions: int | None,
) -> DataProfile:
    """Periods, universe and the completeness of the scores."""
    columns = []
    if coverage is not None:
        rows, missing, _, smallest, largest = coverage
        ratio = missing / rows if rows else 1.0
        columns.append(ColumnProfile(name="score", row_count=rows, missing_ratio=ratio, min=smallest, max=largest, unit=None))
    accepted = sum(1 for name in config.names if run.feature_sources.get(name) is FactorSource.RD_AGENT)
    return DataProfile(
        **run.envelope(),
        dataset_snapshot_id=config.snapshot_id,
        data_source=run.data_source,
        market=market,
        instrument_count=coverage[2] if coverage else None,
        day_count=sessions,
        data_split=DataSplit(
            **{name: _range(config.segments[name]) for name in ("train", "valid", "test") if name in config.segments}
        ),
        columns=columns,
        feature_count=len(config.names) if config.knows_features else None,
        initial_factor_library_size=len(config.names) - accepted if config.knows_features else None,
        sota_factor_count=accepted if config.knows_features else None,
    )


def _range(span: tuple[str, str]) -> DateRange | None:
    """The days of a segment; None when its ends are no days."""
    try:
        return DateRange(start_date=date.fromisoformat(span[0]), end_date=date.fromisoformat(span[1]))
    except ValueError:
        return None


def metrics_text(figures: Mapping[str, float]) -> str:
    """Figures as the registry keeps them."""
    return json.dumps(dict(figures), sort_keys=True, ensure_ascii=False, allow_nan=False)
