"""Days, universe and label of a strategy of the library, as far as it says them."""

from datetime import date, datetime
from typing import Any

from aistock.experiments.v1.models import TrainTestConfig
from aistock.library.handler_features import label_of, qlibs_own
from aistock.library.v1.models import CatalogStrategy
from aistock.qlib.expressions import ExpressionError, read_expression
from aistock_server.experiments.draft_words import Unsaid, at, handler_of

_ANY_UNIVERSE = "all"
#: What Qlib's own Alpha158 takes where nobody says.
_ALPHA158_UNIVERSE = "csi500"
_NEXT_DAYS_RETURN = "Ref($close, -2)/Ref($close, -1) - 1"


def windows_said(strategy: CatalogStrategy, snapshot_id: str, source: str, now: datetime) -> tuple[TrainTestConfig, list[str]]:
    """The windows on a snapshot, and what was assumed since the strategy does not say it.

    Raises Unsaid naming what contradicts itself or cannot be asked for.
    """
    segments = at(strategy.dataset_config, "kwargs", "segments")
    universe, label = _universe(strategy), _label(strategy)
    assumed = [] if universe is not None else [f"the universe is {_ANY_UNIVERSE}"]
    assumed += [] if label is not None else [f"the label is {_NEXT_DAYS_RETURN}"]
    label = label or _NEXT_DAYS_RETURN
    horizon = _horizon(label)
    made = TrainTestConfig.model_validate(
        {
            "generated_at_utc": now,
            "source": source,
            "name": f"strategy {strategy.strategy_id}",
            "universe": universe or _ANY_UNIVERSE,
            "snapshot_id": snapshot_id,
            "frequency": "1d",
            **{part: _segment(segments, part) for part in ("train", "valid", "test")},
            "label": {"expression": label, "horizon_days": horizon},
            "purge_days": horizon,
        }
    )
    return made, assumed


def _segment(segments: Any, name: str) -> dict[str, str]:
    bounds = at(segments, name)
    if not isinstance(bounds, list) or len(bounds) != 2:
        raise Unsaid(f"dataset_config.kwargs.segments.{name}")
    start, end = (date.fromisoformat(str(bound)[:10]) for bound in bounds)
    return {"start_date": start.isoformat(), "end_date": end.isoformat()}


def _universe(strategy: CatalogStrategy) -> str | None:
    handler = handler_of(strategy)
    said = handler["kwargs"].get("instruments")
    if said is not None and not isinstance(said, str):
        raise Unsaid(f"its instruments are {said!r:.80}; only a universe with a name can be asked for")
    if said and strategy.market and said != strategy.market:
        raise Unsaid(f"its market is {strategy.market!r} and its instruments are {said!r:.80}")
    return strategy.market or said or (_ALPHA158_UNIVERSE if qlibs_own(handler) == "Alpha158" else None)


def _label(strategy: CatalogStrategy) -> str | None:
    handler = handler_of(strategy)
    try:
        return label_of(handler)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unsaid("its handler is none that Qlib could read, so its label is not known") from error


def _horizon(label: str) -> int:
    """Sessions that the label looks ahead."""
    try:
        ahead = read_expression(label).lookahead
    except ExpressionError as error:
        raise Unsaid(f"its label cannot be asked for: {error}") from error
    if ahead < 1:
        raise Unsaid(f"its label {label!r:.200} does not look ahead")
    return ahead
