"""Makes the sources that the settings name: beside `assembly`, the only file that names their adapters."""

import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from aistock_server.adapters.csv.source import CsvSource
from aistock_server.adapters.miniqmt.history import MiniQmtHistory
from aistock_server.adapters.miniqmt.quotes import MiniQmtQuotes
from aistock_server.adapters.miniqmt.terminal import Address as TerminalAddress
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.parquet.source import ParquetSource
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.tdx.source import TdxSource
from aistock_server.adapters.timescale.source import TimescaleSource
from aistock_server.adapters.timescale.warehouse import Warehouse
from aistock_server.adapters.tushare.client import Patience, TushareClient
from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.source import INDICES, TushareSource
from aistock_server.adapters.tushare.token import Token
from aistock_server.adapters.tushare.transport import Address, HttpTransport
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.live_intake import LiveIntake
from aistock_server.market.sources import HistorySource
from aistock_server.market.sources.live import QuoteSource
from aistock_server.market.sources.routing import Route, Routing
from aistock_server.market.trading_hours import Hours
from aistock_server.source_settings import (
    AnySource,
    CsvSettings,
    MiniQmtSettings,
    ParquetSettings,
    QlibSettings,
    SourceSettings,
    TdxSettings,
    TimescaleSettings,
    TushareSettings,
)

#: Seconds until a live source that was not there is asked again; once it was, it goes on by itself.
_AGAIN_SECONDS = 10.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSources:
    """The routing over every source, and the live ones in order of preference."""

    routing: Routing
    live: Mapping[str, QuoteSource] = field(default_factory=dict)


def opened_sources(
    settings: SourceSettings | None, clock: Clock, secrets: Mapping[str, str], stack: ExitStack, *, hours: Hours
) -> OpenedSources:
    """The sources in order, closed with the stack; without settings there is none, and every question is told so."""
    if settings is None:
        return OpenedSources(routing=Routing({}))
    terminals = {one.name: _terminal(one, stack) for one in settings.sources if isinstance(one, MiniQmtSettings)}
    sources = {one.name: _source(one, clock, secrets, terminals) for one in settings.sources}
    routes = [Route(sources=one.sources, table=one.table, frequency=one.frequency) for one in settings.routes]
    live = {name: MiniQmtQuotes(terminals[name], clock, hours=hours) for name in settings.live}
    return OpenedSources(routing=Routing(sources, routes), live=live)


def listen(source: QuoteSource, intake: LiveIntake, stack: ExitStack, *, again_seconds: float = _AGAIN_SECONDS) -> None:
    """Subscribe to the whole market, as often as it takes, until the stack is closed."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                subscription = source.subscribe(None, intake.ticks, intake.trouble)
            except RoomError as error:
                intake.trouble(error)
                stop.wait(again_seconds)
            else:
                stop.wait()
                subscription.close()

    thread = threading.Thread(target=run, name=f"{source.card().name}-listen", daemon=True)
    thread.start()
    stack.callback(thread.join, _STOP_SECONDS)
    stack.callback(stop.set)


def _terminal(settings: MiniQmtSettings, stack: ExitStack) -> Terminal:
    address = TerminalAddress(host=settings.host, port=settings.port)
    terminal = Terminal(settings.name, address, folder=settings.package)
    stack.callback(terminal.close)
    return terminal


def _source(settings: AnySource, clock: Clock, secrets: Mapping[str, str], terminals: Mapping[str, Terminal]) -> HistorySource:
    match settings:
        case TdxSettings():
            return TdxSource(settings.path, clock, name=settings.name)
        case QlibSettings():
            return QlibBinSource(settings.path, clock, name=settings.name)
        case ParquetSettings():
            return ParquetSource(settings.keyed, clock, name=settings.name)
        case CsvSettings():
            return CsvSource(settings.path, clock, name=settings.name)
        case TushareSettings():
            return _tushare(settings, clock, secrets)
        case TimescaleSettings():
            return TimescaleSource(Warehouse(settings.name, settings.url, schema=settings.tables), clock, name=settings.name)
        case MiniQmtSettings():
            return MiniQmtHistory(terminals[settings.name], clock, downloads=settings.downloads)


def _tushare(settings: TushareSettings, clock: Clock, secrets: Mapping[str, str]) -> TushareSource:
    bucket = TokenBucket(settings.calls_per_minute, burst=5, monotonic=time.monotonic, sleep=time.sleep)
    transport = HttpTransport(settings.name, Address.parse(settings.name, settings.url))
    token, patience = Token.from_environment(secrets), Patience(tries=settings.tries)
    client = TushareClient(settings.name, token, transport, bucket, sleep=time.sleep, patience=patience)
    return TushareSource(client, clock, name=settings.name, indices=INDICES if settings.indices is None else settings.indices)
