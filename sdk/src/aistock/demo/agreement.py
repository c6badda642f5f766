"""Whether registry, workspaces, catalogs and the desk's library say the same of every loop."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from aistock.client import Client
from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.errors import NotFound
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    ExperimentSummary,
    FactorCatalog,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
    WorkspaceManifest,
)
from aistock.rdagent.registry import ArtifactFileRow, LoopRow, Registry


def disagreements(client: Client, root: Path, catalogs: Path) -> list[str]:
    """One sentence for each place in which two of the four differ; `root` holds registry.sqlite and the workspaces."""
    loops = documents.read(LoopCatalog, catalogs / "loop_catalog.json").loops
    with Registry.open_readonly(root / "registry.sqlite") as registry:
        found = [*_registry(registry, loops)]
        for loop in loops:
            found += _workspace(registry, loop, root)
    return [*found, *_library(client, loops, catalogs)]


def _registry(registry: Registry, loops: list[CatalogLoop]) -> Iterator[str]:
    """Loops that are done in the registry are those of the catalog."""
    done = {(row.task_run_id, row.loop_id) for row in registry.rows(LoopRow) if row.materialization_status == "done"}
    listed = {(row.task_run_id, row.loop_id) for row in loops}
    yield from (f"loop {run}/{number} is done in the registry and not in the loop catalog" for run, number in sorted(done - listed))
    yield from (f"loop {run}/{number} is in the loop catalog and not done in the registry" for run, number in sorted(listed - done))


def _workspace(registry: Registry, loop: CatalogLoop, root: Path) -> Iterator[str]:
    """The workspace holds what its manifest names, the registry names the same, and its summary has the catalog's figures."""
    folder = root / (loop.workspace_path or "")
    manifest = documents.read(WorkspaceManifest, folder / "manifest.json")
    named = {entry.path: entry.sha256 for entry in manifest.files}
    for path, sha256 in named.items():
        if not (folder / path).is_file():
            yield f"{folder / path} is named by the manifest and is not there"
        elif hashlib.sha256((folder / path).read_bytes()).hexdigest() != sha256:
            yield f"{folder / path} is not the file that the manifest names"
    registered = {row.path: row.sha256 for row in registry.rows(ArtifactFileRow, workspace_id=loop.workspace_id)}
    yield from (
        f"{path} of workspace {loop.workspace_id} has hash {sha256} in the registry and {named.get(path)} in the manifest"
        for path, sha256 in registered.items()
        if named.get(path) != sha256
    )
    summary = documents.read(ExperimentSummary, folder / "experiment_summary.json")
    if (summary.key_metrics, summary.has_result) != (loop.metrics, loop.has_result):
        yield f"{folder / 'experiment_summary.json'} has other figures than the loop catalog"


def _library(client: Client, loops: list[CatalogLoop], catalogs: Path) -> Iterator[str]:
    """Every row of the catalogs stands in the library, value for value."""
    rows: list[ContractModel] = [
        *loops,
        *documents.read(FactorCatalog, catalogs / "factor_catalog.json").factors,
        *documents.read(StrategyCatalog, catalogs / "strategy_catalog.json").strategies,
        *documents.read(ModelCatalog, catalogs / "model_catalog.json").models,
    ]
    for row in rows:
        try:
            known = _known(client, row)
        except NotFound as error:
            yield f"a row of the catalogs is not in the library: {error}"
            continue
        if documents.canonical_json(known) != documents.canonical_json(row):
            yield f"the library differs from the catalogs at {documents.canonical_json(row)[:200].decode(errors='replace')}"


def _known(client: Client, row: ContractModel) -> ContractModel:
    """The library's row of the same key."""
    library = client.library
    match row:
        case CatalogLoop():
            return library.get_loop(row.task_run_id, loop_id=row.loop_id, workspace_id=row.workspace_id).loop
        case CatalogFactor():
            return library.get_factor(row.name, source=row.source).factor.factor
        case CatalogStrategy():
            return library.get_strategy(row.strategy_id).strategy
        case CatalogModel():
            return library.get_model(row.model_id).model
    raise TypeError(f"{type(row).__name__} is no row of the library")
