"""`aistock demo`: options in, exit code out."""

import argparse
import sys
from pathlib import Path

from aistock.demo.options import DemoError, Options

FAILED, INTERRUPTED = 1, 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb; the help lists what a market directory may hold."""
    from aistock.demo.markets import ACCEPTED_FILES

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"--market DIR\n{ACCEPTED_FILES}\n{parser.epilog or ''}"
    out, market = "where everything is written (default: ./demo-out)", "a real market, see below (default: a synthetic one)"
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR", help=out)
    parser.add_argument("--market", type=Path, metavar="DIR", help=market)
    parser.add_argument("--seed", type=int, default=7, help="seed of the synthetic market and of the model (default: 7)")
    parser.add_argument("--stocks", type=int, default=120, help="stocks of the synthetic market (default: 120)")
    parser.add_argument("--years", type=int, default=3, choices=(1, 2, 3), help="years of the synthetic market (default: 3)")
    parser.add_argument("--no-signal", action="store_true", help="plant no signal: the IC should come out near zero")
    parser.add_argument("--keep", action="store_true", help="keep the server up at the end, until Ctrl-C, to look around in it")


def run_demo(given: argparse.Namespace) -> int:
    """0 when the loop closed, 1 when a step failed, 130 after Ctrl-C; no process stays behind."""
    from aistock.demo.markets import MarketError
    from aistock.demo.run import run_loop
    from aistock.errors import AistockError
    from aistock.rdagent.artifacts import WorkspaceError

    options = Options(
        out=given.out,
        market=given.market,
        seed=given.seed,
        stocks=given.stocks,
        years=given.years,
        signal=not given.no_signal,
        keep=given.keep,
    )
    try:
        run_loop(options)
    except (DemoError, MarketError, WorkspaceError, AistockError) as error:
        print(f"aistock demo: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("aistock demo: stopped; nothing is left running", file=sys.stderr)
        return INTERRUPTED
    return 0
