"""A backfill of a large sample tree, measured: python -m aistock.rdagent.backfill.scale --out DIR."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from aistock.rdagent.sample_tree import TreeTruth, write_sample_tree


def main() -> int:
    """Makes the tree, backfills it in child processes, prints counts, rates and the largest resident size; 1 for a wrong count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=5000, metavar="N", help="at least so many workspaces (default: 5000)")
    parser.add_argument("--materialize", type=int, default=500, metavar="N", help="materialize so many loops (default: 500)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder that is not there yet")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.monotonic()
    truth = write_sample_tree(options.out, workspaces=options.workspaces, seed=options.seed)
    _tell("tree", truth.folders, time.monotonic() - began, f"{len(truth.loops)} loops, {len(truth.results)} with a result")
    stages = {
        "dry run": ["--dry-run"],
        "scan and register": ["--no-materialize"],
        "the same again": ["--no-materialize"],
        "materialize": ["--at-most", str(options.materialize)],
    }
    reports = {name: _stage(name, truth, options.out, arguments) for name, arguments in stages.items()}
    print(f"largest resident size: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
    return 0 if _right(truth, reports, options.materialize) else 1


def _stage(name: str, truth: TreeTruth, out: Path, arguments: list[str]) -> dict[str, Any]:
    """Runs `aistock backfill` and tells what it reported."""
    report = out / f"{name.replace(' ', '_')}.json"
    command = [sys.executable, "-m", "aistock", "backfill", "--root", str(truth.root), "--logs", str(truth.logs)]
    command += ["--registry", str(truth.registry), "--report", str(report), "--json", *arguments]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    value: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    counts, changes = value["counts"], value["changes"]
    number = counts["materialized"] if name == "materialize" else counts["folders"]
    more = f"{changes['inserted']} inserted, {changes['updated']} updated, {changes['unchanged']} unchanged"
    _tell(name, number, value["seconds"], f"{more}, {len(value['findings'])} findings")
    return value


def _tell(name: str, number: int, seconds: float, more: str) -> None:
    print(f"{name:<18} {number:>6} in {seconds:7.1f} s, {number / seconds:8.1f}/s; {more}", flush=True)


def _right(truth: TreeTruth, reports: dict[str, dict[str, Any]], materialize: int) -> bool:
    """Whether the counts are those of the tree, the second scan changed nothing, and only broken loops failed."""
    wanted = min(materialize, len(truth.results))
    broken = sum(not truth.loops[key].writable for key in truth.results)
    last = reports["materialize"]["counts"]
    return (
        all(report["counts"]["loops_with_result"] == len(truth.results) for report in reports.values())
        and not reports["the same again"]["changed"]
        and last["materialized"] + last["not_materialized"] == wanted
        and last["not_materialized"] <= broken
    )


if __name__ == "__main__":
    raise SystemExit(main())
