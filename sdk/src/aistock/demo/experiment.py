"""The experiment: submitted, watched while the worker runs it, and its result."""

import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from aistock.client import Client, Stream
from aistock.demo.options import DemoError
from aistock.demo.processes import last_words
from aistock.demo.steps import Steps
from aistock.experiments.v1.models import (
    Experiment,
    ExperimentRequest,
    ExperimentResult,
    ExperimentState,
    RunFailure,
    WatchExperimentResponse,
)

_ENDED = (ExperimentState.SUCCEEDED, ExperimentState.FAILED, ExperimentState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Workhorse:
    """The worker's process and its log."""

    process: "subprocess.Popen[bytes]"
    log: Path


def run_experiment(client: Client, request: ExperimentRequest, worker: Workhorse, steps: Steps) -> ExperimentResult:
    """Submits the request and follows it to its end; a failed run and a dead worker are errors that say why."""
    with steps.step("Experiment in Qlib") as bar:
        submitted = client.experiments.submit_experiment(request)
        state, failure = submitted.state, None
        with client.experiments.watch_experiment(submitted.experiment_id) as changes:
            watch = threading.Thread(target=_close_when_ended, args=(worker.process, changes), daemon=True, name="worker-watch")
            watch.start()
            for change in changes:
                state, failure = change.state, change.failure or failure
                if change.progress is not None:
                    bar.update(change.progress.fraction, change.progress.message or change.progress.stage.value)
        return _result(client.experiments.get_experiment(submitted.experiment_id), state, failure, worker)


def _close_when_ended(process: "subprocess.Popen[bytes]", changes: "Stream[WatchExperimentResponse]") -> None:
    """Without a worker nothing would ever change again."""
    process.wait()
    changes.close()


def _result(experiment: Experiment, state: ExperimentState, failure: RunFailure | None, worker: Workhorse) -> ExperimentResult:
    if experiment.state is ExperimentState.SUCCEEDED and experiment.result is not None:
        return experiment.result
    why = experiment.result.failure if experiment.result and experiment.result.failure else failure
    if why is not None and experiment.state in _ENDED:
        raise DemoError(f"the experiment failed in {why.stage.value} ({why.reason}): {why.message}; {why.remedy}")
    if worker.process.poll() is not None:
        code = worker.process.returncode
        raise DemoError(f"the worker ended with code {code}: {last_words(worker.log)}; the whole log is {worker.log}")
    raise DemoError(f"the experiment ended {state.value}; read {worker.log}")
