"""Scan workspaces and logs that RD-Agent left: fill registry.sqlite, materialize every loop with a result, and report.

Doing it again changes nothing; one that was killed is finished by the next. Exit code 1: something could not be taken in.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _output
from aistock.cli._exits import BAD

if TYPE_CHECKING:
    from aistock.rdagent.backfill import Report

_MOST_SHOWN = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("--root", type=Path, required=True, metavar="WORKSPACES", help="the folder that holds the workspaces")
    parser.add_argument("--logs", type=Path, metavar="DIR", help="the folder that holds RD-Agent's log sessions")
    parser.add_argument(
        "--registry", type=Path, required=True, metavar="FILE", help="registry.sqlite; it is made when it is not there"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen; nothing is written")
    parser.add_argument(
        "--materialize", action=argparse.BooleanOptionalAction, default=True, help="write the documents of loops with a result"
    )
    parser.add_argument("--at-most", type=int, metavar="N", help="materialize at most so many loops now")
    parser.add_argument("--retry-failed", action="store_true", help="try again what could not be materialized before")
    parser.add_argument("--store", metavar="NAME", help="name of the root for readers on other machines")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the whole report there")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")


def run(options: argparse.Namespace) -> int:
    """Do it, tell it."""
    from aistock.rdagent.backfill import Request, backfill
    from aistock.rdagent.backfill.progress import Silent, shown_on

    request = Request(
        root=options.root,
        registry=options.registry,
        logs=options.logs,
        dry_run=options.dry_run,
        materialize=options.materialize,
        at_most=options.at_most,
        retry_failed=options.retry_failed,
        store=options.store,
    )
    with nullcontext(Silent()) if options.json and not sys.stderr.isatty() else shown_on(sys.stderr) as progress:
        report = backfill(request, progress=progress)
    if options.report is not None:
        _write(options.report, report)
    if options.json:
        _output.as_json(report.as_json())
    else:
        _tell(report)
    return BAD if report.has_errors else 0


def _write(path: Path, report: Report) -> None:
    from aistock.rdagent._scratch import write_whole

    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, lambda target: target.write_text(text, encoding="utf-8"))


def _tell(report: Report) -> None:
    value: dict[str, Any] = report.as_json()
    counts, changes = value["counts"], value["changes"]
    if report.findings:
        rows = [(item.severity, item.code, item.path, item.reason, item.remedy) for item in report.findings[:_MOST_SHOWN]]
        _output.table(f"findings ({len(report.findings)})", ("severity", "code", "path", "reason", "what to do"), rows)
        if len(report.findings) > _MOST_SHOWN:
            print(f"… and {len(report.findings) - _MOST_SHOWN} more; --report FILE.json or --json lists them all")
        _output.table("findings by code", ("code", "count"), report.by_code.items())
    _output.table("counts", ("what", "number"), [(name.replace("_", " "), number) for name, number in counts.items()])
    would = "would be " if report.dry_run else ""
    print(
        f"registry: {changes['inserted']} row(s) {would}inserted, {changes['updated']} {would}updated, "
        f"{changes['unchanged']} unchanged; {value['seconds']} s, {value['workspaces_per_second']} workspaces/s"
    )
    if not report.dry_run and not report.changed:
        print("nothing changed")
