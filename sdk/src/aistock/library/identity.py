"""Identities that RD-Agent and AIstock must derive alike, and hashes over content."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid5

STRATEGY_NAMESPACE = UUID("7b6b2c6c-0b4d-4e2c-9b7f-3b1b9b4f3a11")
MODEL_NAMESPACE = UUID("a8a6a7de-c8c7-4f3e-9f5a-3c4b7d3e2b11")
ARTIFACT_NAMESPACE = UUID("3e36bb8a-2a9b-4c56-8f50-6312f0d89c42")
BUNDLE_NAMESPACE = UUID("5d0d6a52-3a0e-4c0c-9a5e-6a5d1f7c2b10")
ARCHIVE_NAMESPACE = UUID("c1f3b0de-8e0a-4b43-9f57-0c5b9f0a7d21")

CONFIG_BLOCKS = ("data_config", "dataset_config", "portfolio_config", "backtest_config", "model_config")
"""Blocks of a strategy that its config_hash covers, in the order of the catalog."""

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def strategy_name(scenario: str | None, step_name: str | None, action: str | None, template_files: Iterable[str]) -> str:
    """The text that strategy_id is made from; an absent part counts as empty, templates are sorted and stand once."""
    parts = {
        "scenario": scenario or "",
        "step_name": step_name or "",
        "action": action or "",
        "templates": sorted(set(template_files)),
    }
    return json.dumps(parts, sort_keys=True, ensure_ascii=False)


def strategy_id(scenario: str | None, step_name: str | None, action: str | None, template_files: Iterable[str]) -> str:
    """UUID version 5 of a strategy as 32 hex digits; paths are relative to the workspace, with forward slashes."""
    return uuid5(STRATEGY_NAMESPACE, strategy_name(scenario, step_name, action, template_files)).hex


def model_id(
    *,
    task_run_id: str,
    loop_id: int,
    workspace_id: str,
    model_type: str | None = None,
    model_config: Mapping[str, object] | None = None,
    dataset_config: Mapping[str, object] | None = None,
) -> str:
    """UUID version 5 of a model as 32 hex digits."""
    parts = {
        "task_run_id": task_run_id,
        "loop_id": loop_id,
        "workspace_id": workspace_id,
        "model_type": model_type,
        "model_config": model_config,
        "dataset_config": dataset_config,
    }
    return uuid5(MODEL_NAMESPACE, json.dumps(parts, sort_keys=True, ensure_ascii=False)).hex


def artifact_id(task_run_id: str, workspace_id: str, artifact_type: str, name: str) -> str:
    """UUID version 5 of an artifact of a workspace as 32 hex digits."""
    return uuid5(ARTIFACT_NAMESPACE, f"{task_run_id}|{workspace_id}|{artifact_type}|{name}").hex


def file_id(artifact: str, workspace_id: str, kind: str, path: str) -> str:
    """UUID version 5 of a file of an artifact as 32 hex digits."""
    return uuid5(ARTIFACT_NAMESPACE, f"{artifact}|{workspace_id}|{kind}|{path}").hex


def bundle_id(task_run_id: str, loop_id: int, primary_workspace_id: str, files: Mapping[str, str]) -> str:
    """UUID version 5 of a bundle as 32 hex digits, from its loop and the SHA-256 of each file by its path; order does not count."""
    parts = {"task_run_id": task_run_id, "loop_id": loop_id, "workspace_id": primary_workspace_id, "files": dict(files)}
    return uuid5(BUNDLE_NAMESPACE, json.dumps(parts, sort_keys=True, ensure_ascii=False)).hex


def archive_id(subject: str, subject_key: str, level: str, manifest_sha256: str | None) -> str:
    """UUID version 5 of an archive record as 32 hex digits; equal content at an equal level is one record."""
    return uuid5(ARCHIVE_NAMESPACE, "|".join((subject, subject_key, level, manifest_sha256 or ""))).hex


def feature_hash(features: Sequence[str]) -> str:
    """SHA-256 over feature names in order, joined by line feeds; another order is another hash."""
    return hashlib.sha256("\n".join(features).encode()).hexdigest()


def config_hash(blocks: Mapping[str, object]) -> str:
    """SHA-256 over the content of configuration blocks; absent and null blocks count alike, key order does not count.

    Raises ValueError for a number that JSON cannot write.
    """
    content = {name: _finite(value, name) for name, value in blocks.items() if value is not None}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _finite(value: object, *place: object) -> object:
    """The value with whole floats kept apart from integers; refuses what is not JSON."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{_named(place)} holds {value!r}, which JSON cannot write; use null or a number")
        return value
    if kind is dict or isinstance(value, Mapping):
        items: Mapping[object, object] = value  # type: ignore[assignment]  # a dict is a mapping
        return {str(key): _finite(item, *place, key) for key, item in items.items()}
    if isinstance(value, list | tuple):
        return [_finite(item, *place, [index]) for index, item in enumerate(value)]
    if isinstance(value, int | str):
        return value
    raise ValueError(f"{_named(place)} holds a {type(value).__name__}, which JSON cannot write; use plain values")


def _named(place: Sequence[object]) -> str:
    """A place as people write it: `model.kwargs.layers[2]`."""
    first, *others = place
    return str(first) + "".join(str(part) if isinstance(part, list) else f".{part}" for part in others)
