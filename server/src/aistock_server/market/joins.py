"""Windows of daily bars with columns of other tables beside them, joined by day and instrument."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aistock.market.v1.models import (
    Adjustment,
    DatasetKind,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    JoinedSnapshot,
    MarketProvenance,
    WindowLayout,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound, NotServed
from aistock_server.market.history import adjusted_prices, base_factors, check_codes, days_asked
from aistock_server.market.model import COLUMNS, ArrowPiece, BarTable, Snapshot, day_of
from aistock_server.market.ports import BarStore, MarketStore
from aistock_server.market.refusals import no_snapshot
from aistock_server.market.selection import Selected, select
from aistock_server.market.sources.model import Column
from aistock_server.market.table_ports import Beside
from aistock_server.market.tables import JOINABLE, SHAPES, TableRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is read from where: the columns in the order asked for, and of which snapshot each is; None is the bars'."""

    chosen: Selected
    request: GetHistoryWindowRequest
    columns: Mapping[str, DatasetKind | None]
    joined: Mapping[DatasetKind, Snapshot]
    provenance: MarketProvenance


def wants_join(request: GetHistoryWindowRequest) -> bool:
    """Whether the answer needs more than daily bars."""
    return bool(request.joined_snapshot_ids) or any(name not in COLUMNS for name in request.columns)


class JoinedHistory:
    """Answers windows of bars with columns of daily_basic and moneyflow."""

    def __init__(self, store: MarketStore, bars: BarStore, beside: Beside, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._beside = beside
        self._clock = clock

    def window(self, request: GetHistoryWindowRequest) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        """The provenance, then the rows; everything that can be refused is refused before the first message."""
        chosen = select(self._store, self._clock, request.dataset)
        check_codes(self._store, chosen, request.instruments)
        days_asked(request, chosen)
        columns = _homes(request.columns or COLUMNS)
        joined = self._joined(chosen, request.joined_snapshot_ids, {kind for kind in columns.values() if kind is not None})
        for name, kind in columns.items():
            if kind is not None:
                _check_held(joined[kind], name)
        base = chosen.provenance(self._clock, request.adjustment or Adjustment.NONE)
        update = {
            "joined": [
                JoinedSnapshot(kind=kind, snapshot_id=joined[kind].manifest.snapshot_id) for kind in JOINABLE if kind in joined
            ],
            "synthetic": base.synthetic or any(one.manifest.synthetic for one in joined.values()),
        }
        plan = _Plan(chosen=chosen, request=request, columns=columns, joined=joined, provenance=base.model_copy(update=update))
        return self._pieces(plan)

    def _joined(self, chosen: Selected, named: Sequence[str], needed: set[DatasetKind]) -> dict[DatasetKind, Snapshot]:
        """The snapshot of each kind that is needed: the one named, or the dataset's latest."""
        given: dict[DatasetKind, Snapshot] = {}
        for snapshot_id in named:
            found = self._store.snapshot(snapshot_id)
            if found is None or found.manifest.kind not in JOINABLE:
                raise no_snapshot(snapshot_id)
            if found.manifest.kind in given:
                raise Invalid(
                    "INVALID_FIELD", f"two snapshots of {found.manifest.kind} are named; name one", field="joined_snapshot_ids"
                )
            given[found.manifest.kind] = found
        return {kind: given.get(kind) or self._latest(chosen.manifest.name, kind) for kind in JOINABLE if kind in needed}

    def _latest(self, dataset: str, kind: DatasetKind) -> Snapshot:
        snapshot_id = self._store.latest(dataset, kind)
        found = self._store.snapshot(snapshot_id) if snapshot_id else None
        if found is None:
            raise NotServed(
                "NOT_SERVED",
                f"dataset {dataset} has no snapshot of {kind}; ingest one with table {SHAPES[kind].table}, "
                "or name one in joined_snapshot_ids",
                field="columns",
                kind=kind,
            )
        return found

    def _pieces(self, plan: _Plan) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        yield GetHistoryWindowResponse(provenance=plan.provenance)
        wholes = {
            name: name == "volume" if kind is None else SHAPES[kind].columns[name].whole for name, kind in plan.columns.items()
        }

        def parts() -> Iterator[TableRows]:
            return (self._rows(plan, bars) for bars in self._bars_of(plan))

        if plan.request.layout is WindowLayout.COMPACT:
            yield from self._beside.codec.compact(parts, wholes, timed=False)
        else:
            yield from self._beside.codec.encode(parts(), wholes, timed=False)

    def _rows(self, plan: _Plan, bars: BarTable) -> TableRows:
        """A stretch of bars with the other tables' columns of its days."""
        columns = {name: whole(bars.columns[name]) for name, kind in plan.columns.items() if kind is None}
        for kind, snapshot in plan.joined.items():
            own = [name for name, home in plan.columns.items() if home is kind]
            beside = self._beside.store.window(
                snapshot.manifest.snapshot_id,
                start=day_of(int(bars.days[0])),
                end=day_of(int(bars.days[-1])),
                columns=own,
                codes=plan.request.instruments or None,
            )
            columns |= left_joined(bars.codes, bars.days, bars.members, beside)
        return TableRows(codes=bars.codes, days=bars.days, members=bars.members, columns=columns)

    def _bars_of(self, plan: _Plan) -> Iterator[BarTable]:
        """The bars of the window in stretches, with prices adjusted as asked."""
        adjustment = plan.provenance.adjustment
        own = [name for name, kind in plan.columns.items() if kind is None]
        adjusted = adjustment is not Adjustment.NONE
        needed = [*own, *(["adj_factor"] if adjusted and "adj_factor" not in own else [])]
        snapshot_id, codes = plan.chosen.manifest.snapshot_id, plan.request.instruments or None
        start, end = days_asked(plan.request, plan.chosen)
        tables = self._bars.stretches(snapshot_id, start=start, end=end, codes=codes, columns=needed)
        if not adjusted:
            return tables
        base: Mapping[str, float] | None = None
        if adjustment is not Adjustment.BACKWARD:
            first, last = plan.chosen.sessions[0], plan.chosen.as_of
            known = self._bars.stretches(snapshot_id, start=first, end=last, codes=codes, columns=["adj_factor"])
            base = base_factors(known, last=adjustment is Adjustment.FORWARD)
        return (adjusted_prices(table, base) for table in tables)


def left_joined(
    codes: Sequence[str], days: "NDArray[np.int32]", members: "NDArray[np.int32]", beside: TableRows
) -> dict[str, Column]:
    """The columns of rows of days beside others, by day and instrument; missing where there is no row."""
    import numpy as np

    known = {code: place for place, code in enumerate(codes)}
    places = np.array([known.get(code, -1) for code in beside.codes], dtype=np.int64)
    width = max(len(codes), 1)
    theirs = places[beside.members] if beside.rows else np.zeros(0, dtype=np.int64)
    kept = np.flatnonzero(theirs >= 0)
    keys = beside.days[kept].astype(np.int64) * width + theirs[kept]
    order = np.argsort(keys, kind="stable")
    wanted = days.astype(np.int64) * width + members
    at = np.searchsorted(keys, wanted, sorter=order)
    at[at == len(keys)] = 0
    found = np.zeros(len(wanted), dtype=bool) if not len(keys) else keys[order[at]] == wanted
    rows = kept[order[at]] if len(keys) else np.zeros(len(wanted), dtype=np.int64)
    joined = {}
    for name, column in beside.columns.items():
        values = column.values[rows] if len(keys) else np.zeros(len(wanted), dtype=column.values.dtype)
        missing = ~found if not len(keys) else ~found | column.missing[rows]
        joined[name] = Column(values=np.where(missing, 0, values).astype(column.values.dtype), missing=missing)
    return joined


def whole(values: "NDArray[np.float64]") -> Column:
    """A column without gaps."""
    import numpy as np

    return Column(values=values, missing=np.zeros(len(values), dtype=bool))


def _homes(names: Sequence[str]) -> dict[str, DatasetKind | None]:
    """Of each column the kind of snapshot that has it: bars first, then the others in order."""
    return {name: _home(name) for name in names}


def _home(name: str) -> DatasetKind | None:
    if name in COLUMNS:
        return None
    for kind in JOINABLE:
        if name in SHAPES[kind].columns:
            return kind
    told = "; ".join(f"{kind} {', '.join(one for one in SHAPES[kind].columns if one not in COLUMNS)}" for kind in JOINABLE)
    raise NotFound("NOT_FOUND", f"there is no column {name!r}; the columns are: bars {', '.join(COLUMNS)}; {told}", name=name)


def _check_held(snapshot: Snapshot, name: str) -> None:
    held = [one.name for one in snapshot.manifest.columns]
    if name not in held:
        raise NotFound(
            "NOT_FOUND",
            f"snapshot {snapshot.manifest.snapshot_id} of {snapshot.manifest.kind} has no column {name!r}; "
            f"it has {', '.join(held[2:])}",
            name=name,
        )
