"""Bars of a window of days, as a stream of Arrow bytes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from aistock.market.v1.models import (
    Adjustment,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    MarketProvenance,
    WindowLayout,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound
from aistock_server.market.model import COLUMNS, PRICES, ArrowPiece, BarTable
from aistock_server.market.ports import BarCodec, BarStore, MarketStore
from aistock_server.market.refusals import no_instruments
from aistock_server.market.selection import Selected, select


class History:
    """Answers windows of bars."""

    def __init__(self, store: MarketStore, bars: BarStore, codec: BarCodec, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._codec = codec
        self._clock = clock

    def window(self, request: GetHistoryWindowRequest) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        """The provenance, then the bars; everything that can be refused is refused before the first message."""
        chosen = select(self._store, self._clock, request.dataset)
        check_codes(self._store, chosen, request.instruments)
        columns = _columns(request.columns)
        days = days_asked(request, chosen)
        adjustment = request.adjustment or Adjustment.NONE
        provenance = chosen.provenance(self._clock, adjustment)
        compact = request.layout is WindowLayout.COMPACT
        return self._pieces(chosen, request.instruments, days, columns, provenance, compact=compact)

    def _pieces(
        self,
        chosen: Selected,
        codes: Sequence[str],
        days: tuple[date, date],
        columns: Sequence[str],
        provenance: MarketProvenance,
        *,
        compact: bool,
    ) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        yield GetHistoryWindowResponse(provenance=provenance)
        adjusted = provenance.adjustment is not Adjustment.NONE
        needed = [*columns, *(["adj_factor"] if adjusted and "adj_factor" not in columns else [])]
        snapshot_id, wanted = chosen.manifest.snapshot_id, codes or None
        base: Mapping[str, float] | None = None
        if adjusted and provenance.adjustment is not Adjustment.BACKWARD:
            first, last = chosen.sessions[0], chosen.as_of
            known = self._bars.stretches(snapshot_id, start=first, end=last, codes=wanted, columns=["adj_factor"])
            base = base_factors(known, last=provenance.adjustment is Adjustment.FORWARD)

        def tables() -> Iterator[BarTable]:
            found = self._bars.stretches(snapshot_id, start=days[0], end=days[1], codes=wanted, columns=needed)
            return (adjusted_prices(table, base) for table in found) if adjusted else found

        yield from self._codec.compact(tables, columns) if compact else self._codec.encode(tables(), columns)


def check_codes(store: MarketStore, chosen: Selected, codes: Sequence[str]) -> None:
    """Refuse codes that the snapshot does not have."""
    if codes:
        known = {one.code for one in store.instruments(chosen.manifest.snapshot_id, codes=codes)}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise no_instruments(unknown)


def adjusted_prices(table: BarTable, base: Mapping[str, float] | None) -> BarTable:
    """Prices times their factor, which is divided by the instrument's base where there are bases."""
    import numpy as np

    factor = table.columns["adj_factor"]
    if base is not None:
        factor = factor / np.array([base.get(code, np.nan) for code in table.codes])[table.members]
    columns = {name: values * factor if name in PRICES else values for name, values in table.columns.items()}
    return BarTable(codes=table.codes, days=table.days, members=table.members, columns=columns)


def base_factors(tables: Iterable[BarTable], *, last: bool) -> Mapping[str, float]:
    """Each instrument's last or first factor in consecutive tables that are sorted by day."""
    import numpy as np

    base: dict[str, float] = {}
    # Of assignments to one place the last one stays, so the first factor is found from behind.
    order = slice(None) if last else slice(None, None, -1)
    for table in tables:
        held = np.full(len(table.codes), np.nan)
        held[table.members[order]] = table.columns["adj_factor"][order]
        found = {code: value for code, value in zip(table.codes, held.tolist(), strict=True) if value == value}
        base = base | found if last else found | base
    return base


def _columns(asked: Sequence[str]) -> list[str]:
    """The columns wanted, all of them when none is named."""
    unknown = [name for name in asked if name not in COLUMNS]
    if unknown:
        raise NotFound("NOT_FOUND", f"bars have no column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}", name=unknown[0])
    return list(asked) or list(COLUMNS)


def days_asked(request: GetHistoryWindowRequest, chosen: Selected) -> tuple[date, date]:
    """First and last day of the answer."""
    if request.bars is not None:
        return chosen.sessions[-request.bars :][0], chosen.as_of
    window = request.date_range
    if window is None:
        raise Invalid("INVALID_WINDOW", "the request names no window; give date_range or bars", field="date_range")
    if window.start_date > chosen.as_of or window.end_date < chosen.sessions[0]:
        raise Invalid(
            "INVALID_WINDOW",
            f"{window.start_date} to {window.end_date} holds no day from {chosen.sessions[0]} to {chosen.as_of}; move it",
            field="date_range",
        )
    return window.start_date, min(window.end_date, chosen.as_of)
