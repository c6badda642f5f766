"""executed_config.json: the configuration that really ran, and the catalog's blocks made from it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aistock.contract.plain_json import PlainJsonError, canonical, parse
from aistock.library.identity import config_hash
from aistock.rdagent._files import WorkspaceError, write_whole
from aistock.rdagent._sources import content_of

_MOST_BYTES = 64 << 20

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedConfig:
    """What ran: ordered features with their expressions, and the five blocks of the strategy catalog.

    `whole_hash` is the SHA-256 of the canonical JSON of everything in the file, as ExperimentResult names it.
    """

    features: tuple[tuple[str, str], ...]
    label: str | None
    universe: str
    benchmark: str | None
    seed: int | None
    snapshot_id: str | None
    segments: Mapping[str, tuple[str, str]]
    infer_processors: tuple[Block, ...]
    learn_processors: tuple[Block, ...]
    blocks: Mapping[str, Block]
    whole_hash: str

    @property
    def names(self) -> tuple[str, ...]:
        """Feature names in the order the model sees them."""
        return tuple(name for name, _ in self.features)

    @property
    def hash(self) -> str:
        """Content hash over the five blocks."""
        return config_hash(self.blocks)

    @property
    def model_type(self) -> str | None:
        """Class of the model."""
        found = self.blocks["model_config"].get("class")
        return found if isinstance(found, str) else None

    def strategy_setting(self, name: str) -> int | None:
        """A whole number among the settings of the portfolio strategy, such as topk."""
        found = self.blocks["portfolio_config"].get("kwargs", {}).get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) else None


def read_executed_config(path: Path) -> ExecutedConfig:
    """The configuration; raises WorkspaceError naming what is missing or of the wrong kind."""
    try:
        content = parse(content_of(path, path.parent, at_most=_MOST_BYTES))
    except PlainJsonError as error:
        raise WorkspaceError(f"{path} cannot be read ({error}); the worker writes it before the run") from error
    try:
        return _executed(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WorkspaceError(
            f"{path} is no executed configuration ({type(error).__name__}: {error}); run the experiment again"
        ) from error


def write_template(config: ExecutedConfig, workspace: Path) -> Path:
    """Writes the blocks as conf_<hash>.yaml, so that the strategy id, made from file names, follows from the content.

    The text is JSON, which every YAML reader takes.
    """
    path = workspace / f"conf_{config.hash[:16]}.yaml"
    text = json.dumps(config.blocks, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(path, lambda target: target.write_text(text, encoding="utf-8"))
    return path


def _executed(content: Any) -> ExecutedConfig:
    segments = {name: (span[0], span[1]) for name, span in content["segments"].items()}
    processors = content.get("processors") or {}
    infer, learn = tuple(processors.get("infer") or ()), tuple(processors.get("learn") or ())
    return ExecutedConfig(
        features=tuple((str(name), str(text)) for name, text in content["features"]),
        label=content.get("label"),
        universe=str(content["universe"]),
        benchmark=content.get("benchmark"),
        seed=content.get("seed"),
        snapshot_id=content.get("snapshot_id"),
        segments=segments,
        infer_processors=infer,
        learn_processors=learn,
        blocks=_blocks(content, segments, infer, learn),
        whole_hash=hashlib.sha256(canonical(content)).hexdigest(),
    )


def _blocks(
    content: Any, segments: Mapping[str, tuple[str, str]], infer: tuple[Block, ...], learn: tuple[Block, ...]
) -> dict[str, Block]:
    """The five blocks in Qlib's own nesting."""
    data = {
        "start_time": min(span[0] for span in segments.values()),
        "end_time": max(span[1] for span in segments.values()),
        "instruments": content["universe"],
        "infer_processors": list(infer),
        "learn_processors": list(learn),
        "label": [content["label"]] if content.get("label") else [],
        "feature": [list(pair) for pair in content["features"]],
    }
    handler = {"class": "DataHandlerLP", "module_path": "qlib.data.dataset.handler", "kwargs": data}
    return {
        "data_config": data,
        "dataset_config": {
            "class": "DatasetH",
            "module_path": "qlib.data.dataset",
            "kwargs": {"handler": handler, "segments": {name: list(span) for name, span in segments.items()}},
        },
        "portfolio_config": dict(content["strategy"]),
        "backtest_config": {**content["backtest"], "benchmark": content.get("benchmark"), "rebalance": content.get("rebalance")},
        "model_config": {**content["model"], "seed": content.get("seed")},
    }
