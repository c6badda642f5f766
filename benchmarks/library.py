"""The library: 100,000 loops and 10,000 factors in, in again, and listed, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from _figures import Row

from aistock.client import Client
from aistock.contract.documents import canonical_json, content_hash
from aistock.library.identity import strategy_id
from aistock.library.v1.converters import list_loops_request_to_pb
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogStrategy,
    FactorCatalog,
    ListLoopsRequest,
    LoopCatalog,
    StrategyCatalog,
)
from aistock_conformance.postgres import Cluster, PostgresMissing, cluster
from aistock_conformance.spawn import Spawned, spawned

LOOPS, FACTORS = 100_000, 10_000
LIST_LOOPS = "/aistock.library.v1.LibraryService/ListLoops"
WRITTEN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
HEAD: dict[str, Any] = {"generated_at_utc": WRITTEN, "source": "benchmark", "snapshot_id": "benchmark-1"}
IMPORT_SECONDS, AGAIN_SECONDS, PAGE_MS, MEMORY_TIMES = 60.0, 15.0, 30.0, 1.5
"""Limits at full size: the first import, the same again, the median of each question, and memory against a tenth as many loops."""

FACTORS_A_LOOP, LOOPS_A_STRATEGY, LOOPS_A_RUN = 10, 100, 20
SAYINGS = (
    "The combination beats the best hypothesis so far in annual return, but its drawdown grew in the second half of 2018",
    "momentum over short windows adds little once volume is taken into account; longer windows help",
    "因子在小盘股上更有效，换手率上升明显，扣除成本后超额收益下降",
    "No improvement: the information coefficient fell, and the model gave the feature almost no weight",
    "波动率因子与现有组合相关性低，可以加入；回撤略有改善",
    "Replace the current best result, keep the loss and lower the learning rate in the next loop",
)  # fmt: skip


def factors(count: int) -> list[CatalogFactor]:
    """Factors with figures, most of them RD-Agent's."""
    dice = Random(1)
    return [
        CatalogFactor.model_validate(
            {
                "name": f"factor_{number:05d}",
                "source": "rd_agent",
                "expression": f"Ref($close, {number % 60 + 1})/$close - Mean($volume, {number % 20 + 5})",
                "region": "cn",
                "tags": ["rdagent_generated", "momentum" if number % 3 else "risk"],
                "description_cn": f"第{number}个因子：{dice.choice(SAYINGS)}",
                "formula_hint": r"\frac{close_{t-n}}{close_t}",
                "variables": {"close": "close price", "n": number % 60 + 1},
                "best_performance_sharpe": round(dice.gauss(1, 0.5), 4),
                "best_performance_ann_ret": round(dice.gauss(0.1, 0.1), 4),
                "best_task_run_id": f"run{number % 5000:05d}",
                "best_loop_id": number % 20,
                "figures": {"ic_mean": round(dice.gauss(0.02, 0.01), 5), "rank_ic_mean": round(dice.gauss(0.03, 0.01), 5)},
            }
        )
        for number in range(count)
    ]


def strategy(number: int) -> CatalogStrategy:
    """A strategy whose id follows from its template."""
    templates = [f"conf_{number:05d}.yaml"]
    return CatalogStrategy.model_validate(
        {
            "strategy_id": strategy_id(None, "feedback", "model", templates),
            "step_name": "feedback",
            "action": "model",
            "workspace_example": {"task_run_id": "run", "loop_id": 0, "workspace_id": "ws", "workspace_path": "ws"},
            "template_files": templates,
            "market": "csi300",
            "model_config": {"class": "LGBModel", "kwargs": {"num_leaves": 210, "learning_rate": 0.01 + number * 1e-6}},
        }
    )


def loops(count: int, strategies: Sequence[CatalogStrategy], names: Sequence[str]) -> list[CatalogLoop]:
    """Loops with ten factors, three texts, five figures, a window and a configuration each."""
    dice = Random(2)
    return [_loop(dice, number, strategies[number // LOOPS_A_STRATEGY % len(strategies)], names) for number in range(count)]


def _loop(dice: Random, number: int, of: CatalogStrategy, names: Sequence[str]) -> CatalogLoop:
    started = WRITTEN - timedelta(minutes=7 * number)
    first = date(2015, 1, 1) + timedelta(days=dice.randrange(2000))
    success = dice.random() < 0.9
    return CatalogLoop.model_validate(
        {
            "task_run_id": f"run{number // LOOPS_A_RUN:05d}",
            "loop_id": number % LOOPS_A_RUN,
            "workspace_id": f"{dice.getrandbits(128):032x}",
            "step_name": "feedback",
            "action": "factor" if dice.random() < 0.6 else "model",
            "status": "success" if success else "failed",
            "has_result": success,
            "strategy_id": of.strategy_id,
            # A few factors stand in most loops, most in a few.
            "factor_names": list(dict.fromkeys(names[int(len(names) * dice.random() ** 3)] for _ in range(FACTORS_A_LOOP))),
            "metrics": {
                "annualized_return": round(dice.gauss(0.08, 0.1), 6),
                "max_drawdown": -round(abs(dice.gauss(0.1, 0.08)), 6),
                "ic_mean": round(dice.gauss(0.02, 0.02), 6),
                "rank_ic_mean": round(dice.gauss(0.03, 0.02), 6),
                "multi_score": round(dice.random(), 6),
                "1day.excess_return_with_cost.information_ratio": round(dice.gauss(1, 1), 6),
            },
            "decision": dice.random() < 0.3,
            "summary_texts": {
                "execution": f"{dice.choice(SAYINGS)} (attempt {number})",
                "value_feedback": dice.choice(SAYINGS),
                "shape_feedback": dice.choice(SAYINGS),
            },
            "paths": {"feedback": "feedback.json", "factor_meta": "factor_meta.json", "ret_curve": "ret_curve.png"},
            "workspace_path": f"workspaces/run{number // LOOPS_A_RUN:05d}/{number}",
            "workspace_store": "rdagent",
            "workspace_role": "experiment_workspace",
            "materialization_status": "done",
            "config_hash": f"{number // 25:064x}",
            "started_at_utc": started,
            "ended_at_utc": started + timedelta(minutes=5),
            "period": {"start_date": first, "end_date": first + timedelta(days=365)},
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogs:
    """What goes in, and the base of the ratio: each row's key, hash and text."""

    factors: FactorCatalog
    strategies: StrategyCatalog
    loops: LoopCatalog

    def plain(self) -> list[tuple[str, str, str]]:
        """Every row as a key, a hash and its text."""
        rows: list[Any] = [*self.factors.factors, *self.strategies.strategies, *self.loops.loops]
        return [
            (f"{type(row).__name__}{number}", content_hash(row), canonical_json(row).decode()) for number, row in enumerate(rows)
        ]


def catalogs(count: int) -> Catalogs:
    """So many loops, a tenth as many factors, a hundredth as many strategies."""
    made = factors(max(1, count // 10))
    strategies = [strategy(number) for number in range(max(1, count // LOOPS_A_STRATEGY))]
    return Catalogs(
        factors=FactorCatalog(**HEAD, factors=made),
        strategies=StrategyCatalog(**HEAD, strategies=strategies),
        loops=LoopCatalog(**HEAD, loops=loops(count, strategies, [one.name for one in made])),
    )


UPSERT = "INSERT INTO plain VALUES ({0}, {0}, {0}) ON CONFLICT (k) DO UPDATE SET h = excluded.h, d = excluded.d"
CREATE = "CREATE TABLE plain (k VARCHAR(200) PRIMARY KEY, h VARCHAR(64), d TEXT)"


def plain_sqlite(path: Path, rows: Sequence[tuple[str, str, str]]) -> float:
    """Seconds that a plain upsert of the rows takes."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(CREATE)
    began = time.perf_counter()
    with connection:
        connection.executemany(UPSERT.format("?"), rows)
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def plain_postgresql(running: Cluster, name: str, rows: Sequence[tuple[str, str, str]]) -> float:
    """Seconds that a plain upsert of the rows takes."""
    import psycopg

    with psycopg.connect(running.url(name).replace("+psycopg", "")) as connection:
        connection.execute(CREATE)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.executemany(UPSERT.format("%s"), rows)
        connection.commit()
        return time.perf_counter() - began


def questions(given: Catalogs) -> dict[str, dict[str, Any]]:
    """What people ask a list of loops for."""
    middle = given.loops.loops[len(given.loops.loops) // 2]
    rare = given.factors.factors[-1].name
    proved = {"has_result": True, "action": "factor", "bounds": [{"metric": "annualized_return", "least": 0.2}]}
    days = {"start_date": "2016-01-01", "end_date": "2016-03-31"}
    return {
        "by key": {},
        "by return": {"order": "annualized_return"},
        "result, action, return": proved,
        "result, action, return, by return": {**proved, "order": "annualized_return"},
        "very high return": {"bounds": [{"metric": "annualized_return", "least": 0.45}]},
        "four figures at once": {
            "bounds": [
                {"metric": "annualized_return", "least": 0.2}, {"metric": "max_drawdown", "least": -0.05},
                {"metric": "ic_mean", "least": 0.04}, {"metric": "multi_score", "least": 0.5},
            ],
            "order": "ic_mean",
        },
        "common factor": {"factor_name": given.factors.factors[0].name},
        "rare factor, by return": {"factor_name": rare, "order": "annualized_return"},
        "window": {"period": days},
        "window, by drawdown": {"period": days, "order": "max_drawdown"},
        "strategy": {"strategy_id": middle.strategy_id},
        "configuration": {"config_hash": middle.config_hash},
        "run": {"task_run_id": middle.task_run_id},
        "failed, by start": {"status": "failed", "order": "started"},
        "common text": {"text": "momentum over short"},
        "common text, by return": {"text": "换手率上升", "order": "annualized_return"},
        "rare text": {"text": f"(attempt {len(given.loops.loops) // 2})"},
        "text nobody wrote": {"text": "quantum"},
        "letter nobody wrote": {"text": "熵"},
        "two common letters": {"text": "因子"},
        "failed, accepted, model, factor quality": {
            "status": "failed", "decision": True, "action": "model", "bounds": [{"metric": "rank_ic_mean", "least": 0.06}],
        },
    }  # fmt: skip


DEEP = ("by key", "by return", "result, action, return, by return", "window, by drawdown")


def page_ms(address: str, asked: dict[str, Any], pages: int, rounds: int) -> tuple[float, int]:
    """Median time of a page of 100 as a raw call sees it, and how many loops it holds; so many pages lie before it."""
    import grpc

    from aistock.library.v1.library_service_pb2 import ListLoopsResponse

    with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        call = channel.unary_unary(LIST_LOOPS, bytes, bytes)

        def page(token: str | None, size: int = 100) -> Any:
            request = ListLoopsRequest.model_validate({**asked, "page_size": size, "page_token": token})
            return call(list_loops_request_to_pb(request).SerializeToString(), wait_for_ready=True, timeout=60)

        token = None
        for _ in range(pages):
            token = ListLoopsResponse.FromString(page(token, 1000)).next_page_token or None
        found = len(ListLoopsResponse.FromString(page(token)).loops)
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            page(token)
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), found


def peak_mb(server: Spawned) -> float:
    """Most memory that the server has had at once, in MiB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def measured(name: str, server: Spawned, given: Catalogs, base: float, rounds: int) -> Iterator[Row]:
    """Import, import again, and lists, on one server; at full size with their limits."""
    count = len(given.loops.loops)
    full = count == LOOPS
    peer = f"plain executemany upsert into {name}"
    yield Row(f"{name}: {peer}", base, "s", peer, 1.0)
    with Client(server.address, connect_timeout=60.0) as client:
        tenth = given.loops.model_copy(update={"loops": given.loops.loops[: count // 10]})
        everything: dict[str, Any] = {"factors": given.factors, "strategies": given.strategies}
        client.library.import_catalogs("upsert", loops=tenth, dry_run=True, **everything)
        tenth_mb = peak_mb(server)
        yield Row(f"{name}: peak memory after a dry run of {count // 10} loops", tenth_mb, "MiB", "a tenth of the loops", 1.0)
        for what, limit in (("import", IMPORT_SECONDS), ("import again", AGAIN_SECONDS)):
            began = time.perf_counter()
            report = client.library.import_catalogs("full_snapshot", loops=given.loops, **everything)
            seconds = time.perf_counter() - began
            assert report.changed is (what == "import"), report.tallies
            yield Row(f"{name}: {what} of {count} loops", seconds, "s", peer, seconds / base, value_at_most=limit if full else None)
        all_mb = peak_mb(server)
        flat = MEMORY_TIMES if full else None
        yield Row(f"{name}: peak memory after {count} loops", all_mb, "MiB", "a tenth of the loops", all_mb / tenth_mb, flat)
    times = []
    for what, asked in questions(given).items():
        for pages in (0, count // 2000) if what in DEEP else (0,):
            took, found = page_ms(server.address, asked, pages, rounds)
            times.append(took)
            label = f"{name}: page of {found}: {what}{', deep' if pages else ''}"
            yield Row(label, took, "ms", value_at_most=PAGE_MS if full else None)
    yield Row(f"{name}: page, median over all questions", statistics.median(times), "ms")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="aistock-bench-") as folder:
        yield Path(folder)


def on_sqlite(given: Catalogs, plain: Sequence[tuple[str, str, str]], rounds: int) -> list[Row]:
    """Every figure on SQLite."""
    with _folder() as folder:
        base = plain_sqlite(folder / "plain.sqlite", plain)
        with spawned(folder / "data") as server:
            return list(measured("SQLite", server, given, base, rounds))


def on_postgresql(given: Catalogs, plain: Sequence[tuple[str, str, str]], rounds: int) -> list[Row]:
    """Every figure on PostgreSQL; none, and it is said, where it is not installed."""
    try:
        with cluster() as running, _folder() as folder:
            running.create("plain")
            base = plain_postgresql(running, "plain", plain)
            with spawned(folder / "data", "--database-url", running.create("library")) as server:
                return list(measured("PostgreSQL", server, given, base, rounds))
    except PostgresMissing as why:
        return [Row(f"PostgreSQL is not measured: {why}", 0.0, "")]


def rows(quick: bool) -> list[Row]:
    """Every figure of the library."""
    given = catalogs(2_500 if quick else LOOPS)
    plain = given.plain()
    takers: tuple[Callable[..., list[Row]], ...] = (on_sqlite, on_postgresql)
    return [row for taker in takers for row in taker(given, plain, 3 if quick else 15)]
