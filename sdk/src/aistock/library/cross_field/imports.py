"""Rules of requests to the library and of what it reports."""

from __future__ import annotations

from aistock.contract.predicates import distinct, not_after, same
from aistock.contract.rules import rule
from aistock.library.v1.models import (
    CatalogKind,
    FactorAsset,
    FactorBound,
    FactorSource,
    ImportCatalogsRequest,
    ImportCatalogStreamRequest,
    ImportHeader,
    ImportReport,
    MetricBound,
    PublishLoopRequest,
    RegisterFactorRequest,
)

IMPORT_ORDER = (CatalogKind.FACTOR, CatalogKind.STRATEGY, CatalogKind.LOOP, CatalogKind.MODEL)


@rule("import_report.kinds_unique")
def import_report_kinds_unique(report: ImportReport) -> bool:
    return distinct(tally.kind for tally in report.tallies)


@rule("import_catalogs_request.something_to_import")
def import_catalogs_request_something_to_import(request: ImportCatalogsRequest) -> bool:
    catalogs = (request.factors, request.strategies, request.loops, request.models, request.alpha)
    return any(catalog is not None for catalog in catalogs)


@rule("import_header.kinds_in_order")
def import_header_kinds_in_order(header: ImportHeader) -> bool:
    places = [IMPORT_ORDER.index(catalog.kind) for catalog in header.catalogs]
    return places == sorted(places)


@rule("import_catalog_stream_request.one_content")
def import_catalog_stream_request_one_content(request: ImportCatalogStreamRequest) -> bool:
    return (request.header is None) != (request.rows is None)


@rule("factor_bound.bounds_ordered")
def factor_bound_bounds_ordered(bound: FactorBound) -> bool:
    return not_after(bound.least, bound.most)


@rule("factor_bound.bound_given")
def factor_bound_bound_given(bound: FactorBound) -> bool:
    return bound.least is not None or bound.most is not None


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


@rule("register_factor_request.asset_kind")
def register_factor_request_asset_kind(request: RegisterFactorRequest) -> bool:
    return request.asset_kind is None or request.asset_sha256 is not None


@rule("register_factor_request.code_names_function")
def register_factor_request_code_names_function(request: RegisterFactorRequest) -> bool:
    return request.asset_kind is not FactorAsset.CODE or request.factor.impl_func is not None
