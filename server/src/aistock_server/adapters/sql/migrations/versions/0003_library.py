"""Factors, strategies, loops and models of the library, and what is archived of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003_library"
down_revision = "0002_market"
branch_labels = None
depends_on = None


def _how() -> list[sa.Column[object]]:
    return [
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(128), nullable=False),
        sa.Column("snapshot_id", sa.String(128)),
        sa.Column("first_seen_at_utc", sa.String(32), nullable=False),
        sa.Column("changed_at_utc", sa.String(32), nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "factor_registry",
        sa.Column("name", sa.String(256), primary_key=True),
        sa.Column("source", sa.String(32), primary_key=True),
        sa.Column("expression", sa.Text),
        sa.Column("region", sa.String(16), nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("description_cn", sa.Text),
        sa.Column("formula_hint", sa.Text),
        sa.Column("variables", sa.Text),
        sa.Column("sharpe", sa.Float(53)),
        sa.Column("search_text", sa.Text, nullable=False),
        *_how(),
    )
    op.create_index("factor_registry_by_origin", "factor_registry", ["origin", "retired"])
    op.create_index("factor_registry_by_change", "factor_registry", ["changed_at_utc"])
    op.create_index("factor_registry_by_sharpe", "factor_registry", ["sharpe"])
    op.create_table(
        "strategy_registry",
        sa.Column("strategy_id", sa.String(32), primary_key=True),
        sa.Column("step_name", sa.String(128), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("template_files", sa.Text, nullable=False),
        sa.Column("data_config", sa.Text),
        sa.Column("dataset_config", sa.Text),
        sa.Column("portfolio_config", sa.Text),
        sa.Column("backtest_config", sa.Text),
        sa.Column("model_config", sa.Text),
        sa.Column("config_hash", sa.String(64)),
        sa.Column("search_text", sa.Text, nullable=False),
        *_how(),
    )
    op.create_index("strategy_registry_by_origin", "strategy_registry", ["origin", "retired"])
    op.create_index("strategy_registry_by_config", "strategy_registry", ["config_hash"])
    op.create_table(
        "loop_result",
        sa.Column("task_run_id", sa.String(128), primary_key=True),
        sa.Column("loop_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("workspace_id", sa.String(128), primary_key=True),
        sa.Column("strategy_id", sa.String(32), sa.ForeignKey("strategy_registry.strategy_id")),
        sa.Column("strategy_ref", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("has_result", sa.Boolean, nullable=False),
        sa.Column("step_name", sa.String(128), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("metrics", sa.Text, nullable=False),
        sa.Column("annualized_return", sa.Float(53)),
        sa.Column("max_drawdown", sa.Float(53)),
        sa.Column("ic_mean", sa.Float(53)),
        sa.Column("rank_ic_mean", sa.Float(53)),
        sa.Column("decision", sa.Boolean),
        sa.Column("summary_execution", sa.Text),
        sa.Column("summary_value_feedback", sa.Text),
        sa.Column("summary_shape_feedback", sa.Text),
        sa.Column("paths", sa.Text, nullable=False),
        sa.Column("factor_names", sa.Text, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        *_how(),
    )
    op.create_index("loop_result_by_origin", "loop_result", ["origin", "retired"])
    op.create_index("loop_result_by_strategy", "loop_result", ["strategy_ref", "strategy_id"])
    op.create_index("loop_result_by_change", "loop_result", ["changed_at_utc"])
    op.create_index("loop_result_by_return", "loop_result", ["annualized_return"])
    op.create_index("loop_result_by_drawdown", "loop_result", ["max_drawdown"])
    op.create_index("loop_result_by_ic", "loop_result", ["ic_mean"])
    op.create_index("loop_result_by_rank_ic", "loop_result", ["rank_ic_mean"])
    op.create_table(
        "model_registry",
        sa.Column("model_id", sa.String(32), primary_key=True),
        sa.Column("task_run_id", sa.String(128), nullable=False),
        sa.Column("loop_id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.String(128), nullable=False),
        sa.Column("strategy_ref", sa.String(32)),
        sa.Column("model_type", sa.String(128)),
        sa.Column("feature_hash", sa.String(64)),
        *_how(),
    )
    op.create_index("model_registry_by_origin", "model_registry", ["origin", "retired"])
    op.create_index("model_registry_by_loop", "model_registry", ["task_run_id", "loop_id", "workspace_id"])
    op.create_index("model_registry_by_strategy", "model_registry", ["strategy_ref"])
    op.create_table(
        "archive_record",
        sa.Column("archive_id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("subject_key", sa.String(512), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("recorded_at_utc", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("archive_record_by_subject", "archive_record", ["subject", "subject_key"])


def downgrade() -> None:
    op.drop_table("archive_record")
    op.drop_table("model_registry")
    op.drop_table("loop_result")
    op.drop_table("strategy_registry")
    op.drop_table("factor_registry")
