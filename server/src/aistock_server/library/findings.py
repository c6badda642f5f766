"""What an import noticed, within bounds: the first findings of each severity in full, the rest as a number."""

from collections.abc import Callable

from aistock.library.v1.models import CatalogFinding, CatalogSeverity

MOST_FINDINGS = 1000

_SEVERITIES = (CatalogSeverity.REFUSAL, CatalogSeverity.WARNING, CatalogSeverity.NOTE)


class Findings:
    """Collects findings without growing with the import."""

    def __init__(self) -> None:
        self._kept: dict[CatalogSeverity, list[CatalogFinding]] = {severity: [] for severity in _SEVERITIES}
        self._left_off = 0

    def add(self, severity: CatalogSeverity, make: Callable[[], CatalogFinding]) -> None:
        """Notice something; its words are made only when there is room for them."""
        kept = self._kept[severity]
        if len(kept) < MOST_FINDINGS:
            kept.append(make())
        else:
            self._left_off += 1

    def refusals(self) -> list[CatalogFinding]:
        """The first refusals."""
        return list(self._kept[CatalogSeverity.REFUSAL])

    def shown(self) -> list[CatalogFinding]:
        """The first findings, refusals before warnings before notes."""
        return self._all()[:MOST_FINDINGS]

    def left_off(self) -> int:
        """How many findings are not among those shown."""
        return self._left_off + max(0, len(self._all()) - MOST_FINDINGS)

    def _all(self) -> list[CatalogFinding]:
        return [item for severity in _SEVERITIES for item in self._kept[severity]]
