"""executed_config.json: the configuration that really ran, and the catalog's blocks made from it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from aistock.contract.plain_json import PlainJsonError, canonical, parse
from aistock.library.handler_features import class_name, label_of
from aistock.library.identity import config_hash
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._scratch import write_whole
from aistock.rdagent._sources import Sources
from aistock.rdagent._tables import instrument

_MOST_BYTES = 64 << 20
_KNOWN_BYTES = 256 << 10
_REMEDY = "run the experiment again; the worker writes it before the run"

_ALPHA158 = "Alpha158"
_ALPHA158_LEARN: list[dict[str, Any]] = [{"class": "DropnaLabel"}, {"class": "CSZScoreNorm", "kwargs": {"fields_group": "label"}}]
"""What Qlib's own handler takes where the configuration is silent."""

Block = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ExecutedConfig:
    """What ran: ordered features with their expressions, and the five blocks of the strategy catalog.

    `whole_hash` is the SHA-256 of the canonical JSON of everything that the run was given, as ExperimentResult names it.
    """

    features: tuple[tuple[str, str | None], ...]
    """Name and expression; a factor that exists only as code has no expression."""
    knows_features: bool = True
    """False when the configuration does not tell which features there were, and in which order."""
    label: str | None
    universe: str | None
    """Name of the universe; None when it is a list or unknown."""
    benchmark: str | None
    seed: int | None
    snapshot_id: str | None
    segments: Mapping[str, tuple[str, str]]
    """First and last day by name; an end that is open is empty."""
    infer_processors: tuple[Block, ...]
    learn_processors: tuple[Block, ...]
    blocks: Mapping[str, Block]
    whole_hash: str
    taken_from_recorder: bool = False
    """It was worked out from Qlib's recorder, and can be again."""

    @property
    def names(self) -> tuple[str, ...]:
        """Feature names in the order the model sees them."""
        return tuple(name for name, _ in self.features)

    @cached_property
    def hash(self) -> str:
        """Content hash over the five blocks."""
        return config_hash(self.blocks)

    @property
    def model_type(self) -> str | None:
        """Class of the model."""
        found = self.blocks["model_config"].get("class")
        return found if isinstance(found, str) else None

    def strategy_setting(self, name: str) -> int | None:
        """A whole number among the settings of the portfolio strategy, such as topk; ValueError for one that is too small."""
        found = (self.blocks["portfolio_config"].get("kwargs") or {}).get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            return None
        if found < (1 if name == "topk" else 0):
            raise ValueError(f"the strategy's {name} is {found}")
        return found


def read_executed_config(path: Path) -> ExecutedConfig:
    """The configuration of one such file; see executed_config_in."""
    return executed_config_in(Sources(path.parent), path.name)


def executed_config_in(sources: Sources, name: str) -> ExecutedConfig:
    """The configuration that the worker wrote, or that was taken from Qlib's recorder; WorkspaceError for anything else."""
    path, content = sources.path(name), sources.content(name, at_most=_MOST_BYTES)
    try:
        return _known(content) if len(content) <= _KNOWN_BYTES else _of_bytes(content)
    except PlainJsonError as error:
        raise WorkspaceError(path, f"cannot be read ({error})", _REMEDY) from error
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise WorkspaceError(path, f"is no executed configuration ({type(error).__name__}: {error})", _REMEDY) from error


def _of_bytes(content: bytes) -> ExecutedConfig:
    found = parse(content)
    return _of_task(found) if "qlib_task" in found else _executed(found)


#: The loops of a strategy run the same configuration, and a tree holds it once for each of them.
_known = lru_cache(maxsize=64)(_of_bytes)


def _of_task(content: Any) -> ExecutedConfig:
    said = content["features"]
    features = None if said is None else [(str(name), None if text is None else str(text)) for name, text in said]
    return executed_task(content["qlib_task"], features)


def executed_task(task: Mapping[str, Any], features: Sequence[tuple[str, str | None]] | None) -> ExecutedConfig:
    """What ran as Qlib's own task says it: plain JSON of model, dataset and records; without `features` they are not known."""
    dataset, model = task["dataset"], task["model"]
    handler = dataset["kwargs"]["handler"]
    handler = handler if isinstance(handler, dict) else {}
    said = handler.get("kwargs") or {}
    traded = _traded(task)
    strategy, backtest = traded.get("strategy") or {}, traded.get("backtest") or {}
    universe, benchmark, seed = said.get("instruments"), backtest.get("benchmark"), (model.get("kwargs") or {}).get("seed")
    named = {} if features is None else {"feature": [[*one] for one in features]}
    blocks = {
        "data_config": {**said, **named},
        "dataset_config": dict(dataset),
        "portfolio_config": dict(strategy),
        "backtest_config": dict(backtest),
        "model_config": dict(model),
    }
    return ExecutedConfig(
        features=tuple(features or ()),
        knows_features=features is not None,
        label=label_of(handler),
        universe=universe if isinstance(universe, str) and universe else None,
        benchmark=instrument(benchmark) if isinstance(benchmark, str) else None,
        seed=seed if isinstance(seed, int) and not isinstance(seed, bool) else None,
        snapshot_id=None,
        segments={name: (_end(span[0]), _end(span[1])) for name, span in (dataset["kwargs"].get("segments") or {}).items()},
        infer_processors=_steps(handler, "infer_processors"),
        learn_processors=_steps(handler, "learn_processors"),
        blocks=blocks,
        whole_hash=hashlib.sha256(canonical(task)).hexdigest(),
        taken_from_recorder=True,
    )


def _traded(task: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the record of the backtest was told; empty when there was none."""
    found = task.get("record") or []
    records: list[Mapping[str, Any]] = [found] if isinstance(found, dict) else list(found)
    told = [(one.get("kwargs") or {}).get("config") or {} for one in records if class_name(one) == "PortAnaRecord"]
    return dict(told[0]) if told else {}


def _end(said: object) -> str:
    """One end of a segment; empty when it is open."""
    return "" if said is None else str(said)


def _steps(handler: Mapping[str, Any], key: str) -> tuple[Block, ...]:
    """Processors as they are named, or those that Qlib's Alpha158 has when nobody names any."""
    default = _ALPHA158_LEARN if key == "learn_processors" and class_name(handler) == _ALPHA158 else []
    found = (handler.get("kwargs") or {}).get(key, default) or []
    return tuple({"class": step} if isinstance(step, str) else dict(step) for step in found)


def template_of(config: ExecutedConfig) -> tuple[str, bytes]:
    """Name and bytes of conf_<hash>.yaml, which holds the blocks: the strategy id, made from file names, follows from the content.

    The text is JSON, which every YAML reader takes.
    """
    text = json.dumps(config.blocks, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return f"conf_{config.hash[:16]}.yaml", text.encode()


def write_template(config: ExecutedConfig, workspace: Path) -> Path:
    """Writes that template."""
    name, content = template_of(config)
    write_whole(workspace / name, lambda target: target.write_bytes(content))
    return workspace / name


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
