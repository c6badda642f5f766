"""Cleans roots: every folder that a record proves, that the policy lets go, and that is still what was archived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aistock.library.v1.models import ArchivePolicy
from aistock.rdagent.archive.deletion import Deletion, restored
from aistock.rdagent.archive.disk import Disk
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.folder import Folder, Sight
from aistock.rdagent.archive.manifest import differences, hashed
from aistock.rdagent.archive.plan import others
from aistock.rdagent.archive.ports import Clock, Progress, Server, Silent
from aistock.rdagent.archive.quarantine import quarantine_in
from aistock.rdagent.archive.records import Proof, Proofs, held, proofs_of
from aistock.rdagent.archive.report import Outcome, Report, State
from aistock.rdagent.archive.tree import Grove, Places, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """Decides folder by folder; it deletes only when it was told to, and only through a Deletion."""

    server: Server
    clock: Clock
    confirmed: bool = False
    disk: Disk = field(default_factory=Disk)
    progress: Progress = field(default_factory=Silent)

    def clean(self, grove: Grove, proofs: Proofs, policy: ArchivePolicy) -> Iterator[Outcome]:
        """Every folder of a root: what earlier cleans left first, then the others."""
        for name in grove.quarantined():
            yield self._finish(grove, name, proofs, policy)
        names, _ = grove.folders()
        for name in self.progress.each("cleaning", names, len(names)):
            yield self._decide(grove, name, name, proofs.of(grove.store, name, grove.kinds), policy)

    def _finish(self, grove: Grove, name: str, proofs: Proofs, policy: ArchivePolicy) -> Outcome:
        """A folder that was put aside: it goes by the record in its name, or it gets its own name back."""
        aside = quarantine_in(name)
        if aside is None:
            reason = "looks like a folder that was put aside, and its name says not by which record"
            return Outcome(folder=name, state=State.KEPT, findings=(finding(name, Code.LEFT_IN_QUARANTINE, reason),))
        proof = proofs.by_id.get(aside.archive_id)
        fits = proof is not None and (proof.manifest.folder.store, proof.manifest.folder.path) == (grove.store, aside.folder)
        outcome = self._decide(grove, name, aside.folder, [proof] if proof is not None and fits else [], policy)
        outcome = _with(outcome, [finding(name, Code.TAKEN, "was put aside by a clean that ended early", _FINISHED)])
        if self.confirmed and outcome.state is State.KEPT and grove.root.has(name):
            outcome = _with(outcome, restored(grove.root, self.disk, aside))
        return outcome

    def _decide(self, grove: Grove, name: str, folder: str, proofs: Sequence[Proof], policy: ArchivePolicy) -> Outcome:
        try:
            with grove.root.folder(name) as seen:
                sight = seen.look()
                proof, found = self._best(seen, folder, proofs, sight) if proofs else (None, [])
        except Trouble as trouble:
            taken = trouble.finding if grove.root.has(name) else finding(folder, Code.TAKEN, "went away meanwhile")
            return Outcome(folder=folder, state=State.KEPT, findings=(taken,))
        if proof is None:
            found = [finding(folder, Code.NOT_ARCHIVED, "has no record in the archive")]
            return Outcome(folder=folder, state=State.KEPT, files=len(sight.files), size=sight.size, findings=tuple(found))
        kept = Outcome(
            folder=folder, state=State.KEPT, key=proof.entry.subject_key, archive_id=proof.archive_id, files=len(sight.files),
            size=sight.size,
        )  # fmt: skip
        if not found and (hold := held(proof, policy, folder, self.clock())) is not None:
            found = [hold]
        if found:
            return _with(kept, found)
        if sight.others and not sight.files:
            return _with(kept, others(folder, sight.others))
        if not self.confirmed:
            return _with(kept, others(folder, sight.others), state=State.PLANNED)
        return self._delete(grove, name, kept, proof)

    def _best(self, seen: Folder, folder: str, proofs: Sequence[Proof], sight: Sight) -> tuple[Proof, list[Finding]]:
        """The first record that a folder may go by, or else the first with what speaks against it.

        Names and sizes tell most folders from most records; only where several fit is the folder read to tell them apart.
        """
        judged = [(proof, differences(folder, proof.manifest, sight)) for proof in proofs]
        fitting = [proof for proof, found in judged if not found]
        if len(fitting) > 1:
            files, _ = hashed(seen, sight, self.progress)
            judged = [(proof, differences(folder, proof.manifest, sight, files)) for proof in fitting]
        return next((one for one in judged if not one[1]), judged[0])

    def _delete(self, grove: Grove, name: str, kept: Outcome, proof: Proof) -> Outcome:
        deletion = Deletion(
            root=grove.root, server=self.server, disk=self.disk, progress=self.progress, proof=proof, folder=kept.folder, name=name,
        )  # fmt: skip
        whole = deletion.run()
        links_only = deletion.redeemed and all(one.code in _LEFT_OVER for one in deletion.findings)
        state = State.DELETED if whole or links_only else State.KEPT
        return Outcome(
            folder=kept.folder, state=state, key=kept.key, archive_id=kept.archive_id, files=deletion.removed, size=deletion.freed,
            findings=tuple(deletion.findings),
        )  # fmt: skip


_FINISHED = "nothing to do: a clean with --confirm finishes it, or gives it its name back"
_LEFT_OVER = frozenset({Code.NOT_A_FILE, Code.RESTORED, Code.GONE_FILES})


def clean(
    places: Places, server: Server, *, clock: Clock, confirmed: bool = False, disk: Disk | None = None,
    progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Clean the roots, or only say what would go. Errors of the connection are raised; what is aside then is finished next time."""
    cleaner = Cleaner(server=server, clock=clock, confirmed=confirmed, disk=disk or Disk(), progress=progress or Silent())
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    with opened(places) as groves:
        proofs, policy = proofs_of(server, cleaner.progress), server.archives.get_archive_policy()
        findings += proofs.findings
        for grove in groves:
            findings += grove.folders()[1]
            outcomes += cleaner.clean(grove, proofs, policy)
    return Report(outcomes=outcomes, findings=findings)


def _with(outcome: Outcome, more: Sequence[Finding], state: State | None = None) -> Outcome:
    return Outcome(
        folder=outcome.folder, state=state or outcome.state, key=outcome.key, files=outcome.files, size=outcome.size,
        archive_id=outcome.archive_id, findings=(*outcome.findings, *more),
    )  # fmt: skip
