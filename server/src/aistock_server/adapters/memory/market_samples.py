"""A small invented market: lawful bars with a suspension and an ex-right day, for tests of whatever stands on the market room."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aistock.market.codes import Kind, board_of, kind_of
from aistock.market.trading_rules import RiskStatus, limit_prices, rule_for
from aistock.market.v1.models import Board, IngestHeader, Instrument, InstrumentKind, ListingStatus

Row = tuple[date, str, float, float, float, float, float, int, float, float]
NAMES = ("date", "instrument", "open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Bars as rows, with the header they are sent under."""

    rows: tuple[Row, ...]
    dates: tuple[date, ...]
    codes: tuple[str, ...]

    def content(self) -> bytes:
        """The rows as an Arrow IPC stream."""
        return arrow_bytes(self.rows)

    def header(self, content: bytes | None = None, **changes: object) -> IngestHeader:
        """The header of these bars, or of other content under the same names."""
        header = IngestHeader(
            request_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10",
            dataset="sample",
            source="aistock.samples",
            synthetic=True,
            calendar="XSHG",
            dates=list(self.dates),
            instruments=[instrument(code) for code in self.codes],
            benchmarks=[code for code in self.codes if kind_of(code) is Kind.INDEX],
            content_sha256=hashlib.sha256(self.content() if content is None else content).hexdigest(),
        )
        return header.model_copy(update=changes)


def instrument(code: str) -> Instrument:
    """The instrument of a code, listed long ago."""
    kind = InstrumentKind(kind_of(code).value)
    board = Board(board_of(code).value) if kind is InstrumentKind.STOCK else None
    return Instrument(
        code=code, name=f"name {code}", kind=kind, board=board, status=ListingStatus.LISTED, listed_on=date(2000, 1, 4)
    )


def sample(
    *,
    codes: Sequence[str] = ("000001.SZ", "000300.SH", "300750.SZ", "600000.SH", "688981.SH"),
    sessions: int = 30,
    start: date = date(2024, 1, 2),
    later: int = 3,
) -> Sample:
    """Bars of the codes over weekdays; the first stock is suspended on the fourth, and every stock goes ex-right on the tenth."""
    days = [day for day in (start + timedelta(days=number) for number in range(4 * (sessions + later))) if day.weekday() < 5]
    rows = [row for place, code in enumerate(sorted(codes)) for row in _bars(code, place, days[:sessions])]
    return Sample(rows=tuple(rows), dates=tuple(days[: sessions + later]), codes=tuple(sorted(codes)))


def arrow_bytes(rows: Sequence[Row]) -> bytes:
    """Rows as an Arrow IPC stream with the types of bars."""
    import pyarrow as pa

    kinds = [pa.date32(), pa.string(), *[pa.float64()] * 5, pa.int64(), pa.float64(), pa.float64()]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(NAMES)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(list(zip(NAMES, kinds, strict=True))))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _bars(code: str, place: int, days: Sequence[date]) -> list[Row]:
    """The bars of one code: closes swing within the limits, and open, high and low stay near."""
    stock, rows = kind_of(code) is Kind.STOCK, []
    close, factor = 1000 + 137 * place, 1.0 + place
    for number, day in enumerate(days):
        if stock and place == 0 and number == 3:
            continue
        pre_close = close
        if stock and number == 9:
            pre_close = close - close // 20
            factor *= close / pre_close
        close = pre_close + (-1) ** (number + place) * (pre_close * (1 + (number * 7 + place * 3) % 4) // 100)
        if stock:
            limits = limit_prices(pre_close * 10, rule_for(board_of(code), RiskStatus.NORMAL, day))
            assert limits is not None
            assert limits[0] <= close * 10 <= limits[1]
        low, high, volume = min(close, pre_close), max(close, pre_close), 100_000 + 100 * number
        amount = round((low + high) / 2 * volume) / 100
        rows.append((day, code, pre_close / 100, high / 100, low / 100, close / 100, pre_close / 100, volume, amount, factor))
    return rows
