"""Values of the library: a row with how it came, and the questions that lists answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aistock.contract.v1.models import DateRange
from aistock.library.references import factor_key, loop_key, model_loop
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorFigure,
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
    """What an import needs of a row that is stored.

    `digest` is of the bytes that last brought this content, None when it did not come as bytes; `refers` is the key of the
    strategy a loop names, or of the loop a model comes from.
    """

    content_hash: str
    origin: str
    first_seen_at: datetime
    retired: bool
    digest: str | None = None
    refers: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A row as a catalog offers it; `document` makes it, which costs far more than its key and the digest of its bytes.

    `size` is how many bytes it came in, 0 when it did not come as bytes.
    """

    key: Key
    document: Callable[[], Document]
    digest: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document of the library with how it came; `text` is its canonical JSON, empty when nobody has made it yet."""

    kind: CatalogKind
    document: Document
    head: Head
    snapshot_id: str | None
    changed_at: datetime
    text: str = field(default="", compare=False)

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


def refers_of(document: Document) -> Key | None:
    """Key of the strategy a loop names, or of the loop a model comes from; None for what refers to nothing."""
    match document:
        case CatalogLoop():
            return None if document.strategy_id is None else (document.strategy_id,)
        case CatalogModel():
            return model_loop(document)
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Where a page begins: behind the row with this key and, in an order by a value, with this value (None: it had none)."""

    key: Key
    value: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorQuestion:
    """Which factors, in which order; bounds are (least, most) by figure, the period overlaps that of a factor's figures."""

    source: FactorSource | None = None
    tags: Sequence[str] = ()
    text: str | None = None
    bounds: Sequence[tuple[FactorFigure, float | None, float | None]] = ()
    origin: str | None = None
    period: DateRange | None = None
    include_retired: bool = False
    order: FactorOrder = FactorOrder.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyQuestion:
    """Which strategies, by strategy_id; one loop of theirs, not retired, meets the bounds, and one overlaps the period."""

    action: LoopAction | None = None
    config_hash: str | None = None
    text: str | None = None
    bounds: Sequence[tuple[LoopFigure, float | None, float | None]] = ()
    origin: str | None = None
    period: DateRange | None = None
    market: str | None = None
    include_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopQuestion:
    """Which loops, in which order; bounds are (least, most) by figure, the period overlaps that of the main window."""

    task_run_id: str | None = None
    strategy_id: str | None = None
    action: LoopAction | None = None
    status: LoopStatus | None = None
    has_result: bool | None = None
    decision: bool | None = None
    factor_name: str | None = None
    bounds: Sequence[tuple[LoopFigure, float | None, float | None]] = ()
    text: str | None = None
    config_hash: str | None = None
    origin: str | None = None
    period: DateRange | None = None
    include_retired: bool = False
    order: LoopOrder = LoopOrder.KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelQuestion:
    """Which models, by model_id."""

    task_run_id: str | None = None
    strategy_id: str | None = None
    model_type: str | None = None
    feature_hash: str | None = None
    origin: str | None = None
    include_retired: bool = False


ORDER_FIGURES: Mapping[LoopOrder, LoopFigure] = {
    LoopOrder.ANNUALIZED_RETURN: LoopFigure.ANNUALIZED_RETURN,
    LoopOrder.MAX_DRAWDOWN: LoopFigure.MAX_DRAWDOWN,
    LoopOrder.IC_MEAN: LoopFigure.IC_MEAN,
    LoopOrder.RANK_IC_MEAN: LoopFigure.RANK_IC_MEAN,
    LoopOrder.MULTI_SCORE: LoopFigure.MULTI_SCORE,
}
"""Orders of loops that sort by a figure, largest first."""

FACTOR_ORDER_FIGURES: Mapping[FactorOrder, FactorFigure] = {
    FactorOrder.SHARPE: FactorFigure.SHARPE,
    FactorOrder.IC_MEAN: FactorFigure.IC_MEAN,
    FactorOrder.RANK_IC_MEAN: FactorFigure.RANK_IC_MEAN,
}
"""Orders of factors that sort by a figure, largest first."""


def figures_of(factor: CatalogFactor) -> Mapping[FactorFigure, float | None]:
    """Every key figure of a factor, those of its best loop and its own."""
    own = factor.figures
    return {
        FactorFigure.SHARPE: factor.best_performance_sharpe,
        FactorFigure.ANN_RET: factor.best_performance_ann_ret,
        FactorFigure.MDD: factor.best_performance_mdd,
        FactorFigure.IC_MEAN: own.ic_mean if own else None,
        FactorFigure.RANK_IC_MEAN: own.rank_ic_mean if own else None,
        FactorFigure.IC_IR: own.ic_ir if own else None,
        FactorFigure.COVERAGE: own.coverage if own else None,
    }
