"""`python -m aistock_codegen VERB`: the compiler at the command line."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from . import baseline, corpus, runtimes, third_party, workspace
from .problems import CompileError


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when it succeeded, 1 with every problem on stderr when it did not."""
    parser = argparse.ArgumentParser(prog="python -m aistock_codegen", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the repository (default: the current folder)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("generate", help="write every derived file")
    verbs.add_parser("check", help="fail if a derived file is missing, stray or not what the protos give")
    breaking = verbs.add_parser("breaking", help="fail if the contract breaks the accepted baseline")
    breaking.add_argument("--allow-missing", action="store_true", help="succeed, saying so, when there is no baseline")
    verbs.add_parser("accept-baseline", help="make this contract the baseline; a break needs a contract-break changelog fragment")
    verbs.add_parser("third-party", help="provide buf/validate/validate.proto")
    golden = verbs.add_parser(
        "corpus", help="the golden samples: `write` adds what is missing, `check` finds what changed or is missing"
    )
    golden.add_argument("action", choices=("write", "check"))
    verbs.add_parser(
        "runtimes", help="let the oldest and the newest supported runtime read the golden corpus, each in its own environment"
    )
    chosen = parser.parse_args(arguments)
    root = chosen.root.resolve()
    started = time.monotonic()
    try:
        print(f"{_run(chosen, root)} ({time.monotonic() - started:.1f} s)")
    except CompileError as error:
        for problem in error.problems:
            kind = "error" if getattr(problem, "fatal", True) else "warning"
            print(f"{kind}: {problem}", file=sys.stderr)
        print(f"{len(error.problems)} problem(s)", file=sys.stderr)
        return 1
    return 0


def _run(chosen: argparse.Namespace, root: Path) -> str:
    verb = chosen.verb
    if verb == "generate":
        changed, problems = workspace.generate(root)
        for problem in problems:
            print(f"warning: {problem}", file=sys.stderr)
        return f"{changed} derived files changed; {len(problems)} warning(s), which `check` refuses"
    if verb == "check":
        workspace.check(root)
        return "derived files are up to date"
    if verb == "breaking":
        return baseline.breaking(root, allow_missing=chosen.allow_missing)
    if verb == "accept-baseline":
        return baseline.accept(root)
    if verb == "runtimes":
        return runtimes.decode(root)
    if verb == "corpus":
        return corpus.write(root) if chosen.action == "write" else corpus.check(root)
    return f"validate.proto is in {third_party.provide(root)}"


if __name__ == "__main__":
    sys.exit(main())
