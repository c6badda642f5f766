"""The two catalogs of loops that documents are measured with: one as full as RD-Agent can write it, and a thin one."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from aistock.library.v1.models import LoopCatalog
from aistock_conformance import documents, rows


def full(count: int) -> LoopCatalog:
    """So many loops with every kind of field in use, about sixty values each."""
    head = {"version": "v1", "generated_at_utc": "2025-12-25T08:30:00Z", "source": "rdagent_tools", "snapshot_id": "export-1"}
    return LoopCatalog.model_validate({**head, "loops": [_loop(number) for number in range(count)]})


def thin(count: int) -> LoopCatalog:
    """So many loops of which more than half the fields are null."""
    loops = [rows.loop("bench", number) for number in range(count)]
    return LoopCatalog(generated_at_utc=documents.WRITTEN, source="benchmark", loops=loops)


def _loop(number: int) -> dict[str, Any]:
    text = sha256(str(number).encode()).hexdigest()
    basis = {
        "cost_basis": "with_cost", "return_basis": "excess", "benchmark": "000300.SH", "days_per_year": 238, "source_key": "1d",
    }  # fmt: skip
    file = {"store": "rdagent", "path": "results/ret.parquet", "sha256": text, "size": 48_213 + number}
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
        "workspace_ref": {"store": "rdagent", "path": f"workspaces/{text[:32]}"},
        "workspace_role": "experiment_workspace", "log_dir": "log/2025-12-25", "materialization_status": "done",
        "asset_bundle_id": text[:32], "is_solidified": True, "sync_status": "synced", "model_id": text[32:],
        "config_hash": text, "experiment_id": f"experiment-{number}", "started_at_utc": "2025-12-25T08:30:00Z",
        "ended_at_utc": "2025-12-25T09:30:00.123456Z", "period": {"start_date": "2017-01-03", "end_date": "2020-08-03"},
        "files": [{"name": "ret_curve", "file": file, "media_type": "application/vnd.apache.parquet"}],
    }  # fmt: skip
