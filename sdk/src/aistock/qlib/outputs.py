"""Files of a finished run, written into its workspace, and the result that names them."""

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aistock.contract.plain_json import canonical
from aistock.experiments.identity import effective_config_hash
from aistock.qlib.metrics import assumptions_of, metrics_of
from aistock.qlib.run import Outcome
from aistock.qlib.tables import orders_table, positions_table

PARQUET = "application/vnd.apache.parquet"
_PACKAGES = ("pyqlib", "pandas", "numpy", "lightgbm", "scikit-learn", "scipy", "pyarrow", "mlflow-skinny")


def sha256(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def code_sha256() -> str:
    """Fingerprint of the code of this package, file by file in order of name."""
    folder = Path(__file__).parent
    parts = [f"{path.name}:{sha256(path.read_bytes())}" for path in sorted(folder.glob("*.py"))]
    return sha256("\n".join(parts).encode())


def package_versions() -> dict[str, str]:
    """Versions of the packages that computed the run."""
    return {name: importlib.metadata.version(name) for name in _PACKAGES}


def write_outputs(workspace: Path, config: dict[str, Any], outcome: Outcome, factor: "pd.Series[float]") -> dict[str, Any]:
    """Writes every file and returns the result document: metrics, assumptions, hashes and files with their roles."""
    workspace.mkdir(parents=True, exist_ok=True)
    positions, orders = positions_table(outcome.positions, factor), orders_table(outcome.orders, factor)
    effective = {**config, "fitted": _fitted(outcome.model)}
    files = [
        _csv(workspace, "qlib_res", pd.Series(outcome.metrics)),
        _pickle(workspace, "ret", outcome.returns),
        _parquet(workspace, "returns", outcome.returns.reset_index()),
        _parquet(workspace, "predictions", outcome.predictions.reset_index()),
        _parquet(workspace, "ic", outcome.ic.reset_index()),
        _parquet(workspace, "factor_daily", outcome.factors),
        _parquet(workspace, "positions", positions),
        _parquet(workspace, "orders", orders),
        _parquet(workspace, "indicators", outcome.indicators.rename_axis("datetime").reset_index()),
        _model(workspace, outcome.model, [name for name, _ in config["features"]]),
        _bytes(workspace, "effective_config", "executed_config.json", "application/json", canonical(effective)),
    ]
    backtest = config["backtest"]
    return {
        "status": "succeeded",
        "metrics": metrics_of(
            outcome.metrics, outcome.returns, positions, benchmark=config["benchmark"], account=backtest["account"]
        ),
        "assumptions": assumptions_of(config, outcome.returns, orders),
        "effective_config": effective,
        "effective_config_sha256": effective_config_hash(effective),
        "code_sha256": code_sha256(),
        "features": [name for name, _ in config["features"]],
        "features_sha256": sha256(canonical([name for name, _ in config["features"]])),
        "model_sha256": next(one["sha256"] for one in files if one["name"] == "model"),
        "package_versions": package_versions(),
        "seed": config["seed"],
        "files": files,
    }


def _fitted(model: Any) -> dict[str, Any]:
    booster = getattr(model, "model", None)
    return {} if booster is None else {"best_iteration": int(booster.best_iteration)}


def _model(workspace: Path, model: Any, features: list[str]) -> dict[str, Any]:
    """LightGBM's own text, or the coefficients of a linear model by feature."""
    booster = getattr(model, "model", None)
    if booster is not None:
        return _bytes(workspace, "model", "model.txt", "text/plain", booster.model_to_string().encode())
    coefficients = dict(zip(features, (float(value) for value in model.coef_), strict=True))
    document = {"estimator": model.estimator, "intercept": float(model.intercept_), "coefficients": coefficients}
    return _bytes(workspace, "model", "model.json", "application/json", json.dumps(document, ensure_ascii=False, indent=1).encode())


def _parquet(workspace: Path, name: str, frame: pd.DataFrame) -> dict[str, Any]:
    path = workspace / f"{name}.parquet"
    frame.to_parquet(path, index=False, compression="zstd")
    return _named(name, path, PARQUET)


def _csv(workspace: Path, name: str, series: "pd.Series[float]") -> dict[str, Any]:
    """The form in which RD-Agent's workspaces keep metrics: one unnamed column beside the names."""
    path = workspace / f"{name}.csv"
    series.to_csv(path)
    return _named(name, path, "text/csv")


def _pickle(workspace: Path, name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """A plain pandas frame, under the name that RD-Agent's evidence asks for."""
    path = workspace / f"{name}.pkl"
    frame.to_pickle(path)
    return _named(name, path, "application/octet-stream")


def _bytes(workspace: Path, name: str, file: str, media_type: str, content: bytes) -> dict[str, Any]:
    path = workspace / file
    path.write_bytes(content)
    return _named(name, path, media_type)


def _named(name: str, path: Path, media_type: str) -> dict[str, Any]:
    content = path.read_bytes()
    return {"name": name, "path": path.name, "media_type": media_type, "sha256": sha256(content), "size": len(content)}


def write_json(path: Path, document: Mapping[str, object]) -> None:
    """The document, whole or not at all."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False), encoding="utf-8")
    partial.replace(path)
