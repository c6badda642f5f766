"""Parquet files that others wrote in our column names, behind the port of sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.market.codes import canonical_code
from aistock.market.v1.models import BarFrequency, FindingSeverity, QualityFinding
from aistock_server.adapters.parquet.foreign_schema import (
    AVAILABLE_AT,
    EVENT_TIME,
    INSTRUMENT,
    codes_and_members,
    day_numbers,
    numbers,
    taken_columns,
    texts,
    time_column,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Refused
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import column_of, no_rows, noted, skipped, unit_note
from aistock_server.market.sources.columns import MEANINGS, Form, Table
from aistock_server.market.sources.faults import malformed, not_offered, unknown_code, unreachable
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    DAY_DELAY,
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    chosen_delay,
    day_times,
    days_of,
    event_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

Key = tuple[Table, BarFrequency]
_READERS = {Form.DAY: day_numbers, Form.TEXT: texts}


class ParquetSource:
    """One Parquet file for each table and frequency, read a row group at a time, and of a row group a batch at a time.

    Wanted are `instrument`, and `date` (days; of industries `effective_from`) or `event_time` (minutes, with a time zone); every
    column of the table that the file has is offered. Rows stand by instrument and time or by time and instrument. A file without
    `available_at` gets the delay.
    """

    def __init__(self, files: Mapping[Key, Path], clock: Clock, *, name: str = "parquet", day_delay: timedelta = DAY_DELAY) -> None:
        self._files = dict(files)
        self._clock = clock
        self._name = name
        self._day_delay = day_delay

    def card(self) -> SourceCard:
        """What the files' schemas and statistics say."""
        return SourceCard(name=self._name, offers=tuple(self._offer(key) for key in self._files))

    def rows(self, question: Question) -> Iterator[Batch]:
        """In the order of the file."""
        card = self.card()
        offer = asked(card, question)
        return answered(card, question, self._answer(question, offer))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """A file of rows is no calendar: a day on which nothing traded would be lost."""
        raise not_offered(self._name, "calendar")

    def instruments(self) -> InstrumentsAnswer:
        """A file of rows is no list of instruments."""
        raise not_offered(self._name, "list of instruments")

    def _offer(self, key: Key) -> Offer:
        table, frequency = key
        path = self._files[key]
        with self._opened(path) as file:
            columns = taken_columns(self._name, path.name, file.schema_arrow, table, frequency)
            told = AVAILABLE_AT in file.schema_arrow.names
            spans = [span for span in _spans(file, time_column(table, frequency)) if span is not None]
            complete = len(spans) == file.metadata.num_row_groups and bool(spans)
        return Offer(
            table=table,
            frequency=frequency,
            columns=columns,
            delay=chosen_delay(table, frequency, day=self._day_delay),
            delay_origin="the file's available_at" if told else "not in the file; chosen here",
            first=day_of(min(low for low, _ in spans)) if complete else None,
            last=day_of(max(high for _, high in spans)) if complete else None,
        )

    def _opened(self, path: Path) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as parquet

        try:
            return parquet.ParquetFile(path, read_dictionary=[INSTRUMENT], page_checksum_verification=True)
        except FileNotFoundError:
            raise unreachable(self._name, f"{path.name} is not there", field="file", value=path.name) from None
        except KeyError:
            message = f"{path.name}: column {INSTRUMENT!r} is missing"
            remedy = "write it, or name the column so"
            raise malformed(self._name, message, remedy=remedy, field=INSTRUMENT, value="", origin=path.name) from None
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise self._unreadable(path, error) from None

    def _answer(self, question: Question, offer: Offer) -> Iterator[Batch]:
        path = self._files[(question.table, question.frequency)]
        first, last = number_of(question.start), number_of(question.end)
        time = time_column(question.table, question.frequency)
        with self._opened(path) as file:
            names = list(dict.fromkeys((INSTRUMENT, time, *question.fields)))
            names += [AVAILABLE_AT] if AVAILABLE_AT in file.schema_arrow.names else []
            spans = _spans(file, time)
            groups = [at for at, span in enumerate(spans) if span is None or (span[0] <= last and span[1] >= first)]
            provenance = self._provenance(path, question)
            unknown = self._unknown_codes(file, path, question.codes) if question.codes is not None else []
            if unknown and not question.skip_refused:
                raise unknown_code(self._name, unknown[0])
            if unknown:
                yield no_rows(question, provenance, *(skipped(unknown_code(self._name, code), code) for code in unknown))
            if groups:
                pieces = self._pieces(file, path, question.batch_rows, groups, names)
                yield from (self._batch(piece, question, offer, provenance) for piece in pieces)

    def _pieces(self, file: Any, path: Path, rows: int, groups: list[int], names: list[str]) -> "Iterator[pa.RecordBatch]":
        """Row groups in batches, without threads, so that no more than one row group is decoded at a time."""
        import pyarrow as pa
        from pyarrow.types import is_primitive

        try:
            for piece in file.iter_batches(batch_size=rows, row_groups=groups, columns=names, use_threads=False):
                # A damaged page may decode to text that is none; of a code the check costs the dictionary, not the rows.
                for column in piece.columns:
                    if not is_primitive(column.type):
                        column.validate(full=True)
                yield piece
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise self._unreadable(path, error) from None

    def _unknown_codes(self, file: Any, path: Path, codes: Sequence[str]) -> list[str]:
        """The codes that no row of the file has; one without rows in the range merely did not trade."""
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = set(codes)
        for piece in self._pieces(file, path, 1 << 20, list(range(file.metadata.num_row_groups)), [INSTRUMENT]):
            wanted -= set(pc.unique(piece.column(0)).cast(pa.string()).to_pylist())
            if not wanted:
                break
        return sorted(wanted)

    def _batch(self, piece: "pa.RecordBatch", question: Question, offer: Offer, provenance: Provenance) -> Batch:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        for name in (INSTRUMENT, time_column(question.table, question.frequency)):
            if piece.column(name).null_count:
                raise self._refused(provenance, name, "has a null", "a row needs an instrument and a time")
        events = _events(piece, question.table, question.frequency)
        days = days_of(events)
        keep = (days >= number_of(question.start)) & (days <= number_of(question.end))
        if question.codes is not None:
            text = piece.column(INSTRUMENT).cast(pa.string())
            keep &= pc.is_in(text, value_set=pa.array(question.codes, pa.string())).to_numpy(zero_copy_only=False)
        if not keep.all():
            piece, events = piece.filter(pa.array(keep)), events[keep]
        codes, members = codes_and_members(piece.column(INSTRUMENT))
        for code in codes:
            self._check_code(provenance, code)
        known = events + offer.delay // timedelta(microseconds=1)
        if AVAILABLE_AT in piece.schema.names:
            known = _microseconds(piece.column(AVAILABLE_AT))
            if piece.column(AVAILABLE_AT).null_count or bool((known < events).any()):
                raise self._refused(
                    provenance, AVAILABLE_AT, "lies before the event, or is null", "no row is known before it happened"
                )
        columns, findings = {}, []
        for name in question.fields:
            values, gaps = _READERS.get(MEANINGS[question.table][name].form, numbers)(piece.column(name))
            findings += self._odd(provenance, question.table, name, values, gaps)
            columns[name] = column_of(question.table, name, values, gaps)
        return Batch(
            codes=tuple(codes),
            members=members.astype(np.int32),
            event_times=events,
            available_times=known,
            columns=columns,
            provenance=provenance,
            findings=tuple(findings),
        )

    def _odd(
        self, provenance: Provenance, table: Table, name: str, values: "NDArray[Any]", gaps: "NDArray[np.bool_]"
    ) -> list[QualityFinding]:
        """NaN where null was meant, and fractions of what comes in wholes; an infinity is refused."""
        import numpy as np

        if values.dtype.kind != "f":
            return []
        if np.isinf(values).any():
            raise self._refused(provenance, name, "has an infinity", "write null where there is no value")
        found = []
        nans = np.isnan(values) & ~gaps
        if nans.any():
            message = "NaN is read as missing; write null where there is no value"
            found.append(noted(FindingSeverity.INFO, "nan_as_missing", message, field=name, occurrences=int(nans.sum())))
        if MEANINGS[table][name].whole:
            fractions = ~nans & (np.abs(values - np.rint(values)) > 1e-3)
            if fractions.any():
                message = "a fraction of a share; rounded, but the unit of the column may be another one"
                shown = values[fractions.argmax()]
                found.append(
                    noted(
                        FindingSeverity.WARNING,
                        "fraction_of_share",
                        message,
                        field=name,
                        value=shown,
                        occurrences=int(fractions.sum()),
                    )
                )
        return found

    def _check_code(self, provenance: Provenance, code: str) -> None:
        try:
            right = canonical_code(code) == code
        except ValueError:
            right = False
        if not right:
            raise self._refused(provenance, INSTRUMENT, f"has {code!r}", "write canonical codes such as 600000.SH", code)

    def _refused(self, provenance: Provenance, field: str, problem: str, remedy: str, value: object = "") -> Refused:
        message = f"{provenance.origin}: column {field!r} {problem}"
        return malformed(self._name, message, remedy=remedy, field=field, value=value, origin=provenance.origin)

    def _unreadable(self, path: Path, error: Exception) -> Refused:
        told = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        message = f"{path.name} is no whole Parquet file ({told})"
        return malformed(self._name, message, remedy="write or copy it again", field="file", value=path.name, origin=path.name)

    def _provenance(self, path: Path, question: Question) -> Provenance:
        state = path.stat()
        units = tuple(unit_note(question.table, name, name, MEANINGS[question.table][name].unit) for name in question.fields)
        version = f"{state.st_size}-{state.st_mtime_ns}"
        return Provenance(source=self._name, origin=path.name, version=version, observed_at=self._clock.now(), units=units)


def _events(piece: "pa.RecordBatch", table: Table, frequency: BarFrequency) -> "NDArray[np.int64]":
    time = piece.column(time_column(table, frequency))
    if frequency is BarFrequency.DAY:
        return day_times(time.cast("int32").to_numpy(zero_copy_only=False), event_of(table))
    return _microseconds(time)


def _microseconds(column: "pa.Array") -> "NDArray[np.int64]":
    import numpy as np
    import pyarrow as pa

    text = column.cast(pa.timestamp("us", tz="UTC"), safe=False).cast(pa.int64())
    return np.asarray(text.fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _spans(file: Any, name: str) -> list[tuple[int, int] | None]:
    """First and last day of every row group; None where the file keeps no statistics."""
    import numpy as np

    place = file.schema_arrow.names.index(name)
    found: list[tuple[int, int] | None] = []
    for at in range(file.metadata.num_row_groups):
        told = file.metadata.row_group(at).column(place).statistics
        if told is None or not told.has_min_max:
            found.append(None)
        elif name != EVENT_TIME:
            found.append((number_of(told.min), number_of(told.max)))
        else:
            times = np.array([told.min.timestamp(), told.max.timestamp()]) * 1e6
            low, high = days_of(times.astype(np.int64)).tolist()
            found.append((low, high))
    return found
