"""Makes the sources that the settings name: beside `assembly`, the only file that names their adapters."""

import time
from collections.abc import Mapping
from contextlib import ExitStack

from aistock_server.adapters.miniqmt.history import MiniQmtHistory
from aistock_server.adapters.miniqmt.terminal import Address as TerminalAddress
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.parquet.source import ParquetSource
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.tdx.source import TdxSource
from aistock_server.adapters.timescale.source import TimescaleSource
from aistock_server.adapters.timescale.warehouse import Warehouse
from aistock_server.adapters.tushare.client import Patience, TushareClient
from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.source import TushareSource
from aistock_server.adapters.tushare.token import Token
from aistock_server.adapters.tushare.transport import Address, HttpTransport
from aistock_server.kernel.clock import Clock
from aistock_server.market.sources import HistorySource
from aistock_server.market.sources.routing import Route, Routing
from aistock_server.source_settings import (
    AnySource,
    MiniQmtSettings,
    ParquetSettings,
    QlibSettings,
    SourceSettings,
    TdxSettings,
    TimescaleSettings,
    TushareSettings,
)


def routing_of(settings: SourceSettings | None, clock: Clock, secrets: Mapping[str, str], stack: ExitStack) -> Routing:
    """The sources in order, closed with the stack; without settings there is none, and every question is told so."""
    if settings is None:
        return Routing({})
    sources = {one.name: _source(one, clock, secrets, stack) for one in settings.sources}
    routes = [Route(sources=one.sources, table=one.table, frequency=one.frequency) for one in settings.routes]
    return Routing(sources, routes)


def _source(settings: AnySource, clock: Clock, secrets: Mapping[str, str], stack: ExitStack) -> HistorySource:
    match settings:
        case TdxSettings():
            return TdxSource(settings.path, clock, name=settings.name)
        case QlibSettings():
            return QlibBinSource(settings.path, clock, name=settings.name)
        case ParquetSettings():
            return ParquetSource(settings.keyed, clock, name=settings.name)
        case TushareSettings():
            return _tushare(settings, clock, secrets)
        case TimescaleSettings():
            return TimescaleSource(Warehouse(settings.name, settings.url, schema=settings.tables), clock, name=settings.name)
        case MiniQmtSettings():
            address = TerminalAddress(host=settings.host, port=settings.port)
            terminal = Terminal(settings.name, address, folder=settings.package)
            stack.callback(terminal.close)
            return MiniQmtHistory(terminal, clock, downloads=settings.downloads)


def _tushare(settings: TushareSettings, clock: Clock, secrets: Mapping[str, str]) -> TushareSource:
    bucket = TokenBucket(settings.calls_per_minute, burst=5, monotonic=time.monotonic, sleep=time.sleep)
    transport = HttpTransport(settings.name, Address.parse(settings.name, settings.url))
    token, patience = Token.from_environment(secrets), Patience(tries=settings.tries)
    client = TushareClient(settings.name, token, transport, bucket, sleep=time.sleep, patience=patience)
    return TushareSource(client, clock, name=settings.name)
