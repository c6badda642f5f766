"""Windows of bars of minutes, a day at a time."""

from collections.abc import Iterator, Sequence
from datetime import date

from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    DatasetKind,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    JoinedSnapshot,
    WindowLayout,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound, NotServed
from aistock_server.market.history import base_factors, check_codes, days_asked
from aistock_server.market.joins import left_joined
from aistock_server.market.model import ArrowPiece, Snapshot
from aistock_server.market.ports import BarStore, MarketStore
from aistock_server.market.selection import Selected, select
from aistock_server.market.sources.model import Column
from aistock_server.market.table_ports import Beside
from aistock_server.market.tables import OHLC, SHAPES, TableRows, minute_kind


class Minutes:
    """Answers windows of bars of minutes."""

    def __init__(self, store: MarketStore, bars: BarStore, beside: Beside, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._beside = beside
        self._clock = clock

    def window(self, request: GetHistoryWindowRequest) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        """The provenance, then the bars; everything that can be refused is refused before the first message."""
        kind = minute_kind(request.frequency or BarFrequency.MINUTE)
        chosen = self._chosen(request, kind)
        check_codes(self._store, chosen, request.instruments)
        columns = _columns(request, kind)
        days = days_asked(request, chosen)
        adjustment = request.adjustment or Adjustment.NONE
        daily = None if adjustment is Adjustment.NONE else self._daily(chosen)
        provenance = chosen.provenance(self._clock, adjustment)
        if daily is not None:
            used = [JoinedSnapshot(kind=DatasetKind.BARS, snapshot_id=daily.manifest.snapshot_id)]
            synthetic = provenance.synthetic or daily.manifest.synthetic
            provenance = provenance.model_copy(update={"joined": used, "synthetic": synthetic})
        wanted = [day for day in chosen.sessions if days[0] <= day <= days[1]]

        def pieces() -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
            yield GetHistoryWindowResponse(provenance=provenance)
            wholes = {name: SHAPES[kind].columns[name].whole for name in columns}

            def parts() -> Iterator[TableRows]:
                return self._parts(chosen, request.instruments, wanted, columns, daily, adjustment)

            if request.layout is WindowLayout.COMPACT:
                yield from self._beside.codec.compact(parts, wholes, timed=True)
            else:
                yield from self._beside.codec.encode(parts(), wholes, timed=True)

        return pieces()

    def _chosen(self, request: GetHistoryWindowRequest, kind: DatasetKind) -> Selected:
        """The snapshot of minutes asked for; NotServed where the dataset, or another snapshot of that id, is known."""
        snapshot_id, dataset = request.dataset.snapshot_id, request.dataset.dataset
        if snapshot_id is not None:
            found = self._store.snapshot(snapshot_id)
            served = found is None or found.manifest.kind is kind
        else:
            served = self._store.latest(dataset or "", kind) is not None or not self._is_known(dataset or "")
        if served:
            return select(self._store, self._clock, request.dataset, kind)
        raise NotServed(
            "NOT_SERVED",
            f"{snapshot_id or dataset} has no {kind}; ingest bars of frequency {request.frequency}, and name them",
            field="frequency",
            value=request.frequency,
        )

    def _is_known(self, dataset: str) -> bool:
        return any(self._store.latest(dataset, kind) is not None for kind in DatasetKind)

    def _daily(self, chosen: Selected) -> Snapshot:
        """The dataset's daily bars, whose factors adjust."""
        name = chosen.manifest.name
        snapshot_id = self._store.latest(name, DatasetKind.BARS)
        found = self._store.snapshot(snapshot_id) if snapshot_id else None
        if found is None:
            raise NotServed(
                "NOT_SERVED",
                f"dataset {name} has no daily bars, whose adj_factor adjusts minutes; ingest them, or ask for adjustment none",
                field="adjustment",
            )
        return found

    def _parts(
        self,
        chosen: Selected,
        codes: Sequence[str],
        days: Sequence[date],
        columns: Sequence[str],
        daily: Snapshot | None,
        adjustment: Adjustment,
    ) -> Iterator[TableRows]:
        """The bars of each day, so that no more than a day is in memory."""
        snapshot_id, wanted = chosen.manifest.snapshot_id, codes or None
        factors = None if daily is None else self._factors(daily, chosen, wanted, adjustment)
        for day in days:
            rows = self._beside.store.window(snapshot_id, start=day, end=day, columns=columns, codes=wanted)
            yield rows if factors is None else _adjusted(rows, factors)

    def _factors(self, daily: Snapshot, chosen: Selected, codes: Sequence[str] | None, adjustment: Adjustment) -> TableRows:
        """Each day's factor over that of the last day known, or of the first; rows as of days."""
        import numpy as np

        first = daily.manifest.date_range.start_date
        table = self._bars.window(daily.manifest.snapshot_id, start=first, end=chosen.as_of, codes=codes, columns=["adj_factor"])
        values = table.columns["adj_factor"]
        if adjustment is not Adjustment.BACKWARD:
            base = base_factors([table], last=adjustment is Adjustment.FORWARD)
            values = values / np.array([base.get(code, np.nan) for code in table.codes])[table.members]
        column = Column(values=values, missing=np.zeros(table.rows, dtype=bool))
        return TableRows(codes=table.codes, days=table.days, members=table.members, columns={"factor": column})


def _adjusted(rows: TableRows, factors: TableRows) -> TableRows:
    """Prices times the factor of their day; missing where the daily bars have no factor of that day."""
    import numpy as np

    factor = left_joined(rows.codes, rows.days, rows.members, factors)["factor"]
    columns = dict(rows.columns)
    for name in OHLC:
        if name in columns:
            one = columns[name]
            columns[name] = Column(
                values=one.values * np.where(factor.missing, 0.0, factor.values), missing=one.missing | factor.missing
            )
    return rows.with_columns(columns)


def _columns(request: GetHistoryWindowRequest, kind: DatasetKind) -> list[str]:
    """The columns wanted, all of them when none is named."""
    held = SHAPES[kind].columns
    unknown = next((name for name in request.columns if name not in held), None)
    if unknown is not None:
        raise NotFound("NOT_FOUND", f"{kind} have no column {unknown!r}; the columns are {', '.join(held)}", name=unknown)
    return list(request.columns) or list(held)
