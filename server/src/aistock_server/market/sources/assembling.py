"""How adapters make batches: columns with their gaps marked, findings, and units turned into ours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import FieldMapping, FindingSeverity, QualityFinding, Unit
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.columns import MEANINGS, Form, Table
from aistock_server.market.sources.faults import fault_of
from aistock_server.market.sources.model import Batch, Column, Provenance, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray


def float_column(values: "NDArray[Any]", missing: "NDArray[Any] | None" = None) -> Column:
    """A column of float64; NaN is missing, and so is what is marked."""
    import numpy as np

    wide = values.astype(np.float64)
    gaps = np.isnan(wide) if missing is None else missing | np.isnan(wide)
    wide[gaps] = np.nan
    return Column(values=wide, missing=gaps)


def whole_column(values: "NDArray[Any]", missing: "NDArray[Any] | None" = None) -> Column:
    """A column of int64, each value brought to the nearest whole number; missing values hold 0."""
    import numpy as np

    if values.dtype.kind == "f":
        gaps = np.isnan(values) if missing is None else missing | np.isnan(values)
        return Column(values=np.rint(np.where(gaps, 0.0, values)).astype(np.int64), missing=gaps)
    gaps = np.zeros(len(values), dtype=bool) if missing is None else missing
    return Column(values=np.where(gaps, 0, values).astype(np.int64), missing=gaps)


def text_column(texts: Sequence[str | None]) -> Column:
    """A column of text; None is missing."""
    import numpy as np

    words = tuple(sorted({text for text in texts if text is not None}))
    places = {word: place for place, word in enumerate(words)}
    values = np.fromiter((0 if text is None else places[text] for text in texts), dtype=np.int32, count=len(texts))
    return Column(values=values, missing=np.array([text is None for text in texts], dtype=bool), words=words)


def days_column(days: "NDArray[Any]", missing: "NDArray[Any] | None" = None) -> Column:
    """A column of days, given as datetime64[D] or counted from 1970-01-01; NaT is missing, and so is what is marked."""
    import numpy as np

    held = np.array(days if days.dtype.kind == "M" else days.astype(np.int64), dtype="datetime64[D]")
    gaps = np.isnat(held) if missing is None else missing | np.isnat(held)
    held[gaps] = np.datetime64("NaT")
    return Column(values=held, missing=gaps)


def column_of(table: Table, name: str, values: "NDArray[Any]", missing: "NDArray[Any] | None" = None) -> Column:
    """A column in the form that its meaning has; texts are given as objects, None where they are missing."""
    match MEANINGS[table][name].form:
        case Form.NUMBER:
            return float_column(values, missing)
        case Form.WHOLE:
            return whole_column(values, missing)
        case Form.DAY:
            return days_column(values, missing)
        case Form.TEXT:
            gaps = [False] * len(values) if missing is None else missing.tolist()
            return text_column([None if gap else text for text, gap in zip(values.tolist(), gaps, strict=True)])


def plain_column(table: Table, name: str, values: Sequence[float | int | str | date | None]) -> Column:
    """A column of values as Python holds them, None where they are missing; whole numbers stay whole, so that none loses digits."""
    import numpy as np

    gaps = np.array([value is None for value in values], dtype=bool)
    match MEANINGS[table][name].form:
        case Form.TEXT:
            return column_of(table, name, np.array(values, dtype=object), gaps)
        case Form.DAY:
            return column_of(table, name, np.array(values, dtype="datetime64[D]"), gaps)
        case _:
            whole = all(value is None or isinstance(value, int) for value in values)
            filled = [0 if value is None else value for value in values]
            return column_of(table, name, np.array(filled, dtype=np.int64 if whole else np.float64), gaps)


def pieces(batch: Batch, rows: int) -> Iterator[Batch]:
    """The batch cut into batches of at most that many rows; its findings go with the first."""
    if batch.rows <= rows:
        yield batch
        return
    for begin in range(0, batch.rows, rows):
        part = batch.taken(slice(begin, begin + rows))
        yield part if begin == 0 else replace(part, findings=())


def no_rows(question: Question, provenance: Provenance, *findings: QualityFinding) -> Batch:
    """A batch that has nothing but findings."""
    import numpy as np

    nothing = np.zeros(0, dtype=np.int64)
    return Batch(
        codes=(),
        members=nothing.astype(np.int32),
        event_times=nothing,
        available_times=nothing,
        columns={name: column_of(question.table, name, nothing) for name in question.fields},
        provenance=provenance,
        findings=findings,
    )


def noted(
    severity: FindingSeverity,
    rule: str,
    message: str,
    *,
    instrument: str | None = None,
    day: date | None = None,
    field: str | None = None,
    value: object | None = None,
    occurrences: int = 1,
) -> QualityFinding:
    """A finding; texts are cut to what the contract holds."""
    return QualityFinding(
        rule=rule,
        severity=severity,
        instrument=instrument,
        date=day,
        field=field,
        value=None if value is None else str(value)[:128],
        message=message[:500],
        occurrences=occurrences,
    )


def skipped(error: RoomError, code: str) -> QualityFinding:
    """The ERROR finding that stands for an instrument that was not served."""
    fault = fault_of(error)
    return noted(
        FindingSeverity.ERROR,
        f"instrument_not_served/{fault or 'fault'}",
        error.message,
        instrument=code,
        field=error.details.get("field"),
        value=error.details.get("value"),
    )


def unit_note(
    table: Table, field: str, source_field: str, source_unit: Unit, scale: float = 1.0, note: str | None = None
) -> FieldMapping:
    """How a field of the source became ours: our value is the source's times `scale`."""
    unit = MEANINGS[table][field].unit
    return FieldMapping(field=field, unit=unit, source_field=source_field, source_unit=source_unit, scale=scale, note=note)
