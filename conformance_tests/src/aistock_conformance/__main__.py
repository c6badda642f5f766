"""`aistock conformance`: the suite against any address."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def cases() -> Path:
    """The folder of the cases: beside the installed package, or in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "cases"
    return installed if installed.is_dir() else here.parents[1]


def conformance_command(argv: Sequence[str]) -> int:
    """Prove of a server that it keeps the contract; without --address one is started for the run."""
    parser = argparse.ArgumentParser(prog="aistock conformance", description=conformance_command.__doc__)
    parser.add_argument("--address", help="host:port of the server to test")
    parser.add_argument("--only", metavar="WORDS", help="only cases whose name holds the words, as pytest's -k understands them")
    options = parser.parse_args(list(argv))
    import pytest

    folder = cases()
    if not (folder / "conftest.py").is_file():
        print(f"no cases at {folder}; run this from a checkout of the project", file=sys.stderr)
        return 2
    arguments = [str(folder), "--rootdir", str(folder), "--import-mode=importlib", "-p", "no:cacheprovider", "-q"]
    if options.address:
        arguments += ["--address", options.address]
    if options.only:
        arguments += ["-k", options.only]
    return int(pytest.main(arguments))


if __name__ == "__main__":
    raise SystemExit(conformance_command(sys.argv[1:]))
