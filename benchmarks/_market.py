"""An invented market of any size for the market topic, and Arrow Flight serving it from a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from aistock.market.v1.models import Board, Instrument, InstrumentKind, ListingStatus

FIELDS = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
BOARDS = (("60{:04d}.SH", Board.MAIN), ("00{:04d}.SZ", Board.MAIN), ("30{:04d}.SZ", Board.CHINEXT))
FLIGHT_ROWS = 1 << 16


def instruments(stocks: int) -> list[Instrument]:
    """So many stocks of three boards, in order of code."""
    made = [(BOARDS[number % 3][0].format(number // 3 + 1), BOARDS[number % 3][1]) for number in range(stocks)]
    return [
        Instrument(
            code=code, name=f"stock {code}", kind=InstrumentKind.STOCK, board=board, status=ListingStatus.LISTED,
            listed_on=date(2010, 1, 4),
        )
        for code, board in sorted(made)
    ]  # fmt: skip


def bars(stocks: int, sessions: int) -> Any:
    """An Arrow table of lawful bars of every stock on so many weekdays, by date and instrument."""
    import numpy as np
    import pyarrow as pa

    dice = np.random.default_rng(stocks * 7919 + sessions)
    days = [day for day in (date(2020, 1, 1) + timedelta(days=number) for number in range(2 * sessions + 9)) if day.weekday() < 5]
    level = dice.integers(500, 5000, stocks)
    close = np.rint(level * dice.uniform(0.99, 1.01, (sessions, stocks)))
    before = np.vstack([level, close[:-1]])
    opened = np.rint((close + before) / 2)
    volume = dice.integers(1_000, 1_000_000, (sessions, stocks)) * 100
    factor = np.repeat(dice.uniform(1, 20, stocks)[None, :], sessions, axis=0)
    columns = {
        "open": opened / 100, "high": (np.maximum(close, opened) + 1) / 100, "low": (np.minimum(close, opened) - 1) / 100,
        "close": close / 100, "pre_close": before / 100, "volume": volume, "amount": np.rint(close * volume) / 100,
        "adj_factor": factor,
    }  # fmt: skip
    codes = pa.array([one.code for one in instruments(stocks)])
    return pa.table(
        {
            "date": pa.array(np.repeat(np.array(days[:sessions], dtype="datetime64[D]"), stocks)),
            "instrument": codes.take(pa.array(np.tile(np.arange(stocks), sessions))),
            **{name: pa.array(values.ravel()) for name, values in columns.items()},
        }
    )


@contextmanager
def flight(stocks: int, sessions: int) -> Iterator[str]:
    """Arrow Flight with the same table in memory, in a process of its own; its address."""
    process = subprocess.Popen([sys.executable, __file__, str(stocks), str(sessions)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def serve_flight(stocks: int, sessions: int) -> None:
    """Answer every ticket with the table until the process is ended."""
    import pyarrow as pa
    from pyarrow import flight as arrow_flight

    table = bars(stocks, sessions)
    batches = pa.Table.from_batches(table.to_batches(max_chunksize=FLIGHT_ROWS))

    class Server(arrow_flight.FlightServerBase):  # type: ignore[misc]  # pyarrow brings no types
        def do_get(self, context: Any, ticket: Any) -> Any:
            return arrow_flight.RecordBatchStream(batches)

    server = Server("grpc://127.0.0.1:0")
    print(f"grpc://127.0.0.1:{server.port}", flush=True)
    server.serve()


if __name__ == "__main__":
    serve_flight(int(sys.argv[1]), int(sys.argv[2]))
