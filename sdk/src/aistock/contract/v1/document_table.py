"""Every document of the contract; derived from the protos, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Document:
    """Where a document's model is, and where its schema is below `aistock/_schemas`."""

    message: str
    area: str
    module: str
    schema: str


DOCUMENTS: Mapping[str, Document] = MappingProxyType(
    {
        "alpha_meta": Document(
            message="AlphaMeta", area="library", module="aistock.library.v1.models", schema="library/v1/alpha_meta.schema.json"
        ),
        "archive_manifest": Document(
            message="ArchiveManifest",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/archive_manifest.schema.json",
        ),
        "archive_record": Document(
            message="ArchiveRecord",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/archive_record.schema.json",
        ),
        "bundle_manifest": Document(
            message="BundleManifest",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/bundle_manifest.schema.json",
        ),
        "config_preset": Document(
            message="ConfigPreset",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/config_preset.schema.json",
        ),
        "data_profile": Document(
            message="DataProfile",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/data_profile.schema.json",
        ),
        "dataset_manifest": Document(
            message="DatasetManifest",
            area="market",
            module="aistock.market.v1.models",
            schema="market/v1/dataset_manifest.schema.json",
        ),
        "experiment_request": Document(
            message="ExperimentRequest",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/experiment_request.schema.json",
        ),
        "experiment_result": Document(
            message="ExperimentResult",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/experiment_result.schema.json",
        ),
        "experiment_summary": Document(
            message="ExperimentSummary",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/experiment_summary.schema.json",
        ),
        "factor_catalog": Document(
            message="FactorCatalog",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/factor_catalog.schema.json",
        ),
        "factor_meta": Document(
            message="FactorMeta", area="library", module="aistock.library.v1.models", schema="library/v1/factor_meta.schema.json"
        ),
        "factor_perf": Document(
            message="FactorPerf", area="library", module="aistock.library.v1.models", schema="library/v1/factor_perf.schema.json"
        ),
        "factor_set_config": Document(
            message="FactorSetConfig",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/factor_set_config.schema.json",
        ),
        "feedback": Document(
            message="LoopFeedback", area="library", module="aistock.library.v1.models", schema="library/v1/feedback.schema.json"
        ),
        "field_map": Document(
            message="FieldMap", area="market", module="aistock.market.v1.models", schema="market/v1/field_map.schema.json"
        ),
        "index_weights": Document(
            message="IndexWeights", area="market", module="aistock.market.v1.models", schema="market/v1/index_weights.schema.json"
        ),
        "industry_classification": Document(
            message="IndustryClassification",
            area="market",
            module="aistock.market.v1.models",
            schema="market/v1/industry_classification.schema.json",
        ),
        "live_feedback": Document(
            message="LiveFeedback",
            area="feedback",
            module="aistock.feedback.v1.models",
            schema="feedback/v1/live_feedback.schema.json",
        ),
        "loop_catalog": Document(
            message="LoopCatalog",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/loop_catalog.schema.json",
        ),
        "manifest": Document(
            message="WorkspaceManifest",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/manifest.schema.json",
        ),
        "model_catalog": Document(
            message="ModelCatalog",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/model_catalog.schema.json",
        ),
        "model_meta": Document(
            message="ModelMeta", area="library", module="aistock.library.v1.models", schema="library/v1/model_meta.schema.json"
        ),
        "order_explanation": Document(
            message="OrderExplanation",
            area="execution",
            module="aistock.execution.v1.models",
            schema="execution/v1/order_explanation.schema.json",
        ),
        "ret_schema": Document(
            message="ReturnsSchema",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/ret_schema.schema.json",
        ),
        "risk_policy": Document(
            message="RiskPolicy",
            area="execution",
            module="aistock.execution.v1.models",
            schema="execution/v1/risk_policy.schema.json",
        ),
        "signals": Document(
            message="SignalSet", area="library", module="aistock.library.v1.models", schema="library/v1/signals.schema.json"
        ),
        "strategy_catalog": Document(
            message="StrategyCatalog",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/strategy_catalog.schema.json",
        ),
        "strategy_config": Document(
            message="StrategyConfig",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/strategy_config.schema.json",
        ),
        "strategy_instance": Document(
            message="StrategyInstance",
            area="execution",
            module="aistock.execution.v1.models",
            schema="execution/v1/strategy_instance.schema.json",
        ),
        "strategy_meta": Document(
            message="StrategyMeta",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/strategy_meta.schema.json",
        ),
        "trading_calendar": Document(
            message="TradingCalendar",
            area="market",
            module="aistock.market.v1.models",
            schema="market/v1/trading_calendar.schema.json",
        ),
        "train_test_config": Document(
            message="TrainTestConfig",
            area="experiments",
            module="aistock.experiments.v1.models",
            schema="experiments/v1/train_test_config.schema.json",
        ),
        "workspace_meta": Document(
            message="WorkspaceMeta",
            area="library",
            module="aistock.library.v1.models",
            schema="library/v1/workspace_meta.schema.json",
        ),
    }
)
"""Document name, such as live_feedback, to the document."""

DISCRIMINATORS: frozenset[str] = frozenset(["event", "kind"])
"""Keys that name the variant of a union in JSON."""
