"""`python -m aistock_server serve`: read settings, open the rooms, serve until told to stop."""

import argparse
import asyncio
import gc
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from aistock_server.kernel.errors import RoomError
from aistock_server.settings import MAX_ARTIFACT_BYTES, Settings, checked
from aistock_server.source_settings import read_sources


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aistock serve", description="Serve the aistock contract over gRPC on this machine.")
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=os.environ.get("AISTOCK_DATA_DIR", "aistock-data"),
        help="where everything is kept (default: $AISTOCK_DATA_DIR or ./aistock-data)",
    )
    parser.add_argument(
        "--database-url",
        default=os.environ.get("AISTOCK_DATABASE_URL") or None,
        help="keep rows in PostgreSQL: postgresql+psycopg://USER@HOST:PORT/NAME "
        "(default: $AISTOCK_DATABASE_URL, or SQLite in the data directory); files stay in the data directory",
    )
    parser.add_argument("--host", default="127.0.0.1", help="loopback address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default)")
    parser.add_argument(
        "--profile", default="dev", help="dev (default), or team: bars and tables in PostgreSQL, and reads name their as_of"
    )
    parser.add_argument(
        "--vault",
        default=os.environ.get("AISTOCK_VAULT"),
        help="where files are kept: a directory, or s3://bucket/prefix?endpoint_override=host:port&scheme=https&region=name with "
        "credentials from the environment (default: $AISTOCK_VAULT or vault in the data directory)",
    )
    parser.add_argument(
        "--max-artifact-bytes", type=int, default=MAX_ARTIFACT_BYTES, help="largest file that is stored, in bytes (default: 16 GiB)"
    )
    parser.add_argument(
        "--sources",
        type=Path,
        default=os.environ.get("AISTOCK_SOURCES") or None,
        help="YAML file that names the market sources and their order (default: $AISTOCK_SOURCES or none; see docs/sources.md)",
    )
    parser.add_argument(
        "--quote-sources",
        default="",
        help="names of the live quote sources that are expected, separated by commas, the preferred first; others may come too",
    )
    parser.add_argument("--log-level", default="WARNING", help="DEBUG, INFO, WARNING or ERROR, to standard error")
    return parser


def _announce(address: str) -> None:
    print(json.dumps({"address": address, "pid": os.getpid()}), flush=True)


async def _serve(settings: Settings) -> None:
    from aistock_server import assembly, serving

    with assembly.opened(settings) as rooms:
        _collect_rarely()
        await serving.serve(rooms.services(), rooms.calls, settings, _announce)


def _collect_rarely() -> None:
    """Look for cycles less often: values of documents have none, and batches of them set off a search every millisecond.

    What start made stays, and is searched no more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        data_dir=Path(options.data_dir),
        database=options.database_url,
        host=options.host,
        port=options.port,
        profile=options.profile,
        vault=options.vault,
        max_artifact_bytes=options.max_artifact_bytes,
        sources=read_sources(Path(options.sources)) if options.sources else None,
        secrets={name: os.environ[name] for name in ("TUSHARE_TOKEN", "TS_TOKEN") if name in os.environ},
        quote_sources=tuple(name.strip() for name in options.quote_sources.split(",") if name.strip()),
    )


def serve_command(arguments: Sequence[str]) -> int:
    """serve the contract over gRPC on this machine"""
    options = _parser().parse_args(list(arguments))
    logging.basicConfig(level=options.log_level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        asyncio.run(_serve(checked(_settings(options))))
    except RoomError as error:
        print(f"aistock serve: {error.message}", file=sys.stderr)
        return 2
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The module's own command line: `serve` and its options."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] != "serve":
        print("usage: python -m aistock_server serve [--data-dir DIR] [--port PORT]", file=sys.stderr)
        return 2
    return serve_command(given[1:])


if __name__ == "__main__":
    sys.exit(main())
