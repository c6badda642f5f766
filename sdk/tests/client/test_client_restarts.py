"""A client and the real server, which is killed and comes back."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from aistock import Client, RetryPolicy, errors, mills
from aistock.market.v1.models import Instrument

CODES = ("000001.SZ", "600000.SH")
PATIENT = RetryPolicy(attempts=8, first_delay=0.1, max_delay=1.0)


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server process on a data directory, and its address; killed at the end."""
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(data), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())["address"]
        finally:
            process.kill()


def bars() -> pd.DataFrame:
    days = pd.bdate_range("2024-01-01", periods=6)
    made = pd.DataFrame([(day, code) for day in days for code in CODES], columns=["date", "instrument"])
    prices = {"open": 10.0, "high": 11.0, "low": 9.0, "close": 10.0, "pre_close": 10.0, "amount": 10_000.0, "adj_factor": 1.0}
    return made.assign(volume=1000, **prices)


def prepared(client: Client) -> str:
    """A paper account on a small market; its id."""
    instruments = [Instrument(code=code, kind="stock", board="main", listed_on="2000-01-01") for code in CODES]
    stored = client.market.ingest_bars("tiny", bars(), instruments, source="test", synthetic=True)
    client.accounts.open_account(
        "a", kind="paper", env="paper", snapshot_id=stored.manifest.snapshot_id,
        start_date="2024-01-02", initial_cash_mills=mills("1000000.00"),
    )  # fmt: skip
    return "a"


@pytest.mark.slow
def test_a_watcher_misses_nothing_when_the_server_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address), Client(address, connect_timeout=20, retry=PATIENT) as client:
        account = prepared(client)
        with client.orders.watch_events(account) as events:
            seen = [next(events).seq, next(events).seq]
            process.kill()
            process.wait()
            with Client(address, connect_timeout=0.2) as impatient, pytest.raises(errors.Unavailable):
                impatient.accounts.advance_account(account, days=1)
            with serving(tmp_path, int(address.rpartition(":")[2])):
                before = client.accounts.get_account(account)
                client.accounts.advance_account(account, days=1)
                last = client.accounts.get_account(account).last_seq
                assert last > before.last_seq
                while seen[-1] < last:
                    seen.append(next(events).seq)
        assert seen == list(range(1, last + 1))


@pytest.mark.slow
def test_the_same_request_id_happens_once(tmp_path: Path) -> None:
    request_id = "11111111-2222-4333-8444-555555555555"
    with serving(tmp_path) as (_, address), Client(address) as client:
        account = prepared(client)
        first = client.accounts.advance_account(account, days=1, request_id=request_id)
        assert client.accounts.advance_account(account, days=1, request_id=request_id) == first
        with pytest.raises(errors.Conflict) as caught:
            client.accounts.advance_account(account, days=2, request_id=request_id)
        assert caught.value.reason == "REQUEST_ID_REUSED"
        order = client.orders.submit_order(
            account, instrument=CODES[0], side="buy", type="limit", price_mills=mills("10.00"), quantity=100
        )
        assert client.orders.get_order(account, client_order_id=order.client_order_id) == order
        assert list(client.orders.list_orders(account, page_size=1)) == [order]
        assert client.market.history("tiny", bars=2).to_pandas().shape == (4, 8)
