"""Tables of the library room: the design's three, with models beside them, how each row came, and what lists ask for."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata


def _how() -> list[sa.Column[object]]:
    """Columns that every table of the library ends with; instants are fixed-width text, `document` is the whole row.

    `digest` is of the bytes that last brought the content, so that the same bytes are known again without reading them.
    """
    return [
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(128), nullable=False),
        sa.Column("snapshot_id", sa.String(128)),
        sa.Column("first_seen_at_utc", sa.String(32), nullable=False),
        sa.Column("changed_at_utc", sa.String(32), nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("digest", sa.String(32)),
    ]


factor_registry = sa.Table(
    "factor_registry",
    metadata,
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
    sa.Column("ann_ret", sa.Float(53)),
    sa.Column("mdd", sa.Float(53)),
    sa.Column("ic_mean", sa.Float(53)),
    sa.Column("rank_ic_mean", sa.Float(53)),
    sa.Column("ic_ir", sa.Float(53)),
    sa.Column("coverage", sa.Float(53)),
    sa.Column("period_start", sa.String(10)),
    sa.Column("period_end", sa.String(10)),
    *_how(),
    sa.Index("factor_registry_by_origin", "origin", "retired"),
    sa.Index("factor_registry_by_change", "changed_at_utc"),
    sa.Index("factor_registry_by_sharpe", "sharpe"),
)

strategy_registry = sa.Table(
    "strategy_registry",
    metadata,
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
    sa.Column("market", sa.String(64)),
    sa.Column("search_text", sa.Text, nullable=False),
    *_how(),
    sa.Index("strategy_registry_by_origin", "origin", "retired"),
    sa.Index("strategy_registry_by_config", "config_hash"),
)

loop_result = sa.Table(
    "loop_result",
    metadata,
    sa.Column("task_run_id", sa.String(128), primary_key=True),
    sa.Column("loop_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("workspace_id", sa.String(128), primary_key=True),
    # The strategy when the library knows it; strategy_ref is what the catalog named, known or not.
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
    *_how(),
    sa.Index("loop_result_by_origin", "origin", "retired"),
    sa.Index("loop_result_by_strategy", "strategy_ref", "strategy_id"),
)

_LOOP_KEY = ("task_run_id", "loop_id", "workspace_id")

# What lists of loops ask for, in narrow rows: rows of loop_result hold texts and documents, and reading past them is what
# makes a list slow. A loop that changes gets a new number.
loop_listing = sa.Table(
    "loop_listing",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("task_run_id", sa.String(128), nullable=False),
    sa.Column("loop_id", sa.Integer, nullable=False),
    sa.Column("workspace_id", sa.String(128), nullable=False),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("has_result", sa.Boolean, nullable=False),
    sa.Column("decision", sa.Boolean),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("annualized_return", sa.Float(53)),
    sa.Column("max_drawdown", sa.Float(53)),
    sa.Column("ic_mean", sa.Float(53)),
    sa.Column("rank_ic_mean", sa.Float(53)),
    sa.Column("multi_score", sa.Float(53)),
    sa.Column("period_start", sa.String(10)),
    sa.Column("period_end", sa.String(10)),
    sa.Column("started_at_utc", sa.String(32)),
    sa.Column("changed_at_utc", sa.String(32), nullable=False),
    sa.Column("strategy_ref", sa.String(32)),
    sa.Column("config_hash", sa.String(64)),
    sa.Column("origin", sa.String(128), nullable=False),
    sa.Index("loop_listing_by_key", *_LOOP_KEY, unique=True),
    sa.Index("loop_listing_by_strategy", "strategy_ref", *_LOOP_KEY),
    sa.Index("loop_listing_by_config", "config_hash", *_LOOP_KEY),
)
# SQLite reads what no index leads to from here: a quarter of the bytes of the table. PostgreSQL joins indexes of single figures.
# The number in front keeps it in the order of the table, and from being taken for an index of what follows.
_FIGURES = ("annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score")
_SHARED = ("has_result", "decision", "action", "status", "retired")
sa.Index("loop_listing_figures", *(loop_listing.c[_part] for _part in ("number", *_FIGURES, *_SHARED))).ddl_if(dialect="sqlite")
for _name in (*_FIGURES, "started_at_utc", "changed_at_utc"):
    sa.Index(f"loop_listing_by_{_name}", loop_listing.c[_name].desc(), *(loop_listing.c[part] for part in _LOOP_KEY))

loop_text = sa.Table(
    "loop_text",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("words", sa.Text, nullable=False),
)

# Which loops of a block have a piece of text in a bucket, one bit a loop: see loop_words.
loop_piece = sa.Table(
    "loop_piece",
    metadata,
    sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("loops", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

loop_factor = sa.Table(
    "loop_factor",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("factor_name", sa.String(256), primary_key=True),
    sa.Index("loop_factor_by_name", "factor_name", "number"),
    sqlite_with_rowid=False,
)

model_registry = sa.Table(
    "model_registry",
    metadata,
    sa.Column("model_id", sa.String(32), primary_key=True),
    sa.Column("task_run_id", sa.String(128), nullable=False),
    sa.Column("loop_id", sa.Integer, nullable=False),
    sa.Column("workspace_id", sa.String(128), nullable=False),
    sa.Column("strategy_ref", sa.String(32)),
    sa.Column("model_type", sa.String(128)),
    sa.Column("feature_hash", sa.String(64)),
    *_how(),
    sa.Index("model_registry_by_origin", "origin", "retired"),
    sa.Index("model_registry_by_loop", "task_run_id", "loop_id", "workspace_id"),
    sa.Index("model_registry_by_strategy", "strategy_ref"),
    sa.Index("model_registry_by_features", "feature_hash"),
)
