"""What is looked at while a file of TDX is read: garbage is refused, and what is odd is reported."""

from typing import TYPE_CHECKING, Any

from aistock.market.codes import Kind
from aistock.market.v1.models import FindingSeverity, QualityFinding
from aistock_server.adapters.tdx.files import OpenFile
from aistock_server.adapters.tdx.records import PRICES, RECORD_BYTES, Records
from aistock_server.kernel.errors import Refused
from aistock_server.market.model import day_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.faults import malformed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MORNING = (9 * 60 + 31, 11 * 60 + 30)
_AFTERNOON = (13 * 60 + 1, 15 * 60)
_DAY_MINUTES = 24 * 60
#: Amount / (volume × close) of real files lies near 1; a wrong unit makes it 10, 100 or a hundredth.
_PLAUSIBLE = (0.5, 2.0)
_REMEDY = "let the client download the file again"


class FileCheck:
    """Follows the blocks of one file; raises on garbage and counts what is odd."""

    def __init__(self, file: OpenFile, code: str, kind: Kind) -> None:
        self._file = file
        self._code = code
        self._kind = kind
        self._last = -1
        self._odd: dict[tuple[str, str, FindingSeverity, str], list[Any]] = {}
        self._worth = self._paid = 0.0

    def look(self, records: Records, first: int) -> None:
        """Refuse records that cannot be what they pretend to be; `first` is the number of the first one."""
        import numpy as np

        if not len(records.days):
            return
        self._refuse(records.days < 0, first, "date", "is no date")
        self._refuse(records.minutes >= _DAY_MINUTES, first, "minute", "is no minute of a day", records.minutes)
        for name, values in (*records.prices.items(), ("amount", records.amount)):
            self._refuse(~(np.isfinite(values) & (values >= 0)), first, name, "is no number from 0", values)
        moments = records.days * _DAY_MINUTES + records.minutes
        self._refuse(np.diff(moments, prepend=self._last) <= 0, first, "date", "is not after the record before it")
        self._last = int(moments[-1])

    def note(self, records: Records) -> None:
        """Count what is odd about records that are part of the answer."""
        import numpy as np

        minutes = records.minutes
        outside = ~(
            ((minutes >= _MORNING[0]) & (minutes <= _MORNING[1])) | ((minutes >= _AFTERNOON[0]) & (minutes <= _AFTERNOON[1]))
        )
        self._count(
            outside,
            records,
            "minute_outside_session",
            "minute",
            FindingSeverity.WARNING,
            "a bar outside of the trading session; it is kept",
        )
        for name in PRICES:
            message = "a price of zero, which no source documents as missing; it is kept, and the gate will refuse it"
            self._count(records.prices[name] == 0, records, "zero_price", name, FindingSeverity.WARNING, message)
        uncounted = (records.volume == 0) & (records.amount > 0)
        message = "an amount without volume: minute files count whole hands, so this zero is less than 100 shares, not none"
        self._count(uncounted, records, "volume_below_a_hand", "volume", FindingSeverity.INFO, message)
        self._paid += float(records.amount.sum())
        self._worth += float(np.dot(records.volume.astype(np.float64), records.prices["close"]))

    def findings(self, shares_a_unit: int | None) -> tuple[QualityFinding, ...]:
        """What was odd, and whether the volume's unit agrees with amount and price."""
        found = [
            noted(severity, rule, message, instrument=self._code, day=day, field=field, value=value, occurrences=count)
            for (rule, field, severity, message), (count, day, value) in self._odd.items()
        ]
        if self._file.torn_bytes:
            torn = self._file.torn_bytes
            message = f"the last {torn} bytes of {self._file.origin} are no whole record; the {self._file.records} before are read"
            found.append(
                noted(
                    FindingSeverity.WARNING, "torn_tail", message, instrument=self._code, field="file", value=self._file.torn_bytes
                )
            )
        if self._kind is not Kind.INDEX and shares_a_unit is not None and self._worth > 0:
            ratio = self._paid / (self._worth * shares_a_unit)
            if not _PLAUSIBLE[0] <= ratio <= _PLAUSIBLE[1]:
                message = f"amount is {ratio:.4g} times volume times price: its volume counts something else; do not use it"
                found.append(
                    noted(
                        FindingSeverity.ERROR,
                        "volume_unit_disagrees",
                        message,
                        instrument=self._code,
                        field="volume",
                        value=f"{ratio:.6g}",
                    )
                )
        return tuple(found)

    def _count(self, bad: "NDArray[Any]", records: Records, rule: str, field: str, severity: FindingSeverity, message: str) -> None:
        if not bad.any():
            return
        row = int(bad.argmax())
        held = self._odd.setdefault(
            (rule, field, severity, message), [0, day_of(int(records.days[row])), _value(records, field, row)]
        )
        held[0] += int(bad.sum())

    def _refuse(self, bad: "NDArray[Any]", first: int, field: str, problem: str, values: "NDArray[Any] | None" = None) -> None:
        if bad.any():
            row = int(bad.argmax())
            raise self._garbage(first + row, field, problem, None if values is None else values[row])

    def _garbage(self, record: int, field: str, problem: str, value: Any) -> Refused:
        file = self._file
        where = f"{file.origin}: record {record} at byte {record * RECORD_BYTES}"
        shown = "" if value is None else f" {value}"
        return malformed(
            file.source,
            f"{where}: {field}{shown} {problem}",
            remedy=_REMEDY,
            field=field,
            value="" if value is None else value,
            instrument=self._code,
            origin=file.origin,
            record=record,
        )


def _value(records: Records, field: str, row: int) -> Any:
    columns = {**records.prices, "volume": records.volume, "minute": records.minutes}
    return columns[field][row]
