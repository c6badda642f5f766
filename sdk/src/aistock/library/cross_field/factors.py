"""Rules of factors and their figures."""

from __future__ import annotations

from aistock.contract.predicates import distinct
from aistock.contract.rules import rule
from aistock.library.v1.models import AlphaMeta, CatalogFactor, FactorMeta, FactorPerf, FactorSource, PerformanceWindow

ALPHAS = (FactorSource.QLIB_ALPHA158, FactorSource.QLIB_ALPHA360)
OWN_FIGURES = frozenset({"annualized_return", "max_drawdown", "sharpe"})


@rule("factor_meta.names_unique")
def factor_meta_names_unique(meta: FactorMeta) -> bool:
    return distinct((factor.source, factor.name) for factor in meta.factors)


@rule("performance_window.basis_of_metrics")
def performance_window_basis_of_metrics(window: PerformanceWindow) -> bool:
    return all(name in window.metrics or name in OWN_FIGURES for name in window.metrics_basis)


@rule("factor_perf.factors_unique")
def factor_perf_factors_unique(perf: FactorPerf) -> bool:
    return distinct(factor.name for factor in perf.factors)


@rule("factor_perf.combinations_unique")
def factor_perf_combinations_unique(perf: FactorPerf) -> bool:
    return distinct(combination.name for combination in perf.combinations)


@rule("catalog_factor.alpha_has_expression")
def catalog_factor_alpha_has_expression(factor: CatalogFactor) -> bool:
    return factor.source not in ALPHAS or bool(factor.expression)


@rule("catalog_factor.function_in_module")
def catalog_factor_function_in_module(factor: CatalogFactor) -> bool:
    return factor.impl_func is None or factor.impl_module is not None


@rule("catalog_factor.version_of_module")
def catalog_factor_version_of_module(factor: CatalogFactor) -> bool:
    return factor.impl_version is None or factor.impl_module is not None


@rule("catalog_factor.best_loop_is_whole")
def catalog_factor_best_loop_is_whole(factor: CatalogFactor) -> bool:
    return (factor.best_task_run_id is None) == (factor.best_loop_id is None)


@rule("catalog_factor.best_figures_have_loop")
def catalog_factor_best_figures_have_loop(factor: CatalogFactor) -> bool:
    if factor.best_task_run_id is not None:
        return True
    figures = (factor.best_performance_sharpe, factor.best_performance_ann_ret, factor.best_performance_mdd)
    return figures == (None, None, None)


@rule("alpha_meta.only_alpha")
def alpha_meta_only_alpha(meta: AlphaMeta) -> bool:
    return all(factor.source in ALPHAS for factor in meta.factors)
