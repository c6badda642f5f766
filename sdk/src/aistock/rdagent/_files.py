"""Files of a workspace: their names, their kinds and their hashes."""

import hashlib
from pathlib import Path
from typing import Self

from aistock.errors import AistockError

MARKER = "loop_run.json"
FAULTS = "artifact_faults.jsonl"

RECORDER = "mlruns"
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


MADE = (
    META, SUMMARY, DATA_PROFILE, FACTOR_META, FACTOR_PERF, FEEDBACK, MODEL_META, STRATEGY_META, SIGNALS_JSON, SIGNALS_TABLE,
    RETURNS_JSON, RETURNS_TABLE, RETURN_CURVE, DRAWDOWN_CURVE,
)  # fmt: skip
"""What materialize makes besides the manifest."""

FOREIGN = "foreign"
"""Kind of a file that stands under one of those names and is of another program; it is kept, and nothing is read from it."""


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


def templates_of(workspace: Path) -> tuple[str, ...]:
    """YAML files anywhere in a workspace but in its recorder, relative to it with forward slashes, sorted."""
    found = (path for pattern in ("*.yaml", "*.yml") for path in workspace.rglob(pattern) if path.is_file() or path.is_symlink())
    named = {path.relative_to(workspace).as_posix() for path in found}
    # The recorder's own files are no templates, and their names are those of runs: the strategy's id would differ with each.
    return tuple(sorted(name for name in named if not name.startswith(f"{RECORDER}/")))
