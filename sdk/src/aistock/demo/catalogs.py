"""RD-Agent's side of the loop: artifacts and registry really written, catalogs exported and imported twice."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aistock.client import Client
from aistock.demo.options import DemoError
from aistock.experiments.v1.models import ExperimentResult
from aistock.library.v1.models import FactorSource, FeedbackSummary, ImportMode, ImportReport, LoopAction
from aistock.rdagent.artifacts import LoopRun, materialize, write_loop_artifacts
from aistock.rdagent.catalogs import Catalogs, export_catalogs
from aistock.rdagent.registry import Registry

STORE = "demo"
WORKSPACES = "workspaces"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryGain:
    """What the library took in, and what a second import of the same changed: nothing."""

    catalogs: Catalogs
    inserted: dict[str, int]
    changed_again: bool


def loop_run(result: ExperimentResult, *, ic_mean: float | None, now: datetime) -> LoopRun:
    """The experiment as a loop of RD-Agent."""
    run = f"demo-{result.experiment_id[:12]}"
    workspace = f"{run}-0"
    decided = None if ic_mean is None else ic_mean > 0
    return LoopRun(
        task_run_id=run,
        loop_id=0,
        workspace_id=workspace,
        workspace_path=f"{WORKSPACES}/{workspace}",
        workspace_store=STORE,
        generated_at_utc=now,
        action=LoopAction.MODEL,
        scenario="QlibModelScenario",
        experiment_type="research",
        experiment_id=result.experiment_id,
        feature_sources=dict.fromkeys(result.features, FactorSource.QLIB_ALPHA158),
        decision=decided,
        decided_by=None if decided is None else "aistock-demo/ic-above-zero",
        summary=FeedbackSummary(execution=f"{len(result.metrics)} metrics over the test segment, ic_mean {ic_mean}"),
        started_at_utc=result.started_at_utc,
        ended_at_utc=result.ended_at_utc,
    )


def write_catalogs(root: Path, run: LoopRun, *, now: datetime) -> Catalogs:
    """The loop leaves its marker and rows, its workspace is materialized from them, and the catalogs are put beside it."""
    with Registry(root / "registry.sqlite") as registry:
        left = write_loop_artifacts(root / run.workspace_path, run, registry=registry)
        if left.faults:
            raise DemoError(f"{left.faults[0].path}: {left.faults[0].message}; {left.faults[0].remedy}")
        written = materialize(root / run.workspace_path, registry=registry)
        if not written.has_result:
            raise DemoError(f"{root / run.workspace_path} does not prove a result; read its experiment_summary.json")
        return export_catalogs(registry, root, root / "catalogs", generated_at_utc=now, source="rdagent_tools", store=STORE)


def import_twice(client: Client, catalogs: Catalogs) -> LibraryGain:
    """Imports the catalogs, and again, which must change nothing."""
    first, again = _imported(client, catalogs), _imported(client, catalogs)
    if again.changed:
        raise DemoError("importing the same catalogs again changed the library; an import must be idempotent")
    inserted = {tally.kind.value: tally.inserted for tally in first.tallies}
    return LibraryGain(catalogs=catalogs, inserted=inserted, changed_again=again.changed)


def _imported(client: Client, catalogs: Catalogs) -> ImportReport:
    return client.library.import_catalogs(
        ImportMode.FULL_SNAPSHOT,
        factors=catalogs.factors,
        strategies=catalogs.strategies,
        loops=catalogs.loops,
        models=catalogs.models,
        alpha=catalogs.alpha if catalogs.alpha.factors else None,
    )
