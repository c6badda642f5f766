"""The library without a database."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from aistock.contract.v1.models import DateRange
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorOrder,
    LoopFigure,
    LoopOrder,
)
from aistock_server.kernel.clock import utc_text
from aistock_server.library import (
    FACTOR_ORDER_FIGURES,
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
    figures_of,
)

_Value = Callable[[Row], float | str | None]


class MemoryLibraryStore:
    """Rows in one dictionary a kind."""

    def __init__(self) -> None:
        self._rows: dict[CatalogKind, dict[Key, Row]] = {kind: {} for kind in CatalogKind}

    @contextmanager
    def unit(self) -> Iterator[None]:
        """A unit of work: what is raised inside it leaves the rows as they were."""
        before = {kind: dict(rows) for kind, rows in self._rows.items()}
        try:
            yield
        except BaseException:
            self._rows = before
            raise

    def heads(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, Head]:
        """Heads of those of the keys that are stored."""
        return {key: self._rows[kind][key].head for key in keys if key in self._rows[kind]}

    def present_keys(self, kind: CatalogKind, origin: str) -> Iterator[Key]:
        """Every key of the rows of an origin that are not retired."""
        return (key for key, row in self._rows[kind].items() if row.head.origin == origin and not row.head.retired)

    def insert(self, rows: Sequence[Row]) -> None:
        """Store rows whose keys are not stored."""
        for row in rows:
            self._rows[row.kind][row.key] = row

    def update(self, rows: Sequence[Row]) -> None:
        """Replace stored rows."""
        self.insert(rows)

    def note_digests(self, kind: CatalogKind, digests: Mapping[Key, str]) -> None:
        """Remember the digests of the bytes that brought stored rows."""
        for key, digest in digests.items():
            row = self._rows[kind][key]
            self._rows[kind][key] = replace(row, head=replace(row.head, digest=digest))

    def retire(self, kind: CatalogKind, keys: Collection[Key], at: datetime) -> None:
        """Mark stored rows as retired."""
        for key in keys:
            row = self._rows[kind][key]
            self._rows[kind][key] = replace(row, head=replace(row.head, retired=True), changed_at=at)

    def get(self, kind: CatalogKind, key: Key) -> Row | None:
        """A row, retired or not."""
        return self._rows[kind].get(key)

    def factors(self, question: FactorQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of factors."""
        shown = self._shown(CatalogKind.FACTOR, question.include_retired)
        rows = [row for row in shown if isinstance(row.document, CatalogFactor) and _factor_fits(row, row.document, question)]
        return _page(rows, _factor_value(question.order), after, limit)

    def strategies(self, question: StrategyQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of strategies."""
        loops = [row.document for row in self._shown(CatalogKind.LOOP, False) if isinstance(row.document, CatalogLoop)]
        rows = []
        for row in self._shown(CatalogKind.STRATEGY, question.include_retired):
            found = row.document
            assert isinstance(found, CatalogStrategy)
            of_it = [loop for loop in loops if loop.strategy_id == found.strategy_id]
            if (
                question.action in (None, found.action)
                and question.config_hash in (None, found.config_hash)
                and question.origin in (None, row.head.origin)
                and question.market in (None, found.market)
                and (not question.bounds or any(_within(_loop_figures(loop), question.bounds) for loop in of_it))
                and (question.period is None or any(_overlaps(loop.period, question.period) for loop in of_it))
                and _speaks(question.text, found.strategy_id, found.step_name, found.market, *found.template_files)
            ):
                rows.append(row)
        return _page(rows, None, after, limit)

    def loops(self, question: LoopQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of loops."""
        shown = self._shown(CatalogKind.LOOP, question.include_retired)
        rows = [row for row in shown if isinstance(row.document, CatalogLoop) and _loop_fits(row, row.document, question)]
        return _page(rows, _loop_value(question.order), after, limit)

    def models(self, question: ModelQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of models."""
        rows = [
            row
            for row in self._shown(CatalogKind.MODEL, question.include_retired)
            if isinstance(row.document, CatalogModel)
            and question.task_run_id in (None, row.document.task_run_id)
            and question.strategy_id in (None, row.document.strategy_id)
            and question.model_type in (None, row.document.model_type)
            and question.feature_hash in (None, row.document.feature_hash)
            and question.origin in (None, row.head.origin)
        ]
        return _page(rows, None, after, limit)

    def loop_counts(self, strategy_ids: Collection[str]) -> Mapping[str, int]:
        """How many loops name each strategy."""
        named = [row.document.strategy_id for row in self._rows[CatalogKind.LOOP].values() if isinstance(row.document, CatalogLoop)]
        return {name: named.count(name) for name in strategy_ids}

    def factor_use(self, name: str) -> int:
        """How many loops use a factor, retired ones left out."""
        shown = self._shown(CatalogKind.LOOP, False)
        return sum(isinstance(row.document, CatalogLoop) and name in row.document.factor_names for row in shown)

    def _shown(self, kind: CatalogKind, include_retired: bool) -> list[Row]:
        return [row for row in self._rows[kind].values() if include_retired or not row.head.retired]


def _factor_fits(row: Row, found: CatalogFactor, question: FactorQuestion) -> bool:
    return (
        question.source in (None, found.source)
        and set(question.tags) <= set(found.tags)
        and question.origin in (None, row.head.origin)
        and _within(figures_of(found), question.bounds)
        and (question.period is None or _overlaps(found.figures.period if found.figures else None, question.period))
        and _speaks(question.text, found.name, found.description_cn, found.expression)
    )


def _loop_fits(row: Row, found: CatalogLoop, question: LoopQuestion) -> bool:
    texts = found.summary_texts
    return (
        question.task_run_id in (None, found.task_run_id)
        and question.strategy_id in (None, found.strategy_id)
        and question.action in (None, found.action)
        and question.status in (None, found.status)
        and question.has_result in (None, found.has_result)
        and (question.decision is None or question.decision is found.decision)
        and question.config_hash in (None, found.config_hash)
        and question.origin in (None, row.head.origin)
        and (question.factor_name is None or question.factor_name in found.factor_names)
        and _within(_loop_figures(found), question.bounds)
        and (question.period is None or _overlaps(found.period, question.period))
        and _speaks(
            question.text, found.task_run_id, found.workspace_id, texts.execution, texts.value_feedback, texts.shape_feedback
        )
    )


def _loop_figures(found: CatalogLoop) -> Mapping[LoopFigure, float | None]:
    return {figure: getattr(found.metrics, figure.value) for figure in LoopFigure}


def _within(figures: Mapping[Any, float | None], bounds: Sequence[tuple[Any, float | None, float | None]]) -> bool:
    for figure, least, most in bounds:
        value = figures[figure]
        if value is None or (least is not None and value < least) or (most is not None and value > most):
            return False
    return True


def _overlaps(days: DateRange | None, asked: DateRange) -> bool:
    return days is not None and days.start_date <= asked.end_date and days.end_date >= asked.start_date


def _speaks(text: str | None, *parts: str | None) -> bool:
    return not text or text.casefold() in "\n".join(part for part in parts if part).casefold()


def _changed(row: Row) -> str:
    return utc_text(row.changed_at)


def _factor_value(order: FactorOrder) -> _Value | None:
    figure = FACTOR_ORDER_FIGURES.get(order)
    if figure is None:
        return _changed if order is FactorOrder.CHANGED else None
    return lambda row: figures_of(row.document)[figure] if isinstance(row.document, CatalogFactor) else None


def _loop_value(order: LoopOrder) -> _Value | None:
    figure = ORDER_FIGURES.get(order)
    if figure is not None:
        return lambda row: _loop_figures(row.document)[figure] if isinstance(row.document, CatalogLoop) else None
    return {LoopOrder.CHANGED: _changed, LoopOrder.STARTED: _started}.get(order)


def _started(row: Row) -> str | None:
    found = row.document.started_at_utc if isinstance(row.document, CatalogLoop) else None
    return None if found is None else utc_text(found)


def _page(rows: Sequence[Row], by: _Value | None, after: After | None, limit: int) -> Sequence[Row]:
    """Rows by a value, largest first and those without last, then by key; behind a row when one is given."""
    ordered = sorted(rows, key=lambda row: row.key)
    if by is None:
        return [row for row in ordered if after is None or row.key > after.key][:limit]
    valued = sorted((row for row in ordered if by(row) is not None), key=by, reverse=True)  # type: ignore[arg-type]  # none is None
    ordered = [*valued, *(row for row in ordered if by(row) is None)]
    if after is None:
        return ordered[:limit]
    return [row for row in ordered if _is_behind(row, by(row), after)][:limit]


def _is_behind(row: Row, value: float | str | None, after: After) -> bool:
    if value is None or after.value is None:
        return (value is None and after.value is not None) or (value is None and row.key > after.key)
    return value < after.value or (value == after.value and row.key > after.key)  # type: ignore[operator]  # one order, one type
