"""An invented market of any size for the market topic, and its peers in processes of their own: Arrow Flight and Qlib."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aistock.market.v1.models import Board, Instrument, InstrumentKind, ListingStatus
from aistock_conformance.spawn import Spawned

FIELDS = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
BOARDS = (("60{:04d}.SH", Board.MAIN), ("00{:04d}.SZ", Board.MAIN), ("30{:04d}.SZ", Board.CHINEXT))
QLIB_FIELDS = ("open", "high", "low", "close", "volume", "factor", "change", "vwap")
#: The size at which Flight is fastest here: larger batches leave the processor's cache.
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


def minute_bars(stocks: int, days: int) -> Any:
    """An Arrow table of lawful minutes of every stock on so many weekdays, by time and instrument."""
    import numpy as np
    import pyarrow as pa

    dice = np.random.default_rng(stocks * 104_729 + days)
    dates = [day for day in (date(2020, 1, 1) + timedelta(days=number) for number in range(2 * days + 9)) if day.weekday() < 5][
        :days
    ]
    minutes = np.concatenate([np.arange(571, 691), np.arange(781, 901)]) - 8 * 60  # their ends in UTC, from midnight
    ends = (np.array(dates, dtype="datetime64[m]")[:, None] + minutes[None, :]).ravel().astype("datetime64[us]")
    close = np.rint(dice.integers(500, 5000, stocks) * np.cumprod(dice.uniform(0.9995, 1.0005, (len(ends), stocks)), axis=0))
    opened = np.vstack([close[:1], close[:-1]])
    volume = dice.integers(0, 2_000, (len(ends), stocks)) * 100
    columns = {
        "open": opened / 100, "high": np.maximum(close, opened) / 100, "low": np.minimum(close, opened) / 100, "close": close / 100,
        "volume": volume, "amount": np.rint(close * volume) / 100,
    }  # fmt: skip
    codes = pa.array([one.code for one in instruments(stocks)])
    return pa.table(
        {
            "event_time": pa.array(np.repeat(ends, stocks)).cast(pa.timestamp("us", tz="UTC")),
            "instrument": codes.take(pa.array(np.tile(np.arange(stocks), len(ends)))),
            **{name: pa.array(values.ravel()) for name, values in columns.items()},
        }
    )


def peak_mb(server: Spawned) -> float:
    """Most memory that a server has had at once, in MiB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


@contextmanager
def _started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """This file in a process of its own."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, __file__, *arguments], stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def flight(stocks: int, sessions: int) -> Iterator[str]:
    """Arrow Flight with the same table in memory, in a process of its own; its address."""
    with _started("flight", str(stocks), str(sessions)) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


@contextmanager
def qlib(provider: Path) -> Iterator[Callable[[], str]]:
    """Qlib over a provider directory, in a process of its own; each call reads all and says how many rows."""
    with _started("qlib", str(provider)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines, questions = process.stdout, process.stdin

        def features() -> str:
            questions.write("again\n")
            questions.flush()
            answer = lines.readline()
            assert answer.strip().isdigit(), "Qlib's process ended"
            return answer

        yield features


def read_by_qlib(provider: str) -> None:
    """Read everything whenever a line comes; Qlib's caches are emptied first, or it would answer from memory."""
    import qlib as library
    from qlib.data import D
    from qlib.data.cache import H

    answers, sys.stdout = sys.stdout, sys.stderr
    library.init(provider_uri=provider, region="cn", kernels=os.cpu_count(), logging_level=30)
    for _ in sys.stdin:
        H.clear()
        frame = D.features(D.instruments("all"), [f"${name}" for name in QLIB_FIELDS])
        print(len(frame), file=answers, flush=True)


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
    if sys.argv[1] == "flight":
        serve_flight(int(sys.argv[2]), int(sys.argv[3]))
    else:
        read_by_qlib(sys.argv[2])
