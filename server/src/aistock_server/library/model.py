"""Values of the library: a row with how it came, and the questions that lists answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aistock.library.references import factor_key, loop_key
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorOrder,
    FactorSource,
    LoopAction,
    LoopFigure,
    LoopOrder,
    LoopStatus,
)

Key = tuple[str | int, ...]
Document = CatalogFactor | CatalogStrategy | CatalogLoop | CatalogModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an import needs of a row that is stored: its content hash, whose it is, and whether it is retired."""

    content_hash: str
    origin: str
    first_seen_at: datetime
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document of the library with how it came."""

    kind: CatalogKind
    document: Document
    head: Head
    snapshot_id: str | None
    changed_at: datetime

    @property
    def key(self) -> Key:
        """The document's key."""
        return key_of(self.document)


def key_of(document: Document) -> Key:
    """(name, source), strategy_id, (task_run_id, loop_id, workspace_id) or model_id."""
    match document:
        case CatalogFactor():
            return factor_key(document)
        case CatalogStrategy():
            return (document.strategy_id,)
        case CatalogLoop():
            return loop_key(document)
        case CatalogModel():
            return (document.model_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Where a page begins: behind the row with this key and, in an order by a value, with this value (None: it had none)."""

    key: Key
    value: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorQuestion:
    """Which factors, in which order."""

    source: FactorSource | None = None
    tags: Sequence[str] = ()
    text: str | None = None
    include_retired: bool = False
    order: FactorOrder = FactorOrder.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyQuestion:
    """Which strategies, by strategy_id."""

    action: LoopAction | None = None
    config_hash: str | None = None
    text: str | None = None
    include_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopQuestion:
    """Which loops, in which order; bounds are (least, most) by figure."""

    task_run_id: str | None = None
    strategy_id: str | None = None
    action: LoopAction | None = None
    status: LoopStatus | None = None
    has_result: bool | None = None
    decision: bool | None = None
    factor_name: str | None = None
    bounds: Sequence[tuple[LoopFigure, float | None, float | None]] = ()
    text: str | None = None
    include_retired: bool = False
    order: LoopOrder = LoopOrder.KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelQuestion:
    """Which models, by model_id."""

    task_run_id: str | None = None
    strategy_id: str | None = None
    model_type: str | None = None
    include_retired: bool = False


ORDER_FIGURES: Mapping[LoopOrder, LoopFigure] = {
    LoopOrder.ANNUALIZED_RETURN: LoopFigure.ANNUALIZED_RETURN,
    LoopOrder.MAX_DRAWDOWN: LoopFigure.MAX_DRAWDOWN,
    LoopOrder.IC_MEAN: LoopFigure.IC_MEAN,
    LoopOrder.RANK_IC_MEAN: LoopFigure.RANK_IC_MEAN,
}
"""Orders of loops that sort by a figure, largest first."""
