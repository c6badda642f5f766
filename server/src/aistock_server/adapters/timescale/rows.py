"""Blocks of rows out of the database: what they hold in our units, and what is odd about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aistock.market.codes import canonical_code
from aistock.market.v1.models import FindingSeverity, QualityFinding, Unit
from aistock_server.adapters.timescale.tables import SCALES, Kept
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import column_of, noted
from aistock_server.market.sources.columns import MEANINGS, Form, Table
from aistock_server.market.sources.faults import malformed
from aistock_server.market.sources.model import Batch, Offer, Provenance, Question, day_times, instant, microseconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEDY = "mend the table, or ingest it again"
_HELD: Mapping[Form, Any] = {Form.TEXT: object, Form.DAY: "datetime64[D]"}
_SIGNED = frozenset({"net_mf_volume", "net_mf_amount", "pe", "pe_ttm", "pb", "ps", "ps_ttm"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Rows as columns in our units; NaN, NaT and None are missing."""

    codes: tuple[str, ...]
    members: "NDArray[np.int32]"
    events: "NDArray[np.int64]"
    known: "NDArray[np.int64]"
    columns: "Mapping[str, NDArray[Any]]"

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.members)

    @classmethod
    def of(cls, source: str, kept: Kept, offer: Offer, question: Question, rows: Sequence[tuple[Any, ...]]) -> "Block":
        """The rows of the database; a code that is none, or a number that cannot be, is refused.

        A row is code, moment, when it became available (None where the table does not say), and the question's columns.
        """
        import numpy as np

        texts, moments, told, *values = zip(*rows, strict=True)
        for text in dict.fromkeys(texts):
            if not _is_canonical(text):
                raise malformed(
                    source, f"{kept.name} has ts_code {text!r}, which is no code", remedy=_REMEDY, field="ts_code", value=text
                )
        codes = tuple(sorted(set(texts)))
        place = {code: number for number, code in enumerate(codes)}
        if kept.event is None:
            events = np.array([microseconds(moment) for moment in moments], dtype=np.int64)
        else:
            events = day_times(np.array([number_of(day) for day in moments], dtype=np.int64), kept.event)
        columns: dict[str, NDArray[Any]] = {}
        for name, raw in zip(question.fields, values, strict=True):
            unit = kept.fields[name][1] if name in kept.fields else Unit.RATIO
            form = MEANINGS[question.table][name].form
            columns[name] = np.array(raw, dtype=_HELD[form]) if form in _HELD else scaled(np.array(raw, dtype=np.float64), unit)
        late = offer.delay // timedelta(microseconds=1)
        known = [
            event + late if moment is None else microseconds(moment) for event, moment in zip(events.tolist(), told, strict=True)
        ]
        block = cls(
            codes=codes,
            members=np.array([place[text] for text in texts], dtype=np.int32),
            events=events,
            known=np.array(known, dtype=np.int64),
            columns=columns,
        )
        block._refuse(source, kept)
        return block

    def taken(self, rows: "NDArray[Any]") -> "Block":
        """The rows that a mask picks, and only the codes that they have."""
        import numpy as np

        members = self.members[rows]
        used = np.unique(members)
        columns = {name: values[rows] for name, values in self.columns.items()}
        codes = tuple(self.codes[int(at)] for at in used)
        return Block(
            codes=codes,
            members=np.searchsorted(used, members).astype(np.int32),
            events=self.events[rows],
            known=self.known[rows],
            columns=columns,
        )

    def batch(self, question: Question, provenance: Provenance, findings: Sequence[QualityFinding]) -> Batch:
        """The block as the port wants it."""
        return Batch(
            codes=self.codes,
            members=self.members,
            event_times=self.events,
            available_times=self.known,
            columns={name: column_of(question.table, name, values) for name, values in self.columns.items()},
            provenance=provenance,
            findings=tuple(findings),
        )

    def _refuse(self, source: str, kept: Kept) -> None:
        import numpy as np

        early = self.known < self.events
        if early.any():
            code, moment = self.codes[int(self.members[early.argmax()])], instant(int(self.known[early.argmax()])).isoformat()
            problem = f"{kept.name} has available_at {moment} of {code}, before the row's event"
            raise malformed(source, problem, remedy=_REMEDY, field="available_at", value=moment, instrument=code)
        for name, values in self.columns.items():
            if values.dtype.kind != "f":
                continue
            bad = np.isinf(values) if name in _SIGNED else np.isinf(values) | (values < 0)
            if name == "adj_factor":
                bad |= values == 0
            if bad.any():
                row = int(bad.argmax())
                code, moment = self.codes[int(self.members[row])], instant(int(self.events[row])).isoformat()
                problem = f"{kept.name} has {name} {values[row]} of {code} at {moment}"
                raise malformed(source, problem, remedy=_REMEDY, field=name, value=values[row], instrument=code)


def scaled(values: "NDArray[np.float64]", unit: Unit) -> "NDArray[np.float64]":
    """Values of a unit in ours, on the digits that ours has."""
    import numpy as np

    scale, digits = SCALES[unit]
    if unit is Unit.MILLS:
        # A division by 1000 gives the nearest number to the decimal; a product with 0.001 does not.
        return np.asarray(values / 1000.0)
    product = values * scale
    return product if digits is None else np.round(product, digits)


def odd(block: Block, question: Question) -> list[QualityFinding]:
    """What somebody should look at: a price of zero where one traded, which is a value here and perhaps a gap there."""
    if question.table is not Table.BARS:
        return []
    found = []
    for name in ("open", "high", "low", "close"):
        zero = block.columns[name] == 0 if name in block.columns else None
        if zero is None or not zero.any():
            continue
        row = int(zero.argmax())
        code = block.codes[int(block.members[row])]
        message = "a price of zero; it stays, and may stand for a gap"
        found.append(
            noted(FindingSeverity.WARNING, "zero_price", message, instrument=code, field=name, value=0, occurrences=int(zero.sum()))
        )
    return found


def _is_canonical(text: Any) -> bool:
    try:
        return isinstance(text, str) and canonical_code(text) == text
    except ValueError:
        return False
