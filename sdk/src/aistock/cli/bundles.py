"""Bundles of a loop's assets: build one from a workspace, push it to the desk, list and fetch them, and check one offline."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD
from aistock.errors import AistockError


class BundlesError(AistockError):
    """A workspace that gives no bundle."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="build|push|list|fetch|check")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = _options.action(actions, "list", "the bundles of the desk (default)")
    listing.add_argument("--run", dest="task_run_id", metavar="ID", help="only this run")
    building = _options.action(actions, "build", "pack configuration, factor code and model of a workspace; needs no desk")
    building.add_argument("workspace", type=Path)
    building.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the bundle, which is named by its id")
    building.add_argument("--source", default="rdagent_tools", help="name of the program that packs (default: rdagent_tools)")
    building.add_argument("--no-code", action="store_true", help="leave factor code out, as when it is a script")
    _options.action(actions, "push", "send a bundle to the desk").add_argument("dir", type=Path)
    fetching = _options.action(actions, "fetch", "write a bundle of the desk to a folder, whole or not at all")
    fetching.add_argument("id")
    fetching.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder that does not exist yet")
    _options.action(actions, "check", "whether a folder is the whole bundle it says; needs no desk").add_argument("dir", type=Path)


def run(options: argparse.Namespace) -> int:
    """Do the action; exit code 1 for a bundle that is refused."""
    from aistock.rdagent.bundle import BundleRefused

    action = {"build": _build, "push": _push, "fetch": _fetch, "check": _check}.get(options.action, _list)
    try:
        return action(options)
    except BundleRefused as error:
        return _tell_faults(error.faults, str(error).partition(" is refused")[0], as_json=options.json)


def _build(options: argparse.Namespace) -> int:
    from aistock.rdagent.artifacts import WorkspaceError
    from aistock.rdagent.bundle import build_bundle, read_manifest

    if not options.workspace.is_dir():
        raise NotADirectoryError(20, "is no folder", str(options.workspace))
    try:
        folder = build_bundle(options.workspace, options.out, source=options.source, code=not options.no_code)
    except WorkspaceError as error:
        raise BundlesError(str(error)) from error
    return _tell_manifest(read_manifest(folder), str(folder), as_json=options.json)


def _push(options: argparse.Namespace) -> int:
    from aistock.rdagent.bundle import push_bundle

    with _options.client_of(options) as client:
        kept = push_bundle(options.dir, client.artifacts)
    if options.json:
        _output.as_json(kept)
    else:
        print(f"bundle {kept.manifest.asset_bundle_id} is kept since {kept.published_at_utc.isoformat(timespec='seconds')}")
    return 0


def _list(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        found = client.artifacts.list_bundles(task_run_id=getattr(options, "task_run_id", None))
        bundles = list(islice(found, options.limit))
    if options.json:
        _output.as_json(bundles)
        return 0
    columns = ("bundle", "run", "loop", "workspace", "files", "bytes", "published")
    _output.table(f"bundles ({len(bundles)})", columns, [_row(one) for one in bundles])
    return 0


def _row(one: Any) -> tuple[object, ...]:
    manifest = one.manifest
    return (
        manifest.asset_bundle_id, manifest.task_run_id, manifest.loop_id, manifest.primary_workspace_id, len(manifest.files),
        one.size, one.published_at_utc.isoformat(timespec="seconds"),
    )  # fmt: skip


def _fetch(options: argparse.Namespace) -> int:
    from aistock.rdagent.bundle import fetch_bundle, read_manifest

    with _options.client_of(options) as client:
        folder = fetch_bundle(options.id, options.to, client.artifacts)
    return _tell_manifest(read_manifest(folder), str(folder), as_json=options.json)


def _check(options: argparse.Namespace) -> int:
    from aistock.rdagent.bundle import check_bundle, read_manifest

    faults = check_bundle(options.dir)
    if faults:
        return _tell_faults(faults, str(options.dir), as_json=options.json)
    return _tell_manifest(read_manifest(options.dir), str(options.dir), as_json=options.json)


def _tell_manifest(manifest: Any, folder: str, *, as_json: bool) -> int:
    if as_json:
        _output.as_json({"folder": folder, "manifest": _output.value_of(manifest), "faults": []})
        return 0
    print(_output.plain(f"bundle {manifest.asset_bundle_id} in {folder}: {len(manifest.files)} files, whole"))
    return 0


def _tell_faults(faults: Any, name: str, *, as_json: bool) -> int:
    if as_json:
        listed = [{"place": one.place, "rule": one.rule, "what": one.what, "remedy": one.remedy} for one in faults]
        _output.as_json({"folder": name, "faults": listed})
        return BAD
    rows = [(one.place, one.rule, one.what, one.remedy) for one in faults]
    _output.table(f"{name} is refused", ("place", "rule", "what", "remedy"), rows)
    return BAD
