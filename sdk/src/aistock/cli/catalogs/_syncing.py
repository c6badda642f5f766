"""The library in step with an exporter: on demand, on a schedule, or whenever a folder holds a new set."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD, INTERRUPTED, exit_of

if TYPE_CHECKING:
    from aistock.library.v1.models import ImportReport
    from aistock.rdagent.sync import Round, SyncConfig

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def arguments(actions: Any) -> None:
    """Options of `sync`."""
    syncing = _options.action(actions, "sync", "export by a command or watch a folder, and import what is new")
    syncing.add_argument("config", type=Path, metavar="CONFIG.toml", help="what to run, where to look, how to import")
    when = syncing.add_mutually_exclusive_group()
    when.add_argument("--once", action="store_true", help="one round (default)")
    when.add_argument("--every", type=_duration, metavar="TIME", help="a round every so often, such as 15m")
    when.add_argument("--watch", action="store_true", help="run no command; import whenever the folder holds a new set")


def run(options: argparse.Namespace) -> int:
    """Sync until told to stop; 0 after SIGTERM, 130 after an interrupt. One round ends with what became of it."""
    from aistock.rdagent.file_lock import FileLock
    from aistock.rdagent.sync import Sync, read_config

    config = read_config(options.config)
    with FileLock(config.lock), _until_told() as (stop, told):
        sync = Sync(config, _Library(options, config), stop=stop, say=lambda found: _say(found, as_json=options.json))
        if options.watch:
            sync.watch()
        elif options.every is not None:
            sync.every(options.every)
        else:
            return _exit_of(sync.once(), told)
    return _exit_of_signals(told)


class _Library:
    """The library of the server that the options or the configuration name; a connection for each import."""

    def __init__(self, options: argparse.Namespace, config: SyncConfig) -> None:
        self._options = argparse.Namespace(address=options.address or config.address)

    def __call__(self, catalogs: Mapping[str, Any], *, mode: str, allow_partial: bool) -> ImportReport:
        """Imports."""
        with _options.client_of(self._options) as client:
            return client.library.import_catalogs(mode, **catalogs, allow_partial=allow_partial)


@contextmanager
def _until_told() -> Iterator[tuple[threading.Event, list[int]]]:
    """An event that SIGINT and SIGTERM set, and the signals that came; the second interrupt is no longer caught."""
    stop, told = threading.Event(), list[int]()

    def on_signal(number: int, _: object) -> None:
        told.append(number)
        stop.set()
        signal.signal(number, before[number])

    before: dict[int, Any] = {number: signal.getsignal(number) or signal.SIG_DFL for number in _SIGNALS}
    for number in _SIGNALS:
        signal.signal(number, on_signal)
    try:
        yield stop, told
    finally:
        for caught, handler in before.items():
            signal.signal(caught, handler)


def _say(found: Round, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False), flush=True)
        return
    for line in found.lines():
        print(_output.plain(line), flush=True)


def _exit_of(found: Round, told: list[int]) -> int:
    if found.outcome == "stopped":
        return _exit_of_signals(told)
    if found.error is not None:
        return exit_of(found.error)
    return BAD if found.outcome == "failed" or found.refused else 0


def _exit_of_signals(told: list[int]) -> int:
    return INTERRUPTED if told and told[0] == signal.SIGINT else 0


def _duration(text: str) -> float:
    from aistock.rdagent.sync import duration

    try:
        return duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
