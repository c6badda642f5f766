"""Rules of strategies, models, signals and returns."""

from __future__ import annotations

from aistock.contract.predicates import not_after
from aistock.contract.rules import rule
from aistock.library.v1.models import (
    CatalogModel,
    CatalogStrategy,
    LoopAction,
    ModelMeta,
    OutputForm,
    ReturnsSchema,
    SignalSet,
    StrategyMeta,
)


@rule("model_meta.count_matches")
def model_meta_count_matches(meta: ModelMeta) -> bool:
    return meta.feature_count == len(meta.features)


@rule("model_meta.file_has_hash")
def model_meta_file_has_hash(meta: ModelMeta) -> bool:
    return meta.model_file is None or (meta.model_sha256 is not None and meta.model_format is not None)


@rule("strategy_meta.drop_within_top")
def strategy_meta_drop_within_top(meta: StrategyMeta) -> bool:
    return not_after(meta.n_drop, meta.top_k)


@rule("catalog_model.order_has_hash")
def catalog_model_order_has_hash(model: CatalogModel) -> bool:
    return not model.features or model.feature_hash is not None


@rule("catalog_model.file_has_hash")
def catalog_model_file_has_hash(model: CatalogModel) -> bool:
    return model.model_file is None or (model.model_sha256 is not None and model.model_format is not None)


@rule("signal_set.drop_within_top")
def signal_set_drop_within_top(signals: SignalSet) -> bool:
    return not_after(signals.n_drop, signals.top_k)


@rule("signal_set.count_matches")
def signal_set_count_matches(signals: SignalSet) -> bool:
    return signals.row_count == len(signals.rows)


@rule("returns_schema.count_matches")
def returns_schema_count_matches(returns: ReturnsSchema) -> bool:
    return returns.row_count == len(returns.rows)


@rule("catalog_strategy.action_known")
def catalog_strategy_action_known(strategy: CatalogStrategy) -> bool:
    return strategy.action in (LoopAction.FACTOR, LoopAction.MODEL)


@rule("catalog_strategy.hash_needs_config")
def catalog_strategy_hash_needs_config(strategy: CatalogStrategy) -> bool:
    blocks = (
        strategy.data_config,
        strategy.dataset_config,
        strategy.portfolio_config,
        strategy.backtest_config,
        strategy.model_config_,
    )
    return strategy.config_hash is None or any(block is not None for block in blocks)


@rule("catalog_strategy.weights_need_portfolio")
def catalog_strategy_weights_need_portfolio(strategy: CatalogStrategy) -> bool:
    made = strategy.portfolio_config is not None or strategy.python_implementation is not None
    return strategy.output_form is not OutputForm.TARGET_WEIGHT or made
