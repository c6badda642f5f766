"""Ratios against named peers, measured in one run: a topic is a module beside this one with `rows(quick)`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from _figures import Row

__all__ = ["Row"]
PACKAGES = ("pydantic", "protobuf", "grpcio", "protovalidate", "jsonschema")


ON_DEMAND = frozenset({"bar_store"})
"""Topics that have no limits and take long; measured when they are named."""


def topics() -> list[str]:
    """Names of the topics; modules that begin with an underscore are what topics share."""
    found = {path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    return sorted(found - {"run"})


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        **{name: version(name) for name in PACKAGES},
    }


def measured(chosen: Sequence[str], quick: bool, *, aloud: bool) -> tuple[list[Row], dict[str, float]]:
    """Every figure, topic by topic, and the seconds that each topic took."""
    found: list[Row] = []
    seconds: dict[str, float] = {}
    for topic in chosen:
        began = time.perf_counter()
        rows: list[Row] = import_module(topic).rows(quick)
        seconds[topic] = round(time.perf_counter() - began, 1)
        found += rows
        if aloud:
            print(f"\n{topic} ({seconds[topic]:.0f} s)")
            print("\n".join(map(str, rows)), flush=True)
    return found, seconds


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--quick", action="store_true", help="smaller inputs and fewer rounds")
    parser.add_argument("--only", action="append", choices=topics(), metavar="TOPIC", help=f"only this: {', '.join(topics())}")
    options = parser.parse_args()
    if not options.json:
        print("  ".join(f"{name} {value}" for name, value in machine().items()))
    chosen = options.only or [name for name in topics() if name not in ON_DEMAND]
    found, seconds = measured(chosen, options.quick, aloud=not options.json)
    limited = [row for row in found if row.kept is not None]
    missed = [row for row in limited if not row.kept]
    if options.json:
        rows = [asdict(row) | {"kept": row.kept} for row in found]
        print(json.dumps({"machine": machine(), "seconds": seconds, "rows": rows}, indent=1))
    else:
        print(f"\n{len(limited) - len(missed)} of {len(limited)} limits kept; read the ratios and not the times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
