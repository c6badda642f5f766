"""Rows of the library between values and columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.contract.plain_json import canonical
from aistock.contract.v1.models import DateRange
from aistock.library.v1.models import CatalogFactor, CatalogKind, CatalogLoop, CatalogModel, CatalogStrategy
from aistock_server.adapters.sql import library_tables as tables
from aistock_server.library import Head, Key, Row, figures_of
from aistock_server.library.model import Document

HEAD = ("content_hash", "origin", "first_seen_at_utc", "retired", "digest")
"""Columns of a head, in the order of `head_of`."""

_REST = ("document", "snapshot_id", "changed_at_utc")

#: How `isoformat` ends for UTC.
_UTC_END = len("+00:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where rows of a kind stand: the table, its key columns, those of what it refers to, and how a document fills the rest."""

    table: sa.Table
    key: tuple[str, ...]
    model: type[Document]
    columns: Callable[[Any], dict[str, object]]
    refers: tuple[str, ...] = ()

    def values(self, row: Row) -> dict[str, object]:
        """All columns of a row."""
        how = {
            "content_hash": row.head.content_hash,
            "origin": row.head.origin,
            "snapshot_id": row.snapshot_id,
            "first_seen_at_utc": instant_text(row.head.first_seen_at),
            "changed_at_utc": instant_text(row.changed_at),
            "retired": row.head.retired,
            "document": row.text or canonical_json(row.document).decode(),
            "digest": row.head.digest,
        }
        return dict(zip(self.key, row.key, strict=True)) | self.columns(row.document) | how

    @property
    def stored(self) -> tuple[str, ...]:
        """Columns that `row` reads: the key first, then those of what the row refers to."""
        return (*self.key, *self.refers, *HEAD, *_REST)

    def select(self) -> sa.Select[Any]:
        """Rows as `row` reads them."""
        return sa.select(*(self.table.c[name] for name in self.stored))

    def row(self, kind: CatalogKind, found: Sequence[Any]) -> Row:
        """The value of a stored row, read by place: a name is looked up in every row anew."""
        head, rest = len(self.key) + len(self.refers), len(self.key) + len(self.refers) + len(HEAD)
        document, snapshot_id, changed_at_utc = found[rest:]
        return Row(
            kind=kind,
            document=self.model.model_validate_json(document),
            head=head_of(tuple(found[len(self.key) : head]), *found[head:rest]),
            snapshot_id=snapshot_id,
            changed_at=instant(changed_at_utc),
        )

    def key_columns(self) -> list[sa.Column[Any]]:
        """The columns of the key, in its order."""
        return [self.table.c[name] for name in self.key]


def head_of(refers: Key, content_hash: str, origin: str, first_seen_at_utc: str, retired: bool, digest: str | None) -> Head:
    """The head of a stored row from the columns of what it refers to and those that HEAD names."""
    return Head(
        content_hash=content_hash,
        origin=origin,
        first_seen_at=instant(first_seen_at_utc),
        retired=bool(retired),
        digest=digest,
        refers=None if not refers or refers[0] is None else tuple(refers),
    )


def instant_text(value: datetime) -> str:
    """An instant as it is stored: of fixed width, so that instants compare as text."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:-_UTC_END] + "Z"


def instant(text: str) -> datetime:
    """A stored instant."""
    return datetime.fromisoformat(text)


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value).decode()


def search_text(*parts: str | None) -> str:
    """What a text search looks at, letter case folded."""
    return "\n".join(part for part in parts if part).casefold()


def _factor(row: CatalogFactor) -> dict[str, object]:
    return {
        "expression": row.expression,
        "region": row.region,
        "tags": _json(list(row.tags)),
        "description_cn": row.description_cn,
        "formula_hint": row.formula_hint,
        "variables": _json(row.variables),
        **{figure.value: value for figure, value in figures_of(row).items()},
        **_period(row.figures.period if row.figures else None),
        "search_text": search_text(row.name, row.description_cn, row.expression),
    }


def _strategy(row: CatalogStrategy) -> dict[str, object]:
    return {
        "step_name": row.step_name,
        "action": row.action.value,
        "template_files": _json(list(row.template_files)),
        "data_config": _json(row.data_config),
        "dataset_config": _json(row.dataset_config),
        "portfolio_config": _json(row.portfolio_config),
        "backtest_config": _json(row.backtest_config),
        "model_config": _json(row.model_config_),
        "config_hash": row.config_hash,
        "market": row.market,
        "search_text": search_text(row.strategy_id, row.step_name, row.market, *row.template_files),
    }


def _loop(row: CatalogLoop) -> dict[str, object]:
    texts = row.summary_texts
    return {
        "strategy_id": None,
        "strategy_ref": row.strategy_id,
        "status": row.status.value,
        "has_result": row.has_result,
        "step_name": row.step_name,
        "action": row.action.value,
        "metrics": canonical_json(row.metrics).decode(),
        "annualized_return": row.metrics.annualized_return,
        "max_drawdown": row.metrics.max_drawdown,
        "ic_mean": row.metrics.ic_mean,
        "rank_ic_mean": row.metrics.rank_ic_mean,
        "decision": row.decision,
        "summary_execution": texts.execution,
        "summary_value_feedback": texts.value_feedback,
        "summary_shape_feedback": texts.shape_feedback,
        "paths": canonical_json(row.paths).decode(),
        "factor_names": _json(list(row.factor_names)),
    }


def listing(number: int, row: Row) -> dict[str, object]:
    """A loop as its lists see it."""
    loop = row.document
    assert isinstance(loop, CatalogLoop)
    return {
        "number": number,
        "task_run_id": loop.task_run_id,
        "loop_id": loop.loop_id,
        "workspace_id": loop.workspace_id,
        "retired": row.head.retired,
        "has_result": loop.has_result,
        "decision": loop.decision,
        "status": loop.status.value,
        "action": loop.action.value,
        "annualized_return": loop.metrics.annualized_return,
        "max_drawdown": loop.metrics.max_drawdown,
        "ic_mean": loop.metrics.ic_mean,
        "rank_ic_mean": loop.metrics.rank_ic_mean,
        "multi_score": loop.metrics.multi_score,
        **_period(loop.period),
        "started_at_utc": None if loop.started_at_utc is None else instant_text(loop.started_at_utc),
        "changed_at_utc": instant_text(row.changed_at),
        "strategy_ref": loop.strategy_id,
        "config_hash": loop.config_hash,
        "origin": row.head.origin,
    }


def words(row: Row) -> str:
    """What a search for text in loops looks at."""
    loop = row.document
    assert isinstance(loop, CatalogLoop)
    texts = loop.summary_texts
    return search_text(loop.task_run_id, loop.workspace_id, texts.execution, texts.value_feedback, texts.shape_feedback)


def _period(days: DateRange | None) -> dict[str, object]:
    return {
        "period_start": None if days is None else days.start_date.isoformat(),
        "period_end": None if days is None else days.end_date.isoformat(),
    }


def _model(row: CatalogModel) -> dict[str, object]:
    return {
        "task_run_id": row.task_run_id,
        "loop_id": row.loop_id,
        "workspace_id": row.workspace_id,
        "strategy_ref": row.strategy_id,
        "model_type": row.model_type,
        "feature_hash": row.feature_hash,
    }


SHELVES: Mapping[CatalogKind, Shelf] = {
    CatalogKind.FACTOR: Shelf(table=tables.factor_registry, key=("name", "source"), model=CatalogFactor, columns=_factor),
    CatalogKind.STRATEGY: Shelf(table=tables.strategy_registry, key=("strategy_id",), model=CatalogStrategy, columns=_strategy),
    CatalogKind.LOOP: Shelf(
        table=tables.loop_result,
        key=("task_run_id", "loop_id", "workspace_id"),
        model=CatalogLoop,
        columns=_loop,
        refers=("strategy_ref",),
    ),
    CatalogKind.MODEL: Shelf(
        table=tables.model_registry,
        key=("model_id",),
        model=CatalogModel,
        columns=_model,
        refers=("task_run_id", "loop_id", "workspace_id"),
    ),
}
