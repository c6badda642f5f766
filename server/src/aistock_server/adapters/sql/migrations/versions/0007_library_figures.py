"""What lists of the library ask for: figures, windows, digests; loops get narrow rows of their own for it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007_library_figures"
down_revision = "0006_feedback"
branch_labels = None
depends_on = None

_ROWS_AT_ONCE = 1000
_KEY = ("task_run_id", "loop_id", "workspace_id")
_FIGURES = ("annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score")
_OWN_FIGURES = ("ic_mean", "rank_ic_mean", "ic_ir", "coverage")
_OLD_INDEXES = ("change", "return", "drawdown", "ic", "rank_ic")
_OLD_COLUMNS = ("changed_at_utc", "annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean")


def upgrade() -> None:
    for table in ("factor_registry", "strategy_registry", "loop_result", "model_registry"):
        op.add_column(table, sa.Column("digest", sa.String(32)))
    for name in ("ann_ret", "mdd", *_OWN_FIGURES):
        op.add_column("factor_registry", sa.Column(name, sa.Float(53)))
    for name in ("period_start", "period_end"):
        op.add_column("factor_registry", sa.Column(name, sa.String(10)))
    op.add_column("strategy_registry", sa.Column("market", sa.String(64)))
    op.create_index("model_registry_by_features", "model_registry", ["feature_hash"])
    for name in _OLD_INDEXES:
        op.drop_index(f"loop_result_by_{name}", "loop_result")
    _create_listing()
    _fill_factors()
    _fill_strategies()
    _fill_loops()
    op.drop_column("loop_result", "search_text")


def downgrade() -> None:
    op.add_column("loop_result", sa.Column("search_text", sa.Text, nullable=False, server_default=""))
    found = sa.table("loop_result", *(sa.column(name) for name in (*_KEY, "search_text")))
    listed = sa.table("loop_listing", *(sa.column(name) for name in (*_KEY, "number")))
    text = sa.table("loop_text", sa.column("number"), sa.column("words"))
    same = [found.c[name] == listed.c[name] for name in _KEY]
    words = sa.select(text.c.words).join(listed, listed.c.number == text.c.number).where(*same).scalar_subquery()
    op.execute(found.update().values(search_text=sa.func.coalesce(words, "")))
    for table in ("loop_factor", "loop_text", "loop_listing"):
        op.drop_table(table)
    for name, column in zip(_OLD_INDEXES, _OLD_COLUMNS, strict=True):
        op.create_index(f"loop_result_by_{name}", "loop_result", [column])
    op.drop_index("model_registry_by_features", "model_registry")
    op.drop_column("strategy_registry", "market")
    for name in ("ann_ret", "mdd", *_OWN_FIGURES, "period_start", "period_end"):
        op.drop_column("factor_registry", name)
    for table in ("factor_registry", "strategy_registry", "loop_result", "model_registry"):
        op.drop_column(table, "digest")


def _create_listing() -> None:
    op.create_table(
        "loop_listing",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("task_run_id", sa.String(128), nullable=False),
        sa.Column("loop_id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.String(128), nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("has_result", sa.Boolean, nullable=False),
        sa.Column("decision", sa.Boolean),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Float(53)) for name in _FIGURES),
        sa.Column("period_start", sa.String(10)),
        sa.Column("period_end", sa.String(10)),
        sa.Column("started_at_utc", sa.String(32)),
        sa.Column("changed_at_utc", sa.String(32), nullable=False),
        sa.Column("strategy_ref", sa.String(32)),
        sa.Column("config_hash", sa.String(64)),
        sa.Column("origin", sa.String(128), nullable=False),
    )
    op.create_index("loop_listing_by_key", "loop_listing", list(_KEY), unique=True)
    op.create_index("loop_listing_by_strategy", "loop_listing", ["strategy_ref", *_KEY])
    op.create_index("loop_listing_by_config", "loop_listing", ["config_hash", *_KEY])
    for name in (*_FIGURES, "started_at_utc", "changed_at_utc"):
        op.create_index(f"loop_listing_by_{name}", "loop_listing", [sa.column(name).desc(), *(sa.column(part) for part in _KEY)])
    op.create_table(
        "loop_text",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "loop_factor",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("factor_name", sa.String(256), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("loop_factor_by_name", "loop_factor", ["factor_name", "number"])


def _stored(table: str, key: Sequence[str], *more: str) -> Iterator[list[Any]]:
    """Rows of a table in the order of their key, so many at once."""
    named = sa.table(table, *(sa.column(name) for name in (*key, *more)))
    keys = [named.c[name] for name in key]
    query = sa.select(named).order_by(*keys).limit(_ROWS_AT_ONCE)
    rows = op.get_bind().execute(query).all()
    while rows:
        yield list(rows)
        last = [getattr(rows[-1], name) for name in key]
        rows = op.get_bind().execute(query.where(sa.tuple_(*keys) > sa.tuple_(*map(sa.literal, last)))).all()


def _fill_factors() -> None:
    names = ("ann_ret", "mdd", *_OWN_FIGURES, "period_start", "period_end")
    table = sa.table("factor_registry", *(sa.column(name) for name in ("name", "source", *names)))
    update = table.update().where(table.c.name == sa.bindparam("of_name"), table.c.source == sa.bindparam("of_source"))
    for rows in _stored("factor_registry", ("name", "source"), "document"):
        filled = []
        for row in rows:
            document = json.loads(row.document)
            own = document.get("figures") or {}
            days = own.get("period") or {}
            filled.append(
                {
                    "of_name": row.name,
                    "of_source": row.source,
                    "ann_ret": document.get("best_performance_ann_ret"),
                    "mdd": document.get("best_performance_mdd"),
                    **{name: own.get(name) for name in _OWN_FIGURES},
                    "period_start": days.get("start_date"),
                    "period_end": days.get("end_date"),
                }
            )
        op.get_bind().execute(update.values({name: sa.bindparam(name) for name in names}), filled)


def _fill_strategies() -> None:
    table = sa.table("strategy_registry", sa.column("strategy_id"), sa.column("market"))
    update = table.update().where(table.c.strategy_id == sa.bindparam("of_id")).values(market=sa.bindparam("new_market"))
    for rows in _stored("strategy_registry", ("strategy_id",), "document"):
        filled = [{"of_id": row.strategy_id, "new_market": json.loads(row.document).get("market")} for row in rows]
        op.get_bind().execute(update, filled)


def _fill_loops() -> None:
    names = (*_KEY, "retired", "has_result", "decision", "status", "action", "strategy_ref", "origin", "changed_at_utc")
    listed = sa.table(
        "loop_listing",
        *(sa.column(name) for name in ("number", *names, *_FIGURES, "period_start", "period_end", "started_at_utc", "config_hash")),
    )
    text = sa.table("loop_text", sa.column("number"), sa.column("words"))
    factor = sa.table("loop_factor", sa.column("number"), sa.column("factor_name"))
    number = 0
    for rows in _stored("loop_result", _KEY, *names[3:], "search_text", "document"):
        numbered = list(enumerate(rows, start=number + 1))
        number += len(rows)
        bind = op.get_bind()
        bind.execute(listed.insert(), [_listing(at, row, names) for at, row in numbered])
        bind.execute(text.insert(), [{"number": at, "words": row.search_text} for at, row in numbered])
        uses = [
            {"number": at, "factor_name": name} for at, row in numbered for name in json.loads(row.document).get("factor_names", [])
        ]
        if uses:
            bind.execute(factor.insert(), uses)


def _listing(number: int, row: Any, names: Sequence[str]) -> dict[str, Any]:
    document = json.loads(row.document)
    days, metrics = document.get("period") or {}, document.get("metrics") or {}
    return {
        "number": number,
        **{name: getattr(row, name) for name in names},
        **{name: metrics.get(name) for name in _FIGURES},
        "period_start": days.get("start_date"),
        "period_end": days.get("end_date"),
        "started_at_utc": _fixed(document.get("started_at_utc")),
        "config_hash": document.get("config_hash"),
    }


def _fixed(instant: str | None) -> str | None:
    """An instant with six fraction digits, so that instants compare as text."""
    if instant is None:
        return None
    whole, _, fraction = instant.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<6.6}Z"
