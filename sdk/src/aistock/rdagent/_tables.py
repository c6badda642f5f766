"""Signals and returns of a run as tables with fixed columns."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aistock.rdagent._files import WorkspaceError, write_whole
from aistock.rdagent._sources import Sources, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One ranked score; `effective_date` is the next session, None when it is not known."""

    trade_date: date
    effective_date: date | None
    instrument: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDay:
    """One day of a backtest, as Qlib reports it; money in CNY, rates as fractions of the account."""

    day: date
    daily_return: float
    cost: float
    turnover: float
    bench: float | None
    account: float
    value: float
    cash: float

    @property
    def net(self) -> float:
        """Return after costs."""
        return self.daily_return - self.cost


def read_returns(path: Path) -> list[ReturnDay]:
    """Days in order, from returns.parquet; the first day of a Qlib backtest, which has no return yet, is left out."""
    table = read_table(path, ("datetime", "account", "return", "turnover", "cost", "value", "cash"))
    found = [
        ReturnDay(
            day=_day(row["datetime"], path),
            daily_return=row["return"],
            cost=row["cost"] or 0.0,
            turnover=row["turnover"] or 0.0,
            bench=_number(row.get("bench")),
            account=row["account"],
            value=row["value"],
            cash=row["cash"],
        )
        for row in table.to_pylist()
        if _number(row["return"]) is not None
    ]
    if not found:
        raise WorkspaceError(f"{path} holds no day with a return; run the backtest again")
    return sorted(found, key=lambda row: row.day)


Prediction = tuple[date, str, float | None]
"""Day, instrument and score; None is no score."""


def read_predictions(path: Path) -> list[Prediction]:
    """Every prediction of predictions.parquet; NaN is no score."""
    table = read_table(path, ("datetime", "instrument", "score"))
    return [(_day(row["datetime"], path), str(row["instrument"]), _number(row["score"])) for row in table.to_pylist()]


def ranked_scores(predictions: Iterable[Prediction], *, sessions: Sequence[date], top_k: int) -> list[Score]:
    """The `top_k` best scores of every day, best first, equal scores by code."""
    by_day: dict[date, list[tuple[float, str]]] = {}
    for day, code, score in predictions:
        if score is not None:
            by_day.setdefault(day, []).append((-score, code))
    known = sorted({*sessions, *by_day})
    found = []
    for day in sorted(by_day):
        after = bisect_right(known, day)
        effective = known[after] if after < len(known) else None
        for rank, (negative, code) in enumerate(sorted(by_day[day])[:top_k], start=1):
            found.append(Score(trade_date=day, effective_date=effective, instrument=code, score=-negative, rank=rank))
    return found


def score_coverage(predictions: Sequence[Prediction]) -> tuple[int, int, int, float | None, float | None]:
    """Rows, rows without a score, and instruments of the predictions, with the smallest and largest score."""
    scores = [score for _, _, score in predictions if score is not None]
    instruments = len({code for _, code, _ in predictions})
    return len(predictions), len(predictions) - len(scores), instruments, min(scores, default=None), max(scores, default=None)


def write_signal_table(
    path: Path, scores: Sequence[Score], *, identity: tuple[str, int, str], top_k: int, n_drop: int | None
) -> None:
    """signals.parquet: the fork's columns in their order, `effective_date` behind them; columns nobody fills are null."""
    import pyarrow as pa

    run, loop, workspace = identity
    count = len(scores)
    text, number = pa.string(), pa.float64()

    def same(value: object, kind: Any) -> Any:
        return pa.array([value] * count, kind)

    columns = {
        "trade_date": pa.array([row.trade_date.isoformat() for row in scores], text),
        "instrument": pa.array([row.instrument for row in scores], text),
        "signal": pa.array([row.score for row in scores], number),
        "target_weight": same(1.0 / top_k, number),
        **{
            name: same(None, number)
            for name in ("target_position", "price_ref", "confidence", "volatility_est", "max_weight", "min_weight")
        },
        "sector": same(None, text),
        "industry": same(None, text),
        "universe_flag": same(1, pa.int64()),
        "score": pa.array([row.score for row in scores], number),
        "rank": pa.array([row.rank for row in scores], pa.int64()),
        "pred_return": same(None, number),
        "generated_at_utc": same(None, text),
        "task_run_id": same(run, text),
        "loop_id": same(loop, pa.int64()),
        "workspace_id": same(workspace, text),
        "model_version": same(None, text),
        "weight_method": same("topk_equal_weight", text),
        "topk": same(top_k, pa.int64()),
        "n_drop": same(n_drop, pa.int64()),
        "rebalance_freq": same("1d", text),
        "effective_date": pa.array([row.effective_date.isoformat() if row.effective_date else None for row in scores], text),
    }
    _write(path, pa.table(columns))


def write_return_table(path: Path, days: Sequence[ReturnDay]) -> None:
    """ret_schema.parquet: Qlib's column names, `datetime` a date."""
    import pyarrow as pa

    names = {
        "account": "account",
        "return": "daily_return",
        "turnover": "turnover",
        "cost": "cost",
        "value": "value",
        "cash": "cash",
        "bench": "bench",
    }
    columns = {name: pa.array([getattr(row, attribute) for row in days], pa.float64()) for name, attribute in names.items()}
    _write(path, pa.table({"datetime": pa.array([row.day for row in days], pa.date32()), **columns}))


def _write(path: Path, table: Any) -> None:
    import pyarrow.parquet as pq

    write_whole(path, lambda target: pq.write_table(table, target, compression="zstd"))


def read_table(path: Path, columns: tuple[str, ...]) -> Any:
    """A Parquet table of the workspace that has these columns; WorkspaceError for everything else."""
    import pyarrow.parquet as pq

    remedy = "write it again, with its index as columns"
    with Sources(path.parent).opened(path.name) as stream, told(path, "cannot be read as Parquet", remedy):
        table = pq.read_table(stream)
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        raise WorkspaceError(path, f"has no column {missing[0]!r}, it has {', '.join(table.column_names)[:300]}", remedy)
    return table


def _day(value: Any, path: Path) -> date:
    found = getattr(value, "date", lambda: value)()
    if not isinstance(found, date):
        raise WorkspaceError(f"{path} holds {value!r} where a date belongs; write dates or timestamps")
    return found


def _number(value: float | None) -> float | None:
    """A finite number or None."""
    return value if value is not None and value - value == 0.0 else None
