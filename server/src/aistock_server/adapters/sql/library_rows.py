"""Rows of the library between values and columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.contract.plain_json import canonical
from aistock.library.v1.models import CatalogFactor, CatalogKind, CatalogLoop, CatalogModel, CatalogStrategy
from aistock_server.adapters.sql import library_tables as tables
from aistock_server.library import Head, Row
from aistock_server.library.model import Document

#: Fixed width, so that instants compare as text.
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where rows of a kind stand: the table, its key columns, the model, and the columns made from a document."""

    table: sa.Table
    key: tuple[str, ...]
    model: type[Document]
    columns: Callable[[Any], dict[str, object]]

    def values(self, row: Row) -> dict[str, object]:
        """All columns of a row."""
        how = {
            "content_hash": row.head.content_hash,
            "origin": row.head.origin,
            "snapshot_id": row.snapshot_id,
            "first_seen_at_utc": instant_text(row.head.first_seen_at),
            "changed_at_utc": instant_text(row.changed_at),
            "retired": row.head.retired,
            "document": canonical_json(row.document).decode(),
        }
        return dict(zip(self.key, row.key, strict=True)) | self.columns(row.document) | how

    def row(self, kind: CatalogKind, found: Any) -> Row:
        """The value of a stored row."""
        return Row(
            kind=kind,
            document=self.model.model_validate_json(found.document),
            head=head_of(found),
            snapshot_id=found.snapshot_id,
            changed_at=instant(found.changed_at_utc),
        )


def head_of(found: Any) -> Head:
    """The head of a stored row."""
    return Head(
        content_hash=found.content_hash,
        origin=found.origin,
        first_seen_at=instant(found.first_seen_at_utc),
        retired=bool(found.retired),
    )


def instant_text(value: datetime) -> str:
    """An instant as it is stored."""
    return value.astimezone(UTC).strftime(_INSTANT)


def instant(text: str) -> datetime:
    """A stored instant."""
    return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)


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
        "sharpe": row.best_performance_sharpe,
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
        "search_text": search_text(row.task_run_id, row.workspace_id, texts.execution, texts.value_feedback, texts.shape_feedback),
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
        table=tables.loop_result, key=("task_run_id", "loop_id", "workspace_id"), model=CatalogLoop, columns=_loop
    ),
    CatalogKind.MODEL: Shelf(table=tables.model_registry, key=("model_id",), model=CatalogModel, columns=_model),
}
