"""Files of a workspace: their names, their hashes, and writing one whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Self

from aistock.errors import AistockError

MARKER = "loop_run.json"
FAULTS = "artifact_faults.jsonl"

QLIB_RESULTS = "qlib_res.csv"
RETURNS_PICKLE = "ret.pkl"
COMBINED_FACTORS = "combined_factors_df.parquet"
RETURNS = "returns.parquet"
PREDICTIONS = "predictions.parquet"
EXECUTED_CONFIG = "executed_config.json"
FACTOR_DAILY = "factor_daily.parquet"
MODEL_FILES = ("model.txt", "model.json")

META = "workspace_meta.json"
SUMMARY = "experiment_summary.json"
MANIFEST = "manifest.json"
DATA_PROFILE = "data_profile.json"
FACTOR_META = "factor_meta.json"
FACTOR_PERF = "factor_perf.json"
FEEDBACK = "feedback.json"
MODEL_META = "model_meta.json"
STRATEGY_META = "strategy_meta.json"
SIGNALS_JSON = "signals.json"
SIGNALS_TABLE = "signals.parquet"
RETURNS_JSON = "ret_schema.json"
RETURNS_TABLE = "ret_schema.parquet"
RETURN_CURVE = "ret_curve.png"
DRAWDOWN_CURVE = "dd_curve.png"

KINDS = {
    QLIB_RESULTS: "backtest_metrics",
    RETURNS_PICKLE: "backtest_curve",
    COMBINED_FACTORS: "feature_set",
    RETURNS: "backtest_curve",
    PREDICTIONS: "predictions",
    "ic.parquet": "predictions",
    FACTOR_DAILY: "predictions",
    "positions.parquet": "positions",
    "orders.parquet": "orders",
    "indicators.parquet": "indicators",
    EXECUTED_CONFIG: "config_snapshot",
    "model.txt": "model",
    "model.json": "model",
    SIGNALS_JSON: "signals",
    SIGNALS_TABLE: "signals",
    RETURNS_JSON: "ret_schema",
    RETURNS_TABLE: "ret_schema",
    FACTOR_META: "factor_meta",
    FACTOR_PERF: "factor_perf",
    FEEDBACK: "feedback",
    MODEL_META: "model_meta",
    STRATEGY_META: "strategy_meta",
    DATA_PROFILE: "data_profile",
    RETURN_CURVE: "backtest_curve_image",
    DRAWDOWN_CURVE: "backtest_curve_image",
    SUMMARY: "summary",
    META: "summary",
    MARKER: "summary",
}
"""Kind of every file that belongs to a result, by its name; the manifest lists these and is not among them."""


class WorkspaceError(AistockError):
    """A workspace lacks a file or holds one that cannot be read: which, why, and what to do."""

    def __init__(self, path: Path | str, reason: str = "", remedy: str = "") -> None:
        """Takes the three parts, or one text that holds all of them."""
        self.path = str(path) if reason else ""
        self.reason = reason or str(path)
        self.remedy = remedy
        super().__init__(f"{path} {reason}; {remedy}" if reason else str(path))

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        """Crosses processes whole."""
        return type(self), (self.path, self.reason, self.remedy) if self.path else (self.reason, "", "")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Lets `write` fill a file beside `path` and puts it in place only when it is complete."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    scratch = Path(name)
    try:
        write(scratch)
        with scratch.open("rb+") as stream:
            os.fsync(stream.fileno())
        scratch.chmod(0o644)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def templates_of(workspace: Path) -> tuple[str, ...]:
    """YAML files anywhere in a workspace, relative to it with forward slashes, sorted."""
    found = (path for pattern in ("*.yaml", "*.yml") for path in workspace.rglob(pattern) if path.is_file())
    return tuple(sorted({path.relative_to(workspace).as_posix() for path in found}))
