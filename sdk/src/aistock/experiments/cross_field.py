"""Twins of the rules between fields of the experiments' documents."""

from __future__ import annotations

from aistock.contract.predicates import before, distinct, in_time_order, not_after
from aistock.contract.rules import rule
from aistock.experiments.v1.models import (
    CompleteExperimentRequest,
    ConfigDocument,
    ConfigPreset,
    Constraints,
    EnhancedIndexing,
    Experiment,
    ExperimentKind,
    ExperimentRequest,
    ExperimentResult,
    ExperimentState,
    FactorSetConfig,
    FailExperimentRequest,
    FeedbackTrigger,
    LeaseExperimentResponse,
    LightGbmModel,
    LinearEstimator,
    LinearModel,
    MetricLimit,
    PositionBlock,
    ResultStatus,
    StrategyConfig,
    TopkDropout,
    TrainTestConfig,
    WeightedTopk,
)

DEFAULT_EXPOSURE = 0.95
SLACK = 0.000001


@rule("config_document.exactly_one")
def config_document_exactly_one(holder: ConfigDocument) -> bool:
    parts = (holder.strategy, holder.factor_set, holder.train_test, holder.preset)
    return sum(part is not None for part in parts) == 1


@rule("config_preset.not_empty")
def config_preset_not_empty(preset: ConfigPreset) -> bool:
    hashes = (preset.strategy_hash, preset.factor_set_hash, preset.train_test_hash)
    return any(one is not None for one in hashes)


@rule("constraints.limits_unique")
def constraints_limits_unique(constraints: Constraints) -> bool:
    return distinct(limit.metric for limit in constraints.limits)


@rule("metric_limit.has_bound")
def metric_limit_has_bound(limit: MetricLimit) -> bool:
    return limit.at_least is not None or limit.at_most is not None


@rule("metric_limit.ordered")
def metric_limit_ordered(limit: MetricLimit) -> bool:
    return not_after(limit.at_least, limit.at_most)


@rule("experiment_request.directed_answers_feedback")
def experiment_request_directed_answers_feedback(request: ExperimentRequest) -> bool:
    return (request.kind is ExperimentKind.DIRECTED) == isinstance(request.triggered_by, FeedbackTrigger)


@rule("experiment_request.light_gbm_allowed")
def experiment_request_light_gbm_allowed(request: ExperimentRequest) -> bool:
    return not isinstance(request.strategy.signal, LightGbmModel) or _model_allowed(request, "light_gbm")


@rule("experiment_request.linear_allowed")
def experiment_request_linear_allowed(request: ExperimentRequest) -> bool:
    return not isinstance(request.strategy.signal, LinearModel) or _model_allowed(request, "linear")


def _model_allowed(request: ExperimentRequest, name: str) -> bool:
    allowed = request.constraints.model_allowlist if request.constraints else []
    return not allowed or name in allowed


@rule("experiment_request.factors_allowed")
def experiment_request_factors_allowed(request: ExperimentRequest) -> bool:
    allowed = request.constraints.factor_allowlist if request.constraints else []
    return not allowed or {factor.name for factor in request.factor_set.factors} <= set(allowed)


@rule("experiment_result.failure_iff_failed")
def experiment_result_failure_iff_failed(result: ExperimentResult) -> bool:
    return (result.status is ResultStatus.FAILED) == (result.failure is not None)


@rule("experiment_result.success_has_evidence")
def experiment_result_success_has_evidence(result: ExperimentResult) -> bool:
    parts = (result.effective_config, result.hashes, result.assumptions)
    evident = all(part is not None for part in parts) and len(result.metrics) > 0 and len(result.files) > 0
    return result.status is not ResultStatus.SUCCEEDED or evident


@rule("experiment_result.config_and_hash")
def experiment_result_config_and_hash(result: ExperimentResult) -> bool:
    return (result.effective_config is None) == (result.effective_config_sha256 is None)


@rule("experiment_result.file_names_unique")
def experiment_result_file_names_unique(result: ExperimentResult) -> bool:
    return distinct(file.name for file in result.files)


@rule("experiment_result.started_before_ended")
def experiment_result_started_before_ended(result: ExperimentResult) -> bool:
    return in_time_order(result.started_at_utc, result.ended_at_utc)


@rule("experiment.result_when_ended")
def experiment_result_when_ended(experiment: Experiment) -> bool:
    return experiment.state is not ExperimentState.SUCCEEDED or experiment.result is not None


@rule("lease_experiment_response.together")
def lease_experiment_response_together(response: LeaseExperimentResponse) -> bool:
    return (response.lease is None) == (response.experiment is None)


@rule("complete_experiment_request.succeeded")
def complete_experiment_request_succeeded(request: CompleteExperimentRequest) -> bool:
    return request.result.status is ResultStatus.SUCCEEDED


@rule("fail_experiment_request.failed")
def fail_experiment_request_failed(request: FailExperimentRequest) -> bool:
    return request.result.status is ResultStatus.FAILED


@rule("factor_set_config.names_unique")
def factor_set_config_names_unique(config: FactorSetConfig) -> bool:
    return distinct(factor.name for factor in config.factors)


@rule("factor_set_config.order_names_factors")
def factor_set_config_order_names_factors(config: FactorSetConfig) -> bool:
    if not config.feature_order:
        return True
    ordered = set(config.feature_order)
    return len(config.feature_order) == len(config.factors) and all(factor.name in ordered for factor in config.factors)


@rule("factor_set_config.not_empty")
def factor_set_config_not_empty(config: FactorSetConfig) -> bool:
    return bool(config.factors or config.tables or config.libraries)


@rule("factor_set_config.table_names_unique")
def factor_set_config_table_names_unique(config: FactorSetConfig) -> bool:
    return distinct(table.name for table in config.tables)


@rule("light_gbm_model.leaves_fit_depth")
def light_gbm_model_leaves_fit_depth(model: LightGbmModel) -> bool:
    if model.num_leaves is None or model.max_depth is None or model.max_depth >= 20:
        return True
    return model.num_leaves <= 1 << model.max_depth


@rule("light_gbm_model.early_stop_within_rounds")
def light_gbm_model_early_stop_within_rounds(model: LightGbmModel) -> bool:
    return not_after(model.early_stopping_rounds, model.num_boost_round)


@rule("linear_model.penalty_has_alpha")
def linear_model_penalty_has_alpha(model: LinearModel) -> bool:
    return (model.estimator in (LinearEstimator.RIDGE, LinearEstimator.LASSO)) == (model.alpha is not None)


@rule("topk_dropout.n_drop_within_topk")
def topk_dropout_n_drop_within_topk(block: TopkDropout) -> bool:
    return block.n_drop <= block.topk


@rule("position_block.exposure_leaves_cash")
def position_block_exposure_leaves_cash(block: PositionBlock) -> bool:
    if block.target_exposure is None or block.min_cash_fraction is None:
        return True
    return block.target_exposure + block.min_cash_fraction <= 1.000001


@rule("strategy_config.cap_allows_exposure")
def strategy_config_cap_allows_exposure(config: StrategyConfig) -> bool:
    return not isinstance(config.weight, TopkDropout) or _reaches_exposure(config.position, config.weight.topk)


@rule("strategy_config.weighted_cap_allows_exposure")
def strategy_config_weighted_cap_allows_exposure(config: StrategyConfig) -> bool:
    return not isinstance(config.weight, WeightedTopk) or _reaches_exposure(config.position, config.weight.topk)


def _reaches_exposure(position: PositionBlock | None, topk: int) -> bool:
    if position is None or position.max_weight is None:
        return True
    target = DEFAULT_EXPOSURE if position.target_exposure is None else position.target_exposure
    return position.max_weight * topk + SLACK >= target


@rule("strategy_config.indexing_has_benchmark")
def strategy_config_indexing_has_benchmark(config: StrategyConfig) -> bool:
    return not isinstance(config.weight, EnhancedIndexing) or config.benchmark is not None


@rule("train_test_config.train_before_valid")
def train_test_config_train_before_valid(config: TrainTestConfig) -> bool:
    return before(config.train.end_date, config.valid.start_date)


@rule("train_test_config.valid_before_test")
def train_test_config_valid_before_test(config: TrainTestConfig) -> bool:
    return before(config.valid.end_date, config.test.start_date)


@rule("train_test_config.backtest_inside_test")
def train_test_config_backtest_inside_test(config: TrainTestConfig) -> bool:
    inner, outer = config.backtest, config.test
    return inner is None or (inner.start_date >= outer.start_date and inner.end_date <= outer.end_date)


@rule("train_test_config.label_purged")
def train_test_config_label_purged(config: TrainTestConfig) -> bool:
    return config.purge_days >= config.label.horizon_days
