"""Bars of a window of days, as a stream of Arrow bytes."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    MarketProvenance,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound, NotServed
from aistock_server.market.model import COLUMNS, PRICES, BarTable
from aistock_server.market.ports import BarCodec, BarStore, MarketStore
from aistock_server.market.refusals import no_instruments
from aistock_server.market.selection import Selected, select

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class History:
    """Answers windows of bars."""

    def __init__(self, store: MarketStore, bars: BarStore, codec: BarCodec, clock: Clock) -> None:
        self._store = store
        self._bars = bars
        self._codec = codec
        self._clock = clock

    def window(self, request: GetHistoryWindowRequest) -> Iterator[GetHistoryWindowResponse]:
        """The provenance, then the bars; everything that can be refused is refused before the first message."""
        if request.frequency not in (None, BarFrequency.DAY):
            raise NotServed(
                "NOT_SERVED", f"bars of frequency {request.frequency} are not served yet; ask for day", field="frequency"
            )
        chosen = select(self._store, self._clock, request.dataset)
        check_codes(self._store, chosen, request.instruments)
        columns = _columns(request.columns)
        days = _days(request, chosen)
        adjustment = request.adjustment or Adjustment.NONE
        provenance = chosen.provenance(self._clock, adjustment)
        return self._pieces(chosen, request.instruments, days, columns, provenance)

    def _pieces(
        self,
        chosen: Selected,
        codes: Sequence[str],
        days: tuple[date, date],
        columns: Sequence[str],
        provenance: MarketProvenance,
    ) -> Iterator[GetHistoryWindowResponse]:
        yield GetHistoryWindowResponse(provenance=provenance)
        adjusted = provenance.adjustment is not Adjustment.NONE
        needed = [*columns, *(["adj_factor"] if adjusted and "adj_factor" not in columns else [])]
        snapshot_id, wanted = chosen.manifest.snapshot_id, codes or None
        table = self._bars.window(snapshot_id, start=days[0], end=days[1], codes=wanted, columns=needed)
        if adjusted:
            known = self._bars.window(snapshot_id, start=chosen.sessions[0], end=chosen.as_of, codes=wanted, columns=["adj_factor"])
            table = adjusted_prices(table, known, provenance.adjustment)
        for piece in self._codec.encode(table, columns):
            yield GetHistoryWindowResponse(arrow_ipc=piece)


def check_codes(store: MarketStore, chosen: Selected, codes: Sequence[str]) -> None:
    """Refuse codes that the snapshot does not have."""
    if codes:
        known = {one.code for one in store.instruments(chosen.manifest.snapshot_id, codes=codes)}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise no_instruments(unknown)


def adjusted_prices(table: BarTable, known: BarTable, adjustment: Adjustment) -> BarTable:
    """Prices worked over with the adjustment; `known` holds every factor up to the day the answer knows."""
    import numpy as np

    factor = table.columns["adj_factor"]
    if adjustment is not Adjustment.BACKWARD:
        base = _base_factors(known, last=adjustment is Adjustment.FORWARD)
        places = np.searchsorted(np.array(known.codes), np.array(table.codes))
        factor = factor / base[places][table.members]
    columns = {name: values * factor if name in PRICES else values for name, values in table.columns.items()}
    return BarTable(codes=table.codes, days=table.days, members=table.members, columns=columns)


def _base_factors(known: BarTable, *, last: bool) -> "NDArray[np.float64]":
    """Each instrument's last or first factor; the table is sorted by day, so a later assignment wins."""
    import numpy as np

    base = np.full(len(known.codes), np.nan)
    order = slice(None) if last else slice(None, None, -1)
    base[known.members[order]] = known.columns["adj_factor"][order]
    return base


def _columns(asked: Sequence[str]) -> list[str]:
    """The columns wanted, all of them when none is named."""
    unknown = [name for name in asked if name not in COLUMNS]
    if unknown:
        raise NotFound("NOT_FOUND", f"bars have no column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}", name=unknown[0])
    return list(asked) or list(COLUMNS)


def _days(request: GetHistoryWindowRequest, chosen: Selected) -> tuple[date, date]:
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
