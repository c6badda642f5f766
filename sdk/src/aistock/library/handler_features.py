"""What a Qlib handler gives its model: features in their order, and the label; told from its configuration alone."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from aistock.library.alpha158 import alpha158
from aistock.library.evidence import required_files

Features: TypeAlias = Sequence[tuple[str, str | None]]
"""Name and expression; a factor that exists only as code has no expression."""

_ALPHA158_LABEL = "Ref($close, -2)/Ref($close, -1) - 1"

_KEEPS_COLUMNS = frozenset(
    {
        *("DropnaProcessor", "DropnaLabel", "DropnaFeature", "TanhProcess", "ProcessInf", "Fillna", "MinMaxNorm", "ZScoreNorm"),
        *("RobustZScoreNorm", "CSZScoreNorm", "CSRankNorm", "CSZFillna", "HashStockFormat", "TimeRangeFlt"),
    }
)
"""Qlib's processors that change values or rows; any other may change which features there are."""


def features_of(handler: Mapping[str, Any], combined: Sequence[str]) -> Features | None:
    """The features, `combined` being those of the workspace's own table; None when the configuration does not tell them."""
    said = handler.get("kwargs") or {}
    loader = said.get("data_loader")
    if qlibs_own(handler) == "Alpha158":
        loaded: Features | None = [*alpha158()]
    else:
        loaded = _loaded(loader, combined) if isinstance(loader, Mapping) else None
    for step in [*(said.get("infer_processors") or []), *(said.get("learn_processors") or [])]:
        loaded = None if loaded is None else _processed(loaded, step)
    return loaded


def label_of(handler: Mapping[str, Any]) -> str | None:
    """The label's expression as the handler or its loader names it, or the default of Qlib's own handler."""
    said = handler.get("kwargs") or {}
    loader = said.get("data_loader")
    inner = (loader.get("kwargs") or {}) if isinstance(loader, Mapping) else {}
    loaders = [inner.get("config"), *((one.get("kwargs") or {}).get("config") for one in inner.get("dataloader_l") or [])]
    places = [said.get("label"), *(one.get("label") for one in loaders if isinstance(one, Mapping))]
    found = next((place for place in places if place), None)
    while isinstance(found, list) and found:
        found = found[0]
    if isinstance(found, str):
        return found
    return _ALPHA158_LABEL if qlibs_own(handler) == "Alpha158" else None


def class_name(block: Mapping[str, Any]) -> str | None:
    """The class that a block of Qlib's configuration names, without its module."""
    found = block.get("class")
    return found.rpartition(".")[2] if isinstance(found, str) else None


def qlibs_own(block: Mapping[str, Any]) -> str | None:
    """The class, when no module but Qlib's is named for it; another's of the same name may do anything."""
    said, module = block.get("class"), block.get("module_path")
    modules = (module, said.rpartition(".")[0] if isinstance(said, str) else None)
    return class_name(block) if all(not one or str(one).startswith("qlib.") for one in modules) else None


def _loaded(loader: Mapping[str, Any], combined: Sequence[str]) -> Features | None:
    """What one loader of Qlib gives, by its class and settings."""
    kind, said = qlibs_own(loader), loader.get("kwargs") or {}
    config = said.get("config")
    if kind == "NestedDataLoader":
        return _nested(said.get("dataloader_l") or [], combined)
    if kind == "StaticDataLoader":
        named = isinstance(config, str) and PurePosixPath(config.replace("\\", "/")).name in required_files("factor")
        return [(name, None) for name in combined] if named and combined else None
    given = config.get("feature") if isinstance(config, Mapping) else None
    if kind in ("QlibDataLoader", "Alpha158DL") and given is not None:
        return _listed(given)
    return None


def _nested(loaders: Sequence[Any], combined: Sequence[str]) -> Features | None:
    """A later loader replaces what an earlier one has; Qlib then sorts all columns by name."""
    merged: dict[str, str | None] = {}
    for one in loaders:
        part = _loaded(one, combined) if isinstance(one, Mapping) else None
        if part is None:
            return None
        merged |= dict(part)
    return sorted(merged.items(), key=lambda one: one[0]) or None


def _listed(given: Any) -> Features | None:
    """`[expressions, names]`, or expressions that are their own names."""
    if not isinstance(given, list) or not given:
        return None
    if all(isinstance(one, str) for one in given):
        return [(one, one) for one in given]
    if len(given) != 2 or not all(isinstance(part, list) and all(isinstance(one, str) for one in part) for part in given):
        return None
    if len(given[0]) != len(given[1]) or len(set(given[1])) != len(given[1]):
        return None
    return list(zip(given[1], given[0], strict=True))


def _processed(features: Features, step: Any) -> Features | None:
    """The features behind a processor; None when it may be any."""
    kind = qlibs_own(step) if isinstance(step, Mapping) else qlibs_own({"class": step})
    if kind in _KEEPS_COLUMNS:
        return features
    said = (step.get("kwargs") or {}) if isinstance(step, Mapping) else {}
    named, group = said.get("col_list"), said.get("fields_group", "feature")
    if kind != "FilterCol" or not isinstance(named, list):
        return None
    return [one for one in features if one[0] in named] if group == "feature" else features
