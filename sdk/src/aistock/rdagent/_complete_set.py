"""Everything that materialize makes of a workspace, worked out before any of it is written."""

import hashlib
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import ValidationError

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.library.identity import artifact_id
from aistock.library.v1.models import (
    ArtifactEntry,
    ExperimentSummary,
    FactorPerformance,
    ManifestFile,
    ResultCriteria,
    WorkspaceManifest,
    WorkspaceMeta,
    WorkspacePointers,
    WorkspaceRole,
)
from aistock.rdagent import _documents as made
from aistock.rdagent import _files as files
from aistock.rdagent import _qlib_workspace as recorded
from aistock.rdagent import _tables as tables
from aistock.rdagent._charts import drawdown_curve, return_curve
from aistock.rdagent._executed_config import ExecutedConfig, executed_config_in, template_of
from aistock.rdagent._factor_figures import factor_names, measured_factors
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._loop_run import LoopRun
from aistock.rdagent._publishing import foreign_files, outdated_files
from aistock.rdagent._qlib_results import qlib_results_in
from aistock.rdagent._qlib_task import task_that_ran
from aistock.rdagent._qlib_workspace import Recorder
from aistock.rdagent._sources import Sources

_LISTED_WHEN_UNKNOWN = 50
"""Ranks kept of a day when nobody knows how many the strategy held."""

_SAME = 1e-6
"""Difference within which two programs' figures of one thing are the same."""

_OWN = frozenset({files.SUMMARY, files.META, files.MARKER})
_CORRECT = "correct it, or let its program write it again"

Kinds: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a workspace's sources say, read once."""

    recorder: Recorder | None
    config: ExecutedConfig | None
    config_file: bytes | None
    """executed_config.json as it follows from the recorder; None when the workspace has its own or nobody knows it."""
    figures: Mapping[str, float]
    criteria: ResultCriteria
    days: list[tables.ReturnDay]
    predictions: list[tables.Prediction]
    features: list[tuple[str, str | None]]
    alone: list[FactorPerformance]

    @property
    def benchmark(self) -> str | None:
        """The benchmark's code, when it is known."""
        return self.config.benchmark if self.config else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteSet:
    """Every file to write by its name, the manifest, and what the caller is told."""

    files: Mapping[str, bytes]
    summary: ExperimentSummary
    manifest: WorkspaceManifest
    strategy_id: str | None
    recorder: Recorder | None


def complete_set(sources: Sources, run: LoopRun) -> CompleteSet:
    """Reads every source and makes every document; raises WorkspaceError and has written nothing."""
    found = _read(sources, run)
    shelf = _Shelf(sources)
    _series(shelf, run, found)
    with _from(sources, files.MARKER):
        shelf.add(files.FACTOR_META, made.factor_meta(run, found.features))
        names = [name for name, _ in found.features]
        perf = made.factor_perf(run, found.config, names, figures=found.figures, days=found.days, alone=found.alone)
        shelf.add(files.FEEDBACK, made.feedback(run))
    shelf.add(files.FACTOR_PERF, perf)
    strategy = _configured(shelf, run, found) if found.config else None
    kinds = _kinds(shelf, run, found)
    with _from(sources, files.MANIFEST):
        artifacts = _artifacts(run, kinds)
    with _from(sources, files.QLIB_RESULTS):
        summary = _summary(run, found, kinds, artifacts)
        shelf.add(files.SUMMARY, summary)
    with _from(sources, files.MARKER):
        shelf.add(files.META, _meta(run, found.criteria))
    manifest = _manifest(shelf, run, kinds, artifacts)
    sources.refuse_changes()
    return CompleteSet(files=shelf.files, summary=summary, manifest=manifest, strategy_id=strategy, recorder=found.recorder)


def document_bytes(document: ContractModel) -> bytes:
    """A document as a file holds it."""
    return documents.canonical_json(document) + b"\n"


@dataclass(slots=True)
class _Shelf:
    """Files made so far, and what else lies in the workspace."""

    sources: Sources
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, document: ContractModel) -> None:
        """A document that keeps every rule between its fields; what its caller says may break one."""
        violations = broken(document)
        if violations:
            first = violations[0]
            raise WorkspaceError(self.sources.path(name), f"would break the contract: {first.path} {first.message}", first.remedy)
        self.files[name] = document_bytes(document)

    def add_table(self, name: str, content: bytes) -> tuple[str, str]:
        """Name and SHA-256 of a file that is no document."""
        self.files[name] = content
        return name, hashlib.sha256(content).hexdigest()

    def hashed(self, name: str) -> tuple[str, int]:
        """SHA-256 and size of a file that was made, or that lies in the workspace."""
        content = self.files.get(name)
        return self.sources.hashed(name) if content is None else (hashlib.sha256(content).hexdigest(), len(content))


@contextmanager
def _from(sources: Sources, name: str) -> Iterator[None]:
    """Names the source whose values no document can say."""
    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = f"gives {error.title}.{place} the value {str(first['input'])[:120]!r}: {first['msg']}"
        raise WorkspaceError(sources.path(name), reason, _CORRECT) from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        reason = f"holds what no document can say ({type(error).__name__}: {str(error)[:200]})"
        raise WorkspaceError(sources.path(name), reason, _CORRECT) from error


def _read(sources: Sources, run: LoopRun) -> Findings:
    recorder = recorded.recorder_of(sources)
    combined = factor_names(sources)
    config, config_file = _config(sources, recorder, combined)
    figures = qlib_results_in(sources, files.QLIB_RESULTS) if sources.has(files.QLIB_RESULTS) else {}
    days = _days(sources, recorder)
    _refuse_other_run(sources, recorder, figures)
    labelled = recorder.path(recorded.LABELS) if recorder else ""
    labels = recorded.labels_of(sources, labelled) if labelled and sources.has(labelled) else None
    features: list[tuple[str, str | None]] = [(name, None) for name in combined]
    return Findings(
        recorder=recorder,
        config=config,
        config_file=config_file,
        figures=figures,
        criteria=_criteria(sources, run, figures),
        days=days,
        predictions=_predictions(sources, recorder),
        features=[*config.features] if config and config.knows_features else features,
        alone=measured_factors(sources, labels, config.segments if config else {}),
    )


def _config(sources: Sources, recorder: Recorder | None, combined: list[str]) -> tuple[ExecutedConfig | None, bytes | None]:
    """What ran: as the worker says, else as the recorder kept it; None when neither does, because a template proves nothing."""
    config = executed_config_in(sources, files.EXECUTED_CONFIG) if sources.has(files.EXECUTED_CONFIG) else None
    if config is not None and not config.taken_from_recorder:
        return config, None
    task = task_that_ran(sources, recorder, combined)
    return (task.config, task.content) if task else (config, None)


def _days(sources: Sources, recorder: Recorder | None) -> list[tables.ReturnDay]:
    """Days of the worker's table, else of Qlib's own report; all reports that are there must be of one run."""
    reports = [files.RETURNS_PICKLE] if sources.has(files.RETURNS_PICKLE) else []
    if recorder is not None and sources.has(recorder.path(recorded.REPORT)):
        reports.append(recorder.path(recorded.REPORT))
    found = [(name, recorded.days_of(sources, name)) for name in reports]
    if sources.has(files.RETURNS):
        found.insert(0, (files.RETURNS, tables.read_returns(sources, files.RETURNS)))
    for name, days in found[1:]:
        if not _same_days(found[0][1], days):
            raise WorkspaceError(sources.path(name), f"has other days or returns than {found[0][0]}", "keep the files of one run")
    return found[0][1] if found else []


def _same_days(one: list[tables.ReturnDay], two: list[tables.ReturnDay]) -> bool:
    return len(one) == len(two) and all(
        left.day == right.day and math.isclose(left.daily_return, right.daily_return, rel_tol=_SAME, abs_tol=_SAME)
        for left, right in zip(one, two, strict=True)
    )


def _refuse_other_run(sources: Sources, recorder: Recorder | None, figures: Mapping[str, float]) -> None:
    """The recorder's daily IC must have the mean that qlib_res.csv says, or the two are of different runs."""
    if recorder is None or "IC" not in figures or not sources.has(recorder.path(recorded.DAILY_IC)):
        return
    name = recorder.path(recorded.DAILY_IC)
    mean = recorded.mean_of(sources, name)
    if mean is None or not math.isclose(mean, figures["IC"], rel_tol=_SAME, abs_tol=_SAME):
        reason = f"has the mean {mean}, and {files.QLIB_RESULTS} says {figures['IC']}: they are of different runs"
        raise WorkspaceError(sources.path(name), reason, "keep the recorder whose figures the workspace holds")


def _predictions(sources: Sources, recorder: Recorder | None) -> list[tables.Prediction]:
    """Scores of the worker's table, else of Qlib's recorder."""
    if sources.has(files.PREDICTIONS):
        return tables.read_predictions(sources, files.PREDICTIONS)
    if recorder is None or not sources.has(recorder.path(recorded.PREDICTIONS)):
        return []
    return recorded.predictions_of(sources, recorder.path(recorded.PREDICTIONS))


def _criteria(sources: Sources, run: LoopRun, figures: Mapping[str, float]) -> ResultCriteria:
    criteria = made.result_criteria(run, sources)
    if criteria.has_result and files.QLIB_RESULTS in criteria.required_files and not figures:
        raise WorkspaceError(sources.path(files.QLIB_RESULTS), "holds no metric", "write the file again from the recorder")
    return criteria


def _series(shelf: _Shelf, run: LoopRun, found: Findings) -> None:
    """Signals, returns and the two pictures, as far as predictions and returns are there."""
    config, days = found.config, found.days
    if found.predictions:
        with _from(shelf.sources, files.EXECUTED_CONFIG):
            known, n_drop = (config.strategy_setting("topk"), config.strategy_setting("n_drop")) if config else (None, None)
        top_k = _LISTED_WHEN_UNKNOWN if known is None else known
        name = files.PREDICTIONS if shelf.sources.has(files.PREDICTIONS) else recorded.PREDICTIONS
        with _from(shelf.sources, name):
            scores = tables.ranked_scores(found.predictions, sessions=[row.day for row in days], top_k=top_k)
            identity = (run.task_run_id, run.loop_id, run.workspace_id)
            content = tables.signal_table(scores, identity=identity, top_k=top_k, weighs=known is not None, n_drop=n_drop)
            table = shelf.add_table(files.SIGNALS_TABLE, content)
            signals = made.signal_set(run, scores, top_k=top_k, weighs=known is not None, n_drop=n_drop, table=table)
        shelf.add(files.SIGNALS_JSON, signals)
    if days:
        with _from(shelf.sources, files.RETURNS if shelf.sources.has(files.RETURNS) else files.RETURNS_PICKLE):
            table = shelf.add_table(files.RETURNS_TABLE, tables.return_table(days))
            returns = made.returns_schema(run, days, benchmark=found.benchmark, table=table)
        shelf.add(files.RETURNS_JSON, returns)
        dates, net = [row.day for row in days], [row.net for row in days]
        bench = [row.bench if found.benchmark else None for row in days]
        shelf.add_table(files.RETURN_CURVE, return_curve(dates, net, bench))
        shelf.add_table(files.DRAWDOWN_CURVE, drawdown_curve(dates, net))


def _configured(shelf: _Shelf, run: LoopRun, found: Findings) -> str | None:
    """Documents that need the executed configuration; the strategy id that they name, None when nothing was traded."""
    config = found.config
    if config is None:
        return None
    if found.config_file is not None:
        shelf.add_table(files.EXECUTED_CONFIG, found.config_file)
    with _from(shelf.sources, files.EXECUTED_CONFIG):
        shelf.add_table(*template_of(config))
        if config.knows_features:
            shelf.add(files.MODEL_META, made.model_meta(run, config, _weights(shelf, found.recorder)))
        if config.universe is not None:
            coverage = tables.score_coverage(found.predictions) if found.predictions else None
            profile = made.data_profile(run, config, config.universe, coverage, len(found.days) or None)
            shelf.add(files.DATA_PROFILE, profile)
        if not config.blocks["portfolio_config"]:
            return None
        strategy = made.strategy_meta(run, config, _templates(shelf, run))
        shelf.add(files.STRATEGY_META, strategy)
    return strategy.strategy_id


def _weights(shelf: _Shelf, recorder: Recorder | None) -> tuple[str, str] | None:
    """Name and SHA-256 of the model's file; the recorder's pickle only when there is none in the open."""
    names = [*files.MODEL_FILES, *([recorder.path(recorded.MODEL)] if recorder else [])]
    name = next((name for name in names if shelf.sources.has(name)), None)
    return (name, shelf.hashed(name)[0]) if name else None


def _templates(shelf: _Shelf, run: LoopRun) -> list[str]:
    """YAML files of the workspace, with the one that will be written and without those that will go."""
    standing = {*files.templates_of(shelf.sources.folder)} - outdated_files(shelf.sources.folder, run, shelf.files)
    return sorted({*standing, *(name for name in shelf.files if name.endswith(".yaml"))})


def _kinds(shelf: _Shelf, run: LoopRun, found: Findings) -> dict[str, str]:
    """Kind of every file that belongs to the result, by its name; those of other programs under our names apart."""
    sources, pending = shelf.sources, {files.SUMMARY, files.META}
    foreign = foreign_files(sources.folder, run, [*shelf.files, *pending])
    kinds = {}
    for name, kind in files.KINDS.items():
        if name in shelf.files or name in pending or (name not in files.MADE and sources.has(name)):
            kinds[name] = kind
        elif name in foreign:
            kinds[name] = files.FOREIGN
    if found.recorder is not None:
        objects = {found.recorder.path(name): kind for name, kind in recorded.RECORDED.items()}
        kinds |= {name: kind for name, kind in objects.items() if sources.has(name)}
        kinds[f"{found.recorder.folder}/meta.yaml"] = "recorder"
    return kinds | {name: "config_snapshot" for name in _templates(shelf, run) if name not in kinds}


def _artifacts(run: LoopRun, kinds: Kinds) -> list[ArtifactEntry]:
    """One artifact for each kind of file; its entry is a file of the workspace itself when there is one."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        if kind not in ("summary", files.FOREIGN):
            by_kind.setdefault(kind, []).append(name)
    return [
        ArtifactEntry(
            artifact_id=artifact_id(run.task_run_id, run.workspace_id, kind, kind),
            artifact_type=kind,
            name=kind,
            present=True,
            entry_path=min(names, key=lambda name: (name.count("/"), name)),
            files=sorted(names),
        )
        for kind, names in sorted(by_kind.items())
    ]


def _summary(run: LoopRun, found: Findings, kinds: Kinds, artifacts: list[ArtifactEntry]) -> ExperimentSummary:
    present = {name: name for name in files.KINDS if kinds.get(name, files.FOREIGN) != files.FOREIGN and name not in _OWN}
    if found.recorder is not None:
        present[recorded.RUNS] = found.recorder.folder
    return ExperimentSummary(
        **run.envelope(),
        action=run.action,
        status=run.status,
        has_result=found.criteria.has_result,
        result_criteria=found.criteria,
        key_metrics=made.loop_metrics(found.figures),
        metrics_basis=made.metrics_basis(found.figures, found.config),
        metrics=dict(found.figures),
        files=present,
        artifacts=artifacts,
        dataset_snapshot_id=found.config.snapshot_id if found.config else None,
        executed_config_hash=found.config.whole_hash if found.config else None,
        experiment_id=run.experiment_id,
    )


def _meta(run: LoopRun, criteria: ResultCriteria) -> WorkspaceMeta:
    best = run.workspace_id if criteria.has_result and run.role is WorkspaceRole.EXPERIMENT_WORKSPACE else None
    return WorkspaceMeta(
        **run.envelope(),
        action=run.action,
        step_name=run.step_name,
        status=run.status,
        has_result=criteria.has_result,
        result_criteria=criteria,
        workspace_role=run.role,
        workspace_path=run.workspace_path,
        workspace_store=run.workspace_store,
        best_workspace_id=best,
        experiment_type=run.experiment_type,
        scenario=run.scenario,
        experiment_id=run.experiment_id,
        pointers=WorkspacePointers(meta_path=files.META, summary_path=files.SUMMARY, manifest_path=files.MANIFEST),
    )


def _manifest(shelf: _Shelf, run: LoopRun, kinds: Kinds, artifacts: list[ArtifactEntry]) -> WorkspaceManifest:
    listed = []
    for name, kind in sorted(kinds.items()):
        sha256, size = shelf.hashed(name)
        with _from(shelf.sources, name):
            listed.append(ManifestFile(path=name, sha256=sha256, size=size, kind=kind))
    with _from(shelf.sources, files.MANIFEST):
        manifest = WorkspaceManifest(**run.envelope(), files=listed, artifacts=artifacts)
    violations = broken(manifest)
    if violations:
        raise WorkspaceError(shelf.sources.path(files.MANIFEST), f"would break the contract: {violations[0]}", _CORRECT)
    return manifest
