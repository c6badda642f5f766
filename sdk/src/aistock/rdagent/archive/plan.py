"""What would be archived: every folder with its subject, files and bytes; nothing is sent and nothing is hashed."""

from __future__ import annotations

from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.manifest import named
from aistock.rdagent.archive.ports import Progress, Silent
from aistock.rdagent.archive.report import Outcome, Report, State
from aistock.rdagent.archive.subject import Known
from aistock.rdagent.archive.tree import Grove, Places, opened


def plan(places: Places, known: Known, *, progress: Progress | None = None) -> Report:
    """The plan; what stands in the way of a subject is among its findings."""
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    with opened(places) as groves:
        for grove in groves:
            names, odd = grove.folders()
            findings += [*odd, *waiting(grove)]
            steps = (progress or Silent()).each("looking", names, len(names))
            outcomes += [_planned(grove, name, known) for name in steps]
    return Report(outcomes=outcomes, findings=findings)


def waiting(grove: Grove) -> list[Finding]:
    """Folders that a clean has not finished, for those who do not clean."""
    remedy = "nothing to do when a clean runs now; else run `aistock clean`, which finishes or restores it"
    return [finding(name, Code.TAKEN, "is being cleaned, or was when a clean ended early", remedy) for name in grove.quarantined()]


def others(folder: str, paths: tuple[str, ...]) -> list[Finding]:
    """Links and devices, which are neither archived nor deleted."""
    return [finding(f"{folder}/{path}", Code.NOT_A_FILE, "is a link or a device: it is not archived and stays") for path in paths]


def _planned(grove: Grove, name: str, known: Known) -> Outcome:
    try:
        with grove.root.folder(name) as folder:
            sight = folder.look()
            found = (*sight.troubles, *named(name, sight), *others(name, sight.others))
            try:
                key = grove.identify(folder, known, grove.store).key
            except Trouble as trouble:
                key, found = None, (trouble.finding, *found)
    except Trouble as trouble:
        return Outcome(folder=name, state=State.REFUSED, findings=(trouble.finding,))
    stops = key is None or bool(sight.troubles) or bool(named(name, sight))
    state = State.REFUSED if stops else State.PLANNED
    return Outcome(folder=name, state=state, key=key, files=len(sight.files), size=sight.size, findings=found)
