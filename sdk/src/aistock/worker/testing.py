"""One real run on a small synthetic market, made once in a process and shared by every test that looks at results."""

import atexit
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aistock.demo.markets import Market, make_market
from aistock.experiments.v1.models import Experiment, ExperimentRequest
from aistock.qlib.bins import write_provider
from aistock.qlib.example import example_request
from aistock.worker.memory import DirectoryVault, KnownDatasets, MemoryQueue
from aistock.worker.ports import DatasetArchive
from aistock.worker.settings import Server, Settings
from aistock.worker.worker import FinishedRun, Worker

SNAPSHOT_ID = "5" * 64
FACTORS = ("VMA60", "VMA30", "VMA20", "VMA10", "ROC5", "ROC20", "MA10", "STD20", "CORR10", "KMID", "RSV10", "VSTD20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A queue, a vault with the small market's archive, and the market."""

    directory: Path
    market: Market
    queue: MemoryQueue
    vault: DirectoryVault
    datasets: KnownDatasets

    @property
    def server(self) -> Server:
        """The three sides as a worker takes them."""
        return Server(queue=self.queue, vault=self.vault, datasets=self.datasets)

    def settings(self, name: str = "worker-1", *, warm: bool = False, ttl_seconds: int = 30) -> Settings:
        """A worker's settings, with a directory of its own."""
        return Settings(
            worker_id=name, workdir=self.directory / name, warm=warm, ttl_seconds=ttl_seconds, poll_seconds=0.05, kernels=1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallRun:
    """The run that came to its end: what was asked, what the queue holds, and the worker's copy of the files."""

    bench: Bench
    request: ExperimentRequest
    experiment: Experiment
    finished: FinishedRun


@cache
def small_market() -> Market:
    """Thirty stocks over two years with the planted signal."""
    return make_market(7, stocks=30, years=2)


def make_bench(directory: Path, market: Market) -> Bench:
    """An empty queue and a vault that holds the market's Qlib bins as a tar archive."""
    provider = write_provider(market.bars, market.calendar, directory / "provider", indices=[market.benchmark])
    archive = directory / "qlib_bin.tar"
    with tarfile.open(archive, "w") as tar:
        tar.add(provider, arcname=".")
    vault = DirectoryVault(directory / "vault")
    known = DatasetArchive(sha256=vault.put_file(archive), synthetic=market.synthetic)
    return Bench(
        directory=directory,
        market=market,
        queue=MemoryQueue(vault),
        vault=vault,
        datasets=KnownDatasets({SNAPSHOT_ID: known}),
    )


def small_request(market: Market, **changes: object) -> ExperimentRequest:
    """Twelve factors, LightGBM, the best eight stocks; fields may be changed."""
    request = example_request(
        market.calendar, snapshot_id=SNAPSHOT_ID, benchmark=market.benchmark, topk=8, n_drop=2, factors=FACTORS
    )
    return request.model_copy(update=changes)


@cache
def small_run() -> SmallRun:
    """The run, made by a worker as any worker makes it; its files go when the process ends."""
    directory = Path(tempfile.mkdtemp(prefix="aistock-small-run-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    bench = make_bench(directory, small_market())
    request = small_request(bench.market)
    experiment_id = bench.queue.submit(request)
    finished: list[FinishedRun] = []
    with Worker(bench.server, bench.settings(), on_finished=finished.append) as worker:
        worker.run(until_idle=True)
    experiment = bench.queue.get(experiment_id)
    if not finished:
        raise RuntimeError(f"the small run failed: {experiment.result.failure if experiment.result else experiment}")
    return SmallRun(bench=bench, request=request, experiment=experiment, finished=finished[0])
