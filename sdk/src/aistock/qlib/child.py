"""The process that runs one experiment: `python -m aistock.qlib.child WORKDIR`, or WORKDIR as the first line of input.

It reads WORKDIR/task.json {"request", "provider", "kernels"} and leaves WORKDIR/result.json and WORKDIR/workspace/, or
WORKDIR/failure.json. Without an argument it loads Qlib first and then waits for the line, so that work begins at once.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from aistock.qlib.channel import Progress, take_stdout, watch_input
from aistock.qlib.failures import RunError

ENVIRONMENT = {"PYTHONHASHSEED": "0", "MLFLOW_ALLOW_FILE_STORE": "true", "TQDM_DISABLE": "1", "MPLBACKEND": "Agg"}
"""What must hold before the interpreter starts: Qlib's backtest depends on the hash seed, mlflow refuses a file store."""


def main() -> int:
    """Runs the experiment; 0 when result.json is there, 1 when failure.json is."""
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        os.execve(sys.executable, [sys.executable, "-m", "aistock.qlib.child", *sys.argv[1:]], {**os.environ, **ENVIRONMENT})
    progress = Progress(take_stdout())
    if len(sys.argv) > 1:
        workdir = Path(sys.argv[1])
    else:
        lines = watch_input()
        _load()
        workdir = Path(lines.get())
    return perform(workdir.resolve(), progress)


def perform(workdir: Path, progress: Progress) -> int:
    """One experiment in its work directory; every fault becomes failure.json."""
    from aistock.qlib.outputs import write_json

    try:
        os.chdir(workdir)
        # Qlib's recorder asks git about the directory it runs in and would store the diff of a repository around it.
        os.environ["GIT_CEILING_DIRECTORIES"] = str(workdir.parent)
        result = _run(workdir, progress)
    except RunError as fault:
        write_json(workdir / "failure.json", {**fault.document(), "timings": progress.timings()})
        return 1
    except Exception as error:  # the edge of the process: whatever it was, the worker gets a typed failure
        traceback.print_exc()
        write_json(workdir / "failure.json", {**_unforeseen(error, progress.stage).document(), "timings": progress.timings()})
        return 1
    write_json(workdir / "result.json", {**result, "timings": progress.timings()})
    return 0


def _run(workdir: Path, progress: Progress) -> dict[str, Any]:
    from aistock.experiments.v1.models import ExperimentRequest
    from aistock.qlib import run
    from aistock.qlib.config import build_config, refuse_foreign_classes
    from aistock.qlib.outputs import write_outputs
    from aistock.qlib.preflight import check_provider, read_calendar

    task = json.loads((workdir / "task.json").read_text(encoding="utf-8"))
    request = ExperimentRequest.model_validate_json(json.dumps(task["request"]))
    provider = (workdir / task["provider"]).resolve()
    progress.report("prepare", 0.01, "checking data")
    calendar = read_calendar(provider)
    config = build_config(request, run.libraries(), calendar)
    refuse_foreign_classes(config)
    check_provider(provider, config, calendar)
    run.initialise(provider, workdir, kernels=int(task.get("kernels", 2)))
    outcome = run.run(config, provider, calendar, report=progress.report)
    result = write_outputs(workdir / "workspace", config, outcome, run.factors_of(outcome.positions, outcome.orders, config))
    progress.report("artifacts", 1.0, "results written")
    return result


def _load() -> None:
    """Imports what every run needs; it takes longer than many a run."""
    import lightgbm  # noqa: F401
    import qlib.contrib.strategy
    import qlib.data.dataset.handler
    import qlib.workflow.record_temp  # noqa: F401

    import aistock.experiments.v1.models
    import aistock.qlib.outputs  # noqa: F401


def _unforeseen(error: Exception, stage: str) -> RunError:
    if isinstance(error, MemoryError):
        return RunError(
            stage,
            "out_of_memory",
            "the run needed more memory than there is",
            "use fewer features or instruments",
            retryable=True,
        )
    where = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
    return RunError(stage, "unexpected_error", message, "read child.log in the work directory; report it if the request was sound")


if __name__ == "__main__":
    sys.exit(main())
