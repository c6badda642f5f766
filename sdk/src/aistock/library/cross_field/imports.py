"""Rules of requests to the library and of what it reports."""

from __future__ import annotations

from aistock.contract.predicates import distinct, not_after, same
from aistock.contract.rules import rule
from aistock.library.v1.models import (
    FactorSource,
    ImportCatalogsRequest,
    ImportReport,
    MetricBound,
    PublishLoopRequest,
    RegisterFactorRequest,
)


@rule("import_report.kinds_unique")
def import_report_kinds_unique(report: ImportReport) -> bool:
    return distinct(tally.kind for tally in report.tallies)


@rule("import_catalogs_request.something_to_import")
def import_catalogs_request_something_to_import(request: ImportCatalogsRequest) -> bool:
    catalogs = (request.factors, request.strategies, request.loops, request.models, request.alpha)
    return any(catalog is not None for catalog in catalogs)


@rule("metric_bound.bounds_ordered")
def metric_bound_bounds_ordered(bound: MetricBound) -> bool:
    return not_after(bound.least, bound.most)


@rule("metric_bound.bound_given")
def metric_bound_bound_given(bound: MetricBound) -> bool:
    return bound.least is not None or bound.most is not None


@rule("publish_loop_request.strategy_agrees")
def publish_loop_request_strategy_agrees(request: PublishLoopRequest) -> bool:
    return request.strategy is None or same(request.loop.strategy_id, request.strategy.strategy_id)


@rule("publish_loop_request.model_task_run_id_agrees")
def publish_loop_request_model_task_run_id_agrees(request: PublishLoopRequest) -> bool:
    return request.model is None or request.model.task_run_id == request.loop.task_run_id


@rule("publish_loop_request.model_loop_id_agrees")
def publish_loop_request_model_loop_id_agrees(request: PublishLoopRequest) -> bool:
    return request.model is None or request.model.loop_id == request.loop.loop_id


@rule("publish_loop_request.model_workspace_id_agrees")
def publish_loop_request_model_workspace_id_agrees(request: PublishLoopRequest) -> bool:
    return request.model is None or request.model.workspace_id == request.loop.workspace_id


@rule("register_factor_request.external_only")
def register_factor_request_external_only(request: RegisterFactorRequest) -> bool:
    return request.factor.source is FactorSource.EXTERNAL
