"""Which snapshot a read means, and up to which day it may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from aistock.market.v1.models import Adjustment, DatasetKind, DatasetManifest, DatasetSelector, MarketProvenance
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import Snapshot
from aistock_server.market.ports import MarketStore
from aistock_server.market.refusals import no_snapshot

SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A snapshot and the sessions of it that the answer may know."""

    snapshot: Snapshot
    sessions: Sequence[date]

    @property
    def manifest(self) -> DatasetManifest:
        """The snapshot's manifest."""
        return self.snapshot.manifest

    @property
    def as_of(self) -> date:
        """The last session the answer may know."""
        return self.sessions[-1]

    def provenance(self, clock: Clock, adjustment: Adjustment = Adjustment.NONE) -> MarketProvenance:
        """Where the answer comes from."""
        return MarketProvenance(
            dataset=self.manifest.name,
            snapshot_id=self.manifest.snapshot_id,
            source=self.manifest.source,
            synthetic=self.manifest.synthetic,
            adjustment=adjustment,
            as_of_date=self.as_of,
            answered_at_utc=clock.now(),
        )


def require_as_of(given: object, field: str, *, example: str) -> None:
    """Refuse a read that does not say as of when, on a server where it must; `field` is where it says so."""
    if given is None:
        raise Invalid(
            "INVALID_FIELD",
            f"{field} is missing, and this server answers only as of a time that is named; set it, such as {example}",
            field=field,
        )


def snapshot_of(
    store: MarketStore, *, dataset: str | None, snapshot_id: str | None, kind: DatasetKind = DatasetKind.BARS
) -> Snapshot:
    """The snapshot of that id, or the latest of that dataset and kind."""
    name = snapshot_id or store.latest(dataset or "", kind)
    found = store.snapshot(name) if name else None
    if found is None:
        raise no_snapshot(snapshot_id or dataset or "")
    return found


def select(store: MarketStore, clock: Clock, selector: DatasetSelector, kind: DatasetKind = DatasetKind.BARS) -> Selected:
    """The snapshot of that kind that a selector names, cut off after its as_of_date."""
    found = snapshot_of(store, dataset=selector.dataset, snapshot_id=selector.snapshot_id, kind=kind)
    if found.manifest.kind is not kind:
        raise no_snapshot(found.manifest.snapshot_id)
    as_of = selector.as_of_date
    if as_of is None:
        return Selected(snapshot=found, sessions=found.sessions)
    today = clock.now().astimezone(SHANGHAI).date()
    if not found.manifest.synthetic and as_of > today:
        raise Invalid("INVALID_WINDOW", f"as_of_date {as_of} lies after today, {today}; nobody knows that day yet", value=as_of)
    sessions = [day for day in found.sessions if day <= as_of]
    if not sessions:
        first = found.sessions[0]
        raise Invalid("INVALID_WINDOW", f"as_of_date {as_of} lies before the first bar, {first}; ask from {first} on", value=as_of)
    return Selected(snapshot=found, sessions=sessions)
