"""What the server is and serves."""

from __future__ import annotations

import argparse

from aistock.cli import _options, _output


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    _options.server_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print what GetServerInfo says."""
    with _options.client_of(options) as client:
        info = client.system.get_server_info()
        address = client.address
    if options.json:
        _output.as_json(info)
        return 0
    rows = [
        ("address", address),
        ("version", info.server_version),
        ("contract", f"{', '.join(info.contract_versions)} ({info.contract_fingerprint[:12]})"),
        ("profile", info.profile),
        ("adapters", ", ".join(info.adapters)),
        ("live trading", "on" if info.live_trading else "off"),
        ("started", info.started_at_utc.isoformat()),
        ("services", ", ".join(name.rpartition(".")[2] for name in info.services)),
        *(("not served", f"{call.method.rpartition('.')[2]}: {call.why}") for call in info.unserved),
    ]
    _output.table("server", ("what", "value"), rows)
    return 0
