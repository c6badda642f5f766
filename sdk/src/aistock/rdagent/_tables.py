"""Signals and returns of a run as tables with fixed columns."""

import io
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._sources import Sources, told

_QLIB_CODE = re.compile(r"^(SH|SZ|BJ)[0-9]{6}$", re.IGNORECASE)
_MOST_ROWS = 20_000_000


EQUAL_WEIGHT = "topk_equal_weight"
"""The weights of Qlib's TopkDropoutStrategy, as the fork calls them."""


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


def read_returns(sources: Sources, name: str) -> list[ReturnDay]:
    """Days in order, from returns.parquet; a day without a return, such as one before the first trade, is left out."""
    path, table = (
        sources.path(name),
        read_table(sources, name, ("datetime", "account", "return", "turnover", "cost", "value", "cash")),
    )
    with told(path, "holds what is no day of a backtest", "run the backtest again"):
        found = [
            ReturnDay(
                day=_day(row["datetime"]),
                daily_return=float(row["return"]),
                cost=_number(row["cost"]) or 0.0,
                turnover=_number(row["turnover"]) or 0.0,
                bench=_number(row.get("bench")),
                account=_money(row, "account"),
                value=_money(row, "value"),
                cash=_money(row, "cash"),
            )
            for row in table.to_pylist()
            if _number(row["return"]) is not None
        ]
    return in_order(path, found)


def in_order(path: Path, found: Sequence[ReturnDay]) -> list[ReturnDay]:
    """The days from first to last; raises WorkspaceError when there is none, or one twice."""
    if not found:
        raise WorkspaceError(path, "holds no day with a return", "run the backtest again")
    ordered = sorted(found, key=lambda row: row.day)
    twice = next((two.day for one, two in itertools.pairwise(ordered) if one.day == two.day), None)
    if twice is not None:
        raise WorkspaceError(path, f"holds the day {twice} twice", "run the backtest again")
    return ordered


Prediction = tuple[date, str, float | None]
"""Day, instrument and score; None is no score."""


def read_predictions(sources: Sources, name: str) -> list[Prediction]:
    """Every prediction of predictions.parquet; NaN is no score."""
    path, table = sources.path(name), read_table(sources, name, ("datetime", "instrument", "score"))
    with told(path, "holds what is no score", "run the experiment again"):
        return [(_day(row["datetime"]), instrument(row["instrument"]), _number(row["score"])) for row in table.to_pylist()]


def instrument(code: object) -> str:
    """A code as the contract writes it: 600000.SH, also where Qlib's own data says SH600000."""
    text = str(code)
    return f"{text[2:]}.{text[:2].upper()}" if _QLIB_CODE.match(text) else text


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


def signal_table(scores: Sequence[Score], *, identity: tuple[str, int, str], top_k: int, weighs: bool, n_drop: int | None) -> bytes:
    """signals.parquet: the fork's columns in their order, `effective_date` behind them; columns nobody fills are null.

    Without `weighs`, the best `top_k` are listed and nobody knows how the strategy would have weighed them.
    """
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
        "target_weight": same(1.0 / top_k if weighs else None, number),
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
        "weight_method": same(EQUAL_WEIGHT if weighs else None, text),
        "topk": same(top_k, pa.int64()),
        "n_drop": same(n_drop, pa.int64()),
        "rebalance_freq": same("1d", text),
        "effective_date": pa.array([row.effective_date.isoformat() if row.effective_date else None for row in scores], text),
    }
    return _parquet(pa.table(columns))


def return_table(days: Sequence[ReturnDay]) -> bytes:
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
    return _parquet(pa.table({"datetime": pa.array([row.day for row in days], pa.date32()), **columns}))


def _parquet(table: Any) -> bytes:
    import pyarrow.parquet as pq

    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def read_table(sources: Sources, name: str, columns: tuple[str, ...]) -> Any:
    """These columns, and `bench` if there is one, of a Parquet table of the workspace; WorkspaceError for everything else."""
    with opened_table(sources, name, columns) as file:
        further = [column for column in ("bench",) if column in file.schema_arrow.names]
        return file.read(columns=[*columns, *further])


@contextmanager
def opened_table(sources: Sources, name: str, columns: tuple[str, ...]) -> Iterator[Any]:
    """A Parquet file that has these columns and a bounded number of rows, open for reading column by column."""
    import pyarrow.parquet as pq

    remedy = "write it again, with its index as columns"
    path = sources.path(name)
    with sources.opened(name) as stream, told(path, "cannot be read as Parquet", remedy):
        file = pq.ParquetFile(stream)
        if file.metadata.num_rows > _MOST_ROWS:
            raise WorkspaceError(path, f"has {file.metadata.num_rows} rows, more than the {_MOST_ROWS} that are read", "split it")
        names = file.schema_arrow.names
        missing = [column for column in columns if column not in names]
        if missing:
            raise WorkspaceError(path, f"has no column {missing[0]!r}, it has {', '.join(names)[:300]}", remedy)
        yield file


def _day(value: Any) -> date:
    found = getattr(value, "date", lambda: value)()
    if not isinstance(found, date):
        raise ValueError(f"{str(value)[:40]!r} where a date belongs")
    return found


def _money(row: Mapping[str, Any], name: str) -> float:
    found = _number(row[name])
    if found is None:
        raise ValueError(f"no {name} on {row['datetime']}")
    return float(found)


def _number(value: float | None) -> float | None:
    """A finite number or None."""
    return value if value is not None and value - value == 0.0 else None
