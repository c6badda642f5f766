"""A catalog of 2,000 loops: what reading, validating and converting it cost, each as a ratio to a named peer of the same run."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from aistock.contract import documents, plain_json
from aistock.contract.rules import broken
from aistock.library.v1 import converters
from aistock.library.v1.models import LoopCatalog

LOOPS = 2_000
ROUNDS = 9
SCHEMA = Path(__file__).resolve().parents[1] / "jsonschema/library/v1/loop_catalog.schema.json"


def catalog(count: int) -> dict[str, Any]:
    """A catalog as RD-Agent writes it, every kind of field in use."""
    head = {"version": "v1", "generated_at_utc": "2025-12-25T08:30:00Z", "source": "rdagent_tools", "snapshot_id": "export-1"}
    return {**head, "loops": [loop(number) for number in range(count)]}


def loop(number: int) -> dict[str, Any]:
    """One loop with about forty values."""
    text = sha256(str(number).encode()).hexdigest()
    basis = {
        "cost_basis": "with_cost",
        "return_basis": "excess",
        "benchmark": "000300.SH",
        "days_per_year": 238,
        "source_key": "1d",
    }
    return {
        "task_run_id": "2025-12-25_08-30-00-123456", "loop_id": number, "workspace_id": text[:32], "scenario": "fin_quant",
        "step_name": "feedback", "action": "model", "status": "success", "has_result": True, "strategy_id": text[32:],
        "factor_names": [f"factor_{number}_{index}" for index in range(6)],
        "metrics": {
            "annualized_return": 0.1 + number / 1e5, "max_drawdown": -0.12, "ic_mean": 0.031, "rank_ic_mean": 0.042,
            "multi_score": None, "1day.excess_return_with_cost.information_ratio": 1.1 + number / 1e4,
        },
        "metrics_basis": {"annualized_return": basis}, "decision": number % 2 == 0,
        "summary_texts": {"execution": "The loop ran as planned. " * 4, "value_feedback": "因子有效,回撤较小。" * 4},
        "paths": {"factor_meta": "factor_meta.json", "factor_perf": "factor_perf.json", "feedback": "feedback.json"},
        "workspace_path": f"workspaces/{text[:32]}", "workspace_store": "rdagent",
        "workspace_role": "experiment_workspace", "materialization_status": "done", "config_hash": text,
        "started_at_utc": "2025-12-25T08:30:00Z", "ended_at_utc": "2025-12-25T09:30:00.123456Z",
    }  # fmt: skip


def fastest(calls: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds of each call, the best of some rounds in which every call has its turn."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            gc.collect()
            began = time.perf_counter()
            call()
            best[name] = min(best[name], (time.perf_counter() - began) * 1000)
    return best


def measure(count: int = LOOPS, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds by step."""
    import jsonschema

    text = json.dumps(catalog(count), ensure_ascii=False).encode()
    value = json.loads(text)
    model = documents.read(LoopCatalog, text)
    pb = converters.loop_catalog_to_pb(model)
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    best = fastest(
        {
            "documents.read": lambda: documents.read(LoopCatalog, text),
            "pydantic model_validate_json": lambda: LoopCatalog.model_validate_json(text),
            "rules between fields": lambda: broken(model),
            "gate": lambda: plain_json.quick(text),
            "model to protobuf": lambda: converters.loop_catalog_to_pb(model),
            "protobuf to model": lambda: converters.loop_catalog_from_pb(pb),
        },
        rounds,
    )
    return best | fastest({"python jsonschema": lambda: validator.is_valid(value)}, 2)


def ratios(best: dict[str, float]) -> list[tuple[str, float, str, float]]:
    """(what, ratio, "at most" or "at least", limit)."""
    bare = best["pydantic model_validate_json"]
    return [
        ("documents.read / bare pydantic", best["documents.read"] / bare, "at most", 1.6),
        ("rules between fields / bare pydantic", best["rules between fields"] / bare, "at most", 0.3),
        ("python jsonschema / documents.read", best["python jsonschema"] / best["documents.read"], "at least", 15.0),
        ("protobuf to model / model to protobuf", best["protobuf to model"] / best["model to protobuf"], "at most", 2.5),
    ]


def main() -> int:
    """Measure, print, and say whether every ratio keeps its limit."""
    best = measure()
    for name, milliseconds in best.items():
        print(f"{name:32} {milliseconds:9.1f} ms")
    kept = True
    for what, ratio, side, limit in ratios(best):
        held = ratio <= limit if side == "at most" else ratio >= limit
        kept = kept and held
        print(f"{what:40} {ratio:6.2f}x  {side} {limit}x  {'kept' if held else 'MISSED'}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {LOOPS} loops, best of {ROUNDS}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
