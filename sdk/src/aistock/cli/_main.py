"""Finds the verb, runs it, and says in plain words what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from aistock.cli import _plugins
from aistock.cli._exits import EXITS_TEXT, INTERRUPTED, USAGE, exit_of, sentence_of
from aistock.errors import AistockError

VERBS = {
    "info": "what the server is and serves",
    "validate": "check documents against the contract",
    "experiments": "list, show, watch or submit experiments",
    "orders": "list the orders of an account",
    "catalogs": "list the library, import catalogs into it, or keep it in step with an exporter",
    "export": "write the catalogs of a registry",
    "factors": "list, show or register factors of the library",
    "strategies": "list, show or register strategies, or make an experiment request from one",
    "loops": "list loops, show one with its curves, or publish one from its workspace",
    "bundles": "build, push, list, fetch or check bundles of assets",
    "data": "ingest, export, judge and compare market data, or follow quotes",
    "accounts": "list accounts, or show one with its positions",
    "feedback": "list live feedback",
    "work": "run queued experiments on this machine",
    "backfill": "take in workspaces and logs that RD-Agent left",
    "registry": "which loops have results, from RD-Agent's registry.sqlite",
    "archive": "archive workspaces and logs on a server, and check what is archived",
    "clean": "delete workspaces and logs that the archive proves to be safe",
    "demo": "the whole loop on a synthetic or a real market",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output went away, as `| head` does; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (AistockError, OSError) as error:
        print(f"aistock: {sentence_of(error)}", file=sys.stderr)
        return exit_of(error)


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if given else USAGE
    if given[0] in ("-V", "--version"):
        from importlib.metadata import version

        print(f"aistock {version('aistock-contract')}")
        return 0
    verb, rest = given[0], given[1:]
    if verb in VERBS:
        return _run_own(verb, rest)
    command = _plugins.find(verb)
    if command is not None:
        return command(rest)
    print(f"aistock: there is no verb {verb!r}; `aistock --help` lists the verbs", file=sys.stderr)
    return USAGE


def _run_own(verb: str, rest: list[str]) -> int:
    module = import_module(f"aistock.cli.{verb}")
    parser = argparse.ArgumentParser(prog=f"aistock {verb}", description=module.__doc__, epilog=EXITS_TEXT)
    module.arguments(parser)
    code: int = module.run(parser.parse_args(rest))
    return code


def _overview() -> str:
    verbs = dict(VERBS) | _plugins.summaries()
    width = max(map(len, verbs)) + 2
    lines = "\n".join(f"  {name:<{width}}{text}" for name, text in verbs.items())
    return (
        f"usage: aistock VERB ...\n\n{lines}\n\n"
        "Verbs that talk to a server take --address, or AISTOCK_ADDRESS from the environment. `aistock VERB --help` says more.\n"
        f"{EXITS_TEXT}"
    )
