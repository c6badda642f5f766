"""The whole loop, line by line."""

import shutil
import signal
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from aistock.client import Client
from aistock.contract.plain_json import canonical
from aistock.demo.agreement import disagreements
from aistock.demo.catalogs import LibraryGain, import_twice, loop_run, write_catalogs
from aistock.demo.experiment import Workhorse, run_experiment
from aistock.demo.journal_laws import Violation, broken_laws, fill_count
from aistock.demo.law_bars import law_market
from aistock.demo.market_in import export, ingest, market_of
from aistock.demo.markets import EQUAL_WEIGHT_UNIVERSE, Market
from aistock.demo.options import DemoError, Layout, Options, prepared
from aistock.demo.paper import INSTANCE, PaperRun, open_paper, trade
from aistock.demo.plan import Plan, PlanError, plan_windows
from aistock.demo.processes import running_server, running_worker, terminated_like_interrupted
from aistock.demo.requests import CASH_MILLS, experiment_request
from aistock.demo.results import fetch_files, read_backtest, read_ic, read_signals
from aistock.demo.steps import Steps
from aistock.demo.summary import Summary, flat_metrics, print_summary, summarise, write_summary
from aistock.execution.v1.models import AccountEvent
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult
from aistock.feedback.v1.models import LiveFeedback
from aistock.market.v1.models import DatasetManifest
from aistock.report import LawSummary, ReportContents, write_report


def run_loop(options: Options, console: Console | None = None) -> Summary:
    """Runs the loop, writes report, summary and journal, and prints a table; no process outlives the call."""
    _refuse_early(options)
    layout = prepared(options.out)
    with ExitStack() as stack:
        stack.enter_context(terminated_like_interrupted())
        steps = Steps(console)
        address = stack.enter_context(running_server(layout.server, layout.logs / "server.log"))
        worker_log = layout.logs / "worker.log"
        process = stack.enter_context(running_worker(address, layout.work, worker_log))
        client = stack.enter_context(Client(address, transfer_timeout=600.0))
        summary = _loop(options, layout, client, Workhorse(process, worker_log), steps)
        if options.keep:
            steps.console.print(f"the server stays up at {address} until Ctrl-C: AISTOCK_ADDRESS={address} aistock info")
            with suppress(KeyboardInterrupt):
                signal.pause()
    shutil.rmtree(layout.work, ignore_errors=True)
    return summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What was learned before any paper was traded."""

    market: Market
    plan: Plan
    manifest: DatasetManifest
    request: ExperimentRequest
    result: ExperimentResult
    files: dict[str, Path]
    gain: LibraryGain


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What the paper account taught."""

    paper: PaperRun
    feedback: LiveFeedback
    proposal: ExperimentRequest
    violations: list[Violation]


def _loop(options: Options, layout: Layout, client: Client, worker: Workhorse, steps: Steps) -> Summary:
    with steps:
        study = _studied(options, layout, client, worker, steps)
        lesson = _lived(layout, client, study, steps)
        with steps.step("Report"):
            write_report(layout.report, _contents(study, lesson))
    summary = summarise(
        study.market,
        study.result,
        lesson.feedback,
        paper=lesson.paper,
        gain=study.gain,
        proposal=lesson.proposal,
        violations=lesson.violations,
        seconds=steps.seconds,
        layout=layout,
    )
    write_summary(layout.summary, summary)
    print_summary(steps.console, summary, lesson.feedback)
    if lesson.violations:
        first = lesson.violations[0]
        raise DemoError(f"{len(lesson.violations)} laws are broken, first: {first}; the journal is {layout.journal}")
    return summary


def _studied(options: Options, layout: Layout, client: Client, worker: Workhorse, steps: Steps) -> Study:
    """The market goes in, the experiment runs, and the library learns of it."""
    with steps.step("Read the market" if options.market else "Make a market"):
        market = market_of(options)
    plan = _planned(market)
    with steps.step("Ingest bars"):
        manifest = ingest(client, market)
    export(client, manifest.snapshot_id, steps)
    now = datetime.now(UTC)
    request = experiment_request(market, plan, snapshot_id=manifest.snapshot_id, seed=options.seed, now=now)
    result = run_experiment(client, request, worker, steps)
    with steps.step("Artifacts and catalogs"):
        now = datetime.now(UTC)
        run = loop_run(result, ic_mean=flat_metrics(result).get("ic_mean"), now=now)
        files = fetch_files(client, result, layout.rdagent / run.workspace_path)
        gain = import_twice(client, write_catalogs(layout.rdagent, run, now=now))
    with steps.step("Registry, workspace, catalogs and library agree"):
        _refuse_differences(disagreements(client, layout.rdagent, layout.rdagent / "catalogs"))
    return Study(market=market, plan=plan, manifest=manifest, request=request, result=result, files=files, gain=gain)


def _lived(layout: Layout, client: Client, study: Study, steps: Steps) -> Lesson:
    """The test segment is traded on paper, measured, and held against the laws."""
    signals = read_signals(study.files["predictions"])
    open_paper(client, study.market, study.plan, study.result, study.manifest.snapshot_id)
    paper = trade(client, study.plan, signals, steps)
    with steps.step("Feedback and proposal"):
        feedback = client.feedback.build_feedback(INSTANCE)
        proposal = client.feedback.propose_experiment(feedback.feedback_id)
    with steps.step("Journal and laws"):
        write_journal(layout.journal, paper.events)
        violations = check_laws(study.market, paper)
    return Lesson(paper=paper, feedback=feedback, proposal=proposal, violations=violations)


def _contents(study: Study, lesson: Lesson) -> ReportContents:
    return ReportContents(
        title=_title(study.market),
        feedback=lesson.feedback,
        initial_cash_mills=CASH_MILLS,
        nav=lesson.paper.nav,
        fills=lesson.paper.fills,
        manifest=study.manifest,
        request=study.request,
        result=study.result,
        ic=read_ic(study.files["ic"]),
        backtest=read_backtest(study.files["returns"], has_benchmark=bool(study.market.benchmark)),
        proposal=lesson.proposal,
        laws=LawSummary(fills=fill_count(lesson.paper.events), violations=[str(one) for one in lesson.violations]),
        planted_signal=study.market.planted_signal,
    )


def _refuse_early(options: Options) -> None:
    """What would be found only after processes were started: no such market, no server, no Qlib for the worker's child."""
    if options.market is not None and not options.market.is_dir():
        raise DemoError(f"--market {options.market} is no directory; give one that holds the files that --help lists")
    for module, extra in (("qlib", "qlib"), ("aistock_server", "server")):
        if find_spec(module) is None:
            raise DemoError(f"the demo needs {module}, which is not installed; install aistock-contract[{extra}]")


def _refuse_differences(found: list[str]) -> None:
    if found:
        raise DemoError(f"{len(found)} places differ, first: {found[0]}; the library must say what the registry says")


def _planned(market: Market) -> Plan:
    try:
        return plan_windows(market.calendar)
    except PlanError as error:
        raise DemoError(str(error)) from error


def _title(market: Market) -> str:
    words = "equal-weight universe as benchmark" if market.benchmark == EQUAL_WEIGHT_UNIVERSE else f"benchmark {market.benchmark}"
    return f"Paper trading on {market.name}, {words}"


def write_journal(path: Path, events: Sequence[AccountEvent]) -> None:
    """One event a line, canonical JSON; a reader can check the hash chain."""
    with path.open("wb") as file:
        for event in events:
            file.write(canonical(event.model_dump(mode="json")) + b"\n")


def check_laws(market: Market, paper: PaperRun) -> list[Violation]:
    """The journal held against the market it was traded on."""
    days = {event.trading_date for event in paper.events}
    return broken_laws(paper.events, law_market(market, days))


__all__ = ["check_laws", "run_loop", "write_journal"]
