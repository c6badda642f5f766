"""RD-Agent's registry.sqlite: which loops have results, what it holds in all, and bringing an older layout to the present one."""

from __future__ import annotations

import argparse
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _output

if TYPE_CHECKING:
    from aistock.rdagent.registry import FoundLoop, Survey

DEFAULT = Path("RDagentDB/registry.sqlite")
STATES = ("pending", "running", "done", "failed", "unknown")
_COLUMNS = ("run", "loop", "action", "status", "result", "materialization", "IC", "return", "last sign", "workspace")
_MOST_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="find|show|migrate", required=True)
    finding = _action(actions, "find", "loops that are like that; the file is only read, and of any layout")
    finding.add_argument("--task-run", metavar="ID", help="only loops of this run")
    finding.add_argument("--action", dest="loop_action", choices=("model", "factor"), help="only loops that changed this")
    result = finding.add_mutually_exclusive_group()
    result.add_argument("--has-result", action="store_true", default=None, help="only loops with a result")
    result.add_argument("--no-result", dest="has_result", action="store_false", help="only loops without one")
    finding.add_argument("--materialization", choices=STATES, help="only loops whose documents are that far")
    finding.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="only loops that ended, or last moved, since then")
    finding.add_argument("--limit", type=int, metavar="N", help="at most so many")
    _action(actions, "show", "layout, counts by word, first and last sign, and what nobody can read; the file is only read")
    _action(actions, "migrate", "bring an older layout to the present one, in one transaction")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return {"find": _find, "show": _show, "migrate": _migrate}[options.action](options)


def _action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--registry", type=Path, default=DEFAULT, metavar="PATH", help=f"the registry (default: {DEFAULT})")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _find(options: argparse.Namespace) -> int:
    from aistock.rdagent.registry import LoopQuestion, MaterializationState, Registry, find_loops

    question = LoopQuestion(
        task_run_id=options.task_run,
        action=options.loop_action,
        has_result=options.has_result,
        materialization=MaterializationState(options.materialization) if options.materialization else None,
        since=options.since,
    )
    with Registry.open_readonly(options.registry) as registry:
        found = list(islice(find_loops(registry, question), options.limit))
    if options.json:
        _output.as_json([_value(item) for item in found])
    else:
        _output.table(f"loops ({len(found)})", _COLUMNS, [_row(item) for item in found])
    return 0


def _row(item: FoundLoop) -> tuple[object, ...]:
    loop, workspace = item.loop, item.workspace
    result = {1: "yes", 0: "no"}.get(-1 if loop.has_result is None else loop.has_result)
    return (
        loop.task_run_id, loop.loop_id, loop.action, loop.status, result, loop.materialization, loop.ic_mean, loop.ann_return,
        item.last_sign, workspace and workspace.workspace_path,
    )  # fmt: skip


def _value(item: FoundLoop) -> dict[str, Any]:
    loop, workspace = item.loop, item.workspace
    return {
        "task_run_id": loop.task_run_id,
        "loop_id": loop.loop_id,
        "action": loop.action,
        "status": loop.status,
        "has_result": None if loop.has_result is None else loop.has_result == 1,
        "materialization_status": loop.materialization,
        "materialization_error": loop.materialization_error,
        "ic_mean": loop.ic_mean,
        "rank_ic_mean": loop.rank_ic_mean,
        "annualized_return": loop.ann_return,
        "max_drawdown": loop.mdd,
        "last_sign_utc": item.last_sign,
        "workspace_id": workspace.workspace_id if workspace else loop.best_workspace_id,
        "workspace_path": workspace.workspace_path if workspace else None,
        "originals": {name: raw if isinstance(raw, str | int | float) else repr(raw) for name, raw in loop.originals},
    }


def _show(options: argparse.Namespace) -> int:
    from aistock.rdagent.registry import Registry, survey

    with Registry.open_readonly(options.registry) as registry:
        found = survey(registry)
    if options.json:
        _output.as_json(_survey_value(found))
        return 0
    print(f"{_output.plain(options.registry)}: layout {found.layout_version}, {found.loops_with_result} loop(s) with a result")
    print(f"first sign {found.oldest or '-'}, last sign {found.newest or '-'}")
    if found.lacking:
        print(f"an older layout: it lacks {', '.join(found.lacking)}; `aistock registry migrate` adds them")
    _output.table("tables", ("table", "rows"), found.tables.items())
    _output.table("words", ("column", "word", "rows"), ((name, *row) for name, rows in found.words.items() for row in rows.items()))
    if found.oddities:
        shown = [(row.table, row.key, row.column, row.value, row.message) for row in found.oddities[:_MOST_SHOWN]]
        _output.table(f"oddities ({len(found.oddities)})", ("table", "key", "column", "value", "what"), shown)
        if len(found.oddities) > _MOST_SHOWN:
            print(f"… and {len(found.oddities) - _MOST_SHOWN} more; --json lists them all")
    return 0


def _survey_value(found: Survey) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found)


def _migrate(options: argparse.Namespace) -> int:
    from aistock.rdagent.registry import SCHEMA_VERSION, Registry

    with Registry.open_readonly(options.registry) as registry:
        before = registry.layout_version
    if before != SCHEMA_VERSION:
        with Registry(options.registry):
            pass
    if options.json:
        _output.as_json({"registry": str(options.registry), "layout_before": before, "layout": SCHEMA_VERSION})
    elif before == SCHEMA_VERSION:
        print(f"{_output.plain(options.registry)} has layout {SCHEMA_VERSION} already")
    else:
        print(f"{_output.plain(options.registry)} had layout {before} and has layout {SCHEMA_VERSION} now; no value was changed")
    return 0
