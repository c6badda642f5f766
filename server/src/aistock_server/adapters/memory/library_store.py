"""The library without a database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorOrder,
    LoopOrder,
)
from aistock_server.kernel.clock import utc_text
from aistock_server.library import (
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
)

_Value = Callable[[Row], float | str | None]


class MemoryLibraryStore:
    """Rows in one dictionary a kind."""

    def __init__(self) -> None:
        self._rows: dict[CatalogKind, dict[Key, Row]] = {kind: {} for kind in CatalogKind}

    def heads(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, Head]:
        """Heads of those of the keys that are stored."""
        return {key: self._rows[kind][key].head for key in keys if key in self._rows[kind]}

    def present_keys(self, kind: CatalogKind, origin: str) -> Collection[Key]:
        """Keys of rows of an origin that are not retired."""
        return [key for key, row in self._rows[kind].items() if row.head.origin == origin and not row.head.retired]

    def insert(self, rows: Sequence[Row]) -> None:
        """Store rows whose keys are not stored."""
        for row in rows:
            self._rows[row.kind][row.key] = row

    def update(self, rows: Sequence[Row]) -> None:
        """Replace stored rows."""
        self.insert(rows)

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
        rows = [
            row
            for row in self._shown(CatalogKind.FACTOR, question.include_retired)
            if isinstance(row.document, CatalogFactor)
            and question.source in (None, row.document.source)
            and set(question.tags) <= set(row.document.tags)
            and _speaks(question.text, row.document.name, row.document.description_cn, row.document.expression)
        ]
        by: Mapping[FactorOrder, _Value] = {FactorOrder.CHANGED: _changed, FactorOrder.SHARPE: _sharpe}
        return _page(rows, by.get(question.order), after, limit)

    def strategies(self, question: StrategyQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of strategies."""
        rows = []
        for row in self._shown(CatalogKind.STRATEGY, question.include_retired):
            found = row.document
            assert isinstance(found, CatalogStrategy)
            same = question.action in (None, found.action) and question.config_hash in (None, found.config_hash)
            if same and _speaks(question.text, found.strategy_id, found.step_name, found.market, *found.template_files):
                rows.append(row)
        return _page(rows, None, after, limit)

    def loops(self, question: LoopQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of loops."""
        shown = self._shown(CatalogKind.LOOP, question.include_retired)
        rows = [row for row in shown if isinstance(row.document, CatalogLoop) and _loop_fits(row.document, question)]
        figure = ORDER_FIGURES.get(question.order)

        def value(row: Row) -> float | None:
            assert isinstance(row.document, CatalogLoop) and figure is not None
            found: float | None = getattr(row.document.metrics, figure.value)
            return found

        by = _changed if question.order is LoopOrder.CHANGED else value if figure else None
        return _page(rows, by, after, limit)

    def models(self, question: ModelQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of models."""
        rows = [
            row
            for row in self._shown(CatalogKind.MODEL, question.include_retired)
            if isinstance(row.document, CatalogModel)
            and question.task_run_id in (None, row.document.task_run_id)
            and question.strategy_id in (None, row.document.strategy_id)
            and question.model_type in (None, row.document.model_type)
        ]
        return _page(rows, None, after, limit)

    def loop_counts(self, strategy_ids: Collection[str]) -> Mapping[str, int]:
        """How many loops name each strategy."""
        named = [row.document.strategy_id for row in self._rows[CatalogKind.LOOP].values() if isinstance(row.document, CatalogLoop)]
        return {name: named.count(name) for name in strategy_ids}

    def _shown(self, kind: CatalogKind, include_retired: bool) -> list[Row]:
        return [row for row in self._rows[kind].values() if include_retired or not row.head.retired]


def _loop_fits(found: CatalogLoop, question: LoopQuestion) -> bool:
    figures = [(getattr(found.metrics, figure.value), least, most) for figure, least, most in question.bounds]
    texts = found.summary_texts
    return (
        question.task_run_id in (None, found.task_run_id)
        and question.strategy_id in (None, found.strategy_id)
        and question.action in (None, found.action)
        and question.status in (None, found.status)
        and question.has_result in (None, found.has_result)
        and (question.decision is None or question.decision is found.decision)
        and (question.factor_name is None or question.factor_name in found.factor_names)
        and all(
            value is not None and (least is None or value >= least) and (most is None or value <= most)
            for value, least, most in figures
        )
        and _speaks(
            question.text, found.task_run_id, found.workspace_id, texts.execution, texts.value_feedback, texts.shape_feedback
        )
    )


def _speaks(text: str | None, *parts: str | None) -> bool:
    return not text or text.casefold() in "\n".join(part for part in parts if part).casefold()


def _changed(row: Row) -> str:
    return utc_text(row.changed_at)


def _sharpe(row: Row) -> float | None:
    return row.document.best_performance_sharpe if isinstance(row.document, CatalogFactor) else None


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
