"""PostgreSQL can hold the rows of snapshots themselves: bars, and the tables beside them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0012_market_rows"
down_revision = "0011_loop_figures"
branch_labels = None
depends_on = None

_SIZES = ("sm", "md", "lg", "elg")
_OHLC = ("open", "high", "low", "close")
_BARS = (*_OHLC, "pre_close", "volume", "amount", "adj_factor")
_BASIC = (
    "close", "turnover_rate", "turnover_rate_f", "volume_ratio", "pe", "pe_ttm", "pb", "ps", "ps_ttm", "dv_ratio", "dv_ttm",
    "total_share", "float_share", "free_share", "total_mv", "circ_mv",
)  # fmt: skip
_FLOWS = tuple(f"{side}_{size}_{unit}" for unit in ("volume", "amount") for size in _SIZES for side in ("buy", "sell"))
_TABLES = ("market_bar", "market_daily_basic", "market_moneyflow", "market_minute")


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    op.create_table(
        "market_kept",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("snapshot_id", sa.String(64), nullable=False, unique=True),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("codes", ARRAY(sa.Text), nullable=False),
        sa.Column("days", ARRAY(sa.Date), nullable=False),
        sa.Column("counts", ARRAY(sa.Integer), nullable=False),
        sa.Column("offsets", ARRAY(sa.BigInteger), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    _create("market_bar", _BARS, required=_BARS)
    _create("market_daily_basic", _BASIC)
    _create("market_moneyflow", (*_FLOWS, "net_mf_volume", "net_mf_amount"))
    _create("market_minute", (*_OHLC, "volume", "amount"), required=_OHLC, timed=True)
    hypertables = "SELECT EXISTS (SELECT FROM pg_proc WHERE proname = 'create_hypertable' AND pg_function_is_visible(oid))"
    if op.get_bind().execute(sa.text(hypertables)).scalar_one():
        for name in _TABLES:
            _divide(name)


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for name in (*_TABLES, "market_kept"):
            op.drop_table(name)


def _create(name: str, columns: Sequence[str], *, required: Sequence[str] = (), timed: bool = False) -> None:
    # PostgreSQL aligns values, so those of eight bytes come first. A foreign key would be looked up for every row.
    whole = {one for one in columns if one.endswith(("volume", "_share"))}
    time = sa.Column("moment", sa.DateTime(timezone=True)) if timed else sa.Column("day", sa.Date)
    keys = [time, sa.Column("snapshot", sa.Integer), sa.Column("instrument", sa.Integer)]
    numbers = [sa.Column(one, sa.BigInteger if one in whole else sa.Double, nullable=one not in required) for one in columns]
    op.create_table(name, *numbers, *keys, sa.PrimaryKeyConstraint("snapshot", time.name, "instrument"))


def _divide(name: str) -> None:
    column, length = ("moment", "7 days") if name == "market_minute" else ("day", "365 days")
    statement = f"SELECT create_hypertable('{name}', '{column}', chunk_time_interval => INTERVAL '{length}')"
    op.get_bind().exec_driver_sql(statement)
