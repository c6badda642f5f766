"""A little of everything that a server lists, made once, so that lists have pages and ids have owners."""

from __future__ import annotations

from dataclasses import dataclass

from aistock.client import Client
from aistock.experiments.v1.models import Experiment
from aistock.library.v1.models import ImportReport
from aistock_conformance import accounts, archives, documents, rows
from aistock_conformance.markets import SOURCE, STOCKS, Market, bars_of, instruments, table
from aistock_conformance.target import fresh_name

COUNT = 5
"""How many of each there are at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Names of what was made."""

    prefix: str
    account: str
    accounts: tuple[str, ...]
    instances: tuple[str, ...]
    configs: tuple[str, ...]
    config_name: str
    experiments: tuple[Experiment, ...]
    feedback: tuple[str, ...]
    dataset: str
    snapshots: tuple[str, ...]
    operations: tuple[str, ...]
    imported: ImportReport
    bundles: tuple[str, ...]
    archives: tuple[str, ...]


def made(client: Client, market: Market) -> World:
    """A world of one's own on a server."""
    prefix = fresh_name("world")
    account = _traded(client, market)
    others = tuple(accounts.opened(client, market) for _ in range(COUNT - 1))
    instances = tuple(fresh_name("inst") for _ in range(COUNT))
    for name in instances:
        client.accounts.create_instance(name, account_id=account, env="paper", method=accounts.method())
    strategies = [documents.strategy_config(prefix) for _ in range(COUNT)]
    configs = [client.configs.put_config(document) for document in strategies]
    experiments = tuple(
        client.experiments.submit_experiment(documents.experiment_request(snapshot_id=market.snapshot_id)) for _ in range(COUNT)
    )
    for experiment in experiments:
        client.experiments.cancel_experiment(experiment.experiment_id)
    dataset, snapshots = _datasets(client, market)
    return World(
        prefix=prefix,
        account=account,
        accounts=(account, *others),
        instances=instances,
        configs=tuple(config.config_hash for config in configs),
        config_name=prefix,
        experiments=experiments,
        feedback=_feedback(client, prefix),
        dataset=dataset,
        snapshots=snapshots,
        operations=tuple(client.market.export_dataset(snapshot, format="qlib_bin") for snapshot in snapshots),
        imported=client.library.import_catalogs("upsert", **rows.catalogs(prefix, COUNT)),
        bundles=tuple(client.artifacts.publish_bundle(archives.bundle(client)).manifest.asset_bundle_id for _ in range(COUNT)),
        archives=tuple(archives.kept(client).archive_id for _ in range(COUNT)),
    )


def _traded(client: Client, market: Market) -> str:
    """An account with positions, orders, fills, values and risk events."""
    account = accounts.settled(client, market, through=5)
    for number in range(COUNT):
        client.orders.submit_order(account, instrument=STOCKS[number], side="buy", type="market_open", quantity=200)
        client.orders.submit_order(account, instrument=STOCKS[number], side="buy", type="market_open", quantity=1)
        client.accounts.advance_account(account, days=1)
    return account


def _datasets(client: Client, market: Market) -> tuple[str, tuple[str, ...]]:
    """A dataset of which there are several snapshots."""
    dataset, found = fresh_name("data"), []
    for number in range(3):
        days = market.days[: 10 + number]
        bars = [bar for code in STOCKS[:2] for bar in bars_of(code, days, 3)]
        answer = client.market.ingest_bars(dataset, table(bars), instruments(STOCKS[:2]), source=SOURCE, synthetic=True, dates=days)
        found.append(answer.manifest.snapshot_id)
    return dataset, tuple(found)


def _feedback(client: Client, prefix: str) -> tuple[str, ...]:
    """Feedback of one instance, told apart by its account."""
    return tuple(
        client.feedback.publish_feedback(rows.feedback(prefix, account_id=f"elsewhere-{number}")).feedback_id
        for number in range(COUNT)
    )
