"""The market goes to the server, and comes back as Qlib bins that workers can fetch."""

from aistock.client import Client
from aistock.demo.markets import Market, make_market, read_market
from aistock.demo.options import DemoError, Options
from aistock.demo.requests import benchmarks_of, dataset_name, instruments_of
from aistock.demo.steps import Steps
from aistock.market.v1.models import DatasetKind, DatasetManifest
from aistock.system.v1.models import Operation, OperationState
from aistock.worker.server import export_request_id


def market_of(options: Options) -> Market:
    """The market that was asked for."""
    if options.market is not None:
        return read_market(options.market)
    return make_market(options.seed, options.stocks, options.years, options.signal)


def ingest(client: Client, market: Market) -> DatasetManifest:
    """The market as a snapshot of the server."""
    stored = client.market.ingest_bars(
        dataset_name(market),
        market.bars,
        instruments_of(market),
        source="aistock.demo.synthetic" if market.synthetic else "tushare",
        synthetic=market.synthetic,
        dates=market.calendar,
        benchmarks=benchmarks_of(market),
    )
    return stored.manifest


def export(client: Client, snapshot_id: str, steps: Steps) -> Operation:
    """Qlib bins of the snapshot, made by the server while we watch; workers that ask for the same get this export."""
    with steps.step("Export Qlib bins") as bar:
        operation_id = client.market.export_dataset(
            snapshot_id, format=DatasetKind.QLIB_BIN, request_id=export_request_id(snapshot_id)
        )
        operation = client.system.get_operation(operation_id)
        with client.system.watch_operation(operation_id) as changes:
            for operation in changes:
                bar.update(operation.fraction, operation.stage or "")
        if operation.state is not OperationState.SUCCEEDED:
            raise DemoError(f"the export ended {operation.state.value}: {operation.error_message or 'no reason was given'}")
    return operation
