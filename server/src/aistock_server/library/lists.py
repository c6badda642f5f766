"""Pages of the library's lists."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    FactorOrder,
    ListFactorsRequest,
    ListFactorsResponse,
    ListLoopsRequest,
    ListLoopsResponse,
    ListModelsRequest,
    ListModelsResponse,
    ListStrategiesRequest,
    ListStrategiesResponse,
    LoopOrder,
)
from aistock_server.kernel.clock import utc_text
from aistock_server.kernel.paging import decode_token, encode_token, page_size
from aistock_server.library.entries import Entries
from aistock_server.library.model import (
    FACTOR_ORDER_FIGURES,
    ORDER_FIGURES,
    After,
    FactorQuestion,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
    figures_of,
)
from aistock_server.library.ports import LibraryStore

_Question = TypeVar("_Question", FactorQuestion, StrategyQuestion, LoopQuestion, ModelQuestion)
_NO_VALUE, _NUMBER, _TEXT = "none", "number", "text"


class Lists:
    """Turns list requests into questions, and rows into pages that neither lose nor repeat a row."""

    def __init__(self, store: LibraryStore, entries: Entries) -> None:
        self._store = store
        self._entries = entries

    def factors(self, request: ListFactorsRequest) -> ListFactorsResponse:
        """A page of factors."""
        order = request.order or FactorOrder.NAME
        question = FactorQuestion(
            source=request.source,
            tags=tuple(sorted(request.tags)),
            text=request.text,
            bounds=tuple((bound.figure, bound.least, bound.most) for bound in request.bounds),
            origin=request.origin,
            period=request.period,
            include_retired=bool(request.include_retired),
            order=order,
        )
        rows, token = _page(request, question, 2, self._store.factors, lambda row: _factor_value(row, order))
        return ListFactorsResponse(factors=self._entries.factors(rows), next_page_token=token)

    def strategies(self, request: ListStrategiesRequest) -> ListStrategiesResponse:
        """A page of strategies."""
        question = StrategyQuestion(
            action=request.action,
            config_hash=request.config_hash,
            text=request.text,
            bounds=tuple((bound.metric, bound.least, bound.most) for bound in request.bounds),
            origin=request.origin,
            period=request.period,
            market=request.market,
            include_retired=bool(request.include_retired),
        )
        rows, token = _page(request, question, 1, self._store.strategies, lambda _: None)
        return ListStrategiesResponse(strategies=self._entries.strategies(rows), next_page_token=token)

    def loops(self, request: ListLoopsRequest) -> ListLoopsResponse:
        """A page of loops."""
        order = request.order or LoopOrder.KEY
        question = LoopQuestion(
            task_run_id=request.task_run_id,
            strategy_id=request.strategy_id,
            action=request.action,
            status=request.status,
            has_result=request.has_result,
            decision=request.decision,
            factor_name=request.factor_name,
            bounds=tuple((bound.metric, bound.least, bound.most) for bound in request.bounds),
            text=request.text,
            config_hash=request.config_hash,
            origin=request.origin,
            period=request.period,
            include_retired=bool(request.include_retired),
            order=order,
        )
        rows, token = _page(request, question, 3, self._store.loops, lambda row: _loop_value(row, order))
        return ListLoopsResponse(loops=self._entries.loops(rows), next_page_token=token)

    def models(self, request: ListModelsRequest) -> ListModelsResponse:
        """A page of models."""
        question = ModelQuestion(
            task_run_id=request.task_run_id,
            strategy_id=request.strategy_id,
            model_type=request.model_type,
            feature_hash=request.feature_hash,
            origin=request.origin,
            include_retired=bool(request.include_retired),
        )
        rows, token = _page(request, question, 1, self._store.models, lambda _: None)
        return ListModelsResponse(models=[self._entries.model(row) for row in rows], next_page_token=token)


def _page(
    request: ListFactorsRequest | ListStrategiesRequest | ListLoopsRequest | ListModelsRequest,
    question: _Question,
    width: int,
    ask: Callable[[_Question, After | None, int], Sequence[Row]],
    value: Callable[[Row], float | str | None],
) -> tuple[Sequence[Row], str | None]:
    """Rows of a page and the token of the next; the token binds the question."""
    size = page_size(request.page_size)
    body = decode_token(request.page_token, width=width + 2, question=question)
    after = None if body is None else After(key=tuple(body[2:]), value=_value_of(str(body[0]), str(body[1])))
    rows = ask(question, after, size + 1)
    if len(rows) <= size:
        return rows, None
    last: Row = rows[size - 1]
    return rows[:size], encode_token([*_parts_of(value(last)), *last.key], question=question)


def _parts_of(value: float | str | None) -> tuple[str, str]:
    """Kind and text of an order's value; floats keep every bit."""
    if value is None:
        return _NO_VALUE, ""
    return (_NUMBER, value.hex()) if isinstance(value, float) else (_TEXT, value)


def _value_of(kind: str, text: str) -> float | str | None:
    if kind == _NO_VALUE:
        return None
    return float.fromhex(text) if kind == _NUMBER else text


def _factor_value(row: Row, order: FactorOrder) -> float | str | None:
    if order is FactorOrder.CHANGED:
        return utc_text(row.changed_at)
    assert isinstance(row.document, CatalogFactor)
    figure = FACTOR_ORDER_FIGURES.get(order)
    return figures_of(row.document)[figure] if figure else None


def _loop_value(row: Row, order: LoopOrder) -> float | str | None:
    if order is LoopOrder.CHANGED:
        return utc_text(row.changed_at)
    assert isinstance(row.document, CatalogLoop)
    if order is LoopOrder.STARTED:
        return None if row.document.started_at_utc is None else utc_text(row.document.started_at_utc)
    figure = ORDER_FIGURES.get(order)
    value: float | None = getattr(row.document.metrics, figure.value) if figure else None
    return value
