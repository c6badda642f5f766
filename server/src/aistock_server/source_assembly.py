"""Makes the sources that the settings name: beside `assembly`, the only file that names their adapters."""

import time
from collections.abc import Mapping

from aistock_server.adapters.parquet.source import ParquetSource
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.tdx.source import TdxSource
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
    ParquetSettings,
    QlibSettings,
    SourceSettings,
    TdxSettings,
    TushareSettings,
)


def routing_of(settings: SourceSettings | None, clock: Clock, environment: Mapping[str, str]) -> Routing:
    """The sources in order; without settings there is none, and every question is told so."""
    if settings is None:
        return Routing({})
    sources = {one.name: _source(one, clock, environment) for one in settings.sources}
    routes = [Route(sources=one.sources, table=one.table, frequency=one.frequency) for one in settings.routes]
    return Routing(sources, routes)


def _source(settings: AnySource, clock: Clock, environment: Mapping[str, str]) -> HistorySource:
    match settings:
        case TdxSettings():
            return TdxSource(settings.path, clock, name=settings.name)
        case QlibSettings():
            return QlibBinSource(settings.path, clock, name=settings.name)
        case ParquetSettings():
            return ParquetSource(settings.keyed, clock, name=settings.name)
        case TushareSettings():
            return _tushare(settings, clock, environment)


def _tushare(settings: TushareSettings, clock: Clock, environment: Mapping[str, str]) -> TushareSource:
    bucket = TokenBucket(settings.calls_per_minute, burst=5, monotonic=time.monotonic, sleep=time.sleep)
    transport = HttpTransport(settings.name, Address.parse(settings.name, settings.url))
    token, patience = Token.from_environment(environment), Patience(tries=settings.tries)
    client = TushareClient(settings.name, token, transport, bucket, sleep=time.sleep, patience=patience)
    return TushareSource(client, clock, name=settings.name)
