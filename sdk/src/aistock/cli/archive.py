"""Archive RD-Agent's workspaces and logs: what would be archived, archive it, check it, and the policy that lets originals go."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD

if TYPE_CHECKING:
    from aistock.rdagent.archive import Known, Places, Report

_MOST_SHOWN = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="plan|apply|verify|policy", required=True)
    planning = _action(actions, "plan", "what would be archived, with sizes; nothing is sent", server=False)
    applying = _action(actions, "apply", "send every file, read it back from the server, and record the archive")
    for one in (planning, applying):
        one.add_argument("--registry", type=Path, metavar="FILE", help="registry.sqlite, which knows the loop of each workspace")
        one.add_argument("--level", choices=("full", "minimal"), default="full", help="rows and files, or rows (default: full)")
    checking = _action(actions, "verify", "records against the copies on the server and the originals that still stand")
    checking.add_argument("--deep", action="store_true", help="read every copy back and every original again")
    policy = actions.add_parser("policy", help="show when originals may go, or change it")
    _options.server_options(policy)
    policy.add_argument("--log-level", choices=("minimal", "full"), help="level a log needs")
    policy.add_argument("--minimum-age", type=int, metavar="SECONDS", help="how long ago a record must have been kept")
    policy.add_argument("--permit-seconds", type=int, metavar="SECONDS", help="how long a permit lives")
    policy.add_argument("--hold", action="append", default=[], metavar="KEY", help="never let this subject go")
    policy.add_argument("--release", action="append", default=[], metavar="KEY", help="lift a hold")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return {"plan": _plan, "apply": _apply, "verify": _verify, "policy": _policy}[options.action](options)


def place_options(parser: argparse.ArgumentParser) -> None:
    """--root, --logs and the names of their stores."""
    parser.add_argument("--root", type=Path, metavar="WORKSPACES", help="the folder that holds the workspaces")
    parser.add_argument("--logs", type=Path, metavar="DIR", help="the folder that holds RD-Agent's log sessions")
    parser.add_argument("--store", metavar="NAME", help="name of the root in manifests (default: workspaces)")
    parser.add_argument("--log-store", metavar="NAME", help="name of the log folder in manifests (default: logs)")


def places_of(options: argparse.Namespace) -> Places:
    """Where to work, as the options say."""
    from aistock.rdagent.archive import Places, UnfitRoot

    if options.root is None and options.logs is None:
        raise UnfitRoot("nothing to work on; name the folder of the workspaces with --root, or that of the logs with --logs")
    stores = {"workspace_store": options.store, "log_store": options.log_store}
    return Places(workspaces=options.root, logs=options.logs, **{name: value for name, value in stores.items() if value})


def progress_on(options: argparse.Namespace) -> AbstractContextManager[Any]:
    """A bar when a person watches; nothing when a program reads."""
    from aistock.rdagent.archive.ports import Silent
    from aistock.rdagent.backfill.progress import shown_on

    return shown_on(sys.stderr) if sys.stderr.isatty() else nullcontext(Silent())


def tell(report: Report, options: argparse.Namespace, title: str) -> int:
    """Print a report; the exit code."""
    if options.json:
        _output.as_json(report.as_json())
        return BAD if report.has_errors else 0
    rows = [(one.state, one.folder, one.key, one.files, one.size) for one in report.outcomes]
    _output.table(title, ("state", "folder", "subject", "files", "bytes"), rows)
    found = sorted(report.everything, key=lambda one: ("error", "warning", "info").index(one.severity))
    if found:
        shown = [(one.severity, one.code, one.path, one.reason, one.remedy) for one in found[:_MOST_SHOWN]]
        _output.table(f"findings ({len(found)})", ("severity", "finding", "where", "why", "what to do"), shown)
    if len(found) > _MOST_SHOWN:
        print(f"… and {len(found) - _MOST_SHOWN} more; --json lists them all")
    counts = report.as_json()["counts"]
    print(", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing there")
    return BAD if report.has_errors else 0


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def _action(actions: Any, name: str, text: str, *, server: bool = True) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    place_options(parser)
    if server:
        _options.server_options(parser)
    else:
        parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _known(options: argparse.Namespace) -> Known:
    from aistock.rdagent.archive import Known, known_by

    return Known() if options.registry is None else known_by(options.registry)


def _plan(options: argparse.Namespace) -> int:
    from aistock.rdagent.archive import plan

    with progress_on(options) as progress:
        report = plan(places_of(options), _known(options), progress=progress)
    return tell(report, options, f"would be archived at level {options.level}")


def _apply(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import ArchiveLevel
    from aistock.rdagent.archive import archive

    places, known, level = places_of(options), _known(options), ArchiveLevel(options.level)
    with _options.client_of(options) as client, progress_on(options) as progress:
        report = archive(places, known, client, level=level, clock=now, progress=progress)
    return tell(report, options, f"archived at level {level.value}")


def _verify(options: argparse.Namespace) -> int:
    from aistock.rdagent.archive import verify

    with _options.client_of(options) as client, progress_on(options) as progress:
        report = verify(places_of(options), client, deep=options.deep, progress=progress)
    return tell(report, options, "records")


def _policy(options: argparse.Namespace) -> int:
    from aistock.contract.documents import validate
    from aistock.library.v1.models import ArchivePolicy

    with _options.client_of(options) as client:
        policy = client.archives.get_archive_policy()
        asked = {
            "log_level": options.log_level, "minimum_age_seconds": options.minimum_age, "permit_seconds": options.permit_seconds,
        }  # fmt: skip
        held = [key for key in policy.held_keys if key not in options.release]
        held += [key for key in dict.fromkeys(options.hold) if key not in held]
        changes = {name: value for name, value in asked.items() if value is not None}
        changed = validate(ArchivePolicy, {**policy.model_dump(mode="json"), **changes, "held_keys": held})
        if changed != policy:
            policy = client.archives.set_archive_policy(changed)
    if options.json:
        _output.as_json(policy)
        return 0
    rows = [(name, value) for name, value in policy.model_dump(mode="json").items() if name != "held_keys"]
    _output.table("policy", ("condition", "value"), [*rows, *(("held", key) for key in policy.held_keys)])
    return 0
