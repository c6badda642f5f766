"""One instrument's K-lines: held to what the vendor promises, and turned into our columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aistock.market.codes import Kind
from aistock.market.v1.models import BarFrequency, FindingSeverity, QualityFinding
from aistock_server.adapters.miniqmt.plan import Step
from aistock_server.adapters.miniqmt.units import DAY_MS, FIELDS, NO_NUMBER, SHANGHAI_MS, SHARES_A_UNIT, UNCOUNTED, in_mills
from aistock_server.kernel.errors import Refused
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed, stale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRICES = ("open", "high", "low", "close", "pre_close")
ASKED = ("time", *FIELDS.values(), "suspendFlag")
_MINUTE = 60_000
_MORNING = (9 * 60 + 30, 11 * 60 + 30)
_AFTERNOON = (13 * 60, 15 * 60)
_PLAUSIBLE = (0.5, 2.0)
_REMEDY = "let the terminal download it again, or report it to the vendor"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Rows of one instrument, ascending: days since the epoch, minutes of the day, our columns; and what is odd about them."""

    code: str
    days: "NDArray[np.int64]"
    minutes: "NDArray[np.int64]"
    columns: "Mapping[str, NDArray[Any]]"
    findings: tuple[QualityFinding, ...]

    def taken(self, keep: "NDArray[Any]") -> "Lines":
        """The rows that a mask or an index array picks."""
        columns = {name: values[keep] for name, values in self.columns.items()}
        return replace(self, days=self.days[keep], minutes=self.minutes[keep], columns=columns)

    def noting(self, bad: "NDArray[np.bool_]", rule: str, severity: FindingSeverity, field: str, message: str) -> "Lines":
        """With a finding about the marked rows, when there are any."""
        if not bad.any():
            return self
        row = int(bad.argmax())
        value = self.columns[field][row] if field in self.columns else None
        found = noted(
            severity,
            rule,
            message,
            instrument=self.code,
            day=day_of(int(self.days[row])),
            field=field,
            value=value,
            occurrences=int(bad.sum()),
        )
        return replace(self, findings=(*self.findings, found))


def lines_of(source: str, code: str, kind: Kind, frequency: BarFrequency, frame: Any, step: Step) -> Lines:
    """The rows of the vendor's table of one instrument; Refused when they cannot be what they pretend to be."""
    is_day = frequency is BarFrequency.DAY
    reading = _Reading(source, code)
    raw = {name: reading.column(frame, name) for name in ASKED}
    days, minutes = reading.moments(raw["time"], is_day)
    lines = Lines(code=code, days=days, minutes=minutes, columns={**raw, "suspended": raw["suspendFlag"] == 1}, findings=())
    lines = reading.each_once(lines)
    reading.inside(lines, step)
    lines = _counted(reading.traded(lines), kind)
    lines = replace(lines, columns=reading.ours(lines, kind))
    return _odd(lines, kind, is_day)


class _Reading:
    """Reads the answer about one instrument, and refuses it by name."""

    def __init__(self, source: str, code: str) -> None:
        self._source = source
        self._code = code

    def column(self, frame: Any, name: str) -> "NDArray[Any]":
        """A column as float64, or as int64 where it came as whole numbers; what the vendor marks as no number is NaN."""
        import numpy as np

        if name not in frame.columns:
            raise self._bad(f"has no column {name}", name, "")
        values: NDArray[Any] = frame[name].to_numpy()
        if values.dtype.kind in "iu":
            return values.astype(np.int64)
        if values.dtype.kind != "f":
            raise self._bad(f"has {name} as {values.dtype}, which are no numbers", name, values.dtype)
        wide: NDArray[Any] = values.astype(np.float64)
        wide[np.abs(wide) == NO_NUMBER] = np.nan
        if np.isinf(wide).any():
            raise self._bad(f"has an infinity in {name}", name, "inf")
        if (wide < 0).any() and name != "suspendFlag":
            raise self._bad(f"has {name} {wide[wide < 0][0]:g}, below zero", name, wide[wide < 0][0])
        return wide

    def moments(self, stamps: "NDArray[Any]", is_day: bool) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Days and minutes of stamps in milliseconds: a day's is its midnight in Shanghai, a minute's its end."""
        if stamps.dtype.kind != "i":
            raise self._bad("has times that are no whole milliseconds", "time", stamps.dtype)
        local = stamps + SHANGHAI_MS
        odd = local % (DAY_MS if is_day else _MINUTE) != 0
        if odd.any():
            expected = "midnight in Shanghai" if is_day else "whole minute"
            raise self._bad(f"has a row at {stamps[odd.argmax()]}, which is no {expected}", "time", stamps[odd.argmax()])
        return local // DAY_MS, local % DAY_MS // _MINUTE

    def each_once(self, lines: Lines) -> Lines:
        """Without repetitions, which are reported; Refused when two rows of a time disagree, or rows go back in time."""
        import numpy as np

        stamps = lines.columns["time"]
        if (np.diff(stamps) > 0).all():
            return lines
        order = np.argsort(stamps, kind="stable")
        again = np.r_[False, np.diff(stamps[order]) == 0]
        for name, values in lines.columns.items():
            before, after = values[order][:-1], values[order][1:]
            differs = again[1:] & ~((before == after) | ((before != before) & (after != after)))
            if differs.any():
                row = int(differs.argmax())
                day = day_of(int(lines.days[order][row]))
                problem = f"has two rows of {day} with {name} {before[row]:g} and {after[row]:g}"
                raise self._bad(problem, name, after[row])
        firsts = np.sort(order[~again])
        if not (np.diff(stamps[firsts]) > 0).all():
            row = int((np.diff(stamps[firsts]) <= 0).argmax()) + 1
            raise self._bad(f"goes back in time at {day_of(int(lines.days[firsts][row]))}", "time", stamps[firsts][row])
        message = "the same row came more than once; one of each is kept"
        repeated = np.zeros(len(stamps), dtype=bool)
        repeated[order[again]] = True
        return lines.noting(repeated, "duplicate_rows", FindingSeverity.WARNING, "time", message).taken(firsts)

    def inside(self, lines: Lines, step: Step) -> None:
        """Refuse rows of other days than those asked for; if all are older, the answer is stale."""
        if not len(lines.days):
            return
        first, last = number_of(step.start), number_of(step.end)
        if (lines.days < first).all():
            raise stale(self._source, newest=day_of(int(lines.days.max())), expected=step.start)
        outside = (lines.days < first) | (lines.days > last)
        if outside.any():
            day = day_of(int(lines.days[outside.argmax()]))
            raise self._bad(f"has a row of {day}, and {step.start} to {step.end} was asked for", "time", day)

    def traded(self, lines: Lines) -> Lines:
        """Without the rows that stand for no trading: those marked as suspended, and those that fill a gap with nothing."""
        import numpy as np

        prices = [lines.columns[FIELDS[name]].astype(np.float64) for name in PRICES[:4]]
        empty = np.logical_and.reduce([np.isnan(values) for values in prices])
        suspended = lines.columns["suspended"]
        with_volume = suspended & (lines.columns["volume"] > 0)
        message = "marked as suspended, and yet with a volume; it is kept"
        lines = lines.noting(with_volume, "suspended_with_volume", FindingSeverity.WARNING, "volume", message)
        return lines.taken(~(empty | (suspended & ~with_volume)))

    def ours(self, lines: Lines, kind: Kind) -> "dict[str, NDArray[Any]]":
        """Our columns of the vendor's; volume is missing where nobody knows what it counts."""
        import numpy as np

        found: dict[str, NDArray[Any]] = {name: lines.columns[FIELDS[name]].astype(np.float64) for name in (*PRICES, "amount")}
        volume, shares = lines.columns["volume"], SHARES_A_UNIT[kind]
        if volume.dtype.kind == "f":
            broken = ~np.isnan(volume) & (np.rint(volume) != volume)
            if broken.any():
                raise self._bad(f"has volume {volume[broken][0]!r}, which is no whole number", "volume", volume[broken][0])
        elif (volume < 0).any():
            raise self._bad(f"has volume {volume.min()}, below zero", "volume", volume.min())
        found["volume"] = np.full(len(volume), np.nan) if shares is None else volume * shares
        return found

    def _bad(self, problem: str, field: str, value: object) -> Refused:
        message = f"the K-line of {self._code} {problem}"
        return malformed(self._source, message, remedy=_REMEDY, field=field, value=value, instrument=self._code)


def _counted(lines: Lines, kind: Kind) -> Lines:
    """With a finding where there is a volume and nobody knows what it counts; it shows the vendor's own number."""
    if SHARES_A_UNIT[kind] is not None:
        return lines
    message = f"the vendor does not document what the volume of {UNCOUNTED[kind]} counts; it is missing, ask another source"
    return lines.noting(lines.columns["volume"] > 0, "volume_unit_unknown", FindingSeverity.WARNING, "volume", message)


def _odd(lines: Lines, kind: Kind, is_day: bool) -> Lines:
    """With findings about what is odd; nothing but a float's artefact is changed."""
    import numpy as np

    columns = dict(lines.columns)
    for name in PRICES:
        columns[name], off = in_mills(columns[name])
        lines = replace(lines, columns=columns)
        if kind is Kind.STOCK:
            message = "a price that is no whole mill; it is kept as it came"
            lines = lines.noting(off, "price_off_tick", FindingSeverity.WARNING, name, message)
        message = "a price of zero, which the vendor does not document as missing; it is kept, and the gate will refuse it"
        lines = lines.noting(columns[name] == 0, "zero_price", FindingSeverity.WARNING, name, message)
    minutes = lines.minutes
    inside = ((minutes >= _MORNING[0]) & (minutes <= _MORNING[1])) | ((minutes >= _AFTERNOON[0]) & (minutes <= _AFTERNOON[1]))
    if not is_day:
        message = "a bar outside of the trading session; it is kept"
        lines = lines.noting(~inside, "minute_outside_session", FindingSeverity.WARNING, "minute", message)
    volume, amount = columns["volume"], columns["amount"]
    message = "an amount without volume: the vendor counts whole hands, so this zero is less than 100 shares, not none"
    lines = lines.noting((volume == 0) & (amount > 0), "volume_below_a_hand", FindingSeverity.INFO, "volume", message)
    worth = float(np.nansum(volume * columns["close"])) if SHARES_A_UNIT[kind] is not None else 0.0
    ratio = float(np.nansum(amount)) / worth if worth > 0 else 1.0
    if not _PLAUSIBLE[0] <= ratio <= _PLAUSIBLE[1]:
        message = f"amount is {ratio:.4g} times volume times price: its volume counts something else; do not use it"
        everywhere = np.ones(len(volume), dtype=bool)
        lines = lines.noting(everywhere, "volume_unit_disagrees", FindingSeverity.ERROR, "volume", message)
    return lines
