"""A server that is told to go answers the calls it has, sends new ones away, keeps what it acknowledged, and ends."""

import contextlib
import signal
from pathlib import Path

from aistock.client import Client
from aistock.errors import RpcError, Unavailable
from aistock_conformance import documents
from aistock_conformance.spawn import spawned
from aistock_conformance.target import fresh_name


def test_going_down_loses_nothing(tmp_path: Path) -> None:
    """SIGTERM with a stream open: a new call is unavailable and may be repeated, the process ends well, the data is there."""
    with spawned(tmp_path / "data") as server, Client(server.address, timeout=20.0, connect_timeout=20.0) as client:
        stored = client.configs.put_config(documents.strategy_config(fresh_name()))
        stream = client.feedback.watch_feedback()
        server.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(RpcError):
            for _ in range(2000):
                client.configs.get_config(stored.config_hash, timeout=1.0)
        try:
            client.configs.get_config(stored.config_hash, timeout=1.0)
        except RpcError as error:
            assert isinstance(error, Unavailable) and error.retryable
            assert error.reason in ("DRAINING", "NOT_CONNECTED")
        else:
            raise AssertionError("a server that goes down still answers")
        stream.close()
        assert server.process.wait(30) == 0
    with spawned(tmp_path / "data") as again, Client(again.address, timeout=20.0, connect_timeout=20.0) as client:
        assert client.configs.get_config(stored.config_hash) == stored


def test_killing_it_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL after an answer: what was acknowledged is there when it comes back."""
    with spawned(tmp_path / "data") as server, Client(server.address, timeout=20.0, connect_timeout=20.0) as client:
        stored = client.configs.put_config(documents.strategy_config(fresh_name()))
        server.process.kill()
        server.process.wait(30)
    with spawned(tmp_path / "data") as again, Client(again.address, timeout=20.0, connect_timeout=20.0) as client:
        assert client.configs.get_config(stored.config_hash) == stored
