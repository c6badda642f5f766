"""Materializing the loops that have a result, one after the other; what fails is a finding, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aistock.contract.types import utc_text
from aistock.library import evidence
from aistock.rdagent import _files as files
from aistock.rdagent._registry_owner import may_be_at_work
from aistock.rdagent.artifacts import materialize
from aistock.rdagent.backfill.confined import Root
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.backfill.identity import Identity
from aistock.rdagent.backfill.loop_run import loop_run
from aistock.rdagent.registry import ArtifactFileRow, ArtifactRow, ArtifactState, LoopRow, MaterializationState, Registry

LoopKey = tuple[str, int]


@dataclass(slots=True)
class Outcome:
    """What became of the loops with a result."""

    materialized: int = 0
    ready: int = 0
    failed: int = 0
    later: int = 0
    tried: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Materializing:
    """The stage: where, how many at most, and whether what failed before is tried again; a dry one only decides."""

    registry: Registry
    root: Root
    clock: Callable[[], datetime]
    store: str | None
    dry: bool
    at_most: int | None
    retry_failed: bool

    def reopen_unproved(self, results: Mapping[LoopKey, Identity], seen: set[LoopKey], outcome: Outcome) -> None:
        """Loops that the registry calls done, though nothing proves it any more, become pending."""
        for row in list(self.registry.select(LoopRow, "materialization_status = 'done'")):
            key = (row.task_run_id, row.loop_id)
            best = results.get(key)
            if key not in seen or (best is not None and self._is_whole(key, best)):
                continue
            what = "has no proved result" if best is None else "lacks documents or evidence that it was registered with"
            outcome.findings.append(
                finding(f"registry:loops/{key[0]}/{key[1]}", Code.DONE_WITHOUT_EVIDENCE, f"is called done and {what}")
            )
            self.registry.reopen_materialization(*key, now=self._now())

    def each(self, results: Mapping[LoopKey, Identity], outcome: Outcome) -> Iterator[LoopKey]:
        """Every loop with a result, after it was dealt with."""
        for key in sorted(results):
            self._one(key, results[key], outcome)
            yield key

    def _one(self, key: LoopKey, best: Identity, outcome: Outcome) -> None:
        row = self._row(key)
        if row.materialization is MaterializationState.DONE:
            outcome.ready += 1
        elif refusal := self._refusal(row, best):
            outcome.failed += refusal.code is not Code.HELD_BY_OTHERS
            outcome.later += refusal.code is Code.HELD_BY_OTHERS
            outcome.findings.append(refusal)
        elif self.dry or (self.at_most is not None and outcome.tried >= self.at_most):
            outcome.later += 1
        else:
            self._try(key, best, outcome)

    def _try(self, key: LoopKey, best: Identity, outcome: Outcome) -> None:
        """Writes the loop's documents; what counts is the registry afterwards, which another process may have moved meanwhile."""
        outcome.tried += 1
        reason = self._write(best)
        row = self._row(key)
        if row.materialization is MaterializationState.DONE:
            mine = self.registry.has_finished(*key)
            outcome.materialized += mine
            outcome.ready += not mine
        elif self._is_held(row):
            outcome.later += 1
            outcome.findings.append(_held(row, best))
        else:
            outcome.failed += 1
            reason = reason or row.materialization_error or f"its loop is {row.materialization} afterwards"
            outcome.findings.append(finding(best.folder, Code.NOT_MATERIALIZED, reason))

    def _refusal(self, row: LoopRow, best: Identity) -> Finding | None:
        """Why a loop is not to be tried now."""
        state = row.materialization
        if state is MaterializationState.FAILED and not self.retry_failed:
            return finding(
                best.folder, Code.FAILED_BEFORE, f"could not be materialized: {row.materialization_error or 'no reason was kept'}"
            )
        if state is MaterializationState.UNKNOWN:
            word = dict(row.originals).get("materialization_status")
            remedy = "set materialization_status to pending in the registry, and scan again"
            return finding(best.folder, Code.NOT_MATERIALIZED, f"the registry calls its loop {word!r}, which is no state", remedy)
        return _held(row, best) if self._is_held(row) else None

    def _is_held(self, row: LoopRow) -> bool:
        since = row.materialization_updated_at_utc
        running = row.materialization is MaterializationState.RUNNING
        return running and may_be_at_work(row.materialization_owner, since=since, now=self._now())

    def _write(self, best: Identity) -> str | None:
        """Why it could not be written."""
        try:
            run = loop_run(self.root, best, store=self.store, now=self.clock())
            materialize(self.root.path / best.folder, run, registry=self.registry)
        except Exception as error:
            # One workspace, whatever is in it, must not take the others with it; the reason goes into the report.
            return f"{type(error).__name__}: {str(error)[:500]}"
        return None

    def _row(self, key: LoopKey) -> LoopRow:
        return self.registry.rows(LoopRow, task_run_id=key[0], loop_id=key[1])[0]

    def _is_whole(self, key: LoopKey, best: Identity) -> bool:
        """Whether the artifacts are registered, the manifest stands, and the evidence has the sizes that it was registered with."""
        present = self.registry.rows(ArtifactRow, task_run_id=key[0], loop_id=key[1], status=ArtifactState.PRESENT)
        if not present or files.MANIFEST not in best.scanned.sizes:
            return False
        registered = {row.path: row.size_bytes for row in self.registry.rows(ArtifactFileRow, workspace_id=best.workspace_id)}
        return all(registered.get(name) == best.scanned.sizes.get(name) for name in evidence.required_files(best.action))

    def _now(self) -> str:
        return utc_text(self.clock())


def _held(row: LoopRow, best: Identity) -> Finding:
    reason = f"is being materialized by {row.materialization_owner or 'another program'}"
    return finding(best.folder, Code.HELD_BY_OTHERS, reason)
