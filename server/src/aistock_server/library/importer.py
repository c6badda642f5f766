"""Takes catalogs into the library as one import, and reports what that did."""

from collections.abc import Sequence
from datetime import datetime

from aistock.library.v1.models import CatalogKind, CatalogSeverity, ImportReport
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.library import checks
from aistock_server.library.findings import Findings
from aistock_server.library.intake import Catalog, Intake
from aistock_server.library.ports import LibraryStore
from aistock_server.library.seen import Seen

ORDER = (CatalogKind.FACTOR, CatalogKind.STRATEGY, CatalogKind.LOOP, CatalogKind.MODEL)
"""Kinds in the order they are taken in, so that what is referred to comes first."""


class Importer:
    """Takes imports into a store, inside the unit of work of the call."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store

    def run(self, catalogs: Sequence[Catalog], *, now: datetime, dry_run: bool, allow_partial: bool) -> ImportReport:
        """The report; raises Invalid (CATALOG_REFUSED), which undoes the unit of work, when a row is refused and may not be."""
        seen = {kind: Seen() for kind in CatalogKind}
        findings = Findings()
        tallies = []
        for kind in ORDER:
            # Reluctant catalogs come last, so that what they would give way to is there.
            of_kind = sorted((one for one in catalogs if one.kind is kind), key=lambda one: one.reluctant)
            if not of_kind:
                continue
            intake = Intake(kind, self._store, seen, findings, now=now, dry=dry_run)
            for place, catalog in enumerate(of_kind):
                intake.take(catalog, place)
            intake.retire_missing(sorted({one.origin for one in of_kind if one.whole}))
            tallies.append(intake.tally())
        snapshots = sorted({one.snapshot_id for one in catalogs if one.snapshot_id})
        if len(snapshots) > 1:
            findings.add(CatalogSeverity.WARNING, lambda: checks.several_snapshots(snapshots))
        refused = sum(tally.refused for tally in tallies)
        if refused and not allow_partial and not dry_run:
            raise _refusal(findings, refused)
        return ImportReport(
            dry_run=dry_run,
            tallies=tallies,
            findings=findings.shown(),
            findings_left_off=findings.left_off(),
            changed=any(tally.inserted or tally.updated or tally.retired for tally in tallies),
            snapshot_id=next((one.snapshot_id for one in catalogs if one.snapshot_id), None),
        )


def _refusal(findings: Findings, refused: int) -> Invalid:
    refusals = findings.refusals()
    return Invalid(
        "CATALOG_REFUSED",
        f"{refused} rows are refused, first: {refusals[0].message}; correct them, or allow a partial import",
        violations=[
            Violation(field=f"{item.kind} {item.key}", rule=item.code.value, value="", message=item.message) for item in refusals
        ],
        refused=refused,
    )
