"""The catalogs that AIstock imports, made from the registry and the workspaces it names."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.library import references
from aistock.library.v1.models import (
    AlphaMeta,
    CatalogFactor,
    CatalogStrategy,
    FactorCatalog,
    FactorSource,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
)
from aistock.rdagent._catalog_rows import ExportedLoop, exported_loop
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.registry import LoopRow, Registry, WorkspaceRow

__all__ = ["Catalogs", "ExportFinding", "build_catalogs", "export_catalogs"]

_ALPHA = (FactorSource.QLIB_ALPHA158, FactorSource.QLIB_ALPHA360)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFinding:
    """A loop or row that was left out or stands with a blemish: which, a machine name for why, and a sentence with the remedy."""

    key: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogs:
    """The five catalogs of one export run; `findings` says what was left out."""

    snapshot_id: str
    factors: FactorCatalog
    strategies: StrategyCatalog
    loops: LoopCatalog
    models: ModelCatalog
    alpha: AlphaMeta
    findings: tuple[ExportFinding, ...]

    def files(self) -> dict[str, ContractModel]:
        """Documents by the file names of the design."""
        return {
            "factor_catalog.json": self.factors,
            "strategy_catalog.json": self.strategies,
            "loop_catalog.json": self.loops,
            "model_catalog.json": self.models,
            "alpha158_meta.json": self.alpha,
        }


def export_catalogs(
    registry: Registry,
    root: Path,
    out: Path,
    *,
    generated_at_utc: datetime,
    source: str = "rdagent_tools",
    store: str | None = None,
) -> Catalogs:
    """Builds the catalogs and puts each in place as a whole file, the loop catalog, which refers to the others, last."""
    catalogs = build_catalogs(registry, root, generated_at_utc=generated_at_utc, source=source, store=store)
    ordered = sorted(catalogs.files().items(), key=lambda item: item[0] == "loop_catalog.json")
    for name, document in ordered:
        documents.write(document, out / name)
    return catalogs


def build_catalogs(
    registry: Registry, root: Path, *, generated_at_utc: datetime, source: str = "rdagent_tools", store: str | None = None
) -> Catalogs:
    """Catalogs of every loop with a proved result; `root` holds the workspaces, `store` names it for readers elsewhere.

    Equal registries and workspaces give equal rows and an equal snapshot_id, whenever they are exported.
    """
    found, findings = _exported(registry, root, store)
    factors = _best_factors(found)
    strategies, differing = _once(item.strategy for item in found if item.strategy)
    models = sorted((item.model for item in found if item.model), key=lambda row: row.model_id)
    loops = sorted((item.loop for item in found), key=references.loop_key)
    snapshot = _snapshot([*factors, *strategies, *loops, *models])
    envelope: dict[str, Any] = {"generated_at_utc": generated_at_utc, "source": source, "snapshot_id": snapshot}
    alpha = [factor for item in found for factor in item.factors if factor.source in _ALPHA]
    known = frozenset(row.strategy_id for row in strategies)
    dangling = (references.dangling_strategy(row, known) for row in loops)
    findings += [ExportFinding(key=item.key, code=item.code, message=item.message) for item in dangling if item]
    return Catalogs(
        snapshot_id=snapshot,
        factors=FactorCatalog(**envelope, factors=factors),
        strategies=StrategyCatalog(**envelope, strategies=strategies),
        loops=LoopCatalog(**envelope, loops=loops),
        models=ModelCatalog(**envelope, models=models),
        alpha=AlphaMeta(
            **{**envelope, "source": "qlib_alpha158"}, factors=list({references.factor_key(row): row for row in alpha}.values())
        ),
        findings=(*findings, *differing),
    )


def _exported(registry: Registry, root: Path, store: str | None) -> tuple[list[ExportedLoop], list[ExportFinding]]:
    """Loops with a result and a readable experiment workspace; the others become findings."""
    found, findings = [], []
    workspaces = {row.workspace_id: row for row in registry.rows(WorkspaceRow)}
    for loop in registry.rows(LoopRow):
        if loop.has_result != 1:
            continue
        key = f"{loop.task_run_id}/{loop.loop_id}"
        workspace = workspaces.get(loop.best_workspace_id or "")
        if workspace is None:
            message = f"loop {key} has a result but names no workspace that the registry knows; write its artifacts again"
            findings.append(ExportFinding(key=key, code="no_workspace", message=message))
            continue
        try:
            found.append(exported_loop(loop, workspace, root, store))
        except WorkspaceError as error:
            findings.append(ExportFinding(key=f"{key}/{workspace.workspace_id}", code="not_exported", message=str(error)))
    return found, findings


def _best_factors(found: Sequence[ExportedLoop]) -> list[CatalogFactor]:
    """Each factor once, with the figures of the loop in which the set it belongs to did best."""
    best: dict[tuple[str, str], tuple[float, CatalogFactor]] = {}
    for item in found:
        score = item.sharpe if item.sharpe is not None else float("-inf")
        for factor in item.factors:
            key = references.factor_key(factor)
            if key not in best or score > best[key][0]:
                best[key] = (score, _with_best(factor, item))
    return [best[key][1] for key in sorted(best)]


def _with_best(factor: CatalogFactor, item: ExportedLoop) -> CatalogFactor:
    if item.sharpe is None:
        return factor
    figures = item.loop.metrics
    text = f"Sharpe: {item.sharpe:.2f}"
    if figures.annualized_return is not None:
        text += f", Ann.Ret: {figures.annualized_return * 100:.2f}%"
    return factor.model_copy(
        update={
            "best_performance": text,
            "best_performance_sharpe": item.sharpe,
            "best_performance_ann_ret": figures.annualized_return,
            "best_performance_mdd": figures.max_drawdown,
            "best_task_run_id": item.loop.task_run_id,
            "best_loop_id": item.loop.loop_id,
        }
    )


def _once(rows: Iterable[CatalogStrategy]) -> tuple[list[CatalogStrategy], list[ExportFinding]]:
    """Each strategy id once, the first example kept; another configuration under the same id is a finding."""
    kept: dict[str, CatalogStrategy] = {}
    findings = []
    for row in rows:
        first = kept.setdefault(row.strategy_id, row)
        if first.config_hash != row.config_hash:
            message = f"strategy {row.strategy_id} ran as {first.config_hash} and as {row.config_hash}; the first is exported"
            findings.append(ExportFinding(key=row.strategy_id, code="same_id_other_config", message=message))
    return [kept[key] for key in sorted(kept)], findings


def _snapshot(rows: Sequence[ContractModel]) -> str:
    """Name of an export run: SHA-256 over its rows."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(type(row).__name__.encode() + b"\0" + documents.canonical_json(row) + b"\n")
    return digest.hexdigest()
