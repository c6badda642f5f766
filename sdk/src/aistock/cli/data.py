"""Market data: take files or sources in, write exports, show what is wrong with a dataset, compare sources, follow quotes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD
from aistock.errors import AistockError

if TYPE_CHECKING:
    from aistock.client import Client
    from aistock.market.v1.models import DatasetManifest, Instrument
    from aistock.system.v1.models import Operation

_TABLES = ("bars", "daily_basic", "moneyflow")
_READ = (*_TABLES, "adj_factor", "industries", "index_weights")
_FREQUENCIES = ("day", "minute", "five_minutes")
_FORMATS = ("qlib_bin", "daily_pv_h5", "daily_basic_h5", "moneyflow_h5", "static_factors")
_COLOURS = {"error": "red", "warning": "yellow", "info": "dim"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="ingest|export|quality|rows|compare|tail", required=True)
    taking = _options.action(actions, "ingest", "make a snapshot of a Parquet or CSV file in our columns, or of a source")
    taking.add_argument("file", nargs="?", type=Path, help="FILE.parquet or FILE.csv")
    taking.add_argument("--dataset", required=True, help="name of the dataset")
    _question_options(taking, required=False)
    taking.add_argument("--from-source", action="append", default=[], metavar="NAME", help="read this source instead of a file")
    taking.add_argument("--source", help="vendor or program that the file comes from")
    taking.add_argument("--synthetic", action="store_true", help="the market is not real")
    taking.add_argument("--calendar-file", type=Path, help="trading days, one a line; without it, the days of the rows")
    taking.add_argument("--benchmark", action="append", default=[], metavar="CODE", help="index that stands for the market")
    writing = _options.action(actions, "export", "write a snapshot of bars for another program; bins take later days in")
    writing.add_argument("dataset")
    writing.add_argument("to", type=Path, help="file of an HDF5 format, folder of the others")
    writing.add_argument("--format", choices=_FORMATS, default="qlib_bin")
    writing.add_argument("--pool", action="append", default=[], type=Path, metavar="NAME.txt", help="a further list, a code a line")
    judging = _options.action(actions, "quality", "findings of a dataset's latest snapshots; exit code 1 when one is an error")
    judging.add_argument("dataset")
    reading = _options.action(actions, "rows", "write what a source says now into a file; exit code 1 when it finds an error in it")
    reading.add_argument("to", type=Path, help="FILE.parquet or FILE.csv")
    _question_options(reading, required=True, tables=_READ)
    reading.add_argument("--index", action="append", default=[], metavar="CODE", help="only the weights of this index")
    reading.add_argument(
        "--from-source", action="append", default=[], metavar="NAME", help="ask this source, then the next one named"
    )
    reading.add_argument(
        "--as-of", metavar="UTC", help="leave out what became known later than this instant, such as 2024-01-31T08:00:00Z"
    )
    comparing = _options.action(actions, "compare", "where sources disagree; exit code 1 when they do")
    comparing.add_argument("sources", nargs="+", help="two to eight of them")
    _question_options(comparing, required=True)
    following = _options.action(actions, "tail", "quotes as they come")
    following.add_argument("instruments", nargs="*")
    following.add_argument("--batches", type=int, metavar="N", help="stop after so many batches; without it, when you interrupt it")
    _options.server_options(parser)
    _options.limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "ingest": _ingest, "export": _export, "quality": _quality, "rows": _rows, "compare": _compare, "tail": _tail,
    }  # fmt: skip
    return actions[options.action](options)


def _question_options(parser: argparse.ArgumentParser, *, required: bool, tables: Sequence[str] = _TABLES) -> None:
    parser.add_argument("--table", choices=tables, default="bars")
    parser.add_argument("--frequency", choices=_FREQUENCIES, default="day")
    parser.add_argument("--start", required=required, metavar="YYYY-MM-DD", help="first day asked of a source")
    parser.add_argument("--end", required=required, metavar="YYYY-MM-DD", help="last day asked of a source")
    parser.add_argument("--instrument", action="append", default=[], metavar="CODE", help="only this one of a source")


def _ingest(options: argparse.Namespace) -> int:
    if (options.file is None) == (not options.from_source):
        raise OSError("give a file, or --from-source NAME with --start and --end")
    with _options.client_of(options) as client:
        manifest, created = _from_source(client, options) if options.from_source else _from_file(client, options)
    if options.json:
        _output.as_json({"created": created, "manifest": manifest.model_dump(mode="json")})
        return 0
    new = "new" if created else "there before"
    print(f"{manifest.name} {manifest.kind} {manifest.snapshot_id} ({new}): {manifest.row_count} rows, "
          f"{manifest.instrument_count} instruments, {manifest.date_range.start_date} to {manifest.date_range.end_date}; "
          f"{manifest.warning_count} warnings, see `aistock data quality {manifest.name}`")  # fmt: skip
    return 0


def _from_file(client: Client, options: argparse.Namespace) -> tuple[DatasetManifest, bool]:
    table, calendar = _read(options.file), options.calendar_file
    codes = sorted(code for code in table.column("instrument").unique().to_pylist() if code is not None)
    answer = client.market.ingest_bars(
        options.dataset,
        table,
        [_instrument(code) for code in codes],
        source=options.source or options.file.name,
        synthetic=options.synthetic,
        dates=None if calendar is None else calendar.read_text(encoding="utf-8").split(),
        benchmarks=options.benchmark,
        table=options.table,
        frequency=options.frequency,
    )
    return answer.manifest, answer.created


def _from_source(client: Client, options: argparse.Namespace) -> tuple[DatasetManifest, bool]:
    if options.start is None or options.end is None:
        raise OSError("a source is asked for days; give --start and --end")
    started = client.sources.ingest(
        options.dataset, options.table, start_date=options.start, end_date=options.end, frequency=options.frequency,
        instruments=options.instrument, sources=options.from_source, benchmarks=options.benchmark,
    )  # fmt: skip
    ended = _watched(client, started.operation_id, "reading")
    made: Any = ended.result
    return client.market.get_dataset_manifest(snapshot_id=made.snapshot_id), bool(made.created)


def _export(options: argparse.Namespace) -> int:
    from aistock.market.v1.models import ExportPool

    pools = [ExportPool(name=path.stem, instruments=path.read_text(encoding="utf-8").split()) for path in options.pool]
    with _options.client_of(options) as client, tempfile.TemporaryDirectory(dir=_folder_of(options.to)) as scratch:
        snapshot_id = client.market.get_dataset_manifest(options.dataset).snapshot_id
        operation_id = client.market.export_dataset(snapshot_id, format=options.format, pools=pools)
        result: Any = _watched(client, operation_id, "exporting").result
        packed = Path(scratch, "export")
        client.artifacts.get(result.artifact_sha256, to=packed)
        told = _placed(packed, options)
    if options.json:
        _output.as_json({"path": str(options.to), "snapshot_id": result.snapshot_id, "sha256": result.artifact_sha256})
    else:
        print(f"{options.to}: {told}, snapshot {result.snapshot_id}")
    return 0


def _placed(packed: Path, options: argparse.Namespace) -> str:
    """Put what was fetched where it belongs, whole or not at all."""
    if options.format.endswith("_h5"):
        packed.replace(options.to)
        return f"{options.to.stat().st_size} bytes"
    if options.format == "qlib_bin":
        from aistock.qlib.append import bring

        done = bring(packed, options.to)
        return f"{done.days} days {'written' if done.created else 'appended'}, {done.instruments} instruments"
    from aistock.worker.unpack import ArchiveError, unpack

    if options.to.exists():
        raise FileExistsError(17, "it is there already", str(options.to))
    try:
        return f"{len(list(unpack(packed, options.to).iterdir()))} files"
    except ArchiveError as error:
        raise AistockError(str(error)) from error


def _quality(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        latest = list(client.market.list_datasets(name=options.dataset, latest_only=True))
        manifests = [client.market.get_dataset_manifest(snapshot_id=one.snapshot_id) for one in latest]
    if not manifests:
        raise AistockError(f"there is no dataset {options.dataset!r}; ingest one with `aistock data ingest`")
    found = [(manifest.kind, one) for manifest in manifests for one in manifest.findings]
    if options.json:
        _output.as_json([{"kind": kind.value, **one.model_dump(mode="json")} for kind, one in found])
    else:
        order = ("error", "warning", "info")
        found.sort(key=lambda pair: order.index(pair[1].severity))
        rows = [(one.severity, kind, one.rule, one.instrument, one.date, one.field, one.value, one.occurrences, one.message)
                for kind, one in islice(found, options.limit)]  # fmt: skip
        names = ("severity", "kind", "finding", "instrument", "first", "field", "value", "times", "what it means")
        _output.table(f"findings of {options.dataset} ({len(found)})", names, rows, colours=_COLOURS)
    return BAD if any(one.severity == "error" for _, one in found) else 0


def _rows(options: argparse.Namespace) -> int:
    if options.to.suffix not in (".csv", ".parquet"):
        raise OSError(22, "name a file that ends with .parquet or .csv", str(options.to))
    with _options.client_of(options) as client:
        found = client.sources.rows(
            options.table, start_date=options.start, end_date=options.end, frequency=options.frequency,
            instruments=options.instrument, indices=options.index, sources=options.from_source, as_of_utc=options.as_of,
        )  # fmt: skip
    _write(found.to_arrow(), options.to)
    answer: Any = found.answer
    if options.json:
        _output.as_json({"path": str(options.to), "answer": answer.model_dump(mode="json")})
    else:
        print(_output.plain(f"{options.to}: {answer.row_count} rows of {answer.source}, {answer.origin}"))
        for one in answer.findings[: options.limit]:
            print(_output.plain(f"{one.severity} {one.rule}, {one.occurrences} times: {one.message}"))
    return BAD if any(one.severity == "error" for one in answer.findings) else 0


def _compare(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        answer = client.sources.compare(
            options.table, options.sources, start_date=options.start, end_date=options.end, frequency=options.frequency,
            instruments=options.instrument, limit=options.limit,
        )  # fmt: skip
    if options.json:
        _output.as_json(answer)
        return BAD if answer.disagreements else 0
    rows = [
        (one.instrument, one.event_at_utc.isoformat(), one.column or "row",
         *(value.value if value.has_row else "no row" for value in one.values))
        for one in answer.disagreements
    ]  # fmt: skip
    _output.table("disagreements", ("instrument", "when", "column", *options.sources), rows)
    return BAD if rows else 0


def _tail(options: argparse.Namespace) -> int:
    from aistock.market.v1.models import StreamQuotesResponse

    with _options.client_of(options) as client, client.market.stream_quotes(instruments=options.instruments) as batches:
        for batch in islice(batches, options.batches):
            if options.json:
                whole = StreamQuotesResponse(
                    cursor=batches.cursor, quotes=list(batch.quotes), conflated=batch.conflated, standings=list(batch.standings)
                )
                print(whole.model_dump_json(), flush=True)
                continue
            for one in batch.standings:
                print(_output.plain(f"# {one.source} is {one.state} {one.message or ''}"), flush=True)
            for quote in batch.quotes:
                price = "-" if quote.last_mills is None else f"{quote.last_mills / 1000:.2f}"
                print(_output.plain(f"{quote.event_at_utc.isoformat()} {quote.instrument} {price} {quote.volume}"), flush=True)
    return 0


def _watched(client: Client, operation_id: str, title: str) -> Operation:
    """The operation at its end, with a bar while a person waits."""
    with _bar(title) as tell:
        return client.system.wait_operation(operation_id, on_change=tell)


def _bar(title: str) -> AbstractContextManager[Callable[[Operation], object] | None]:
    """A bar on the terminal, where one reads and rich is there."""
    return _drawn_bar(title) if sys.stderr.isatty() and find_spec("rich") is not None else nullcontext()


@contextmanager
def _drawn_bar(title: str) -> Iterator[Callable[[Operation], object]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(title, total=1.0)

        def tell(operation: Operation) -> None:
            drawn.update(task, completed=operation.fraction, description=_output.plain(operation.stage or title))

        yield tell


def _read(path: Path) -> Any:
    import pyarrow as pa

    try:
        if path.suffix == ".csv":
            from pyarrow import csv

            return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types={"instrument": pa.string()}))
        import pyarrow.parquet as parquet

        return parquet.read_table(path)
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise OSError(22, f"it is no table: {str(error).splitlines()[0]}", str(path)) from None


def _write(table: Any, path: Path) -> None:
    """The table in the file, whole or not at all."""
    from pyarrow import csv, parquet

    with tempfile.TemporaryDirectory(dir=_folder_of(path)) as scratch:
        made = Path(scratch, path.name)
        (csv.write_csv if path.suffix == ".csv" else parquet.write_table)(table, made)
        made.replace(path)


def _instrument(code: str) -> Instrument:
    from aistock.market.codes import Kind, board_of, kind_of
    from aistock.market.v1.models import Board, Instrument, InstrumentKind

    try:
        kind = kind_of(code)
        board = Board(board_of(code).value) if kind is Kind.STOCK else None
    except ValueError as error:
        raise AistockError(f"{error}; correct the file's instruments") from None
    return Instrument(code=code, kind=InstrumentKind(kind.value), board=board)


def _folder_of(path: Path) -> str:
    """The folder that the target is made in, so that it is moved there and not copied."""
    folder = path.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
